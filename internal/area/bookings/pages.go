package bookings

import (
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

// refusedBody tells why nothing was done, and leads on.
func refusedBody(c *web.Ctx, title string, e *fail.Error, onKey, on string) g.Node {
	return g.Group{
		web.H1(title),
		web.Block(c, e.Key, e.Args...),
		web.ButtonLink(c, on, onKey),
		web.Block(c, "bookings.refused.ask", "phone", c.Site.Phone),
	}
}
