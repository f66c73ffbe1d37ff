package funds

import (
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/govuk"
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
			h.Form(h.Method("get"), h.Action("/finance/again"), g.Attr("novalidate"),
				web.Day(c, "from", "funds.again.from", v.from),
				web.Button(c, "funds.again.look", govuk.Secondary)),
			g.If(v.known, g.Group{againPress(c, v), cannot(c, "funds.again.cannot", v.refused),
				cannot(c, "funds.again.stuck", v.drafts.Refused), freshTable(c, v)}),
		}}
}

func againPress(c *web.Ctx, v again) g.Node {
	if v.waiting == 0 {
		return web.Block(c, "funds.again.nobody")
	}
	return web.Post(c, "/finance/again", web.Hidden("from", v.from),
		h.P(g.Text(c.N("funds.again.waiting", v.waiting))),
		web.Button(c, "funds.again.press"))
}

// cannot lists who cannot be assessed from that day by the figures that are known, or whose draft
// cannot be computed any more: each reason once, as in April many share one, with whom it holds
// back.
func cannot(c *web.Ctx, key string, refused []Refused) g.Node {
	if len(refused) == 0 {
		return nil
	}
	t := web.Table{Name: c.N(key, len(refused)), Head: heads(c, "funds.head.why", "funds.head.person")}
	at := map[string]int{}
	var held []heldBack
	for n, r := range refused {
		said := whyNot(c, r.Why)
		why := strings.Join(said, "\n")
		i, known := at[why]
		if !known {
			i = len(held)
			at[why], held = i, append(held, heldBack{why: said})
		}
		held[i].people++
		if n < mostFresh {
			held[i].named = append(held[i].named, r)
		}
	}
	for _, group := range held {
		var said []g.Node
		for _, why := range group.why {
			said = append(said, h.P(g.Text(why)))
		}
		t.Rows = append(t.Rows, []govuk.Cell{web.Cell(said...), web.Cell(whoIsHeld(c, group))})
	}
	return g.Group{t.Show(c),
		g.If(len(refused) > mostFresh, web.Block(c, "funds.again.first", "most", mostFresh))}
}

// heldBack are the people of one reason; no more are named than a page lists.
type heldBack struct {
	why    []string
	people int
	named  []Refused
}

// fewHeld is how many people are named at once; more unfold.
const fewHeld = 5

func whoIsHeld(c *web.Ctx, group heldBack) g.Node {
	if len(group.named) == 0 {
		return h.P(g.Text(c.N("funds.again.held", group.people)))
	}
	var names []g.Node
	for _, r := range group.named {
		names = append(names,
			h.Li(h.A(h.Class("govuk-link"), h.Href("/people/"+r.PersonID+"/assessment"),
				web.Own(r.FamilyName+", "+r.GivenName))))
	}
	list := h.Ul(h.Class("option-list"), g.Group(names))
	if group.people <= fewHeld {
		return list
	}
	return govuk.Details(govuk.DetailsOptions{SummaryText: c.N("funds.again.held", group.people), HTML: list})
}

// whyNot says what keeps an assessment from being made, fault by fault.
func whyNot(c *web.Ctx, err error) []string {
	e, ok := fail.As(err)
	if !ok {
		return []string{c.T("web.error.title_internal")}
	}
	var said []string
	for _, f := range e.Fields {
		said = append(said, atField(c, f))
	}
	return said
}

// freshTable shows what each person paid at most before and from that day.
func freshTable(c *web.Ctx, v again) g.Node {
	if len(v.fresh) == 0 {
		return nil
	}
	t := web.Table{Caption: "funds.again.fresh", Head: []govuk.Cell{web.Head(c, "funds.head.person"),
		web.NumHead(c, "funds.head.before"),
		web.NumHead(c, "funds.head.after"), web.Head(c, "funds.head.state")}}
	for _, f := range v.fresh {
		t.Rows = append(t.Rows,
			[]govuk.Cell{linkTo("/people/"+f.PersonID+"/assessment/"+f.ID, f.FamilyName+", "+f.GivenName),
				most(c, f.WasFull, Assessment{Maximum: f.WasMaximum}),
				most(c, f.FullCost, Assessment{Maximum: f.Maximum}),
				textCell(c.T("funds.state." + f.Status))})
	}
	var press g.Node
	if v.drafts.Ready > 0 {
		press = web.Post(c, "/finance/again/check", web.Hidden("from", v.from),
			h.P(g.Text(c.T("funds.again.before_check"))),
			web.ButtonWith("", g.Text(c.N("funds.again.check", v.drafts.Ready))))
	}
	return g.Group{t.Show(c),
		g.If(len(v.fresh) == mostFresh, web.Block(c, "funds.again.first", "most", mostFresh)),
		g.If(v.drafts.Own > 0, web.Block(c, "funds.again.own", "n", v.drafts.Own)), press}
}

func most(c *web.Ctx, full bool, a Assessment) govuk.Cell {
	if full {
		return web.Num(g.Text(c.T("funds.sum.full")))
	}
	return web.Money(c, a.Maximum)
}

// policyPage records what the council decided, from a date on.
func policyPage(c *web.Ctx, t typedPolicy, all []Policy) web.Page {
	return web.Page{Title: c.T("funds.policy.title"), Register: web.Staff,
		Crumbs: []web.Link{{Path: "/finance", Text: c.T("funds.finance.title")}},
		Body: g.Group{
			web.H1(c.T("funds.policy.title")),
			web.Block(c, "funds.policy.about"),
			web.Post(c, "/finance/policy",
				web.Day(c, "from", "funds.policy.from", t.from),
				money(c, "minimum", "funds.policy.minimum", t.minimum),
				money(c, "standard", "funds.policy.standard", t.standard),
				money(c, "share", "funds.policy.share", t.share),
				web.Button(c, "funds.policy.keep")),
			policyList(c, all),
		}}
}

func policyList(c *web.Ctx, all []Policy) g.Node {
	if len(all) == 0 {
		return web.Block(c, "funds.policy.none")
	}
	t := web.Table{Caption: "funds.policy.list", Head: []govuk.Cell{web.Head(c, "funds.policy.from"),
		web.NumHead(c, "funds.policy.minimum"),
		web.NumHead(c, "funds.policy.standard"), web.NumHead(c, "funds.policy.share"),
		web.Head(c, "funds.letter.made_by")}}
	for _, p := range all {
		t.Rows = append(t.Rows, []govuk.Cell{textCell(i18n.DateYear(c.Voice, p.Starts)), web.Money(c, p.Minimum),
			web.Money(c, p.Standard),
			web.Num(web.Own(percent(p.Share))), web.Cell(web.Own(p.MadeBy))})
	}
	return t.Show(c)
}
