package people

import (
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/govuk"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/web"
)

// helpers tells on a record who helps today, and leads to what they help under.
func helpers(c *web.Ctx, r record) g.Node {
	var items []g.Node
	at := "/people/" + r.person.ID + "/mandates"
	for _, m := range r.mandates {
		more := h.A(h.Class("govuk-link"), h.Href(at+"/"+m.ID), g.Text(c.T("people.mandate.open")),
			web.Heard(web.Own(m.Supporter)))
		items = append(items,
			h.Li(h.Class("card"), h.P(h.Strong(web.Own(m.Supporter)), g.Text(", "+c.T("people.basis."+m.Basis))),
				powers(c, m, "people.may."), g.If(r.works && m.ReviewDue(r.today), h.P(stateTag(c, m, r.today))),
				g.If(r.works, h.P(more))))
	}
	return h.Section(web.H2(c.T("people.record.helpers")),
		g.If(len(items) == 0, web.Block(c, "people.record.no_helpers")), h.Ul(h.Class("cards"), g.Group(items)),
		g.If(r.mayEdit, web.ButtonLink(c, at+"/add", "people.mandate.add", govuk.Secondary)),
		g.If(r.works, h.P(h.A(h.Class("govuk-link"), h.Href(at), g.Text(c.T("people.mandate.all"))))))
}

// powers lists what a mandate allows, in the words of a family.
func powers(c *web.Ctx, m Mandate, family string) g.Node {
	var may []g.Node
	for _, w := range m.May {
		may = append(may, h.Li(g.Text(c.T(family+w))))
	}
	return h.Ul(h.Class("govuk-list"), g.Group(may))
}

// ownPowers lists them to the person, or to who helps them.
func ownPowers(c *web.Ctx, m Mandate) g.Node {
	var may []g.Node
	for _, w := range m.May {
		may = append(may, h.Li(g.Text(web.Whose(c, "people.own_may."+w, "people.own_may_of."+w))))
	}
	return h.Ul(h.Class("govuk-list"), g.Group(may))
}

func mandateCrumbs(c *web.Ctx, v help, below bool) []web.Link {
	crumbs := []web.Link{{Path: "/people", Text: c.T("people.list.title")},
		{Path: "/people/" + v.person.ID, Text: c.T("people.record.title")}}
	if below {
		crumbs = append(crumbs, web.Link{Path: "/people/" + v.person.ID + "/mandates",
			Text: c.T("people.mandate.list")})
	}
	return crumbs
}

// mandatesPage lists who helps or helped a person.
func mandatesPage(c *web.Ctx, v help) web.Page {
	t := web.Table{Caption: "people.mandate.list", Quiet: true, FirstIsHead: true}
	for _, key := range []string{"people.mandate.who", "people.mandate.ground", "people.mandate.may",
		"people.mandate.when",
		"people.mandate.state"} {
		t.Head = append(t.Head, web.Head(c, key))
	}
	at := "/people/" + v.person.ID + "/mandates"
	for _, m := range v.list {
		t.Rows = append(t.Rows, []govuk.Cell{
			web.Cell(h.A(h.Class("govuk-link"), h.Href(at+"/"+m.ID), web.Own(m.Supporter),
				web.Heard(g.Text(whenOf(c, m)))),
				g.If(m.Related != "", g.Group{g.Text(", "), web.Own(m.Related)})),
			web.Cell(g.Text(c.T("people.basis." + m.Basis))), web.Cell(g.Text(shortPowers(c, m))),
			web.Cell(g.Text(whenOf(c, m))),
			web.Cell(stateTag(c, m, v.today))})
	}
	return web.Page{Title: c.T("people.mandate.list"), Register: web.Staff, Crumbs: mandateCrumbs(c, v, false),
		Body: g.Group{
			web.H1(c.T("people.mandate.of", "name", v.person.FullName())),
			g.If(!v.reads, web.ButtonLink(c, at+"/add", "people.mandate.add")),
			g.If(len(t.Rows) == 0, web.Block(c, "people.record.no_helpers")),
			g.If(len(t.Rows) > 0, t.Show(c)),
		}}
}

func shortPowers(c *web.Ctx, m Mandate) string {
	var words []string
	for _, w := range m.May {
		words = append(words, c.T("people.power."+w))
	}
	return strings.Join(words, ", ")
}

// whenOf says from when until when a mandate holds, or held.
func whenOf(c *web.Ctx, m Mandate) string {
	last := m.Until
	if m.Ended.Valid {
		last = m.Ended
	}
	if !last.Valid {
		return c.T("people.mandate.open_ended", "from", i18n.DateYear(c.Voice, m.Starts))
	}
	return c.T("people.mandate.between", "from", i18n.DateYear(c.Voice, m.Starts),
		"until", i18n.DateYear(c.Voice, last.V))
}

func stateTag(c *web.Ctx, m Mandate, today clock.Date) g.Node {
	if m.ReviewDue(today) {
		return web.Tag(c, "people.mandate.is.due", "tag-few")
	}
	look := "tag-free"
	if !m.Open(today) {
		look = ""
	}
	return web.Tag(c, "people.mandate.is."+string(m.State(today)), look)
}

// letHelpPage asks who helps, on what ground, and what they may do.
func letHelpPage(c *web.Ctx, v help) web.Page {
	m := v.one
	return web.Page{Title: c.T("people.mandate.add"), Register: web.Staff, Crumbs: mandateCrumbs(c, v, true),
		Body: g.Group{
			web.H1(c.T("people.mandate.add_for", "name", v.person.FullName())),
			web.Block(c, "people.mandate.how"),
			web.Post(c, "/people/"+v.person.ID+"/mandates/add",
				web.Input(c, web.Field{Name: "name", Label: "people.mandate.name", Value: m.Supporter}),
				web.Input(c, web.Field{Name: "related", Label: "people.mandate.related",
					Hint: "people.mandate.related_hint", Value: m.Related}),
				web.Input(c, web.Field{Name: "email", Label: "people.mandate.email", Hint: "people.mandate.email_hint",
					Value: m.Email, Mode: "email",
					More: govuk.Attrs{{Name: "spellcheck", Value: "false"}}}),
				web.Radios(c, web.Field{Name: "basis", Label: "people.mandate.basis", Value: m.Basis},
					wordsOf(c, Bases, "people.ground.")...),
				web.PastDay(c, "said_on", "people.mandate.said_on", v.typed.said),
				web.Textarea(c, web.Field{Name: "said_how", Label: "people.mandate.said_how",
					Hint: "people.mandate.said_hint", Value: m.SaidHow}),
				web.Textarea(c, web.Field{Name: "paper", Label: "people.mandate.paper", Hint: "people.mandate.paper_hint",
					Value: m.Paper}),
				web.Checkboxes(c, web.Field{Name: "may", Label: "people.mandate.powers",
					Hint: "people.mandate.powers_hint"}, m.May,
					wordsOf(c, Powers, "people.grant.")...),
				web.Day(c, "starts", "people.mandate.starts", v.typed.starts),
				web.Day(c, "until", "people.mandate.until", v.typed.until),
				web.Day(c, "review_on", "people.mandate.review_on", v.typed.review),
				web.Button(c, "people.mandate.give")),
		}}
}

func wordsOf(c *web.Ctx, words []string, family string) []web.Option {
	var options []web.Option
	for _, w := range words {
		options = append(options, web.Option{Value: w, Text: c.T(family + w)})
	}
	return options
}

// mandatePage tells all of one mandate, lets it stand, or ends it.
func mandatePage(c *web.Ctx, v help) web.Page {
	m, at := v.one, "/people/"+v.person.ID+"/mandates/"+v.one.ID
	title := "people.mandate.title"
	if !m.Open(v.today) {
		title = "people.mandate.title_over"
	}
	open := m.Open(v.today) && !v.reads
	return web.Page{Title: c.T("people.mandate.one"), Register: web.Staff, Crumbs: mandateCrumbs(c, v, true),
		Body: g.Group{
			web.H1(c.T(title, "helper", m.Supporter, "name", v.person.FullName())),
			h.P(stateTag(c, m, v.today)),
			g.If(m.Unread && !v.reads, web.Inset(web.Block(c, "people.mandate.stopped", "name", v.person.Name()),
				web.Press(c, at+"/read", "people.mandate.read_press", govuk.Secondary))),
			web.Facts(c, mandateFacts(c, m)...),
			g.If(open, h.Section(web.H2(c.T("people.mandate.review_title")), web.Block(c, "people.mandate.review_how"),
				web.Post(c, at+"/review", web.Day(c, "review_on", "people.mandate.review_next", v.typed.review),
					web.Button(c, "people.mandate.review", govuk.Secondary)))),
			g.If(open, moveHelper(c, v, at)),
			g.If(open, h.Section(web.H2(c.T("people.mandate.end_title")), web.Block(c, "people.mandate.end_how"),
				web.Post(c, at+"/end",
					web.Textarea(c, web.Field{Name: "reason", Label: "people.mandate.end_why", Value: v.reason}),
					web.Button(c, "people.mandate.end", govuk.Warning)))),
		}}
}

// moveHelper asks for another address of the helper.
func moveHelper(c *web.Ctx, v help, at string) g.Node {
	return h.Section(web.H2(c.T("people.mandate.move_title")), web.Block(c, "people.mandate.move_how"),
		web.Post(c, at+"/address", web.Hidden("opened", v.one.HelperMarks()),
			web.Input(c, web.Field{Name: "email", Label: "people.mandate.move_to", Value: v.email, Mode: "email",
				More: govuk.Attrs{{Name: "spellcheck", Value: "false"}}}),
			web.Button(c, "people.mandate.move", govuk.Secondary)))
}

func mandateFacts(c *web.Ctx, m Mandate) []web.Fact {
	var facts []web.Fact
	add := func(is bool, key string, value g.Node) {
		if is {
			facts = append(facts, web.Fact{Key: key, Value: value})
		}
	}
	day := func(d clock.NullDate) g.Node { return g.Text(i18n.DateYear(c.Voice, d.V)) }
	add(true, "people.mandate.email", web.Own(m.Email))
	add(m.Related != "", "people.mandate.related", web.Own(m.Related))
	add(true, "people.mandate.ground", g.Text(c.T("people.ground."+m.Basis)))
	add(m.SaidOn.Valid, "people.mandate.said_on", day(m.SaidOn))
	add(m.SaidHow != "", "people.mandate.said_how", web.Own(m.SaidHow))
	add(m.Paper != "", "people.mandate.paper", web.Own(m.Paper))
	add(true, "people.mandate.may", powers(c, m, "people.may."))
	add(true, "people.mandate.when", g.Text(whenOf(c, m)))
	add(m.ReviewOn.Valid && !m.Ended.Valid, "people.mandate.review_on", day(m.ReviewOn))
	add(m.GivenBy != "", "people.mandate.given_by", web.Own(m.GivenBy))
	add(m.Ended.Valid, "people.mandate.ended_by", web.Own(m.EndedBy))
	add(m.EndReason != "", "people.mandate.end_why", web.Own(m.EndReason))
	return facts
}

// helpersPage tells people who helps them, and how to make it stop.
func helpersPage(c *web.Ctx, v help) web.Page {
	var cards []g.Node
	for _, m := range v.list {
		if m.Open(v.today) {
			cards = append(cards, helperCard(c, v, m))
		}
	}
	title := web.Whose(c, "people.helpers.title", "people.helpers.title_of")
	return web.Page{Title: title, Back: "/me/profile", Body: g.Group{
		web.H1(title),
		web.WhoseBlock(c, "people.helpers.how", "people.helpers.how_of"),
		g.If(len(cards) == 0, web.WhoseBlock(c, "people.helpers.none", "people.helpers.none_of")),
		g.Group(cards),
		web.WhoseBlock(c, "people.helpers.more", "people.helpers.more_of", "phone", c.Site.Phone),
	}}
}

func helperCard(c *web.Ctx, v help, m Mandate) g.Node {
	return h.Section(h.Class("card"), h.H2(h.Class("govuk-heading-l"), web.Own(m.Supporter)),
		helpsAs(c, m),
		ownPowers(c, m),
		g.If(m.State(v.today) == Later,
			h.P(g.Text(c.T("people.helpers.from", "day", i18n.DateYear(c.Voice, m.Starts))))),
		g.If(m.Until.Valid, h.P(g.Text(c.T("people.helpers.until", "day", i18n.DateYear(c.Voice, m.Until.V))))),
		g.If(v.own, web.ButtonLinkWith("/me/helpers/"+m.ID, govuk.Secondary,
			g.Text(c.T("people.helpers.stop")), web.Heard(web.Own(m.Supporter)))))
}

// helpsAs says who helpers are to a person and why they may help. Of a mother or
// father both are one: the person's own word says it.
func helpsAs(c *web.Ctx, m Mandate) g.Node {
	word := web.Own(m.Related)
	if web.Helps(c) { // it is the person's, such as "my sister"
		word = g.Group{g.Text(c.T("people.helpers.says_of", "name", c.Who.For) + " "),
			web.Own("“" + m.Related + "”")}
	}
	if m.Basis == "parent" && m.Related != "" {
		return web.EasyBlock(c, "people", word)
	}
	return g.Group{g.If(m.Related != "", h.P(word)),
		web.EasyBlock(c, "people",
			g.Text(web.Whose(c, "people.own_basis."+m.Basis, "people.own_basis_of."+m.Basis)))}
}

// stopPage asks once more, or says whom to tell where only a worker, or only the
// person, can stop it.
func stopPage(c *web.Ctx, v help) web.Page {
	m := v.one
	stop := v.own && m.Open(v.today) && !m.RestsOnPaper()
	title := web.Whose(c, "people.helpers.stop_title", "people.helpers.one_of", "helper", m.Supporter)
	ask := title
	if stop {
		ask = c.T("people.helpers.stop_name", "name", m.Supporter)
	}
	return web.Page{Title: title, Back: "/me/helpers", Body: g.Group{
		web.H1(ask),
		g.If(!m.Open(v.today), web.Block(c, "people.helpers.over")),
		g.If(m.Open(v.today) && !stop, web.WhoseBlock(c, "people.helpers.ask", "people.helpers.ask_of",
			"helper", m.Supporter, "phone", c.Site.Phone)),
		g.If(stop, g.Group{web.Block(c, "people.helpers.stop_how", "name", m.Supporter),
			web.PressFor(c, "/me/helpers/"+m.ID+"/stop", "people.helpers.stop_yes", m.Supporter, govuk.Warning),
			web.ButtonLink(c, "/me/helpers", "people.helpers.stop_no", govuk.Secondary)}),
	}}
}

// helpedPage lets supporters choose whose pages they see.
func helpedPage(c *web.Ctx, list []Person, now string) web.Page {
	var cards []g.Node
	for _, p := range list {
		press := web.PressFor(c, "/help-person", "people.helped.press", p.Name(), "", web.Hidden("person", p.ID))
		if p.ID == now {
			press = web.ButtonLinkWith("/me/week", govuk.Secondary, g.Text(c.T("people.helped.week")),
				web.Heard(web.Own(p.Name())))
		}
		cards = append(cards, h.Section(h.Class("card"), h.H2(h.Class("govuk-heading-l"), web.Own(p.Name())),
			press))
	}
	return web.Page{Title: c.T("people.helped.title"), Body: g.Group{
		web.H1(c.T("people.helped.title")),
		g.If(len(cards) == 0, web.Block(c, "people.helped.none")),
		g.If(len(cards) > 0, web.Block(c, "people.helped.how")),
		g.Group(cards),
	}}
}
