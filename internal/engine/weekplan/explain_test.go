package weekplan_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"ourdays/internal/engine/weekplan"
)

// slot is a half-day session with room for everybody.
func slot(act, day int, more object) object {
	s := object{"act": act, "day": day, "start": 600, "end": 720, "units": 1, "places": 9, "staff_max": 9, "load": 60}
	for k, v := range more {
		s[k] = v
	}
	return s
}

// likes is a person open to sessions for so many points each.
func likes(units int, points map[int]int) object {
	opts := []object{}
	for s := range 9 {
		if u, open := points[s]; open {
			opts = append(opts, object{"s": s, "u": u, "price": 100 * (s + 1), "t": -1})
		}
	}
	return object{"max": units, "budget": 5000, "must": []int{}, "opts": opts}
}

// between is an instance of so many sessions and people.
func between(sessions, people []object, friends ...object) object {
	return object{"name": "between", "weights": object{"must": 100, "short": 60, "fair": 1}, "max_per_day": 2, "max_per_act": 2,
		"gap": 30, "sessions": sessions, "people": people, "friends": friends}
}

// explained plans a case, and explains the plan as the file says it.
func explained(t *testing.T, file object) (*weekplan.Plan, weekplan.Explanation) {
	t.Helper()
	text := encode(t, file)
	plan := solve(t, text, weekplan.Settings{Rounds: 6, Seed: 1, Workers: 1})
	verify(t, text, plan)
	if best := optimum(t, file); int64(best) != plan.Objective {
		t.Fatalf("the plan is worth %d and the best %d", plan.Objective, best)
	}
	var out bytes.Buffer
	if err := plan.Explain(t.Context()).Write(&out); err != nil {
		t.Fatal(err)
	}
	var e weekplan.Explanation
	if err := json.Unmarshal(out.Bytes(), &e); err != nil {
		t.Fatal(err)
	}
	return plan, e
}

func TestASessionLeftOutForAFriendIsTold(t *testing.T) {
	together := func(worth, limit int) object { return object{"p": 0, "q": 1, "w": worth, "t": limit} }
	covers := object{"outcomes": 1}
	mustHave := likes(1, map[int]int{0: 50, 1: 80})
	mustHave["must"] = []int{0}
	for _, c := range []struct {
		name     string
		sessions []object
		first    object // the person who might leave a friend
		friend   object // the session or sessions of the other
		tie      object
		week     []int32
		against  []weekplan.WhyAgainst
	}{
		{"a friend worth more than the other session at that hour", []object{slot(0, 0, nil), slot(1, 0, nil)},
			likes(2, map[int]int{0: 50, 1: 80}), likes(1, map[int]int{0: 50}), together(40, 1),
			[]int32{0}, []weekplan.WhyAgainst{{Session: 1, Rule: "friends", N: 1, Of: 40}}},
		{"a friend worth less", []object{slot(0, 0, nil), slot(1, 0, nil)},
			likes(2, map[int]int{0: 50, 1: 80}), likes(1, map[int]int{0: 50}), together(20, 1),
			[]int32{1}, []weekplan.WhyAgainst{}},
		{"a friend whose meetings do not count", []object{slot(0, 0, nil), slot(1, 0, nil)},
			likes(2, map[int]int{0: 50, 1: 80}), likes(1, map[int]int{0: 50}), together(40, 0),
			[]int32{1}, []weekplan.WhyAgainst{}},
		{"a friend on another day, when the units are used up", []object{slot(0, 0, nil), slot(1, 2, nil)},
			likes(1, map[int]int{0: 50, 1: 80}), likes(1, map[int]int{0: 50}), together(40, 1),
			[]int32{0}, []weekplan.WhyAgainst{{Session: 1, Rule: "friends", N: 1, Of: 40}}},
		{"what the week must have, though a friend is there too", []object{slot(0, 0, covers), slot(1, 0, nil)},
			mustHave, likes(1, map[int]int{0: 50}), together(40, 1),
			[]int32{0}, []weekplan.WhyAgainst{{Session: 1, Rule: "clash", N: 0}}},
		{"a full session, though a friend is elsewhere too", []object{slot(0, 0, nil), slot(1, 0, object{"places": 0})},
			likes(2, map[int]int{0: 50, 1: 80}), likes(1, map[int]int{0: 50}), together(40, 1),
			[]int32{0}, []weekplan.WhyAgainst{{Session: 1, Rule: "full"}}},
		{"two meetings for one longer day", []object{slot(0, 0, nil), slot(1, 0, object{"start": 780, "end": 900}),
			slot(2, 0, object{"end": 900, "units": 2})},
			likes(2, map[int]int{0: 50, 1: 50, 2: 130}), likes(2, map[int]int{0: 50, 1: 50}), together(40, 2),
			[]int32{0, 1}, []weekplan.WhyAgainst{{Session: 2, Rule: "friends", N: 2, Of: 80}}},
		{"what costs more than the whole budget, though it clashes too", []object{slot(0, 0, nil), slot(1, 0, nil)},
			object{"max": 2, "budget": 150, "opts": []object{{"s": 0, "u": 50, "price": 100}, {"s": 1, "u": 80, "price": 151}}},
			likes(1, map[int]int{0: 50}), together(0, 1),
			[]int32{0}, []weekplan.WhyAgainst{{Session: 1, Rule: "budget", N: 251, Of: 150}}},
		{"one of two meetings counts", []object{slot(0, 0, nil), slot(1, 0, object{"start": 780, "end": 900}),
			slot(2, 0, object{"end": 900, "units": 2})},
			likes(2, map[int]int{0: 50, 1: 50, 2: 130}), likes(2, map[int]int{0: 50, 1: 50}), together(40, 1),
			[]int32{0, 1}, []weekplan.WhyAgainst{{Session: 2, Rule: "friends", N: 1, Of: 40}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			plan, e := explained(t, between(c.sessions, []object{c.first, c.friend}, c.tie))
			if !slices.Equal(plan.Weeks[0], c.week) {
				t.Fatalf("the week is %v, not %v", plan.Weeks[0], c.week)
			}
			got := e.People[0].Against
			for i := range got {
				got[i].Price, got[i].Instead = 0, nil // one of many that are right; and another test's
			}
			if !slices.Equal(got, c.against) {
				t.Errorf("against the others stands %+v, not %+v", got, c.against)
			}
		})
	}
}

func TestAWeekSaysWhyItIsTheOne(t *testing.T) {
	first := likes(3, map[int]int{0: 50, 1: 30, 2: 20})
	first["budget"] = 300
	first["must"], first["min"], first["theta"], first["cur"] = []int{0, 1}, 3, 90, []int{0, 2}
	sessions := []object{slot(0, 0, object{"outcomes": 1}), slot(1, 1, nil), slot(2, 2, nil)}
	_, e := explained(t, between(sessions, []object{first, likes(1, map[int]int{0: 10})}, object{"p": 0, "q": 1, "w": 15, "t": 1}))
	want := []weekplan.Reason{
		// 80 liked and 15 for a friend; 100 for what is not covered, 60 for a unit, 10 below the floor
		{Name: "points", N: 80 + 15 - 100 - 60 - 10},
		{Name: "utility", N: 80, Of: 90},
		{Name: "musts", N: 1, Of: 2},
		{Name: "units", N: 2, Of: 3},
		{Name: "price", N: 300, Of: 300},
		{Name: "friends", N: 1},
		{Name: "now", N: 1, Of: 2},
		{Name: "lacks_must", N: 1},
		{Name: "lacks_units", N: 1},
	}
	if !slices.Equal(e.People[0].Why, want) {
		t.Errorf("the week says\n%+v, not\n%+v", e.People[0].Why, want)
	}
}

// Every rule and reason that an explanation can name is said in words of its own.
func TestAnExplanationIsToldInWords(t *testing.T) {
	text := shared(t, "b80-closure-s1.json")
	in, err := weekplan.Read(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	p := solve(t, text, weekplan.Settings{Rounds: 6, Seed: 1, Workers: 2})
	e := p.Explain(t.Context())
	var out bytes.Buffer
	if err := e.WriteText(&out, in, p, weekplan.Key{}); err != nil {
		t.Fatal(err)
	}
	told, all := out.String(), e.Fairness.All
	first := e.Workers[0]
	s := in.Sessions[first.What]
	for _, want := range []string{
		fmt.Sprintf("session %d (", first.What), fmt.Sprintf("%02d:%02d to", s.Start/60, s.Start%60),
		fmt.Sprintf("it could lift the bound by %.1f points", first.Points), "Person 79\n", " but every place is taken",
		"it is at the hour of session",
		fmt.Sprintf("  all, 80 people: worst %.2f, 1st percentile %.2f, 10th %.2f, 50th %.2f; ", all.Worst, all.P1, all.P10, all.P50),
		fmt.Sprintf("  tier %d, %d people: ", e.Fairness.ByTier[0].Group, e.Fairness.ByTier[0].People),
	} {
		if !strings.Contains(told, want) {
			t.Errorf("the text does not say %q", want)
		}
	}
	if n := strings.Count(told, "Likes more: "); n != countAgainst(e) {
		t.Errorf("%d sessions are told of, and %d stood in the way", n, countAgainst(e))
	}
}

func countAgainst(e weekplan.Explanation) (n int) {
	for _, p := range e.People {
		n += len(p.Against)
	}
	return n
}

// Whoever stops the telling has what was told so far, and is told what is missing.
func TestAnExplanationThatIsStoppedSaysWhatIsMissing(t *testing.T) {
	text := shared(t, "b80-closure-s1.json")
	in, err := weekplan.Read(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	p := solve(t, text, weekplan.Settings{Rounds: 4, Seed: 1, Workers: 1})
	ctx, stop := context.WithCancel(t.Context())
	whole := p.Explain(ctx)
	stop()
	none := p.Explain(ctx)
	if whole.Untold != 0 || whole.Fairness.Uncompared != 0 || len(whole.Places)+len(whole.Workers) == 0 {
		t.Errorf("of the whole, %d people are untold and %d not compared", whole.Untold, whole.Fairness.Uncompared)
	}
	if none.Untold != 80 || len(none.People) != 0 || none.Fairness.Uncompared != 80 || len(none.Places)+len(none.Workers)+
		len(none.Seats) != 0 {
		t.Errorf("stopped before it began: %+v", none)
	}
	var out strings.Builder
	err = none.WriteText(&out, in, p, weekplan.Key{})
	if err != nil || !strings.Contains(out.String(), "80 of 80 people have no reasons here") {
		t.Errorf("the text says %q, %v", out.String(), err)
	}
}

// Numbers of a file say nothing to whoever reads why; the key that was exported with it does.
func TestAnExplanationNamesWhatTheKeyNames(t *testing.T) {
	in, err := weekplan.Read(strings.NewReader(`{"name":"two","weights":{},"gap":0,"max_per_day":1,"max_per_act":1,"sessions":[
		{"act":7,"day":0,"start":600,"end":700,"units":1,"places":1,"staff_max":1,"load":1}],
		"people":[{"max":1,"opts":[{"s":0,"u":5,"t":-1}]},{"max":1,"opts":[{"s":0,"u":9,"t":-1}]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	key, err := weekplan.ReadKey(strings.NewReader(`{"of":"two","sessions":["Drumming, Old Mill"],"people":["/people/a","/people/b"]}`), in, "two")
	if err != nil {
		t.Fatal(err)
	}
	p := weekplan.Solve(t.Context(), in, weekplan.Settings{Rounds: 2, Seed: 1, Workers: 1})
	var out strings.Builder
	if err := p.Explain(t.Context()).WriteText(&out, in, p, key); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"Person 0 (/people/a) has no session\n",
		"  Likes more: session 0 (Monday 10:00 to 11:40, Drumming, Old Mill); but every place is taken",
		"Person 1 (/people/b)\n  session 0 (Monday 10:00 to 11:40, Drumming, Old Mill)\n",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the text does not say %q:\n%s", want, out.String())
		}
	}
	for _, other := range []string{`{"of":"two","sessions":[],"people":["/people/a","/people/b"]}`,
		`{"of":"two","sessions":["Drumming"],"people":[]}`, `{"of":"2","sessions":["Drumming"],"people":["/people/a","/people/b"]}`} {
		if _, err := weekplan.ReadKey(strings.NewReader(other), in, "two"); !errors.Is(err, weekplan.ErrKey) {
			t.Errorf("%s was taken: %v", other, err)
		}
	}
	for broken, want := range map[string]string{
		"drumming": "there is no value drumming",
		`{"of":2,"sessions":["a",3],"poeple":[]}`: "of: a text should stand here, and this is a number\n" +
			"sessions[1]: a text should stand here, and this is a number\npoeple: is not known; did you mean people?",
	} {
		if _, err := weekplan.ReadKey(strings.NewReader(broken), in, "two"); err == nil || err.Error() != want {
			t.Errorf("%s: told %v, want %s", broken, err, want)
		}
	}
}
