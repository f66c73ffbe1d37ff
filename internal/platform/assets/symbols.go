package assets

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"net/http"
	"os"
	"path"
	"strings"
)

// picture is one symbol and the address under which it is served: the address
// holds a hash of the content, so it may be kept for ever.
type picture struct {
	address string
	svg     []byte
}

// Symbols is a set of pictures by name.
type Symbols struct {
	byName    map[string]picture
	byAddress map[string]picture
}

// pictureOnly is the content policy of a picture.
const pictureOnly = "default-src 'none'; style-src 'unsafe-inline'"

const symbolPath = "/assets/symbols/"

// Embedded is the set that was built in. It is empty when `make assets` never
// ran: pages then have no pictures, and the program says so at its start.
func Embedded() (*Symbols, error) {
	sub, err := fs.Sub(built, "built/symbols")
	if err != nil {
		return nil, err
	}
	return read(sub)
}

// Folder is a council's own set: SVG files named as symbols.txt names them. A
// symbol that the folder lacks is taken from the embedded set.
func Folder(dir string) (*Symbols, error) {
	base, err := Embedded()
	if err != nil {
		return nil, err
	}
	own, err := read(os.DirFS(dir))
	if err != nil {
		return nil, err
	}
	for name, p := range own.byName {
		base.byName[name] = p
		base.byAddress[p.address] = p
	}
	return base, nil
}

func read(dir fs.FS) (*Symbols, error) {
	s := &Symbols{map[string]picture{}, map[string]picture{}}
	files, err := fs.Glob(dir, "*.svg")
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		b, err := fs.ReadFile(dir, f)
		if err != nil {
			return nil, err
		}
		name := strings.TrimSuffix(path.Base(f), ".svg")
		sum := sha256.Sum256(b)
		p := picture{symbolPath + name + "." + hex.EncodeToString(sum[:6]) + ".svg", b}
		s.byName[name], s.byAddress[p.address] = p, p
	}
	return s, nil
}

// Len counts the symbols.
func (s *Symbols) Len() int { return len(s.byName) }

// Address gives where a symbol is served; empty for a name the set lacks.
func (s *Symbols) Address(name string) string { return s.byName[name].address }

// ServeHTTP serves the pictures.
func (s *Symbols) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p, ok := s.byAddress[r.URL.Path]
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "image/svg+xml")
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	// A picture holds no script; should one slip in, it may not run.
	w.Header().Set("Content-Security-Policy", pictureOnly)
	send(w, p.svg)
}

// Credit is what the licence of the embedded symbols asks to be said.
const Credit = "OpenMoji, the open-source emoji and icon project. Licence: CC BY-SA 4.0"
