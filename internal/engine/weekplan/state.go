package weekplan

import "slices"

// state is a feasible plan and what it uses, seen by one part of the people:
// those at home in it can be moved, everybody else stays as seen when it began.
// Parts share weeks, seen, met and friends; each writes only what its own people see.
type state struct {
	b     *borough
	weeks *weekBook
	home  []int32 // by person: the part they belong to
	part  int32
	pools []pool

	heads, load, seats          []int32
	maxHeads, maxLoad, maxSeats []int32
	in                          [][]int32 // by session: people at home who attend

	seen    []bool  // by link: the friend attends, as the link's person sees it
	met     []int32 // by end of a tie: sessions where the two meet, likewise
	friends []int64 // by option: points for all friends seen there, limits left out

	bench
}

// bench is scratch space for valuing one person's options.
type bench struct {
	real   []int64
	felt   []int64
	tally  []int32 // by end of the person's ties: meetings counted
	week   []uint16
	places []int16
	task   task
	search weekSearch
}

// newState is the empty plan, all people at home.
func newState(b *borough, pools []pool) *state {
	in := b.in
	s := &state{b: b, weeks: newWeekBook(b), home: make([]int32, len(in.People)), pools: pools}
	n := len(in.Sessions)
	s.heads, s.load, s.seats = make([]int32, n), make([]int32, n), make([]int32, len(in.Transport))
	s.maxHeads, s.maxLoad, s.maxSeats = make([]int32, n), make([]int32, n), make([]int32, len(in.Transport))
	for i, x := range in.Sessions {
		s.maxHeads[i], s.maxLoad[i] = x.Places, staffLoad(x)
	}
	for i, r := range in.Transport {
		s.maxSeats[i] = r.Cap
	}
	s.in = make([][]int32, n)
	s.seen, s.met, s.friends = make([]bool, len(b.links)), make([]int32, len(b.ends)), make([]int64,
		len(b.owner))
	s.bench = newBench(b)
	return s
}

// staffLoad is the support load that all workers of a session carry.
func staffLoad(x Session) int32 {
	return int32(min(int64(x.StaffMax)*int64(x.Load), 1<<30))
}

func newBench(b *borough) bench {
	longest, ties := 0, int32(0)
	for i := range b.in.People {
		longest = max(longest, len(b.in.People[i].Opts))
		ties = max(ties, b.endAt[i+1]-b.endAt[i])
	}
	return bench{real: make([]int64, longest), felt: make([]int64, longest), tally: make([]int32, ties)}
}

// step returns what one more load costs a session in workers.
func (s *state) step(session, w int32) int64 {
	x := &s.b.in.Sessions[session]
	if x.StaffCost == 0 {
		return 0
	}
	workers := (s.load[session] + x.Load - 1) / x.Load
	if s.load[session]+w <= workers*x.Load {
		return 0
	}
	return int64((s.load[session]+w+x.Load-1)/x.Load-workers) * int64(x.StaffCost) * s.b.scale
}

// value fills real with what each option of person i, whose week is out, adds
// now: utility, friends present, less the workers it calls for; never when it
// has no room.
func (s *state) value(i int) {
	b := s.b
	choices := b.choicesOf(i)
	friends := s.friends[b.first[i]:b.first[i+1]]
	for j := range choices {
		c := &choices[j]
		s.real[j] = never
		if s.room(c) {
			s.real[j] = (int64(c.u)+friends[j])*b.scale - s.step(c.s, c.w)
		}
	}
}

// room tells whether one more may choose this.
func (s *state) room(c *choice) bool {
	return !c.shut && s.heads[c.s] < s.maxHeads[c.s] && s.load[c.s]+c.w <= s.maxLoad[c.s] &&
		(c.t < 0 || s.seats[c.t] < s.maxSeats[c.t])
}

// excess returns the friendship points that a week counts beyond the limits
// of ties, and forbids a week that asks more seats than are free.
func (s *state) excess(i int, week []uint16) int64 {
	if !s.seatsFor(i, week) {
		return -never
	}
	_, over := s.company(i, week)
	return over * s.b.scale
}

// company returns the points for the friends seen in a week, and those beyond
// the limits of ties.
func (s *state) company(i int, week []uint16) (within, over int64) {
	b := s.b
	tally := s.tally[:b.endAt[i+1]-b.endAt[i]]
	clear(tally)
	for _, j := range week {
		from, to := b.linksOf(b.first[i] + int32(j))
		for k := from; k < to; k++ {
			if !s.seen[k] {
				continue
			}
			end := b.links[k].end
			n, e := &tally[end-b.endAt[i]], &b.ends[end]
			if *n++; *n > e.t {
				over += int64(e.w)
			} else {
				within += int64(e.w)
			}
		}
	}
	return within, over
}

// seatsFor tells whether seats are free for a whole week.
func (s *state) seatsFor(i int, week []uint16) bool {
	choices := s.b.choicesOf(i)
	for a, j := range week {
		t := choices[j].t
		if t < 0 {
			continue
		}
		n := int32(1)
		for _, k := range week[:a] {
			if choices[k].t == t {
				n++
			}
		}
		if s.seats[t]+n > s.maxSeats[t] {
			return false
		}
	}
	return true
}

// worth returns what person i's week, now taken out, would bring back.
func (s *state) worth(i int, week []uint16) int64 {
	choices := s.b.choicesOf(i)
	within, _ := s.company(i, week)
	sum := within*s.b.scale - s.b.lack(i, week)
	for _, j := range week {
		c := &choices[j]
		sum += int64(c.u)*s.b.scale - s.step(c.s, c.w)
	}
	return sum
}

// takeOut empties person i's week and returns what it was worth.
func (s *state) takeOut(i int) int64 {
	s.count(i, -1)
	lost := s.worth(i, s.weeks.of(i))
	s.weeks.set(i, nil)
	return lost
}

// putIn gives person i, whose week is out, a week.
func (s *state) putIn(i int, week []uint16) {
	s.weeks.set(i, week)
	s.count(i, 1)
}

func (s *state) count(i int, sign int32) {
	for _, j := range s.weeks.of(i) {
		s.use(i, j, sign)
	}
}

// use counts that person i takes or leaves one session.
func (s *state) use(i int, j uint16, sign int32) {
	g := s.b.first[i] + int32(j)
	c := &s.b.choices[g]
	s.heads[c.s] += sign
	s.load[c.s] += sign * c.w
	if c.t >= 0 {
		s.seats[c.t] += sign
	}
	s.show(g, sign)
	if sign > 0 {
		s.in[c.s] = append(s.in[c.s], int32(i))
		return
	}
	list := s.in[c.s]
	k := slices.Index(list, int32(i))
	list[k] = list[len(list)-1]
	s.in[c.s] = list[:len(list)-1]
}

// show lets friends at home see an option taken or left, and counts whom it
// meets.
func (s *state) show(g, sign int32) {
	from, to := s.b.linksOf(g)
	for k := from; k < to; k++ {
		l := &s.b.links[k]
		e := &s.b.ends[l.end]
		if s.seen[k] {
			s.met[l.end] += sign
		}
		if s.home[e.other] != s.part {
			continue
		}
		s.seen[l.back] = sign > 0
		s.friends[l.there] += int64(sign * e.w)
		if s.seen[k] {
			s.met[e.twin] += sign
		}
	}
}

// choose returns the best week of person i for the present state, from the
// pool, at the felt values. The week is valid until the pool changes.
func (s *state) choose(i int, felt []int64) []uint16 {
	p := &s.pools[i]
	at, worth := 0, int64(noFloor)
	for w := range p.size {
		v := -p.lost[w]
		week := p.items[w*p.stride : w*p.stride+int(p.size[w])]
		for _, j := range week {
			v += felt[j]
		}
		if v > worth {
			if v -= s.excess(i, week); v > worth {
				at, worth = w, v
			}
		}
	}
	return p.week(at)
}

// searchWeek finds the best week of person i for the present state exactly,
// but for tie limits, keeps it in the pool and returns it.
func (s *state) searchWeek(i int, felt []int64) []uint16 {
	s.places = s.b.task(i, &s.task, felt, s.places)
	s.task.allows = func(week []int16) bool { return s.seated(i, week) }
	var rho int64
	limits := searchLimits{floor: noFloor, soft: 400, hard: 2000, looks: mostLooks}
	a := s.search.solve(&s.task, &rho, limits, nil)
	s.week = s.week[:0]
	for _, k := range a.week {
		s.week = append(s.week, uint16(s.places[k]))
	}
	slices.Sort(s.week)
	return s.pools[i].week(s.pools[i].add(s.b, i, s.week, felt))
}

// seated tells whether seats are free for a week given as items of the task.
func (s *state) seated(i int, week []int16) bool {
	s.week = s.week[:0]
	for _, k := range week {
		s.week = append(s.week, uint16(s.places[k]))
	}
	return s.seatsFor(i, s.week)
}
