package steer

import (
	"time"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/pence"
	"ourdays/internal/platform/web"
)

// sampleFigures is the year of a small borough on a day in November: its months
// are laid out by the rules from what was spent and what is agreed.
func sampleFigures(today clock.Date) Figures {
	y := YearOf(today)
	lines := []Line{{Key: "days", Name: "Weaverdale Days", InHouse: 1, People: 21, Places: 30, Week: 310000,
		Committed: 9_900_000},
		{Key: "lanes", Name: "Junction Leisure", People: 14, Places: 18, Week: 126000, Committed: 3_700_000}}
	var spent []DayMoney
	var ahead []Weekly
	for i := range lines {
		l := &lines[i]
		for day := y.From.Monday().AddDays(8); day.Before(today); day = day.AddDays(7) {
			spent = append(spent, DayMoney{InHouse: l.InHouse, Day: day, Amount: l.Week})
			l.Spent += l.Week
		}
		ahead = append(ahead, Weekly{InHouse: l.InHouse, From: y.From, To: y.To, Cost: l.Week})
	}
	all := Line{People: 31, Places: 48, Week: lines[0].Week + lines[1].Week, Spent: lines[0].Spent +
		lines[1].Spent,
		Committed: lines[0].Committed + lines[1].Committed}
	kinds := []Line{lines[0], lines[1]}
	kinds[0].Key, kinds[1].Key = InHouse, External
	tiers := []Line{part(all, "1", 4), part(all, "2", 2), all}
	for _, t := range tiers[:2] {
		rest := &tiers[2]
		rest.People, rest.Places, rest.Week = rest.People-t.People, rest.Places-t.Places, rest.Week-t.Week
		rest.Spent, rest.Committed = rest.Spent-t.Spent, rest.Committed-t.Committed
	}
	tiers[2].Key = "3"
	at := clock.At(today, 9*60)
	return Figures{Year: y, At: at, Register: clock.SomeInstant(at.Add(-17 * time.Hour)), All: all,
		Groups:  Groups{InHouse: 17, External: 10, Both: 4},
		Budgets: sampleBudgets(y), Kinds: kinds, Orgs: lines, Tiers: tiers,
		Months: byMonth(y, today, spent, nil, ahead)}
}

// part is one nth of a line, under a key of its own.
func part(l Line, key string, n int) Line {
	share := func(p pence.Pence) pence.Pence { return p.MulDiv(1, int64(n), pence.Down) }
	return Line{Key: key, People: l.People / n, Places: l.Places / n, Week: share(l.Week), Spent: share(l.Spent),
		Committed: share(l.Committed)}
}

func sampleBudgets(y Year) []Budget {
	return []Budget{{ID: "b", YearFrom: y.From, InHouse: 16_000_000, External: 6_500_000,
		Reason: "Agreed by the cabinet in February",
		Actor:  "Rhys Calder",
		Made:   clock.At(y.From, 9*60)}}
}

// sampleOutcomes has a group that is shown and one that is too small.
func sampleOutcomes(today clock.Date) Outcomes {
	reach := func(key, name string, n int) Reach {
		return Reach{Key: key, Name: name, People: n, T: int64(n) * 5120, Baseline: int64(n) * 3890, Fully: n / 3,
			Partially: n / 3,
			NotMet:    n - 2*(n/3),
			Up:        n - n/4, Down: n / 4}
	}
	o := Outcomes{Since: today.AddMonths(-outcomeMonths), All: reach("", "", 30),
		Tiers: []Reach{reach("1", "", 9), reach("2", "", 14), reach("3", "", 7)},
		Orgs:  []Reach{reach("days", "Weaverdale Days", 19), reach("lanes", "Junction Leisure", 3)}}
	suppress(o.Orgs, false)
	return o
}

// Samples are the states of this area's pages, for the gallery.
func Samples() []web.Sample {
	today := clock.D(2026, time.November, 24)
	full, y := sampleFigures(today), YearOf(today)
	none := Figures{Year: y, At: full.At, Months: byMonth(y, today, nil, nil, nil)}
	late := full
	late.Late = 1_842_50
	list := []Told{{Held: today.AddDays(-14), Tier: 3, ToTier: 3, TScore: 5456, TBaseline: 3912,
		Achieved: "partially", Way: "keep"}}
	wrong := Budget{InHouse: -1}
	sample := func(name string, make func(c *web.Ctx) web.Page) web.Sample {
		return web.Sample{Area: "steer", Name: name, Make: make}
	}
	return []web.Sample{
		sample("spend", func(c *web.Ctx) web.Page { return spendPage(c, full) }),
		sample("spend-late", func(c *web.Ctx) web.Page { return spendPage(c, late) }),
		sample("spend-none", func(c *web.Ctx) web.Page { return spendPage(c, none) }),
		sample("outcomes", func(c *web.Ctx) web.Page { return outcomesPage(c, sampleOutcomes(today), 1) }),
		sample("outcomes-none", func(c *web.Ctx) web.Page {
			return outcomesPage(c, Outcomes{Since: today.AddMonths(-outcomeMonths)}, 1)
		}),
		sample("reviews", func(c *web.Ctx) web.Page {
			return reviewsPage(c, listView{page: 1, count: len(list), reviews: list})
		}),
		sample("budget", func(c *web.Ctx) web.Page { return budgetPage(c, sampleBudgets(y), y, budgetForm{}) }),
		sample("budget-refused", func(c *web.Ctx) web.Page {
			p := budgetPage(c, nil, y, budgetForm{InHouse: "-1", External: "lots"})
			if e, ok := fail.As(wrong.Check()); ok {
				p.Errors = e.Fields
			}
			return p
		}),
	}
}
