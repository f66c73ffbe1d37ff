package framework

import (
	"strconv"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/platform/govuk"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/web"
)

// upliftCards says how many agreed places cost another price than a rate, what moving
// them comes to, and moves them.
func upliftCards(c *web.Ctx, v contractView) g.Node {
	if len(v.lifts) == 0 {
		return nil
	}
	var cards []g.Node
	for _, u := range v.lifts {
		cards = append(cards, upliftCard(c, v, u))
	}
	return h.Section(web.H2(c.T("framework.uplift.title")), web.Block(c, "framework.uplift.how"), g.Group(cards))
}

func upliftCard(c *web.Ctx, v contractView, u Uplift) g.Node {
	effect, year := "framework.uplift.more", u.Year
	if year < 0 {
		effect, year = "framework.uplift.less", -year
	}
	places := c.N("framework.uplift.places", u.Places) + ", " + c.N("framework.impact.people", u.People)
	facts := []web.Fact{
		{Key: "framework.rate.ratio", Value: g.Text(ratioText(c, u.Ratio))},
		{Key: "framework.impact.new", Value: g.Text(i18n.Money(c.Voice, u.Price))},
		{Key: "framework.uplift.at_old", Value: g.Text(places)},
		{Key: effect, Value: g.Text(i18n.Money(c.Voice, year))},
		{Key: "framework.uplift.over", Value: g.Text(c.N("framework.uplift.above", u.Above))},
		{Key: "framework.uplift.without", Value: g.Text(c.N("framework.uplift.short", u.Short))},
	}
	return h.Div(h.Class("card"), web.Facts(c, facts...),
		g.If(u.Above+u.Short > 0, web.Block(c, "framework.uplift.brokers")),
		h.Form(h.Method("post"), h.Action(ratesPath+"/"+v.Activity.ID+"/uplift"), h.Class("press"), c.FormKey(),
			web.Hidden("rate", u.ID), web.Hidden("opened", strconv.Itoa(v.Turn)),
			web.ButtonWith(govuk.Secondary, g.Text(c.T("framework.uplift.press", "places",
				c.N("framework.uplift.places", u.Places-u.Short), "day", i18n.DateYear(c.Voice, u.From))))))
}
