package brokerage_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ourdays/internal/app/apptest"
	"ourdays/internal/area/plans"
	"ourdays/internal/platform/clock"
)

// migrateWeeks does to what is stored what the migration does to a database of before.
func (h *house) migrateWeeks(t *testing.T) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("../../platform/db/migrations", string(h.d.Engine()), "0151_weeks_before.sql"))
	must(t, err)
	up, _, _ := strings.Cut(string(text), "-- +goose Down")
	_, update, found := strings.Cut(up, "UPDATE referral_option")
	update, _, closed := strings.Cut(update, ";")
	if !found || !closed {
		t.Fatal("the migration moves no weeks")
	}
	h.harm(t, "UPDATE referral_option"+update)
}

func (h *house) weeksThat(t *testing.T, status string) int64 {
	t.Helper()
	return apptest.Stored[int64](t, h.House, `SELECT count(*) FROM referral_option WHERE status = $1`, status)
}

// A database of before kept the weeks of the first round shown: what the program makes of
// them now the migration makes of those, and of no others.
func TestWeeksOfBeforeAreMigratedAsTheProgramMakesThem(t *testing.T) {
	for _, k := range []struct {
		name string
		to   func(t *testing.T, h *house)
		past bool
	}{
		{"a review changes the week, and places are had", func(t *testing.T, h *house) {
			h.toPlaced(t)
			r := h.review(t, plans.ChangeWeek)
			r.Weekly, r.MinUnits, r.MaxUnits, r.StartBy = 30000, 3, 5, clock.SomeDate(clock.D(2026, 12, 14))
			must(t, h.hold(t, r))
		}, true},
		{"a provider says no, and other places are asked for", func(t *testing.T, h *house) {
			must(t, h.brokerage.Decline(t.Context(), h.provider, h.toOffered(t)[0].ID, "The group is full."))
		}, true},
		{"the only place is declined", func(t *testing.T, h *house) {
			_, p := h.offeredBowling(t)
			must(t, h.brokerage.Decline(t.Context(), h.provider, p.ID, "The group is full."))
		}, false},
		{"none of them is liked", func(t *testing.T, h *house) {
			r := h.withBroker(t)
			o := h.handMade(t, r.ID, "Bowling")
			must(t, h.brokerage.Show(t.Context(), h.broker, o.ID))
			must(t, h.brokerage.LikeNone(t.Context(), h.person, r.ID, "far"))
		}, false},
		{"the places are had, and nothing came back", func(t *testing.T, h *house) { h.toPlaced(t) }, false},
	} {
		t.Run(k.name, func(t *testing.T) {
			eachHouse(t, func(t *testing.T, h *house) {
				k.to(t, h)
				past, shown := h.weeksThat(t, "past"), h.weeksThat(t, "shown")
				if (past > 0) != k.past || past+shown == 0 {
					t.Fatalf("the program makes %d past, and leaves %d shown", past, shown)
				}
				h.harm(t, `UPDATE referral_option SET status = 'shown' WHERE status = 'past'`) // as it was before
				h.migrateWeeks(t)
				if a, b := h.weeksThat(t, "past"), h.weeksThat(t, "shown"); a != past || b != shown {
					t.Errorf("migrated, %d are past and %d shown; want %d and %d", a, b, past, shown)
				}
				h.migrateWeeks(t)
				if a := h.weeksThat(t, "past"); a != past {
					t.Errorf("migrated twice, %d are past", a)
				}
				h.check(t)
			})
		})
	}
}
