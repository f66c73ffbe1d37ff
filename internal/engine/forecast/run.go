package forecast

import (
	"sort"
	"strconv"
	"strings"
)

// Run is one option computed for one set of numbers: every list has one entry
// a year.
type Run struct {
	Years                                                []int
	People, Served, Unmet, Keep, Spend, OneOff           []float64
	Transport, Meals, Income, SavingCash, SavingRunRate  []float64
	CauseModel, CauseJobs, CauseOneOff, InWork, Capacity []float64
	Cohorts                                              []CohortRun
	mix, index, phase                                    []float64
}

// CohortRun is one cohort of a run.
type CohortRun struct {
	People, Unmet, Units, Spend, Transport, Meals, Income []float64
}

// newRun makes room for a run, so that draws need none.
func (m *Model) newRun() *Run {
	years := m.Years()
	n := len(years)
	room := make([]float64, n*(16+7*len(m.cohorts))+len(m.tiers)+2*(n+1))
	cut := func(k int) []float64 {
		part := room[:k:k]
		room = room[k:]
		return part
	}
	r := &Run{Years: years}
	for _, list := range []*[]float64{&r.People, &r.Served, &r.Unmet, &r.Keep, &r.Spend, &r.OneOff, &r.Transport,
		&r.Meals, &r.Income, &r.SavingCash, &r.SavingRunRate, &r.CauseModel, &r.CauseJobs, &r.CauseOneOff,
		&r.InWork, &r.Capacity} {
		*list = cut(n)
	}
	r.Cohorts = make([]CohortRun, len(m.cohorts))
	for i := range r.Cohorts {
		c := &r.Cohorts[i]
		for _, list := range []*[]float64{&c.People, &c.Unmet, &c.Units, &c.Spend, &c.Transport, &c.Meals,
			&c.Income} {
			*list = cut(n)
		}
	}
	r.mix, r.index, r.phase = cut(len(m.tiers)), cut(n), cut(n+1)
	return r
}

// compute fills the run from the numbers v. It follows the rules of "What it
// means" in their order.
func (m *Model) compute(o *option, v []float64, r *Run) {
	todayPeople, todaySpend := total(m.todayPeople, v), total(m.todaySpend, v)
	m.phases(o, v, r)
	for i, y := range r.Years {
		m.peopleOf(i, y, v, r)
		m.mixOf(i, y, v, r)
		m.indexOf(i, y, v, r)
		r.Keep[i] = todaySpend * r.People[i] / todayPeople * r.index[i]
		model := m.cohortsOf(i, v, r)
		jobs := m.jobsOf(i, y, v, r)
		r.OneOff[i] = 0
		for _, x := range m.oneOffs {
			r.OneOff[i] += x.cost.exact(v, y)
		}
		m.settle(i, model, jobs, r)
	}
}

func total(list []share, v []float64) float64 {
	sum := 0.0
	for _, s := range list {
		sum += v[s.at]
	}
	return sum
}

// phases is rule 8: the share of people in the new model on each 1 April.
func (m *Model) phases(o *option, v []float64, r *Run) {
	for i := range r.phase {
		y := m.From + i
		switch {
		case o != nil && o.today:
			r.phase[i] = 0
		case len(m.phase.years) == 0:
			r.phase[i] = 1
		case y < m.phase.years[0]:
			r.phase[i] = 0
		default:
			r.phase[i] = m.phase.read(v, y)
		}
	}
}

// peopleOf is rule 3.
func (m *Model) peopleOf(i, y int, v []float64, r *Run) {
	if i == 0 {
		r.People[0] = v[m.start]
		return
	}
	ratio := 1.0
	if m.growsLike != "none" {
		now, _ := m.seriesAt(m.growsLike, v, y)
		before, _ := m.seriesAt(m.growsLike, v, y-1)
		if before > 0 {
			ratio = now / before
		}
	}
	stay := max(0, 1-total(m.leave, v))
	r.People[i] = r.People[i-1] * ratio * stay
	for _, a := range m.arrive {
		r.People[i] += a.leavers.read(v, y) * v[a.takeUp]
	}
}

// mixOf is rule 4.
func (m *Model) mixOf(i, y int, v []float64, r *Run) {
	if i == 0 || len(m.moves) == 0 {
		for t, s := range m.mix {
			r.mix[t] = s.read(v, y)
		}
		return
	}
	var changed [16]float64
	change := changed[:0]
	for range m.mix {
		change = append(change, 0)
	}
	for _, mv := range m.moves {
		moved := r.mix[mv.from] * v[mv.at]
		change[mv.from] -= moved
		change[mv.to] += moved
	}
	for t := range r.mix {
		r.mix[t] += change[t]
	}
}

// indexOf is rule 6.
func (m *Model) indexOf(i, y int, v []float64, r *Run) {
	if i == 0 {
		r.index[0] = 1
		return
	}
	growth := 0.0
	for _, c := range m.causes {
		growth += v[c.share] * c.growth.exact(v, y)
	}
	r.index[i] = r.index[i-1] * (1 + growth)
}

// cohortsOf is rule 5; it gives the spend of all cohorts.
func (m *Model) cohortsOf(i int, v []float64, r *Run) float64 {
	r.Served[i], r.Unmet[i], r.Transport[i], r.Meals[i], r.Income[i] = 0, 0, 0, 0, 0
	spend := 0.0
	for k := range m.cohorts {
		c, out := &m.cohorts[k], &r.Cohorts[k]
		wanted := r.People[i] * r.mix[c.tier] * v[c.part]
		served := min(wanted, v[c.places])
		units := served * v[c.aWeek] * v[c.weeks]
		if c.unit == perYear {
			units = served
		}
		out.People[i], out.Unmet[i], out.Units[i] = served, wanted-served, units
		out.Spend[i] = units * v[c.price] / v[c.sharing] * r.index[i]
		out.Transport[i], out.Meals[i] = units*v[c.transport], units*v[c.meals]
		out.Income[i] = served * v[c.contribution] * v[c.weeks]
		spend += out.Spend[i]
		r.Served[i] += served
		r.Unmet[i] += wanted - served
		r.Transport[i] += out.Transport[i]
		r.Meals[i] += out.Meals[i]
		r.Income[i] += out.Income[i]
	}
	return spend
}

// jobsOf is rule 9; it gives the cash that jobs save.
func (m *Model) jobsOf(i, y int, v []float64, r *Run) float64 {
	r.InWork[i] = m.jobsNew.exact(v, y)
	if i > 0 {
		r.InWork[i] += r.InWork[i-1] * v[m.jobsKept]
	}
	pounds := r.InWork[i] * v[m.jobsSaving]
	if m.refill {
		r.Capacity[i] = pounds
		return 0
	}
	r.Capacity[i] = 0
	return pounds
}

// settle is rule 10.
func (m *Model) settle(i int, model, jobs float64, r *Run) {
	year := (r.phase[i] + r.phase[i+1]) / 2
	r.Spend[i] = (1-year)*r.Keep[i] + year*model - jobs
	r.SavingCash[i] = r.Keep[i] - r.Spend[i] - r.OneOff[i]
	r.SavingRunRate[i] = r.phase[i+1]*(r.Keep[i]-model) + jobs
	r.CauseModel[i], r.CauseJobs[i], r.CauseOneOff[i] = year*(r.Keep[i]-model), jobs, 0-r.OneOff[i]
}

// runLists are the lists of a run that paths know.
var runLists = map[string]func(*Run) []float64{
	"people":                  func(r *Run) []float64 { return r.People },
	"served":                  func(r *Run) []float64 { return r.Served },
	"unmet":                   func(r *Run) []float64 { return r.Unmet },
	"keep":                    func(r *Run) []float64 { return r.Keep },
	"spend":                   func(r *Run) []float64 { return r.Spend },
	"one_off":                 func(r *Run) []float64 { return r.OneOff },
	"transport":               func(r *Run) []float64 { return r.Transport },
	"meals":                   func(r *Run) []float64 { return r.Meals },
	"income":                  func(r *Run) []float64 { return r.Income },
	"saving_cash":             func(r *Run) []float64 { return r.SavingCash },
	"saving_run_rate":         func(r *Run) []float64 { return r.SavingRunRate },
	"saving_by_cause.model":   func(r *Run) []float64 { return r.CauseModel },
	"saving_by_cause.jobs":    func(r *Run) []float64 { return r.CauseJobs },
	"saving_by_cause.one_off": func(r *Run) []float64 { return r.CauseOneOff },
	"jobs.in_work":            func(r *Run) []float64 { return r.InWork },
	"jobs.capacity":           func(r *Run) []float64 { return r.Capacity },
}

// cohortLists are the lists of a cohort that paths know.
var cohortLists = map[string]func(*CohortRun) []float64{
	"people":    func(c *CohortRun) []float64 { return c.People },
	"unmet":     func(c *CohortRun) []float64 { return c.Unmet },
	"units":     func(c *CohortRun) []float64 { return c.Units },
	"spend":     func(c *CohortRun) []float64 { return c.Spend },
	"transport": func(c *CohortRun) []float64 { return c.Transport },
	"meals":     func(c *CohortRun) []float64 { return c.Meals },
	"income":    func(c *CohortRun) []float64 { return c.Income },
}

// getter finds the result of a run that a path such as spend.2021 names.
func (m *Model) getter(path string) (func(*Run) float64, bool) {
	at := strings.LastIndexByte(path, '.')
	if at < 0 {
		return nil, false
	}
	y, err := strconv.Atoi(path[at+1:])
	if err != nil || y < m.From || y > m.To {
		return nil, false
	}
	i, name := y-m.From, path[:at]
	if rest, ok := strings.CutPrefix(name, "cohorts."); ok {
		return m.cohortGetter(rest, i)
	}
	list, known := runLists[name]
	if !known {
		return nil, false
	}
	return func(r *Run) float64 { return list(r)[i] }, true
}

func (m *Model) cohortGetter(path string, i int) (func(*Run) float64, bool) {
	cohortName, name, _ := strings.Cut(path, ".")
	list, known := cohortLists[name]
	for k := range m.cohorts {
		if known && m.cohorts[k].name == cohortName {
			return func(r *Run) float64 { return list(&r.Cohorts[k])[i] }, true
		}
	}
	return nil, false
}

// SortedNames gives the keys of a map in order.
func SortedNames[V any](m map[string]V) []string {
	names := make([]string, 0, len(m))
	for n := range m {
		names = append(names, n)
	}
	sort.Strings(names)
	return names
}
