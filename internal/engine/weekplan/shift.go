package weekplan

import (
	"math"
	"math/bits"
	"slices"
)

// edit is one session that a person took (sign 1) or left (-1).
type edit struct {
	i    int32
	j    uint16
	sign int8
}

// shifter moves single sessions: a person takes one, whoever has to make room
// finds another, and so on for a few people. Far cheaper than whole weeks.
type shifter struct {
	edits  []edit
	queue  []int32 // people who may take another session
	heat   float64 // how much chance weighs in what they take
	chance int64   // what it hardly ever comes to
}

const (
	maxShift   = 4   // people after whom a shift has to end
	shiftNoise = 0.5 // of the temperature
	mostAsked  = 16  // people of a session who are asked to make room
)

// shift tries one chain of single sessions and returns what it gained.
func (a *annealer) shift(temperature float64) int64 {
	h := &a.shifter
	h.edits, h.queue, h.heat = h.edits[:0], h.queue[:0], shiftNoise*temperature
	h.chance = int64(4 * h.heat)
	change := a.firstShift()
	for n := 0; n < len(h.queue); n++ {
		change += a.fill(h.queue[n], len(h.queue) < maxShift && a.rng.Uint32()&1 == 0, -1)
	}
	if float64(change) >= temperature*math.Log(a.rng.Float64()) {
		return change
	}
	for _, e := range slices.Backward(h.edits) {
		a.s.edit(e.i, e.j, -e.sign)
	}
	return 0
}

// edit makes person i take or leave one session.
func (s *state) edit(i int32, j uint16, sign int8) {
	if sign > 0 {
		s.weeks.insert(int(i), j)
	} else {
		s.weeks.remove(int(i), j)
	}
	s.use(int(i), j, int32(sign))
}

// firstShift begins with somebody who leaves a session, or takes any, perhaps
// with a friend.
func (a *annealer) firstShift() int64 {
	i := a.anybody()
	if len(a.lack) > 0 && a.rng.Uint32()&7 == 0 {
		i = a.lack[a.rng.IntN(len(a.lack))]
	}
	choices := a.s.b.choicesOf(int(i))
	if len(choices) == 0 {
		return 0
	}
	week := a.s.weeks.of(int(i))
	if len(week) > 0 && a.rng.Uint32()&1 == 0 {
		j := week[a.rng.IntN(len(week))]
		a.shifter.queue = append(a.shifter.queue, i)
		return a.leave(i, j) + a.fill(i, a.rng.Uint32()&1 == 0, int(j))
	}
	j := uint16(a.rng.IntN(len(choices)))
	if slices.Contains(week, j) {
		return 0
	}
	return a.take(i, j) + a.bring(i, j)
}

// bring lets one friend follow, now and then.
func (a *annealer) bring(i int32, j uint16) int64 {
	from, to := a.s.b.linksOf(a.s.b.first[i] + int32(j))
	if from == to || a.rng.Uint32()&1 == 0 {
		return 0
	}
	l := &a.s.b.links[from+int32(a.rng.IntN(int(to-from)))]
	friend := a.s.b.owner[l.there]
	if a.s.home[friend] != a.s.part || a.s.seen[l.back] {
		return 0
	}
	jq := uint16(l.there - a.s.b.first[friend])
	if slices.Contains(a.s.weeks.of(int(friend)), jq) {
		return 0
	}
	return a.take(friend, jq)
}

// take makes person i take a session: what stands against it in their own
// week goes, and so do people until there is room. When there is none to be
// had, nobody moves.
func (a *annealer) take(i int32, j uint16) int64 {
	s := a.s
	c := &s.b.choicesOf(int(i))[j]
	if none := s.b.totals(int(i), nil); s.maxHeads[c.s] == 0 || c.w > s.maxLoad[c.s] || !s.b.goesWith(&none,
		nil, nil, c) {
		return 0
	}
	var change int64
	for s.heads[c.s] >= s.maxHeads[c.s] || s.load[c.s]+c.w > s.maxLoad[c.s] {
		who := a.whoLeaves(i, c)
		if who < 0 {
			return change
		}
		change += a.leave(who, s.optionFor(who, c.s))
		a.shifter.queue = append(a.shifter.queue, who)
	}
	change += a.clear(i, c)
	if !s.room(c) {
		return change
	}
	a.shifter.queue = append(a.shifter.queue, i)
	return change + a.give(i, j)
}

// whoLeaves returns who makes room for person i, or -1: whoever loses least,
// as far as chance has it, but nobody who has just come.
func (a *annealer) whoLeaves(i int32, c *choice) int32 {
	if len(a.shifter.queue) >= 2*maxShift {
		return -1
	}
	return a.losesLeast(c.s, a.shifter.heat, func(k int32) bool { return k == i || a.hasCome(k, c.s) })
}

// losesLeast returns who of a session loses least by leaving it, less what the
// load they free is worth where that is known, as far as chance has it at some
// heat, or -1; those whom stays tells of are not asked.
func (a *annealer) losesLeast(session int32, heat float64, stays func(k int32) bool) int32 {
	in, from := a.s.in[session], 0
	if len(in) > mostAsked {
		from = a.rng.IntN(len(in))
	}
	who, most := int32(-1), int64(math.MinInt64)
	for n := range min(len(in), mostAsked) {
		k := in[(from+n)%len(in)]
		if stays(k) {
			continue
		}
		j := a.s.optionFor(k, session)
		v := int64(a.rng.ExpFloat64()*heat) - a.s.loses(int(k), j)
		if a.g.load != nil {
			v += a.g.load[session] * int64(a.s.b.choicesOf(int(k))[j].w)
		}
		if v > most {
			who, most = k, v
		}
	}
	return who
}

// hasCome tells whether a person took a session in this shift.
func (a *annealer) hasCome(k, session int32) bool {
	for _, e := range a.shifter.edits {
		if e.i == k && e.sign > 0 && a.s.b.choicesOf(int(k))[e.j].s == session {
			return true
		}
	}
	return false
}

func (s *state) optionFor(i, session int32) uint16 {
	choices := s.b.choicesOf(int(i))
	for _, j := range s.weeks.of(int(i)) {
		if choices[j].s == session {
			return j
		}
	}
	return 0
}

// clear takes out of person i's week what does not go with a choice.
func (a *annealer) clear(i int32, c *choice) int64 {
	s, choices := a.s, a.s.b.choicesOf(int(i))
	var change int64
	for {
		week := s.weeks.of(int(i))
		t := s.b.totals(int(i), week)
		bar := s.b.bars(&t, choices, week, c)
		if bar == fitsIn {
			return change
		}
		if bar == someItem {
			bar = a.rng.IntN(len(week))
		}
		change += a.leave(i, week[bar])
	}
}

// leave makes person i leave a session and returns what it gains.
func (a *annealer) leave(i int32, j uint16) int64 {
	was := a.s.b.moving(int(i), a.s.weeks.of(int(i)))
	a.s.edit(i, j, -1)
	a.shifter.edits = append(a.shifter.edits, edit{i, j, -1})
	return was - a.s.b.moving(int(i), a.s.weeks.of(int(i))) - a.s.adds(int(i), j)
}

// give makes person i take a session there is room for.
func (a *annealer) give(i int32, j uint16) int64 {
	gain := a.s.adds(int(i), j) + a.s.b.moving(int(i), a.s.weeks.of(int(i)))
	a.s.edit(i, j, 1)
	a.shifter.edits = append(a.shifter.edits, edit{i, j, 1})
	return gain - a.s.b.moving(int(i), a.s.weeks.of(int(i)))
}

// adds returns what a session not in person i's week would add to it, but for
// the person being moved by it.
func (s *state) adds(i int, j uint16) int64 {
	t := s.b.totals(i, s.weeks.of(i))
	return s.b.relief(&t, &s.b.choicesOf(i)[j]) + s.marginal(i, j)
}

// most returns what a session can add at most to any week of person i, but for
// what the week lacks.
func (s *state) most(i, j int) int64 {
	g := int(s.b.first[i]) + j
	return (int64(s.b.choices[g].u) + s.friends[g]) * s.b.scale
}

// marginal returns what a session not in person i's week would add to it,
// but for what the week lacks.
func (s *state) marginal(i int, j uint16) int64 {
	b := s.b
	g := b.first[i] + int32(j)
	c := &b.choices[g]
	return (int64(c.u)+s.countedAt(g, 0))*b.scale - s.step(c.s, c.w)
}

// loses returns what person i's week would lose without one of its sessions,
// but for the person being moved by it.
func (s *state) loses(i int, j uint16) int64 {
	b := s.b
	g := b.first[i] + int32(j)
	c, x := &b.choices[g], &b.in.Sessions[b.choices[g].s]
	t := b.totalsBut(i, s.weeks.of(i), int32(j))
	points := int64(c.u) + s.countedAt(g, 1)
	if x.StaffCost > 0 {
		load := s.load[c.s] + x.Load - 1
		points -= int64(x.StaffCost) * int64(load/x.Load-(load-c.w)/x.Load)
	}
	return points*b.scale + b.relief(&t, c)
}

// countedAt returns the points for the friends seen at an option whose ties
// still count; own is 1 when the option is in the week, and 0 when not.
func (s *state) countedAt(g, own int32) int64 {
	points := s.friends[g]
	if points == 0 {
		return 0
	}
	from, to := s.b.linksOf(g)
	for k := from; k < to; k++ {
		if end := s.b.links[k].end; s.seen[k] && s.met[end]-own >= s.b.ends[end].t {
			points -= int64(s.b.ends[end].w)
		}
	}
	return points
}

// fill lets person i take the session that is best now, if any gains, though
// never option but; bold also those that are full, at what the prices say.
func (a *annealer) fill(i int32, bold bool, but int) int64 {
	s := a.s
	choices := s.b.choicesOf(int(i))
	week := s.weeks.of(int(i))
	t := s.b.totals(int(i), week)
	at, most := -1, int64(0)
	for j := range choices {
		c := &choices[j]
		if j == but || !t.holds(c) {
			continue
		}
		free := s.room(c)
		v := s.b.relief(&t, c)
		if free && v+s.most(int(i), j)+a.shifter.chance <= most || !free && (!bold || s.maxHeads[c.s] == 0) ||
			!s.b.goesWith(&t, choices, week, c) {
			continue
		}
		v += a.promise(i, j, free)
		if v+a.shifter.chance > most {
			v += int64(a.rng.ExpFloat64() * a.shifter.heat)
		}
		if v > most {
			at, most = j, v
		}
	}
	switch {
	case at < 0:
		return 0
	case s.room(&choices[at]):
		return a.give(i, uint16(at))
	}
	return a.take(i, uint16(at))
}

// promise is what an option adds: now, or at the prices when it is full.
func (a *annealer) promise(i int32, j int, free bool) int64 {
	if free {
		return a.s.marginal(int(i), uint16(j))
	}
	return a.g.of(a.s.b, int(i))[j]
}

// totals is what a week comes to.
type totals struct {
	p            *Person
	units, price int32
	u            int64
	covered      uint64
	days         uint8  // with a session
	acts         uint64 // with a session, by the last bits of their number
}

func (b *borough) totals(i int, week []uint16) totals { return b.totalsBut(i, week, -1) }

// totalsBut leaves one option out.
func (b *borough) totalsBut(i int, week []uint16, but int32) totals {
	choices := b.choicesOf(i)
	t := totals{p: &b.in.People[i]}
	for _, j := range week {
		if int32(j) == but {
			continue
		}
		c := &choices[j]
		t.units, t.price, t.u, t.covered = t.units+int32(c.units), t.price+c.price, t.u+int64(c.u), t.covered|c.must
		t.days |= 1 << c.day
		if c.act >= 0 {
			t.acts |= 1 << (c.act & 63)
		}
	}
	return t
}

// holds tells whether units and money are left for one more choice, and it can
// be taken at all.
func (t *totals) holds(c *choice) bool {
	return !c.shut && t.units+int32(c.units) <= t.p.Max && t.price+c.price <= t.p.Budget
}

// lost is lack for a week with these totals, moves not counted.
func (b *borough) lost(t *totals) int64 {
	w := &b.in.Weights
	missed := len(t.p.Must) - bits.OnesCount64(t.covered)
	lost := w.Short*int64(max(0, t.p.Min-t.units)) + w.Fair*max(0, t.p.Theta-t.u) + w.Must*int64(missed)
	return lost * b.scale
}

// relief is what one more choice takes off that.
func (b *borough) relief(t *totals, c *choice) int64 {
	w := &b.in.Weights
	points := w.Short * int64(max(0, min(int32(c.units), t.p.Min-t.units)))
	if c.must&^t.covered != 0 {
		points += w.Must * int64(bits.OnesCount64(c.must&^t.covered))
	}
	below := t.p.Theta - t.u
	return (points + w.Fair*(max(0, below)-max(0, below-int64(c.u)))) * b.scale
}

// goesWith tells whether a week with these totals takes one more choice.
func (b *borough) goesWith(t *totals, choices []choice, week []uint16, c *choice) bool {
	if !t.holds(c) || b.in.MaxPerDay == 0 || c.act >= 0 && b.in.MaxPerAct == 0 {
		return false
	}
	alone := t.days>>c.day&1 == 0 && (c.act < 0 || t.acts>>(c.act&63)&1 == 0)
	return alone || b.bars(t, choices, week, c) == fitsIn
}

// What stands against a choice: nothing, or any item of the week as good as
// another; else the number of an item.
const (
	fitsIn   = -1
	someItem = -2
)

// bars returns what in a week stands against one more choice.
func (b *borough) bars(t *totals, choices []choice, week []uint16, c *choice) int {
	in := b.in
	day, act, last, same := 0, 0, 0, 0
	for k, j := range week {
		o := &choices[j]
		if o.day == c.day {
			if clash(int32(c.start), int32(c.end), int32(o.start), int32(o.end), int32(in.Gap)) {
				return k
			}
			day, last = day+1, k
		}
		if o.act == c.act && c.act >= 0 {
			act, same = act+1, k
		}
	}
	switch {
	case day > 0 && day >= in.MaxPerDay:
		return last
	case act > 0 && act >= in.MaxPerAct:
		return same
	case !t.holds(c):
		return someItem
	}
	return fitsIn
}
