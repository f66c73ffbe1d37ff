package weekplan

import (
	"math"
	"math/rand/v2"
	"slices"
)

// parts improves a plan on several cores at once. Each round cuts the people
// by random lines across the map; a session's free places go to the part with
// more takers; every part anneals on its own copy, and what comes back is
// joined. Plans stay feasible throughout, without locks, and the outcome
// depends only on the seed and the number of parts.
type parts struct {
	b     *borough
	crew  *crew
	plan  *state // the joined plan
	seed  uint64
	round uint64
	part  [][]int32 // by part: its people, rising
	home  []int32   // by person: their part
	mark  []int32   // shared by the hands
	owner []int32   // by session: the part that has its free places
	rows  []int32   // by transport row
	votes []int32
	hands []*annealer // by worker; each does one part after another
}

// partSize is the number of people one part is meant for.
const partSize = 278

func newParts(plan *state, g *guide, c *crew, seed uint64) *parts {
	people := len(plan.b.in.People)
	count := max(1, (people+partSize/2)/partSize)
	if people >= 60 {
		count = max(count, 2)
	}
	return newPartsOf(plan, g, c, seed, count)
}

// newPartsOf cuts the people into a number of parts.
func newPartsOf(plan *state, g *guide, c *crew, seed uint64, count int) *parts {
	b := plan.b
	p := &parts{b: b, crew: c, plan: plan, seed: seed, part: make([][]int32, count),
		home: make([]int32, len(b.in.People)), mark: make([]int32, len(b.in.People)),
		owner: make([]int32, len(b.in.Sessions)), rows: make([]int32, len(b.in.Transport)),
		votes: make([]int32, count)}
	old := newWeekBook(b)
	for range min(c.workers, count) {
		s := &state{b: b, weeks: plan.weeks, seen: plan.seen, met: plan.met, friends: plan.friends, home: p.home,
			pools: plan.pools,
			heads: slices.Clone(plan.heads), load: slices.Clone(plan.load), seats: slices.Clone(plan.seats),
			maxHeads: slices.Clone(plan.heads), maxLoad: slices.Clone(plan.load), maxSeats: slices.Clone(plan.seats),
			in: make([][]int32, len(b.in.Sessions)), bench: newBench(b)}
		p.hands = append(p.hands, &annealer{s: s, g: g, old: old, mark: p.mark})
	}
	return p
}

// anneal makes one round of so many steps in each part.
func (p *parts) anneal(steps int, temperature float64, stop func() bool) {
	p.round++
	rng := rand.New(rand.NewPCG(p.seed, p.round))
	p.cut(rng)
	p.share()
	clear(p.mark)
	seeds := make([]uint64, len(p.part))
	for k := range seeds {
		seeds[k] = rng.Uint64()
	}
	p.crew.each(len(p.part), func(worker, k int) {
		a := p.hands[worker]
		a.stop, a.s.search.stop = stop, stop
		a.rng = rand.New(rand.NewPCG(seeds[k], p.round))
		a.open(p, k)
		a.run(steps, temperature, stop)
	})
	p.plan.recount()
}

// nowhere is the home of those whose week must stay.
const nowhere = -1

// cut gives every person a part, by halving the people along random lines.
func (p *parts) cut(rng *rand.Rand) {
	people := make([]int32, 0, len(p.b.in.People))
	for i := range p.b.in.People {
		p.home[i] = nowhere
		if !p.b.fixed(i) {
			people = append(people, int32(i))
		}
	}
	p.halve(people, 0, len(p.part), rng)
}

func (p *parts) halve(people []int32, from, to int, rng *rand.Rand) {
	if to-from == 1 {
		p.part[from] = append(p.part[from][:0], people...)
		slices.Sort(p.part[from])
		for _, i := range people {
			p.home[i] = int32(from)
		}
		return
	}
	angle := rng.Float64() * 2 * math.Pi
	cos, sin := math.Cos(angle), math.Sin(angle)
	along := func(i int32) float64 { return p.b.in.People[i].X*cos + p.b.in.People[i].Y*sin }
	slices.SortFunc(people, func(i, j int32) int {
		if x, y := along(i), along(j); x != y {
			if x < y {
				return -1
			}
			return 1
		}
		return int(i - j)
	})
	middle := (from + to) / 2
	share := float64(middle-from) / float64(to-from)
	if to-from == 2 {
		share = 0.35 + 0.3*rng.Float64()
	}
	k := clamp(int64(share*float64(len(people))), 0, int64(len(people)))
	p.halve(people[:k], from, middle, rng)
	p.halve(people[k:], middle, to, rng)
}

// share gives each session and row to the part with most takers.
func (p *parts) share() {
	home := p.home
	for n := range p.owner {
		clear(p.votes)
		for _, g := range p.b.takers[p.b.takerAt[n]:p.b.takerAt[n+1]] {
			if h := home[p.b.owner[g]]; h != nowhere {
				p.votes[h]++
			}
		}
		p.owner[n] = most(p.votes)
	}
	ask := make([][]int32, len(p.rows))
	for i := range p.b.in.People {
		for _, o := range p.b.in.People[i].Opts {
			if o.T >= 0 {
				if ask[o.T] == nil {
					ask[o.T] = make([]int32, len(p.part))
				}
				if home[i] != nowhere {
					ask[o.T][home[i]]++
				}
			}
		}
	}
	for r := range p.rows {
		p.rows[r] = most(ask[r])
	}
}

func most(votes []int32) int32 {
	at := 0
	for k, v := range votes {
		if v > votes[at] {
			at = k
		}
	}
	return int32(at)
}

// open turns to a part, with a copy of what is used: everything counts, but only
// what the part's own people use, or what it owns, can be had.
func (a *annealer) open(p *parts, part int) {
	s := a.s
	a.people, a.at, s.part = p.part[part], 0, int32(part)
	for n := range s.in {
		s.in[n] = s.in[n][:0]
	}
	clear(s.maxHeads)
	clear(s.maxLoad)
	clear(s.maxSeats)
	for _, i := range a.people {
		for _, j := range s.weeks.of(int(i)) {
			o := &p.b.in.People[i].Opts[j]
			s.in[o.S] = append(s.in[o.S], i)
		}
	}
	copy(s.heads, p.plan.heads)
	copy(s.load, p.plan.load)
	copy(s.seats, p.plan.seats)
	copy(s.maxHeads, p.plan.heads)
	copy(s.maxLoad, p.plan.load)
	copy(s.maxSeats, p.plan.seats)
	for n := range s.maxHeads {
		if p.owner[n] == s.part {
			s.maxHeads[n], s.maxLoad[n] = p.plan.maxHeads[n], p.plan.maxLoad[n]
		}
	}
	for r := range s.maxSeats {
		if p.rows[r] == s.part {
			s.maxSeats[r] = p.plan.maxSeats[r]
		}
	}
}

// recount counts anew what a plan uses.
func (s *state) recount() {
	clear(s.heads)
	clear(s.load)
	clear(s.seats)
	clear(s.seen)
	clear(s.met)
	clear(s.friends)
	for n := range s.in {
		s.in[n] = s.in[n][:0]
	}
	for i := range s.b.in.People {
		s.count(i, 1)
	}
}
