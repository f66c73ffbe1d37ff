package bookings

import (
	"ourdays/internal/area/directory"
	"ourdays/internal/platform/clock"
)

// How many registers a page of earlier ones lists: those that are not closed,
// and those of a month that are.
const (
	mostUnclosed = 50
	closedAtOnce = 50
)

// Earlier is a page of a provider's registers of days that are over.
type Earlier struct {
	Organisation directory.Organisation
	Open         []SessionLine // not closed, whenever they were, the oldest first
	MoreOpen     bool
	Month        clock.Date    // its first day
	Closed       []SessionLine // closed ones of the month, the newest first
	Page         int           // of the month, from 1
	More         bool
	Before       clock.Date // the month before with a session, or zero
	After        clock.Date // the month after, up to this one, or zero
}

// monthOf gives the first day of a day's month.
func monthOf(d clock.Date) clock.Date { return clock.D(d.Year, d.Month, 1) }

// cutTo leaves of a list what a page shows, and says whether there was more.
func cutTo(most int, ids []string) ([]string, bool) {
	if len(ids) <= most {
		return ids, false
	}
	return ids[:most], true
}

// afterMonth is the month after one, up to that of today; zero when it is that.
func afterMonth(month, today clock.Date) clock.Date {
	next := month.AddMonths(1)
	if next.After(today) {
		return clock.Date{}
	}
	return next
}
