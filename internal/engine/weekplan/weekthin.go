package weekplan

import (
	"cmp"
	"math/bits"
	"slices"
)

// Somebody with three hundred sessions to choose from has some twenty thousand ways to
// spend the days of a week, and nearly all of them lead to no week worth having. So where
// there are many sessions, a day plan is listed only when the best that could stand
// beside it makes a week better than one that is known. What could stand beside is told
// by tables over units and must-haves, as in week.go, but made of single sessions: they
// let sessions clash and activities repeat, which only makes them promise more.

const (
	thinFrom  = 1000 // ways to spend the days from which they are thinned out
	thinMusts = 3    // must-haves that these tables follow
	thinDay   = 4    // most sessions of a day for which they are made
	thinUnits = 24   // and most units of a week
)

// thinner holds, for days and for what stands beside them, the most points by units and
// must-haves. It is scratch space.
type thinner struct {
	from          int // ways from which it is used; 0 for thinFrom
	on            bool
	rho           int64 // price of a penny
	least         int64 // worth of a week that is still of use
	masks         int
	dayUnits      int                     // units that one day can have
	layers        [7][thinDay + 1][]int64 // by day of the week and sessions at most
	fore, after   [8][]int64              // of the days before one, and from one on
	beside        [7][thinDay + 1][]int64 // by what the rest of the day may add: the best around a plan
	losses        []int64                 // by units and must-haves: what a week loses that has them
	others, whole []int64
	order, week   []int16
	items         [7][]int16 // by day of the week
}

// thin makes the tables, where there is use for them, and a first week to compare with.
func (w *weekSearch) thin(rho int64, slack int64) {
	n, t := &w.thinner, w.t
	n.on = t.perDay > 1 && t.perDay <= thinDay && t.max <= thinUnits && t.ways() >= cmp.Or(n.from, thinFrom)
	if !n.on {
		return
	}
	n.layOut(t)
	n.findRho(t, rho)
	if !w.all {
		w.quick()
	}
	n.least = w.best - slack
	if !w.all && slack == 0 {
		n.least++
	}
	n.besides(t)
}

// ways counts the ways to spend the days of a week, clashes left aside.
func (t *task) ways() int {
	var sessions [7]int
	for j := range t.items {
		sessions[t.items[j].day]++
	}
	sum := 0
	for _, n := range sessions {
		ways := n
		for k := 1; k <= t.perDay && ways > 0; k++ {
			sum += ways
			ways = ways * (n - k) / (k + 1)
		}
	}
	return sum
}

// layOut sorts the items by day.
func (n *thinner) layOut(t *task) {
	n.masks = 1 << min(t.musts, thinMusts)
	for d := range n.items {
		n.items[d] = n.items[d][:0]
	}
	most := int32(0)
	for j := range t.items {
		x := &t.items[j]
		n.items[x.day] = append(n.items[x.day], int16(j))
		most = max(most, x.units)
	}
	n.dayUnits = int(min(t.max, most*int32(t.perDay)))
	n.losses = n.losses[:0]
	for at := range n.size(t) {
		n.losses = append(n.losses, n.lack(t, at))
	}
}

// findRho settles the price of a penny: the one of last time, or without one the best
// of some.
func (n *thinner) findRho(t *task, last int64) {
	n.rho = max(last, 0)
	least := n.root(t)
	if last > 0 {
		return
	}
	for next := int64(firstThinRho); next < maxRho; next *= 4 {
		n.rho = next
		bound := n.root(t)
		if bound >= least {
			break
		}
		least, last = bound, next
	}
	if n.rho != last {
		n.rho = last
		n.root(t)
	}
}

// firstThinRho is the lowest price of a penny that is tried, in fixed point.
const firstThinRho = 1 << 13

// root fills the tables of days and of what comes before them, and returns a bound on
// the best week.
func (n *thinner) root(t *task) int64 {
	n.fore[0] = fresh(n.fore[0], n.size(t))
	n.fore[0][0] = 0
	for d := range n.items {
		n.fillDay(t, d)
		n.fore[d+1] = n.join(n.fore[d+1], n.fore[d], n.layers[d][t.perDay], t)
	}
	least := int64(noFloor)
	for at, v := range n.fore[7] {
		if v > noFloor {
			least = max(least, v-n.losses[at])
		}
	}
	return least + n.rho*int64(t.budget)
}

func (n *thinner) size(t *task) int { return (int(t.max) + 1) * n.masks }

// fresh returns a list of so many cells that nothing has reached.
func fresh(list []int64, size int) []int64 {
	list = slices.Grow(list[:0], size)[:size]
	for k := range list {
		list[k] = noFloor
	}
	return list
}

// lack is what a week loses that has the units and must-haves of a cell.
func (n *thinner) lack(t *task, at int) int64 {
	units, mask := at/n.masks, at%n.masks
	musts := bits.Len(uint(n.masks)) - 1
	return t.must*int64(musts-bits.OnesCount(uint(mask))) + t.short*max(0, int64(t.min)-int64(units))
}

// fillDay fills the layers of a day: the most points of at most so many sessions.
func (n *thinner) fillDay(t *task, d int) {
	layers := n.layers[d][:t.perDay+1]
	for k := range layers {
		layers[k] = fresh(layers[k], (n.dayUnits+1)*n.masks)
	}
	layers[0][0] = 0
	for _, j := range n.items[d] {
		x := &t.items[j]
		v, must := x.v-n.rho*int64(x.price), int(x.must)&(n.masks-1)
		for k := t.perDay; k > 0; k-- {
			n.add(layers[k], layers[k-1], v, int(x.units), must)
		}
	}
	for k := range t.perDay {
		for at, v := range layers[k] {
			layers[k+1][at] = max(layers[k+1][at], v)
		}
	}
}

// add lets a session stand beside one fewer.
func (n *thinner) add(to, from []int64, v int64, units, must int) {
	for at, have := range from[:max(0, len(from)-units*n.masks)] {
		if have > noFloor {
			k := at + units*n.masks | must
			to[k] = max(to[k], have+v)
		}
	}
}

// join adds what two parts of a week have, as far as the week may hold it.
func (n *thinner) join(to, a, b []int64, t *task) []int64 {
	to = fresh(to, n.size(t))
	for i, x := range a {
		if x <= noFloor {
			continue
		}
		units, mask := i/n.masks*n.masks, i%n.masks
		for j, y := range b[:min(len(b), len(to)-units)] {
			if y > noFloor {
				k := (units + j) | mask
				to[k] = max(to[k], x+y)
			}
		}
	}
	return to
}

// besides fills the tables of what the best week around a plan of a day adds to it.
func (n *thinner) besides(t *task) {
	n.after[7] = fresh(n.after[7], n.size(t))
	n.after[7][0] = 0
	for d := 6; d >= 0; d-- {
		n.after[d] = n.join(n.after[d], n.after[d+1], n.layers[d][t.perDay], t)
	}
	for d := range n.items {
		n.others = n.join(n.others, n.fore[d], n.after[d+1], t)
		for k := range t.perDay {
			n.whole = n.join(n.whole, n.others, n.layers[d][k], t)
			n.beside[d][k] = n.around(n.beside[d][k], t)
		}
	}
}

// around turns what stands beside a day's plan into what it adds, by the units and
// must-haves of the plan, all losses of the week taken off.
func (n *thinner) around(to []int64, t *task) []int64 {
	to = fresh(to, (n.dayUnits+1)*n.masks)
	budget := n.rho * int64(t.budget)
	for at := range to {
		units, mask := at/n.masks*n.masks, at%n.masks
		for j, v := range n.whole[:len(n.whole)-units] {
			if v > noFloor {
				to[at] = max(to[at], v+budget-n.losses[units+j|mask])
			}
		}
	}
	return to
}

// useful tells whether a plan of a day may be part of a week that is still of use, when
// it may still get so many sessions more.
func (n *thinner) useful(p *dayPlan, day int8, more int) bool {
	if !n.on {
		return true
	}
	around := n.beside[day][more][int(p.units)*n.masks|int(p.must)&(n.masks-1)]
	return around > noFloor && p.v-n.rho*int64(p.price)+around >= n.least
}

// quick finds a good week in little time: the best sessions first, and then one for one
// as long as it gains. It is noted when it beats the one known.
func (w *weekSearch) quick() {
	n := &w.thinner
	n.order, n.week = n.order[:0], n.week[:0]
	for j := range w.t.items {
		n.order = append(n.order, int16(j))
	}
	worth := func(j int16) int64 { return w.t.items[j].v - n.rho*int64(w.t.items[j].price) }
	slices.SortStableFunc(n.order, func(a, b int16) int { return cmp.Compare(worth(b), worth(a)) })
	value := w.worthOf(n.week)
	for gains := true; gains; {
		gains = false
		for _, j := range n.order {
			if v := w.bestWith(j, value); v > value {
				value, gains = v, true
			}
		}
	}
	if value > w.best && (w.t.allows == nil || w.t.allows(n.week)) {
		w.best, w.found = value, true
		w.week = append(w.week[:0], n.week...)
	}
}

// bestWith puts an item into the quick week, beside the others or for one of them, where
// that is worth more than value; it returns what the week is then worth.
func (w *weekSearch) bestWith(j int16, value int64) int64 {
	n := &w.thinner
	if slices.Contains(n.week, j) {
		return value
	}
	last := len(n.week)
	n.week = append(n.week, j)
	if w.keeps(n.week) {
		if v := w.worthOf(n.week); v > value {
			return v
		}
	}
	for k := range last {
		n.week[k], n.week[last] = j, n.week[k]
		if w.keeps(n.week[:last]) {
			if v := w.worthOf(n.week[:last]); v > value {
				n.week = n.week[:last]
				return v
			}
		}
		n.week[k], n.week[last] = n.week[last], j
	}
	n.week = n.week[:last]
	return value
}

// keeps tells whether a week keeps every rule of the person's own.
func (w *weekSearch) keeps(week []int16) bool {
	t := w.t
	var units, price int32
	for k, j := range week {
		x := &t.items[j]
		units, price = units+x.units, price+x.price
		day, act := 1, 1
		for _, i := range week[:k] {
			y := &t.items[i]
			if y.day == x.day {
				day++
				if clash(x.start, x.end, y.start, y.end, t.gap) {
					return false
				}
			}
			if x.act >= 0 && y.act == x.act {
				act++
			}
		}
		if day > t.perDay || x.act >= 0 && act > t.perAct {
			return false
		}
	}
	return units <= t.max && price <= t.budget
}

// worthOf is what a week is worth, of a tie no more counted than its limit.
func (w *weekSearch) worthOf(week []int16) int64 {
	t := w.t
	v := t.value(week)
	if len(t.bonds) == 0 {
		return v
	}
	c := &w.company
	c.open(len(t.bonds))
	for k := range t.bonds {
		c.limits = append(c.limits, t.bonds[k].limit)
	}
	for _, j := range week {
		for _, m := range t.meetingsOf(j) {
			v -= c.add(m.bond, m.worth, 0)
		}
	}
	return v
}
