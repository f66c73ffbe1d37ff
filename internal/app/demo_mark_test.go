package app_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ourdays/internal/app/apptest"
	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/demo"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
)

func TestOnlyWhatADemoFilledIsServedWithoutSigningIn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house := apptest.New(t, d)
		may := func(says string, want bool) {
			t.Helper()
			err := house.MayServe(t.Context())
			if (err == nil) != want || err != nil && !strings.Contains(err.Error(), "not marked as a demo") {
				t.Errorf("%s: %v", says, err)
			}
		}
		unmark := func() {
			t.Helper()
			if err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
				_, err := tx.Exec(ctx, `DELETE FROM demo_mark`)
				return err
			}); err != nil {
				t.Fatal(err)
			}
		}
		unmark()
		may("nothing is in it", true)
		if err := demo.Fill(t.Context(), house.Rooms()); err != nil {
			t.Fatal(err)
		}
		may("a demo filled it", true)
		unmark()
		may("people are in it, and no demo filled it", false)
		house.Site.Demo = false
		may("one signs in", true)
	})
}

// Each thing alone is enough: an administrator who was appointed, a directory that was
// imported. What was empty at the start may have been given accounts since.
func TestWhatNoDemoFilledOpensToNobodyWithoutSigningIn(t *testing.T) {
	for says, add := range map[string]func(t *testing.T, h *apptest.House){
		"an account": func(t *testing.T, h *apptest.House) { h.Actor(t, noorAziz) },
		"an organisation": func(t *testing.T, h *apptest.House) {
			verb(t, h, func(ctx context.Context, tx *db.Tx) error {
				_, err := h.Directory.AddOrganisation(ctx, tx, access.System, directory.Organisation{Name: "Oak Farm"})
				return err
			})
		},
	} {
		t.Run(says, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, d *db.DB) {
				house := apptest.New(t, d)
				verb(t, house, func(ctx context.Context, tx *db.Tx) error {
					_, err := tx.Exec(ctx, `DELETE FROM demo_mark`)
					return err
				})
				add(t, house)
				if err := house.MayServe(t.Context()); err == nil {
					t.Error("it is served")
				}
				somebody := house.Actor(t, unaReid)
				v := house.Anyone(t)
				if page := v.Get("/sign-in"); strings.Contains(page.Body, "/sign-in/as") || strings.Contains(page.Text, unaReid.Name) {
					t.Error("the page to sign in offers to be somebody")
				}
				if p := v.Post("/sign-in/as", url.Values{"actor": {somebody.ID}}); p.Code != http.StatusNotFound {
					t.Errorf("somebody is let in: %d %s", p.Code, p.Location)
				}
				if p := v.Get("/demo/mailbox"); p.Code != http.StatusNotFound {
					t.Errorf("letters, with the links to sign in, are shown: %d", p.Code)
				}
			})
		})
	}
}
