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

// agreed is a week of two places that began long ago.
func (h *house) agreed(titles ...string) brokerage.Agreed {
	w := brokerage.Agreed{PersonID: h.jo, Since: clock.D(2025, 3, 3), Until: clock.D(2027, 1, 24)}
	for _, title := range titles {
		w.Items = append(w.Items, brokerage.AgreedPlace{ScheduleID: h.schedule[title], Ratio: 3, UnitPrice: 4000})
	}
	return w
}

func (h *house) takeOver(t *testing.T, a access.Actor, w brokerage.Agreed) ([]brokerage.Placement, error) {
	t.Helper()
	var list []brokerage.Placement
	err := h.d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
		list, err = h.brokerage.TakeOver(ctx, tx, a, w)
		return err
	})
	return list, err
}

// began moves the clock to when Jo's budget runs.
func (h *house) began() {
	h.d.SetClock(clock.Fixed(clock.At(clock.D(2026, 11, 30), 9*60)))
}

func TestAWeekAgreedBeforeIsTakenOverWithBookingsAndMoney(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.began()
		before := h.budget(t)
		list, err := h.takeOver(t, access.System, h.agreed("Bowling", "Cooking"))
		must(t, err)
		if len(list) != 2 || list[0].Status != brokerage.Active || list[0].WeekCost != 4000 || list[0].From != clock.D(2025, 3, 3) {
			t.Fatalf("took over %+v", list)
		}
		after := h.budget(t)
		if sum := list[0].Total + list[1].Total; after.Committed != sum || after.Available != before.Available-sum || sum != 16*4000 {
			t.Errorf("the budget is %+v", after)
		}
		if n := h.taken(t); n != 16 {
			t.Errorf("%d places are taken by two weekly places over eight weeks", n)
		}
		if r := h.referral(t, list[0].ReferralID); r.Status != brokerage.Placed || r.OptionID != list[0].OptionID {
			t.Errorf("the referral is %+v", r)
		}
		h.as(t, h.worker).Get("/referrals/"+list[0].ReferralID).Shows(t, "Placed", "Bowling", "Cooking")
		h.check(t)
		_, err = h.takeOver(t, access.System, h.agreed("Garden"))
		refused(t, err, fail.Conflict, "brokerage.refused.referred_already")
		must(t, h.endPlacement(t, h.worker, list[0].ID, clock.D(2026, 12, 13), "moved_on"))
		if n := h.taken(t); n != 10 {
			t.Errorf("%d places are taken after one of them ended", n)
		}
		h.check(t)
	})
}

func TestNothingIsTakenOverThatDoesNotHold(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.began()
		dear := h.agreed("Bowling")
		dear.Items[0].UnitPrice = 900000
		for _, c := range []struct {
			name string
			by   access.Actor
			week brokerage.Agreed
			kind fail.Kind
			key  string
		}{
			{"an empty week", access.System, h.agreed(), fail.Invalid, "brokerage.refused.empty_week"},
			{"more than the budget", access.System, dear, fail.Full, "funds.refused.budget"},
			{"the same place twice", access.System, h.agreed("Bowling", "Bowling"), fail.Conflict, "brokerage.refused.placed_already"},
			{"a worker who is no broker", h.worker, h.agreed("Bowling"), fail.Forbidden, "access.refused.role"},
		} {
			_, err := h.takeOver(t, c.by, c.week)
			refused(t, err, c.kind, c.key)
			if n, b := h.taken(t), h.budget(t); n != 0 || b.Committed != 0 || len(h.placements(t)) != 0 {
				t.Errorf("%s: %d places, %+v", c.name, n, b)
			}
		}
		h.fill(t, h.schedule["Bowling"], 3)
		_, err := h.takeOver(t, access.System, h.agreed("Cooking", "Bowling"))
		refused(t, err, fail.Full, "directory.session.full")
		if n := h.taken(t); n != 6 {
			t.Errorf("%d places are taken", n)
		}
	})
}

func TestAWeekWithoutAPlanIsNotTakenOver(t *testing.T) {
	eachUnplanned(t, func(t *testing.T, h *house) {
		_, err := h.takeOver(t, access.System, h.agreed("Bowling"))
		refused(t, err, fail.Invalid, "")
	})
}

// enabled decides enablement of twelve weeks for Jo, and gives the plan as it is
// after f.
func (h *house) enabled(t *testing.T, f func()) plans.Plan {
	t.Helper()
	var p plans.Plan
	h.in(t, func(ctx context.Context, tx *db.Tx) error {
		return h.decideAnew(ctx, tx, plans.Decision{Tier: plans.Enablement, Reason: "Jo wants to travel alone.",
			Weekly:   16400,
			MinUnits: 2, MaxUnits: 4, StartBy: clock.D(2026, 12, 7), Weeks: 12})
	})
	f()
	h.in(t, func(ctx context.Context, tx *db.Tx) (err error) {
		p, _, err = h.Plans.Current(ctx, tx, h.jo)
		return err
	})
	return p
}

func TestEnablementRunsFromThePlaceThatIsTakenOver(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.began()
		p := h.enabled(t, func() {
			w := h.agreed("Bowling")
			w.Since = clock.D(2026, 11, 2)
			_, err := h.takeOver(t, access.System, w)
			must(t, err)
		})
		if p.ClockRuns != 1 || p.EnablementFrom != clock.SomeDate(clock.D(2026, 11, 2)) || p.EnablementUntil != clock.SomeDate(
			clock.D(2027, 1, 24)) {
			t.Errorf("the clock runs %d from %v until %v", p.ClockRuns, p.EnablementFrom, p.EnablementUntil)
		}
	})
}

func TestEnablementRunsFromTheFirstPlaceThatIsAccepted(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		list := h.toOffered(t)
		p := h.enabled(t, func() { must(t, h.brokerage.Accept(t.Context(), h.provider, list[0].ID)) })
		if p.ClockRuns != 1 || p.EnablementFrom != clock.SomeDate(list[0].From) {
			t.Errorf("the clock runs %d from %v, the place from %v", p.ClockRuns, p.EnablementFrom, list[0].From)
		}
	})
}
