package people

import (
	"strconv"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/web"
)

func listPage(c *web.Ctx, list []Listed) web.Page {
	var rows []g.Node
	for _, p := range list {
		rows = append(rows, h.Tr(
			h.Td(h.A(h.Class("govuk-link"), h.Href("/people/"+p.ID), web.Own(p.FamilyName+", "+p.GivenName))),
			h.Td(web.Own(p.Town))))
	}
	return web.Page{Title: c.T("people.list.title"), Register: web.Staff, Body: g.Group{
		web.H1(c.T("people.list.title")),
		h.Form(h.Method("get"), h.Action("/people"), h.Role("search"), h.Class("search-box"),
			h.Label(h.Class("search-box__label"), h.For("q"), g.Text(c.T("people.list.find"))),
			h.Div(h.Class("search-box__row"),
				h.Input(h.Class("govuk-input"), h.ID("q"), h.Name("q"), h.Value(c.Query("q")), h.AutoComplete("off")),
				h.Button(h.Type("submit"), h.Class("search-box__button"), g.Text(c.T("people.list.press"))))),
		h.P(h.A(h.Class("govuk-link"), h.Href("/people/add"), g.Text(c.T("people.list.add")))),
		g.If(len(rows) == 0, web.Block(c, "people.list.none")),
		g.If(len(rows) > 0, h.Div(h.Class("table-scroll"), h.Table(
			h.Caption(g.Text(c.T("people.list.yours"))),
			h.THead(h.Tr(h.Th(g.Attr("scope", "col"), g.Text(c.T("people.head.person"))), h.Th(g.Attr("scope", "col"), g.Text(c.T("people.head.town"))))),
			h.TBody(g.Group(rows))))),
	}}
}

// recordPage shows a person to those who work with them: their own words
// first, then the facts that decide what fits.
func recordPage(c *web.Ctx, r record) web.Page {
	p := r.person
	return web.Page{Title: c.T("people.record.title"), Register: web.Staff,
		Crumbs: []web.Link{{Path: "/people", Text: c.T("people.list.title")}},
		Body: g.Group{
			h.H1(h.Class("govuk-heading-xl"), web.Own(p.FullName())),
			h.Div(h.Class("facts"),
				h.Div(h.Class("facts__main"), inTheirWords(c, p),
					g.If(r.mayEdit, h.A(h.Class("govuk-button govuk-button--secondary"), h.Href("/people/"+p.ID+"/profile"), g.Text(c.T("people.record.change")))),
					g.If(r.mayEdit, h.A(h.Class("govuk-button"), h.Href("/people/"+p.ID+"/plan"), g.Text(c.T("people.record.plan")))),
					helpers(c, r)),
				h.Aside(h.Class("facts__side"), facts(c, r)))}}
}

func inTheirWords(c *web.Ctx, p Person) g.Node {
	said := func(key, text string) g.Node {
		if text == "" {
			return nil
		}
		return h.Section(web.H2(c.T(key)), h.P(h.Class("own-text"), web.Own(text)))
	}
	if p.GoodAt+p.Likes+p.Wants+p.HowToTalk == "" {
		return web.Block(c, "people.record.no_words")
	}
	return g.Group{said("people.field.good_at", p.GoodAt), said("people.field.likes", p.Likes),
		said("people.field.wants", p.Wants), said("people.field.how_to_talk", p.HowToTalk)}
}

func facts(c *web.Ctx, r record) g.Node {
	p := r.person
	row := func(key string, value g.Node) g.Node {
		return h.Div(h.Class("govuk-summary-list__row"), h.Dt(h.Class("govuk-summary-list__key"), g.Text(c.T(key))), h.Dd(value))
	}
	var needs []g.Node
	for _, w := range p.Needs.Words() {
		needs = append(needs, h.Li(g.Text(c.T("people.need."+w))))
	}
	if len(needs) == 0 {
		needs = []g.Node{h.Li(g.Text(c.T("people.need.none")))}
	}
	format := "people.format.standard"
	if p.EasyRead {
		format = "people.format.easy"
	}
	return h.Section(h.Class("card"), web.H2(c.T("people.record.facts")), h.Dl(h.Class("govuk-summary-list"),
		row("people.field.known_as", web.Own(p.Name())),
		row("people.field.age", g.Text(c.T("people.record.age", "n", r.age))),
		row("people.field.town", web.Own(p.Town)),
		row("people.field.ratio", g.Text(c.T("people.ratio."+strconv.Itoa(p.Ratio)))),
		row("people.field.format", g.Text(c.T(format))),
		row("people.field.needs", h.Ul(h.Class("govuk-list"), g.Group(needs)))))
}

func helpers(c *web.Ctx, r record) g.Node {
	var items []g.Node
	for _, m := range r.mandates {
		var may []g.Node
		for _, w := range m.May {
			may = append(may, h.Li(g.Text(c.T("people.may."+w))))
		}
		items = append(items, h.Li(h.Class("card"), h.P(h.Strong(web.Own(m.Supporter)), g.Text(", "+c.T("people.basis."+m.Basis))),
			h.Ul(h.Class("govuk-list"), g.Group(may)),
			g.If(r.mayEdit, h.Form(h.Method("post"), h.Action("/people/"+r.person.ID+"/mandates/"+m.ID+"/end"), c.FormKey(),
				h.Button(h.Type("submit"), h.Class("govuk-button govuk-button--secondary"), g.Text(c.T("people.mandate.end")),
					h.Span(h.Class("govuk-visually-hidden"), g.Text(" "), web.Own(m.Supporter)))))))
	}
	return h.Section(web.H2(c.T("people.record.helpers")),
		g.If(len(items) == 0, web.Block(c, "people.record.no_helpers")), h.Ul(h.Class("cards"), g.Group(items)))
}

// profilePage is the form of a record. Born is what was typed, to be kept.
func profilePage(c *web.Ctx, p Person, born string) web.Page {
	action, title := "/people/"+p.ID+"/profile", "people.profile.title"
	if p.ID == "" {
		action, title = "/people/add", "people.profile.add"
	}
	return web.Page{Title: c.T(title), Register: web.Staff, Crumbs: []web.Link{{Path: "/people", Text: c.T("people.list.title")}},
		Body: g.Group{
			web.H1(c.T(title)),
			h.Form(h.Method("post"), h.Action(action), g.Attr("novalidate"), c.FormKey(),
				field(c, "given_name", p.GivenName), field(c, "family_name", p.FamilyName), field(c, "known_as", p.KnownAs),
				field(c, "born", born), field(c, "town", p.Town), field(c, "ward", p.Ward), field(c, "postcode", p.Postcode),
				choice(c, "support_reason", "people.reason.", append([]string{""}, Reasons...), p.SupportReason),
				choice(c, "ratio", "people.ratio.", ratioWords(), strconv.Itoa(p.Ratio)),
				needTicks(c, p),
				tick(c, "easy_read", "yes", "people.field.easy_read", p.EasyRead),
				area(c, "good_at", p.GoodAt), area(c, "likes", p.Likes), area(c, "wants", p.Wants), area(c, "how_to_talk", p.HowToTalk),
				h.Button(h.Type("submit"), h.Class("govuk-button"), g.Text(c.T("people.profile.keep")))),
		}}
}

func ratioWords() []string {
	var words []string
	for _, r := range Ratios {
		words = append(words, strconv.Itoa(r))
	}
	return words
}

func field(c *web.Ctx, name, value string) g.Node {
	return h.Div(h.Class("govuk-form-group"), h.Label(h.Class("govuk-label"), h.For(name), g.Text(c.T("people.field."+name))),
		h.Input(h.Class("govuk-input"), h.ID(name), h.Name(name), h.Value(value), h.AutoComplete("off")))
}

func area(c *web.Ctx, name, value string) g.Node {
	return h.Div(h.Class("govuk-form-group"), h.Label(h.Class("govuk-label"), h.For(name), g.Text(c.T("people.field."+name))),
		h.Textarea(h.Class("govuk-textarea"), h.ID(name), h.Name(name), h.Rows("3"), g.Text(value)))
}

func choice(c *web.Ctx, name, family string, words []string, chosen string) g.Node {
	var options []g.Node
	for _, w := range words {
		key := family + w
		if w == "" {
			key = family + "unsaid"
		}
		options = append(options, h.Option(h.Value(w), g.If(w == chosen, h.Selected()), g.Text(c.T(key))))
	}
	return h.Div(h.Class("govuk-form-group"), h.Label(h.Class("govuk-label"), h.For(name), g.Text(c.T("people.field."+name))),
		h.Select(h.Class("govuk-select"), h.ID(name), h.Name(name), g.Group(options)))
}

func tick(c *web.Ctx, name, value, key string, on bool) g.Node {
	id := name + "_" + value
	return h.Div(h.Class("govuk-checkboxes__item"),
		h.Input(h.Class("govuk-checkboxes__input"), h.Type("checkbox"), h.ID(id), h.Name(name), h.Value(value), g.If(on, h.Checked())),
		h.Label(h.Class("govuk-label govuk-checkboxes__label"), h.For(id), g.Text(c.T(key))))
}

func needTicks(c *web.Ctx, p Person) g.Node {
	var ticks []g.Node
	for _, n := range AllNeeds() {
		ticks = append(ticks, tick(c, "needs", n.Word, "people.need."+n.Word, p.Needs&n.Bit != 0))
	}
	return h.FieldSet(h.Class("govuk-fieldset"), h.Legend(h.Class("govuk-fieldset__legend"), g.Text(c.T("people.field.needs"))), g.Group(ticks))
}

// ownPage shows people what is kept about them, in their own words.
func ownPage(c *web.Ctx, r record) web.Page {
	p := r.person
	block := func(key, picture, text string) g.Node {
		if text == "" {
			return nil
		}
		return h.Section(web.H2(i18n.T(c.Voice, key)), web.EasyBlock(c, picture, web.Own(text)))
	}
	return web.Page{Title: c.T("people.own.title"), Body: g.Group{
		web.H1(c.T("people.own.title")),
		web.Block(c, "people.own.how"),
		block("people.own.good_at", "star", p.GoodAt), block("people.own.likes", "heart", p.Likes),
		block("people.own.wants", "thumbs-up", p.Wants), block("people.own.how_to_talk", "speech", p.HowToTalk),
		h.P(h.A(h.Class("govuk-link"), h.Href("/me/outcomes"), g.Text(c.T("people.own.outcomes")))),
		h.P(h.A(h.Class("govuk-link"), h.Href("/me/who-looked"), g.Text(c.T("people.own.looked")))),
	}}
}
