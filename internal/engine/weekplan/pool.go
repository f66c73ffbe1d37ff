package weekplan

import "slices"

// pool holds the weeks of one person that were good at some prices. Choosing
// from it is a hundred times cheaper than searching.
type pool struct {
	stride int
	items  []uint16 // stride for each week
	size   []uint8
	lost   []int64 // what the week loses for what it lacks, in fixed point
}

// maxPool is the number of weeks kept for one person.
const maxPool = 64

func (p *pool) len() int { return len(p.size) }

func (p *pool) week(k int) []uint16 {
	return p.items[k*p.stride : k*p.stride+int(p.size[k])]
}

// best returns the week worth most at the given option values.
func (p *pool) best(value []int64) (k int, worth int64) {
	k, worth = -1, noFloor
	for w := range p.size {
		v := -p.lost[w]
		for _, j := range p.items[w*p.stride : w*p.stride+int(p.size[w])] {
			v += value[j]
		}
		if v > worth {
			k, worth = w, v
		}
	}
	return k, worth
}

// add keeps a week, its places rising, and returns its number. A full pool
// forgets the week worth least at the given values.
func (p *pool) add(b *borough, i int, week []uint16, value []int64) int {
	for k := range p.size {
		if slices.Equal(p.week(k), week) {
			return k
		}
	}
	k := len(p.size)
	if k < maxPool {
		p.items = append(p.items, make([]uint16, p.stride)...)
		p.size, p.lost = append(p.size, 0), append(p.lost, 0)
	} else {
		k = p.worst(value)
	}
	copy(p.items[k*p.stride:], week)
	p.size[k], p.lost[k] = uint8(len(week)), b.lack(i, week)
	return k
}

func (p *pool) worst(value []int64) int {
	at, least := 1, int64(1<<63-1)
	for w := 1; w < len(p.size); w++ { // week 0 is the empty one
		v := -p.lost[w]
		for _, j := range p.week(w) {
			v += max(value[j], never>>8)
		}
		if v < least {
			at, least = w, v
		}
	}
	return at
}

// newPools gives everybody the empty week, and who is locked only today's.
func newPools(b *borough) []pool {
	pools := make([]pool, len(b.in.People))
	for i := range pools {
		pools[i].stride = b.longest(i)
		if b.fixed(i) {
			pools[i].add(b, i, b.current(i), nil)
			continue
		}
		pools[i].add(b, i, nil, nil)
	}
	return pools
}
