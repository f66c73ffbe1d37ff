package weekplan

import "slices"

// borough is an instance laid out for search. Options have numbers of their
// own across all people: first[i] up to first[i+1] are person i's, in order.
type borough struct {
	in    *Instance
	given *Instance // as the caller gave it; in differs when places are held
	held  int64     // points that in adds for all places held
	scale int64     // fixed-point units in a point
	top   int64     // the highest price, in fixed point
	shut  []bool    // by option: can never be taken
	usual float64   // what options are worth on average, against usualWorth
	first []int32
	acts  []int32 // by option: its activity among the person's, -1 uncounted

	takerAt []int32 // by session: where its takers begin
	takers  []int32 // options for the session, in rising order of load
	loads   []int32 // by place in takers: the load
	owner   []int32 // by option: its person

	endAt  []int32 // by person: where their ties begin
	ends   []tieEnd
	kappa  int64   // points lost by each person whose week is not today's, in fixed point
	locked []bool  // by person: today's week stays; nil when nobody's must
	pairAt []int32 // by tie: where its pairs begin
	pairs  []pair

	linkAt  []int32 // by option: where its links begin
	links   []link
	sides   [][2]int32 // by pair: its links, p's and q's
	choices []choice   // by option
}

// tieEnd is a tie seen from one of its two people.
type tieEnd struct {
	tie, other, t, w int32
	twin             int32 // the other end of the tie, in borough.ends
	isP              bool
}

// pair is a session that both people of a tie could attend, as the place of
// the option among each one's own.
type pair struct{ jp, jq uint16 }

// scaleBits is the usual fixed point, 2^20 units a point; less when the
// numbers of a file are so large that sums could pass 2^61.
const scaleBits = 20

func newBorough(in *Instance) *borough {
	own := *in
	own.Friends, own.Transport = slices.Clone(in.Friends), slices.Clone(in.Transport)
	b := &borough{in: &own, given: in, usual: in.usualPoints()}
	b.first = make([]int32, len(in.People)+1)
	for i := range in.People {
		b.first[i+1] = b.first[i] + int32(len(in.People[i].Opts))
	}
	b.shut = make([]bool, b.first[len(in.People)])
	for i := range in.People {
		p := &in.People[i]
		for j := range p.Opts {
			b.shut[int(b.first[i])+j] = in.shut(p, &p.Opts[j])
		}
	}
	b.trimSeats()
	b.numberActs()
	b.listTakers()
	b.listTies()
	b.listLinks()
	b.listChoices()
	b.weigh()
	return b
}

// trimSeats leaves no row more seats than there are options that use it: more
// say nothing, and only make sums larger.
func (b *borough) trimSeats() {
	asked := make([]int32, len(b.in.Transport))
	for i := range b.in.People {
		for _, o := range b.in.People[i].Opts {
			if o.T >= 0 {
				asked[o.T]++
			}
		}
	}
	for r := range asked {
		b.in.Transport[r].Cap = min(b.in.Transport[r].Cap, asked[r])
	}
}

// weigh chooses the fixed point and the highest price with which no sum can
// overflow; limits.go says why.
func (b *borough) weigh() {
	all, people := b.in.magnitude()
	one := 0.0
	for _, points := range people {
		one = max(one, points)
	}
	b.scale = 1 << scaleBits
	for b.scale > 1 && max(all/maxAll, one/maxOne)*float64(b.scale) > 1 {
		b.scale >>= 1
	}
	priced := 2*int64(len(b.owner)) + 1
	for _, r := range b.in.Transport {
		priced += int64(r.Cap)
	}
	b.top = min(maxPrice, b.scale<<24, 1<<59/priced)
}

func abs(x int64) int64 {
	if x < 0 {
		return -x
	}
	return x
}

func (b *borough) numberActs() {
	b.acts = make([]int32, b.first[len(b.in.People)])
	for i := range b.in.People {
		seen := map[int32]int32{}
		for j, o := range b.in.People[i].Opts {
			s := &b.in.Sessions[o.S]
			g := int(b.first[i]) + j
			b.acts[g] = -1
			if s.Units != 1 {
				continue
			}
			if _, ok := seen[s.Act]; !ok {
				seen[s.Act] = int32(len(seen))
			}
			b.acts[g] = seen[s.Act]
		}
	}
}

func (b *borough) listTakers() {
	b.takerAt = make([]int32, len(b.in.Sessions)+1)
	for i := range b.in.People {
		for j, o := range b.in.People[i].Opts {
			if !b.shut[int(b.first[i])+j] {
				b.takerAt[o.S+1]++
			}
		}
	}
	for s := range b.in.Sessions {
		b.takerAt[s+1] += b.takerAt[s]
	}
	b.takers = make([]int32, b.takerAt[len(b.in.Sessions)])
	b.owner = make([]int32, len(b.shut))
	next := slices.Clone(b.takerAt)
	for i := range b.in.People {
		for j, o := range b.in.People[i].Opts {
			g := b.first[i] + int32(j)
			b.owner[g] = int32(i)
			if !b.shut[g] {
				b.takers[next[o.S]] = g
				next[o.S]++
			}
		}
	}
	load := func(g int32) int32 { return b.in.People[b.owner[g]].Opts[g-b.first[b.owner[g]]].W }
	for s := range b.in.Sessions {
		slices.SortStableFunc(b.takers[b.takerAt[s]:b.takerAt[s+1]], func(g, h int32) int {
			return int(load(g) - load(h))
		})
	}
	b.loads = make([]int32, len(b.takers))
	for k, g := range b.takers {
		b.loads[k] = load(g)
	}
}

// listTies finds for each tie the sessions where the two can meet; a pair
// that can never fit into the session together is left out.
func (b *borough) listTies() {
	in := b.in
	b.pairAt = make([]int32, len(in.Friends)+1)
	place := make([]uint16, len(in.Sessions))
	known := make([]int32, len(in.Sessions)) // by session: the tie whose p has a place there, from 1
	count := make([]int32, len(in.People)+1)
	for e, t := range in.Friends {
		for j, o := range in.People[t.P].Opts {
			if !b.shut[int(b.first[t.P])+j] {
				place[o.S], known[o.S] = uint16(j), int32(e+1)
			}
		}
		for jq, o := range in.People[t.Q].Opts {
			jp, both := place[o.S], known[o.S] == int32(e+1) && !b.shut[int(b.first[t.Q])+jq]
			s := &in.Sessions[o.S]
			if both && s.Places >= 2 && int64(in.People[t.P].Opts[jp].W)+
				int64(o.W) <= int64(s.StaffMax)*int64(s.Load) {
				b.pairs = append(b.pairs, pair{jp, uint16(jq)})
			}
		}
		b.pairAt[e+1] = int32(len(b.pairs))
		in.Friends[e].T = min(t.T, max(2, min(b.pairAt[e+1]-b.pairAt[e], maxWeek))) // more never meet
		count[t.P+1]++
		count[t.Q+1]++
	}
	for i := range in.People {
		count[i+1] += count[i]
	}
	b.endAt = slices.Clone(count)
	b.ends = make([]tieEnd, 2*len(in.Friends))
	for e, t := range in.Friends { // with the limits just trimmed
		p, q := count[t.P], count[t.Q]
		b.ends[p] = tieEnd{int32(e), t.Q, t.T, t.W, q, true}
		b.ends[q] = tieEnd{int32(e), t.P, t.T, t.W, p, false}
		count[t.P]++
		count[t.Q]++
	}
}

// longest returns the most sessions that a week of person i can hold.
func (b *borough) longest(i int) int {
	p := &b.in.People[i]
	free := 0
	for _, o := range p.Opts {
		if b.in.Sessions[o.S].Units == 0 {
			free++
		}
	}
	return min(len(p.Opts), 7*b.in.MaxPerDay, int(p.Max)+free)
}

// task makes person i's week a task. value gives the worth of each option and
// whether it may be chosen; items come in the order of the options.
func (b *borough) task(i int, t *task, value []int64, at []int16) []int16 {
	p, in := &b.in.People[i], b.in
	*t = task{items: t.items[:0], bonds: t.bonds[:0], meetings: t.meetings[:0], min: p.Min, max: p.Max,
		budget: p.Budget, musts: len(p.Must),
		theta: p.Theta * b.scale, short: in.Weights.Short * b.scale, must: in.Weights.Must * b.scale,
		fair:   in.Weights.Fair,
		perDay: in.MaxPerDay, perAct: in.MaxPerAct, gap: int32(in.Gap)}
	at = at[:0]
	for j := range p.Opts {
		if value[j] <= never {
			continue
		}
		o := &p.Opts[j]
		s := &in.Sessions[o.S]
		x := item{v: value[j], u: int64(o.U) * b.scale, price: o.Price, start: s.Start, end: s.End, units: s.Units,
			act: b.acts[int(b.first[i])+j], day: int8(s.Day)}
		for k, m := range p.Must {
			x.must |= s.Outcomes >> m & 1 << k
		}
		t.items = append(t.items, x)
		at = append(at, int16(j))
	}
	return at
}

// never is the value of an option that may not be chosen.
const never = noFloor / 64

// lack returns the points, in fixed point, that a week of person i loses for
// missing units, must-haves, fairness and being moved.
func (b *borough) lack(i int, week []uint16) int64 {
	t := b.totals(i, week)
	return b.lost(&t) + b.moving(i, week)
}

// moving is what a week of person i loses for not being today's.
func (b *borough) moving(i int, week []uint16) int64 {
	if b.kappa > 0 && !b.unmoved(i, week) {
		return b.kappa
	}
	return 0
}

// fixed tells whether person i's week must stay.
func (b *borough) fixed(i int) bool { return b.locked != nil && b.locked[i] }

// objective values a whole plan exactly, in points.
func (b *borough) objective(weeks *weekBook) int64 {
	in := b.in
	var sum int64
	load := make([]int64, len(in.Sessions))
	for i := range in.People {
		week := weeks.of(i)
		sum -= b.lack(i, week) / b.scale
		for _, j := range week {
			o := &in.People[i].Opts[j]
			sum += int64(o.U)
			load[o.S] += int64(o.W)
		}
	}
	for s := range in.Sessions {
		x := &in.Sessions[s]
		sum -= int64(x.StaffCost) * ((load[s] + int64(x.Load) - 1) / int64(x.Load))
	}
	return sum + b.friendship(weeks) - b.held
}

// friendship returns the points of all ties.
func (b *borough) friendship(weeks *weekBook) int64 {
	in := b.in
	var sum int64
	for _, t := range in.Friends {
		var met int32
		for _, jp := range weeks.of(int(t.P)) {
			s := in.People[t.P].Opts[jp].S
			for _, jq := range weeks.of(int(t.Q)) {
				if in.People[t.Q].Opts[jq].S == s {
					met++
				}
			}
		}
		sum += int64(t.W) * int64(min(met, t.T))
	}
	return sum
}

// weekBook holds everybody's week, as rising places among their own options.
type weekBook struct {
	from  []int32
	items []uint16
	size  []uint8
}

func newWeekBook(b *borough) *weekBook {
	n := len(b.in.People)
	w := &weekBook{from: make([]int32, n+1), size: make([]uint8, n)}
	for i := range n {
		w.from[i+1] = w.from[i] + int32(b.longest(i))
	}
	w.items = make([]uint16, w.from[n])
	return w
}

func (w *weekBook) of(i int) []uint16 {
	return w.items[w.from[i] : w.from[i]+int32(w.size[i])]
}

func (w *weekBook) set(i int, week []uint16) {
	copy(w.items[w.from[i]:], week)
	w.size[i] = uint8(len(week))
}

// insert puts one place into a week, remove takes it out.
func (w *weekBook) insert(i int, j uint16) {
	w.size[i]++
	week := w.of(i)
	k := len(week) - 1
	for ; k > 0 && week[k-1] > j; k-- {
		week[k] = week[k-1]
	}
	week[k] = j
}

func (w *weekBook) remove(i int, j uint16) {
	week := w.of(i)
	k := slices.Index(week, j)
	copy(week[k:], week[k+1:])
	w.size[i]--
}

func (w *weekBook) clone() *weekBook {
	return &weekBook{w.from, slices.Clone(w.items), slices.Clone(w.size)}
}

func (w *weekBook) copyFrom(o *weekBook) {
	copy(w.items, o.items)
	copy(w.size, o.size)
}
