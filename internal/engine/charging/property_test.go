package charging_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ourdays/internal/engine/charging"
	"ourdays/internal/platform/pence"
)

var (
	periods = []charging.Period{charging.Week, charging.FourWeeks, charging.Month, charging.Year}
	kinds   = []string{"state_pension", "earnings", "pip_daily_living", "pip_mobility", "dla_care", "attendance_allowance", "uc",
		"war_widows_pension"}
)

func someMoney(t *rapid.T, name string, most int64) pence.Pence {
	return pence.Pence(rapid.Int64Range(0, most).Draw(t, name))
}

// someCase draws a case that can be assessed.
func someCase(t *rapid.T) charging.Case {
	night := rapid.Bool().Draw(t, "night care")
	year := rapid.SampledFrom([]int{2021, 2023, 2024, 2025}).Draw(t, "year")
	c := charging.Case{Date: charging.Date{Year: year, Month: 6, Day: 2}, NightCare: &night,
		Refused: rapid.IntRange(0, 9).Draw(t, "refuses") == 0, Person: somePerson(t),
		Capital: charging.Capital{Own: someMoney(t, "own", 2_400_000), Joint: someMoney(t, "joint", 100_000)},
		Policy: charging.Policy{Share: &charging.Share{Num: rapid.Int64Range(0, 1000).Draw(t, "share"), Den: 1000},
			MinimumCharge: someMoney(t, "minimum", 300), StandardDRE: someMoney(t, "standard", 2000)}}
	for range rapid.IntRange(0, 4).Draw(t, "incomes") {
		in := charging.Income{Kind: rapid.SampledFrom(kinds).Draw(t, "kind"), Amount: someMoney(t, "income", 200_000),
			Every: rapid.SampledFrom(periods).Draw(t, "every")}
		if rapid.IntRange(0, 3).Draw(t, "own disregard") == 0 {
			left := someMoney(t, "disregard", int64(in.Amount))
			in.Disregard = &left
		}
		c.Income = append(c.Income, in)
	}
	if c.LightTouch = someGround(t); c.LightTouch != nil && c.LightTouch.Ground == charging.SmallCharge && len(c.Income) == 0 {
		c.LightTouch = nil // without any figures it is the cost; the first figure would make it an assessment by means
	}
	for range rapid.IntRange(0, 2).Draw(t, "costs") {
		c.Housing = append(c.Housing, charging.Expense{Kind: "rent", Amount: someMoney(t, "housing", 20_000),
			Every: rapid.SampledFrom(periods).Draw(t, "every")})
		c.DRE = append(c.DRE, charging.Expense{Kind: "laundry", Amount: someMoney(t, "dre", 5_000),
			Every: rapid.SampledFrom(periods).Draw(t, "every")})
	}
	for range rapid.IntRange(0, 3).Draw(t, "services") {
		c.Services = append(c.Services, charging.Service{Kind: "day", WeeklyCost: someMoney(t, "cost", 60_000),
			Free: rapid.Bool().Draw(t, "free")})
	}
	return c
}

func someGround(t *rapid.T) *charging.LightTouch {
	grounds := []charging.Ground{"", "", "", charging.AboveLimit, charging.SmallCharge, charging.BenefitsOnly}
	if g := rapid.SampledFrom(grounds).Draw(t, "ground"); g != "" {
		return &charging.LightTouch{Ground: g, Consent: true}
	}
	return nil
}

func somePerson(t *rapid.T) charging.Person {
	p := charging.Person{Age: rapid.IntRange(18, 90).Draw(t, "age"), PensionAge: rapid.Bool().Draw(t, "pension age"),
		Household: rapid.SampledFrom([]charging.Household{charging.Single, charging.LoneParent, charging.Couple}).Draw(t, "household"),
		Children:  rapid.IntRange(0, 3).Draw(t, "children")}
	if p.Household != charging.Couple && rapid.Bool().Draw(t, "premium") {
		p.Premiums = []charging.Premium{charging.Disability, charging.Carer}
	}
	return p
}

func charge(t *rapid.T, c charging.Case) charging.Result {
	r, err := charging.Assess(c)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// sound says what holds of every result.
func sound(r charging.Result) error {
	var sum pence.Pence
	for _, l := range r.Lines {
		sum += l.Amount
	}
	switch {
	case r.WeeklyCharge < 0 || r.WeeklyCharge > r.WeeklyCost:
		return errors.New("the charge is " + r.WeeklyCharge.String() + " of " + r.WeeklyCost.String())
	case sum != r.WeeklyCharge:
		return errors.New("the lines add up to " + sum.String() + ", the charge is " + r.WeeklyCharge.String())
	case r.ForWeek(r.WeeklyCost) != r.WeeklyCharge:
		return errors.New("the price of the same week is another")
	}
	return nil
}

func TestTheChargeIsTheSumOfTheLinesAndNeverAboveTheCost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		if err := sound(charge(t, someCase(t))); err != nil {
			t.Fatal(err)
		}
	})
}

func TestOneMorePoundOfIncomeNeverLowersTheCharge(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := someCase(t)
		before := charge(t, c)
		more := c
		if len(c.Income) > 0 && rapid.Bool().Draw(t, "on a line") {
			more.Income = slices.Clone(c.Income)
			more.Income[rapid.IntRange(0, len(c.Income)-1).Draw(t, "line")].Amount += 100
		} else {
			more.Income = append(slices.Clone(c.Income), charging.Income{Kind: "state_pension", Amount: 100, Every: charging.Week})
		}
		if after := charge(t, more); after.WeeklyCharge < before.WeeklyCharge {
			t.Fatalf("from %s to %s", before.WeeklyCharge, after.WeeklyCharge)
		}
	})
}

func TestOneMorePoundOfSavingsNeverLowersTheCharge(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := someCase(t)
		before := charge(t, c)
		c.Capital.Own += 100
		if after := charge(t, c); after.WeeklyCharge < before.WeeklyCharge {
			t.Fatalf("from %s to %s", before.WeeklyCharge, after.WeeklyCharge)
		}
	})
}

func TestOneMorePoundOfExpenseNeverRaisesTheCharge(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := someCase(t)
		before := charge(t, c)
		more := charging.Expense{Kind: "heating", Amount: 100, Every: rapid.SampledFrom(periods).Draw(t, "every")}
		if rapid.Bool().Draw(t, "housing") {
			c.Housing = append(slices.Clone(c.Housing), more)
		} else {
			c.DRE = append(slices.Clone(c.DRE), more)
		}
		if after := charge(t, c); after.WeeklyCharge > before.WeeklyCharge {
			t.Fatalf("from %s to %s", before.WeeklyCharge, after.WeeklyCharge)
		}
	})
}

func TestTheDifferencesAddUpToTheChangeOfTheCharge(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := charging.Compare(charge(t, someCase(t)), charge(t, someCase(t)))
		var sum pence.Pence
		for _, ch := range c.Changes {
			sum += ch.Difference
			if ch.Why == "" || ch.Name == "" {
				t.Fatalf("a change without a name or a reason: %+v", ch)
			}
		}
		if sum != c.Difference() {
			t.Fatalf("changes add up to %s, the charge moved by %s", sum, c.Difference())
		}
	})
}

func TestACaseIsWrittenAsTheFileThatReadsTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := someCase(t)
		b, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		again, err := charging.Read(bytes.NewReader(b))
		if err != nil {
			t.Fatalf("%v in %s", err, b)
		}
		if !reflect.DeepEqual(charge(t, c), charge(t, again)) {
			t.Fatalf("another result after %s", b)
		}
	})
}

// FuzzRead feeds the reader anything: no panic, faults with paths, and what is
// accepted gives a sound result, letters and JSON.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{head + income("uc 120 month 3") + cost, example(f, "peter.json"), example(f, "bad.json"),
		`{"date":"2025-06-02","person":null,"income":{}}`, strings.Repeat("[", 40), "\xef\xbb\xbf{}", `{"a":1,"a":2}`,
		head + `"light_touch":{"ground":"above_limit","consent":true}` + cost} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c, err := charging.Read(strings.NewReader(text))
		var r charging.Result
		if err == nil {
			r, err = charging.Assess(c)
		}
		if err != nil {
			var all charging.Faults
			if !errors.As(err, &all) {
				t.Fatalf("%v is no list of faults", err)
			}
			for _, fault := range all {
				if !strings.HasPrefix(fault.Path, "$") || fault.Message == "" {
					t.Fatalf("a fault without place or words: %+v", fault)
				}
			}
			return
		}
		if err := sound(r); err != nil {
			t.Fatal(err)
		}
		kept, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := charging.Read(bytes.NewReader(kept)); err != nil || !reflect.DeepEqual(c, again) {
			t.Fatalf("kept as %s it reads as %+v, %v; it was %+v", kept, again, err, c)
		}
		if _, err := json.Marshal(charging.Compare(r, r)); err != nil {
			t.Fatal(err)
		}
		_ = charging.Write(r, charging.Standard).String() + charging.Write(r, charging.Easy).String()
	})
}

func BenchmarkAssess(b *testing.B) {
	c := read(b, example(b, "peter.json"))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := charging.Assess(c); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkAssessUnknownKinds has twelve kinds that no rule knows, the
// slowest to be looked at for slips.
func BenchmarkAssessUnknownKinds(b *testing.B) {
	c := read(b, example(b, "peter.json"))
	for i := range 12 {
		c.Income = append(c.Income, charging.Income{Kind: "annuity from a firm " + string(rune('a'+i)), Amount: 1000, Every: charging.Month})
	}
	for b.Loop() {
		if _, err := charging.Assess(c); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	text := example(b, "peter.json")
	for b.Loop() {
		read(b, text)
	}
}

// BenchmarkAprilChange10000 assesses 10,000 people before and after an April
// and compares, without storage.
func BenchmarkAprilChange10000(b *testing.B) {
	c := read(b, example(b, "peter.json"))
	for b.Loop() {
		moved := 0
		for i := range 10_000 {
			c.Income[0].Amount = 20_000 + pence.Pence(i)
			c.Date = charging.Date{Year: 2025, Month: 3, Day: 31}
			before, err := charging.Assess(c)
			if err != nil {
				b.Fatal(err)
			}
			c.Date = charging.Date{Year: 2025, Month: 4, Day: 7}
			after, err := charging.Assess(c)
			if err != nil {
				b.Fatal(err)
			}
			moved += len(charging.Compare(before, after).Changes)
		}
		if moved == 0 {
			b.Fatal("April moved nothing")
		}
	}
}
