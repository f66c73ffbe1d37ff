package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"ourdays/internal/app/apptest"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
)

// A form that is too old, and that the answer does not show again, leads to its page: going
// back would send the same old form.
func TestAFormThatIsTooOldLeadsToItsPage(t *testing.T) {
	h := apptest.At(t, apptest.Placed)
	old := url.Values{"form": {db.NewFormKey(dbtest.Start(), "of-last-week")}}
	h.DB.SetClock(clock.Fixed(dbtest.Start().Add(db.PressesKept + 24*time.Hour)))
	person := "/people/" + h.Jo(t)
	booking := "/me/bookings/" + apptest.Stored[string](t, h,
		`SELECT min(id) FROM booking WHERE person_id = $1 AND status = 'confirmed' AND day > '2026-12-10'`, h.Jo(t))
	session := "/sessions/" + apptest.Stored[string](t, h, `SELECT min(s.id) FROM session s JOIN activity a ON a.id = s.activity_id
		WHERE s.day > '2026-12-10' AND s.status = 'open' AND s.taken < s.places AND a.tiers = 0 AND a.status = 'published'`)
	for _, c := range []struct{ who, path, leads string }{
		{"Jo B.", booking + "/cancel", booking},
		{"Jo B.", booking + "/again", booking},
		{"Jo B.", session + "/book", session + "/book"},
		{"Jo B.", "/me/calendar/stop", "/me/calendar"},
		{"Dina Okafor", person + "/plan/outcomes/one/remove", person + "/plan"},
		{"Tomasz Lis", person + "/assessment/one/check", person + "/assessment/one"},
	} {
		v := h.As(t, h.Persona(t, c.who)).InStandardWords()
		p := v.Post(c.path, old)
		if p.Code != http.StatusConflict || !strings.Contains(p.Body, `href="`+c.leads+`"`) {
			t.Errorf("%s: %d without a way to %s: %s", c.path, p.Code, c.leads, p.Text)
			continue
		}
		p.Shows(t, "The page was open for more than 7 days", "Open the page again")
		if strings.Contains(p.Text, "ress again") || strings.Contains(p.Text, "go back") {
			t.Errorf("%s: there is nothing here to press: %s", c.path, p.Text)
		}
		v.Post("/voice", url.Values{"voice": {"en-easy"}})
		v.Post(c.path, old).Shows(t, "Open it again.", "Open the page again")
	}
}

// What does no harm twice is done, however long its page was open.
func TestAnOldPageStillAsksForALinkAndTurnsTheSwitch(t *testing.T) {
	h := apptest.At(t, apptest.Filled)
	h.DB.SetClock(clock.Fixed(dbtest.Start().Add(db.PressesKept + 24*time.Hour)))
	old := func(name string, more url.Values) url.Values {
		more.Set("form", db.NewFormKey(dbtest.Start(), name))
		return more
	}
	email := apptest.Stored[string](t, h, `SELECT email FROM actor WHERE name = 'Dina Okafor'`)
	if p := h.Anyone(t).Post("/sign-in", old("link", url.Values{"email": {email}})); p.Location != "/sign-in/sent" {
		t.Errorf("a link: %d %s", p.Code, p.Text)
	}
	if n := apptest.Stored[int](t, h, `SELECT count(*) FROM sign_in_link`); n != 1 {
		t.Errorf("%d links", n)
	}
	if p := h.Anyone(t).Post("/sign-in/as", old("as", url.Values{"actor": {h.Persona(t, "Dina Okafor").ID}})); p.Code != http.StatusSeeOther {
		t.Errorf("the demo's sign-in: %d", p.Code)
	}
	grace := h.As(t, h.Persona(t, "Grace Bright"))
	if p := grace.Post("/voice", old("voice", url.Values{"voice": {"en-easy"}})); p.Code != http.StatusSeeOther {
		t.Errorf("the switch: %d", p.Code)
	}
	if p := grace.Post("/help-person", old("help", url.Values{"person": {h.Jo(t)}})); p.Code != http.StatusSeeOther {
		t.Errorf("whom to help: %d %s", p.Code, p.Text)
	}
}
