package brokerage

import (
	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/web"
)

// AboveNote tells workers that the places somebody has cost more than their plan
// may; nothing where they do not.
func AboveNote(c *web.Ctx, a Above) g.Node {
	if a.More() == 0 {
		return nil
	}
	return web.Inset(web.Block(c, "brokerage.facts.above", "amount", i18n.Money(c.Voice, a.Cost),
		"more", i18n.Money(c.Voice, a.More())))
}

// aboveTag marks such a person in a list.
func aboveTag(c *web.Ctx, a Above) g.Node {
	if a.More() == 0 {
		return nil
	}
	return g.Group{g.Text(" "), web.Tag(c, "brokerage.above.tag", "tag-few")}
}

// whatNext says what a referral waits for, and before it what there is to talk about
// with a person whose places cost more than their plan may, and what is not booked.
func whatNext(c *web.Ctx, r ReferralLine) g.Node {
	next := g.Text(c.T("brokerage.next." + string(r.Status)))
	if len(r.Waits.Full)+len(r.Waits.Clashes) > 0 {
		next = g.Group{waitingWords(c, r.Waits), h.Br(), next}
	}
	if len(r.Gone) > 0 {
		next = g.Group{goneList(c, r.Gone, false), next}
	}
	if r.Above.More() == 0 {
		return next
	}
	talk := c.T("brokerage.above.talk", "amount", i18n.Money(c.Voice, r.Above.Cost),
		"more", i18n.Money(c.Voice, r.Above.More()))
	return g.Group{h.Strong(g.Text(talk)), h.Br(), next}
}

// TalkNote tells people themselves that their week costs more than their budget is
// now: what it is, that nothing stops, and who talks with them. They did nothing
// wrong, and the words blame nobody.
func TalkNote(c *web.Ctx, t Talk) g.Node {
	if t.More() == 0 {
		return nil
	}
	return h.Section(h.Class("card"), web.H2(web.Whose(c, "brokerage.above.title", "brokerage.above_of.title")),
		talkWords(c, t))
}

func talkWords(c *web.Ctx, t Talk) g.Node {
	who := web.WhoseBlock(c, "brokerage.above.somebody", "brokerage.above_of.somebody")
	if t.Who != "" {
		who = web.WhoseBlock(c, "brokerage.above.who", "brokerage.above_of.who", "who", t.Who)
	}
	return g.Group{web.WhoseBlock(c, "brokerage.above.costs", "brokerage.above_of.costs",
		"amount", i18n.Money(c.Voice, t.Cost),
		"budget", i18n.Money(c.Voice, t.Weekly)),
		web.WhoseBlock(c, "brokerage.above.nothing_stops", "brokerage.above_of.nothing_stops"), who,
		web.Block(c, "brokerage.above.call", "phone", c.Site.Phone)}
}

// talkPage shows those words alone, for the gallery: the page that they stand on
// is one of funds.
func talkPage(c *web.Ctx, t Talk) web.Page {
	return web.Page{Title: c.T("brokerage.above.title"), Body: g.Group{web.H1(c.T("brokerage.above.title")),
		talkWords(c, t)}}
}
