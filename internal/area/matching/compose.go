package matching

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
	PointsMissed = 2000
	PointsShort  = 750
	pointsGoing  = 100 // each session
	pointsHelps  = 60  // each outcome that a session helps with
	pointsWords  = 250 // each outcome whose words it is about: cooking for who wants to cook
	pointsWished = 90  // it is about what the person likes or is good at
	pointsLiked  = 80
	pointsWhen   = 40 // it is when they wished for it
	PointsFriend = 120
	pointsMinute = 1  // off for each minute there
	farMinutes   = 45 // from which on a way is long
	pointsFar    = 4  // off for each minute beyond that, on top
	MaxPerDay    = 2
	MaxPerAct    = 1
	mostUnits    = 14 // half days of a week, where nobody assessed a most
	FewOptions   = 3
	mostOptions  = 5
	askedFor     = 24 // weeks of the engine, from which those that differ are kept
)

// pencePerPoint sets money against the rest: a pound is a point.
const pencePerPoint pence.Pence = 100

// Points values one candidate by itself, friends left out.
func (w Wish) Points(c Candidate) int {
	n := pointsGoing + pointsHelps*len(c.Covers(w.Aims)) -
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
	if w.atWished(c) {
		n += pointsWhen
	}
	return n - int((c.WeekCost()+c.OwnWeek())/pencePerPoint)
}

// Compose puts together up to five weeks that really differ, from the candidates
// that fit; the planner's engine searches them exactly. Where the offer is small
// they are fewer: a week that only looks like another is no choice. It takes
// those that happen once a week, now and usually: others a broker can add by hand. The engine
// sees numbers only, and no name.
func Compose(w Wish, fitting []Candidate) ([]Week, error) {
	fitting = slices.DeleteFunc(slices.Clone(fitting), func(c Candidate) bool {
		return len(c.Slots) != 1 || len(c.Usual().Slots) > 1
	})
	if len(fitting) == 0 {
		return nil, nil
	}
	weeks, err := w.search(fitting, askedFor)
	if err != nil {
		return nil, err
	}
	kept := w.differing(weeksOf(weeks))
	if len(kept) == 0 || len(kept) >= FewOptions {
		return kept, nil
	}
	return w.apart(fitting, kept)
}

// valued is a week with its points.
type valued struct {
	Week
	points int
}

func weeksOf(list []valued) []Week {
	var weeks []Week
	for _, v := range list {
		weeks = append(weeks, v.Week)
	}
	return weeks
}

// search asks the engine for the best weeks, and leaves out the empty one.
func (w Wish) search(fitting []Candidate, most int) ([]valued, error) {
	asker, offer := w.ask(fitting)
	found, err := weekplan.Options(asker, offer, most)
	if err != nil {
		return nil, fmt.Errorf("compose weeks: %w", err)
	}
	var weeks []valued
	for _, f := range found.Weeks {
		k := valued{points: f.Points}
		for _, n := range f.Sessions {
			k.Week = append(k.Week, fitting[n])
		}
		if len(k.Week) > 0 {
			weeks = append(weeks, k)
		}
	}
	return weeks, nil
}

// apart looks for further weeks where the engine's list, which ends at weeks a
// quarter below the best, has few that differ: often they are the best week on
// other days, or with one thing changed. The best of those without a part of the
// first week is kept as long as one differs; then of those without a part of either.
func (w Wish) apart(fitting []Candidate, kept []Week) ([]Week, error) {
	rests := [][]Candidate{w.thinned(fitting)}
	for n := 0; n < len(kept) && len(kept) < FewOptions; n++ {
		rests = without(rests, bars(kept[n]))
		found, err := w.bestOf(rests)
		if err != nil {
			return nil, err
		}
		for _, k := range found {
			if len(kept) < FewOptions && w.stands(kept[0], k.Week) && w.differs(kept, k.Week) {
				kept = append(kept, k.Week)
			}
		}
	}
	return kept, nil
}

// timesADay is how many times of one activity on one day are looked at for further
// weeks: another hour is no other choice, and many of them are long to search.
const timesADay = 3

// thinned leaves of each activity on each day the times that promise most.
func (w Wish) thinned(fitting []Candidate) []Candidate {
	list := slices.Clone(fitting)
	worth := func(c Candidate) int { return w.Points(c) + PointsFriend*len(w.Friends[c.Schedule.ID]) }
	slices.SortStableFunc(list, func(a, b Candidate) int { return worth(b) - worth(a) })
	type key struct {
		act string
		day int
	}
	n := map[key]int{}
	return slices.DeleteFunc(list, func(c Candidate) bool {
		k := key{c.Activity.ID, c.Slots[0].Day}
		n[k]++
		return n[k] > timesADay
	})
}

// bestOf gives the best week of each offer, the best first.
func (w Wish) bestOf(offers [][]Candidate) ([]valued, error) {
	var found []valued
	for _, offer := range offers {
		more, err := w.search(offer, 1)
		if err != nil {
			return nil, err
		}
		found = append(found, more...)
	}
	slices.SortStableFunc(found, func(a, b valued) int { return b.points - a.points })
	return found, nil
}

// without gives every offer without each of some parts.
func without(offers [][]Candidate, parts []func(Candidate) bool) (rests [][]Candidate) {
	for _, offer := range offers {
		for _, part := range parts {
			if rest := slices.DeleteFunc(slices.Clone(offer), part); len(rest) > 0 {
				rests = append(rests, rest)
			}
		}
	}
	return rests
}

// bars gives what to leave out to find another week than the first: what it does in
// its first half, in its second, and all that it does; all but one thing; and one
// thing, with half of the rest on other days.
func bars(first Week) []func(Candidate) bool {
	half := (len(first) + 1) / 2
	acts := func(of Week) func(Candidate) bool {
		return func(c Candidate) bool { return !of.news(Week{c}) }
	}
	all := []func(Candidate) bool{acts(first[:half]), acts(first[len(first)-half:]), acts(first)}
	for i := range first {
		turned := slices.Concat(first[i:], first[:i])
		gone, moved := acts(turned[:1]), turned[1:half]
		all = append(all, acts(turned[1:]), func(c Candidate) bool {
			return gone(c) || shared(moved, Week{c}) > 0
		})
	}
	return all
}

// stands reports whether a week is worth showing beside the first one: it has at
// least half of its half days, and helps with an outcome where that one does.
func (w Wish) stands(first, k Week) bool {
	return 2*k.Units() >= first.Units() && (w.helps(k) || !w.helps(first))
}

func (w Wish) helps(k Week) bool {
	return slices.ContainsFunc(k, func(c Candidate) bool { return w.bits(c) != 0 })
}

// differing keeps the weeks that really differ from every one before them.
func (w Wish) differing(weeks []Week) []Week {
	var kept []Week
	for _, k := range weeks {
		if len(kept) < mostOptions && w.differs(kept, k) {
			kept = append(kept, k)
		}
	}
	return kept
}

// cheaperBy is from which saving a week is another choice for its price.
const cheaperBy pence.Pence = 500

// differs reports whether a week is another choice than each of those kept: it
// shares at most half with every one and has something to do that it has not, or
// it has something new and is the cheapest by far, meets friends more often than
// any, or is the only one of community activities alone. A part of another week is
// none, on whatever days, nor is the same on other days for its own sake.
func (w Wish) differs(kept []Week, k Week) bool {
	alike, part, cheaper, friendlier, community := false, false, true, true, k.community()
	for _, o := range kept {
		n := shared(o, k)
		less := !o.news(k) && k.news(o)
		alike, part = alike || 2*n > len(k) || !o.news(k), part || n == len(k) || less
		cheaper = cheaper && k.cost()+k.own()+cheaperBy <= o.cost()+o.own()
		friendlier = friendlier && w.meetings(k) > w.meetings(o)
		community = community && !o.community()
	}
	return !alike || !part && (cheaper || friendlier || community)
}

// news reports whether the other week has an activity that this one has not, on
// whatever day.
func (k Week) news(other Week) bool {
	return slices.ContainsFunc(other, func(c Candidate) bool {
		return !slices.ContainsFunc(k, func(d Candidate) bool { return d.Activity.ID == c.Activity.ID })
	})
}

// meetings counts how often friends are met in a week.
func (w Wish) meetings(k Week) (n int) {
	for _, f := range FriendsOf(w, k) {
		n += int(f.Value)
	}
	return n
}

// community reports whether all of the week is the community's own.
func (k Week) community() bool {
	return len(k) > 0 && !slices.ContainsFunc(k, func(c Candidate) bool { return !c.Community() })
}

// shared counts what of the week stands in the other: the same activity on the
// same day, since another hour of it is no other choice to who chooses.
func shared(o, k Week) int {
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
	o := weekplan.Offer{MaxPerDay: MaxPerDay, MaxPerAct: MaxPerAct, Gap: GapMinutes,
		Weights: weekplan.Weights{Must: PointsMissed, Short: PointsShort}}
	acts := map[string]int{}
	for i, c := range fitting {
		act, known := acts[c.Activity.ID]
		if !known {
			act = len(acts)
			acts[c.Activity.ID] = act
		}
		s := c.Slots[0]
		o.Sessions = append(o.Sessions, weekplan.OfferSession{Day: s.Day, Start: s.Start, End: s.End,
			Units: c.Units(), Act: act,
			Outcomes: w.bits(c), Community: c.Community(), FreePlaces: 1, FreeLoad: SupportOf(w.Ratio)})
		friends := len(w.Friends[c.Schedule.ID])
		a.Choices = append(a.Choices, weekplan.Choice{Session: i, Utility: w.Points(c), Price: int(c.WeekCost()),
			Load: SupportOf(w.Ratio), Row: -1, Friends: friends, Together: PointsFriend * friends})
	}
	return a, o
}

// bits is the set of aims that the candidate helps with.
func (w Wish) bits(c Candidate) uint64 {
	var set uint64
	for i, a := range w.Aims {
		if len(c.Covers([]Aim{a})) > 0 {
			set |= 1 << i
		}
	}
	return set
}

// ClashIn finds what of the week the candidate clashes with; the same activity
// at another time counts as such, since nobody goes to one class twice.
func ClashIn(k Week, c Candidate) (Exclusion, bool) {
	for _, in := range k {
		for _, s := range in.Slots {
			for _, t := range c.Slots {
				if in.Activity.ID == c.Activity.ID || t.Clashes(s) {
					return Exclusion{Rule: RuleClash, Value: int64(t.Day), Limit: int64(s.Start), Word: in.Activity.Title},
						true
				}
			}
		}
	}
	return Exclusion{}, false
}
