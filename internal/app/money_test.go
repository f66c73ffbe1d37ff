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

// persona finds somebody of the demo by name, on the sign-in page.
func persona(t *testing.T, house *apptest.House, name string) access.Actor {
	t.Helper()
	p := house.Anyone(t).Get("/sign-in")
	at := strings.Index(p.Body, ">"+name+"<")
	if at < 0 {
		t.Fatalf("there is no persona %s", name)
	}
	value := strings.LastIndex(p.Body[:at], `name="actor" value="`)
	id, _, _ := strings.Cut(p.Body[value+len(`name="actor" value="`):], `"`)
	return access.Actor{ID: id, Name: name}
}

func TestAFinanceOfficerRecordsAnAssessmentAndThePersonReadsIt(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house := apptest.New(t, d)
		if err := demo.Fill(t.Context(), house.Rooms()); err != nil {
			t.Fatal(err)
		}
		officer := house.As(t, persona(t, house, "Tomasz Lis"))
		list := officer.Get("/finance?q=lly")
		list.Shows(t, "Llŷr, Carys", "not assessed")
		at := strings.Index(list.Body, "/people/")
		path, _, _ := strings.Cut(list.Body[at:], `"`)
		page := officer.Get(path)
		typed := url.Values{"date": {"2025-06-02"}, "household": {"single"}, "income_0_kind": {"uc"}, "income_0_amount": {"120.00"}, "income_0_every": {"week"},
			"premiums": {"disability"}, "disclosed": {"yes"}, "do": {"work_out"}}

		t.Run("what is wrong is shown at its field, and what was typed is kept", func(t *testing.T) {
			wrong := url.Values{"income_0_amount": {"12O"}}
			p := officer.Press(page, path, merge(typed, wrong))
			if p.Code != http.StatusUnprocessableEntity || !strings.Contains(p.Body, `href="#income_0_amount"`) || !strings.Contains(p.Body, `value="12O"`) {
				t.Errorf("got %d: %s", p.Code, p.Text)
			}
		})
		t.Run("working out shows every line and keeps nothing", func(t *testing.T) {
			officer.Press(page, path, merge(typed, url.Values{"income_0_amount": {"150.00"}})).Shows(t, "£11.20", "£89.15", "£49.65")
			officer.Get("/finance?q=lly").Shows(t, "not assessed")
		})
		kept := officer.Press(page, path, merge(typed, url.Values{"do": {"keep"}, "income_0_amount": {"150.00"}}))
		if kept.Code != http.StatusSeeOther {
			t.Fatalf("keeping led to %d %s", kept.Code, kept.Text)
		}
		letter := officer.Get(kept.Location)
		letter.Shows(t, "What you pay", "draft", "The most you pay in any week is £11.20.")
		carys := house.As(t, persona(t, house, "Carys L."))
		carys.Get("/me/money").Shows(t, "We have not worked out yet what you pay.")
		if p := officer.Press(letter, kept.Location+"/check", nil); p.Location != kept.Location {
			t.Fatalf("checking led to %d %s", p.Code, p.Location)
		}
		t.Run("a second press has one effect and one answer", func(t *testing.T) {
			if p := officer.Press(letter, kept.Location+"/check", nil); p.Location != kept.Location {
				t.Errorf("got %d %s", p.Code, p.Text)
			}
		})
		t.Run("the person reads it in both voices", func(t *testing.T) {
			carys.Get("/me/money").Shows(t, "You pay at most £11.20 a week.", "If you think it is wrong")
			carys.Get("/me/money?voice=en-easy").Shows(t, "You pay £11.20 each week. Or you pay less.", "Then you pay less.", "If you think it is wrong")
		})
		t.Run("no role but finance reaches the form", func(t *testing.T) {
			for _, name := range []string{"Amara Osei", "Dina Okafor", "Beth Farrow", "Carys L."} {
				if p := house.As(t, persona(t, house, name)).Get(path); p.Code != http.StatusForbidden {
					t.Errorf("%s got %d", name, p.Code)
				}
			}
		})
		t.Run("a helper sees the money only when the mandate allows it", func(t *testing.T) {
			house.As(t, persona(t, house, "Patrick Dunne")).Get("/me/money").Shows(t, "You pay the full cost of your services.")
			if p := house.As(t, persona(t, house, "Grace Bright")).Get("/me/money"); p.Code != http.StatusForbidden {
				t.Errorf("got %d", p.Code)
			}
		})
		t.Run("the pages hold no text outside the catalogue", func(t *testing.T) {
			for _, at := range []string{"/finance", path, kept.Location} {
				if found := apptest.Unbracketed(officer.Get(at + "?voice=pseudo").Doc); len(found) > 0 {
					t.Errorf("%s: %q", at, found)
				}
			}
		})
	})
}

func merge(a, b url.Values) url.Values {
	all := url.Values{}
	for _, v := range []url.Values{a, b} {
		for k, x := range v {
			all[k] = x
		}
	}
	return all
}
