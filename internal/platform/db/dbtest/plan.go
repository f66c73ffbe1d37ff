package dbtest

import (
	"context"
	"testing"

	"ourdays/internal/platform/db"
)

// Plan asks SQLite how it runs a statement: what each step is, such as a search by an
// index, a scan or a sort. The values that it is given decide nothing.
func Plan(t testing.TB, d *db.DB, text string, args ...any) (steps []string) {
	t.Helper()
	type step struct {
		ID      int
		Parent  int
		NotUsed int `db:"notused"`
		Detail  string
	}
	err := d.Read(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		list, err := db.All[step](ctx, tx, "EXPLAIN QUERY PLAN "+text, args...)
		for _, s := range list {
			steps = append(steps, s.Detail)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return steps
}
