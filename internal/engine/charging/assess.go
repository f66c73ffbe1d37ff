package charging

import (
	"fmt"
	"slices"

	"ourdays/internal/platform/pence"
)

// assessment is one calculation under way.
type assessment struct {
	c      Case
	rates  Rates
	res    Result
	faults Faults
}

// Assess works out what a person pays. The order is the regulations': savings,
// income, what is left out, housing, disability expenses, the guarantee, the
// council's share, the week's cost, the minimum charge. The error is Faults:
// a case that Check refuses, or figures that the day lacks and this case needs.
func Assess(c Case) (Result, error) {
	if fs := c.Check(); len(fs) > 0 {
		return Result{}, fs
	}
	a := assessment{c: c, rates: Parameters(c.Date)}
	a.res = Result{Date: c.Date, Year: a.rates.Year, Minimum: c.Policy.MinimumCharge, Services: c.Services,
		Capital: c.Capital.Own + c.Capital.Joint.MulDiv(1, 2, pence.Down)}
	a.res.Lines = make([]Line, 0, 2*len(c.Income)+len(c.Housing)+len(c.DRE)+len(c.Services)+8)
	for _, s := range c.Services {
		if !s.Free {
			a.res.WeeklyCost += s.WeeklyCost
		}
	}
	a.decide()
	if err := a.faults.err(); err != nil {
		return Result{}, err
	}
	return a.res, nil
}

// decide picks the way to the charge and goes it.
func (a *assessment) decide() {
	lt := a.c.LightTouch
	switch {
	case a.c.Refused:
		a.fullCost(ByRefusal, "The person did not disclose their money, so they pay the full cost")
	case lt != nil && (lt.Ground == AboveLimit || lt.Ground == SmallCharge && len(a.c.Income) == 0):
		a.res.Ground = lt.Ground
		a.fullCost(ByLightTouch, "Taken as assessed to pay the cost: "+grounds[lt.Ground])
	case a.aboveLimit():
		a.fullCost(ByCapital,
			fmt.Sprintf("Savings of %s are above the limit of %s, so the person pays the full cost",
				a.res.Capital.Format(), a.res.rules.Upper.Format()))
	default:
		a.byMeans()
	}
	a.lightTouch()
}

// aboveLimit finds the rules on savings and compares.
func (a *assessment) aboveLimit() bool {
	if a.rates.Capital == nil && a.res.Capital == 0 {
		return false // who has nothing saved needs no limits
	}
	if a.rates.Capital == nil {
		a.faults.addCode(NoLimits, "$.date", "the limits on savings are known from April 2010 only")
		return false
	}
	a.res.rules = *a.rates.Capital
	if !a.res.rules.Confirmed {
		a.unconfirmed("The limits on savings", a.res.rules.Source)
	}
	return a.res.Capital > a.res.rules.Upper
}

func (a *assessment) fullCost(basis Basis, why string) {
	a.res.Basis, a.res.FullCost = basis, true
	a.line(StepFullCost, string(basis), "", why, 0)
	for _, s := range a.c.Services {
		if s.Free {
			a.line(StepService, s.Kind, nameOf(s.Kind), nameOf(s.Kind)+", free", 0)
			continue
		}
		a.line(StepService, s.Kind, nameOf(s.Kind), nameOf(s.Kind)+", full cost", s.WeeklyCost)
	}
	a.res.WeeklyCharge = a.res.WeeklyCost
	a.minimum()
}

// grounds says each ground of a light-touch assessment in words.
var grounds = map[Ground]string{
	AboveLimit:   "the person's savings are plainly above the limit",
	SmallCharge:  "the charge is small and the person can clearly pay it",
	BenefitsOnly: "the person has only means-tested benefits",
}

// lightTouch says on which ground the short form was used, and what a person
// may ask for. It changes no sum that the file's figures gave.
func (a *assessment) lightTouch() {
	lt := a.c.LightTouch
	if lt == nil || a.c.Refused {
		return
	}
	a.res.Ground = lt.Ground
	a.warn("This is a light-touch assessment (%s): %s. The person consents, and may ask for a full assessment at any time.",
		lt.Ground, grounds[lt.Ground])
	if k := a.rates.Capital; lt.Ground == AboveLimit && k != nil && a.res.Capital > 0 &&
		a.res.Capital <= k.Upper {
		a.warn("The savings in the file, %s, are not above the limit of %s. Is the ground right?",
			a.res.Capital.Format(), k.Upper.Format())
	}
	if lt.Ground == BenefitsOnly && a.res.WeeklyCharge > 0 {
		a.warn("The person pays %s a week on these figures, which means-tested benefits alone hardly give. Is the ground right?",
			a.res.WeeklyCharge.Format())
	}
}

// byMeans is the calculation proper.
func (a *assessment) byMeans() {
	a.res.Basis = ByMeans
	m := &Means{}
	a.res.Means = m
	a.doubts()
	for i, in := range a.c.Income {
		a.income(i, in)
	}
	if m.Tariff = a.res.rules.Tariff(a.res.Capital); m.Tariff > 0 {
		a.line(StepTariff, "tariff",
			"Income from savings", fmt.Sprintf("Savings of %s: %s a week for each %s, or part of it, above %s",
				a.res.Capital.Format(), a.res.rules.Income.Format(), a.res.rules.Step.Format(),
				a.res.rules.Lower.Format()), m.Tariff)
	}
	m.Assessable = a.res.sum(StepIncome, StepDisregard, StepTariff)
	for _, h := range a.c.Housing {
		a.line(StepHousing, h.Kind, nameOf(h.Kind), labelOf(h.Kind, h.Amount, h.Every),
			-h.Every.Weekly(h.Amount, pence.Up))
	}
	a.expenses()
	m.MIG = a.guarantee()
	a.contribution(m)
	a.capToCost(m)
	a.minimum()
}

// income counts one source of money, then leaves out what does not count.
func (a *assessment) income(i int, in Income) {
	weekly := in.Every.Weekly(in.Amount, pence.Down)
	a.line(StepIncome, in.Kind, nameOf(in.Kind), labelOf(in.Kind, in.Amount, in.Every), weekly)
	if out, why := a.disregard(i, in, weekly); out > 0 {
		a.line(StepDisregard, in.Kind, nameOf(in.Kind), why, -out)
	}
}

// disregard gives what of an income's weekly amount does not count, and why.
func (a *assessment) disregard(i int, in Income, weekly pence.Pence) (pence.Pence, string) {
	auto, isAuto := parameters().leftOut[in.Kind]
	switch {
	case in.Disregard != nil:
		out := min(in.Every.Weekly(*in.Disregard, pence.Up), weekly)
		if usual := min(auto.most, weekly); isAuto && out < usual {
			a.warn("$.income[%d]: the rules leave out %s a week of %s; this file leaves out %s",
				i, usual.Format(), nameOf(in.Kind), out.Format())
		}
		return out, nameOf(in.Kind) + ": left out by the council"
	case isAuto:
		if !auto.Confirmed {
			a.unconfirmed("Leaving out "+nameOf(in.Kind), auto.Source)
		}
		if auto.most < weekly {
			return auto.most, nameOf(in.Kind) + ": the first " + auto.most.Format() + " a week does not count"
		}
		return weekly, nameOf(in.Kind) + ": never counts"
	case isCareBenefit(in.Kind) && a.c.NightCare != nil && !*a.c.NightCare:
		return a.nightElement(in.Kind, weekly)
	}
	return 0, ""
}

// nightElement leaves out what a benefit pays for care at night, when the
// council gives none: all above the benefit's lower rate.
func (a *assessment) nightElement(kind string, weekly pence.Pence) (pence.Pence, string) {
	lower, ok := a.rates.Value(kind)
	if !ok {
		a.faults.addCode(NoNight, "$.night_care", "the night part of %s cannot be left out: %s is not known for %s",
			nameOf(kind), what[kind],
			a.rates.Year)
		return 0, ""
	}
	a.trust(lower)
	if weekly <= lower.Amount {
		return 0, ""
	}
	return weekly - lower.Amount, fmt.Sprintf("%s: the part for care at night, above %s", nameOf(kind),
		lower.Amount.Format())
}

// expenses sets the larger of the itemised and the standard disability
// expenses against income; only beside a disability benefit.
func (a *assessment) expenses() {
	if !slices.ContainsFunc(a.c.Income, func(in Income) bool { return isCareBenefit(in.Kind) }) {
		if len(a.c.DRE) > 0 || a.c.Policy.StandardDRE > 0 {
			a.warn("The disability expenses do not count: they need Personal Independence Payment (daily living), Attendance Allowance or Disability Living Allowance (care) among the income")
		}
		return
	}
	var itemised pence.Pence
	for _, e := range a.c.DRE {
		itemised += e.Every.Weekly(e.Amount, pence.Up)
	}
	if standard := a.c.Policy.StandardDRE; standard > itemised {
		label := "Standard amount for disability expenses"
		if itemised > 0 {
			label += " (yours come to " + itemised.Format() + ")"
		}
		a.line(StepDRE, "standard_dre", "Standard amount for disability expenses", label, -standard)
		return
	}
	for _, e := range a.c.DRE {
		a.line(StepDRE, e.Kind, nameOf(e.Kind), labelOf(e.Kind, e.Amount, e.Every),
			-e.Every.Weekly(e.Amount, pence.Up))
	}
}

// guarantee sets against income what the person must keep, and gives it.
func (a *assessment) guarantee() pence.Pence {
	parts, missing := a.rates.guarantee(a.c.Person)
	if own := a.c.Policy.MIG; own != nil {
		a.line(StepMIG, "mig_weekly", "Minimum Income Guarantee",
			"Minimum Income Guarantee, set by the council's policy", -*own)
		a.belowLegal(*own, parts, missing)
		return *own
	}
	a.faults = append(a.faults, missing...)
	var total pence.Pence
	for _, e := range parts {
		total += e.amount()
		a.trust(e.Value)
		label := e.label
		if e.times > 1 {
			label += fmt.Sprintf(", %d times %s", e.times, e.Amount.Format())
		}
		a.line(StepMIG, e.Key, partName(e), label, -e.amount())
	}
	if a.c.Person.Household == LoneParent && a.c.Person.PensionAge {
		a.warn("The guarantee table has no amount for a lone parent of pension age; the higher one of a single person is used")
	}
	return total
}

// belowLegal warns when a policy's guarantee is less than the law's.
func (a *assessment) belowLegal(own pence.Pence, parts []element, missing Faults) {
	var legal pence.Pence
	for _, e := range parts {
		legal += e.amount()
	}
	if len(missing) == 0 && own < legal {
		a.warn("The policy's guarantee of %s is below the legal one of %s for %s", own.Format(), legal.Format(),
			a.rates.Year)
	}
}

// contribution gives what is left, never below nothing, and the council's
// share of it.
func (a *assessment) contribution(m *Means) {
	left := m.Assessable + a.res.sum(StepHousing, StepDRE, StepMIG)
	if left < 0 {
		a.line(StepFloor, "floor", "", "What counts is less than what is kept, so nothing is left to pay from",
			-left)
		left = 0
	}
	m.Maximum = left
	if s := a.c.Policy.Share; s != nil {
		m.Maximum = left.MulDiv(s.Num, s.Den, pence.Down)
		if m.Maximum < left {
			a.line(StepShare, "share", "", fmt.Sprintf("The council takes %s of what is left", s.Percent()),
				m.Maximum-left)
		}
	}
}

// capToCost lowers the charge to what the week's services cost.
func (a *assessment) capToCost(m *Means) {
	a.res.WeeklyCharge = min(m.Maximum, a.res.WeeklyCost)
	if over := m.Maximum - a.res.WeeklyCost; over > 0 {
		a.line(StepCost, "cost_limit",
			"", fmt.Sprintf("The week's services cost %s, and nobody pays more than that",
				a.res.WeeklyCost.Format()), -over)
	}
}

// minimum lets a charge go that is not worth collecting.
func (a *assessment) minimum() {
	charge := a.res.WeeklyCharge
	if charge == 0 || charge >= a.res.Minimum {
		return
	}
	a.line(StepMinimum, "minimum_charge", "", fmt.Sprintf("The council does not collect less than %s a week",
		a.res.Minimum.Format()),
		-charge)
	a.res.WeeklyCharge = 0
}

func (a *assessment) line(step Step, kind, name, label string, amount pence.Pence) {
	a.res.Lines = append(a.res.Lines, Line{Step: step, Kind: kind, Name: name, Label: label, Amount: amount})
}

func (a *assessment) warn(format string, args ...any) {
	if w := fmt.Sprintf(format, args...); !slices.Contains(a.res.Warnings, w) {
		a.res.Warnings = append(a.res.Warnings, w)
	}
}

// trust warns when a figure that is used was never confirmed.
func (a *assessment) trust(v Value) {
	if v.doubt == "" {
		return
	}
	a.res.Unconfirmed = true
	if !slices.Contains(a.res.Warnings, v.doubt) {
		a.res.Warnings = append(a.res.Warnings, v.doubt)
	}
}

func (a *assessment) unconfirmed(subject, source string) {
	a.res.Unconfirmed = true
	a.warn("%s is not confirmed: %s", subject, source)
}

// doubts warns of what a file may say and hardly means.
func (a *assessment) doubts() {
	c, p := a.c, a.c.Person
	if c.Capital.unsaid {
		a.warn("The file says nothing about savings; they are taken as £0")
	}
	if p.pensionAgeUnsaid {
		a.warn("The file does not say whether the person is of pension age; they are taken as younger")
	}
	if p.PensionAge && p.Age < 60 || !p.PensionAge && !p.pensionAgeUnsaid && p.Age >= 68 {
		a.warn("An age of %d and pension_age %t hardly go together", p.Age, p.PensionAge)
	}
	if p.PartnerPensionAge && p.Household != Couple {
		a.warn("partner_pension_age is for a couple; it changes nothing here")
	}
	if p.Household == LoneParent && p.Children == 0 {
		a.warn("A lone parent without children: is the household right?")
	}
	for i, in := range c.Income {
		a.doubtIncome(i, in)
	}
}

// hardlyAnybody is above what people who need day services have a week: more
// than £100,000 a year is a slip of the hand, or a year's amount, more often
// than an income.
const hardlyAnybody = pence.Pence(2_000_00)

func (a *assessment) doubtIncome(i int, in Income) {
	if weekly := in.Every.Weekly(in.Amount, pence.Down); weekly > hardlyAnybody {
		a.warn("$.income[%d]: %s a week is far more than most people have. Is it right?", i, weekly.Format())
	}
	for j := range i {
		b := a.c.Income[j]
		if b.Kind == in.Kind && b.Amount == in.Amount && b.Every == in.Every && in.Amount > 0 {
			a.warn("$.income[%d] says the same as $.income[%d]; both are counted", i, j)
			break
		}
	}
	if _, known := kindNames[in.Kind]; known {
		return // no slip, so nothing to measure
	}
	if k, ok := nearest(in.Kind, parameters().special); ok {
		a.warn("$.income[%d]: %q counts in full; %q would be treated by its own rule. Is it meant?", i, in.Kind, k)
	}
}

// isCareBenefit says whether a benefit is paid for care: beside it disability
// expenses count, and it may have a part for the night.
func isCareBenefit(kind string) bool {
	return kind == "pip_daily_living" || kind == "attendance_allowance" || kind == "dla_care"
}
