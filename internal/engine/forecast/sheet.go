package forecast

import (
	"fmt"
	"strconv"
	"strings"
)

// Sheet is one option as a spreadsheet computes it: one line a figure, one
// formula a year. A formula names the file's numbers by their cell names and
// other lines as @key[year].
type Sheet struct {
	Option string
	Lines  []SheetLine
	// Own are the numbers that the option sets, by the name its formulas use.
	Own []OwnNumber
}

// SheetLine is one figure over the years: its formulas, and what they come to.
type SheetLine struct {
	Key, Label string
	Formulas   map[int]string
	Values     map[int]float64
}

// OwnNumber is a number that an option replaces.
type OwnNumber struct {
	Name, Path string
	Value      float64
}

// CellNames gives every number's path the name of its cell in a workbook. A
// workbook takes capitals for small letters, so names are kept apart without them.
func (m *Model) CellNames() map[string]string {
	names, taken := map[string]string{}, map[string]bool{}
	give := func(path string) {
		base := cellName(path)
		name := base
		for i := 2; taken[strings.ToLower(name)]; i++ {
			name = base + "__" + strconv.Itoa(i)
		}
		taken[strings.ToLower(name)], names[path] = true, name
	}
	for _, n := range m.numbers {
		give(n.Path)
	}
	for _, o := range m.options {
		for at, n := range m.numbers {
			if _, set := o.set[at]; set {
				give(ownPath(o.name, n.Path))
			}
		}
	}
	return names
}

func ownPath(option, path string) string { return "option." + option + "." + path }

func cellName(path string) string {
	return "n_" + strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_' {
			return r
		}
		return '_'
	}, path)
}

// sheeter writes the formulas of one option.
type sheeter struct {
	m      *Model
	o      *option
	s      *Sheet
	names  map[string]string
	values map[string][]float64
}

// Sheets gives every option as formulas that recalculate the central run.
func (m *Model) Sheets() []Sheet {
	var sheets []Sheet
	names := m.CellNames()
	for i := range m.options {
		o := &m.options[i]
		w := sheeter{m, o, &Sheet{Option: o.name}, names, m.lineValues(o)}
		for at, n := range m.numbers {
			if set, ok := o.set[at]; ok {
				w.s.Own = append(w.s.Own, OwnNumber{names[ownPath(o.name, n.Path)], n.Path, set.Value})
			}
		}
		w.lines()
		sheets = append(sheets, *w.s)
	}
	return sheets
}

// lineValues gives what the lines of an option come to, by their keys.
func (m *Model) lineValues(o *option) map[string][]float64 {
	r, v := m.newRun(), m.values(o)
	m.compute(o, v, r)
	n := len(r.Years)
	all := map[string][]float64{"people": r.People, "index": r.index, "keep": r.Keep, "served": r.Served,
		"unmet": r.Unmet,
		"phase": r.phase[:n], "phase_next": r.phase[1:], "in_work": r.InWork, "jobs": r.CauseJobs,
		"capacity": r.Capacity,
		"one_off":  r.OneOff, "spend": r.Spend, "saving_cash": r.SavingCash, "saving_run_rate": r.SavingRunRate,
		"cohorts": make([]float64, n)}
	for k, c := range r.Cohorts {
		key := cohortKey(k)
		for i := range n {
			all["cohorts"][i] += c.Spend[i]
		}
		all[key+".people"], all[key+".unmet"], all[key+".units"], all[key+
			".spend"] = c.People, c.Unmet, c.Units, c.Spend
		all[key+".transport"], all[key+".meals"], all[key+".income"] = c.Transport, c.Meals, c.Income
	}
	mixes := m.newRun()
	for i, y := range r.Years {
		m.mixOf(i, y, v, mixes)
		for t, share := range mixes.mix {
			all[tierKey(t)] = append(all[tierKey(t)], share)
		}
	}
	return all
}

// cohortKey and tierKey name lines by place, so that no name of the file can
// look like a reference.
func cohortKey(k int) string { return "cohorts." + strconv.Itoa(k) }
func tierKey(t int) string   { return "mix." + strconv.Itoa(t) }

// n names the cell of a number as this option has it.
func (w *sheeter) n(at int) string {
	n := w.m.numbers[at]
	if _, own := w.o.set[at]; own {
		return w.names[ownPath(w.o.name, n.Path)]
	}
	if !n.Given {
		return exactText(n.Value)
	}
	return w.names[n.Path]
}

func exactText(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// line adds a figure whose formula f gives for each year.
func (w *sheeter) line(key, label string, f func(y int) string) {
	l := SheetLine{key, label, map[int]string{}, map[int]float64{}}
	for i, y := range w.m.Years() {
		l.Formulas[y], l.Values[y] = f(y), w.values[key][i]
	}
	w.s.Lines = append(w.s.Lines, l)
}

func at(key string, y int) string { return fmt.Sprintf("@%s[%d]", key, y) }

// table reads a table by year as read does: a straight line between two years.
func (w *sheeter) table(s series, y int) string {
	if len(s.years) == 0 {
		return "0"
	}
	if y <= s.years[0] {
		return w.n(s.at[0])
	}
	for i := 1; i < len(s.years); i++ {
		if y == s.years[i] {
			return w.n(s.at[i])
		}
		if y < s.years[i] {
			a, b := w.n(s.at[i-1]), w.n(s.at[i])
			return fmt.Sprintf("(%s+(%s-%s)*%d/%d)", a, b, a, y-s.years[i-1], s.years[i]-s.years[i-1])
		}
	}
	return w.n(s.at[len(s.at)-1])
}

func (w *sheeter) exact(s series, y int) string {
	for i, given := range s.years {
		if given == y {
			return w.n(s.at[i])
		}
	}
	return "0"
}

func (w *sheeter) sum(list []share) string {
	var parts []string
	for _, s := range list {
		parts = append(parts, w.n(s.at))
	}
	return sumOf(parts)
}

func sumOf(parts []string) string {
	if len(parts) == 0 {
		return "0"
	}
	return "(" + strings.Join(parts, "+") + ")"
}

// series writes a population or a demand at a year.
func (w *sheeter) series(name string, y int) string {
	for _, d := range w.m.demands {
		if d.name != name {
			continue
		}
		var parts []string
		for _, b := range d.bands {
			if b.of == "" {
				parts = append(parts, w.table(b.people, y))
			} else {
				parts = append(parts, w.table(b.rate, y)+"*"+w.series(b.of, y))
			}
		}
		return sumOf(parts)
	}
	for _, p := range w.m.populations {
		if p.name == name {
			return w.table(p.people, y)
		}
	}
	return "1"
}

// lines writes the rules of the model, in their order, as formulas.
func (w *sheeter) lines() {
	m := w.m
	w.line("people", "People", w.people)
	w.line("index", "Price index", w.index)
	w.mixLines()
	w.line("keep", "Today's model", func(y int) string {
		return fmt.Sprintf("%s*%s/%s*%s", w.sum(m.todaySpend), at("people", y), w.sum(m.todayPeople),
			at("index", y))
	})
	var spends, served, unmet []func(int) string
	for i := range m.cohorts {
		k := w.cohortLines(i)
		spends = append(spends, func(y int) string { return at(k+".spend", y) })
		served = append(served, func(y int) string { return at(k+".people", y) })
		unmet = append(unmet, func(y int) string { return at(k+".unmet", y) })
	}
	w.line("cohorts", "All cohorts, spend", sumLines(spends))
	w.line("served", "Served", sumLines(served))
	w.line("unmet", "Without a place", sumLines(unmet))
	w.line("phase", "In the new model on 1 April", func(y int) string { return w.phase(y) })
	w.line("phase_next", "In the new model a year later", func(y int) string { return w.phase(y + 1) })
	w.jobLines()
	w.line("one_off", "One-off costs", func(y int) string {
		var parts []string
		for _, x := range m.oneOffs {
			parts = append(parts, w.exact(x.cost, y))
		}
		return sumOf(parts)
	})
	w.line("spend", "Spend", func(y int) string {
		f := "(" + at("phase", y) + "+" + at("phase_next", y) + ")/2"
		return fmt.Sprintf("(1-%s)*%s+%s*%s-%s", f, at("keep", y), f, at("cohorts", y), at("jobs", y))
	})
	w.line("saving_cash", "Saving, cash", func(y int) string {
		return at("keep", y) + "-" + at("spend", y) + "-" + at("one_off", y)
	})
	w.line("saving_run_rate", "Saving, run-rate", func(y int) string {
		return fmt.Sprintf("%s*(%s-%s)+%s", at("phase_next", y), at("keep", y), at("cohorts", y), at("jobs", y))
	})
}

func sumLines(parts []func(int) string) func(int) string {
	return func(y int) string {
		var list []string
		for _, p := range parts {
			list = append(list, p(y))
		}
		return sumOf(list)
	}
}

func (w *sheeter) people(y int) string {
	m := w.m
	if y == m.From {
		return w.n(m.start)
	}
	f := at("people", y-1)
	if m.growsLike != "none" {
		f += "*" + w.series(m.growsLike, y) + "/" + w.series(m.growsLike, y-1)
	}
	f += "*(1-" + w.sum(m.leave) + ")"
	for _, a := range m.arrive {
		f += "+" + w.table(a.leavers, y) + "*" + w.n(a.takeUp)
	}
	return f
}

func (w *sheeter) index(y int) string {
	if y == w.m.From {
		return "1"
	}
	var parts []string
	for _, c := range w.m.causes {
		parts = append(parts, w.n(c.share)+"*"+w.exact(c.growth, y))
	}
	return at("index", y-1) + "*(1+" + sumOf(parts) + ")"
}

func (w *sheeter) mixLines() {
	m := w.m
	for t, name := range m.tiers {
		w.line(tierKey(t), "Share of the tier "+name, func(y int) string {
			if y == m.From || len(m.moves) == 0 {
				return w.table(m.mix[t], y)
			}
			f := at(tierKey(t), y-1)
			for _, mv := range m.moves {
				if mv.from == t {
					f += "-" + at(tierKey(t), y-1) + "*" + w.n(mv.at)
				}
				if mv.to == t {
					f += "+" + at(tierKey(mv.from), y-1) + "*" + w.n(mv.at)
				}
			}
			return f
		})
	}
}

func (w *sheeter) cohortLines(i int) string {
	c, k := &w.m.cohorts[i], cohortKey(i)
	wanted := func(y int) string {
		return at("people", y) + "*" + at(tierKey(c.tier), y) + "*" + w.n(c.part)
	}
	_, setPlaces := w.o.set[c.places]
	limited := w.m.numbers[c.places].Given || setPlaces
	w.line(k+".people", c.name+", people", func(y int) string {
		if limited {
			return "MIN(" + wanted(y) + "," + w.n(c.places) + ")"
		}
		return wanted(y)
	})
	w.line(k+".unmet", c.name+", without a place", func(y int) string {
		return wanted(y) + "-" + at(k+".people", y)
	})
	w.line(k+".units", c.name+", units ("+unitName(c.unit)+")", func(y int) string {
		if c.unit == perYear {
			return at(k+".people", y)
		}
		return at(k+".people", y) + "*" + w.n(c.aWeek) + "*" + w.n(c.weeks)
	})
	w.line(k+".spend", c.name+", spend", func(y int) string {
		return fmt.Sprintf("%s*%s/%s*%s", at(k+".units", y), w.n(c.price), w.n(c.sharing), at("index", y))
	})
	w.line(k+".transport", c.name+", transport", func(y int) string {
		return at(k+".units", y) + "*" + w.n(c.transport)
	})
	w.line(k+".meals", c.name+", meals", func(y int) string { return at(k+".units", y) + "*" + w.n(c.meals) })
	w.line(k+".income", c.name+", income", func(y int) string {
		return at(k+".people", y) + "*" + w.n(c.contribution) + "*" + w.n(c.weeks)
	})
	return k
}

func (w *sheeter) phase(y int) string {
	switch p := w.m.phase; {
	case w.o.today:
		return "0"
	case len(p.years) == 0:
		return "1"
	case y < p.years[0]:
		return "0"
	default:
		return w.table(p, y)
	}
}

func (w *sheeter) jobLines() {
	m := w.m
	w.line("in_work", "People in work", func(y int) string {
		if y == m.From {
			return w.exact(m.jobsNew, y)
		}
		return w.exact(m.jobsNew, y) + "+" + at("in_work", y-1) + "*" + w.n(m.jobsKept)
	})
	w.line("jobs", "Saved by jobs, cash", func(y int) string {
		if m.refill {
			return "0"
		}
		return at("in_work", y) + "*" + w.n(m.jobsSaving)
	})
	w.line("capacity", "Places used again, no cash", func(y int) string {
		if !m.refill {
			return "0"
		}
		return at("in_work", y) + "*" + w.n(m.jobsSaving)
	})
}

func unitName(unit string) string {
	if unit == "" {
		return "each"
	}
	return unit
}
