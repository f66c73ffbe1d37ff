package bookings

import (
	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/area/directory"
	"ourdays/internal/platform/govuk"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/web"
)

// offPage says first what calling a session off does and to whom, and then asks why.
func offPage(c *web.Ctx, f offForm) web.Page {
	ses := f.Card.Session
	title := c.T("bookings.off.title")
	var reasons []web.Option
	for _, r := range directory.OffReasons() {
		reasons = append(reasons, web.Option{Value: r, Text: c.T("bookings.off.reason." + r)})
	}
	crumbs := append(sessionCrumbs(c, false),
		web.Link{Path: registerPath(ses.ID), Text: c.T("bookings.register.title")})
	return web.Page{Title: title, Register: web.Staff, NoIndex: true, Crumbs: crumbs, Body: g.Group{
		web.H1(title),
		h.P(web.OwnStrong(titleOf(c, f.Card.Activity)), h.Br(), g.Text(whenOf(c, ses)), h.Br(), siteOf(c, f.Card)),
		whoWasComing(c, f.Lines),
		web.Block(c, "bookings.off.back"),
		web.Block(c, "bookings.off.told"),
		web.Inset(web.Block(c, "bookings.off.once")),
		web.Post(c, offPath(ses.ID),
			web.Radios(c, web.Field{Name: "reason", Label: "bookings.off.why", Value: f.typed.Reason}, reasons...),
			web.Textarea(c, web.Field{Name: "words", Label: "bookings.off.words", Hint: "bookings.off.words_hint",
				Value: f.typed.Words, Rows: 2}),
			h.Div(h.Class("presses"), web.Button(c, "bookings.off.press", govuk.Warning),
				web.ButtonLink(c, registerPath(ses.ID), "bookings.off.keep", govuk.Secondary))),
	}}
}

// whoWasComing counts and names those whose places end.
func whoWasComing(c *web.Ctx, lines []RegisterLine) g.Node {
	if len(lines) == 0 {
		return web.Block(c, "bookings.off.nobody")
	}
	return h.Section(web.H2(c.N("bookings.sessions.coming", len(lines))), namesOf(lines))
}

func namesOf(lines []RegisterLine) g.Node {
	var items []g.Node
	for _, l := range lines {
		items = append(items, h.Li(web.Own(l.Name)))
	}
	return h.Ul(h.Class("govuk-list govuk-list--bullet"), g.Group(items))
}

// toOff leads from the register of a session ahead to the page that calls it off.
func toOff(c *web.Ctx, sessionID string) g.Node {
	return web.ButtonLink(c, offPath(sessionID), "bookings.off.title", govuk.Secondary)
}

// offRegister is what stands instead of the register of a session that was called
// off: by whom, why, and who had a place, so that they can be rung.
func offRegister(c *web.Ctx, f registerForm) g.Node {
	head := web.Block(c, "bookings.off.was")
	if f.Why.SessionID != "" {
		head = h.P(g.Text(c.T("bookings.off.by", whenArgs(c, f.Why.At)...)+" "), web.Own(f.Why.Actor))
	}
	had := f.had()
	return g.Group{head, offReason(c, f.Why),
		g.If(len(had) > 0, h.Section(web.H2(c.T("bookings.off.had")), web.Block(c, "bookings.off.ring"),
			namesOf(had))),
		toOn(c, f)}
}

// offReason says why a session was called off.
func offReason(c *web.Ctx, why directory.Off) g.Node {
	return g.Group{
		g.If(why.Reason != "" && why.Reason != directory.OtherReason,
			h.P(g.Text(c.T("bookings.off.because."+why.Reason)))),
		g.If(why.Words != "", h.P(web.Own("“"+why.Words+"”")))}
}

// OffBlock says to who was going that it is off, when, why, and that it costs
// nothing.
func OffBlock(c *web.Ctx, l Line) g.Node {
	return h.Div(h.Class("easy"), web.Picture(c, "cross", 96), h.Div(h.Class("easy__words"), OffWords(c, l)))
}

// OffAsk says whom to ring about what is off: its provider, or the council where no
// number of theirs is known.
func OffAsk(c *web.Ctx, o directory.Organisation) g.Node {
	if o.Phone == "" {
		o = directory.Organisation{Name: c.Site.Council, Phone: c.Site.Phone}
	}
	return AskBlock(c, o)
}

// OffWords are its sentences, for where there is no room for a picture of its own.
func OffWords(c *web.Ctx, l Line) g.Node {
	return g.Group{
		h.P(web.OwnStrong(titleOf(c, l.Card.Activity)),
			g.Text(" "+c.T("bookings.off.on", "date", i18n.Date(c.Voice, l.Card.Session.Date)))),
		offReason(c, l.Why),
		h.P(g.Text(web.Whose(c, "bookings.state.off", "bookings.state.off_of")))}
}
