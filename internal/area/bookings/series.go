package bookings

import (
	"slices"

	"ourdays/internal/area/directory"
	"ourdays/internal/platform/clock"
)

// opens is what a session of the series adds to what is booked.
func (s Series) opens(ses directory.Session) Change {
	return Change{PlacementID: s.PlacementID, Day: ses.Date, Open: s.Prices.On(ses.Date)}
}

// toBook gives the sessions that are not part of the series yet and at which the
// person goes nowhere else.
func toBook(sessions []directory.Session, had []clock.Date, clashes []clashing) []directory.Session {
	return slices.DeleteFunc(sessions, func(ses directory.Session) bool {
		return slices.Contains(had, ses.Date) || slices.ContainsFunc(clashes, func(c clashing) bool {
			return c.ID == ses.ID
		})
	})
}
