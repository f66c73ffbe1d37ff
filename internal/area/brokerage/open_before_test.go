package brokerage_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ourdays/internal/platform/clock"
)

// beforeOpenDays makes the places of a house as they are in a database from before open
// days were known, and migrates them.
func (h *house) beforeOpenDays(t *testing.T) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("../../platform/db/migrations", string(h.d.Engine()), "0133_place_open.sql"))
	must(t, err)
	up, _, _ := strings.Cut(string(text), "-- +goose Down")
	_, update, found := strings.Cut(up, "UPDATE placement")
	update, _, closed := strings.Cut(update, ";")
	if !found || !closed {
		t.Fatal("the migration writes no first open day")
	}
	h.harm(t, "UPDATE placement"+update)
}

// A place that was taken over, one that was paused and taken up again, and one whose
// session waits for room: each has committed what check says that it has, and is kept
// as it was.
func TestPlacesFromBeforeBeginWhereTheyWereCommitted(t *testing.T) {
	eachUnplanned(t, func(t *testing.T, h *house) {
		ids := h.extended(t)
		h.kept(t)
		h.keepOn(t, clock.D(2026, 12, 9)) // a Wednesday
		must(t, h.brokerage.Suspend(t.Context(), h.worker, ids[0], "In hospital for a while."))
		h.d.SetClock(clock.Fixed(clock.At(clock.D(2026, 12, 20), 23*60+30))) // a Sunday night
		must(t, h.brokerage.Resume(t.Context(), h.worker, ids[0]))
		before := h.budget(t)
		h.beforeOpenDays(t)
		for _, p := range h.placements(t) {
			if p.OpenFrom != clock.D(2026, 11, 30) {
				t.Errorf("place %s begins on %s", p.ID, p.OpenFrom)
			}
		}
		if found := h.amiss(t); found != "" {
			t.Errorf("migrated, it finds %q", found)
		}
		// A session of the one that was paused was full until it was over: its money is stranded.
		h.harm(t, `DELETE FROM booking WHERE day = '2026-12-01'`)
		h.harm(t, `UPDATE session SET taken = 0, support_taken = 0, places = 0 WHERE day = '2026-12-01'`)
		if found := h.amiss(t); found != "" {
			t.Errorf("with a session that nobody could book it finds %q", found)
		}
		for _, freed := range []int{1, 0, 0} {
			if kept := h.keepOn(t, clock.D(2026, 12, 22)); kept.Booked != 0 || kept.Freed != freed {
				t.Errorf("kept %+v, want %d freed", kept, freed)
			}
		}
		for _, p := range h.placements(t) {
			if !p.OpenFrom.After(clock.D(2027, 1, 31)) {
				t.Errorf("place %s is open from %s on, and booked until the end of January", p.ID, p.OpenFrom)
			}
		}
		if after := h.budget(t); after.Committed != before.Committed-4000 || after.Available != before.Available+4000 {
			t.Errorf("the budget went from %+v to %+v", before, after)
		}
		if found := h.amiss(t); found != "" {
			t.Errorf("kept, it finds %q", found)
		}
	})
}
