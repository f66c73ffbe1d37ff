package brokerage_test

import (
	"context"
	"testing"

	"ourdays/internal/area/access"
	"ourdays/internal/area/bookings"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
	"ourdays/internal/platform/fail"
)

// A place ends; the register of its last session is not closed yet, and there
// are sessions ahead until its last day.
func TestAProviderClosesTheRegistersOfAPlaceThatEnded(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		h.began() // Monday 30 November
		list, err := h.takeOver(t, access.System, h.agreed("Bowling"))
		must(t, err)
		p, last := list[0], clock.D(2026, 12, 8)
		must(t, h.endPlacement(t, h.worker, p.ID, clock.D(2026, 12, 13), "moved_on"))
		at := func(day clock.Date) error {
			d.SetClock(clock.Fixed(clock.At(day, 18*60)))
			return d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
				return h.access.Allow(ctx, tx, h.provider, access.TakeRegister, p.PersonID)
			})
		}
		if err := at(last.AddDays(bookings.DaysToClose)); err != nil {
			t.Errorf("on the last day on which a register can be closed: %v", err)
		}
		if err := at(last.AddDays(bookings.DaysToClose + 1)); fail.KindOf(err) != fail.Forbidden {
			t.Errorf("a day later the provider still sees her: %v", err)
		}
		d.SetClock(clock.Fixed(clock.At(last, 18*60)))
		session := h.onDay(t, p.ID, last)
		h.in(t, func(ctx context.Context, tx *db.Tx) error {
			r, err := h.Bookings.RegisterFor(ctx, tx, h.provider, session)
			if err == nil && len(r.Lines) != 1 {
				t.Errorf("%d places on the last register", len(r.Lines))
			}
			return err
		})
	})
}

// Who never came is nobody's business once the place has ended.
func TestAPlaceThatEndsBeforeItsFirstSessionLeavesNoTie(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		h.began()
		list, err := h.takeOver(t, access.System, h.agreed("Bowling"))
		must(t, err)
		must(t, h.endPlacement(t, h.worker, list[0].ID, clock.D(2026, 11, 30), "moved_on"))
		err = d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
			return h.access.Allow(ctx, tx, h.provider, access.TakeRegister, list[0].PersonID)
		})
		if fail.KindOf(err) != fail.Forbidden {
			t.Errorf("the provider still sees her: %v", err)
		}
	})
}

// onDay is the session of a placement's booking on a day.
func (h *house) onDay(t *testing.T, placementID string, day clock.Date) string {
	t.Helper()
	for _, ses := range h.sessions(t) {
		if ses.Date == day && ses.Taken > 0 {
			return ses.ID
		}
	}
	t.Fatalf("no session of %s on %s", placementID, day)
	return ""
}
