package weekplan_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"ourdays/internal/engine/weekplan"
	"ourdays/internal/engine/weekplan/check"
)

// withToday gives everybody of a small case a week of today that all can have
// together: what a planner without friends to see would find.
func withToday(t *testing.T, file object) object {
	t.Helper()
	p := solve(t, encode(t, file), weekplan.Settings{Rounds: 1, Seed: 3, Workers: 1})
	for i, person := range file["people"].([]object) {
		cur := []int{}
		for k, s := range p.Weeks[i] {
			if k == 0 {
				cur = append(cur, int(s))
			}
		}
		person["cur"] = cur
	}
	return file
}

// bestWithin tries every plan and returns the best objective with at most so
// many people moved.
func bestWithin(t *testing.T, file object) []int {
	t.Helper()
	return bestOf(t, file, func(int, []int) bool { return true })
}

// bestHolding tries every plan in which those who attend a session today still
// do.
func bestHolding(t *testing.T, file object, session int) int {
	t.Helper()
	people := file["people"].([]object)
	best := bestOf(t, file, func(i int, week []int) bool {
		return slices.Contains(week, session) || !slices.Contains(people[i]["cur"].([]int), session)
	})
	return best[len(people)]
}

// bestOf returns the best objective of plans of allowed weeks by how many
// people move at most.
func bestOf(t *testing.T, file object, allowed func(person int, week []int) bool) []int {
	t.Helper()
	people := file["people"].([]object)
	c, err := check.Read(bytes.NewReader(encode(t, file)))
	if err != nil {
		t.Fatal(err)
	}
	weeks := make([][][]int, len(people))
	for i, p := range people {
		weeks[i] = feasibleWeeks(t, file, p)
	}
	best := make([]int, len(people)+1)
	for m := range best {
		best[m] = -1 << 60
	}
	plan := make([][]int, len(people))
	var try func(i, moved int)
	try = func(i, moved int) {
		if i < len(people) {
			for _, w := range weeks[i] {
				if !allowed(i, w) {
					continue
				}
				plan[i] = w
				more := moved
				if !slices.Equal(w, people[i]["cur"].([]int)) {
					more++
				}
				try(i+1, more)
			}
			return
		}
		if r := c.Check(plan); len(r.Problems) == 0 {
			for m := moved; m < len(best); m++ {
				best[m] = max(best[m], r.Objective)
			}
		}
	}
	try(0, 0)
	return best
}

func TestNoPlanWithAsFewMovesBeatsTheBoundOfATrade(t *testing.T) {
	r := rand.New(rand.NewPCG(31, 32))
	for n := range 60 {
		file := withToday(t, small(r))
		text := encode(t, file)
		p := solve(t, text, weekplan.Settings{Rounds: 18, Seed: 1, Workers: 1, Keep: true})
		verify(t, text, p)
		best := bestWithin(t, file)
		if len(p.Moves) == 0 || p.Bound < int64(best[len(best)-1]) {
			t.Fatalf("case %d: bound %d, optimum %d, trades %v", n, p.Bound, best[len(best)-1], p.Moves)
		}
		if !listed(p) {
			t.Fatalf("case %d: the plan is worth %d with %d moved, and the list has %+v", n, p.Objective, p.Summary.Moved, p.Moves)
		}
		for k, m := range p.Moves {
			if m.Objective > int64(best[m.Moved]) || m.Bound < int64(best[m.Moved]) {
				t.Fatalf("case %d: %+v, but the best with %d moved is %d\n%s", n, m, m.Moved, best[m.Moved], text)
			}
			if k > 0 && (m.Moved <= p.Moves[k-1].Moved || m.Objective <= p.Moves[k-1].Objective) {
				t.Fatalf("case %d: moving more brings nothing: %v", n, p.Moves)
			}
		}
	}
}

// listed reports whether the plan is one of the trades that it lists.
func listed(p *weekplan.Plan) bool {
	return slices.ContainsFunc(p.Moves, func(m weekplan.Trade) bool { return m.Moved == p.Summary.Moved && m.Objective == p.Objective })
}

func attended(in *weekplan.Instance, session int32) bool {
	return slices.ContainsFunc(in.People, func(p weekplan.Person) bool { return slices.Contains(p.Cur, session) })
}

func TestLockedPeopleAndSessionsStay(t *testing.T) {
	text := shared(t, "b80-closure-s1.json")
	in, err := weekplan.Read(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	var people []int
	for i := range in.People {
		if cur := in.People[i].Cur; len(cur) > 0 && weekplan.CheckLocks(in, append(people, i), nil) == nil && len(people) < 5 {
			people = append(people, i)
		}
	}
	session := int32(0)
	for weekplan.CheckLocks(in, people, []int{int(session)}) != nil || !attended(in, session) {
		session++
	}
	p := solve(t, text, weekplan.Settings{Rounds: 9, Seed: 1, Workers: 2, Keep: true, LockPeople: people, LockSessions: []int{int(session)}})
	verify(t, text, p)
	stayed, kept := 0, 0
	for i, who := range in.People {
		today := slices.Clone(who.Cur)
		slices.Sort(today)
		switch {
		case slices.Contains(people, i):
			stayed++
			if !slices.Equal(today, p.Weeks[i]) {
				t.Errorf("person %d is locked in %v but has %v", i, today, p.Weeks[i])
			}
		case slices.Contains(today, session):
			kept++
			if !slices.Contains(p.Weeks[i], session) {
				t.Errorf("the place of person %d in session %d is locked, but the week is %v", i, session, p.Weeks[i])
			}
		}
	}
	if stayed < 5 || kept < 1 {
		t.Errorf("only %d people and %d places are locked", stayed, kept)
	}
}

func TestABoundWithPlacesHeldIsNeverBelowAPlanThatHoldsThem(t *testing.T) {
	r := rand.New(rand.NewPCG(33, 34))
	held := 0
	for n := range 120 {
		file := withToday(t, small(r))
		text := encode(t, file)
		in, err := weekplan.Read(bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		session := int32(r.IntN(len(in.Sessions)))
		if !attended(in, session) {
			continue
		}
		held++
		p := solve(t, text, weekplan.Settings{Rounds: 18, Seed: 1, Workers: 1, Keep: true, LockSessions: []int{int(session)}})
		verify(t, text, p)
		best := bestHolding(t, file, int(session))
		if p.Bound < int64(best) || p.Objective > int64(best) {
			t.Fatalf("case %d: plan %d, bound %d, optimum with session %d held %d\n%s", n, p.Objective, p.Bound, session, best, text)
		}
		for i, who := range in.People {
			if slices.Contains(who.Cur, session) && !slices.Contains(p.Weeks[i], session) {
				t.Fatalf("case %d: person %d lost the place held: %v", n, i, p.Weeks[i])
			}
		}
	}
	if held < 20 {
		t.Fatalf("only %d cases hold a place", held)
	}
}

func TestLocksThatCannotHoldAreRefused(t *testing.T) {
	text := `{"weights":{"must":1,"short":1,"fair":1},"max_per_day":2,"max_per_act":2,"gap":30,
		"sessions":[{"day":0,"start":1,"end":2,"units":1,"places":1,"staff_max":1,"load":60}],
		"people":[{"max":2,"cur":[0],"opts":[{"s":0,"u":1}]},{"max":2,"cur":[0],"opts":[{"s":0,"u":1}]}]}`
	in, err := weekplan.Read(bytes.NewReader([]byte(text)))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		people, sessions []int
		ok               bool
	}{
		{[]int{0}, nil, true}, {[]int{1}, nil, true}, {[]int{0, 1}, nil, false}, {nil, []int{0}, false}, {[]int{2}, nil, false},
		{nil, []int{1}, false},
	} {
		t.Run(fmt.Sprint(c.people, c.sessions), func(t *testing.T) {
			if err := weekplan.CheckLocks(in, c.people, c.sessions); (err == nil) != c.ok || err != nil && !errors.Is(err, weekplan.ErrLock) {
				t.Errorf("got %v", err)
			}
		})
	}
}

// Whoever weighs moves wants to see what moving nobody is worth.
func TestTheWeeksOfTodayAreListedAsFarAsTheyArePossible(t *testing.T) {
	const text = `{"name":"now","gap":0,"max_per_day":1,"max_per_act":1,"weights":{"short":10},"sessions":[
		{"act":0,"day":0,"start":600,"end":700,"units":1,"places":%d,"staff_max":9,"load":9},
		{"act":1,"day":1,"start":600,"end":700,"units":1,"places":2,"staff_max":9,"load":9}],
		"people":[{"max":1,"cur":[0],"opts":[{"s":0,"u":5,"t":-1},{"s":1,"u":5000,"t":-1}]},
		{"max":1,"cur":[0],"opts":[{"s":0,"u":6,"t":-1},{"s":1,"u":4000,"t":-1}]}]}`
	for _, k := range []struct {
		places int
		least  weekplan.Trade
	}{
		{2, weekplan.Trade{Moved: 0, Objective: 11}},
		{1, weekplan.Trade{Moved: 1, Objective: 5}}, // one of the two has to move
	} {
		p := solve(t, fmt.Appendf(nil, text, k.places), weekplan.Settings{Rounds: 20, Seed: 1, Workers: 1, Keep: true})
		if len(p.Moves) == 0 {
			t.Fatal("no moves are listed")
		}
		m := p.Moves[0]
		if !m.Today || m.Moved != k.least.Moved || m.Objective != k.least.Objective || m.Bound < m.Objective {
			t.Errorf("with %d places the list begins with %+v, not %+v", k.places, m, k.least)
		}
	}
}
