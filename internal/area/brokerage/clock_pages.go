package brokerage

import (
	g "maragu.dev/gomponents"

	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/web"
)

// MoreTimeNote says before it is pressed what more time for enablement does with the
// places, and what it costs.
func MoreTimeNote(c *web.Ctx, m MoreTime) g.Node {
	if m.Places == 0 {
		return web.Block(c, "brokerage.clock.none")
	}
	moves := "brokerage.clock.moves.other"
	if m.Places == 1 {
		moves = "brokerage.clock.moves.one"
	}
	return g.Group{web.Block(c, moves, "n", m.Places, "date", i18n.DateYear(c.Voice, m.Ends)),
		g.If(m.Weekly > 0, web.Block(c, "brokerage.clock.costs", "amount", i18n.Money(c.Voice, m.Weekly),
			"left", i18n.Money(c.Voice, m.Budget.Available), "until", i18n.DateYear(c.Voice, m.Budget.Until))),
		web.Block(c, "brokerage.clock.refuses")}
}
