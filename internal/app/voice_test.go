package app_test

import (
	"net/url"
	"testing"

	"ourdays/internal/app/apptest"
	"ourdays/internal/demo"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
)

// What a record says of how somebody reads holds from the sign-in on, on every
// page, until they press the switch.
func TestWhoReadsEasyReadGetsItFromTheSignInOn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house := apptest.New(t, d)
		if err := demo.Fill(t.Context(), house.Rooms()); err != nil {
			t.Fatal(err)
		}
		easy, standard := "Standard words", "Easy Read" // what the switch offers
		jo := house.As(t, persona(t, house, "Jo B."))
		for _, path := range []string{"/me/week", "/me/money", "/me/profile", "/activities", "/help"} {
			jo.Get(path).Shows(t, easy)
		}
		jo.Post("/voice", url.Values{"voice": {"en"}})
		for _, path := range []string{"/me/week", "/me/money"} {
			jo.Get(path).Shows(t, standard)
		}
		for _, name := range []string{"Sam A.", "Grace Bright", "Dina Okafor"} {
			house.As(t, persona(t, house, name)).Get("/activities").Shows(t, standard)
		}
		house.Anyone(t).Get("/activities").Shows(t, standard)
	})
}
