package weekplan_test

import (
	"slices"
	"strings"
	"testing"

	"ourdays/internal/engine/weekplan"
)

const plainFile = `{"weights":{"must":1,"short":1,"fair":1},"max_per_day":2,"max_per_act":2,"gap":30,"venues":[{"x":1}],
	"sessions":[{"venue":0,"day":0,"start":1,"end":2,"units":1,"places":1,"outcomes":1}],"transport":[{"cap":3}],
	"people":[{"min":1,"max":2,"budget":100,"must":[0],"theta":9,"cur":[0],"opts":[{"s":0,"u":1,"price":90,"t":0}]},{"max":1,"budget":0,"opts":[{"s":0,"u":1}]}],
	"friends":[{"p":0,"q":1,"w":1,"t":1}]}`

// faultsOf reads the plain file with something changed and gives what is said of it.
func faultsOf(t *testing.T, changes ...string) []string {
	t.Helper()
	text := strings.NewReplacer(changes...).Replace(plainFile)
	if text == plainFile {
		t.Fatalf("nothing is changed by %q", changes)
	}
	_, err := weekplan.Read(strings.NewReader(text))
	if err == nil {
		return nil
	}
	return strings.Split(err.Error(), "\n")
}

// A key that is misspelt was taken for 0: without a budget nobody can have what costs.
func TestAKeyThatIsNearlyOneIsAFault(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{`"budget":100`, `"budgte":100`, "people[0].budgte: is not known; did you mean budget?"},
		{`"theta"`, `"thetta"`, "people[0].thetta: is not known; did you mean theta?"},
		{`"min"`, `"mim"`, "people[0].mim: is not known; did you mean min?"},
		{`"must":1`, `"musts":1`, "weights.musts: is not known; did you mean must?"},
		{`"max_per_day"`, `"maxPerDay"`, "maxPerDay: is not known; did you mean max_per_day?"},
		{`"friends"`, `"freinds"`, "freinds: is not known; did you mean friends?"},
		{`"price"`, `"Price"`, "people[0].opts[0].Price: is not known; did you mean price?"},
		{`"places"`, `"place"`, "sessions[0].place: is not known; did you mean places?"},
	} {
		if got := faultsOf(t, c.old, c.new); !slices.Equal(got, []string{c.want}) {
			t.Errorf("%s: got %q, want %q", c.new, got, c.want)
		}
	}
}

// What nothing here asks of is held to its kind too.
func TestAKeyThatIsNotAskedHasItsKind(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{`"units":1`, `"units":1,"price":"x"`, "sessions[0].price: "},
		{`"units":1`, `"units":1,"tiers":[-1]`, "sessions[0].tiers: "},
		{`"min":1`, `"min":1,"needs":{}`, "people[0].needs: "},
		{`{"x":1}`, `7`, "venues[0]: "},
		{`{"x":1}`, `{"x":"far"}`, "venues[0].x: "},
	} {
		if got := faultsOf(t, c.old, c.new); len(got) != 1 || !strings.HasPrefix(got[0], c.want) {
			t.Errorf("%s: got %q, want one at %q", c.new, got, c.want)
		}
	}
	good := []string{`"units":1`, `"units":1,"tiers":3,"price":5300`, `{"x":1}`, `{"x":1.5,"y":2,"town":1,"kind":0,"feat":11}`}
	if got := faultsOf(t, good...); got != nil {
		t.Errorf("good ones: %q", got)
	}
}

// What is near no key, or near one that stands already, is of a later program.
func TestKeysOfALaterProgramAreIgnoredAndSaid(t *testing.T) {
	text := strings.NewReplacer(`"theta":9`, `"theta":9,"thetas":[1,{"a":null}]`, `"u":1`, `"u":1,"colour":"red"`, `"gap":30`,
		`"gap":30,"$schema":"x"`).Replace(plainFile)
	in, err := weekplan.Read(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"people[0].opts[0].colour: is not known, and ignored", "people[0].thetas: is not known, and ignored",
		"$schema: is not known, and ignored"}
	if got := strings.Split(in.Notes().Error(), "\n"); !slices.Equal(got, want) {
		t.Errorf("it notes %q, not %q", got, want)
	}
}

func TestNumbersThatLeaveNoPlanAreFaultsAllToldAtOnce(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{`"min":1`, `"min":3`, "people[0].min: is 3, above max, 2"},
		{`"max_per_day":2`, `"max_per_day":0`, "max_per_day: 0 lies outside 1 to 100"},
		{`"max_per_act":2`, `"max_per_act":0`, "max_per_act: 0 lies outside 1 to 100"},
		{`"budget":100,`, ``, "people[0].budget: is missing, and there are prices to be paid from it"},
		{`"venue":0`, `"venue":1`, "sessions[0].venue: there is no such venue"},
		{`"end":2`, `"end":1441`, "sessions[0].end: 1441 lies outside 0 to 1440"},
		{`"price":90`, `"price":-1`, "people[0].opts[0].price: -1 lies outside 0 to 10000000"},
		{`"min":1`, `"min":1,"min":2`, "people[0].min: stands twice"},
		{`"price":90`, `"price":90,"w":1`, "sessions[0].staff_max: is missing, and workers have to support 1 of those who could go\n" +
			"sessions[0].load: is missing, and workers have to support 1 of those who could go"},
		{`"end":2`, `"end":1`, "sessions[0].end: must be after start"},
		{`"must":[0]`, `"must":[62]`, "people[0].must[0]: 62 lies outside 0 to 61"},
	} {
		if got := strings.Join(faultsOf(t, c.old, c.new), "\n"); got != c.want {
			t.Errorf("%s: got %q, want %q", c.new, got, c.want)
		}
	}
	all := faultsOf(t, `"min":1`, `"min":3`, `"max_per_day":2`, `"max_per_day":0`, `"venue":0`, `"venue":1`, `"theta"`, `"thetta"`, `"q":1`,
		`"q":5`)
	if len(all) != 5 { // and no more: of a number that is at fault nothing follows
		t.Errorf("of five faults it tells %q", all)
	}
}

// Without act all sessions were of one activity, and no word was said of it.
func TestAKeyThatIsMissingIsSaidWithWhatItIsReadAs(t *testing.T) {
	in, err := weekplan.Read(strings.NewReader(plainFile))
	if err != nil {
		t.Fatal(err)
	}
	const want = `sessions: act is missing in 1 of 1, and is read as 0
sessions: staff_max is missing in 1 of 1, and is read as 0
sessions: load is missing in 1 of 1, and is read as 1
sessions: staff_cost is missing in 1 of 1, and is read as 0
transport: town is missing in 1 of 1, and is read as 0
transport: day is missing in 1 of 1, and is read as 0
people[].opts: price is missing in 1 of 2, and is read as 0
people[].opts: w is missing in 2 of 2, and is read as 0
people[].opts: t is missing in 1 of 2, and is read as -1, which needs no seat
people: tier is missing in 2 of 2, and is read as 0
people: town is missing in 2 of 2, and is read as 0
people: min is missing in 1 of 2, and is read as 0
people: must is missing in 1 of 2, and is read as none
people: theta is missing in 1 of 2, and is read as 0
people: cur is missing in 1 of 2, and is read as none`
	if got := in.Missing().Error(); got != want {
		t.Errorf("it says\n%s\nnot\n%s", got, want)
	}
	few := `{"weights":{},"max_per_day":1,"max_per_act":1,"gap":0,"sessions":[],"people":[]}`
	if in, err = weekplan.Read(strings.NewReader(few)); err != nil {
		t.Fatal(err)
	}
	const lists = `weights: must is missing, and is read as 0
weights: short is missing, and is read as 0
weights: fair is missing, and is read as 0
transport is missing, and is read as none
friends is missing, and is read as none`
	if got := in.Missing().Error(); got != lists {
		t.Errorf("it says\n%s\nnot\n%s", got, lists)
	}
}

// Nothing in the plan shows why somebody has an empty week, so reading says it.
func TestPeopleForWhomNothingCanBePlannedAreSaid(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{`"budget":100`, `"budget":80`, "people[0].opts: nothing can be planned for them: of 1 sessions 1 cost more than their budget"},
		{`"max":1,"budget":0,"opts":[{"s":0,"u":1}]`, `"max":0,"opts":[{"s":0,"u":1}]`,
			"people[1].opts: nothing can be planned for them: of 1 sessions 1 use more units than their max"},
		{`"opts":[{"s":0,"u":1}]`, `"opts":[]`, "people[1].opts: is empty, so nothing can be planned for them"},
		{`"cap":3`, `"cap":0`, "people[0].opts: nothing can be planned for them: of 1 sessions 1 need a seat where there is none"},
		{`"outcomes":1}],"transport":[{"cap":3}],
	"people":[{"min":1,"max":2,"budget":100,"must":[0],"theta":9,"cur":[0],"opts":[{"s":0,`, `"outcomes":1,"staff_max":0,"load":60}],
	"transport":[{"cap":3}],"people":[{"min":1,"max":2,"budget":100,"must":[0],"theta":9,"cur":[0],"opts":[{"w":1,"s":0,`,
			"people[0].opts: nothing can be planned for them: of 1 sessions 1 have too few workers for their load"},
		{`"must":[0]`, `"must":[7]`, "people[0].must[0]: no session has outcome 7"},
	} {
		in, err := weekplan.Read(strings.NewReader(strings.Replace(plainFile, c.old, c.new, 1)))
		if err != nil {
			t.Fatalf("%s: %v", c.new, err)
		}
		if got := in.Notes().Error(); got != c.want {
			t.Errorf("%s: notes %q, want %q", c.new, got, c.want)
		}
	}
}

func TestSharedInstancesHaveNoFaults(t *testing.T) {
	for _, name := range []string{"b80-closure-s1", "b556-closure-s1", "b556-annual-s1", "b556-tiermix-s1", "b556-distancing-s1"} {
		in, err := weekplan.Read(strings.NewReader(string(shared(t, name+".json"))))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if left := in.Missing(); len(left) > 0 {
			t.Errorf("%s: %s", name, left)
		}
		for _, n := range in.Notes() {
			if strings.Contains(n.Message, "not known") {
				t.Errorf("%s: %s", name, n)
			}
		}
		t.Logf("%s: %d notes: %.300s", name, len(in.Notes()), in.Notes().Error())
	}
}
