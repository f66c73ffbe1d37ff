package weekplan

// prices are what everything scarce costs, in fixed point and never negative,
// in one line of numbers: for each option what the person pays and the
// session's roster earns; for each transport row a seat; for each tie sigma,
// the price of its limit; for each pair the part of a meeting's worth that
// goes to p (the rest, w - sigma - part, goes to q).
type prices struct {
	z                    []int64
	seat, sigma, meeting int // where the later kinds begin
	// tolls are a price on each meeting beyond a tie's limit, by end of the tie.
	// Any are as valid as any other, so all prices share the latest.
	tolls []int64
}

func newPrices(b *borough) prices {
	options := len(b.owner)
	p := prices{seat: options, sigma: options + len(b.in.Transport), tolls: make([]int64, len(b.ends))}
	p.meeting = p.sigma + len(b.in.Friends)
	p.z = make([]int64, p.meeting+len(b.pairs))
	for e, t := range b.in.Friends {
		for k := b.pairAt[e]; k < b.pairAt[e+1]; k++ {
			p.z[p.meeting+int(k)] = int64(t.W) * b.scale / 2
		}
	}
	return p
}

func (p prices) copyFrom(o prices) { copy(p.z, o.z) }

func (p prices) like() prices {
	p.z = append([]int64(nil), p.z...)
	return p
}

// maxPrice is the most that borough.top can be.
const maxPrice = 1 << 44

func clamp(x, lo, hi int64) int64 { return max(lo, min(x, hi)) }

// stepFrom sets p to base moved by s along dir, kept within what is allowed.
func (p prices) stepFrom(b *borough, base prices, s float64, dir []float32, par *crew) {
	top := b.top
	par.blocks(p.sigma, func(_, from, to int) {
		for k := from; k < to; k++ {
			p.z[k] = clamp(base.z[k]+int64(s*float64(dir[k])), 0, top)
		}
	})
	par.blocks(len(b.in.Friends), func(_, from, to int) {
		for e := from; e < to; e++ {
			w := int64(b.in.Friends[e].W) * b.scale
			old := base.z[p.sigma+e]
			sigma := clamp(old+int64(s*float64(dir[p.sigma+e])), 0, w)
			p.z[p.sigma+e] = sigma
			for k := p.meeting + int(b.pairAt[e]); k < p.meeting+int(b.pairAt[e+1]); k++ {
				part := base.z[k]
				switch {
				case old == w:
					part = (w - sigma) / 2
				case part >= w-old:
					part -= sigma - old
				case part > 0:
					part -= (sigma - old) / 2
				}
				p.z[k] = clamp(part+int64(s*float64(dir[k])), 0, w-sigma)
			}
		}
	})
}

// reduced fills bare with what each option of person i is worth at the prices
// without its meetings, and parts with what of each meeting's worth is theirs,
// in the order of their links.
func (p prices) reduced(b *borough, i int, bare, parts []int64) {
	first := int(b.first[i])
	for j := range b.in.People[i].Opts {
		o := &b.in.People[i].Opts[j]
		bare[j] = int64(o.U)*b.scale - p.z[first+j]
		if o.T >= 0 {
			bare[j] -= p.z[p.seat+int(o.T)]
		}
		if b.shut[first+j] {
			bare[j] = never
		}
	}
	link, _ := b.linkRange(i)
	for _, e := range b.ends[b.endAt[i]:b.endAt[i+1]] {
		from, to := b.pairAt[e.tie], b.pairAt[e.tie+1]
		z, sides := p.z[p.meeting+int(from):p.meeting+int(to)], b.sides[from:to]
		if e.isP {
			for k, x := range sides {
				parts[x[0]-link] = z[k]
			}
			continue
		}
		worth := int64(b.in.Friends[e.tie].W)*b.scale - p.z[p.sigma+int(e.tie)]
		for k, x := range sides {
			parts[x[1]-link] = worth - z[k]
		}
	}
}

// maxPerLoad times any load is far from overflow.
const maxPerLoad = 1 << 40

// perLoad returns for each session what its takers would pay for one load, on
// average, where places are found for jobs of all sizes: nobody has floors or
// must-haves, and loads alone are scarce. Elsewhere it is nil. Sessions that pay
// for workers have 0, for what those cost is counted with each move.
func (p prices) perLoad(b *borough) []int64 {
	if b.usual == 1 {
		return nil
	}
	list := make([]int64, len(b.in.Sessions))
	for n := range list {
		var paid, load int64
		for at := b.takerAt[n]; at < b.takerAt[n+1]; at++ {
			paid += p.z[b.takers[at]]
			load += int64(b.loads[at])
		}
		if x := &b.in.Sessions[n]; x.StaffCost == 0 && int(x.Places) >= int(b.takerAt[n+1]-b.takerAt[n]) {
			list[n] = min(paid/max(1, load), maxPerLoad)
		}
	}
	return list
}

// lift puts the prices of limits into the worth of meetings, for weeks that
// count no more than the limit by themselves.
func (p prices) lift(b *borough) {
	for e := range b.in.Friends {
		sigma := p.z[p.sigma+e]
		p.z[p.sigma+e] = 0
		for k := b.pairAt[e]; k < b.pairAt[e+1]; k++ {
			p.z[p.meeting+int(k)] += sigma / 2
		}
	}
}

// fold fills value with what each option is worth with all its meetings, less
// the tolls when there are any.
func (b *borough) fold(i int, bare, parts, tolls, value []int64) {
	first, _ := b.linkRange(i)
	for j, v := range bare[:len(b.in.People[i].Opts)] {
		from, to := b.linksOf(b.first[i] + int32(j))
		for l := from; l < to; l++ {
			part := parts[l-first]
			if tolls != nil {
				part = max(0, part-tolls[b.links[l].end])
			}
			v += part
		}
		value[j] = v
	}
}
