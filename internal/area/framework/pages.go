package framework

import (
	"net/url"
	"strconv"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/area/people"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/govuk"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/web"
)

const ratesPath = "/steer/rates"

func organisationsPage(c *web.Ctx, v organisationList) web.Page {
	var items []g.Node
	for _, o := range v.list {
		items = append(items, h.Li(h.A(h.Class("govuk-link"), h.Href(ratesPath+"/of/"+o.ID), web.Own(o.Name))))
	}
	return web.Page{Title: c.T("framework.rates.title"), Register: web.Staff, Body: g.Group{
		web.H1(c.T("framework.rates.title")), web.Block(c, "framework.rates.how"),
		web.SearchBox(c, ratesPath, web.Field{Name: "q", Label: "framework.rates.find", Value: v.words},
			"framework.rates.search"),
		g.If(len(items) == 0, web.Block(c, "framework.rates.none")),
		h.Ul(h.Class("govuk-list"), g.Group(items)),
		web.Place{Page: v.page, Pages: v.pages, Label: "framework.rates.pages", Before: "framework.rates.before",
			Where: "framework.rates.where", Next: "framework.rates.next",
			At: func(page int) string {
				return ratesPath + "?" + url.Values{"q": {v.words}, "page": {strconv.Itoa(page)}}.Encode()
			}}.Show(c),
	}}
}

func crumbs(c *web.Ctx, more ...web.Link) []web.Link {
	return append([]web.Link{{Path: ratesPath, Text: c.T("framework.rates.title")}}, more...)
}

// organisationPage lists an organisation's activities with what is agreed now: a
// column for each way of sharing a worker.
func organisationPage(c *web.Ctx, v agreements) web.Page {
	t := web.Table{Caption: "framework.rates.now", Quiet: true, FirstIsHead: true,
		Head: []govuk.Cell{web.Head(c, "framework.rate.activity")}}
	for _, n := range people.Ratios {
		t.Head = append(t.Head, web.NumHead(c, "framework.rate.col."+strconv.Itoa(n)))
	}
	for _, act := range v.activities {
		row := []govuk.Cell{web.Cell(h.A(h.Class("govuk-link"), h.Href(ratesPath+"/"+act.ID), web.Own(act.Title)))}
		t.Rows = append(t.Rows, append(row, prices(c, v.rates[act.ID])...))
	}
	return web.Page{Title: c.T("framework.rates.of", "name", v.organisation.Name),
		Register: web.Staff, Crumbs: crumbs(c), Body: g.Group{
			h.H1(h.Class("govuk-heading-xl"), web.Own(v.organisation.Name)),
			web.Block(c, "framework.rates.columns"),
			g.If(len(t.Rows) == 0, web.Block(c, "framework.rates.no_activity")),
			g.If(len(t.Rows) > 0, t.Show(c)),
		}}
}

// prices are the cells of an activity's rates.
func prices(c *web.Ctx, rates []Rate) []govuk.Cell {
	var cells []govuk.Cell
	for _, n := range people.Ratios {
		cell := web.Num(g.Text(c.T("framework.rate.no")))
		for _, r := range rates {
			if r.Ratio == n {
				cell = web.Num(g.Text(i18n.MoneyExact(c.Voice, r.Price)))
			}
		}
		cells = append(cells, cell)
	}
	return cells
}

func ratioText(c *web.Ctx, ratio int) string { return c.T("people.ratio." + strconv.Itoa(ratio)) }

// contractPage shows what is agreed for one activity, asks for a new rate, and
// lists every rate that there was.
func contractPage(c *web.Ctx, v contractView) web.Page {
	of := web.Link{Path: ratesPath + "/of/" + v.Organisation.ID, Text: c.T("framework.rates.others")}
	return web.Page{Title: c.T("framework.rate.title"), Register: web.Staff, Crumbs: crumbs(c, of),
		Body: g.Group{
			h.H1(h.Class("govuk-heading-xl"), web.Own(v.Activity.Title)), h.P(web.Own(v.Organisation.Name)),
			web.H2(c.T("framework.rates.now")), nowTable(c, v), upliftCards(c, v),
			web.H2(c.T("framework.rate.set_title")), web.Block(c, "framework.rate.how"),
			rateForm(c, v),
			web.H2(c.T("framework.rate.history")), historyTable(c, v),
		}}
}

func nowTable(c *web.Ctx, v contractView) g.Node {
	t := web.Table{Caption: "framework.rates.now", Quiet: true, FirstIsHead: true,
		Head: []govuk.Cell{web.Head(c, "framework.rate.ratio"),
			web.Head(c, "framework.rate.starts"), web.Head(c, "framework.rate.next"),
			web.NumHead(c, "framework.rate.price"),
			web.NumHead(c, "framework.rate.benchmark")}}
	for _, ratio := range v.Ratios() {
		row := []govuk.Cell{web.Cell(g.Text(ratioText(c, ratio))), web.Cell(), web.Cell(),
			web.Num(g.Text(c.T("framework.rate.no"))), web.Num()}
		if r, found := v.On(ratio, v.today); found {
			row[3], row[4] = money(c, r)
			row[1] = web.Cell(g.Text(i18n.DateYear(c.Voice, r.Starts)))
		}
		if r, found := v.After(ratio, v.today); found {
			row[2] = web.Cell(g.Text(c.T("framework.rate.from_then", "price", i18n.Money(c.Voice, r.Price),
				"day", i18n.DateYear(c.Voice, r.Starts))))
		}
		t.Rows = append(t.Rows, row)
	}
	if len(t.Rows) == 0 {
		return web.Block(c, "framework.rate.none_yet")
	}
	return t.Show(c)
}

func money(c *web.Ctx, r Rate) (price, benchmark govuk.Cell) {
	benchmark = web.Num(g.Text(c.T("framework.rate.no")))
	if r.Benchmark > 0 {
		benchmark = web.Num(g.Text(i18n.MoneyExact(c.Voice, r.Benchmark)))
	}
	return web.Num(g.Text(i18n.MoneyExact(c.Voice, r.Price))), benchmark
}

// rateForm asks for a rate; when what it changes has been shown, it can be set.
func rateForm(c *web.Ctx, v contractView) g.Node {
	var ratios []web.Option
	for _, n := range people.Ratios {
		ratios = append(ratios, web.Option{Value: strconv.Itoa(n), Text: ratioText(c, n)})
	}
	return web.Post(c, ratesPath+"/"+v.Activity.ID, web.Hidden("opened", strconv.Itoa(v.Turn)),
		web.Select(c, web.Field{Name: "ratio", Label: "framework.rate.ratio", Value: v.typed.ratio}, ratios...),
		web.Input(c, web.Field{Name: "price", Label: "framework.rate.new_price", Value: v.typed.price, Sign: "£",
			Mode: "decimal", Width: 10}),
		web.Input(c, web.Field{Name: "benchmark", Label: "framework.rate.benchmark",
			Hint:  "framework.rate.benchmark_hint",
			Value: v.typed.benchmark, Sign: "£", Mode: "decimal", Width: 10}),
		web.Textarea(c, web.Field{Name: "reason", Label: "framework.rate.reason",
			Hint: "framework.rate.reason_hint", Value: v.typed.reason}),
		web.Day(c, "starts", "framework.rate.new_starts", v.typed.starts),
		g.If(v.weighs, g.Group{impactOf(c, v.impact), web.ButtonTo(c, "set", "framework.rate.set"),
			web.ButtonTo(c, "look", "framework.rate.look_again", govuk.Secondary)}),
		g.If(!v.weighs, web.ButtonTo(c, "look", "framework.rate.look")))
}

// impactOf says what a rate changes, and what stays.
func impactOf(c *web.Ctx, i Impact) g.Node {
	old := c.T("framework.rate.no")
	if !i.First {
		old = i18n.Money(c.Voice, i.Old.Price)
	}
	effect, more := "framework.impact.more", i.More()
	switch {
	case i.Sessions == 0:
		effect = "framework.impact.nobody"
	case more < 0:
		effect, more = "framework.impact.less", -more
	case more == 0:
		effect = "framework.impact.same"
	}
	committed := c.N("framework.impact.places", i.Sessions) + ", " + c.N("framework.impact.people", i.People)
	return web.Inset(web.H3(c.T("framework.impact.title")), web.Facts(c,
		web.Fact{Key: "framework.rate.ratio", Value: g.Text(ratioText(c, i.Ratio))},
		web.Fact{Key: "framework.impact.old", Value: g.Text(old)},
		web.Fact{Key: "framework.impact.new", Value: g.Text(i18n.Money(c.Voice, i.Price))},
		web.Fact{Key: "framework.rate.new_starts", Value: g.Text(i18n.DateYear(c.Voice, i.Starts))},
		web.Fact{Key: "framework.impact.sessions", Value: g.Text(committed)},
		web.Fact{Key: "framework.impact.cost", Value: g.Text(i18n.Money(c.Voice, i.Cost))}),
		web.Block(c, effect, "amount", i18n.Money(c.Voice, more), "last", i18n.DateYear(c.Voice, i.Last)))
}

func historyTable(c *web.Ctx, v contractView) g.Node {
	t := web.Table{Caption: "framework.rate.history", Quiet: true, FirstIsHead: true,
		Head: []govuk.Cell{web.Head(c, "framework.rate.ratio"),
			web.Head(c, "framework.rate.starts"), web.Head(c, "framework.rate.reason_short"),
			web.Head(c, "framework.rate.set_by"),
			web.NumHead(c, "framework.rate.price"), web.NumHead(c, "framework.rate.benchmark")}}
	for _, r := range v.Rates {
		price, benchmark := money(c, r)
		t.Rows = append(t.Rows, []govuk.Cell{web.Cell(g.Text(ratioText(c, r.Ratio))),
			web.Cell(g.Text(i18n.DateYear(c.Voice, r.Starts))),
			web.Cell(web.Own(r.Reason)), web.Cell(setBy(c, r.SetBy, r.SetOn)), price, benchmark})
	}
	if len(t.Rows) == 0 {
		return web.Block(c, "framework.rate.none_yet")
	}
	return t.Show(c)
}

func setBy(c *web.Ctx, name string, on clock.NullDate) g.Node {
	if !on.Valid {
		return web.Own(name)
	}
	return g.Group{web.Own(name), g.Text(", " + i18n.DateYear(c.Voice, on.V))}
}
