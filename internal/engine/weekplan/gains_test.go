package weekplan

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"ourdays/internal/engine/weekplan/check"
)

// lively draws a borough in which everything that costs points is at stake:
// workers, units, must-haves, floors, ties of several limits, seats, money.
func lively(r *rand.Rand) *Instance {
	in := &Instance{Name: "lively", MaxPerDay: 1 + r.IntN(2), MaxPerAct: 1, Gap: 30, Weights: Weights{Must: 200, Short: 60, Fair: 2},
		Transport: []Row{{Cap: 3}, {Cap: 6}}}
	for s := range 24 {
		start := int32(540 + 60*r.IntN(6))
		in.Sessions = append(in.Sessions, Session{Act: int32(s % 7), Day: int32(s % 5), Start: start, End: start + 90, Units: int32(1 + s%5/4),
			Places: int32(2 + r.IntN(5)), StaffMax: int32(1 + r.IntN(3)), Load: 60, StaffCost: int32(s%3) * 25, Outcomes: uint64(r.IntN(16))})
	}
	for range 40 {
		p := Person{Min: 2, Max: 4, Budget: int32(8 + r.IntN(12)), Must: []int32{int32(r.IntN(2)), int32(2 + r.IntN(2))},
			Theta: int64(80 + r.IntN(120))}
		for _, s := range r.Perm(24)[:10] {
			p.Opts = append(p.Opts, Opt{S: int32(s), U: int32(r.IntN(120) - 20), Price: int32(r.IntN(8)), W: int32(r.IntN(61)),
				T: int32(r.IntN(3) - 1)})
		}
		slices.SortFunc(p.Opts, func(a, b Opt) int { return int(a.S - b.S) })
		for _, k := range []int{r.IntN(5), 5 + r.IntN(5)} {
			p.Cur = append(p.Cur, p.Opts[k].S)
		}
		in.People = append(in.People, p)
	}
	for i := range 40 {
		for _, q := range []int{(i + 1) % 40, (i + 7) % 40} {
			in.Friends = append(in.Friends, Tie{P: int32(i), Q: int32(q), W: int32(10 + r.IntN(40)), T: int32(r.IntN(3))})
		}
	}
	return in
}

// checker makes an independent checker for an instance made here.
func checker(t *testing.T, in *Instance) *check.Instance {
	t.Helper()
	type object = map[string]any
	var sessions, rows, people, friends []object
	for _, s := range in.Sessions {
		sessions = append(sessions, object{"act": s.Act, "day": s.Day, "start": s.Start, "end": s.End, "units": s.Units, "places": s.Places,
			"staff_max": s.StaffMax, "load": s.Load, "staff_cost": s.StaffCost, "outcomes": s.Outcomes})
	}
	for _, r := range in.Transport {
		rows = append(rows, object{"cap": r.Cap})
	}
	for _, p := range in.People {
		var opts []object
		for _, o := range p.Opts {
			opts = append(opts, object{"s": o.S, "u": o.U, "price": o.Price, "w": o.W, "t": o.T})
		}
		people = append(people, object{"min": p.Min, "max": p.Max, "budget": p.Budget, "must": p.Must, "theta": p.Theta, "opts": opts})
	}
	for _, f := range in.Friends {
		friends = append(friends, object{"p": f.P, "q": f.Q, "w": f.W, "t": f.T})
	}
	text, err := json.Marshal(object{"weights": object{"must": in.Weights.Must, "short": in.Weights.Short, "fair": in.Weights.Fair},
		"max_per_day": in.MaxPerDay, "max_per_act": in.MaxPerAct, "gap": in.Gap, "sessions": sessions, "transport": rows, "people": people,
		"friends": friends})
	if err != nil {
		t.Fatal(err)
	}
	c, err := check.Read(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// checked values a state's plan by the checker alone, and fails when it breaks
// a rule. Each person moved costs kappa.
func checked(t *testing.T, c *check.Instance, s *state) int64 {
	t.Helper()
	weeks := make([][]int, len(s.b.in.People))
	var moved int64
	for i := range weeks {
		weeks[i] = []int{}
		for _, n := range s.b.sessions(i, s.weeks.of(i)) {
			weeks[i] = append(weeks[i], int(n))
		}
		today := []int{}
		for _, n := range s.b.in.People[i].Cur {
			today = append(today, int(n))
		}
		if slices.Sort(today); !slices.Equal(today, weeks[i]) {
			moved++
		}
	}
	report := c.Check(weeks)
	if len(report.Problems) > 0 {
		t.Fatal(report.Problems)
	}
	return int64(report.Objective) - s.b.kappa/s.b.scale*moved
}

// Every kind of move says what it gained; so much, and nothing else, the plan
// gains by the checker, also when the move was refused and undone.
func TestEveryMoveGainsWhatItSays(t *testing.T) {
	const relay = "a relay"
	moves := []struct {
		name string
		make func(a *annealer, temperature float64) int64
	}{
		{"whole weeks", func(a *annealer, temperature float64) int64 { return a.step(temperature) }},
		{"single sessions", func(a *annealer, temperature float64) int64 { return a.shift(temperature) }},
		{relay, func(a *annealer, _ float64) int64 { return a.relay(a.anybody()) }},
	}
	for _, kappa := range []int64{0, 40} {
		for seed := range uint64(3) {
			in := lively(rand.New(rand.NewPCG(seed, 9)))
			c, a := checker(t, in), annealerOf(in, kappa)
			before := checked(t, c, a.s)
			for k := range 400 {
				if k%50 == 0 {
					a.listLack()
				}
				m := moves[k%len(moves)]
				weeks := fmt.Sprint(a.s.weeks.items, a.s.weeks.size)
				gain := m.make(a, []float64{0, 20, 200}[k/3%3]*float64(a.s.b.scale))
				after := checked(t, c, a.s)
				if gain != (after-before)*a.s.b.scale {
					t.Fatalf("kappa %d, seed %d, move %d, %s: says it gained %v points; the objective rose by %d\n%s", kappa, seed, k, m.name,
						float64(gain)/float64(a.s.b.scale), after-before, weeks)
				}
				if m.name == relay && gain < 0 {
					t.Fatalf("kappa %d, seed %d, move %d: a relay that loses %d was kept", kappa, seed, k, -gain)
				}
				before = after
				whole(t, a.s)
			}
		}
	}
}

// annealerOf is an annealer of one part, with prices and a few weeks known.
func annealerOf(in *Instance, kappa int64) *annealer {
	b := newBorough(in)
	b.kappa = kappa * b.scale
	pools, c := newPools(b), &crew{1}
	d := newDual(b, pools, c, goOn)
	for range 3 {
		d.round()
	}
	a := &annealer{s: newState(b, pools), g: newGuide(b, pools, d.proven, c), old: newWeekBook(b), mark: make([]int32, len(pools)),
		rng: rand.New(rand.NewPCG(1, 2))}
	for i := range pools {
		a.people = append(a.people, int32(i))
	}
	return a
}

// Where floors cost nothing, a plan's objective is what its summary adds up to.
func TestASummaryAddsUpToTheObjective(t *testing.T) {
	for seed := range uint64(3) {
		in := lively(rand.New(rand.NewPCG(seed, 5)))
		in.Weights.Fair = 0
		p := Solve(t.Context(), in, Settings{Rounds: 3, Seed: seed, Workers: 1})
		s, w := p.Summary, in.Weights
		sum := s.Utility + s.Friendship - s.Staff - w.Must*int64(s.MustsMissed) - w.Short*int64(s.UnitsShort)
		if sum != p.Objective || s.Friendship == 0 || s.Staff == 0 || s.MustsMissed == 0 || s.UnitsShort == 0 {
			t.Errorf("seed %d: %+v adds up to %d, not %d", seed, s, sum, p.Objective)
		}
	}
}
