package bookings

import (
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

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
	return c.T("bookings.when", "date", plain(i18n.Date(c.Voice, s.Date)), "times", plain(i18n.Times(c.Voice, s.Start, s.End)))
}

// plain takes off the marks of the pseudo voice where a text is filled into
// another one that has them.
func plain(s string) string { return strings.Trim(s, "⟦⟧") }

// refusedBody tells why nothing was done, and leads on.
func refusedBody(c *web.Ctx, title string, e *fail.Error, onKey, on string) g.Node {
	return g.Group{
		web.H1(title),
		web.Block(c, e.Key, e.Args...),
		h.A(h.Class("govuk-button"), h.Href(on), g.Text(c.T(onKey))),
		web.Block(c, "bookings.refused.ask", "phone", c.Site.Phone),
	}
}
