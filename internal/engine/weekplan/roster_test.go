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

// hard draws a session with more bidders, places or loads than a table holds.
func hard(r *rand.Rand) (hall, []bidder) {
	h := hall{places: 1 + r.IntN(12), staff: 1 + r.IntN(5), load: 900_000 + r.IntN(100_000), cost: int64(r.IntN(3) * 4000)}
	var bids []bidder
	for k := range 40 {
		bids = append(bids, bidder{int64(1 + r.IntN(60_000)), int32(200_000 + 2*r.IntN(400_000) + r.IntN(2)), int32(k)})
	}
	slices.SortStableFunc(bids, func(a, b bidder) int { return int(a.load - b.load) })
	return h, bids
}

func TestARosterTooLargeForATableIsBoundedFromAbove(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	var search rosterSearch
	for n := range 60 {
		h, bids := hard(r)
		small := bids[:0:0]
		for k := 0; k < len(bids); k += 3 {
			small = append(small, bids[k])
		}
		best := bestRoster(h, small)
		search.bids, search.taken = search.bids[:0], search.taken[:0]
		priced, ids := search.priced(h, h.staff*h.load, small)
		if priced < best || len(ids) > h.places {
			t.Fatalf("case %d: %+v: by a price %d with %d people, but the best is %d", n, h, priced, len(ids), best)
		}
		// Beside many who earn next to nothing the table is too large, and the best hardly better.
		crowd := slices.Clone(small)
		for k := range 3000 {
			crowd = append(crowd, bidder{1, int32(200_000 + k), int32(100 + k)})
		}
		slices.SortStableFunc(crowd, func(a, b bidder) int { return int(a.load - b.load) })
		worth, ids := search.solve(h, crowd)
		if worth < best || len(ids) > h.places {
			t.Fatalf("case %d: %+v: in a crowd %d with %d people, but the best is %d", n, h, worth, len(ids), best)
		}
		table, _ := search.solve(h, bids)
		if all := bestRoster(h, small); table < all {
			t.Fatalf("case %d: %+v: with rounded loads %d, less than %d", n, h, table, all)
		}
		if got, _ := search.solve(h, small); got < best || float64(got) > 1.02*float64(best)+float64(h.cost) {
			t.Fatalf("case %d: %+v: %d for a best of %d", n, h, got, best)
		}
	}
}
