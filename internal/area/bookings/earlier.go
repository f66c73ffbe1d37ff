package bookings

import (
	"time"

	"ourdays/internal/area/directory"
	"ourdays/internal/platform/clock"
)

// How many registers a page of earlier ones lists: those that are not closed,
// and those of a month that are.
const (
	unclosedAtOnce = 20
	closedAtOnce   = 20
)

// longAgo is before any session.
var longAgo = clock.D(2000, time.January, 1)

// Asked is what a page of earlier registers is to show.
type Asked struct {
	OrganisationID string     // whose; a provider reads its own
	Place          string     // the id of a location, or "online"; empty is everywhere
	Day            clock.Date // of that day alone; zero is every day
	Since          clock.Date // and not before it; zero is whenever it was
	Month          clock.Date // of which closed ones are listed
	OpenPage, Page int        // of those that are not closed, and of the month; from 1
}

// span gives the days, up to one that is over, of which registers that are not closed
// are listed.
func (q Asked) span(today clock.Date) (from, to clock.Date) {
	yesterday := today.AddDays(-1)
	switch {
	case q.Day.IsZero() && q.Since.IsZero():
		return longAgo, yesterday
	case q.Day.IsZero():
		return q.Since, yesterday
	case q.Day.After(yesterday):
		return q.Day, longAgo // none
	}
	return q.Day, q.Day
}

// closedSpan gives the days of which closed ones are listed: the month, or the day.
func (q Asked) closedSpan(today clock.Date) (from, to clock.Date) {
	if !q.Day.IsZero() {
		return q.Day, q.Day
	}
	last := q.Month.AddMonths(1).AddDays(-1)
	if last.After(today) {
		last = today
	}
	return q.Month, last
}

// Earlier is a page of a provider's registers of days that are over.
type Earlier struct {
	Asked
	Organisation directory.Organisation
	Open         []SessionLine // not closed, whenever they were, the oldest first
	MoreOpen     bool
	Closed       []SessionLine // closed ones of the month, the newest first
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
