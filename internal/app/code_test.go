package app_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"ourdays/internal/app/apptest"
	"ourdays/internal/demo"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
)

var codeOnPaper = regexp.MustCompile(`[B-Y346789]{4} [B-Y346789]{4}`)

func TestAPersonWithoutEmailSignsInByAPaper(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house := apptest.New(t, d)
		if err := demo.Fill(t.Context(), house.Rooms()); err != nil {
			t.Fatal(err)
		}
		worker := house.As(t, persona(t, house, "Dina Okafor"))
		at := "/people/" + house.Jo(t) + "/way-in/code"
		worker.Get(strings.TrimSuffix(at, "/code")).Shows(t, "Without an email address", "A code on paper")
		form := worker.Get(at)
		form.Shows(t, "A code on paper for", "Make the code")
		if codeOnPaper.MatchString(form.Text) {
			t.Error("a code is shown before it is made")
		}
		if p := worker.Press(form, at, nil); p.Location != at {
			t.Fatalf("led to %d %s", p.Code, p.Text)
		}
		paper := worker.Get(at)
		paper.Shows(t, "this is your code", "Write this code there", "ourdays.example/sign-in/code", "Tuesday 1 December")
		code := codeOnPaper.FindString(paper.Text)
		if code == "" {
			t.Fatalf("no code on the paper: %s", paper.Text)
		}
		t.Run("the paper is shown once, and the code stands in no address and no log", func(t *testing.T) {
			again := worker.Get(at)
			if strings.Contains(again.Text, code) || strings.Contains(house.Log.String(), strings.ReplaceAll(code, " ", "")) {
				t.Error("it is shown again")
			}
			again.Shows(t, "A code that you made before stops working")
		})
		guest := house.Anyone(t)
		guest.Get("/sign-in").Shows(t, "I have a code on paper", "Provider · ")
		t.Run("a wrong one is refused at its field, and what was typed is kept", func(t *testing.T) {
			p := guest.Press(guest.Get("/sign-in/code"), "/sign-in/code", url.Values{"code": {"BBBB CCCC"}})
			if p.Code != http.StatusUnprocessableEntity || !strings.Contains(p.Body, `value="BBBB CCCC"`) {
				t.Errorf("got %d %s", p.Code, p.Text)
			}
			p.Shows(t, "This code does not work")
		})
		t.Run("the right one signs in, once", func(t *testing.T) {
			p := guest.Press(guest.Get("/sign-in/code"), "/sign-in/code", url.Values{"code": {strings.ToLower(code)}})
			if p.Location != "/me/week" {
				t.Fatalf("led to %d %s", p.Code, p.Text)
			}
			guest.Get("/me/profile").Shows(t, "Jo B.")
			other := house.Anyone(t)
			if p := other.Press(other.Get("/sign-in/code"), "/sign-in/code", url.Values{"code": {code}}); p.Code != http.StatusUnprocessableEntity {
				t.Errorf("a second time: %d", p.Code)
			}
		})
		t.Run("the pages hold no text outside the catalogue", func(t *testing.T) {
			for page, who := range map[string]*apptest.Visitor{at: worker, "/sign-in/code": house.Anyone(t)} {
				if found := apptest.Unbracketed(who.Get(page + "?voice=pseudo").Doc); len(found) > 0 {
					t.Errorf("%s: %q", page, found)
				}
			}
		})
	})
}
