package forecast_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"ourdays/internal/engine/forecast"
)

// appraisal is the file of four options; changes replace text in it.
func appraisal(t testing.TB, changes ...string) string {
	t.Helper()
	b, err := os.ReadFile("../../../examples/options-2021.yaml")
	if err != nil {
		t.Fatal(err)
	}
	text := string(b)
	for i := 0; i < len(changes); i += 2 {
		if !strings.Contains(text, changes[i]) {
			t.Fatalf("the appraisal does not hold %q", changes[i])
		}
		text = strings.ReplaceAll(text, changes[i], changes[i+1])
	}
	return text
}

func chance(t *testing.T, m *forecast.Model, option string) forecast.Chance {
	t.Helper()
	for _, c := range m.Chances() {
		if c.Option == option {
			return c
		}
	}
	t.Fatalf("nothing is said of %s", option)
	return forecast.Chance{}
}

// cheapestIn names the option with the lowest spend of the last year.
func cheapestIn(res *forecast.Result) string {
	last, best := res.Years[len(res.Years)-1], res.Order[0]
	for _, name := range res.Order {
		if res.Options[name].Spend[last] < res.Options[best].Spend[last] {
			best = name
		}
	}
	return best
}

func TestWhatMustBeTrueForAnOptionIsTrue(t *testing.T) {
	m := read(t, appraisal(t))
	c := chance(t, m, "three_tiers")
	if c.Lead >= 0 || len(c.Alone) != 1 || c.Alone[0].Path != "cohorts.specialist.price" || !c.Alone[0].Below {
		t.Fatalf("three tiers: got %+v", c)
	}
	priced := func(price float64) string {
		return cheapestIn(run(t, appraisal(t, "price: {value: 52.50, low: 35", fmt.Sprintf("price: {value: %g, low: 35", price))))
	}
	if got := priced(c.Alone[0].Value - 0.005); got != "three_tiers" {
		t.Errorf("just below %v the cheapest is %s", c.Alone[0].Value, got)
	}
	if got := priced(c.Alone[0].Value + 0.005); got != "no_buildings" {
		t.Errorf("just above %v the cheapest is %s", c.Alone[0].Value, got)
	}
	winner := chance(t, m, "no_buildings")
	if winner.Lead <= 0 || len(winner.Alone) != 1 || winner.Alone[0].Below {
		t.Errorf("the cheapest: got %+v", winner)
	}
	want(t, "where the cheapest loses", winner.Alone[0].Value, c.Alone[0].Value, 1e-6)
}

func TestWhatSeveralNumbersMustBeTogetherIsTrue(t *testing.T) {
	c := chance(t, read(t, appraisal(t)), "direct_payments_for_all")
	if len(c.Alone) != 0 || len(c.Together) < 2 || c.AtBest <= 0 {
		t.Fatalf("got %+v", c)
	}
	var set []string
	for _, x := range c.Together {
		set = append(set, fmt.Sprintf("%s: %g", x.Path, x.Value))
	}
	all := strings.Join(set, ", ")
	text := appraisal(t, "keep_the_model: {model: today, set: {", "keep_the_model: {model: today, set: {"+all+", ",
		"three_tiers: {}", "three_tiers: {set: {"+all+"}}", "    set:\n", "    set:\n      "+strings.Join(set, "\n      ")+"\n")
	if got := cheapestIn(run(t, text)); got != "direct_payments_for_all" {
		t.Errorf("with %s the cheapest is %s", all, got)
	}
	if c.Beyond == nil || !c.Beyond.Outside {
		t.Fatalf("outside the ranges: got %+v", c.Beyond)
	}
}

func TestAnOptionThatNothingMakesTheCheapestSaysByHowMuchItMisses(t *testing.T) {
	c := chance(t, read(t, appraisal(t)), "keep_the_model")
	if len(c.Alone)+len(c.Together) > 0 || c.AtBest >= 0 || c.AtBest < c.Lead {
		t.Errorf("got %+v", c)
	}
}

func TestOneOptionHasNothingToBeComparedWith(t *testing.T) {
	if all := read(t, "format: ourdays-forecast/1\nname: x\nyears: {from: 2021}\ntoday: {people: {a: 1}, spend: {a: 1}}\npeople: {start: 1}\n"+
		"mix: {2021: {a: 1}}\ncohorts: {c: {tier: a, part: 1, unit: year, price: 1}}\n").Chances(); len(all) > 0 {
		t.Errorf("got %+v", all)
	}
}
