package bookings

import (
	"slices"
	"strconv"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/area/framework"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/web"
)

// sessionsPage lists what a provider has to do: registers to close first.
func sessionsPage(c *web.Ctx, v sessionGroups) web.Page {
	title := c.T("bookings.sessions.title")
	empty := len(v.waiting)+len(v.today)+len(v.later) == 0
	return web.Page{Title: title, Register: web.Staff, NoIndex: true, Body: g.Group{
		web.H1(title),
		g.If(empty, web.Block(c, "bookings.sessions.none")),
		sessionList(c, "bookings.sessions.waiting", v.waiting),
		sessionList(c, "bookings.sessions.today", v.today),
		sessionList(c, "bookings.sessions.later", v.later),
	}}
}

func sessionList(c *web.Ctx, key string, lines []SessionLine) g.Node {
	if len(lines) == 0 {
		return nil
	}
	var items []g.Node
	for _, l := range lines {
		items = append(items, h.Li(h.Class("session-line"),
			h.Div(h.P(h.Class("session-line__when"), g.Text(whenOf(c, l.Card.Session))),
				h.P(web.Own(titleOf(c, l.Card.Activity)), g.Text(" · "+c.N("bookings.sessions.coming", l.People)), sessionState(c, l))),
			sessionLink(c, l)))
	}
	return h.Section(web.H2(c.T(key)), h.Ul(h.Class("session-list"), g.Group(items)))
}

func sessionState(c *web.Ctx, l SessionLine) g.Node {
	switch {
	case l.Closed:
		return g.Group{g.Text(" "), h.Span(h.Class("tag"), g.Text(c.T("bookings.sessions.closed")))}
	case l.Card.Session.Status != "open":
		return g.Group{g.Text(" "), h.Span(h.Class("tag tag-full"), g.Text(c.T("bookings.sessions.off")))}
	}
	return nil
}

// sessionLink names the session, so that no two links of the page say the same.
func sessionLink(c *web.Ctx, l SessionLine) g.Node {
	key, class := "bookings.sessions.see", "govuk-button govuk-button--secondary"
	if l.Waits() {
		key, class = "bookings.sessions.take", "govuk-button"
	}
	return h.A(h.Class(class), h.Href(registerPath(l.Card.Session.ID)), g.Text(c.T(key)),
		h.Span(h.Class("govuk-visually-hidden"), g.Text(" "), web.Own(titleOf(c, l.Card.Activity)), g.Text(" "+whenOf(c, l.Card.Session))))
}

// registerPage is made for a phone in one hand: everybody came unless somebody
// says otherwise, and one button closes it.
func registerPage(c *web.Ctx, f registerForm) web.Page {
	ses := f.Card.Session
	var body g.Node
	switch {
	case f.Closed:
		body = closedRegister(c, f.Register)
	case !f.Open:
		body = g.Group{web.Block(c, "bookings.register.opens", "time", plain(i18n.TimeOfDay(c.Voice, ses.Start))), whoComes(c, f.Lines), whoIsGone(c, f.Gone)}
	default:
		body = openRegister(c, f)
	}
	return web.Page{Title: c.T("bookings.register.title"), Register: web.Staff, NoIndex: true,
		Crumbs: []web.Link{{Path: "/provider/sessions", Text: c.T("bookings.sessions.title")}},
		Body: g.Group{
			h.H1(h.Class("govuk-heading-xl"), web.Own(titleOf(c, f.Card.Activity))),
			h.P(h.Class("when"), g.Text(whenOf(c, ses))),
			g.If(len(f.Lines)+len(f.Gone) == 0, web.Block(c, "bookings.register.nobody")),
			body}}
}

func openRegister(c *web.Ctx, f registerForm) g.Node {
	if len(f.Lines) == 0 {
		return whoIsGone(c, f.Gone)
	}
	var who []g.Node
	for _, l := range f.Lines {
		who = append(who, personCard(c, f, l))
	}
	return h.Form(h.Method("post"), h.Action(registerPath(f.Card.Session.ID)), h.Class("register"), g.Attr("novalidate"), c.FormKey(),
		web.Block(c, "bookings.register.how"),
		g.Group(who), whoIsGone(c, f.Gone),
		web.Block(c, "bookings.register.once"),
		h.Button(h.Type("submit"), h.Class("govuk-button"), g.Text(c.T("bookings.register.close"))))
}

// personCard asks what became of one person's place.
func personCard(c *web.Ctx, f registerForm, l RegisterLine) g.Node {
	id := l.Booking.ID
	e := f.entry(l.Booking)
	return h.Section(h.Class("card who"),
		h.H2(h.Class("govuk-heading-m"), web.Own(l.Name)), aboutPerson(c, l),
		h.Input(h.Type("hidden"), h.Name("booking"), h.Value(id)),
		group(c, f, "code_"+id, h.FieldSet(h.Class("govuk-fieldset"), described(f, "code_"+id),
			h.Legend(h.Class("govuk-fieldset__legend"), g.Text(c.T("bookings.register.what")), h.Span(h.Class("govuk-visually-hidden"), g.Text(" "), web.Own(l.Name))),
			codes(c, id, usual, e.Code),
			h.Details(h.Class("govuk-details"), g.If(slices.Contains(rare(), e.Code), g.Attr("open")),
				h.Summary(h.Class("govuk-details__summary"), g.Text(c.T("bookings.register.other")),
					h.Span(h.Class("govuk-visually-hidden"), g.Text(" "), web.Own(l.Name))),
				codes(c, id, rare(), e.Code)))),
		towards(c, f, l, e))
}

// aboutPerson says what helps to be with a person: how to talk, what they need,
// and how many share a worker.
func aboutPerson(c *web.Ctx, l RegisterLine) g.Node {
	facts := []g.Node{h.Li(g.Text(c.T("people.ratio." + strconv.Itoa(l.Booking.Ratio))))}
	for _, w := range l.Needs.Words() {
		facts = append(facts, h.Li(g.Text(c.T("people.need."+w))))
	}
	return g.Group{
		g.If(l.Help != "", h.P(web.Picture(c, "speech", 24), g.Text(" "), h.Strong(web.Own(l.Help)))),
		h.Ul(h.Class("who__facts"), g.Group(facts)),
	}
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

// codes are the answers as radio buttons. The first of the usual ones has the
// name of the field as its id: a fault leads there.
func codes(c *web.Ctx, bookingID string, list []framework.Code, chosen framework.Code) g.Node {
	var items []g.Node
	for _, code := range list {
		id := "code_" + bookingID
		if code != framework.Attended {
			id += "_" + string(code)
		}
		items = append(items, h.Div(h.Class("govuk-radios__item"),
			h.Input(h.Class("govuk-radios__input"), h.Type("radio"), h.ID(id), h.Name("code_"+bookingID), h.Value(string(code)), g.If(code == chosen, h.Checked())),
			h.Label(h.Class("govuk-radios__label"), h.For(id), g.Text(c.T("bookings.code."+string(code))))))
	}
	return h.Div(h.Class("govuk-radios"), g.Group(items))
}

// towards is the one line about what the person did, towards an outcome in
// their words.
func towards(c *web.Ctx, f registerForm, l RegisterLine, e Entry) g.Node {
	if len(l.Outcomes) == 0 {
		return nil
	}
	id := l.Booking.ID
	field := h.Input(h.Class("govuk-input"), h.ID("note_"+id), h.Name("note_"+id), h.Value(e.Note), h.AutoComplete("off"), described(f, "note_"+id))
	if len(l.Outcomes) == 1 {
		aim := l.Outcomes[0]
		return group(c, f, "note_"+id, g.Group{
			h.Label(h.Class("govuk-label"), h.For("note_"+id), g.Text(c.T("bookings.register.line")+" "), web.Own("“"+aim.Words+"”"),
				h.Span(h.Class("govuk-visually-hidden"), g.Text(" "), web.Own(l.Name))),
			h.Input(h.Type("hidden"), h.Name("towards_"+id), h.Value(aim.ID)), field})
	}
	options := []g.Node{h.Option(h.Value(""), g.Text(c.T("bookings.register.choose")))}
	for _, aim := range l.Outcomes {
		options = append(options, h.Option(h.Value(aim.ID), g.If(aim.ID == e.Towards, h.Selected()), g.Attr("translate", "no"), g.Text(aim.Words)))
	}
	return g.Group{
		group(c, f, "towards_"+id, g.Group{
			h.Label(h.Class("govuk-label"), h.For("towards_"+id), g.Text(c.T("bookings.register.about")), h.Span(h.Class("govuk-visually-hidden"), g.Text(" "), web.Own(l.Name))),
			h.Select(h.Class("govuk-select"), h.ID("towards_"+id), h.Name("towards_"+id), described(f, "towards_"+id), g.Group(options))}),
		group(c, f, "note_"+id, g.Group{
			h.Label(h.Class("govuk-label"), h.For("note_"+id), g.Text(c.T("bookings.register.did")), h.Span(h.Class("govuk-visually-hidden"), g.Text(" "), web.Own(l.Name))), field}),
	}
}

// group is a form group with what is wrong with its field.
func group(c *web.Ctx, f registerForm, name string, body g.Node) g.Node {
	w, bad := f.fault(name)
	if !bad {
		return h.Div(h.Class("govuk-form-group"), body)
	}
	return h.Div(h.Class("govuk-form-group govuk-form-group--error"),
		h.P(h.ID(name+"-error"), h.Class("govuk-error-message"), h.Span(h.Class("govuk-visually-hidden"), g.Text(c.T("web.error.prefix")+" ")),
			g.Text(c.T(w.Key, w.Args...))), body)
}

// described ties a field to what is wrong with it, for those who hear the page.
func described(f registerForm, name string) g.Node {
	_, bad := f.fault(name)
	return g.If(bad, h.Aria("describedby", name+"-error"))
}

func whoComes(c *web.Ctx, lines []RegisterLine) g.Node {
	var items []g.Node
	for _, l := range lines {
		items = append(items, h.Section(h.Class("card who"), h.H2(h.Class("govuk-heading-m"), web.Own(l.Name)), aboutPerson(c, l)))
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

// closedRegister says what was recorded, what was said, and what is owed.
func closedRegister(c *web.Ctx, r Register) g.Node {
	day, minute := clock.London(r.Closing.Closed)
	var rows []g.Node
	for _, l := range slices.Concat(r.Lines, r.Gone) {
		b := l.Booking
		note := g.Node(nil)
		if b.Note != "" {
			note = g.Group{h.Br(), h.Span(h.Class("quiet"), web.Own(aimWords(l)+b.Note))}
		}
		rows = append(rows, h.Tr(h.Th(g.Attr("scope", "row"), web.Own(l.Name)),
			h.Td(g.Text(c.T("bookings.code."+string(b.Attendance))), note),
			h.Td(h.Class("num"), g.Text(i18n.Money(c.Voice, b.Paid)))))
	}
	head := func(key, class string) g.Node {
		return h.Th(g.Attr("scope", "col"), g.If(class != "", h.Class(class)), g.Text(c.T(key)))
	}
	return g.Group{
		h.P(g.Text(c.T("bookings.register.closed_on", "date", plain(i18n.Date(c.Voice, day)), "time", plain(i18n.TimeOfDay(c.Voice, minute)))+" "), web.Own(r.Closing.Actor)),
		h.Div(h.Class("table-scroll"), h.Table(h.Class("govuk-table"),
			h.Caption(g.Text(c.T("bookings.register.recorded"))),
			h.THead(h.Tr(head("bookings.head.person", ""), head("bookings.head.what", ""), head("bookings.head.owed", "num"))),
			h.TBody(g.Group(rows)),
			h.TFoot(h.Tr(h.Th(g.Attr("scope", "row"), g.Text(c.T("bookings.head.sum"))), h.Td(), h.Td(h.Class("num"), h.Strong(g.Text(i18n.Money(c.Voice, r.Owed())))))))),
		h.P(h.A(h.Class("govuk-link"), h.Href("/provider/sessions"), g.Text(c.T("bookings.register.more")))),
	}
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
