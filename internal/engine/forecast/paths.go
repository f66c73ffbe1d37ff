package forecast

import (
	"slices"
	"strconv"
	"strings"
)

// This file knows the paths of results: which there are, and what they name.

// lookup finds a result by its path from the top, such as
// options.three_tiers.spend.2021.
func (res *Result) lookup(path string) (float64, bool) {
	head, rest, _ := strings.Cut(path, ".")
	switch head {
	case "population":
		name, year, _ := strings.Cut(rest, ".")
		return res.Population[name].at(year)
	case "demand":
		return res.lookupDemand(rest)
	case "growth":
		return res.lookupGrowth(rest)
	case "savings_plan":
		x, ok := map[string]float64{
			"percent_of_today": res.SavingsPlan.PercentOfToday, "percent_run_rate": res.SavingsPlan.PercentRunRate,
			"each_year.cash_total":     res.SavingsPlan.EachYear.CashTotal,
			"each_year.final_run_rate": res.SavingsPlan.EachYear.FinalRunRate,
			"added.cash_total":         res.SavingsPlan.Added.CashTotal,
			"added.final_run_rate":     res.SavingsPlan.Added.FinalRunRate,
		}[rest]
		if !ok && strings.HasPrefix(rest, "given.") {
			return res.SavingsPlan.Given.at(rest[len("given."):])
		}
		return x, ok
	case "solved":
		s := res.Solved[strings.TrimSuffix(rest, ".value")]
		if s.Value == nil {
			return 0, false
		}
		return *s.Value, true
	case "options":
		name, list, _ := strings.Cut(rest, ".")
		if o := res.Options[name]; o != nil {
			return o.Lookup(list)
		}
	}
	return 0, false
}

func (b ByYear) at(year string) (float64, bool) {
	y, err := strconv.Atoi(year)
	if err != nil {
		return 0, false
	}
	x, ok := b[y]
	return x, ok
}

func (res *Result) lookupDemand(rest string) (float64, bool) {
	parts := strings.Split(rest, ".")
	d, ok := res.Demand[parts[0]]
	switch {
	case ok && len(parts) == 3 && parts[1] == "total":
		return d.Total.at(parts[2])
	case ok && len(parts) == 3 && parts[1] == "printed_total":
		return d.PrintedTotal.at(parts[2])
	case ok && len(parts) == 4 && parts[1] == "bands":
		return d.Bands[parts[2]].at(parts[3])
	}
	return 0, false
}

func (res *Result) lookupGrowth(rest string) (float64, bool) {
	parts := strings.Split(rest, ".")
	if len(parts) != 3 {
		return 0, false
	}
	g, ok := res.Growth.Demand[parts[1]]
	if parts[0] == "population" {
		g, ok = res.Growth.Population[parts[1]]
	}
	switch {
	case !ok:
		return 0, false
	case parts[2] == "percent":
		return g.Percent, true
	case parts[2] == "percent_printed" && g.PercentPrinted != nil:
		return *g.PercentPrinted, true
	}
	return 0, false
}

// Lookup finds a figure of an option by its path, such as spend.2021.
func (o *OptionResult) Lookup(path string) (float64, bool) {
	at := strings.LastIndexByte(path, '.')
	if at < 0 {
		return 0, false
	}
	name, year := path[:at], path[at+1:]
	if rest, ok := strings.CutPrefix(name, "range."); ok {
		return o.Range.lookup(rest, year)
	}
	if rest, ok := strings.CutPrefix(name, "cohorts."); ok {
		cohortName, list, _ := strings.Cut(rest, ".")
		c := o.Cohorts[cohortName]
		return map[string]ByYear{"people": c.People, "unmet": c.Unmet, "units": c.Units, "spend": c.Spend,
			"transport": c.Transport, "meals": c.Meals, "income": c.Income}[list].at(year)
	}
	return map[string]ByYear{"people": o.People, "served": o.Served, "unmet": o.Unmet, "keep": o.Keep,
		"spend":   o.Spend,
		"one_off": o.OneOff, "transport": o.Transport, "meals": o.Meals, "income": o.Income,
		"saving_cash":     o.SavingCash,
		"saving_run_rate": o.SavingRunRate, "saving_by_cause.model": o.SavingByCause.Model,
		"saving_by_cause.jobs": o.SavingByCause.Jobs, "saving_by_cause.one_off": o.SavingByCause.OneOff,
		"jobs.in_work": o.Jobs.InWork, "jobs.capacity": o.Jobs.Capacity}[name].at(year)
}

// lookup finds an end of a range: list is such as spend.2021, end is low or high.
func (r Ranges) lookup(list, end string) (float64, bool) {
	name, year, _ := strings.Cut(list, ".")
	y, err := strconv.Atoi(year)
	lh, known := map[string]map[int]LowHigh{"spend": r.Spend, "saving_cash": r.SavingCash}[name][y]
	switch {
	case err != nil || !known:
		return 0, false
	case end == "low":
		return lh.Low, true
	case end == "high":
		return lh.High, true
	}
	return 0, false
}

// gives reports whether a result has a figure at the path. It may be asked of
// a model with faults.
func (m *Model) gives(path string) bool {
	head, rest, _ := strings.Cut(path, ".")
	switch head {
	case "options":
		name, list, _ := strings.Cut(rest, ".")
		if m.option(name) == nil {
			return false
		}
		if _, known := m.getter(list); known {
			return true
		}
		return slices.Contains(m.rangePaths(), list)
	case "solved":
		for _, s := range m.solves {
			if s.name == strings.TrimSuffix(rest, ".value") {
				return true
			}
		}
		return false
	}
	_, known := m.sources().lookup(path)
	return known
}

// runPaths lists the paths of every figure inside an option that a run gives.
func (m *Model) runPaths() []string {
	var names, all []string
	names = append(names, SortedNames(runLists)...)
	for _, c := range m.cohorts {
		for _, list := range SortedNames(cohortLists) {
			names = append(names, "cohorts."+c.name+"."+list)
		}
	}
	for _, name := range names {
		for _, y := range m.Years() {
			all = append(all, name+"."+strconv.Itoa(y))
		}
	}
	return all
}

// rangePaths lists the paths of the ends of an option's ranges.
func (m *Model) rangePaths() []string {
	var all []string
	for _, name := range []string{"spend", "saving_cash"} {
		for _, y := range m.Years() {
			for _, end := range []string{"low", "high"} {
				all = append(all, "range."+name+"."+strconv.Itoa(y)+"."+end)
			}
		}
	}
	return all
}

// resultPaths lists the paths of every figure of a result, from its top.
func (m *Model) resultPaths() []string {
	all := []string{"savings_plan.percent_of_today", "savings_plan.percent_run_rate",
		"savings_plan.each_year.cash_total",
		"savings_plan.each_year.final_run_rate", "savings_plan.added.cash_total",
		"savings_plan.added.final_run_rate"}
	for _, p := range m.populations {
		all = append(all, "growth.population."+p.name+".percent")
		for _, y := range p.people.years {
			all = append(all, "population."+p.name+"."+strconv.Itoa(y))
		}
	}
	for _, d := range m.demands {
		all = append(all, "growth.demand."+d.name+".percent", "growth.demand."+d.name+".percent_printed")
		for _, y := range d.printed.years {
			all = append(all, "demand."+d.name+".total."+strconv.Itoa(y))
		}
	}
	inside := append(m.runPaths(), m.rangePaths()...)
	for _, o := range m.options {
		for _, path := range inside {
			all = append(all, "options."+o.name+"."+path)
		}
	}
	for _, s := range m.solves {
		all = append(all, "solved."+s.name+".value")
	}
	return all
}
