package site

import (
	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/area/access"
	"ourdays/internal/area/bookings"
	"ourdays/internal/area/brokerage"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/web"
)

// getPaper is the week on a sheet of paper.
func (s *Site) getPaper(c *web.Ctx, a access.Actor) error {
	v, err := s.loadOwnWeek(c, a)
	if err != nil {
		return err
	}
	return c.Render(paperPage(c, v))
}

// paperPage is a table, as browsers repeat its head and foot on every sheet:
// day, clock, picture, words, and a telephone number at the foot.
func paperPage(c *web.Ctx, v weekView) web.Page {
	title := c.T("site.paper.title", "from", i18n.Date(c.Voice, v.from),
		"to", i18n.Date(c.Voice, v.from.AddDays(6)))
	var rows []g.Node
	for _, l := range v.lines {
		if l.Booking.Status != bookings.Cancelled || l.Off() {
			rows = append(rows, paperRow(c, l))
		}
	}
	col := func(key string) g.Node { return h.Th(g.Attr("scope", "col"), g.Text(c.T(key))) }
	name := web.Whose(c, "site.week.print", "site.week.print_of")
	return web.Page{Title: name, NoIndex: true, Print: true, Body: g.Group{
		h.P(h.Class("no-print"), h.A(h.Class("govuk-link press-link"), h.Href("/me/week?from="+v.from.String()),
			g.Text(web.Whose(c, "site.paper.back", "site.paper.back_of")))),
		h.Div(h.Class("no-print"), web.Block(c, "site.paper.how")),
		h.H1(h.Class("govuk-heading-xl"), web.Own(v.person.Name()), g.Text(": "+title)),
		brokerage.LastDays(c, v.ends), brokerage.NoPlace(c, v.full),
		g.If(len(rows) == 0, web.WhoseBlock(c, "site.week.empty", "site.week.empty_of")),
		comesNext(c, v, "/me/week/print?from="+v.next.String()),
		g.If(len(rows) > 0, h.Table(h.Class("sheet"),
			h.THead(h.Tr(col("site.paper.day"), col("site.paper.when"), col("site.paper.what"))),
			h.TBody(g.Group(rows)),
			h.TFoot(h.Tr(h.Td(h.ColSpan("3"), web.Picture(c, "phone", 32),
				g.Text(" "+c.T("site.paper.ask", "phone", c.Site.Phone))))))),
		nothingOn(c, v),
	}}
}

func paperRow(c *web.Ctx, l bookings.Line) g.Node {
	ses, a := l.Card.Session, l.Card.Activity
	when := g.Group{
		h.Th(g.Attr("scope", "row"), g.Text(i18n.Date(c.Voice, ses.Date))),
		h.Td(h.Div(h.Class("sheet__time"), clockFace(ses.Start), g.Text(i18n.Times(c.Voice, ses.Start, ses.End))))}
	if l.Off() {
		return h.Tr(when, h.Td(h.Div(h.Class("easy"), web.Picture(c, "cross", 72),
			h.Div(h.Class("easy__words"), bookings.OffWords(c, l),
				bookings.OffAsk(c, l.Card.Organisation)))))
	}
	return h.Tr(when,
		h.Td(h.Div(h.Class("easy"), web.Plate(c, a.Kind, a.Symbol, 72), h.Div(h.Class("easy__words"),
			h.P(g.If(web.Easy(c), goesTo(c, l)), web.OwnStrong(titleOf(c, a))),
			h.P(paperPlace(c, l)),
			g.If(len(l.Friends) > 0,
				h.P(bookings.Names(c, l.Friends), g.Text(" "+c.N("bookings.own.too", len(l.Friends)))))))))
}

// paperPlace says the whole address, as paper has nothing to press.
func paperPlace(c *web.Ctx, l bookings.Line) g.Node {
	loc := l.Card.Location
	if loc.ID == "" {
		return placeWords(c, l)
	}
	return g.Group{bookings.AtWords(c, l.Over), web.Own(oneLine(loc.Name, loc.Address, loc.Town)),
		g.Text(".")}
}

// nothingOn names the days without anything, so that nobody wonders.
func nothingOn(c *web.Ctx, v weekView) g.Node {
	var free []clock.Date
	for i := range 7 {
		if d := v.from.AddDays(i); len(onDay(v.lines, d)) == 0 {
			free = append(free, d)
		}
	}
	if len(free) == 0 || len(free) == 7 {
		return nil
	}
	var names []g.Node
	for _, d := range free {
		names = append(names, h.Li(g.Text(i18n.DayName(c.Voice, d.Weekday()))))
	}
	return h.Div(h.P(g.Text(c.T("site.paper.nothing"))), h.Ul(h.Class("sheet__free"), g.Group(names)))
}
