package funds

import (
	"fmt"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/area/people"
	"ourdays/internal/engine/charging"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/web"
)

func financePage(c *web.Ctx, list []people.Listed, newest map[string]Assessment) web.Page {
	var rows []g.Node
	for _, p := range list {
		state := "funds.state.none"
		if a, ok := newest[p.ID]; ok {
			state = "funds.state." + a.Status
		}
		rows = append(rows, h.Tr(
			h.Td(h.A(h.Class("govuk-link"), h.Href("/people/"+p.ID+"/assessment"), web.Own(p.FamilyName+", "+p.GivenName))),
			h.Td(web.Own(p.Town)), h.Td(g.Text(c.T(state)))))
	}
	return web.Page{Title: c.T("funds.finance.title"), Register: web.Staff, Body: g.Group{
		web.H1(c.T("funds.finance.title")),
		h.Form(h.Method("get"), h.Action("/finance"), h.Role("search"), h.Class("search-box"),
			h.Label(h.Class("search-box__label"), h.For("q"), g.Text(c.T("funds.finance.find"))),
			h.Div(h.Class("search-box__row"),
				h.Input(h.Class("govuk-input"), h.ID("q"), h.Name("q"), h.Value(c.Query("q")), h.AutoComplete("off")),
				h.Button(h.Type("submit"), h.Class("search-box__button"), g.Text(c.T("funds.finance.press"))))),
		g.If(len(rows) == 0, web.Block(c, "funds.finance.none")),
		g.If(len(rows) > 0, h.Div(h.Class("table-scroll"), h.Table(
			h.Caption(g.Text(c.T("funds.finance.people"))),
			h.THead(h.Tr(head(c, "funds.head.person"), head(c, "funds.head.town"), head(c, "funds.head.state"))),
			h.TBody(g.Group(rows))))),
	}}
}

func head(c *web.Ctx, key string) g.Node { return h.Th(g.Attr("scope", "col"), g.Text(c.T(key))) }

// assessmentPage has the form left and what it comes to right.
func assessmentPage(c *web.Ctx, v view) web.Page {
	return web.Page{Title: c.T("funds.assessment.title"), Register: web.Staff,
		Crumbs: []web.Link{{Path: "/finance", Text: c.T("funds.finance.title")}},
		Body: g.Group{
			h.H1(h.Class("govuk-heading-xl"), g.Text(c.T("funds.assessment.title")+" "), web.Own(v.person.FullName())),
			h.Div(h.Class("facts"),
				h.Div(h.Class("facts__main"), assessmentForm(c, v)),
				h.Aside(h.Class("facts__side"), comesTo(c, v.result), history(c, v)),
			),
		}}
}

func assessmentForm(c *web.Ctx, v view) g.Node {
	f := v.form
	return h.Form(h.Method("post"), h.Action("/people/"+v.person.ID+"/assessment"), g.Attr("novalidate"),
		g.Attr("data-live", "sum"), c.FormKey(),
		field(c, "date", "funds.form.date", f.Date, "govuk-input--width-10"),
		selector(c, "household", "funds.form.household", "funds.household.", []string{"single", "lone_parent", "couple"}, f.Household),
		h.Div(h.Class("filters__access"), tick(c, "pension_age", "funds.form.pension_age", "yes", f.PensionAge),
			tick(c, "partner_pension_age", "funds.form.partner_pension_age", "yes", f.PartnerPensionAge),
			premiums(c, f)),
		field(c, "children", "funds.form.children", f.Children, "govuk-input--width-5"),
		field(c, "capital_own", "funds.form.own", f.Own, "govuk-input--width-10"),
		field(c, "capital_joint", "funds.form.joint", f.Joint, "govuk-input--width-10"),
		amounts(c, "income", "funds.form.income", incomeKinds, padded(f.Income, incomeRows)),
		amounts(c, "housing", "funds.form.housing", housingKinds, padded(f.Housing, housingRows)),
		amounts(c, "dre", "funds.form.dre", dreKinds, padded(f.DRE, dreRows)),
		selector(c, "night_care", "funds.form.night_care", "funds.night.", []string{"", "yes", "no"}, f.NightCare),
		selector(c, "disclosed", "funds.form.disclosed", "funds.disclosed.", []string{"yes", "no"}, map[bool]string{true: "yes", false: "no"}[f.Disclosed]),
		selector(c, "light_touch_ground", "funds.form.light_touch", "funds.ground.",
			[]string{"", string(charging.AboveLimit), string(charging.SmallCharge), string(charging.BenefitsOnly)}, f.Ground),
		tick(c, "light_touch_consent", "funds.form.consent", "yes", f.Consent),
		h.Button(h.Type("submit"), h.Name("do"), h.Value("work_out"), h.Class("govuk-button govuk-button--secondary"), g.Text(c.T("funds.form.work_out"))),
		h.Button(h.Type("submit"), h.Name("do"), h.Value("keep"), h.Class("govuk-button"), g.Text(c.T("funds.form.keep"))))
}

func field(c *web.Ctx, name, key, value, width string) g.Node {
	return h.Div(h.Class("govuk-form-group"),
		h.Label(h.Class("govuk-label"), h.For(name), g.Text(c.T(key))),
		h.Input(h.Class("govuk-input "+width), h.ID(name), h.Name(name), h.Value(value), h.AutoComplete("off")))
}

func selector(c *web.Ctx, name, key, family string, words []string, chosen string) g.Node {
	return h.Div(h.Class("govuk-form-group"),
		h.Label(h.Class("govuk-label"), h.For(name), g.Text(c.T(key))),
		h.Select(h.Class("govuk-select"), h.ID(name), h.Name(name), options(c, family, words, chosen)))
}

func options(c *web.Ctx, family string, words []string, chosen string) g.Node {
	var all []g.Node
	listed := false
	for _, w := range words {
		key := family + w
		if w == "" {
			key = family + "unsaid"
		}
		listed = listed || w == chosen
		all = append(all, h.Option(h.Value(w), g.If(w == chosen, h.Selected()), g.Text(c.T(key))))
	}
	if !listed && chosen != "" {
		all = append(all, h.Option(h.Value(chosen), h.Selected(), g.Attr("translate", "no"), g.Text(chosen)))
	}
	return g.Group(all)
}

func tick(c *web.Ctx, name, key, value string, on bool) g.Node {
	id := name + "_" + value
	return h.Div(h.Class("govuk-checkboxes__item"),
		h.Input(h.Class("govuk-checkboxes__input"), h.Type("checkbox"), h.ID(id), h.Name(name), h.Value(value), g.If(on, h.Checked())),
		h.Label(h.Class("govuk-label govuk-checkboxes__label"), h.For(id), g.Text(c.T(key))))
}

func premiums(c *web.Ctx, f form) g.Node {
	var ticks []g.Node
	for _, w := range []string{string(charging.Disability), string(charging.EnhancedDisability), string(charging.Carer)} {
		on := false
		for _, have := range f.Premiums {
			on = on || have == w
		}
		ticks = append(ticks, tick(c, "premiums", "funds.premium."+w, w, on))
	}
	return h.FieldSet(h.Class("govuk-fieldset"), h.Legend(h.Class("govuk-fieldset__legend"), g.Text(c.T("funds.form.premiums"))), g.Group(ticks))
}

// amounts is a table of kind, amount and period, with a row to spare.
func amounts(c *web.Ctx, name, key string, kinds []string, rows []row) g.Node {
	var body []g.Node
	for i, r := range rows {
		at := fmt.Sprintf("%s_%d_", name, i)
		n := c.T("funds.form.row", "n", i+1)
		body = append(body, h.Tr(
			h.Td(h.Select(h.Class("govuk-select"), h.ID(at+"kind"), h.Name(at+"kind"), h.Aria("label", c.T("funds.head.kind")+" "+n),
				options(c, "funds.kind.", append([]string{""}, kinds...), r.Kind))),
			h.Td(h.Input(h.Class("govuk-input govuk-input--width-10"), h.ID(at+"amount"), h.Name(at+"amount"), h.Value(r.Amount),
				h.Aria("label", c.T("funds.head.amount")+" "+n), g.Attr("inputmode", "decimal"), h.AutoComplete("off"))),
			h.Td(h.Select(h.Class("govuk-select"), h.ID(at+"every"), h.Name(at+"every"), h.Aria("label", c.T("funds.head.every")+" "+n),
				options(c, "funds.every.", periods, r.Every)))))
	}
	return h.Div(h.Class("table-scroll"), h.Table(h.Caption(g.Text(c.T(key))),
		h.THead(h.Tr(head(c, "funds.head.kind"), head(c, "funds.head.amount"), head(c, "funds.head.every"))),
		h.TBody(g.Group(body))))
}

// comesTo shows the lines of what stands in the form.
func comesTo(c *web.Ctx, r *charging.Result) g.Node {
	if r == nil {
		return h.Section(h.Class("card"), h.ID("sum"), web.H2(c.T("funds.sum.title")), web.Block(c, "funds.sum.not_yet"))
	}
	var rows []g.Node
	for _, l := range r.Lines {
		if l.Step == charging.StepCost {
			continue // no week is part of this; what it costs is known only then
		}
		rows = append(rows, h.Tr(h.Td(web.Own(l.Label)), h.Td(h.Class("num"), g.Text(i18n.Money(c.Voice, l.Amount)))))
	}
	answer := g.Text(c.T("funds.sum.full"))
	if r.Means != nil {
		answer = g.Text(i18n.Money(c.Voice, r.Means.Maximum))
	}
	return h.Section(h.Class("card"), h.ID("sum"), h.Aria("live", "polite"), web.H2(c.T("funds.sum.title")),
		h.P(h.Class("activity-card__price"), answer),
		h.Div(h.Class("table-scroll"), h.Table(h.Caption(g.Text(c.T("funds.sum.lines"))), h.TBody(g.Group(rows)))),
		notes(c, *r))
}

func notes(c *web.Ctx, r charging.Result) g.Node {
	var items []g.Node
	for _, w := range r.Warnings {
		items = append(items, h.Li(web.Own(w)))
	}
	if len(items) == 0 {
		return nil
	}
	return h.Div(h.Class("govuk-inset-text"), h.H3(g.Text(c.T("funds.sum.notes"))), h.Ul(h.Class("govuk-list"), g.Group(items)))
}

func history(c *web.Ctx, v view) g.Node {
	var items []g.Node
	for _, a := range v.all {
		items = append(items, h.Li(h.A(h.Class("govuk-link"), h.Href("/people/"+v.person.ID+"/assessment/"+a.ID),
			g.Text(i18n.DateYear(c.Voice, a.Starts)+", "+c.T("funds.state."+a.Status)))))
	}
	if len(items) == 0 {
		return nil
	}
	return h.Section(h.Class("card"), web.H2(c.T("funds.history.title")), h.Ul(h.Class("govuk-list"), g.Group(items)))
}

// letterPage is the letter on screen and on paper, in the reader's voice, with
// the button that makes a draft count.
func letterPage(c *web.Ctx, p people.Person, a Assessment, r charging.Result) web.Page {
	var press g.Node
	if a.Status == Draft {
		press = h.Form(h.Method("post"), h.Action("/people/"+p.ID+"/assessment/"+a.ID+"/check"), c.FormKey(),
			h.Button(h.Type("submit"), h.Class("govuk-button"), g.Text(c.T("funds.letter.check"))))
	}
	return web.Page{Title: c.T("funds.letter.title"), Register: web.Citizen, Back: "/people/" + p.ID + "/assessment",
		Body: h.Article(h.Class("letter"),
			h.H1(h.Class("govuk-heading-xl"), g.Text(c.T("funds.letter.title"))),
			h.P(web.Own(p.FullName())),
			h.P(h.Span(h.Class("govuk-tag"), g.Text(c.T("funds.state."+a.Status)))),
			press,
			letterBody(c, r))}
}

// letterBody says the letter in the reader's voice, part by part; in Easy Read
// each part has its picture.
func letterBody(c *web.Ctx, r charging.Result) g.Node {
	voice := charging.Standard
	if web.Easy(c) {
		voice = charging.Easy
	}
	var parts []g.Node
	for _, s := range charging.Write(r, voice).Sections {
		parts = append(parts, h.Section(h.H2(h.Class("govuk-heading-l"), web.Own(s.Heading)), said(c, s), sums(s)))
	}
	return g.Group(parts)
}

// pictures stand beside the parts of a letter in Easy Read, by its heading.
var pictures = map[string]string{"You pay": "pound", "Money you get": "money", "Money we do not count": "cross",
	"Money you keep": "meal", "How we got the price": "pencil", "Your care": "heart", "If you think it is wrong": "question"}

func said(c *web.Ctx, s charging.Section) g.Node {
	var lines []g.Node
	for _, p := range s.Paragraphs {
		lines = append(lines, h.P(web.Own(p)))
	}
	if !web.Easy(c) {
		return g.Group(lines)
	}
	return h.Div(h.Class("easy"), web.Picture(c, pictures[s.Heading], 96), h.Div(h.Class("easy__words"), g.Group(lines)))
}

// sums are the amounts of a part in columns.
func sums(s charging.Section) g.Node {
	if len(s.Rows) == 0 {
		return nil
	}
	var rows []g.Node
	for _, r := range s.Rows {
		cell := h.Td
		if r.Total {
			cell = h.Th
		}
		rows = append(rows, h.Tr(cell(web.Own(r.Label)), cell(h.Class("num"), web.Own(r.Amount))))
	}
	return h.Div(h.Class("table-scroll"), h.Table(h.TBody(g.Group(rows))))
}

func moneyPage(c *web.Ctx, r charging.Result) web.Page {
	most := c.T("funds.money.full")
	if r.Means != nil {
		most = c.T("funds.money.most", "amount", r.Means.Maximum.Format())
	}
	return web.Page{Title: c.T("funds.money.title"), Body: g.Group{
		web.H1(c.T("funds.money.title")),
		web.EasyBlock(c, "pound", g.Text(most)),
		web.Block(c, "funds.money.never_more"),
		web.H2(c.T("funds.money.how")),
		letterBody(c, r),
	}}
}

func noMoneyPage(c *web.Ctx) web.Page {
	return web.Page{Title: c.T("funds.money.title"), Body: g.Group{
		web.H1(c.T("funds.money.title")),
		web.Block(c, "funds.money.none"),
		web.Block(c, "funds.money.ask", "phone", c.Site.Phone),
	}}
}
