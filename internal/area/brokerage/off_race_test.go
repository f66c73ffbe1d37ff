package brokerage_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"ourdays/internal/app/apptest"
	"ourdays/internal/area/access"
	"ourdays/internal/area/brokerage"
	"ourdays/internal/area/directory"
	"ourdays/internal/area/funds"
	"ourdays/internal/area/people"
	"ourdays/internal/area/plans"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/pence"
)

// sam is a second person with a place at Bowling, at £40, and a budget of their own.
func (h *house) sam(t *testing.T) (personID string) {
	t.Helper()
	h.in(t, func(ctx context.Context, tx *db.Tx) error {
		p, err := h.people.Add(ctx, tx, access.System, people.Person{GivenName: "Sam", FamilyName: "Reed", Born: clock.D(1985, 1, 1), Ratio: 3})
		if err != nil {
			return err
		}
		personID = p.ID
		if err := h.people.Allocate(ctx, tx, p.ID, h.worker.ID); err != nil {
			return err
		}
		scale := db.List{"much less", "less", "as hoped", "more", "much more"}
		if _, err := h.Plans.AddOutcome(ctx, tx, h.worker, plans.Outcome{PersonID: p.ID, Words: "Get out more", CareAct: db.List{"O7"},
			Scale: scale, Baseline: -1}); err != nil {
			return err
		}
		if err := h.Plans.DecideTier(ctx, tx, h.worker, p.ID, plans.Decision{Tier: 2, Reason: "Shares a worker with two others.",
			Weekly: 16400, MinUnits: 1, MaxUnits: 4, StartBy: clock.D(2026, 12, 7)}); err != nil {
			return err
		}
		_, err = h.Funds.Open(ctx, tx, access.System, funds.Budget{PersonID: p.ID, Starts: clock.D(2026, 11, 30), Until: clock.D(2027, 1, 24),
			Weekly: 25000})
		return err
	})
	w := h.agreed("Bowling")
	w.PersonID = personID
	_, err := h.takeOver(t, access.System, w)
	must(t, err)
	return personID
}

// meeting is something that reckons from Bowling's days while one of them may be called
// off.
type meeting struct {
	says string
	// set makes what there is, and gives the day and what is done, again and again
	// without harm.
	set  func(t *testing.T, h *house) (day clock.Date, act func() error)
	from *dbtest.Template[furniture]
	// open is committed, after it, for days whose sessions are not made yet.
	open pence.Pence
}

var meetings = []meeting{
	{"a yes", func(t *testing.T, h *house) (clock.Date, func() error) {
		_, p := h.offeredBowling(t)
		return p.From.AddDays(15), func() error { return h.brokerage.Accept(context.Background(), h.provider, p.ID) }
	}, planned, 0},
	{"time finds room on an open day", func(t *testing.T, h *house) (clock.Date, func() error) {
		h.oneFull(t)
		h.kept(t)
		h.room(t, fullDay, 1)
		return fullDay, func() error {
			_, err := h.brokerage.Keep(context.Background(), access.System)
			return err
		}
	}, unplanned, 14 * 4000},
	{"two people's places move to a new rate", func(t *testing.T, h *house) (clock.Date, func() error) {
		p := h.bowling(t)
		h.began()
		h.sam(t)
		h.bowlingAt(t, 4500, midway)
		return midway.AddDays(8), func() error {
			_, err := h.lift(t, ros, p.ActivityID)
			return err
		}
	}, planned, 0},
	{"a place ends", func(t *testing.T, h *house) (clock.Date, func() error) {
		p := h.bowling(t)
		return p.From.AddDays(15), func() error { return h.endPlacement(t, h.worker, p.ID, clock.D(2026, 12, 13), "moved_on") }
	}, planned, 0},
	{"a place rests and goes on", func(t *testing.T, h *house) (clock.Date, func() error) {
		id := h.begun(t, h.bowling(t))
		return midway.AddDays(8), func() error {
			if err := h.brokerage.Suspend(context.Background(), h.worker, id, "In hospital for some days."); err != nil {
				return err
			}
			return h.brokerage.Resume(context.Background(), h.worker, id)
		}
	}, planned, 0},
}

// bowlingOn is the session of Bowling in the week of a day.
func (h *house) bowlingOn(t *testing.T, day clock.Date) string {
	t.Helper()
	var id string
	h.in(t, func(ctx context.Context, tx *db.Tx) error {
		list, err := h.directory.SessionsOfSchedule(ctx, tx, h.schedule["Bowling"], day.Monday(), day.Monday().AddDays(6))
		if err == nil && len(list) != 1 {
			err = errors.New("no one session in that week")
		}
		if err == nil {
			id = list[0].ID
		}
		return err
	})
	return id
}

// heldBowling runs something while another transaction has the schedule, and says
// whether it then waits without having a placement of the schedule itself. SQLite's
// writers wait for each other from the beginning, so there is nothing to hold.
func (h *house) heldBowling(t *testing.T, acts ...func() error) []error {
	t.Helper()
	done := make([]chan error, len(acts))
	start := func(i int) {
		done[i] = make(chan error, 1)
		go func() { done[i] <- acts[i]() }()
	}
	if h.d.Engine() != db.Postgres {
		for i := range acts {
			start(i)
		}
		return answers(done)
	}
	hold, err := h.d.Pool().BeginTx(t.Context(), nil)
	must(t, err)
	defer func() { _ = hold.Rollback() }() // it is over already, unless the test is
	_, err = hold.Exec(`UPDATE schedule SET left_out = left_out WHERE id = $1`, h.schedule["Bowling"])
	must(t, err)
	for i := range acts {
		start(i)
		h.waiting(t, i+1)
	}
	if _, err := hold.Exec(`SELECT id FROM placement WHERE schedule_id = $1 FOR UPDATE NOWAIT`, h.schedule["Bowling"]); err != nil {
		t.Errorf("a placement is taken before its schedule: %v", err)
	}
	must(t, hold.Rollback())
	return answers(done)
}

func answers(done []chan error) []error {
	list := make([]error, len(done))
	for i := range done {
		list[i] = <-done[i]
	}
	return list
}

// waiting returns when so many wait for rows, and fails if they do not.
func (h *house) waiting(t *testing.T, want int) {
	t.Helper()
	n := 0
	for range 1000 {
		must(t, h.d.Pool().QueryRow(`SELECT count(*) FROM pg_stat_activity
			WHERE datname = current_database() AND wait_event_type = 'Lock'`).Scan(&n))
		if n >= want {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Errorf("%d wait for the schedule, want %d", n, want)
}

// Schedule, then placement: the order in which a call-off takes them. Two who took them
// in two orders would wait for each other.
func TestWhoeverChangesAPlaceTakesItsScheduleFirst(t *testing.T) {
	for _, m := range meetings {
		t.Run(m.says, func(t *testing.T) {
			eachOf(t, m.from, func(t *testing.T, h *house) {
				_, act := m.set(t, h)
				must(t, h.heldBowling(t, act)[0])
				h.check(t)
			})
		})
	}
}

// Whoever of the two is first, what the budgets have committed is what the places that
// stand cost: nothing for the session that is off.
func TestACallOffThatMeetsAnythingLeavesTheMoneySound(t *testing.T) {
	for _, m := range meetings {
		for _, first := range []string{"first", "last"} {
			t.Run(m.says+", the call-off "+first, func(t *testing.T) {
				eachOf(t, m.from, func(t *testing.T, h *house) {
					day, act := m.set(t, h)
					session := h.bowlingOn(t, day)
					off := func() error {
						return h.Bookings.CallOff(context.Background(), h.provider, session, directory.Off{Reason: "weather"})
					}
					acts := []func() error{act, off}
					if first == "first" {
						acts = []func() error{off, act}
					}
					for _, err := range h.heldBowling(t, acts...) {
						if err != nil && fail.KindOf(err) != fail.Conflict {
							t.Error(err)
						}
					}
					h.isOff(t, session, m.open)
					h.check(t)
				})
			})
		}
	}
}

// isOff proves that nobody has a place at a session, nor money committed for it: what
// is committed is for places that stand, and for days that are open.
func (h *house) isOff(t *testing.T, session string, open pence.Pence) {
	t.Helper()
	if n := apptest.Stored[int](t, h.House, `SELECT count(*) FROM booking WHERE session_id = $1 AND status = 'confirmed'`, session); n != 0 {
		t.Errorf("%d have a place at what is off", n)
	}
	if s := apptest.Stored[string](t, h.House, `SELECT status FROM session WHERE id = $1`, session); s != directory.SessionCancelled {
		t.Errorf("the session is %s", s)
	}
	booked := apptest.Stored[int64](t, h.House, `SELECT COALESCE(SUM(price), 0) FROM booking WHERE status = 'confirmed'`)
	var committed pence.Pence
	h.in(t, func(ctx context.Context, tx *db.Tx) error {
		who, err := db.All[string](ctx, tx, `SELECT DISTINCT person_id FROM placement`)
		for _, id := range who {
			b, _, err := h.Funds.BudgetOf(ctx, tx, id, clock.D(2026, 12, 1))
			if err != nil {
				return err
			}
			committed += b.Committed
		}
		return err
	})
	if committed != pence.Pence(booked)+open {
		t.Errorf("%s is committed, the places that stand cost %s, the open days %s", committed.Format(), pence.Pence(booked).Format(),
			open.Format())
	}
}

// An approval that meets a call-off reckons with the session or without it; with the
// provider's yes it is not paid for in either case.
func TestAnApprovalThatMeetsACallOffIsAcceptedWithoutTheSession(t *testing.T) {
	for _, first := range []string{"first", "last"} {
		t.Run("the call-off "+first, func(t *testing.T) {
			eachHouse(t, func(t *testing.T, h *house) {
				r, o := h.choseBowling(t)
				session := h.bowlingOn(t, midway)
				approve := func() error { return h.brokerage.Approve(context.Background(), h.approver, r.ID, o.ID) }
				off := func() error {
					return h.Bookings.CallOff(context.Background(), h.provider, session, directory.Off{Reason: "weather"})
				}
				acts := []func() error{approve, off}
				if first == "first" {
					acts = []func() error{off, approve}
				}
				done := make([]chan error, len(acts))
				for i := range acts {
					done[i] = make(chan error, 1)
					go func() { done[i] <- acts[i]() }()
				}
				for _, err := range answers(done) {
					must(t, err)
				}
				h.check(t)
				must(t, h.brokerage.Accept(t.Context(), h.provider, h.placements(t)[0].ID))
				h.isOff(t, session, 0)
				if b := h.budget(t); b.Held != 0 || b.Committed != 28000 || h.placements(t)[0].Status != brokerage.Accepted {
					t.Errorf("the budget is %+v", b)
				}
				h.check(t)
			})
		})
	}
}
