package weekplan

import "math"

// drawChain begins a chain with somebody who lacks something or who is far
// from what the prices promise.
func (a *annealer) drawChain() int64 {
	a.at++
	a.group = a.group[:0]
	if len(a.lack) > 0 && a.rng.Uint32()&1 == 0 {
		return a.chain(a.lack[a.rng.IntN(len(a.lack))])
	}
	return a.chain(a.sorest())
}

// chain places a person in the week they want most although sessions of it
// are full. Whoever has to make room is the one whom the prices say it costs
// least; they are placed in the same way, so that one missing unit may move
// through several people until somebody has an alternative. It returns the
// change, with everybody it moved in the group.
func (a *annealer) chain(i int32) int64 {
	change := a.lift(i)
	share := a.rng.Float64()
	for at := 0; at < len(a.group); at++ {
		p := a.group[at]
		week := a.boldest(int(p), share)
		for _, j := range week {
			o := &a.s.b.in.People[p].Opts[j]
			change += a.makeRoom(p, o)
		}
		change += a.settle(int(p), week)
	}
	return change
}

// lift takes a person out and into the group.
func (a *annealer) lift(i int32) int64 {
	a.add(i)
	a.old.set(int(i), a.s.weeks.of(int(i)))
	return -a.s.takeOut(int(i))
}

// boldest returns the week of the pool that person i would have if those in
// the way gave it up at the prices.
func (a *annealer) boldest(i int, share float64) []uint16 {
	s := a.s
	s.value(i)
	felt, priced := s.felt[:len(s.b.in.People[i].Opts)], a.g.of(s.b, i)
	open := len(a.group) < maxChain
	for j := range felt {
		o := &s.b.in.People[i].Opts[j]
		switch {
		case s.real[j] > never:
			felt[j] = s.real[j] + int64(share*float64(priced[j]-s.real[j]))
		case open && s.maxHeads[o.S] > 0 && (o.T < 0 || s.seats[o.T] < s.maxSeats[o.T]) && a.yields(o):
			felt[j] = priced[j]
		default:
			felt[j] = never
		}
	}
	return s.choose(i, felt)
}

// yields tells whether somebody who has not moved yet could make room.
func (a *annealer) yields(o *Opt) bool {
	s := a.s
	for _, k := range s.in[o.S] {
		if a.mark[k] != a.at && s.load[o.S]-s.loadOf(int(k), o.S)+o.W <= s.maxLoad[o.S] {
			return true
		}
	}
	return false
}

// makeRoom takes out whom it costs least, until there is room.
func (a *annealer) makeRoom(p int32, o *Opt) int64 {
	s := a.s
	var change int64
	for s.heads[o.S] >= s.maxHeads[o.S] || s.load[o.S]+o.W > s.maxLoad[o.S] {
		who, least := int32(-1), int64(math.MaxInt64)
		for _, k := range s.in[o.S] {
			if a.mark[k] == a.at {
				continue
			}
			cost := a.costOfLeaving(int(k), o.S)
			if s.load[o.S]-s.loadOf(int(k), o.S)+o.W > s.maxLoad[o.S] {
				cost += 1000 * s.b.scale // one is not enough
			}
			cost += int64(a.rng.ExpFloat64() * a.noise)
			if cost < least {
				who, least = k, cost
			}
		}
		if who < 0 || len(a.group) >= maxGroup {
			return change
		}
		change += a.lift(who)
	}
	return change
}

// costOfLeaving returns what person k loses at the prices when they leave a
// session for the best week without it.
func (a *annealer) costOfLeaving(k int, session int32) int64 {
	p := &a.s.pools[k]
	value := a.g.of(a.s.b, k)
	opts := a.s.b.in.People[k].Opts
	best := int64(noFloor)
weeks:
	for w := range p.size {
		v := -p.lost[w]
		for _, j := range p.week(w) {
			if opts[j].S == session {
				continue weeks
			}
			v += value[j]
		}
		best = max(best, v)
	}
	return a.g.best[k] - a.g.regret(a.s.b, a.s, k) - best
}

// settle gives a person the week when there is room for it, and otherwise the
// best there is.
func (a *annealer) settle(i int, week []uint16) int64 {
	s := a.s
	s.value(i)
	if !s.fits(i, week) {
		week = s.choose(i, s.real)
	}
	worth := s.weekWorth(i, week)
	s.putIn(i, week)
	return worth
}

// maxChain is the most people in a chain before it has to end.
const maxChain = 8
