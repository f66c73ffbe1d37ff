package brokerage

import (
	"fmt"
	"slices"

	"ourdays/internal/engine/weekplan"
	"ourdays/internal/platform/pence"
)

// The points by which the planner compares weeks before a person sees any.
// What a week lacks weighs as in the borough's plan: an outcome that nothing
// helps with, and each half day below the assessed least.
const (
	pointsMissed = 2000
	pointsShort  = 750
	pointsGoing  = 100 // each session
	pointsHelps  = 60  // each outcome that a session helps with
	pointsWords  = 250 // each outcome whose words it is about: cooking for who wants to cook
	pointsWished = 90  // it is about what the person likes or is good at
	pointsLiked  = 80
	pointsFriend = 120
	pointsMinute = 1  // off for each minute there
	farMinutes   = 45 // from which on a way is long
	pointsFar    = 4  // off for each minute beyond that, on top
	maxPerDay    = 2
	maxPerAct    = 1
	mostUnits    = 14 // half days of a week, where nobody assessed a most
	fewOptions   = 3
	mostOptions  = 5
	askedFor     = 24 // weeks of the engine, from which those that differ are kept
)

// pencePerPoint sets money against the rest: a pound is a point.
const pencePerPoint pence.Pence = 100

// points values one candidate by itself, friends left out.
func (w Wish) points(c Candidate) int {
	n := pointsGoing + pointsHelps*len(c.covers(w.Aims)) -
		pointsMinute*c.Minutes - pointsFar*max(0, c.Minutes-farMinutes)
	for _, a := range w.Aims {
		if c.speaksOf(a) {
			n += pointsWords
		}
	}
	if saidOf(c.Activity).Speaks(w.Wishes) {
		n += pointsWished
	}
	if slices.Contains(w.Kinds, c.Activity.Kind) {
		n += pointsLiked
	}
	return n - int((c.WeekCost()+c.OwnWeek())/pencePerPoint)
}

// Compose puts together three to five weeks that really differ, from the
// candidates that fit; the planner's engine searches them exactly. It takes
// those that happen once a week: others a broker can add by hand. The engine
// sees numbers only, and no name.
func Compose(w Wish, fitting []Candidate) ([]week, error) {
	fitting = slices.DeleteFunc(slices.Clone(fitting), func(c Candidate) bool { return len(c.Slots) != 1 })
	if len(fitting) == 0 {
		return nil, nil
	}
	asker, offer := w.ask(fitting)
	found, err := weekplan.Options(asker, offer, askedFor)
	if err != nil {
		return nil, fmt.Errorf("compose weeks: %w", err)
	}
	var weeks []week
	for _, f := range found.Weeks {
		var k week
		for _, n := range f.Sessions {
			k = append(k, fitting[n])
		}
		if len(k) > 0 {
			weeks = append(weeks, k)
		}
	}
	return differing(weeks), nil
}

// differing keeps the weeks that share at most half with every week before
// them; where those are too few, the best of the others join them. A week that
// the person would see as one that is there already never does.
func differing(weeks []week) []week {
	var kept, alike []week
	for _, k := range weeks {
		switch {
		case slices.ContainsFunc(kept, k.looksLike):
		case slices.ContainsFunc(kept, func(o week) bool { return 2*shared(o, k) > len(k) }):
			alike = append(alike, k)
		default:
			kept = append(kept, k)
		}
	}
	for _, k := range alike {
		if len(kept) >= fewOptions {
			break
		}
		if !slices.ContainsFunc(kept, k.looksLike) {
			kept = append(kept, k)
		}
	}
	return kept[:min(mostOptions, len(kept))]
}

// looksLike reports whether who chooses sees no difference between two weeks.
func (k week) looksLike(o week) bool { return len(o) == len(k) && shared(o, k) == len(k) }

// shared counts what of the week stands in the other: the same activity on the
// same day, since another hour of it is no other choice to who chooses.
func shared(o, k week) int {
	same := 0
	for _, c := range k {
		if slices.ContainsFunc(o, func(d Candidate) bool {
			return d.Activity.ID == c.Activity.ID && d.Slots[0].Day == c.Slots[0].Day
		}) {
			same++
		}
	}
	return same
}

// ask turns a wish and its candidates into the engine's question; outcomes are
// numbered as the aims are.
func (w Wish) ask(fitting []Candidate) (weekplan.Asker, weekplan.Offer) {
	a := weekplan.Asker{Min: w.MinUnits, Max: w.MaxUnits, Budget: int(w.Weekly)}
	if a.Max == 0 {
		a.Max = mostUnits
	}
	for i := range w.Aims {
		a.Must = append(a.Must, i)
	}
	o := weekplan.Offer{MaxPerDay: maxPerDay, MaxPerAct: maxPerAct, Gap: gapMinutes,
		Weights: weekplan.Weights{Must: pointsMissed, Short: pointsShort}}
	acts := map[string]int{}
	for i, c := range fitting {
		act, known := acts[c.Activity.ID]
		if !known {
			act = len(acts)
			acts[c.Activity.ID] = act
		}
		s := c.Slots[0]
		o.Sessions = append(o.Sessions, weekplan.OfferSession{Day: s.Day, Start: s.Start, End: s.End, Units: c.Units(), Act: act,
			Outcomes: w.bits(c), Community: c.community(), FreePlaces: 1, FreeLoad: supportOf(w.Ratio)})
		friends := len(w.Friends[c.Schedule.ID])
		a.Choices = append(a.Choices, weekplan.Choice{Session: i, Utility: w.points(c), Price: int(c.WeekCost()),
			Load: supportOf(w.Ratio), Row: -1, Friends: friends, Together: pointsFriend * friends})
	}
	return a, o
}

// bits is the set of aims that the candidate helps with.
func (w Wish) bits(c Candidate) uint64 {
	var set uint64
	for i, a := range w.Aims {
		if len(c.covers([]Aim{a})) > 0 {
			set |= 1 << i
		}
	}
	return set
}

// clashIn finds what of the week the candidate clashes with; the same activity
// at another time counts as such, since nobody goes to one class twice.
func clashIn(k week, c Candidate) (Exclusion, bool) {
	for _, in := range k {
		for _, s := range in.Slots {
			for _, t := range c.Slots {
				if in.Activity.ID == c.Activity.ID || t.Clashes(s) {
					return Exclusion{Rule: RuleClash, Value: int64(t.Day), Limit: int64(s.Start), Word: in.Activity.Title}, true
				}
			}
		}
	}
	return Exclusion{}, false
}
