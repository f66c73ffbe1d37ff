package funds

import (
	"fmt"
	"time"

	"ourdays/internal/area/people"
	"ourdays/internal/engine/charging"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/web"
)

// sampleForm is the circumstances of the gallery's Jo: state benefits, a little
// rent and one disability expense.
func sampleForm(from clock.Date) form {
	f := newForm(from, sampleAge)
	f.Own, f.NightCare, f.Premiums = "1,200", "no", []string{string(charging.Disability)}
	f.Income = []row{{Kind: "esa", Amount: "138.20", Every: "week"}, {Kind: "pip_daily_living", Amount: "73.90",
		Every: "week"}}
	f.Housing = []row{{Kind: "rent_shortfall", Amount: "40", Every: "month"}}
	f.DRE = []row{{Kind: "laundry", Amount: "4.50", Every: "week"}}
	return f
}

const sampleAge = 32

// sampleLetter is Jo's letter from a day, worked out by the rules themselves.
// A release that cannot work it out has no gallery, and its tests say why.
func sampleLetter(from clock.Date, status string) letter {
	f := sampleForm(from)
	text, err := f.circumstances(from, sampleAge, Policy{})
	if err != nil {
		panic(fmt.Errorf("write the sample: %w", err))
	}
	circs, result, err := Compute(text)
	if err != nil {
		panic(fmt.Errorf("work out the sample: %w", err))
	}
	a := Assessment{ID: "a", PersonID: "jo", Status: status, Case: text, MadeBy: "Tomasz Lis"}
	a.take(result)
	if status == Checked {
		a.CheckedBy = "Dina Okafor"
	}
	return letter{person: people.Person{ID: "jo", GivenName: "Joanna", FamilyName: "Bright", KnownAs: "Jo",
		Town:     "Crewe",
		Postcode: "CW1 9ZZ", EasyRead: true},
		assessment: a, circs: circs, result: result}
}

// sampleRefused is a form with much wrong, as the rules tell it.
func sampleRefused(v view) view {
	f := sampleForm(v.today)
	f.Own, f.Children, f.Ground = "12O", "two", string(charging.SmallCharge)
	f.Income = []row{{Kind: "esa", Amount: "138,20", Every: "week"}, {Amount: "73.90", Every: "week"}}
	text, err := f.circumstances(v.today, sampleAge, Policy{})
	if err == nil {
		_, _, err = Compute(text)
	}
	if e, ok := fail.As(asFields(err)); ok {
		v.wrong = e.Fields
	}
	v.form, v.result = f, nil
	return v
}

// Samples are the states of this area's pages, for the gallery.
func Samples() []web.Sample {
	today := clock.D(2025, time.November, 24)
	before, draft := sampleLetter(clock.D(2025, time.April, 7), Checked), sampleLetter(today, Draft)
	draft.assessment.ID = "b"
	draft.compare([]Assessment{before.assessment})
	next := draft.assessment
	empty := view{person: before.person, today: today, form: newForm(today, sampleAge)}
	full := empty
	full.form, full.result, full.all = formOf(draft.circs), &draft.result, []Assessment{draft.assessment,
		before.assessment}
	full.policy = Policy{ID: "p", Starts: clock.D(2025, time.April, 7), Minimum: 200, Standard: 1085,
		Share: "0.8"}
	refused := sampleRefused(empty)
	list := []people.Listed{{ID: "jo", GivenName: "Joanna", FamilyName: "Bright", Town: "Crewe"},
		{ID: "sam", GivenName: "Samuel", FamilyName: "Achebe", Town: "Nantwich"}}
	sample := func(name string, make func(c *web.Ctx) web.Page) web.Sample {
		return web.Sample{Area: "funds", Name: name, Make: make}
	}
	return []web.Sample{
		sample("people", func(c *web.Ctx) web.Page {
			return financePage(c, everybody{list: list, page: 2, more: true,
				newest: map[string]Assessment{"jo": before.assessment}})
		}),
		sample("people-none", func(c *web.Ctx) web.Page { return financePage(c, everybody{page: 1}) }),
		sample("assessment-empty", func(c *web.Ctx) web.Page { return assessmentPage(c, empty) }),
		sample("assessment", func(c *web.Ctx) web.Page { return assessmentPage(c, full) }),
		sample("assessment-refused", func(c *web.Ctx) web.Page {
			p := assessmentPage(c, refused)
			p.Errors = refused.wrong
			return p
		}),
		sample("letter", func(c *web.Ctx) web.Page { return letterPage(c, before) }),
		sample("letter-draft", func(c *web.Ctx) web.Page { return letterPage(c, draft) }),
		sample("letter-paper", func(c *web.Ctx) web.Page { return paperPage(c, before) }),
		sample("money", func(c *web.Ctx) web.Page { return moneyPage(c, own{letter: before, found: true}) }),
		sample("money-soon-other", func(c *web.Ctx) web.Page {
			return moneyPage(c, own{letter: before, found: true, next: &next})
		}),
		sample("money-none", func(c *web.Ctx) web.Page { return noMoneyPage(c, own{}) }),
		sample("what-if", func(c *web.Ctx) web.Page { return whatIfPage(c, idea{}, nil, "/design") }),
		sample("what-if-refused", func(c *web.Ctx) web.Page {
			p := whatIfPage(c, idea{what: ideas[0], amount: "lots"}, nil, "/design")
			p.Errors = []fail.Field{{Name: "amount", Key: "funds.refused.idea"}}
			return p
		}),
	}
}
