package app_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"ourdays/internal/app/apptest"
	"ourdays/internal/area/access"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
)

// What Jo reads is what was done, and of whoever did it what they are today.
func TestWhoLookedTellsWhatWasDone(t *testing.T) {
	h := apptest.At(t, apptest.Placed)
	jo, dina := h.Jo(t), known(t, h, "Dina Okafor")
	list := func(voice string) apptest.Page {
		return h.As(t, persona(t, h, "Jo B.")).Get("/me/who-looked?voice=" + voice)
	}
	later(h, 1)
	h.As(t, dina).Get("/people/" + jo + "/refer")
	list("en").Shows(t, "Dina Okafor looked at your plan Now: Social worker of the council")
	later(h, 2)
	if p := h.As(t, dina).Get("/referrals/" + h.JosReferral(t)); p.Code != 200 {
		t.Fatalf("the referral: %d", p.Code)
	}
	list("en").Shows(t, "Dina Okafor looked at the weeks you could have")
	list("en-easy").Shows(t, "Dina Okafor looked at weeks for you Council now: Social worker")
	later(h, 3)
	verb(t, h, func(ctx context.Context, tx *db.Tx) error {
		places, err := h.Brokerage.PlacementsOf(ctx, tx, jo)
		if err != nil || len(places) == 0 {
			t.Fatalf("Jo has %d places (%v)", len(places), err)
		}
		return h.Brokerage.EndPlacement(ctx, tx, dina, places[0].ID, clock.Today(h.DB.Clock()), "moved_on")
	})
	list("en").Shows(t, "Dina Okafor decided that a place of yours ends")
	list("en-easy").Shows(t, "Dina Okafor said a place of yours ends")
}

// Of staff it says where they work now, and of who left that they did; the names are asked
// for those on the page only.
func TestWhoLookedSaysWhoSomebodyIsToday(t *testing.T) {
	h := apptest.At(t, apptest.Placed)
	var asked []string
	names := h.Access.OrganisationNames
	h.Access.OrganisationNames = func(ctx context.Context, tx *db.Tx, ids []string) (map[string]string, error) {
		asked = append(asked, ids...)
		return names(ctx, tx, ids)
	}
	h.Access.Organisations = nil
	staff, _ := providerOf(true)(t, h)
	verb(t, h, func(ctx context.Context, tx *db.Tx) (err error) {
		staff, err = h.Access.ActorByID(ctx, tx, staff.ID)
		return err
	})
	later(h, 1)
	record := h.Jo(t)
	verb(t, h, func(ctx context.Context, tx *db.Tx) error {
		return h.Access.Act(ctx, tx, staff, access.SeePerson, record, "mark", "")
	})
	jo := h.As(t, persona(t, h, "Jo B."))
	jo.Get("/me/who-looked?voice=en").Shows(t, staff.Name+" wrote on a register whether you came Now works at ")
	jo.Get("/me/who-looked?voice=en-easy").Shows(t, staff.Name+" wrote down if you came They now work at ")
	if !slices.Contains(asked, staff.OrganisationID) {
		t.Errorf("asked for the names of %q", asked)
	}
	verb(t, h, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE actor SET active = 0 WHERE id = $1`, staff.ID)
		return err
	})
	jo.Get("/me/who-looked?voice=en").Shows(t, staff.Name+" wrote on a register whether you came Now: signs in here no more")
	jo.Get("/me/who-looked?voice=en-easy").Shows(t, "They have left")
}

// later lets some minutes go by, so that what is done then stands above.
func later(h *apptest.House, minutes int) {
	h.DB.SetClock(clock.Fixed(dbtest.Start().Add(time.Duration(minutes) * time.Minute)))
}
