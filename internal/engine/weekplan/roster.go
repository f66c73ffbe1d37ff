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
	top   []bidder // the best earners so far, the best first
	value []int64  // best earning by (heads at most, load at most)
	took  []bool   // by bidder and cell: whether it is taken there
	reach []int    // by heads: the last load filled
	taken []int32
}

// solve returns the most a roster can earn, staff paid, and who is on it.
// Bidders come in rising order of load; those that earn nothing are never
// taken. The list is valid until the next call. With more bidders, places and
// loads than a table holds, the worth is a bound from above, and the list one
// that comes near it.
func (r *rosterSearch) solve(h hall, bids []bidder) (int64, []int32) {
	r.bids, r.taken = r.bids[:0], r.taken[:0]
	if h.places == 0 {
		return 0, nil
	}
	capacity := h.staff * h.load
	if len(bids)*min(h.places, len(bids)) > maxCells {
		return r.priced(h, capacity, bids)
	}
	r.keepUseful(h.places, capacity, bids)
	total, step := 0, 0
	for _, b := range r.bids {
		total += int(b.load)
		step = gcd(step, int(b.load))
	}
	if h.cost == 0 && loadOf(r.top) <= capacity {
		var sum int64
		for _, b := range r.top {
			sum += b.earns
			r.taken = append(r.taken, b.id)
		}
		return sum, r.taken
	}
	capacity, step = min(capacity, total), max(step, 1)
	rows := 1
	if len(r.bids) > h.places {
		rows += h.places
	}
	if most := maxCells / (rows * max(1, len(r.bids))); capacity/step >= most {
		if most < fewLoads {
			return r.priced(h, h.staff*h.load, r.bids)
		}
		// Rounded down, whatever fitted before still fits, for no more workers.
		step = capacity/(most-1) + 1
		for k := range r.bids {
			r.bids[k].load -= r.bids[k].load % int32(step)
		}
	}
	return r.table(h, capacity, step)
}

// maxCells is the most cells, by bidder, that a table is filled for; real
// sessions have some ten thousand. With fewer loads than fewLoads to tell apart a price on them does
// better.
const (
	maxCells = 1 << 24
	fewLoads = 256
)

// priced bounds a roster by a price on each load: no more than the best
// earners at that price for as many places as there are, and what all workers
// gain by it. It looks for the price that gives the least.
func (r *rosterSearch) priced(h hall, capacity int, bids []bidder) (int64, []int32) {
	r.top = r.top[:0]
	high := int64(0) // nobody pays more
	for _, b := range bids {
		if int(b.load) <= capacity {
			r.top = append(r.top, b)
			high = max(high, b.earns/max(1, int64(b.load)))
		}
	}
	high = min(high+1, (1<<60)/int64(max(1, capacity)))
	low, at := int64(0), int64(0)
	least, _ := r.atPrice(h, capacity, 0)
	for range pricedSteps {
		price := low + (high-low)/2
		worth, over := r.atPrice(h, capacity, price)
		if worth < least {
			least, at = worth, price
		}
		if over {
			low = price
		} else {
			high = price
		}
	}
	r.atPrice(h, capacity, at)
	left := capacity
	for _, b := range r.top[:min(h.places, len(r.top))] {
		if net(b, at) > 0 && int(b.load) <= left {
			left -= int(b.load)
			r.taken = append(r.taken, b.id)
		}
	}
	return least, r.taken
}

// pricedSteps is how often the price of a load is halved.
const pricedSteps = 24

// atPrice returns the bound at a price, and whether more is asked than there
// is; it leaves the best bidders of
// top first.
func (r *rosterSearch) atPrice(h hall, capacity int, price int64) (worth int64, over bool) {
	slices.SortStableFunc(r.top, func(a, b bidder) int { return sign(net(b, price) - net(a, price)) })
	asked := 0
	for _, b := range r.top[:min(h.places, len(r.top))] {
		if gain := net(b, price); gain > 0 {
			worth, asked = worth+gain, asked+int(b.load)
		}
	}
	gain := price*int64(h.load) - h.cost // of one worker
	return worth + max(0, gain)*int64(h.staff), asked > capacity || gain < 0 && asked > 0
}

// net is what a bidder earns when loads have a price; below 0 when they are not
// worth it.
func net(b bidder, price int64) int64 {
	if b.load > 0 && price > b.earns/int64(b.load) {
		return -1
	}
	return b.earns - price*int64(b.load)
}

// keepUseful keeps the bidders that a best roster may need: with as many
// better earners of no more load as there are places, or as fit of its own
// load, nobody is needed.
func (r *rosterSearch) keepUseful(places, capacity int, bids []bidder) {
	r.top = r.top[:0]
	for i := 0; i < len(bids); {
		load := bids[i].load
		if int(load) > capacity {
			return
		}
		for ; i < len(bids) && bids[i].load == load; i++ {
			if bids[i].earns > 0 {
				r.rank(places, bids[i])
			}
		}
		fit := places
		if load > 0 {
			fit = min(fit, capacity/int(load))
		}
		for _, b := range r.top {
			if b.load == load && fit > 0 {
				r.bids = append(r.bids, b)
				fit--
			}
		}
	}
}

// rank puts a bidder among the best earners, of whom it keeps a number.
func (r *rosterSearch) rank(most int, b bidder) {
	k := len(r.top)
	if k == most {
		if b.earns <= r.top[k-1].earns {
			return
		}
		k--
	} else {
		r.top = append(r.top, b)
	}
	for ; k > 0 && r.top[k-1].earns < b.earns; k-- {
		r.top[k] = r.top[k-1]
	}
	r.top[k] = b
}

func loadOf(bids []bidder) int {
	sum := 0
	for _, b := range bids {
		sum += int(b.load)
	}
	return sum
}

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// table fills the earnings by heads and load, one bidder after another. As
// loads rise, the most that so many heads can bring is the load of the latest
// bidders: beyond that a row says nothing new, and is not filled.
func (r *rosterSearch) table(h hall, capacity, step int) (int64, []int32) {
	width := capacity/step + 1
	heads := h.places
	if len(r.bids) <= heads {
		heads = 0 // heads are not scarce: one row is enough
	}
	size := (heads + 1) * width
	r.value = slices.Grow(r.value[:0], size)[:size]
	r.took = slices.Grow(r.took[:0], size*len(r.bids))[:size*len(r.bids)]
	r.reach = slices.Grow(r.reach[:0], heads+1)[:heads+1]
	clear(r.reach)
	r.value[0] = 0
	for k, b := range r.bids {
		took, load := r.took[k*size:(k+1)*size], int(b.load)/step
		if heads == 0 {
			r.takeAlone(b.earns, load, width, took)
			continue
		}
		for a := min(heads, k+1); a > 0; a-- {
			row, with := r.value[a*width:(a+1)*width], r.value[(a-1)*width:a*width]
			if a == k+1 {
				r.reach[a] = r.reach[a-1]
				copy(row[:r.reach[a]+1], with) // nobody but this bidder can make a difference
			}
			r.extend(a, row, min(width-1, r.reach[a-1]+load))
			end := r.reach[a] + 1
			mark := took[a*width : (a+1)*width]
			clear(mark[:min(load, end)])
			if load < end {
				improve(row[load:end], with, mark[load:end], b.earns)
			}
		}
	}
	return r.settle(h, step, width, heads)
}

// extend fills row a further, up to a load that it did not reach before.
func (r *rosterSearch) extend(a int, row []int64, to int) {
	last := row[r.reach[a]]
	for l := r.reach[a] + 1; l <= to; l++ {
		row[l] = last
	}
	r.reach[a] = max(r.reach[a], to)
}

// improve takes a bidder wherever the row is the better for it.
func improve(row, with []int64, mark []bool, earns int64) {
	with, mark = with[:len(row)], mark[:len(row)]
	for l, v := range row {
		x := with[l] + earns
		mark[l] = x > v
		row[l] = max(x, v)
	}
}

// takeAlone is improve when heads are not scarce: the row stands on itself.
func (r *rosterSearch) takeAlone(earns int64, load, width int, mark []bool) {
	row := r.value[:width]
	r.extend(0, row, min(width-1, r.reach[0]+load))
	end := r.reach[0]
	for l := end; l >= load; l-- {
		x := row[l-load] + earns
		mark[l] = x > row[l]
		row[l] = max(x, row[l])
	}
	clear(mark[:min(load, end+1)])
}

// settle finds the best number of workers, and walks back to who is taken.
func (r *rosterSearch) settle(h hall, step, width, heads int) (int64, []int32) {
	size := (heads + 1) * width
	var value int64
	at := -1
	for workers := 0; ; {
		l := min(r.reach[heads], workers*h.load/step)
		if v := r.value[heads*width+l] - h.cost*int64(workers); v > value {
			value, at = v, l
		}
		if l == r.reach[heads] {
			break
		}
		workers = max(workers+1, ((l+1)*step+h.load-1)/h.load) // fewer carry no more
	}
	alone := heads == 0
	for k := len(r.bids) - 1; k >= 0 && at >= 0 && (alone || heads > 0); k-- {
		from := 0
		if !alone {
			heads = min(heads, k+1) // more heads than bidders are none
			from = k + 1 - heads
		}
		at = min(at, loadOf(r.bids[from:k+1])/step)
		if r.took[k*size+heads*width+at] {
			r.taken = append(r.taken, r.bids[k].id)
			at -= int(r.bids[k].load) / step
			heads = max(0, heads-1)
		}
	}
	return value, r.taken
}
