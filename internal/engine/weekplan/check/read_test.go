package check

import (
	"slices"
	"strings"
	"testing"
)

// good is a plan of edge that keeps every rule and says what is so.
const good = `{"name":"edge","status":"time","objective":-72,"bound":0,"gap":72,"seconds":1.5,
"people":[{"sessions":[0]},{"sessions":[0]}],
"summary":{"utility":13,"friendship":9,"staff":14,"musts_missed":0,"units_short":0,"moved":2,"below_floor":1,"worst_off":0,"worst_share":0.2},
"moves":[{"kappa":0,"moved":2,"objective":-72,"bound":0}]}`

// saidOf changes the good plan and gives what is said of it.
func saidOf(t *testing.T, plan string) Report {
	t.Helper()
	r, err := Plan(strings.NewReader(edge), strings.NewReader(plan))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// What is missing was taken for 0 and what is of another kind ended the reading: every slip
// is told, with its path.
func TestEverySlipInThePlanIsToldWithItsPath(t *testing.T) {
	for _, k := range []struct{ old, new, want string }{
		{`"status":"time"`, `"status":"time"`, ""},
		{`[{"sessions":[0]}`, `[{"sessions":["Monday"]}`, "people[0].sessions[0]: the number of a session should stand here, and this is a text"},
		{`[{"sessions":[0]}`, `[{"sessions":7}`, "people[0].sessions: a list should stand here, and this is a number"},
		{`[{"sessions":[0]}`, `[{"sesions":[0]}`, "people[0].sesions: is not known; did you mean sessions?"},
		{`[{"sessions":[0]}`, `[[0]`, "people[0]: an object should stand here, and this is a list"},
		{`"objective":-72,"bound":0`, `"objective":-72.5,"bound":0`, "objective: -72.5 is not a whole number"},
		{`"objective":-72,"bound":0`, `"bound":0`, "objective: is missing"},
		{`"bound":0,"gap"`, `"gap"`, "bound: is missing"},
		{`"bound":0,"gap"`, `"bound":null,"gap"`, "bound: a whole number should stand here, and this is null"},
		{`"gap":72,`, ``, "gap: is missing"},
		{`"gap":72,`, `"gap":72,"gap":71,`, "gap: stands twice"},
		{`"status":"time"`, `"status":true`, "status: a text should stand here, and this is true"},
		{`"status":"time",`, ``, "status: is missing"},
		{`"people"`, `"folk"`, "people: is missing"},
		{`"summary":{`, `"summary":[{}],"rest":{`, "summary: an object should stand here, and this is a list"},
		{`"moved":2,"below`, `"moved":2,"moved":2,"below`, "summary.moved: stands twice"},
		{`"moves":[{"kappa":0,`, `"moves":[{`, "moves[0].kappa: is missing"},
		{`"bound":0}]`, `"bound":{}}]`, "moves[0].bound: a whole number should stand here, and this is an object"},
		{`"worst_share":0.2`, `"worst_share":0.2,"fairness":{}`,
			"summary.fairness.weight: is missing\nsummary.fairness.plan: is missing\nsummary.fairness.fairer: is missing"},
	} {
		if got := strings.Join(saidOf(t, strings.Replace(good, k.old, k.new, 1)).Problems, "\n"); got != k.want {
			t.Errorf("%s: it says %q, want %q", k.new, got, k.want)
		}
	}
}

func TestSlipsAndBrokenRulesAreToldTogether(t *testing.T) {
	plan := strings.NewReplacer(`"bound":0,"gap":72,`, `"gap":"much",`, `"friendship":9`, `"friendship":8`, `"staff":14,`, ``,
		`{"kappa":0`, `{"kappa":"none"`).Replace(good)
	want := []string{"gap: a number should stand here, and this is a text", "summary.staff: is missing",
		"moves[0].kappa: a whole number should stand here, and this is a text", "bound: is missing",
		"summary.friendship: the plan says 8, its weeks give 9"}
	if got := saidOf(t, plan).Problems; !slices.Equal(got, want) {
		t.Errorf("it says\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func upTo(text, part string) string {
	before, _, _ := strings.Cut(text, part)
	return before
}

func TestAPlanThatBreaksOffSaysWhere(t *testing.T) {
	for _, k := range []struct{ plan, want string }{
		{"", "the file is empty"},
		{" \n ", "the file is empty"},
		{good[:strings.Index(good, `"gap"`)+6], "gap: the file breaks off at line 1, column 64 (after 63 bytes)"},
		{upTo(good, `,{"sessions"`), "people: the file breaks off at line 2, column 27 (after 107 bytes)"},
		{strings.Replace(good, `},{`, `} {`, 1), "people: a comma should stand here at line 2, column 28 (after 108 bytes)"},
		{good + "\n}", "the file should end here; something more stands at line 5, column 1 (after 329 bytes)"},
		{strings.Replace(good, `"gap":72`, `"gap":nothing`, 1), "gap: there is no value nothing"},
		{"plan", "this is no plan: objective, bound, status and summary are missing"},
		{edge, "this is no plan: objective, bound, status and summary are missing"},
		{"[1]", "this is no plan: objective, bound, status and summary are missing"},
	} {
		if got := strings.Join(saidOf(t, k.plan).Problems, "\n"); got != k.want {
			t.Errorf("%.20q…: it says %q, want %q", k.plan, got, k.want)
		}
	}
}

// What a later program writes is no fault, but nobody has checked it.
func TestKeysThatAreNotKnownAreNoted(t *testing.T) {
	r := saidOf(t, strings.Replace(good, `"seconds"`, `"made_by":{"a":[null]},"seconds"`, 1))
	if want := []string{"made_by: is not known, and ignored"}; len(r.Problems) > 0 || !slices.Equal(r.Notes, want) {
		t.Errorf("%q, notes %q", r.Problems, r.Notes)
	}
}
