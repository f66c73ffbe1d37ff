package brokerage

import (
	"cmp"
	"slices"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/area/funds"
	"ourdays/internal/area/matching"
	"ourdays/internal/platform/govuk"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/pence"
	"ourdays/internal/platform/web"
)

// wholeRow is a place of the week that would result.
type wholeRow struct {
	first matching.Slot
	cells []govuk.Cell
}

// wholeTable shows an approver all that the person will have: what is new beside what
// goes on, each with what it costs a week, and the sum beside the budget.
func wholeTable(c *web.Ctx, v referralView, w shownWeek) g.Node {
	if v.r.Status != Chosen {
		return placesTable(c, w)
	}
	t := web.Table{Name: c.T("brokerage.option.name", "n", w.Number), Quiet: true,
		Head: []govuk.Cell{web.Head(c, "brokerage.col.when"), web.Head(c, "brokerage.col.activity"),
			web.Head(c, "brokerage.col.where"), web.Head(c, "brokerage.whole.col"),
			web.NumHead(c, "brokerage.col.week")}}
	for _, r := range v.wholeRows(c, w) {
		t.Rows = append(t.Rows, r.cells)
	}
	money := func(p pence.Pence) string { return i18n.Money(c.Voice, p) }
	return g.Group{t.Show(c), summary(c, fact{"brokerage.whole.goes_on", money(v.whole.before)},
		fact{"brokerage.whole.new", money(v.whole.added)},
		fact{"brokerage.whole.sum", c.T("brokerage.whole.of", "amount", money(v.whole.cost()),
			"budget", money(v.plan.Weekly))}),
		g.If(v.whole.ends(), web.Block(c, "brokerage.whole.ends"))}
}

func (v referralView) wholeRows(c *web.Ctx, w shownWeek) []wholeRow {
	var rows []wholeRow
	for _, p := range w.Places {
		state := "brokerage.whole.is_new"
		if !v.whole.isNew(p.ScheduleID) {
			state = "brokerage.whole.stays"
		}
		each := p.each()
		if prices := v.ahead.week.now[p.ScheduleID]; p.Funding == FromBudget && len(prices) > 0 {
			each = prices[0].Price
		}
		rows = append(rows, rowOf(c, p.Place, p.when(c), c.T(state), web.MoneyAs(c,
			each*pence.Pence(p.SessionsAWeek),
			func(amount string) g.Node { return g.Text(p.costOf(c, amount)) })))
	}
	for _, l := range v.whole.beside {
		state := c.T("brokerage.whole.stays")
		switch {
		case l.Leaving():
			state = c.T("brokerage.placement.ends_on", "date", i18n.DateYear(c.Voice, l.To))
		case !l.stays():
			state = c.T("brokerage.whole.asked")
		}
		rows = append(rows, rowOf(c, l.Place, slotsText(c, l.Slots), state, l.weekCell(c)))
	}
	slices.SortStableFunc(rows, func(a, b wholeRow) int { return byTime(a.first, b.first) })
	return rows
}

func rowOf(c *web.Ctx, p Place, when, state string, cost govuk.Cell) wholeRow {
	return wholeRow{p.first(), []govuk.Cell{{Text: when}, web.Cell(web.Own(titleOf(c, p.Activity))),
		web.Cell(web.Own(p.where())), {Text: state}, cost}}
}

// weekCell is what a place costs a week: the council, or the person at the door.
func (l PlacementLine) weekCell(c *web.Ctx) govuk.Cell {
	p := shownPlace{Item: Item{Funding: l.Funding}}
	return web.MoneyAs(c, cmp.Or(l.WeekCost, l.OwnPrice*pence.Pence(len(l.Slots))),
		func(amount string) g.Node { return g.Text(p.costOf(c, amount)) })
}

// priceFact says what a week costs the person, and how that comes about: without a
// contribution that finance recorded there is no price, and nothing may look like one.
func priceFact(c *web.Ctx, weekly pence.Pence, known bool, pays funds.Price) g.Node {
	how := g.Node(nil)
	most := i18n.Money(c.Voice, pays.Most)
	switch {
	case !known:
		how = web.Block(c, "brokerage.price.none")
	case pays.Full:
		how = web.Block(c, "brokerage.price.full")
	case pays.Known && weekly == pays.Most:
		how = web.Block(c, "brokerage.price.contribution")
	case pays.Known && weekly > 0 && weekly < pays.Most:
		how = web.Block(c, "brokerage.price.week", "amount", most)
	}
	return g.Group{summary(c, fact{"brokerage.facts.price", priceText(c, weekly, known)}),
		g.If(how != nil, h.Div(h.Class("quiet"), how))}
}
