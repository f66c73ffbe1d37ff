package forecast_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"runtime"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ourdays/internal/engine/forecast"
	"ourdays/internal/engine/forecast/report"
)

// someFile draws a small file; extra lines are added to it.
func someFile(t *rapid.T, extra string) string {
	share := rapid.IntRange(0, 100).Draw(t, "share")
	one := rapid.IntRange(0, 100).Draw(t, "part")
	num := func(name string, lo, hi int) int { return rapid.IntRange(lo, hi).Draw(t, name) }
	return fmt.Sprintf(`format: ourdays-forecast/1
name: drawn
years: {from: 2021, to: 2026}
today: {people: {a: 300, b: 256}, spend: {a: 3000000, b: %d}}
people: {start: %d, leave: {deaths: 0.0%d}, arrive: {young: {leavers: {2022: %d, 2026: %d}, take_up: 0.4}}}
mix: {2021: {high: %g, low: %g}}
moves: {high: {low: 0.0%d}, low: {high: 0.0%d}}
phase_in: {2021: 0, 2023: 0.%d, 2025: 1}
cohorts:
  centre: {tier: high, part: 1, unit: day, price: {value: 60, low: 40, high: 70}, a_week: 4, weeks: 50}
  alone: {tier: low, part: %g, unit: session, price: 48, a_week: 3, weeks: 50}
  shared: {tier: low, part: %g, unit: session, price: 48, a_week: 3, weeks: 50, sharing: %d, places: %d}
prices: {pay: {share: 0.7, growth: {2022: 0.0%d}}, other: {share: 0.3, growth: {2024: 0.02}}}
jobs: {new: {2022: %d}, saving: 4645, kept: 0.9}
one_off: {reviews: {2022: 20000}}
draws: {count: 300, seed: 7}
%s`, num("spend", 1, 4000000), num("start", 1, 900), num("deaths", 0, 9), num("leavers", 0, 40), num("later", 0, 40),
		float64(share)/100, float64(100-share)/100, num("down", 0, 9), num("up", 0, 9), num("phase", 0, 9),
		float64(one)/100, float64(100-one)/100, num("sharing", 1, 4), num("places", 0, 400), num("growth", 0, 9),
		num("jobs", 0, 20), extra)
}

func compute(t *rapid.T, text string) *forecast.Result {
	m, err := forecast.Read(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	res, err := m.Run(nil)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func TestCausesSumToTheSavingAndMixesConservePeople(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := compute(t, someFile(t, "")).Options["central"]
		for y, people := range o.People {
			c := o.SavingByCause
			if d := c.Model[y] + c.Jobs[y] + c.OneOff[y] - o.SavingCash[y]; math.Abs(d) > 1e-6 {
				t.Fatalf("%d: causes miss the saving by %v", y, d)
			}
			if d := o.Served[y] + o.Unmet[y] - people; math.Abs(d) > 1e-6 {
				t.Fatalf("%d: %v people got lost between tiers", y, d)
			}
		}
	})
}

func TestMorePeopleNeverCostLess(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := someFile(t, "options: {few: {set: {people.start: 400}}, many: {set: {people.start: 401}}}")
		res := compute(t, strings.Replace(text, "new: {2022:", "new: {2031:", 1))
		for y, few := range res.Options["few"].Spend {
			if many := res.Options["many"].Spend[y]; many < few-1e-6 {
				t.Fatalf("%d: one more person costs %v less", y, few-many)
			}
		}
	})
}

func TestAnOptionEqualToTheBaseGivesItsFigures(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		res := compute(t, someFile(t, "options: {base: {}, same: {set: {cohorts.centre.a_week: 4}}}"))
		a, b := res.Options["base"], res.Options["same"]
		if asJSON(t, a) != asJSON(t, b) {
			t.Fatal("the same numbers give other figures")
		}
	})
}

func asJSON(t *rapid.T, v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestAFileWrittenBackMeansTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := someFile(t, "")
		m, err := forecast.Read(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := m.Write(&b); err != nil {
			t.Fatal(err)
		}
		if asJSON(t, compute(t, text)) != asJSON(t, compute(t, b.String())) {
			t.Fatal("the file written back gives other figures")
		}
	})
}

func TestTheExamplesWrittenBackMeanTheSame(t *testing.T) {
	for _, name := range []string{"cheshire-east-2021.yaml", "options-2021.yaml", "your-council.yaml"} {
		text, err := os.ReadFile("../../../examples/" + name)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := read(t, string(text)).Write(&b); err != nil {
			t.Fatal(err)
		}
		if resultJSON(t, string(text)) != resultJSON(t, b.String()) {
			t.Errorf("%s written back gives other figures", name)
		}
	}
}

func TestWideningARangeNeverNarrowsTheResult(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := someFile(t, "options: {narrow: {}, wide: {set: {cohorts.centre.price: {value: 60, low: 30, high: 80}}}}")
		res := compute(t, text)
		for y, n := range res.Options["narrow"].Range.Spend {
			w := res.Options["wide"].Range.Spend[y]
			if w.High-w.Low < n.High-n.Low-1e-6 {
				t.Fatalf("%d: the wider range gives %v to %v, the narrower %v to %v", y, w.Low, w.High, n.Low, n.High)
			}
		}
	})
}

func TestDrawsAreTheSameOnAnyNumberOfCores(t *testing.T) {
	text := example(t, "count: 10000", "count: 12000")
	before := runtime.GOMAXPROCS(1)
	one := resultJSON(t, text)
	runtime.GOMAXPROCS(4)
	four := resultJSON(t, text)
	runtime.GOMAXPROCS(before)
	if one != four {
		t.Error("one core and four give other figures")
	}
	if other := resultJSON(t, strings.Replace(text, "seed: 1", "seed: 2", 1)); other == one {
		t.Error("another seed gives the same draws")
	}
}

func TestMemoryStaysFlatInTheNumberOfDraws(t *testing.T) {
	used := func(draws string) uint64 {
		m := read(t, example(t, "count: 10000", "count: "+draws))
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		if _, err := m.Run(nil); err != nil {
			t.Fatal(err)
		}
		runtime.ReadMemStats(&after)
		return after.TotalAlloc - before.TotalAlloc
	}
	few, many := used("20000"), used("100000")
	if many > few+1<<20 {
		t.Errorf("20,000 draws take %d bytes, 100,000 take %d", few, many)
	}
}

func resultJSON(t *testing.T, text string) string {
	t.Helper()
	var b bytes.Buffer
	if err := report.JSON(&b, run(t, text)); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
