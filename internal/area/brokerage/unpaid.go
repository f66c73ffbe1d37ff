package brokerage

import (
	"cmp"
	"slices"

	"ourdays/internal/area/directory"
	"ourdays/internal/platform/clock"
)

func daysOf(list []directory.Session) []clock.Date {
	var days []clock.Date
	for _, ses := range list {
		days = append(days, ses.Date)
	}
	return days
}

// paid leaves out of some days those for which the placement's budget has nothing.
func (p Placement) paid(days []clock.Date) []clock.Date {
	unpaid := daysOf(p.unpaid)
	return slices.DeleteFunc(days, func(d clock.Date) bool { return slices.Contains(unpaid, d) })
}

// lose takes one more of a placement's sessions for unpaid: what was put on again last, as
// nobody had reckoned with it, or the last of all. It says whether there was one.
func (p *Placement) lose(list []directory.Session) bool {
	left := slices.DeleteFunc(slices.Clone(list), func(ses directory.Session) bool {
		return ses.Status != directory.SessionOpen || slices.Contains(daysOf(p.unpaid), ses.Date)
	})
	if len(left) == 0 {
		return false
	}
	p.unpaid = append(p.unpaid, slices.MaxFunc(left, func(a, b directory.Session) int {
		return cmp.Or(a.Changed.V.Time().Compare(b.Changed.V.Time()), a.Date.DaysSince(b.Date))
	}))
	slices.SortFunc(p.unpaid, func(a, b directory.Session) int { return a.Date.DaysSince(b.Date) })
	return true
}
