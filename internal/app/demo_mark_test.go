package app_test

import (
	"context"
	"strings"
	"testing"

	"ourdays/internal/app/apptest"
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
		may("nobody is in it", true)
		if err := demo.Fill(t.Context(), house.Rooms()); err != nil {
			t.Fatal(err)
		}
		may("a demo filled it", true)
		if err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
			_, err := tx.Exec(ctx, `DELETE FROM demo_mark`)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		may("people are in it, and no demo filled it", false)
		house.Site.Demo = false
		may("one signs in", true)
	})
}
