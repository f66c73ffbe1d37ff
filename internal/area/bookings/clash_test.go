package bookings_test

import (
	"context"
	"sync"
	"testing"

	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
	"ourdays/internal/platform/fail"
)

// atTheHour gives the sessions of a clay workshop on the days of the bowling,
// between two minutes of the day. Nobody needs a plan for it.
func (l *lane) atTheHour(t testing.TB, start, end int) []directory.Session {
	t.Helper()
	var list []directory.Session
	l.in(t, func(ctx context.Context, tx *db.Tx) error {
		act, err := l.dir.Publish(ctx, tx, access.System, directory.Activity{OrganisationID: l.staff.OrganisationID, Kind: "arts",
			Title: "Clay, by hand", EasyTitle: "Clay", OwnPrice: 300})
		if err != nil {
			return err
		}
		sch, err := l.dir.AddSchedule(ctx, tx, access.System, directory.Schedule{ActivityID: act.ID, RRule: "FREQ=WEEKLY;BYDAY=TU",
			OnlineAt: "https://clay.example", Start: start, End: end, From: tx.Today(), Places: 5, Support: 300})
		if err != nil {
			return err
		}
		list, err = l.dir.SessionsOfSchedule(ctx, tx, sch.ID, tx.Today(), tx.Today().AddDays(60))
		return err
	})
	return list
}

// goesTo counts how many places of some sessions a person has.
func (l *lane) goesTo(t testing.TB, p access.Actor, sessions ...directory.Session) (n int) {
	t.Helper()
	l.in(t, func(ctx context.Context, tx *db.Tx) error {
		held, err := l.bookings.Held(ctx, tx, p.PersonID, clock.D(2026, 11, 24), clock.D(2027, 3, 1))
		for _, ses := range sessions {
			if _, has := held[ses.ID]; has {
				n++
			}
		}
		return err
	})
	return n
}

func TestAPlaceIsNotTakenBackWhileThePersonIsSomewhereElse(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 5)
		clay, jo := l.atTheHour(t, 15*60, 17*60)[1], l.person(t, "Jo")
		l.placed(t, jo, 1000)
		bowling := l.sessions[1]
		mine := l.listed(t, bowling.ID)[0].Booking.ID
		if err := l.bookings.Cancel(t.Context(), jo, mine); err != nil {
			t.Fatal(err)
		}
		other, err := l.bookings.Book(t.Context(), jo, clay.ID, jo.PersonID)
		if err != nil {
			t.Fatal(err)
		}
		if err := l.bookings.Again(t.Context(), jo, mine); fail.KindOf(err) != fail.Conflict || key(err) != "bookings.refused.clash" {
			t.Errorf("got %v", err)
		}
		if l.goesTo(t, jo, bowling) != 0 {
			t.Error("Jo has two places at three o'clock")
		}
		l.sound(t)
		if err := l.bookings.Cancel(t.Context(), jo, other.ID); err != nil {
			t.Fatal(err)
		}
		if err := l.bookings.Again(t.Context(), jo, mine); err != nil || l.goesTo(t, jo, bowling) != 1 {
			t.Errorf("the time is free again: %v", err)
		}
		l.sound(t)
	})
}

func TestOfAPlaceTakenBackAndAnotherBookedAtOnceOneIsRefused(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 5)
		clay, jo := l.atTheHour(t, 15*60, 17*60), l.person(t, "Jo")
		for n := range 5 {
			bowling := l.sessions[n+1]
			mine := l.mustBook(t, jo, n+1)[0]
			if err := l.bookings.Cancel(t.Context(), jo, mine); err != nil {
				t.Fatal(err)
			}
			var wg sync.WaitGroup
			var again, book error
			wg.Go(func() { again = l.bookings.Again(context.Background(), jo, mine) })
			wg.Go(func() { _, book = l.bookings.Book(context.Background(), jo, clay[n+1].ID, jo.PersonID) })
			wg.Wait()
			if (again == nil) == (book == nil) || l.goesTo(t, jo, bowling, clay[n+1]) != 1 {
				t.Errorf("taken back: %v, booked: %v", again, book)
			}
		}
		l.sound(t)
	})
}
