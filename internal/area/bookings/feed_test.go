package bookings_test

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	ical "github.com/emersion/go-ical"

	"ourdays/internal/app/apptest"
	"ourdays/internal/area/access"
	"ourdays/internal/area/bookings"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
)

const feedPath = bookings.FeedPath

// mustBook gives a person places at sessions.
func (l *lane) mustBook(t *testing.T, who access.Actor, n ...int) (ids []string) {
	t.Helper()
	for _, i := range n {
		b, err := l.bookings.Book(t.Context(), who, l.sessions[i].ID, who.PersonID)
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, b.ID)
	}
	return ids
}

// addressOn is the address that a page shows, without its host.
func addressOn(t *testing.T, p apptest.Page) string {
	t.Helper()
	for _, n := range apptest.All(p.Doc, "input") {
		if apptest.Attr(n, "name") == "address" {
			at, ok := strings.CutPrefix(apptest.Attr(n, "value"), "http://ourdays.example")
			if !ok || !strings.Contains(p.Body, `href="webcal://ourdays.example`+at+`"`) {
				t.Errorf("no whole address, or no link that a calendar opens: %s", at)
			}
			return at
		}
	}
	return ""
}

// made presses for a private address and gives it.
func made(t *testing.T, v *apptest.Visitor) string {
	t.Helper()
	if p := v.Press(v.Get(feedPath), feedPath, nil); p.Location != feedPath {
		t.Fatalf("the press is answered with %d %s", p.Code, p.Text)
	}
	p := v.Get(feedPath)
	at := addressOn(t, p)
	if p.Code != http.StatusOK || at == "" || p.Header.Get("Cache-Control") != "no-store" {
		t.Fatalf("%d %v: %s", p.Code, p.Header, p.Text)
	}
	return at
}

// read parses a calendar with a library that has nothing to do with the one
// that wrote it, and gives its events by their beginning.
func read(t *testing.T, p apptest.Page) map[string]ical.Event {
	t.Helper()
	if p.Code != http.StatusOK || p.Header.Get("Content-Type") != "text/calendar; charset=utf-8" ||
		p.Header.Get("Cache-Control") != "private, max-age=900" {
		t.Fatalf("%d %v", p.Code, p.Header)
	}
	for _, line := range strings.SplitAfter(p.Body, "\r\n") {
		if body, ended := strings.CutSuffix(line, "\r\n"); line != "" && (!ended || len(body) > 75 || strings.ContainsAny(body, "\r\n")) {
			t.Errorf("a line is not as RFC 5545, 3.1 wants it: %q", line)
		}
	}
	cal, err := ical.NewDecoder(strings.NewReader(p.Body)).Decode()
	if err != nil {
		t.Fatal(err)
	}
	if cal.Props.Get(ical.PropVersion).Value != "2.0" || cal.Props.Get(ical.PropMethod) != nil || cal.Props.Get(ical.PropProductID) == nil {
		t.Errorf("the calendar's own lines: %v", cal.Props)
	}
	if every := cal.Props.Get("REFRESH-INTERVAL"); every == nil || every.Value != "PT1H" || len(every.Params["VALUE"]) != 1 {
		t.Errorf("how often to ask again: %v", every)
	}
	by := map[string]ical.Event{}
	for _, e := range cal.Events() {
		starts, err := e.DateTimeStart(time.UTC)
		if err != nil {
			t.Fatal(err)
		}
		for _, need := range []string{ical.PropUID, ical.PropDateTimeStamp, ical.PropLastModified, ical.PropSequence, ical.PropStatus} {
			if len(e.Props.Values(need)) != 1 {
				t.Errorf("an event has %d of %s", len(e.Props.Values(need)), need)
			}
		}
		by[starts.Format(time.RFC3339)] = e
	}
	return by
}

func is(t *testing.T, e ical.Event, status, sequence string) {
	t.Helper()
	if s, n := e.Props.Get(ical.PropStatus).Value, e.Props.Get(ical.PropSequence).Value; s != status || n != sequence {
		t.Errorf("status %s, sequence %s; want %s, %s", s, n, status, sequence)
	}
}

func TestAStandardClientReadsTheCalendar(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 5)
		house, jo := l.open(t), l.person(t, "Jo")
		jo = house.Actor(t, jo)
		booked := l.mustBook(t, jo, 0, 1)
		at, client := made(t, house.As(t, jo)), house.Anyone(t)
		first := read(t, client.Get(at))
		e := first["2026-11-24T14:00:00Z"]
		if title, err := e.Props.Text(ical.PropSummary); err != nil || title != "Bowling, at last" || len(first) != 2 {
			t.Fatalf("%d events, %q, %v", len(first), title, err)
		}
		if ends, err := e.DateTimeEnd(time.UTC); err != nil || ends.Format(time.RFC3339) != "2026-11-24T16:00:00Z" {
			t.Errorf("ends %v %v", ends, err)
		}
		is(t, e, "CONFIRMED", "0")
		if err := l.bookings.Cancel(t.Context(), jo, booked[0]); err != nil {
			t.Fatal(err)
		}
		gone := read(t, client.Get(at))["2026-11-24T14:00:00Z"]
		is(t, gone, "CANCELLED", "1")
		l.mustBook(t, jo, 0) // a booking of its own, and the same event
		back := read(t, client.Get(at))["2026-11-24T14:00:00Z"]
		is(t, back, "CONFIRMED", "2")
		if u := e.Props.Get(ical.PropUID).Value; u != gone.Props.Get(ical.PropUID).Value || u != back.Props.Get(ical.PropUID).Value ||
			strings.Contains(u, jo.PersonID) || strings.Contains(u, booked[0]) {
			t.Errorf("the event's name changed, or tells whose it is: %s", u)
		}
		easy := read(t, client.Get(at+"?voice=en-easy"))["2026-11-24T14:00:00Z"]
		if easy.Props.Get(ical.PropSummary).Value != "Bowling" {
			t.Errorf("in Easy Read: %v", easy.Props)
		}
		if p := client.Get(at); strings.Contains(p.Body, "Jo") || strings.Contains(p.Body, "Bright") {
			t.Errorf("the calendar names its person: %s", p.Body)
		}
	})
}

func TestACalendarThatHasNotChangedIsNotSentAgain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 5)
		house := l.open(t)
		jo := house.Actor(t, l.person(t, "Jo"))
		l.mustBook(t, jo, 0)
		at := made(t, house.As(t, jo))
		tag := house.Anyone(t).Get(at).Header.Get("ETag")
		l.at(dbtest.Start().Add(time.Hour)) // time alone changes nothing
		again := func() int {
			req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, house.URL()+at, nil)
			if err != nil {
				t.Fatal(err)
			}
			req.Header.Set("If-None-Match", tag)
			res, err := http.DefaultClient.Do(req)
			if err != nil {
				t.Fatal(err)
			}
			if err := res.Body.Close(); err != nil {
				t.Fatal(err)
			}
			return res.StatusCode
		}
		if code := again(); code != http.StatusNotModified || tag == "" {
			t.Errorf("unchanged, with %q: %d", tag, code)
		}
		l.mustBook(t, jo, 1)
		if code := again(); code != http.StatusOK {
			t.Errorf("changed: %d", code)
		}
	})
}

// A calendar wants one component at least (RFC 5545, 3.6), also of a person
// without plans.
func TestAnEmptyCalendarIsWhole(t *testing.T) {
	l := newLane(t, dbtest.SQLite(t), 5)
	house := l.open(t)
	p := house.Anyone(t).Get(made(t, house.As(t, house.Actor(t, l.person(t, "Jo")))))
	if n := len(read(t, p)); n != 0 {
		t.Errorf("%d events", n)
	}
	cal, err := ical.NewDecoder(strings.NewReader(p.Body)).Decode()
	if err != nil {
		t.Fatal(err)
	}
	if err := ical.NewEncoder(io.Discard).Encode(cal); err != nil {
		t.Errorf("the other library finds it wanting: %v", err)
	}
}

func TestOnlyTheNewestAddressOpensACalendar(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 5)
		house := l.open(t)
		jo := house.As(t, house.Actor(t, l.person(t, "Jo")))
		form := jo.Get(feedPath)
		press := func() string { jo.Press(form, feedPath, nil); return addressOn(t, jo.Get(feedPath)) }
		once, twice := press(), press()
		if once == "" || once != twice {
			t.Errorf("pressed twice: %q and %q", once, twice)
		}
		page := jo.Get(feedPath)
		if page.Shows(t, "Your calendar has a private address."); strings.Contains(page.Body,
			strings.TrimSuffix(once[len("/calendars/"):], ".ics")) {
			t.Error("the page shows the address again")
		}
		renewed := made(t, jo)
		if p := jo.Press(form, feedPath, nil); p.Code != http.StatusConflict || addressOn(t, p) != "" {
			t.Errorf("an old form brought an old address back: %d %s", p.Code, p.Text)
		}
		code := func(at string) int { return house.Anyone(t).Get(at).Code }
		if code(renewed) != http.StatusOK || code(strings.TrimSuffix(renewed, ".ics")) != http.StatusOK {
			t.Error("the new address opens nothing")
		}
		page = jo.Get(feedPath)
		if p := jo.Press(page, feedPath+"/stop", nil); p.Location != feedPath {
			t.Fatalf("stop: %d %s", p.Code, p.Text)
		}
		jo.Get(feedPath).Shows(t, "Your calendar has stopped.", "Make a private address")
		for _, at := range []string{once, renewed, "/calendars/.ics", "/calendars/x.ics", "/calendars/stopped:",
			"/calendars/" + strings.Repeat("0", 40) + ".ics"} {
			if got := code(at); got != http.StatusNotFound {
				t.Errorf("%s: %d", at, got)
			}
		}
		for _, old := range []apptest.Page{form, page} {
			if p := jo.Press(old, feedPath, nil); p.Code != http.StatusConflict {
				t.Errorf("a form from before the stop: %d %s", p.Code, p.Text)
			}
		}
		if code(made(t, jo)) != http.StatusOK {
			t.Error("a stopped calendar cannot begin again")
		}
	})
}

func TestASecretIsInNoLogAndNoFigure(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 5)
		house := l.open(t)
		at := made(t, house.As(t, house.Actor(t, l.person(t, "Jo"))))
		secret := strings.TrimSuffix(strings.TrimPrefix(at, "/calendars/"), ".ics")
		house.Anyone(t).Get(at)
		if figures := house.Anyone(t).Get("/metrics").Body; strings.Contains(figures, secret) || !strings.Contains(figures,
			"GET /calendars/{secret}") {
			t.Error("figures hold the secret, or not the route")
		}
		if log := house.Log.String(); strings.Contains(log, secret) || !strings.Contains(log, "GET /calendars/{secret}") {
			t.Errorf("the log holds the secret, or not the route: %s", log)
		}
		if n := apptest.Stored[int](t, house, `SELECT count(*) FROM calendar_feed WHERE secret LIKE $1`, "%"+secret+"%"); n != 0 {
			t.Error("the secret itself is stored")
		}
	})
}

func TestWhoMayDecideAboutACalendar(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 5)
		house, jo := l.open(t), l.person(t, "Jo")
		grace := l.helper(t, house, jo, "Grace", access.MaySee, access.MayBook)
		tess := l.helper(t, house, jo, "Tess", access.MaySee)
		made(t, grace)
		tess.Get(feedPath).Shows(t, "The person has not allowed you to book for them")
		if n := apptest.Stored[int](t, house, `SELECT count(*) FROM audit WHERE actor = 'Tess' AND person_id = $1`, jo.PersonID); n != 1 {
			t.Errorf("a supporter looked at how the calendar stands, and the trail has %d lines of it", n)
		}
		secret := url.Values{"form": {"k"}, "secret": {bookings.FreshSecret()}}
		for _, path := range []string{feedPath, feedPath + "/stop"} {
			if p := tess.Post(path, secret); p.Code != http.StatusForbidden {
				t.Errorf("%s without a mandate to book: %d", path, p.Code)
			}
		}
		if p := grace.Post(feedPath, url.Values{"form": {"k2"}, "secret": {"guess-me"}}); p.Code != http.StatusUnprocessableEntity {
			t.Errorf("a secret of somebody's own making: %d", p.Code)
		}
		for _, voice := range []string{"pseudo", "en-easy"} {
			page := grace.Get(feedPath + "?voice=" + voice)
			if found := apptest.Unbracketed(page.Doc); voice == "pseudo" && len(found) > 0 {
				t.Errorf("not in the catalogue: %q", found)
			}
		}
		grace.Get("/me/week").Shows(t, "The calendar of Jo B.")
	})
}

// helper signs a supporter in who has a mandate.
func (l *lane) helper(t *testing.T, house *apptest.House, jo access.Actor, name string, scope ...string) *apptest.Visitor {
	t.Helper()
	a := house.Actor(t, access.Actor{Name: name, Kind: access.Supporter, Roles: []access.Role{access.RoleSupporter}, PersonID: jo.PersonID})
	l.in(t, func(ctx context.Context, tx *db.Tx) error {
		return l.access.Tie(ctx, tx, access.Tie{ActorID: a.ID, PersonID: jo.PersonID, Relation: access.Mandate, Scope: scope, Source: "m" + name})
	})
	return house.As(t, a)
}
