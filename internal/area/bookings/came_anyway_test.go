package bookings_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

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
		staff.Get("/provider/sessions").Shows(t, "Registers to close", "1 person had a place", "Take the register")
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
