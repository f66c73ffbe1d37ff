package weekplan

// prices are what everything scarce costs, in fixed point and never negative,
// in one line of numbers: for each option what the person pays and the
// session's roster earns; for each transport row a seat; for each tie sigma,
// the price of its limit; for each pair the part of a meeting's worth that
// goes to p (the rest, w - sigma - part, goes to q).
type prices struct {
	z                    []int64
	seat, sigma, meeting int // where the later kinds begin
}

func newPrices(b *borough) prices {
	options := len(b.owner)
	p := prices{seat: options}
	p.sigma = p.seat + len(b.in.Transport)
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

// maxPrice keeps every price far from overflow.
const maxPrice = 1 << 44

func clamp(x, lo, hi int64) int64 { return max(lo, min(x, hi)) }

// stepFrom sets p to base moved by s along dir, kept within what is allowed.
func (p prices) stepFrom(b *borough, base prices, s float64, dir []float32, par *crew) {
	top := min(maxPrice, b.scale<<24)
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

// reduced fills value with what each option of person i is worth at the
// prices.
func (p prices) reduced(b *borough, i int, value []int64) {
	first := int(b.first[i])
	for j := range b.in.People[i].Opts {
		o := &b.in.People[i].Opts[j]
		value[j] = int64(o.U)*b.scale - p.z[first+j]
		if o.T >= 0 {
			value[j] -= p.z[p.seat+int(o.T)]
		}
	}
	for _, e := range b.ends[b.endAt[i]:b.endAt[i+1]] {
		from, to := b.pairAt[e.tie], b.pairAt[e.tie+1]
		parts := p.z[p.meeting+int(from) : p.meeting+int(to)]
		if e.isP {
			for k, x := range b.pairs[from:to] {
				value[x.jp] += parts[k]
			}
			continue
		}
		rest := int64(b.in.Friends[e.tie].W)*b.scale - p.z[p.sigma+int(e.tie)]
		for k, x := range b.pairs[from:to] {
			value[x.jq] += rest - parts[k]
		}
	}
}
