package bookings

import (
	"slices"
	"strconv"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/area/framework"
	"ourdays/internal/platform/govuk"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/web"
)

// sessionsPage lists what a provider has to do: today first, and registers of earlier
// days that are still to be closed after it, folded with their number.
func sessionsPage(c *web.Ctx, v sessionGroups) web.Page {
	title := c.T("bookings.sessions.title")
	empty := len(v.waiting)+len(v.today)+len(v.later) == 0
	return web.Page{Title: title, Register: web.Staff, NoIndex: true, Body: g.Group{
		web.H1(title),
		g.If(empty, web.Block(c, "bookings.sessions.none")),
		g.If(v.sift.worthAsking(len(v.waiting)+len(v.today)+len(v.later)), siftForm(c, v.sift)),
		sessionList(c, web.H2(c.T("bookings.sessions.today")), v.today, false),
		waitingList(c, v.waiting, v.older), cutNote(c, v.cut),
		daysList(c, web.H2(c.T("bookings.sessions.later")), v.later),
		web.Pages(c, "bookings.sessions.weeks", "", "bookings.sessions.sooner", v.next, "bookings.sessions.after"),
		g.If(len(v.waiting) == 0, toEarlier(c, v.older)),
		g.If(len(v.waiting) > 0, earlierLink(c)),
	}}
}

// cutNote says that a list goes on, and how to see the rest of it.
func cutNote(c *web.Ctx, cut bool) g.Node {
	return g.If(cut, web.Block(c, "bookings.sessions.cut", "n", mostSessions))
}

// waitingList folds away the registers of earlier days that are not closed, the oldest
// first. More than a page of them, and those of older days, which their number counts
// too, are on the page that the link below leads to.
func waitingList(c *web.Ctx, lines []SessionLine, older int) g.Node {
	if len(lines) == 0 {
		return nil
	}
	return govuk.Details(govuk.DetailsOptions{
		SummaryText: c.T("bookings.sessions.waiting", "n", len(lines)+older),
		HTML:        sessionList(c, nil, lines, false)})
}

// aheadPage lists seven days that are still to come.
func aheadPage(c *web.Ctx, v daysAhead) web.Page {
	title := c.T("bookings.sessions.from", "date", i18n.Date(c.Voice, v.from))
	return web.Page{Title: title, Register: web.Staff, NoIndex: true, Crumbs: sessionCrumbs(c, false),
		Body: g.Group{
			web.H1(title),
			g.If(len(v.lines) == 0, web.Block(c, "bookings.sessions.none_then")),
			cutNote(c, v.cut), daysList(c, nil, v.lines),
			web.Pages(c, "bookings.sessions.weeks", v.sooner(), "bookings.sessions.sooner", v.after(),
				"bookings.sessions.after"),
		}}
}

// mostListed is how many sessions of days to come are listed one by one: more are
// folded by day, so that a phone is not full of them.
const mostListed = 30

// daysList lists sessions of several days, in their order.
func daysList(c *web.Ctx, head g.Node, lines []SessionLine) g.Node {
	if len(lines) <= mostListed {
		return sessionList(c, head, lines, false)
	}
	days := g.Group{head}
	for len(lines) > 0 {
		day := lines[0].Card.Session.Date
		n := slices.IndexFunc(lines, func(l SessionLine) bool { return l.Card.Session.Date != day })
		if n < 0 {
			n = len(lines)
		}
		days = append(days, govuk.Details(govuk.DetailsOptions{
			SummaryText: c.N("bookings.sessions.on_day", n, "date", i18n.Date(c.Voice, day)),
			HTML:        sessionList(c, nil, lines[:n], false)}))
		lines = lines[n:]
	}
	return h.Section(days)
}

// sessionList lists sessions with where each leads: for the council to closed
// registers only.
func sessionList(c *web.Ctx, head g.Node, lines []SessionLine, council bool) g.Node {
	if len(lines) == 0 {
		return nil
	}
	var items []g.Node
	for _, l := range lines {
		items = append(items, h.Li(h.Class("session-line"),
			h.Div(h.P(h.Class("session-line__when"), g.Text(whenOf(c, l.Card.Session))),
				h.P(web.Own(titleOf(c, l.Card.Activity)), g.If(l.Apart, g.Group{g.Text(" · "), siteOf(c, l.Card)}),
					g.If(!l.off(), g.Text(" · "+c.N(peopleKey(l), l.had()))), sessionState(c, l))),
			g.If(l.Closed || !council, sessionLink(c, l, council))))
	}
	return h.Section(head, h.Ul(h.Class("session-list"), g.Group(items)))
}

// peopleKey says of whom a line tells the number: who comes, or who had a place
// at what has begun.
func peopleKey(l SessionLine) string {
	if l.Begun {
		return "bookings.sessions.had"
	}
	return "bookings.sessions.coming"
}

func sessionState(c *web.Ctx, l SessionLine) g.Node {
	switch {
	case l.Corrected:
		return g.Group{g.Text(" "), h.Span(h.Class("tag"), g.Text(c.T("bookings.sessions.corrected")))}
	case l.Closed:
		return g.Group{g.Text(" "), h.Span(h.Class("tag"), g.Text(c.T("bookings.sessions.closed")))}
	case l.off():
		return g.Group{g.Text(" "), h.Span(h.Class("tag tag-full"), g.Text(c.T("bookings.sessions.off")))}
	}
	return nil
}

// sessionLink names the session, so that no two links of the page say the same.
func sessionLink(c *web.Ctx, l SessionLine, council bool) g.Node {
	key, look := "bookings.sessions.see", govuk.Secondary
	switch {
	case l.Waits():
		key, look = "bookings.sessions.take", ""
	case l.Closed:
		key = "bookings.sessions.read"
	case l.off():
		key = "bookings.sessions.had_place"
	}
	return web.ButtonLinkWith(closedPath(l.Card.Session.ID, council), look, g.Text(c.T(key)),
		web.Heard(web.Own(titleOf(c, l.Card.Activity)), g.Text(" "+whenOf(c, l.Card.Session)),
			g.If(l.Apart, g.Group{g.Text(" "), siteOf(c, l.Card)})))
}

// registerPage is made for a phone in one hand: one press says that everybody
// came, the exceptions are changed, and one button closes it.
func registerPage(c *web.Ctx, f registerForm) web.Page {
	ses := f.Card.Session
	var body g.Node
	switch {
	case f.Closed:
		body = closedRegister(c, f)
	case f.off():
		body = offRegister(c, f)
	case f.council:
		body = web.Block(c, "bookings.refused.open")
	case !f.Open:
		body = g.Group{web.Block(c, "bookings.register.opens", "time", i18n.TimeOfDay(c.Voice, ses.Start)),
			whoIsWithout(c, f.without()), whoComes(c, f.Lines), whoIsGone(c, f.cancelled()), toOff(c, ses.ID)}
	default:
		body = openRegister(c, f)
	}
	title := c.T("bookings.register.title_of", "what", titleOf(c, f.Card.Activity),
		"date", i18n.Date(c.Voice, ses.Date))
	return web.Page{Title: title, Register: web.Staff, NoIndex: true,
		Crumbs: sessionCrumbs(c, f.council),
		Body: g.Group{
			h.H1(h.Class("govuk-heading-xl"), web.Own(titleOf(c, f.Card.Activity))),
			h.P(h.Class("when"), g.Text(whenOf(c, ses)), h.Br(), siteOf(c, f.Card)),
			g.If(isEmpty(f), web.Block(c, "bookings.register.nobody")),
			body}}
}

// isEmpty reports whether the page is to say that nobody is on the register.
func isEmpty(f registerForm) bool {
	if f.Closed {
		return len(f.Lines)+len(f.Gone) == 0
	}
	return f.nobody() && !f.council && !f.off()
}

func openRegister(c *web.Ctx, f registerForm) g.Node {
	gone := f.cancelled()
	if len(f.Lines)+len(gone) == 0 {
		return nil
	}
	var who []g.Node
	for _, l := range f.Lines {
		who = append(who, personCard(c, f, l))
	}
	return web.Post(c, registerPath(f.Card.Session.ID), h.Class("register"),
		h.Button(h.Type("submit"), h.Name("do"), h.Value(doKeep), g.Attr("hidden"),
			g.Text(c.T("bookings.register.keep"))),
		everybody(c, f),
		g.Group(who), whoIsGone(c, gone),
		g.If(len(gone) > 0, web.Block(c, "bookings.register.came_anyway")),
		web.Block(c, "bookings.register.once", "days", DaysToCorrect),
		web.Button(c, "bookings.register.close"))
}

// everybody is one press for all who have no answer. Where all have one, by that
// press or one by one, it says so, and that nothing is closed yet.
func everybody(c *web.Ctx, f registerForm) g.Node {
	if len(f.Lines) == 0 {
		return web.Block(c, "bookings.register.only_gone")
	}
	if f.allMarked() {
		return web.Inset(web.Block(c, "bookings.register.marked"), markedBy(c, f.lastMark()))
	}
	return g.Group{web.Block(c, "bookings.register.how"), markedBy(c, f.lastMark()),
		web.ButtonTo(c, doEverybody, "bookings.register.everybody", govuk.Secondary)}
}

// markedBy says who marked the register last: several people may hold it.
func markedBy(c *web.Ctx, m Mark) g.Node {
	if m.Actor == "" {
		return nil
	}
	return h.P(g.Text(c.T("bookings.register.marked_on", whenArgs(c, m.Marked)...)+" "), web.Own(m.Actor))
}

// personCard asks what became of one person's place: the usual answers in one line below
// the name, everything else folded, so that a phone shows several people at once.
func personCard(c *web.Ctx, f registerForm, l RegisterLine) g.Node {
	id, e := l.Booking.ID, f.entry(l.Booking)
	return h.Section(h.Class("card who who--row"), web.Hidden("booking", id),
		web.Radios(c, web.Field{Name: "code_" + id, Value: string(e.Code), After: otherAnswers(c, f, l, e),
			Words: g.Group{h.H2(h.Class("govuk-heading-m"), web.Own(l.Name)),
				web.Heard(g.Text(c.T("bookings.register.what")))}}, shortCodes(c)...))
}

// otherAnswers folds what a line has beside the usual answers. What was said there is
// never hidden, nor is how to be with the person.
func otherAnswers(c *web.Ctx, f registerForm, l RegisterLine, e Entry) g.Node {
	others := rare()
	more := web.Radios(c, web.Field{Name: "code_" + l.Booking.ID, ID: "more_" + l.Booking.ID,
		Value: string(e.Code)}, codes(c, others)...)
	wrong := f.typed != nil && e.Note != ""
	return g.Group{
		howToBe(c, l),
		govuk.Details(govuk.DetailsOptions{SummaryHTML: forWhom(c, "bookings.register.fold", l),
			Open: wrong || slices.Contains(others, e.Code),
			HTML: g.Group{needsOf(c, l), towards(c, l, e),
				h.P(h.Strong(g.Text(c.T("bookings.register.other")))), more}}),
		g.If(!wrong && e.Note != "", h.P(h.Class("quiet"), web.Own("“"+e.Note+"”")))}
}

// shortCodes are the usual answers in a word or two, side by side.
func shortCodes(c *web.Ctx) []web.Option {
	var options []web.Option
	for _, code := range usual {
		options = append(options, web.Option{Value: string(code), Text: c.T("bookings.mark." + string(code))})
	}
	return options
}

// forWhom asks of one person among several; the name is said to those who hear
// the page, as the others see it above.
func forWhom(c *web.Ctx, key string, l RegisterLine) g.Node {
	return g.Group{g.Text(c.T(key)), web.Heard(web.Own(l.Name))}
}

// aboutPerson says what helps to be with a person: how to talk, what they need,
// and how many share a worker.
func aboutPerson(c *web.Ctx, l RegisterLine) g.Node {
	return g.Group{howToBe(c, l), needsOf(c, l)}
}

func howToBe(c *web.Ctx, l RegisterLine) g.Node {
	if l.Help == "" {
		return nil
	}
	return h.P(web.Picture(c, "speech", 24), g.Text(" "), h.Strong(web.Own(l.Help)))
}

func needsOf(c *web.Ctx, l RegisterLine) g.Node {
	facts := []g.Node{h.Li(g.Text(c.T("people.ratio." + strconv.Itoa(l.Booking.Ratio))))}
	for _, w := range l.Needs.Words() {
		facts = append(facts, h.Li(g.Text(c.T("people.need."+w))))
	}
	return h.Ul(h.Class("who__facts"), g.Group(facts))
}

// usual are the answers that are always in sight; the others are one press away.
var usual = []framework.Code{framework.Attended, framework.PartAttended, framework.NoShow}

func rare() []framework.Code {
	var list []framework.Code
	for _, code := range framework.Codes() {
		if !slices.Contains(usual, code) {
			list = append(list, code)
		}
	}
	return list
}

// codes are the answers to what became of a place.
func codes(c *web.Ctx, list []framework.Code) []web.Option {
	var options []web.Option
	for _, code := range list {
		options = append(options, web.Option{Value: string(code), Text: c.T("bookings.code." + string(code))})
	}
	return options
}

// towards is the one line about what the person did, towards an outcome in
// their words.
func towards(c *web.Ctx, l RegisterLine, e Entry) g.Node {
	id := l.Booking.ID
	note := web.Field{Name: "note_" + id, Value: e.Note, Words: forWhom(c, "bookings.register.did", l)}
	switch len(l.Outcomes) {
	case 0:
		return nil
	case 1:
		aim := l.Outcomes[0]
		note.Words = g.Group{g.Text(c.T("bookings.register.line") + " "), web.Own("“" + aim.Words + "”"),
			web.Heard(web.Own(l.Name))}
		return g.Group{web.Hidden("towards_"+id, aim.ID), web.Input(c, note)}
	}
	aims := []web.Option{{Text: c.T("bookings.register.choose")}}
	for _, aim := range l.Outcomes {
		aims = append(aims, web.Option{Value: aim.ID, Text: aim.Words, Own: true})
	}
	return g.Group{
		web.Select(c, web.Field{Name: "towards_" + id, Value: e.Towards,
			Words: forWhom(c, "bookings.register.about", l)}, aims...),
		web.Input(c, note)}
}

func whoComes(c *web.Ctx, lines []RegisterLine) g.Node {
	var items []g.Node
	for _, l := range lines {
		items = append(items, h.Section(h.Class("card who"), h.H2(h.Class("govuk-heading-m"), web.Own(l.Name)),
			aboutPerson(c, l)))
	}
	return g.Group(items)
}

func whoIsGone(c *web.Ctx, lines []RegisterLine) g.Node {
	if len(lines) == 0 {
		return nil
	}
	var items []g.Node
	for _, l := range lines {
		items = append(items, h.Li(web.Own(l.Name)))
	}
	return h.Section(web.H2(c.T("bookings.register.gone")), h.Ul(h.Class("govuk-list"), g.Group(items)))
}

// closedRegister says what was recorded, what was corrected since, and what is
// owed; each line leads to its correction while that is possible.
func closedRegister(c *web.Ctx, f registerForm) g.Node {
	r := f.Register
	t := web.Table{Caption: "bookings.register.recorded", FirstIsHead: true,
		Head: []govuk.Cell{web.Head(c, "bookings.head.person"), web.Head(c, "bookings.head.what"),
			web.NumHead(c, owedHead(f.council))},
		Foot: []govuk.Cell{web.Head(c, "bookings.head.sum"), {}, web.MoneyAs(c, r.Owed(), web.Strong)}}
	for _, l := range slices.Concat(r.Lines, r.Gone) {
		t.Rows = append(t.Rows, []govuk.Cell{web.Cell(web.Own(l.Name)),
			web.Cell(saysNow(c, l), correctedBefore(c, r.Corrections[l.Booking.ID]), toCorrectLink(c, r, l)),
			web.Money(c, l.Booking.Paid)})
	}
	return g.Group{
		h.P(g.Text(c.T("bookings.register.closed_on", whenArgs(c, r.Closing.Closed)...)+" "),
			web.Own(r.Closing.Actor)),
		t.Show(c),
		untilWhen(c, f),
		g.If(!f.council, h.P(h.A(h.Class("govuk-link"), h.Href("/provider/sessions"),
			g.Text(c.T("bookings.register.more"))))),
	}
}

// owedHead names the column of what is owed, to the provider or to the council.
func owedHead(council bool) string {
	if council {
		return "bookings.head.due"
	}
	return "bookings.head.owed"
}

// untilWhen says until when the provider may correct a closed register.
func untilWhen(c *web.Ctx, f registerForm) g.Node {
	switch {
	case f.council:
		return web.Block(c, "bookings.correct.council")
	case f.MayCorrect:
		return web.Block(c, "bookings.correct.until", "date", i18n.Date(c.Voice, f.Closing.lastDay()))
	}
	return web.Block(c, "bookings.refused.correct_late", "days", DaysToCorrect)
}

// aimWords names the outcome that a line is about.
func aimWords(l RegisterLine) string {
	for _, aim := range l.Outcomes {
		if aim.ID == l.Booking.Towards {
			return "“" + aim.Words + "” – "
		}
	}
	return ""
}
