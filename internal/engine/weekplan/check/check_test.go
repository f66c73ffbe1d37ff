package check

import (
	"slices"
	"strings"
	"testing"
)

const edge = `{"weights":{"must":100,"short":10,"fair":2},"max_per_day":2,"max_per_act":2,"gap":30,
"sessions":[
 {"act":0,"day":0,"start":600,"end":700,"units":1,"places":2,"staff_max":1,"load":60,"staff_cost":14,"outcomes":1},
 {"act":0,"day":0,"start":730,"end":800,"units":1,"places":1,"staff_max":1,"load":60,"staff_cost":14,"outcomes":2},
 {"act":0,"day":1,"start":600,"end":700,"units":1,"places":9,"staff_max":1,"load":60,"staff_cost":0,"outcomes":0},
 {"act":0,"day":2,"start":600,"end":700,"units":2,"places":9,"staff_max":1,"load":60,"staff_cost":0,"outcomes":0},
 {"act":1,"day":0,"start":729,"end":800,"units":1,"places":9,"staff_max":1,"load":60,"staff_cost":0,"outcomes":0}],
"transport":[{"cap":1}],
"people":[
 {"min":1,"max":4,"budget":100,"must":[0],"theta":50,"opts":[{"s":0,"u":10,"price":50,"w":30,"t":-1},{"s":1,"u":10,"price":50,"w":30,"t":0},
  {"s":2,"u":-5,"price":0,"w":30,"t":0},{"s":3,"u":7,"price":1,"w":1,"t":-1},{"s":4,"u":1,"price":0,"w":0,"t":-1}]},
 {"min":0,"max":9,"budget":0,"must":[],"theta":0,"opts":[{"s":0,"u":3,"price":0,"w":30,"t":-1},{"s":2,"u":3,"price":0,"w":31,"t":-1},{"s":3,"u":3,"price":0,"w":1,"t":-1}]}],
"friends":[{"p":0,"q":1,"w":9,"t":2}]}`

func TestEachRuleAtItsEdge(t *testing.T) {
	c, err := Read(strings.NewReader(edge))
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		name      string
		weeks     [][]int
		objective int
		problem   string
	}{
		{"nobody does anything", [][]int{{}, {}}, -100 - 10 - 100, ""},
		{"exactly the gap between", [][]int{{0, 1}, {}}, 20 - 2*30 - 14 - 14, ""},
		{"a minute too near", [][]int{{0, 4}, {}}, 0, "people[0].sessions[1]: 4 clashes with 0"},
		{"load just full, friends together, one worker", [][]int{{0}, {0}}, 10 - 2*40 + 3 + 9 - 14, ""},
		{"load one too much", [][]int{{2}, {2}}, 0, "sessions[2] of the instance: load 61"},
		{"two units do not count for the activity", [][]int{{0, 3}, {}}, 17 - 2*33 - 14, ""},
		{"activity three times and seats", [][]int{{0, 1, 2}, {}}, 0, "people[0]: activity 0 comes 3 times"},
		{"two seats of one", [][]int{{1, 2}, {}}, 0, "transport[0] of the instance: 2 seats used of 1"},
		{"over budget", [][]int{{0, 1, 3}, {}}, 0, "people[0]: costs 101 pence"},
		{"people[1].sessions[0]: session 1 is not open", [][]int{{}, {1}}, 0, "people[1].sessions[0]: session 1 is not open"},
		{"twice the same", [][]int{{0, 0}, {}}, 0, "people[0].sessions[1]: 0 stands twice"},
		{"out of order", [][]int{{3, 0}, {}}, 0, "people[0].sessions[1]: 0 does not rise"},
		{"negative utility counts", [][]int{{2}, {}}, -5 - 100 - 2*55, ""},
	} {
		t.Run(x.name, func(t *testing.T) {
			r := c.Check(x.weeks)
			if x.problem == "" && (len(r.Problems) > 0 || r.Objective != x.objective) {
				t.Errorf("got %d %v, want %d", r.Objective, r.Problems, x.objective)
			}
			if x.problem != "" && !strings.Contains(strings.Join(r.Problems, "\n"), x.problem) {
				t.Errorf("got %v, want %q", r.Problems, x.problem)
			}
		})
	}
}

// small is one person with one session, and sum what its best plan comes to.
const (
	small = `{"weights":{},"max_per_day":1,"max_per_act":1,"gap":0,"sessions":[{"day":0,"start":1,"end":2,"units":1,"places":1,"staff_max":9,
		"staff_cost":1}],"people":[{"max":1,"opts":[{"s":0,"u":11,"w":1}]}],"friends":[]}`
	sum = `"summary":{"utility":11,"friendship":0,"staff":1,"musts_missed":0,"units_short":0,"moved":1,"below_floor":0,"worst_off":-1}`
)

// What a plan says of itself is held to what it is.
func TestWhatAPlanSaysOfItsProofIsChecked(t *testing.T) {
	for _, k := range []struct{ plan, problem string }{
		{`{"objective":10,"bound":10,"gap":0,"status":"optimal","people":[{"sessions":[0]}],` + sum + `}`, ""},
		{`{"objective":10,"bound":20,"gap":0.5,"status":"time","people":[{"sessions":[0]}],` + sum + `}`, ""},
		{`{"objective":10,"bound":20,"gap":0.4,"status":"time","people":[{"sessions":[0]}],` + sum + `}`, "gap: the plan says 0.4"},
		{`{"objective":10,"bound":20,"gap":0.5,"status":"optimal","people":[{"sessions":[0]}],` + sum + `}`, "the plan says it is optimal"},
		{`{"objective":10,"bound":9,"gap":-0.111111,"status":"time","people":[{"sessions":[0]}],` + sum + `}`, "bound: 9 is below"},
		{`{"objective":10,"bound":20,"gap":0.5,"status":"done","people":[{"sessions":[0]}],` + sum + `}`, `status: there is no "done"`},
		{`{"objective":11,"bound":20,"gap":0.5,"status":"gap","people":[{"sessions":[0]}],` + sum + `}`, "the model gives 10"},
	} {
		r, err := Plan(strings.NewReader(small), strings.NewReader(k.plan))
		if err != nil {
			t.Fatal(err)
		}
		if all := strings.Join(r.Problems, "\n"); (all == "") != (k.problem == "") || !strings.Contains(all, k.problem) {
			t.Errorf("%s: %q, want %q", k.plan, all, k.problem)
		}
	}
}

// What follows from a cause is not told beside it.
func TestOnlyTheCauseIsTold(t *testing.T) {
	for _, k := range []struct {
		plan string
		want []string
	}{
		{`"people":[{"sessions":[0]}]`, []string{"people: the plan has 1, the instance 2"}},
		{`"people":[{"sessions":[0]},{}]`, []string{"people[1].sessions: is missing"}},
		{`"people":[{"sessions":[0]},{"sessions":[1]}]`, []string{"people[1].sessions[0]: session 1 is not open to them"}},
		{`"people":[{"sessions":[0,0]},{"sessions":[]}]`, []string{"people[0].sessions[1]: 0 stands twice"}},
		{`"people":[{"sessions":[0,9]},{"sessions":[]}]`, []string{"people[0].sessions[1]: session 9 is not open to them"}},
		{`"people":[{"sessions":[0]},{"sessions":[0]}]`, []string{"objective: the plan says 100, the model gives -72"}},
	} {
		text := `{"objective":100,"bound":200,"gap":0.5,"status":"time",` + k.plan + `,"summary":{"utility":13,"friendship":9,"staff":14,
			"musts_missed":0,"units_short":0,"moved":2,"below_floor":1,"worst_off":0,"worst_share":0.2}}`
		r, err := Plan(strings.NewReader(edge), strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(r.Problems, k.want) {
			t.Errorf("%s: %q, want %q", k.plan, r.Problems, k.want)
		}
	}
}

// Nor are a gap and a proof of the best beside an objective or a bound that is wrong.
func TestOfAWrongObjectiveOrBoundNothingElseIsTold(t *testing.T) {
	for said, want := range map[string]string{
		`{"objective":11,"bound":10,"gap":0,"status":"optimal",`: "objective: the plan says 11, the model gives 10",
		`{"objective":10,"bound":9,"gap":0,"status":"optimal",`:  "bound: 9 is below the objective 10",
	} {
		r, err := Plan(strings.NewReader(small), strings.NewReader(said+`"people":[{"sessions":[0]}],`+sum+`}`))
		if err != nil || !slices.Equal(r.Problems, []string{want}) {
			t.Errorf("%s: %q, %v, want %q", said, r.Problems, err, want)
		}
	}
}

// A summary is what most readers read, so it is held to the weeks, key by key.
func TestEveryKeyOfASummaryIsReckonedAnew(t *testing.T) {
	const good = `"utility":13,"friendship":9,"staff":14,"musts_missed":0,"units_short":0,"moved":2,"below_floor":1,"worst_off":0,"worst_share":0.2`
	for _, k := range []struct{ old, new, want string }{
		{`"utility":13`, `"utility":14`, "summary.utility: the plan says 14, its weeks give 13"},
		{`"friendship":9`, `"friendship":0`, "summary.friendship: the plan says 0, its weeks give 9"},
		{`"staff":14`, `"staff":28`, "summary.staff: the plan says 28, its weeks give 14"},
		{`"musts_missed":0`, `"musts_missed":1`, "summary.musts_missed: the plan says 1, its weeks give 0"},
		{`"units_short":0,`, ``, "summary.units_short: is missing"},
		{`"moved":2`, `"moved":"2"`, "summary.moved: a whole number should stand here, and this is a text"},
		{`"below_floor":1`, `"below_floor":0`, "summary.below_floor: the plan says 0, its weeks give 1"},
		{`"worst_off":0`, `"worst_off":1`, "summary.worst_off: the plan says 1, its weeks give 0"},
		{`"worst_share":0.2`, `"worst_share":0.9`, "summary.worst_share: the plan says 0.9, its weeks give 0.2"},
		{`"moved":2`, `"moved":2,"locked_people":3`, "summary.locked_people: 3 of 2 cannot be"},
		{`"moved":2`, `"moved":2,"happy":3`, "summary.happy: is not known"},
		{good, good, ""},
	} {
		text := `{"objective":-72,"bound":0,"gap":72,"status":"time","people":[{"sessions":[0]},{"sessions":[0]}],"summary":{` +
			strings.Replace(good, k.old, k.new, 1) + `}}`
		r, err := Plan(strings.NewReader(edge), strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(r.Problems, "\n"); got != k.want {
			t.Errorf("%s: %q, want %q", k.new, got, k.want)
		}
	}
}
