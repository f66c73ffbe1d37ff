// Package assets holds the look: the style sheet that every page inlines, and
// the pictures.
package assets

import (
	"crypto/sha256"
	_ "embed" // the style sheet
	"encoding/base64"
	"encoding/hex"
	"net/http"
	"regexp"
	"strings"

	"ourdays/internal/platform/web"
)

//go:embed theme.css
var theme string

// script makes forms that work something out do so while one types. No page
// needs it.
//
//go:embed live.js
var script []byte

var (
	comment = regexp.MustCompile(`(?s)/\*.*?\*/`)
	spaces  = regexp.MustCompile(`\s*\n\s*`)
)

// css is the style sheet as pages carry it: without comments and line ends.
var css = strings.TrimSpace(spaces.ReplaceAllString(comment.ReplaceAllString(theme, ""), ""))

// Look gives pages their style, and their pictures from the set.
func Look(s *Symbols) web.Look {
	return web.Look{
		CSS:       func(web.Register) string { return css },
		CSSHashes: []string{hash(css)},
		Script:    ScriptPath(),
		Symbol:    s.Address,
	}
}

// ScriptPath is where the script is served; it changes with its content.
func ScriptPath() string {
	sum := sha256.Sum256(script)
	return "/assets/live." + hex.EncodeToString(sum[:6]) + ".js"
}

// Script serves the script.
func Script(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	if _, err := w.Write(script); err != nil {
		return // the visitor left; there is nobody to tell
	}
}

// hash is the content policy's name for a style sheet.
func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}
