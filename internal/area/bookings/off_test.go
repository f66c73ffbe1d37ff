package bookings_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"ourdays/internal/area/access"
	"ourdays/internal/area/bookings"
	"ourdays/internal/area/directory"
	"ourdays/internal/area/framework"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
	"ourdays/internal/platform/event"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/mail"
)

var shut = directory.Off{Reason: "building_shut", Words: "The roof leaks."}

// ofSession gives every place that was ever taken at a session, by person.
func (l *lane) ofSession(t testing.TB, n int) map[string]bookings.Booking {
	t.Helper()
	by := map[string]bookings.Booking{}
	l.in(t, func(ctx context.Context, tx *db.Tx) error {
		list, err := db.All[bookings.Booking](ctx, tx, `SELECT id, person_id, status, attendance, price, paid, charged
			FROM booking WHERE session_id = $1`, l.sessions[n].ID)
		for _, b := range list {
			by[b.PersonID] = b
		}
		return err
	})
	return by
}

func (l *lane) session(t testing.TB, n int) (ses directory.Session) {
	t.Helper()
	l.in(t, func(ctx context.Context, tx *db.Tx) (err error) {
		ses, err = l.dir.SessionByID(ctx, tx, l.sessions[n].ID)
		return err
	})
	return ses
}

func TestCallingASessionOffGivesEveryPlaceAndItsMoneyBack(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 10)
		jo, lee, sam := l.person(t, "Jo"), l.person(t, "Lee"), l.person(t, "Sam")
		l.placed(t, jo, 2450)
		l.placed(t, lee, 3100)
		l.mustBook(t, sam, 1)
		if err := l.bookings.Cancel(t.Context(), lee, l.ofSession(t, 1)[lee.PersonID].ID); err != nil {
			t.Fatal(err)
		}
		before := map[string]int64{}
		for _, p := range []access.Actor{jo, lee} {
			before[p.Name] = int64(l.budget(t, p).Committed)
		}
		if err := l.bookings.CallOff(t.Context(), l.staff, l.sessions[1].ID, shut); err != nil {
			t.Fatal(err)
		}
		for name, b := range l.ofSession(t, 1) {
			if b.Status != bookings.Cancelled || b.Attendance != framework.ProviderCancelled || b.Paid != 0 || b.Charged != 0 {
				t.Errorf("the place of %s is %+v", name, b)
			}
		}
		if ses := l.session(t, 1); ses.Status != directory.SessionCancelled || ses.Taken != 0 || ses.SupportTaken != 0 {
			t.Errorf("the session is %+v", ses)
		}
		for p, price := range map[*access.Actor]int64{&jo: 2450, &lee: 3100} {
			if b := l.budget(t, *p); int64(b.Committed) != before[p.Name]-price || b.Spent != 0 {
				t.Errorf("%s's budget is %+v", p.Name, b)
			}
		}
		if other := l.ofSession(t, 2)[jo.PersonID]; other.Status != bookings.Confirmed {
			t.Errorf("the week after is %+v", other)
		}
		lines := apptestLines(t, d)
		if len(lines) != 3 || !slices.Contains(lines, sam.PersonID+": building_shut") {
			t.Errorf("the trail has %q", lines)
		}
		l.sound(t)
	})
}

// apptestLines are the audit lines of what was called off: whose, and why.
func apptestLines(t testing.TB, d *db.DB) (lines []string) {
	t.Helper()
	err := d.Read(t.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
		lines, err = db.All[string](ctx, tx, `SELECT person_id || ': ' || reason FROM audit WHERE act = 'called off'`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

func TestWhoMayCallASessionOffAndWhen(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 10)
		jo := l.person(t, "Jo")
		l.placed(t, jo, 2450)
		other, nobody := l.staff, jo
		other.OrganisationID = "elsewhere"
		call := func(a access.Actor, n int, why directory.Off) error {
			return l.bookings.CallOff(t.Context(), a, l.sessions[n].ID, why)
		}
		for name, c := range map[string]struct {
			a    access.Actor
			why  directory.Off
			want fail.Kind
		}{
			"staff of another provider": {other, shut, fail.Forbidden},
			"the person":                {nobody, shut, fail.Forbidden},
			"without a reason":          {l.staff, directory.Off{}, fail.Invalid},
			"another one, untold":       {l.staff, directory.Off{Reason: directory.OtherReason}, fail.Invalid},
			"with a whole letter":       {l.staff, directory.Off{Reason: "weather", Words: strings.Repeat("rain ", 50)}, fail.Invalid},
		} {
			if err := call(c.a, 1, c.why); fail.KindOf(err) != c.want {
				t.Errorf("%s: %v", name, err)
			}
		}
		if b := l.ofSession(t, 1)[jo.PersonID]; b.Status != bookings.Confirmed {
			t.Errorf("what was refused changed %+v", b)
		}
		if err := call(l.staff, 1, shut); err != nil {
			t.Fatal(err)
		}
		money := l.budget(t, jo)
		if err := call(l.staff, 1, directory.Off{Reason: "weather"}); fail.KindOf(err) != fail.Conflict {
			t.Errorf("called off again: %v", err)
		}
		if l.budget(t, jo) != money || len(apptestLines(t, d)) != 1 {
			t.Error("the second time gave money back again")
		}
		l.at(l.sessions[0].Starts)
		if err := call(l.staff, 0, shut); fail.KindOf(err) != fail.Conflict {
			t.Errorf("called off when it had begun: %v", err)
		}
		l.sound(t)
	})
}

func TestNobodyBooksOrSettlesWhatWasCalledOff(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 10)
		jo, sam := l.person(t, "Jo"), l.person(t, "Sam")
		l.placed(t, jo, 2450)
		mine := l.ofSession(t, 1)[jo.PersonID]
		if err := l.bookings.CallOff(t.Context(), l.staff, l.sessions[1].ID, shut); err != nil {
			t.Fatal(err)
		}
		if _, err := l.bookings.Book(t.Context(), sam, l.sessions[1].ID, sam.PersonID); fail.KindOf(err) != fail.Conflict {
			t.Errorf("booked: %v", err)
		}
		if err := l.bookings.Again(t.Context(), jo, mine.ID); fail.KindOf(err) != fail.Conflict {
			t.Errorf("taken back: %v", err)
		}
		l.at(l.sessions[1].Ends)
		came := []bookings.Entry{{BookingID: mine.ID, Code: framework.Attended}}
		for name, err := range map[string]error{
			"closed":  l.bookings.RecordRegister(t.Context(), l.staff, l.sessions[1].ID, came),
			"marked":  l.bookings.KeepMarks(t.Context(), l.staff, l.sessions[1].ID, came, false),
			"said of": l.bookings.SayHow(t.Context(), jo, mine.ID, bookings.Good),
		} {
			if fail.KindOf(err) != fail.Conflict {
				t.Errorf("%s: %v", name, err)
			}
		}
		if b := l.ofSession(t, 1)[jo.PersonID]; b.Paid != 0 || b.Attendance != framework.ProviderCancelled {
			t.Errorf("it is %+v", b)
		}
		l.sound(t)
	})
}

// What was called off was given back: a place that ends gives back what stands.
func TestAPlaceThatEndsGivesNothingBackTwice(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 10)
		jo := l.person(t, "Jo")
		l.placed(t, jo, 1000)
		if err := l.bookings.CallOff(t.Context(), l.staff, l.sessions[1].ID, shut); err != nil {
			t.Fatal(err)
		}
		var days int
		l.in(t, func(ctx context.Context, tx *db.Tx) error {
			sch, err := l.dir.ScheduleByID(ctx, tx, l.schedule)
			if err != nil {
				return err
			}
			left, err := sch.Dates(l.sessions[0].Date, l.sessions[3].Date)
			days = len(left)
			if err != nil {
				return err
			}
			if err := l.bookings.Reprice(ctx, tx, access.System, "placement-"+jo.PersonID, l.sessions[0].Date,
				bookings.Prices{{Starts: l.sessions[0].Date, Price: 1200}}); err != nil {
				return err
			}
			freed, err := l.bookings.CancelSeries(ctx, tx, access.System, "placement-"+jo.PersonID, l.sessions[0].Date)
			if freed != 3*1200 {
				t.Errorf("%s is freed for three sessions at £12: the one that was called off gave its money back then", freed.Format())
			}
			return err
		})
		if days != 3 {
			t.Errorf("the schedule has %d days left of four", days)
		}
		if b := l.ofSession(t, 1)[jo.PersonID]; b.Attendance != framework.ProviderCancelled || b.Price != 1000 {
			t.Errorf("what was called off is %+v", b)
		}
		if b := l.ofSession(t, 2)[jo.PersonID]; b.Attendance != "" || b.Price != 1200 {
			t.Errorf("what ended is %+v", b)
		}
	})
}

func TestWhoBooksTheLastPlaceWhileTheSessionIsCalledOffHasNone(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 2)
		jo, sam := l.person(t, "Jo"), l.person(t, "Sam")
		l.mustBook(t, jo, 1)
		booked := make(chan error, 1)
		event.On(l.dir.Bus, func(context.Context, *db.Tx, directory.CalledOff) error {
			go func() {
				_, err := l.bookings.Book(context.Background(), sam, l.sessions[1].ID, sam.PersonID)
				booked <- err
			}()
			l.waits(t)
			return nil
		})
		if err := l.bookings.CallOff(t.Context(), l.staff, l.sessions[1].ID, shut); err != nil {
			t.Fatal(err)
		}
		if err := <-booked; fail.KindOf(err) != fail.Conflict {
			t.Errorf("Sam booked what is off: %v", err)
		}
		l.sound(t)
	})
}

func TestARegisterIsNotClosedOverASessionThatIsCalledOffMeanwhile(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		for _, gone := range []bool{false, true} {
			l := newLane(t, d, 5)
			jo := l.person(t, "Jo")
			l.placed(t, jo, 1000)
			mine := l.ofSession(t, 1)[jo.PersonID].ID
			entries := []bookings.Entry{{BookingID: mine, Code: framework.Attended}}
			l.at(l.sessions[1].Starts.Add(-1))
			if gone {
				entries = nil
				if err := l.bookings.Cancel(t.Context(), jo, mine); err != nil {
					t.Fatal(err)
				}
			}
			closed := make(chan error, 1)
			event.On(l.dir.Bus, func(context.Context, *db.Tx, directory.CalledOff) error {
				l.at(l.sessions[1].Starts)
				go func() { closed <- l.bookings.RecordRegister(context.Background(), l.staff, l.sessions[1].ID, entries) }()
				l.waits(t)
				return nil
			})
			if err := l.bookings.CallOff(t.Context(), l.staff, l.sessions[1].ID, shut); err != nil {
				t.Fatal(err)
			}
			if err := <-closed; fail.KindOf(err) != fail.Conflict {
				t.Errorf("the register was closed over it: %v", err)
			}
			if b := l.ofSession(t, 1)[jo.PersonID]; b.Attendance != framework.ProviderCancelled || b.Paid != 0 {
				t.Errorf("gone %v: the place is %+v", gone, b)
			}
			l.sound(t)
			l.at(dbtest.Start())
		}
	})
}

func TestPeopleBookAndCancelWhileTheSessionIsCalledOff(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 12)
		var wg sync.WaitGroup
		for i := range 16 {
			p := l.person(t, fmt.Sprint("P", i))
			if i%2 == 0 {
				id := l.mustBook(t, p, 1)[0]
				wg.Go(func() { l.either(t, l.bookings.Cancel(context.Background(), p, id)) })
				continue
			}
			wg.Go(func() {
				_, err := l.bookings.Book(context.Background(), p, l.sessions[1].ID, p.PersonID)
				l.either(t, err)
			})
		}
		wg.Go(func() {
			if err := l.bookings.CallOff(context.Background(), l.staff, l.sessions[1].ID, shut); err != nil {
				t.Error(err)
			}
		})
		wg.Wait()
		for _, b := range l.ofSession(t, 1) {
			if b.Status != bookings.Cancelled {
				t.Errorf("a place is %+v", b)
			}
		}
		if ses := l.session(t, 1); ses.Taken != 0 {
			t.Errorf("%d places are taken", ses.Taken)
		}
		l.sound(t)
	})
}

// either allows what was in time, and the refusal of what was not.
func (l *lane) either(t testing.TB, err error) {
	if err != nil && fail.KindOf(err) != fail.Conflict && fail.KindOf(err) != fail.Full {
		t.Error(err)
	}
}

func TestTheCheckFindsAPlaceThatStandsAtWhatWasCalledOff(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 5)
		jo := l.person(t, "Jo")
		id := l.mustBook(t, jo, 1)[0]
		if err := l.bookings.CallOff(t.Context(), l.staff, l.sessions[1].ID, shut); err != nil {
			t.Fatal(err)
		}
		l.in(t, func(ctx context.Context, tx *db.Tx) error {
			_, err := tx.Exec(ctx, `UPDATE booking SET status = 'confirmed', attendance = '' WHERE id = $1`, id)
			if err != nil {
				return err
			}
			found, err := l.bookings.Breaches(ctx, tx)
			if !slices.ContainsFunc(found, func(w string) bool {
				return strings.Contains(w, id) && strings.Contains(w, "called off")
			}) {
				t.Errorf("it finds %q", found)
			}
			return err
		})
	})
}

// Who was going is written to, and who helps them and may see their week: once
// each, without a word of what it was.
func TestWhoWasGoingIsWrittenTo(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 10)
		house := l.open(t)
		jo, lee, sam := house.Actor(t, l.person(t, "Jo")), house.Actor(t, l.person(t, "Lee")), l.person(t, "Sam")
		l.helper(t, house, jo, "Grace", access.MaySee)
		l.helper(t, house, lee, "Mo", access.MaySee)
		l.mustBook(t, jo, 1)
		l.mustBook(t, sam, 1) // who has no address
		gone := l.mustBook(t, lee, 1)[0]
		if err := l.bookings.Cancel(t.Context(), lee, gone); err != nil {
			t.Fatal(err)
		}
		l.in(t, func(ctx context.Context, tx *db.Tx) error {
			_, err := tx.Exec(ctx, `DELETE FROM job`)
			return err
		})
		if err := l.bookings.CallOff(t.Context(), l.staff, l.sessions[1].ID, shut); err != nil {
			t.Fatal(err)
		}
		var to []string
		l.in(t, func(ctx context.Context, tx *db.Tx) error {
			letters, err := db.All[string](ctx, tx, `SELECT body FROM job WHERE kind = $1`, access.MailJob)
			for _, body := range letters {
				var letter mail.Letter
				if err := json.Unmarshal([]byte(body), &letter); err != nil {
					return err
				}
				to = append(to, letter.To)
				if !strings.Contains(letter.Text, "Tuesday 1 December") || strings.Contains(body, "Bowling") || strings.Contains(body, "Jo") {
					t.Errorf("a letter says %s", body)
				}
			}
			return err
		})
		if len(to) != 2 {
			t.Errorf("letters go to %q", to)
		}
	})
}

// One of two who had a place at a session that is off has left: the provider rings the
// other, and reads nothing of the first, whose tie is not made longer by it.
func TestWhoHasLeftIsNotOnTheListOfASessionThatIsOff(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 10)
		jo, sam := l.person(t, "Jo"), l.person(t, "Sam")
		l.placed(t, jo, 1000)
		l.placed(t, sam, 1000)
		if err := l.bookings.CallOff(t.Context(), l.staff, l.sessions[3].ID, shut); err != nil {
			t.Fatal(err)
		}
		if n := len(l.list(t, l.sessions[3].ID).Gone); n != 2 {
			t.Fatalf("%d people had a place, want 2", n)
		}
		l.in(t, func(ctx context.Context, tx *db.Tx) error {
			if _, err := l.bookings.CancelSeries(ctx, tx, access.System, "placement-"+jo.PersonID, l.sessions[1].Date); err != nil {
				return err
			}
			last, found, err := l.bookings.LastDay(ctx, tx, "placement-"+jo.PersonID)
			if err != nil || !found || last != l.sessions[0].Date {
				t.Errorf("the last session that a register settles is on %s, %v, %v", last, found, err)
			}
			return l.access.EndTie(ctx, tx, "placement:"+jo.PersonID)
		})
		l.at(clock.At(l.sessions[1].Date, 12*60))
		r := l.list(t, l.sessions[3].ID)
		if len(r.Gone) != 1 || r.Gone[0].Booking.PersonID != sam.PersonID {
			t.Errorf("the list has %+v", r.Gone)
		}
	})
}
