package brokerage_test

import (
	"context"
	"testing"

	"ourdays/internal/area/access"
	"ourdays/internal/area/brokerage"
	"ourdays/internal/area/plans"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
)

// A place ends on a day whose sessions nobody has made yet: it goes on until then,
// and nothing of its money stays behind.
func TestAPlaceGoesOnToALastDayBeyondTheSessionsThatAreMade(t *testing.T) {
	eachUnplanned(t, func(t *testing.T, h *house) {
		h.planFor(t, clock.D(2027, 5, 30))
		h.began() // Monday 30 November; sessions are made until 24 January
		w := h.agreed("Bowling")
		w.Until = clock.D(2027, 5, 30)
		list, err := h.takeOver(t, access.System, w)
		must(t, err)
		last := clock.D(2027, 2, 21) // the twelfth Sunday
		must(t, h.endPlacement(t, h.worker, list[0].ID, last, "moved_on"))
		if n, _ := h.worth(t, list[0].ID); n != 8 {
			t.Fatalf("%d sessions are booked of those that are made", n)
		}
		if b := h.budget(t); b.Committed != 12*4000 {
			t.Errorf("%s is committed for twelve sessions", b.Committed.Format())
		}
		h.as(t, h.worker).Get("/placements/"+list[0].ID).Shows(t, "Active", "21 February 2027", "The person moved on",
			"End agreed by Dina Okafor", "Agreed before Ourdays, taken over by Ourdays")
		h.check(t)

		h.d.SetClock(clock.Fixed(clock.At(clock.D(2026, 12, 28), 8*60)))
		h.in(t, func(ctx context.Context, tx *db.Tx) error {
			return h.directory.ExtendSessions(ctx, tx, clock.D(2027, 3, 14))
		})
		if kept, err := h.brokerage.Keep(t.Context(), access.System); err != nil || kept.Booked != 1 {
			t.Fatalf("kept %+v, %v", kept, err)
		}
		if n, sum := h.worth(t, list[0].ID); n != 12 || h.budget(t).Committed != sum {
			t.Errorf("%d sessions for %s, %s is committed", n, sum.Format(), h.budget(t).Committed.Format())
		}
		h.d.SetClock(clock.Fixed(clock.At(last, 18*60)))
		if kept, err := h.brokerage.Keep(t.Context(), access.System); err != nil || kept.Over != 0 {
			t.Errorf("on its last day it kept %+v, %v", kept, err)
		}
		if kept := h.keepOn(t, last.AddDays(1)); kept.Over != 1 {
			t.Errorf("the day after it kept %+v", kept)
		}
		if p := h.placements(t)[0]; p.Status != brokerage.Ended || p.To != last {
			t.Errorf("the place is %+v", p)
		}
		h.as(t, h.worker).Get("/placements/"+list[0].ID).Shows(t, "Ended by Ourdays", "The person moved on")
		h.check(t)
	})
}

// keepOn lets time pass to the morning of a day.
func (h *house) keepOn(t *testing.T, day clock.Date) brokerage.Kept {
	t.Helper()
	h.d.SetClock(clock.Fixed(clock.At(day, 8*60)))
	kept, err := h.brokerage.Keep(t.Context(), access.System)
	must(t, err)
	return kept
}

// Who is to leave in some weeks can leave earlier, and not later; meanwhile a new
// place there follows.
func TestAPlaceThatEndsInSomeWeeksCanEndEarlier(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.began()
		list, err := h.takeOver(t, access.System, h.agreed("Bowling"))
		must(t, err)
		id := list[0].ID
		must(t, h.endPlacement(t, h.worker, id, clock.D(2027, 1, 3), "moved_on"))
		for _, day := range []clock.Date{clock.D(2027, 1, 3), clock.D(2027, 1, 10)} {
			refused(t, h.endPlacement(t, h.worker, id, day, "moved_on"), fail.Conflict, "brokerage.refused.moved_on")
		}
		must(t, h.endPlacement(t, h.worker, id, clock.D(2026, 12, 13), "withdrawn"))
		if b := h.budget(t); b.Committed != 2*4000 {
			t.Errorf("%s is committed for two sessions", b.Committed.Format())
		}
		h.check(t)
		must(t, h.brokerage.Suspend(t.Context(), h.worker, id, "In hospital for some weeks."))
		if b := h.budget(t); b.Committed != 0 || h.taken(t) != 0 {
			t.Errorf("while it is suspended %d places are taken and the budget is %+v", h.taken(t), b)
		}
		must(t, h.endPlacement(t, h.worker, id, clock.D(2026, 12, 10), "withdrawn"))
		if p := h.placements(t)[0]; p.Status != brokerage.Ended || p.To != clock.D(2026, 11, 30) {
			t.Errorf("a place that was suspended is %s to %s", p.Status, p.To)
		}
		h.check(t)
	})
}

// A review may end the plan, or some places of it, after others were ended already.
func TestAReviewLeavesPlacesThatEndBeforeItsLastDay(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		list := h.toPlaced(t)
		must(t, h.endPlacement(t, h.worker, list[0].ID, clock.D(2026, 12, 13), "moved_on"))
		r := h.review(t, plans.End)
		r.Ending, r.LastDay = "goal_met", clock.D(2026, 12, 20)
		r.EndPlaces = []string{list[0].ID}
		must(t, h.hold(t, r))
		for _, p := range h.placements(t) {
			want, why := clock.D(2026, 12, 20), "goal_met"
			if p.ID == list[0].ID {
				want, why = clock.D(2026, 12, 13), "moved_on"
			}
			if p.To != want || p.Ending != why {
				t.Errorf("a place goes on to %s, and ends as %s", p.To, p.Ending)
			}
		}
		h.check(t)
	})
}
