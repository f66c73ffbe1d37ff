package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ourdays/internal/engine/weekplan"
)

// sixPeople writes an instance: two sessions of three places for six people,
// five of whom live in one town.
func sixPeople(t *testing.T) string {
	t.Helper()
	var people []string
	for i := range 6 {
		people = append(people, fmt.Sprintf(`{"tier":1,"town":%d,"max":2,"theta":60,"opts":[{"s":0,"u":%d,"t":-1},{"s":1,"u":50,"t":-1}]}`,
			i/5, 90+i))
	}
	text := `{"name":"six","weights":{"must":1,"short":1,"fair":1},"max_per_day":2,"max_per_act":2,"gap":30,
		"sessions":[{"act":0,"day":0,"start":600,"end":700,"units":1,"places":3,"staff_max":1,"load":60},
		{"act":1,"day":1,"start":600,"end":700,"units":1,"places":6,"staff_max":1,"load":60}],
		"people":[` + strings.Join(people, ",") + `]}`
	path := filepath.Join(t.TempDir(), "six.json")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestFairnessStandsInThePlanAndHidesSmallNumbers(t *testing.T) {
	code, out, errs := runs(t, "", "plan", sixPeople(t), "--rounds", "4", "--fair")
	if code != exitOK {
		t.Fatalf("exit %d: %s", code, errs)
	}
	var plan struct {
		Summary struct {
			Fairness struct {
				Weight       int
				Plan, Fairer struct {
					All    struct{ People, Below_floor *int }
					ByTown []struct{ Group, People int } `json:"by_town"`
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(out), &plan); err != nil {
		t.Fatal(err)
	}
	f := plan.Summary.Fairness
	if f.Weight != fairWeight || f.Plan.All.People == nil || *f.Plan.All.People != 6 || f.Fairer.All.People == nil {
		t.Fatalf("fairness %+v", f)
	}
	if f.Plan.All.Below_floor != nil {
		t.Errorf("three people are below their floor; the plan says %d", *f.Plan.All.Below_floor)
	}
	if len(f.Plan.ByTown) != 0 {
		t.Errorf("towns shown: %+v; the second has one person, whom the first and all would give away", f.Plan.ByTown)
	}
	if !strings.Contains(errs, "hidden") {
		t.Errorf("the table does not say that the number is small:\n%s", errs)
	}
}

func TestKeysThatAreMissingAreSaidBeforePlanning(t *testing.T) {
	_, lines := said(t)
	told := 0
	for _, line := range lines {
		if strings.Contains(line, "six.json: note: ") && strings.Contains(line, "is missing") {
			told++
		}
	}
	if told != 11 || !slices.ContainsFunc(lines, func(l string) bool {
		return strings.HasSuffix(l, "six.json: note: people[].opts: price is missing in 12 of 12, and is read as 0")
	}) {
		t.Errorf("of %d missing keys it tells in\n%s", told, strings.Join(lines, "\n"))
	}
}

// A file from somebody else could clear the screen, and one without a name had none.
func TestAFileIsCalledByItsNameWithoutSteeringTheTerminal(t *testing.T) {
	file := sixPeople(t)
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for name, called := range map[string]string{`"name":"a\u001b[2J\nb",`: `a\x1b[2J\nb: 6 people`, ``: "six.json: 6 people"} {
		changed := strings.Replace(string(text), `"name":"six",`, name, 1)
		if err := os.WriteFile(file, []byte(changed), 0o600); err != nil {
			t.Fatal(err)
		}
		if code, _, errs := runs(t, "", "plan", file, "--rounds", "2"); code != exitOK || !strings.Contains(errs, "\n"+called) ||
			strings.Contains(errs, "\x1b") {
			t.Errorf("%s: exit %d, %q", name, code, errs)
		}
	}
}

func TestHelpOfACommandSaysItsArgumentsAndIsNoFault(t *testing.T) {
	code, out, errs := runs(t, "", "plan", "borough.json", "--help")
	if code != exitOK || errs != "" || !strings.HasPrefix(out, "ourdays plan FILE") || !strings.Contains(out, "-time") {
		t.Errorf("exit %d, %q, %.60q", code, errs, out)
	}
}

func TestAPlanIsRefusedWithAGapThatIsNone(t *testing.T) {
	const share = "write a share from 0 to below 1; 0.05 is 5 %"
	for gap, says := range map[string]string{"-1": share, "NaN": share, "5": share, "1": share, "Inf": share, "200%": share,
		"2%": "write it as a share: 0.02", "0.5 %": "write it as a share: 0.005"} {
		if code, _, errs := runs(t, "", "plan", sixPeople(t), "--gap", gap); code != exitUsage || !strings.Contains(errs,
			"for flag -gap: "+says+"\n") {
			t.Errorf("gap %s: exit %d, %.120q", gap, code, errs)
		}
	}
}

// Ten thousand million workers took all the memory of a machine.
func TestMoreWorkersThanAnyMachineHasAreRefused(t *testing.T) {
	for _, n := range []string{"10000000000", "257", "0", "many"} {
		if code, _, errs := runs(t, "", "plan", sixPeople(t), "--workers", n); code != exitUsage ||
			!strings.Contains(errs, "for flag -workers: write how many work at once, 1 to 256") {
			t.Errorf("%s workers: exit %d, %.120q", n, code, errs)
		}
	}
	if code, _, errs := runs(t, "", "plan", sixPeople(t), "--workers", "256", "--rounds", "2"); code != exitOK {
		t.Errorf("256 workers: exit %d, %s", code, errs)
	}
	if _, help, _ := runs(t, "", "plan", "--help"); !strings.Contains(help, "more than the cores does not help") {
		t.Error("the help does not say what more workers give")
	}
}

// A slip in the path once made a database, and a file with nobody in it.
func TestNothingIsExportedFromADatabaseThatIsNotThere(t *testing.T) {
	folder := t.TempDir()
	out := filepath.Join(folder, "b.json")
	code, _, errs := runs(t, "", "export", "plan", "--db", "sqlite:"+filepath.Join(folder, "nosuch.db"), "-o", out)
	if code != exitBad || !strings.Contains(errs, "nosuch.db") {
		t.Errorf("exit %d: %s", code, errs)
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
		t.Errorf("it left %v, %v", left, err)
	}
}

func TestAKeyIsRefusedBeforePlanningWhenItIsOfNoUse(t *testing.T) {
	key := filepath.Join(t.TempDir(), "key.json")
	if err := os.WriteFile(key, []byte(`{"of":"another","sessions":["Drumming"],"people":[]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	wrong := filepath.Join(t.TempDir(), "wrong.json")
	if err := os.WriteFile(wrong, []byte(`{"sessions":["Drumming",4],"people":[]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, k := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"--key", key}, exitUsage, "--explain FILE.txt"},
		{[]string{"--key", key, "--explain", "why.txt"}, exitBad, "it was written with another export"},
		{[]string{"--key", wrong, "--explain", "why.txt"}, exitBad, "ourdays plan: " + wrong + ": sessions[1]: a text should stand here, " +
			"and this is a number\nourdays plan: " + wrong + ": of: is missing\n"},
		{[]string{"--key", key + "x", "--explain", "why.txt"}, exitBad, "no such file"},
	} {
		code, out, errs := runs(t, "", append([]string{"plan", sixPeople(t)}, k.args...)...)
		if code != k.code || out != "" || !strings.Contains(errs, k.says) {
			t.Errorf("%v: exit %d, %q, %q", k.args, code, out, errs)
		}
	}
}

// What names records is for who asked, and for nobody else on the machine.
func TestReasonsThatNameRecordsAreReadByTheirOwnerOnly(t *testing.T) {
	file, folder := sixPeople(t), t.TempDir()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	named := weekplan.Key{Of: weekplan.Digest(text), Sessions: []string{"Drumming", "Choir"},
		People: []string{"/people/a", "/people/b", "/people/c", "/people/d", "/people/e", "/people/f"}}
	key, why, plain := filepath.Join(folder, "key.json"), filepath.Join(folder, "why.txt"), filepath.Join(folder, "plain.txt")
	if err := writePrivate(key, named.Write); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"--explain", why, "--key", key}, {"--explain", plain}} {
		if code, _, errs := runs(t, "", append([]string{"plan", file, "--rounds", "2"}, args...)...); code != exitOK {
			t.Fatalf("exit %d: %s", code, errs)
		}
	}
	for path, mode := range map[string]os.FileMode{key: 0o600, why: 0o600, plain: 0o644} {
		if info, err := os.Stat(path); err != nil || info.Mode() != mode {
			t.Errorf("%s has %v, %v", path, info.Mode(), err)
		}
	}
	if told, err := os.ReadFile(why); err != nil || !strings.Contains(string(told), "Person 5 (/people/f)") {
		t.Errorf("%v: %.200s", err, told)
	}
}

// The second of two files of one name took the place of the first, and a key is not for everybody.
func TestOneFileIsNotNamedTwice(t *testing.T) {
	file := filepath.Join(t.TempDir(), "one.txt")
	for _, args := range [][]string{{"plan", sixPeople(t), "-o", file, "--explain", file},
		{"plan", sixPeople(t), "--explain", file, "--picture", file}, {"export", "plan", "-o", file, "--key", file}} {
		if code, _, errs := runs(t, "", args...); code != exitUsage || !strings.Contains(errs, " own") {
			t.Errorf("%v: exit %d, %s", args, code, errs)
		}
	}
	if _, err := os.Stat(file); !os.IsNotExist(err) {
		t.Errorf("it was written: %v", err)
	}
}

// Every flag that the help tells stands in the document, and no other.
func TestEveryFlagOfPlanIsExplained(t *testing.T) {
	_, help, _ := runs(t, "", "plan", "--help")
	text, err := os.ReadFile("../../docs/planner.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(text), "## The flags")
	section, _, _ = strings.Cut(section, "\n## ")
	list := func(text, pattern string) (names []string) {
		for _, m := range regexp.MustCompile(pattern).FindAllStringSubmatch(text, -1) {
			names = append(names, m[1])
		}
		slices.Sort(names)
		return slices.Compact(names)
	}
	helped, explained := list(help, `(?m)^  --?([a-z-]+)`), list(section, "(?m)^\\| `--?([a-z-]+)` \\|")
	if len(helped) < 10 || !slices.Equal(helped, explained) {
		t.Errorf("the help tells %q, and docs/planner.md %q", helped, explained)
	}
	if usage, _, _ := strings.Cut(help, "\n"); !slices.Equal(helped, list(usage, `[[ ]--?([a-z-]+)`)) {
		t.Errorf("the help tells %q, and its first line %q", helped, usage)
	}
}
