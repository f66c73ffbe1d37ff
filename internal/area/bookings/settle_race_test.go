package bookings_test

import (
	"context"
	"testing"
	"time"

	"ourdays/internal/area/access"
	"ourdays/internal/area/bookings"
	"ourdays/internal/area/framework"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
	"ourdays/internal/platform/event"
	"ourdays/internal/platform/fail"
)

// waits returns when somebody waits for a row of the database; with SQLite, whose
// writers wait for each other at the beginning, when one more has waited for that.
func (l *lane) waits(t testing.TB) {
	t.Helper()
	for range 2000 {
		var n int
		if l.d.Engine() == db.SQLite {
			if all := l.d.Pool().Stats().WaitCount; all > l.waited {
				l.waited = all
				return
			}
		} else if err := l.d.Pool().QueryRow(`SELECT count(*) FROM pg_stat_activity
			WHERE datname = current_database() AND wait_event_type = 'Lock'`).Scan(&n); err != nil {
			t.Error(err)
			return
		}
		if n > 0 {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Error("nobody waits")
}

// endedAfter cancels a person's series from its first session on, as ending the
// place as of the day before does, and gives its money back.
func (l *lane) endedAfter(ctx context.Context, p access.Actor, during func()) error {
	return l.d.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if _, err := l.bookings.CancelSeries(ctx, tx, access.System, "placement-"+p.PersonID, l.sessions[0].Date); err != nil {
			return err
		}
		during()
		return nil
	})
}

// stands gives how the places of the first session stand.
func (l *lane) stands(t testing.TB, p access.Actor) (b bookings.Booking) {
	t.Helper()
	l.in(t, func(ctx context.Context, tx *db.Tx) error {
		list, err := db.All[bookings.Booking](ctx, tx, `SELECT status, attendance, paid FROM booking
			WHERE session_id = $1 AND person_id = $2`, l.sessions[0].ID, p.PersonID)
		if err == nil {
			b = list[0]
		}
		return err
	})
	return b
}

func TestARegisterIsNotClosedOverAPlaceThatEndsMeanwhile(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 5)
		jo := l.person(t, "Jo")
		l.placed(t, jo, 1000)
		l.at(l.sessions[0].Ends)
		entries := []bookings.Entry{{BookingID: l.listed(t, l.sessions[0].ID)[0].Booking.ID, Code: framework.Attended}}
		closed := make(chan error, 1)
		err := l.endedAfter(t.Context(), jo, func() {
			go func() { closed <- l.bookings.RecordRegister(context.Background(), l.staff, l.sessions[0].ID, entries) }()
			l.waits(t)
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := <-closed; fail.KindOf(err) != fail.Conflict {
			t.Errorf("the register was closed over it: %v", err)
		}
		if b := l.stands(t, jo); b.Status != bookings.Cancelled || b.Attendance != "" {
			t.Errorf("the place that ended is %+v", b)
		}
		l.sound(t)
	})
}

func TestAPlaceDoesNotEndOverARegisterThatIsClosedMeanwhile(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		for _, gone := range []bool{false, true} {
			l := newLane(t, d, 5)
			jo := l.person(t, "Jo")
			l.placed(t, jo, 1000)
			mine := l.listed(t, l.sessions[0].ID)[0].Booking.ID
			entries := []bookings.Entry{{BookingID: mine, Code: framework.Attended}}
			want := bookings.Recorded
			if gone {
				entries, want = nil, bookings.Cancelled
				if err := l.bookings.Cancel(t.Context(), jo, mine); err != nil {
					t.Fatal(err)
				}
			}
			l.at(l.sessions[0].Ends)
			ended := make(chan error, 1)
			event.On(l.bookings.Bus, func(_ context.Context, tx *db.Tx, e bookings.MoneyMoved) error {
				if e.Changes[0].Spent > 0 && len(ended) == 0 {
					go func() { ended <- l.endedAfter(context.Background(), jo, func() {}) }()
					l.waits(t)
				}
				return nil
			})
			if err := l.bookings.RecordRegister(t.Context(), l.staff, l.sessions[0].ID, entries); err != nil {
				t.Fatal(err)
			}
			if err := <-ended; fail.KindOf(err) != fail.Conflict {
				t.Errorf("the place ended over its register: %v", err)
			}
			if b := l.stands(t, jo); b.Status != want || b.Paid != 1000 || b.Attendance == "" {
				t.Errorf("the place that was settled is %+v", b)
			}
			l.sound(t)
			l.at(dbtest.Start())
		}
	})
}
