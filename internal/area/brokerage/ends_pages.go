package brokerage

import (
	g "maragu.dev/gomponents"

	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/web"
)

// LastDays tells people themselves, and who helps them, which of their places end.
func LastDays(c *web.Ctx, list []PlaceEnds) g.Node {
	var all []g.Node
	for _, e := range list {
		word := "is"
		if e.Over {
			word = "was"
		}
		all = append(all, web.WhoseBlock(c, "brokerage.last."+word, "brokerage.last_of."+word,
			"what", titleOf(c, e.Activity), "date", i18n.Date(c.Voice, e.Last)))
	}
	return g.Group(all)
}
