package bookings

import (
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/platform/govuk"
	"ourdays/internal/platform/web"
)

// feedPage is a person's calendar: what it is, who can see it, and the address
// when it was made just now.
func feedPage(c *web.Ctx, f Feed, address string) web.Page {
	return web.Page{Title: c.T("bookings.feed.title"), NoIndex: true, Back: "/me/week", Body: g.Group{
		web.H1(c.T("bookings.feed.title")),
		freshAddress(c, address),
		web.Block(c, "bookings.feed.what"),
		web.Block(c, "bookings.feed.who"),
		web.Block(c, "bookings.feed.not"),
		feedPresses(c, f, address != ""),
	}}
}

// freshAddress shows the address whole: to copy, and as a link that a
// telephone's calendar opens.
func freshAddress(c *web.Ctx, address string) g.Node {
	if address == "" {
		return nil
	}
	_, rest, _ := strings.Cut(address, "://")
	return h.Section(h.Class("card"),
		web.Block(c, "bookings.feed.made"),
		web.Input(c, web.Field{Name: "address", Label: "bookings.feed.address", Value: address,
			More: govuk.Attrs{{Name: "readonly"}}}),
		web.ButtonLink(c, "webcal://"+rest, "bookings.feed.open"),
		web.Block(c, "bookings.feed.how"))
}

func feedPresses(c *web.Ctx, f Feed, fresh bool) g.Node {
	if !f.May {
		return web.Block(c, "bookings.feed.may_not")
	}
	ends := g.If(f.Help, web.Block(c, "bookings.feed.helper"))
	carried := g.Group{web.Hidden("secret", FreshSecret()), web.Hidden("mark", f.Mark)}
	if !f.On {
		return g.Group{ends, web.Press(c, FeedPath, "bookings.feed.make", "", carried)}
	}
	return g.Group{
		g.If(!fresh, web.Block(c, "bookings.feed.on")),
		web.Block(c, "bookings.feed.renewing"),
		ends,
		h.Div(h.Class("presses"),
			web.Press(c, FeedPath, "bookings.feed.renew", govuk.Secondary, carried),
			web.Press(c, FeedPath+"/stop", "bookings.feed.stop", govuk.Secondary)),
	}
}
