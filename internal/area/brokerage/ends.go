package brokerage

import (
	"slices"

	"ourdays/internal/area/directory"
	"ourdays/internal/platform/clock"
)

// toldEnded is for how many days after its last day a place that ended is told of.
const toldEnded = 14

// endedOfLate is for how many days after its last day weeks are made without a place that
// somebody decided to end.
const endedOfLate = 8 * 7

// endedLately lists the schedules of places that somebody decided to end of late; where the
// agreed time is over nobody decided against the place.
func endedLately(placed []Placement, today clock.Date) []string {
	var all []string
	for _, p := range placed {
		if p.Ending != "" && p.Ending != TimeOver && !p.To.Before(today.AddDays(-endedOfLate)) {
			all = append(all, p.ScheduleID)
		}
	}
	return all
}

// PlaceEnds is a place of which it is decided that it ends.
type PlaceEnds struct {
	Activity directory.Activity
	Last     clock.Date // the last day on which the person goes there
	Over     bool       // it was that day, or nothing follows it
	Never    bool       // it ends before they go there at all
}

// decidedEnds lists the places of a person that end, or have just ended, by a decision.
// Where another place in the same schedule follows, the person goes on there.
func decidedEnds(placed []Placement, today clock.Date) []Placement {
	return slices.DeleteFunc(slices.Clone(placed), func(p Placement) bool {
		told := p.Leaving() || p.Status == Ended && p.Ending != "" && !p.To.Before(today.AddDays(-toldEnded))
		return !told || slices.ContainsFunc(placed, func(o Placement) bool {
			return o.ScheduleID == p.ScheduleID && o.stays()
		})
	})
}
