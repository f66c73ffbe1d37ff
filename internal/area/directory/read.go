package directory

import (
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/pence"
)

// point is a place on the map, in degrees.
type point struct{ Lat, Lng float64 }

// Card is a session with all that a list shows of it. Location is zero for a
// session that is on-line only.
type Card struct {
	Session      Session
	Activity     Activity
	Location     Location
	Organisation Organisation
}

// Offered is one published schedule with all that choosing needs of it.
type Offered struct {
	Schedule     Schedule
	Activity     Activity
	Location     Location
	Organisation Organisation
	Sessions     []Session // open, in order of time, with what is left of them
}

// Offer is what can be chosen between two days.
type Offer struct {
	From, To clock.Date
	Items    []Offered // in the order of the schedules' ids
}

// Ask is what of a person decides whether a schedule can matter to them, for
// the weeks between two days.
type Ask struct {
	From, To clock.Date
	Tier     int
	Age      int
	Needs    Access
	Load     int        // sixtieths of a worker that the person takes
	Latest   clock.Date // from a day until then on every session has room; none: every session has
}

// Sketch is a published schedule as far as it is compared with others.
type Sketch struct {
	ScheduleID string
	ActivityID string
	Kind       string
	Audience   db.List
	OwnPrice   pence.Pence
	Tiers      int
	Outcomes   db.List
	Lat, Lng   float64
	Times      []Time `db:"-"` // the open sessions of the first week
}

// Time is when a session happens: its day, and minutes of the day.
type Time struct {
	Day                    clock.Date
	StartMinute, EndMinute int
}

func openBySchedule(list []Session) map[string][]Session {
	by := map[string][]Session{}
	for _, ses := range list {
		if ses.Status == SessionOpen {
			by[ses.ScheduleID] = append(by[ses.ScheduleID], ses)
		}
	}
	return by
}

func index[T any](list []T, id func(T) string) map[string]T {
	by := make(map[string]T, len(list))
	for _, v := range list {
		by[id(v)] = v
	}
	return by
}

func indexActivities(list []Activity) map[string]Activity {
	return index(list, func(a Activity) string { return a.ID })
}

func indexLocations(list []Location) map[string]Location {
	return index(list, func(l Location) string { return l.ID })
}

func indexOrganisations(list []Organisation) map[string]Organisation {
	return index(list, func(o Organisation) string { return o.ID })
}

// distinct keeps the first of each.
func distinct(list []string) []string {
	seen := make(map[string]bool, len(list))
	var kept []string
	for _, v := range list {
		if !seen[v] {
			seen[v] = true
			kept = append(kept, v)
		}
	}
	return kept
}

// Breach is one thing in the stored data that must not be.
type Breach struct{ Thing, What string }
