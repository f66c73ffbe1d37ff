package weekplan

import (
	"math/rand/v2"
	"testing"
)

func goOn() bool { return false }

func TestAPartsGainsAddUpToTheObjective(t *testing.T) {
	b := newBorough(sharedInstance(t, "b80-closure-s1.json"))
	pools, c := newPools(b), &crew{2}
	d := newDual(b, pools, c, goOn)
	for range 4 {
		d.round()
	}
	s := newState(b, pools)
	a := &annealer{s: s, g: newGuide(b, pools, d.proven, c), old: newWeekBook(b), mark: make([]int32, len(pools)),
		rng: rand.New(rand.NewPCG(1, 2))}
	for i := range pools {
		a.people = append(a.people, int32(i))
	}
	for k := range 20 {
		before := b.objective(s.weeks)
		gain := a.run(50, 10*float64(b.scale), goOn)
		if after := b.objective(s.weeks); gain != (after-before)*b.scale {
			t.Fatalf("after %d steps: gains of %d points, but the objective rose by %d", 50*k, gain/b.scale, after-before)
		}
	}
}
