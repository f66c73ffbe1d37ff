package weekplan

import (
	"math"
	"math/rand/v2"
	"slices"
)

// guide is what the prices say about each option: its reduced worth, and for
// each person the best week of the pool at them.
type guide struct {
	value  []int64 // by option
	best   []int64 // by person: worth of the best week
	target []int32 // by person: that week, in the pool
	least  []int64 // by person: the least that a week of the pool loses for what it lacks
	load   []int64 // by session: what one load is worth; nil but in assignment problems
}

func newGuide(b *borough, pools []pool, p prices, c *crew) *guide {
	n := len(b.in.People)
	g := &guide{make([]int64, len(b.owner)), make([]int64, n), make([]int32, n), make([]int64, n), p.perLoad(b)}
	c.blocks(n, func(_, from, to int) {
		desk := newDesk(b)
		for i := from; i < to; i++ {
			value := g.value[b.first[i]:b.first[i+1]]
			p.reduced(b, i, desk.bare, desk.parts)
			b.fold(i, desk.bare, desk.parts, p.tolls, value)
			at, worth := pools[i].best(value)
			g.best[i], g.target[i], g.least[i] = worth, int32(at), slices.Min(pools[i].lost)
		}
	})
	return g
}

func (g *guide) of(b *borough, i int) []int64 { return g.value[b.first[i]:b.first[i+1]] }

// regret returns how much less person i's week is worth at the prices than
// their best.
func (g *guide) regret(b *borough, s *state, i int) int64 {
	value := g.of(b, i)
	week := s.weeks.of(i)
	sum := -b.lack(i, week)
	for _, j := range week {
		sum += value[j]
	}
	return g.best[i] - sum
}

// annealer improves one part's plan: it takes a few people out, puts each back
// with the best week for the present state, and keeps a worse plan only as
// often as the temperature allows.
type annealer struct {
	s       *state
	g       *guide
	rng     *rand.Rand
	people  []int32 // at home in this part
	lack    []int32 // those of them who miss a must-have or a unit
	group   []int32
	old     *weekBook // the group's weeks before
	mark    []int32   // by person: last step that drew them
	at      int32
	shifter shifter
	relayer *relayer
	stop    func() bool
	noise   float64 // how much chance weighs in who makes room
}

// maxGroup is the most people taken out at once.
const maxGroup = 14

// shiftsPerStep is the number of shifts of single sessions to a step with
// whole weeks; the two take about as long together.
const shiftsPerStep = 8

// run makes steps at a temperature in fixed point, until told to stop. A part may be
// without people: there are few, or those there are must stay.
func (a *annealer) run(steps int, temperature float64, stop func() bool) int64 {
	var gained int64
	if len(a.people) == 0 {
		return 0
	}
	for k := range steps {
		if (k&31 == 0 || a.s.search.halted) && stop() {
			break
		}
		if k%256 == 0 {
			a.listLack()
			gained += a.relays(temperature, stop)
		}
		gained += a.step(temperature)
		for range shiftsPerStep {
			gained += a.shift(temperature)
		}
	}
	return gained
}

// After so many steps as it takes to list who lacks something, relays are
// looked for: for some of them, and when it is cool for those furthest from
// what the prices promise. While it is warm the latter would be undone again.
const (
	lackRelays = 10
	coolRelays = 100
	coolAt     = 25 // temperature, in points as for warmest
)

// relays looks for some relays and returns what they gained.
func (a *annealer) relays(temperature float64, stop func() bool) int64 {
	var gained int64
	for range min(len(a.lack), lackRelays) {
		gained += a.relay(a.lack[a.rng.IntN(len(a.lack))])
	}
	if b := a.s.b; temperature > coolAt*b.usual*float64(b.scale) {
		return gained
	}
	for range coolRelays {
		if stop() {
			break
		}
		gained += a.relay(a.sorest())
	}
	return gained
}

func (a *annealer) listLack() {
	a.lack = a.lack[:0]
	for _, i := range a.people {
		if w := a.s.weeks.of(int(i)); a.s.b.lack(int(i), w)-a.g.least[i] >= a.grave() {
			a.lack = append(a.lack, i)
		}
	}
}

// grave is the loss from which a person counts as short of something.
func (a *annealer) grave() int64 {
	w := a.s.b.in.Weights
	return max(1, min(w.Must, w.Short)) * a.s.b.scale
}

// step tries one change and returns what it gained.
func (a *annealer) step(temperature float64) int64 {
	change, moved := a.change(temperature)
	if !moved {
		return 0
	}
	for range 2 {
		gain := a.again()
		change += gain
		if gain == 0 {
			break
		}
	}
	if float64(change) >= temperature*math.Log(a.rng.Float64()) {
		return change
	}
	for _, i := range a.group {
		a.s.count(int(i), -1)
		a.s.weeks.set(int(i), nil)
	}
	for _, i := range a.group {
		a.s.putIn(int(i), a.old.of(int(i)))
	}
	return 0
}

// chains is the share of steps that begin a chain where people are few; with
// more than mostChained, measured, other steps serve them better.
const (
	chains      = 0.3
	mostChained = 150
)

// change moves a group of people and returns what it gains.
func (a *annealer) change(temperature float64) (int64, bool) {
	a.noise = temperature
	if len(a.s.home) <= mostChained && a.rng.Float64() < chains {
		return a.drawChain(), true
	}
	a.draw()
	if len(a.group) == 0 {
		return 0, false
	}
	var change int64
	for _, i := range a.group {
		a.old.set(int(i), a.s.weeks.of(int(i)))
		change -= a.s.takeOut(int(i))
	}
	share := a.rng.Float64()
	share *= share
	for _, i := range a.group {
		change += a.put(int(i), share)
	}
	return change, true
}

// put gives a person a week at a mixture of what it is worth now and what the
// prices say, and returns its true worth.
func (a *annealer) put(i int, share float64) int64 {
	s := a.s
	s.value(i)
	n := len(s.b.in.People[i].Opts)
	felt := s.felt[:n]
	priced := a.g.of(s.b, i)
	for j := range felt {
		felt[j] = s.real[j]
		if felt[j] > never {
			felt[j] += int64(share * float64(priced[j]-felt[j]))
		}
	}
	week := s.choose(i, felt)
	if often := a.rng.Uint32(); often%64 == 0 || often%2 == 0 && s.b.lack(i, week) >= a.grave() {
		if !s.search.halted || !a.stop() {
			week = s.searchWeek(i, felt)
		}
	}
	worth := s.weekWorth(i, week)
	s.putIn(i, week)
	return worth
}

// weekWorth is worth, from the values that value filled.
func (s *state) weekWorth(i int, week []uint16) int64 {
	sum := -s.b.lack(i, week) - s.excess(i, week)
	for _, j := range week {
		sum += s.real[j]
	}
	return sum
}

// again lets each of the group choose again, now that the others are back.
func (a *annealer) again() int64 {
	var gain int64
	s := a.s
	for _, i := range a.group {
		before := s.takeOut(int(i))
		s.value(int(i))
		week := s.choose(int(i), s.real)
		worth := s.weekWorth(int(i), week)
		s.putIn(int(i), week)
		gain += worth - before
	}
	return gain
}

// draw chooses whom to take out.
func (a *annealer) draw() {
	a.at++
	a.group = a.group[:0]
	switch k := a.rng.IntN(16); {
	case k < 4 && len(a.lack) > 0:
		a.wanting(a.lack[a.rng.IntN(len(a.lack))])
		return
	case k < 9:
		a.wanting(a.sorest())
		return
	case k < 11:
		a.friends(a.anybody())
	case k < 14:
		a.session(a.anySession())
	default:
		a.twoSessions(a.anybody())
	}
	a.rng.Shuffle(len(a.group), func(i, j int) { a.group[i], a.group[j] = a.group[j], a.group[i] })
}

func (a *annealer) anybody() int32 { return a.people[a.rng.IntN(len(a.people))] }

// add draws a person once.
func (a *annealer) add(i int32) {
	if a.s.home[i] != a.s.part || a.s.b.fixed(int(i)) || a.mark[i] == a.at || len(a.group) >= maxGroup {
		return
	}
	a.mark[i] = a.at
	a.group = append(a.group, i)
}

// sorest returns the one of a few people furthest from what the prices
// promise.
func (a *annealer) sorest() int32 {
	at, most := a.anybody(), int64(math.MinInt64)
	for range 5 {
		i := a.anybody()
		if r := a.g.regret(a.s.b, a.s, int(i)); r > most {
			at, most = i, r
		}
	}
	return at
}

// wanting draws a person and those in the way of a week they want: one that
// is good at the prices, not always the best.
func (a *annealer) wanting(i int32) {
	a.add(i)
	s, p := a.s, &a.s.pools[i]
	week := p.week(int(a.g.target[i]))
	if a.rng.IntN(3) > 0 {
		week = p.week(a.fancied(int(i)))
	}
	for _, j := range week {
		o := &s.b.in.People[i].Opts[j]
		if slices.Contains(s.weeks.of(int(i)), j) {
			continue
		}
		heads, load := s.heads[o.S], s.load[o.S]
		for range s.in[o.S] {
			if heads < s.maxHeads[o.S] && load+o.W <= s.maxLoad[o.S] {
				break
			}
			k := a.losesLeast(o.S, a.noise, func(k int32) bool { return a.mark[k] == a.at })
			if k < 0 {
				break
			}
			a.add(k)
			heads--
			load -= s.loadOf(int(k), o.S)
		}
	}
	if len(a.group) < 3 {
		a.friends(i)
	}
}

// fancied returns a week of the pool that is near the best at the prices, as
// chance has it.
func (a *annealer) fancied(i int) int {
	s, p := a.s, &a.s.pools[i]
	value := a.g.of(s.b, i)
	at, most := 0, math.Inf(-1)
	for range 6 {
		k := a.rng.IntN(p.len())
		v := -p.lost[k]
		for _, j := range p.week(k) {
			v += value[j]
		}
		if x := float64(v); x > most {
			at, most = k, x
		}
	}
	return at
}

func (s *state) loadOf(i int, session int32) int32 {
	for _, j := range s.weeks.of(i) {
		if o := &s.b.in.People[i].Opts[j]; o.S == session {
			return o.W
		}
	}
	return 0
}

// friends draws a person and some of their friends.
func (a *annealer) friends(i int32) {
	a.add(i)
	b := a.s.b
	ends := b.ends[b.endAt[i]:b.endAt[i+1]]
	if len(ends) == 0 {
		a.session(a.anySession())
		return
	}
	size := 2 + a.rng.IntN(7)
	for range 2 * size {
		if len(a.group) >= size {
			return
		}
		a.add(ends[a.rng.IntN(len(ends))].other)
	}
}

// anySession returns a session that somebody of the part could attend.
func (a *annealer) anySession() int32 {
	for range 8 {
		p := &a.s.b.in.People[a.anybody()]
		if len(p.Opts) > 0 {
			return p.Opts[a.rng.IntN(len(p.Opts))].S
		}
	}
	return 0
}

// session draws people of a session and some who could be.
func (a *annealer) session(n int32) {
	b := a.s.b
	if len(b.in.Sessions) == 0 {
		return
	}
	a.attending(n, 5)
	takers := b.takers[b.takerAt[n]:b.takerAt[n+1]]
	for range min(len(takers), 2+a.rng.IntN(4)) {
		a.add(b.owner[takers[a.rng.IntN(len(takers))]])
	}
}

func (a *annealer) attending(n int32, most int) {
	in := a.s.in[n]
	for range min(len(in), most) {
		a.add(in[a.rng.IntN(len(in))])
	}
}

// twoSessions draws a person and those in two sessions of a week they want.
func (a *annealer) twoSessions(i int32) {
	a.add(i)
	week := a.s.pools[i].week(a.fancied(int(i)))
	for range 2 {
		if len(week) > 0 {
			a.attending(a.s.b.in.People[i].Opts[week[a.rng.IntN(len(week))]].S, 5)
		}
	}
}
