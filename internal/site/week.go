package site

import (
	"context"
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/area/access"
	"ourdays/internal/area/bookings"
	"ourdays/internal/area/funds"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/pence"
	"ourdays/internal/platform/web"
)

// getWeek shows a person's week, from the Monday that the address names.
func (s *Site) getWeek(c *web.Ctx, a access.Actor) error {
	if a.PersonID == "" {
		return fail.New(fail.NotFound, "site.week.nobody")
	}
	var lines []bookings.Line
	var from, today clock.Date
	var price funds.Price
	err := s.DB.InTx(c.Context(), func(ctx context.Context, tx *db.Tx) error {
		today = tx.Today()
		from = today.Monday()
		if asked, err := clock.ParseDate(c.Query("from")); err == nil {
			from = asked.Monday()
		}
		var err error
		if lines, err = s.Bookings.Week(ctx, tx, a, a.PersonID, from); err != nil {
			return err
		}
		price, err = s.priceOfWeek(ctx, tx, a, from)
		return err
	})
	if err != nil {
		return err
	}
	return c.Render(weekPage(c, lines, from, today, price))
}

// weekPage is the week as a list of days, in the order of a printed sheet.
func weekPage(c *web.Ctx, lines []bookings.Line, from, today clock.Date, price funds.Price) web.Page {
	var days []g.Node
	for i := range 7 {
		d := from.AddDays(i)
		if list := onDay(lines, d); len(list) > 0 {
			days = append(days, dayOf(c, d, list, d == today))
		}
	}
	return web.Page{Title: c.T("site.week.title"), Body: g.Group{
		web.H1(c.T("site.week.title")),
		h.P(h.Class("when"), g.Text(c.T("site.week.from", "date", plain(i18n.Date(c.Voice, from))))),
		g.If(len(days) == 0, g.Group{web.Block(c, "site.week.empty"), web.Block(c, "site.week.find")}),
		g.Group(days),
		g.If(len(lines) > 0, whatItCosts(c, lines, price)),
		h.Nav(h.Class("pages"), h.Aria("label", c.T("site.week.other")),
			h.A(h.Class("govuk-link"), h.Href("/me/week?from="+from.AddDays(-7).String()), g.Text(c.T("site.week.before"))),
			h.A(h.Class("govuk-link"), h.Href("/me/week?from="+from.AddDays(7).String()), g.Text(c.T("site.week.next")))),
	}}
}

// priceOfWeek is what a week's services cost the person, where their money may
// be seen and was assessed.
func (s *Site) priceOfWeek(ctx context.Context, tx *db.Tx, a access.Actor, monday clock.Date) (funds.Price, error) {
	p, err := s.pricerFor(ctx, tx, a)
	if err != nil || p.personID == "" {
		return funds.Price{}, err
	}
	cost, err := p.week(ctx, tx, monday)
	if err != nil {
		return funds.Price{}, err
	}
	return s.Funds.PriceTo(ctx, tx, p.personID, 0, cost, monday)
}

// whatItCosts says what the week costs the person: to the council, and at the
// door.
func whatItCosts(c *web.Ctx, lines []bookings.Line, price funds.Price) g.Node {
	var door pence.Pence
	for _, l := range lines {
		if l.Booking.Status == bookings.Confirmed {
			door += l.Booking.OwnPrice
		}
	}
	return g.Group{
		g.If(price.Known, web.Block(c, "site.week.pay", "amount", price.Weekly.Format())),
		g.If(door > 0, web.Block(c, "site.week.door", "amount", door.Format())),
	}
}

func onDay(lines []bookings.Line, d clock.Date) []bookings.Line {
	var list []bookings.Line
	for _, l := range lines {
		if l.Card.Session.Date == d {
			list = append(list, l)
		}
	}
	return list
}

// dayOf is one day: what, when, where, and who goes too.
func dayOf(c *web.Ctx, d clock.Date, lines []bookings.Line, isToday bool) g.Node {
	var items []g.Node
	for _, l := range lines {
		a, ses := l.Card.Activity, l.Card.Session
		items = append(items, h.Li(h.Class("activity-card"),
			web.Plate(c, a.Kind, a.Symbol, 96),
			h.Div(h.Class("activity-card__facts"),
				h.H3(h.Class("activity-card__title"), h.A(h.Href("/activities/"+a.ID), web.Own(titleOf(c, a)))),
				h.P(h.Class("activity-card__when"), g.Text(i18n.Times(c.Voice, ses.Start, ses.End))),
				h.P(web.Own(placeName(l.Card.Location))),
				g.If(len(l.Friends) > 0, h.P(web.Picture(c, "friends", 32), g.Text(" "+c.T("site.week.with")+" "), web.Own(strings.Join(l.Friends, ", ")))))))
	}
	return h.Section(
		h.H2(h.Class("govuk-heading-l"), g.Text(i18n.Date(c.Voice, d)), g.If(isToday, h.Span(h.Class("pill pill--few"), g.Text(c.T("site.week.today"))))),
		h.Ul(h.Class("activity-list"), g.Group(items)))
}
