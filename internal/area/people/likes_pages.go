package people

import (
	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/platform/web"
)

// kindName is a kind of activity with its picture.
func kindName(c *web.Ctx, kind string) g.Node {
	return h.Span(h.Class("face"), web.Picture(c, kind, 40), g.Text(c.T("directory.kind."+kind)))
}

// kindList names the kinds of activity that somebody likes.
func kindList(c *web.Ctx, kinds []string) g.Node {
	var all []g.Node
	for _, k := range inOrder(kinds) {
		all = append(all, h.Li(kindName(c, k)))
	}
	return h.Ul(h.Class("fact-list"), g.Group(all))
}

// kindTicks ask which kinds of activity somebody likes.
func kindTicks(c *web.Ctx, chosen []string) g.Node {
	var options []web.Option
	for _, k := range Kinds {
		options = append(options, web.Option{Value: k, Node: kindName(c, k)})
	}
	asks := g.Text(web.Whose(c, "people.field.kinds", "people.likes_of.title"))
	return web.Checkboxes(c, web.Field{Name: "kinds", Words: asks}, chosen, options...)
}

// likesPage lets somebody say themselves what they like to do.
func likesPage(c *web.Ctx, kinds []string) web.Page {
	title := web.Whose(c, "people.likes.title", "people.likes_of.title")
	return web.Page{Title: title, Back: "/me/profile", Body: g.Group{
		web.H1(title), web.WhoseBlock(c, "people.likes.how", "people.likes_of.how"),
		web.Post(c, "/me/profile/likes", kindTicks(c, kinds), web.Button(c, "people.likes.keep"))}}
}
