package weekplan

import (
	"math"
	"slices"
)

// maxRho keeps rho times any price far from overflow.
const maxRho = 1 << 28

// The two sides of the right price of a penny, and their places in spare.
const (
	dear  = 0 // rho is too low: the week costs more than the budget
	cheap = 1 // the week fits
	trial = 2
)

// line is the relaxed week's bound as a function of rho: it falls by over for
// each step of rho.
type line struct {
	known            bool
	rho, bound, over int64
}

// priceBudget finds two prices of a penny, just below and above the one at
// which the relaxed week costs the budget, and fills a table for each. Any
// price gives a valid bound; good ones give a tight one.
func (w *weekSearch) priceBudget(rho *int64) {
	budget := int64(w.t.budget)
	var sides [2]line
	r := max(*rho, 0)
	for try := 0; try < 6; try++ {
		tb := w.fill(trial, r, 0)
		over := w.spent(tb, 0) - budget
		side := cheap
		if over > 0 {
			side = dear
		}
		sides[side] = line{true, r, tb.cells[0] + r*budget, over}
		w.spare[trial], w.spare[side] = w.spare[side], w.spare[trial]
		if over <= 0 && r == 0 || over == 0 || w.halted {
			break
		}
		next := nextRho(sides)
		if sides[dear].known && sides[cheap].known && (try >= 3 || next <= sides[dear].rho ||
			next >= sides[cheap].rho) {
			break
		}
		r = min(next, maxRho)
	}
	w.tables = w.tables[:0]
	for side, s := range sides {
		if s.known {
			w.tables = append(w.tables, w.spare[side])
			*rho = s.rho
		}
	}
}

// nextRho returns the price to try: where the two lines cross, or further out
// while only one side is known.
func nextRho(sides [2]line) int64 {
	a, b := sides[dear], sides[cheap]
	switch {
	case !b.known:
		return a.rho + a.rho/2 + 1<<10
	case !a.known:
		return b.rho * 2 / 3
	}
	num := float64(a.bound-b.bound) + float64(a.over)*float64(a.rho) - float64(b.over)*float64(b.rho)
	return int64(num / float64(a.over-b.over))
}

// partial is a week chosen up to some day.
type partial struct {
	v, u    int64
	toll    int64
	covered uint64
	units   int32
	left    int32 // budget
}

// bound returns the most that a partial week can come to.
func (w *weekSearch) bound(day int, p partial) int64 {
	least := w.plainBound(day, p)
	if w.split {
		least = min(least, w.splitBound(day, p))
	}
	return least
}

// plainBound is the bound by the tables for any total of units.
func (w *weekSearch) plainBound(day int, p partial) int64 {
	least := int64(1<<63 - 1)
	at := day*w.width + int(p.units)<<w.musts | int(p.covered)&(1<<w.musts-1)
	for i := range w.tables {
		tb := &w.tables[i]
		least = min(least, tb.cells[at]+p.v+tb.rho*int64(p.left)+tb.phi*(p.u-w.t.theta)+w.credit-p.toll)
	}
	return least
}

// tollSteps is the number of times strengthen moves the tolls.
const tollSteps = 8

// strengthen makes better tables for a long search, in some steps: a toll on activities that
// the relaxed week uses too often, and a table that counts the fairness term.
func (w *weekSearch) strengthen(rho *int64, steps int) {
	w.split = false
	root := w.bound(0, partial{left: w.t.budget})
	least, aim := int64(math.MaxInt64), min(root-w.best, max(root, -root, w.t.short, w.t.must)/4, maxAim)
	for k := range steps {
		if root < least {
			least = root
			copy(w.kept, w.tolls)
			copy(w.keptBonds, w.t.bonds)
		} else if k >= tollSteps {
			aim /= 2
		}
		if w.halted || !w.moveTolls(aim) {
			break
		}
		w.layTolls()
		w.priceBudget(rho)
		root = w.bound(0, partial{left: w.t.budget})
	}
	copy(w.tolls, w.kept)
	copy(w.t.bonds, w.keptBonds)
	w.layTolls()
	w.priceBudget(rho)
	if w.t.fair > 0 {
		w.tables = append(w.tables, *w.fill(trial, w.tables[0].rho, w.t.fair))
	}
}

// moveTolls raises the tolls of activities used too often in the relaxed week
// and lowers those of the others, as far as would lower the bound by aim, were
// it a plane; it is false when nothing is to move.
func (w *weekSearch) moveTolls(aim int64) bool {
	w.spent(&w.tables[len(w.tables)-1], 0)
	norm := int64(0)
	for a, n := range w.uses {
		if over := int64(n) - int64(w.t.perAct); over > 0 || w.tolls[a] > 0 {
			norm += over * over
		}
	}
	for k := range w.t.bonds {
		b := &w.t.bonds[k]
		if over := int64(b.uses - b.limit); over > 0 || b.toll > 0 {
			norm += over * over
		}
	}
	if norm == 0 {
		return false
	}
	step := max(0, aim) * 2 / 3 / norm
	for a, n := range w.uses {
		w.tolls[a] = max(0, w.tolls[a]+step*(int64(n)-int64(w.t.perAct)))
	}
	for k := range w.t.bonds {
		b := &w.t.bonds[k]
		b.toll = clamp(b.toll+step*int64(b.uses-b.limit), 0, b.most)
	}
	return step > 0
}

// layTolls puts the tolls of activities and bonds on the day plans.
func (w *weekSearch) layTolls() {
	w.credit = 0
	for _, toll := range w.tolls {
		w.credit += toll * int64(w.t.perAct)
	}
	for _, b := range w.t.bonds {
		w.credit += b.toll * int64(b.limit)
	}
	w.fares = w.fares[:0]
	for j := range w.t.items {
		fare := int64(0)
		if act := w.t.items[j].act; act >= 0 {
			fare = w.tolls[act]
		}
		for _, m := range w.t.meetingsOf(int16(j)) {
			fare += min(m.worth, w.t.bonds[m.bond].toll)
		}
		w.fares = append(w.fares, fare)
	}
	for d := range w.days {
		for i := range w.days[d] {
			p := &w.days[d][i]
			p.toll = 0
			for _, j := range w.arena[p.from:p.to] {
				p.toll += w.fares[j]
			}
		}
	}
}

// dive goes through the day plans of one day, the most promising first.
func (w *weekSearch) dive(day int, p partial) {
	w.nodes++
	if day == len(w.days) {
		w.leaf(p)
		return
	}
	for _, c := range w.children(day, p) {
		if !w.worth(c.bound) {
			break
		}
		if w.nodes > w.limits.hard || w.tired() {
			w.upper = max(w.upper, c.bound)
			break
		}
		plan := &w.days[day][c.plan]
		if !w.enter(plan) {
			continue
		}
		q, less := p.with(plan), int64(0)
		if len(w.t.bonds) > 0 {
			less = w.meet(plan, day, &q)
		}
		if w.worth(c.bound - less) {
			w.dive(day+1, q)
		}
		if len(w.t.bonds) > 0 {
			w.part(plan)
		}
		w.leave(plan)
	}
}

func (w *weekSearch) worth(bound int64) bool {
	if w.all {
		return bound > w.limits.floor
	}
	return bound > w.best || w.slack > 0 && bound >= w.best-w.slack
}

func (p partial) with(d *dayPlan) partial {
	return partial{p.v + d.v, p.u + d.u, p.toll + d.toll, p.covered | d.must, p.units + d.units,
		p.left - d.price}
}

// view is a table as one partial week sees it.
type view struct {
	row           []int64 // of the next day
	rho, phi, add int64
}

// children lists the day plans worth a look, best bound first.
func (w *weekSearch) children(day int, p partial) []child {
	list := w.levels[day][:0]
	w.looked(len(w.days[day]))
	var room [3]view
	views := room[:0]
	for i := range w.tables {
		tb := &w.tables[i]
		add := tb.rho*int64(p.left) + tb.phi*(p.u-w.t.theta) + p.v + w.credit - p.toll
		views = append(views, view{tb.cells[(day+1)*w.width : (day+2)*w.width], tb.rho, tb.phi, add})
	}
	least, spare, mask := w.leastWorth(), w.t.max-p.units, uint64(1)<<w.musts-1
	for i := range w.days[day] {
		d := &w.days[day][i]
		if d.units > spare || d.price > p.left {
			continue
		}
		bound, at := int64(math.MaxInt64), int(p.units+d.units)<<w.musts|int((p.covered|d.must)&mask)
		for k := range views {
			v := &views[k]
			bound = min(bound, v.row[at]+v.add-v.rho*int64(d.price)+v.phi*d.u)
		}
		if bound += d.v - d.toll; bound < least {
			continue
		}
		if w.split {
			if bound = min(bound, w.splitBound(day+1, p.with(d))); bound < least {
				continue
			}
		}
		list = append(list, child{bound, int32(i)})
		if len(list) > manyChildren {
			continue
		}
		for k := len(list) - 1; k > 0 && list[k-1].bound < bound; k-- {
			list[k], list[k-1] = list[k-1], list[k]
		}
	}
	if len(list) > manyChildren {
		slices.SortStableFunc(list, func(a, b child) int { return sign(b.bound - a.bound) })
	}
	w.levels[day] = list
	return list
}

// manyChildren is from when on a list is not sorted by insertion.
const manyChildren = 100

// leastWorth is the least bound that is worth a look.
func (w *weekSearch) leastWorth() int64 {
	switch {
	case w.all:
		return w.limits.floor + 1
	case w.slack > 0:
		return w.best - w.slack
	}
	return w.best + 1
}

// enter adds a day plan to the week, unless an activity comes too often.
func (w *weekSearch) enter(d *dayPlan) bool {
	items := w.arena[d.from:d.to]
	for i, j := range items {
		act := w.t.items[j].act
		if act < 0 {
			continue
		}
		w.acts[act]++
		if int(w.acts[act]) > w.t.perAct {
			w.uncount(items[:i+1])
			return false
		}
	}
	w.chosen = append(w.chosen, items...)
	return true
}

func (w *weekSearch) leave(d *dayPlan) {
	items := w.arena[d.from:d.to]
	w.uncount(items)
	w.chosen = w.chosen[:len(w.chosen)-len(items)]
}

func (w *weekSearch) uncount(items []int16) {
	for _, j := range items {
		if act := w.t.items[j].act; act >= 0 {
			w.acts[act]--
		}
	}
}

// leaf values a whole week exactly.
func (w *weekSearch) leaf(p partial) {
	if w.t.allows != nil && !w.t.allows(w.chosen) {
		return
	}
	value := p.v - w.t.lack(p.units, p.covered, p.u)
	if value > w.best {
		w.best, w.found = value, true
		w.week = append(w.week[:0], w.chosen...)
	}
	if w.onFound != nil && (w.all && value > w.limits.floor || !w.all && value >= w.best-w.slack) {
		w.onFound(value, w.chosen)
	}
}
