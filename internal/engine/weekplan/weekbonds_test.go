package weekplan

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// bestWithFriends tries every week of a task.
func bestWithFriends(t *task) int64 {
	best := int64(noFloor)
	for set := range 1 << len(t.items) {
		var week []int16
		for j := range t.items {
			if set>>j&1 == 1 {
				week = append(week, int16(j))
			}
		}
		if possible(t, week) {
			best = max(best, withFriends(t, week))
		}
	}
	return best
}

// withFriends is what a week is worth when of each bond only the best meetings
// count.
func withFriends(t *task, week []int16) int64 {
	worth := t.value(week)
	met := make([][]int64, len(t.bonds))
	for _, j := range week {
		for _, m := range t.meetings[t.items[j].from:t.items[j].to] {
			met[m.bond] = append(met[m.bond], m.worth)
		}
	}
	for k, list := range met {
		slices.Sort(list)
		for _, w := range list[:max(0, len(list)-int(t.bonds[k].limit))] {
			worth -= w
		}
	}
	return worth
}

func possible(t *task, week []int16) bool {
	var units, price int32
	for k, j := range week {
		x := &t.items[j]
		units, price = units+x.units, price+x.price
		day, act := 1, 1
		for _, i := range week[:k] {
			y := &t.items[i]
			if y.day == x.day {
				day++
				if clash(x.start, x.end, y.start, y.end, t.gap) {
					return false
				}
			}
			if y.act == x.act {
				act++
			}
		}
		if day > t.perDay || x.act >= 0 && act > t.perAct {
			return false
		}
	}
	return units <= t.max && price <= t.budget
}

func TestAWeekCountsNoMoreMeetingsThanATieAllows(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 9))
	var w, thin weekSearch
	thin.thinner.from = 1
	cut := 0
	for n := range 3000 {
		x := task{min: int32(r.IntN(4)), max: int32(2 + r.IntN(10)), budget: int32(1000 + r.IntN(3000)), short: 60, must: 150,
			musts: r.IntN(6), theta: 50, fair: 1, perDay: 1 + r.IntN(4), perAct: 1 + r.IntN(2), gap: 30}
		for range r.IntN(4) {
			x.bonds = append(x.bonds, bond{limit: int32(r.IntN(4)), toll: int64(r.IntN(2) * r.IntN(60))})
		}
		for range 1 + r.IntN(10) {
			start := int32(540 + 60*r.IntN(8))
			it := item{v: int64(r.IntN(100) - 20), price: int32(r.IntN(900)), start: start, end: start + 120, units: int32(1 + r.IntN(2)),
				act: int32(r.IntN(4)) - 1, day: int8(r.IntN(4)), must: uint64(r.IntN(1 << x.musts)), from: int32(len(x.meetings))}
			it.u = it.v
			for k := range x.bonds {
				if r.IntN(2) == 0 {
					m := meeting{int32(k), int64(r.IntN(40))}
					x.meetings, it.v = append(x.meetings, m), it.v+m.worth
				}
			}
			it.to = int32(len(x.meetings))
			x.items = append(x.items, it)
		}
		best := bestWithFriends(&x)
		slack, price, few := int64(r.IntN(2)*20), int64(r.IntN(3)), 1+r.IntN(30)
		for name, search := range map[string]*weekSearch{"all day plans": &w, "those of use": &thin} {
			rho := price // of last time
			a := search.solve(&x, &rho, searchLimits{floor: noFloor, slack: slack, soft: 200, hard: 100_000}, nil)
			if a.upper != best || a.value != best || !possible(&x, a.week) || withFriends(&x, a.week) != best {
				t.Fatalf("case %d, %s: the best week is worth %d; found %d, at most %d", n, name, best, a.value, a.upper)
			}
			a = search.solve(&x, &rho, searchLimits{floor: noFloor, slack: slack, soft: 200, hard: 100_000, looks: few}, nil)
			if a.upper < best || a.value > best || a.better && (!possible(&x, a.week) || withFriends(&x, a.week) != a.value) {
				t.Fatalf("case %d, %s, cut short: the best week is worth %d; found %d, at most %d", n, name, best, a.value, a.upper)
			}
			if a.upper > best {
				cut++
			}
		}
	}
	if cut < 100 {
		t.Errorf("%d searches cut short promise more than the best; the cut is not under test", cut)
	}
}
