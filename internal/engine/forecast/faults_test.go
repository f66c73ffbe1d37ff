package forecast_test

import (
	"errors"
	"strings"
	"testing"

	"ourdays/internal/engine/forecast"
)

// faults reads a file that is wrong and gives "line:column path: message".
func faults(t *testing.T, text string) []string {
	t.Helper()
	_, err := forecast.Read(strings.NewReader(text))
	var all forecast.Faults
	if !errors.As(err, &all) {
		t.Fatalf("got %v, want faults", err)
	}
	return strings.Split(all.Error(), "\n")
}

func TestEachFaultIsToldAtItsPlace(t *testing.T) {
	for _, c := range []struct{ says, from, to, want string }{
		{"an unknown key offers the nearest", "phase_in:", "phase_inn:", `unknown key; did you mean "phase_in"?`},
		{"an unknown key deep down", "price: {value: 48", "prise: {value: 48", `cohorts.one_to_one.prise: unknown key; did you mean "price"?`},
		{"a wrong type", "start: 556", "start: many", `people.start: a number is needed here, not "many"`},
		{"a year that is none", "mix:\n  2021:", "mix:\n  soon:", "a year such as 2021 is needed here"},
		{"a year outside a series", "grows_like: none", "grows_like: learning_disability_65\n  arrive: {}", ""},
		{"tiers that do not sum to 1", "specialist: 0.30", "specialist: 0.31", "mix.2021: the tiers sum to 1.01, not 1"},
		{"parts that do not sum to 1", "tier: enablement\n    part: 1", "tier: enablement\n    part: 0.9",
			`the parts of the tier "enablement" sum to 0.9, not 1`},
		{"price shares that do not sum to 1", "share: {value: 0.75", "share: {value: 0.7", "prices: the shares sum to 0.95, not 1"},
		{"a negative number", "in_house: 3700000", "in_house: -1", "today.spend.in_house: is negative (-1)"},
		{"sharing below 1", "sharing: {value: 2, low: 1", "sharing: {value: 2, low: 0.5", "is 0.5; it is at least 1"},
		{"a path that does not exist", "{cohorts.shared.sharing: 1}", "{cohorts.shared.sharig: 1}", `did you mean "cohorts.shared.sharing"?`},
		{"a tier that does not exist", "tier: specialist", "tier: specialst",
			`there is no tier "specialst" in the mix; did you mean "specialist"?`},
		{"low above the value", "{value: 2, low: 1, high: 4", "{value: 2, low: 3, high: 4", "low (3) is above the value (2)"},
		{"the value above high", "{value: 2, low: 1, high: 4", "{value: 5, low: 1, high: 4", "high (4) is below the value (5)"},
		{"low without high", "low: 1, high: 4, assumed", "low: 1, assumed", "low and high come together"},
		{"moves beside a mix of several years", "mix:\n",
			"moves: {specialist: {community: 0.1}}\nmix:\n  2023: {specialist: 0.2, community: 0.6, enablement: 0.2}\n",
			"moves go with one year in mix"},
		{"an option that does not exist", "option: three_tiers, vary: jobs", "option: three_tier, vary: jobs",
			`there is no option "three_tier"; did you mean "three_tiers"?`},
		{"a result that does not exist", "until: saving_by_cause.jobs.2021", "until: saving_by_cause.job.2021",
			`there is no result at "saving_by_cause.job.2021"`},
		{"a key twice", "name: Cheshire", "name: One\nname: Cheshire", "name: this key stands twice"},
		{"another format", "ourdays-forecast/1", "ourdays-forecast/2", `is "ourdays-forecast/2"; this program reads "ourdays-forecast/1"`},
		{"a name with a digit in front", "age_65_74:", "65_74:", "a name starts with a letter"},
		{"an option whose tiers do not sum to 1", "{cohorts.shared.sharing: 1}", "{mix.2021.community: 0.4}",
			"options.no_sharing.set.mix.2021.community: the tiers of 2021 sum to 0.9, not 1"},
		{"an option whose price shares do not sum to 1", "{cohorts.shared.sharing: 1}", "{prices.pay.share: 0.5}",
			"the price shares sum to 0.75, not 1"},
		{"an option's share above 1", "{cohorts.shared.sharing: 1}", "{people.arrive.ehcp.take_up: 2}", "is 2; a share is at most 1"},
		{"a search where the number may not be", "within: [1, 8]", "within: [0, 8]", "begins at 0; cohorts.shared.sharing is at least 1"},
		{"a tier without a cohort", "enablement: 0.20}", "enablement: 0.10, other: 0.10}", `no cohort is of the tier "other"`},
		{"a printed figure of no result", "of: savings_plan.percent_of_today", "of: savings_plan.percent",
			`printed.2.of: there is no result at "savings_plan.percent"`},
		{"an option in which more leave than there are", "{cohorts.shared.sharing: 1}", "{people.leave.deaths: 0.7, people.leave.moves: 0.7}",
			"options.no_sharing.set.people.leave.moves: the shares that leave sum to 1.4, above 1"},
		{"a result of a year that is none offers the nearest", "until: saving_by_cause.jobs.2023", "until: saving_by_cause.jobs.2033",
			`there is no result at "saving_by_cause.jobs.2033"; did you mean "saving_by_cause.jobs.2023"?`},
		{"a printed figure offers the nearest", "of: savings_plan.percent_of_today", "of: savings_plan.percent_of_todey",
			`did you mean "savings_plan.percent_of_today"?`},
		{"growth from a year outside a series", "growth: {from: 2020", "growth: {from: 2018",
			`growth.from: the year 2018 is outside the series "learning_disability_65"`},
		{"growth from nothing", "2020: 89500", "2020: 0", `growth.from: "people_65_and_over" is nothing in 2020: its growth cannot be said`},
		{"people who grow like nothing", "grows_like: none", "grows_like: gone", `there is no series "gone"; did you mean "none"?`},
		{"pounds written as words", "start: 556", `start: "1,556"`, `people.start: a number is needed here, not "1,556"; write 1556`},
		{"a share written in per cent", "specialist: 0.30", "specialist: 30 %", `a number is needed here, not "30 %"; write 0.3`},
		{"an empty value", "start: 556", "start:", "people.start: a number is needed here, not nothing"},
		{"what is no YAML", "tier: enablement", "tier: [enablement", "70:5: file: this is not YAML: did not find expected ',' or ']'"},
		{"a line out of its column", "  start: 556", "   start: 556", "25:3: file: this is not YAML: did not find expected key"},
		{"a name for what is not there", "start: 556", "start: *people", "24:10: file: this is not YAML: unknown anchor 'people' referenced"},
		{"what is not a number", "start: 556", "start: .nan", "a number is needed here, not .nan"},
	} {
		t.Run(c.says, func(t *testing.T) {
			if c.want == "" {
				c.want = "this key stands twice"
			}
			got := faults(t, example(t, c.from, c.to))
			if !strings.Contains(strings.Join(got, "\n"), c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestOneSlipIsOneFault(t *testing.T) {
	for _, c := range []struct{ says, from, to, want string }{
		{"a misspelt tier", "tier: specialist", "tier: specialst", `did you mean "specialist"?`},
		{"a tier that is like none", "tier: enablement", "tier: xyz", `there is no tier "xyz" in the mix`},
		{"a tier that is not said", "tier: enablement\n", "teir: enablement\n", `unknown key; did you mean "tier"?`},
		{"a financial year", "mix:\n  2021:", "mix:\n  2021-22:", "mix.2021-22: a year such as 2021 is needed here; write 2021"},
		{"a financial year in full", "mix:\n  2021:", "mix:\n  2021/2022:", "write 2021"},
		{"two years that are no financial year", "years: {from: 2021", "years: {from: 2021-24", `a whole number is needed here, not "2021-24"`},
		{"a year as a financial year", "years: {from: 2021", "years: {from: 2021-22",
			`years.from: a whole number is needed here, not "2021-22"; write 2021`},
		{"a comma between thousands", "start: 556", "start: 1,556", `people.start: a number is needed here, not "1,556"; write 1556`},
		{"a comma between thousands in braces", "sharing: {value: 2,", "sharing: {value: 2,000,",
			"cohorts.shared.sharing.value: a number has no comma here; write 2000"},
	} {
		t.Run(c.says, func(t *testing.T) {
			got := faults(t, example(t, c.from, c.to))
			if len(got) != 1 || !strings.Contains(got[0], c.want) {
				t.Errorf("got %q, want %q alone", got, c.want)
			}
		})
	}
}

func TestAllFaultsAreToldAtOnceWithLineAndColumn(t *testing.T) {
	got := faults(t, "format: ourdays-forecast/1\nname: x\nyears: {from: 2021, to: 2022}\n"+
		"today: {people: {a: 10}, spend: {b: -5}}\npeople: {start: 5, grows_lik: none}\nmix: {2021: {a: 0.5, b: 0.4}}\ncohrots: {}\n")
	want := []string{
		"4:33: today.spend: is nothing: today's spend is needed",
		"4:37: today.spend.b: is negative (-5)",
		`5:20: people.grows_lik: unknown key; did you mean "grows_like"?`,
		"6:7: mix.2021: the tiers sum to 0.9, not 1",
		`7:1: cohrots: unknown key; did you mean "cohorts"?`,
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestAYearOutsideTheSeriesThatPeopleGrowLikeIsRefused(t *testing.T) {
	got := faults(t, example(t, "to: 2023", "to: 2036", "grows_like: none", "grows_like: learning_disability_65"))
	if !strings.Contains(strings.Join(got, "\n"), `people.grows_like: the year 2036 is outside the series "learning_disability_65"`) {
		t.Errorf("got %q", got)
	}
}

// A fault that only follows from another one hides the place to mend.
func TestOneMistakeIsToldOnce(t *testing.T) {
	for _, c := range []struct{ from, to, want string }{
		{"years: {from: 2021, to: 2023}", "years: {from: soon, to: 2023}", "years.from: a whole number is needed here"},
		{"start: 556", "strat: 556", `people.strat: unknown key; did you mean "start"?`},
		{"age_65_74: {people:", "age_65_74: {peple:", "demand.learning_disability_65.bands.age_65_74"},
		{"within: [1, 8]", "within: 8", "two numbers are needed here"},
		{"cohorts:\n", "cohrots:\n", `cohrots: unknown key; did you mean "cohorts"?`},
	} {
		got := faults(t, example(t, c.from, c.to))
		if !strings.Contains(got[0], c.want) || len(got) > 1 && !strings.Contains(got[1], c.want) || len(got) > 2 {
			t.Errorf("%s: got %q", c.to, got)
		}
	}
}

func TestSharesMaySumToOneAsCloselyAsTheyAreWritten(t *testing.T) {
	read(t, example(t, "enablement: 0.20}", "enablement: 0.2005}"))
	if got := faults(t, example(t, "enablement: 0.20}", "enablement: 0.2006}")); len(got) != 1 {
		t.Errorf("got %q", got)
	}
}

func TestFaultsOfEveryPartAreToldTogether(t *testing.T) {
	got := strings.Join(faults(t, example(t, "start: 556", "start: -1", "{cohorts.shared.sharing: 1}", "{mix.2021.community: 0.4}",
		"of: savings_plan.percent_of_today", "of: savings_plan.percent")), "\n")
	for _, part := range []string{"people.start: is negative", "the tiers of 2021 sum to 0.9", "there is no result at"} {
		if !strings.Contains(got, part) {
			t.Errorf("%q is not told beside the others:\n%s", part, got)
		}
	}
}

func TestAPrintedFigureOfAValueThatWasNotFoundIsRefused(t *testing.T) {
	_, err := read(t, example(t, "within: [1, 8]", "within: [1, 2]", "of: savings_plan.percent_of_today",
		"of: solved.sharing_for_target.value")).Run(nil)
	var all forecast.Faults
	if !errors.As(err, &all) || all[0].Line == 0 || !strings.Contains(all[0].Message, "found no value") {
		t.Errorf("got %v", err)
	}
}

func TestFiguresBeyondAllBoundsAreRefused(t *testing.T) {
	_, err := read(t, example(t, "in_house: 3700000", "in_house: 1e308", "external: 1900000", "external: 1e308")).Run(nil)
	if err == nil || !strings.Contains(err.Error(), "the figures of 2021 are beyond what can be computed") {
		t.Errorf("got %v", err)
	}
}

func FuzzReadNeverPanicsAndFaultsHavePlaces(f *testing.F) {
	f.Add("format: ourdays-forecast/1\nname: x\nyears: {from: 2021}\ntoday: {people: {a: 1}, spend: {a: 1}}\npeople: {start: 1}\nmix: {2021: {a: 1}}\ncohorts: {c: {tier: a, part: 1, unit: year, price: 1}}\n")
	f.Add("a: &x {b: *x}\n")
	f.Add("[1, 2")
	f.Add("\"0\"00")
	f.Add("{\"format\": 3}")
	f.Fuzz(func(t *testing.T, text string) {
		m, err := forecast.Read(strings.NewReader(text))
		if err != nil {
			var all forecast.Faults
			if !errors.As(err, &all) || len(all) == 0 || all[0].Line < 1 || all[0].Message == "" {
				t.Fatalf("a fault without a place: %v", err)
			}
			return
		}
		if len(m.Years()) > 30 {
			return
		}
		for _, s := range m.Sheets() {
			if len(s.Lines) == 0 {
				t.Fatal("an option without lines")
			}
		}
	})
}
