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
	checkAmount(&fs, place{"$.capital.own", -1, ""}, c.Capital.Own)
	checkAmount(&fs, place{"$.capital.joint", -1, ""}, c.Capital.Joint)
	for i, in := range c.Income {
		in.check(&fs, place{"$.income", i, ""})
	}
	checkExpenses(&fs, "$.housing", c.Housing)
	checkExpenses(&fs, "$.dre", c.DRE)
	c.LightTouch.check(&fs)
	for i, s := range c.Services {
		checkKind(&fs, place{"$.services", i, ".kind"}, s.Kind)
		checkAmount(&fs, place{"$.services", i, ".weekly_cost"}, s.WeeklyCost)
	}
	return fs
}

// place is where something stands in a file. It becomes a path only when
// there is a fault to tell, because most files have none.
type place struct {
	list  string
	i     int // in the list; -1 where there is no list
	field string
}

func (p place) of(field string) place { return place{p.list, p.i, field} }

func (p place) String() string {
	if p.i < 0 {
		return p.list + p.field
	}
	return fmt.Sprintf("%s[%d]%s", p.list, p.i, p.field)
}

func (p Policy) check(fs *Faults) {
	if p.MIG != nil {
		checkAmount(fs, place{"$.policy.mig_weekly", -1, ""}, *p.MIG)
	}
	checkAmount(fs, place{"$.policy.minimum_charge", -1, ""}, p.MinimumCharge)
	checkAmount(fs, place{"$.policy.standard_dre", -1, ""}, p.StandardDRE)
	if s := p.Share; s != nil && (s.Den < 1 || s.Num < 0 || s.Num > s.Den) {
		fs.add("$.policy.share_of_disposable", "is not a share from 0 to 1")
	}
}

func (p Person) check(fs *Faults) {
	if p.Age < youngest || p.Age > oldest {
		fs.add("$.person.age", "must be from %d to %d: these rules are for adults", youngest, oldest)
	}
	if !slices.Contains([]Household{Single, LoneParent, Couple}, p.Household) {
		fs.addCode(NotListed, "$.person.household", "must be single, lone_parent or couple, not %q", p.Household)
	}
	for i, m := range p.Premiums {
		path := fmt.Sprintf("$.person.premiums[%d]", i)
		if !slices.Contains([]Premium{Disability, EnhancedDisability, Carer}, m) {
			fs.addCode(NotListed, path, "must be disability, enhanced_disability or carer, not %q", m)
		} else if slices.Contains(p.Premiums[:i], m) {
			fs.addCode(NotListed, path, "names %s a second time", m)
		}
	}
	if p.Children < 0 || p.Children > manyKids {
		fs.addCode(TooMany, "$.person.children", "must be from 0 to %d", manyKids)
	}
}

func (in Income) check(fs *Faults, at place) {
	checkMoney(fs, at, Expense{in.Kind, in.Amount, in.Every})
	if in.Disregard == nil {
		return
	}
	checkAmount(fs, at.of(".disregard"), *in.Disregard)
	if *in.Disregard > in.Amount {
		fs.addCode(LeavesMore, at.of(".disregard").String(), "leaves out %s, which is more than the line's %s",
			*in.Disregard, in.Amount)
	}
}

func (l *LightTouch) check(fs *Faults) {
	if l == nil {
		return
	}
	if !slices.Contains([]Ground{AboveLimit, SmallCharge, BenefitsOnly}, l.Ground) {
		fs.addCode(NotListed, "$.light_touch.ground",
			"must be above_limit, small_charge or means_tested_benefits_only, not %q", l.Ground)
	}
	if !l.Consent {
		fs.addCode(NoConsent, "$.light_touch.consent",
			"must be true: a light-touch assessment needs the person's consent; without it, make a full assessment")
	}
}

func checkExpenses(fs *Faults, path string, list []Expense) {
	for i, e := range list {
		checkMoney(fs, place{path, i, ""}, e)
	}
}

func checkMoney(fs *Faults, at place, e Expense) {
	checkKind(fs, at.of(".kind"), e.Kind)
	checkAmount(fs, at.of(".amount"), e.Amount)
	switch e.Every {
	case Week, FourWeeks, Month, Year:
	default:
		fs.addCode(NotListed, at.of(".every").String(), "must be week, 4_weeks, month or year, not %q", e.Every)
	}
}

func checkAmount(fs *Faults, at place, a pence.Pence) {
	if a < 0 {
		fs.add(at.String(), "must not be below zero")
	}
	if a > largest {
		fs.addCode(TooMuch, at.String(), "must not be above %s", largest)
	}
}

func checkKind(fs *Faults, at place, kind string) {
	switch {
	case kind == "":
		fs.addCode(Unnamed, at.String(), "must not be empty: say what it is")
	case len(kind) > longestKind:
		fs.addCode(Unnamed, at.String(), "must not be longer than %d letters", longestKind)
	}
	for _, r := range kind {
		if r < ' ' || r == 0x7f {
			fs.addCode(Unnamed, at.String(), "must not hold line breaks or control characters")
			return
		}
	}
}
