package brokerage

import (
	"ourdays/internal/area/matching"
	"testing"
)

// A table has one cell for an hour: what clashes shares it, and no row has more
// cells than there are days.
func TestWhatClashesSharesABlock(t *testing.T) {
	at := func(id string, day, start, end int) matching.Candidate {
		c := matching.Candidate{Slots: []matching.Slot{{Day: day, Start: start, End: end}}}
		c.Schedule.ID = id
		return c
	}
	in := blocks(matching.Week{at("a", 1, 600, 720), at("b", 1, 660, 780), at("c", 1, 790, 840), at("d", 2, 600, 660)})
	a := in[hour{1, 20}]
	if len(a.all) != 2 || a.tall != 4 || !a.begins(hour{1, 20}) || a.begins(hour{1, 21}) || in[hour{1, 23}] != a {
		t.Errorf("the first block is %+v", a)
	}
	if in[hour{1, 24}] != nil || in[hour{1, 26}].all[0].Schedule.ID != "c" || in[hour{2, 20}].all[0].Schedule.ID != "d" {
		t.Error("another block is not where it begins")
	}
}
