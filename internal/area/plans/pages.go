package plans

import (
	"slices"
	"strconv"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/platform/web"
)

// planPage has the outcomes and the tier left, and what decides the tier right.
func planPage(c *web.Ctx, v view) web.Page {
	return web.Page{Title: c.T("plans.page.title"), Register: web.Staff,
		Crumbs: []web.Link{{Path: "/people", Text: c.T("plans.page.people")}, {Path: "/people/" + v.person.ID, Text: c.T("plans.page.record")}},
		Body: g.Group{
			h.H1(h.Class("govuk-heading-xl"), g.Text(c.T("plans.page.title")+" "), web.Own(v.person.FullName())),
			h.Div(h.Class("facts"),
				h.Div(h.Class("facts__main"), outcomeCards(c, v), outcomeForm(c, v), decisionForm(c, v)),
				h.Aside(h.Class("facts__side"), recommendation(c, v), ready(c, v), clockCard(c, v.plan, v.today), reviewCard(c, v)))}}
}

func outcomeCards(c *web.Ctx, v view) g.Node {
	var items []g.Node
	for _, o := range v.outcomes {
		var codes []g.Node
		for _, code := range o.CareAct {
			codes = append(codes, h.Li(g.Text(c.T("plans.care_act."+code))))
		}
		var levels []g.Node
		for i, words := range o.Scale {
			levels = append(levels, h.Tr(h.Th(g.Attr("scope", "row"), g.Text(c.T("plans.level."+strconv.Itoa(i)))), h.Td(web.Own(words)),
				h.Td(g.If(i-2 == o.Baseline, g.Text(c.T(startKey(v)))))))
		}
		items = append(items, h.Li(h.Class("card"),
			h.P(h.Strong(web.Own(o.Words))), h.Ul(h.Class("govuk-list"), g.Group(codes)),
			h.Div(h.Class("table-scroll"), h.Table(h.Caption(g.Text(c.T("plans.outcome.scale"))), h.TBody(g.Group(levels)))),
			g.If(v.plan.Tier == 0, h.Form(h.Method("post"), h.Action("/people/"+v.person.ID+"/plan/outcomes/"+o.ID+"/remove"), c.FormKey(),
				h.Button(h.Type("submit"), h.Class("govuk-button govuk-button--secondary"), g.Text(c.T("plans.outcome.remove")))))))
	}
	return h.Section(web.H2(c.T("plans.outcome.title")), g.If(len(items) == 0, web.Block(c, "plans.outcome.none")),
		h.Ul(h.Class("cards"), g.Group(items)))
}

// startKey says what the baseline is: now, until a review says where they are.
func startKey(v view) string {
	if len(v.reviews) > 0 {
		return "plans.review.at_start"
	}
	return "plans.outcome.now"
}

func outcomeForm(c *web.Ctx, v view) g.Node {
	o := v.outcome
	var codes, levels []g.Node
	for _, code := range CareAct {
		id := "care_act_" + code
		if code == CareAct[0] {
			id = "care_act" // where the error summary leads
		}
		codes = append(codes, h.Div(h.Class("govuk-checkboxes__item"),
			h.Input(h.Class("govuk-checkboxes__input"), h.Type("checkbox"), h.ID(id), h.Name("care_act"), h.Value(code), g.If(slices.Contains(o.CareAct, code), h.Checked())),
			h.Label(h.Class("govuk-label govuk-checkboxes__label"), h.For(id), g.Text(c.T("plans.care_act."+code)))))
	}
	for i := range 5 {
		value := ""
		if i < len(o.Scale) {
			value = o.Scale[i]
		}
		levels = append(levels, text(c, "scale_"+strconv.Itoa(i), "plans.level."+strconv.Itoa(i), value))
	}
	return h.Section(web.H2(c.T("plans.outcome.add")),
		h.Form(h.Method("post"), h.Action("/people/"+v.person.ID+"/plan/outcomes"), g.Attr("novalidate"), c.FormKey(),
			h.Div(h.Class("govuk-form-group"), h.Label(h.Class("govuk-label"), h.For("words"), g.Text(c.T("plans.outcome.words"))),
				h.Textarea(h.Class("govuk-textarea"), h.ID("words"), h.Name("words"), h.Rows("2"), g.Text(o.Words))),
			h.FieldSet(h.Class("govuk-fieldset"), h.Legend(h.Class("govuk-fieldset__legend"), g.Text(c.T("plans.outcome.care_act"))), g.Group(codes)),
			h.FieldSet(h.Class("govuk-fieldset"), h.Legend(h.Class("govuk-fieldset__legend"), g.Text(c.T("plans.outcome.scale"))), g.Group(levels)),
			choice(c, "baseline", "plans.outcome.baseline", "plans.level.", []string{"-2", "-1", "0", "1", "2"}, strconv.Itoa(o.Baseline), 2),
			choice(c, "importance", "plans.outcome.importance", "plans.importance.", []string{"1", "2", "3"}, strconv.Itoa(o.Importance), 0),
			choice(c, "difficulty", "plans.outcome.difficulty", "plans.difficulty.", []string{"1", "2", "3"}, strconv.Itoa(o.Difficulty), 0),
			h.Button(h.Type("submit"), h.Class("govuk-button"), g.Text(c.T("plans.outcome.press")))))
}

func text(c *web.Ctx, name, key, value string) g.Node {
	return h.Div(h.Class("govuk-form-group"), h.Label(h.Class("govuk-label"), h.For(name), g.Text(c.T(key))),
		h.Input(h.Class("govuk-input"), h.ID(name), h.Name(name), h.Value(value), h.AutoComplete("off")))
}

// choice lists numbers; shift turns one into the place of its text.
func choice(c *web.Ctx, name, key, family string, values []string, chosen string, shift int) g.Node {
	var options []g.Node
	for _, v := range values {
		n, err := strconv.Atoi(v)
		if err != nil {
			continue // the values are this file's own
		}
		options = append(options, h.Option(h.Value(v), g.If(v == chosen, h.Selected()), g.Text(c.T(family+strconv.Itoa(n+shift)))))
	}
	return h.Div(h.Class("govuk-form-group"), h.Label(h.Class("govuk-label"), h.For(name), g.Text(c.T(key))),
		h.Select(h.Class("govuk-select"), h.ID(name), h.Name(name), g.Group(options)))
}

func decisionForm(c *web.Ctx, v view) g.Node {
	f := v.tier
	if len(v.reviews) > 0 {
		return h.Section(web.H2(c.T("plans.tier.title")), web.Block(c, "plans.tier.at_review"))
	}
	return h.Section(web.H2(c.T("plans.tier.title")),
		h.Form(h.Method("post"), h.Action("/people/"+v.person.ID+"/plan/tier"), g.Attr("novalidate"), c.FormKey(),
			choice(c, "tier", "plans.tier.choose", "plans.tier_name.", []string{"1", "2", "3"}, f.Tier, 0),
			text(c, "reason", "plans.tier.reason", f.Reason),
			text(c, "weekly", "plans.tier.weekly", f.Weekly),
			text(c, "min_units", "plans.tier.min", f.Min),
			text(c, "max_units", "plans.tier.max", f.Max),
			text(c, "start_by", "plans.tier.start_by", f.StartBy),
			text(c, "weeks", "plans.tier.weeks", f.Weeks),
			h.Button(h.Type("submit"), h.Class("govuk-button"), g.Text(c.T("plans.tier.press")))))
}

// recommendation shows the rules that spoke, with the values they looked at.
func recommendation(c *web.Ctx, v view) g.Node {
	var because []g.Node
	for _, b := range v.because {
		because = append(because, h.Li(g.Text(c.T("plans.because."+b.Rule, "n", b.Value))))
	}
	return h.Section(h.Class("card"), web.H2(c.T("plans.recommend.title")),
		h.P(h.Strong(g.Text(c.T("plans.tier_name."+strconv.Itoa(v.recommended))))),
		h.Ul(h.Class("govuk-list"), g.Group(because)), web.Block(c, "plans.recommend.decide"))
}

// ready leads on to brokerage once there is an outcome and a tier.
func ready(c *web.Ctx, v view) g.Node {
	if len(v.outcomes) == 0 || v.plan.Tier == 0 || v.plan.EndedOn.Valid {
		return h.Section(h.Class("card"), web.Block(c, "plans.ready.not_yet"))
	}
	return h.Section(h.Class("card"), web.Block(c, "plans.ready.yes"),
		h.A(h.Class("govuk-button"), h.Href("/people/"+v.person.ID+"/refer"), g.Text(c.T("plans.ready.refer"))))
}
