package govuk

import (
	"encoding/json"
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"
)

// A browser reads what stands in a style or script element as it is, up to the
// end of the element, so it cannot be escaped as other text is. It is written
// here only.

// Style is a style element. A sheet that would end it early is a mistake in the
// program, and panics.
func Style(sheet string) g.Node {
	if strings.Contains(sheet, "</") {
		panic("a style sheet holds the end of an element")
	}
	return h.StyleEl(g.Raw(sheet))
}

// Data is a script element that holds a value as JSON for programs that read the
// page, such as of the kind "application/ld+json". JSON writes <, > and & of
// texts as numbers, so that no text ends the element. A value that is no JSON is
// a mistake in the program, and panics.
func Data(kind string, value any) g.Node {
	text, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	return h.Script(h.Type(kind), g.Raw(string(text)))
}
