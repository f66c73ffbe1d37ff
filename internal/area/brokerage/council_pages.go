package brokerage

import (
	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/web"
)

// councilPart is one part of the council's budget with the key of its name.
type councilPart struct {
	key string
	CouncilPart
}

// touched lists the parts to which a week adds something.
func (c Council) touched() (list []councilPart) {
	for _, p := range []councilPart{{"in_house", c.InHouse}, {"external", c.External}} {
		if p.Added > 0 {
			list = append(list, p)
		}
	}
	return list
}

// councilCard sets the year's budget for the kind of provider beside what the year comes
// to with this week.
func councilCard(c *web.Ctx, v referralView) g.Node {
	if v.r.Status != Chosen || len(v.council.touched()) == 0 {
		return nil
	}
	title := h.H2(h.Class("govuk-heading-m"), g.Text(c.T("brokerage.council.title")))
	if !v.council.Set {
		return h.Div(h.Class("card"), title, web.Block(c, "brokerage.council.unset"))
	}
	all := []g.Node{title, h.P(h.Class("quiet"), g.Text(c.T("brokerage.council.until",
		"date", i18n.DateYear(c.Voice, v.council.Until))))}
	for _, p := range v.council.touched() {
		all = append(all, summary(c, fact{"brokerage.council." + p.key, i18n.Money(c.Voice, p.Budget)},
			fact{"brokerage.council.agreed", i18n.Money(c.Voice, p.Agreed)},
			fact{"brokerage.council.waiting", i18n.Money(c.Voice, p.Waiting)},
			fact{"brokerage.council.added", i18n.Money(c.Voice, p.Added)},
			fact{"brokerage.council.sum", i18n.Money(c.Voice, p.Sum())},
			fact{"brokerage.council.left", i18n.Money(c.Voice, p.Left())}))
	}
	return h.Div(h.Class("card"), g.Group(all))
}

// councilNote warns beside the press that the year's budget is exceeded. It bars nothing:
// a need that is eligible is met, whatever the council has left (Care Act 2014, s.18).
func councilNote(c *web.Ctx, v referralView) g.Node {
	var all []g.Node
	for _, p := range v.council.touched() {
		if v.council.Set && p.Over() > 0 {
			all = append(all, web.Block(c, "brokerage.council_over."+p.key, "over", i18n.Money(c.Voice, p.Over())))
		}
	}
	if len(all) == 0 {
		return nil
	}
	return web.Inset(g.Group(all), web.Block(c, "brokerage.council.no_bar"))
}
