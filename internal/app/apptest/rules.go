package apptest

import (
	"context"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"sync"

	"golang.org/x/net/html"
)

type ctxt = context.Context

// safe lets several goroutines write one log.
type safe struct {
	mu sync.Mutex
	w  io.Writer
}

func (s *safe) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.w.Write(b)
}

// unfilled is a name in a text for which the page gave no value.
var unfilled = regexp.MustCompile(`\{[a-z_]+\}`)

// Faults names what is wrong with a page that no page may have wrong.
func Faults(doc *html.Node) []string {
	var faults []string
	if n := len(All(doc, "h1")); n != 1 {
		faults = append(faults, fmt.Sprintf("%d main headings, want one", n))
	}
	if n := len(All(doc, "main")); n != 1 {
		faults = append(faults, fmt.Sprintf("%d main parts, want one", n))
	}
	if gap := unfilled.FindString(Seen(doc)); gap != "" {
		faults = append(faults, "nothing was put in for "+gap)
	}
	ids := map[string]bool{}
	for _, n := range All(doc, "") {
		if id := Attr(n, "id"); id != "" {
			if ids[id] {
				faults = append(faults, "the id "+id+" stands twice")
			}
			ids[id] = true
		}
		if n.Data == "p" && n.FirstChild == nil { // what the parser makes of a block that stands in one
			faults = append(faults, "an empty paragraph, or one with a block in it")
		}
		if Has(n, "style") {
			faults = append(faults, "an inline style on "+n.Data)
		}
	}
	return append(faults, referenceFaults(doc, ids)...)
}

// referenceFaults looks at what names another part of the page, and at names.
func referenceFaults(doc *html.Node, ids map[string]bool) []string {
	var faults []string
	for _, n := range All(doc, "") {
		for _, name := range []string{"for", "aria-describedby", "aria-labelledby", "aria-controls"} {
			for _, id := range strings.Fields(Attr(n, name)) {
				if !ids[id] {
					faults = append(faults, fmt.Sprintf("%s names %q, which is not on the page", name, id))
				}
			}
		}
		if href := Attr(n, "href"); n.Data == "a" && strings.HasPrefix(href, "#") && len(href) > 1 &&
			!ids[href[1:]] {
			faults = append(faults, "a link leads to "+href+", which is not on the page")
		}
		if n.Data == "a" && Has(n, "href") && Seen(n) == "" && Attr(n, "aria-label") == "" {
			faults = append(faults, "an empty link to "+Attr(n, "href"))
		}
		if strings.Contains(Attr(n, "href"), "javascript:") {
			faults = append(faults, "a link that runs a script")
		}
		if n.Data == "img" && !Has(n, "alt") {
			faults = append(faults, "a picture without alt")
		}
	}
	return slices.Concat(faults, fieldFaults(doc), orderFaults(doc), columnFaults(doc), pressFaults(doc))
}

// pressFaults looks for links of citizens' pages that stand alone in a paragraph: no
// words around them set their height, so that they are as high as a thumb (44 px),
// by the class press-link, by that of a button, or by that of the credits.
func pressFaults(doc *html.Node) []string {
	root := All(doc, "html")
	if len(root) == 0 || !slices.Contains(strings.Fields(Attr(root[0], "class")), "citizen") {
		return nil
	}
	var faults []string
	for _, p := range All(doc, "p") {
		links := All(p, "a")
		if len(links) != 1 || Seen(p) != Seen(links[0]) {
			continue
		}
		high := func(class string) bool {
			return class == "press-link" || class == "govuk-button" || class == "credit-links"
		}
		if !slices.ContainsFunc(strings.Fields(Attr(links[0], "class")+" "+Attr(p, "class")), high) {
			faults = append(faults, "a link alone in its paragraph that is no press-link: "+Seen(links[0]))
		}
	}
	return faults
}

var amountIn = regexp.MustCompile(`£[0-9,]+(\.[0-9]{2})?`)

// columnFaults looks at columns of money: whoever reads down one compares, so
// either all of its amounts have pence or none has.
func columnFaults(doc *html.Node) []string {
	var faults []string
	for _, table := range All(doc, "table") {
		first := map[int]string{}
		for _, row := range All(table, "tr") {
			for i, cell := range slices.Concat(All(row, "th"), All(row, "td")) {
				amount := amountIn.FindString(Seen(cell))
				if amount == "" || !strings.Contains(Attr(cell, "class"), "numeric") {
					continue
				}
				if before := first[i]; before != "" && strings.Contains(before, ".") != strings.Contains(amount, ".") {
					faults = append(faults, fmt.Sprintf("a column has %s beneath %s", amount, before))
				}
				first[i] = amount
			}
		}
	}
	return faults
}

// orderFaults holds the list of what is wrong to the order of the form below it:
// whoever goes down the one goes down the other.
func orderFaults(doc *html.Node) []string {
	place := map[string]int{"": -1}
	for i, n := range All(doc, "") {
		if id := Attr(n, "id"); id != "" {
			place[id] = i
		}
	}
	var faults []string
	last := ""
	for _, ul := range All(doc, "ul") {
		if !strings.Contains(Attr(ul, "class"), "govuk-error-summary__list") {
			continue
		}
		for _, a := range All(ul, "a") {
			id := strings.TrimPrefix(Attr(a, "href"), "#")
			if place[id] < place[last] {
				faults = append(faults, fmt.Sprintf("the list of what is wrong names %s after %s, which stands below it",
					id, last))
			}
			last = id
		}
	}
	return faults
}

// refusedFaults looks at a page that says what is wrong with a form: its title
// begins with that, and its list leads to the fields. What is wrong with the whole
// has no link; then the list says nothing else. What is mended on another page
// leads to its field there; open reads that page.
func refusedFaults(doc *html.Node, open func(path string) *html.Node) []string {
	var faults []string
	if titles := All(doc, "title"); len(titles) == 0 || !strings.HasPrefix(Text(titles[0]), "Error: ") {
		faults = append(faults, "a form is refused, and the title does not begin with it")
	}
	said, led := 0, 0
	for _, ul := range All(doc, "ul") {
		if !strings.Contains(Attr(ul, "class"), "govuk-error-summary__list") {
			continue
		}
		said += len(All(ul, "li"))
		for _, a := range All(ul, "a") {
			led++
			if to := ledTo(doc, Attr(a, "href"), open); to == nil || !asks(to) {
				faults = append(faults, "the list of what is wrong leads to "+Attr(a, "href")+", which is no field")
			}
		}
	}
	if said == 0 || led != said && said != 1 {
		faults = append(faults, fmt.Sprintf("a form is refused for %d reasons, of which %d lead to a field",
			said, led))
	}
	return faults
}

// ledTo is the node to which an address with an id leads, on this page or another.
func ledTo(doc *html.Node, href string, open func(path string) *html.Node) *html.Node {
	path, id, _ := strings.Cut(href, "#")
	if path != "" {
		doc = open(path)
	}
	if doc == nil || id == "" {
		return nil
	}
	for _, n := range All(doc, "") {
		if Attr(n, "id") == id {
			return n
		}
	}
	return nil
}

// asks tells whether a node is a field, or holds the buttons that are the answers.
func asks(n *html.Node) bool {
	if Has(n, "tabindex") && len(All(n, "button")) > 0 {
		return true
	}
	return slices.Contains([]string{"input", "select", "textarea"}, n.Data) && Attr(n, "type") != "hidden"
}

// fieldFaults looks at forms: every field has a label, every posting form its key.
func fieldFaults(doc *html.Node) []string {
	var faults []string
	labelled := map[string]bool{}
	for _, l := range All(doc, "label") {
		labelled[Attr(l, "for")] = true
	}
	for _, tag := range []string{"input", "select", "textarea"} {
		for _, n := range All(doc, tag) {
			if t := Attr(n, "type"); t == "hidden" || t == "submit" {
				continue
			}
			if !labelled[Attr(n, "id")] && Attr(n, "aria-label") == "" {
				faults = append(faults, "no label for the field "+Attr(n, "name"))
			}
		}
	}
	for _, f := range All(doc, "form") {
		if Attr(f, "method") != "post" || Attr(f, "action") == "/voice" {
			continue
		}
		keyed := false
		for _, in := range All(f, "input") {
			keyed = keyed || Attr(in, "name") == "form"
		}
		if !keyed {
			faults = append(faults, "the form for "+Attr(f, "action")+" has no key")
		}
	}
	return faults
}

// Unbracketed gives the texts of a page in the pseudo voice that no message of
// the catalogue brought, and that are not marked as somebody's own words.
func Unbracketed(doc *html.Node) []string {
	var found []string
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.ElementNode && (n.Data == "style" || n.Data == "script" || n.Data == "textarea" ||
			Attr(n, "translate") == "no") {
			return
		}
		if n.Type == html.TextNode {
			if t := strings.TrimSuffix(outside(n.Data), " – Ourdays"); hasLetter(t) {
				found = append(found, strings.TrimSpace(n.Data))
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(doc)
	return found
}

// outside gives what of a text stands outside the brackets.
func outside(s string) string {
	var b strings.Builder
	depth := 0
	for _, r := range s {
		switch r {
		case '⟦':
			depth++
		case '⟧':
			depth--
		default:
			if depth == 0 {
				b.WriteRune(r)
			}
		}
	}
	return b.String()
}

func hasLetter(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' })
}

// All gives the elements of a tag; an empty tag gives every element.
func All(n *html.Node, tag string) []*html.Node {
	if n == nil {
		return nil
	}
	var found []*html.Node
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && (tag == "" || d.Data == tag) {
			found = append(found, d)
		}
	}
	return found
}

// Attr gives an attribute of a node, empty when it has none.
func Attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// Has tells whether a node has an attribute.
func Has(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

// Text gives the text of a node as it stands, also of the head.
func Text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// Seen gives the text of a node as it is seen, white space folded.
func Seen(n *html.Node) string {
	var b strings.Builder
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.ElementNode && (n.Data == "style" || n.Data == "script" || n.Data == "head") {
			return
		}
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
			if c.Type == html.ElementNode {
				b.WriteByte(' ')
			}
		}
	}
	walk(n)
	return strings.Join(strings.Fields(b.String()), " ")
}
