package weekplan

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"
)

// fromNow seats the weeks of today of an instance, as Solve does.
func fromNow(in *Instance, set Settings) *solver {
	given, held := in, int64(0)
	in, held = in.holding(set.LockPeople, set.LockSessions)
	b := newBorough(in)
	b.given, b.held = given, held
	b.lock(set.LockPeople)
	set.Rounds = 1
	r := &solver{set: set, ctx: context.Background(), b: b, pools: newPools(b)}
	r.state = newState(b, r.pools)
	r.startFromNow()
	return r
}

// One person with two of three seats came first, so that two others had to move for them.
func TestAWeekOfTodayGivesWayToTwoOthers(t *testing.T) {
	in := &Instance{MaxPerDay: 2, MaxPerAct: 2, Transport: []Row{{Cap: 2}}, Weights: Weights{Short: 100}}
	for day := range int32(3) {
		in.Sessions = append(in.Sessions, Session{Act: day, Start: 200 * day, End: 200*day + 100, Units: 1, Places: 9, StaffMax: 1, Load: 60})
	}
	opts := []Opt{{S: 0, U: 5}, {S: 1, U: 5}, {S: 2, U: 5}}
	in.People = []Person{{Min: 1, Max: 3, Cur: []int32{0, 1}, Opts: opts}, {Min: 1, Max: 3, Cur: []int32{1}, Opts: opts},
		{Min: 1, Max: 3, Cur: []int32{2}, Opts: opts}}
	for _, c := range []struct {
		locked []int
		moved  int
	}{{nil, 1}, {[]int{0}, 2}} {
		r := fromNow(in, Settings{LockPeople: c.locked})
		if before := r.b.moved(r.state.weeks); before != 2 {
			t.Fatalf("at first %d are moved", before)
		}
		r.giveWay()
		if got := r.b.moved(r.state.weeks); got != c.moved {
			t.Errorf("locked %v: %d are moved, want %d", c.locked, got, c.moved)
		}
	}
}

// Whoever gives way, fewer are moved for no fewer points, what is held stays, and what is
// counted is what the weeks come to.
func TestWeeksOfTodayGiveWayOnlyWhereFewerMoveForNoFewerPoints(t *testing.T) {
	r, fewer := rand.New(rand.NewPCG(91, 92)), 0
	for n := range 120 {
		in := lively(r)
		for s := range in.Sessions {
			in.Sessions[s].Places = 1 + r.Int32N(3)
		}
		var set Settings
		if s := r.IntN(len(in.Sessions)); n%2 == 0 && CheckLocks(in, nil, []int{s}) == nil {
			set.LockSessions = []int{s}
		}
		x := fromNow(in, set)
		moved, worth := x.b.moved(x.state.weeks), x.b.objective(x.state.weeks)
		x.giveWay()
		after := x.b.moved(x.state.weeks)
		if after > moved || x.b.objective(x.state.weeks) < worth {
			t.Fatalf("case %d: %d moved for %d, and then %d for %d", n, moved, worth, after, x.b.objective(x.state.weeks))
		}
		if after < moved {
			fewer++
		}
		heads, load, seats := slices.Clone(x.state.heads), slices.Clone(x.state.load), slices.Clone(x.state.seats)
		x.state.recount()
		same := slices.Equal(heads, x.state.heads) && slices.Equal(load, x.state.load) && slices.Equal(seats, x.state.seats)
		if !same || !x.keepsPlaces(x.state.weeks) {
			t.Fatalf("case %d: what is counted is not what the weeks come to, or a held place was given up", n)
		}
		for s, of := range in.Sessions {
			if heads[s] > of.Places || load[s] > of.StaffMax*of.Load {
				t.Fatalf("case %d: session %d has %d people and a load of %d", n, s, heads[s], load[s])
			}
		}
		for row, of := range in.Transport {
			if seats[row] > of.Cap {
				t.Fatalf("case %d: row %d carries %d people", n, row, seats[row])
			}
		}
	}
	if fewer < 10 {
		t.Errorf("only in %d cases fewer are moved", fewer)
	}
}
