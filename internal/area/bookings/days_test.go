package bookings_test

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"testing"

	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
	"ourdays/internal/platform/fail"
)

// ids are the first sessions of the lane, so many.
func (l *lane) ids(n int) (ids []string) {
	for _, ses := range l.sessions[:n] {
		ids = append(ids, ses.ID)
	}
	return ids
}

func TestSeveralDaysAreBookedAsFarAsTheyCanBeHad(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 1)
		jo, sam := l.person(t, "Jo"), l.person(t, "Sam")
		l.mustBook(t, sam, 1) // the second day is full
		elsewhere := l.atTheHour(t, 15*60, 17*60)
		if _, err := l.bookings.Book(t.Context(), jo, elsewhere[2].ID, jo.PersonID); err != nil {
			t.Fatal(err)
		}
		for range 2 { // pressed again it says the same
			days, err := l.bookings.BookDays(t.Context(), jo, jo.PersonID, l.ids(4))
			if err != nil || len(days.Booked) != 2 || len(days.Missed) != 2 || days.Missed[0] != l.sessions[1].Date ||
				days.Missed[1] != l.sessions[2].Date {
				t.Fatalf("got %+v, %v", days, err)
			}
		}
		var said int
		l.in(t, func(ctx context.Context, tx *db.Tx) (err error) {
			said, err = db.One[int](ctx, tx, `SELECT count(*) FROM audit WHERE act = 'book' AND person_id = $1`, jo.PersonID)
			return err
		})
		if said != 3 {
			t.Errorf("the trail has %d bookings of three", said)
		}
		var many []string
		for i := range 21 {
			many = append(many, fmt.Sprint("s", i))
		}
		for name, err := range map[string]error{
			"too many":       second(l.bookings.BookDays(t.Context(), jo, jo.PersonID, many)),
			"no day":         second(l.bookings.BookDays(t.Context(), sam, sam.PersonID, nil)),
			"what is full":   second(l.bookings.BookDays(t.Context(), l.person(t, "Lee"), "", l.ids(1))),
			"all that is on": second(l.bookings.BookDays(t.Context(), jo, jo.PersonID, l.ids(3)[1:])),
		} {
			if k := fail.KindOf(err); k != fail.Conflict && k != fail.Forbidden {
				t.Errorf("%s: %v", name, err)
			}
		}
		if _, err := l.bookings.BookDays(t.Context(), sam, jo.PersonID, l.ids(4)); fail.KindOf(err) != fail.Forbidden {
			t.Errorf("for somebody else: %v", err)
		}
		l.sound(t)
	})
}

// What all days come to is said before they are booked; where nobody knows what a day
// costs, or it costs nothing, no sum is made up.
func TestWhatSeveralDaysComeToIsSaidBefore(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 2)
		house := l.open(t)
		v := house.As(t, house.Actor(t, l.person(t, "Jo")))
		for _, c := range []struct {
			price int
			known bool
			says  string
		}{
			{650, true, "£32.50"}, {0, true, "It is free. Book all 5 days"}, {0, false, "is left out and named. Book all 5 days"},
		} {
			l.in(t, func(ctx context.Context, tx *db.Tx) error {
				_, err := tx.Exec(ctx, `UPDATE activity SET own_price = $1, price_known = $2`, c.price, c.known)
				return err
			})
			v.Get("/activities/"+l.sessions[0].ActivityID).Shows(t, c.says)
		}
	})
}

func second[T any](_ T, err error) error { return err }

// Many want the same few days at once: no place is had twice, and whoever has one was told so.
func TestManyBookSeveralDaysAtOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		const places = 5
		l := newLane(t, d, places)
		var wg sync.WaitGroup
		var mu sync.Mutex
		told := 0
		for i := range 12 {
			p := l.person(t, fmt.Sprint("P", i))
			wg.Go(func() {
				days, err := l.bookings.BookDays(context.Background(), p, p.PersonID, l.ids(4))
				l.either(t, err)
				mu.Lock()
				defer mu.Unlock()
				told += len(days.Booked)
			})
		}
		wg.Wait()
		taken := 0
		for n := range 4 {
			taken += l.session(t, n).Taken
		}
		if taken != 4*places || told != taken {
			t.Errorf("%d of %d places are taken, %d were told", taken, 4*places, told)
		}
		l.sound(t)
	})
}

func TestAPersonBooksAllListedDaysWithOnePress(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 2)
		house := l.open(t)
		jo := house.Actor(t, l.person(t, "Jo"))
		activity := "/activities/" + l.sessions[0].ActivityID
		v := house.As(t, jo)
		page := v.Get(activity)
		page.Shows(t, "You can book all of these days with one press.", "Book all 5 days",
			"You pay each time you come: £6. All 5 days together are £30.")
		v.Get(activity+"?voice=en-easy").Shows(t, "You pay there each time: £6. The cost of all 5 days is £30.")
		for _, name := range []string{"Lee", "Kim"} {
			l.mustBook(t, l.person(t, name), 1)
		}
		typed := url.Values{"session": l.ids(5)}
		if p := v.Press(page, "/sessions/days", typed); p.Location != activity {
			t.Fatalf("it led to %d %s", p.Code, p.Text)
		}
		done := v.Get(activity)
		done.Shows(t, "Booked: Tuesday 24 November", "Not booked, because there is no place or something else is on at that time: Tuesday 1 December.",
			"Booked: you are going")
		if strings.Contains(done.Body, "/sessions/days") {
			t.Error("what is booked can be booked")
		}
		l.sound(t)
	})
}

// Each press of a button that had done its work already once wrote a line in the trail, as
// if something had changed.
func TestAPressThatChangesNothingIsNoLineOfTheTrail(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 2)
		jo := l.person(t, "Jo")
		lines := func() (n int) {
			l.in(t, func(ctx context.Context, tx *db.Tx) (err error) {
				n, err = db.One[int](ctx, tx, `SELECT count(*) FROM audit WHERE person_id = $1`, jo.PersonID)
				return err
			})
			return n
		}
		said := lines()
		var id string
		for _, press := range []struct {
			name string
			do   func() error
		}{
			{"book", func() error {
				b, err := l.bookings.Book(t.Context(), jo, l.sessions[0].ID, jo.PersonID)
				id = b.ID
				return err
			}},
			{"cancel", func() error { return l.bookings.Cancel(t.Context(), jo, id) }},
			{"again", func() error { return l.bookings.Again(t.Context(), jo, id) }},
		} {
			for range 3 {
				if err := press.do(); err != nil {
					t.Fatalf("%s: %v", press.name, err)
				}
			}
			said++
			if now := lines(); now != said {
				t.Fatalf("%s three times: the trail has %d lines, want %d", press.name, now, said)
			}
		}
		if _, err := l.bookings.Book(t.Context(), l.person(t, "Lee"), l.sessions[0].ID, jo.PersonID); fail.KindOf(err) != fail.Forbidden {
			t.Errorf("for somebody else who has it already: %v", err)
		}
		l.sound(t)
	})
}

// Presses that meet are one line too.
func TestPressesThatMeetAreOneLineOfTheTrail(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 2)
		jo := l.person(t, "Jo")
		var wg sync.WaitGroup
		for range 8 {
			wg.Go(func() {
				if _, err := l.bookings.Book(context.Background(), jo, l.sessions[0].ID, jo.PersonID); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		l.in(t, func(ctx context.Context, tx *db.Tx) error {
			n, err := db.One[int](ctx, tx, `SELECT count(*) FROM audit WHERE act = 'book' AND person_id = $1`, jo.PersonID)
			if n != 1 {
				t.Errorf("the trail has %d bookings", n)
			}
			return err
		})
		l.sound(t)
	})
}

// Who books several days waits for its sessions in one order, and who puts a session on for
// its people in another: PostgreSQL ends one of two that wait for each other, and that one is
// done again. All get an answer, and the books are right.
func TestManyDaysAreBookedWhileASessionIsPutOnAgain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 6)
		var people []access.Actor
		for i := range 6 {
			p := l.person(t, fmt.Sprint("P", i))
			people = append(people, p)
			if i < 3 {
				l.placed(t, p, 2000)
			} else {
				l.mustBook(t, p, 2)
			}
		}
		for range 4 {
			l.off(t)
			var wg sync.WaitGroup
			for _, p := range people {
				wg.Go(func() {
					_, err := l.bookings.BookDays(context.Background(), p, p.PersonID, l.ids(6))
					l.either(t, err)
				})
			}
			wg.Go(func() {
				if err := l.bookings.PutOn(context.Background(), l.staff, l.sessions[1].ID); err != nil {
					t.Error(err)
				}
			})
			wg.Wait()
			if ses := l.session(t, 1); ses.Status != directory.SessionOpen || ses.Taken != len(l.whoHas(t)) {
				t.Errorf("the session is %+v, %d have a place", ses, len(l.whoHas(t)))
			}
			l.sound(t)
		}
	})
}
