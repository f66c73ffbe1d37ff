package brokerage

import (
	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/area/matching"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/web"
)

// beginsNote tells a person when their week begins, or from when on it can and on
// what that depends.
func beginsNote(c *web.Ctx, v referralView) g.Node {
	if v.begins.IsZero() {
		return nil
	}
	word := "known"
	switch {
	case v.r.mayChange():
		word = "open"
	case v.r.Status == Approved:
		word = "asked"
	}
	says := web.WhoseBlock(c, "brokerage.begins."+word, "brokerage.begins_of."+word,
		"day", wholeDay(c, v.begins))
	if word != "open" {
		return says
	}
	return g.Group{says, web.WhoseBlock(c, "brokerage.begins.open_if", "brokerage.begins_of.open_if")}
}

// beginsFact tells it to workers.
func beginsFact(c *web.Ctx, v referralView) []fact {
	day := wholeDay(c, v.begins)
	switch {
	case v.begins.IsZero():
		return nil
	case v.r.mayChange():
		return []fact{{"brokerage.facts.begins_week", c.T("brokerage.facts.begins_open", "day", day)}}
	}
	return []fact{{"brokerage.facts.begins", day}}
}

// wholeDay says a day with its name and its year: "Monday 7 December 2026".
func wholeDay(c *web.Ctx, d clock.Date) string {
	return i18n.DayName(c.Voice, d.Weekday()) + " " + i18n.DateYear(c.Voice, d)
}

// when says the times of a place, and from when on where that is later than the rest.
func (p shownPlace) when(c *web.Ctx) string {
	if p.later.IsZero() {
		return slotsText(c, p.Slots)
	}
	return c.T("brokerage.later.when", "times", slotsText(c, p.Slots), "day", wholeDay(c, p.later))
}

// startsNote tells a person that a place begins later than the rest of their week.
func (p shownPlace) startsNote(c *web.Ctx) g.Node {
	if p.later.IsZero() {
		return nil
	}
	return g.Group{h.Br(), h.Strong(g.Text(c.T("brokerage.later.starts", "day", i18n.Date(c.Voice, p.later))))}
}

// noRoom tells a provider why they cannot say yes to an offer, and what they can do.
func noRoom(c *web.Ctx, r room) g.Node {
	if r.next.IsZero() {
		return web.Block(c, "brokerage.offers.full_on", "day", wholeDay(c, r.full))
	}
	return web.Block(c, "brokerage.offers.full_until", "day", wholeDay(c, r.next),
		"latest", wholeDay(c, r.latest))
}

// laterHere tells the broker of a session that begins later, because it is full before.
func laterHere(c *web.Ctx, v builderView, cand matching.Candidate) g.Node {
	day := cand.Begins(v.k.Wish)
	if day.IsZero() || !v.at.Has(cand.Schedule.ID) {
		return nil
	}
	return h.Div(h.Class("quiet"), g.Text(c.T("brokerage.later.builder", "day", wholeDay(c, day), "latest",
		wholeDay(c, v.k.Wish.Latest))))
}
