package openreferral

import (
	"fmt"
	"net/mail"
	"net/url"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// plainText is a description without its markup.
type plainText struct {
	text     string
	pictures int      // embedded pictures that were left out
	active   int      // scripts, frames and the like that were left out
	links    int      // links whose address was written out
	leftOut  []string // links that were left out, each with what it was
}

// stripper reads HTML, or text with a little of it.
type stripper struct {
	plainText
	b    strings.Builder
	link *link // within one
	skip int   // within so many marks whose content nobody reads
	name bool  // reads a name, where no address belongs
}

// toText turns HTML, or text with a little of it, into paragraphs of text.
// Nothing of the markup remains; a link keeps its address in words.
func toText(source string) plainText {
	p := stripper{}
	return p.read(source)
}

// toName is toText for a name.
func toName(source string) plainText {
	p := stripper{name: true}
	return p.read(source)
}

func (p *stripper) read(source string) plainText {
	markup := strings.Contains(source, "</") || strings.Contains(source, "<br")
	z := html.NewTokenizer(strings.NewReader(source))
	for {
		switch z.Next() {
		case html.ErrorToken: // the end; a reader of a string has no other error
			p.endLink()
			p.text = tidy(p.b.String())
			return p.plainText
		case html.TextToken:
			p.write(textOf(z.Text(), markup))
		case html.StartTagToken:
			t := z.Token()
			p.start(t)
			if hidden(t.DataAtom) {
				p.skip++
			}
		case html.EndTagToken:
			p.end(z.Token().DataAtom)
		case html.SelfClosingTagToken:
			p.start(z.Token())
		}
	}
}

func (p *stripper) write(s string) {
	switch {
	case p.skip > 0:
	case p.link != nil:
		p.link.words.WriteString(s)
	default:
		p.b.WriteString(s)
	}
}

func (p *stripper) start(t html.Token) {
	p.note(t)
	if t.DataAtom == atom.A {
		p.endLink()
		p.link = linkOf(t)
	}
	p.write(breakBefore(t.DataAtom))
}

func (p *stripper) end(a atom.Atom) {
	if hidden(a) && p.skip > 0 {
		p.skip--
	}
	if a == atom.A {
		p.endLink()
	}
	p.write(breakAfter(a))
}

// endLink writes a link that was read out; a link within what nobody reads is none.
func (p *stripper) endLink() {
	l := p.link
	if p.link = nil; l == nil || p.skip > 0 {
		return
	}
	words, kept, leftOut := l.text()
	if p.name {
		words, kept, leftOut = l.words.String(), false, linkLeftOut(l.to)
	}
	if kept {
		p.links++
	} else {
		p.leftOut = append(p.leftOut, leftOut)
	}
	p.write(words)
}

// textOf gives the text between two marks; a line end in HTML is only a space.
func textOf(b []byte, markup bool) string {
	if markup {
		return strings.ReplaceAll(string(b), "\n", " ")
	}
	return string(b)
}

func (p *plainText) note(t html.Token) {
	switch t.DataAtom {
	case atom.Img, atom.Picture, atom.Svg:
		p.pictures++
	case atom.Script, atom.Iframe, atom.Object, atom.Embed, atom.Form:
		p.active++
	}
}

func hidden(a atom.Atom) bool {
	return a == atom.Script || a == atom.Style || a == atom.Iframe || a == atom.Object || a == atom.Noscript ||
		a == atom.Template
}

func breakBefore(a atom.Atom) string {
	switch a {
	case atom.Br:
		return "\n"
	case atom.Li:
		return "\n• "
	case atom.P, atom.Div, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Ul, atom.Ol, atom.Table:
		return "\n\n"
	case atom.Td, atom.Th:
		return " "
	case atom.Tr:
		return "\n"
	}
	return ""
}

func breakAfter(a atom.Atom) string {
	switch a {
	case atom.P, atom.Div, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Ul, atom.Ol, atom.Table:
		return "\n\n"
	}
	return ""
}

// tidy decodes what is left of entities, and makes white space regular: one
// space, one line end, or one empty line.
func tidy(s string) string {
	s = html.UnescapeString(s)
	var paragraphs []string
	var lines []string
	flush := func() {
		if len(lines) > 0 {
			paragraphs = append(paragraphs, strings.Join(lines, "\n"))
			lines = nil
		}
	}
	for _, line := range strings.Split(strings.ReplaceAll(s, "\r", "\n"), "\n") {
		line = oneSpace(line)
		if line == "" || line == "•" {
			flush()
			continue
		}
		lines = append(lines, line)
	}
	flush()
	return strings.Join(paragraphs, "\n\n")
}

// oneSpace trims a line and makes every run of white space one space; signs
// that cannot be seen go.
func oneSpace(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case r == '\u200b' || r == '\ufeff' || r == '\u00ad' || unicode.IsControl(r) ||
			r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// cut shortens a text to at most n runes, at a space.
func cut(s string, n int) (string, bool) {
	r := []rune(s)
	if len(r) <= n {
		return s, false
	}
	short := string(r[:n-2])
	if i := strings.LastIndexAny(short, " \n"); i > n/2 {
		short = short[:i]
	}
	return short + " …", true
}

// cleanURL gives a usable address of the web and what was done to it.
func cleanURL(s string) (string, string) {
	t := strings.ReplaceAll(oneSpace(s), " ", "")
	if t == "" {
		return "", ""
	}
	what := ""
	if t != s {
		what = "white space taken out"
	}
	if !strings.HasPrefix(strings.ToLower(t), "http://") && !strings.HasPrefix(strings.ToLower(t), "https://") {
		if strings.Contains(t, "://") || strings.Contains(before(t, "."), ":") {
			return "", notOfTheWeb(t)
		}
		t, what = "http://"+t, "http:// put before it"
	}
	u, err := url.Parse(t)
	if err != nil || !strings.Contains(u.Host, ".") || strings.ContainsAny(u.Host, "@, ") {
		return "", notOfTheWeb(t)
	}
	return u.String(), what
}

// notOfTheWeb says what was left out, so that it can be mended where it came from.
func notOfTheWeb(address string) string {
	short, _ := cut(address, 80)
	return fmt.Sprintf("left out: not an address of the web: %q", short)
}

// before gives what stands before the first mark, all when there is none.
func before(s, mark string) string {
	head, _, _ := strings.Cut(s, mark)
	return head
}

// cleanEmail gives one address and what was done to the field.
func cleanEmail(s string) (string, string) {
	t := oneSpace(strings.TrimPrefix(oneSpace(s), "mailto:"))
	if t == "" {
		return "", ""
	}
	parts := strings.FieldsFunc(t, func(r rune) bool { return r == ' ' || r == ',' || r == ';' || r == '/' })
	for _, p := range parts {
		a, err := mail.ParseAddress(p)
		if err != nil || !strings.Contains(a.Address, ".") {
			continue
		}
		switch {
		case len(parts) > 1:
			return a.Address, "the first of several taken"
		case a.Address != s:
			return a.Address, "white space taken out"
		}
		return a.Address, ""
	}
	return "", "left out: not an address of mail"
}
