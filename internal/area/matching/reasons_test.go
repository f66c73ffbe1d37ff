package matching

import (
	"slices"
	"testing"

	"ourdays/internal/platform/pence"
)

// Each reason on either side of the value at which it is told, and with another
// value than one.
func TestEachReasonIsToldOnItsSideOfTheValueOnly(t *testing.T) {
	// one is an afternoon of some kind: so far away, at that price, so often a week.
	one := func(kind string, minutes int, price pence.Pence, times int) Week {
		o, rates := fitting()
		o.Schedule.ID, o.Activity.Kind, rates[0].Price = kind, kind, price
		c := NewCandidate(somebody(), o, rates, monday)
		for len(c.Slots) < times {
			c.Slots = append(c.Slots, Slot{Day: 1 + len(c.Slots), Start: 840, End: 960})
		}
		c.Minutes = minutes
		return Week{c}
	}
	both := func(a, b Week) Week { return append(slices.Clone(a), b...) }
	wants := func(n int) Wish { w := somebody(); w.MinUnits = n; return w }
	with := func(names map[string][]string) Wish { w := somebody(); w.Friends = names; return w }
	sport, arts := one("sport", 8, 4000, 1), one("arts", 8, 4000, 1)
	noOutcome := one("arts", 8, 4000, 2)
	noOutcome[0].Activity.Outcomes = nil
	for _, k := range []struct {
		name string
		wish Wish
		week Week
		rule Rule
		want Reasons
	}{
		{"a kind that they like", somebody(), sport, ForLiked, Reasons{{Rule: ForLiked, Good: true, Word: "sport"}}},
		{"it twice is told once", somebody(), both(sport, sport), ForLiked, Reasons{{Rule: ForLiked, Good: true, Word: "sport"}}},
		{"another kind", somebody(), arts, ForLiked, nil},
		{"a quarter of an hour away", somebody(), one("sport", 15, 4000, 1), ForNear, Reasons{{Rule: ForNear, Good: true, Value: 15}}},
		{"a minute more", somebody(), one("sport", 16, 4000, 1), ForNear, nil},
		{"one of two is farther", somebody(), both(sport, one("arts", 16, 4000, 1)), ForNear, nil},
		{"at home", somebody(), one("sport", 0, 4000, 1), ForNear, nil},
		{"a half day too few", wants(3), one("sport", 8, 4000, 2), NotEnough, Reasons{{Rule: NotEnough, Value: 1}}},
		{"two too few", wants(3), sport, NotEnough, Reasons{{Rule: NotEnough, Value: 2}}},
		{"just enough", wants(2), one("sport", 8, 4000, 2), NotEnough, nil},
		{"more than enough", wants(1), one("sport", 8, 4000, 2), NotEnough, nil},
		{"an outcome helped three times", somebody(), both(one("sport", 8, 4000, 2), arts), ForOutcome,
			Reasons{{Rule: ForOutcome, Good: true, Own: "Make friends", Word: "O7", Aim: "a", Acts: "Bowling", Value: 3}}},
		{"once, beside two that do not help", somebody(), both(sport, noOutcome), ForOutcome,
			Reasons{{Rule: ForOutcome, Good: true, Own: "Make friends", Word: "O7", Aim: "a", Acts: "Bowling", Value: 1}}},
		{"never", somebody(), noOutcome, ForOutcome, nil},
		{"a friend at two", with(map[string][]string{"sport": {"Sam"}}), one("sport", 8, 4000, 2), ForFriend,
			Reasons{{Rule: ForFriend, Good: true, Own: "Sam", Value: 2}}},
		{"a friend at both, and another at one", with(map[string][]string{"sport": {"Sam"}, "arts": {"Sam", "Ann"}}),
			both(one("sport", 8, 4000, 2), arts), ForFriend,
			Reasons{{Rule: ForFriend, Good: true, Own: "Sam", Value: 3}, {Rule: ForFriend, Good: true, Own: "Ann", Value: 1}}},
		{"a friend elsewhere", with(map[string][]string{"arts": {"Sam"}}), sport, ForFriend, nil},
	} {
		t.Run(k.name, func(t *testing.T) {
			var got Reasons
			for _, r := range ReasonsOf(k.wish, k.week) {
				if r.Rule == k.rule {
					got = append(got, r)
				}
			}
			if !slices.Equal(got, k.want) {
				t.Errorf("told %+v, want %+v", got, k.want)
			}
		})
	}
}
