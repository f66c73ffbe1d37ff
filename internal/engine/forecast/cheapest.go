package forecast

import (
	"math"
	"slices"
	"sort"
)

// Condition says when an option is the cheapest of all in the last year: while
// one number is below, or above, a value and all others stand.
type Condition struct {
	Path      string
	Value     float64 // where its spend meets that of the cheapest of the others
	Below     bool    // cheapest while the number is below the value, else above
	Low, High float64 // the range of the number
	Outside   bool    // the value lies outside the range
}

// Chance is what must be true for one option to be the cheapest of all in the
// last year. Paths are those of the file's numbers; a number changes in every
// option that does not set it itself.
type Chance struct {
	Option string
	// Lead is by how many pounds it is cheaper than the cheapest of the others
	// as the file stands; negative: dearer.
	Lead float64
	// Alone lists the single numbers that make it the cheapest (or, when it is
	// the cheapest, that make it lose) at a value within their ranges.
	Alone []Condition
	// Together lists the fewest numbers found that make it the cheapest when
	// each stands at the end of its range that suits it best.
	Together []Condition
	// AtBest is its lead when every number stands at the end that suits it best.
	AtBest float64
	// Beyond is the single number that is nearest to making it the cheapest
	// outside its range, when none does inside.
	Beyond *Condition
}

// race compares the options' spend of the last year.
type race struct {
	m      *Model
	o      int // the option that is looked at
	ranged []int
	at     map[int]float64 // numbers that stand elsewhere than in the file
	run    *Run
}

// Chances says for every option, in the order of the file, what must be true
// for it to be the cheapest. With one option there is nothing to say.
func (m *Model) Chances() []Chance {
	if len(m.options) < 2 {
		return nil
	}
	var all []Chance
	for i := range m.options {
		r := race{m: m, o: i, at: map[int]float64{}, run: m.newRun(), ranged: m.ranged(&option{})}
		for at, n := range m.options[i].set {
			if n.Ranged && !slices.Contains(r.ranged, at) {
				r.ranged = append(r.ranged, at)
			}
		}
		sort.Ints(r.ranged)
		all = append(all, r.chance())
	}
	return all
}

func (r *race) chance() Chance {
	c := Chance{Option: r.m.options[r.o].name, Lead: r.lead()}
	for _, at := range r.ranged {
		if cond, ok := r.turns(at); ok {
			c.Alone = append(c.Alone, cond)
		}
	}
	if c.Lead > 0 || len(c.Alone) > 0 {
		c.AtBest = c.Lead
		return c
	}
	c.Together, c.AtBest = r.together()
	for _, at := range r.ranged {
		if cond, ok := r.beyond(at); ok && (c.Beyond == nil || cond.distance() < c.Beyond.distance()) {
			c.Beyond = &cond
		}
	}
	return c
}

// spend is the last year's spend of an option with the numbers of the race.
func (r *race) spend(o *option) float64 {
	v := r.m.values(o)
	for at, x := range r.at {
		_, set := o.set[at]
		if own := r.own(at); own && o == &r.m.options[r.o] || !own && !set {
			v[at] = x
		}
	}
	r.m.compute(o, v, r.run)
	return r.run.Spend[r.m.To-r.m.From]
}

// lead is by how much the option is cheaper than the cheapest of the others.
func (r *race) lead() float64 {
	others := math.Inf(1)
	for i := range r.m.options {
		if i != r.o {
			others = min(others, r.spend(&r.m.options[i]))
		}
	}
	return others - r.spend(&r.m.options[r.o])
}

// leadAt is the lead with one number at x.
func (r *race) leadAt(at int, x float64) float64 {
	before, had := r.at[at]
	r.at[at] = x
	lead := r.lead()
	if delete(r.at, at); had {
		r.at[at] = before
	}
	return lead
}

// own reports whether the number is the option's own, with a range of its own:
// it then changes in no other.
func (r *race) own(at int) bool { return r.m.options[r.o].set[at].Ranged }

// number gives the number that varies: the option's own, or that of the file.
func (r *race) number(at int) Number {
	n := r.m.numbers[at]
	if r.own(at) {
		own := r.m.options[r.o].set[at]
		n.Value, n.Low, n.High = own.Value, own.Low, own.High
	}
	return n
}

// looks is how many places of a range are looked at on either side of a value.
const looks = 50

// turns looks whether one number, within its range, turns the race: makes the
// option the cheapest, or no longer the cheapest when it is. The turn nearest
// to the value is given.
func (r *race) turns(at int) (Condition, bool) {
	n, cheapest := r.number(at), r.lead() > 0
	for i := 1; i <= looks; i++ {
		for _, end := range []float64{n.Low, n.High} {
			before := n.Value + (end-n.Value)*float64(i-1)/looks
			x := n.Value + (end-n.Value)*float64(i)/looks
			if x == before || r.leadAt(at, x) > 0 == cheapest {
				continue
			}
			value := before
			if lead := r.leadAt(at, before); lead != 0 {
				value = halve(func(x float64) float64 { return r.leadAt(at, x) }, before, x, lead)
			}
			return Condition{Path: n.Path, Value: value, Below: x < before != cheapest, Low: n.Low, High: n.High}, true
		}
	}
	return Condition{}, false
}

// beyond looks outside a range, down to nothing and up to ten times its high end.
func (r *race) beyond(at int) (Condition, bool) {
	n := r.number(at)
	for _, side := range []struct{ from, to float64 }{{n.Low, n.bounds.least},
		{n.High, min(n.bounds.most, 10*n.High)}} {
		if r.leadAt(at, side.to) <= 0 || side.from == side.to {
			continue
		}
		value := halve(func(x float64) float64 {
			return r.leadAt(at, x)
		}, side.from, side.to, r.leadAt(at, side.from))
		return Condition{Path: n.Path, Value: value, Below: side.to < side.from, Low: n.Low, High: n.High,
			Outside: true}, true
	}
	return Condition{}, false
}

// distance is how far outside its range a value lies, as a share of the end it passes.
func (c Condition) distance() float64 {
	end := c.High
	if c.Below {
		end = c.Low
	}
	return math.Abs(c.Value-end) / math.Max(math.Abs(end), 1e-9)
}

// together moves one number after the other to the end that helps the option
// most, and says which of them were needed, and the lead when all are moved.
func (r *race) together() (needed []Condition, atBest float64) {
	defer func() { r.at = map[int]float64{} }()
	left, lead := slices.Clone(r.ranged), r.lead()
	for len(left) > 0 {
		best, end, most := -1, 0.0, lead+0.5 // less than a pound helps nobody
		for k, at := range left {
			n := r.number(at)
			for _, x := range []float64{n.Low, n.High} {
				if got := r.leadAt(at, x); got > most {
					best, end, most = k, x, got
				}
			}
		}
		if best < 0 {
			break
		}
		n := r.number(left[best])
		if lead <= 0 {
			needed = append(needed, Condition{Path: n.Path, Value: end, Below: end == n.Low, Low: n.Low, High: n.High})
		}
		r.at[left[best]], lead = end, most
		left = slices.Delete(left, best, best+1)
	}
	if lead <= 0 {
		return nil, lead
	}
	return needed, lead
}
