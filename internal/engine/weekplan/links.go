package weekplan

// link is a meeting that an option makes possible: a friend could attend the
// same session. Each meeting has two links, one at the option of either, and
// each knows the other's number.
type link struct {
	back  int32
	there int32 // the friend's option
	end   int32 // the tie, as the option's person sees it: in borough.ends
}

// listLinks turns the pairs of ties into links by option, so that what a
// session is worth for its company is read in one go.
func (b *borough) listLinks() {
	b.linkAt = make([]int32, len(b.owner)+1)
	endOf := make([][2]int32, len(b.in.Friends))
	for k, e := range b.ends {
		if e.isP {
			endOf[e.tie][0] = int32(k)
		} else {
			endOf[e.tie][1] = int32(k)
		}
	}
	b.eachPair(func(_, p, q int32) {
		b.linkAt[p+1]++
		b.linkAt[q+1]++
	})
	for g := range b.owner {
		b.linkAt[g+1] += b.linkAt[g]
	}
	b.links, b.sides = make([]link, 2*len(b.pairs)), make([][2]int32, 0, len(b.pairs))
	next := append([]int32(nil), b.linkAt...)
	b.eachPair(func(tie, p, q int32) {
		b.links[next[p]] = link{next[q], q, endOf[tie][0]}
		b.links[next[q]] = link{next[p], p, endOf[tie][1]}
		b.sides = append(b.sides, [2]int32{next[p], next[q]})
		next[p]++
		next[q]++
	})
}

// eachPair calls f with the tie and the two options of every pair.
func (b *borough) eachPair(f func(tie, p, q int32)) {
	for e := range b.in.Friends {
		t := &b.in.Friends[e]
		for _, x := range b.pairs[b.pairAt[e]:b.pairAt[e+1]] {
			f(int32(e), b.first[t.P]+int32(x.jp), b.first[t.Q]+int32(x.jq))
		}
	}
}

// linkRange returns the numbers of person i's links.
func (b *borough) linkRange(i int) (from, to int32) {
	return b.linkAt[b.first[i]], b.linkAt[b.first[i+1]]
}

// linksOf returns the numbers of an option's links.
func (b *borough) linksOf(g int32) (from, to int32) { return b.linkAt[g], b.linkAt[g+1] }

// choice is one option with all that a search reads of it, in one place.
type choice struct {
	must              uint64 // must-haves of the person that it covers
	s, u, price, w, t int32
	act               int32 // among the person's, -1 uncounted
	start, end        int16
	units, day        int8
	shut              bool // can never be taken
}

func (b *borough) listChoices() {
	b.choices = make([]choice, len(b.owner))
	for i := range b.in.People {
		p := &b.in.People[i]
		for j := range p.Opts {
			o := &p.Opts[j]
			s := &b.in.Sessions[o.S]
			g := b.first[i] + int32(j)
			c := choice{s: o.S, u: o.U, price: o.Price, w: o.W, t: o.T, units: int8(s.Units),
				start: int16(s.Start), end: int16(s.End), act: b.acts[g], day: int8(s.Day),
				shut: b.shut[g]}
			for k, m := range p.Must {
				c.must |= s.Outcomes >> m & 1 << k
			}
			b.choices[g] = c
		}
	}
}

func (b *borough) choicesOf(i int) []choice { return b.choices[b.first[i]:b.first[i+1]] }
