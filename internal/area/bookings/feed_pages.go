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
	title := web.Whose(c, "bookings.feed.title", "bookings.feed_of.title")
	return web.Page{Title: title, NoIndex: true, Back: "/me/week", Body: g.Group{
		web.H1(title),
		freshAddress(c, address),
		web.WhoseBlock(c, "bookings.feed.what", "bookings.feed_of.what"),
		web.WhoseBlock(c, "bookings.feed.who", "bookings.feed_of.who"),
		web.WhoseBlock(c, "bookings.feed.not", "bookings.feed_of.not"),
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
		web.WhoseBlock(c, "bookings.feed.made", "bookings.feed_of.made"),
		web.Input(c, web.Field{Name: "address", Label: "bookings.feed.address", Value: address,
			More: govuk.Attrs{{Name: "readonly"}}}),
		web.ButtonLinkWith("webcal://"+rest,
			"", g.Text(web.Whose(c, "bookings.feed.open", "bookings.feed_of.open"))),
		web.Block(c, "bookings.feed.how"))
}

func feedPresses(c *web.Ctx, f Feed, fresh bool) g.Node {
	if !f.May {
		return web.Block(c, "bookings.feed.may_not")
	}
	ends := g.If(f.Help, web.Block(c, "bookings.feed.helper"))
	carried := g.Group{web.Hidden("secret", FreshSecret()), web.Hidden("mark", f.Mark)}
	if !f.On {
		return g.Group{ends, web.WhosePress(c, FeedPath, "bookings.feed.make", "bookings.feed_of.make",
			"", carried)}
	}
	return g.Group{
		g.If(!fresh, web.WhoseBlock(c, "bookings.feed.on", "bookings.feed_of.on")),
		web.WhoseBlock(c, "bookings.feed.renewing", "bookings.feed_of.renewing"),
		ends,
		h.Div(h.Class("presses"),
			web.Press(c, FeedPath, "bookings.feed.renew", govuk.Secondary, carried),
			web.WhosePress(c, FeedPath+"/stop", "bookings.feed.stop", "bookings.feed_of.stop", govuk.Secondary)),
	}
}
