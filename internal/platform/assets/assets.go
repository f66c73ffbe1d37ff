// Package assets holds the look: the style sheet that every page inlines, and
// the pictures.
package assets

import (
	"crypto/sha256"
	_ "embed" // the style sheet
	"encoding/base64"
	"regexp"
	"strings"

	"ourdays/internal/platform/web"
)

//go:embed theme.css
var theme string

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
		Symbol:    s.Address,
	}
}

// hash is the content policy's name for a style sheet.
func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}
