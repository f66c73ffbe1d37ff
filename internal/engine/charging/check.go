package charging

import (
	"fmt"
	"slices"

	"ourdays/internal/platform/pence"
)

// Bounds of what a file may say. They keep sums far from overflow, and catch
// a slipped decimal point.
const (
	largest     = pence.Pence(1_000_000_000_000) // £10 billion
	youngest    = 18                             // the regulations are about adults
	oldest      = 130
	manyKids    = 30
	longestKind = 100
)

// Check names everything in the case that no assessment could use. Read has
// called it already; whoever builds a Case by hand gets it from Assess.
func (c Case) Check() Faults {
	var fs Faults
	if !c.Date.valid() {
		fs.add("$.date", "is not a day such as 2025-04-07")
	}
	c.Policy.check(&fs)
	c.Person.check(&fs)
	checkAmount(&fs, "$.capital.own", c.Capital.Own)
	checkAmount(&fs, "$.capital.joint", c.Capital.Joint)
	for i, in := range c.Income {
		in.check(&fs, fmt.Sprintf("$.income[%d]", i))
	}
	checkExpenses(&fs, "$.housing", c.Housing)
	checkExpenses(&fs, "$.dre", c.DRE)
	c.LightTouch.check(&fs)
	for i, s := range c.Services {
		checkKind(&fs, fmt.Sprintf("$.services[%d].kind", i), s.Kind)
		checkAmount(&fs, fmt.Sprintf("$.services[%d].weekly_cost", i), s.WeeklyCost)
	}
	return fs
}

func (p Policy) check(fs *Faults) {
	if p.MIG != nil {
		checkAmount(fs, "$.policy.mig_weekly", *p.MIG)
	}
	checkAmount(fs, "$.policy.minimum_charge", p.MinimumCharge)
	checkAmount(fs, "$.policy.standard_dre", p.StandardDRE)
	if s := p.Share; s != nil && (s.Den < 1 || s.Num < 0 || s.Num > s.Den) {
		fs.add("$.policy.share_of_disposable", "is not a share from 0 to 1")
	}
}

func (p Person) check(fs *Faults) {
	if p.Age < youngest || p.Age > oldest {
		fs.add("$.person.age", "must be from %d to %d: these rules are for adults", youngest, oldest)
	}
	if !slices.Contains([]Household{Single, LoneParent, Couple}, p.Household) {
		fs.add("$.person.household", "must be single, lone_parent or couple, not %q", p.Household)
	}
	for i, m := range p.Premiums {
		path := fmt.Sprintf("$.person.premiums[%d]", i)
		if !slices.Contains([]Premium{Disability, EnhancedDisability, Carer}, m) {
			fs.add(path, "must be disability, enhanced_disability or carer, not %q", m)
		} else if slices.Contains(p.Premiums[:i], m) {
			fs.add(path, "names %s a second time", m)
		}
	}
	if p.Children < 0 || p.Children > manyKids {
		fs.add("$.person.children", "must be from 0 to %d", manyKids)
	}
}

func (in Income) check(fs *Faults, path string) {
	checkMoney(fs, path, Expense{in.Kind, in.Amount, in.Every})
	if in.Disregard == nil {
		return
	}
	checkAmount(fs, path+".disregard", *in.Disregard)
	if *in.Disregard > in.Amount {
		fs.add(path+".disregard", "leaves out %s, which is more than the line's %s", *in.Disregard, in.Amount)
	}
}

func (l *LightTouch) check(fs *Faults) {
	if l == nil {
		return
	}
	if !slices.Contains([]Ground{AboveLimit, SmallCharge, BenefitsOnly}, l.Ground) {
		fs.add("$.light_touch.ground", "must be above_limit, small_charge or means_tested_benefits_only, not %q", l.Ground)
	}
	if !l.Consent {
		fs.add("$.light_touch.consent", "must be true: a light-touch assessment needs the person's consent; without it, make a full assessment")
	}
}

func checkExpenses(fs *Faults, path string, list []Expense) {
	for i, e := range list {
		checkMoney(fs, fmt.Sprintf("%s[%d]", path, i), e)
	}
}

func checkMoney(fs *Faults, path string, e Expense) {
	checkKind(fs, path+".kind", e.Kind)
	checkAmount(fs, path+".amount", e.Amount)
	if !slices.Contains([]Period{Week, FourWeeks, Month, Year}, e.Every) {
		fs.add(path+".every", "must be week, 4_weeks, month or year, not %q", e.Every)
	}
}

func checkAmount(fs *Faults, path string, a pence.Pence) {
	if a < 0 {
		fs.add(path, "must not be below zero")
	}
	if a > largest {
		fs.add(path, "must not be above %s", largest)
	}
}

func checkKind(fs *Faults, path, kind string) {
	switch {
	case kind == "":
		fs.add(path, "must not be empty: say what it is")
	case len(kind) > longestKind:
		fs.add(path, "must not be longer than %d letters", longestKind)
	}
	for _, r := range kind {
		if r < ' ' || r == 0x7f {
			fs.add(path, "must not hold line breaks or control characters")
			return
		}
	}
}
