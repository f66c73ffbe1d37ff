package demo

import (
	"strings"
	"testing"

	"ourdays/internal/area/funds"
	"ourdays/internal/area/plans"
	"ourdays/internal/platform/clock"
)

// coursesOf thinks boroughs up on each day of a week, since what is late hangs on
// the weekday.
func coursesOf(t *testing.T, look func(*testing.T, *borough)) {
	t.Helper()
	for i := range 7 {
		b, err := think(Options{People: DefaultPeople, Seed: uint64(i + 1)}, clock.D(2026, 11, 23+i))
		if err != nil {
			t.Fatal(err)
		}
		look(t, b)
	}
}

func TestPlansAreAgreedAllTheYear(t *testing.T) {
	coursesOf(t, func(t *testing.T, b *borough) {
		days, months := map[clock.Date]int{}, map[[2]int]int{}
		for _, d := range b.people {
			days[d.course.agreed]++
			if d.tier != plans.Enablement {
				months[[2]int{d.course.agreed.Year, int(d.course.agreed.Month)}]++
			}
		}
		for day, n := range days {
			if n > 20 {
				t.Errorf("%d plans were agreed on %s", n, day)
			}
		}
		if len(months) < 9 {
			t.Errorf("plans were agreed in %d months: %v", len(months), months)
		}
	})
}

func TestAFewReviewsAreLateAndTheOthersSpread(t *testing.T) {
	coursesOf(t, func(t *testing.T, b *borough) {
		late, held, ahead := 0, 0, map[int]int{}
		for _, d := range b.people {
			if b.overdue(d) {
				late++
			}
			if len(d.course.looks) > 0 {
				held++
			}
			if d.tier != plans.Enablement {
				ahead[int(d.course.again.Month)]++
			}
		}
		if late < 3 || late > 18 {
			t.Errorf("%s: %d reviews are late", b.today, late)
		}
		if held < DefaultPeople*8/10 {
			t.Errorf("%s: %d of %d people had a review", b.today, held, DefaultPeople)
		}
		if len(ahead) < 9 {
			t.Errorf("the yearly reviews fall in %d months: %v", len(ahead), ahead)
		}
	})
}

func TestWhatBelongsToAPlanComesInItsOrder(t *testing.T) {
	coursesOf(t, func(t *testing.T, b *borough) {
		for _, d := range b.served() {
			c, wrong := d.course, func(what string) {
				t.Errorf("%s, tier %d, since %s, %+v: %s", d.FullName(), d.tier, d.since, d.course, what)
			}
			if c.assessed.Before(c.agreed) || c.assessed.DaysSince(c.agreed) > 14 || c.taken.Before(c.assessed) {
				wrong("the money is looked at soon after the agreement, and before the week begins")
			}
			if !c.taken.Before(b.begin) && c.taken.After(d.since) {
				wrong("the week is known after its first day, when registers were kept")
			}
			if d.since.After(b.first.AddDays(planBefore+20)) && !c.agreed.Before(d.since) {
				wrong("the plan is agreed after its week began")
			}
			for i, l := range c.looks {
				if !l.on.After(c.agreed) || !l.on.Before(b.today) || i > 0 && !l.on.After(c.looks[i-1].on) {
					wrong("the reviews are out of order")
				}
				if l.turns != (i == len(c.looks)-1 && d.turn.of != "") {
					wrong("the last review of who has a turn, and no other, makes it")
				}
			}
			if d.turn.of != "" && len(c.looks) == 0 {
				wrong("the turn has no review")
			}
			if workday(c.agreed) != c.agreed || workday(c.assessed) != c.assessed || workday(c.taken) != c.taken {
				wrong("something happens on a day on which nobody works")
			}
		}
	})
}

// The figures of some years, and of couples in some, are not known: the demo is
// filled all the same, on any day.
func TestEverybodysMoneyCanBeAssessedInAnyYear(t *testing.T) {
	for _, today := range []clock.Date{clock.D(2026, 4, 3), clock.D(2026, 11, 27), clock.D(2027, 6, 1), clock.D(2029, 1, 15)} {
		b, err := think(Options{People: DefaultPeople, Seed: 1}, today)
		if err != nil {
			t.Fatal(err)
		}
		late := 0
		for _, d := range b.people {
			if d.money == "" {
				continue
			}
			as := d.circumstancesOn()
			if _, _, err := funds.Compute(as); err != nil && as != "" {
				t.Errorf("on %s: %s: %v", today, as, err)
			}
			if !strings.Contains(as, d.course.assessed.String()) {
				late++
			}
		}
		if today.Year == 2026 && late > DefaultPeople/8 {
			t.Errorf("on %s %d assessments are not of their plan's day", today, late)
		}
	}
}
