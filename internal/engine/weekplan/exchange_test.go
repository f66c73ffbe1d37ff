package weekplan

import (
	"context"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// exchanged is a plan's weeks as the checker wants them, with one session put in the place
// of others of one person's week.
func exchanged(p *Plan, person, session int, gone []int) [][]int {
	weeks := make([][]int, len(p.Weeks))
	for i, week := range p.Weeks {
		weeks[i] = []int{}
		for _, s := range week {
			if i != person || !slices.Contains(gone, int(s)) {
				weeks[i] = append(weeks[i], int(s))
			}
		}
	}
	weeks[person] = append(weeks[person], session)
	slices.Sort(weeks[person])
	return weeks
}

// What an exchange is said to cost, the plan loses by the checker; and giving up any one
// session for the other costs as much or cannot be.
func TestAnExchangeCostsWhatItSays(t *testing.T) {
	said, none := 0, 0
	for seed := range uint64(6) {
		in := lively(rand.New(rand.NewPCG(seed, 77)))
		for s := range in.Sessions { // some rooms have a place left, so that something can be had
			in.Sessions[s].Places += int32(s % 4 * 3)
			in.Sessions[s].StaffMax += int32(s % 4)
		}
		c := checker(t, in)
		p := Solve(context.Background(), in, Settings{Rounds: 6, Seed: seed, Workers: 1})
		for _, who := range p.Explain(t.Context()).People {
			for _, a := range who.Against {
				if a.Instead != nil {
					said++
					r := c.Check(exchanged(p, who.Person, a.Session, a.Instead.Sessions))
					if len(r.Problems) > 0 || int64(r.Objective) != p.Objective-int64(a.Instead.Less) {
						t.Fatalf("seed %d, person %d, %+v for %+v: worth %d of %d, %v", seed, who.Person, a, *a.Instead, r.Objective,
							p.Objective, r.Problems)
					}
				} else {
					none++
				}
				for _, s := range p.Weeks[who.Person] {
					r := c.Check(exchanged(p, who.Person, a.Session, []int{int(s)}))
					if len(r.Problems) == 0 && (a.Instead == nil || int64(r.Objective) > p.Objective-int64(a.Instead.Less)) {
						t.Fatalf("seed %d, person %d: session %d for %d keeps %d of %d; said is %+v", seed, who.Person, a.Session, s,
							r.Objective, p.Objective, a.Instead)
					}
				}
			}
		}
	}
	if said < 100 || none < 20 {
		t.Errorf("%d exchanges were said, and %d times there is none", said, none)
	}
}

func TestAnExchangeIsToldInWords(t *testing.T) {
	for want, x := range map[string]*Exchange{
		"": nil, "; it could be had instead of session 4, and the plan would be worth 7 points less": {[]int{4}, 7},
		"; it could be had instead of session 4 and session 6, and the plan would be worth as much": {[]int{4, 6}, 0},
		"points more, which a longer run may find":                                                  {[]int{4}, -2},
	} {
		if got := x.words(); !strings.HasSuffix(got, want) {
			t.Errorf("%+v: %q, want %q", x, got, want)
		}
	}
}

// Nobody knows a row by its number.
func TestAFullRowIsToldWithTownAndDay(t *testing.T) {
	in := &Instance{Transport: []Row{{}, {Town: 7, Day: 2}}}
	const want = "no seat is free on row 1 (from town 7 on Wednesday)"
	if got := (WhyAgainst{Rule: "seat", N: 1}).words(in); got != want {
		t.Errorf("it says %q, want %q", got, want)
	}
}
