package weekplan

import "slices"

// todayShare is the share of a run by which no more is sought among the weeks of today.
const todayShare = 0.05

// giveWay goes over the weeks of today that were seated: where one of them stands in the
// way of two, or what is left of one in the way of a whole one, and nothing is lost by it,
// it gives way. So fewer people are moved than by who comes first.
func (r *solver) giveWay() {
	for again := true; again; {
		again = false
		away := r.away()
		for j := range r.b.in.People {
			if j&15 == 0 && r.over(todayShare) {
				return
			}
			if len(r.state.weeks.of(j)) > 0 && !r.b.fixed(j) && r.yield(j, away) {
				again = true
			}
		}
	}
}

// away lists by what is scarce, a session or a row of transport, who uses it today and has
// not their week of today, though that would keep their own rules.
func (r *solver) away() [][]int {
	lists := make([][]int, len(r.b.in.Sessions)+len(r.b.in.Transport))
	for i := range r.b.in.People {
		week := r.b.current(i)
		if len(week) != len(r.b.in.People[i].Cur) || r.home(i) || !r.b.feasible(i, week) {
			continue
		}
		for _, at := range r.scarce(i, week) {
			lists[at] = append(lists[at], i)
		}
	}
	return lists
}

// scarce lists what a week uses, as away does.
func (r *solver) scarce(i int, week []uint16) (all []int) {
	for _, j := range week {
		o := &r.b.in.People[i].Opts[j]
		if all = append(all, int(o.S)); o.T >= 0 {
			all = append(all, len(r.b.in.Sessions)+int(o.T))
		}
	}
	return all
}

// home tells whether somebody has their week of today.
func (r *solver) home(i int) bool { return r.b.unmoved(i, r.state.weeks.of(i)) }

// yield takes person j's week for the weeks of today of those in whose way it is, unless
// no more of them are had or something is lost.
func (r *solver) yield(j int, away [][]int) bool {
	s := r.state
	own, moved := slices.Clone(s.weeks.of(j)), r.home(j)
	var back []int
	var before [][]uint16
	gain, _ := r.reseat(j, r.b.in.heldToday(j, r.set.LockSessions))
	for _, at := range r.scarce(j, own) {
		for _, i := range away[at] {
			if i == j || r.home(i) {
				continue
			}
			was := slices.Clone(s.weeks.of(i))
			if more, ok := r.reseat(i, r.b.current(i)); ok {
				gain, back, before = gain+more, append(back, i), append(before, was)
			}
		}
	}
	need := 1
	if moved {
		need = 2
	}
	if len(back) >= need {
		more, _ := r.reseat(j, own)
		if gain+more >= 0 {
			return true
		}
	}
	for k, i := range back {
		s.takeOut(i)
		s.putIn(i, before[k])
	}
	s.takeOut(j)
	s.putIn(j, own)
	return false
}

// reseat gives person i another week where that is possible, and returns what the plan gains.
func (r *solver) reseat(i int, week []uint16) (gain int64, ok bool) {
	before := slices.Clone(r.state.weeks.of(i))
	lost := r.state.takeOut(i)
	r.state.value(i)
	if !r.b.feasible(i, week) || !r.state.fits(i, week) {
		r.state.putIn(i, before)
		return 0, false
	}
	gain = r.state.worth(i, week) - lost
	r.pools[i].add(r.b, i, week, r.state.real)
	r.state.putIn(i, week)
	return gain, true
}
