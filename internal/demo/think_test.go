package demo

import (
	"testing"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/pence"
)

// thought makes a borough up, on the day of the tests.
func thought(t *testing.T, size int, seed uint64) *borough {
	t.Helper()
	b, err := think(Options{People: size, Seed: seed}, clock.D(2026, 11, 24))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// within reports whether a is b, but for one in a hundred.
func within(a, b pence.Pence) bool { return 100*(a-b) <= b && 100*(b-a) <= b }

func TestTheBoroughAgreesWithTheReportAtEverySize(t *testing.T) {
	for _, size := range []int{60, DefaultPeople, 1500} {
		for seed := range uint64(3) {
			b := thought(t, size, seed+1)
			var week [2]pence.Pence
			served := map[[2]bool]int{}
			for _, d := range b.people {
				week[0], week[1] = week[0]+d.costOn(0), week[1]+d.costOn(1)
				served[[2]bool{d.costOn(0) > 0, d.costOn(1) > 0}]++
			}
			for side, year := range []pence.Pence{yearInHouse, yearExternal} {
				want := year.MulDiv(int64(size), DefaultPeople, pence.Nearest)
				for _, weeks := range []int64{5200, 5214} {
					if got := week[side].MulDiv(weeks, 100, pence.Nearest); !within(got, want) {
						t.Errorf("%d people, seed %d: side %d costs %s a year and should cost %s", size, seed, side, got, want)
					}
				}
			}
			want := map[[2]bool]int{{false, true}: parts(size, onlyExternal), {true, true}: parts(size, servedByBoth)}
			want[[2]bool{true, false}] = size - want[[2]bool{false, true}] - want[[2]bool{true, true}]
			for which, n := range want {
				if served[which] != n {
					t.Errorf("%d people, seed %d: %d are served by %v, want %d", size, seed, served[which], which, n)
				}
			}
		}
	}
}
