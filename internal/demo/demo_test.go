package demo_test

import (
	"strings"
	"testing"

	"ourdays/internal/app/apptest"
	"ourdays/internal/demo"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
)

func TestTheBorough(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house := apptest.New(t, d)
		if err := demo.Fill(t.Context(), house.Rooms()); err != nil {
			t.Fatal(err)
		}
		t.Run("keeps every invariant", func(t *testing.T) {
			if faults, err := house.Check(t.Context()); err != nil || len(faults) > 0 {
				t.Errorf("%v, %v", faults, err)
			}
		})
		t.Run("is found by what people look for", func(t *testing.T) {
			for words, title := range map[string]string{"bowling": "Ten-pin bowling", "signing choir": "Makaton choir", "donkeys": "Morning round",
				"swimmming": "Warm water swim", "dementia": "Songs we know"} {
				house.Anyone(t).Get("/activities?q="+strings.ReplaceAll(words, " ", "+")).Shows(t, title)
			}
		})
		t.Run("holds no text outside the catalogue but its own words", func(t *testing.T) {
			for _, path := range []string{"/", "/activities", "/activities?kind=sport"} {
				if found := apptest.Unbracketed(house.Anyone(t).Get(path + sep(path) + "voice=pseudo").Doc); len(found) > 0 {
					t.Errorf("%s: %q", path, found)
				}
			}
		})
		t.Run("lets a visitor be anybody", func(t *testing.T) {
			house.Anyone(t).Get("/sign-in").Shows(t, "Amara Osei", "Broker", "Beth Farrow", "Provider")
		})
	})
}

func sep(path string) string {
	if strings.Contains(path, "?") {
		return "&"
	}
	return "?"
}

func TestNoTwoActivitiesShareASentenceAndEasyReadIsShort(t *testing.T) {
	seen := map[string]string{}
	for _, o := range demo.Texts() {
		for _, s := range strings.SplitAfter(o.Text, ". ") {
			s = strings.TrimSpace(s)
			if other := seen[s]; other != "" {
				t.Errorf("%s and %s share %q", o.Title, other, s)
			}
			seen[s] = o.Title
		}
		for _, line := range strings.Split(o.Easy, "\n") {
			if n := len(strings.Fields(line)); n > 10 {
				t.Errorf("%s: %d words in %q", o.Title, n, line)
			}
		}
	}
	if len(seen) < 60 {
		t.Errorf("only %d sentences were looked at", len(seen))
	}
}
