package app_test

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ourdays/internal/app/apptest"
	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/area/directory/openreferral"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
)

// imports loads a source of Open Referral UK into a house.
func imports(t *testing.T, house *apptest.House, doc string) openreferral.Report {
	t.Helper()
	path := filepath.Join(t.TempDir(), "feed.json")
	if err := os.WriteFile(path, []byte(doc), 0o600); err != nil {
		t.Fatal(err)
	}
	im := &openreferral.Importer{DB: house.DB, Directory: house.Directory, Actor: access.System, Tell: func(string, ...any) {}}
	r, err := im.ImportFile(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// imported finds the page of an activity by its title.
func imported(t *testing.T, house *apptest.House, words string) string {
	t.Helper()
	var id string
	err := house.DB.Read(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		f, err := house.Directory.Search(ctx, tx, directory.Query{Words: words})
		if err == nil && len(f.Hits) > 0 {
			id = f.Hits[0].Activity.ID
		}
		return err
	})
	if err != nil || id == "" {
		t.Fatalf("nothing is found for %q: %v", words, err)
	}
	return "/activities/" + id
}

const choirAndWalk = `[
 {"id":"A","name":"Lantern choir","description":"We sing <b>old</b> songs together.<script>alert(1)</script>","status":"active",
  "organization":{"id":"O","name":"Lantern Hall"},"service_at_locations":[{"location":{"name":"The Lantern","addresses":[{"address_1":"3 Mill Lane","city":"Nantwich"}]}}]},
 {"id":"B","name":"Moss walk","description":"A walk by the moss.","status":"active","organization":{"id":"O","name":"Lantern Hall"}},
 {"id":"C","name":"  ","status":"active"}]`

// What was imported is what anybody sees, through the site as it is served.
func TestAnybodySeesWhatWasImported(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house := apptest.New(t, d)
		r := imports(t, house, choirAndWalk)
		if r.Added != 2 || len(r.Rejected) != 1 || r.Rejected[0].ID != "C" {
			t.Fatalf("%+v", r)
		}
		anyone := house.Anyone(t)
		t.Run("search", func(t *testing.T) {
			anyone.Get("/activities").Shows(t, "Lantern choir", "Moss walk")
			p := anyone.Get("/activities?q=choir")
			p.Shows(t, "Lantern choir")
			if strings.Contains(p.Text, "Moss walk") {
				t.Errorf("a walk is found for a choir: %s", p.Text)
			}
		})
		choir := imported(t, house, "choir")
		t.Run("the activity, its words without markup", func(t *testing.T) {
			p := anyone.Get(choir)
			p.Shows(t, "Lantern choir", "We sing old songs together.", "Lantern Hall", "Nantwich")
			if p.Code != http.StatusOK || strings.Contains(p.Body, "alert(1)</script>") {
				t.Errorf("got %d", p.Code)
			}
			anyone.Get(choir+"?voice=en-easy").Shows(t, "Lantern choir")
		})
		t.Run("what the feed says later", func(t *testing.T) {
			imports(t, house, strings.NewReplacer("old</b> songs", "new</b> songs").Replace(choirAndWalk))
			house.Anyone(t).Get(choir).Shows(t, "We sing new songs together.")
		})
	})
}
