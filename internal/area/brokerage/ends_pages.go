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
		word, args := "is", []any{"what", titleOf(c, e.Activity)}
		switch {
		case e.Never:
			word = "never"
		case e.Over:
			word = "was"
		}
		if !e.Never {
			args = append(args, "date", i18n.Date(c.Voice, e.Last))
		}
		all = append(all, web.WhoseBlock(c, "brokerage.last."+word, "brokerage.last_of."+word, args...))
	}
	return g.Group(all)
}
