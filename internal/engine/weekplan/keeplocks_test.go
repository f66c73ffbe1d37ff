package weekplan_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"ourdays/internal/engine/weekplan"
)

// whatever draws a small case with weeks of today that may be possible or not, and with
// numbers at their ends: nothing has a weight, sessions need no units, nobody is there.
func whatever(r *rand.Rand) object {
	file := small(r)
	if r.IntN(3) == 0 {
		file["weights"] = oneOf(r, object{}, object{"must": 200, "short": 75}, object{"fair": 9})
	}
	for _, s := range file["sessions"].([]object) {
		if r.IntN(4) == 0 {
			s["units"] = 0
		}
		s["places"] = s["places"].(int) + r.IntN(3)
	}
	for _, f := range file["friends"].([]object) {
		if r.IntN(4) == 0 {
			f["w"] = 100_000
		}
	}
	low := r.IntN(3) * 60
	for _, p := range file["people"].([]object) {
		cur := []int{}
		for _, o := range p["opts"].([]object) {
			o["u"] = o["u"].(int) - low
			if r.IntN(3) == 0 {
				cur = append(cur, o["s"].(int))
			}
		}
		p["cur"] = cur
	}
	return file
}

// someLocks draws a few people and sessions that can be locked.
func someLocks(r *rand.Rand, in *weekplan.Instance) (people, sessions []int) {
	for _, i := range r.Perm(len(in.People)) {
		if r.IntN(2) == 0 && weekplan.CheckLocks(in, append(people, i), nil) == nil {
			people = append(people, i)
		}
	}
	for _, s := range r.Perm(len(in.Sessions)) {
		if r.IntN(3) == 0 && weekplan.CheckLocks(in, people, append(sessions, s)) == nil {
			sessions = append(sessions, s)
		}
	}
	return people, sessions
}

// keeps tells whether a week of a person keeps what is locked of it.
func keeps(cur, week, sessions []int, whole bool) bool {
	if whole {
		return slices.Equal(cur, week)
	}
	return !slices.ContainsFunc(cur, func(s int) bool { return slices.Contains(sessions, s) && !slices.Contains(week, s) })
}

// A locked week may be worth less than none: it stays all the same, and no plan that keeps
// what is locked is worth more than the bound.
func TestAPlanWithLocksIsAtMostTheBestThatKeepsThem(t *testing.T) {
	r := rand.New(rand.NewPCG(81, 82))
	locks := 0
	for n := range 150 {
		file := whatever(r)
		text := encode(t, file)
		in, err := weekplan.Read(bytes.NewReader(text))
		if err != nil {
			t.Fatalf("case %d: %v\n%s", n, err, text)
		}
		people, sessions := someLocks(r, in)
		locks += len(people) + len(sessions)
		cur := func(i int) []int { return file["people"].([]object)[i]["cur"].([]int) }
		best := bestOf(t, file, func(i int, week []int) bool { return keeps(cur(i), week, sessions, slices.Contains(people, i)) })
		p := weekplan.Solve(t.Context(), in, weekplan.Settings{Rounds: oneOf(r, 1, 2, 18), Seed: 1, Workers: 1, Keep: true,
			LockPeople: people, LockSessions: sessions})
		said := fmt.Sprintf("case %d, locked %v and sessions %v\n%s", n, people, sessions, text)
		if err := p.Fault(); err != nil {
			t.Fatalf("%v: %s", err, said)
		}
		verify(t, text, p)
		if top := int64(best[len(best)-1]); p.Objective > top || top > p.Bound {
			t.Fatalf("plan %d, best %d, bound %d: %s", p.Objective, top, p.Bound, said)
		}
		for i := range in.People {
			week := make([]int, len(p.Weeks[i]))
			for k, s := range p.Weeks[i] {
				week[k] = int(s)
			}
			if !keeps(cur(i), week, sessions, slices.Contains(people, i)) {
				t.Fatalf("person %d goes to %v: %s", i, week, said)
			}
		}
	}
	if locks < 80 {
		t.Errorf("only %d locks", locks)
	}
}

// Where nobody is left to move there is nothing to anneal, and the plan is today's.
func TestNobodyNeedsToBeLeftToMove(t *testing.T) {
	const file = `{"weights":{"must":1,"short":1},"max_per_day":2,"max_per_act":2,"gap":30,
		"sessions":[{"day":0,"start":1,"end":2,"units":1,"places":99,"staff_max":1,"load":60}],"people":[%s]}`
	one := `{"max":2,"cur":[0],"opts":[{"s":0,"u":-4}]}`
	for _, c := range []struct {
		people string
		locked []int
		worth  int64
	}{{"", nil, 0}, {one, []int{0}, -4}, {one + "," + one, []int{0, 1}, -8}, {strings.Repeat(one+",", 69) + one, upTo(70), -280}} {
		text := fmt.Appendf(nil, file, c.people)
		p := solve(t, text, weekplan.Settings{Rounds: 20, Seed: 1, Workers: 2, Keep: true, LockPeople: c.locked})
		verify(t, text, p)
		if p.Objective != c.worth || p.Bound < c.worth {
			t.Errorf("%d locked: worth %d, bound %d, want %d", len(c.locked), p.Objective, p.Bound, c.worth)
		}
	}
}

func upTo(n int) (all []int) {
	for i := range n {
		all = append(all, i)
	}
	return all
}
