package forecast

import (
	"math"
	"math/bits"
	"runtime"
	"sort"
	"sync"
	"sync/atomic"
)

// keptDraws is how many draws are kept one by one. More are counted into fine
// bins between the least and the greatest, so that memory stays flat.
const (
	keptDraws = 10000
	mostBins  = 1 << 14
)

// ranged lists the places of the numbers that have a range in the option.
func (m *Model) ranged(o *option) []int {
	var list []int
	for i := range m.numbers {
		if m.numberOf(o, i).Ranged {
			list = append(list, i)
		}
	}
	return list
}

// numberOf gives a number as the option has it.
func (m *Model) numberOf(o *option, at int) Number {
	if n, ok := o.set[at]; ok {
		return n
	}
	return m.numbers[at]
}

// ranges is rule 13: percentiles over draws, and sensitivity.
func (m *Model) ranges(o *option, out *OptionResult, progress Progress) {
	list := m.ranged(o)
	out.Range = Ranges{map[int]LowHigh{}, map[int]LowHigh{}}
	out.Sensitivity = m.sensitivity(o, list)
	if len(list) == 0 {
		for _, y := range m.Years() {
			out.Range.Spend[y] = LowHigh{out.Spend[y], out.Spend[y]}
			out.Range.SavingCash[y] = LowHigh{out.SavingCash[y], out.SavingCash[y]}
		}
		progress(1)
		return
	}
	sums := m.drawAll(o, list, progress)
	n := m.To - m.From + 1
	for i, y := range m.Years() {
		out.Range.Spend[y] = sums[i].tenthAndNinetieth()
		out.Range.SavingCash[y] = sums[n+i].tenthAndNinetieth()
	}
}

// drawAll runs every draw and sums up spend, then saving, by year. A draw's
// chance depends on the seed, its own number and the place of what is drawn, so
// cores, other options and other ranges change nothing.
func (m *Model) drawAll(o *option, list []int, progress Progress) []*summary {
	n := m.To - m.From + 1
	sums := make([]*summary, 2*n)
	for i := range sums {
		sums[i] = newSummary(m.draws)
	}
	rounds := 1.0
	if m.draws > keptDraws {
		rounds = 2
		m.eachDraw(o, list, func(done float64) {
			progress(done / rounds)
		}, func(draw int, r *Run, mine []*summary) {
			for i := range n {
				mine[i].widen(r.Spend[i])
				mine[n+i].widen(r.SavingCash[i])
			}
		}, sums)
	}
	m.eachDraw(o, list, func(done float64) {
		progress((rounds - 1 + done) / rounds)
	}, func(draw int, r *Run, mine []*summary) {
		for i := range n {
			mine[i].add(draw, r.Spend[i])
			mine[n+i].add(draw, r.SavingCash[i])
		}
	}, sums)
	return sums
}

// block is how many draws a core takes at a time.
const block = 250

// eachDraw computes all draws on all cores. Every core gathers into summaries
// of its own, which are joined at the end in any order with the same result.
func (m *Model) eachDraw(o *option, list []int, progress Progress, f func(int, *Run, []*summary),
	sums []*summary) {
	var wg sync.WaitGroup
	var mu sync.Mutex
	var next atomic.Int64
	for range min(runtime.GOMAXPROCS(0), (m.draws+block-1)/block) {
		wg.Add(1)
		go func() {
			defer wg.Done()
			mine := make([]*summary, len(sums))
			for i, s := range sums {
				mine[i] = s.fork()
			}
			run, v := m.newRun(), m.values(o)
			for {
				first := int(next.Add(block)) - block
				if first >= m.draws {
					break
				}
				for d := first; d < min(first+block, m.draws); d++ {
					m.draw(o, list, d, v)
					m.compute(o, v, run)
					f(d, run, mine)
				}
				mu.Lock()
				progress(min(1, float64(first+block)/float64(m.draws)))
				mu.Unlock()
			}
			mu.Lock()
			defer mu.Unlock()
			for i, s := range sums {
				s.join(mine[i])
			}
		}()
	}
	wg.Wait()
}

// draw sets every ranged number of one draw. The chances of a number are cut
// into as many equal parts as there are draws, and each draw takes one part of
// its own, in an order of the number's own (Latin hypercube): percentiles then
// settle with far fewer draws than by chance alone.
func (m *Model) draw(o *option, list []int, d int, v []float64) {
	for _, at := range list {
		n := m.numberOf(o, at)
		key := mixed(m.seed ^ mixed(uint64(at)+1))
		part := shuffled(uint64(d), uint64(m.draws), key)
		within := float64(mixed(key^uint64(d))>>11) / (1 << 53)
		v[at] = n.triangular((float64(part) + within) / float64(m.draws))
	}
}

// mixed scrambles 64 bits (the finaliser of SplitMix64: Steele, Lea and Flood, 2014).
func mixed(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// shuffled gives where i of n stands in an order that the key chooses, without
// holding the order: a Feistel network over the next even number of bits,
// walked until it lands below n.
func shuffled(i, n, key uint64) uint64 {
	half := uint(bits.Len64(n-1)+1) / 2
	mask := uint64(1)<<half - 1
	for {
		left, right := i>>half, i&mask
		for round := range uint64(4) {
			left, right = right, left^mixed(key^round<<56^right)&mask
		}
		if i = left<<half | right; i < n {
			return i
		}
	}
}

// triangular turns an even chance into a draw on (low, value, high).
func (n Number) triangular(u float64) float64 {
	width := n.High - n.Low
	if width <= 0 {
		return n.Value
	}
	cut := (n.Value - n.Low) / width
	if u < cut {
		return n.Low + math.Sqrt(u*width*(n.Value-n.Low))
	}
	return n.High - math.Sqrt((1-u)*width*(n.High-n.Value))
}

// summary gathers the draws of one figure.
type summary struct {
	kept   []float64 // one by one, when they are few
	lo, hi float64
	counts []int64
}

func newSummary(draws int) *summary {
	s := &summary{lo: math.Inf(1), hi: math.Inf(-1)}
	if draws <= keptDraws {
		s.kept = make([]float64, draws)
	} else {
		s.counts = make([]int64, mostBins)
	}
	return s
}

// fork makes a summary for one core. Kept draws have a place each, so they
// need no copy.
func (s *summary) fork() *summary {
	f := &summary{lo: s.lo, hi: s.hi, kept: s.kept}
	if s.counts != nil {
		f.counts = make([]int64, mostBins)
	}
	return f
}

func (s *summary) join(f *summary) {
	s.lo, s.hi = min(s.lo, f.lo), max(s.hi, f.hi)
	for i, n := range f.counts {
		s.counts[i] += n
	}
}

func (s *summary) widen(x float64) { s.lo, s.hi = min(s.lo, x), max(s.hi, x) }

func (s *summary) add(draw int, x float64) {
	if s.kept != nil {
		s.kept[draw] = x
		return
	}
	i := 0
	if s.hi > s.lo {
		i = max(0, min(mostBins-1, int((x-s.lo)/(s.hi-s.lo)*mostBins)))
	}
	s.counts[i]++
}

func (s *summary) tenthAndNinetieth() LowHigh {
	if s.kept != nil {
		sort.Float64s(s.kept)
		return LowHigh{quantile(s.kept, 0.1), quantile(s.kept, 0.9)}
	}
	return LowHigh{s.fromBins(0.1), s.fromBins(0.9)}
}

func quantile(sorted []float64, q float64) float64 {
	at := q * float64(len(sorted)-1)
	i := int(at)
	if i+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	return sorted[i] + (at-float64(i))*(sorted[i+1]-sorted[i])
}

func (s *summary) fromBins(q float64) float64 {
	var all int64
	for _, n := range s.counts {
		all += n
	}
	want, seen := q*float64(all), 0.0
	for i, n := range s.counts {
		if n > 0 && seen+float64(n) >= want {
			part := (float64(i) + (want-seen)/float64(n)) / mostBins
			return s.lo + part*(s.hi-s.lo)
		}
		seen += float64(n)
	}
	return s.hi
}

// sensitivity sets each ranged number to its low, then to its high end, and
// looks at the spend of the last year. The largest swing comes first.
func (m *Model) sensitivity(o *option, list []int) []Swing {
	swings := []Swing{}
	run, v := m.newRun(), m.values(o)
	last := m.To - m.From
	for _, at := range list {
		n := m.numberOf(o, at)
		s := Swing{Path: m.numbers[at].Path}
		v[at] = n.Low
		m.compute(o, v, run)
		s.AtLow = run.Spend[last]
		v[at] = n.High
		m.compute(o, v, run)
		s.AtHigh = run.Spend[last]
		v[at] = n.Value
		s.Swing = s.AtHigh - s.AtLow
		swings = append(swings, s)
	}
	sort.SliceStable(swings, func(i, j int) bool {
		return math.Abs(swings[i].Swing) > math.Abs(swings[j].Swing)
	})
	return swings
}
