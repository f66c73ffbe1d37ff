package funds

import (
	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/web"
)

// againPage is the April change: a day, who waits, who cannot, what came out.
func againPage(c *web.Ctx, v again) web.Page {
	return web.Page{Title: c.T("funds.again.title"), Register: web.Staff,
		Crumbs: []web.Link{{Path: "/finance", Text: c.T("funds.finance.title")}},
		Body: g.Group{
			web.H1(c.T("funds.again.title")),
			web.Block(c, "funds.again.about"),
			h.Form(h.Method("get"), h.Action("/finance/again"), day(c, v.wrong, "from", "funds.again.from", v.from),
				h.Button(h.Type("submit"), h.Class("govuk-button govuk-button--secondary"), g.Text(c.T("funds.again.look")))),
			g.If(v.known, g.Group{againPress(c, v), cannot(c, v.refused), freshTable(c, v)}),
		}}
}

func againPress(c *web.Ctx, v again) g.Node {
	if v.waiting == 0 {
		return web.Block(c, "funds.again.nobody")
	}
	return h.Form(h.Method("post"), h.Action("/finance/again"), c.FormKey(), h.Input(h.Type("hidden"), h.Name("from"), h.Value(v.from)),
		h.P(g.Text(c.N("funds.again.waiting", v.waiting))),
		h.Button(h.Type("submit"), h.Class("govuk-button"), g.Text(c.T("funds.again.press"))))
}

// cannot lists who cannot be assessed from that day by the figures that are
// known, and why.
func cannot(c *web.Ctx, refused []Refused) g.Node {
	if len(refused) == 0 {
		return nil
	}
	var rows []g.Node
	for _, r := range refused {
		rows = append(rows, h.Tr(h.Td(h.A(h.Class("govuk-link"), h.Href("/people/"+r.PersonID+"/assessment"), web.Own(r.FamilyName+", "+r.GivenName))),
			h.Td(whyNot(c, r.Why))))
	}
	return h.Div(h.Class("table-scroll"), h.Table(h.Caption(g.Text(c.N("funds.again.cannot", len(refused)))),
		h.THead(h.Tr(head(c, "funds.head.person"), head(c, "funds.head.why"))), h.TBody(g.Group(rows))))
}

func whyNot(c *web.Ctx, err error) g.Node {
	e, ok := fail.As(err)
	if !ok {
		return g.Text(c.T("web.error.title_internal"))
	}
	var said []g.Node
	for _, f := range atFields(c, e.Fields) {
		said = append(said, h.P(g.Text(c.T(f.Key, f.Args...))))
	}
	return g.Group(said)
}

// freshTable shows what each person paid at most before and from that day.
func freshTable(c *web.Ctx, v again) g.Node {
	if len(v.fresh) == 0 {
		return nil
	}
	var rows []g.Node
	for _, f := range v.fresh {
		rows = append(rows, h.Tr(
			h.Td(h.A(h.Class("govuk-link"), h.Href("/people/"+f.PersonID+"/assessment/"+f.ID), web.Own(f.FamilyName+", "+f.GivenName))),
			most(c, f.WasFull, Assessment{Maximum: f.WasMaximum}), most(c, f.FullCost, Assessment{Maximum: f.Maximum}),
			h.Td(g.Text(c.T("funds.state."+f.Status)))))
	}
	var press g.Node
	if v.drafts > 0 {
		press = h.Form(h.Method("post"), h.Action("/finance/again/check"), c.FormKey(), h.Input(h.Type("hidden"), h.Name("from"), h.Value(v.from)),
			h.P(g.Text(c.T("funds.again.before_check"))),
			h.Button(h.Type("submit"), h.Class("govuk-button"), g.Text(c.N("funds.again.check", v.drafts))))
	}
	return g.Group{h.Div(h.Class("table-scroll"), h.Table(h.Caption(g.Text(c.T("funds.again.fresh"))),
		h.THead(h.Tr(head(c, "funds.head.person"), head(c, "funds.head.before"), head(c, "funds.head.after"), head(c, "funds.head.state"))),
		h.TBody(g.Group(rows)))),
		g.If(len(v.fresh) == mostFresh, web.Block(c, "funds.again.first", "most", mostFresh)), press}
}

func most(c *web.Ctx, full bool, a Assessment) g.Node {
	if full {
		return h.Td(h.Class("num"), g.Text(c.T("funds.sum.full")))
	}
	return moneyCell(c, a.Maximum)
}

// policyPage records what the council decided, from a date on.
func policyPage(c *web.Ctx, t typedPolicy, all []Policy, wrong []fail.Field) web.Page {
	return web.Page{Title: c.T("funds.policy.title"), Register: web.Staff,
		Crumbs: []web.Link{{Path: "/finance", Text: c.T("funds.finance.title")}},
		Body: g.Group{
			web.H1(c.T("funds.policy.title")),
			web.Block(c, "funds.policy.about"),
			h.Form(h.Method("post"), h.Action("/finance/policy"), g.Attr("novalidate"), c.FormKey(),
				day(c, wrong, "from", "funds.policy.from", t.from),
				money(c, wrong, "minimum", "funds.policy.minimum", t.minimum),
				money(c, wrong, "standard", "funds.policy.standard", t.standard),
				money(c, wrong, "share", "funds.policy.share", t.share),
				h.Button(h.Type("submit"), h.Class("govuk-button"), g.Text(c.T("funds.policy.keep")))),
			policyList(c, all),
		}}
}

func policyList(c *web.Ctx, all []Policy) g.Node {
	if len(all) == 0 {
		return web.Block(c, "funds.policy.none")
	}
	var rows []g.Node
	for _, p := range all {
		rows = append(rows, h.Tr(h.Td(g.Text(i18n.DateYear(c.Voice, p.Starts))), moneyCell(c, p.Minimum), moneyCell(c, p.Standard),
			h.Td(h.Class("num"), web.Own(percent(p.Share))), h.Td(web.Own(p.MadeBy))))
	}
	return h.Div(h.Class("table-scroll"), h.Table(h.Caption(g.Text(c.T("funds.policy.list"))),
		h.THead(h.Tr(head(c, "funds.policy.from"), head(c, "funds.policy.minimum"), head(c, "funds.policy.standard"),
			head(c, "funds.policy.share"), head(c, "funds.letter.made_by"))), h.TBody(g.Group(rows))))
}
