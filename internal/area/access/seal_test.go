package access_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
)

// Sealing a part of the trail costs that part. SQLite once found what is not sealed by the
// index of what is, and sorted all of it for each part: a year of 50,000 people's took hours.
func TestSealingAPartReadsThatPart(t *testing.T) {
	d := dbtest.SQLite(t)
	s, a := service(t, d)
	if err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		return s.Note(ctx, tx, a, "test", "thing")
	}); err != nil {
		t.Fatal(err)
	}
	before := d.Texts()
	if _, err := s.Seal(t.Context()); err != nil {
		t.Fatal(err)
	}
	asked := 0
	for _, text := range d.Texts() {
		if slices.Contains(before, text) || !strings.HasPrefix(text, "SELECT") || !strings.Contains(text, "FROM audit") {
			continue
		}
		asked++
		for _, step := range dbtest.Plan(t, d, text, slices.Repeat([]any{1}, strings.Count(text, "$1"))...) {
			if strings.Contains(step, "TEMP B-TREE") || strings.HasPrefix(step, "SCAN") && !strings.Contains(step, "INDEX audit_unsealed") {
				t.Errorf("%s: %s", step, text)
			}
		}
	}
	if asked < 2 {
		t.Errorf("it asks %d statements", asked)
	}
}

// Whom a letter reaches of some people is found from these people: SQLite once went through
// every helper of the council for each page of a broker's list.
func TestHelpersAreFoundFromWhomTheyHelp(t *testing.T) {
	d := dbtest.SQLite(t)
	s, _ := service(t, d)
	before := d.Texts()
	if err := d.Read(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		_, err := s.Unwritten(ctx, tx, []string{"jo"})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	asked := 0
	for _, text := range d.Texts() {
		if slices.Contains(before, text) || !strings.Contains(text, "CROSS JOIN actor") {
			continue
		}
		asked++
		if steps := dbtest.Plan(t, d, text, "jo"); !strings.Contains(steps[0], "tie USING INDEX tie_person") {
			t.Errorf("it begins with %q", steps[0])
		}
	}
	if asked != 1 {
		t.Errorf("%d statements look for helpers", asked)
	}
}
