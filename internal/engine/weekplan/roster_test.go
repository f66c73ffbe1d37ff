package weekplan

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// bestRoster tries every set of bidders.
func bestRoster(h hall, bids []bidder) int64 {
	var best int64
	for set := range 1 << len(bids) {
		heads, load, sum := 0, 0, int64(0)
		for k, b := range bids {
			if set>>k&1 == 1 {
				heads, load, sum = heads+1, load+int(b.load), sum+b.earns
			}
		}
		if heads <= h.places && load <= h.staff*h.load {
			best = max(best, sum-h.cost*int64((load+h.load-1)/h.load))
		}
	}
	return best
}

func TestARosterEqualsEnumerationAndItsListEarnsWhatItSays(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	var search rosterSearch
	for n := range 5000 {
		h := hall{places: r.IntN(6), staff: r.IntN(4), load: 1 + r.IntN(60), cost: int64(r.IntN(2) * r.IntN(40))}
		var bids []bidder
		for k := range r.IntN(11) {
			load := []int32{0, 10, 12, 20, 30, 60, int32(r.IntN(70))}[r.IntN(7)]
			bids = append(bids, bidder{int64(r.IntN(60) - 5), load, int32(k)})
		}
		slices.SortStableFunc(bids, func(a, b bidder) int { return int(a.load - b.load) })
		worth, ids := search.solve(h, bids)
		if want := bestRoster(h, bids); worth != want {
			t.Fatalf("case %d: %+v %v: got %d, want %d", n, h, bids, worth, want)
		}
		var listed []bidder
		for _, b := range bids {
			if slices.Contains(ids, b.id) {
				listed = append(listed, b)
			}
		}
		load, sum := 0, int64(0)
		for _, b := range listed {
			load, sum = load+int(b.load), sum+b.earns
		}
		if len(listed) != len(ids) || len(ids) > h.places || load > h.staff*h.load || sum-h.cost*int64((load+h.load-1)/h.load) != worth {
			t.Fatalf("case %d: %+v %v: %v is not worth %d", n, h, bids, ids, worth)
		}
	}
}
