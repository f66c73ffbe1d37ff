package bookings

import (
	"slices"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/area/framework"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/govuk"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/web"
)

// correctForm is one line of a closed register with what was typed to correct it.
type correctForm struct {
	registerForm
	line    RegisterLine
	reason  string
	council bool
}

// correctPage asks what a line should say, and why: what it says now stands
// above, so that nobody corrects the wrong line.
func correctPage(c *web.Ctx, f correctForm) web.Page {
	ses := f.Card.Session
	crumbs := append(sessionCrumbs(c, f.council),
		web.Link{Path: closedPath(ses.ID, f.council), Text: c.T("bookings.register.title")})
	return web.Page{Title: c.T("bookings.correct.title"), Register: web.Staff, NoIndex: true, Crumbs: crumbs,
		Body: g.Group{
			web.H1(c.T("bookings.correct.title")),
			h.P(web.OwnStrong(titleOf(c, f.Card.Activity)), h.Br(), g.Text(whenOf(c, ses))),
			web.H2(c.T("bookings.correct.now")),
			h.P(web.OwnStrong(f.line.Name), g.Text(": "), saysNow(c, f.line,
				g.Text(" · "+i18n.Money(c.Voice, f.line.Booking.Paid)))),
			correctedBefore(c, f.Corrections[f.line.Booking.ID]),
			correctQuestions(c, f)}}
}

// sessionCrumbs lead back to the list of registers that somebody has.
func sessionCrumbs(c *web.Ctx, council bool) []web.Link {
	if council {
		return []web.Link{{Path: earlierPath, Text: c.T("bookings.earlier.title")}}
	}
	return []web.Link{{Path: "/provider/sessions", Text: c.T("bookings.sessions.title")}}
}

// saysNow is what a closed register says of a place; the line of what they did
// stands below what else is said.
func saysNow(c *web.Ctx, l RegisterLine, beside ...g.Node) g.Node {
	b := l.Booking
	return g.Group{g.Text(codeText(c, b.Attendance)), g.Group(beside),
		g.If(b.Note != "", g.Group{h.Br(), h.Span(h.Class("quiet"), web.Own(aimWords(l)+b.Note))})}
}

func codeText(c *web.Ctx, code framework.Code) string { return c.T("bookings.code." + string(code)) }

func correctQuestions(c *web.Ctx, f correctForm) g.Node {
	if !f.MayCorrect {
		return g.Group{web.Block(c, "bookings.refused.correct_late", "days", DaysToCorrect),
			web.Block(c, "bookings.refused.ask", "phone", c.Site.Phone)}
	}
	how := web.Block(c, "bookings.correct.council")
	if !f.council {
		how = web.Block(c, "bookings.correct.how", "date", i18n.Date(c.Voice, f.Closing.lastDay()))
	}
	id := f.line.Booking.ID
	return web.Post(c, correctPath(f.Card.Session.ID, id), h.Class("register"),
		h.Section(h.Class("card who"), h.H2(h.Class("govuk-heading-m"), web.Own(f.line.Name)),
			web.Hidden("booking", id), web.Hidden("seen", f.line.Booking.CorrectionID),
			answers(c, f.registerForm, f.line),
			web.Input(c, web.Field{Name: "reason", Label: "bookings.correct.why", Value: f.reason})),
		how, web.Button(c, "bookings.correct.press"))
}

// answers are the questions about the one line that is corrected: all of them in sight.
func answers(c *web.Ctx, f registerForm, l RegisterLine) g.Node {
	id := l.Booking.ID
	e := f.entry(l.Booking)
	others := rare()
	more := govuk.Details(govuk.DetailsOptions{SummaryHTML: forWhom(c, "bookings.register.other", l),
		Open: slices.Contains(others, e.Code),
		HTML: web.Radios(c, web.Field{Name: "code_" + id, ID: "more_" + id, Value: string(e.Code)},
			codes(c, others)...)})
	return g.Group{
		web.Radios(c, web.Field{Name: "code_" + id, Words: forWhom(c, "bookings.register.what", l),
			Value: string(e.Code), After: more}, codes(c, usual)...),
		towards(c, l, e)}
}

// correctedBefore tells every correction of a line, the newest first.
func correctedBefore(c *web.Ctx, list []Correction) g.Node {
	var told []g.Node
	for i := len(list) - 1; i >= 0; i-- {
		told = append(told, correctedLine(c, list[i]))
	}
	return g.Group(told)
}

// correctedLine says who corrected a line and when, what stood there, and why.
func correctedLine(c *web.Ctx, f Correction) g.Node {
	key := "bookings.corrected.on"
	if f.Follows != "" {
		key = "bookings.corrected.follows"
	}
	return h.P(h.Class("quiet"), g.Text(c.T(key, whenArgs(c, f.At)...)+" "), web.Own(f.Actor), g.Text(". "),
		g.Text(c.T("bookings.corrected.was", "what", codeText(c, f.WasCode),
			"amount", i18n.Money(c.Voice, f.WasPaid))+" "),
		web.Own("“"+f.Reason+"”"))
}

// whenArgs are the date and the time of day of an instant, for a text.
func whenArgs(c *web.Ctx, at clock.Instant) []any {
	day, minute := clock.London(at)
	return []any{"date", i18n.Date(c.Voice, day), "time", i18n.TimeOfDay(c.Voice, minute)}
}

// toCorrectLink leads from a line of a closed register to its correction.
func toCorrectLink(c *web.Ctx, r Register, l RegisterLine) g.Node {
	if !r.MayCorrect || !l.Booking.canCorrect() {
		return nil
	}
	return h.Div(h.A(h.Class("govuk-link"), h.Href(correctPath(r.Card.Session.ID, l.Booking.ID)),
		g.Text(c.T("bookings.correct.link")), web.Heard(web.Own(l.Name))))
}

// correctedBlock tells the person that somebody corrected what is written down
// about their place.
func correctedBlock(c *web.Ctx, f Correction) g.Node {
	if f.ID == "" {
		return nil
	}
	return web.EasyBlock(c, "pencil", web.OwnStrong(f.Actor),
		g.Text(" "+c.T("bookings.corrected.own", "what", codeText(c, f.Code))))
}
