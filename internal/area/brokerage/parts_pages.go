package brokerage

import (
	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/platform/web"
)

// partsNote tells a person which part of their week is gone, which they have, and
// which is still asked for.
func partsNote(c *web.Ctx, p parts) g.Node {
	return g.Group{partList(c, "brokerage.parts.gone", p.gone), partList(c, "brokerage.parts.has", p.has),
		partList(c, "brokerage.parts.asked", p.asked)}
}

func partList(c *web.Ctx, key string, list []PlacementLine) g.Node {
	if len(list) == 0 {
		return nil
	}
	var all []g.Node
	for _, l := range list {
		all = append(all, h.Li(h.Strong(web.Own(titleOf(c, l.Activity))), g.Text(": "+l.When(c))))
	}
	return h.Div(web.Block(c, key), h.Ul(h.Class("govuk-list"), g.Group(all)))
}

// agreedNote says how far the places of an approved week are.
func agreedNote(c *web.Ctx, p parts) g.Node {
	if p.partly() {
		return g.Group{web.Block(c, "brokerage.parts.agreed"), partsNote(c, p)}
	}
	return web.Block(c, "brokerage.chosen."+string(Approved))
}

// WaitsFor tells a person, on their own pages, that weeks wait for their choice,
// or what becomes of the one they chose. In other states it is nothing.
func WaitsFor(c *web.Ctx, w Waits) g.Node {
	split := g.Node(nil)
	if w.parts.split() {
		split = partsNote(c, w.parts)
	}
	switch w.State {
	case Shown:
		return h.Div(split, web.Block(c, "brokerage.choose.waits"),
			web.ButtonLink(c, "/me/choose", "brokerage.choose.see"))
	case Chosen:
		return g.Group{split, web.Block(c, "brokerage.chosen."+string(w.State))}
	case Approved:
		return agreedNote(c, w.parts)
	case WithBroker:
		return split
	}
	return nil
}
