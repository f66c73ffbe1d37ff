package weekplan

import (
	"math"
	"math/bits"
)

// maxTableMusts is the number of must-haves the tables follow; those beyond
// cost nothing in a table, which keeps its bound valid.
const maxTableMusts = 5

// item is one session as one person's week sees it. Points are in fixed
// point.
type item struct {
	v          int64 // what it adds to the week, prices taken off
	u          int64 // utility, for the fairness floor
	price      int32
	start, end int32
	units      int32
	act        int32 // -1 when the activity limit does not count it
	day        int8
	must       uint64 // must-haves of this person that it covers
	from, to   int32  // its meetings, in task.meetings; v has them all
}

// task is one person's week to be chosen: as large as possible the sum of v,
// less short for each unit missing, must for each must-have missing and fair
// for each point of utility below theta.
type task struct {
	items            []item
	min, max, budget int32
	musts            int
	theta            int64
	short, must      int64
	fair             int64 // a plain number: u is in fixed point already
	perDay, perAct   int
	gap              int32
	bonds            []bond
	meetings         []meeting
	// allows, when given, refuses whole weeks for a rule of the caller's.
	allows func(week []int16) bool
}

// lack returns the points a week loses for what it lacks.
func (t *task) lack(units int32, covered uint64, u int64) int64 {
	lost := t.must * int64(t.musts-bits.OnesCount64(covered))
	if units < t.min {
		lost += t.short * int64(t.min-units)
	}
	if u < t.theta {
		lost += t.fair * (t.theta - u)
	}
	return lost
}

// value returns what a feasible week is worth.
func (t *task) value(week []int16) int64 {
	var v, u int64
	var units int32
	var covered uint64
	for _, j := range week {
		x := &t.items[j]
		v, u, units, covered = v+x.v, u+x.u, units+x.units, covered|x.must
	}
	return v - t.lack(units, covered, u)
}

// dayPlan is a set of sessions of one day that do not clash.
type dayPlan struct {
	v, u     int64
	toll     int64 // of its items, by activity and bond; see weekSearch.tolls
	must     uint64
	price    int32
	units    int32
	from, to int32 // its items, in weekSearch.arena
	kind     int32 // among the day's kinds
}

// kind is what a table tells apart of the plans of a day.
type kind struct {
	units, mask int
	most        int64 // scratch: the best of its plans
}

// table bounds the best completion of a week from each (day, units, covered),
// with a price rho on each penny, and phi of the fairness term counted.
type table struct {
	rho, phi int64
	cells    []int64
}

// weekSearch finds best weeks exactly. It is scratch space: one for each
// goroutine, used again for every call.
type weekSearch struct {
	t      *task
	arena  []int16
	days   [][]dayPlan
	store  [7][]dayPlan
	kinds  [7][]kind // by place in days
	kindAt []int32   // scratch of sortKinds: by units and must-haves, the kind from 1
	tables []table
	spare  [3]table

	split    bool // tables for each total of units are in use
	perUnits []unitTables
	stock    stock

	musts  int // must-haves followed by the tables
	width  int // cells for one day
	levels [8][]child
	acts   []int8
	chosen []int16
	uses   []int32 // by activity: how often the relaxed week has it
	tolls  []int64 // by activity: a price on each use, against using it too often
	kept   []int64
	credit int64 // what the allowed uses are worth at the tolls

	company   company
	settles   [7][]int32 // by place in days: bonds with no meeting after it
	dayAt     [7]int     // by day of the week: its place in days
	keptBonds []bond
	fares     []int64 // by item: its tolls

	thinner thinner

	best    int64
	week    []int16
	found   bool
	all     bool // every week above the floor is wanted, not only the best
	slack   int64
	upper   int64
	nodes   int
	limits  searchLimits
	onFound func(value int64, week []int16)

	stop   func() bool // when given, asked now and then; then the search is cut short
	halted bool
	work   int // since stop was asked
	looks  int // day plans looked at, in all
}

// askEvery is the number of day plans looked at before the clock is asked.
const askEvery = 1 << 15

// looked counts work, and asks the clock after enough of it.
func (w *weekSearch) looked(plans int) {
	w.looks += plans
	if w.work += plans; w.work < askEvery || w.stop == nil {
		return
	}
	w.work, w.halted = 0, w.halted || w.stop()
}

type child struct {
	bound int64
	plan  int32
}

// searchLimits say how much a search may cost and what it collects.
type searchLimits struct {
	// floor is the value of a week already known; only better ones are found.
	floor int64
	// slack widens the search to all weeks within it of the best.
	slack int64
	// soft is the number of nodes for the widening, hard for the search.
	soft, hard int
	// looks is about the number of day plans that may be looked at where there are so many
	// that they are thinned out, and as many again for the widening; 0 for as many as the
	// nodes have.
	looks int
}

// answer is the outcome of a search: no week is worth more than upper.
type answer struct {
	value, upper int64
	better       bool // a week better than the floor was found; it is in week
	week         []int16
	nodes        int
}

const noFloor = math.MinInt64 / 4

// solve finds the best week of t. rho is the price of a penny to begin with,
// and keeps the one found for the next call; onFound, when given, hears of
// each week within the slack of the best so far. The answer's week is valid
// until the next call.
func (w *weekSearch) solve(t *task, rho *int64, limits searchLimits, onFound func(int64, []int16)) answer {
	w.all = false
	w.prepare(t, rho, limits, onFound)
	w.closeSearch(rho, limits)
	upper, nodes := w.upper, w.nodes
	if limits.slack > 0 {
		w.listNear(limits) // after a search that was cut short it may find a better week
	}
	return answer{w.best, max(upper, w.best), w.found, w.week, nodes}
}

// closeSearch finds the best week. Most searches end soon; the hard ones begin
// anew with better tables.
func (w *weekSearch) closeSearch(rho *int64, limits searchLimits) {
	if w.attempt(fewNodes, limits) {
		return
	}
	w.strengthen(rho, tollSteps)
	if w.attempt(w.nodes+someNodes, limits) {
		return
	}
	w.splitUnits(*rho)
	if !w.attempt(w.nodes+manyNodes, limits) {
		w.strengthen(rho, 4*tollSteps)
		w.splitUnits(*rho)
		w.attempt(limits.hard, limits)
	}
}

// listNear tells of weeks within the slack of the best, for some nodes more.
func (w *weekSearch) listNear(limits searchLimits) {
	w.slack, w.limits.hard, w.looks = limits.slack, w.nodes+limits.soft, 0
	w.dive(0, partial{left: w.t.budget})
	w.slack = 0
}

// prepare lists the days of t and fills the first tables.
func (w *weekSearch) prepare(t *task, rho *int64, limits searchLimits, onFound func(int64, []int16)) {
	w.t, w.limits, w.onFound = t, limits, onFound
	w.best, w.found, w.nodes, w.looks, w.slack = limits.floor, false, 0, 0, 0
	w.upper, w.halted = limits.floor, false
	w.chosen, w.week = w.chosen[:0], w.week[:0]
	w.thin(*rho, limits.slack)
	w.listDays()
	w.prepareActs()
	w.prepareBonds()
	w.split = false
	w.priceBudget(rho)
}

// fewNodes ends the first, cheap attempt at a search, someNodes the second,
// manyNodes the third.
const (
	fewNodes  = 150
	someNodes = 400
	manyNodes = 6000
)

// attempt searches up to a number of nodes; it is true when there is no use
// in going on.
func (w *weekSearch) attempt(nodes int, limits searchLimits) bool {
	w.upper = limits.floor
	w.limits.hard = min(limits.hard, nodes)
	w.dive(0, partial{left: w.t.budget})
	return w.tired() || w.nodes <= w.limits.hard || w.limits.hard == limits.hard
}

// tired tells whether the search is cut short by the clock or by its work.
func (w *weekSearch) tired() bool {
	return w.halted || w.thinner.on && w.limits.looks > 0 && w.looks > w.limits.looks
}

// prepareActs clears the counts and tolls of the person's activities.
func (w *weekSearch) prepareActs() {
	n := 0
	for i := range w.t.items {
		n = max(n, int(w.t.items[i].act)+1)
	}
	if cap(w.acts) < n {
		w.acts, w.uses, w.tolls, w.kept = make([]int8, n), make([]int32, n), make([]int64, n), make([]int64, n)
	}
	w.acts, w.uses, w.tolls, w.kept = w.acts[:n], w.uses[:n], w.tolls[:n], w.kept[:n]
	clear(w.acts)
	clear(w.tolls)
	w.credit = 0
}

// listDays lists the day plans of every day that has items.
func (w *weekSearch) listDays() {
	w.days, w.arena = w.days[:0], w.arena[:0]
	for d := int8(0); d < 7; d++ {
		any := false
		for i := range w.t.items {
			if w.t.items[i].day == d {
				any = true
				break
			}
		}
		if !any {
			continue
		}
		w.dayAt[d] = len(w.days)
		w.store[d] = append(w.store[d][:0], dayPlan{})
		plans := w.extend(w.store[d], d, 0, dayPlan{}, 0)
		w.store[d] = plans
		w.days = append(w.days, plans)
	}
	w.musts = min(w.t.musts, maxTableMusts)
	for d := range w.days {
		w.sortKinds(d)
	}
}

// sortKinds finds the kinds of a day's plans: those with the same units and
// must-haves.
func (w *weekSearch) sortKinds(d int) {
	kinds, masks := w.kinds[d][:0], 1<<w.musts
	size := (int(w.t.max) + 1) * masks
	w.kindAt = append(w.kindAt, make([]int32, max(0, size-len(w.kindAt)))...)
	for i := range w.days[d] {
		p := &w.days[d][i]
		units, mask := int(p.units), int(p.must)&(masks-1)
		at := &w.kindAt[units*masks+mask]
		if *at == 0 {
			kinds = append(kinds, kind{units: units, mask: mask})
			*at = int32(len(kinds))
		}
		p.kind = *at - 1
	}
	for _, k := range kinds {
		w.kindAt[k.units*masks+k.mask] = 0
	}
	w.kinds[d] = kinds
}

// extend adds all day plans that continue p with items from number i on.
func (w *weekSearch) extend(plans []dayPlan, day int8, i int, p dayPlan, depth int) []dayPlan {
	if depth >= w.t.perDay {
		return plans
	}
	for ; i < len(w.t.items); i++ {
		x := &w.t.items[i]
		if x.day != day || p.units+x.units > w.t.max || p.price+x.price > w.t.budget || w.clashes(p, x) {
			continue
		}
		q := dayPlan{v: p.v + x.v, u: p.u + x.u, must: p.must | x.must, price: p.price + x.price,
			units: p.units + x.units}
		q.from = int32(len(w.arena))
		w.arena = append(append(w.arena, w.arena[p.from:p.to]...), int16(i))
		q.to = int32(len(w.arena))
		if more := w.t.perDay - depth - 1; w.thinner.useful(&q, day, more) {
			if w.thinner.useful(&q, day, 0) {
				plans = append(plans, q)
			}
			plans = w.extend(plans, day, i+1, q, depth+1)
		}
	}
	return plans
}

func (w *weekSearch) clashes(p dayPlan, x *item) bool {
	for _, j := range w.arena[p.from:p.to] {
		y := &w.t.items[j]
		if clash(x.start, x.end, y.start, y.end, w.t.gap) {
			return true
		}
	}
	return false
}

// fill computes a table, from the last day backwards.
func (w *weekSearch) fill(slot int, rho, phi int64) *table {
	return w.fillTable(&w.spare[slot], rho, phi, false)
}

// fillTable fills any table. An exact one holds the best completion that
// brings the week to exactly t.max units; as only the units still to come
// count, it serves every other total as well, read further up.
func (w *weekSearch) fillTable(tb *table, rho, phi int64, exact bool) *table {
	t := w.t
	k, masks := w.musts, 1<<w.musts
	w.width = (int(t.max) + 1) * masks
	size := w.width * (len(w.days) + 1)
	if cap(tb.cells) < size {
		tb.cells = make([]int64, size)
	}
	tb.cells, tb.rho, tb.phi = tb.cells[:size], rho, phi
	last := tb.cells[len(w.days)*w.width:]
	for n := int32(0); n <= t.max; n++ {
		for m := 0; m < masks; m++ {
			lost := t.must * int64(k-bits.OnesCount(uint(m)))
			switch {
			case exact && n < t.max:
				lost = -noFloor
			case !exact && n < t.min:
				lost += t.short * int64(t.min-n)
			}
			last[int(n)*masks+m] = -lost
		}
	}
	for d := len(w.days) - 1; d >= 0; d-- {
		w.fillDay(tb, d, masks)
	}
	return tb
}

// fillDay computes one day of a table from the next. Of the day plans with
// the same units and must-haves only the best counts.
func (w *weekSearch) fillDay(tb *table, d, masks int) {
	dst := tb.cells[d*w.width : (d+1)*w.width]
	src := tb.cells[(d+1)*w.width : (d+2)*w.width]
	copy(dst, src)
	kinds := w.kinds[d]
	w.looked(len(w.days[d]) + len(kinds)*w.width/16)
	for k := range kinds {
		kinds[k].most = math.MinInt64
	}
	for i := range w.days[d] {
		p := &w.days[d][i]
		k := &kinds[p.kind]
		k.most = max(k.most, p.v-p.toll+tb.phi*p.u-tb.rho*int64(p.price))
	}
	for _, k := range kinds {
		if k.units == 0 && k.mask == 0 && k.most <= 0 {
			continue
		}
		for n := 0; n+k.units <= int(w.t.max); n++ {
			to, from := dst[n*masks:(n+1)*masks], src[(n+k.units)*masks:(n+k.units+1)*masks]
			for m := range to {
				if r := from[m|k.mask] + k.most; r > to[m] {
					to[m] = r
				}
			}
		}
	}
}

// spent follows a table's best week from a number of units, counts its activities in uses, and
// returns what it costs.
func (w *weekSearch) spent(tb *table, from int32) int64 {
	masks := 1 << w.musts
	n, m := int(from), 0
	var cost int64
	clear(w.uses)
	for k := range w.t.bonds {
		w.t.bonds[k].uses = 0
	}
	for d := range w.days {
		here := tb.cells[d*w.width+n*masks+m]
		next := tb.cells[(d+1)*w.width:]
		for i := range w.days[d] {
			p := &w.days[d][i]
			n2, m2 := n+int(p.units), m|int(p.must)&(masks-1)
			if n2 > int(w.t.max) {
				continue
			}
			if next[n2*masks+m2]+p.v-p.toll+tb.phi*p.u-tb.rho*int64(p.price) == here {
				n, m, cost = n2, m2, cost+int64(p.price)
				w.count(p)
				break
			}
		}
	}
	return cost
}

func (w *weekSearch) count(p *dayPlan) {
	for _, j := range w.arena[p.from:p.to] {
		if act := w.t.items[j].act; act >= 0 {
			w.uses[act]++
		}
		for _, m := range w.t.meetingsOf(j) {
			if b := &w.t.bonds[m.bond]; m.worth > b.toll {
				b.uses++
			}
		}
	}
}
