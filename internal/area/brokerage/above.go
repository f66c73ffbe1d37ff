package brokerage

import (
	"ourdays/internal/area/bookings"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/pence"
)

// Above sets what a person's places cost in their dearest week that is agreed beside what their plan may cost
// a week. It is the one rule by which pages tell that a week costs more than its
// budget: the person, the broker, and whoever lowers a budget read the same sum.
type Above struct {
	Cost   pence.Pence // of the places that go on
	Weekly pence.Pence // of the plan; 0 where no tier is decided
}

// More is by how much the week is above the plan; 0 where it is not, or where
// there is no plan to be above.
func (a Above) More() pence.Pence {
	if a.Weekly == 0 {
		return 0
	}
	return max(0, a.Cost-a.Weekly)
}

// weekCostAfter sums what people come from, nobody has ended and goes on after a day, at the dearest
// price that is agreed for it from then on; steps are what places cost from later days
// on.
func weekCostAfter(list []Placement, steps map[string]bookings.Prices, day clock.Date) (sum pence.Pence) {
	for _, p := range list {
		if !p.stays() || !p.To.After(day) {
			continue
		}
		if len(steps[p.ID]) == 0 {
			sum += p.WeekCost
			continue
		}
		prices := append(bookings.Prices{{Starts: p.From, Price: p.UnitPrice}}, steps[p.ID]...)
		sum += dearestFrom(prices, day.AddDays(1)) * p.weekly()
	}
	return sum
}

// Talk says what a person is told of a week that costs more than their plan, and
// who talks with them about it.
type Talk struct {
	Above
	Who string // by name; empty where nobody is named yet
}
