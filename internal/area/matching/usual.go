package matching

import (
	"slices"

	"ourdays/internal/area/directory"
	"ourdays/internal/platform/clock"
)

// The rules of what is in a week already.
const (
	RuleGone  Rule = "gone"  // it is not offered any more
	RuleRatio Rule = "ratio" // it was put in with less support than the person needs now
)

// TooLittle holds for a session that was put into a week at one ratio, with less
// support than a person at another needs: the place would be booked as it stands.
func TooLittle(at, needs int) (Exclusion, bool) {
	e := Exclusion{Rule: RuleRatio, Value: int64(at), Limit: int64(needs)}
	return e, SupportOf(at) < SupportOf(needs)
}

// StillOut asks the rules of a session that a week has already, at its usual
// times. That it is not on in one week, at Christmas or every fortnight, is no
// matter while it is on later; its part of the money is asked of the whole week.
func (c Candidate) StillOut(w Wish) []Exclusion {
	out := slices.DeleteFunc(WhyNot(w, c), func(e Exclusion) bool {
		return e.Rule == RuleNoTimes || e.Rule == RuleBudget
	})
	if len(c.Sessions) == 0 {
		return append(out, Exclusion{Rule: RuleGone})
	}
	return out
}

// Usual gives the week with the usual times of all that is in it.
func (k Week) Usual() Week {
	all := make(Week, len(k))
	for i, c := range k {
		all[i] = c.Usual()
	}
	return all
}

// Usual gives the candidate with its usual times.
func (c Candidate) Usual() Candidate {
	c.Slots = UsualSlots(c.Sessions, c.Activity.Title, c.Activity.EasyTitle)
	return c
}

// UsualSlots are the times of the usual week of the sessions ahead.
func UsualSlots(list []directory.Session, what, easy string) []Slot {
	var slots []Slot
	for _, ses := range UsualWeek(list, func(ses directory.Session) clock.Date { return ses.Date }) {
		slots = append(slots, SlotOf(ses, what, easy))
	}
	return slots
}

// UsualWeek gives what falls into the fullest week, the first such: in one week
// something may be off, at Christmas or every fortnight.
func UsualWeek[T any](list []T, day func(T) clock.Date) []T {
	by := map[clock.Date][]T{}
	var usual clock.Date
	for _, x := range list {
		monday := day(x).Monday()
		by[monday] = append(by[monday], x)
		if n, most := len(by[monday]), len(by[usual]); n > most || n == most && monday.Before(usual) {
			usual = monday
		}
	}
	return by[usual]
}
