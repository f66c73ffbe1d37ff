package weekplan

import "slices"

// hall is what a session's roster is chosen under. Cost is in fixed point for
// each worker used.
type hall struct {
	places, staff, load int
	cost                int64
}

// bidder is somebody a roster may take: what it earns and the load it brings.
type bidder struct {
	earns int64
	load  int32
	id    int32
}

// rosterSearch finds the best roster of a session exactly. It is scratch
// space, used again for every call.
type rosterSearch struct {
	bids  []bidder
	value []int64 // best earning by (heads, load)
	took  []int16 // heads of each class taken there, class after class
	taken []int32
}

// class is a run of bidders with the same load, the best earner first.
type class struct {
	bids []bidder
	load int // in steps
}

// solve returns the most a roster can earn, staff paid, and who is on it.
// Bidders that earn nothing are never taken. The list is valid until the next
// call.
func (r *rosterSearch) solve(h hall, bids []bidder) (int64, []int32) {
	r.bids, r.taken = r.bids[:0], r.taken[:0]
	capacity := h.staff * h.load
	var total int
	for _, b := range bids {
		if b.earns > 0 && int(b.load) <= capacity {
			r.bids = append(r.bids, b)
			total += int(b.load)
		}
	}
	if h.places == 0 || len(r.bids) == 0 {
		return 0, nil
	}
	if h.cost == 0 && total <= capacity {
		return r.dearest(h.places)
	}
	slices.SortFunc(r.bids, func(a, b bidder) int {
		switch {
		case a.load != b.load:
			return int(a.load - b.load)
		case a.earns != b.earns:
			return sign(b.earns - a.earns)
		}
		return int(a.id - b.id)
	})
	return r.table(h, min(capacity, total))
}

func sign(x int64) int {
	switch {
	case x < 0:
		return -1
	case x > 0:
		return 1
	}
	return 0
}

// dearest takes the best earners when only heads are scarce.
func (r *rosterSearch) dearest(places int) (int64, []int32) {
	if len(r.bids) > places {
		slices.SortFunc(r.bids, func(a, b bidder) int {
			if a.earns != b.earns {
				return sign(b.earns - a.earns)
			}
			return int(a.id - b.id)
		})
		r.bids = r.bids[:places]
	}
	var sum int64
	for _, b := range r.bids {
		sum += b.earns
		r.taken = append(r.taken, b.id)
	}
	return sum, r.taken
}

// table fills the earnings by heads and load, one class of equal load after
// another: of a class the best earners come first, so a count says who.
func (r *rosterSearch) table(h hall, capacity int) (int64, []int32) {
	step, classes := r.classes(capacity)
	width := capacity/step + 1
	heads := min(h.places, len(r.bids))
	if len(r.bids) <= h.places {
		heads = 0 // heads are not scarce: one row is enough
	}
	size := (heads + 1) * width
	r.grow(size, len(classes))
	for i := range r.value[:size] {
		r.value[i] = -1
	}
	r.value[0] = 0
	topHeads, topLoad := 0, 0
	for c, cl := range classes {
		counted := min(1, heads)
		topHeads = min(heads, topHeads+counted*len(cl.bids))
		topLoad = min(width-1, topLoad+cl.load*len(cl.bids))
		took := r.took[c*size:]
		for a := topHeads; a >= 0; a-- {
			for l := topLoad; l >= 0; l-- {
				best, n := r.value[a*width+l], 0
				var sum int64
				for k := 1; k <= len(cl.bids) && k*counted <= a && k*cl.load <= l; k++ {
					sum += cl.bids[k-1].earns
					if before := r.value[(a-k*counted)*width+l-k*cl.load]; before >= 0 && before+sum > best {
						best, n = before+sum, k
					}
				}
				r.value[a*width+l], took[a*width+l] = best, int16(n)
			}
		}
	}
	return r.best(h, classes, step, width, heads)
}

// classes cuts the sorted bidders into runs of equal load and finds the step
// in which loads are counted. A class keeps no more than could ever fit.
func (r *rosterSearch) classes(capacity int) (int, []class) {
	step := 0
	var list []class
	for i := 0; i < len(r.bids); {
		j := i
		for j < len(r.bids) && r.bids[j].load == r.bids[i].load {
			j++
		}
		load := int(r.bids[i].load)
		keep := r.bids[i:j]
		if load > 0 {
			step = gcd(step, load)
			keep = keep[:min(len(keep), capacity/load)]
		}
		list = append(list, class{keep, load})
		i = j
	}
	step = max(step, 1)
	for i := range list {
		list[i].load /= step
	}
	return step, list
}

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

func (r *rosterSearch) grow(size, classes int) {
	if len(r.value) < size {
		r.value = make([]int64, size)
	}
	if len(r.took) < size*classes {
		r.took = make([]int16, size*classes)
	}
}

// best finds the best cell once staff is paid, and walks back to who is in it.
func (r *rosterSearch) best(h hall, classes []class, step, width, heads int) (int64, []int32) {
	var value int64
	at := 0
	for i, v := range r.value[:(heads+1)*width] {
		workers := (i%width*step + h.load - 1) / h.load
		if v -= h.cost * int64(workers); v > value {
			value, at = v, i
		}
	}
	size := (heads + 1) * width
	counted := min(1, heads)
	for c := len(classes) - 1; c >= 0; c-- {
		n := int(r.took[c*size+at])
		for _, b := range classes[c].bids[:n] {
			r.taken = append(r.taken, b.id)
		}
		at -= n*counted*width + n*classes[c].load
	}
	return value, r.taken
}
