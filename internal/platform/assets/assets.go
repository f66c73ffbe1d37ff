// Package assets holds the look: the style sheet that every page inlines, the
// script, and the pictures. What a council sets of it is its Brand.
package assets

import (
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"ourdays/internal/platform/web"
)

// built is what `make assets` makes. A clean clone holds only a file that says
// so, and builds without.
//
//go:embed built
var built embed.FS

//go:embed theme.css
var theme string

// live is the part of the script that is our own: it serves alone in a program
// that was built without assets.
//
//go:embed live.js
var live []byte

var (
	comment   = regexp.MustCompile(`(?s)/\*.*?\*/`)
	staffLine = regexp.MustCompile(`(?m)^/\*staff\*/.*$`)
	spaces    = regexp.MustCompile(`\s*\n\s*`)
)

// sheet is the style sheet as pages of a register carry it: GOV.UK's rules,
// then ours, without comments and line ends. Citizens' pages do without the
// lines that only staff pages need.
func sheet(r web.Register) string {
	own := theme
	if r == web.Citizen {
		own = staffLine.ReplaceAllString(own, "")
	}
	return fromBuild("govuk.css", "") +
		strings.TrimSpace(spaces.ReplaceAllString(comment.ReplaceAllString(own, ""), ""))
}

func fromBuild(name, otherwise string) string {
	b, err := fs.ReadFile(built, "built/"+name)
	if err != nil {
		return otherwise
	}
	return string(b)
}

// Complete reports whether this program was built with its style and script.
func Complete() bool { return fromBuild("govuk.css", "") != "" && fromBuild("script.js", "") != "" }

// Brand is what a council sets of the look. Empty parts are Ourdays' own.
type Brand struct {
	Colour string // "#0f4c45"; words in it must stand out 7 to 1 from white
	Logo   string // path of an SVG or PNG file, at most 10 kB
}

// Style is the look of one council.
type Style struct {
	brand  Colour
	css    map[web.Register]string
	script file
	logo   *file
}

// file is what is served under an address that holds a hash of its content.
type file struct {
	address, kind string
	content       []byte
}

func newFile(name, extension, kind string, content []byte) file {
	sum := sha256.Sum256(content)
	return file{"/assets/" + name + "." + hex.EncodeToString(sum[:6]) + extension, kind, content}
}

const ownBrand = "#0f4c45"

// NewStyle makes the look of a council, and refuses a brand that is hard to
// read or slow to fetch.
func NewStyle(b Brand) (*Style, error) {
	if b.Colour == "" {
		b.Colour = ownBrand
	}
	colour, err := brandColour(b.Colour)
	if err != nil {
		return nil, err
	}
	s := &Style{brand: colour, css: map[web.Register]string{},
		script: newFile("ourdays", ".js", "text/javascript; charset=utf-8",
			[]byte(fromBuild("script.js", string(live))))}
	for _, r := range []web.Register{web.Citizen, web.Staff} {
		s.css[r] = sheet(r)
		if b.Colour != ownBrand {
			s.css[r] += fmt.Sprintf(":root{--brand:%s;--tint:%s}", colour, colour.tint())
		}
	}
	if b.Logo != "" {
		if s.logo, err = logo(b.Logo); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// OwnStyle is the look without a council's settings.
func OwnStyle() *Style {
	s, err := NewStyle(Brand{})
	if err != nil {
		panic(err) // a test holds our own colour to the rule
	}
	return s
}

const mostLogo = 10 * 1024

func logo(path string) (*file, error) {
	kinds := map[string]string{".svg": "image/svg+xml", ".png": "image/png"}
	extension := strings.ToLower(filepath.Ext(path))
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	if kinds[extension] == "" || len(b) == 0 || len(b) > mostLogo {
		return nil, fmt.Errorf("%s: %w", path, errLogo)
	}
	f := newFile("logo", extension, kinds[extension], b)
	return &f, nil
}

// Look gives pages their style, and their pictures from the set.
func (s *Style) Look(symbols *Symbols) web.Look {
	l := web.Look{
		CSS:       func(r web.Register) string { return s.css[r] },
		CSSHashes: []string{hash(s.css[web.Citizen]), hash(s.css[web.Staff])},
		Script:    s.script.address,
		Brand:     s.brand.String(),
		Symbol:    symbols.Address,
	}
	if s.logo != nil {
		l.Logo = s.logo.address
	}
	return l
}

// Mount serves the script, the icon and the logo.
func (s *Style) Mount(mux *http.ServeMux) {
	mux.Handle("GET "+s.script.address, s.script)
	mux.HandleFunc("GET /assets/icon.svg", s.icon)
	if s.logo != nil {
		mux.Handle("GET "+s.logo.address, *s.logo)
	}
}

// ServeHTTP serves a file for ever: its address changes with its content.
func (f file) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", f.kind)
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	if f.kind == "image/svg+xml" {
		// A picture holds no script; should one slip in, it may not run.
		w.Header().Set("Content-Security-Policy", pictureOnly)
	}
	send(w, f.content)
}

// send writes an answer; when the visitor has left there is nobody to tell.
func send(w http.ResponseWriter, b []byte) {
	if _, err := w.Write(b); err != nil {
		return
	}
}

// icon serves the small mark in a browser's tab.
func (s *Style) icon(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "image/svg+xml")
	w.Header().Set("Cache-Control", "public, max-age=86400")
	send(w, fmt.Appendf(nil, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 36 28"><g fill="%s">`+
		`<rect y="14" width="10" height="14" rx="2"/><rect x="26" y="8" width="10" height="20" rx="2"/></g>`+
		`<rect x="13" y="2" width="10" height="26" rx="2" fill="#b26e00"/></svg>`, s.brand))
}

// hash is the content policy's name for a style sheet.
func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// Whole says in words what a program lacks that was built without assets; nil
// when nothing.
func Whole(s *Symbols) error {
	switch {
	case s.Len() == 0:
		return errors.New("this program was built without pictures: run `make assets`, then build again")
	case !Complete():
		return errors.New("this program was built without GOV.UK's style and script: run `make assets`, then build again")
	}
	return nil
}
