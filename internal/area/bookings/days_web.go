package bookings

import (
	"net/url"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/web"
)

// nobodyFor refuses who has nobody here to book for: a helper whom nobody lets in any
// more, or who works.
func nobodyFor(a access.Actor) error {
	if a.Kind == access.Supporter {
		return fail.New(fail.NotFound, "site.week.nobody")
	}
	return fail.New(fail.Forbidden, "bookings.refused.who_books")
}

// postDays books several days. The page of the activity then says of each how it stands.
func (s *Service) postDays(c *web.Ctx, a access.Actor) error {
	if a.PersonID == "" {
		return nobodyFor(a)
	}
	back := "/activities/" + url.PathEscape(c.Field("activity"))
	days, err := s.BookDays(c.Context(), a, a.PersonID, c.Fields("session"))
	if err != nil {
		return stale(c, web.Page{Title: c.T("bookings.days.not"), NoIndex: true}, err, "bookings.book.others", back)
	}
	if len(days.Missed) == 0 {
		c.Flash("bookings.flash.days", "booked", dates(c, days.Booked))
	} else {
		c.Flash("bookings.flash.days_some", "booked", dates(c, days.Booked), "missed", dates(c, days.Missed))
	}
	return c.See(back)
}
