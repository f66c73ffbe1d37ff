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
		for _, step := range planOf(t, d, text) {
			if strings.Contains(step, "TEMP B-TREE") || strings.HasPrefix(step, "SCAN") && !strings.Contains(step, "INDEX audit_unsealed") {
				t.Errorf("%s: %s", step, text)
			}
		}
	}
	if asked < 2 {
		t.Errorf("it asks %d statements", asked)
	}
}

// planOf asks SQLite how it runs a statement of at most one argument.
func planOf(t *testing.T, d *db.DB, text string) (steps []string) {
	t.Helper()
	type step struct {
		ID      int
		Parent  int
		NotUsed int `db:"notused"`
		Detail  string
	}
	args := slices.Repeat([]any{1}, strings.Count(text, "$1"))
	if err := d.Read(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		list, err := db.All[step](ctx, tx, "EXPLAIN QUERY PLAN "+text, args...)
		for _, s := range list {
			steps = append(steps, s.Detail)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return steps
}
