package demo

import (
	"regexp"
	"slices"
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
				wrong("the money is looked at soon after the agreement, and before the week is agreed")
			}
			if !c.agreed.Before(c.from) || c.taken.Before(c.agreed) || !c.taken.Before(c.from) {
				wrong("plan, referral and first place are out of order")
			}
			if c.from.DaysSince(c.agreed) > 4*7 || d.tier == plans.Enablement && c.from != d.since {
				wrong("the places do not begin with the plan")
			}
			if year := c.until.DaysSince(c.taken) + 1; year > 366 || c.until.Before(b.today) && d.leaves.IsZero() {
				wrong("the budget does not run for a year, or is over")
			}
			if c.again.After(c.until) || workday(c.again) != c.again {
				wrong("the yearly review is after the year, or on a day on which nobody works")
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

func TestNoSocialWorkerHasMorePeopleThanTheyCanKnow(t *testing.T) {
	const most = 35
	for size, seed := range map[int]uint64{FewestPeople: 1, 200: 2, DefaultPeople: 3, 5000: 1} {
		b, n := thought(t, size, seed), map[int]int{}
		for _, d := range slices.Concat(b.served(), b.newcomers) {
			n[d.worker]++
			if d.worker >= b.social {
				t.Errorf("of %d: %s has worker %d of %d", size, d.FullName(), d.worker, b.social)
			}
		}
		for worker, people := range n {
			if people > most || people < 1 {
				t.Errorf("of %d: worker %d has %d people", size, worker, people)
			}
		}
	}
}

// lastYear and thisYear are amounts of benefits before and from April 2026.
var (
	lastYear = regexp.MustCompile(`"(110\.40|73\.90|77\.05|29\.20|140\.55|138\.20|823\.41|740\.25)"`)
	thisYear = regexp.MustCompile(`"(114\.60|76\.70|30\.30|145\.90|854\.70|768\.38)"`)
)

func TestBenefitsAreThoseOfTheDayOfTheAssessment(t *testing.T) {
	b, n := thought(t, DefaultPeople, 1), [2]int{}
	for _, d := range b.people {
		if d.money == "" {
			continue
		}
		for i, text := range []string{d.livesOn(clock.D(2026, 4, 5)), d.livesOn(clock.D(2026, 4, 6))} {
			if []*regexp.Regexp{thisYear, lastYear}[i].MatchString(text) {
				t.Errorf("an amount of another year: %s", text)
			}
			if []*regexp.Regexp{lastYear, thisYear}[i].MatchString(text) {
				n[i]++
			}
		}
		before, after := regexp.MustCompile(`"state_pension","amount":"([0-9.]+)`).FindStringSubmatch(d.livesOn(clock.D(2026, 4, 5))),
			regexp.MustCompile(`"state_pension","amount":"([0-9.]+)`).FindStringSubmatch(d.livesOn(clock.D(2026, 4, 6)))
		if before != nil && (before[1] == after[1] || len(after[1]) != len("241.30")) {
			t.Errorf("a pension of %s is %s after April", before[1], after[1])
		}
		if d.course.assessed.Before(clock.D(2026, 4, 6)) != !d.course.april.IsZero() {
			t.Errorf("%s was assessed on %s and anew on %s", d.FullName(), d.course.assessed, d.course.april)
		}
	}
	if n[0] < DefaultPeople/2 || n[1] < DefaultPeople/2 {
		t.Errorf("%d and %d people have benefits", n[0], n[1])
	}
	if got := risen(`{"kind":"state_pension","amount":"230.25"}`); !strings.Contains(got, "241.30") {
		t.Errorf("the new State Pension is %s", got)
	}
}
