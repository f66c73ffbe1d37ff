package brokerage

import (
	"ourdays/internal/area/directory"
)

// mostWeighed is how many schedules a week is put together from: those that
// promise most for the person. A borough with more than a few hundred that fit
// offers them nothing that these do not.
const mostWeighed = 300

// mostExplained is how many other schedules the builder says why they are not
// among them.
const mostExplained = 300

// sketch is a candidate as far as it is asked and weighed before it is read
// whole; the rules that the store has asked find nothing in it.
func (k Case) sketch(o directory.Sketch, rates []Rate) Candidate {
	c := Candidate{Offered: directory.Offered{Schedule: directory.Schedule{ID: o.ScheduleID},
		Activity: directory.Activity{ID: o.ActivityID, Kind: o.Kind, For: o.Audience, OwnPrice: o.OwnPrice,
			Tiers: o.Tiers, Outcomes: o.Outcomes}}}
	for _, t := range o.Times {
		c.Slots = append(c.Slots, Slot{Day: dayOf(t.Day), Start: t.StartMinute, End: t.EndMinute})
	}
	c.price(k.Wish, rates)
	c.Minutes = Minutes(k.Wish.Lat, k.Wish.Lng, o.Lat, o.Lng)
	return c
}
