package app_test

import (
	"context"
	"strings"
	"testing"

	"ourdays/internal/app/apptest"
	"ourdays/internal/area/access"
	"ourdays/internal/area/bookings"
	"ourdays/internal/area/directory"
	"ourdays/internal/demo"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
)

// planned finds an activity of the demo that the council pays for, with its
// first schedule and coming session.
func planned(t *testing.T, house *apptest.House) (directory.Offered, clock.Date) {
	t.Helper()
	var found directory.Offered
	err := house.DB.Read(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		offer, err := house.Directory.Offer(ctx, tx, tx.Today().AddDays(1), tx.Today().AddDays(14))
		for _, o := range offer.Items {
			if o.Activity.Tiers != 0 && len(o.Sessions) > 0 && found.Activity.ID == "" {
				found = o
			}
		}
		return err
	})
	if err != nil || found.Activity.ID == "" {
		t.Fatalf("the demo offers nothing that needs a plan: %v", err)
	}
	return found, found.Sessions[0].Date
}

func TestBrowsingShowsThePriceToWhoeverMaySeeIt(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house := apptest.New(t, d)
		if err := demo.Fill(t.Context(), house.Rooms()); err != nil {
			t.Fatal(err)
		}
		o, day := planned(t, house)
		path := "/activities/" + o.Activity.ID
		jo := house.As(t, persona(t, house, "Jo B.")).InStandardWords()

		t.Run("the person sees their price, with where it comes from", func(t *testing.T) {
			jo.Get(path).Shows(t, "You pay £", "See how your price is worked out")
			jo.Get("/activities").Shows(t, "You pay £")
			jo.Get(path+"?voice=en-easy").Shows(t, "You pay £", "You never pay more each week than your money letter says.")
		})
		t.Run("nobody else does", func(t *testing.T) {
			for who, v := range map[string]*apptest.Visitor{"anybody": house.Anyone(t),
				"somebody not assessed":                house.As(t, persona(t, house, "Walt F.")),
				"a helper without a mandate for money": house.As(t, persona(t, house, "Grace Bright")),
				"a broker":                             house.As(t, persona(t, house, "Amara Osei"))} {
				p := v.Get(path)
				p.Shows(t, "Part of a support plan")
				if strings.Contains(p.Text, "You pay") {
					t.Errorf("%s sees a person's price: %s", who, p.Text)
				}
			}
		})
		t.Run("what the week costs already is counted, up to the most", func(t *testing.T) {
			err := house.DB.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
				owner, err := house.Access.ActorByID(ctx, tx, persona(t, house, "Jo B.").ID)
				if err != nil {
					return err
				}
				return house.Bookings.BookSeries(ctx, tx, access.System, bookings.Series{PersonID: owner.PersonID, ScheduleID: o.Schedule.ID,
					PlacementID: "", From: day, To: day, Prices: bookings.Prices{{Price: 50_000}}})
			})
			if err != nil {
				t.Fatal(err)
			}
			jo.Get(path).Shows(t, "Nothing extra to pay", "It has to be in your plan.")
			jo.Get("/me/week?from="+day.String()).Shows(t, "You pay the council £95.04 for this week.")
			house.As(t, persona(t, house, "Grace Bright")).Get("/me/week?from="+day.String()).Shows(t, "The week of Jo B.")
		})
	})
}
