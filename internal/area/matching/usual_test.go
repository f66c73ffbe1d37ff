package matching

import (
	"slices"
	"testing"

	"ourdays/internal/area/directory"
)

func TestWhatIsNotOnInOneWeekIsNoMisfitAndWhatHasStoppedIs(t *testing.T) {
	w := somebody()
	o, rates := fitting()
	o.Sessions = o.Sessions[1:]
	if out := NewCandidate(w, o, rates, monday).StillOut(w); len(out) != 0 {
		t.Errorf("on from the second week: %v", out)
	}
	o.Sessions = nil
	if out := NewCandidate(w, o, rates, monday).StillOut(w); len(out) != 1 || out[0].Rule != RuleGone {
		t.Errorf("never on again: %v", out)
	}
}

// In the first week one of two may be off; usual is the week in which the most
// are, and of two such the first, in whatever order they were read.
func TestTheUsualTimesAreThoseOfTheFullestWeek(t *testing.T) {
	on := func(day, start int) directory.Session {
		return directory.Session{Date: monday.AddDays(day), Start: start, End: start + 60}
	}
	for _, k := range []struct {
		name string
		list []directory.Session
		want []Slot
	}{
		{"nothing ahead", nil, nil},
		{"the first week", []directory.Session{on(1, 600), on(8, 700)}, []Slot{{1, 600, 660, "Choir", ""}}},
		{"the first week, read last", []directory.Session{on(8, 700), on(1, 600)}, []Slot{{1, 600, 660, "Choir", ""}}},
		{"every fortnight, from the second week", []directory.Session{on(9, 700), on(23, 700)}, []Slot{{2, 700, 760, "Choir", ""}}},
		{"one of two is off at first", []directory.Session{on(3, 600), on(7, 600), on(10, 600)},
			[]Slot{{0, 600, 660, "Choir", ""}, {3, 600, 660, "Choir", ""}}},
	} {
		if got := UsualSlots(k.list, "Choir", ""); !slices.Equal(got, k.want) {
			t.Errorf("%s: %v", k.name, got)
		}
	}
}

func TestWhatOnesGoesToHasThatOneReason(t *testing.T) {
	w := somebody()
	o, rates := fitting()
	w.Going, w.Busy = []string{"s1"}, []Slot{{1, 840, 960, "Bowling", ""}}
	if out := WhyNot(w, NewCandidate(w, o, rates, monday)); len(out) != 1 || out[0].Rule != RuleTheirs {
		t.Errorf("got %v", out)
	}
	o.Schedule.ID = "s2"
	if out := WhyNot(w, NewCandidate(w, o, rates, monday)); len(out) != 1 || out[0].Rule != RuleClash {
		t.Errorf("another time of it: %v", out)
	}
}
