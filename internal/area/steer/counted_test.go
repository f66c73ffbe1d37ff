package steer_test

import (
	"context"
	"testing"

	"ourdays/internal/area/steer"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
)

// A page counts as far as it shows, and no further than it must; a file counts what it holds.
func TestSessionsAreCountedUpToANumber(t *testing.T) {
	for part, want := range map[steer.Part]int{steer.PartOf(1): 10_000, steer.PartOf(401): 10_025, {Most: 200_000}: 200_000} {
		if got := part.Counted(); got != want {
			t.Errorf("of %+v %d are counted, want %d", part, got, want)
		}
	}
	b := onSQLite(t)
	b.runUntil(t, clock.D(2026, 12, 16))
	f := steer.Filter{Span: steer.YearOf(clock.D(2026, 12, 16)).Whole()}
	count := func(most int) (n int) {
		t.Helper()
		if err := b.DB.Read(t.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
			n, err = steer.CountSessions(ctx, tx, f, most)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return n
	}
	all := count(1000)
	if all < 3 || count(all) != all || count(all-1) != all-1 || count(1) != 1 {
		t.Errorf("of %d sessions %d are counted up to one less, %d up to 1", all, count(all-1), count(1))
	}
}
