package bookings_test

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"ourdays/internal/app/apptest"
	"ourdays/internal/area/access"
	"ourdays/internal/area/plans"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
)

// open is the lane with its pages.
func (l *lane) open(t *testing.T) *apptest.House {
	t.Helper()
	return apptest.New(t, l.d)
}

// wish agrees an outcome in a person's words, for placements that are made next.
func (l *lane) wish(t *testing.T, house *apptest.House, p access.Actor, words ...string) {
	t.Helper()
	l.outcomes = nil
	l.in(t, func(ctx context.Context, tx *db.Tx) error {
		for _, w := range words {
			o, err := house.Plans.AddOutcome(ctx, tx, access.System, plans.Outcome{PersonID: p.PersonID, Words: w, CareAct: db.List{"O7"},
				Scale: db.List{"not at all", "with much help", "with help", "nearly alone", "alone"}, Baseline: -1})
			if err != nil {
				return err
			}
			l.outcomes = append(l.outcomes, o.ID)
		}
		return nil
	})
}

func TestAProviderTakesTheRegisterOnAPhone(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 10)
		house := l.open(t)
		jo, sam, ann := l.person(t, "Jo"), l.person(t, "Sam"), l.person(t, "Ann")
		l.wish(t, house, jo, "I want to make a friend.")
		l.placed(t, jo, 2450)
		l.wish(t, house, sam, "I want to get fit.", "I want to laugh.")
		l.placed(t, sam, 1000)
		ses := l.sessions[0]
		path := "/provider/sessions/" + ses.ID + "/register"

		staff := house.As(t, house.Actor(t, l.staff))
		staff.Get("/provider/sessions").Shows(t, "Today", "Tuesday 24 November, 2pm to 4pm", "Bowling, at last", "2 people are coming")
		early := staff.Get(path)
		early.Shows(t, "The register opens when the session begins, at 2pm.", "Jo Bright", "three people share a worker")
		if strings.Contains(early.Body, `action="`+path) {
			t.Error("a register can be sent before its session begins")
		}
		if p := staff.Post(path, url.Values{"form": {"early"}}); p.Code != http.StatusConflict {
			t.Errorf("before it begins: %d", p.Code)
		}

		l.at(ses.Starts.Add(time.Hour))
		staff = house.As(t, l.staff) // whoever was idle for long signs in again
		staff.Get("/provider/sessions").Shows(t, "Today", "Take the register")
		page := staff.Get(path)
		page.Shows(t, "Came", "Something else", "“I want to make a friend.”", "I want to laugh.")
		joID, samID := line(t, l, ses.ID, "Jo"), line(t, l, ses.ID, "Sam")
		t.Run("a person is one row, and what was said in its fold is never hidden", func(t *testing.T) {
			open := func(p apptest.Page) (n int) {
				for _, d := range apptest.All(p.Doc, "details") {
					if slices.ContainsFunc(d.Attr, func(a html.Attribute) bool { return a.Key == "open" }) {
						n++
					}
				}
				return n
			}
			if folds := len(apptest.All(page.Doc, "details")); folds != 2 || open(page) != 0 {
				t.Errorf("two people have %d folds, %d open", folds, open(page))
			}
			for _, said := range []url.Values{{"code_" + samID: {"hospital"}}, {"note_" + samID: {"Sat and talked"}}} {
				if p := staff.Press(page, path, with(said, url.Values{"form": {"fold" + said.Encode()}})); open(p) != 1 {
					t.Errorf("%v opens %d folds", said, open(p))
				}
			}
		})
		typed := url.Values{"code_" + joID: {"attended"}, "note_" + joID: {"Asked Sam to play"}, "code_" + samID: {"no_show"}}

		t.Run("all that is wrong is told at once, and what was typed is kept", func(t *testing.T) {
			p := staff.Press(page, path, with(typed, url.Values{"code_" + joID: {"flew"}, "note_" + samID: {"Sat and talked"},
				"towards_" + samID: {""}}))
			if p.Code != http.StatusUnprocessableEntity || !strings.Contains(p.Body, `value="Sat and talked"`) || !strings.Contains(p.Body,
				`href="#code_`+joID) {
				t.Errorf("got %d", p.Code)
			}
			p.Shows(t, "Choose what happened for Jo Bright", "Choose which outcome the line about Sam Bright is for")
			for _, field := range []string{"code_" + joID, "towards_" + samID} {
				if !strings.Contains(p.Body, `aria-describedby="`+field+`-error"`) || !strings.Contains(p.Body, `id="`+field+`-error"`) {
					t.Errorf("%s is not tied to what is wrong with it", field)
				}
			}
		})
		t.Run("somebody who joined since is asked about", func(t *testing.T) {
			l.at(ses.Starts.Add(-time.Minute))
			if _, err := l.bookings.Book(t.Context(), ann, ses.ID, ann.PersonID); err != nil {
				t.Fatal(err)
			}
			l.at(ses.Starts.Add(time.Hour))
			p := staff.Press(page, path, with(typed, url.Values{"form": {"with-ann"}}))
			p.Shows(t, "Choose what happened for Ann Bright")
			if p.Code != http.StatusUnprocessableEntity {
				t.Errorf("got %d", p.Code)
			}
			typed.Set("code_"+line(t, l, ses.ID, "Ann"), "attended")
			page = p
		})
		if p := staff.Press(page, path, typed); p.Location != path {
			t.Fatalf("closing led to %d %s", p.Code, p.Text)
		}
		staff.Get(path).Shows(t, "The register is closed.", "Closed on Tuesday 24 November at 3pm by Beth", "Did not come and did not say",
			"“I want to make a friend.” – Asked Sam to play", "Due to you", "£34.50")
		t.Run("a second press has the first one's answer", func(t *testing.T) {
			if p := staff.Press(page, path, typed); p.Location != path {
				t.Errorf("got %d %s", p.Code, p.Text)
			}
		})
		t.Run("a stale page is told so, with a way on", func(t *testing.T) {
			p := staff.Press(page, path, with(typed, url.Values{"form": {"another"}}))
			if p.Code != http.StatusConflict || !strings.Contains(p.Body, `href="`+path+`"`) {
				t.Errorf("got %d", p.Code)
			}
			p.Shows(t, "This register is closed already.", "Open the register as it is now")
		})
		if strings.Contains(staff.Get("/provider/sessions").Text, "Take the register") {
			t.Error("a closed register still waits")
		}
		l.sound(t)
	})
}

// A provider is paid for who came, so nobody is said to have come before somebody
// said it; one press says it of all that have no answer, and closes nothing.
func TestARegisterSaysOfNobodyThatTheyCameBeforeItIsSaid(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 10)
		house := l.open(t)
		jo, sam := l.person(t, "Jo"), l.person(t, "Sam")
		l.wish(t, house, jo, "I want to make a friend.")
		l.placed(t, jo, 2450)
		l.placed(t, sam, 1000)
		ses := l.sessions[0]
		path := "/provider/sessions/" + ses.ID + "/register"
		house.Actor(t, l.staff)
		l.at(ses.Starts.Add(time.Hour))
		staff := house.As(t, l.staff)
		page := staff.Get(path)
		page.Shows(t, "Everybody came", "Close the register")
		if marks := checked(page); len(marks) > 0 {
			t.Fatalf("before anything was said: %v", marks)
		}
		joID, samID := line(t, l, ses.ID, "Jo"), line(t, l, ses.ID, "Sam")

		refused := staff.Press(page, path, url.Values{"code_" + samID: {"no_show"}, "note_" + joID: {"Asked Sam to play"}})
		refused.Shows(t, "Choose what happened for Jo Bright")
		if refused.Code != http.StatusUnprocessableEntity || !strings.Contains(refused.Body, `value="Asked Sam to play"`) ||
			!slices.Equal(checked(refused), []string{"code_" + samID + " no_show"}) {
			t.Errorf("closing with somebody unmarked: %d %v", refused.Code, checked(refused))
		}
		for _, k := range []struct {
			do   string
			want []string
		}{{"keep", []string{"code_" + samID + " no_show"}},
			{"everybody", []string{"code_" + joID + " attended", "code_" + samID + " no_show"}}} {
			p := staff.Press(page, path, url.Values{"do": {k.do}, "code_" + samID: {"no_show"}, "note_" + joID: {"Asked Sam to play"}})
			if p.Code != http.StatusSeeOther || p.Location != path {
				t.Errorf("%s is answered with %d %s, so that Back asks to send it again", k.do, p.Code, p.Location)
			}
			page = staff.Get(path)
			if slices.Sort(k.want); !slices.Equal(checked(page), k.want) || !strings.Contains(page.Body, `value="Asked Sam to play"`) {
				t.Errorf("%s: %v", k.do, checked(page))
			}
		}
		page.Shows(t, "Everybody without an answer is now marked “Came”.", "Marked on Tuesday 24 November at 3pm by Beth")
		for _, x := range l.listed(t, ses.ID) {
			if x.Booking.Attendance != "" {
				t.Errorf("%s is recorded before the register is closed", x.Name)
			}
		}
		if p := staff.Press(page, path, nil); p.Location != path {
			t.Fatalf("closing: %d %s", p.Code, p.Text)
		}
		staff.Get(path).Shows(t, "Came", "Did not come and did not say")
		l.sound(t)
	})
}

// checked lists the answers that a page has on, in order of their names.
func checked(p apptest.Page) []string {
	var marks []string
	for _, in := range apptest.All(p.Doc, "input") {
		if slices.ContainsFunc(in.Attr, func(a html.Attribute) bool { return a.Key == "checked" }) {
			marks = append(marks, apptest.Attr(in, "name")+" "+apptest.Attr(in, "value"))
		}
	}
	slices.Sort(marks)
	return marks
}

func TestARegisterIsForItsOwnProviderOnly(t *testing.T) {
	l := newLane(t, dbtest.SQLite(t), 10)
	house := l.open(t)
	jo := l.person(t, "Jo")
	l.placed(t, jo, 2450)
	path := "/provider/sessions/" + l.sessions[0].ID + "/register"
	l.at(l.sessions[0].Starts)
	other := l.staff
	other.ID, other.OrganisationID = "other", "elsewhere"
	worker := access.Actor{ID: "w", Name: "Dina", Kind: access.Worker, Roles: []access.Role{access.RoleSocialWorker}}
	for name, v := range map[string]*apptest.Visitor{"another provider": house.As(t, house.Actor(t, other)),
		"a worker":   house.As(t, house.Actor(t, worker)),
		"the person": house.As(t, house.Actor(t, jo))} {
		if p := v.Get(path); p.Code != http.StatusForbidden || strings.Contains(p.Text, "Jo Bright") {
			t.Errorf("%s sees %d", name, p.Code)
		}
		if p := v.Post(path, url.Values{"form": {name}}); p.Code != http.StatusForbidden {
			t.Errorf("%s sends: %d", name, p.Code)
		}
	}
	if p := house.Anyone(t).Get(path); !strings.HasPrefix(p.Location, "/sign-in?next=") {
		t.Errorf("anyone is led to %s", p.Location)
	}
	l.sound(t)
}

func TestTheProvidersPagesHoldNoTextOutsideTheCatalogue(t *testing.T) {
	l := newLane(t, dbtest.SQLite(t), 10)
	house := l.open(t)
	jo, sam := l.person(t, "Jo"), l.person(t, "Sam")
	l.wish(t, house, jo, "I want to make a friend.", "I want to cook.")
	l.placed(t, jo, 2450)
	l.placed(t, sam, 2450)
	path := "/provider/sessions/" + l.sessions[0].ID + "/register"
	look := func() {
		staff := house.As(t, l.staff)
		for _, at := range []string{"/provider/sessions", path} {
			for _, voice := range []string{"pseudo", "en-easy"} {
				p := staff.Get(at + "?voice=" + voice)
				if found := apptest.Unbracketed(p.Doc); voice == "pseudo" && len(found) > 0 {
					t.Errorf("%s: %q", at, found)
				}
			}
		}
	}
	house.Actor(t, l.staff)
	look()
	if err := l.bookings.Cancel(t.Context(), sam, line(t, l, l.sessions[0].ID, "Sam")); err != nil {
		t.Fatal(err)
	}
	l.at(l.sessions[0].Starts)
	look()
	staff := house.As(t, l.staff)
	page := staff.Get(path)
	page.Shows(t, "Said that they cannot come", "Sam Bright")
	staff.Press(page, path, url.Values{"code_" + line(t, l, l.sessions[0].ID, "Jo"): {"attended"}})
	staff.Get(path).Shows(t, "Cancelled with less than 48 hours' notice", "£49")
	look()
}

// line finds the booking of somebody at a session.
func line(t *testing.T, l *lane, sessionID, name string) string {
	t.Helper()
	for _, x := range l.listed(t, sessionID) {
		if strings.HasPrefix(x.Name, name) {
			return x.Booking.ID
		}
	}
	t.Fatalf("%s has no place", name)
	return ""
}

// with is a form with some of its fields changed.
func with(form, changed url.Values) url.Values {
	all := url.Values{}
	for _, v := range []url.Values{form, changed} {
		for k, x := range v {
			all[k] = x
		}
	}
	return all
}
