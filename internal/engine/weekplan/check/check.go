// Package check verifies a plan against its instance, from the written model
// alone: it shares no code with the planner but the reading of JSON, so that a
// mistake there cannot hide here.
package check

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
)

type instance struct {
	Weights   struct{ Must, Short, Fair int }
	MaxPerDay int `json:"max_per_day"`
	MaxPerAct int `json:"max_per_act"`
	Gap       int
	Sessions  []session
	Transport []struct{ Cap int }
	People    []person
	Friends   []struct{ P, Q, W, T int }
}

type session struct {
	Act, Day, Start, End, Units, Places, Load, Outcomes int
	StaffMax                                            int `json:"staff_max"`
	StaffCost                                           int `json:"staff_cost"`
}

type person struct {
	Min, Max, Budget, Theta int
	Must, Cur               []int
	Opts                    []option
	Tier, Town              int
}

type option struct {
	S, U, Price, W int
	Row            *int `json:"t"` // none, or below 0: no seat is needed
}

// Report is the outcome: every broken rule with its place, which is a JSON path of the
// plan where it does not say otherwise, and the objective as the model defines it.
type Report struct {
	Objective int
	Problems  []string
	Notes     []string // what is no fault and may be a slip

	unsure bool // the weeks are not such that anything can be added up
	sums   sums
}

func (r *Report) problem(format string, args ...any) {
	r.Problems = append(r.Problems, fmt.Sprintf(format, args...))
}

// tally is what the plan uses in all.
type tally struct {
	heads, load, seats map[int]int
	attends            []map[int]bool
}

// Instance is a file read for checking plans against it.
type Instance struct{ in instance }

// Read takes an instance from its file.
func Read(r io.Reader) (*Instance, error) {
	var c Instance
	if err := json.NewDecoder(r).Decode(&c.in); err != nil {
		return nil, fmt.Errorf("read instance: %w", err)
	}
	for i := range c.in.Sessions {
		c.in.Sessions[i].Load = max(1, c.in.Sessions[i].Load)
	}
	return &c, nil
}

// Plan checks a plan file against an instance file. The error is only for an instance that
// cannot be read; what is wrong with how the plan is written, and the rules it breaks, are
// in the report. Of weeks that cannot be read no rule is said to be broken.
func Plan(instanceFile, planFile io.Reader) (Report, error) {
	c, err := Read(instanceFile)
	if err != nil {
		return Report{}, err
	}
	var r Report
	p := readPlan(planFile)
	if !p.broken && p.sound("people") {
		r = c.Check(p.weeks)
		if !r.unsure {
			r.says(&c.in, p)
		}
	}
	for _, n := range p.notes {
		r.Notes = append(r.Notes, n.String())
	}
	var faults []string
	for _, f := range p.faults {
		faults = append(faults, f.String())
	}
	r.Problems = append(faults, r.Problems...)
	return r, nil
}

// says checks what a plan says of itself against what its weeks come to.
func (r *Report) says(in *instance, p plan) {
	exact := !p.sound("objective") || int64(r.Objective) == p.objective
	if !exact {
		r.problem("objective: the plan says %d, the model gives %d", p.objective, r.Objective)
	}
	r.proof(p, exact)
	r.summary(in, p)
	r.moves(p)
}

// proof checks what a plan says of its bound. Where the objective is not what the weeks
// come to, or the bound is below it, what follows from them is not told beside.
func (r *Report) proof(p plan, exact bool) {
	if p.sound("seconds") && p.seconds < 0 {
		r.problem("seconds: %g is before the beginning", p.seconds)
	}
	statuses := []string{"gap", "time", "stopped", "optimal"}
	if p.sound("status") && !slices.Contains(statuses, p.status) {
		r.problem("status: there is no %q", p.status)
	}
	if !exact || !p.sound("objective") || !p.sound("bound") {
		return
	}
	apart := p.bound - p.objective
	if apart < 0 {
		r.problem("bound: %d is below the objective %d", p.bound, p.objective)
		return
	}
	gap := float64(apart)
	if p.bound != 0 {
		gap /= math.Abs(float64(p.bound))
	}
	if p.sound("gap") && math.Abs(gap-p.gap) > 1e-6*math.Max(1, math.Abs(gap)) {
		r.problem("gap: the plan says %g, bound and objective give %g", p.gap, gap)
	}
	if p.status == "optimal" && apart != 0 {
		r.problem("status: the plan says it is optimal, and the bound is %d above it", apart)
	}
}

// Check checks everybody's sessions against every rule of the model.
func (c *Instance) Check(weeks [][]int) Report {
	var r Report
	in := &c.in
	if len(weeks) != len(in.People) {
		r.problem("people: the plan has %d, the instance %d", len(weeks), len(in.People))
		r.unsure = true
		return r
	}
	t := tally{map[int]int{}, map[int]int{}, map[int]int{}, make([]map[int]bool, len(in.People))}
	for i := range in.People {
		r.week(in, i, weeks[i], &t)
	}
	r.shared(in, &t)
	r.friends(in, &t)
	return r
}

// week checks one person's week and adds their share of the objective.
func (r *Report) week(in *instance, i int, sessions []int, t *tally) {
	who := in.People[i]
	t.attends[i] = map[int]bool{}
	var units, price, utility, outcomes int
	days, acts := map[int]int{}, map[int]int{}
	for k, n := range sessions {
		o := who.option(n)
		if o < 0 {
			r.problem("people[%d].sessions[%d]: session %d is not open to them", i, k, n)
			r.unsure = true
			continue
		}
		if slices.Contains(sessions[:k], n) {
			r.problem("people[%d].sessions[%d]: %d stands twice", i, k, n)
			r.unsure = true
			continue
		}
		if k > 0 && sessions[k-1] > n {
			r.problem("people[%d].sessions[%d]: %d does not rise above the one before", i, k, n)
		}
		x, s := who.Opts[o], in.Sessions[n]
		for _, m := range sessions[:k] {
			if who.option(m) < 0 {
				continue
			}
			if z := in.Sessions[m]; z.Day == s.Day && z.Start < s.End+in.Gap && s.Start < z.End+in.Gap {
				r.problem("people[%d].sessions[%d]: %d clashes with %d", i, k, n, m)
			}
		}
		units, price, utility, outcomes = units+s.Units, price+x.Price, utility+x.U, outcomes|s.Outcomes
		days[s.Day]++
		if s.Units == 1 {
			acts[s.Act]++
		}
		t.attends[i][n] = true
		t.heads[n]++
		t.load[n] += x.W
		if x.Row != nil && *x.Row >= 0 {
			t.seats[*x.Row]++
		}
	}
	r.limits(in, i, days, acts, [2]int{units, price})
	r.sums.person(i, who, sessions, week{units, utility, outcomes})
	r.Objective += utility - in.Weights.Short*max(0, who.Min-units) - in.Weights.Fair*max(0, who.Theta-utility) -
		in.Weights.Must*who.missed(outcomes)
}

// missed is how many of the outcomes that must be covered are not.
func (p person) missed(outcomes int) int {
	n := 0
	for _, m := range p.Must {
		if outcomes>>m&1 == 0 {
			n++
		}
	}
	return n
}

func (p person) option(session int) int {
	for k, o := range p.Opts {
		if o.S == session {
			return k
		}
	}
	return -1
}

func (r *Report) limits(in *instance, i int, days, acts map[int]int, spent [2]int) {
	for d, n := range days {
		if n > in.MaxPerDay {
			r.problem("people[%d]: %d sessions on day %d", i, n, d)
		}
	}
	for a, n := range acts {
		if n > in.MaxPerAct {
			r.problem("people[%d]: activity %d comes %d times", i, a, n)
		}
	}
	if spent[0] > in.People[i].Max {
		r.problem("people[%d]: %d units, at most %d", i, spent[0], in.People[i].Max)
	}
	if spent[1] > in.People[i].Budget {
		r.problem("people[%d]: costs %d pence, budget %d", i, spent[1], in.People[i].Budget)
	}
}

// shared checks sessions and transport, and takes off what workers cost.
func (r *Report) shared(in *instance, t *tally) {
	for n, s := range in.Sessions {
		if t.heads[n] > s.Places {
			r.problem("sessions[%d] of the instance: %d people, %d places", n, t.heads[n], s.Places)
		}
		if t.load[n] > s.StaffMax*s.Load {
			r.problem("sessions[%d] of the instance: load %d, workers carry %d", n, t.load[n], s.StaffMax*s.Load)
		}
		if s.StaffCost > 0 {
			workers := t.load[n] / s.Load
			if t.load[n]%s.Load > 0 {
				workers++
			}
			r.Objective -= s.StaffCost * workers
			r.sums.staff += s.StaffCost * workers
		}
	}
	for n, row := range in.Transport {
		if t.seats[n] > row.Cap {
			r.problem("transport[%d] of the instance: %d seats used of %d", n, t.seats[n], row.Cap)
		}
	}
}

func (r *Report) friends(in *instance, t *tally) {
	for _, f := range in.Friends {
		met := 0
		for n := range t.attends[f.P] {
			if t.attends[f.Q][n] {
				met++
			}
		}
		r.Objective += f.W * min(f.T, met)
		r.sums.friendship += f.W * min(f.T, met)
	}
}
