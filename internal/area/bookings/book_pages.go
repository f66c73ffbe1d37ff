package bookings

import (
	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/area/directory"
	"ourdays/internal/platform/govuk"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/web"
)

// bookPage says what would be booked and what it costs, and holds the one press.
func bookPage(c *web.Ctx, card directory.Card, elsewhere bool) web.Page {
	body := BookForm(c, card.Session)
	switch {
	case elsewhere:
		body = h.Div(web.WhoseBlock(c, "bookings.refused.clash", "bookings.refused_of.clash"),
			web.ButtonLinkWith(WeekPath(card.Session.Date), govuk.Secondary,
				g.Text(web.Whose(c, "bookings.book.week", "bookings.book_of.week"))))
	case card.Session.Status != directory.SessionOpen:
		body = web.Block(c, "bookings.refused.off")
	case card.Session.Left() <= 0:
		body = web.Block(c, "bookings.book.full", "phone", c.Site.Phone)
	}
	title := web.Whose(c, "bookings.book.title", "bookings.book_of.title")
	return web.Page{Title: title, NoIndex: true, Back: "/activities/" + card.Activity.ID,
		Body: g.Group{
			web.H1(title),
			h.Div(h.Class("easy"), web.Plate(c, card.Activity.Kind, card.Activity.Symbol, 88),
				h.Div(h.Class("easy__words"),
					h.P(web.OwnStrong(titleOf(c, card.Activity))), h.Div(g.Text(whenOf(c, card.Session))))),
			whereBlock(c, card, false),
			priceAtTheDoor(c, card.Activity),
			body,
		}}
}

// BookForm books a place with one press. It names the day, so that no two
// buttons of a page say the same.
func BookForm(c *web.Ctx, ses directory.Session) g.Node {
	return web.Post(c, BookPath(ses.ID), h.Class("press"),
		web.ButtonWith("", g.Text(c.T("site.book")), web.Heard(g.Text(i18n.Date(c.Voice, ses.Date)))))
}

// priceAtTheDoor says what somebody pays who comes, where that is known and
// nobody else pays.
func priceAtTheDoor(c *web.Ctx, a directory.Activity) g.Node {
	switch {
	case !a.PriceKnown || a.Tiers != 0:
		return nil
	case a.OwnPrice == 0:
		return web.WhoseBlock(c, "bookings.book.free", "bookings.book_of.free")
	}
	return web.WhoseBlock(c, "bookings.book.price", "bookings.book_of.price",
		"amount", i18n.Price(c.Voice, a.OwnPrice))
}
