package brokerage

import (
	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/platform/web"
)

// partsNote tells a person which part of their week is gone, with whatever is to be said
// of that, which they may have after all, which they have, and which is still asked for.
func partsNote(c *web.Ctx, p parts, ofGone ...g.Node) g.Node {
	return g.Group{partList(c, "gone", p.gone), g.If(len(p.gone) > 0, g.Group(ofGone)),
		partList(c, "maybe", p.maybe), partList(c, "has", p.has),
		partList(c, "asked", p.asked)}
}

func partList(c *web.Ctx, word string, list []PlacementLine) g.Node {
	if len(list) == 0 {
		return nil
	}
	var all []g.Node
	for _, l := range list {
		all = append(all, h.Li(h.Strong(web.Own(titleOf(c, l.Activity))), g.Text(": "+l.When(c)),
			g.If(l.Status == Declined && !l.Open, g.Group{h.Br(), toldNoText(c, l)})))
	}
	return h.Div(web.WhoseBlock(c, "brokerage.parts."+word, "brokerage.parts_of."+word),
		h.Ul(h.Class("govuk-list"), g.Group(all)))
}

// agreedNote says how far the places of an approved week are.
func agreedNote(c *web.Ctx, p parts) g.Node {
	if p.partly() {
		return g.Group{web.WhoseBlock(c, "brokerage.parts.agreed", "brokerage.parts_of.agreed"), partsNote(c, p)}
	}
	return web.WhoseBlock(c, "brokerage.chosen.approved", "brokerage.chosen_of.approved")
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
		return h.Div(split, web.WhoseBlock(c, "brokerage.choose.waits", "brokerage.choose.waits_of"),
			web.ButtonLink(c, "/me/choose", "brokerage.choose.see"))
	case Chosen:
		return g.Group{split, web.WhoseBlock(c, "brokerage.chosen.chosen", "brokerage.chosen_of.chosen")}
	case Approved:
		return agreedNote(c, w.parts)
	case WithBroker:
		if len(w.parts.declined()) > 0 {
			return partsNote(c, w.parts)
		}
	}
	return nil
}
