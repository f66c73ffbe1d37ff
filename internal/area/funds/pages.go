package funds

import (
	"regexp"
	"strconv"

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
		state, from, asked := "funds.state.none", g.Node(h.Td()), g.Node(h.Td())
		if a, ok := newest[p.ID]; ok {
			state = "funds.state." + a.Status
			from, asked = h.Td(g.Text(i18n.DateYear(c.Voice, a.Starts))), most(c, a.FullCost, a)
		}
		rows = append(rows, h.Tr(
			h.Td(h.A(h.Class("govuk-link"), h.Href("/people/"+p.ID+"/assessment"), web.Own(p.FamilyName+", "+p.GivenName))),
			h.Td(web.Own(p.Town)), h.Td(g.Text(c.T(state))), from, asked))
	}
	return web.Page{Title: c.T("funds.finance.title"), Register: web.Staff, Body: g.Group{
		web.H1(c.T("funds.finance.title")),
		h.Form(h.Method("get"), h.Action("/finance"), h.Role("search"), h.Class("search-box"),
			h.Label(h.Class("search-box__label"), h.For("q"), g.Text(c.T("funds.finance.find"))),
			h.Div(h.Class("search-box__row"),
				h.Input(h.Class("govuk-input"), h.ID("q"), h.Name("q"), h.Value(c.Query("q")), h.AutoComplete("off")),
				h.Button(h.Type("submit"), h.Class("search-box__button"), g.Text(c.T("funds.finance.press"))))),
		h.Ul(h.Class("option-list"),
			h.Li(h.A(h.Class("govuk-link"), h.Href("/finance/again"), g.Text(c.T("funds.again.title")))),
			h.Li(h.A(h.Class("govuk-link"), h.Href("/finance/policy"), g.Text(c.T("funds.policy.title"))))),
		g.If(len(rows) == 0, web.Block(c, "funds.finance.none")),
		g.If(len(rows) > 0, h.Div(h.Class("table-scroll"), h.Table(
			h.Caption(g.Text(c.T("funds.finance.people"))),
			h.THead(h.Tr(head(c, "funds.head.person"), head(c, "funds.head.town"), head(c, "funds.head.state"),
				head(c, "funds.head.from"), head(c, "funds.sum.title"))),
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
				h.Aside(h.Class("facts__side"), comesTo(c, v), history(c, v)),
			),
		}}
}

// comesTo shows the lines of what stands in the form, or what keeps it from
// being worked out: an older sum beside newer figures would mislead.
func comesTo(c *web.Ctx, v view) g.Node {
	r := v.result
	if r == nil {
		return h.Section(h.Class("card"), h.ID("sum"), h.Aria("live", "polite"), web.H2(c.T("funds.sum.title")), notWorkedOut(c, v))
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

func notWorkedOut(c *web.Ctx, v view) g.Node {
	if len(v.wrong) == 0 {
		return web.Block(c, "funds.sum.not_yet")
	}
	var items []g.Node
	for _, f := range atFields(c, v.wrong) {
		items = append(items, h.Li(h.A(h.Class("govuk-link"), h.Href("#"+f.Name), g.Text(c.T(f.Key, f.Args...)))))
	}
	return g.Group{web.Block(c, "funds.sum.wrong"), h.Ul(h.Class("govuk-list"), g.Group(items))}
}

var incomePath = regexp.MustCompile(`\$\.income\[(\d+)\]`)

// spoken says the lines of a file as those of the form.
func spoken(c *web.Ctx, warning string) string {
	return incomePath.ReplaceAllStringFunc(warning, func(path string) string {
		i, err := strconv.Atoi(incomePath.FindStringSubmatch(path)[1])
		if err != nil {
			return path
		}
		return unmarked(c.T("funds.form.income") + " " + c.T("funds.form.row", "n", i+1))
	})
}

func notes(c *web.Ctx, r charging.Result) g.Node {
	var items []g.Node
	for _, w := range r.Warnings {
		items = append(items, h.Li(web.Own(spoken(c, w))))
	}
	if len(items) == 0 {
		return nil
	}
	return h.Div(h.Class("govuk-inset-text"), h.H3(g.Text(c.T("funds.sum.notes"))), h.Ul(h.Class("govuk-list"), g.Group(items)))
}

// history lists what was recorded, newest first, and says which one counts.
func history(c *web.Ctx, v view) g.Node {
	var items []g.Node
	counts := false
	for _, a := range v.all {
		state := "funds.state." + a.Status
		if a.Status == Checked && !counts && !a.Starts.After(v.today) {
			state, counts = "funds.state.counts", true
		}
		items = append(items, h.Li(h.A(h.Class("govuk-link"), h.Href("/people/"+v.person.ID+"/assessment/"+a.ID),
			g.Text(i18n.DateYear(c.Voice, a.Starts)+", "+c.T(state)))))
	}
	if len(items) == 0 {
		return nil
	}
	return h.Section(h.Class("card"), web.H2(c.T("funds.history.title")), h.Ul(h.Class("govuk-list"), g.Group(items)))
}
