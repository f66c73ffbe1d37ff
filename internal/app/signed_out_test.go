package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ourdays/internal/app/apptest"
	"ourdays/internal/area/access"
	"ourdays/internal/platform/db/dbtest"
)

// Whoever presses a form after their session ended reads that nothing was kept, and has what they typed.
func TestAFormThatIsPressedAfterSigningOutKeepsWhatWasTyped(t *testing.T) {
	house := apptest.New(t, dbtest.SQLite(t))
	worker := access.Actor{Name: "Dina Okafor", Kind: access.Worker, Roles: []access.Role{access.RoleSocialWorker}}
	actor := house.Actor(t, worker)
	typed := url.Values{"given_name": {"Amélie"}, "family_name": {"Brontë-Hall"}, "wants": {"I want to <swim> again."}, "ratio": {"3"},
		"born": {"2/4/1988"}, "travel_minutes": {"0"}}
	dina := house.As(t, actor)
	form := dina.Get("/people/add")
	dina.Press(form, "/sign-out", nil)
	p := dina.Press(form, "/people/add", typed)
	t.Run("it says so and lists the words", func(t *testing.T) {
		if p.Code != http.StatusForbidden || p.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("got %d, %q", p.Code, p.Header.Get("Cache-Control"))
		}
		p.Shows(t, "You were signed out", "Nothing of what you typed was kept", "I want to <swim> again.", "Brontë-Hall")
		if !strings.Contains(p.Body, `href="/sign-in?next=%2Fpeople%2Fadd"`) || strings.Contains(p.Body, "<swim>") {
			t.Error(p.Body)
		}
	})
	t.Run("in Easy Read too", func(t *testing.T) {
		dina.Post("/voice", url.Values{"voice": {"en-easy"}})
		dina.Press(form, "/people/add", typed).Shows(t, "Your words", "Please sign in.", "I want to <swim> again.")
	})
	t.Run("the switch of voices keeps the words on the page", func(t *testing.T) {
		v := house.Anyone(t)
		lost := v.Post("/people/add", url.Values{"form": {"a-key"}, "wants": {"I want to <swim> again."}, "free": {"mon_morning"},
			"back": {"/x"}})
		easy := v.Press(lost, "/voice", nil)
		easy.Shows(t, "Your words", "I want to <swim> again.")
		house.As(t, actor).Press(lost, "/voice", nil).Shows(t, "Your words", "I want to <swim> again.") // signed in anew, elsewhere
		again := v.Press(easy, "/voice", nil)
		again.Shows(t, "Nothing of what you typed was kept", "I want to <swim> again.")
		if !strings.Contains(again.Body, `value="mon_morning"`) || !strings.Contains(again.Body, `action="/people/add"`) {
			t.Error(again.Body)
		}
		p := v.Post("/voice", url.Values{"voice": {"en"}, "lost_action": {"//evil.example"}, "lost": {"wants=now"}})
		if p.Location != "/" {
			t.Errorf("another site's form was shown: %d %s", p.Code, p.Body)
		}
	})
	t.Run("it is sent again from there, once somebody has signed in", func(t *testing.T) {
		if again := house.As(t, actor).Press(p, "/people/add", typed); !strings.HasPrefix(again.Location, "/people/") {
			t.Errorf("got %d %s", again.Code, again.Text)
		}
	})
	t.Run("nobody else sends it, though they sign in on the same machine", func(t *testing.T) {
		mine := house.Actor(t, access.Actor{Name: "Noor Aziz", Kind: access.Worker, Roles: []access.Role{access.RoleSocialWorker}})
		noor := house.As(t, mine).Press(p, "/people/add", typed)
		if noor.Code != http.StatusConflict || strings.Contains(noor.Body, "swim") {
			t.Errorf("got %d %s", noor.Code, noor.Text)
		}
		noor.Shows(t, "Somebody else was signed in here when this page was opened", "Open the page again")
		if !strings.Contains(noor.Body, `href="/people/add"`) {
			t.Error("it does not lead to the page")
		}
	})
	t.Run("a secret is neither listed nor kept", func(t *testing.T) {
		p := house.Anyone(t).Post("/people/add", url.Values{"code": {"BBBB CCCC"}, "wants": {"I want a dog."}})
		if !strings.HasPrefix(p.Location, "/sign-in") || strings.Contains(p.Body, "BBBB") {
			t.Errorf("got %d %s %s", p.Code, p.Location, p.Body)
		}
	})
	t.Run("figures and ticks are kept as words are", func(t *testing.T) {
		p := house.Anyone(t).Post("/people/add", url.Values{"form": {"a-key"}, "free": {"mon_morning"}, "ward": {"12"}})
		p.Shows(t, "You were signed out", "Send it again")
		if !strings.Contains(p.Body, `value="mon_morning"`) || !strings.Contains(p.Body, `value="12"`) {
			t.Errorf("got %d %s", p.Code, p.Body)
		}
	})
	t.Run("a press without words leads to sign in, which says so", func(t *testing.T) {
		p := house.Anyone(t).Post("/people/add", url.Values{})
		if p.Location != "/sign-in?next=%2Fpeople%2Fadd&ended=yes" {
			t.Errorf("led to %s", p.Location)
		}
		house.Anyone(t).Get(p.Location).Shows(t, "You were signed out in the meantime")
	})
}

// Who signs in by a letter comes back to the page that they came from, and never to another site.
func TestALinkLeadsBackToThePageThatItWasAskedFrom(t *testing.T) {
	for next, want := range map[string]string{"/people/add": "/people/add", "//evil.example": "/people", `/\evil.example`: "/people",
		"https://evil.example": "/people", "": "/people"} {
		d := dbtest.SQLite(t)
		house := apptest.New(t, d)
		house.Actor(t, access.Actor{Name: "Dina Okafor", Kind: access.Worker, Roles: []access.Role{access.RoleSocialWorker}})
		v := house.Anyone(t)
		ask := v.Get("/sign-in?next=" + url.QueryEscape(next))
		v.Press(ask, "/sign-in", url.Values{"email": {firstEmail(t, d)}, "next": {next}})
		letter := newestLetter(t, house).Text
		link := "/sign-in/" + strings.Fields(letter[strings.Index(letter, "/sign-in/")+len("/sign-in/"):])[0]
		if strings.Contains(letter, "add") {
			t.Errorf("the letter names the page: %s", letter)
		}
		if p := v.Press(v.Get(link), link, nil); p.Location != want {
			t.Errorf("from %q it led to %q, want %q", next, p.Location, want)
		}
	}
}
