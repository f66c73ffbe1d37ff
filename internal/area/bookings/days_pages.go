package bookings

import (
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/area/directory"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/govuk"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/pence"
	"ourdays/internal/platform/web"
)

// daysPath books several sessions of an activity.
const daysPath = "/sessions/days"

// BookDaysForm books all of some sessions of an activity with one press, as far as they
// can be had, and says so before, with what they come to.
func BookDaysForm(c *web.Ctx, a directory.Activity, list []directory.Session) g.Node {
	fields := []g.Node{web.Hidden("activity", a.ID)}
	for _, ses := range list {
		fields = append(fields, web.Hidden("session", ses.ID))
	}
	return h.Div(web.WhoseBlock(c, "bookings.days.how", "bookings.days_of.how"), daysPrice(c, a, len(list)),
		web.Post(c, daysPath, g.Group(fields),
			web.ButtonWith(govuk.Secondary, g.Text(c.T("bookings.days.press", "n", len(list))))))
}

// daysPrice says what so many days cost at the door, where that is known.
func daysPrice(c *web.Ctx, a directory.Activity, n int) g.Node {
	if !a.PriceKnown || a.OwnPrice == 0 {
		return priceAtTheDoor(c, a)
	}
	return web.WhoseBlock(c, "bookings.days.price", "bookings.days_of.price", "n", n,
		"amount", i18n.Price(c.Voice, a.OwnPrice), "sum", i18n.Price(c.Voice, a.OwnPrice*pence.Pence(n)))
}

// dates joins days as one says them.
func dates(c *web.Ctx, list []clock.Date) string {
	var all []string
	for _, d := range list {
		all = append(all, i18n.Date(c.Voice, d))
	}
	return strings.Join(all, ", ")
}
