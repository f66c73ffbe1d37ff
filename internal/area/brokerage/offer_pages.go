package brokerage

import (
	"cmp"
	"slices"
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/platform/govuk"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/pence"
	"ourdays/internal/platform/web"
)

func offersPage(c *web.Ctx, list []offerLine) web.Page {
	title := c.T("brokerage.offers.title")
	var all []g.Node
	for _, o := range list {
		all = append(all, h.Li(h.Class("card"), offerCard(c, o)))
	}
	body := h.Ul(h.Class("cards"), g.Group(all))
	if len(all) == 0 {
		body = nobody(c)
	}
	return web.Page{Title: title, Register: web.Staff, Body: g.Group{web.H1(title), body}}
}

// title is what is offered to whom, for the heading and for what is pressed.
func (o offerLine) title(c *web.Ctx) string { return titleOf(c, o.Activity) + ": " + o.name }

func offerCard(c *web.Ctx, o offerLine) g.Node {
	typed := ""
	if c.Path("id") == o.ID {
		typed = c.Field("reason")
	}
	return g.Group{
		h.H2(h.Class("govuk-heading-m"), web.Own(o.title(c))),
		web.Facts(c, slices.Concat(asFacts(offerTimes(c, o)), needFacts(c, o))...),
		web.Unfold(c, "brokerage.offers.more",
			web.Facts(c, slices.Concat(asFacts(offerMoney(c, o)), moreFacts(c, o))...)),
		acceptForm(c, o),
		govuk.Details(govuk.DetailsOptions{SummaryText: c.T("brokerage.offers.cannot"),
			Open: c.Path("id") == o.ID, HTML: declineForm(c, o, typed)}),
	}
}

func declineForm(c *web.Ctx, o offerLine, typed string) g.Node {
	return web.Post(c, "/provider/offers/"+o.ID+"/decline",
		web.Input(c, web.Field{Name: "reason", ID: "reason-" + o.ID, Label: "brokerage.offers.why", Value: typed}),
		web.ButtonFor(c, "brokerage.offers.decline", o.title(c), govuk.Secondary))
}

// offerTimes says when a place is, and what it takes of the provider.
func offerTimes(c *web.Ctx, o offerLine) []fact {
	return []fact{{"brokerage.col.when", slotsText(c, o.Slots)},
		{"brokerage.offers.from", i18n.DateYear(c.Voice, cmp.Or(o.first, o.From))},
		{"brokerage.offers.ratio", ratioText(c, o.Ratio)},
		{"brokerage.col.cost",
			shownPlace{Item: Item{Funding: o.Funding, OwnPrice: o.OwnPrice, UnitPrice: o.UnitPrice},
				Place: o.Place}.cost(c)}}
}

// offerMoney says how long a place is agreed for, what the provider gets, and what they have
// free.
func offerMoney(c *web.Ctx, o offerLine) []fact {
	money := func(amount pence.Pence) string { return i18n.Money(c.Voice, amount) }
	facts := []fact{{"brokerage.offers.to", i18n.DateYear(c.Voice, o.To)}}
	if o.Funding == FromBudget {
		facts = append(facts, fact{"brokerage.offers.week", money(o.WeekCost)},
			fact{"brokerage.offers.total", money(o.Total)})
	}
	if o.places > 0 {
		facts = append(facts, fact{"brokerage.offers.places",
			c.T("brokerage.offers.free", "free", o.free, "places", o.places)})
	}
	return facts
}

func asFacts(list []fact) []web.Fact {
	all := make([]web.Fact, len(list))
	for i, f := range list {
		all[i] = web.Fact{Key: f.key, Value: g.Text(f.value)}
	}
	return all
}

// needFacts are where it is and what the person needs there.
func needFacts(c *web.Ctx, o offerLine) []web.Fact {
	facts := []web.Fact{{Key: "brokerage.col.where", Value: web.Own(o.whereTold())}}
	var needs []string
	for _, n := range o.needs {
		needs = append(needs, c.T("directory.access."+n))
	}
	if len(needs) > 0 {
		facts = append(facts, web.Fact{Key: "brokerage.offers.needs", Value: g.Text(strings.Join(needs, ", "))})
	}
	return facts
}

// moreFacts are how to write to the person, what they come for, and whom to call.
func moreFacts(c *web.Ctx, o offerLine) (facts []web.Fact) {
	if o.easy {
		facts = append(facts, web.Fact{Key: "brokerage.offers.reads",
			Value: g.Text(c.T("brokerage.offers.easy_read"))})
	}
	if len(o.aims) > 0 {
		var all []g.Node
		for _, code := range o.aims {
			all = append(all, h.Li(g.Text(c.T("plans.care_act."+code))))
		}
		facts = append(facts, web.Fact{Key: "brokerage.offers.towards",
			Value: h.Ul(h.Class("govuk-list"), g.Group(all))})
	}
	call := g.Text(c.Site.Phone)
	if o.broker != "" {
		call = g.Group{web.Own(o.broker), g.Text(": " + c.Site.Phone)}
	}
	return append(facts, web.Fact{Key: "brokerage.offers.call", Value: call})
}
