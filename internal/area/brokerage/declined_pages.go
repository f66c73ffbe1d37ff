package brokerage

import (
	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/platform/govuk"
	"ourdays/internal/platform/web"
)

// saidNoText says whose no it is to a place, and why in their words; nothing of a
// place that nobody declined.
func saidNoText(c *web.Ctx, l PlacementLine) g.Node {
	if l.Status != Declined {
		return nil
	}
	return g.Group{web.Own(l.Organisation.Name), g.Text(" " + c.T("brokerage.parts.no") + " "), web.Own(l.Said)}
}

// toldNoText is saidNoText for the person and who helps: words that were written for
// workers only stay with them.
func toldNoText(c *web.Ctx, l PlacementLine) g.Node {
	if l.Told || l.Status != Declined {
		return saidNoText(c, l)
	}
	return g.Group{web.Own(l.Organisation.Name),
		g.Text(" " + web.Whose(c, "brokerage.parts.no_ask", "brokerage.parts_of.no_ask"))}
}

// goneNote tells a broker what was declined of the week that was chosen, by whom and
// why, while something else is to be found for it.
func goneNote(c *web.Ctx, v referralView) g.Node {
	gone := partsOf(v.r, v.placements).declined()
	if v.r.Status != WithBroker || len(gone) == 0 {
		return nil
	}
	return web.Inset(web.Block(c, "brokerage.gone.title"), goneList(c, gone, v.mayBroker),
		web.Block(c, "brokerage.gone.next"))
}

func goneList(c *web.Ctx, gone []PlacementLine, mayReopen bool) g.Node {
	var all []g.Node
	for _, l := range gone {
		all = append(all, h.Li(h.Strong(web.Own(titleOf(c, l.Activity))), g.Text(": "), saidNoText(c, l),
			g.If(mayReopen, reopenPress(c, l))))
	}
	return h.Ul(h.Class("govuk-list"), g.Group(all))
}

// reopenPress lets a broker say that who declined would say yes now, or says that
// somebody has.
func reopenPress(c *web.Ctx, l PlacementLine) g.Node {
	switch {
	case l.Status != Declined:
		return nil
	case l.Open:
		return web.Block(c, "brokerage.gone.reopened")
	}
	return web.PressFor(c, "/placements/"+l.ID+"/reopen", "brokerage.gone.reopen", titleOf(c, l.Activity),
		govuk.Secondary)
}
