package brokerage

import (
	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/area/bookings"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/pence"
	"ourdays/internal/platform/web"
)

// priceChange tells an approver of a week whose rates are other ones than when it was
// put together: what it costs now and then, from when it costs another sum, each
// place with its rates, and the price to the person.
func priceChange(c *web.Ctx, v referralView, w shownWeek) g.Node {
	now := v.ahead.week
	if v.r.Status != Chosen || !now.changed() {
		return nil
	}
	var lines []g.Node
	for _, p := range w.Places {
		if list := now.now[p.ScheduleID]; len(list) > 0 && (list[0].Price != p.UnitPrice || len(list) > 1) &&
			p.Funding == FromBudget {
			lines = append(lines, h.Li(web.Own(titleOf(c, p.Activity)), g.Text(": "+pricesText(c, list)+", "+
				c.T("brokerage.price.then", "amount", i18n.Money(c.Voice, p.UnitPrice)))))
		}
	}
	price := g.Node(nil)
	if v.priceNow.Known && w.PriceKnown && !w.learned && v.priceNow.Weekly != w.Price {
		price = web.Block(c, "brokerage.price.to_person", "shown", i18n.Money(c.Voice, w.Price),
			"now", i18n.Money(c.Voice, v.priceNow.Weekly))
	}
	var steps []g.Node
	for _, s := range now.steps {
		steps = append(steps, web.Block(c, "brokerage.price.week_from", "date", i18n.DateYear(c.Voice, s.Starts),
			"amount", i18n.Money(c.Voice, s.Price)))
	}
	return web.Inset(
		g.If(now.Now != now.then, web.Block(c, "brokerage.price.changed", "now", i18n.Money(c.Voice, now.Now),
			"then", i18n.Money(c.Voice, now.then))),
		g.Group(steps), web.Block(c, "brokerage.price.approves"), h.Ul(h.Class("govuk-list govuk-list--bullet"),
			g.Group(lines)), price)
}

// toPerson is the price to the person: the smaller of what they contribute and what
// the week costs, at the rates of today while the week waits for its approval.
func (v referralView) toPerson(c *web.Ctx, w shownWeek) g.Node {
	price, known := w.Price, w.PriceKnown
	if v.r.Status == Chosen {
		price, known = v.priceNow.Weekly, v.priceNow.Known
	}
	return priceFact(c, price, known, v.priceNow)
}

func priceText(c *web.Ctx, price pence.Pence, known bool) string {
	if !known {
		return c.T("brokerage.price.unknown")
	}
	return i18n.Money(c.Voice, price)
}

// pricesText says what a session costs, and from when another sum: "£40, from
// 1 January 2027 £44".
func pricesText(c *web.Ctx, list bookings.Prices) string {
	text := ""
	for n, s := range list {
		if n == 0 {
			text = i18n.Money(c.Voice, s.Price)
			continue
		}
		text += ", " + c.T("brokerage.price.from", "date", i18n.DateYear(c.Voice, s.Starts),
			"amount", i18n.Money(c.Voice, s.Price))
	}
	return text
}

// acceptForm is the provider's yes, where there is room for it. Where the rate is another
// one than when the place was offered it says both first; what is dearer must be approved
// again.
func acceptForm(c *web.Ctx, o offerLine) g.Node {
	if !o.room.fits() {
		return noRoom(c, o.room)
	}
	path := "/provider/offers/" + o.ID + "/accept"
	yes := web.PressFor(c, path, "brokerage.offers.accept", o.title(c), "")
	if o.room.moved {
		yes = g.Group{web.Block(c, "brokerage.offers.behind", "day", wholeDay(c, o.From)), yes}
	}
	if len(o.now) == 0 {
		return yes
	}
	then := i18n.Money(c.Voice, o.UnitPrice)
	if !o.dearer {
		return g.Group{web.Block(c, "brokerage.offers.cheaper", "now", pricesText(c, o.now), "then", then), yes}
	}
	return g.Group{web.Block(c, "brokerage.offers.dearer", "now", pricesText(c, o.now), "then", then),
		web.PressFor(c, path, "brokerage.offers.ask_again", o.title(c), "", web.Hidden("ask", "yes"))}
}
