package brokerage

import (
	"slices"

	"ourdays/internal/area/bookings"
	"ourdays/internal/area/directory"
	"ourdays/internal/area/funds"
	"ourdays/internal/area/matching"
	"ourdays/internal/area/people"
	"ourdays/internal/area/plans"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/pence"
)

// Place is a schedule as pages show it.
type Place struct {
	Activity     directory.Activity
	Location     directory.Location
	Organisation directory.Organisation
	Slots        []matching.Slot // of its usual week
	days         []clock.Date    // of the weeks that are looked ahead
}

// shownWeek is an option with the places of its items, in the order of the week.
type shownWeek struct {
	Option
	Places  []shownPlace
	noMoney bool // whoever looks may not see the person's money
}

type shownPlace struct {
	Item
	Place
	minutes int        // one way; 0 where nobody knows
	later   clock.Date // its first day, where it begins in a later week than the rest
}

// begin says of places when they begin, where that is later.
func (w shownWeek) begin(later map[string]clock.Date) {
	for i, p := range w.Places {
		if day, found := later[p.ScheduleID]; found {
			w.Places[i].later = day
		}
	}
}

func (p Place) first() matching.Slot {
	if len(p.Slots) == 0 {
		return matching.Slot{}
	}
	return p.Slots[0]
}

// placeTime is one time of a place of a week.
type placeTime struct {
	shownPlace
	slot matching.Slot
}

// times lists the week by day and hour: a place may be on several days.
func (w shownWeek) times() []placeTime {
	var all []placeTime
	for _, p := range w.Places {
		for _, s := range p.Slots {
			all = append(all, placeTime{p, s})
		}
	}
	slices.SortStableFunc(all, func(a, b placeTime) int { return byTime(a.slot, b.slot) })
	return all
}

// byTime sorts times of a week.
func byTime(a, b matching.Slot) int { return (a.Day-b.Day)*24*60 + a.Start - b.Start }

// PlacementLine is a placement as a person's record shows it.
type PlacementLine struct {
	Placement
	Place
	Waiting Waiting // the coming sessions that are not booked
	Said    string  // why its provider said no, in their words
	Told    bool    // the provider knew that the person reads them
	Open    bool    // a broker has said since that its provider would say yes now
}

// FirstDay is the day on which somebody goes there first: the place holds from a Monday
// on, and its session may be on another day.
func (l PlacementLine) FirstDay() clock.Date {
	for _, d := range l.days {
		if !d.Before(l.From) && !d.After(l.To) {
			return d
		}
	}
	return l.From
}

func placementsIn(lines []PlacementLine) []Placement {
	list := make([]Placement, len(lines))
	for i, l := range lines {
		list[i] = l.Placement
	}
	return list
}

// ReferralLine is a referral in a work list.
type ReferralLine struct {
	Referral
	Name  string
	Cost  pence.Pence     // of the chosen week when it was put together; 0 before
	Now   pence.Pence     // of it from next Monday on, at the rates of today; on the list of approvals
	Above Above           // of the places that the person has
	Waits Waiting         // the coming sessions of those places that are not booked
	Gone  []PlacementLine // what providers declined of the week, while it is with a broker
	Ring  bool            // no letter reaches them, nor anybody who may choose for them
}

// workAPage is how many referrals a page of a work list holds.
const workAPage = 25

// Open lists the states of a referral that still needs somebody's work.
func Open() []Status { return []Status{Submitted, WithBroker, Shown, Chosen, Approved} }

// referralView is all that a referral's page says.
type referralView struct {
	r          Referral
	person     people.Person
	aims       []matching.Aim
	plan       plans.Plan
	steps      []Step
	weeks      []shownWeek
	placements []PlacementLine
	misfits    map[string][]misfit // by option, while the weeks are talked about
	mayBroker  bool
	ahead      ahead          // of the chosen week, before it is approved
	above      Above          // of the places that the person has
	priceNow   funds.Price    // of the whole week to the person, at the rates of today
	whole      wholeWeek      // with the places that go on, while it is chosen
	begins     clock.Date     // the first day of the week, where it is still to come
	halfDays   map[string]int // of each week with the places that the person has, by option, while they are talked about
	ring       bool           // no letter reaches the person, nor anybody who may choose for them
	council    Council        // with what the chosen week adds, while it is chosen and an approver looks
}

func optionsIn(weeks []shownWeek) []Option {
	var list []Option
	for _, w := range weeks {
		list = append(list, w.Option)
	}
	return list
}

// shown lists the weeks that the person sees.
func (v referralView) shown() []shownWeek {
	return slices.DeleteFunc(slices.Clone(v.weeks), func(w shownWeek) bool { return !w.Shown() })
}

// chosen finds the week that the person chose.
func (v referralView) chosen() (shownWeek, bool) {
	for _, w := range v.weeks {
		if w.ID == v.r.OptionID {
			return w, true
		}
	}
	return shownWeek{}, false
}

// offerLine is an offer as the provider sees it: what they need to decide, and
// no more of the person.
type offerLine struct {
	PlacementLine
	name   string
	easy   bool
	needs  []string
	aims   []string        // the codes of the Care Act outcomes that it works towards
	first  clock.Date      // of its sessions; zero where none is made yet
	places int             // of a session
	free   int             // the fewest of them in a session of the series
	broker string          // whom to call; empty where nobody is named
	now    bookings.Prices // the rates of today, where they are other ones than when it was offered
	dearer bool            // and more than what was approved
	room   room            // where it begins if they say yes now
}

// builderView is all that the week builder says.
type builderView struct {
	k        Case
	options  []Option
	at       Option // the week on the table; without an id there is none yet
	week     matching.Week
	misfits  map[string][]misfit // what does not fit any more, by option
	words    string              // what was looked for
	found    []string            // schedules of the activities that were found
	best     []string            // schedules that weeks are made of
	looked   []string            // those, and the sample of which the reasons are told
	ahead    ahead
	pays     funds.Price     // what the person may be asked for, as finance recorded it
	above    Above           // of the places that the person has
	mayWrite bool            // whether whoever looks may change the person's record
	agreed   map[string]Item // what they go to already, as it was agreed, by schedule
	short    shortage        // where isShort
	isShort  bool            // so few weeks really differ that it must be said
}

// item is a session of the week, or of what they go to already, as it is kept.
func (v builderView) item(scheduleID string) Item {
	if v.at.Has(scheduleID) {
		return v.at.item(scheduleID)
	}
	return v.agreed[scheduleID]
}

// fitting counts the weeks of which all fits still.
func (v builderView) fitting() (n int) {
	for _, o := range v.options {
		if len(o.Items) > 0 && len(v.misfits[o.ID]) == 0 {
			n++
		}
	}
	return n
}
