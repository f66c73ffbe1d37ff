package bookings

import (
	"strings"

	g "maragu.dev/gomponents"

	"ourdays/internal/area/directory"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/web"
)

// titleOf is an activity's title in the visitor's voice.
func titleOf(c *web.Ctx, a directory.Activity) string {
	if web.Easy(c) {
		return a.EasyTitle
	}
	return a.Title
}

// whenOf says when a session is: "Tuesday 24 November, 2pm to 4pm".
func whenOf(c *web.Ctx, s directory.Session) string {
	return c.T("bookings.when", "date", i18n.Date(c.Voice, s.Date), "times", i18n.Times(c.Voice, s.Start, s.End))
}

// siteOf names the place of a session, or says that it is on-line.
func siteOf(c *web.Ctx, card directory.Card) g.Node {
	if card.Location.ID == "" {
		return g.Text(c.T("bookings.online"))
	}
	return web.Own(card.Location.Name)
}

// ofTheirs are families of texts to who helps, named as those to the person with _of.
var ofTheirs = []string{"bookings.refused_of.", "bookings.own_of.", "bookings.book_of."}

// theirs names the text to who helps somebody; where one text is for both, that.
func theirs(key string) string {
	for _, family := range ofTheirs {
		last, of := strings.CutPrefix(key, strings.Replace(family, "_of", "", 1))
		if of && i18n.Has(family+last) {
			return family + last
		}
	}
	return key
}

// refusedBody tells why nothing was done, and leads on.
func refusedBody(c *web.Ctx, title string, e *fail.Error, onKey, on string) g.Node {
	return g.Group{
		web.H1(title),
		web.WhoseBlock(c, e.Key, theirs(e.Key), e.Args...),
		web.ButtonLinkWith(on, "", g.Text(web.Whose(c, onKey, theirs(onKey)))),
		web.Block(c, "bookings.refused.ask", "phone", c.Site.Phone),
	}
}
