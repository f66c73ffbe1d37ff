package weekplan

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// herdOf is a herd of plans of a lively borough, with prices.
func herdOf(seed uint64, workers int) *herd {
	a := annealerOf(lively(rand.New(rand.NewPCG(seed, 9))), 0)
	return newHerd(a.s, a.g, &crew{workers}, seed)
}

// However often plans are given up for copies of others, each stays a plan that keeps
// every rule, knows what it uses, and is worth what the checker says.
func TestEveryPlanOfAHerdIsWholeAndWorthWhatItSays(t *testing.T) {
	in := lively(rand.New(rand.NewPCG(1, 9)))
	c, h := checker(t, in), herdOf(1, 2)
	if len(h.plans) != herdSize {
		t.Fatalf("%d plans", len(h.plans))
	}
	for k := range 12 {
		h.anneal(40, 100*math.Pow(0.5, float64(k))*float64(h.b.scale), goOn)
		for n, p := range h.plans {
			if worth := checked(t, c, p.plan); worth != h.worth[n] {
				t.Fatalf("round %d: plan %d says it is worth %d, and is worth %d", k, n, h.worth[n], worth)
			}
			whole(t, p.plan)
		}
		if weeks, worth := h.best(); worth != slices.Max(h.worth) || h.b.objective(weeks) != worth {
			t.Fatalf("round %d: the best is worth %d of %v", k, worth, h.worth)
		}
	}
}

func TestAHerdIsTheSameOnAnyNumberOfWorkers(t *testing.T) {
	var first []int64
	for _, workers := range []int{1, 2, 5} {
		h := herdOf(2, workers)
		for k := range 6 {
			h.anneal(60, float64(100-15*k)*float64(h.b.scale), goOn)
		}
		if first == nil {
			first = slices.Clone(h.worth)
		}
		if !slices.Equal(first, h.worth) {
			t.Fatalf("%d workers: %v, one worker: %v", workers, h.worth, first)
		}
	}
}

// Each plan goes on within one of its share, and as many as there are in all; after a
// great cooling only those of most worth do.
func TestPlansOfAHerdGoOnByTheirShare(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	for range 500 {
		h := &herd{plans: make([]*parts, 4), rng: r}
		for range h.plans {
			h.worth = append(h.worth, int64(r.IntN(200))-7000)
		}
		cooling := r.Float64() / 40
		times, sum, shares := h.times(cooling), 0.0, make([]float64, 4)
		for k := range shares {
			shares[k] = math.Exp(cooling * float64(h.worth[k]-h.worth[0]))
			sum += shares[k]
		}
		all := 0
		for k, n := range times {
			all += n
			if want := 4 * shares[k] / sum; math.Abs(float64(n)-want) >= 1.000001 {
				t.Fatalf("worth %v, cooling %v: plan %d goes on %d times, its share is %v", h.worth, cooling, k, n, want)
			}
		}
		if all != 4 {
			t.Fatalf("worth %v: %v are not four", h.worth, times)
		}
		for k, n := range h.times(1e6) {
			if n > 0 && h.worth[k] != slices.Max(h.worth) {
				t.Fatalf("worth %v: plan %d goes on after a great cooling", h.worth, k)
			}
		}
	}
}
