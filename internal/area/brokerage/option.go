package brokerage

import (
	"slices"

	"ourdays/internal/area/matching"
	"ourdays/internal/platform/pence"
)

// The states of an option. One that was shown is never changed again: what
// the person saw stays what they chose from. It is past once the week that was chosen
// has come back to the broker in part or as a whole, and nobody chooses from it any more.
const (
	OptionDraft = "draft"
	OptionSaved = "saved"
	OptionShown = "shown"
	OptionPast  = "past"
)

// Option is one possible week.
type Option struct {
	ID         string
	ReferralID string
	N          int // the order in which weeks were put together, and then shown
	Number     int `db:"-"` // what everybody reads: "Week 2"
	Status     string
	Items      []Item `db:"-"`
	WeekCost   pence.Pence
	OwnWeek    pence.Pence // what the person pays providers themselves
	Price      pence.Pence // what the person pays the council a week
	PriceKnown bool
	learned    bool // it was not known when the week was kept, and is now
	Travel     int  // minutes a week, both ways
	Units      int
	Reasons    matching.Reasons
}

// Shown reports whether the person may see the option.
func (o Option) Shown() bool { return o.Status == OptionShown }

// Past reports whether the person chose from it before.
func (o Option) Past() bool { return o.Status == OptionPast }

// Fixed reports whether the person saw the option, now or before, so that it stays as it is.
func (o Option) Fixed() bool { return o.Shown() || o.Past() }

// current leaves out what is past.
func current(list []Option) []Option {
	return slices.DeleteFunc(slices.Clone(list), Option.Past)
}

// numbered gives the weeks of a referral their numbers, the same on every page: first
// those that were shown, in the order in which they were, then the others. What the
// person has read as week 2 stays week 2, and no number is left out for them; a saved week
// may have another number after one is shown.
func numbered(list []Option) []Option {
	slices.SortStableFunc(list, func(a, b Option) int {
		if a.Fixed() != b.Fixed() {
			if a.Fixed() {
				return -1
			}
			return 1
		}
		return a.N - b.N
	})
	for i := range list {
		list[i].Number = i + 1
	}
	return list
}

// Has reports whether the schedule is in the week.
func (o Option) Has(scheduleID string) bool {
	return slices.ContainsFunc(o.Items, func(i Item) bool { return i.ScheduleID == scheduleID })
}

// item finds what the option keeps of a schedule; of one that is not in the week
// it is nothing.
func (o Option) item(scheduleID string) Item {
	for _, i := range o.Items {
		if i.ScheduleID == scheduleID {
			return i
		}
	}
	return Item{}
}

// cost is what the week costs the council as it is kept: its places are paid at
// these prices, whatever the offer says later.
func (o Option) cost() pence.Pence { return o.costBeside(nil) }

// without lists what of the week is in none of some schedules.
func (o Option) without(going []string) []Item {
	return slices.DeleteFunc(slices.Clone(o.Items), func(i Item) bool {
		return slices.Contains(going, i.ScheduleID)
	})
}

// costBeside is what the week costs the council on top of places that the person
// has already, which stand in some weeks too.
func (o Option) costBeside(going []string) (sum pence.Pence) {
	for _, i := range o.Items {
		if !slices.Contains(going, i.ScheduleID) {
			sum += i.UnitPrice * pence.Pence(i.SessionsAWeek)
		}
	}
	return sum
}

// own is what the person pays providers themselves for the week as it is kept.
func (o Option) own() (sum pence.Pence) {
	for _, i := range o.Items {
		sum += i.OwnPrice * pence.Pence(i.SessionsAWeek)
	}
	return sum
}

// schedules lists what is in the week.
func (o Option) schedules() []string {
	var ids []string
	for _, i := range o.Items {
		ids = append(ids, i.ScheduleID)
	}
	return ids
}

// Item is one schedule of an option.
type Item struct {
	ID             string
	OptionID       string
	ScheduleID     string
	ActivityID     string
	OrganisationID string
	Ratio          int
	SessionsAWeek  int         `db:"sessions_a_week"`
	UnitPrice      pence.Pence // to the council
	OwnPrice       pence.Pence // to the person, for a session
	Funding        string
}
