package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ourdays/internal/app/apptest"
	"ourdays/internal/area/access"
	"ourdays/internal/demo"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
)

func TestAWorkerWithoutPeopleIsToldSoAndNotThatANameIsMissing(t *testing.T) {
	house := apptest.New(t, dbtest.SQLite(t))
	worker := house.As(t, house.Actor(t, access.Actor{Kind: access.Worker, Name: "Rhys Calder",
		Roles: []access.Role{access.RoleSocialWorker}}))
	for path, want := range map[string]string{"/people": "You work with nobody yet.", "/people?q=bright": "We found nobody with this name",
		"/people?voice=en-easy": "There are no people in your list yet."} {
		worker.Get(path).Shows(t, want)
	}
}

func TestASocialWorkerKeepsARecordInThePersonsWords(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house := apptest.New(t, d)
		if err := demo.Fill(t.Context(), house.Rooms()); err != nil {
			t.Fatal(err)
		}
		worker := house.As(t, persona(t, house, "Dina Okafor"))
		list := worker.Get("/people?q=bright")
		list.Shows(t, "Bright, Joanna")
		_, rest, _ := strings.Cut(list.Body, `href="/people/0`)
		id, _, _ := strings.Cut("0"+rest, `"`)
		path := "/people/" + id
		worker.Get(path).Shows(t, "Ask me, not my mum.", "three people share a worker", "Grace Bright", "a parent")
		form := worker.Get(path + "/profile")
		typed := url.Values{"given_name": {"Joanna"}, "family_name": {"Bright"}, "known_as": {"Jo"}, "born": {"2/4/1988"}, "town": {"Crewe"},
			"ratio": {"4"}, "travel_minutes": {"0"},
			"wants": {"I want a dog."}, "needs": {"quiet"}}

		t.Run("all that is wrong is told at once, and what was typed is kept", func(t *testing.T) {
			p := worker.Press(form, path+"/profile", merge(typed, url.Values{"born": {"2 April"}, "family_name": {""}, "ratio": {"5"}}))
			if p.Code != http.StatusUnprocessableEntity || !strings.Contains(p.Body, `value="2 April"`) {
				t.Errorf("got %d", p.Code)
			}
			p.Shows(t, "Enter a family name", "Enter a date such as 24/11/1986", "Choose how many people may share a worker")
			worker.Press(form, path+"/profile", merge(typed, url.Values{"born": {"31/02/1990"}})).Shows(t,
				"February 1990 has 28 days: enter a day from 1 to 28")
			worker.Press(form, path+"/profile", merge(typed, url.Values{"born": {"1/1/2300"}})).Shows(t, "Enter a date of birth that is in the past")
			worker.Press(form, path+"/profile", merge(typed, url.Values{"born": {"1/1/1800"}, "ward": {strings.Repeat("w", 5000)},
				"likes": {strings.Repeat("w", 2001)}})).Shows(t, "This date of birth is more than 120 years ago: check the year",
				"Ward: use at most 100 letters", "What I like: use at most 2000 letters")
		})
		t.Run("a change stands", func(t *testing.T) {
			if p := worker.Press(form, path+"/profile", typed); p.Location != path {
				t.Fatalf("led to %d %s", p.Code, p.Text)
			}
			worker.Get(path).Shows(t, "I want a dog.", "four people share a worker", "a quiet room")
		})
		keep := func(typed url.Values) apptest.Page {
			return worker.Press(worker.Get(path+"/profile"), path+"/profile", typed)
		}
		t.Run("the form names whom it is about and leads back to them", func(t *testing.T) {
			form.Shows(t, "Change the record of Joanna Bright", "Record")
			if !strings.Contains(form.Body, `href="`+path+`"`) {
				t.Error("no way back to the record")
			}
			keep(merge(typed, url.Values{"given_name": {"Bad"}, "ratio": {"5"}})).Shows(t, "Change the record of Joanna Bright")
		})
		t.Run("the town is one of the map, and one that is not is told", func(t *testing.T) {
			if !strings.Contains(form.Body, `list="towns"`) || !strings.Contains(form.Body, `<option value="Crewe">`) || strings.Contains(form.Text,
				"not on our map") {
				t.Errorf("the form offers no towns: %s", form.Text)
			}
			const warning = "Nowhere under Wold is not on our map, so we cannot work out travel times."
			keep(merge(typed, url.Values{"town": {"Nowhere under Wold"}}))
			worker.Get(path).Shows(t, warning)
			worker.Get(path+"/profile").Shows(t, warning)
			keep(merge(typed, url.Values{"town": {""}}))
			worker.Get(path).Shows(t, "No town is written down, so we cannot work out travel times.")
			keep(merge(typed, url.Values{"town": {" crewe "}}))
			if p := worker.Get(path); !strings.Contains(p.Text, "Crewe") || strings.Contains(p.Text, "not on our map") {
				t.Errorf("the town is not written as the map does: %s", p.Text)
			}
			if p := worker.Get("/people/add"); !strings.Contains(p.Body, `<option value="Crewe">`) || strings.Contains(p.Text,
				"No town is written down") {
				t.Errorf("a new record: %s", p.Text)
			}
			worker.Get("/people/add").Shows(t, "Likes to be called The first name only, such as Jo.")
		})
		t.Run("the person reads when they are free, how far they travel and what they need", func(t *testing.T) {
			keep(merge(typed, url.Values{"free": {"0", "1", "9"}, "travel_minutes": {"30"}}))
			jo := house.As(t, persona(t, house, "Jo B.")).InStandardWords()
			jo.Get("/me/profile").Shows(t, "When I am free", "Monday: morning, afternoon", "Thursday: morning", "At most 30 minutes one way",
				"A quiet room")
			jo.Get("/me/profile?voice=en-easy").Shows(t, "When I am free", "At most 30 minutes to get there", "I need")
			keep(merge(typed, url.Values{"needs": {}}))
			jo.Get("/me/profile?voice=en").Shows(t, "Nobody has asked you yet", "You have not told us anything that a place must have.")
			keep(typed)
		})
		t.Run("the person sees it, and who changed it", func(t *testing.T) {
			jo := house.As(t, persona(t, house, "Jo B.")).InStandardWords()
			jo.Get("/me/profile?voice=en-easy").Shows(t, "I want a dog.", "These are your words.")
			jo.Get("/me/who-looked").Shows(t, "Dina Okafor changed what is kept about you Now: Social worker of the council")
		})
		t.Run("an ended mandate lets the helper see nothing", func(t *testing.T) {
			grace := house.As(t, persona(t, house, "Grace Bright"))
			grace.Get("/me/profile").Shows(t, "I want a dog.")
			_, rest, _ := strings.Cut(worker.Get(path).Body, `href="`+path+`/mandates/0`)
			mandate := path + "/mandates/0" + strings.SplitN(rest, `"`, 2)[0]
			page := worker.Get(mandate)
			if p := worker.Press(page, mandate+"/end", url.Values{"reason": {"because"}}); p.Code != http.StatusUnprocessableEntity {
				t.Errorf("without a reason: %d", p.Code)
			}
			worker.Press(page, mandate+"/end", url.Values{"reason": {"Jo wants to do it alone."}})
			if p := grace.Get("/me/profile"); p.Code != http.StatusForbidden {
				t.Errorf("got %d", p.Code)
			}
		})
		t.Run("a worker without a tie is offered the way with a reason", func(t *testing.T) {
			p := house.As(t, persona(t, house, "Rhys Calder")).Get(path)
			if p.Code != http.StatusForbidden {
				t.Errorf("got %d", p.Code)
			}
			p.Shows(t, "You are not linked to this record", "Why do you need to see this record today?")
		})
		t.Run("the pages hold no text outside the catalogue", func(t *testing.T) {
			for _, at := range []string{"/people", path, path + "/profile", "/people/add"} {
				if found := apptest.Unbracketed(worker.Get(at + "?voice=pseudo").Doc); len(found) > 0 {
					t.Errorf("%s: %q", at, found)
				}
			}
		})
	})
}

func TestARecordThatChangedSinceTheFormWasOpenedIsNotOverwritten(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house := apptest.New(t, d)
		if err := demo.Fill(t.Context(), house.Rooms()); err != nil {
			t.Fatal(err)
		}
		worker := house.As(t, persona(t, house, "Dina Okafor"))
		_, rest, _ := strings.Cut(worker.Get("/people?q=bright").Body, `href="/people/0`)
		id, _, _ := strings.Cut("0"+rest, `"`)
		path := "/people/" + id
		typed := url.Values{"given_name": {"Joanna"}, "family_name": {"Bright"}, "known_as": {"Jo"}, "born": {"2/4/1988"}, "town": {"Crewe"},
			"ratio":          {"4"},
			"travel_minutes": {"0"}, "likes": {"Trains."}, "wants": {"I want a cat."}}
		if p := worker.Press(worker.Get(path+"/profile"), path+"/profile", typed); p.Location != path {
			t.Fatalf("the start led to %d %s", p.Code, p.Text)
		}
		first, second := worker.Get(path+"/profile"), worker.Get(path+"/profile")
		p := worker.Press(first, path+"/profile",
			merge(typed, url.Values{"likes": {"Pottery on Fridays."}, "free": {"0", "4"}, "travel_minutes": {"30"},
				"wants": {"I want a quiet cat."}}))
		if p.Location != path {
			t.Fatalf("the first led to %d %s", p.Code, p.Text)
		}
		stale := worker.Press(second, path+"/profile", merge(typed, url.Values{"wants": {"I want a loud dog."}}))

		t.Run("the older form is refused, and nothing is lost", func(t *testing.T) {
			if stale.Code != http.StatusConflict {
				t.Errorf("got %d %s", stale.Code, stale.Location)
			}
			worker.Get(path).Shows(t, "Pottery on Fridays.", "I want a quiet cat.", "Monday: morning", "30 minutes")
		})
		t.Run("the form keeps what was typed and says what has changed meanwhile", func(t *testing.T) {
			stale.Shows(t, "This record was changed after you opened it", "I want a loud dog.", "What I want I want a quiet cat.",
				"What I like Pottery on Fridays.",
				"Travels at most, one way 30 minutes", "When the person is free Monday: morning")
			if strings.Contains(stale.Text, "What I am good at Nothing") || strings.Contains(stale.Body, ">Trains.<") {
				t.Errorf("it tells of what nobody changed: %s", stale.Text)
			}
		})
		t.Run("pressed again it keeps both people's changes", func(t *testing.T) {
			again := merge(typed, url.Values{"wants": {"I want a loud dog."}, "likes": {"Pottery on Fridays."}, "travel_minutes": {"30"}})
			delete(again, "free") // as the page ticks them
			if p := worker.Press(stale, path+"/profile", again); p.Location != path {
				t.Fatalf("led to %d %s", p.Code, p.Text)
			}
			worker.Get(path).Shows(t, "Pottery on Fridays.", "I want a loud dog.", "Monday: morning", "30 minutes")
		})
		t.Run("a form that names no state is refused", func(t *testing.T) {
			if p := worker.Post(path+"/profile", merge(typed, url.Values{"wants": {"A goat."}})); p.Code != http.StatusConflict {
				t.Errorf("got %d %s", p.Code, p.Location)
			}
		})
	})
}
