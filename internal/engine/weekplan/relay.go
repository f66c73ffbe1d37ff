package weekplan

import (
	"container/heap"
	"math"
	"slices"
)

// Who lacks a unit, or would rather be elsewhere, may get a place that somebody
// gives up, who gets one from somebody else, and so on, until there is a free
// place or somebody who can do without. Chance finds such a chain late; a search
// for the shortest path over places finds the cheapest at once. It takes one
// move for no hindrance to another, so the chain is tried, and undone when it
// does not gain.

// hop is the cheapest way found for somebody to take a place where there is
// none: in a full session, or a seat on a full transport row.
type hop struct {
	cost   int64 // of the chain so far; what the first person gains is taken off
	who    int32
	option int32 // that they take; -1 when they do without
	left   int32 // option that they give up for it, -1 for none
	from   int32 // the place that this makes free, -1 for the first person
	length int32
	search uint32 // that it belongs to
	done   bool
}

// relayer is scratch space for the search: one for each goroutine. Places have numbers: sessions
// first, then rows.
type relayer struct {
	a      *annealer
	hops   []hop // by place
	search uint32
	queue  hopQueue
	end    hop // whoever ends the chain
	people []int32
}

// askedPlaces is the number of places settled before the clock is asked.
const askedPlaces = 32

// maxRelay is the most people in a chain.
const maxRelay = 8

type queued struct {
	cost  int64
	place int32
}

type hopQueue []queued

func (q hopQueue) Len() int      { return len(q) }
func (q hopQueue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *hopQueue) Push(x any)   { *q = append(*q, x.(queued)) }
func (q hopQueue) Less(i, j int) bool {
	return q[i].cost < q[j].cost || q[i].cost == q[j].cost && q[i].place < q[j].place
}
func (q *hopQueue) Pop() any {
	last := (*q)[len(*q)-1]
	*q = (*q)[:len(*q)-1]
	return last
}

// relay looks for the cheapest chain that begins with person i taking one
// session more or another, goes through with it when it gains, and returns what
// it gained.
func (a *annealer) relay(i int32) int64 {
	if a.relayer == nil {
		a.relayer = &relayer{}
	}
	r := a.relayer
	if r.hops == nil {
		r.hops = make([]hop, len(a.s.b.in.Sessions)+len(a.s.b.in.Transport))
	}
	r.a = a
	r.search++
	r.queue, r.end = r.queue[:0], hop{who: -1}
	r.begin(i)
	for asked := 1; len(r.queue) > 0; asked++ {
		if asked%askedPlaces == 0 && a.stop != nil && a.stop() {
			return 0
		}
		next := heap.Pop(&r.queue).(queued)
		if next.cost >= r.end.cost {
			break
		}
		if h := &r.hops[next.place]; !h.done && h.cost == next.cost {
			h.done = true
			r.goOn(next.place, *h)
		}
	}
	if r.end.who < 0 {
		return 0
	}
	return r.goThrough()
}

// begin lists the full sessions that person i would like, beside all they have
// or in place of one.
func (r *relayer) begin(i int32) {
	s := r.a.s
	r.reach(hop{who: i, left: -1, from: -1, length: 1})
	for _, j := range slices.Clone(s.weeks.of(int(i))) {
		s.edit(i, j, -1)
		r.reach(hop{who: i, left: int32(j), from: -1, length: 1, cost: s.adds(int(i), j)})
		s.edit(i, j, 1)
	}
}

// goOn asks everybody who has a place to give it up for who wants it.
func (r *relayer) goOn(place int32, h hop) {
	s, sessions := r.a.s, int32(len(r.a.s.b.in.Sessions))
	if h.length >= maxRelay {
		return
	}
	wants := &s.b.choicesOf(int(h.who))[h.option]
	if place >= sessions {
		r.people = append(r.people[:0], r.a.people...)
	} else {
		r.people = append(r.people[:0], s.in[place]...)
		slices.Sort(r.people)
	}
	for _, k := range r.people {
		j := s.holds(k, place)
		if j < 0 || r.moves(h, k) {
			continue
		}
		if place < sessions && s.load[place]-s.b.choicesOf(int(k))[j].w+wants.w > s.maxLoad[place] {
			continue
		}
		s.edit(k, uint16(j), -1)
		without := hop{cost: h.cost + s.adds(int(k), uint16(j)), who: k, option: -1, left: j, from: place,
			length: h.length + 1}
		if without.cost < r.end.cost {
			r.end = without
		}
		r.reach(without)
		s.edit(k, uint16(j), 1)
	}
}

// holds returns the option by which a person has a place, or -1.
func (s *state) holds(k, place int32) int32 {
	choices := s.b.choicesOf(int(k))
	for _, j := range s.weeks.of(int(k)) {
		if c := &choices[j]; c.s == place || c.t >= 0 && c.t+int32(len(s.b.in.Sessions)) == place {
			return int32(j)
		}
	}
	return -1
}

// moves tells whether person k is in a chain already.
func (r *relayer) moves(h hop, k int32) bool {
	for ; h.from >= 0; h = r.hops[h.from] {
		if h.who == k {
			return true
		}
	}
	return h.who == k
}

// reach notes every session that a person could take now: a free one ends the
// chain, a full one, or one without a seat to it, lengthens it.
func (r *relayer) reach(h hop) {
	s := r.a.s
	choices, week := s.b.choicesOf(int(h.who)), s.weeks.of(int(h.who))
	t := s.b.totals(int(h.who), week)
	base := h.cost
	for j := range choices {
		c := &choices[j]
		if int32(j) == h.left || !t.holds(c) {
			continue
		}
		h.cost, h.option = base-s.b.relief(&t, c), int32(j)
		if h.cost-s.most(int(h.who), j) >= r.end.cost || slices.Contains(week, uint16(j)) ||
			!s.b.goesWith(&t, choices, week, c) {
			continue
		}
		if h.cost -= s.marginal(int(h.who), uint16(j)); h.cost >= r.end.cost {
			continue
		}
		r.arrive(c, h)
	}
}

// arrive notes a way to take one option.
func (r *relayer) arrive(c *choice, h hop) {
	s := r.a.s
	full := s.heads[c.s] >= s.maxHeads[c.s] || s.load[c.s]+c.w > s.maxLoad[c.s]
	seatless := c.t >= 0 && s.seats[c.t] >= s.maxSeats[c.t]
	place := c.s
	switch {
	case !full && !seatless:
		if h.from >= 0 {
			r.end = h
		}
		return
	case full && (seatless || s.maxHeads[c.s] == 0 || c.w > s.maxLoad[c.s]), seatless && s.maxSeats[c.t] == 0:
		return
	case seatless:
		place = int32(len(s.b.in.Sessions)) + c.t
	}
	at := &r.hops[place]
	if at.search == r.search && (at.done || h.cost >= at.cost) {
		return
	}
	h.search = r.search
	*at = h
	heap.Push(&r.queue, queued{h.cost, place})
}

// goThrough moves everybody along the chain, the last first, and undoes it when
// it cannot be done after all or gains nothing.
func (r *relayer) goThrough() int64 {
	a, h := r.a, r.end
	a.shifter.edits = a.shifter.edits[:0]
	var gain int64
	possible := true
	for {
		if h.left >= 0 {
			gain += a.leave(h.who, uint16(h.left))
		}
		if h.option >= 0 {
			gain += r.takes(h.who, uint16(h.option), &possible)
		}
		if h.from < 0 || !possible {
			break
		}
		h = r.hops[h.from]
	}
	if possible && gain > 0 {
		return gain
	}
	for _, e := range slices.Backward(a.shifter.edits) {
		a.s.edit(e.i, e.j, -e.sign)
	}
	return 0
}

func (r *relayer) takes(who int32, j uint16, possible *bool) int64 {
	s := r.a.s
	choices, week := s.b.choicesOf(int(who)), s.weeks.of(int(who))
	t := s.b.totals(int(who), week)
	if slices.Contains(week, j) || !s.b.goesWith(&t, choices, week, &choices[j]) || !s.room(&choices[j]) {
		*possible = false
		return math.MinInt32
	}
	return r.a.give(who, j)
}
