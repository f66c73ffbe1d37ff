package directory_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ourdays/internal/app/apptest"
	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
)

func TestAProviderChangesItsOwnWords(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house := apptest.New(t, d)
		p := newPlace(t, d)
		act := p.activity(t, directory.Activity{Title: "Bowling", Text: "Two games."})
		staff := func(org string) *apptest.Visitor {
			return house.As(t, house.Actor(t, access.Actor{Name: "Sam", Kind: access.Staff, Roles: []access.Role{access.RoleProvider},
				OrganisationID: org}))
		}
		path := "/provider/activities/" + act.ID
		v := staff(p.org.ID)
		v.Get("/provider/activities").Shows(t, "Bowling", "Missing", "Never")
		form := v.Get(path)
		change := url.Values{"title": {"Bowling club"}, "easy_title": {"Bowling"}, "text": {"Two games."}, "easy_text": {"You can bowl."},
			"checked": {"yes"}}
		t.Run("without a title the form comes back with what was typed", func(t *testing.T) {
			bad := url.Values{"title": {""}, "text": {"New words"}}
			got := v.Press(form, path, bad)
			if got.Code != http.StatusUnprocessableEntity || !strings.Contains(got.Body, "New words") {
				t.Errorf("answers %d", got.Code)
			}
			got.Shows(t, "Enter a title")
		})
		t.Run("Easy Read words that are hard to read are refused, each with its reason, and kept to be mended", func(t *testing.T) {
			const hard = "We utilise multidisciplinary methods. " +
				"You can come to us on every Monday and every Tuesday from nine until half past ten here."
			got := v.Press(form, path, url.Values{"title": {""}, "easy_title": {"A new venue"}, "easy_text": {hard}})
			if got.Code != http.StatusUnprocessableEntity || !strings.Contains(got.Body, "We utilise multidisciplinary methods.") {
				t.Errorf("answers %d", got.Code)
			}
			got.Shows(t, "Enter a title", "Use an easier word than “venue”, such as “place”",
				"Use an easier word than “utilise”, such as “use”", "Use a shorter word than “multidisciplinary”, of at most 12 letters",
				"Make two sentences of this, of at most 15 words each; it has 18: “You can come to us on every")
			v.Get("/activities/"+act.ID).Shows(t, "Two games.")
		})
		t.Run("a good change is saved once, seen in both voices, and dated", func(t *testing.T) {
			for range 2 { // the second press gets the first one's answer
				if got := v.Press(form, path, change); got.Location != "/provider/activities" {
					t.Fatalf("leads to %d %q %s", got.Code, got.Location, got.Text)
				}
			}
			v.Get("/activities/"+act.ID).Shows(t, "Bowling club", "Checked today")
			v.Get("/activities/"+act.ID+"?voice=en-easy").Shows(t, "You can bowl.")
		})
		t.Run("Easy Read words that were there are not emptied", func(t *testing.T) {
			empty := url.Values{"title": {"Bowling club"}, "easy_title": {"Bowling"}, "text": {"Two games."}, "easy_text": {" "}}
			v.Press(v.Get(path), path, empty).Shows(t, "Write the Easy Read text")
			v.Get("/activities/"+act.ID+"?voice=en-easy").Shows(t, "You can bowl.")
		})
		t.Run("without an Easy Read title of its own the standard one is asked", func(t *testing.T) {
			none := url.Values{"title": {"Multidisciplinary venue"}, "easy_title": {""}, "text": {"Two games."}, "easy_text": {"You can bowl."}}
			v.Press(v.Get(path), path, none).Shows(t, "Use a shorter word than “multidisciplinary”", "Use an easier word than “venue”")
		})
		t.Run("a page that is out of date is refused", func(t *testing.T) {
			old := form
			change.Set("form", "another-press")
			if got := v.Press(old, path, change); got.Code != http.StatusConflict {
				t.Errorf("answers %d", got.Code)
			}
		})
		t.Run("another provider finds nothing there", func(t *testing.T) {
			if got := staff("other").Get(path); got.Code != http.StatusNotFound {
				t.Errorf("answers %d", got.Code)
			}
		})
		t.Run("a worker has no such page", func(t *testing.T) {
			worker := house.As(t, house.Actor(t, access.Actor{Name: "Dina", Kind: access.Worker, Roles: []access.Role{access.RoleBroker}}))
			if got := worker.Get(path); got.Code != http.StatusForbidden {
				t.Errorf("answers %d", got.Code)
			}
		})
	})
}
