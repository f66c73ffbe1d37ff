package brokerage

import "ourdays/internal/platform/clock"

// beginsOn is the first day of a referral's week, where it is still to come: the
// Monday on which it can begin if it is approved before, or the first day of its
// places once they are asked for.
func beginsOn(r Referral, placed []Placement, today clock.Date) clock.Date {
	if r.mayChange() {
		return firstMonday(today)
	}
	var first clock.Date
	for _, p := range placed {
		if p.OptionID == r.OptionID && p.inWeek() && (first.IsZero() || p.From.Before(first)) {
			first = p.From
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
		case !l.From.After(today) && (l.Going() || l.Status == Suspended || l.Status == Ended):
			return clock.Date{}
		case l.Going() && (first.IsZero() || l.From.Before(first)):
			first = l.From
		}
	}
	return first
}
