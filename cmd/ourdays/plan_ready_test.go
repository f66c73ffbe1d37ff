package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// said plans six people and gives the lines of what is said of it.
func said(t *testing.T, args ...string) (code int, lines []string) {
	t.Helper()
	code, out, errs := runs(t, "", append([]string{"plan", sixPeople(t), "--rounds", "2"}, args...)...)
	if code != exitOK && out != "" {
		t.Errorf("%v: it was refused, and wrote %.80q", args, out)
	}
	return code, strings.Split(strings.TrimSpace(errs), "\n")
}

// Whoever mends one slip wants not to meet the next after it, nor after a run.
func TestEverythingThatKeepsARunFromEndingWellIsToldBeforeIt(t *testing.T) {
	folder := t.TempDir()
	out := filepath.Join(folder, "nosuch", "plan.json")
	for _, c := range []struct {
		args []string
		code int
		want []string
	}{
		{[]string{"--lock", "0,x,9", "--lock-sessions", "1,y,7"}, exitUsage, []string{
			`ourdays plan: --lock wants numbers, such as 3,17, and "x" is none`,
			`ourdays plan: --lock-sessions wants numbers, such as 3,17, and "y" is none`,
			"ourdays plan: cannot lock: person 0 has no week today, so there is none to keep",
			"ourdays plan: cannot lock: there is no person 9: the file has 0 to 5",
			"ourdays plan: cannot lock: session 1 (Tuesday 10:00 to 11:40): nobody attends it today, so there is no place to keep",
			"ourdays plan: cannot lock: there is no session 7: the file has 0 to 1"}},
		{[]string{"--lock", "0,,1", "--person", "1,", "--explain", "w.txt"}, exitUsage, []string{
			`ourdays plan: --lock "0,,1" has a comma with no number beside it`,
			"ourdays plan: cannot lock: person 0 has no week today, so there is none to keep",
			"ourdays plan: cannot lock: person 1 has no week today, so there is none to keep",
			`ourdays plan: --person "1," has a comma with no number beside it`}},
		{[]string{"-o", out, "--explain", folder, "--picture", filepath.Join(folder, "nosuch") + "/", "--person", "3,6"}, exitBad, []string{
			"ourdays plan: -o " + out + " cannot be written: no such file or directory",
			"ourdays plan: --explain " + folder + " cannot be written: it is a folder",
			"ourdays plan: --picture " + filepath.Join(folder, "nosuch") + "/ cannot be written: it is a folder",
			"ourdays plan: --person: there is no person 6 among 6, the first of whom is 0"}},
		{[]string{"--person", "1", "--key", "k.json"}, exitUsage, []string{
			"ourdays plan: --key is for reasons in words: --explain FILE.txt",
			"ourdays plan: --person is for reasons: name a file for them with --explain",
			"ourdays plan --help tells every flag"}},
	} {
		code, lines := said(t, c.args...)
		if code != c.code || !slices.Equal(lines, c.want) {
			t.Errorf("%v: exit %d\n%s\nwant %d\n%s", c.args, code, strings.Join(lines, "\n"), c.code, strings.Join(c.want, "\n"))
		}
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
		t.Errorf("trying left %v, %v", left, err)
	}
}

func TestAnExportTriesItsFilesBeforeItReads(t *testing.T) {
	code, _, errs := runs(t, "", "export", "plan", "--db", "sqlite:nosuch.db", "-o", "/nosuch/b.json", "--key", "/nosuch/k.json")
	const want = "ourdays export plan: -o /nosuch/b.json cannot be written: no such file or directory\n" +
		"ourdays export plan: --key /nosuch/k.json cannot be written: no such file or directory\n"
	if code != exitBad || errs != want {
		t.Errorf("exit %d, %q", code, errs)
	}
}

func TestARefusedRunLeavesFilesAsTheyWere(t *testing.T) {
	folder := t.TempDir()
	out, why := filepath.Join(folder, "plan.json"), filepath.Join(folder, "why.txt")
	for _, path := range []string{out, why} {
		if err := os.WriteFile(path, []byte("of last week"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if code, _ := said(t, "-o", out, "--explain", why, "--lock", "99"); code != exitBad {
		t.Errorf("exit %d", code)
	}
	if code, _ := said(t, "-o", out, "--explain", why, "--picture", filepath.Join(folder, "no", "p.svg")); code != exitBad {
		t.Errorf("exit %d", code)
	}
	for _, path := range []string{out, why} {
		if text, err := os.ReadFile(path); err != nil || string(text) != "of last week" {
			t.Errorf("%s holds %q, %v", path, text, err)
		}
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) != 2 {
		t.Errorf("the folder holds %v, %v", left, err)
	}
}

// The file that is planned, and the key, are read: what is written must not take their place.
func TestAPlanDoesNotTakeThePlaceOfWhatItReads(t *testing.T) {
	file := sixPeople(t)
	t.Chdir(filepath.Dir(file))
	before, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"plan", file, "-o", "six.json"}, {"plan", "six.json", "--explain", "./six.json"}} {
		if code, _, errs := runs(t, "", args...); code != exitUsage || !strings.Contains(errs, "would take the place of FILE") {
			t.Errorf("%v: exit %d, %s", args, code, errs)
		}
	}
	if after, err := os.ReadFile(file); err != nil || string(after) != string(before) {
		t.Errorf("the file holds %.40q, %v", after, err)
	}
}

// Where nobody can be below a floor, a plan with dearer floors differs by chance alone.
func TestAFairerPlanIsRefusedWhereItWouldChangeNothing(t *testing.T) {
	file := sixPeople(t)
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for old, says := range map[string][2]string{
		`"theta":60`: {`"theta":0`, "nobody in the file can be below a floor (theta)"},
		`"fair":1`:   {`"fair":4`, "in the file (weights.fair) it costs 4"},
	} {
		if err := os.WriteFile(file, []byte(strings.ReplaceAll(string(text), old, says[0])), 0o600); err != nil {
			t.Fatal(err)
		}
		code, out, errs := runs(t, "", "plan", file, "--fair", "--rounds", "2")
		if code != exitBad || out != "" || !strings.Contains(errs, "--fair would change nothing") || !strings.Contains(errs, says[1]) {
			t.Errorf("with %s: exit %d, %s", says[0], code, errs)
		}
	}
}

// The spread of four people is how each of them fares.
func TestFairnessOfTooFewPeopleIsRefused(t *testing.T) {
	file := filepath.Join(t.TempDir(), "few.json")
	one := `{"max":1,"theta":9,"opts":[{"s":0,"u":1}]}`
	for n, want := range map[int]int{4: exitBad, 5: exitOK} {
		text := `{"weights":{"must":1,"short":1,"fair":1},"max_per_day":2,"max_per_act":2,"gap":30,"sessions":[{"venue":0,"act":0,"day":0,
			"start":1,"end":2,"units":1,"places":3}],"people":[` + strings.Repeat(one+",", n-1) + one + `]}`
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		code, _, errs := runs(t, "", "plan", file, "--fair", "--rounds", "2")
		if refused := strings.Contains(errs, "--fair would tell how each of 4 people fares"); code != want || refused != (n == 4) {
			t.Errorf("%d people: exit %d, %s", n, code, errs)
		}
	}
}

func TestReasonsCanBeOfOnePersonAlone(t *testing.T) {
	why := filepath.Join(t.TempDir(), "why.txt")
	if code, lines := said(t, "--explain", why, "--person", "4, 2"); code != exitOK {
		t.Fatalf("exit %d: %q", code, lines)
	}
	text, err := os.ReadFile(why)
	if err != nil {
		t.Fatal(err)
	}
	if s := string(text); !strings.HasPrefix(s, "Person 2") || strings.Count(s, "Person ") != 2 || !strings.Contains(s, "\nPerson 4") ||
		strings.Contains(s, "One more") || strings.Contains(s, "tier") {
		t.Errorf("it tells:\n%s", s)
	}
}

// todayToo is six people who have weeks of today, the last of them without a floor.
func todayToo(t *testing.T) string {
	t.Helper()
	file := sixPeople(t)
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	changed := strings.Replace(string(text), `"max":2,`, `"max":2,"cur":[0],`, 2)
	changed = strings.Replace(changed, `"max":2,"theta"`, `"max":2,"cur":[1],"theta"`, 4)
	if err := os.WriteFile(file, []byte(changed), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// What a plan says about fairness and moves is held to its weeks as its summary is.
func TestWhatAPlanSaysOfFairnessAndMovesIsChecked(t *testing.T) {
	file, plan := todayToo(t), filepath.Join(t.TempDir(), "plan.json")
	if code, _, errs := runs(t, "", "plan", file, "--rounds", "3", "--fair", "--lock", "0", "-o", plan); code != exitOK {
		t.Fatalf("exit %d, %s", code, errs)
	}
	good, err := os.ReadFile(plan)
	if err != nil {
		t.Fatal(err)
	}
	for old, k := range map[string][2]string{
		`"people":6,`:              {`"people":5,`, "summary.fairness.plan.all.people: 5 and 0 who are uncompared are not"},
		`"tier"`:                   {`"tier"`, ""},
		`"moves":[`:                {`"moves":[{"kappa":9,"moved":-1,"objective":-99999,"bound":-999999},`, "moves[0].bound: -999999 is below"},
		`"locked_people":1`:        {`"locked_people":7`, "summary.locked_people: 7 of 6 cannot be"},
		`"by_tier":[{"group":1,`:   {`"by_tier":[{"group":2,`, "summary.fairness.plan.by_tier[0].people: the plan says 6"},
		`"fairness":{"weight":4,"`: {`"fairness":{"weight":4,"_`, "summary.fairness._plan: is not known; did you mean plan?"},
	} {
		text := strings.Replace(string(good), old, k[0], 1)
		if err := os.WriteFile(plan, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		code, out, _ := runs(t, "", "plan", file, "--check", plan)
		if k[1] == "" != (code == exitOK) || !strings.HasPrefix(out, k[1]) {
			t.Errorf("with %s: exit %d, %q", k[0], code, out)
		}
	}
}

// A plan that was copied by hand has slips of every kind; whoever checks it reads all of them.
func TestACheckTellsEverySlipOfAPlan(t *testing.T) {
	file, plan := sixPeople(t), filepath.Join(t.TempDir(), "plan.json")
	for _, k := range []struct{ text, out, errs string }{
		{"", "the file is empty\n", ""},
		{`{"status":"time","objective":1,"objective":1,"people":[{"sessions":["Mon"]}],"made":1}`,
			"objective: stands twice\npeople[0].sessions[0]: the number of a session should stand here, and this is a text\n" +
				"bound: is missing\ngap: is missing\nsummary: is missing\n", plan + ": note: made: is not known, and ignored\n"},
	} {
		if err := os.WriteFile(plan, []byte(k.text), 0o600); err != nil {
			t.Fatal(err)
		}
		if code, out, errs := runs(t, "", "plan", file, "--check", plan); code != exitBad || out != k.out || errs != k.errs {
			t.Errorf("exit %d, %q, %q", code, out, errs)
		}
	}
	if code, _, errs := runs(t, "", "plan", file, "--check", t.TempDir()); code != exitBad || !strings.Contains(errs, "it is a folder") {
		t.Errorf("a folder: exit %d, %q", code, errs)
	}
}

// A number without a unit, a variable of a script that was never set, and a flag that does
// nothing are slips: each says what to write.
func TestACommandLineWithASlipIsRefusedWithWhatToWrite(t *testing.T) {
	file := sixPeople(t)
	const nothing = " is given and names nothing: say what, or leave it out"
	for _, c := range []struct {
		args []string
		want []string
	}{
		{[]string{"--time", "10"}, []string{`invalid value "10" for flag -time: a unit is missing: write 10s for seconds, or 10m for minutes`}},
		{[]string{"--time=2.5"}, []string{`invalid value "2.5" for flag -time: a unit is missing: write 2.5s for seconds, or 2.5m for minutes`}},
		{[]string{"--time", "soon"}, []string{`invalid value "soon" for flag -time: write a length of time with its unit, such as 10s, 2m or 1h30m`}},
		{[]string{"--time", "0s"}, []string{`invalid value "0s" for flag -time: it has to be above 0, such as 10s`}},
		{[]string{"--time", "9999999h"}, []string{`invalid value "9999999h" for flag -time: it is too long: at most a week, 168h, can be waited`}},
		{[]string{"--time", "169h"}, []string{`invalid value "169h" for flag -time: it is too long: at most a week, 168h, can be waited`}},
		{[]string{"more.json", "--workers", "0", "--rounds", "-1", "--time", "-2s", "--gap", "5", "--seed", "x", "--lock", ""}, []string{
			`invalid value "0" for flag -workers: write how many work at once, 1 to 256`,
			`invalid value "-1" for flag -rounds: write how many rounds, or 0 for the clock`,
			`invalid value "-2s" for flag -time: it has to be above 0, such as 10s`,
			`invalid value "5" for flag -gap: write a share from 0 to below 1; 0.05 is 5 %`, `invalid value "x" for flag -seed`,
			fmt.Sprintf("name one FILE: %q stands after %q", "more.json", file), "--lock" + nothing}},
		{[]string{"--lock", "", "--lock-sessions=", "--person", " , ", "-o", ""}, []string{"--lock" + nothing, "--lock-sessions" + nothing,
			"-o" + nothing, "--person" + nothing, "--person is for reasons: name a file for them with --explain"}},
		{[]string{"--check", ""}, []string{"--check" + nothing}},
		{[]string{"---x", "--=5", "--time", "10"}, []string{"bad flag syntax: ---x", "bad flag syntax: --=5",
			`invalid value "10" for flag -time: a unit is missing: write 10s for seconds, or 10m for minutes`}},
		{[]string{"--rounds", "2", "---x"}, []string{"bad flag syntax: ---x"}},
		{[]string{"--rounds", "-1", "---x", "---x", "--time", "10"}, []string{
			`invalid value "-1" for flag -rounds: write how many rounds, or 0 for the clock`,
			"bad flag syntax: ---x", "bad flag syntax: ---x",
			`invalid value "10" for flag -time: a unit is missing: write 10s for seconds, or 10m for minutes`}},
		{[]string{"--rounds", "2", "--", "--time", "3"}, []string{"what stands after -- is not read: --time 3"}},
		{[]string{"--check", "p.json", "--fair", "--keep", "--time", "9s", "-o", "x"}, []string{
			"--check plans nothing, so leave out what does nothing beside it: --fair, --keep, -o, --time"}},
	} {
		want := "ourdays plan: " + strings.Join(c.want, "\nourdays plan: ") + "\nourdays plan --help tells every flag\n"
		if code, out, errs := runs(t, "", append([]string{"plan", file}, c.args...)...); code != exitUsage || out != "" || errs != want {
			t.Errorf("%q: exit %d\n%swant\n%s", c.args, code, errs, want)
		}
	}
}

// With standard output closed the plan was lost, and the run said that all was well.
func TestAPlanThatWouldBeLostIsRefused(t *testing.T) {
	why := filepath.Join(t.TempDir(), "why.json")
	for _, c := range []struct {
		how, code int
		also      []string
	}{{os.O_RDWR, exitBad, nil}, {os.O_WRONLY, exitOK, nil}, {os.O_RDWR, exitOK, []string{"--explain", why}}} {
		how, code := c.how, c.code
		null, err := os.OpenFile(os.DevNull, how, 0)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = null.Close() })
		var errs strings.Builder
		got := run(t.Context(), streams{strings.NewReader(""), null, &errs}, append([]string{"plan", sixPeople(t), "--rounds", "2"}, c.also...))
		if got != code || (code == exitBad) != strings.Contains(errs.String(), "standard output is closed") {
			t.Errorf("opened with %d: exit %d, %s", how, got, errs.String())
		}
	}
}

func TestALengthOfTimeIsReadWithItsUnit(t *testing.T) {
	for text, want := range map[string]time.Duration{"10s": 10 * time.Second, "1h30m": 90 * time.Minute, "250ms": 250 * time.Millisecond} {
		if f, ok := parsePlan(streams{err: io.Discard}, []string{"six.json", "--time", text}); !ok || f.Limit != want {
			t.Errorf("%s: %v, %v", text, f.Limit, ok)
		}
	}
	if f, ok := parsePlan(streams{err: io.Discard}, []string{"six.json"}); !ok || f.Limit != 10*time.Second {
		t.Errorf("without it %v, %v", f.Limit, ok)
	}
}
