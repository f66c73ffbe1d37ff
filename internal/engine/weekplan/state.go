package weekplan

import "slices"

// state is a feasible plan and what it uses, seen by one part of the people:
// those at home in it can be moved, everybody else stays as in away.
type state struct {
	b     *borough
	weeks *weekBook
	away  *weekBook
	home  []int32 // by person: the part they belong to
	part  int32
	pools []pool

	heads, load, seats          []int32
	maxHeads, maxLoad, maxSeats []int32
	in                          [][]int32 // by session: people at home who attend

	bench
}

// bench is scratch space for valuing one person's options.
type bench struct {
	optOf   []int32 // by session: the person's option, when stamp is current
	stamp   []int32
	now     int32
	real    []int64
	felt    []int64
	limited []limit
	week    []uint16
	places  []int16
	task    task
	search  weekSearch
	rho     []int64
}

// limit is a tie that the person could pass the limit of.
type limit struct {
	end   tieEnd
	t, w  int32
	count int32
}

// newState is the empty plan, all people at home.
func newState(b *borough, pools []pool) *state {
	in := b.in
	s := &state{b: b, weeks: newWeekBook(b), home: make([]int32, len(in.People)), pools: pools}
	s.away = s.weeks
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
	s.bench = newBench(b)
	return s
}

// staffLoad is the support load that all workers of a session carry.
func staffLoad(x Session) int32 {
	return int32(min(int64(x.StaffMax)*int64(x.Load), 1<<30))
}

func newBench(b *borough) bench {
	longest := 0
	for i := range b.in.People {
		longest = max(longest, len(b.in.People[i].Opts))
	}
	n := len(b.in.Sessions)
	return bench{optOf: make([]int32, n), stamp: make([]int32, n), real: make([]int64, longest), felt: make([]int64, longest)}
}

func (s *state) friendWeek(q int32) []uint16 {
	if s.home[q] == s.part {
		return s.weeks.of(int(q))
	}
	return s.away.of(int(q))
}

// step returns what one more load costs a session in workers.
func (s *state) step(session, w int32) int64 {
	x := &s.b.in.Sessions[session]
	if x.StaffCost == 0 {
		return 0
	}
	workers := (s.load[session]+w+x.Load-1)/x.Load - (s.load[session]+x.Load-1)/x.Load
	return int64(workers) * int64(x.StaffCost) * s.b.scale
}

// value fills real with what each option of person i, whose week is out, adds
// now: utility, friends present, less the workers it calls for; never when it
// has no room.
func (s *state) value(i int) {
	p := &s.b.in.People[i]
	s.now++
	for j := range p.Opts {
		o := &p.Opts[j]
		s.optOf[o.S], s.stamp[o.S] = int32(j), s.now
		switch {
		case s.heads[o.S] >= s.maxHeads[o.S], s.load[o.S]+o.W > s.maxLoad[o.S], o.T >= 0 && s.seats[o.T] >= s.maxSeats[o.T]:
			s.real[j] = never
		default:
			s.real[j] = int64(o.U)*s.b.scale - s.step(o.S, o.W)
		}
	}
	s.limited = s.limited[:0]
	for _, e := range s.b.ends[s.b.endAt[i]:s.b.endAt[i+1]] {
		tie := &s.b.in.Friends[e.tie]
		friend := &s.b.in.People[e.other]
		var met int32
		for _, j := range s.friendWeek(e.other) {
			session := friend.Opts[j].S
			if s.stamp[session] == s.now {
				s.real[s.optOf[session]] += int64(tie.W) * s.b.scale
				met++
			}
		}
		if met > tie.T {
			s.limited = append(s.limited, limit{e, tie.T, tie.W, 0})
		}
	}
}

// excess returns the friendship points that a week counts beyond the limits
// of ties, and forbids a week that asks more seats than are free.
func (s *state) excess(i int, week []uint16) int64 {
	var over int64
	p := &s.b.in.People[i]
	for k := range s.limited {
		l := &s.limited[k]
		var met int32
		for _, j := range s.friendWeek(l.end.other) {
			session := s.b.in.People[l.end.other].Opts[j].S
			for _, mine := range week {
				if p.Opts[mine].S == session {
					met++
				}
			}
		}
		over += int64(max(0, met-l.t)) * int64(l.w) * s.b.scale
	}
	for a, j := range week {
		t := p.Opts[j].T
		if t < 0 {
			continue
		}
		n := int32(1)
		for _, k := range week[:a] {
			if p.Opts[k].T == t {
				n++
			}
		}
		if s.seats[t]+n > s.maxSeats[t] {
			return -never
		}
	}
	return over
}

// worth returns what person i's week, now taken out, would bring back.
func (s *state) worth(i int, week []uint16) int64 {
	p := &s.b.in.People[i]
	s.now++
	sum := -s.b.lack(i, week)
	for _, j := range week {
		o := &p.Opts[j]
		s.stamp[o.S] = s.now
		sum += int64(o.U)*s.b.scale - s.step(o.S, o.W)
	}
	for _, e := range s.b.ends[s.b.endAt[i]:s.b.endAt[i+1]] {
		tie := &s.b.in.Friends[e.tie]
		friend := &s.b.in.People[e.other]
		var met int32
		for _, j := range s.friendWeek(e.other) {
			if s.stamp[friend.Opts[j].S] == s.now {
				met++
			}
		}
		sum += int64(min(met, tie.T)) * int64(tie.W) * s.b.scale
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
	p := &s.b.in.People[i]
	for _, j := range s.weeks.of(i) {
		o := &p.Opts[j]
		s.heads[o.S] += sign
		s.load[o.S] += sign * o.W
		if o.T >= 0 {
			s.seats[o.T] += sign
		}
		if sign > 0 {
			s.in[o.S] = append(s.in[o.S], int32(i))
			continue
		}
		list := s.in[o.S]
		k := slices.Index(list, int32(i))
		list[k] = list[len(list)-1]
		s.in[o.S] = list[:len(list)-1]
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
	a := s.search.solve(&s.task, &rho, searchLimits{floor: noFloor, soft: 400, hard: 2000}, nil)
	s.week = s.week[:0]
	for _, k := range a.week {
		s.week = append(s.week, uint16(s.places[k]))
	}
	slices.Sort(s.week)
	return s.pools[i].week(s.pools[i].add(s.b, i, s.week, felt))
}

// seated tells whether seats are free for a week given as items of the task.
func (s *state) seated(i int, week []int16) bool {
	p := &s.b.in.People[i]
	for a, k := range week {
		t := p.Opts[s.places[k]].T
		if t < 0 {
			continue
		}
		n := int32(1)
		for _, other := range week[:a] {
			if p.Opts[s.places[other]].T == t {
				n++
			}
		}
		if s.seats[t]+n > s.maxSeats[t] {
			return false
		}
	}
	return true
}
