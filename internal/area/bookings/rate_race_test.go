package bookings_test

import (
	"context"
	"testing"

	"ourdays/internal/area/access"
	"ourdays/internal/area/bookings"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
	"ourdays/internal/platform/event"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/pence"
)

func TestAPlaceIsNotTakenBackOverAPlacementThatEndsMeanwhile(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 5)
		jo := l.person(t, "Jo")
		l.placed(t, jo, 1000)
		mine := l.listed(t, l.sessions[0].ID)[0].Booking.ID
		if err := l.bookings.Cancel(t.Context(), jo, mine); err != nil {
			t.Fatal(err)
		}
		again := make(chan error, 1)
		if err := l.endedAfter(t.Context(), jo, func() {
			go func() { again <- l.bookings.Again(context.Background(), jo, mine) }()
			l.waits(t)
		}); err != nil {
			t.Fatal(err)
		}
		if err := <-again; fail.KindOf(err) != fail.Conflict {
			t.Errorf("taking it back is answered with %v", err)
		}
		if b := l.stands(t, jo); b.Status != bookings.Cancelled || b.Attendance != "" {
			t.Errorf("a place of a placement that ended is %+v", b)
		}
		l.sound(t)
	})
}

// reprice lets Jo's sessions from one on cost another price, as a new rate does.
func (l *lane) reprice(t testing.TB, p access.Actor, from int, price pence.Pence, during func()) {
	t.Helper()
	l.in(t, func(ctx context.Context, tx *db.Tx) error {
		if err := l.bookings.Reprice(ctx, tx, access.System, "placement-"+p.PersonID, l.sessions[from].Date,
			bookings.Prices{{Price: price}}); err != nil {
			return err
		}
		during()
		return nil
	})
}

// worth adds up what stands.
func (l *lane) worth(t testing.TB) (worth pence.Pence) {
	t.Helper()
	l.in(t, func(ctx context.Context, tx *db.Tx) (err error) {
		worth, err = db.One[pence.Pence](ctx, tx, `SELECT CAST(coalesce(sum(price), 0) AS bigint) FROM booking
			WHERE status = 'confirmed'`)
		return err
	})
	return worth
}

func TestACancelAndATakingBackBesideANewRateAreToldAtTheNewPrice(t *testing.T) {
	for name, again := range map[string]bool{"cancel": false, "again": true} {
		t.Run(name, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, d *db.DB) {
				l := newLane(t, d, 5)
				jo := l.person(t, "Jo")
				var told pence.Pence
				event.On(l.bookings.Bus, func(_ context.Context, _ *db.Tx, e bookings.MoneyMoved) error {
					for _, c := range e.Changes {
						told += c.Open
					}
					return nil
				})
				l.placed(t, jo, 1000)
				mine := l.listed(t, l.sessions[0].ID)[0].Booking.ID
				press, want := l.bookings.Cancel, bookings.Cancelled
				if again {
					if err := l.bookings.Cancel(t.Context(), jo, mine); err != nil {
						t.Fatal(err)
					}
					press, want = l.bookings.Again, bookings.Confirmed
				}
				done := make(chan error, 1)
				l.reprice(t, jo, 0, 1200, func() {
					go func() { done <- press(context.Background(), jo, mine) }()
					l.waits(t)
				})
				if err := <-done; err != nil {
					t.Errorf("the press beside a new rate is refused: %v", err)
				}
				if b := l.stands(t, jo); b.Status != want {
					t.Errorf("the place is %+v", b)
				}
				if worth := l.worth(t); told != worth {
					t.Errorf("%v was told to be open, the places that stand cost %v", told, worth)
				}
			})
		})
	}
}

func TestACalendarSaysNothingOfANewRate(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 5)
		jo := l.person(t, "Jo")
		l.placed(t, jo, 1000)
		secret := bookings.FreshSecret()
		if err := l.bookings.NewFeed(t.Context(), jo, jo.PersonID, secret, ""); err != nil {
			t.Fatal(err)
		}
		text := func() string {
			text, err := l.bookings.Calendar(t.Context(), secret, false)
			if err != nil {
				t.Fatal(err)
			}
			return text
		}
		before := text()
		l.at(dbtest.Start().Add(1e9))
		l.reprice(t, jo, 1, 1200, func() {})
		if after := text(); after != before {
			t.Errorf("the calendar changed with a rate: %s", after[:min(len(after), 900)])
		}
	})
}

// sequences gives how often each of a person's places changed for their calendar, by day.
func (l *lane) sequences(t testing.TB, p access.Actor) (list []int) {
	t.Helper()
	l.in(t, func(ctx context.Context, tx *db.Tx) (err error) {
		list, err = db.All[int](ctx, tx, `SELECT changes FROM booking WHERE person_id = $1 ORDER BY day, id`, p.PersonID)
		return err
	})
	return list
}

func TestACalendarIsToldOfAPlacementThatEndsAndOfNoPlaceThatWasGiven(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 5)
		jo := l.person(t, "Jo")
		l.placedFor(t, jo, 1000, 3)
		if err := l.bookings.Cancel(t.Context(), jo, l.listed(t, l.sessions[1].ID)[0].Booking.ID); err != nil {
			t.Fatal(err)
		}
		for range 2 { // what ended does not end again
			if err := l.endedAfter(t.Context(), jo, func() {}); err != nil {
				t.Fatal(err)
			}
			for day, n := range l.sequences(t, jo) {
				if n != 1 {
					t.Errorf("session %d changed %d times, and once in truth", day, n)
				}
			}
		}
	})
}
