package brokerage

import (
	"ourdays/internal/area/directory"
	"ourdays/internal/area/matching"
	"ourdays/internal/platform/clock"
)

// beginsOn is the first day of a referral's week, where it is still to come: the
// Monday on which it can begin if it is approved before, or the first day of its
// places once they are asked for.
func beginsOn(r Referral, placed []PlacementLine, today clock.Date) clock.Date {
	if r.mayChange() {
		return firstMonday(today)
	}
	var first clock.Date
	for _, p := range placed {
		if p.OptionID == r.OptionID && p.inWeek() && (first.IsZero() || p.FirstDay().Before(first)) {
			first = p.FirstDay()
		}
	}
	if !first.After(today) {
		return clock.Date{}
	}
	return first
}

// Begins is the first day on which somebody goes anywhere, where no place of theirs has
// begun yet; none where one has, or where they have no place.
func Begins(lines []PlacementLine, today clock.Date) clock.Date {
	var first clock.Date
	for _, l := range lines {
		switch {
		case !l.FirstDay().After(today) && (l.Going() || l.Status == Suspended || l.Status == Ended):
			return clock.Date{}
		case l.Going() && (first.IsZero() || l.FirstDay().Before(first)):
			first = l.FirstDay()
		}
	}
	return first
}

// room is where an offered place can begin now.
type room struct {
	begins clock.Date // none where it fits nowhere that is early enough
	moved  bool       // later than was offered, because it is full before
	next   clock.Date // where it fits nowhere: when it could begin, if ever
	full   clock.Date // and the last day that is full
	latest clock.Date // and when it must begin
}

func (r room) fits() bool { return !r.begins.IsZero() }

// roomIn finds where a series that wants to begin on a day can, among its sessions.
func roomIn(list []directory.Session, support int, from, latest clock.Date) room {
	if len(list) == 0 {
		return room{begins: from}
	}
	day, found := matching.FirstDay(list, support)
	switch {
	case found && day == list[0].Date:
		return room{begins: from}
	case found && !day.After(latest):
		return room{begins: day, moved: true}
	}
	return room{next: day, full: list[len(list)-1].Date, latest: latest}
}
