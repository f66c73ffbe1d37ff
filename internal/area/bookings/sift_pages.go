package bookings

import (
	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/platform/govuk"
	"ourdays/internal/platform/web"
)

// siftForm asks for the sessions or registers of a place or a day. It works by its address alone,
// and is folded until something is asked: registers come first on a phone.
func siftForm(c *web.Ctx, v sift) g.Node { return siftAt(c, v, "/provider/sessions") }

// siftAt is the form for a list with another address.
func siftAt(c *web.Ctx, v sift, address string, hidden ...g.Node) g.Node {
	options := []web.Option{{Text: c.T("bookings.sift.everywhere")}}
	for _, l := range v.sites {
		options = append(options, web.Option{Value: l.ID, Text: l.Name, Own: true})
	}
	options = append(options, web.Option{Value: atHome, Text: c.T("bookings.online")})
	return govuk.Details(govuk.DetailsOptions{Open: v.asked(), SummaryText: c.T("bookings.sift.open"),
		HTML: h.Form(h.Method("get"), h.Action(address), g.Group(hidden),
			web.Select(c, web.Field{Name: "place", Label: "bookings.sift.place", Value: v.place}, options...),
			web.Day(c, "day", "bookings.sift.day", v.typed),
			web.Button(c, "bookings.sift.press", govuk.Secondary))})
}

// siftedPage lists what was asked for, says how much it is, and leads back to all.
func siftedPage(c *web.Ctx, v sift) web.Page {
	title := c.T("bookings.sift.title")
	head := c.N("bookings.sift.found", len(v.lines))
	if v.cut {
		head = c.T("bookings.sift.more", "n", len(v.lines))
	}
	found := g.Group{web.H2(head), cutNote(c, v.cut), daysList(c, nil, v.lines)}
	if len(v.lines) == 0 {
		found = g.Group{web.H2(c.T("bookings.sift.none_title")), web.Block(c, "bookings.sift.none")}
	}
	return web.Page{Title: title, Register: web.Staff, NoIndex: true,
		Crumbs: sessionCrumbs(c, false), Body: g.Group{web.H1(title), siftForm(c, v),
			g.If(!v.unread, found),
			h.P(h.A(h.Class("govuk-link"), h.Href("/provider/sessions"), g.Text(c.T("bookings.sift.all"))))}}
}
