package charging

import (
	"encoding/json"

	"ourdays/internal/platform/pence"
)

// Step is the part of the calculation that a line belongs to.
type Step string

// The steps in their order. The lines of StepIncome to StepTariff add up to
// the assessable income; those to StepShare, to the maximum contribution; all
// of them, to the weekly charge.
const (
	StepIncome    Step = "income"
	StepDisregard Step = "disregard"
	StepTariff    Step = "tariff"
	StepHousing   Step = "housing"
	StepDRE       Step = "dre"
	StepMIG       Step = "mig"
	StepFloor     Step = "floor"
	StepShare     Step = "share"
	StepFullCost  Step = "full_cost"
	StepService   Step = "service"
	StepCost      Step = "cost_limit"
	StepMinimum   Step = "minimum_charge"
)

// Line is one movement of the calculation, signed: what counts is above zero,
// what is left out or kept is below.
type Line struct {
	Step   Step
	Label  string // for a finance officer, with how it came about
	Amount pence.Pence
	Kind   string // what the file calls it, or the name of the figure
	Name   string // what a person would call it
}

// Basis is how the charge was decided.
type Basis string

// The ways to a charge.
const (
	ByMeans      Basis = "means"         // income, savings and expenses were assessed
	ByCapital    Basis = "above_limit"   // savings are above the upper limit
	ByRefusal    Basis = "not_disclosed" // the person did not say
	ByLightTouch Basis = "light_touch"   // taken as assessed to pay the cost, with consent
)

// Means are the four figures of an assessment by means, a week.
type Means struct {
	Tariff     pence.Pence // what savings are taken to bring
	Assessable pence.Pence // counted income with the tariff
	MIG        pence.Pence // the guarantee that the person keeps
	Maximum    pence.Pence // the most that any week may cost the person
}

// Result is a finished assessment. The price of a week with other services
// than these is Result.ForWeek.
type Result struct {
	Date         Date
	Year         string // the charging year
	Basis        Basis
	Lines        []Line
	Means        *Means // nil when the person pays the full cost
	Capital      pence.Pence
	WeeklyCost   pence.Pence // of services that are not free
	WeeklyCharge pence.Pence
	FullCost     bool
	Warnings     []string
	Services     []Service
	Ground       Ground      // of a light-touch assessment, else empty
	Minimum      pence.Pence // the council's minimum charge, or zero
	Unconfirmed  bool        // a figure was used that nobody has confirmed
	rules        CapitalRules
}

// ForWeek gives what this person pays for a week that costs cost: never more
// than it costs, never more than the maximum, nothing below the minimum
// charge. Free services must not be in cost.
func (r Result) ForWeek(cost pence.Pence) pence.Pence {
	charge := max(0, cost)
	if r.Means != nil {
		charge = Capped(r.Means.Maximum, cost)
	}
	if charge < r.Minimum {
		return 0
	}
	return charge
}

// Capped is the rule behind every price: nobody pays more in a week than their
// maximum contribution, nor more than the week costs. Weeks are never averaged.
func Capped(maximum, weekCost pence.Pence) pence.Pence { return max(0, min(maximum, weekCost)) }

// sum adds the lines of some steps.
func (r Result) sum(steps ...Step) pence.Pence {
	var total pence.Pence
	for _, l := range r.Lines {
		for _, s := range steps {
			if l.Step == s {
				total += l.Amount
			}
		}
	}
	return total
}

// leftOutOf gives what is left out of the income on line i. Assess writes an
// income's disregard on the line after it.
func (r Result) leftOutOf(i int) pence.Pence {
	if i+1 < len(r.Lines) && r.Lines[i+1].Step == StepDisregard {
		return -r.Lines[i+1].Amount
	}
	return 0
}

// jsonLine and jsonResult are the exact form of `ourdays charge --json`.
type jsonLine struct {
	Step   Step   `json:"step"`
	Label  string `json:"label"`
	Amount string `json:"amount"`
}

type jsonResult struct {
	Lines        []jsonLine `json:"lines"`
	Tariff       *string    `json:"tariff_income"`
	Assessable   *string    `json:"assessable_income"`
	MIG          *string    `json:"mig"`
	Maximum      *string    `json:"maximum_contribution"`
	WeeklyCost   string     `json:"weekly_cost"`
	WeeklyCharge string     `json:"weekly_charge"`
	FullCost     bool       `json:"full_cost"`
	Warnings     []string   `json:"warnings"`
}

// MarshalJSON gives the form of `ourdays charge --json`: amounts are texts
// with two decimals, and the four figures of means are null at full cost.
func (r Result) MarshalJSON() ([]byte, error) {
	j := jsonResult{Lines: make([]jsonLine, len(r.Lines)), WeeklyCost: r.WeeklyCost.String(),
		WeeklyCharge: r.WeeklyCharge.String(), FullCost: r.FullCost, Warnings: []string{}}
	j.Warnings = append(j.Warnings, r.Warnings...)
	for i, l := range r.Lines {
		j.Lines[i] = jsonLine{l.Step, l.Label, l.Amount.String()}
	}
	if m := r.Means; m != nil {
		j.Tariff, j.Assessable = text(m.Tariff), text(m.Assessable)
		j.MIG, j.Maximum = text(m.MIG), text(m.Maximum)
	}
	return json.Marshal(j)
}

func text(p pence.Pence) *string {
	s := p.String()
	return &s
}
