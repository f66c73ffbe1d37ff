package forecast

import (
	"fmt"
	"math"
	"strconv"
)

// solveAll is rule 12.
func (m *Model) solveAll(res *Result) {
	for _, s := range m.solves {
		o := m.option(s.option)
		get, _ := m.getter(s.until)
		value, reason := m.root(o, s, get)
		out := Solved{Vary: m.numbers[s.vary].Path, Until: s.until, Equals: s.equals, Option: s.option}
		if reason == "" {
			out.Value = &value
		} else {
			out.Reason = &reason
		}
		res.Solved[s.name] = out
	}
}

// Solves names the values that the file solves for, in its order.
func (m *Model) Solves() []string {
	var names []string
	for _, s := range m.solves {
		names = append(names, s.name)
	}
	return names
}

func (m *Model) option(name string) *option {
	for i := range m.options {
		if m.options[i].name == name {
			return &m.options[i]
		}
	}
	return nil
}

// steps is how finely a range is searched for the first change of sign.
const steps = 400

// root finds where the result has its value while one number varies. Between
// the first two steps of different sign it halves until nothing is left to halve.
func (m *Model) root(o *option, s solve, get func(*Run) float64) (value float64, reason string) {
	run, v := m.newRun(), m.values(o)
	at := func(x float64) float64 {
		v[s.vary] = x
		m.compute(o, v, run)
		return get(run) - s.equals
	}
	before, fBefore := s.lo, at(s.lo)
	if close0(fBefore) {
		return s.lo, ""
	}
	least, most := fBefore, fBefore
	for i := 1; i <= steps; i++ {
		x := s.lo + (s.hi-s.lo)*float64(i)/steps
		fx := at(x)
		if fBefore*fx <= 0 {
			return halve(at, before, x, fBefore), ""
		}
		before, fBefore = x, fx
		least, most = min(least, fx), max(most, fx)
	}
	if least == most {
		return 0, fmt.Sprintf("varying it changes nothing: the result stays %s", grouped(s.equals+least))
	}
	return 0, fmt.Sprintf("from %s to %s the result goes from %s to %s only",
		plain(s.lo), plain(s.hi), grouped(s.equals+least), grouped(s.equals+most))
}

// grouped writes a figure with its thousands apart; small ones with two places.
func grouped(x float64) string {
	if math.Abs(x) < 1000 {
		return plain(x)
	}
	text := strconv.FormatFloat(math.Abs(math.Round(x)), 'f', 0, 64)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	if x < 0 {
		return "-" + text
	}
	return text
}

func close0(x float64) bool { return math.Abs(x) < 1e-9 }

func halve(at func(float64) float64, a, b, fa float64) float64 {
	for range 200 {
		mid := a + (b-a)/2
		fm := at(mid)
		if fm == 0 || mid == a || mid == b {
			return mid
		}
		if fa*fm < 0 {
			b = mid
		} else {
			a, fa = mid, fm
		}
	}
	return a
}

// Condition says when an option is the cheapest: the value of one ranged
// number from which on its last year's spend is below every other option's.
type Condition struct {
	Option string
	Path   string
	Value  float64 // where it meets the cheapest of the others
	Below  bool    // cheapest when the number is below the value, else above
}

// Cheapest finds, for each option that is not the cheapest, which single
// ranged number within its range would make it so. The number changes in every
// option that does not set it itself.
func (m *Model) Cheapest() (winner string, conditions []Condition) {
	last := m.To - m.From
	run := m.newRun()
	spendAt := func(o *option, vary int, x float64) float64 {
		v := m.values(o)
		if _, set := o.set[vary]; vary >= 0 && !set {
			v[vary] = x
		}
		m.compute(o, v, run)
		return run.Spend[last]
	}
	best := math.Inf(1)
	for i := range m.options {
		if s := spendAt(&m.options[i], -1, 0); s < best {
			best, winner = s, m.options[i].name
		}
	}
	for i := range m.options {
		o := &m.options[i]
		if o.name == winner {
			continue
		}
		for _, at := range m.ranged(&option{}) {
			if c, ok := m.turns(o, at, spendAt); ok {
				conditions = append(conditions, c)
			}
		}
	}
	return winner, conditions
}

// turns looks whether one number makes the option the cheapest at an end of
// its range, and from which value on.
func (m *Model) turns(o *option, at int, spendAt func(*option, int, float64) float64) (Condition, bool) {
	lead := func(x float64) float64 {
		others := math.Inf(1)
		for i := range m.options {
			if m.options[i].name != o.name {
				others = min(others, spendAt(&m.options[i], at, x))
			}
		}
		return others - spendAt(o, at, x)
	}
	n := m.numbers[at]
	for _, end := range []float64{n.Low, n.High} {
		if lead(end) <= 0 {
			continue
		}
		value := halve(lead, n.Value, end, lead(n.Value))
		return Condition{o.name, n.Path, value, end == n.Low}, true
	}
	return Condition{}, false
}
