package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ourdays/internal/app/apptest"
	"ourdays/internal/demo"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
)

func TestASocialWorkerChangesTheAddressOfAHelper(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house := apptest.New(t, d)
		if err := demo.Fill(t.Context(), house.Rooms()); err != nil {
			t.Fatal(err)
		}
		worker, grace := house.As(t, persona(t, house, "Dina Okafor")), house.As(t, persona(t, house, "Grace Bright"))
		at := "/people/" + house.Jo(t) + "/mandates/" + apptest.Stored[string](t, house,
			`SELECT mandate.id FROM mandate JOIN actor ON actor.id = supporter_id WHERE actor.name = 'Grace Bright'`)
		grace.Get("/me/week").Shows(t, "Grace Bright")
		form, older := worker.Get(at), worker.Get(at)
		p := worker.Press(form, at+"/address", url.Values{"email": {"grace at home"}})
		if p.Code != http.StatusUnprocessableEntity || !strings.Contains(p.Body, `value="grace at home"`) {
			t.Errorf("got %d %s", p.Code, p.Text)
		}
		p.Shows(t, "Type an email address")
		if p := worker.Press(form, at+"/address", url.Values{"email": {"grace.b@weaverdale.example"}}); p.Location != at {
			t.Fatalf("led to %d %s", p.Code, p.Text)
		}
		worker.Get(at).Shows(t, "They sign in by the new address now", "grace.b@weaverdale.example")
		if p := grace.Get("/me/week"); !strings.HasPrefix(p.Location, "/sign-in") {
			t.Errorf("the helper is still signed in: %d %s", p.Code, p.Text)
		}
		if p := worker.Press(older, at+"/address", url.Values{"email": {"g@weaverdale.example"}}); p.Code != http.StatusConflict {
			t.Errorf("a page that was opened before: %d", p.Code)
		}
		if l := newestLetter(t, house); l.To != "grace.b@weaverdale.example" || !strings.Contains(l.Text, "http://ourdays.example/sign-in") {
			t.Errorf("the letter: %+v", l)
		}
		if found := apptest.Unbracketed(worker.Get(at + "?voice=pseudo").Doc); len(found) > 0 {
			t.Errorf("text outside the catalogue: %q", found)
		}
	})
}

func TestAHelperReadsOfAChosenWeekAsThePersons(t *testing.T) {
	for stage, want := range map[apptest.Stage]string{apptest.Shown: "Weeks are waiting for Jo B.",
		apptest.Chosen: "A manager checks the week of Jo B. now.", apptest.Approved: "The week of Jo B. is agreed."} {
		t.Run(stage.String(), func(t *testing.T) {
			house := apptest.At(t, stage)
			p := house.As(t, persona(t, house, "Grace Bright")).Get("/me/week?voice=en")
			p.Shows(t, want)
			for _, not := range []string{"waiting for you", "Thank you.", "Your week", "a place for you"} {
				if strings.Contains(p.Text, not) {
					t.Errorf("a helper reads %q: %s", not, p.Text)
				}
			}
		})
	}
}
