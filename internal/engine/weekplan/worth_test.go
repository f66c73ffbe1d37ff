package weekplan

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// crowded draws a borough in which every session is wanted by more people than
// it takes.
func crowded(r *rand.Rand) *Instance {
	in := &Instance{Name: "crowded", MaxPerDay: 2, MaxPerAct: 2, Gap: 30, Weights: Weights{Must: 100, Short: 60, Fair: 1},
		Transport: []Row{{Cap: 1}, {Cap: 2}}}
	for s := range 14 {
		in.Sessions = append(in.Sessions, Session{Act: int32(s), Day: int32(s % 5), Start: 600, End: 720, Units: 1,
			Places: int32(1 + s%2), StaffMax: 1, Load: 60, StaffCost: int32(s%3) * 5})
	}
	for range 24 {
		p := Person{Min: 1, Max: 2, Budget: 1000}
		for _, s := range r.Perm(14)[:5] {
			p.Opts = append(p.Opts, Opt{S: int32(s), U: int32(20 + r.IntN(80)), W: int32([]int{0, 20, 60}[r.IntN(3)]), T: int32(r.IntN(3) - 1)})
		}
		slices.SortFunc(p.Opts, func(a, b Opt) int { return int(a.S - b.S) })
		in.People = append(in.People, p)
	}
	return in
}

// earned tries every set of takers, each earning its price, and returns the
// most that a session can earn with so many places and workers.
func earned(p *Plan, s, places, staff int) int64 {
	b, z := p.run.b, p.run.dual.proven.z
	x := b.in.Sessions[s]
	var bids []bidder
	for _, g := range b.takers[b.takerAt[s]:b.takerAt[s+1]] {
		i := b.owner[g]
		bids = append(bids, bidder{z[g], b.in.People[i].Opts[g-b.first[i]].W, g})
	}
	return bestRoster(hall{places, staff, int(x.Load), int64(x.StaffCost) * b.scale}, bids)
}

// largest sorts by worth and keeps ten.
func largest(list []Worth) []Worth {
	slices.SortFunc(list, func(a, b Worth) int {
		if a.Points != b.Points {
			return sign(int64(1e9*b.Points) - int64(1e9*a.Points))
		}
		return a.What - b.What
	})
	return list[:min(10, len(list))]
}

func TestTheTenPlacesAndWorkersAreThoseWhoseRostersWouldEarnMost(t *testing.T) {
	for seed := range uint64(4) {
		in := crowded(rand.New(rand.NewPCG(seed, 3)))
		p := Solve(context.Background(), in, Settings{Rounds: 6, Seed: seed, Workers: 1})
		e := p.Explain(t.Context())
		var places, workers []Worth
		for s, x := range in.Sessions {
			now := earned(p, s, int(x.Places), int(x.StaffMax))
			if more := earned(p, s, int(x.Places)+1, int(x.StaffMax)); more > now {
				places = append(places, Worth{s, float64(more-now) / float64(p.run.b.scale)})
			}
			if more := earned(p, s, int(x.Places), int(x.StaffMax)+1); more > now {
				workers = append(workers, Worth{s, float64(more-now) / float64(p.run.b.scale)})
			}
		}
		if seed == 0 && len(places) <= 10 {
			t.Fatalf("only %d places are worth something: nothing is left out", len(places))
		}
		if want := largest(places); !slices.Equal(e.Places, want) {
			t.Errorf("seed %d: places\n%v, not\n%v", seed, e.Places, want)
		}
		if want := largest(workers); !slices.Equal(e.Workers, want) {
			t.Errorf("seed %d: workers\n%v, not\n%v", seed, e.Workers, want)
		}
	}
}

// Four people need a worker each, and one is there: the second worker would
// bring the second person's points less what they cost, whatever a third would
// bring.
func TestWhatOneMoreWorkerIsWorthIsWhatOneBrings(t *testing.T) {
	in := &Instance{MaxPerDay: 1, MaxPerAct: 1, Sessions: []Session{{Places: 9, StaffMax: 1, Load: 60, StaffCost: 10, Units: 1, Start: 600,
		End: 700}}}
	for _, u := range []int32{90, 70, 60, 50} {
		in.People = append(in.People, Person{Max: 1, Opts: []Opt{{S: 0, U: u, W: 60, T: -1}}})
	}
	p := Solve(context.Background(), in, Settings{Rounds: 30, Seed: 1, Workers: 1})
	in.Sessions[0].StaffMax = 2
	two := Solve(context.Background(), in, Settings{Rounds: 30, Seed: 1, Workers: 1})
	gained := float64(two.Objective - p.Objective)
	workers := p.Explain(t.Context()).Workers
	if gained != 60 || len(workers) != 1 || workers[0].Points < gained || workers[0].Points >= 1.5*gained {
		t.Errorf("a worker brings %v, and is told as worth %v", gained, workers)
	}
}

// Only one session is scarce: what a second place would bring is what the one
// left out would gain, less than a point of rounding.
func TestWhatOneMorePlaceIsWorthIsWhatItWouldBring(t *testing.T) {
	in := &Instance{MaxPerDay: 2, MaxPerAct: 2, Sessions: []Session{
		{Places: 1, StaffMax: 1, Load: 60, Units: 1, Start: 600, End: 700}, {Places: 9, StaffMax: 9, Load: 60, Units: 1, Start: 600, End: 700,
			Day: 1, Act: 1}}}
	for _, u := range []int32{90, 70, 40} {
		in.People = append(in.People, Person{Max: 1, Opts: []Opt{{S: 0, U: u, T: -1}, {S: 1, U: 30, T: -1}}})
	}
	worth := func() (*Plan, []Worth) {
		p := Solve(context.Background(), in, Settings{Rounds: 30, Seed: 1, Workers: 1})
		return p, p.Explain(t.Context()).Places
	}
	one, places := worth()
	in.Sessions[0].Places = 2
	two, _ := worth()
	gained := float64(two.Objective - one.Objective)
	if gained != 40 || len(places) != 1 || places[0].What != 0 || places[0].Points < gained || places[0].Points >= gained+1 {
		t.Errorf("a place brings %v, and is told as worth %v", gained, places)
	}
}

func TestSharesAreSpreadFromTheWorstToTheMiddle(t *testing.T) {
	var people []standing
	for _, k := range rand.New(rand.NewPCG(2, 2)).Perm(201) {
		people = append(people, standing{share: float64(k) / 200, below: k < 7})
	}
	s := spread(3, people)
	if s.Group != 3 || s.People != 201 || s.Worst != 0 || s.P1 != 0.01 || s.P10 != 0.1 || s.P50 != 0.5 || s.BelowFloor == nil ||
		*s.BelowFloor != 7 {
		t.Errorf("got %+v", s)
	}
}

// Twelve people want the one place in session 0, worth 100 to each; the one to
// whom it is worth most has it. The others have session 1, which is worth 0 to
// the first, 10 to the second, and 100 to the eleventh.
func TestFairnessIsEachPersonsShareOfTheirOwnBestWeek(t *testing.T) {
	fair := func(theta int64) Fairness {
		in := &Instance{MaxPerDay: 2, MaxPerAct: 2, Sessions: []Session{
			{Places: 1, StaffMax: 1, Load: 60, Units: 1, Start: 600, End: 700}, {Places: 50, StaffMax: 1, Load: 60, Units: 1, Start: 600, End: 700,
				Day: 1, Act: 1}}}
		for i := range int32(11) {
			in.People = append(in.People, Person{Tier: 1 + i%2, Town: i / 6, Max: 1, Theta: theta,
				Opts: []Opt{{S: 0, U: 100, T: -1}, {S: 1, U: 10 * i, T: -1}}})
		}
		in.People = append(in.People, Person{Tier: 2, Town: 2, Max: 1, Theta: theta, Opts: []Opt{{S: 0, U: 900, T: -1}}})
		return Solve(context.Background(), in, Settings{Rounds: 6, Seed: 1, Workers: 1}).Fairness(context.Background())
	}
	few, five := fair(35), fair(45)
	if few.All.BelowFloor != nil || five.All.BelowFloor == nil || *five.All.BelowFloor != 5 {
		t.Errorf("below the floor: %v and %v", few.All.BelowFloor, five.All.BelowFloor)
	}
	five.All.BelowFloor = nil
	if want := (Spread{People: 12, Worst: 0, P1: 0, P10: 0.1, P50: 0.5}); five.All != want {
		t.Errorf("all: %+v, not %+v", five.All, want)
	}
	for k, want := range []Spread{{Group: 1, People: 6, Worst: 0, P1: 0, P10: 0, P50: 0.4}, {Group: 2, People: 6, Worst: 0.1, P1: 0.1,
		P10: 0.1, P50: 0.5}} {
		if got := few.ByTier[k]; got.Group != want.Group || got.People != want.People || got.Worst != want.Worst || got.P10 != want.P10 ||
			got.P50 != want.P50 {
			t.Errorf("tier %d: %+v, not %+v", want.Group, got, want)
		}
	}
	if len(few.ByTown) != 1 || few.ByTown[0].Worst != 0 { // with the second, all less those shown would be the one
		t.Errorf("towns, of which the third has one person: %+v", few.ByTown)
	}
}

// What is shown never gives away what is hidden.
func TestWhatIsHiddenCannotBeReckonedFromTheRest(t *testing.T) {
	count := func(n int) *int { return &n }
	group := func(g, people int, below *int) Spread { return Spread{Group: g, People: people, BelowFloor: below} }
	for _, k := range []struct {
		name  string
		total Spread
		list  []Spread
		want  string
	}{
		{"nothing is hidden", group(0, 20, count(9)), []Spread{group(1, 12, count(9)), group(2, 8, count(0))}, "1:12:9 2:8:0"},
		{"a count alone would be the rest", group(0, 20, count(9)), []Spread{group(1, 12, count(6)), group(2, 8, nil)}, "1:12:- 2:8:-"},
		{"two counts together are enough", group(0, 30, count(13)), []Spread{group(1, 12, count(6)), group(2, 9, nil), group(3, 9, nil)},
			"1:12:6 2:9:- 3:9:-"},
		{"a group alone would be the rest", group(0, 20, count(0)), []Spread{group(1, 12, count(0)), group(2, 6, count(0))}, "1:12:0"},
		{"the whole is hidden itself", group(0, 20, nil), []Spread{group(1, 12, nil), group(2, 8, count(0))}, "1:12:- 2:8:0"},
	} {
		var got []string
		for _, s := range hidden(k.total, k.list) {
			below := "-"
			if s.BelowFloor != nil {
				below = fmt.Sprint(*s.BelowFloor)
			}
			got = append(got, fmt.Sprintf("%d:%d:%s", s.Group, s.People, below))
		}
		if all := strings.Join(got, " "); all != k.want {
			t.Errorf("%s: %s, want %s", k.name, all, k.want)
		}
	}
}
