package brokerage

import (
	"slices"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/pence"
)

// wholeWeek is the week that a person will have once theirs is approved: what they go
// to, or were offered, already, and beside it what is new.
type wholeWeek struct {
	going  []string        // the schedules that go on
	beside []PlacementLine // the places that are not in the week that was chosen
	before pence.Pence     // what those that go on cost the council a week
	added  pence.Pence     // what is new, at the rates of today
}

func (w wholeWeek) cost() pence.Pence { return w.before + w.added }

// isNew reports whether a schedule of the chosen week is not gone to yet.
func (w wholeWeek) isNew(scheduleID string) bool { return !slices.Contains(w.going, scheduleID) }

// ends reports whether something that is not in the week goes on for a while.
func (w wholeWeek) ends() bool { return slices.ContainsFunc(w.beside, PlacementLine.leaving) }

func (l PlacementLine) leaving() bool { return l.Leaving() }

// besideOf lists the places that a person has beside a week that begins on a day, and
// those that end after it.
func besideOf(placed []Placement, o Option, from clock.Date) []Placement {
	return slices.DeleteFunc(slices.Clone(placed), func(p Placement) bool {
		return !p.inWeek() && !p.Leaving() || p.To.Before(from) || p.inWeek() && o.Has(p.ScheduleID)
	})
}

// newCost is what of a week the council does not pay for yet.
func (w ratedWeek) newCost(o Option, going []string, day clock.Date) pence.Pence {
	o.Items = o.without(going)
	return w.costOn(o, day)
}
