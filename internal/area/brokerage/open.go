package brokerage

import (
	"fmt"
	"slices"

	"ourdays/internal/area/directory"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/pence"
)

// An open day of a placement is a day of its schedule that is committed and not
// decided yet: nothing is booked on it, and it is not over. What a placement has
// committed is the worth of its bookings and of its open days, and of nothing else. A
// day that is full, or at whose hour the person goes somewhere else, stays open until
// it is over: somebody may give a place back. Then its money is freed.

// undecided gives the days on which a placement has no place.
func undecided(days, had []clock.Date) []clock.Date {
	return slices.DeleteFunc(days, func(day clock.Date) bool { return slices.Contains(had, day) })
}

// since gives the days from one on.
func since(days []clock.Date, from clock.Date) []clock.Date {
	return slices.DeleteFunc(slices.Clone(days), func(day clock.Date) bool { return day.Before(from) })
}

// over parts open days, in their order, into those that are over and the first of the
// others. Without one it is the day after the placement's last.
func (p Placement) over(open []clock.Date, today clock.Date) (gone []clock.Date, next clock.Date) {
	for _, day := range open {
		if !day.Before(today) {
			return gone, day
		}
		gone = append(gone, day)
	}
	return gone, p.To.AddDays(1)
}

// Waiting is what an agreed place has no booking for, of the sessions that are made
// and still ahead.
type Waiting struct {
	Full    []clock.Date // they have no room
	Clashes []clock.Date // the person goes somewhere else at that hour
}

// FullDay is a coming session of an agreed place that has no room for its person.
type FullDay struct {
	Activity directory.Activity
	Day      clock.Date
}

// waitingDay is one such session as it is stored.
type waitingDay struct {
	PlacementID string
	PersonID    string
	ActivityID  string
	Day         clock.Date
	Clash       int
	Room        int
	Own         int // the person has a place there that they booked themselves
}

// byWaiting sorts sessions by their placements, or by another key. One with room, at which nothing else
// is on, is booked in a moment: it is told to nobody.
func byWaiting(list []waitingDay, key func(waitingDay) string) map[string]Waiting {
	by := map[string]Waiting{}
	for _, d := range list {
		w := by[key(d)]
		switch {
		case d.Clash == 1:
			w.Clashes = append(w.Clashes, d.Day)
		case d.Room == 0:
			w.Full = append(w.Full, d.Day)
		default:
			continue
		}
		by[key(d)] = w
	}
	return by
}

// committedPlace is an agreed placement with what its bookings are worth.
type committedPlace struct {
	Placement
	Worth pence.Pence
}

// amiss tells what is wrong with the money of an agreed placement whose open days are
// worth a sum. One that does not go on has none; what it had from before they were
// known Keep frees.
func (c committedPlace) amiss(open pence.Pence) string {
	rest := c.Total - c.Worth
	switch {
	case c.Going() && rest != open:
		return fmt.Sprintf("placement %s has %d pence beyond its bookings, its open days come to %d", c.ID,
			rest, open)
	case !c.Going() && (rest < 0 || rest > 0 && c.OpenFrom.After(c.To)):
		return fmt.Sprintf("placement %s is %s and has %d pence beyond its bookings", c.ID, c.Status, rest)
	}
	return ""
}

// peopleIn lists whose placements these are, each once.
func peopleIn(list []Placement) []string {
	var people []string
	for _, p := range list {
		if !slices.Contains(people, p.PersonID) {
			people = append(people, p.PersonID)
		}
	}
	return people
}
