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
const steps = 100

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
