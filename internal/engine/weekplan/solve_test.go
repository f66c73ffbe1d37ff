package weekplan_test

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"ourdays/internal/engine/weekplan"
	"ourdays/internal/engine/weekplan/check"
)

type object = map[string]any

// small draws an instance of up to 5 people and 8 sessions, small enough to be
// solved by trying everything.
func small(r *rand.Rand) object {
	var sessions, people []object
	friends := []object{}
	n := 2 + r.IntN(7)
	for range n {
		start := 540 + 30*r.IntN(12)
		sessions = append(sessions, object{"day": r.IntN(3), "start": start, "end": start + 60 + 30*r.IntN(5), "units": 1 + r.IntN(2),
			"act": r.IntN(3), "places": r.IntN(4), "staff_max": 1 + r.IntN(2), "load": 60, "staff_cost": r.IntN(2) * 14, "outcomes": r.IntN(8)})
	}
	for range 1 + r.IntN(5) {
		opts := []object{}
		for s := range n {
			if len(opts) < 5 && r.IntN(3) > 0 {
				opts = append(opts, object{"s": s, "u": r.IntN(130) - 30, "price": r.IntN(900), "w": []int{0, 12, 20, 30, 60}[r.IntN(5)],
					"t": r.IntN(2) - 1})
			}
		}
		must := []int{}
		for m := range r.IntN(3) {
			must = append(must, m)
		}
		least, most := r.IntN(3), r.IntN(5)
		people = append(people, object{"min": min(least, most), "max": most, "budget": r.IntN(2500), "must": must, "theta": r.IntN(120),
			"opts": opts,
			"x":    r.Float64(), "y": r.Float64()})
	}
	for range r.IntN(6) {
		p, q := r.IntN(len(people)), r.IntN(len(people))
		if p != q {
			friends = append(friends, object{"p": p, "q": q, "w": r.IntN(40), "t": r.IntN(3)})
		}
	}
	return object{"name": "small", "weights": object{"must": 150, "short": 60, "fair": 1}, "max_per_day": 2, "max_per_act": 1, "gap": 30,
		"sessions": sessions, "people": people, "friends": friends, "transport": []object{{"cap": r.IntN(4)}}}
}

func encode(t *testing.T, v any) []byte {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// optimum tries every plan and returns the best objective, by the checker.
func optimum(t *testing.T, file object) int {
	t.Helper()
	people := file["people"].([]object)
	weeks := make([][][]int, len(people))
	for i, p := range people {
		weeks[i] = feasibleWeeks(t, file, p)
	}
	best := -1 << 60
	plan := make([]object, len(people))
	instance := encode(t, file)
	c, err := check.Read(bytes.NewReader(instance))
	if err != nil {
		t.Fatal(err)
	}
	var try func(i int)
	try = func(i int) {
		if i == len(people) {
			lists := make([][]int, len(plan))
			for k := range plan {
				lists[k] = plan[k]["sessions"].([]int)
			}
			if r := c.Check(lists); len(r.Problems) == 0 {
				best = max(best, r.Objective)
			}
			return
		}
		for _, w := range weeks[i] {
			plan[i] = object{"sessions": w}
			try(i + 1)
		}
	}
	try(0)
	return best
}

// feasibleWeeks lists the weeks that keep one person's own rules.
func feasibleWeeks(t *testing.T, file, person object) [][]int {
	t.Helper()
	alone := object{}
	for k, v := range file {
		alone[k] = v
	}
	alone["people"], alone["friends"] = []object{person}, []object{}
	c, err := check.Read(bytes.NewReader(encode(t, alone)))
	if err != nil {
		t.Fatal(err)
	}
	var weeks [][]int
	opts := person["opts"].([]object)
	for set := range 1 << len(opts) {
		week := []int{}
		for k, o := range opts {
			if set>>k&1 == 1 {
				week = append(week, o["s"].(int))
			}
		}
		if r := c.Check([][]int{week}); len(r.Problems) == 0 {
			weeks = append(weeks, week)
		}
	}
	return weeks
}

func solve(t *testing.T, file []byte, set weekplan.Settings) *weekplan.Plan {
	t.Helper()
	in, err := weekplan.Read(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	return weekplan.Solve(context.Background(), in, set)
}

// verify runs the independent checker on a plan as it is written.
func verify(t *testing.T, file []byte, p *weekplan.Plan) {
	t.Helper()
	var out bytes.Buffer
	if err := p.Write(&out); err != nil {
		t.Fatal(err)
	}
	r, err := check.Plan(bytes.NewReader(file), &out)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Problems) > 0 {
		t.Fatalf("the plan breaks rules:\n%s", strings.Join(r.Problems, "\n"))
	}
}

func TestPlanIsAtMostTheOptimumAndTheOptimumAtMostTheBound(t *testing.T) {
	cases, closed := 2000, 0
	if testing.Short() {
		cases = 200
	}
	r := rand.New(rand.NewPCG(11, 12))
	for n := range cases {
		file := small(r)
		text := encode(t, file)
		p := solve(t, text, weekplan.Settings{Rounds: 3, Seed: uint64(n), Workers: 1})
		verify(t, text, p)
		best := int64(optimum(t, file))
		if p.Objective > best || best > p.Bound {
			t.Fatalf("case %d: plan %d, optimum %d, bound %d\n%s", n, p.Objective, best, p.Bound, text)
		}
		if p.Objective == best {
			closed++
		}
	}
	t.Logf("%d of %d plans are optimal", closed, cases)
	if closed < cases*8/10 {
		t.Errorf("only %d of %d plans of small cases are optimal", closed, cases)
	}
}

// more adds to one number of each thing in a list of a file.
func more(file object, list, field string, by func() int) {
	for _, x := range file[list].([]object) {
		x[field] = x[field].(int) + by()
	}
}

func TestMoreRoomNeverLowersTheBoundBelowAnOldPlan(t *testing.T) {
	wider := map[string]func(file object, r *rand.Rand){
		"places":  func(f object, r *rand.Rand) { more(f, "sessions", "places", func() int { return r.IntN(3) }) },
		"workers": func(f object, r *rand.Rand) { more(f, "sessions", "staff_max", func() int { return r.IntN(3) }) },
		"seats":   func(f object, r *rand.Rand) { more(f, "transport", "cap", func() int { return r.IntN(3) }) },
		"budgets": func(f object, r *rand.Rand) { more(f, "people", "budget", func() int { return r.IntN(900) }) },
		"ties":    func(f object, r *rand.Rand) { more(f, "friends", "t", func() int { return r.IntN(2) }) },
		"friends": func(f object, r *rand.Rand) {
			list := f["friends"].([]object)
			for p := range len(f["people"].([]object)) - 1 {
				list = append(list, object{"p": p, "q": p + 1, "w": r.IntN(40), "t": 1 + r.IntN(2)})
			}
			f["friends"] = list
		},
	}
	wider["everything"] = func(f object, r *rand.Rand) {
		for _, what := range []string{"places", "workers", "seats", "budgets", "ties", "friends"} {
			wider[what](f, r)
		}
	}
	for what, widen := range wider {
		t.Run(what, func(t *testing.T) {
			r := rand.New(rand.NewPCG(13, 14))
			for n := range 150 {
				file := small(r)
				before := solve(t, encode(t, file), weekplan.Settings{Rounds: 2, Seed: 1, Workers: 1})
				widen(file, r)
				after := solve(t, encode(t, file), weekplan.Settings{Rounds: 2, Seed: 1, Workers: 1})
				if after.Bound < before.Objective {
					t.Fatalf("case %d: with more %s the bound is %d, below the old plan's %d", n, what, after.Bound, before.Objective)
				}
			}
		})
	}
}

// shared reads one of the shared instances, or skips.
func shared(t *testing.T, name string) []byte {
	t.Helper()
	root := os.Getenv("OURDAYS_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "..", "..", "shared")
	}
	text, err := os.ReadFile(filepath.Join(root, "data", "planner", name))
	if err != nil {
		t.Skipf("the shared instances are not here: %v", err)
	}
	return text
}

func TestSameSeedAndRoundsGiveTheSamePlanOnAnyNumberOfWorkers(t *testing.T) {
	text := shared(t, "b80-closure-s1.json")
	var first string
	for _, workers := range []int{1, 2, 3} {
		p := solve(t, text, weekplan.Settings{Rounds: 12, Seed: 5, Workers: workers})
		verify(t, text, p)
		var out bytes.Buffer
		if err := p.Write(&out); err != nil {
			t.Fatal(err)
		}
		if first == "" {
			first = out.String()
		}
		if out.String() != first {
			t.Fatalf("%d workers give another plan", workers)
		}
	}
}

func TestAStoppedRunLeavesAValidPlanAndBound(t *testing.T) {
	text := shared(t, "b80-closure-s1.json")
	in, err := weekplan.Read(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	for stopAfter := range 12 {
		t.Run(fmt.Sprintf("after %d reports", stopAfter), func(t *testing.T) {
			ctx, cancel := context.WithCancel(context.Background())
			defer cancel()
			if stopAfter == 0 {
				cancel()
			}
			seen := 0
			p := weekplan.Solve(ctx, in, weekplan.Settings{Rounds: 40, Workers: 2, Progress: func(weekplan.Progress) {
				if seen++; seen >= stopAfter {
					cancel()
				}
			}})
			verify(t, text, p)
			if p.Status != weekplan.StatusStopped {
				t.Errorf("status is %q", p.Status)
			}
		})
	}
}

// The clock is read all the time inside a round, by every worker: whoever stops
// at such a moment stops in the middle of something.
func TestARunStoppedInsideARoundLeavesAValidPlanAndBound(t *testing.T) {
	text := shared(t, "b80-closure-s1.json")
	in, err := weekplan.Read(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(15, 16))
	for _, keep := range []bool{false, true} {
		for n := range 12 {
			ctx, cancel := context.WithCancel(context.Background())
			var reads atomic.Int64
			at := int64(1 + r.IntN(100+200*n))
			p := weekplan.Solve(ctx, in, weekplan.Settings{Limit: time.Minute, Workers: 2, Keep: keep, Elapsed: func() time.Duration {
				now := reads.Add(1)
				if now == at {
					cancel()
				}
				return time.Duration(now) * time.Microsecond
			}})
			cancel()
			verify(t, text, p)
			if p.Status != weekplan.StatusStopped || p.Bound < p.Objective {
				t.Errorf("stopped after %d readings of the clock, keep %v: %s, objective %d, bound %d", at, keep, p.Status, p.Objective, p.Bound)
			}
			if over := reads.Load() - at; over > 100 {
				t.Errorf("stopped after %d readings of the clock, keep %v: went on for %d more", at, keep, over)
			}
		}
	}
}

func TestFaultsOfAFileAreAllToldWithTheirPath(t *testing.T) {
	good := `{"weights":{"must":1,"short":1,"fair":1},"max_per_day":2,"max_per_act":2,"gap":30,"sessions":[{"day":0,"start":1,"end":2,"units":1,"places":1}],
		"people":[{"max":1,"cur":[0],"opts":[{"s":0,"u":1}]},{"max":1,"opts":[]}],"friends":[{"p":0,"q":1,"w":1,"t":1}]}`
	if _, err := weekplan.Read(strings.NewReader(good)); err != nil {
		t.Fatalf("a good file is refused: %v", err)
	}
	for _, c := range []struct{ name, old, new, path string }{
		{"wrong type", `"gap":30`, `"gap":"x"`, "gap"},
		{"not whole", `"gap":30`, `"gap":1.5`, "gap"},
		{"index out of range", `{"s":0,"u":1}`, `{"s":7,"u":1}`, "people[0].opts[0].s"},
		{"session twice", `{"s":0,"u":1}`, `{"s":0,"u":1},{"s":0,"u":2}`, "people[0].opts[1].s"},
		{"negative capacity", `"places":1`, `"places":-1`, "sessions[0].places"},
		{"negative weight", `"must":1`, `"must":-1`, "weights.must"},
		{"a friend of oneself", `"q":1`, `"q":0`, "friends[0].q"},
		{"no such person", `"q":1`, `"q":9`, "friends[0].q"},
		{"no such row", `"u":1`, `"u":1,"t":0`, "people[0].opts[0].t"},
		{"list where an object should be", `{"must":1,"short":1,"fair":1}`, `[1]`, "weights"},
		{"missing", `"max_per_act":2,`, ``, "max_per_act"},
		{"missing in a session", `"day":0,`, ``, "sessions[0].day"},
		{"missing in an option", `"s":0,`, ``, "people[0].opts[0].s"},
		{"missing in a person", `"max":1,"opts":[]`, `"opts":[]`, "people[1].max"},
		{"missing in a tie", `"q":1,`, ``, "friends[0].q"},
		{"a session of today twice", `"cur":[0]`, `"cur":[0,0]`, "people[0].cur[1]"},
		{"a list twice", `"friends":`, `"friends":[],"friends":`, "friends"},
		{"a number that begins with a nought", `"gap":30`, `"gap":030`, "gap"},
		{"an escape that there is not", `"gap":30`, `"gap":30,"name":"a\q"`, "name"},
		{"cut off", `"w":1,"t":1}]}`, `"w":1,`, "friends[0]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := weekplan.Read(strings.NewReader(strings.Replace(good, c.old, c.new, 1)))
			if err == nil || !strings.HasPrefix(err.Error(), c.path+":") {
				t.Errorf("got %v, want a fault at %s", err, c.path)
			}
		})
	}
	for text, want := range map[string]string{
		good + "{}": "the file should end here; something more stands at line 2, column 115", "null": "an object should stand here",
		"7": "an object should stand here",
	} {
		if _, err := weekplan.Read(strings.NewReader(text)); err == nil || !strings.HasPrefix(err.Error(), want) ||
			strings.Contains(err.Error(), "\n") {
			t.Errorf("%.9s …: got %v, want %q", text, err, want)
		}
	}
	t.Run("several in one run", func(t *testing.T) {
		bad := strings.NewReplacer(`"gap":30`, `"gap":-1`, `"q":1`, `"q":0`, `"places":1`, `"places":[]`).Replace(good)
		_, err := weekplan.Read(strings.NewReader(bad))
		var faults weekplan.Faults
		if !errors.As(err, &faults) || len(faults) != 3 {
			t.Errorf("got %v, want three faults", err)
		}
	})
	t.Run("a list that is missing is one fault", func(t *testing.T) {
		for list, bad := range map[string]string{
			"sessions": strings.Replace(good, `"sessions":`, `"courses":`, 1),
			"people":   strings.Replace(good, `"people":`, `"folk":`, 1),
			"people ":  strings.Replace(good, `"people":[`, `"people":1,"folk":[`, 1),
		} {
			_, err := weekplan.Read(strings.NewReader(bad))
			if err == nil || !strings.HasPrefix(err.Error(), strings.TrimSpace(list)+": ") || strings.Contains(err.Error(), "\n") {
				t.Errorf("without %s: %v", list, err)
			}
		}
	})
	t.Run("a number beyond all counting says what it may be", func(t *testing.T) {
		_, err := weekplan.Read(strings.NewReader(strings.Replace(good, `"gap":30`, `"gap":99999999999999999999`, 1)))
		if err == nil || err.Error() != "gap: 99999999999999999999 lies outside 0 to 1440" {
			t.Errorf("got %v", err)
		}
	})
}

func TestAnExplanationNamesARuleForEverySessionLikedMore(t *testing.T) {
	text := shared(t, "b80-closure-s1.json")
	in, err := weekplan.Read(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	e := solve(t, text, weekplan.Settings{Rounds: 4, Seed: 1, Workers: 2}).Explain(t.Context())
	if len(e.People) != len(in.People) || e.Fairness.All.People != len(in.People) {
		t.Fatalf("explains %d of %d people", len(e.People), len(in.People))
	}
	named := 0
	for _, p := range e.People {
		for _, a := range p.Against {
			if a.Rule == "" {
				t.Errorf("person %d, session %d: no rule", p.Person, a.Session)
			}
			named++
		}
	}
	if named == 0 || len(e.Workers)+len(e.Places) == 0 {
		t.Errorf("%d sessions explained, %d and %d places and workers valued", named, len(e.Places), len(e.Workers))
	}
	for _, s := range append(e.Fairness.ByTier, e.Fairness.ByTown...) {
		if s.People < 5 {
			t.Errorf("a group of %d people is shown", s.People)
		}
	}
}

// What a file calls itself stands in the plan as it was meant, however it was escaped,
// and cannot break a picture.
func TestANameIsReadAsItIsMeant(t *testing.T) {
	in, err := weekplan.Read(
		strings.NewReader(`{"name":"caf\u00e9 \"a\" & b <c> \ud83d\ude00","weights":{},"max_per_day":1,"max_per_act":1,"gap":0,
		"sessions":[],"people":[]}`))
	if err != nil || in.Name != "café \"a\" & b <c> 😀" {
		t.Fatalf("the name is %q, %v", in.Name, err)
	}
	var drawn strings.Builder
	if err := weekplan.Picture(&drawn, in.Name, nil); err != nil {
		t.Fatal(err)
	}
	if err := xml.Unmarshal([]byte(drawn.String()), new(struct{})); err != nil {
		t.Errorf("the picture is no XML: %v", err)
	}
}
