package bookings_test

import (
	"context"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"ourdays/internal/area/access"
	"ourdays/internal/area/bookings"
	"ourdays/internal/area/framework"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
	"ourdays/internal/platform/fail"
)

func TestSomebodyWhoCancelledAndCameAllTheSameIsPaidForAsWhoCame(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 1)
		jo, sam := l.person(t, "Jo"), l.person(t, "Sam")
		l.placed(t, jo, 2450)
		if err := l.bookings.Cancel(t.Context(), jo, l.ofSession(t, 1)[jo.PersonID].ID); err != nil {
			t.Fatal(err)
		}
		l.mustBook(t, sam, 1) // the place that Jo gave back
		l.at(l.sessions[1].Starts.Add(time.Hour))
		samID := line(t, l, l.sessions[1].ID, "Sam")
		if err := l.bookings.RecordRegister(t.Context(), l.staff, l.sessions[1].ID,
			[]bookings.Entry{{BookingID: samID, Code: framework.Attended}}); err != nil {
			t.Fatal(err)
		}
		if b := l.budget(t, jo); b.Spent != 0 {
			t.Errorf("in time, and %d is spent", b.Spent)
		}
		fix := func(code framework.Code) bookings.Fix {
			for _, g := range l.list(t, l.sessions[1].ID).Gone {
				return bookings.Fix{Entry: bookings.Entry{BookingID: g.Booking.ID, Code: code}, Seen: g.Booking.CorrectionID,
					Reason: "She came all the same"}
			}
			t.Fatal("nobody has gone")
			return bookings.Fix{}
		}
		if err := l.correct(t, l.staff, 1, fix(framework.AbsentShort)); err != nil {
			t.Fatal(err)
		}
		if b := l.ofSession(t, 1)[jo.PersonID]; b.Status != bookings.Cancelled || b.Paid != 2450 || b.Charged != 1 {
			t.Errorf("short of notice after all: %+v", b)
		}
		if err := l.correct(t, l.staff, 1, fix(framework.Attended)); err != nil {
			t.Fatal(err)
		}
		b, money := l.ofSession(t, 1)[jo.PersonID], l.budget(t, jo)
		if b.Status != bookings.Recorded || b.Attendance != framework.Attended || b.Paid != 2450 || b.Charged != 1 || money.Spent != 2450 {
			t.Errorf("the place is %+v, %d is spent", b, money.Spent)
		}
		if ses := l.session(t, 1); ses.Taken != 2 || ses.Places != 2 {
			t.Errorf("two came to %d of %d places", ses.Taken, ses.Places)
		}
		l.sound(t)
		if err := l.correct(t, l.staff, 1, l.fix(t, 1, "Jo", framework.AbsentInTime)); err != nil {
			t.Fatal(err)
		}
		if b := l.budget(t, jo); b.Spent != 0 {
			t.Errorf("put right again, and %d is spent", b.Spent)
		}
		l.sound(t)
	})
}

// What somebody booked themselves and cancelled is the provider's to know from the day on,
// as a place of a placement is: who came all the same is put on the closed register.
func TestWhoBookedThemselvesAndCancelledAndCameIsPutOnTheRegister(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 1)
		jo, sam := l.person(t, "Jo"), l.person(t, "Sam")
		gone := l.mustBook(t, jo, 1)[0]
		if err := l.bookings.Cancel(t.Context(), jo, gone); err != nil {
			t.Fatal(err)
		}
		l.mustBook(t, sam, 1) // the place that Jo gave back
		if r := l.list(t, l.sessions[1].ID); len(r.Gone) != 0 {
			t.Errorf("before the day the provider reads of who will not come: %+v", r.Gone)
		}
		if sees := l.seesJo(t, jo.PersonID); sees {
			t.Error("before the day the provider sees who has cancelled")
		}
		l.at(l.sessions[1].Starts.Add(time.Hour))
		if r := l.list(t, l.sessions[1].ID); len(r.Gone) != 1 || r.Gone[0].Name != "Jo Bright" {
			t.Errorf("on the day: %+v", r.Gone)
		}
		if sees := l.seesJo(t, jo.PersonID); sees {
			t.Error("on the day the register lists her, and the provider may open her record by it")
		}
		samID := line(t, l, l.sessions[1].ID, "Sam")
		if err := l.bookings.RecordRegister(t.Context(), l.staff, l.sessions[1].ID,
			[]bookings.Entry{{BookingID: samID, Code: framework.Attended}}); err != nil {
			t.Fatal(err)
		}
		l.at(clock.At(l.sessions[1].Date.AddDays(2), 9*60))
		if sees := l.seesJo(t, jo.PersonID); sees {
			t.Error("two days on the provider sees her record")
		}
		fix := bookings.Fix{Entry: bookings.Entry{BookingID: gone, Code: framework.Attended}, Reason: "She came all the same"}
		if err := l.correct(t, l.staff, 1, fix); err != nil {
			t.Fatal(err)
		}
		if b := l.ofSession(t, 1)[jo.PersonID]; b.Status != bookings.Recorded || b.Attendance != framework.Attended || b.Paid != 0 {
			t.Errorf("the place is %+v", b)
		}
		if ses := l.session(t, 1); ses.Taken != 2 || ses.Places != 2 {
			t.Errorf("two came to %d of %d places", ses.Taken, ses.Places)
		}
		if r := l.list(t, l.sessions[1].ID); len(r.Lines) != 2 || len(r.Gone) != 0 {
			t.Errorf("the register has %d and %d", len(r.Lines), len(r.Gone))
		}
		if err := l.correct(t, l.staff, 1, fix); fail.KindOf(err) != fail.Conflict {
			t.Errorf("pressed twice: %v", err)
		}
		l.sound(t)
	})
}

func TestWhoCancelledTheirOwnPlaceAndCameAloneIsPutOnTheRegister(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 5)
		house := l.open(t)
		jo := l.person(t, "Jo")
		gone := l.mustBook(t, jo, 1)[0]
		if err := l.bookings.Cancel(t.Context(), jo, gone); err != nil {
			t.Fatal(err)
		}
		l.at(l.sessions[1].Ends)
		staff := house.As(t, house.Actor(t, l.staff))
		staff.Get("/provider/sessions").Shows(t, "0 people had a place") // nothing waits: nobody owes or is owed
		path := "/provider/sessions/" + l.sessions[1].ID + "/register"
		page := staff.Get(path)
		page.Shows(t, "Everybody who had a place said that they cannot come.", "Jo Bright")
		if p := staff.Press(page, path, nil); p.Location != path {
			t.Fatalf("closing led to %d %s", p.Code, p.Text)
		}
		mend := "/registers/" + l.sessions[1].ID + "/lines/" + gone
		form := url.Values{"code_" + gone: {"attended"}, "reason": {"She came all the same"}}
		if p := staff.Press(staff.Get(mend), mend, form); p.Location != path {
			t.Errorf("the correction led to %d %s", p.Code, p.Text)
		}
		staff.Get(path).Shows(t, "Jo Bright", "Came", "She came all the same")
		l.sound(t)
	})
}

// seesJo tells whether the provider's staff may read somebody's record now.
func (l *lane) seesJo(t *testing.T, personID string) bool {
	t.Helper()
	return l.reached(t, access.SeePerson, personID)
}

// reached tells whether a tie lets the provider's staff do a thing today.
func (l *lane) reached(t *testing.T, p access.Permission, personID string) bool {
	t.Helper()
	var reached map[string]bool
	l.in(t, func(ctx context.Context, tx *db.Tx) (err error) {
		reached, err = l.access.Reached(ctx, tx, l.staff, p, []string{personID})
		return err
	})
	return reached[personID]
}

func TestWhoCancelledTheirOwnPlaceStandsOnceOrNotOnTheRegister(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 5)
		jo, sam, lee := l.person(t, "Jo"), l.person(t, "Sam"), l.person(t, "Lee")
		cancel := func(a access.Actor) {
			t.Helper()
			if err := l.bookings.Cancel(t.Context(), a, l.mustBook(t, a, 1)[0]); err != nil {
				t.Fatal(err)
			}
		}
		cancel(jo)
		l.mustBook(t, jo, 1) // she comes after all
		cancel(sam)
		cancel(sam)
		cancel(lee)
		l.in(t, func(ctx context.Context, tx *db.Tx) error { // as before the tie was kept for the day
			_, err := tx.Exec(ctx, `DELETE FROM tie WHERE person_id = $1`, lee.PersonID)
			return err
		})
		l.at(l.sessions[1].Starts)
		r := l.list(t, l.sessions[1].ID)
		if len(r.Lines) != 1 || r.Lines[0].Name != "Jo Bright" || len(r.Gone) != 1 || r.Gone[0].Name != "Sam Bright" {
			t.Errorf("the register has %+v and %+v", r.Lines, r.Gone)
		}
		l.sound(t)
	})
}

func TestWhoCancelledTheirOwnPlaceIsNotRungWhenTheSessionIsCalledOff(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 5)
		jo, sam := l.person(t, "Jo"), l.person(t, "Sam")
		l.mustBook(t, sam, 1)
		if err := l.bookings.Cancel(t.Context(), jo, l.mustBook(t, jo, 1)[0]); err != nil {
			t.Fatal(err)
		}
		if err := l.bookings.CallOff(t.Context(), l.staff, l.sessions[1].ID, shut); err != nil {
			t.Fatal(err)
		}
		l.at(l.sessions[1].Starts)
		if r := l.list(t, l.sessions[1].ID); len(r.Gone) != 1 || r.Gone[0].Name != "Sam Bright" {
			t.Errorf("to ring: %+v", r.Gone)
		}
		for who, want := range map[string]bool{jo.PersonID: false, sam.PersonID: true} {
			if may := l.reached(t, access.TakeRegister, who); may != want {
				t.Errorf("the day's register reaches %s: %v", who, may)
			}
		}
	})
}

// What helps to be with somebody is of their record, and who cancelled is not expected.
func TestTheRegisterSaysOfWhoCancelledTheirOwnPlaceNoMoreThanTheName(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 5)
		jo, sam := l.person(t, "Jo"), l.person(t, "Sam")
		l.in(t, func(ctx context.Context, tx *db.Tx) error {
			_, err := tx.Exec(ctx, `UPDATE person SET how_to_talk = 'Slowly, please.', needs = 1`)
			return err
		})
		l.mustBook(t, sam, 1)
		if err := l.bookings.Cancel(t.Context(), jo, l.mustBook(t, jo, 1)[0]); err != nil {
			t.Fatal(err)
		}
		l.at(l.sessions[1].Starts)
		r := l.list(t, l.sessions[1].ID)
		if len(r.Lines) != 1 || r.Lines[0].Help == "" || r.Lines[0].Needs == 0 {
			t.Errorf("who comes: %+v", r.Lines)
		}
		if len(r.Gone) != 1 || r.Gone[0].Name != "Jo Bright" || r.Gone[0].Help != "" || r.Gone[0].Needs != 0 {
			t.Errorf("who cancelled: %+v", r.Gone)
		}
	})
}

// A place taken back is a place: who comes is known again.
func TestAPlaceTakenBackLetsTheProviderKnowWhoComes(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 5)
		jo := l.person(t, "Jo")
		own := l.mustBook(t, jo, 1)[0]
		if err := l.bookings.Cancel(t.Context(), jo, own); err != nil {
			t.Fatal(err)
		}
		if err := l.bookings.Again(t.Context(), jo, own); err != nil {
			t.Fatal(err)
		}
		if !l.seesJo(t, jo.PersonID) {
			t.Error("the provider does not know who comes")
		}
	})
}

func TestWhoCancelledAndBookedAnewIsCountedOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 5)
		jo := l.person(t, "Jo")
		l.placed(t, jo, 2450)
		gone := l.ofSession(t, 1)[jo.PersonID].ID
		if err := l.bookings.Cancel(t.Context(), jo, gone); err != nil {
			t.Fatal(err)
		}
		anew := l.mustBook(t, jo, 1)[0]
		l.at(l.sessions[1].Ends)
		if err := l.bookings.RecordRegister(t.Context(), l.staff, l.sessions[1].ID,
			[]bookings.Entry{{BookingID: anew, Code: framework.Attended}}); err != nil {
			t.Fatal(err)
		}
		err := l.correct(t, l.staff, 1, bookings.Fix{Entry: bookings.Entry{BookingID: gone, Code: framework.Attended}, Reason: "She came"})
		if fail.KindOf(err) != fail.Conflict {
			t.Errorf("she came twice: %v", err)
		}
		l.sound(t)
	})
}

func TestARegisterWhoseOnlyPersonCancelledIsClosed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 5)
		house := l.open(t)
		jo := l.person(t, "Jo")
		l.placed(t, jo, 2450)
		if err := l.bookings.Cancel(t.Context(), jo, l.ofSession(t, 0)[jo.PersonID].ID); err != nil {
			t.Fatal(err)
		}
		l.at(l.sessions[0].Ends)
		staff := house.As(t, house.Actor(t, l.staff))
		staff.Get("/provider/sessions").Shows(t, "Today", "1 person had a place", "Take the register")
		l.at(clock.At(l.sessions[0].Date.AddDays(1), 9*60))
		if _, open, _ := l.earlier(t, l.staff, "", l.sessions[0].Date, 1); len(open) != 1 {
			t.Errorf("the earlier registers that wait are %v", open)
		}
		staff = house.As(t, l.staff)
		path := "/provider/sessions/" + l.sessions[0].ID + "/register"
		page := staff.Get(path)
		page.Shows(t, "Everybody who had a place said that they cannot come.", "Jo Bright", "Close the register")
		if p := staff.Press(page, path, nil); p.Location != path {
			t.Fatalf("closing led to %d %s", p.Code, p.Text)
		}
		if b := l.budget(t, jo); b.Spent != 2450 {
			t.Errorf("cancelled short of notice, and %d is spent", b.Spent)
		}
		if _, open, _ := l.earlier(t, l.staff, "", l.sessions[0].Date, 1); len(open) != 0 {
			t.Errorf("closed, and %v wait", open)
		}
		gone := l.ofSession(t, 0)[jo.PersonID].ID
		closed := staff.Get(path)
		if !strings.Contains(closed.Body, `href="/registers/`+l.sessions[0].ID+"/lines/"+gone+`"`) {
			t.Error("nothing leads to the correction of who cancelled and came")
		}
		mend := "/registers/" + l.sessions[0].ID + "/lines/" + gone
		form := staff.Get(mend)
		if p := staff.Press(form, mend, url.Values{"code_" + gone: {"flew"}, "reason": {"She came"}}); p.Code != http.StatusUnprocessableEntity {
			t.Errorf("an unknown code: %d", p.Code)
		} else {
			p.Shows(t, "Choose what happened for Jo Bright")
		}
		if p := staff.Press(form, mend, url.Values{"code_" + gone: {"attended"}, "reason": {"She came all the same"}}); p.Location != path {
			t.Errorf("the correction led to %d %s", p.Code, p.Text)
		}
		staff.Get(path).Shows(t, "Came", "She came all the same")
		l.sound(t)
	})
}

func TestTheCheckFindsAPlaceThatWaitsForNoRegister(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 5)
		jo := l.person(t, "Jo")
		id := l.mustBook(t, jo, 1)[0]
		l.in(t, func(ctx context.Context, tx *db.Tx) error {
			if _, err := tx.Exec(ctx, `UPDATE booking SET waits_for = '' WHERE id = $1`, id); err != nil {
				return err
			}
			found, err := l.bookings.Breaches(ctx, tx)
			if len(found) != 1 || !strings.Contains(found[0], id) {
				t.Errorf("it finds %q", found)
			}
			return err
		})
	})
}

// A provider that somebody goes to anyway has no more to know of what they cancelled
// elsewhere with it before the day.
func TestWhoCancelledTheirOwnPlaceIsNotListedBeforeTheDayThoughTheProviderKnowsThem(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 5)
		clay, jo := l.atTheHour(t, 10*60, 11*60)[1], l.person(t, "Jo")
		l.placed(t, jo, 2450) // at the bowling, of the same provider
		own, err := l.bookings.Book(t.Context(), jo, clay.ID, jo.PersonID)
		if err != nil {
			t.Fatal(err)
		}
		if err := l.bookings.Cancel(t.Context(), jo, own.ID); err != nil {
			t.Fatal(err)
		}
		if r := l.list(t, clay.ID); len(r.Gone) != 0 {
			t.Errorf("before the day: %+v", r.Gone)
		}
		l.at(clay.Starts.Add(time.Hour))
		if r := l.list(t, clay.ID); len(r.Gone) != 1 {
			t.Errorf("on the day: %+v", r.Gone)
		}
	})
}

// Ties of before: that of a session that was called off already ends, and one that an old
// process wrote while the program changed opens no record.
func TestTiesOfTheDayFromBeforeAreSetRight(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 5)
		clay, jo := l.atTheHour(t, 10*60, 11*60)[1], l.person(t, "Jo")
		own, err := l.bookings.Book(t.Context(), jo, clay.ID, jo.PersonID)
		if err == nil {
			err = l.bookings.Cancel(t.Context(), jo, own.ID)
		}
		if err != nil {
			t.Fatal(err)
		}
		file, err := os.ReadFile("../../platform/db/migrations/" + string(d.Engine()) + "/0150_tie_called_off.sql")
		if err != nil {
			t.Fatal(err)
		}
		up, _, _ := strings.Cut(string(file), "-- +goose Down")
		after := func(harm, id string) access.Tie {
			return tieAfter(t, d, "booking:"+own.ID, append([]string{harm, id}, strings.SplitAfter(up, ";\n")...))
		}
		if got := after(`UPDATE tie SET relation = 'placed' WHERE source = $1`, "booking:"+own.ID); got.Relation != access.Listed ||
			got.Until.V != clay.Date {
			t.Errorf("one of an old process is %+v", got)
		}
		if got := after(`UPDATE session SET status = 'cancelled' WHERE id = $1`, clay.ID); got.Until.V != clay.Date.AddDays(-1) {
			t.Errorf("one of a session that was called off is %+v", got)
		}
	})
}

// tieAfter gives the tie of a source after a harm to a row, and then the statements of a migration.
func tieAfter(t *testing.T, d *db.DB, source string, run []string) (got access.Tie) {
	t.Helper()
	err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, run[0], run[1])
		for _, text := range run[2:] {
			if err == nil && strings.Contains(text, "UPDATE") {
				_, err = tx.Exec(ctx, text)
			}
		}
		if err != nil {
			return err
		}
		got, err = db.One[access.Tie](ctx, tx, `SELECT relation, until FROM tie WHERE source = $1`, source)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}
