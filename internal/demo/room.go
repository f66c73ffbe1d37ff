package demo

import (
	"cmp"
	"slices"

	"ourdays/internal/area/brokerage"
	"ourdays/internal/area/plans"
	"ourdays/internal/platform/pence"
)

// goesOn is how much of the money of a new week may go to places that go on, in percent:
// with the rest the broker finds something.
const goesOn = 60

// makeRoom ends the dearest of somebody's places, whose week a review changes, with the
// week in which the borough is met: one at least, and more until what goes on leaves money.
// A broker who is handed a full week has nothing to look for. One place stays.
func (w *writer) makeRoom(d *dweller, r *plans.Review) {
	left := slices.SortedStableFunc(slices.Values(d.places), func(p, q brokerage.Placement) int {
		return cmp.Compare(q.WeekCost, p.WeekCost)
	})
	var cost pence.Pence
	for _, p := range left {
		cost += p.WeekCost
	}
	for len(left) > 1 && (len(r.EndPlaces) == 0 || cost > r.Weekly*goesOn/100) {
		r.EndPlaces = append(r.EndPlaces, left[0].ID)
		cost -= left[0].WeekCost
		left = left[1:]
	}
	r.LastDay = w.today.Monday().AddDays(6)
}

// asksBroker reports whether what the turn changes goes to a broker.
func (t turn) asksBroker() bool { return t.way == plans.ChangeTier || t.way == plans.ChangeWeek }
