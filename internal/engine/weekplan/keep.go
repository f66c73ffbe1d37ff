package weekplan

import (
	"math"
	"slices"
)

// Trade is one point between moving nobody and the best plan: what can be had
// for so many people moved. A person moves when their week differs from
// today's.
type Trade struct {
	// Today marks what is left of the weeks of today: who has to move has nothing else yet.
	Today     bool  `json:"today,omitempty"`
	Kappa     int64 `json:"kappa"` // points that a move had to bring at least; of today's weeks 0
	Moved     int   `json:"moved"`
	Objective int64 `json:"objective"`
	// Bound is proven: no plan that moves at most so many is worth more.
	Bound int64 `json:"bound"`
}

// kappas are the points that each move has to bring, one plan for each. The
// first holds everybody where they are but those whose week is gone.
var kappas = []int64{3000, 1000, 500, 250, 120, 60, 30, 12, 0}

// mostOfTheGain is the share of what could be gained that the plan given back
// has at least, with as few people moved as the list allows.
const mostOfTheGain = 0.9

// keepPlan is one plan of the path from many points a move to none.
type keepPlan struct {
	trade Trade
	weeks *weekBook
	bound int64 // proven for objective - kappa * moved, in points
}

// path plans with a price on each move, from high to none, each plan starting
// from the one before and its prices.
func (r *solver) path() {
	first, all := r.done(0), len(kappas)
	for k, kappa := range kappas {
		from := first + (1-first)*(1-lastLeg)*float64(k)/float64(all-1)
		to := first + (1-first)*(1-lastLeg)*float64(k+1)/float64(all-1)
		if k == all-1 {
			to = 1
		}
		r.setKappa(kappa)
		r.leg(from, to, 1+r.set.Rounds/(2*all))
		r.keeps = append(r.keeps, r.record(kappa))
		if r.over(1) {
			return
		}
	}
}

// keepToday lists the weeks of today, as far as they are still possible. It proves
// nothing, so it bounds nothing.
func (r *solver) keepToday() {
	today := Trade{Today: true, Moved: r.b.moved(r.state.weeks), Objective: r.b.objective(r.state.weeks)}
	r.keeps = append(r.keeps, keepPlan{today, r.state.weeks.clone(), math.MaxInt64})
}

// setKappa puts a price on moves and values everything anew.
func (r *solver) setKappa(kappa int64) {
	r.b.kappa = kappa * r.b.scale
	r.crew.blocks(len(r.pools), func(_, from, to int) {
		for i := from; i < to; i++ {
			for w := range r.pools[i].size {
				r.pools[i].lost[w] = r.b.lack(i, r.pools[i].week(w))
			}
		}
	})
	r.state.weeks.copyFrom(r.best)
	r.state.recount()
	r.worth = r.b.objective(r.best)
	r.dual.known = r.known() - r.b.kappa*int64(r.b.moved(r.best)) // moves are no lack that could be had
	r.dual.reset()
}

// leg proves and improves between two shares of the run.
func (r *solver) leg(from, to float64, rounds int) {
	middle := from + (to-from)*0.4
	r.dual.stop = func() bool { return r.over(middle) }
	for k := 0; (r.set.Rounds == 0 || k < rounds) && !r.over(middle) && r.dual.stalls == 0; k++ {
		if !r.dual.round() {
			break
		}
	}
	g := newGuide(r.b, r.pools, r.dual.proven, r.crew)
	p := newParts(r.state, g, r.crew, r.set.Seed)
	for k := 0; (r.set.Rounds == 0 || k < rounds) && !r.over(to) && !r.enough(); k++ {
		done := float64(k) / float64(rounds)
		if r.set.Rounds == 0 {
			done = clampShare(r.done(0)-middle, to-middle)
		}
		p.anneal(partSteps, r.b.temperature(warmKeep+(1-warmKeep)*done), func() bool { return r.over(to) })
		r.note()
	}
	r.tell(to)
}

// enough tells whether the gap is small enough to stop, once a move costs nothing.
func (r *solver) enough() bool { return r.b.kappa == 0 && r.reached() }

// lastLeg is the share of the path for the plan with no price on moves, which is
// to be as good as one made without the path.
const lastLeg = 0.4

// warmKeep is where in the cooling a leg begins.
const warmKeep = 0.4

// record notes the best plan at the present price of a move.
func (r *solver) record(kappa int64) keepPlan {
	moved := r.b.moved(r.best)
	return keepPlan{Trade{Kappa: kappa, Moved: moved, Objective: r.worth + kappa*int64(moved)}, r.best.clone(),
		r.dual.points()}
}

// moved counts the people whose week is not today's.
func (b *borough) moved(weeks *weekBook) int {
	n := 0
	for i := range b.in.People {
		if !b.unmoved(i, weeks.of(i)) {
			n++
		}
	}
	return n
}

// settleKeeps leaves the plan with the fewest moved for most of the gain as
// the best, and returns the list of trades, each with its bound: for at most
// M moves any price of a move bounds, so the least does.
func (r *solver) settleKeeps() []Trade {
	most, least := int64(math.MinInt64), int64(math.MaxInt64)
	var list []Trade
	for _, k := range r.keeps {
		t := k.trade
		t.Bound = math.MaxInt64
		for _, o := range r.keeps {
			t.Bound = min(t.Bound, o.bound+o.trade.Kappa*int64(t.Moved))
		}
		list = append(list, t)
		most = max(most, t.Objective)
		if !t.Today || t.Moved == 0 { // who has to move is no gain
			least = min(least, t.Objective)
		}
	}
	enough := float64(least) + mostOfTheGain*float64(most-least)
	at := -1
	for k := range r.keeps {
		t := r.keeps[k].trade
		if float64(t.Objective) >= enough && (at < 0 || better(t, r.keeps[at].trade)) {
			at = k
		}
	}
	if at >= 0 {
		r.best.copyFrom(r.keeps[at].weeks)
	}
	r.b.kappa = 0
	r.worth = r.b.objective(r.best)
	return worthwhile(list)
}

// better tells whether one trade moves fewer people than another, or as many for more.
func better(a, b Trade) bool {
	return a.Moved < b.Moved || a.Moved == b.Moved && a.Objective > b.Objective
}

// worthwhile leaves out plans that move more people for no more points.
func worthwhile(list []Trade) []Trade {
	slices.SortStableFunc(list, func(a, b Trade) int {
		if a.Moved != b.Moved {
			return a.Moved - b.Moved
		}
		return sign(b.Objective - a.Objective)
	})
	kept := list[:1]
	for _, t := range list[1:] {
		if t.Objective > kept[len(kept)-1].Objective {
			kept = append(kept, t)
		}
	}
	return kept
}

// bound returns what no plan beats, whatever it moves.
func (r *solver) bound() int64 {
	if len(r.keeps) == 0 {
		return r.dual.points()
	}
	least := int64(math.MaxInt64)
	for _, k := range r.keeps {
		least = min(least, k.bound+k.trade.Kappa*int64(len(r.b.in.People)))
	}
	return least
}

// keepsPlaces tells whether everybody has the places that are held for them. That they are
// worth much makes giving one up seldom worth while; this makes it impossible.
func (r *solver) keepsPlaces(weeks *weekBook) bool {
	if r.b.held == 0 {
		return true
	}
	for i := range r.b.in.People {
		week := weeks.of(i)
		for _, j := range r.b.in.heldToday(i, r.set.LockSessions) {
			if !r.b.fixed(i) && !slices.Contains(week, j) {
				return false
			}
		}
	}
	return true
}

// lock notes whose weeks stay.
func (b *borough) lock(people []int) {
	b.locked = make([]bool, len(b.in.People))
	for _, i := range people {
		b.locked[i] = true
	}
}

// holding returns the instance in which places of today in some sessions are
// worth more than all else, so that they stay and everything else is weighed
// as usual, and the points that this adds in all.
func (in *Instance) holding(people, sessions []int) (*Instance, int64) {
	own := *in
	own.People = slices.Clone(in.People)
	hold := min(1000*(in.Weights.Must+in.Weights.Short+1)+in.dearest(), 1<<28)
	var held int64
	for i := range own.People {
		p := &own.People[i]
		places := in.heldToday(i, sessions)
		if slices.Contains(people, i) || len(places) == 0 {
			continue
		}
		p.Opts = slices.Clone(p.Opts)
		for _, j := range places {
			p.Opts[j].U += int32(hold)
			p.Theta += hold
			held += hold
		}
	}
	return &own, held
}

// dearest returns more than one option, worker or friend counts for.
func (in *Instance) dearest() int64 {
	var most int64
	for _, t := range in.Friends {
		most = max(most, int64(t.W))
	}
	for i := range in.People {
		for _, o := range in.People[i].Opts {
			most = max(most, abs(int64(o.U)))
		}
	}
	for _, s := range in.Sessions {
		most = max(most, int64(s.StaffCost))
	}
	return 10 * most
}

// heldToday returns the places that person i has today in some sessions, as
// places among their options.
func (in *Instance) heldToday(i int, sessions []int) []uint16 {
	var held []uint16
	p := &in.People[i]
	for j, o := range p.Opts {
		if slices.Contains(p.Cur, o.S) && slices.Contains(sessions, int(o.S)) {
			held = append(held, uint16(j))
		}
	}
	return held
}
