package govuk

import (
	"net/url"
	"strconv"
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"
)

// Attr is one more attribute of an element, such as data-live.
type Attr struct{ Name, Value string }

// Attrs are the attributes that a component's element gets beside its own.
type Attrs []Attr

func (a Attrs) nodes() g.Node {
	var all g.Group
	for _, one := range a {
		all = append(all, g.Attr(one.Name, one.Value))
	}
	return all
}

// Maybe is a switch that may be left as the component has it.
type Maybe int

// The states of a switch.
const (
	Unsaid Maybe = iota
	Yes
	No
)

// attr gives the attribute that a switch writes, if it writes one.
func (m Maybe) attr(name string) g.Node {
	switch m {
	case Yes:
		return g.Attr(name, "true")
	case No:
		return g.Attr(name, "false")
	case Unsaid:
	}
	return nil
}

// said gives HTML, or else the text.
func said(text string, html g.Node) g.Node {
	if html != nil {
		return html
	}
	return g.Text(text)
}

func class(names ...string) g.Node { return h.Class(join(names...)) }

// join sets words side by side and leaves out those that are empty.
func join(words ...string) string {
	var kept []string
	for _, w := range words {
		if w != "" {
			kept = append(kept, w)
		}
	}
	return strings.Join(kept, " ")
}

// when gives a word if something holds.
func when(holds bool, word string) string {
	if holds {
		return word
	}
	return ""
}

// or gives the first word that is not empty.
func or(words ...string) string {
	for _, w := range words {
		if w != "" {
			return w
		}
	}
	return ""
}

// attr is an attribute that an empty value leaves out.
func attr(name, value string) g.Node {
	if value == "" {
		return nil
	}
	return g.Attr(name, value)
}

// flag is an attribute without a value.
func flag(name string, on bool) g.Node {
	if !on {
		return nil
	}
	return g.Attr(name)
}

// number is an attribute that nought leaves out.
func number(name string, n int) g.Node {
	if n == 0 {
		return nil
	}
	return g.Attr(name, strconv.Itoa(n))
}

// schemes are the ways that a link of ours may go; webcal opens a calendar.
var schemes = map[string]bool{"": true, "http": true, "https": true, "mailto": true, "tel": true,
	"webcal": true}

// href is where a link leads. An address that would run something, such as
// javascript:, leads nowhere.
func href(address string) g.Node {
	u, err := url.Parse(address)
	if err != nil || !schemes[u.Scheme] {
		address = "#"
	}
	return h.Href(address)
}

// hidden is text for those who hear the page.
func hidden(text string) g.Node {
	return h.Span(h.Class("govuk-visually-hidden"), g.Text(text))
}

// heading is h1 to h6.
func heading(level int, children ...g.Node) g.Node {
	return g.El("h"+strconv.Itoa(level), children...)
}
