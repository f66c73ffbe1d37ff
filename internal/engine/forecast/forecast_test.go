package forecast_test

import (
	"fmt"
	"math"
	"os"
	"strings"
	"testing"

	"ourdays/internal/engine/forecast"
)

func read(t testing.TB, text string) *forecast.Model {
	t.Helper()
	m, err := forecast.Read(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func run(t testing.TB, text string) *forecast.Result {
	t.Helper()
	res, err := read(t, text).Run(nil)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// example is the report's file; changes replace text in it, and each must.
func example(t testing.TB, changes ...string) string {
	t.Helper()
	b, err := os.ReadFile("../../../examples/cheshire-east-2021.yaml")
	if err != nil {
		t.Fatal(err)
	}
	text := string(b)
	for i := 0; i < len(changes); i += 2 {
		if !strings.Contains(text, changes[i]) {
			t.Fatalf("the example does not hold %q", changes[i])
		}
		text = strings.ReplaceAll(text, changes[i], changes[i+1])
	}
	return text
}

func want(t testing.TB, what string, got, want, within float64) {
	t.Helper()
	if math.Abs(got-want) > within || math.IsNaN(got) {
		t.Errorf("%s is %.4f, want %.4f", what, got, want)
	}
}

// The worked values are those of part 4 of the contract, which an evaluator
// written from its text alone gave.
func TestTheReportIsReproduced(t *testing.T) {
	res := run(t, example(t))
	three := res.Options["three_tiers"]
	for _, y := range res.Years {
		want(t, "spend", three.Spend[y], 5_749_040, 1)
		want(t, "keep", three.Keep[y], 5_600_000, 1)
		want(t, "cash saving", three.SavingCash[y], -149_040, 1)
		want(t, "run-rate saving", three.SavingRunRate[y], -149_040, 1)
		want(t, "spend without sharing", res.Options["no_sharing"].Spend[y], 6_616_400, 1)
		want(t, "spend of keeping the model", res.Options["keep"].Spend[y], 5_600_000, 1)
	}
	want(t, "growth of people of 65 and over", res.Growth.Population["people_65_and_over"].Percent, 32.40, 0.01)
	ld := res.Growth.Demand["learning_disability_65"]
	want(t, "growth from summed bands", ld.Percent, 27.20, 0.01)
	want(t, "growth from printed totals", *ld.PercentPrinted, 28.11, 0.01)
	for y, n := range map[int]float64{2020: 250, 2025: 265, 2030: 294, 2035: 318} {
		want(t, "demand", res.Demand["learning_disability_65"].Total[y], n, 0.001)
	}
	want(t, "people of 65 and over in 2022", res.Population["people_65_and_over"][2022], 92_860, 0.01)
	want(t, "sharing for the target", *res.Solved["sharing_for_target"].Value, 3.704, 0.001)
	want(t, "price for the target", *res.Solved["price_for_target"].Value, 60.80, 0.01)
	want(t, "jobs for the target", *res.Solved["jobs_for_target"].Value, 53.82, 0.01)
	want(t, "people in work for year 3", *res.Solved["jobs_for_year_3"].Value, 32.29, 0.01)
	want(t, "share of one year's spend", res.SavingsPlan.PercentOfToday, 4.464, 0.001)
	want(t, "share of the run-rate", res.SavingsPlan.PercentRunRate, 2.679, 0.001)
	want(t, "cash of each year's reading", res.SavingsPlan.EachYear.CashTotal, 250_000, 0)
	want(t, "run-rate of each year's reading", res.SavingsPlan.EachYear.FinalRunRate, 150_000, 0)
	want(t, "cash of the added reading", res.SavingsPlan.Added.CashTotal, 380_000, 0)
	want(t, "run-rate of the added reading", res.SavingsPlan.Added.FinalRunRate, 250_000, 0)
}

func TestEveryPlaceWhereTheReportDiffersHasANote(t *testing.T) {
	var paths []string
	for _, n := range run(t, example(t)).Notes {
		paths = append(paths, n.Path)
	}
	wanted := []string{"demand.learning_disability_65.total.2020", "demand.learning_disability_65.total.2035",
		"growth.demand.learning_disability_65.percent", "savings_plan.percent_run_rate"}
	if strings.Join(paths, " ") != strings.Join(wanted, " ") {
		t.Errorf("notes at %v, want %v", paths, wanted)
	}
}

// The seven rows of the implied cost of the mix, after the report's CE 5.8.
func TestTheImpliedCostOfTheMix(t *testing.T) {
	for _, c := range []struct{ week, weeks, price, sharing, total string }{
		{"3", "50", "35", "2", "2488100"},
		{"3", "50", "52.50", "2", "2925950"},
		{"3", "50", "70", "2", "3363800"},
		{"5", "52", "35", "2", "4231160"},
		{"5", "52", "70", "2", "5749040"},
		{"5", "52", "70", "4", "5315360"},
		{"5", "52", "70", "1", "6616400"},
	} {
		t.Run(strings.Join([]string{c.week, c.weeks, c.price, c.sharing}, " "), func(t *testing.T) {
			res := run(t, example(t, "value: 5, assumed", "value: "+c.week+", assumed", "{value: 5, low: 3, high: 5",
				"{value: "+c.week+", low: 3, high: 5",
				"weeks: {value: 52", "weeks: {value: "+c.weeks, "{value: 70, low: 35", "{value: "+c.price+", low: 35",
				"{value: 2, low: 1", "{value: "+c.sharing+", low: 1"))
			var total float64
			for _, r := range c.total {
				total = total*10 + float64(r-'0')
			}
			want(t, "spend", res.Options["three_tiers"].Spend[2021], total, 1)
		})
	}
}

func TestPhasesMovesJobsAndPricesAsWorked(t *testing.T) {
	res := run(t, example(t,
		"phase_in:\n  2021: {value: 1, assumed: \"everybody at once, to see the whole effect; the report says over three years\"}",
		"phase_in: {2021: 0, 2022: 0.2, 2023: 0.5, 2024: 1}",
		"{value: 70, low: 35, high: 70, source: CE 5.8}", "60",
		"growth: {2022: {value: 0, assumed: prices of 2021 throughout}, 2023: {value: 0, assumed: prices of 2021 throughout}}\n  other",
		"growth: {2022: 0.04, 2023: 0.04}\n  other",
		"deaths: {value: 0,", "deaths: {value: 0.02,", "moves: {value: 0,", "moves: {value: 0.01,",
		"2022: {value: 0, assumed: \"Figure", "2022: {value: 40, assumed: \"Figure", "2023: {value: 0, assumed: \"Figure",
		"2023: {value: 40, assumed: \"Figure",
		"new: {2021: {value: 0,", "new: {2022: 8, 2021: {value: 6,", "kept: {value: 1,", "kept: {value: 0.8,",
		"savings_plan:", "one_off: {travel_training: {2021: 40000}}\nsavings_plan:",
		"  price_for_target: {option: three_tiers, vary: cohorts.specialist.price, within: [35, 70], until: spend.2021, equals: 5350000}\n", ""))
	o := res.Options["three_tiers"]
	for y, w := range map[int][5]float64{
		2021: {556, 5_600_000, 5_543_666, 16_334, 84_798},
		2022: {553.32, 5_740_197.41, 5_578_623.30, 161_574.11, 205_339.02},
		2023: {550.72, 5_884_625.76, 5_612_730.62, 271_895.14, 346_671.92},
	} {
		want(t, "people", o.People[y], w[0], 0.01)
		want(t, "keep", o.Keep[y], w[1], 0.01)
		want(t, "spend", o.Spend[y], w[2], 0.01)
		want(t, "cash saving", o.SavingCash[y], w[3], 0.01)
		want(t, "run-rate saving", o.SavingRunRate[y], w[4], 0.01)
		causes := o.SavingByCause
		want(t, "sum of the causes", causes.Model[y]+causes.Jobs[y]+causes.OneOff[y], o.SavingCash[y], 1e-6)
	}
}

func TestPercentilesOfOneRangedNumber(t *testing.T) {
	for _, draws := range []string{"10000", "40000"} {
		res := run(t, example(t, "a_week: {value: 5, low: 3, high: 5,", "a_week: {value: 5,",
			"{value: 2, low: 1, high: 4,", "{value: 2,", "count: 10000", "count: "+draws))
		got := res.Options["three_tiers"].Range.Spend[2021]
		want(t, "10th percentile", got.Low, 4_711_156, 2_000)
		want(t, "90th percentile", got.High, 5_671_147, 2_000)
	}
}

// An evaluator written from the contract's text alone, in another language, gave
// these figures for a file in which every part of the format stands.
func TestEverythingAtOnceAsAnIndependentEvaluatorHasIt(t *testing.T) {
	text, err := os.ReadFile("testdata/everything.yaml")
	if err != nil {
		t.Fatal(err)
	}
	res := run(t, string(text))
	for _, c := range []struct {
		option string
		year   int
		want   [9]float64 // people, unmet, keep, spend, cash and run-rate saving, transport, meals, income
	}{
		{"base", 2024, [9]float64{486.69, 44.59, 4859890.67, 4124533.83, 735356.84, 923633.23, 320257.1, 142606.86, 141100.07}},
		{"base", 2028, [9]float64{505.2, 54.45, 5181640.11, 3576983.78, 1604656.33, 1604656.33, 310300.34, 131602.31, 141234.1}},
		{"keep", 2024, [9]float64{486.69, 44.59, 4859890.67, 4814880.62, 45010.05, 45010.05, 320257.1, 142606.86, 141100.07}},
		{"keep", 2028, [9]float64{505.2, 54.45, 5181640.11, 5129618.48, 52021.63, 52021.63, 310300.34, 131602.31, 141234.1}},
		{"later", 2024, [9]float64{505.68, 84.53, 5049599.58, 4398081.16, 651518.42, 1071408.83, 272252.65, 114290.31, 124198.41}},
		{"later", 2028, [9]float64{522.07, 81.3, 5354614.46, 3321927.17, 2032687.3, 2032687.3, 281798.41, 114233.64, 131556.05}},
		{"other_mix", 2024, [9]float64{492.9, 146.94, 5134992.7, 3704520.09, 1430472.61, 1795404.5, 219355.74, 86255.23, 104914.68}},
		{"other_mix", 2028, [9]float64{522.25, 166.45, 5582961.82, 2639067.65, 2943894.17, 2943894.17, 211583.3, 77662.4, 104910.51}},
	} {
		o, y := res.Options[c.option], c.year
		got := [9]float64{o.People[y], o.Unmet[y], o.Keep[y], o.Spend[y], o.SavingCash[y], o.SavingRunRate[y], o.Transport[y], o.Meals[y],
			o.Income[y]}
		for i, w := range c.want {
			want(t, fmt.Sprintf("%s in %d, figure %d", c.option, y, i), got[i], w, 0.01)
		}
	}
	base := res.Options["base"]
	want(t, "people in work", base.Jobs.InWork[2028], 11.20, 0.01)
	want(t, "places for 60 without one", *res.Solved["places"].Value, 132.857, 0.01)
	want(t, "growth of demand from its rates", res.Growth.Demand["learning_disability"].Percent, 6.667, 0.001)
	want(t, "cash of the plan, added", res.SavingsPlan.Added.CashTotal, 160_000, 0)
	if first := base.Sensitivity[0]; first.Path != "cohorts.shared.sharing" {
		t.Errorf("the largest swing is %s", first.Path)
	}
	want(t, "sharing at its low end", base.Sensitivity[0].AtLow, 4_703_885.33, 0.01)
	want(t, "sharing at its high end", base.Sensitivity[0].AtHigh, 3_295_258.39, 0.01)
	// From 40,000 draws of its own; here 400 are drawn.
	want(t, "10th percentile of spend", base.Range.Spend[2028].Low, 3_312_977, 33_000)
	want(t, "90th percentile of spend", base.Range.Spend[2028].High, 4_045_629, 40_000)
}
