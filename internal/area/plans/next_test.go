package plans

import (
	"testing"

	"ourdays/internal/platform/clock"
)

// A review in the first weeks once moved the next one by a year, so that nobody looked
// whether the plan works.
func TestTheNextReviewIsByTheRules(t *testing.T) {
	decided := clock.D(2026, 11, 23)
	agreed := Plan{Tier: Personalised, DecidedOn: clock.SomeDate(decided)}
	clocked := Plan{Tier: Enablement, DecidedOn: clock.SomeDate(decided), EnablementWeeks: 12}
	clocked.startClock(clock.D(2026, 12, 7))
	for _, k := range []struct {
		says         string
		plan         Plan
		held, begins clock.Date
		next         clock.Date
		rule         string
	}{
		{"before the first session", agreed, decided.AddDays(3), clock.D(2026, 12, 7), decided.AddDays(56), "first"},
		{"in its first weeks", agreed, decided.AddDays(41), clock.Date{}, decided.AddDays(56), "first"},
		{"as the first check, after six weeks", agreed, decided.AddDays(42), clock.Date{}, decided.AddDays(42).AddMonths(12), "later"},
		{"later", agreed, decided.AddDays(200), clock.Date{}, decided.AddDays(200).AddMonths(12), "later"},
		{"late, and support is still to begin", agreed, decided.AddDays(50), decided.AddDays(63), decided.AddDays(63 + 55), "begins"},
		{"before enablement has begun", clocked, decided, clock.D(2026, 12, 7), clock.D(2027, 1, 17), "first"},
		{"at the check of week 6", clocked, clock.D(2027, 1, 15), clock.Date{}, clock.D(2027, 2, 14), "exit"},
		{"at the end of enablement", clocked, clock.D(2027, 2, 20), clock.Date{}, clock.D(2027, 2, 28), "clock"},
	} {
		t.Run(k.says, func(t *testing.T) {
			if day, rule := k.plan.next(k.held, k.begins); day != k.next || rule != k.rule {
				t.Errorf("by %s as %s, want %s as %s", day, rule, k.next, k.rule)
			}
		})
	}
}

// A next review that is later than its rule is told with the rule; one that is refused
// anyway, after a year or after enablement, is not told twice.
func TestANextReviewThatIsLaterThanTheRuleHasIt(t *testing.T) {
	decided := clock.D(2026, 11, 23)
	agreed := Plan{Tier: Personalised, DecidedOn: clock.SomeDate(decided)}
	clocked := Plan{Tier: Enablement, DecidedOn: clock.SomeDate(decided), EnablementWeeks: 12}
	clocked.startClock(clock.D(2026, 12, 7))
	check := decided.AddDays(56)
	for _, k := range []struct {
		says               string
		plan               Plan
		held, begins, next clock.Date
		rule               string
	}{
		{"the last day of the first check", agreed, decided.AddDays(3), clock.Date{}, check, ""},
		{"after the first check", agreed, decided.AddDays(3), clock.Date{}, check.AddDays(1), "first"},
		{"later than support needs", agreed, check, check.AddDays(7), check.AddDays(7 + 56), "begins"},
		{"more than a year", agreed, check, clock.Date{}, check.AddMonths(13), ""},
		{"after the planning of the end", clocked, clock.D(2027, 1, 15), clock.Date{}, clock.D(2027, 2, 15), "exit"},
		{"after enablement", clocked, clock.D(2027, 2, 20), clock.Date{}, clock.D(2027, 3, 1), ""},
	} {
		if day, rule := k.plan.laterThan(k.held, k.begins, k.next); rule != k.rule || day.IsZero() != (rule == "") {
			t.Errorf("%s: later than %s as %q, want %q", k.says, day, rule, k.rule)
		}
	}
}
