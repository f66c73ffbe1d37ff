package brokerage_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"ourdays/internal/area/access"
	"ourdays/internal/area/brokerage"
	"ourdays/internal/area/directory"
	"ourdays/internal/area/funds"
	"ourdays/internal/area/plans"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/event"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/pence"
)

// The Tuesdays of bowling that are made after Jo's place was agreed.
var (
	tuesday = clock.D(2027, 1, 26)
	fullDay = tuesday.AddDays(7)
)

// oneFull gives an unplanned house Jo's place in bowling until the end of May, which is booked for
// eight weeks. Four more sessions are made, and the second of them is full.
func (h *house) oneFull(t *testing.T) (placementID string) {
	t.Helper()
	h.planFor(t, clock.D(2027, 5, 30))
	h.began()
	w := h.agreed("Bowling")
	w.Until = clock.D(2027, 5, 30)
	list, err := h.takeOver(t, access.System, w)
	must(t, err)
	h.in(t, func(ctx context.Context, tx *db.Tx) error {
		return h.directory.ExtendSessions(ctx, tx, clock.D(2027, 2, 21))
	})
	h.room(t, fullDay, 0)
	return list[0].ID
}

// room leaves so many places free on a day of bowling.
func (h *house) room(t *testing.T, day clock.Date, free int) {
	t.Helper()
	h.harm(t, `UPDATE session SET places = taken + $1 WHERE schedule_id = $2 AND day = $3`, free, h.schedule["Bowling"], day)
}

// bowls reports whether somebody has a place in bowling on a day.
func (h *house) bowls(t *testing.T, day clock.Date) bool {
	t.Helper()
	for _, ses := range h.sessions(t) {
		if ses.ScheduleID == h.schedule["Bowling"] && ses.Date == day {
			return ses.Taken > 0
		}
	}
	t.Fatalf("nobody bowls on %s", day)
	return false
}

func (h *house) kept(t *testing.T) brokerage.Kept {
	t.Helper()
	kept, err := h.brokerage.Keep(t.Context(), access.System)
	must(t, err)
	return kept
}

// sumsUp proves that nothing of a budget is lost.
func sumsUp(t *testing.T, b funds.Budget) {
	t.Helper()
	if b.Available != b.Allocated-b.Held-b.Committed-b.Spent {
		t.Errorf("the parts of the budget are not what was allocated: %+v", b)
	}
}

func TestAFullSessionBlocksNoneThatIsMadeLater(t *testing.T) {
	eachUnplanned(t, func(t *testing.T, h *house) {
		id := h.oneFull(t)
		before := h.budget(t)
		if kept := h.kept(t); kept.Booked != 1 || kept.Freed != 0 {
			t.Errorf("kept %+v", kept)
		}
		for day, want := range map[clock.Date]bool{tuesday: true, fullDay: false, fullDay.AddDays(7): true, fullDay.AddDays(14): true} {
			if h.bowls(t, day) != want {
				t.Errorf("%s is booked: %v", day, !want)
			}
		}
		if kept := h.kept(t); kept.Booked != 0 || len(kept.Full) != 1 || kept.Full[0] != id {
			t.Errorf("what waits for room is kept as %+v", kept)
		}
		h.check(t)
		h.room(t, fullDay, 1)
		if kept := h.kept(t); kept.Booked != 1 || !h.bowls(t, fullDay) {
			t.Errorf("with room kept %+v", kept)
		}
		if kept := h.kept(t); kept.Booked != 0 || len(kept.Full) != 0 {
			t.Errorf("when all is booked kept %+v", kept)
		}
		if after := h.budget(t); after != before {
			t.Errorf("the budget went from %+v to %+v", before, after)
		}
		h.check(t)
	})
}

// What is committed for a session that stays full until it is over was never free again.
func TestASessionThatPassesUnbookedFreesItsMoneyOnce(t *testing.T) {
	eachUnplanned(t, func(t *testing.T, h *house) {
		id := h.oneFull(t)
		h.kept(t)
		before := h.budget(t)
		if kept := h.keepOn(t, fullDay); kept.Freed != 0 || h.budget(t) != before {
			t.Errorf("on the day itself kept %+v", kept)
		}
		h.d.SetClock(clock.Fixed(clock.At(fullDay.AddDays(1), 8*60)))
		freed := make([]int, 4)
		race(t, len(freed), func(i int) error {
			kept, err := h.brokerage.Keep(context.Background(), access.System)
			freed[i] = kept.Freed
			if err != nil {
				t.Errorf("a process kept %+v, %v", kept, err)
			}
			return err
		})
		if n := freed[0] + freed[1] + freed[2] + freed[3]; n != 1 {
			t.Errorf("it was freed %d times: %v", n, freed)
		}
		after := h.budget(t)
		if after.Available != before.Available+4000 || after.Committed != before.Committed-4000 {
			t.Errorf("the budget went from %+v to %+v", before, after)
		}
		sumsUp(t, after)
		h.check(t)
		must(t, h.endPlacement(t, h.worker, id, fullDay.AddDays(1), "moved_on"))
		if ended := h.budget(t); ended.Committed != 9*4000 { // no register is closed
			t.Errorf("ended, %s is committed", ended.Committed.Format())
		}
		h.check(t)
	})
}

// A place that stops while a session of it waits for room frees what waits with it, and
// once.
func TestAPlaceThatStopsFreesWhatWaitsForRoom(t *testing.T) {
	eachUnplanned(t, func(t *testing.T, h *house) {
		id := h.oneFull(t)
		h.kept(t)
		h.keepOn(t, fullDay.AddDays(-1))
		before := h.budget(t)
		for range 2 {
			must(t, h.brokerage.Suspend(t.Context(), h.worker, id, "In hospital for some weeks."))
			if b := h.budget(t); b.Committed != 9*4000 {
				t.Errorf("paused, %s is committed", b.Committed.Format())
			}
			h.check(t)
			h.room(t, fullDay, 1) // the next day
			must(t, h.brokerage.Resume(t.Context(), h.worker, id))
			if h.kept(t); h.bowls(t, fullDay) {
				t.Error("it is booked on a day on which it is paused")
			}
			if b := h.budget(t); b.Committed != before.Committed-4000 {
				t.Errorf("taken up again on Monday, %s is committed, it was %s", b.Committed.Format(), before.Committed.Format())
			}
			h.check(t)
		}
		h.keepOn(t, fullDay.AddDays(7))
		h.room(t, fullDay.AddDays(14), 1)
		must(t, h.endPlacement(t, h.worker, id, fullDay.AddDays(7), "moved_on"))
		b := h.budget(t)
		if b.Committed != 10*4000 {
			t.Errorf("ended, %s is committed", b.Committed.Format())
		}
		sumsUp(t, b)
		h.keepOn(t, fullDay.AddDays(30))
		if b != h.budget(t) {
			t.Errorf("something was freed twice: %+v", h.budget(t))
		}
		h.check(t)
	})
}

// Somebody's place on a far day ends with what waits for room on both sides of it.
func TestAPlaceThatEndsLaterKeepsWhatWaitsUntilThen(t *testing.T) {
	eachUnplanned(t, func(t *testing.T, h *house) {
		id := h.oneFull(t)
		h.room(t, fullDay.AddDays(7), 0)
		h.kept(t)
		must(t, h.endPlacement(t, h.worker, id, fullDay.AddDays(3), "moved_on"))
		if b := h.budget(t); b.Committed != 10*4000 {
			t.Errorf("%s is committed until the last day", b.Committed.Format())
		}
		h.check(t)
		h.room(t, fullDay, 1)
		if kept := h.kept(t); kept.Booked != 1 || !h.bowls(t, fullDay) || h.bowls(t, fullDay.AddDays(7)) {
			t.Errorf("kept %+v", kept)
		}
		h.room(t, fullDay.AddDays(7), 1)
		h.keepOn(t, fullDay.AddDays(4))
		if b := h.budget(t); b.Committed != 10*4000 {
			t.Errorf("when it is over %s is committed", b.Committed.Format())
		}
		h.check(t)
	})
}

// A session at whose hour the person went somewhere else was left out for good.
func TestASessionIsBookedOnceThePersonIsFreeAgain(t *testing.T) {
	eachUnplanned(t, func(t *testing.T, h *house) {
		id := h.oneFull(t)
		clay := h.openTo(t, "Clay", h.schedule["Bowling"])
		own, err := h.Bookings.Book(t.Context(), h.person, clay[8].ID, h.jo)
		must(t, err)
		if clay[8].Date != tuesday {
			t.Fatalf("clay is on %s", clay[8].Date)
		}
		if kept := h.kept(t); h.bowls(t, tuesday) || !h.bowls(t, fullDay.AddDays(7)) || kept.Booked != 1 {
			t.Errorf("kept %+v", kept)
		}
		if kept := h.kept(t); kept.Booked != 0 || len(kept.Full) != 1 || kept.Full[0] != id {
			t.Errorf("kept again %+v", kept)
		}
		must(t, h.Bookings.Cancel(t.Context(), h.person, own.ID))
		if kept := h.kept(t); kept.Booked != 1 || !h.bowls(t, tuesday) {
			t.Errorf("when Jo is free kept %+v", kept)
		}
		h.check(t)
	})
}

// What the person cancels of a place is theirs: it is not booked for them again.
func TestWhatThePersonCancelledStaysCancelled(t *testing.T) {
	eachUnplanned(t, func(t *testing.T, h *house) {
		h.oneFull(t)
		theirs := fullDay.AddDays(7) // behind one that waits for room
		h.kept(t)
		var booking string
		h.in(t, func(ctx context.Context, tx *db.Tx) (err error) {
			booking, err = db.One[string](ctx, tx, `SELECT id FROM booking WHERE day = $1 AND status = 'confirmed'`, theirs)
			return err
		})
		must(t, h.Bookings.Cancel(t.Context(), h.person, booking))
		if kept := h.kept(t); kept.Booked != 0 || h.bowls(t, theirs) {
			t.Errorf("kept %+v", kept)
		}
		h.room(t, fullDay, 1)
		if kept := h.kept(t); kept.Booked != 1 || h.bowls(t, theirs) || !h.bowls(t, fullDay) {
			t.Errorf("with room on another day kept %+v", kept)
		}
		h.check(t)
	})
}

// A new rate counts for what is booked and for what still waits for room.
func TestANewRateCountsForWhatWaitsForRoomToo(t *testing.T) {
	for _, price := range []pence.Pence{4500, 3000} {
		eachUnplanned(t, func(t *testing.T, h *house) {
			id := h.oneFull(t)
			h.kept(t)
			before, p := h.budget(t), h.placements(t)[0]
			h.bowlingAt(t, price, tuesday)
			_, err := h.lift(t, ros, p.ActivityID)
			must(t, err)
			more := (price - 4000) * 18 // the Tuesdays from 26 January to 25 May
			if b := h.budget(t); b.Committed != before.Committed+more {
				t.Errorf("%s is committed, it was %s", b.Committed.Format(), before.Committed.Format())
			}
			h.check(t)
			h.room(t, fullDay, 1)
			h.kept(t)
			h.check(t)
			must(t, h.endPlacement(t, h.worker, id, clock.D(2026, 11, 30), "moved_on"))
			if b := h.budget(t); b.Committed != 0 {
				t.Errorf("ended, %s is committed", b.Committed.Format())
			}
			h.check(t)
		})
	}
}

// Less time for enablement frees what waits for room behind it, and more time commits it
// again.
func TestTheTimeOfEnablementMovesWhatWaitsForRoom(t *testing.T) {
	eachUnplanned(t, func(t *testing.T, h *house) {
		id := h.oneFull(t)
		h.kept(t)
		h.harm(t, `UPDATE plan SET tier = 3, enablement_weeks = 26, clock_runs = 1, enablement_from = '2026-11-30', enablement_until = '2027-05-30'`)
		h.harm(t, `UPDATE placement SET on_clock = 1 WHERE id = $1`, id)
		before := h.budget(t)
		to := func(day clock.Date) error {
			return h.d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
				if _, err := tx.Exec(ctx, `UPDATE plan SET enablement_until = $1`, day); err != nil {
					return err
				}
				return h.brokerage.AfterReview(ctx, tx, plans.Reviewed{Actor: h.worker, Review: plans.Review{PersonID: h.jo, Way: plans.Extend}})
			})
		}
		for _, c := range []struct {
			until     clock.Date
			committed pence.Pence
		}{{fullDay.AddDays(8), 11 * 4000}, {fullDay.AddDays(3), 10 * 4000}, {clock.D(2027, 5, 30), before.Committed},
			{tuesday.AddDays(3), 9 * 4000}} {
			must(t, to(c.until))
			h.kept(t)
			if b := h.budget(t); b.Committed != c.committed {
				t.Errorf("until %s %s is committed, want %s", c.until, b.Committed.Format(), c.committed.Format())
			}
			if h.bowls(t, fullDay) {
				t.Error("the full session is booked")
			}
			h.check(t)
		}
		refused(t, to(clock.D(2027, 5, 30)), fail.Full, "") // what is asked for anew is booked as a whole
		h.room(t, fullDay, 1)
		must(t, to(clock.D(2027, 5, 30)))
		if b := h.budget(t); b.Committed != before.Committed || !h.bowls(t, fullDay) {
			t.Errorf("with room %s is committed, want %s", b.Committed.Format(), before.Committed.Format())
		}
		h.check(t)
	})
}

// A session that waits for room is called off: its money is free at once. One that is
// called off before the provider says yes is not committed.
func TestWhatIsCalledOffIsNotWaitedFor(t *testing.T) {
	eachUnplanned(t, func(t *testing.T, h *house) {
		off := func(t *testing.T, h *house, scheduleID string, day clock.Date) {
			t.Helper()
			for _, ses := range h.sessions(t) {
				if ses.ScheduleID == scheduleID && ses.Date == day {
					must(t, h.Bookings.CallOff(t.Context(), h.provider, ses.ID, directory.Off{Reason: "weather"}))
				}
			}
			h.check(t)
		}
		id := h.oneFull(t)
		h.room(t, fullDay.AddDays(7), 0)
		h.kept(t)
		before := h.budget(t)
		off(t, h, h.schedule["Bowling"], fullDay.AddDays(7)) // behind one that waits still
		off(t, h, h.schedule["Bowling"], tuesday)
		if b := h.budget(t); b.Committed != before.Committed-2*4000 || b.Available != before.Available+2*4000 {
			t.Errorf("the budget went from %+v to %+v", before, b)
		}
		if kept := h.kept(t); kept.Booked != 0 || kept.Freed != 0 {
			t.Errorf("kept %+v", kept)
		}
		must(t, h.brokerage.Suspend(t.Context(), h.worker, id, "In hospital for some weeks."))
		h.room(t, fullDay, 1)
		must(t, h.brokerage.Resume(t.Context(), h.worker, id))
		h.check(t)
		must(t, h.endPlacement(t, h.worker, id, clock.D(2026, 11, 30), "moved_on"))
		if b := h.budget(t); b.Committed != 0 {
			t.Errorf("ended, %s is committed", b.Committed.Format())
		}
		h.check(t)
	})
	eachHouse(t, func(t *testing.T, h *house) {
		_, p := h.offeredBowling(t)
		for _, ses := range h.sessions(t) {
			if ses.ScheduleID == p.ScheduleID && ses.Date == clock.D(2026, 12, 8) {
				must(t, h.Bookings.CallOff(t.Context(), h.provider, ses.ID, directory.Off{Reason: "weather"}))
			}
		}
		must(t, h.brokerage.Accept(t.Context(), h.provider, p.ID))
		if b := h.budget(t); b.Held != 0 || b.Committed != 7*4000 {
			t.Errorf("accepted, the budget is %+v", b)
		}
		h.adds(t)
	})
}

// amiss is what brokerage finds wrong.
func (h *house) amiss(t *testing.T) string {
	t.Helper()
	var found []string
	h.in(t, func(ctx context.Context, tx *db.Tx) (err error) {
		found, err = h.brokerage.Breaches(ctx, tx)
		return err
	})
	return strings.Join(found, "\n")
}

func TestMoneyOfAPlaceThatNoSessionNeedsIsFound(t *testing.T) {
	eachUnplanned(t, func(t *testing.T, h *house) {
		id := h.oneFull(t)
		h.kept(t)
		for _, harm := range []struct{ do, undo string }{
			{`UPDATE placement SET total = total + 1 WHERE id = $1`, `UPDATE placement SET total = total - 1 WHERE id = $1`},
			{`UPDATE placement SET open_from = '2027-02-10' WHERE id = $1`, `UPDATE placement SET open_from = '2027-02-02' WHERE id = $1`},
			{`UPDATE booking SET price = price - 5 WHERE placement_id = $1 AND day = '2027-01-26'`,
				`UPDATE booking SET price = price + 5 WHERE placement_id = $1 AND day = '2027-01-26'`},
			{`UPDATE placement SET status = 'ended', open_from = '2027-06-01', ends_on = '2026-11-30' WHERE id = $1`,
				`UPDATE placement SET status = 'active', open_from = '2027-02-02', ends_on = '2027-05-30' WHERE id = $1`},
		} {
			h.harm(t, harm.do, id)
			if found := h.amiss(t); !strings.Contains(found, "placement "+id) {
				t.Errorf("after %s it finds %q", harm.do, found)
			}
			h.harm(t, harm.undo, id)
			if found := h.amiss(t); found != "" {
				t.Errorf("after %s it finds %q", harm.undo, found)
			}
		}
		h.check(t)
	})
}

// A place that ended before open days were known kept the money of sessions that were
// full for good. Keep frees it.
func TestWhatAnEndedPlaceKeptFromBeforeIsFreed(t *testing.T) {
	eachUnplanned(t, func(t *testing.T, h *house) {
		id := h.oneFull(t)
		h.kept(t)
		must(t, h.endPlacement(t, h.worker, id, clock.D(2026, 11, 30), "moved_on"))
		before := h.budget(t)
		h.in(t, func(ctx context.Context, tx *db.Tx) error {
			return h.Funds.CommitDirect(ctx, tx, before.ID, 4000, "test:stranded")
		})
		h.harm(t, `UPDATE placement SET total = total + 4000, open_from = starts_on WHERE id = $1`, id)
		if found := h.amiss(t); found != "" {
			t.Errorf("check finds %q, which Keep will free", found)
		}
		if kept := h.kept(t); kept.Freed != 1 || h.budget(t) != before {
			t.Errorf("kept %+v, the budget is %+v", kept, h.budget(t))
		}
		if kept := h.kept(t); kept.Freed != 0 {
			t.Errorf("it was freed again: %+v", kept)
		}
		h.check(t)
	})
}

// A yes that meets a call-off counts the day on both sides or on none: whoever calls off
// waits until the sessions are booked.
func TestAYesThatMeetsACallOffStrandsNothing(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		p := h.toOffered(t)[0]
		var session string
		h.in(t, func(ctx context.Context, tx *db.Tx) error {
			list, err := h.directory.SessionsOfSchedule(ctx, tx, p.ScheduleID, p.From.AddDays(7), p.From.AddDays(13))
			session = list[0].ID
			return err
		})
		off := make(chan error, 1)
		event.On(h.brokerage.Bus, func(_ context.Context, _ *db.Tx, e brokerage.PlacementMoved) error {
			if e.ID != p.ID || e.Placement.Status != brokerage.Accepted || len(off) > 0 {
				return nil
			}
			go func() {
				off <- h.Bookings.CallOff(context.Background(), h.provider, session, directory.Off{Reason: "weather"})
			}()
			select {
			case err := <-off: // nobody held it back
				off <- err
			case <-time.After(200 * time.Millisecond): // it waits
			}
			return nil
		})
		must(t, h.brokerage.Accept(t.Context(), h.provider, p.ID))
		must(t, <-off)
		h.check(t)
		if b := h.budget(t); b.Committed != p.Total-4000 {
			t.Errorf("%s is committed of %s, with one session off", b.Committed.Format(), p.Total.Format())
		}
	})
}
