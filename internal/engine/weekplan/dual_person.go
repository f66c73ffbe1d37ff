package weekplan

import (
	"math"
	"slices"
)

// person answers for one person and returns at least the worth of their best
// week at the prices.
func (d *dual) person(k *desk, p prices, i int, exact bool) int64 {
	p.reduced(d.b, i, k.bare, k.parts)
	d.b.fold(i, k.bare, k.parts, p.tolls, k.low)
	pl := &d.pools[i]
	at, worth := d.bestKnown(k, p, i)
	if exact && !d.b.fixed(i) {
		at, worth = d.search(k, i, at, worth)
	}
	d.pick[i] = int32(at)
	want := d.want[d.b.first[i]:d.b.first[i+1]]
	clear(want)
	for _, j := range pl.week(at) {
		want[j] = true
		if t := d.b.in.People[i].Opts[j].T; t >= 0 {
			k.seats[t]++
		}
	}
	d.meets(k, i, pl.week(at))
	return worth
}

// bestKnown returns the best week of person i's pool.
func (d *dual) bestKnown(k *desk, p prices, i int) (at int, worth int64) {
	pl, ends := &d.pools[i], d.b.ends[d.b.endAt[i]:d.b.endAt[i+1]]
	credit := int64(0)
	for e, toll := range p.tolls[d.b.endAt[i]:d.b.endAt[i+1]] {
		credit += toll * int64(ends[e].t)
	}
	at = int(d.pick[i])
	worth = d.together(k, i, pl.week(at)) - pl.lost[at]
	for w := range pl.size {
		week := pl.week(w)
		v := credit - pl.lost[w]
		for _, j := range week {
			v += k.low[j]
		}
		if v <= worth {
			continue // it is no more than that
		}
		if v = d.together(k, i, week) - pl.lost[w]; v > worth {
			at, worth = w, v
		}
	}
	return at, worth
}

// together returns what the sessions and meetings of a week are worth.
func (d *dual) together(k *desk, i int, week []uint16) int64 {
	b := d.b
	links, first := d.b.links, b.linkAt[b.first[i]]
	end := b.endAt[i]
	ends := b.ends[end:b.endAt[i+1]]
	best := k.best[:len(ends)] // of each end the two best meetings
	clear(best)
	several := false
	var sum int64
	for _, j := range week {
		sum += k.bare[j]
		from, to := b.linksOf(b.first[i] + int32(j))
		for l := from; l < to; l++ {
			e := links[l].end - end
			top := &best[e]
			switch part := k.parts[l-first]; {
			case !d.limited:
				sum += part
			case ends[e].t > 2:
				several = true
			case part <= top[1] || ends[e].t == 0:
			case ends[e].t == 1:
				sum += part - top[1]
				top[1] = part
			default:
				sum += part - top[1]
				top[0], top[1] = max(part, top[0]), min(part, top[0])
			}
		}
	}
	if several {
		sum += d.severalTimes(k, i, week)
	}
	return sum
}

// severalTimes returns what meetings are worth of ties that count more than
// twice.
func (d *dual) severalTimes(k *desk, i int, week []uint16) int64 {
	d.gather(k, i, week)
	var sum int64
	for e, t := range k.company.limits {
		if t <= 2 {
			continue
		}
		for _, m := range k.company.counted(e) {
			sum += m.worth
		}
	}
	return sum
}

// gather puts the meetings of a week into the desk's company.
func (d *dual) gather(k *desk, i int, week []uint16) {
	b := d.b
	c, first := &k.company, b.linkAt[b.first[i]]
	ends := b.ends[b.endAt[i]:b.endAt[i+1]]
	c.open(len(ends))
	for _, e := range ends {
		c.limits = append(c.limits, d.limitOf(e))
	}
	for _, j := range week {
		from, to := b.linksOf(b.first[i] + int32(j))
		for l := from; l < to; l++ {
			c.add(b.links[l].end-b.endAt[i], k.parts[l-first], l)
		}
	}
}

// limitOf returns how many meetings of a tie count in a week.
func (d *dual) limitOf(e tieEnd) int32 {
	if d.limited {
		return e.t
	}
	return math.MaxInt32
}

// limit makes weeks count no more of a tie than its limit, which lowers the
// bound, and takes the limits' prices as the first tolls. Before, the prices
// are found sooner without it.
func (d *dual) limit() {
	d.limited = true
	for k, e := range d.b.ends {
		d.proven.tolls[k] = d.proven.z[d.proven.sigma+int(e.tie)] / 2
	}
	d.proven.lift(d.b)
	for e := range d.b.in.Friends {
		d.dir[d.proven.sigma+e] = 0
	}
}

// meets notes which meetings of person i's answer count.
func (d *dual) meets(k *desk, i int, week []uint16) {
	from, to := d.b.linkRange(i)
	clear(d.meet[from:to])
	d.gather(k, i, week)
	for e := range k.company.limits {
		for _, m := range k.company.counted(e) {
			d.meet[m.link] = true
		}
	}
}

// mostLooks is how many day plans one search may look at where hundreds of sessions are
// open to somebody: half a millisecond of one core.
const mostLooks = 200_000

// nearBest is how far below the best, in points, weeks still join the pool,
// and newWeeks how many join at a time.
const (
	nearBest = 20
	newWeeks = 20
)

// search finds person i's best week exactly, from the best of the pool, and
// keeps what it meets on the way.
func (d *dual) search(k *desk, i, at int, worth int64) (int, int64) {
	b, pl := d.b, &d.pools[i]
	b.fold(i, k.bare, k.parts, nil, k.value)
	k.places = b.task(i, &k.task, k.value, k.places)
	d.bind(k, i)
	k.found = k.found[:0]
	if b.kappa > 0 {
		at, worth = d.stay(k, i, at, worth)
	}
	count := 0
	near := func(_ int64, week []int16) {
		if count++; count > newWeeks {
			return
		}
		k.found = append(k.found, uint16(len(week)))
		for _, x := range week {
			k.found = append(k.found, uint16(k.places[x]))
		}
	}
	limits := searchLimits{floor: worth + b.kappa, slack: nearBest * b.scale, soft: 200, hard: 60_000,
		looks: mostLooks}
	k.search.stop = d.stop
	a := k.search.solve(&k.task, &d.rho[i], limits, near)
	for e, x := range k.task.bonds {
		d.proven.tolls[int(b.endAt[i])+e] = x.toll
	}
	if a.better {
		k.week = k.week[:0]
		for _, x := range a.week {
			k.week = append(k.week, uint16(k.places[x]))
		}
		slices.Sort(k.week)
	} else {
		k.week = append(k.week[:0], pl.week(at)...)
	}
	for f := k.found; len(f) > 0; f = f[1+f[0]:] {
		week := f[1 : 1+f[0]]
		slices.Sort(week)
		pl.add(b, i, week, k.low)
	}
	return pl.add(b, i, k.week, k.low), max(worth, a.upper-b.kappa)
}

// bind tells the task of person i's ties.
func (d *dual) bind(k *desk, i int) {
	b, t := d.b, &k.task
	t.bonds, t.meetings = t.bonds[:0], t.meetings[:0]
	if !d.limited {
		return
	}
	for e := b.endAt[i]; e < b.endAt[i+1]; e++ {
		t.bonds = append(t.bonds, bond{limit: b.ends[e].t, toll: d.proven.tolls[e]})
	}
	first, last := b.linkRange(i)
	for l := first; l < last; l++ {
		t.meetings = append(t.meetings, meeting{b.links[l].end - b.endAt[i], k.parts[l-first]})
	}
	for n := range t.items {
		from, to := b.linksOf(b.first[i] + int32(k.places[n]))
		t.items[n].from, t.items[n].to = from-first, to-first
	}
}

// stay considers today's week, the only one that no move is paid for; every
// other week then loses the same, and the search need not know.
func (d *dual) stay(k *desk, i, at int, worth int64) (int, int64) {
	week := d.b.current(i)
	if !d.b.feasible(i, week) || len(week) != len(d.b.in.People[i].Cur) {
		return at, worth
	}
	v := d.together(k, i, week) - d.b.lack(i, week)
	if v > worth {
		return d.pools[i].add(d.b, i, week, k.low), v
	}
	return at, worth
}
