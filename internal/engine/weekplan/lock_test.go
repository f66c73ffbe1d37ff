package weekplan

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// locked is two people who are in one place today, a third whose week of today breaks
// every rule of their own, and a fourth without one.
func locked() *Instance {
	in := &Instance{MaxPerDay: 1, MaxPerAct: 1, Gap: 30, Transport: []Row{{Cap: 1}}, Sessions: []Session{
		{Start: 600, End: 700, Units: 1, Places: 1, StaffMax: 1, Load: 60}, {Start: 710, End: 800, Units: 1, Places: 9, StaffMax: 1, Load: 60},
		{Day: 1, Start: 600, End: 700, Units: 1, Act: 1, Places: 9, StaffMax: 1, Load: 60}}}
	opts := func(w, t int32) []Opt {
		return []Opt{{S: 0, U: 1, Price: 400, W: w, T: t}, {S: 1, U: 1, Price: 400, T: -1}}
	}
	in.People = []Person{{Max: 1, Budget: 400, Cur: []int32{0}, Opts: opts(40, 0)}, {Max: 1, Budget: 400, Cur: []int32{0}, Opts: opts(40, 0)},
		{Max: 1, Budget: 700, Cur: []int32{0, 1, 2}, Opts: opts(0, -1)}, {Max: 1, Opts: opts(0, -1)}}
	return in
}

func TestEveryLockThatCannotHoldIsToldWithItsCause(t *testing.T) {
	const (
		full  = "session 0 (Monday 10:00 to 11:40): 2 people are to keep their places, and it has 1: person 0, person 1"
		seats = "transport row 0 (from town 0 on Monday): who is to keep a place needs 2 seats, and it has 1: " +
			"person 0 for session 0, person 1 for session 0"
		staff = "session 0 (Monday 10:00 to 11:40): who is to keep a place needs support of 80, and its workers carry 60: " +
			"person 0 needs 40, person 1 needs 40"
	)
	for _, c := range []struct {
		people, sessions []int
		want             []string
	}{
		{[]int{0}, nil, nil},
		{[]int{0, 1}, nil, []string{full, staff, seats}},
		{[]int{7, -1, 3, 3}, []int{9}, []string{"there is no person -1: the file has 0 to 3",
			"person 3 has no week today, so there is none to keep", "there is no person 7: the file has 0 to 3",
			"there is no session 9: the file has 0 to 2"}},
		{[]int{2}, nil, []string{"person 2: session 2 (Tuesday 10:00 to 11:40) of today's week is not open to them now",
			"person 2: today's week has less than 30 minutes between session 0 (Monday 10:00 to 11:40) and " +
				"session 1 (Monday 11:50 to 13:20)",
			"person 2: today's week has 2 sessions on Monday, at most 1",
			"person 2: today's week has 2 half-day sessions of activity 0, at most 1",
			"person 2: today's week has 2 units, at most 1", "person 2: today's week has a price of £8.00, and the budget is £7.00"}},
		{nil, []int{1}, nil},
		{[]int{0}, []int{2}, []string{"person 2: session 2 (Tuesday 10:00 to 11:40) of the places to keep is not open to them now"}},
	} {
		if got := refused(locked(), c.people, c.sessions); !slices.Equal(got, c.want) {
			t.Errorf("%v and %v: %q, want %q", c.people, c.sessions, got, c.want)
		}
	}
	in := locked()
	in.People[2].Cur = nil
	const nobody = "session 1 (Monday 11:50 to 13:20): nobody attends it today"
	if err := CheckLocks(in, nil, []int{1}); !errors.Is(err, ErrLock) || !strings.Contains(err.Error(), nobody) {
		t.Errorf("a session that nobody attends: %v", err)
	}
}

// refused is what is said of locks, line by line.
func refused(in *Instance, people, sessions []int) []string {
	err := CheckLocks(in, people, sessions)
	if err == nil {
		return nil
	}
	return strings.Split(strings.ReplaceAll(err.Error(), ErrLock.Error()+": ", ""), "\n")
}

// Who has to choose whom to leave out must read who holds the places.
func TestALockOnAFullSessionNamesWhoHoldsIt(t *testing.T) {
	in := locked()
	in.Sessions[0].StaffMax, in.Transport[0].Cap = 2, 9
	const want = "session 0 (Monday 10:00 to 11:40): 3 people are to keep their places, and it has 1: person 0, person 1, person 2"
	if got := refused(in, nil, []int{0}); !slices.Equal(got, []string{want}) {
		t.Errorf("it says %q, want %q", got, want)
	}
}

// A row's number says nothing to who asks for a person's week: its town and day do.
func TestALockOnAFullRowNamesTownDayAndWhoHoldsIt(t *testing.T) {
	in := locked()
	in.Sessions[0].Places, in.Sessions[0].StaffMax, in.Transport[0] = 9, 2, Row{Town: 4, Day: 0, Cap: 1}
	in.MaxPerDay, in.MaxPerAct, in.Gap = 2, 2, 5
	in.People[1] = Person{Max: 2, Budget: 800, Cur: []int32{0, 1}, Opts: []Opt{{S: 0, W: 40, T: 0}, {S: 1, T: 0}}}
	const want = "transport row 0 (from town 4 on Monday): who is to keep a place needs 3 seats, and it has 1: " +
		"person 0 for session 0, person 1 for session 0, person 1 for session 1"
	if got := refused(in, []int{1, 0}, nil); !slices.Equal(got, []string{want}) {
		t.Errorf("it says %q, want %q", got, want)
	}
}

// seated tells whether all that is to stay can be seated, one person after the other.
func seated(in *Instance, people, sessions []int) bool {
	b := newBorough(in)
	b.lock(people)
	r := &solver{b: b, pools: newPools(b)}
	r.state = newState(b, r.pools)
	for i := range in.People {
		week := in.heldToday(i, sessions)
		if b.fixed(i) {
			week = b.current(i)
		}
		if !r.seat(i, week) {
			return false
		}
	}
	return true
}

// What is refused cannot be seated, and what is not refused can.
func TestLocksAreRefusedWhereTheyCannotBeSeated(t *testing.T) {
	r := rand.New(rand.NewPCG(71, 72))
	var held, denied int
	for n := range 600 {
		in := lively(r)
		people, sessions := r.Perm(40)[:r.IntN(4)], []int{}
		if n%2 == 0 {
			for _, s := range r.Perm(24) {
				if in.attended(int32(s)) && len(sessions) < 1 {
					sessions = append(sessions, s)
				}
			}
		}
		err := CheckLocks(in, people, sessions)
		if err == nil {
			held++
		} else {
			denied++
		}
		if can := seated(in, people, sessions); can != (err == nil) {
			t.Fatalf("case %d: locks %v and %v can be seated: %v; %v", n, people, sessions, can, err)
		}
	}
	if held < 100 || denied < 100 {
		t.Errorf("%d locks hold and %d are refused", held, denied)
	}
}
