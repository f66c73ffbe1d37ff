package brokerage_test

import (
	"context"
	"testing"

	"ourdays/internal/area/access"
	"ourdays/internal/area/plans"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
)

func TestTheStageOfAPersonIsWhatTheirWeekIs(t *testing.T) {
	stage := func(t *testing.T, h *house) access.Stage {
		t.Helper()
		var got access.Stage
		h.in(t, func(ctx context.Context, tx *db.Tx) (err error) {
			got, err = h.brokerage.Stage(ctx, tx, h.jo)
			return err
		})
		return got
	}
	eachHouse(t, func(t *testing.T, h *house) {
		t.Run("who goes to places has a week, also while a review asks for another", func(t *testing.T) {
			if got := stage(t, h); got != access.IsNew {
				t.Errorf("before anything: %s", got)
			}
			h.toPlaced(t)
			r := h.review(t, plans.ChangeWeek)
			r.Weekly, r.MinUnits, r.MaxUnits, r.StartBy = 12000, 1, 2, clock.SomeDate(clock.D(2026, 12, 14))
			must(t, h.hold(t, r))
			if got := stage(t, h); got != access.HasWeek {
				t.Errorf("after the review: %s", got)
			}
		})
	})
	eachHouse(t, func(t *testing.T, h *house) {
		t.Run("who has chosen waits", func(t *testing.T) {
			h.toOffered(t)
			if got := stage(t, h); got != access.Chose {
				t.Errorf("got %s", got)
			}
		})
	})
}
