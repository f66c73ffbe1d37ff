package app_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"ourdays/internal/app/apptest"
	"ourdays/internal/area/access"
	"ourdays/internal/demo"
	"ourdays/internal/platform/clock"
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
		path := firstPerson(list)
		page := officer.Get(path)
		typed := url.Values{"date": {"2025-06-02"}, "household": {"single"}, "income_0_kind": {"uc"}, "income_0_amount": {"120.00"},
			"income_0_every": {"week"}, "premiums": {"disability"}, "disclosed": {"yes"}, "do": {"work_out"}}

		t.Run("working out shows every line and keeps nothing", func(t *testing.T) {
			workedOut(t, officer, page, path, merge(typed, url.Values{"income_0_amount": {"150.00"}})).Shows(t, "£11.20", "£89.15", "£49.65")
			officer.Get("/finance?q=lly").Shows(t, "not assessed")
		})
		kept := officer.Press(page, path, merge(typed, url.Values{"do": {"keep"}, "income_0_amount": {"150.00"}}))
		if kept.Code != http.StatusSeeOther {
			t.Fatalf("keeping led to %d %s", kept.Code, kept.Text)
		}
		letter := officer.Get(kept.Location)
		letter.Shows(t, "What you pay", "draft", "The most you pay in any week is £11.20.")
		carys := house.As(t, persona(t, house, "Carys L."))
		carys.Get("/me/money?voice=en").Shows(t, "We have not worked out yet what you pay.")
		t.Run("who made it cannot let it count", func(t *testing.T) {
			letter.Shows(t, "Another finance officer looks at it and lets it count.")
			if p := officer.Post(kept.Location+"/check", url.Values{"form": {"own"}}); p.Code != http.StatusForbidden {
				t.Errorf("got %d %s", p.Code, p.Text)
			}
		})
		second := house.As(t, persona(t, house, "Farida Noor"))
		letter = second.Get(kept.Location)
		if p := second.Press(letter, kept.Location+"/check", nil); p.Location != kept.Location {
			t.Fatalf("checking led to %d %s", p.Code, p.Location)
		}
		t.Run("a second press has one effect and one answer", func(t *testing.T) {
			if p := second.Press(letter, kept.Location+"/check", nil); p.Location != kept.Location {
				t.Errorf("got %d %s", p.Code, p.Text)
			}
		})
		t.Run("the list says from when and how much", func(t *testing.T) {
			officer.Get("/finance?q=lly").Shows(t, "checked", "2 June 2025", "£11.20")
		})
		t.Run("typing is not one more look at the record for each pause", func(t *testing.T) {
			looks := func() int { return strings.Count(carys.Get("/me/who-looked").Text, "Tomasz Lis") }
			before := looks()
			officer.Press(page, path, typed)
			officer.Press(page, path, typed)
			if after := looks(); after != before || before == 0 {
				t.Errorf("from %d looks to %d", before, after)
			}
		})
		t.Run("the person reads it in both voices", func(t *testing.T) {
			carys.Get("/me/money?voice=en").Shows(t, "You pay at most £11.20 a week.", "If you think it is wrong")
			letter.Shows(t, "This person reads Easy Read.")
			carys.Get("/me/money").Shows(t, "You never pay more than £11.20 each week.", "Then you pay less.", "If you think it is wrong")
		})
		t.Run("the letter is printed in both voices, with how to reach the council", func(t *testing.T) {
			letter.Shows(t, "Print the letter", "Easy Read letter")
			for voice, says := range map[string]string{"en": "Even when you pay the most,", "en-easy": "You always keep"} {
				for who, at := range map[*apptest.Visitor]string{officer: kept.Location + "/print", carys: "/me/money/print"} {
					p := who.Get(at + "?voice=" + voice)
					p.Shows(t, says, "Carys Llŷr", "01632 960 100", "Weaverdale", "If you think it is wrong")
					if strings.Contains(p.Body, `class="site-nav"`) {
						t.Errorf("%s: the paper has the site's navigation", at)
					}
				}
			}
		})
		t.Run("a job is tried, and nothing is kept", func(t *testing.T) {
			try := func(v *apptest.Visitor, path, in string, idea url.Values) apptest.Page {
				if p := v.Press(v.Get(path+in), path, idea); p.Location != path {
					t.Errorf("%s is answered with %d %s", path, p.Code, p.Location)
				}
				return v.Get(path + in)
			}
			job := url.Values{"idea": {"job:earnings"}, "amount": {"120"}, "every": {"week"}}
			for range 2 { // and opened again, as by Back and Forward
				try(carys, "/me/money/what-if", "?voice=en-easy", job).Shows(t, "You have £120 more each week.", "You do not pay more for your care.",
					"The most you pay then £11.20")
			}
			try(officer, kept.Location+"/what-if", "", url.Values{"idea": {"expense:laundry"}, "amount": {"5.00"}, "every": {"week"}}).Shows(t,
				"Disability expenses count only beside")
			same := carys.Get("/me/money/what-if?voice=en-easy") // pressed twice, as after Back
			for amount, says := range map[string]string{"120": "You have £120 more each week.", "80": "You have £80 more each week."} {
				carys.Press(same, "/me/money/what-if", merge(job, url.Values{"amount": {amount}}))
				carys.Get("/me/money/what-if?voice=en-easy").Shows(t, says)
			}
			if p := officer.Get("/me/money/what-if"); strings.Contains(p.Text, "£120") {
				t.Errorf("another reads what was tried: %s", p.Text)
			}
			if p := carys.Press(carys.Get("/me/money/what-if"), "/me/money/what-if", url.Values{"idea": {"job:earnings"}, "amount": {"lots"},
				"every": {"week"}}); p.Code != http.StatusUnprocessableEntity || !strings.Contains(p.Body, `id="amount-error"`) {
				t.Errorf("got %d", p.Code)
			}
		})
		t.Run("no role but finance reaches the form", func(t *testing.T) {
			for _, name := range []string{"Amara Osei", "Dina Okafor", "Beth Farrow", "Carys L."} {
				if p := house.As(t, persona(t, house, name)).Get(path); p.Code != http.StatusForbidden {
					t.Errorf("%s got %d", name, p.Code)
				}
			}
		})
		t.Run("a helper sees the money only when the mandate allows it", func(t *testing.T) {
			house.As(t, persona(t, house, "Patrick Dunne")).Get("/me/money").Shows(t, "Peggy D. pays the full cost of their services.")
			if p := house.As(t, persona(t, house, "Grace Bright")).Get("/me/money"); p.Code != http.StatusForbidden {
				t.Errorf("got %d", p.Code)
			}
		})
		t.Run("the pages hold no text outside the catalogue", func(t *testing.T) {
			for _, at := range []string{"/finance", path, kept.Location, kept.Location + "/what-if", "/finance/policy", "/finance/again"} {
				if found := apptest.Unbracketed(officer.Get(at + "?voice=pseudo&from=2025-09-01").Doc); len(found) > 0 {
					t.Errorf("%s: %q", at, found)
				}
			}
		})
	})
}

func TestTheFormOfAnAssessment(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house := apptest.New(t, d)
		if err := demo.Fill(t.Context(), house.Rooms()); err != nil {
			t.Fatal(err)
		}
		officer := house.As(t, persona(t, house, "Tomasz Lis"))
		list := officer.Get("/finance?q=lly")
		_, link, _ := strings.Cut(list.Body, `"/people/`)
		path, _, _ := strings.Cut("/people/"+link, `"`)
		page := officer.Get(path)
		typed := url.Values{"date": {"2025-06-02"}, "household": {"single"}, "income_0_kind": {"uc"}, "income_0_amount": {"120.00"},
			"income_0_every": {"week"},
			"premiums":       {"disability"}, "disclosed": {"yes"}, "do": {"work_out"}}

		t.Run("what is wrong is shown at its field, and what was typed is kept", func(t *testing.T) {
			wrong := url.Values{"income_0_amount": {"12O"}}
			p := officer.Press(page, path, merge(typed, wrong))
			if p.Code != http.StatusUnprocessableEntity || !strings.Contains(p.Body, `href="#income_0_amount"`) || !strings.Contains(p.Body,
				`value="12O"`) {
				t.Errorf("got %d: %s", p.Code, p.Text)
			}
			p.Shows(t, "Income in line 1, Amount in pounds: Enter an amount in pounds, such as 12 or 1,234.50")
		})
		t.Run("every fault stands at its field and in the summary, named, and each link leads there", func(t *testing.T) {
			wrong := url.Values{"household": {"couple"}, "premiums": {"enhanced_disability"}, "light_touch_ground": {"small_charge"},
				"income_1_kind": {"esa"}, "income_1_amount": {"5.00"}, "income_1_every": {"week"}, "income_1_disregard": {"6.00"}}
			p := officer.Press(page, path, merge(typed, wrong))
			if p.Code != http.StatusUnprocessableEntity {
				t.Fatalf("got %d", p.Code)
			}
			p.Shows(t, "Income in line 2, Left out by the council: Enter no more than",
				"The person agreed to a light-touch assessment: A light-touch assessment needs",
				"Not worked out yet.")
			for _, id := range []string{`id="income_1_disregard-error"`, `id="light_touch_consent-error"`} {
				if !strings.Contains(p.Body, id) {
					t.Errorf("there is no %s", id)
				}
			}
			delete(wrong, "light_touch_ground")
			delete(wrong, "income_1_disregard")
			officer.Press(page, path, merge(typed, wrong)).Shows(t, "Premiums that apply: The law's table of this year has no amount")
			officer.Press(page, path, merge(typed, url.Values{"date": {"2030-01-01"}})).Shows(t, "We do not know the legal guarantee of this year")
			officer.Press(page, path, merge(typed, url.Values{"date": {"2012-01-01"}})).Shows(t, "not yet 18")
		})
		t.Run("what a file leaves out and guarantees is kept in the form", func(t *testing.T) {
			own := url.Values{"income_0_amount": {"150.00"}, "income_0_disregard": {"20.00"}, "mig_weekly": {"120.00"}}
			p := workedOut(t, officer, page, path, merge(typed, own))
			p.Shows(t, "£10", "Minimum Income Guarantee, set by the council's policy")
			if !strings.Contains(p.Body, `value="20.00"`) || !strings.Contains(p.Body, `value="120.00"`) {
				t.Error("what was typed is gone")
			}
		})
		t.Run("amounts and days are read as people write them, and kept as typed", func(t *testing.T) {
			as := url.Values{"income_0_amount": {"£1,120.00"}, "income_0_every": {"month"}, "date": {"2/6/2025"}, "capital_own": {" 1 000 "}}
			p := workedOut(t, officer, page, path, merge(typed, as))
			if p.Code != http.StatusOK || !strings.Contains(p.Body, `value="£1,120.00"`) || !strings.Contains(p.Body, `value="2/6/2025"`) {
				t.Errorf("got %d: %s", p.Code, p.Text)
			}
			p = officer.Press(page, path, merge(typed, url.Values{"date": {"31/06/2025"}}))
			p.Shows(t, "From which day does it count: June 2025 has 30 days: enter a day from 1 to 30")
		})
		t.Run("a day that cannot be read hides no wrong amount", func(t *testing.T) {
			wrong := url.Values{"date": {"31/02/2026"}, "capital_own": {"12,00.5x"}, "income_0_amount": {"-85"}, "housing_0_kind": {"council_tax"},
				"housing_0_amount": {"twelve"}, "housing_0_every": {"week"}}
			p := officer.Press(page, path, merge(typed, wrong))
			atEach(t, p, "date", "capital_own", "income_0_amount", "housing_0_amount")
			p.Shows(t, "February 2026 has 28 days", "Capital of their own, in pounds: Enter an amount",
				"Housing costs in line 1, Amount in pounds: Enter an amount")
		})
		t.Run("an age that does not fit hides no wrong amount, nor that the year is not known", func(t *testing.T) {
			p := officer.Press(page, path, merge(typed, url.Values{"date": {"1/1/2099"}, "capital_own": {"abc"}}))
			atEach(t, p, "date", "pension_age", "capital_own")
			p.Shows(t, "We do not know the legal guarantee of this year", "Is of pension age: The record says",
				"Capital of their own, in pounds: Enter an amount")
		})
		t.Run("an income that hardly anybody has is asked about, and counted", func(t *testing.T) {
			workedOut(t, officer, page, path, merge(typed, url.Values{"income_0_amount": {"8,500"}})).Shows(t,
				"Income in line 1: £8,500 a week is far more than most people have. Is it right?")
		})
		t.Run("nothing need be ticked", func(t *testing.T) {
			plain := url.Values{"date": {"2025-06-02"}, "household": {"single"}, "income_0_kind": {"uc"}, "income_0_amount": {"150.00"},
				"income_0_every": {"week"}}
			workedOut(t, officer, page, path, plain).Shows(t, "£60.85")
		})
		t.Run("a warning names the line of the form, not of a file", func(t *testing.T) {
			p := workedOut(t, officer, page, path, merge(typed, url.Values{"income_0_kind": {"earnings"}, "income_0_disregard": {"1.00"}}))
			p.Shows(t, "Income in line 1: the rules leave out")
		})
	})
}

// atEach says whether a form was refused for exactly these fields, each told at
// its place.
func atEach(t *testing.T, p apptest.Page, fields ...string) {
	t.Helper()
	if p.Code != http.StatusUnprocessableEntity {
		t.Errorf("got %d", p.Code)
	}
	for _, f := range fields {
		if !strings.Contains(p.Body, `id="`+f+`-error"`) || !strings.Contains(p.Body, `href="#`+f+`"`) {
			t.Errorf("nothing is told at %s", f)
		}
	}
	if n := strings.Count(p.Body, `-error" class="govuk-error-message"`); n != len(fields) {
		t.Errorf("%d fields are told of a fault, want %d", n, len(fields))
	}
}

func TestAprilIsOnePageAndThePolicyGoesIntoIt(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house := apptest.New(t, d)
		if err := demo.Fill(t.Context(), house.Rooms()); err != nil {
			t.Fatal(err)
		}
		officer := house.As(t, persona(t, house, "Tomasz Lis"))
		page := officer.Get("/finance/policy")
		typed := url.Values{"from": {"2025-09-01"}, "minimum": {"1.25"}, "standard": {"10.85"}, "share": {"0.9"}}
		if p := officer.Press(page,
			"/finance/policy", merge(typed, url.Values{"minimum": {"x"}, "share": {"2"}})); p.Code != http.StatusUnprocessableEntity ||
			!strings.Contains(p.Body, `id="minimum-error"`) || !strings.Contains(p.Body, `id="share-error"`) || !strings.Contains(p.Body,
			`value="10.85"`) {
			t.Errorf("got %d: %s", p.Code, p.Text)
		}
		if p := officer.Press(page, "/finance/policy", typed); p.Code != http.StatusSeeOther {
			t.Fatalf("got %d: %s", p.Code, p.Text)
		}
		officer.Get("/finance/policy").Shows(t, "£1.25", "£10.85", "90%")
		form := officer.Get("/finance?q=bright")
		at := strings.Index(form.Body, "/people/")
		path, _, _ := strings.Cut(form.Body[at:], `"`)
		work := url.Values{"date": {"2025-09-01"}, "household": {"single"}, "disclosed": {"yes"}, "do": {"work_out"}, "income_0_kind": {"uc"},
			"income_0_amount": {"212.50"}, "income_0_every": {"week"}}
		officer.Press(officer.Get(path), path, work)
		officer.Get(path).Shows(t, "The council takes 90% of what is left", "nothing below £1.25 a week is collected")

		look := officer.Get("/finance/again?from=2025-09-01")
		if look.Shows(t, "Day, month and year"); !strings.Contains(look.Body, `type="text" value="1/9/2025"`) {
			t.Error("the day is not asked for as people write it")
		}
		look.Shows(t, "would get a new draft")
		made := officer.Press(look, "/finance/again", url.Values{"from": {"2025-09-01"}})
		if made.Code != http.StatusSeeOther {
			t.Fatalf("got %d: %s", made.Code, made.Text)
		}
		list := officer.Get(made.Location)
		list.Shows(t, "New drafts:", "Nobody waits for a new assessment from this day.", "Bright, Joanna", "draft")
		named := firstPerson(list)
		before := timesSeen(t, house, strings.Split(named, "/")[2])
		officer.Get(made.Location)
		if n := timesSeen(t, house, strings.Split(named, "/")[2]) - before; n != 1 {
			t.Errorf("somebody whom the list names reads %d times that it was seen", n)
		}
		if list.Shows(t, "You made", "wait for another finance officer"); strings.Contains(list.Body, "/finance/again/check") {
			t.Error("who made the drafts is offered to let them count")
		}
		second := house.As(t, persona(t, house, "Farida Noor"))
		list = second.Get(made.Location)
		if p := second.Press(list, "/finance/again/check", nil); p.Code != http.StatusSeeOther {
			t.Fatalf("got %d: %s", p.Code, p.Text)
		}
		second.Get(made.Location).Shows(t, "Assessments that count now:", "checked")
		officer.Get("/finance/again?from=2030-04-08").Shows(t, "cannot be assessed from this day",
			"We do not know the legal guarantee of this year", "enter the guarantee that counts for this person")
		if p := officer.Get("/finance/again?from=soon"); p.Code != http.StatusUnprocessableEntity {
			t.Errorf("got %d", p.Code)
		}
		letter := officer.Get(path)
		at = strings.Index(letter.Body, path+"/")
		newest, _, _ := strings.Cut(letter.Body[at:], `"`)
		officer.Get(newest).Shows(t, "Since the assessment of", "The council's share", "The most to pay each week changes by")
	})
}

// timesSeen counts the looks at a record that stand in its trail.
func timesSeen(t *testing.T, house *apptest.House, personID string) (n int) {
	t.Helper()
	if err := house.DB.Read(t.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
		n, err = db.One[int](ctx, tx, `SELECT count(*) FROM audit WHERE person_id = $1 AND act = 'see'`, personID)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return n
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

// workedOut presses "Work it out", which leads back to the form: Back has nothing
// to send again, and what was typed waits for who typed it.
func workedOut(t *testing.T, v *apptest.Visitor, page apptest.Page, path string, typed url.Values) apptest.Page {
	t.Helper()
	if p := v.Press(page, path, typed); p.Location != path {
		t.Errorf("working out is answered with %d %s %s", p.Code, p.Location, p.Text)
	}
	return v.Get(path)
}

func TestWhatWasWorkedOutWaitsForItsOfficerUntilItIsKeptOrBegunAgain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house := apptest.New(t, d)
		if err := demo.Fill(t.Context(), house.Rooms()); err != nil {
			t.Fatal(err)
		}
		officer := house.As(t, persona(t, house, "Tomasz Lis"))
		_, link, _ := strings.Cut(officer.Get("/finance?q=lly").Body, `"/people/`)
		path, _, _ := strings.Cut("/people/"+link, `"`)
		page := officer.Get(path)
		typed := url.Values{"date": {"2025-06-02"}, "household": {"single"}, "income_0_kind": {"uc"}, "income_0_amount": {"120.00"},
			"income_0_every": {"week"},
			"premiums":       {"disability"}, "disclosed": {"yes"}, "do": {"work_out"}}
		p := workedOut(t, officer, page, path, merge(typed, url.Values{"income_0_amount": {"150.00"}, "capital_own": {"1,234"}}))
		p.Shows(t, "You worked this out on")
		if !strings.Contains(p.Body, `value="1,234"`) || strings.Contains(house.As(t, persona(t, house, "Farida Noor")).Get(path).Body,
			`value="1,234"`) {
			t.Error("the form is lost, or another's")
		}
		live := merge(typed, url.Values{"capital_own": {"99"}})
		if p := officer.Post(path, live); p.Code != http.StatusOK || strings.Contains(officer.Get(path).Body, `value="99"`) {
			t.Errorf("a form at work is answered with %d, or kept at each pause", p.Code)
		}
		if p := officer.Press(p, path, url.Values{"do": {"begin"}}); p.Location != path {
			t.Errorf("beginning again: %d", p.Code)
		}
		if p := officer.Get(path); strings.Contains(p.Body, `value="1,234"`) || strings.Contains(p.Text, "You worked this out on") {
			t.Error("what was begun again still stands in the form")
		}
		officer.Press(page, path, typed)
		if p := officer.Press(officer.Get(path), path, merge(typed, url.Values{"do": {"keep"}})); p.Location == "" ||
			strings.Contains(officer.Get(path).Text, "You worked this out on") {
			t.Errorf("what was kept still waits: %d %s", p.Code, p.Text)
		}
		officer.Press(page, path, typed)
		d.SetClock(clock.Fixed(dbtest.Start().Add(8 * 24 * time.Hour)))
		if p := house.As(t, persona(t, house, "Tomasz Lis")).Get(path); strings.Contains(p.Text, "You worked this out on") {
			t.Error("it waits for longer than a week")
		}
	})
}

func TestAnAssessmentOnWhichNothingWasTypedIsRefused(t *testing.T) {
	house := apptest.At(t, apptest.Filled)
	id := apptest.Stored[string](t, house, `SELECT id FROM person WHERE id NOT IN (SELECT person_id FROM assessment) LIMIT 1`)
	officer, path := house.As(t, persona(t, house, "Tomasz Lis")), "/people/"+id+"/assessment"
	blank := officer.Get(path)
	keep := url.Values{"do": {"keep"}, "date": {"8/12/2026"}, "household": {"single"}, "disclosed": {"yes"}, "income_0_amount": {""},
		"income_0_every": {"week"}}
	p := officer.Press(blank, path, keep)
	if p.Code != http.StatusUnprocessableEntity {
		t.Fatalf("an empty form: %d, led to %s", p.Code, p.Location)
	}
	p.Shows(t, "Nothing is filled in. Enter what the person has")
	if n := apptest.Stored[int](t, house, `SELECT count(*) FROM assessment WHERE person_id = $1`, id); n != 0 {
		t.Errorf("%d are kept", n)
	}
	keep.Set("capital_own", "0")
	if p := officer.Press(p, path, keep); !strings.HasPrefix(p.Location, path+"/") {
		t.Errorf("a nought that was typed: %d %s", p.Code, p.Text)
	}
}

func TestAFormThatWasNotOpenedIsInTheTrailOnceADay(t *testing.T) {
	house := apptest.At(t, apptest.Filled)
	fay := house.Actor(t, access.Actor{Name: "Fay Orr", Kind: access.Worker, Roles: []access.Role{access.RoleFinance}})
	officer, path := house.As(t, fay), "/people/"+house.Jo(t)+"/assessment"
	for range 2 {
		if p := officer.Post(path, nil); p.Code != http.StatusUnprocessableEntity || !strings.Contains(p.Text, "Bright") {
			t.Fatalf("got %d %s", p.Code, p.Text)
		}
		if n := apptest.Stored[int](t, house, `SELECT count(*) FROM audit WHERE actor_id = $1 AND person_id = $2`,
			fay.ID, house.Jo(t)); n != 1 {
			t.Errorf("%d lines", n)
		}
	}
}

// firstPerson is the first address of a person that a page leads to.
func firstPerson(p apptest.Page) string {
	_, after, _ := strings.Cut(p.Body, "/people/")
	path, _, _ := strings.Cut(after, `"`)
	return "/people/" + path
}
