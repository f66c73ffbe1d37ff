package processes_test

import (
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"

	"ourdays/internal/platform/db/dbtest"
)

func TestTwoProcessesServeOneDatabase(t *testing.T) {
	database := dbtest.PostgresAddress(t)
	must(t, "demo", "--db", database, "--people", "60", "--no-serve")
	one, two := serve(t, database), serve(t, database)
	dina := newBrowser(t)
	dina.as(one, "Dina Okafor")

	t.Run("who signed in at one is known at the other", func(t *testing.T) {
		if a := dina.get(two, "/people"); a.code != http.StatusOK || !strings.Contains(a.body, "Dina Okafor") {
			t.Errorf("got %d", a.code)
		}
	})
	t.Run("a form pressed at both at once has one effect and one answer", func(t *testing.T) {
		plan := aPlan(t, dina, one)
		form := outcome("I want to bake bread on both sides of town.")
		form.Set("form", key(t, dina.get(one, plan).body, plan+"/outcomes"))
		var at [2]answer
		var wg sync.WaitGroup
		for i, s := range []*server{one, two} {
			wg.Go(func() { at[i] = dina.post(s, plan+"/outcomes", form) })
		}
		wg.Wait()
		if at[0].code != http.StatusSeeOther || at[0].location != plan || at[1] != at[0] {
			t.Errorf("the answers are %+v and %+v", at[0], at[1])
		}
		if n := agreed(dina.get(two, plan).body, "I want to bake bread on both sides of town."); n != 1 {
			t.Errorf("the outcome stands %d times", n)
		}
	})
	t.Run("who signs out at one is out at the other", func(t *testing.T) {
		dina.post(two, "/sign-out", url.Values{"form": {"k"}})
		if a := dina.get(one, "/people"); !strings.HasPrefix(a.location, "/sign-in") {
			t.Errorf("got %d %s", a.code, a.location)
		}
	})
	t.Run("one stops in order and the other goes on", func(t *testing.T) {
		if code := one.stop(); code != 0 {
			t.Errorf("stopped with %d", code)
		}
		if a := newBrowser(t).get(two, "/readyz"); a.code != http.StatusOK {
			t.Errorf("got %d", a.code)
		}
	})
	if out := must(t, "check", "--db", database); !strings.Contains(out, "every invariant holds") {
		t.Error(out)
	}
}

// aPlan finds the plan of somebody of the demo that the social worker knows.
func aPlan(t *testing.T, b *browser, s *server) string {
	t.Helper()
	page := b.get(s, "/people?q=bright").body
	_, rest, ok := strings.Cut(page, `href="/people/0`)
	if !ok {
		t.Fatalf("nobody is listed: %s", page)
	}
	id, _, _ := strings.Cut(rest, `"`)
	return "/people/0" + id + "/plan"
}

// agreed counts how often an outcome stands on the page of a plan. The button
// that takes it off again names it, too.
func agreed(page, words string) int { return strings.Count(page, ">"+words+"</span></strong>") }

func outcome(words string) url.Values {
	return url.Values{"words": {words}, "care_act": {"O1"}, "baseline": {"-1"}, "scale_0": {"not at all"}, "scale_1": {"with a lot of help"},
		"scale_2": {"with some help"}, "scale_3": {"nearly alone"}, "scale_4": {"alone"}}
}
