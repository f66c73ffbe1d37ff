package weekplan

import (
	"math"
	"slices"
)

// A list of weeks that differ needs all weeks down to a worth that nobody
// knows before. So they are listed in bands from the best downwards: where a
// search leaves days aside that are worth too little for now, it leaves a branch open,
// and the next band goes on from there instead of beginning anew.

// branch is a partial week whose next days, from a bound down, are still to be
// looked at.
type branch struct {
	bound int64
	p     partial
	days  int8
	plans [7]int32
}

// bands lists weeks in falling order of worth, within a few bands.
type bands struct {
	w        *weekSearch
	branches []branch
	later    []branch // branches of the band before, while they are worked off
	plans    [7]int32
	floor    int64 // of the present band
	lowest   int64 // no week below it is wanted
	most     int   // nodes, in all
	kinds    [7][]planKind
}

// planKind is a run of day plans with the same units and must-haves, the most
// promising first.
type planKind struct {
	units    int32
	mask     int
	from, to int
}

// begin prepares to list all weeks of t worth more than lowest, up to best, in
// a search that may cost so many nodes.
func (b *bands) begin(w *weekSearch, t *task, rho *int64, best, lowest int64, most int,
	found func(int64, []int16)) {
	b.w, b.lowest, b.most = w, lowest, most
	w.all = true
	w.prepare(t, rho, searchLimits{floor: lowest}, found)
	w.best = best // tolls are moved towards it
	w.strengthen(rho, tollSteps)
	w.best = lowest
	w.splitUnits(*rho)
	for d := range w.days {
		b.sortDay(d)
	}
	b.branches = append(b.branches[:0], branch{bound: math.MaxInt64, p: partial{left: t.budget}})
}

// next lists the weeks worth more than floor that no band before has listed,
// and some that are worth less. It is false when the search was cut short.
func (b *bands) next(floor int64) bool {
	b.floor = max(floor, b.lowest)
	b.branches, b.later = b.later[:0], b.branches
	for i := range b.later {
		s := &b.later[i]
		if s.bound <= b.floor {
			b.branches = append(b.branches, *s)
			continue
		}
		b.resume(s)
	}
	return b.w.nodes <= b.most && !b.w.halted
}

// resume goes on from a branch.
func (b *bands) resume(s *branch) {
	w := b.w
	b.plans = s.plans
	for d := range int(s.days) {
		w.enter(&w.days[d][s.plans[d]])
	}
	b.dive(int(s.days), s.p, s.bound)
	for d := int(s.days) - 1; d >= 0; d-- {
		w.leave(&w.days[d][s.plans[d]])
	}
}

// dive goes through the day plans of one day that are worth no more than below.
func (b *bands) dive(day int, p partial, below int64) {
	w := b.w
	if w.nodes++; w.nodes > b.most || w.halted {
		return
	}
	if day == len(w.days) {
		w.leaf(p)
		return
	}
	list, rest := b.children(day, p, below)
	for _, c := range list {
		plan := &w.days[day][c.plan]
		if !w.enter(plan) {
			continue
		}
		b.plans[day] = c.plan
		b.dive(day+1, p.with(plan), math.MaxInt64)
		w.leave(plan)
	}
	if rest > b.lowest {
		b.branches = append(b.branches, branch{rest, p, int8(day), b.plans})
	}
}

// children lists the day plans that belong to this band, in no order, and
// returns the best bound of those that a later one may have.
func (b *bands) children(day int, p partial, below int64) ([]child, int64) {
	w := b.w
	w.looked(len(w.days[day]))
	list, rest := w.levels[day][:0], b.lowest
	last := b.guide()
	fixed := p.v - p.toll + w.credit + last.rho*int64(p.left) + last.phi*(p.u-w.t.theta)
	for _, k := range b.kinds[day] {
		if p.units+k.units > w.t.max {
			continue
		}
		mask := int(p.covered)&(1<<w.musts-1) | k.mask
		base := fixed + last.cells[(day+1)*w.width+int(p.units+k.units)<<w.musts+mask]
		for i := k.from; i < k.to; i++ {
			d := &w.days[day][i]
			if base+b.promise(d) <= rest {
				break // so are all after it
			}
			if d.price > p.left {
				continue
			}
			q := p.with(d)
			bound := w.plainBound(day+1, q)
			if bound > rest {
				bound = min(bound, w.splitBound(day+1, q))
			}
			switch {
			case bound > below: // a band before had it
			case bound > b.floor:
				list = append(list, child{bound, int32(i)})
			case bound > rest:
				rest = bound
			}
		}
	}
	w.levels[day] = list
	return list, rest
}

// promise is what a day plan adds to the bound of the last table.
func (b *bands) promise(d *dayPlan) int64 {
	last := b.guide()
	return d.v - d.toll - last.rho*int64(d.price) + last.phi*d.u
}

// sortDay brings the plans of a day into kinds.
func (b *bands) sortDay(day int) {
	w := b.w
	plans := w.days[day]
	mask := func(d *dayPlan) int { return int(d.must) & (1<<w.musts - 1) }
	slices.SortFunc(plans, func(x, y dayPlan) int {
		if x.units != y.units {
			return int(x.units - y.units)
		}
		if mask(&x) != mask(&y) {
			return mask(&x) - mask(&y)
		}
		return sign(b.promise(&y) - b.promise(&x))
	})
	kinds := b.kinds[day][:0]
	for i := range plans {
		d := &plans[i]
		if n := len(kinds); n == 0 || kinds[n-1].units != d.units || kinds[n-1].mask != mask(d) {
			kinds = append(kinds, planKind{d.units, mask(d), i, i})
		}
		kinds[len(kinds)-1].to = i + 1
	}
	b.kinds[day] = kinds
}

// guide is the table by which plans are sorted.
func (b *bands) guide() *table { return &b.w.tables[0] }
