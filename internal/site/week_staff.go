package site

import (
	"context"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/area/access"
	"ourdays/internal/area/bookings"
	"ourdays/internal/area/brokerage"
	"ourdays/internal/area/directory"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/govuk"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/web"
)

// getWeekOf shows a person's week to somebody who may see the person.
func (s *Site) getWeekOf(c *web.Ctx, a access.Actor) error {
	var v weekView
	id := c.Path("id")
	err := s.DB.InTx(c.Context(), func(ctx context.Context, tx *db.Tx) error {
		return s.loadWeek(ctx, tx, c, a, id, &v)
	})
	if err != nil {
		return err
	}
	return c.Render(staffWeekPage(c, v, id))
}

// staffWeekPage is the same week as a table, with how each thing stands and who
// did what.
func staffWeekPage(c *web.Ctx, v weekView, id string) web.Page {
	t := web.Table{Caption: "site.week_of.caption", FirstIsHead: true,
		Head: []govuk.Cell{web.Head(c, "site.paper.day"), web.Head(c, "site.paper.when"),
			web.Head(c, "site.paper.what"), web.Head(c, "site.week_of.stands")}}
	for _, l := range v.lines {
		ses := l.Card.Session
		t.Rows = append(t.Rows, []govuk.Cell{{Text: i18n.Date(c.Voice, ses.Date)},
			{Text: i18n.Times(c.Voice, ses.Start, ses.End)},
			web.Cell(h.A(h.Class("govuk-link"), h.Href("/activities/"+ses.ActivityID),
				web.Own(titleOf(c, l.Card.Activity))), h.Br(), web.Own(l.Card.Organisation.Name),
				h.Br(), whereOf(c, l.Card.Location)),
			web.Cell(g.Text(c.T(standing(l))), whoDid(c, l.Booking))})
	}
	return web.Page{Title: c.T("site.week_of.title"), Register: web.Staff, NoIndex: true,
		Crumbs: []web.Link{{Path: "/people/" + id, Text: c.T("site.week_of.record")}},
		Body: g.Group{
			h.H1(h.Class("govuk-heading-xl"), web.Own(v.person.Name()),
				g.Text(": "+c.T("site.week.from", "date", i18n.Date(c.Voice, v.from)))),
			g.If(len(t.Rows) == 0, web.Block(c, "site.week.empty_of", "name", v.person.Name())),
			g.If(len(t.Rows) > 0, t.Show(c)),
			brokerage.NoRoom(c, v.full),
			otherWeeks(c, v, "/people/"+id+"/week?from="),
		}}
}

// whereOf names the place of a session.
func whereOf(c *web.Ctx, l directory.Location) g.Node {
	if l.ID == "" {
		return g.Text(c.T("site.where.online"))
	}
	return web.Own(placeName(l))
}

// standing names the text that says how a booking stands: what a register
// recorded, or what comes before it.
func standing(l bookings.Line) string {
	switch {
	case l.Off():
		return "site.stands.off"
	case l.Booking.Attendance != "":
		return "bookings.code." + string(l.Booking.Attendance)
	case l.Over:
		return "site.stands.unrecorded"
	}
	return "site.stands.booked"
}

// whoDid says how it went for the person, and who acted for them.
func whoDid(c *web.Ctx, b bookings.Booking) g.Node {
	by := func(name, key string) g.Node {
		return g.If(name != "", h.Div(h.Class("quiet"), web.Own(name), g.Text(" "+c.T(key))))
	}
	changed := "bookings.helped.again"
	if b.Status == bookings.Cancelled {
		changed = "bookings.helped.cancelled"
	}
	return g.Group{
		g.If(b.Feeling != "", h.Div(web.Picture(c, bookings.FacePicture(b.Feeling), 24),
			g.Text(" "+c.T("bookings.how."+string(b.Feeling))))),
		by(b.MadeBy, "site.did.booked"), by(b.ChangedBy, changed), by(b.FeelingBy, "site.did.how"),
	}
}
