package demo

import (
	"regexp"
	"slices"
	"testing"

	"ourdays/internal/platform/clock"
)

// sizes are the boroughs that are no larger than that of the report.
var sizes = map[int]uint64{FewestPeople: 4, 200: 4, DefaultPeople: 4}

func eachSize(t *testing.T, look func(*testing.T, *borough)) {
	t.Helper()
	empty, err := newBorough(Options{Seed: 1}, clock.D(2026, 11, 24))
	if err != nil {
		t.Fatal(err)
	}
	empty.openGroups()
	empty.seat()
	look(t, empty)
	for size, seeds := range sizes {
		for seed := range seeds {
			look(t, thought(t, size, seed+1))
		}
	}
}

func TestNoActivityIsTwiceAtOnePlaceAtTheSameTime(t *testing.T) {
	eachSize(t, func(t *testing.T, b *borough) {
		for _, o := range b.offers {
			list := slices.Concat(o.groupsOf...)
			for i, g := range list {
				for _, h := range list[i+1:] {
					shared := slices.ContainsFunc(g.slot.days, func(d int) bool { return slices.Contains(h.slot.days, d) })
					if shared && g.slot.start < h.slot.end && h.slot.start < g.slot.end {
						t.Errorf("%d people, seed %d: %s is at %q on %s and on %s", b.size, b.seed, o.title, g.site.Name,
							g.slot.rule(), h.slot.rule())
					}
				}
			}
		}
	})
}

// A building is counted by the quarter of an hour here, and by the half in the program.
func TestNoBuildingOffersMorePlacesAtOnceThanItHolds(t *testing.T) {
	eachSize(t, func(t *testing.T, b *borough) {
		type at struct {
			site         string
			day, quarter int
		}
		places := map[at]int{}
		for _, g := range b.groups() {
			if g.seats < max(1, g.taken) || g.seats > g.places() {
				t.Errorf("%s has %d places for %d people and %d of its teams", g.offer.title, g.seats, g.taken, g.places())
			}
			for _, day := range g.slot.days {
				for q := g.slot.start / 15; g.site.key != "" && q < g.slot.end/15; q++ {
					places[at{g.site.key, day, q}] += g.seats
				}
			}
		}
		over := map[string]int{}
		for a, n := range places {
			if room := b.sites[a.site].Capacity; n > room {
				over[a.site] = max(over[a.site], n-room)
			}
		}
		for site, n := range over {
			t.Errorf("%d people, seed %d: %s offers %d places more than its %d", b.size, b.seed, site, n, b.sites[site].Capacity)
		}
	})
}

// titleHours are words of titles and the hours at which such things may begin.
var titleHours = map[string][2]int{`(?i)sunrise|morning|breakfast|\bearly\b`: {6 * 60, 12 * 60}, `(?i)afternoon|matin`: {12 * 60, 17 * 60},
	`(?i)\b(night|evenings?|after dark|after work)\b`: {17 * 60, 24 * 60}, `(?i)lunch`: {11 * 60, 14 * 60}}

func TestTitlesAgreeWithHoursAndDays(t *testing.T) {
	days := []string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}
	eachSize(t, func(t *testing.T, b *borough) {
		for _, g := range b.groups() {
			title := g.offer.title + "\n" + g.offer.easyTitle
			for words, hours := range titleHours {
				if regexp.MustCompile(words).MatchString(title) && (g.slot.start < hours[0] || g.slot.start >= hours[1]) {
					t.Errorf("%q begins at %d:%02d", g.offer.title, g.slot.start/60, g.slot.start%60)
				}
			}
			for i, day := range days {
				if regexp.MustCompile(day).MatchString(title) && !slices.Equal(g.slot.days, []int{i}) {
					t.Errorf("%q is on %s", g.offer.title, g.slot.rule())
				}
			}
			if regexp.MustCompile(`(?i)\b(first|last) (mon|tues|wednes|thurs|fri|satur|sun)day|fortnight|monthly`).MatchString(title) {
				t.Errorf("%q is on each week", g.offer.title)
			}
		}
	})
}
