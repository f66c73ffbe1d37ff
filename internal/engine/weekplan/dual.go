package weekplan

import (
	"math"
	"sync/atomic"
)

// dual looks for the prices that prove the lowest bound.
type dual struct {
	b     *borough
	crew  *crew
	pools []pool
	stop  func() bool

	proven prices // the prices of the lowest bound proven
	bound  int64  // that bound, in fixed point
	inner  prices
	trial  prices
	top    prices    // the best of this round's steps
	dir    []float32 // averaged violation, pointing where prices should go

	want []bool  // by option: the person's answer
	took []bool  // by option: the roster's answer
	meet []bool  // by link: the meeting counts in the person's answer
	pick []int32 // by person: the week of the pool that answers
	rho  []int64 // by person: what a penny was worth last time
	desk []*desk // by worker

	aim      float64 // how far below the best the steps aim, in fixed point
	average  float64 // weight of the newest answer in dir
	steps    int     // pool steps in the next round
	losses   int     // steps without a gain worth the name
	patience int     // losses until the aim is taken nearer
	stalls   int     // how often the aim was set far again
	rounds   int
	reach    float64 // the first aim
	guess    bool    // it is still to be guessed
	known    int64   // what a plan is worth but for what it lacks, in fixed point
	limited  bool    // weeks count no more of a tie than its limit; before, a price does it
}

// desk is one worker's scratch space.
type desk struct {
	bare    []int64    // by option: its worth without meetings
	value   []int64    // with all of them
	low     []int64    // less the tolls
	parts   []int64    // by link: what the meeting is worth
	best    [][2]int64 // by end of the person's ties
	company company
	task    task
	places  []int16
	search  weekSearch
	roster  rosterSearch
	bids    []bidder
	found   []uint16 // weeks found, each after its length
	week    []uint16
	seats   []int64
}

func newDual(b *borough, pools []pool, c *crew, stop func() bool) *dual {
	n := len(b.owner)
	d := &dual{b: b, crew: c, pools: pools, stop: stop, bound: math.MaxInt64, proven: newPrices(b),
		want: make([]bool, n), took: make([]bool, n), meet: make([]bool, len(b.links)),
		pick: make([]int32, len(pools)), rho: make([]int64, len(pools)),
		average: 0.2, steps: 4, patience: 5}
	d.inner, d.trial, d.top = d.proven.like(), d.proven.like(), d.proven.like()
	d.dir = make([]float32, len(d.proven.z))
	for range c.workers {
		d.desk = append(d.desk, newDesk(b))
	}
	floors := b.floors()
	d.guess = floors == 0
	d.reach = math.Max(firstAim*float64(floors), 1) * float64(b.scale)
	d.aim = d.reach
	return d
}

// floors adds up everybody's fairness floors, without what places that are held add to them.
func (b *borough) floors() int64 {
	var sum int64
	for i := range b.in.People {
		sum += max(0, b.in.People[i].Theta)
	}
	return max(0, sum-b.held)
}

func newDesk(b *borough) *desk {
	options, links, ends := 0, int32(0), int32(0)
	for i := range b.in.People {
		from, to := b.linkRange(i)
		options, links = max(options, len(b.in.People[i].Opts)), max(links, to-from)
		ends = max(ends, b.endAt[i+1]-b.endAt[i])
	}
	return &desk{bare: make([]int64, options), value: make([]int64, options), low: make([]int64, options),
		parts: make([]int64, links), best: make([][2]int64, ends), seats: make([]int64, len(b.in.Transport))}
}

// firstAim is the share of everybody's fairness floors by which the first
// steps aim below the bound.
const firstAim = 0.025

// guessedAim is the same where nobody has a floor, as a share of the distance between
// the first bound and the plan that is known then, had it all that it lacks.
const guessedAim = 0.02

// takeReach guesses the first aim, once, where no floors tell it.
func (d *dual) takeReach() {
	if !d.guess || d.bound == math.MaxInt64 {
		return
	}
	d.guess = false
	d.reach = math.Max(guessedAim*float64(d.bound-d.known), float64(d.b.scale))
	d.aim = d.reach
}

// trivialBound is what holds before any price is known: everybody has all
// they like, and every friend.
func (b *borough) trivialBound() int64 {
	var sum int64
	for i := range b.in.People {
		p := &b.in.People[i]
		for j, o := range p.Opts {
			if !b.shut[int(b.first[i])+j] {
				sum += max(0, int64(o.U))
			}
		}
		if len(p.Opts) == 0 {
			sum -= b.lack(i, nil) / b.scale
		}
	}
	for _, t := range b.in.Friends {
		sum += int64(t.W) * int64(t.T)
	}
	return sum - b.held
}

// evaluate answers the prices for everybody and every session and returns
// their sum. When exact, weeks are searched and the sum is a proven bound;
// otherwise they come from the pools and it is only near one. It is false
// when the time ended first.
func (d *dual) evaluate(p prices, exact bool) (int64, bool) {
	total, ok := d.people(p, exact)
	if !ok {
		return 0, false
	}
	rosters, ok := d.rosters(p)
	if !ok {
		return 0, false
	}
	total += rosters
	for r, row := range d.b.in.Transport {
		total += int64(row.Cap) * p.z[p.seat+r]
	}
	for e, t := range d.b.in.Friends {
		total += int64(t.T) * p.z[p.sigma+e]
	}
	return total, true
}

// rosters answers the prices for every session and returns the sum; false when
// the time ended first.
func (d *dual) rosters(p prices) (int64, bool) {
	var sum atomic.Int64
	var cut atomic.Bool
	d.crew.blocks(len(d.b.in.Sessions), func(worker, from, to int) {
		var part int64
		for s := from; s < to; s++ {
			if s&3 == 0 && d.stop() {
				cut.Store(true)
			}
			if cut.Load() {
				return
			}
			part += d.session(d.desk[worker], p, s)
		}
		sum.Add(part)
	})
	return sum.Load(), !cut.Load()
}

// people answers the prices for everybody and returns the sum.
func (d *dual) people(p prices, exact bool) (int64, bool) {
	var sum atomic.Int64
	var cut atomic.Bool
	for _, k := range d.desk {
		clear(k.seats)
	}
	d.crew.blocks(len(d.pools), func(worker, from, to int) {
		for i := from; i < to; i++ {
			if i&7 == 0 && d.stop() {
				cut.Store(true)
			}
			if cut.Load() {
				return
			}
			sum.Add(d.person(d.desk[worker], p, i, exact))
		}
	})
	if cut.Load() {
		return 0, false
	}
	return sum.Load(), true
}

// reset forgets the bound, for the worth of weeks has changed, and proves one
// at the prices of before.
func (d *dual) reset() {
	d.bound, d.aim, d.average = math.MaxInt64, 0.1*d.reach, 0.1
	d.steps, d.losses, d.patience, d.stalls = 20, 0, 5, 0
	if bound, ok := d.evaluate(d.proven, true); ok {
		d.bound = bound
	}
}

// session answers for one session's roster.
func (d *dual) session(k *desk, p prices, s int) int64 {
	x := &d.b.in.Sessions[s]
	k.bids = k.bids[:0]
	for at := d.b.takerAt[s]; at < d.b.takerAt[s+1]; at++ {
		g := d.b.takers[at]
		d.took[g] = false
		if earns := p.z[g]; earns > 0 {
			k.bids = append(k.bids, bidder{earns, d.b.loads[at], g})
		}
	}
	worth, ids := k.roster.solve(hallOf(x, d.b.scale), k.bids)
	for _, g := range ids {
		d.took[g] = true
	}
	return worth
}

func hallOf(x *Session, scale int64) hall {
	return hall{int(x.Places), int(x.StaffMax), int(x.Load), int64(x.StaffCost) * scale}
}

// turn mixes the violation of the latest answers into dir and returns its
// squared length, without what pushes prices past their limits.
func (d *dual) turn(at prices, weight float64) float64 {
	a, z := float32(weight), at.z
	sums := make([]float64, 1+len(z)/blockSize)
	note := func(sum *float64, k int, violation float32, top int64) {
		d.dir[k] += a * (violation - d.dir[k])
		if (z[k] > 0 || d.dir[k] > 0) && (z[k] < top || d.dir[k] < 0) {
			*sum += float64(d.dir[k]) * float64(d.dir[k])
		}
	}
	d.crew.blocks(at.seat, func(_, from, to int) {
		sum := &sums[from/blockSize]
		for g := from; g < to; g++ {
			note(sum, g, truth(d.want[g])-truth(d.took[g]), d.b.top)
		}
	})
	total := 0.0
	for r, row := range d.b.in.Transport {
		used := int64(0)
		for _, k := range d.desk {
			used += k.seats[r]
		}
		note(&total, at.seat+r, float32(used-int64(row.Cap)), d.b.top)
	}
	for _, s := range sums {
		total += s
	}
	clear(sums)
	d.crew.blocks(len(d.b.in.Friends), func(_, from, to int) {
		sum := &sums[from/blockSize]
		for e := from; e < to; e++ {
			d.turnTie(at, e, func(k int, v float32, top int64) { note(sum, k, v, top) })
		}
	})
	for _, s := range sums {
		total += s
	}
	return total
}

func (d *dual) turnTie(at prices, e int, note func(k int, violation float32, top int64)) {
	b := d.b
	t := &b.in.Friends[e]
	var both float32
	worth := int64(t.W) * b.scale
	rest := worth - at.z[at.sigma+e]
	for k := b.pairAt[e]; k < b.pairAt[e+1]; k++ {
		x := b.sides[k]
		wp, wq := truth(d.meet[x[0]]), truth(d.meet[x[1]])
		// What a dearer limit takes, it takes from who has it.
		switch part := at.z[at.meeting+int(k)]; {
		case rest <= 0:
			both += 2 * min(wp, wq)
		case part <= 0:
			both += 2 * wq
		case part >= rest:
			both += 2 * wp
		default:
			both += wp + wq
		}
		note(at.meeting+int(k), wq-wp, rest)
	}
	if !d.limited {
		note(at.sigma+e, both/2-float32(t.T), worth)
	}
}

func truth(b bool) float32 {
	if b {
		return 1
	}
	return 0
}

// start finds first prices per place, load and seat by simple steps on the
// pools, and lays them on the options.
func (d *dual) start() {
	b := d.b
	place, load := make([]float64, len(b.in.Sessions)), make([]float64, len(b.in.Sessions))
	for round := range 3 {
		d.lay(place, load)
		bound, ok := d.evaluate(d.trial, true)
		if !ok {
			return
		}
		d.keep(bound, d.trial)
		for k := range 25 {
			d.lay(place, load)
			if d.stop() {
				return
			}
			d.people(d.trial, false)
			d.push(place, load, 0.4/(1+float64(25*round+k)/30))
		}
	}
	d.lay(place, load)
}

// lay sets the trial prices from prices per place and load of each session.
func (d *dual) lay(place, load []float64) {
	b := d.b
	d.crew.blocks(len(b.in.Sessions), func(_, from, to int) {
		for s := from; s < to; s++ {
			x := &b.in.Sessions[s]
			staff := float64(x.StaffCost) / float64(x.Load)
			for k := b.takerAt[s]; k < b.takerAt[s+1]; k++ {
				price := (place[s] + float64(b.loads[k])*(load[s]+staff)) * float64(b.scale)
				d.trial.z[b.takers[k]] = int64(min(price, float64(b.top)))
			}
		}
	})
}

// push moves the prices of sessions and rows that are asked too much up, and
// the others down.
func (d *dual) push(place, load []float64, step float64) {
	b := d.b
	d.crew.blocks(len(b.in.Sessions), func(_, from, to int) {
		for s := from; s < to; s++ {
			x := &b.in.Sessions[s]
			var heads, used int64
			for k := b.takerAt[s]; k < b.takerAt[s+1]; k++ {
				if d.want[b.takers[k]] {
					heads, used = heads+1, used+int64(b.loads[k])
				}
			}
			place[s] = max(0, place[s]+step*float64(heads-int64(x.Places)))
			load[s] = max(0, load[s]+step*float64(used-int64(staffLoad(*x)))/float64(x.Load)/10)
		}
	})
	d.crew.blocks(len(b.in.Friends), func(_, from, to int) {
		for e := from; e < to; e++ {
			d.pushTie(e, step)
		}
	})
	for r, row := range b.in.Transport {
		used := int64(0)
		for _, k := range d.desk {
			used += k.seats[r]
		}
		k := d.trial.seat + r
		d.trial.z[k] = clamp(d.trial.z[k]+int64(step*float64(used-int64(row.Cap))*float64(b.scale)/2), 0, b.top)
	}
}

// pushTie moves the price of a tie's limit; what is left of a meeting's worth
// goes to both in halves.
func (d *dual) pushTie(e int, step float64) {
	b, z := d.b, d.trial
	t := &b.in.Friends[e]
	var both float64
	for _, x := range b.pairs[b.pairAt[e]:b.pairAt[e+1]] {
		both += float64(truth(d.want[b.first[t.P]+int32(x.jp)]) + truth(d.want[b.first[t.Q]+int32(x.jq)]))
	}
	w := int64(t.W) * b.scale
	sigma := clamp(z.z[z.sigma+e]+int64(step*(both/2-float64(t.T))*float64(w)/10), 0, w)
	z.z[z.sigma+e] = sigma
	for k := b.pairAt[e]; k < b.pairAt[e+1]; k++ {
		z.z[z.meeting+int(k)] = (w - sigma) / 2
	}
}

// keep takes a proven bound when it is the lowest, with its prices.
func (d *dual) keep(bound int64, p prices) bool {
	if bound >= d.bound {
		return false
	}
	d.bound = bound
	d.proven.copyFrom(p)
	return true
}

// round steps a while on the pools and proves what it reached. It is false
// when the time ended first.
func (d *dual) round() bool {
	if d.rounds == 0 {
		d.start()
		bound, ok := d.evaluate(d.trial, true)
		if !ok {
			return false
		}
		if !d.keep(bound, d.trial) {
			if _, ok = d.evaluate(d.proven, true); !ok {
				return false
			}
		}
		d.turn(d.proven, 1)
	}
	d.takeReach()
	d.rounds++
	if !d.limited && (d.aim < limitAt*d.reach || d.stalls > 0) {
		d.limit()
	}
	d.inner.copyFrom(d.proven)
	if !d.walk() {
		return false
	}
	bound, ok := d.evaluate(d.inner, true)
	if !ok {
		return false
	}
	switch {
	case d.keep(bound, d.inner):
		d.steps = min(mostSteps, d.steps+6)
	case d.stalls > 0:
		d.steps = mostSteps + 20*d.stalls
	default:
		d.steps = max(4, d.steps*2/3) // the pools do not know these prices well
	}
	d.average = max(0.03, d.average*0.85)
	return true
}

// limitAt is the share of the first aim from which limits count in the week.
const limitAt = 0.1

// mostSteps is the usual number of pool steps between two exact answers.
const mostSteps = 40

// walk makes the pool steps of a round. Each goes along dir as far as would
// bring the answer to the aim, were it a plane, whether the last step gained or
// not; after some steps without a gain worth the name the next begins at the
// best, with a nearer aim. It leaves the best in inner.
func (d *dual) walk() bool {
	near, ok := d.evaluate(d.inner, false)
	d.top.copyFrom(d.inner)
	best, mark, now := near, near, near
	for range d.steps {
		if !ok || d.stop() {
			return false
		}
		norm := d.turn(d.inner, d.average)
		if norm == 0 {
			break
		}
		d.trial.stepFrom(d.b, d.inner, 0.5*(float64(now-best)+d.aim)/norm, d.dir, d.crew)
		d.inner, d.trial = d.trial, d.inner
		if now, ok = d.evaluate(d.inner, false); !ok {
			return false
		}
		if now < best {
			best = now
			d.top.copyFrom(d.inner)
			if float64(mark-best) > d.aim/2 {
				mark, d.losses = best, 0
			}
			continue
		}
		if d.losses++; d.losses > d.patience {
			d.losses, mark, now = 0, best, best
			d.aim *= 0.7
			d.inner.copyFrom(d.top)
		}
	}
	d.inner.copyFrom(d.top)
	d.takeAim(float64(near - best))
	return true
}

// takeAim settles the next round's aim: not much nearer than what this round
// gained, and far again when the steps have come to nothing.
func (d *dual) takeAim(gained float64) {
	d.aim = math.Max(d.aim, 0.1*gained)
	if d.aim < 3e-5*d.reach {
		d.aim, d.average = 0.3*d.reach, 0.1
		d.patience += 3
		d.stalls++
	}
}

// points returns the bound in points, rounded down: objectives are whole.
func (d *dual) points() int64 {
	if d.bound == math.MaxInt64 {
		return d.b.trivialBound()
	}
	q := d.bound / d.b.scale
	if d.bound%d.b.scale < 0 {
		q--
	}
	return q - d.b.held
}
