package forecast_test

import (
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
			res := run(t, example(t, "value: 5, assumed", "value: "+c.week+", assumed", "{value: 5, low: 3, high: 5", "{value: "+c.week+", low: 3, high: 5",
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
		"phase_in: {2021: 1}", "phase_in: {2021: 0, 2022: 0.2, 2023: 0.5, 2024: 1}",
		"{value: 70, low: 35, high: 70, source: CE 5.8}", "60",
		"not in the report}, growth: {2022: 0, 2023: 0}}\n  other", "not in the report}, growth: {2022: 0.04, 2023: 0.04}}\n  other",
		"deaths: 0, moves: 0", "deaths: 0.02, moves: 0.01",
		"2022: {value: 0, assumed", "2022: {value: 40, assumed", "2023: {value: 0, assumed", "2023: {value: 40, assumed",
		"new: {2021: 0}, saving: 4645, kept: 1", "new: {2021: 6, 2022: 8}, saving: 4645, kept: 0.8",
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
