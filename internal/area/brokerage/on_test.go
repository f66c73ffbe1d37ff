package brokerage_test

import (
	"context"
	"testing"

	"ourdays/internal/app/apptest"
	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/pence"
)

// turned calls the session of a day off, does something, and puts the session on again.
func (h *house) turned(t *testing.T, day clock.Date, between func()) (session string) {
	t.Helper()
	session = h.bowlingOn(t, day)
	must(t, h.Bookings.CallOff(t.Context(), h.provider, session, directory.Off{Reason: "weather"}))
	between()
	must(t, h.Bookings.PutOn(t.Context(), h.provider, session))
	return session
}

func (h *house) live(t *testing.T, session string) int64 {
	t.Helper()
	return apptest.Stored[int64](t, h.House, `SELECT count(*) FROM booking WHERE session_id = $1 AND status = 'confirmed'`, session)
}

func TestASessionPutOnAgainIsPaidAsBefore(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		p := h.bowling(t)
		before := h.budget(t)
		session := h.turned(t, p.From.AddDays(15), func() {})
		if b := h.budget(t); b != before {
			t.Errorf("the budget is %+v, it was %+v", b, before)
		}
		if h.live(t, session) != 1 {
			t.Error("Jo has no place")
		}
		h.check(t)
	})
}

// A rate rises, and a place is accepted, while the session is off: it costs what it costs now, and
// who was not on it yet has the day.
func TestWhatHappenedWhileASessionWasOffCounts(t *testing.T) {
	eachOf(t, planned, func(t *testing.T, h *house) {
		p := h.bowling(t)
		h.began()
		h.bowlingAt(t, 4500, midway)
		session := h.turned(t, midway.AddDays(8), func() {
			_, err := h.lift(t, ros, p.ActivityID)
			must(t, err)
		})
		price := apptest.Stored[int64](t, h.House, `SELECT price FROM booking WHERE session_id = $1 AND status = 'confirmed'`, session)
		if price != 4500 {
			t.Errorf("the session costs %d", price)
		}
		h.check(t)
	})
	for _, when := range []string{"the approval", "the yes"} {
		t.Run(when, func(t *testing.T) {
			eachHouse(t, func(t *testing.T, h *house) {
				r, o := h.choseBowling(t)
				session := h.turned(t, midway, func() {
					must(t, h.brokerage.Approve(t.Context(), h.approver, r.ID, o.ID))
					if when == "the yes" {
						must(t, h.brokerage.Accept(t.Context(), h.provider, h.placements(t)[0].ID))
					}
				})
				if when == "the approval" {
					must(t, h.brokerage.Accept(t.Context(), h.provider, h.placements(t)[0].ID))
				}
				_, err := h.brokerage.Keep(t.Context(), access.System)
				must(t, err)
				if h.live(t, session) != 1 {
					t.Error("Jo has no place")
				}
				h.check(t)
			})
		})
	}
}

// A place that rests and goes on while its session is off is had again with it.
func TestAPlaceThatRestedWhileItsSessionWasOffIsHadAgain(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		id := h.begun(t, h.bowling(t))
		session := h.turned(t, midway.AddDays(8), func() {
			must(t, h.brokerage.Suspend(t.Context(), h.worker, id, "In hospital for some days."))
			must(t, h.brokerage.Resume(t.Context(), h.worker, id))
		})
		if n, b := h.live(t, session), h.budget(t); n != 1 || b.Committed != 7*4000 { // it rested in the first week
			t.Errorf("%d have a place, the budget is %+v", n, b)
		}
		_, err := h.brokerage.Keep(t.Context(), access.System)
		must(t, err)
		h.check(t)
	})
}

// A place that could not be had for want of money costs what the rate is when it is had.
func TestALostPlaceMovesToTheRateLikeTheOthers(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		p := h.bowling(t)
		h.begun(t, p)
		var left pence.Pence
		session := h.turned(t, midway.AddDays(8), func() {
			left = h.budget(t).Available
			h.spendAllBut(t, 100)
		})
		lost := apptest.Stored[string](t, h.House, `SELECT id FROM booking WHERE session_id = $1`, session)
		h.in(t, func(ctx context.Context, tx *db.Tx) error {
			return h.Funds.ReleaseHold(ctx, tx, p.BudgetID, left-100, "back")
		})
		h.bowlingAt(t, 4500, midway)
		_, err := h.lift(t, ros, p.ActivityID)
		must(t, err)
		h.check(t)
		before := h.budget(t)
		must(t, h.Bookings.Again(t.Context(), h.person, lost))
		price := apptest.Stored[int64](t, h.House, `SELECT price FROM booking WHERE id = $1 AND status = 'confirmed'`, lost)
		if b := h.budget(t); price != 4500 || b.Committed-before.Committed != 4500 {
			t.Errorf("it costs %d, the budget went from %+v to %+v", price, before, b)
		}
		h.check(t)
	})
}

// Without money for the day the session is on all the same, and the books are right.
func TestADayWithoutMoneyIsLostToItsPlace(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		r, o := h.choseBowling(t)
		session := h.turned(t, midway, func() {
			must(t, h.brokerage.Approve(t.Context(), h.approver, r.ID, o.ID))
			must(t, h.brokerage.Accept(t.Context(), h.provider, h.placements(t)[0].ID))
			h.spendAllBut(t, pence.Pence(100))
		})
		if h.live(t, session) != 0 {
			t.Error("Jo goes without money")
		}
		lost := apptest.Stored[string](t, h.House, `SELECT id FROM booking WHERE session_id = $1`, session)
		if err := h.Bookings.Again(t.Context(), h.person, lost); fail.KindOf(err) != fail.Full {
			t.Errorf("taken without money: %v", err)
		}
		h.check(t)
		p := h.placements(t)[0]
		must(t, h.endPlacement(t, h.worker, p.ID, clock.D(2026, 12, 13), "moved_on"))
		if err := h.Bookings.Again(t.Context(), h.person, lost); fail.KindOf(err) != fail.Conflict {
			t.Errorf("taken after the place was ended: %v", err)
		}
		h.check(t)
	})
}

// A session that was put on after the approval once kept the whole place from being
// accepted, where its money was used up meanwhile: and its provider read of the budget.
func TestAYesWithoutMoneyForADayThatIsOnAgainLosesThatDay(t *testing.T) {
	for name, k := range map[string]struct {
		left pence.Pence
		live int64
	}{"too little is left": {3900, 0}, "enough is left": {4000, 1}} {
		t.Run(name, func(t *testing.T) {
			eachHouse(t, func(t *testing.T, h *house) {
				r, o := h.choseBowling(t)
				session := h.turned(t, midway, func() {
					must(t, h.brokerage.Approve(t.Context(), h.approver, r.ID, o.ID))
					h.spendAllBut(t, k.left)
				})
				before := h.budget(t)
				must(t, h.brokerage.Accept(t.Context(), h.provider, h.placements(t)[0].ID))
				p, b := h.placements(t)[0], h.budget(t)
				if n, sum := h.worth(t, p.ID); n != 7+int(k.live) || sum != 28000+4000*pence.Pence(k.live) || h.live(t, session) != k.live {
					t.Errorf("%d bookings worth %s", n, sum.Format())
				}
				if b.Committed != 28000+4000*pence.Pence(k.live) || b.Held != before.Held-28000 {
					t.Errorf("the budget went from %+v to %+v", before, b)
				}
				h.check(t)
				must(t, h.endPlacement(t, h.worker, p.ID, clock.D(2026, 11, 26), "moved_on"))
				if b := h.budget(t); b.Committed != 0 {
					t.Errorf("after the end %+v", b)
				}
				h.check(t)
			})
		})
	}
}

// Whatever reckons from the schedule while the session is put on, the books are right.
func TestPuttingOnThatMeetsAnythingLeavesTheMoneySound(t *testing.T) {
	for _, m := range meetings {
		if m.from == unplanned {
			continue // time does nothing on a day that is off, and so waits for nobody
		}
		for _, first := range []string{"first", "last"} {
			t.Run(m.says+", the putting on "+first, func(t *testing.T) {
				eachOf(t, m.from, func(t *testing.T, h *house) {
					day, act := m.set(t, h)
					session := h.bowlingOn(t, day)
					must(t, h.Bookings.CallOff(t.Context(), h.provider, session, directory.Off{Reason: "weather"}))
					on := func() error { return h.Bookings.PutOn(context.Background(), h.provider, session) }
					acts := []func() error{act, on}
					if first == "first" {
						acts = []func() error{on, act}
					}
					for _, err := range h.heldBowling(t, acts...) {
						if err != nil && fail.KindOf(err) != fail.Conflict {
							t.Error(err)
						}
					}
					h.check(t)
					_, err := h.brokerage.Keep(t.Context(), access.System)
					must(t, err)
					h.check(t)
				})
			})
		}
	}
}
