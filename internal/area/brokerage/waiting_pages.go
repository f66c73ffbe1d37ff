package brokerage

import (
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/web"
)

// waitingNote tells workers which sessions of a place are not booked, and why; nothing
// where all are.
func waitingNote(c *web.Ctx, w Waiting) g.Node {
	if len(w.Full)+len(w.Clashes) == 0 {
		return nil
	}
	return h.P(waitingWords(c, w))
}

func waitingWords(c *web.Ctx, w Waiting) g.Node {
	var words []string
	if n := len(w.Full); n > 0 {
		words = append(words, c.N("brokerage.waiting.full", n, "date", i18n.Date(c.Voice, w.Full[0])))
	}
	if len(w.Clashes) > 0 {
		words = append(words, c.T("brokerage.waiting.clash", "days", daysText(c, w.Clashes)))
	}
	return g.Text(strings.Join(words, " "))
}

func daysText(c *web.Ctx, days []clock.Date) string {
	var list []string
	for _, day := range days {
		list = append(list, i18n.Date(c.Voice, day))
	}
	return strings.Join(list, "; ")
}

// waitingTag marks somebody who waits for room in a list.
func waitingTag(c *web.Ctx, w Waiting) g.Node {
	if len(w.Full) == 0 {
		return nil
	}
	return g.Group{g.Text(" "), web.Tag(c, "brokerage.waiting.tag", "tag-few")}
}

// NoRoom tells workers the same of somebody's week.
func NoRoom(c *web.Ctx, list []FullDay) g.Node {
	var all []g.Node
	for _, f := range list {
		all = append(all, h.P(web.Own(titleOf(c, f.Activity)),
			g.Text(": "+c.N("brokerage.waiting.full", 1, "date", i18n.Date(c.Voice, f.Day)))))
	}
	return g.Group(all)
}

// NoPlace tells people themselves, calmly, that something of their week is full on a
// day: that they have no place there then, and that Ourdays goes on trying.
func NoPlace(c *web.Ctx, list []FullDay) g.Node {
	var all []g.Node
	for _, f := range list {
		all = append(all, web.WhoseBlock(c, "brokerage.waiting.you", "brokerage.waiting.of",
			"what", titleOf(c, f.Activity),
			"date", i18n.Date(c.Voice, f.Day)))
	}
	return g.Group(all)
}
