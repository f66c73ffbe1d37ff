package brokerage

import (
	g "maragu.dev/gomponents"

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
	return web.WhoseBlock(c, "brokerage.begins."+word, "brokerage.begins_of."+word, "day", wholeDay(c, v.begins))
}

// beginsFact tells it to workers.
func beginsFact(c *web.Ctx, v referralView) []fact {
	day := wholeDay(c, v.begins)
	switch {
	case v.begins.IsZero():
		return nil
	case v.r.mayChange():
		day = c.T("brokerage.facts.begins_open", "day", day)
	}
	return []fact{{"brokerage.facts.begins", day}}
}

// wholeDay says a day with its name and its year: "Monday 7 December 2026".
func wholeDay(c *web.Ctx, d clock.Date) string {
	return i18n.DayName(c.Voice, d.Weekday()) + " " + i18n.DateYear(c.Voice, d)
}
