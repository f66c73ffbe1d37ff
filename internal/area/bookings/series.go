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

// clashing is a session of a series at the time of another place of the person.
type clashing struct {
	ID    string
	Day   clock.Date
	Start int // minute of the day
}

// hours are when a person goes somewhere.
type hours struct {
	SessionID    string
	Day          clock.Date
	Starts, Ends clock.Instant
}

// meets reports whether it is elsewhere than a session, and at its time.
func (h hours) meets(ses directory.Session) bool {
	return h.SessionID != ses.ID && h.Starts.Before(ses.Ends) && h.Ends.After(ses.Starts)
}

// clashesOf gives those of some sessions that are on while the person goes somewhere else,
// the first one first.
func clashesOf(sessions []directory.Session, elsewhere []hours) []clashing {
	byDay := map[clock.Date][]hours{}
	for _, h := range elsewhere {
		byDay[h.Day] = append(byDay[h.Day], h)
	}
	var list []clashing
	for _, ses := range sessions {
		meets := func(h hours) bool { return h.meets(ses) }
		for _, day := range []clock.Date{ses.Date.AddDays(-1), ses.Date, ses.Date.AddDays(1)} {
			if slices.ContainsFunc(byDay[day], meets) {
				list = append(list, clashing{ses.ID, ses.Date, ses.Start})
				break
			}
		}
	}
	return list
}

// othersAt gives, of some sessions, the first at which the person is at the same time.
func othersAt(sessions []directory.Session, elsewhere []hours) map[string]string {
	at := map[string]string{}
	for _, ses := range sessions {
		i := slices.IndexFunc(elsewhere, func(h hours) bool { return h.meets(ses) })
		if i >= 0 {
			at[ses.ID] = elsewhere[i].SessionID
		}
	}
	return at
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
