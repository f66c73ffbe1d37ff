package bookings_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"ourdays/internal/app/apptest"
	"ourdays/internal/area/bookings"
	"ourdays/internal/area/framework"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
)

func TestAProviderCorrectsALineOnAPhone(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 10)
		house := l.open(t)
		jo := l.person(t, "Jo")
		l.wish(t, house, jo, "I want to make a friend.")
		l.placed(t, jo, 2450)
		l.closeWith(t, 0, framework.NoShow)
		session, id := l.sessions[0].ID, l.paid(t, 0, "Jo").ID
		register := "/provider/sessions/" + session + "/register"
		path := "/registers/" + session + "/lines/" + id
		staff := house.As(t, house.Actor(t, l.staff))
		closed := staff.Get(register)
		closed.Shows(t, "Correct this", "you can correct it until Tuesday 22 December")
		if !strings.Contains(closed.Body, `href="`+path+`"`) {
			t.Fatal("no line leads to its correction")
		}
		page := staff.Get(path)
		page.Shows(t, "What the register says now", "Did not come and did not say · £24.50", "You can correct this until Tuesday 22 December")

		t.Run("all that is wrong is told at once, and what was typed is kept", func(t *testing.T) {
			p := staff.Press(page, path, url.Values{"code_" + id: {"attended"}, "note_" + id: {"Won a game"}, "reason": {"no"}})
			p.Shows(t, "Say why in 5 to 300 letters")
			if p.Code != http.StatusUnprocessableEntity || !strings.Contains(p.Body, `value="Won a game"`) {
				t.Errorf("got %d", p.Code)
			}
			p = staff.Press(page, path, url.Values{"reason": {"I am not sure"}})
			p.Shows(t, "Change something about Jo Bright, or go back")
		})
		typed := url.Values{"code_" + id: {"attended"}, "note_" + id: {"Won a game"}, "reason": {"I ticked the wrong line"}}
		if p := staff.Press(page, path, typed); p.Location != register {
			t.Fatalf("it leads to %d %s %s", p.Code, p.Location, p.Text)
		}
		staff.Get(register).Shows(t, "The register is corrected, and what is due with it.", "Came", "Won a game",
			"Corrected on Tuesday 24 November at 3pm by Beth", "It said “Did not come and did not say”, £24.50.", "I ticked the wrong line")
		staff.Get("/provider/sessions").Shows(t, "Register corrected")
		house.As(t, house.Actor(t, jo)).Get("/me/bookings/"+id).Shows(t, "Beth",
			"corrected what is written down about this day. It now says “Came”.")
		t.Run("a second press has the first one's answer", func(t *testing.T) {
			if p := staff.Press(page, path, typed); p.Location != register {
				t.Errorf("got %d %s", p.Code, p.Text)
			}
		})
		t.Run("a stale page is told who was first and when, with a way on", func(t *testing.T) {
			p := staff.Press(page, path, with(typed, url.Values{"form": {"another"}, "code_" + id: {"hospital"}}))
			p.Shows(t, "Beth already corrected this line on Tuesday 24 November at 3pm.")
			if p.Code != http.StatusConflict || !strings.Contains(p.Body, `href="`+register+`"`) {
				t.Errorf("got %d", p.Code)
			}
		})
		if b := l.paid(t, 0, "Jo"); b.Attendance != framework.Attended {
			t.Errorf("it says %s", b.Attendance)
		}
		l.sound(t)
	})
}

func TestAfterItsDaysOnlyTheCouncilCorrectsARegister(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 10)
		house := l.open(t)
		jo := l.person(t, "Jo")
		l.placed(t, jo, 2450)
		l.at(l.sessions[0].Starts.Add(time.Hour))
		session, id := l.sessions[0].ID, l.paid(t, 0, "Jo").ID
		own, path := "/registers/"+session, "/registers/"+session+"/lines/"+id
		officer := house.As(t, house.Actor(t, financeOfficer))
		if p := officer.Get(own); !strings.Contains(p.Text, "This register is not closed yet.") || strings.Contains(p.Text, "Jo Bright") {
			t.Errorf("the council reads an open register: %s", p.Text)
		}
		l.closeWith(t, 0, framework.Attended)
		l.at(clock.At(l.sessions[0].Date.AddDays(bookings.DaysToCorrect+1), 9*60))
		staff := house.As(t, house.Actor(t, l.staff))
		if p := staff.Get("/provider/sessions/" + session + "/register"); strings.Contains(p.Text, "Correct this") {
			t.Error("a provider is led to what it may not do")
		}
		late := staff.Get(path)
		late.Shows(t, "The provider can correct a register for 28 days after closing it.")
		if strings.Contains(late.Body, `action="`+path) {
			t.Error("it can be sent")
		}
		if p := staff.Post(path, url.Values{"form": {"late"}, "code_" + id: {"no_show"},
			"reason": {"Typed wrongly"}}); p.Code != http.StatusConflict {
			t.Errorf("the provider sends it all the same: %d", p.Code)
		}
		officer = house.As(t, financeOfficer)
		officer.Get(own).Shows(t, "Due to the provider", "Correct this")
		page := officer.Get(path)
		if p := officer.Press(page, path, url.Values{"code_" + id: {"closed"}, "reason": {"The house was closed"}}); p.Location != own {
			t.Fatalf("it leads to %d %s", p.Code, p.Text)
		}
		officer.Get(own).Shows(t, "by Tomasz", "It said “Came”, £24.50.")
		if b := l.paid(t, 0, "Jo"); b.Paid != 0 {
			t.Errorf("it is paid %s", b.Paid)
		}
		l.sound(t)
	})
}

// The whole chain: what a commissioner sees of a figure, the ledger and every
// sum that is kept follow a correction.
func TestACorrectionReachesTheCommissionersFigures(t *testing.T) {
	house := apptest.At(t, apptest.Reviewed)
	session, who := house.LastSession(t)
	id := apptest.Stored[string](t, house, `SELECT id FROM booking WHERE session_id = $1 AND person_id = $2`, session, house.Jo(t))
	path := "/registers/" + session + "/lines/" + id
	price := apptest.Stored[int](t, house, `SELECT paid FROM booking WHERE id = $1`, id)
	spent := func() int {
		return apptest.Stored[int](t, house, `SELECT sum(amount) FROM spend_sum WHERE what = 'spent'`)
	}
	before := spent()
	for i, code := range []string{"provider_cancelled", "attended"} {
		house.Press(t, who, path, path, url.Values{"code_" + id: {code}, "reason": {"It was the other day"}})
		if got, want := spent(), before-price*(1-i); got != want {
			t.Errorf("%s: %d is spent, should be %d", code, got, want)
		}
		found, err := house.Check(t.Context())
		if err != nil || len(found) > 0 {
			t.Errorf("%s: check finds %v, %v", code, found, err)
		}
	}
	p := house.As(t, house.Persona(t, "Ruth Pemberton")).Get("/steer/sessions/" + session)
	p.Shows(t, "Came (corrected)", "What was corrected after the register was closed", "We called the session off", "attended-back:")
	if strings.Contains(p.Text, "It was the other day") {
		t.Error("why it was corrected is read by who may not see the person")
	}
	p.Shows(t, "The ledger holds the same amounts.")
}
