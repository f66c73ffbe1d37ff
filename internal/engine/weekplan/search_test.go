package weekplan

import (
	"slices"
	"testing"
)

func goOn() bool { return false }

func TestAPartsGainsAddUpToTheObjective(t *testing.T) {
	a := annealerOf(sharedInstance(t, "b80-closure-s1.json"), 0)
	s, b := a.s, a.s.b
	for k := range 20 {
		before := b.objective(s.weeks)
		gain := a.run(50, 10*float64(b.scale), goOn)
		if after := b.objective(s.weeks); gain != (after-before)*b.scale {
			t.Fatalf("after %d steps: gains of %d points, but the objective rose by %d", 50*k, gain/b.scale, after-before)
		}
		whole(t, s)
	}
}

func TestWhatAPersonLosesWithoutASessionIsWhatTheObjectiveLoses(t *testing.T) {
	a := annealerOf(sharedInstance(t, "b80-closure-s1.json"), 0)
	s, b := a.s, a.s.b
	a.run(50, 10*float64(b.scale), goOn)
	before := b.objective(s.weeks)
	for i := range b.in.People {
		for _, j := range slices.Clone(s.weeks.of(i)) {
			loses := s.loses(i, j)
			s.edit(int32(i), j, -1)
			if after := b.objective(s.weeks); loses != (before-after)*b.scale {
				t.Errorf("person %d without option %d: %d points said, %d lost", i, j, loses/b.scale, before-after)
			}
			s.edit(int32(i), j, 1)
		}
	}
}

// whole fails when a week of the state breaks a rule, when more is used than
// there is, or when what was counted step by step is not what is used.
func whole(t *testing.T, s *state) {
	t.Helper()
	heads, load, seats := slices.Clone(s.heads), slices.Clone(s.load), slices.Clone(s.seats)
	seen, met, friends := slices.Clone(s.seen), slices.Clone(s.met), slices.Clone(s.friends)
	s.recount()
	if !slices.Equal(heads, s.heads) || !slices.Equal(load, s.load) || !slices.Equal(seats, s.seats) {
		t.Error("heads, loads or seats were counted wrongly")
	}
	if !slices.Equal(seen, s.seen) || !slices.Equal(met, s.met) || !slices.Equal(friends, s.friends) {
		t.Error("friends were seen or meetings counted wrongly")
	}
	for i := range s.b.in.People {
		if !s.b.feasible(i, s.weeks.of(i)) {
			t.Errorf("the week of person %d breaks a rule", i)
		}
	}
	for n := range s.heads {
		if s.heads[n] > s.maxHeads[n] || s.load[n] > s.maxLoad[n] {
			t.Errorf("session %d is overfull", n)
		}
	}
}

// Of two jobs at an agent the one worth less is small, and what it frees is
// worth less than what it brings.
func TestWhoMakesRoomIsJudgedByTheLoadTheyFree(t *testing.T) {
	in := &Instance{MaxPerDay: 1, MaxPerAct: 1, Weights: Weights{Short: 1000},
		Sessions: []Session{{Start: 600, End: 700, Units: 1, Places: 2, StaffMax: 70, Load: 1}}}
	for _, o := range []Opt{{U: 60, W: 60, T: -1}, {U: 50, W: 10, T: -1}} {
		in.People = append(in.People, Person{Min: 1, Max: 1, Opts: []Opt{o}})
	}
	a := annealerOf(in, 0)
	p := newPrices(a.s.b)
	for g, w := range []int64{60, 10} {
		p.z[g] = w * a.s.b.scale // a point for each load
	}
	a.g = newGuide(a.s.b, a.s.pools, p, &crew{1})
	for i := range in.People {
		a.s.edit(int32(i), 0, 1)
	}
	if who := a.losesLeast(0, 0, func(int32) bool { return false }); who != 0 {
		t.Errorf("person %d makes room: 60 points for 60 loads are easier given up than 50 for 10", who)
	}
}
