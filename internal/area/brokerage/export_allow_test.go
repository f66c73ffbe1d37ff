package brokerage

import (
	"slices"
	"testing"
)

// In the demo every third person goes to something twice a week, and could not have been locked.
func TestWhatSomebodyDoesTodayMayBePlanned(t *testing.T) {
	half := func(act, day int) boroughPlace { return boroughPlace{Act: act, Day: day, Units: 1} }
	sessions := []boroughPlace{half(0, 0), half(0, 1), half(0, 2), half(1, 0), half(2, 0),
		{Act: 3, Day: 3, Units: 2}, {Act: 3, Day: 4, Units: 2}}
	for name, k := range map[string]struct {
		today       [][]int
		days, times int
	}{
		"nobody goes anywhere":                   {nil, 2, 1},
		"once each":                              {[][]int{{0, 3}, {1}}, 2, 1},
		"one activity twice":                     {[][]int{{3}, {0, 1}}, 2, 2},
		"three times":                            {[][]int{{0, 1, 2}, {0, 1}}, 2, 3},
		"three things in a day":                  {[][]int{{0, 3, 4}}, 3, 1},
		"whole days do not count":                {[][]int{{5, 6}}, 2, 1},
		"two people at the same are not one":     {[][]int{{0}, {1}, {0}}, 2, 1},
		"days and times come from others' weeks": {[][]int{{0, 3, 4}, {0, 1}}, 3, 2},
	} {
		b := Borough{MaxPerDay: 2, MaxPerAct: 1, Sessions: sessions}
		for _, cur := range k.today {
			b.People = append(b.People, boroughWish{Cur: cur})
		}
		b.allowToday()
		if b.MaxPerDay != k.days || b.MaxPerAct != k.times {
			t.Errorf("%s: %d a day, %d of one activity", name, b.MaxPerDay, b.MaxPerAct)
		}
	}
}

func TestOfEachDayTheSessionsOfTodayAndTheBestStandInTheFile(t *testing.T) {
	var sessions []boroughPlace
	p := boroughWish{Cur: []int{0, 39}}
	for n := range 40 { // twenty on Monday, twenty on Tuesday, each better than the one before
		sessions = append(sessions, boroughPlace{Day: n / 20})
		p.Opts = append(p.Opts, boroughOpt{S: n, U: n})
	}
	p.keepBest(sessions)
	var kept []int
	for _, o := range p.Opts {
		kept = append(kept, o.S)
	}
	want := []int{0} // today's, though it is the worst
	for n := 20 - (mostADay - 1); n < 20; n++ {
		want = append(want, n)
	}
	for n := 40 - mostADay; n < 40; n++ {
		want = append(want, n)
	}
	if !slices.Equal(kept, want) {
		t.Errorf("kept are %v, want %v", kept, want)
	}
}
