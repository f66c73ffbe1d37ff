package bookings

import (
	"slices"

	"ourdays/internal/area/directory"
	"ourdays/internal/platform/clock"
)

// atHome is the place of what is joined on-line.
const atHome = "online"

// sift is what a provider asks of its list of sessions: those at one place, those
// of one day, or both. It names nobody, so it may stand in an address.
type sift struct {
	place string // the id of a location, or atHome; empty is everywhere
	typed string // the day as it was typed
	day   clock.Date
	// unread tells that what was typed is no day: nothing is found.
	unread bool
	sites  []directory.Location // that can be chosen
	lines  []SessionLine        // what was found, where something is asked
	cut    bool                 // there is more
}

// asked reports whether anything is asked.
func (s sift) asked() bool { return s.place != "" || s.typed != "" }

// known reports whether the place is one of the provider's.
func (s sift) known() bool {
	return s.place == "" || s.place == atHome ||
		slices.ContainsFunc(s.sites, func(l directory.Location) bool { return l.ID == s.place })
}

// days are those of which sessions are listed: the day, or those around today of
// which a provider has anything to do.
func (s sift) days(today clock.Date) (from, to clock.Date) {
	if !s.day.IsZero() {
		return s.day, s.day
	}
	return today.AddDays(-DaysToClose), today.AddDays(directory.DaysAhead)
}

// at is the place that is asked for, as a list of sessions knows it.
func (s sift) at() string { return Asked{Place: s.place}.at() }

// worthAsking tells whether a list is long enough to ask for a part of it.
func (s sift) worthAsking(lines int) bool { return s.asked() || len(s.sites) > 1 || lines > mostListed }
