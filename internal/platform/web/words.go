package web

import (
	"strconv"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/platform/i18n"
)

// Own marks a name or words that people wrote: no catalogue holds them, and
// readers of language checks leave them out.
func Own(text string) g.Node { return h.Span(g.Attr("translate", "no"), g.Text(text)) }

// OwnStrong is Own where the name is what a line is about.
func OwnStrong(text string) g.Node { return h.Strong(g.Attr("translate", "no"), g.Text(text)) }

// Block says a text as a paragraph; in Easy Read with its picture on the left.
func Block(c *Ctx, key string, args ...any) g.Node {
	text := c.T(key, args...)
	if !Easy(c) {
		return h.P(h.Class("govuk-body"), g.Text(text))
	}
	return EasyBlock(c, i18n.Picture(key), g.Text(text))
}

// Helps tells whether it is somebody else's pages that are read, by who helps them.
func Helps(c *Ctx) bool { return c.Who != nil && c.Who.For != "" }

// whose chooses the text to the person themself, or the one that names them to who
// helps them.
func whose(c *Ctx, own, theirs string, args []any) (string, []any) {
	if !Helps(c) {
		return own, args
	}
	return theirs, append([]any{"name", c.Who.For}, args...)
}

// Whose says a text to the person themself, or one with their {name} to who helps
// them.
func Whose(c *Ctx, own, theirs string, args ...any) string {
	key, args := whose(c, own, theirs, args)
	return c.T(key, args...)
}

// WhoseBlock is Block of what Whose says.
func WhoseBlock(c *Ctx, own, theirs string, args ...any) g.Node {
	key, args := whose(c, own, theirs, args)
	return Block(c, key, args...)
}

// WhoseN is Whose of a text with a number: a key with .one and .other.
func WhoseN(c *Ctx, own, theirs string, n int) string {
	key, args := whose(c, own, theirs, nil)
	return c.N(key, n, args...)
}

// WhoseFlash says on the next page what Whose says.
func WhoseFlash(c *Ctx, own, theirs string) {
	key, args := whose(c, own, theirs, nil)
	c.Flash(key, args...)
}

// ReadEasy shows the page in Easy Read, whatever the visitor reads: it is printed for
// somebody else. Voices other than standard English stay.
func (c *Ctx) ReadEasy() {
	if c.Voice == i18n.Standard {
		c.Voice = i18n.Easy
	}
}

// EasyBlock puts a picture left and words right, whatever the voice.
func EasyBlock(c *Ctx, picture string, words ...g.Node) g.Node {
	return h.Div(h.Class("easy"), Picture(c, picture, 96), h.Div(h.Class("easy__words"), h.P(words...)))
}

// Picture shows a symbol as decoration: the words beside it say the same. A
// name that the set lacks shows nothing. Size is in pixels.
func Picture(c *Ctx, name string, size int) g.Node {
	if name == "" {
		return nil
	}
	src := c.Site.Look.Symbol(name)
	if src == "" {
		return nil
	}
	n := strconv.Itoa(size)
	return h.Img(h.Src(src), h.Alt(""), h.Width(n), h.Height(n), h.Class("symbol"), h.Loading("lazy"))
}

// Plate shows a symbol on the pale ground of its kind.
func Plate(c *Ctx, kind, symbol string, size int) g.Node {
	return h.Div(h.Class("plate plate-"+kind), Picture(c, symbol, size))
}

// H1 is the one main heading of a page.
func H1(text string) g.Node { return h.H1(h.Class("govuk-heading-xl"), g.Text(text)) }

// H2 is a heading of the second rank.
func H2(text string) g.Node { return h.H2(h.Class("govuk-heading-l"), g.Text(text)) }

// H3 is a heading of the third rank.
func H3(text string) g.Node { return h.H3(h.Class("govuk-heading-m"), g.Text(text)) }
