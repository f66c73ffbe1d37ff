package demo

import (
	"testing"

	"ourdays/internal/platform/clock"
)

// meetings counts, of each activity, the groups that begin at one place on one
// day at the same time.
func (b *borough) meetings() map[meeting]int {
	n := map[meeting]int{}
	for _, o := range b.offers {
		for _, of := range o.groupsOf {
			for _, g := range of {
				for _, day := range g.slot.days {
					n[meeting{o.title, g.site.Name, dayWords[day], g.slot.start}]++
				}
			}
		}
	}
	return n
}

type meeting struct {
	title, place, day string
	start             int
}

func TestNoTwoGroupsOfAnActivityMeetAtOnePlaceDayAndHour(t *testing.T) {
	empty, err := newBorough(Options{Seed: 1}, clock.D(2026, 11, 24))
	if err != nil {
		t.Fatal(err)
	}
	empty.openGroups()
	empty.meetApart(t, 0, 1)
	for size, seeds := range map[int]uint64{FewestPeople: 4, 200: 4, DefaultPeople: 4} {
		for seed := range seeds {
			thought(t, size, seed+1).meetApart(t, size, seed+1)
		}
	}
}

func (b *borough) meetApart(t *testing.T, size int, seed uint64) {
	t.Helper()
	for m, n := range b.meetings() {
		if n > 1 {
			t.Errorf("%d people, seed %d: %d groups of %s meet at %q on %s at %d:%02d", size, seed, n, m.title, m.place,
				m.day, m.start/60, m.start%60)
		}
	}
}
