package weekplan

import (
	"math"
	"math/rand/v2"
	"slices"
)

// herd is several plans that are annealed side by side where people are few. One plan
// alone ends where chance has it: whatever it does while it is warm settles who goes
// where, and what comes after only finishes that. So as it cools plans that fall behind
// are given up for copies of better ones. Where people are many there is one plan, in
// parts.
type herd struct {
	b     *borough
	crew  *crew
	plans []*parts
	worth []int64 // by plan, in points
	rng   *rand.Rand
	last  float64 // temperature of the round before; 0 at first
}

// herdSize is the number of plans of a herd. It does not depend on the cores.
const herdSize = 4

// fewestHerded is the number of people from which a herd is kept: with fewer, one plan
// finds what there is.
const fewestHerded = 20

// newHerd begins with copies of the plan of the state.
func newHerd(s *state, g *guide, c *crew, seed uint64) *herd {
	h := &herd{b: s.b, crew: c, rng: rand.New(rand.NewPCG(seed, 11))}
	if n := len(s.b.in.People); n < fewestHerded || n > mostChained {
		h.plans = append(h.plans, newParts(s, g, c, seed))
	} else {
		for range herdSize {
			h.plans = append(h.plans, newPartsOf(s.copy(), g, &crew{1}, h.rng.Uint64(), 1))
		}
	}
	h.worth = make([]int64, len(h.plans))
	return h
}

// copy is the same plan, of which nothing is shared that steps change.
func (s *state) copy() *state {
	pools := slices.Clone(s.pools)
	for i := range pools {
		p := &pools[i]
		p.items, p.size, p.lost = slices.Clone(p.items), slices.Clone(p.size), slices.Clone(p.lost)
	}
	c := newState(s.b, pools)
	c.weeks.copyFrom(s.weeks)
	c.recount()
	return c
}

// anneal makes one round of steps with every plan.
func (h *herd) anneal(steps int, temperature float64, stop func() bool) {
	h.thin(temperature)
	h.crew.each(len(h.plans), func(_, k int) {
		h.plans[k].anneal(steps, temperature, stop)
		h.worth[k] = h.b.objective(h.plans[k].plan.weeks)
	})
}

// thin lets plans go on as often as they are likelier at the new temperature than at
// the last, so that each stands for its share of all plans there are.
func (h *herd) thin(temperature float64) {
	last := h.last
	if h.last = temperature; len(h.plans) == 1 || last == 0 {
		return
	}
	times := h.times((1/temperature - 1/last) * float64(h.b.scale))
	for k, n := range times {
		for ; n > 1; n-- {
			to := slices.Index(times, 0)
			h.plans[to].plan.weeks.copyFrom(h.plans[k].plan.weeks)
			h.plans[to].plan.recount()
			times[to] = 1
		}
	}
}

// times is how often each plan goes on: in all as many as there are, each within one of
// its share, which grows with its worth and the cooling.
func (h *herd) times(cooling float64) []int {
	top, sum := slices.Max(h.worth), 0.0
	shares := make([]float64, len(h.plans))
	for k, w := range h.worth {
		shares[k] = math.Exp(cooling * float64(w-top))
		sum += shares[k]
	}
	times := make([]int, len(h.plans))
	mark, gone, up := h.rng.Float64(), 0, 0.0
	for k := range times {
		for up += shares[k] / sum * float64(len(times)); gone < len(times) && float64(gone)+mark < up; gone++ {
			times[k]++
		}
	}
	times[slices.Index(h.worth, top)] += len(times) - gone // what rounding lost
	return times
}

// best is the plan worth most, and its worth.
func (h *herd) best() (*weekBook, int64) {
	top := slices.Max(h.worth)
	return h.plans[slices.Index(h.worth, top)].plan.weeks, top
}
