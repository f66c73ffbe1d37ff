package charging_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"

	"ourdays/internal/engine/charging"
	"ourdays/internal/platform/pence"
)

func assess(t testing.TB, text string) charging.Result {
	t.Helper()
	c, err := charging.Read(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	r, err := charging.Assess(c)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

const anybody = `"person":{"age":40,"household":"single","premiums":[],"children":0,"pension_age":false}`

// The published worked examples, each to the penny.
func TestPublishedExamples(t *testing.T) {
	peter, err := os.ReadFile("../../../examples/charging/peter.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, source, file, maximum, charge string }{
		{"Peter", "Devon, examples of common financial assessments (2023/24)", string(peter), "110.10", "110.10"},
		{"Peter, one session a week", "the cap of Devon's FAQs: never more than the service costs",
			strings.Replace(string(peter), "454.00", "48.00", 1), "110.10", "48.00"},
		{"a woman of 85 in a couple", "council appendix 2016-17/2017-18", `{"date":"2016-06-06","policy":{"mig_weekly":"148.47"},
			"person":{"age":85,"household":"couple","premiums":[],"children":0,"pension_age":true,"partner_pension_age":true},
			"capital":{"own":"9500.00","joint":"0.00"},"income":[{"kind":"state_pension","amount":"122.00","every":"week"},
			{"kind":"private_pension","amount":"60.00","every":"week"},{"kind":"attendance_allowance","amount":"55.10","every":"week"}],
			"dre":[{"kind":"expenses","amount":"25.00","every":"week"}],"services":[{"kind":"home_care","weekly_cost":"300.00"}]}`, "63.63", "63.63"},
		{"the night element", "Knowsley, examples of financial assessments: 108.55 - 72.65 = 35.90 is left out", `{"date":"2024-06-03",
			"person":{"age":22,"household":"single","premiums":["disability","enhanced_disability"],"children":0,"pension_age":false},
			"capital":{"own":"0.00","joint":"0.00"},"night_care":false,"income":[{"kind":"uc","amount":"160.30","every":"week"},
			{"kind":"pip_daily_living","amount":"108.55","every":"week"}],"services":[{"kind":"day","weekly_cost":"500.00"}]}`, "72.65", "72.65"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := assess(t, c.file)
			if got := r.MaximumContribution.String(); got != c.maximum {
				t.Errorf("the most that can be asked is %s, want %s (%s)", got, c.maximum, c.source)
			}
			if got := r.WeeklyCharge.String(); got != c.charge {
				t.Errorf("the charge is %s, want %s (%s)", got, c.charge, c.source)
			}
		})
	}
}

// Capital: St Helens (16,500 gives £9, article 4474), Devon FAQs (15,000 gives
// £3), and the edges of "£250 or part of £250".
func TestTariffIncome(t *testing.T) {
	for _, c := range []struct {
		own, joint, tariff string
	}{
		{"16500.00", "0", "9.00"}, {"15000.00", "0", "3.00"},
		{"14250.00", "0", "0.00"}, {"14250.01", "0", "1.00"}, {"14500.00", "0", "1.00"}, {"14500.01", "0", "2.00"},
		{"23250.00", "0", "36.00"}, {"23250.01", "0", "full"},
		{"14000.00", "500.01", "0.00"}, {"14000.00", "500.02", "1.00"}, {"0", "46500.00", "36.00"}, {"0", "46500.02", "full"},
	} {
		t.Run(c.own+" and "+c.joint, func(t *testing.T) {
			r := assess(t, `{"date":"2025-06-02",`+anybody+`,"capital":{"own":"`+c.own+`","joint":"`+c.joint+`"},
				"services":[{"kind":"day","weekly_cost":"100.00"}]}`)
			got := "full"
			if r.TariffIncome != nil {
				got = r.TariffIncome.String()
			}
			if got != c.tariff || r.FullCost != (c.tariff == "full") {
				t.Errorf("tariff income is %s, want %s", got, c.tariff)
			}
		})
	}
}

func TestEachRuleOfTheCalculation(t *testing.T) {
	const head = `{"date":"2025-06-02",` + anybody + `,"capital":{"own":"0","joint":"0"},`
	const cost = `,"services":[{"kind":"day","weekly_cost":"200.00"}]}`
	for _, c := range []struct{ says, file, charge string }{
		{"a month is 12 of 52 weeks, income rounds down", head + `"income":[{"kind":"pension","amount":"1000.00","every":"month"}]` + cost, "118.26"},
		{"housing rounds up", head + `"income":[{"kind":"pension","amount":"200.00","every":"week"}],"housing":[{"kind":"rent","amount":"100.00","every":"month"}]` + cost, "64.42"},
		{"four weeks divide by four", head + `"income":[{"kind":"pension","amount":"800.03","every":"4_weeks"}]` + cost, "87.50"},
		{"earnings are left out", head + `"income":[{"kind":"pension","amount":"120.00","every":"week"},{"kind":"earnings","amount":"500.00","every":"week"}]` + cost, "7.50"},
		{"a disregard replaces the automatic one", head + `"income":[{"kind":"war_pension","amount":"150.00","every":"week","disregard":"10.00"}]` + cost, "27.50"},
		{"an unknown kind counts in full", head + `"income":[{"kind":"rent_from_a_lodger","amount":"150.00","every":"week"}]` + cost, "37.50"},
		{"expenses count only beside a disability benefit", head + `"income":[{"kind":"pension","amount":"150.00","every":"week"}],"dre":[{"kind":"laundry","amount":"5.00","every":"week"}]` + cost, "37.50"},
		{"the flat expense wins when it is larger", `{"date":"2025-06-02","policy":{"standard_dre":"10.85"},` + anybody + `,"income":[{"kind":"dla_care","amount":"150.00","every":"week"}],"dre":[{"kind":"laundry","amount":"5.00","every":"week"}]` + cost, "26.65"},
		{"a share of disposable income is taken before the cap", `{"date":"2025-06-02","policy":{"share_of_disposable":"0.9"},` + anybody + `,"income":[{"kind":"pension","amount":"150.00","every":"week"}]` + cost, "33.75"},
		{"below the minimum nothing is charged", `{"date":"2025-06-02","policy":{"minimum_charge":"1.25"},` + anybody + `,"income":[{"kind":"pension","amount":"113.74","every":"week"}]` + cost, "0.00"},
		{"at the minimum it is charged", `{"date":"2025-06-02","policy":{"minimum_charge":"1.25"},` + anybody + `,"income":[{"kind":"pension","amount":"113.75","every":"week"}]` + cost, "1.25"},
		{"free services are never charged", head + `"income":[{"kind":"pension","amount":"500.00","every":"week"}],"services":[{"kind":"reablement","weekly_cost":"300.00","free":true},{"kind":"day","weekly_cost":"20.00"}]}`, "20.00"},
		{"who does not say pays in full", head + `"disclosed":false` + cost, "200.00"},
		{"nobody pays below nothing", head + `"income":[{"kind":"pension","amount":"20.00","every":"week"}]` + cost, "0.00"},
		{"a lone parent keeps money for each child", `{"date":"2025-06-02","person":{"age":30,"household":"lone_parent","premiums":["carer"],"children":2,"pension_age":false},"income":[{"kind":"uc","amount":"400.00","every":"week"}]` + cost, "28.25"},
		{"either partner of pension age gives the couple's pension amount", `{"date":"2025-06-02","person":{"age":60,"household":"couple","premiums":[],"children":0,"pension_age":false,"partner_pension_age":true},"income":[{"kind":"pension","amount":"200.00","every":"week"}]` + cost, "22.45"},
		{"somebody of 24 keeps less than one of 25", `{"date":"2025-06-02","person":{"age":24,"household":"single","premiums":[],"children":0,"pension_age":false},"income":[{"kind":"uc","amount":"120.00","every":"week"}]` + cost, "30.85"},
		{"plainly above the limit pays in full", head + `"light_touch":{"ground":"above_limit","consent":true}` + cost, "200.00"},
	} {
		t.Run(c.says, func(t *testing.T) {
			r := assess(t, c.file)
			if got := r.WeeklyCharge.String(); got != c.charge {
				t.Errorf("charge %s, want %s: %+v", got, c.charge, r.Lines)
			}
		})
	}
}

func TestWarnings(t *testing.T) {
	for _, c := range []struct{ says, file, want string }{
		{"an unconfirmed figure", `{"date":"2026-06-01",` + anybody + `}`, "Nobody has confirmed the guarantee's element single_25"},
		{"a guarantee below the law", `{"date":"2025-06-02","policy":{"mig_weekly":"100.00"},` + anybody + `}`, "below the legal one of £112.50"},
		{"light touch", `{"date":"2025-06-02","light_touch":{"ground":"small_charge","consent":true},` + anybody + `}`, "A full assessment may be asked for"},
		{"expenses without a benefit", `{"date":"2025-06-02",` + anybody + `,"dre":[{"kind":"x","amount":"1","every":"week"}]}`, "Disability-related expenses are not counted"},
	} {
		t.Run(c.says, func(t *testing.T) {
			if got := strings.Join(assess(t, c.file).Warnings, "\n"); !strings.Contains(got, c.want) {
				t.Errorf("warnings %q, want %q", got, c.want)
			}
		})
	}
	if w := assess(t, `{"date":"2025-06-02",`+anybody+`}`).Warnings; len(w) != 0 {
		t.Errorf("a confirmed year warns: %q", w)
	}
}

func faults(t *testing.T, text string) charging.Faults {
	t.Helper()
	c, err := charging.Read(strings.NewReader(text))
	if err == nil {
		_, err = charging.Assess(c)
	}
	var all charging.Faults
	if !errors.As(err, &all) {
		t.Fatalf("got %v, want faults", err)
	}
	return all
}

func TestAllFaultsAreToldAtTheirPaths(t *testing.T) {
	bad, err := os.ReadFile("../../../examples/charging/bad.json")
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	for _, f := range faults(t, string(bad)) {
		paths = append(paths, f.Path)
	}
	want := "$.date $.person.premium $.person.age $.person.household $.capital.own $.income[0].amount $.income[0].every $.income[0].disregard"
	if got := strings.Join(paths, " "); got != want {
		t.Errorf("faults at\n%s\nwant\n%s", got, want)
	}
}

func TestWhatACaseMayNotSay(t *testing.T) {
	const person = `"person":{"age":40,"household":"couple","premiums":["enhanced_disability"],"children":0,"pension_age":false}`
	for _, c := range []struct{ says, file, path, message string }{
		{"nothing", ``, "$", "the file ends too early"},
		{"half a file", `{"date":`, "$", "the file ends too early"},
		{"two cases", `{"date":"2025-06-02",` + anybody + `} {}`, "$", "something stands after the case"},
		{"a key twice", `{"date":"2025-06-02","date":"2025-06-03",` + anybody + `}`, "$.date", "stands twice"},
		{"a disregard above its line", `{"date":"2025-06-02",` + anybody + `,"income":[{"kind":"uc","amount":"5.00","every":"week","disregard":"5.01"}]}`, "$.income[0].disregard", "5.01 is above its line, 5.00"},
		{"light touch without consent", `{"date":"2025-06-02",` + anybody + `,"light_touch":{"ground":"small_charge","consent":false}}`, "$.light_touch.consent", "consent"},
		{"a year that nobody knows", `{"date":"2022-06-02",` + anybody + `}`, "$.date", "is not known"},
		{"an element that a couple lacks", `{"date":"2025-06-02",` + person + `}`, "$.person", `"enhanced_disability_couple"`},
		{"a share above one", `{"date":"2025-06-02","policy":{"share_of_disposable":"1.01"},` + anybody + `}`, "$.policy.share_of_disposable", "not a share"},
		{"three decimals", `{"date":"2025-06-02",` + anybody + `,"capital":{"own":"1.005","joint":"0"}}`, "$.capital.own", "is not an amount"},
	} {
		t.Run(c.says, func(t *testing.T) {
			for _, f := range faults(t, c.file) {
				if f.Path == c.path && strings.Contains(f.Message, c.message) {
					return
				}
			}
			t.Errorf("no fault %q at %s among %v", c.message, c.path, faults(t, c.file))
		})
	}
}

func TestAGuaranteeOfItsOwnNeedsNoTable(t *testing.T) {
	r := assess(t, `{"date":"2022-06-02","policy":{"mig_weekly":"148.47"},`+anybody+`}`)
	if r.MIG.String() != "148.47" {
		t.Errorf("guarantee %s", r.MIG)
	}
}

func TestJSONKeepsTheContract(t *testing.T) {
	var b bytes.Buffer
	if err := assess(t, `{"date":"2025-06-02","disclosed":false,`+anybody+`,"services":[{"kind":"day","weekly_cost":"5"}]}`).JSON(&b); err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	for _, k := range []string{"tariff_income", "assessable_income", "mig", "maximum_contribution"} {
		if v, there := got[k]; !there || v != nil {
			t.Errorf("%s is %v at full cost, want null", k, v)
		}
	}
	if got["weekly_charge"] != "5.00" || got["full_cost"] != true || got["warnings"] == nil || got["lines"] == nil {
		t.Errorf("got %s", b.String())
	}
}

func TestComparingNamesTheLinesThatMoved(t *testing.T) {
	with := func(extra string) charging.Result {
		return assess(t, `{"date":"2025-06-02",`+anybody+`,"income":[{"kind":"uc","amount":"150.00","every":"week"}`+extra+`],"services":[{"kind":"day","weekly_cost":"100"}]}`)
	}
	changes := charging.Compare(with(""), with(`,{"kind":"pension","amount":"10.00","every":"week"}`))
	if len(changes) != 2 || changes[0].Label != "Pension" || changes[0].Moved() != 1000 || changes[1].Step != charging.StepContribution {
		t.Errorf("got %+v", changes)
	}
}

func TestAJobLeavesEveryPennyOfItsPay(t *testing.T) {
	c, err := charging.Read(strings.NewReader(`{"date":"2025-06-02",` + anybody + `,"income":[{"kind":"uc","amount":"150.00","every":"week"}],"services":[{"kind":"day","weekly_cost":"100"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	b, err := charging.WhatIf(c, []charging.Item{{Kind: "earnings", Amount: 12000, Every: charging.Week}}, nil)
	if err != nil || b.Left != 12000 || b.After.WeeklyCharge != b.Before.WeeklyCharge {
		t.Errorf("left %s of 120.00, %v", b.Left, err)
	}
	if text := charging.ExplainBetterOff(b, true); !strings.Contains(text, "Money from a job is not counted") || !strings.Contains(text, "£120 a week better off") {
		t.Errorf("said %q", text)
	}
}

func TestBothLettersSayTheSameFigures(t *testing.T) {
	peter, err := os.ReadFile("../../../examples/charging/peter.json")
	if err != nil {
		t.Fatal(err)
	}
	c, err := charging.Read(bytes.NewReader(peter))
	if err != nil {
		t.Fatal(err)
	}
	r, err := charging.Assess(c)
	if err != nil {
		t.Fatal(err)
	}
	standard, easy := charging.Letter(c, r), charging.EasyLetter(c, r)
	for _, figure := range []string{"£110.10", "£171.75", "£454"} {
		if !strings.Contains(standard, figure) || !strings.Contains(easy, figure) {
			t.Errorf("%s does not stand in both letters", figure)
		}
	}
	for _, line := range strings.Split(easy, "\n") {
		if n := len(strings.Fields(line)); n > 15 {
			t.Errorf("%d words in %q", n, line)
		}
	}
}

func TestTheEmbeddedTableIsWhole(t *testing.T) {
	for _, date := range []string{"2021-04-01", "2023-10-02", "2024-06-03", "2026-03-31", "2027-03-31"} {
		rates, known := charging.RatesOn(date)
		if !known || rates.MIG["single_25"].Amount == 0 {
			t.Errorf("%s has no table", date)
		}
		for k, v := range rates.MIG {
			if v.Amount <= 0 || (v.Source == "") == (v.Unconfirmed == "") {
				t.Errorf("%s %s: each figure has a source or says that nobody confirmed it", date, k)
			}
		}
	}
	if _, known := charging.RatesOn("2022-06-01"); known {
		t.Error("2022-23 was not collected, and must not be guessed")
	}
}

func TestNobodyPaysMoreThanTheWeekCosts(t *testing.T) {
	for _, c := range []struct{ maximum, cost, want pence.Pence }{{100, 50, 50}, {50, 100, 50}, {0, 100, 0}, {-5, 100, 0}} {
		if got := charging.Capped(c.maximum, c.cost); got != c.want {
			t.Errorf("Capped(%d, %d) = %d", c.maximum, c.cost, got)
		}
	}
}
