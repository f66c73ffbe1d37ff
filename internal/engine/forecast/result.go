package forecast

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// ByYear is a series of results; its JSON has the year as key.
type ByYear map[int]float64

// Result is everything a file gives. Money is pounds; nothing is rounded.
type Result struct {
	Format      string                   `json:"format"`
	Name        string                   `json:"name"`
	Years       []int                    `json:"years"`
	Population  map[string]ByYear        `json:"population"`
	Demand      map[string]DemandResult  `json:"demand"`
	Growth      GrowthResult             `json:"growth"`
	Options     map[string]*OptionResult `json:"options"`
	SavingsPlan PlanResult               `json:"savings_plan"`
	Solved      map[string]Solved        `json:"solved"`
	Notes       []Note                   `json:"notes"`
	Assumptions []Assumption             `json:"assumptions"`
	// Order lists the options as the file does.
	Order []string `json:"-"`
}

// DemandResult is who is likely to need support.
type DemandResult struct {
	Bands        map[string]ByYear `json:"bands"`
	Total        ByYear            `json:"total"`
	PrintedTotal ByYear            `json:"printed_total,omitempty"`
}

// GrowthResult is rule 2.
type GrowthResult struct {
	Population map[string]Growth `json:"population"`
	Demand     map[string]Growth `json:"demand"`
}

// Growth of one series between two years, in per cent.
type Growth struct {
	From           int      `json:"from"`
	To             int      `json:"to"`
	Percent        float64  `json:"percent"`
	PercentPrinted *float64 `json:"percent_printed,omitempty"`
}

// OptionResult is one option, year by year.
type OptionResult struct {
	People        ByYear                  `json:"people"`
	Served        ByYear                  `json:"served"`
	Unmet         ByYear                  `json:"unmet"`
	Keep          ByYear                  `json:"keep"`
	Spend         ByYear                  `json:"spend"`
	OneOff        ByYear                  `json:"one_off"`
	Transport     ByYear                  `json:"transport"`
	Meals         ByYear                  `json:"meals"`
	Income        ByYear                  `json:"income"`
	SavingCash    ByYear                  `json:"saving_cash"`
	SavingRunRate ByYear                  `json:"saving_run_rate"`
	SavingByCause Causes                  `json:"saving_by_cause"`
	Jobs          JobsResult              `json:"jobs"`
	Cohorts       map[string]CohortResult `json:"cohorts"`
	Range         Ranges                  `json:"range"`
	Sensitivity   []Swing                 `json:"sensitivity"`
	// Today marks an option that keeps today's model.
	Today bool `json:"-"`
}

// Causes splits the cash saving; the three sum to it.
type Causes struct {
	Model  ByYear `json:"model"`
	Jobs   ByYear `json:"jobs"`
	OneOff ByYear `json:"one_off"`
}

// JobsResult counts people in work, and the pounds of places used again.
type JobsResult struct {
	InWork   ByYear `json:"in_work"`
	Capacity ByYear `json:"capacity"`
}

// CohortResult is one part of a tier.
type CohortResult struct {
	Tier      string `json:"tier"`
	Provider  string `json:"provider"`
	Group     string `json:"group,omitempty"`
	Band      string `json:"band,omitempty"`
	People    ByYear `json:"people"`
	Unmet     ByYear `json:"unmet"`
	Units     ByYear `json:"units"`
	Spend     ByYear `json:"spend"`
	Transport ByYear `json:"transport"`
	Meals     ByYear `json:"meals"`
	Income    ByYear `json:"income"`
}

// Ranges are the 10th and 90th percentiles over the draws.
type Ranges struct {
	Spend      map[int]LowHigh `json:"spend"`
	SavingCash map[int]LowHigh `json:"saving_cash"`
}

// LowHigh is a range.
type LowHigh struct {
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

// Swing is what one ranged number does to the spend of the last year.
type Swing struct {
	Path   string  `json:"path"`
	AtLow  float64 `json:"at_low"`
	AtHigh float64 `json:"at_high"`
	Swing  float64 `json:"swing"`
}

// PlanResult is the savings plan in both readings (rule 11).
type PlanResult struct {
	Given          ByYear  `json:"given"`
	EachYear       Reading `json:"each_year"`
	Added          Reading `json:"added"`
	PercentOfToday float64 `json:"percent_of_today"`
	PercentRunRate float64 `json:"percent_run_rate"`
}

// Reading is one way to read a row of planned savings.
type Reading struct {
	CashTotal    float64 `json:"cash_total"`
	FinalRunRate float64 `json:"final_run_rate"`
}

// Solved is a value that makes a result what is wanted, or why there is none.
type Solved struct {
	Value  *float64 `json:"value"`
	Reason *string  `json:"reason"`
	// Vary, Until, Equals and Option say again what was asked.
	Vary   string  `json:"-"`
	Until  string  `json:"-"`
	Equals float64 `json:"-"`
	Option string  `json:"-"`
}

// Note is a place where the source and the model differ.
type Note struct {
	Where string  `json:"where"`
	Path  string  `json:"path"`
	Says  float64 `json:"says"`
	Model float64 `json:"model"`
	Text  string  `json:"text"`
}

// Assumption is a number that the source does not give.
type Assumption struct {
	Path  string  `json:"path"`
	Value float64 `json:"value"`
	Text  string  `json:"text"`
}

// ResultFormat names the form of a result's JSON.
const ResultFormat = "ourdays-forecast-result/1"

// Progress hears how much of the draws is done, from 0 to 1. It may be nil.
type Progress func(done float64)

// Run computes the whole result. The faults it can find are figures beyond
// what can be computed, and a printed figure that is compared with a value for
// which nothing was found.
func (m *Model) Run(progress Progress) (*Result, error) {
	res := m.central()
	if y, name, ok := res.beyond(); ok {
		return nil, Faults{{1, 1, "options." + name,
			fmt.Sprintf("the figures of %d are beyond what can be computed", y)}}
	}
	for i := range m.options {
		o := &m.options[i]
		out := res.Options[o.name]
		m.ranges(o, out, func(done float64) {
			if progress != nil {
				progress((float64(i) + done) / float64(len(m.options)))
			}
		})
	}
	m.solveAll(res)
	if err := m.notes(res); err != nil {
		return nil, err
	}
	return res, nil
}

// central is the run without draws.
func (m *Model) central() *Result {
	res := m.sources()
	for i := range m.options {
		o := &m.options[i]
		run := m.newRun()
		m.compute(o, m.values(o), run)
		res.Order = append(res.Order, o.name)
		res.Options[o.name] = m.report(o, run)
	}
	return res
}

// sources is the part of a result that no option changes: population, demand,
// their growth and the savings plan.
func (m *Model) sources() *Result {
	v := m.values(nil)
	res := &Result{Format: ResultFormat, Name: m.Name, Years: m.Years(), Population: map[string]ByYear{},
		Demand: map[string]DemandResult{}, Options: map[string]*OptionResult{}, Solved: map[string]Solved{},
		Notes: []Note{}, Assumptions: m.assumptions(), SavingsPlan: m.planned(v),
		Growth: GrowthResult{map[string]Growth{}, map[string]Growth{}}}
	for _, p := range m.populations {
		if len(p.people.years) == 0 {
			continue // a fault of the file, told elsewhere
		}
		res.Population[p.name] = table(p.people.years[0], p.people.years[len(p.people.years)-1],
			func(y int) float64 { return p.people.read(v, y) })
		if m.growing {
			res.Growth.Population[p.name] = m.growthOf(p.name, v)
		}
	}
	for _, d := range m.demands {
		res.Demand[d.name] = m.demandOf(d, v)
		if m.growing {
			res.Growth.Demand[d.name] = m.demandGrowth(d, v)
		}
	}
	return res
}

// demandGrowth is the growth of the summed bands and, where the source prints
// totals of both years, of those.
func (m *Model) demandGrowth(d demand, v []float64) Growth {
	g := m.growthOf(d.name, v)
	if d.printed.covers(m.growthFrom) && d.printed.covers(m.growthTo) {
		p := percent(d.printed.read(v, m.growthFrom), d.printed.read(v, m.growthTo))
		g.PercentPrinted = &p
	}
	return g
}

// beyond finds the first figure that is no finite number.
func (res *Result) beyond() (year int, option string, found bool) {
	for _, name := range res.Order {
		o := res.Options[name]
		for _, y := range res.Years {
			sum := o.People[y] + o.Keep[y] + o.Spend[y] + o.SavingRunRate[y] + o.Transport[y] + o.Meals[y] +
				o.Income[y] + o.Jobs.Capacity[y]
			if math.IsNaN(sum) || math.IsInf(sum, 0) {
				return y, name, true
			}
		}
	}
	return 0, "", false
}

func table(first, last int, f func(int) float64) ByYear {
	t := ByYear{}
	for y := first; y <= last; y++ {
		t[y] = f(y)
	}
	return t
}

func percent(from, to float64) float64 {
	if from == 0 {
		return 0
	}
	return 100 * (to/from - 1)
}

func (m *Model) growthOf(name string, v []float64) Growth {
	a, _ := m.seriesAt(name, v, m.growthFrom)
	b, _ := m.seriesAt(name, v, m.growthTo)
	return Growth{From: m.growthFrom, To: m.growthTo, Percent: percent(a, b)}
}

func (m *Model) demandOf(d demand, v []float64) DemandResult {
	out := DemandResult{Bands: map[string]ByYear{}}
	for _, b := range d.bands {
		lo, hi, _ := b.span(m)
		out.Bands[b.name] = table(lo, hi, func(y int) float64 { return b.at(m, v, y) })
	}
	lo, hi, _ := d.span(m)
	out.Total = table(lo, hi, func(y int) float64 { return d.at(m, v, y) })
	if len(d.printed.years) > 0 {
		out.PrintedTotal = ByYear{}
		for i, y := range d.printed.years {
			out.PrintedTotal[y] = v[d.printed.at[i]]
		}
	}
	return out
}

// report turns a run into the result's form.
func (m *Model) report(o *option, r *Run) *OptionResult {
	s := func(list []float64) ByYear {
		return table(m.From, m.To, func(y int) float64 { return list[y-m.From] + 0 })
	}
	out := &OptionResult{People: s(r.People), Served: s(r.Served), Unmet: s(r.Unmet), Keep: s(r.Keep),
		Spend:  s(r.Spend),
		OneOff: s(r.OneOff), Transport: s(r.Transport), Meals: s(r.Meals), Income: s(r.Income),
		SavingCash: s(r.SavingCash), SavingRunRate: s(r.SavingRunRate),
		SavingByCause: Causes{s(r.CauseModel), s(r.CauseJobs), s(r.CauseOneOff)},
		Jobs:          JobsResult{s(r.InWork), s(r.Capacity)}, Cohorts: map[string]CohortResult{}, Today: o.today}
	for i, c := range m.cohorts {
		k := r.Cohorts[i]
		out.Cohorts[c.name] = CohortResult{Tier: c.tierName, Provider: c.provider, Group: c.group, Band: c.band,
			People: s(k.People), Unmet: s(k.Unmet), Units: s(k.Units), Spend: s(k.Spend), Transport: s(k.Transport),
			Meals: s(k.Meals), Income: s(k.Income)}
	}
	return out
}

// planned is rule 11: a row of planned savings, read both ways.
func (m *Model) planned(v []float64) PlanResult {
	p := PlanResult{Given: ByYear{}}
	if len(m.plan.years) == 0 {
		return p
	}
	running := 0.0
	for y := m.plan.years[0]; y <= m.plan.years[len(m.plan.years)-1]; y++ {
		running += m.plan.exact(v, y)
		p.Added.CashTotal += running
	}
	for i, y := range m.plan.years {
		p.Given[y] = v[m.plan.at[i]]
		p.EachYear.FinalRunRate = p.Given[y]
	}
	p.EachYear.CashTotal, p.Added.FinalRunRate = running, running
	today := total(m.todaySpend, v)
	p.PercentOfToday, p.PercentRunRate = 100*running/today, 100*p.EachYear.FinalRunRate/today
	return p
}

func (m *Model) assumptions() []Assumption {
	list := []Assumption{}
	for _, n := range m.numbers {
		if n.Assumed != "" {
			list = append(list, Assumption{n.Path, n.Value, n.Assumed})
		}
	}
	for _, o := range m.options {
		for at, n := range m.numbers {
			if s, ok := o.set[at]; ok && s.Assumed != "" {
				list = append(list, Assumption{"options." + o.name + ".set." + n.Path, s.Value, s.Assumed})
			}
		}
	}
	return list
}

// notes is rule 14, and every printed total that its bands do not sum to.
func (m *Model) notes(res *Result) error {
	v := m.values(nil)
	for _, d := range m.demands {
		for i, y := range d.printed.years {
			says, sum := v[d.printed.at[i]], d.at(m, v, y)
			if roundTo(sum, 0) == roundTo(says, 0) {
				continue
			}
			src := m.numbers[d.printed.at[i]].Source
			res.Notes = append(res.Notes, Note{src, fmt.Sprintf("demand.%s.total.%d", d.name, y), says, sum,
				fmt.Sprintf("The source prints %s for %d; its bands sum to %s.", plain(says), y, plain(sum))})
		}
	}
	var faults Faults
	for _, p := range m.printed {
		model, ok := res.lookup(p.of)
		if !ok {
			faults = append(faults,
				Fault{p.line, p.col, "printed", fmt.Sprintf("%q found no value to compare with", p.of)})
			continue
		}
		if places := decimals(p.says); roundTo(model, places) != roundTo(p.value, places) {
			res.Notes = append(res.Notes, Note{p.where, p.of, p.value, model,
				fmt.Sprintf("The source says %s; the model gives %s.", written(p.value, p.says),
					written(model, finer(model, places+2)))})
		}
	}
	if len(faults) > 0 {
		return faults
	}
	return nil
}

// written groups a large figure by its thousands; any other stays as it is given.
func written(x float64, asGiven string) string {
	if math.Abs(x) >= 1000 && x == math.Trunc(x) || math.Abs(x) >= 100000 {
		return grouped(x)
	}
	return asGiven
}

func finer(x float64, places int) string { return strconv.FormatFloat(roundTo(x, places), 'f', -1, 64) }

func decimals(written string) int {
	_, frac, _ := strings.Cut(written, ".")
	return len(frac)
}

// roundTo rounds half away from zero, forgiving the last bits of a float.
func roundTo(x float64, places int) float64 {
	p := math.Pow(10, float64(places))
	return math.Round(x*p*(1+1e-12)) / p
}

func plain(x float64) string { return strconv.FormatFloat(roundTo(x, 2), 'f', -1, 64) }
