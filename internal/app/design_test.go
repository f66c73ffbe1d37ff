package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ourdays/internal/app/apptest"
	"ourdays/internal/platform/db/dbtest"
	"ourdays/internal/platform/web"
)

// gallery are the paths of the gallery: its own page and every state.
func gallery(t *testing.T, house *apptest.House) []string {
	t.Helper()
	paths := []string{"/design"}
	for _, a := range apptest.All(house.Anyone(t).Get("/design").Doc, "a") {
		for _, at := range a.Attr {
			if at.Key == "href" && strings.HasPrefix(at.Val, "/design/") {
				paths = append(paths, at.Val)
			}
		}
	}
	if len(paths) < 40 {
		t.Fatalf("the gallery has %d pages only", len(paths))
	}
	return paths
}

func TestEveryStateOfAPageKeepsTheRulesOfPagesInEveryVoice(t *testing.T) {
	house := apptest.New(t, dbtest.SQLite(t))
	for _, path := range gallery(t, house) {
		for _, voice := range []string{"en", "en-easy", "pseudo"} {
			p := house.Anyone(t).Get(path + "?voice=" + voice) // Get holds it to the rules
			if p.Code != http.StatusOK {
				t.Errorf("%s in %s: %d %s", path, voice, p.Code, p.Text)
			}
			// a title may be what a provider wrote; in the body such words are marked
			if found := apptest.Unbracketed(apptest.All(p.Doc, "body")[0]); voice == "pseudo" && len(found) > 0 {
				t.Errorf("%s holds text that the catalogue does not: %q", path, found)
			}
		}
	}
}

func TestWhatAFormIsRefusedForStandsAtItsField(t *testing.T) {
	house := apptest.New(t, dbtest.SQLite(t))
	p := house.Anyone(t).Post("/sign-in", url.Values{"form": {"k1"}, "email": {"jo at home"}})
	if p.Code != http.StatusUnprocessableEntity {
		t.Fatalf("answered %d", p.Code)
	}
	for _, want := range []string{`href="#email"`, `id="email-error"`, `aria-describedby="email-error"`, `value="jo at home"`,
		`govuk-form-group--error`, "<title>Error: "} {
		if !strings.Contains(p.Body, want) {
			t.Errorf("the page has no %s", want)
		}
	}
}

func TestACouncilsSiteHasNoGallery(t *testing.T) {
	house := apptest.New(t, dbtest.SQLite(t))
	house.Site.Demo = false
	for _, path := range []string{"/design", web.Sample{Area: "site", Name: "home"}.Path()} {
		if p := house.Anyone(t).Get(path); p.Code != http.StatusNotFound {
			t.Errorf("%s answered %d", path, p.Code)
		}
	}
}
