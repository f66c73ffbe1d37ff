package processes_test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/db"
)

func write(t *testing.T, name, text string) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// as reads JSON that a command printed.
func as[T any](t *testing.T, text string) (v T) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	return v
}

func TestWrongUsageIsToldAndMachinesReadNothing(t *testing.T) {
	for _, args := range []string{"", "dance", "demo --people 1", "demo extra", "serve extra", "import", "import openreferral",
		"plan", "export",
		"export plan", "check extra", "check --seal 12", "backup", "backup a b", "backup f --db postgres://h/d", "restore",
		"restore f --db postgres://h/d", "migrate extra", "migrate --down"} {
		if out := printed(t, 2, strings.Fields(args)...); out != "" {
			t.Errorf("%q prints %q", args, out)
		}
	}
}

const twoClubs = `[{"id":"a","name":"Choir","status":"active","organization":{"id":"o","name":"Hall"}},
	{"id":"b","name":"Film club","minimum_age":-1,"status":"active","organization":{"id":"o","name":"Hall"}}, {"id":"c","name":" "}]`

func TestAnImportReportsInTheKeysThatWerePromised(t *testing.T) {
	list := write(t, "list.json", twoClubs)
	database := "sqlite:" + filepath.Join(t.TempDir(), "new.db")
	imported := func() map[string]any {
		return as[map[string]any](t, printed(t, 0, "import", "openreferral", list, "--db", database, "--json"))
	}
	first, second := imported(), imported()
	if keys := slices.Sorted(maps.Keys(first)); !slices.Equal(keys, []string{"added", "changed", "guessed", "read", "rejected", "repaired",
		"unchanged"}) {
		t.Errorf("the keys are %v", keys)
	}
	counts := func(r map[string]any) string {
		return fmt.Sprint(r["read"], r["added"], r["changed"], r["unchanged"])
	}
	if counts(first) != "3 2 0 0" || counts(second) != "3 0 0 2" {
		t.Errorf("counted %s, and again %s", counts(first), counts(second))
	}
	many := map[string]int{"rejected": 1, "repaired": 1, "guessed": 4} // kind and way of each club
	for key, want := range map[string][]string{"rejected": {"id", "name", "reason"}, "repaired": {"field", "id", "what"},
		"guessed": {"field", "id", "name", "value", "why"}} {
		list, _ := first[key].([]any)
		if len(list) != many[key] {
			t.Errorf("%s: %v", key, first[key])
			continue
		}
		if one, _ := list[0].(map[string]any); !slices.Equal(slices.Sorted(maps.Keys(one)), want) {
			t.Errorf("%s has %v, want %v", key, one, want)
		}
	}
	if out, code := run(t, "import", "openreferral", list+".none", "--db", database); code != 1 {
		t.Errorf("a file that is not there: %d %s", code, out)
	}
}

func TestMigratingMakesADatabaseAndChangesNoneThatIsUpToDate(t *testing.T) {
	fresh := "sqlite:" + filepath.Join(t.TempDir(), "new.db")
	if out := must(t, "migrate", "--db", fresh); !strings.Contains(out, "migrated: 0001_access.sql") || !strings.Contains(out,
		"the schema is up to date") {
		t.Error(out)
	}
	if out := must(t, "migrate", "--db", fresh); out != "the schema is up to date\n" {
		t.Error(out)
	}
	database, _ := town(t)
	stored(t, database, func(ctx context.Context, d *db.DB) error {
		_, err := d.Pool().ExecContext(ctx, `DELETE FROM spend_sum`)
		return err
	})
	if out, code := run(t, "check", "--db", database); code != 1 {
		t.Errorf("sums that were lost: %d %s", code, out)
	}
	must(t, "migrate", "--rebuild", "--db", database)
	must(t, "check", "--db", database)
}

func TestTheCheckHoldsTheTrailToASealThatWasKept(t *testing.T) {
	database, _ := town(t)
	stored(t, database, func(ctx context.Context, d *db.DB) error {
		_, err := access.New(access.Deps{DB: d}).Seal(ctx)
		return err
	})
	kept := regexp.MustCompile(`ends with seal (\d+:\w+)`).FindStringSubmatch(must(t, "check", "--db", database))
	if kept == nil {
		t.Fatal("the check does not say how the trail ends")
	}
	if out := printed(t, 0, "check", "--db", database, "--seal", kept[1], "--json"); out != "{\"breaches\":[]}\n" {
		t.Error(out)
	}
	no, _, _ := strings.Cut(kept[1], ":")
	stored(t, database, func(ctx context.Context, d *db.DB) error {
		_, err := d.Pool().ExecContext(ctx, `DELETE FROM audit WHERE seal_no = ?`, no)
		return err
	})
	breach := "audit: line " + no + " no longer has the seal that was kept"
	if got := as[map[string][]string](t, printed(t, 1, "check", "--db", database, "--seal", kept[1], "--json")); !slices.Equal(got["breaches"],
		[]string{breach}) {
		t.Errorf("got %v", got)
	}
	if out := printed(t, 1, "check", "--db", database, "--seal", kept[1]); out != breach+"\n" {
		t.Error(out)
	}
	printed(t, 1, "check", "--db", database+".none")
}

// textsIn gives every text of a JSON value that is no key.
func textsIn(v any) (all []string) {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		for _, x := range v {
			all = append(all, textsIn(x)...)
		}
	case map[string]any:
		for _, x := range v {
			all = append(all, textsIn(x)...)
		}
	}
	return all
}

func TestTheBoroughGoesToThePlannerWithoutNamesAndComesBackChecked(t *testing.T) {
	database, _ := town(t)
	file, plan := filepath.Join(t.TempDir(), "borough.json"), filepath.Join(t.TempDir(), "plan.json")
	said := must(t, "export", "plan", "--db", database, "-o", file)
	counts := regexp.MustCompile(`^(\d+) people, (\d+) sessions, (\d+) friend links\n$`).FindStringSubmatch(said)
	if counts == nil || slices.Contains(counts, "0") {
		t.Fatalf("exported %q", said)
	}
	texts := textsIn(as[any](t, read(t, file)))
	slices.Sort(texts)
	if len(texts) != 2 || !regexp.MustCompile(`^borough-\d{4}-\d\d-\d\d$`).MatchString(texts[0]) || texts[1] != "database" {
		t.Errorf("the file's texts are %q", texts)
	}
	must(t, "plan", file, "-o", plan, "--rounds", "1", "--time", "10m")
	whole := read(t, plan)
	objective := regexp.MustCompile(`"objective":(\d+)`).FindStringSubmatch(whole)
	if objective == nil || objective[1] == "0" {
		t.Fatalf("the plan has no objective: %s", whole)
	}
	if out := printed(t, 0, "plan", file, "--check", plan); out != "The plan keeps every rule; its objective is "+objective[1]+".\n" {
		t.Error(out)
	}
	boasts := write(t, "boasts.json", strings.Replace(whole, objective[0], objective[0]+"0", 1))
	if out := printed(t, 1, "plan", file, "--check", boasts); !strings.Contains(out, "objective") {
		t.Errorf("a plan that boasts: %q", out)
	}
}

func TestMachinesAskHowItIs(t *testing.T) {
	database, _ := town(t)
	s := serve(t, database)
	dina := newBrowser(t)
	dina.as(s, "Dina Okafor")
	plan := aPlan(t, dina, s)
	dina.get(s, plan)
	for path, want := range map[string]string{"/healthz": "ok\n", "/readyz": "ready\n"} {
		if a := newBrowser(t).get(s, path); a.code != http.StatusOK || a.body != want {
			t.Errorf("%s: %d %q", path, a.code, a.body)
		}
	}
	metrics := newBrowser(t).get(s, "/metrics").body
	for end := time.Now().Add(time.Minute); !strings.Contains(metrics, "ourdays_jobs_waiting 0") && time.Now().Before(end); {
		time.Sleep(50 * time.Millisecond) // between two looks: the letters of the demo are on their way
		metrics = newBrowser(t).get(s, "/metrics").body
	}
	for _, want := range []string{`ourdays_request_seconds_count{class="2xx",method="GET",route="GET /people/{person}/plan"} 1`,
		"ourdays_jobs_waiting 0", "ourdays_jobs_given_up 0"} {
		if !strings.Contains(metrics, want) {
			t.Errorf("the metrics do not say %s", want)
		}
	}
	if code := s.stop(); code != 0 {
		t.Errorf("stopped with %d", code)
	}
	person := strings.Split(plan, "/")[2]
	if log := s.log.String(); strings.Contains(metrics, person) || strings.Contains(log, person) {
		t.Error("metrics or log name a person")
	}
}
