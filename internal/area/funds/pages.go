package funds

import (
	"net/url"
	"regexp"
	"strconv"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/engine/charging"
	"ourdays/internal/platform/govuk"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/web"
)

func financePage(c *web.Ctx, v everybody) web.Page {
	t := web.Table{Caption: "funds.finance.people",
		Head: append(heads(c, "funds.head.person", "funds.head.town", "funds.head.state", "funds.head.from"),
			web.NumHead(c, "funds.sum.title"))}
	for _, p := range v.list {
		state, from, asked := "funds.state.none", govuk.Cell{}, govuk.Cell{}
		if a, ok := v.newest[p.ID]; ok {
			state = "funds.state." + a.Status
			from, asked = textCell(i18n.DateYear(c.Voice, a.Starts)), most(c, a.FullCost, a)
		}
		t.Rows = append(t.Rows, []govuk.Cell{linkTo("/people/"+p.ID+"/assessment", p.FamilyName+", "+p.GivenName),
			web.Cell(web.Own(p.Town)),
			textCell(c.T(state)), from, asked})
	}
	return web.Page{Title: c.T("funds.finance.title"), Register: web.Staff, Body: g.Group{
		web.H1(c.T("funds.finance.title")),
		web.SearchBox(c, "/finance", web.Field{Name: "q", Label: "funds.finance.find", Value: v.words},
			"funds.finance.press"),
		h.Ul(h.Class("option-list"),
			h.Li(h.A(h.Class("govuk-link"), h.Href("/finance/again"), g.Text(c.T("funds.again.title")))),
			h.Li(h.A(h.Class("govuk-link"), h.Href("/finance/policy"), g.Text(c.T("funds.policy.title"))))),
		g.If(len(t.Rows) == 0, web.Block(c, "funds.finance.none")),
		g.If(len(t.Rows) > 0, t.Show(c)),
		v.pages(c),
	}}
}

// pages lead to the page before and the next.
func (v everybody) pages(c *web.Ctx) g.Node {
	at := func(there bool, page int) string {
		if !there {
			return ""
		}
		return "/finance?" + url.Values{"q": {v.words}, "page": {strconv.Itoa(page)}}.Encode()
	}
	return web.Pages(c, "funds.finance.pages", at(v.page > 1, v.page-1), "funds.finance.before",
		at(v.more, v.page+1), "funds.finance.next")
}

// assessmentPage has the form left and what it comes to right.
func assessmentPage(c *web.Ctx, v view) web.Page {
	return web.Page{Title: c.T("funds.assessment.page"), Register: web.Staff,
		Crumbs: []web.Link{{Path: "/finance", Text: c.T("funds.finance.title")}},
		Name:   func(field string) string { return nameOf(c, field) },
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
		return h.Section(h.Class("card"), h.ID("sum"), h.Aria("live", "polite"), web.H2(c.T("funds.sum.title")),
			notWorkedOut(c, v))
	}
	t := web.Table{Caption: "funds.sum.lines"}
	for _, l := range r.Lines {
		if l.Step == charging.StepCost {
			continue // no week is part of this; what it costs is known only then
		}
		t.Rows = append(t.Rows, []govuk.Cell{web.Cell(web.Own(l.Label)), web.Money(c, l.Amount)})
	}
	answer := g.Text(c.T("funds.sum.full"))
	if r.Means != nil {
		answer = g.Text(i18n.Money(c.Voice, r.Means.Maximum))
	}
	return h.Section(h.Class("card"), h.ID("sum"), h.Aria("live", "polite"), web.H2(c.T("funds.sum.title")),
		h.P(h.Class("activity-card__price"), answer),
		t.Show(c),
		notes(c, *r))
}

func notWorkedOut(c *web.Ctx, v view) g.Node {
	if len(v.wrong) == 0 {
		return web.Block(c, "funds.sum.not_yet")
	}
	var items []g.Node
	for _, f := range v.wrong {
		items = append(items, h.Li(h.A(h.Class("govuk-link"), h.Href("#"+f.Name), g.Text(atField(c, f)))))
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
		return c.T("funds.form.income") + " " + c.T("funds.form.row", "n", i+1)
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
	return web.Inset(h.H3(g.Text(c.T("funds.sum.notes"))), h.Ul(h.Class("govuk-list"), g.Group(items)))
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
	return h.Section(h.Class("card"), web.H2(c.T("funds.history.title")),
		h.Ul(h.Class("govuk-list"), g.Group(items)))
}
