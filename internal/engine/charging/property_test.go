package charging_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ourdays/internal/engine/charging"
	"ourdays/internal/platform/pence"
)

// someCase draws a case that can be assessed.
func someCase(t *rapid.T) charging.Case {
	amount := func(name string, most int64) pence.Pence { return pence.Pence(rapid.Int64Range(0, most).Draw(t, name)) }
	every := func(name string) charging.Every {
		return rapid.SampledFrom([]charging.Every{charging.Week, charging.FourWeeks, charging.Month, charging.Year}).Draw(t, name)
	}
	kinds := []string{"state_pension", "earnings", "pip_daily_living", "pip_mobility", "dla_care", "attendance_allowance", "uc"}
	night := rapid.Bool().Draw(t, "night care")
	c := charging.Case{Date: rapid.SampledFrom([]string{"2021-06-01", "2024-06-03", "2025-06-02"}).Draw(t, "date"), Disclosed: true,
		NightCare: &night, Own: amount("own", 2_400_000), Joint: amount("joint", 100_000),
		Person: charging.Person{Age: rapid.IntRange(18, 90).Draw(t, "age"), Household: charging.Single, PensionAge: rapid.Bool().Draw(t, "pension age")},
		Policy: charging.Policy{ShareMillion: rapid.Int64Range(0, 1_000_000).Draw(t, "share"), MinimumCharge: amount("minimum", 300), StandardDRE: amount("standard", 2000)},
	}
	for range rapid.IntRange(0, 4).Draw(t, "incomes") {
		c.Income = append(c.Income, charging.Item{Kind: rapid.SampledFrom(kinds).Draw(t, "kind"), Amount: amount("income", 200_000), Every: every("every")})
	}
	for range rapid.IntRange(0, 2).Draw(t, "costs") {
		c.Housing = append(c.Housing, charging.Item{Kind: "rent", Amount: amount("housing", 20_000), Every: every("every")})
		c.DRE = append(c.DRE, charging.Item{Kind: "laundry", Amount: amount("dre", 5_000), Every: every("every")})
	}
	for range rapid.IntRange(0, 3).Draw(t, "services") {
		c.Services = append(c.Services, charging.Service{Kind: "day", WeeklyCost: amount("cost", 60_000), Free: rapid.Bool().Draw(t, "free")})
	}
	return c
}

func charge(t *rapid.T, c charging.Case) charging.Result {
	r, err := charging.Assess(c)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestTheChargeLiesBetweenNothingAndTheWeeksCost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		if r := charge(t, someCase(t)); r.WeeklyCharge < 0 || r.WeeklyCharge > r.WeeklyCost {
			t.Fatalf("charge %s of %s", r.WeeklyCharge, r.WeeklyCost)
		}
	})
}

func TestTheLinesAddUpToTheCharge(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := charge(t, someCase(t))
		var sum pence.Pence
		for _, l := range r.Lines {
			if charging.Sums(l.Step) {
				sum += l.Amount
			}
		}
		if sum != r.WeeklyCharge {
			t.Fatalf("lines sum to %s, the charge is %s: %+v", sum, r.WeeklyCharge, r.Lines)
		}
	})
}

func TestOneMorePoundOfIncomeNeverLowersTheCharge(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := someCase(t)
		before := charge(t, c)
		c.Income = append(c.Income, charging.Item{Kind: "state_pension", Amount: 100, Every: charging.Week})
		if after := charge(t, c); after.WeeklyCharge < before.WeeklyCharge {
			t.Fatalf("from %s to %s", before.WeeklyCharge, after.WeeklyCharge)
		}
	})
}

func TestOneMorePoundOfExpenseNeverRaisesTheCharge(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := someCase(t)
		before := charge(t, c)
		more := charging.Item{Kind: "heating", Amount: 100, Every: charging.Week}
		if rapid.Bool().Draw(t, "housing") {
			c.Housing = append(c.Housing, more)
		} else {
			c.DRE = append(c.DRE, more)
		}
		if after := charge(t, c); after.WeeklyCharge > before.WeeklyCharge {
			t.Fatalf("from %s to %s", before.WeeklyCharge, after.WeeklyCharge)
		}
	})
}

func FuzzReadAndAssessNeverPanic(f *testing.F) {
	f.Add(`{"date":"2025-06-02",` + anybody + `,"capital":{"own":"5","joint":"1"},"income":[{"kind":"uc","amount":"1","every":"week"}]}`)
	f.Add(`{"date":"2025-06-02","person":null,"income":{}}`)
	f.Add(`[[[[[[[[[[[[[[[[[[[[[[[[`)
	f.Fuzz(func(t *testing.T, text string) {
		c, err := charging.Read(strings.NewReader(text))
		if err != nil {
			return
		}
		r, err := charging.Assess(c)
		if err == nil && (r.WeeklyCharge < 0 || r.WeeklyCharge > r.WeeklyCost) {
			t.Fatalf("charge %s of %s", r.WeeklyCharge, r.WeeklyCost)
		}
	})
}

func BenchmarkAssess(b *testing.B) {
	c, err := charging.Read(strings.NewReader(`{"date":"2024-06-03","person":{"age":37,"household":"single","premiums":["disability"],"children":0,"pension_age":false},
		"capital":{"own":"15000","joint":"0"},"income":[{"kind":"esa","amount":"225.45","every":"week"},{"kind":"pip_daily_living","amount":"101.75","every":"week"},
		{"kind":"pip_mobility","amount":"26.90","every":"week"}],"housing":[{"kind":"rent","amount":"10","every":"month"}],
		"dre":[{"kind":"laundry","amount":"5.77","every":"week"}],"services":[{"kind":"day","weekly_cost":"454"}]}`))
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := charging.Assess(c); err != nil {
			b.Fatal(err)
		}
	}
}
