package charging_test

import (
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"

	"ourdays/internal/engine/charging"
	"ourdays/internal/platform/pence"
)

func read(t testing.TB, text string) charging.Case {
	t.Helper()
	c, err := charging.Read(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func assess(t testing.TB, text string) charging.Result {
	t.Helper()
	r, err := charging.Assess(read(t, text))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func example(t testing.TB, name string) string {
	t.Helper()
	b, err := os.ReadFile("../../../examples/charging/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

const (
	anybody = `"person":{"age":40,"household":"single","premiums":[],"children":0,"pension_age":false}`
	nothing = `"capital":{"own":"0","joint":"0"}`
	head    = `{"date":"2025-06-02",` + anybody + `,` + nothing + `,`
	cost    = `,"services":[{"kind":"day","weekly_cost":"200.00"}]}`
)

// The worked examples W1, W3 and W8 of the project's rules, which councils
// published or which follow from a published rule, each to the penny; W5 to W7
// are in TestTariffIncome. The night element is a published difference.
func TestPublishedExamples(t *testing.T) {
	peter := example(t, "peter.json")
	for _, c := range []struct{ name, source, file, maximum, charge string }{
		{"W1: Peter, 37, alone", "devon.gov.uk: Devon, examples of common financial assessments (2023/24)", peter, "110.10", "110.10"},
		{"W8: Peter with 48.00 of services a week", "devon.gov.uk: Devon, paying for community care: never more than the cost",
			strings.Replace(peter, "454.00", "48.00", 1), "110.10", "48.00"},
		{"W3: a woman of 85, one of a couple", "council appendix 2016-17, local guarantee 148.47",
			`{"date":"2016-06-06","policy":{"mig_weekly":"148.47"},
			"person":{"age":85,"household":"couple","premiums":[],"children":0,"pension_age":true,"partner_pension_age":true},
			"capital":{"own":"9500.00","joint":"0.00"},"income":[{"kind":"state_pension","amount":"122.00","every":"week"},
			{"kind":"private_pension","amount":"60.00","every":"week"},{"kind":"attendance_allowance","amount":"55.10","every":"week"}],
			"dre":[{"kind":"expenses","amount":"25.00","every":"week"}],"services":[{"kind":"home_care","weekly_cost":"300.00"}]}`,
			"63.63", "63.63"},
		{"the night element", "Knowsley 2024-25: guarantee 160.30, and 108.55 - 72.65 = 35.90 left out", `{"date":"2024-06-03",
			"person":{"age":22,"household":"single","premiums":["disability","enhanced_disability"],"children":0,"pension_age":false},
			"capital":{"own":"0.00","joint":"0.00"},"night_care":false,"income":[{"kind":"universal_credit","amount":"160.30","every":"week"},
			{"kind":"pip_daily_living","amount":"108.55","every":"week"}],"services":[{"kind":"day","weekly_cost":"500.00"}]}`, "72.65", "72.65"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := assess(t, c.file)
			if got := r.Means.Maximum.String(); got != c.maximum {
				t.Errorf("the most that can be asked is %s, want %s (%s)", got, c.maximum, c.source)
			}
			if got := r.WeeklyCharge.String(); got != c.charge {
				t.Errorf("the charge is %s, want %s (%s)", got, c.charge, c.source)
			}
		})
	}
}

// Devon's questions and answers (16,500 gives £9), St Helens article 4474
// (15,000 gives £3), and the edges of "£250 or part of £250".
func TestTariffIncome(t *testing.T) {
	const devon, stHelens = "W5, devon.gov.uk questions and answers", "W6, St Helens article 4474"
	const rule, half = "W7, the rule of £250 or part of £250", "half of what is joint, down to the penny"
	for _, c := range []struct{ source, own, joint, tariff string }{
		{devon, "16500.00", "0", "9.00"}, {stHelens, "15000.00", "0", "3.00"},
		{rule, "14250.00", "0", "0.00"}, {rule, "14250.01", "0", "1.00"}, {rule, "14500.00", "0", "1.00"}, {rule, "14500.01", "0", "2.00"},
		{rule, "23250.00", "0", "36.00"}, {rule, "23250.01", "0", "full"},
		{half, "14000.00", "500.01", "0.00"}, {half, "14000.00", "500.02", "1.00"},
		{half, "0", "46500.01", "36.00"}, {half, "0", "46500.02", "full"},
	} {
		t.Run(c.source+": "+c.own+" and "+c.joint, func(t *testing.T) {
			r := assess(t, `{"date":"2025-06-02",`+anybody+`,"capital":{"own":"`+c.own+`","joint":"`+c.joint+`"}`+cost)
			got := "full"
			if r.Means != nil {
				got = r.Means.Tariff.String()
			}
			if got != c.tariff || r.FullCost != (c.tariff == "full") {
				t.Errorf("tariff income is %s, want %s (%s)", got, c.tariff, c.source)
			}
		})
	}
}

func person(text string) string {
	return `{"date":"2025-06-02","person":{` + text + `},` + nothing + `,`
}

func policy(text string) string {
	return `{"date":"2025-06-02","policy":{` + text + `},` + anybody + `,` + nothing + `,`
}

func income(list ...string) string {
	lines := make([]string, len(list))
	for i, l := range list {
		kind, rest, _ := strings.Cut(l, " ")
		amount, every, _ := strings.Cut(rest, " ")
		every, left, has := strings.Cut(every, " ")
		lines[i] = `{"kind":"` + kind + `","amount":"` + amount + `","every":"` + every + `"`
		if has {
			lines[i] += `,"disregard":"` + left + `"`
		}
		lines[i] += "}"
	}
	return `"income":[` + strings.Join(lines, ",") + `]`
}

func TestEachRuleOfTheCalculation(t *testing.T) {
	const laundry = `,"dre":[{"kind":"laundry","amount":"5.00","every":"week"}]`
	for _, c := range []struct{ says, file, charge string }{
		{"a month is 12 of 52 weeks, income rounds down", head + income("pension 1000.00 month") + cost, "118.26"},
		{"a year is 52 weeks", head + income("pension 6000.00 year") + cost, "2.88"},
		{"four weeks divide by four", head + income("pension 800.03 4_weeks") + cost, "87.50"},
		{"housing rounds up", head + income("pension 200.00 week") + `,"housing":[{"kind":"rent","amount":"100.00","every":"month"}]` + cost,
			"64.42"},
		{"disability expenses round up", head + income("dla_care 200.00 week") + `,"dre":[{"kind":"heating","amount":"100.00","every":"year"}]` +
			cost, "85.57"},
		{"a disregard rounds up", head + income("pension 200.00 week", "gift 100.00 month 50.00") + cost, "99.03"},
		{"a disregard rounds up, never above its line", head + income("pension 200.00 week", "gift 100.00 month 100.00") + cost, "87.50"},
		{"earnings are left out", head + income("pension 120.00 week", "earnings 500.00 week") + cost, "7.50"},
		{"mobility and war pensions are left out", head + income("pension 120.00 week", "pip_mobility 77 week", "dla_mobility 9 week",
			"war_pension 60 week") + cost, "7.50"},
		{"only ten pounds of a war widow's pension are left out", head + income("pension 120.00 week", "war_widows_pension 60 week",
			"child_benefit 26 week") + cost, "57.50"},
		{"a disregard replaces the automatic one", head + income("war_pension 150.00 week 10.00") + cost, "27.50"},
		{"an unknown kind counts in full", head + income("rent_from_a_lodger 150.00 week") + cost, "37.50"},
		{"what nobody said of the night is counted", head + income("dla_care 150.00 week") + cost, "37.50"},
		{"care at night is paid from the benefit", head + `"night_care":true,` + income("dla_care 150.00 week") + cost, "37.50"},
		{"without care at night only the lower rate counts", head + `"night_care":false,` + income("attendance_allowance 110.40 week",
			"pension 50 week") + cost, "11.40"},
		{"the lower rate itself has no part for the night", head + `"night_care":false,` +
			income("attendance_allowance 73.90 week", "uc 76.10 week") + cost, "37.50"},
		{"a line's own disregard replaces the night element", head + `"night_care":false,` + income("attendance_allowance 110.40 week 0.40",
			"pension 50 week") + cost, "47.50"},
		{"expenses count only beside a disability benefit", head + income("pension 150.00 week") + laundry + cost, "37.50"},
		{"expenses count beside one", head + income("attendance_allowance 150.00 week") + laundry + cost, "32.50"},
		{"the flat expense wins when it is larger", policy(`"standard_dre":"10.85"`) + income("dla_care 150.00 week") + laundry + cost, "26.65"},
		{"the itemised expenses win when they are larger", policy(`"standard_dre":"4.99"`) + income("dla_care 150.00 week") + laundry + cost,
			"32.50"},
		{"a share of disposable income is taken before the cap", policy(`"share_of_disposable":"0.9"`) + income("pension 150.00 week") + cost,
			"33.75"},
		{"a third of the income is rounded down", policy(`"share_of_disposable":"0.333"`) + income("pension 150.00 week") + cost, "12.48"},
		{"below the minimum nothing is charged", policy(`"minimum_charge":"1.25"`) + income("pension 113.74 week") + cost, "0.00"},
		{"at the minimum it is charged", policy(`"minimum_charge":"1.25"`) + income("pension 113.75 week") + cost, "1.25"},
		{"free services are never charged", head + income("pension 500.00 week") +
			`,"services":[{"kind":"reablement","weekly_cost":"300.00","free":true},{"kind":"day","weekly_cost":"20.00"}]}`, "20.00"},
		{"who does not say pays in full", head + `"disclosed":false` + cost, "200.00"},
		{"nobody pays below nothing", head + income("pension 20.00 week") + cost, "0.00"},
		{"somebody of 24 keeps less than one of 25", person(`"age":24,"household":"single","pension_age":false`) + income("uc 120.00 week") +
			cost, "30.85"},
		{"somebody of 25 keeps the next amount", person(`"age":25,"household":"single","pension_age":false`) + income("uc 120.00 week") + cost,
			"7.50"},
		{"pension age keeps more", person(`"age":70,"household":"single","pension_age":true`) + income("pension 240.00 week") + cost, "7.40"},
		{"a lone parent keeps money for each child",
			person(`"age":30,"household":"lone_parent","premiums":["carer"],"children":2,"pension_age":false`) + income("uc 400.00 week") + cost,
			"28.25"},
		{"a lone parent of pension age keeps the higher amount", person(`"age":70,"household":"lone_parent","children":1,"pension_age":true`) +
			income("pension 400.00 week") + cost, "64.40"},
		{"one of a couple", person(`"age":40,"household":"couple","pension_age":false`) + income("uc 100.00 week") + cost, "11.65"},
		{"a partner of pension age gives the couple's pension amount",
			person(`"age":60,"household":"couple","pension_age":false,"partner_pension_age":true`) + income("pension 200.00 week") + cost, "22.45"},
		{"plainly above the limit pays in full", head + `"light_touch":{"ground":"above_limit","consent":true}` + cost, "200.00"},
		{"a small charge needs no figures", head + `"light_touch":{"ground":"small_charge","consent":true}` + cost, "200.00"},
		{"a small charge with figures follows them", head + income("pension 120 week") +
			`,"light_touch":{"ground":"small_charge","consent":true}` + cost, "7.50"},
		{"means-tested benefits only", head + income("uc 91.20 week") + `,"light_touch":{"ground":"means_tested_benefits_only","consent":true}` +
			cost, "0.00"},
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
	const two = `{"age":68,"household":"single","pension_age":true}`
	for _, c := range []struct{ says, file, want string }{
		{"an unconfirmed figure", `{"date":"2026-06-01",` + anybody + `}`,
			"a single person from 25 to pension age (£120.40, 2026-27) is not confirmed"},
		{"a guarantee below the law", policy(`"mig_weekly":"100.00"`) + `"dre":[]}`, "below the legal one of £112.50"},
		{"light touch", head + `"light_touch":{"ground":"small_charge","consent":true}` + cost, "may ask for a full assessment"},
		{"expenses without a benefit", head + `"dre":[{"kind":"x","amount":"1","every":"week"}]}`, "The disability expenses do not count"},
		{"a standard expense without a benefit", policy(`"standard_dre":"10.85"`) + `"dre":[]}`, "The disability expenses do not count"},
		{"a night rate that nobody confirmed", `{"date":"2024-06-03","night_care":false,` + anybody + `,` + income("dla_care 72.65 week") + `}`,
			"the middle rate of Disability Living Allowance, care (£72.65, 2024-25) is not confirmed"},
		{"above the limit, says who has less", `{"date":"2025-06-02",` + anybody +
			`,"capital":{"own":"900","joint":"0"},"light_touch":{"ground":"above_limit","consent":true}}`,
			"£900, are not above the limit of £23,250"},
		{"benefits only, says who would pay", head + income("uc 150 week") +
			`,"light_touch":{"ground":"means_tested_benefits_only","consent":true}` + cost, "Is the ground right?"},
		{"nothing said of savings", `{"date":"2025-06-02",` + anybody + `}`, "nothing about savings"},
		{"nothing said of pension age", person(`"age":40,"household":"single"`) + `"dre":[]}`,
			"does not say whether the person is of pension age"},
		{"an age that does not fit", person(`"age":80,"household":"single","pension_age":false`) + `"dre":[]}`, "hardly go together"},
		{"a line twice", head + income("uc 5 week", "uc 5 week") + cost, "$.income[1] says the same as $.income[0]"},
		{"an income that hardly anybody has", head + income("uc 8500 week") + cost,
			"$.income[0]: £8,500 a week is far more than most people have. Is it right?"},
		{"a slip in a kind with a rule of its own", head + income("earnigs 5 week") + cost, `"earnings" would be treated by its own rule`},
		{"a rule's words in another form", head + `"income":[{"kind":"PIP mobility","amount":"5","every":"week"}]` + cost, `"pip_mobility"`},
		{"less left out than the rules say", head + income("earnings 50 week 10") + cost, "the rules leave out £50 a week"},
		{"a lone parent of pension age", person(`"age":70,"household":"lone_parent","children":1,"pension_age":true`) + `"dre":[]}`,
			"no amount for a lone parent of pension age"},
	} {
		t.Run(c.says, func(t *testing.T) {
			if got := strings.Join(assess(t, c.file).Warnings, "\n"); !strings.Contains(got, c.want) {
				t.Errorf("warnings %q, want %q", got, c.want)
			}
		})
	}
	for _, quiet := range []string{policy(`"mig_weekly":"112.50"`) + income("uc 120 week") + cost,
		head + income("uc 120 week", "earnings 50 week") + cost,
		`{"date":"2025-06-02","person":` + two + `,` + nothing + `,` + income("state_pension 250 week") + cost} {
		if w := assess(t, quiet).Warnings; len(w) != 0 {
			t.Errorf("confirmed figures warn: %q", w)
		}
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
	paths := map[string]bool{}
	for _, f := range faults(t, example(t, "bad.json")) {
		if paths[f.Path] {
			t.Errorf("%s is told twice", f.Path)
		}
		paths[f.Path] = true
	}
	want := "$.date $.person.premium $.person.age $.person.household $.capital.own $.income[0].amount $.income[0].every $.income[0].disregard"
	for _, p := range strings.Fields(want) {
		if !paths[p] {
			t.Errorf("%s is not told", p)
		}
		delete(paths, p)
	}
	if len(paths) > 0 {
		t.Errorf("told besides: %v", paths)
	}
}

func TestWhatACaseMayNotSay(t *testing.T) {
	const couple = `"age":40,"household":"couple","premiums":["carer","enhanced_disability"],"pension_age":false`
	for _, c := range []struct{ says, file, path, message string }{
		{"nothing", ``, "$", "the file is empty"},
		{"half a file", `{"date":`, "$", "ends too early"},
		{"no JSON", "{\n\"date\" 5}", "$", "line 2: is not JSON"},
		{"a list", `[]`, "$", "must be an object"},
		{"two cases", `{"date":"2025-06-02",` + anybody + `} {}`, "$", "something follows"},
		{"a field twice", `{"date":"2025-06-02","date":"2025-06-03",` + anybody + `}`, "$.date", "stands here twice"},
		{"an unknown field", head + `"incomes":[]}`, "$.incomes", "did you mean income?"},
		{"two letters before a field's name", head + `"xxlight_touch":{}}`, "$.xxlight_touch", "did you mean light_touch?"},
		{"an unknown field with a strange name", head + `"a.b":1}`, `$["a.b"]`, "is not a field"},
		{"no date", `{` + anybody + `}`, "$.date", "is missing"},
		{"a day that no calendar has", `{"date":"2025-02-29",` + anybody + `}`, "$.date", "is not a day"},
		{"no person", `{"date":"2025-06-02"}`, "$.person", "is missing"},
		{"no age", person(`"household":"single"`) + `"dre":[]}`, "$.person.age", "is missing"},
		{"an age of 17", person(`"age":17,"household":"single"`) + `"dre":[]}`, "$.person.age", "for adults"},
		{"half an age", person(`"age":40.5,"household":"single"`) + `"dre":[]}`, "$.person.age", "whole number"},
		{"a premium twice", person(`"age":40,"household":"single","premiums":["carer","carer"]`) + `"dre":[]}`, "$.person.premiums[1]",
			"a second time"},
		{"thirty-one children", person(`"age":40,"household":"single","children":31`) + `"dre":[]}`, "$.person.children", "from 0 to 30"},
		{"a child less than none", person(`"age":40,"household":"single","children":-1`) + `"dre":[]}`, "$.person.children", ""},
		{"null", head + `"income":null}`, "$.income", "must be a list"},
		{"a number for an amount", head + `"income":[{"kind":"uc","amount":5,"every":"week"}]}`, "$.income[0].amount", "in quotes"},
		{"three decimals", `{"date":"2025-06-02",` + anybody + `,"capital":{"own":"1.005","joint":"0"}}`, "$.capital.own", "is not an amount"},
		{"a sign", `{"date":"2025-06-02",` + anybody + `,"capital":{"own":"-1","joint":"0"}}`, "$.capital.own", "is not an amount"},
		{"a slipped amount", `{"date":"2025-06-02",` + anybody + `,"capital":{"own":"99999999999999","joint":"0"}}`, "$.capital.own",
			"must not be above"},
		{"more lines than anybody has", head + `"services":[` + strings.Repeat(`{"kind":"day","weekly_cost":"1"},`, 1000) + `{}]}`, "$.services",
			"at most 1000"},
		{"an empty kind", head + `"housing":[{"kind":"","amount":"5","every":"week"}]}`, "$.housing[0].kind", "must not be empty"},
		{"a disregard above its line", head + income("uc 5.00 week 5.01") + `}`, "$.income[0].disregard", "more than the line"},
		{"a disregard of a cost", head + `"dre":[{"kind":"x","amount":"5","every":"week","disregard":"1"}]}`, "$.dre[0].disregard",
			"is not a field"},
		{"light touch without consent", head + `"light_touch":{"ground":"small_charge","consent":false}}`, "$.light_touch.consent", "consent"},
		{"light touch without a word on consent", head + `"light_touch":{"ground":"small_charge"}}`, "$.light_touch.consent", "is missing"},
		{"light touch on no ground", head + `"light_touch":{"ground":"hurry","consent":true}}`, "$.light_touch.ground", "must be above_limit"},
		{"a share above one", policy(`"share_of_disposable":"1.01"`) + `"dre":[]}`, "$.policy.share_of_disposable", "is not a share"},
		{"a year that nobody collected", `{"date":"2022-06-02",` + anybody + `}`, "$.date", "no guarantee table was collected for 2022-23"},
		{"an element that a couple lacks", person(couple) + `"dre":[]}`, "$.person.premiums[1]", "enhanced_disability_couple"},
		{"couples of 2026-27", `{"date":"2026-06-02","person":{"age":40,"household":"couple"}}`, "$.person.household",
			"one of a couple under pension age"},
		{"the night of a year that nobody collected", `{"date":"2022-06-02","policy":{"mig_weekly":"100"},` + anybody + `,"night_care":false,` +
			income("pip_daily_living 92.40 week") + `}`, "$.night_care", "is not known for 2022-23"},
		{"savings before the rules", `{"date":"2009-06-02","policy":{"mig_weekly":"100"},` + anybody + `,"capital":{"own":"15000"}}`, "$.date",
			"from April 2010"},
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

func TestAShortWordIsNotTakenForAnotherThatIsNear(t *testing.T) {
	for _, f := range faults(t, head+`"dr":[]}`) {
		if f.Path == "$.dr" && !strings.Contains(f.Message, "did you mean") {
			return
		}
	}
	t.Error("dr was taken for dre, or for nothing unknown")
}

func TestThirtyChildrenAreNotTooMany(t *testing.T) {
	read(t, person(`"age":40,"household":"lone_parent","children":30,"premiums":[],"pension_age":false`)+`"dre":[]}`)
}

func TestFiguresThatAreNotNeededMayBeMissing(t *testing.T) {
	for says, file := range map[string]string{
		"a guarantee of the council's own":   `{"date":"2022-06-02","policy":{"mig_weekly":"148.47"},` + anybody + `}`,
		"full cost by savings":               `{"date":"2022-06-02",` + anybody + `,"capital":{"own":"30000","joint":"0"}` + cost,
		"full cost by refusal":               `{"date":"2009-06-02","disclosed":false,` + anybody + cost,
		"limits of somebody without savings": `{"date":"2009-06-02","policy":{"mig_weekly":"100"},` + anybody + cost,
	} {
		if _, err := charging.Assess(read(t, file)); err != nil {
			t.Errorf("%s: %v", says, err)
		}
	}
}

func TestAHandMadeCaseIsCheckedToo(t *testing.T) {
	_, err := charging.Assess(charging.Case{Income: []charging.Income{{Kind: "uc", Amount: -5}}})
	var all charging.Faults
	if !errors.As(err, &all) || !strings.Contains(err.Error(), "$.income[0].amount: must not be below zero") {
		t.Errorf("got %v", err)
	}
}

func TestJSONKeepsTheContract(t *testing.T) {
	keys := []string{"lines", "tariff_income", "assessable_income", "mig", "maximum_contribution", "weekly_cost", "weekly_charge", "full_cost",
		"warnings"}
	for _, c := range []struct {
		file string
		full bool
	}{{head + `"disclosed":false` + cost, true}, {head + income("pension 150 week") + cost, false}} {
		b, err := json.Marshal(assess(t, c.file))
		if err != nil {
			t.Fatal(err)
		}
		var got map[string]any
		if err := json.Unmarshal(b, &got); err != nil {
			t.Fatal(err)
		}
		for _, k := range keys {
			v, there := got[k]
			null := c.full && (k == "tariff_income" || k == "assessable_income" || k == "mig" || k == "maximum_contribution")
			if !there || (v == nil) != null {
				t.Errorf("%s is %v, want null: %t", k, v, null)
			}
		}
		if len(got) != len(keys) || got["full_cost"] != c.full || got["weekly_cost"] != "200.00" {
			t.Errorf("got %s", b)
		}
	}
}

func TestTheEmbeddedTableIsWhole(t *testing.T) {
	for _, day := range []charging.Date{{2021, 4, 1}, {2022, 3, 31}, {2023, 10, 2}, {2024, 6, 3}, {2026, 3, 31}, {2027, 3, 31}} {
		rates := charging.Parameters(day)
		for _, key := range []string{"single_18_24", "single_25", "single_pension", "lone_parent", "pip_daily_living", "attendance_allowance",
			"dla_care"} {
			if v, ok := rates.Value(key); !ok || v.Amount <= 0 || v.Source == "" {
				t.Errorf("%s has no %s with a source", day, key)
			}
		}
	}
	if _, known := charging.Parameters(charging.Date{Year: 2022, Month: 6, Day: 1}).Value("single_25"); known {
		t.Error("2022-23 was not collected, and must not be guessed")
	}
}

func TestThePriceOfAnotherWeek(t *testing.T) {
	means := charging.Result{Means: &charging.Means{Maximum: 5000}, Minimum: 125}
	full := charging.Result{FullCost: true, Minimum: 125}
	for _, c := range []struct {
		who        charging.Result
		cost, want pence.Pence
	}{{means, 9000, 5000}, {means, 4000, 4000}, {means, 124, 0}, {means, 125, 125}, {means, 0, 0}, {full, 9000, 9000}, {full, 100, 0}} {
		if got := c.who.ForWeek(c.cost); got != c.want {
			t.Errorf("a week of %s costs the person %s, want %s", c.cost, got, c.want)
		}
	}
	if charging.Capped(-5, 100) != 0 || charging.Capped(100, 50) != 50 || charging.Capped(50, 100) != 50 {
		t.Error("the cap is not the lower of the two, and never below nothing")
	}
}
