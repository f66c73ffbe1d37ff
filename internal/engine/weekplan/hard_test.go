package weekplan_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"ourdays/internal/engine/weekplan"
)

func oneOf[T any](r *rand.Rand, list ...T) T { return list[r.IntN(len(list))] }

// odd draws a small instance with numbers from the ends of what a file may hold.
func odd(r *rand.Rand) object {
	file := small(r)
	file["weights"] = object{"must": oneOf(r, 0, 1, 150, 100_000_000), "short": oneOf(r, 0, 60, 99_999_999), "fair": oneOf(r, 0, 1, 7, 1000)}
	for _, s := range file["sessions"].([]object) {
		s["load"], s["staff_max"] = oneOf(r, 1, 7, 60, 1_000_000), oneOf(r, 0, 1, 2, 1_000_000)
		s["staff_cost"], s["places"] = oneOf(r, 0, 0, 3, 14, 100_000_000), oneOf(r, 0, 1, 2, 3, 1_000_000)
	}
	for _, p := range file["people"].([]object) {
		p["theta"] = oneOf(r, 0, 90, -100_000_000, 100_000_000)
		p["budget"] = oneOf(r, 0, 1000, 10_000_000)
		for _, o := range p["opts"].([]object) {
			o["u"] = oneOf(r, -1, 10, r.IntN(130)-30, 100_000_000, -100_000_000)
			o["w"] = oneOf(r, 0, 1, 20, 60, 100_000, 1_000_000)
			o["price"] = oneOf(r, 0, 300, 10_000_000)
		}
	}
	for _, f := range file["friends"].([]object) {
		f["w"], f["t"] = oneOf(r, 1, 30, 100_000_000), oneOf(r, 0, 1, 2, 1_000_000)
	}
	file["transport"] = []object{{"cap": oneOf(r, 0, 1, 2, 1_000_000)}}
	return file
}

func TestTheBoundHoldsWhateverTheNumbers(t *testing.T) {
	cases := 2000
	if testing.Short() {
		cases = 300
	}
	r := rand.New(rand.NewPCG(41, 42))
	for n := range cases {
		file := odd(r)
		text := encode(t, file)
		p := solve(t, text, weekplan.Settings{Rounds: 3, Seed: uint64(n), Workers: 1})
		verify(t, text, p)
		best := int64(optimum(t, file))
		if p.Objective > best || best > p.Bound {
			t.Fatalf("case %d: plan %d, optimum %d, bound %d, %s\n%s", n, p.Objective, best, p.Bound, p.Status, text)
		}
		if p.Status == weekplan.StatusOptimal && p.Bound != p.Objective {
			t.Fatalf("case %d: called optimal with plan %d and bound %d", n, p.Objective, p.Bound)
		}
	}
}

// What nobody can take costs nothing, however dear its workers.
func TestAnOptionThatNobodyCanTakeLeavesTheBoundAlone(t *testing.T) {
	people := []object{}
	for range 4 {
		people = append(people, object{"max": 2, "budget": 100, "opts": []object{{"s": 0, "u": -1, "w": 1_000_000}, {"s": 1, "u": 10}}})
	}
	text := encode(t, object{"weights": object{"must": 2000, "short": 750, "fair": 1}, "max_per_day": 2, "max_per_act": 2, "gap": 30,
		"sessions": []object{
			{"day": 0, "start": 600, "end": 700, "units": 1, "places": 3, "staff_max": 1, "load": 1, "staff_cost": 100_000_000},
			{"act": 1, "day": 1, "start": 600, "end": 700, "units": 1, "places": 3, "staff_max": 1, "load": 60}},
		"people": people})
	p := solve(t, text, weekplan.Settings{Rounds: 30, Seed: 1, Workers: 1})
	if p.Objective != 30 || p.Bound != 30 || p.Status != weekplan.StatusOptimal {
		t.Errorf("objective %d, bound %d, %s; three of the four can have 10 points", p.Objective, p.Bound, p.Status)
	}
}

// A bound below the plan proves that the program is wrong, so the plan is not
// written.
func TestAPlanAboveItsBoundIsNotWritten(t *testing.T) {
	var out strings.Builder
	p := &weekplan.Plan{Name: "wrong", Objective: 30, Bound: 25, Status: weekplan.StatusTime}
	if err := p.Write(&out); err == nil || out.Len() > 0 {
		t.Errorf("written: %q, error %v", out.String(), err)
	}
}

// alone is an instance of one person with so many short sessions a day.
func alone(sessions, days, perDay, units int) object {
	var list, opts []object
	for n := range sessions * days {
		start := n / days % 700 * 2
		list = append(list, object{"act": n, "day": n % days, "start": start, "end": start + 1, "units": units, "places": 1, "staff_max": 1,
			"load": 60, "outcomes": n % 64})
		opts = append(opts, object{"s": n, "u": 1 + n*37%101, "price": n * 13 % 29})
	}
	return object{"weights": object{"must": 40, "short": 75, "fair": 1}, "max_per_day": perDay, "max_per_act": 2, "gap": 0,
		"sessions": list, "people": []object{{"min": 5, "max": 22, "budget": 150, "must": []int{0, 1, 2, 3, 4, 5}, "theta": 900, "opts": opts}}}
}

func TestMoreThanCanBeWeighedForOnePersonIsAFault(t *testing.T) {
	for _, c := range []struct {
		name string
		file object
		want string
	}{
		{"too many sessions", alone(300, 7, 1, 1), "people[0].opts: 2100 sessions for one person, more than 2000"},
		{"too many ways to spend a day", alone(22, 1, 22, 1), "people[0].opts: more than 20000 ways to spend one day, Monday"},
		{"with sessions that use no units", alone(40, 7, 40, 0), "people[0].opts: more than 20000 ways to spend one day, Monday"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := weekplan.Read(strings.NewReader(string(encode(t, c.file))))
			if err == nil || !strings.HasPrefix(err.Error(), c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
	for _, file := range []object{alone(100, 7, 2, 1), alone(14, 7, 14, 0), alone(285, 7, 1, 1)} {
		if _, err := weekplan.Read(strings.NewReader(string(encode(t, file)))); err != nil {
			t.Errorf("a file that can be weighed is refused: %v", err)
		}
	}
}

// heavy is what takes longest of what a file may hold: rosters with loads in
// fine steps, and people with as many ways to spend a day as may be.
func heavy(r *rand.Rand) map[string]object {
	rosters := object{"weights": object{"must": 0, "short": 0, "fair": 0}, "max_per_day": 1, "max_per_act": 1, "gap": 0}
	var sessions, people []object
	for range 40 {
		sessions = append(sessions, object{"day": 0, "start": 600, "end": 700, "units": 1, "places": 20, "staff_max": 10,
			"load": 100_000, "staff_cost": 3})
	}
	for range 80 {
		var opts []object
		for s := range sessions {
			opts = append(opts, object{"s": s, "u": 100 + r.IntN(60), "w": 30_001 + 2*r.IntN(30_000)})
		}
		people = append(people, object{"max": 1, "opts": opts})
	}
	rosters["sessions"], rosters["people"] = sessions, people
	crowd := alone(190, 7, 2, 1)
	one := crowd["people"].([]object)[0]
	for range 30 {
		crowd["people"] = append(crowd["people"].([]object), one)
	}
	units := alone(14, 7, 14, 0)
	for n, s := range units["sessions"].([]object) {
		s["units"] = 1 + n%5
	}
	units["people"].([]object)[0]["max"] = 100
	return map[string]object{"rosters": rosters, "a crowd of one kind": crowd, "days full of units": units}
}

func TestTheClockIsObeyedHoweverHardAFile(t *testing.T) {
	for name, file := range heavy(rand.New(rand.NewPCG(1, 9))) {
		t.Run(name, func(t *testing.T) {
			text := encode(t, file)
			began := time.Now()
			const limit = 300 * time.Millisecond
			p := solve(t, text, weekplan.Settings{Limit: limit, Elapsed: func() time.Duration { return time.Since(began) }, Seed: 1, Workers: 1})
			verify(t, text, p)
			// Generous, for other work may have the cores: it took seconds to hours.
			if took := time.Since(began); took > limit+1500*time.Millisecond {
				t.Errorf("ended after %v", took)
			}
			if p.Bound < p.Objective {
				t.Errorf("bound %d, objective %d", p.Bound, p.Objective)
			}
		})
	}
}

func TestPointsThatCannotBeAddedAreAFault(t *testing.T) {
	file := alone(1, 1, 1, 1)
	person := file["people"].([]object)[0]
	person["theta"] = 100_000_000
	file["weights"] = object{"must": 100_000_000, "short": 100_000_000, "fair": 1000}
	if _, err := weekplan.Read(strings.NewReader(string(encode(t, file)))); err != nil {
		t.Errorf("one person with the largest numbers is refused: %v", err)
	}
	var ties []object
	for range 20_000 {
		ties = append(ties, object{"p": 0, "q": 1, "w": 100_000_000, "t": 1_000_000})
	}
	many := alone(280, 7, 1, 1)
	many["people"] = append(many["people"].([]object), many["people"].([]object)[0])
	many["friends"] = ties
	_, err := weekplan.Read(strings.NewReader(string(encode(t, many))))
	if want := "people[0]: "; err == nil || !strings.Contains(fmt.Sprint(err), want) {
		t.Errorf("got %v, want a fault at %s", err, want)
	}
}

// Sixty people want one session of twenty places, and nobody has a floor from which to
// guess how far the bound has to fall.
func TestTheBoundFallsWhereNobodyHasAFloor(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 9))
	people := []object{}
	for range 60 {
		people = append(people, object{"max": 2, "budget": 100, "opts": []object{{"s": 0, "u": 100 + r.IntN(60), "w": 30_001 + 2*r.IntN(9000)}}})
	}
	text := encode(t, object{"weights": object{"must": 2000, "short": 750, "fair": 1}, "max_per_day": 2, "max_per_act": 2, "gap": 30,
		"sessions": []object{{"day": 0, "start": 600, "end": 700, "units": 1, "places": 20, "staff_max": 10, "load": 100_000, "staff_cost": 3}},
		"people":   people})
	p := solve(t, text, weekplan.Settings{Rounds: 16, Seed: 1, Workers: 1})
	verify(t, text, p)
	if p.Gap > 0.02 {
		t.Errorf("objective %d, bound %d: a gap of %.1f %%", p.Objective, p.Bound, 100*p.Gap)
	}
}

// What costs more than somebody's whole budget counts for no bound, not even before
// anything is proved.
func TestWhatIsDearerThanTheBudgetCountsForNoBound(t *testing.T) {
	text := encode(t, object{"weights": object{}, "max_per_day": 2, "max_per_act": 2, "gap": 30, "sessions": []object{slot(0, 0, nil),
		slot(1, 1, nil)}, "people": []object{{"max": 2, "budget": 500, "opts": []object{{"s": 0, "u": 90, "price": 501}, {"s": 1, "u": 10,
		"price": 500}}}}})
	in, err := weekplan.Read(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if p := weekplan.Solve(ctx, in, weekplan.Settings{Workers: 1}); p.Bound != 10 {
		t.Errorf("the bound is %d, and nobody can have more than 10", p.Bound)
	}
}
