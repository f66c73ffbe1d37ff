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

func TestAnAdministratorLetsSomebodyInAndOut(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house := apptest.New(t, d)
		if err := demo.Fill(t.Context(), house.Rooms()); err != nil {
			t.Fatal(err)
		}
		admin := house.As(t, persona(t, house, "Sanjay Mistry"))
		list := admin.Get("/admin")
		list.Shows(t, "Who works with Ourdays", "Helen Marsh", "Approver", "£500")
		const add = "/admin/accounts/add"
		form := admin.Get(add)
		typed := url.Values{"name": {"Nadia Frost"}, "email": {"nadia@weaverdale.example"}, "roles": {"approver", "broker"}, "limit": {"250"},
			"organisation": {""}}

		t.Run("all that is wrong is told at once, and what was typed is kept", func(t *testing.T) {
			p := admin.Press(form, add, url.Values{"name": {""}, "email": {"nadia at work"}, "roles": {}, "limit": {"lots"}})
			if p.Code != http.StatusUnprocessableEntity || !strings.Contains(p.Body, `value="nadia at work"`) || !strings.Contains(p.Body,
				`value="lots"`) {
				t.Errorf("got %d %s", p.Code, p.Text)
			}
			p.Shows(t, "Write a name", "Type an email address", "Choose at least one kind of work", "Enter an amount in pounds")
		})
		t.Run("who is appointed signs in by mail and finds their work", func(t *testing.T) {
			if p := admin.Press(form, add, typed); p.Location != "/admin" {
				t.Fatalf("led to %d %s", p.Code, p.Text)
			}
			admin.Get("/admin?q=nadia").Shows(t, "The account is made", "Nadia Frost", "£250")
			nadia := house.Anyone(t)
			nadia.Press(nadia.Get("/sign-in"), "/sign-in", url.Values{"email": {"Nadia@weaverdale.example"}})
			link := sentLink(t, house)
			if p := nadia.Press(nadia.Get(link), link, nil); p.Location != "/referrals" {
				t.Fatalf("led to %d %s %s", p.Code, p.Location, p.Text)
			}
			nadia.Get("/approvals").Shows(t, "Approvals")
		})
		_, rest, _ := strings.Cut(admin.Get("/admin?q=nadia").Body, `href="/admin/accounts/0`)
		id, _, _ := strings.Cut("0"+rest, `"`)
		path := "/admin/accounts/" + id
		t.Run("a form that was opened before a change is refused, and what stands is shown", func(t *testing.T) {
			old := admin.Get(path)
			if p := admin.Press(admin.Get(path), path, merge(typed, url.Values{"limit": {"300"}})); p.Location != "/admin" {
				t.Fatalf("led to %d %s", p.Code, p.Text)
			}
			p := admin.Press(old, path, merge(typed, url.Values{"limit": {"900"}}))
			if p.Code != http.StatusConflict {
				t.Errorf("got %d", p.Code)
			}
			p.Shows(t, "Somebody else has changed this account", "£300")
			if p := admin.Press(p, path, merge(typed, url.Values{"limit": {"900"}})); p.Location != "/admin" {
				t.Errorf("kept after a look, it led to %d %s", p.Code, p.Text)
			}
			admin.Get("/admin?q=nadia").Shows(t, "£900")
		})
		t.Run("an ended account says so, and opens again", func(t *testing.T) {
			admin.Press(admin.Get(path), path+"/end", nil)
			admin.Get("/admin?q=nadia").Shows(t, "The account has ended", "Ended")
			admin.Get(path).Shows(t, "Open the account again")
			if p := admin.Press(admin.Get(path), path, typed); p.Location != "/admin" {
				t.Errorf("led to %d %s", p.Code, p.Text)
			}
			if p := admin.Get(path); strings.Contains(p.Text, "has ended") {
				t.Error("it still says that it has ended")
			}
		})
		t.Run("the last administrator stays", func(t *testing.T) {
			_, rest, _ := strings.Cut(admin.Get("/admin?q=sanjay").Body, `href="/admin/accounts/0`)
			own, _, _ := strings.Cut("0"+rest, `"`)
			p := admin.Press(admin.Get("/admin/accounts/"+own), "/admin/accounts/"+own+"/end", nil)
			if p.Code != http.StatusConflict {
				t.Errorf("got %d", p.Code)
			}
			p.Shows(t, "Appoint another one first")
		})
		t.Run("a person's own way in is no account", func(t *testing.T) {
			jo := persona(t, house, "Jo B.")
			if p := admin.Get("/admin/accounts/" + jo.ID); p.Code != http.StatusNotFound {
				t.Errorf("got %d", p.Code)
			}
		})
		t.Run("the pages hold no text outside the catalogue", func(t *testing.T) {
			for _, at := range []string{"/admin", add, path} {
				if found := apptest.Unbracketed(admin.Get(at + "?voice=pseudo").Doc); len(found) > 0 {
					t.Errorf("%s: %q", at, found)
				}
			}
		})
	})
}
