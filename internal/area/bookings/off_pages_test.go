package bookings_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ourdays/internal/app/apptest"
	"ourdays/internal/area/access"
	"ourdays/internal/area/bookings"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
)

func TestAProviderCallsASessionOff(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 10)
		house := l.open(t)
		jo, sam := house.Actor(t, l.person(t, "Jo")), house.Actor(t, l.person(t, "Sam"))
		l.placed(t, jo, 2450)
		mine := l.mustBook(t, sam, 1)[0]
		ses := l.sessions[1]
		register, path := "/provider/sessions/"+ses.ID+"/register", "/provider/sessions/"+ses.ID+"/off"
		staff := house.As(t, house.Actor(t, l.staff))
		staff.Get(register).Shows(t, "Call this session off")
		page := staff.Get(path)
		page.Shows(t, "Tuesday 1 December, 2pm to 4pm", "2 people are coming", "Jo Bright", "Sam Bright",
			"Nobody pays for this session", "Until the session begins you can put it on again.")

		other := l.staff
		other.ID, other.OrganisationID = "other", "elsewhere"
		for name, v := range map[string]int{
			"another provider": house.As(t, house.Actor(t, other)).Get(path).Code,
			"a person":         house.As(t, jo).Get(path).Code,
			"their press":      house.As(t, jo).Post(path, url.Values{"form": {"jo"}, "reason": {"weather"}}).Code,
			"another's press":  house.As(t, other).Post(path, url.Values{"form": {"else"}, "reason": {"weather"}}).Code,
		} {
			if v != http.StatusForbidden {
				t.Errorf("%s: %d", name, v)
			}
		}
		t.Run("all that is wrong is told at once, and what was typed is kept", func(t *testing.T) {
			p := staff.Press(page, path, url.Values{"words": {strings.Repeat("rain ", 50)}})
			if p.Code != http.StatusUnprocessableEntity || !strings.Contains(p.Body, strings.Repeat("rain ", 49)) {
				t.Errorf("got %d", p.Code)
			}
			p.Shows(t, "Choose why it is off", "Keep what you add to 200 letters or fewer")
			staff.Press(p, path, url.Values{"reason": {"another"}, "words": {""}}).Shows(t, "Say in a few words what the reason is")
		})
		typed := url.Values{"reason": {"building_shut"}, "words": {"The roof leaks."}}
		page = staff.Get(path)
		if p := staff.Press(page, path, typed); p.Location != register {
			t.Fatalf("calling off led to %d %s", p.Code, p.Text)
		}
		staff.Get(register).Shows(t, "The session is called off.", "Called off on Tuesday 24 November at 9am by Beth", "The building is shut.",
			"“The roof leaks.”", "Who had a place", "Jo Bright", "Sam Bright")
		ahead := staff.Get("/provider/sessions?from=2026-12-01")
		ahead.Shows(t, "Seven days from Tuesday 1 December", "Called off")
		if !strings.Contains(staff.Get("/provider/sessions").Body, `href="/provider/sessions?from=2026-12-01"`) ||
			!strings.Contains(ahead.Body, `href="/provider/sessions?from=2026-12-08"`) {
			t.Error("nothing leads to the days after the next")
		}
		for _, day := range []string{"2026-11-24", "2027-06-01", "soon"} {
			if p := staff.Get("/provider/sessions?from=" + day); p.Code == http.StatusOK == (day != "soon") {
				t.Errorf("from %s: %d", day, p.Code)
			}
		}
		t.Run("a second press has the first one's answer", func(t *testing.T) {
			if p := staff.Press(page, path, typed); p.Location != register {
				t.Errorf("got %d %s", p.Code, p.Text)
			}
		})
		t.Run("a stale page is told so, with a way on", func(t *testing.T) {
			p := staff.Press(page, path, with(typed, url.Values{"form": {"another"}, "reason": {"weather"}}))
			if p.Code != http.StatusConflict || !strings.Contains(p.Body, `href="`+register+`"`) {
				t.Errorf("got %d", p.Code)
			}
			p.Shows(t, "This session is called off already.", "See the session as it is now")
		})
		if p := staff.Get(path); p.Location != register {
			t.Errorf("what is off can be called off: %d", p.Code)
		}
		house.As(t, sam).Get(bookings.BookingPath(mine)).Shows(t, "Bowling, at last is off on Tuesday 1 December.", "“The roof leaks.”")
		l.at(l.sessions[0].Starts)
		if p := house.As(t, l.staff).Get("/provider/sessions/" + l.sessions[0].ID + "/off"); p.Code != http.StatusSeeOther {
			t.Errorf("what has begun can be called off: %d", p.Code)
		}
		l.sound(t)
	})
}

// Who had cancelled themselves was once rung about a session that they had no place at.
func TestOnlyWhoHadAPlaceIsNamedAtWhatIsOff(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 10)
		house := l.open(t)
		jo, lee, sam, kim := l.person(t, "Jo"), l.person(t, "Lee"), l.person(t, "Sam"), l.person(t, "Kim")
		l.placed(t, jo, 2000)
		l.placed(t, lee, 2000)
		l.mustBook(t, sam, 1)
		gone := map[string]access.Actor{l.ofSession(t, 1)[lee.PersonID].ID: lee, l.mustBook(t, kim, 1)[0]: kim}
		for id, who := range gone {
			if err := l.bookings.Cancel(t.Context(), who, id); err != nil {
				t.Fatal(err)
			}
		}
		staff := house.As(t, house.Actor(t, l.staff))
		for range 2 { // also where it was on again meanwhile
			l.off(t)
			page := staff.Get("/provider/sessions/" + l.sessions[1].ID + "/register")
			page.Shows(t, "Who had a place", "Jo Bright", "Sam Bright")
			for _, name := range []string{"Lee", "Kim"} {
				if strings.Contains(page.Text, name) {
					t.Errorf("the page names %s: %s", name, page.Text)
				}
			}
			l.on(t)
		}
		l.sound(t)
	})
}

func TestManySessionsAreFoldedByDayAndWhatIsOffTellsNoNumber(t *testing.T) {
	house := apptest.New(t, dbtest.SQLite(t))
	for path, want := range map[string][]string{
		"/design/bookings/sessions-many":               {"Tuesday 24 November: 20 sessions", "Wednesday 25 November: 11 sessions"},
		"/design/bookings/sessions-many?voice=en-easy": {"Tuesday 24 November: 20 things"},
		"/design/bookings/sessions-ahead":              {"3 people are coming", "Called off", "See who had a place"},
	} {
		p := house.Anyone(t).Get(path)
		p.Shows(t, want...)
		if strings.Contains(p.Text, "0 people") {
			t.Errorf("%s counts nobody: %s", path, p.Text)
		}
		if folds := len(apptest.All(p.Doc, "details")); (folds == 2) != strings.Contains(path, "many") {
			t.Errorf("%s folds %d days", path, folds)
		}
	}
}
