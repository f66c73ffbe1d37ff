package charging

import (
	"fmt"
	"strings"

	"ourdays/internal/platform/pence"
)

// The steps of a calculation, in their order.
const (
	StepCapital      = "capital"      // what was counted; not a weekly amount
	StepIncome       = "income"       // each line of income
	StepTariff       = "tariff"       // income that capital is taken to give
	StepDisregard    = "disregard"    // what is left out of income
	StepHousing      = "housing"      // housing costs
	StepDRE          = "dre"          // disability-related expenses
	StepMIG          = "mig"          // the Minimum Income Guarantee
	StepNothingBelow = "not_below_0"  // lifts a contribution below nothing to nothing
	StepShare        = "share"        // the part of disposable income that the council leaves
	StepContribution = "contribution" // the most the person can contribute; says, and is no amount of the sum
	StepCost         = "cost"         // each service's cost; what was counted
	StepFullCost     = "full_cost"    // the week's cost, paid in full
	StepCap          = "not_above_cost"
	StepMinimum      = "below_minimum"
)

// informs are the steps whose amounts are no part of the sum.
var informs = map[string]bool{StepCapital: true, StepContribution: true, StepCost: true}

// Sums reports whether a line of the step is part of the sum that gives the charge.
func Sums(step string) bool { return !informs[step] }

// assessment is one calculation under way.
type assessment struct {
	c      Case
	r      Result
	rates  Rates
	known  bool // the rates of the date's year
	faults Faults
	warned map[string]bool
}

// Assess computes what a person pays a week. A figure of the year that the
// assessment needs and nobody knows is Faults.
func Assess(c Case) (Result, error) {
	a := &assessment{c: c, warned: map[string]bool{}, r: Result{Warnings: []string{}}}
	a.rates, a.known = RatesOn(c.Date)
	a.cost()
	if a.paysAll() {
		a.fullCost()
	} else {
		a.means()
	}
	if len(a.faults) > 0 {
		return Result{}, a.faults
	}
	a.lightTouch()
	return a.r, nil
}

// Capped is the rule behind every price: nobody pays more in a week than its
// services cost.
func Capped(maximum, weekCost pence.Pence) pence.Pence { return max(0, min(maximum, weekCost)) }

func (a *assessment) add(step, label string, amount pence.Pence) {
	a.r.Lines = append(a.r.Lines, Line{step, label, amount})
}

func (a *assessment) warn(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	if !a.warned[text] {
		a.warned[text] = true
		a.r.Warnings = append(a.r.Warnings, text)
	}
}

func (a *assessment) fault(path, format string, args ...any) {
	a.faults = append(a.faults, Fault{path, fmt.Sprintf(format, args...)})
}

// cost adds up the services that are not free (regulation 3 lists free ones).
func (a *assessment) cost() {
	for _, s := range a.c.Services {
		if !s.Free {
			a.r.WeeklyCost += s.WeeklyCost
		}
	}
}

// capital is the person's own, and half of what is joint, down to the penny.
func (c Case) capital() pence.Pence { return c.Own + c.Joint.MulDiv(1, 2, pence.Down) }

// paysAll decides whether the full cost is due, and why.
func (a *assessment) paysAll() bool {
	if !a.c.Disclosed {
		a.r.FullCostBecause = "refused"
		return true
	}
	if l := a.c.LightTouch; l != nil && l.Ground == AboveLimit {
		a.r.FullCostBecause = AboveLimit
		return true
	}
	limits, known := LimitsOn(a.c.Date)
	if !known {
		if a.c.capital() > 0 {
			a.fault("$.date", "the capital limits of %s are not known", a.c.Date)
		}
		return false
	}
	if a.c.capital() > limits.Upper {
		a.r.FullCostBecause = "capital"
		return true
	}
	return false
}

func (a *assessment) fullCost() {
	a.r.FullCost = true
	a.capitalLines()
	a.costLines()
	a.add(StepFullCost, "The whole cost of the week", a.r.WeeklyCost)
	a.charge(a.r.WeeklyCost)
}

func (a *assessment) capitalLines() {
	if a.c.Own > 0 {
		a.add(StepCapital, "Savings and other capital of your own", a.c.Own)
	}
	if a.c.Joint > 0 {
		a.add(StepCapital, "Half of what you own with somebody else", a.c.Joint.MulDiv(1, 2, pence.Down))
	}
}

func (a *assessment) costLines() {
	for _, s := range a.c.Services {
		if !s.Free {
			a.add(StepCost, name(s.Kind), s.WeeklyCost)
		} else {
			a.add(StepCost, name(s.Kind)+" (free)", 0)
		}
	}
}

// means is the test of capital and income.
func (a *assessment) means() {
	a.capitalLines()
	tariff := a.tariff()
	counted := a.income()
	if tariff > 0 {
		a.add(StepTariff, "Income we count for savings", tariff)
	}
	assessable := counted + tariff
	left := assessable - a.housing() - a.disability() - a.guarantee()
	if left < 0 {
		a.add(StepNothingBelow, "You never pay less than nothing", -left)
		left = 0
	}
	taken := left.MulDiv(a.c.Policy.ShareMillion, whole, pence.Down)
	if taken < left {
		a.add(StepShare, "The part that the council leaves to you", taken-left)
	}
	a.add(StepContribution, "The most you can be asked to pay", taken)
	a.r.TariffIncome, a.r.AssessableIncome, a.r.MaximumContribution = &tariff, &assessable, &taken
	a.costLines()
	due := Capped(taken, a.r.WeeklyCost)
	if due < taken {
		a.add(StepCap, "You never pay more than the week costs", due-taken)
	}
	a.charge(due)
}

// charge ends the calculation: what is below the minimum charge is not taken.
func (a *assessment) charge(due pence.Pence) {
	if due > 0 && due < a.c.Policy.MinimumCharge {
		a.add(StepMinimum, "Too little to charge", -due)
		due = 0
	}
	a.r.WeeklyCharge = due
}

// tariff is a pound a week for every £250, or part of it, above the lower
// limit (regulation 25).
func (a *assessment) tariff() pence.Pence {
	limits, known := LimitsOn(a.c.Date)
	over := a.c.capital() - limits.Lower
	if !known || over <= 0 {
		return 0
	}
	return (over + limits.Step - 1) / limits.Step * 100
}

// income adds the lines of income and takes off what is left out of each.
func (a *assessment) income() pence.Pence {
	var counted pence.Pence
	var left []Line
	for i, it := range a.c.Income {
		amount := it.Every.weekly(it.Amount, pence.Down)
		a.add(StepIncome, name(it.Kind), amount)
		off := a.disregard(i, it, amount)
		if off > 0 {
			left = append(left, Line{StepDisregard, name(it.Kind) + ", not counted", -off})
		}
		counted += amount - off
	}
	a.r.Lines = append(a.r.Lines, left...)
	return counted
}

// disregardedInFull are left out whatever their amount: earnings (regulation
// 14), the mobility components and war pensions (Schedule 1).
var disregardedInFull = map[string]bool{"earnings": true, "pip_mobility": true, "dla_mobility": true, "war_pension": true,
	"war_widows_pension": true, "war_disablement_pension": true, "armed_forces_independence_payment_mobility": true}

// nightBenefits have an element for the night; beside any of them disability
// expenses count.
var nightBenefits = map[string]string{
	"pip_daily_living": "standard rate", "attendance_allowance": "lower rate", "dla_care": "middle rate",
}

// disregard is what is left out of one line of income, at most the line.
func (a *assessment) disregard(i int, it Item, amount pence.Pence) pence.Pence {
	switch {
	case it.Disregard != nil:
		return min(amount, it.Every.weekly(*it.Disregard, pence.Up))
	case disregardedInFull[it.Kind]:
		return amount
	case nightBenefits[it.Kind] != "" && a.c.NightCare != nil && !*a.c.NightCare:
		return a.night(i, it, amount)
	}
	return 0
}

// night is what a benefit pays above its lower rate, where the council gives
// no care at night.
func (a *assessment) night(i int, it Item, amount pence.Pence) pence.Pence {
	v, known := a.rates.LowerRate[it.Kind]
	if !known {
		a.fault(fmt.Sprintf("$.income[%d].kind", i), "the %s of %s on %s is not known; say what is disregarded with \"disregard\"",
			nightBenefits[it.Kind], it.Kind, a.c.Date)
		return 0
	}
	if amount <= v.Amount {
		return 0
	}
	a.unconfirmed("the "+nightBenefits[it.Kind]+" of "+it.Kind, v)
	return amount - v.Amount
}

func (a *assessment) unconfirmed(what string, v Value) {
	if v.Unconfirmed != "" {
		a.warn("Nobody has confirmed %s from %s, £%s a week (%s): check it before you rely on it.", what, a.rates.From, v.Amount, v.Unconfirmed)
	}
}

func (a *assessment) housing() pence.Pence {
	var sum pence.Pence
	for _, it := range a.c.Housing {
		amount := it.Every.weekly(it.Amount, pence.Up)
		a.add(StepHousing, name(it.Kind), -amount)
		sum += amount
	}
	return sum
}

// disability is the larger of the expenses and the council's flat amount, and
// counts only beside a benefit for disability.
func (a *assessment) disability() pence.Pence {
	var sum pence.Pence
	lines := make([]Line, 0, len(a.c.DRE))
	for _, it := range a.c.DRE {
		amount := it.Every.weekly(it.Amount, pence.Up)
		lines = append(lines, Line{StepDRE, name(it.Kind), -amount})
		sum += amount
	}
	standard := a.c.Policy.StandardDRE
	if sum == 0 && standard == 0 {
		return 0
	}
	if !a.hasDisabilityBenefit() {
		a.warn("Disability-related expenses are not counted: none of pip_daily_living, attendance_allowance and dla_care is in payment.")
		return 0
	}
	if standard > sum {
		a.add(StepDRE, "Disability expenses, the council's flat amount", -standard)
		return standard
	}
	a.r.Lines = append(a.r.Lines, lines...)
	return sum
}

func (a *assessment) hasDisabilityBenefit() bool {
	for _, it := range a.c.Income {
		if nightBenefits[it.Kind] != "" {
			return true
		}
	}
	return false
}

// element is one part of the guarantee.
type element struct {
	key, label string
	times      pence.Pence
}

// elements are the parts of the guarantee for a person (regulation 7).
func (p Person) elements() []element {
	suffix := "_single"
	if p.Household == Couple {
		suffix = "_couple"
	}
	list := []element{p.base()}
	for _, k := range p.Premiums {
		if k == Carer {
			list = append(list, element{"carer", "Carer premium", 1})
			continue
		}
		list = append(list, element{k + suffix, name(k) + " premium", 1})
	}
	if p.Children > 0 {
		list = append(list, element{"child", fmt.Sprintf("Children (%d)", p.Children), pence.Pence(p.Children)})
	}
	return list
}

// base is the amount by age and household. In a couple the pension age of
// either partner counts.
func (p Person) base() element {
	const label = "Basic amount"
	switch {
	case p.Household == Couple && (p.PensionAge || p.PartnerPensionAge):
		return element{"couple_pension", label, 1}
	case p.Household == Couple:
		return element{"couple", label, 1}
	case p.PensionAge:
		return element{"single_pension", label, 1}
	case p.Household == LoneParent:
		return element{"lone_parent", label, 1}
	case p.Age < 25:
		return element{"single_18_24", label, 1}
	}
	return element{"single_25", label, 1}
}

// guarantee is what a person keeps: the council's own amount, or the law's.
func (a *assessment) guarantee() pence.Pence {
	var sum pence.Pence
	if own := a.c.Policy.MIGWeekly; own != nil {
		sum = *own
		a.add(StepMIG, "What you keep to live on (the council's own amount)", -sum)
		if legal, ok := a.legalGuarantee(); ok && legal > sum {
			a.warn("The council's guarantee of £%s is below the legal one of £%s on %s.", sum, legal, a.c.Date)
		}
		a.r.MIG = &sum
		return sum
	}
	a.r.MIG = &sum
	if !a.known {
		a.fault("$.date", "the Minimum Income Guarantee of %s is not known; give policy.mig_weekly, or a date in a year that is", a.c.Date)
		return 0
	}
	for _, e := range a.c.Person.elements() {
		v, known := a.rates.MIG[e.key]
		if !known {
			a.fault("$.person", "the guarantee's element %q from %s is not known; give policy.mig_weekly", e.key, a.rates.From)
			continue
		}
		a.unconfirmed("the guarantee's element "+e.key, v)
		a.add(StepMIG, "What you keep to live on: "+strings.ToLower(e.label[:1])+e.label[1:], -v.Amount*e.times)
		sum += v.Amount * e.times
	}
	return sum
}

// legalGuarantee is the law's amount where the year's table holds every part.
func (a *assessment) legalGuarantee() (pence.Pence, bool) {
	var sum pence.Pence
	for _, e := range a.c.Person.elements() {
		v, known := a.rates.MIG[e.key]
		if !known {
			return 0, false
		}
		sum += v.Amount * e.times
	}
	return sum, a.known
}

// lightTouch says on which ground there was no full form, and the right to one.
func (a *assessment) lightTouch() {
	l := a.c.LightTouch
	if l == nil {
		return
	}
	a.r.LightTouch = l.Ground
	why := map[string]string{
		AboveLimit:      "the capital is plainly above the limit",
		SmallCharge:     "the charge is small",
		MeansTestedOnly: "only means-tested benefits are in payment",
	}[l.Ground]
	a.warn("This is a light-touch assessment (%s), because %s. A full assessment may be asked for at any time.", l.Ground, why)
}

// name turns a kind into words; a few are better known by others.
func name(kind string) string {
	if known := knownNames[kind]; known != "" {
		return known
	}
	words := strings.ReplaceAll(kind, "_", " ")
	return strings.ToUpper(words[:1]) + words[1:]
}

var knownNames = map[string]string{
	"pip_daily_living": "Personal Independence Payment, daily living", "pip_mobility": "Personal Independence Payment, mobility",
	"attendance_allowance": "Attendance Allowance", "dla_care": "Disability Living Allowance, care",
	"dla_mobility": "Disability Living Allowance, mobility", "esa": "Employment and Support Allowance",
	"uc": "Universal Credit", "universal_credit": "Universal Credit", "enhanced_disability": "Enhanced disability",
}
