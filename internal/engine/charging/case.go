package charging

import "ourdays/internal/platform/pence"

// Household says with whom a person lives.
type Household string

// The households of the guarantee.
const (
	Single     Household = "single"
	LoneParent Household = "lone_parent"
	Couple     Household = "couple"
)

// Every is the period of an amount.
type Every string

// The periods.
const (
	Week      Every = "week"
	FourWeeks Every = "4_weeks"
	Month     Every = "month"
	Year      Every = "year"
)

// Premiums that raise the guarantee.
const (
	Disability         = "disability"
	EnhancedDisability = "enhanced_disability"
	Carer              = "carer"
)

// Grounds of a light-touch assessment (regulation 10).
const (
	AboveLimit      = "above_limit"
	SmallCharge     = "small_charge"
	MeansTestedOnly = "means_tested_benefits_only"
)

// Case is one person's circumstances on a date.
type Case struct {
	Date       string // civil, 2006-01-02
	Policy     Policy
	Person     Person
	Own, Joint pence.Pence // capital; of joint capital the person's part is half
	Income     []Item
	Housing    []Item
	DRE        []Item // disability-related expenses
	// NightCare says whether the council provides care at night; nil when the
	// case does not say.
	NightCare  *bool
	Disclosed  bool
	LightTouch *LightTouch
	Services   []Service
}

// Policy is what a council does in the person's favour. Nil is not set.
type Policy struct {
	MIGWeekly     *pence.Pence // a guarantee of its own, at least the legal one
	MinimumCharge pence.Pence  // below it nothing is charged
	StandardDRE   pence.Pence  // a flat disability expense
	ShareMillion  int64        // of disposable income that is taken, in millionths
}

// whole is the share when the policy names none: all of disposable income.
const whole = 1_000_000

// Person is what the guarantee depends on.
type Person struct {
	Age               int
	Household         Household
	Premiums          []string
	Children          int
	PensionAge        bool
	PartnerPensionAge bool
}

// Item is one amount for a period. Disregard replaces the automatic disregard
// of an income line.
type Item struct {
	Kind      string
	Amount    pence.Pence
	Every     Every
	Disregard *pence.Pence
}

// LightTouch is an assessment without the full form.
type LightTouch struct {
	Ground  string
	Consent bool
}

// Service is one thing a person gets, with its cost a week.
type Service struct {
	Kind       string
	WeeklyCost pence.Pence
	Free       bool
}

// weekly turns an amount into pence a week: four weeks by 4, a month by 12 and
// a year by 1, over 52.
func (e Every) weekly(p pence.Pence, r pence.Rounding) pence.Pence {
	switch e {
	case Week:
		return p
	case FourWeeks:
		return p.MulDiv(1, 4, r)
	case Month:
		return p.MulDiv(12, 52, r)
	case Year:
		return p.MulDiv(1, 52, r)
	}
	return p
}

// Line is one line of the calculation. Lines of the steps capital and cost say
// what was counted; all the others are pounds a week and sum to the charge.
type Line struct {
	Step   string
	Label  string
	Amount pence.Pence
}

// Result is an assessment. Pointers are nil where full cost is paid.
type Result struct {
	Lines               []Line
	TariffIncome        *pence.Pence
	AssessableIncome    *pence.Pence
	MIG                 *pence.Pence
	MaximumContribution *pence.Pence
	WeeklyCost          pence.Pence
	WeeklyCharge        pence.Pence
	FullCost            bool
	Warnings            []string
	// Why full cost is paid: "capital", "refused" or "above_limit".
	FullCostBecause string
	LightTouch      string // the ground, empty without
}
