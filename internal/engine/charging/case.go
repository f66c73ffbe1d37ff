package charging

import (
	"fmt"
	"strings"

	"ourdays/internal/platform/pence"
)

// Case is everything an assessment is made from: one person, one day, one
// council's policy. Every amount but Capital.Joint is the person's own share.
type Case struct {
	Date       Date
	Policy     Policy
	Person     Person
	Capital    Capital
	Income     []Income
	Housing    []Expense // housing costs that no benefit meets
	DRE        []Expense // disability-related expenses
	NightCare  *bool     // nil: nobody said; false: the council gives no care at night
	Refused    bool      // the person did not disclose their money ("disclosed": false)
	LightTouch *LightTouch
	Services   []Service
}

// Policy is what a council may decide for itself. Zero values mean that it
// decided nothing.
type Policy struct {
	MIG           *pence.Pence // a weekly guarantee instead of the legal table
	MinimumCharge pence.Pence  // a weekly charge below this is not made
	StandardDRE   pence.Pence  // weekly, granted without evidence beside a disability benefit
	Share         *Share       // of disposable income that is taken; nil is all of it
}

// Household is who the guarantee is for.
type Household string

// The households of reg 7.
const (
	Single     Household = "single"
	LoneParent Household = "lone_parent"
	Couple     Household = "couple"
)

// Premium is an addition to the guarantee.
type Premium string

// The premiums of reg 7.
const (
	Disability         Premium = "disability"
	EnhancedDisability Premium = "enhanced_disability"
	Carer              Premium = "carer"
)

// Person is what the guarantee depends on.
type Person struct {
	Age               int // whole years on the day of the assessment
	Household         Household
	Premiums          []Premium
	Children          int // in the household, for whom the person is responsible
	PensionAge        bool
	PartnerPensionAge bool
	pensionAgeUnsaid  bool
}

// Capital is savings and property that count, in pence.
type Capital struct {
	Own, Joint pence.Pence
	unsaid     bool
}

// Period is how often an amount comes or goes.
type Period string

// The periods of a file.
const (
	Week      Period = "week"
	FourWeeks Period = "4_weeks"
	Month     Period = "month"
	Year      Period = "year"
)

// Weekly gives an amount of this period as one of a week: 4 weeks by 4, a
// month by 12 and 52, a year by 52, rounded as asked.
func (p Period) Weekly(a pence.Pence, r pence.Rounding) pence.Pence {
	switch p {
	case FourWeeks:
		return a.MulDiv(1, 4, r)
	case Month:
		return a.MulDiv(12, 52, r)
	case Year:
		return a.MulDiv(1, 52, r)
	}
	return a
}

// Income is one source of money. Disregard, in the same period, replaces
// what would be left out by itself.
type Income struct {
	Kind      string
	Amount    pence.Pence
	Every     Period
	Disregard *pence.Pence
}

// Expense is one housing cost or disability-related expense.
type Expense struct {
	Kind   string
	Amount pence.Pence
	Every  Period
}

// Service is care that the council arranges. A free one is never charged for:
// reablement up to six weeks, equipment up to £1,000, section 117 aftercare.
type Service struct {
	Kind       string
	WeeklyCost pence.Pence
	Free       bool
}

// Ground is why a council may do without a full assessment (reg 10).
type Ground string

// The grounds for a light-touch assessment.
const (
	AboveLimit   Ground = "above_limit"
	SmallCharge  Ground = "small_charge"
	BenefitsOnly Ground = "means_tested_benefits_only"
)

// LightTouch asks for an assessment without the sums. The person must consent.
type LightTouch struct {
	Ground  Ground
	Consent bool
}

// Share is a part of one, exact: Num of Den. A file writes it as a decimal.
type Share struct{ Num, Den int64 }

// shareDecimals is how many a share may have, so that Den fits.
const shareDecimals = 12

// ParseShare reads a decimal from 0 to 1, such as "0.8" or "1".
func ParseShare(s string) (Share, error) {
	whole, frac, dotted := strings.Cut(s, ".")
	wrong := fmt.Errorf("%q is not a share from 0 to 1 such as 0.8", s)
	if !isDigits(whole) || dotted && (!isDigits(frac) || len(frac) > shareDecimals) || len(whole) > 1 {
		return Share{}, wrong
	}
	sh := Share{0, 1}
	for _, r := range whole + frac {
		sh.Num = sh.Num*10 + int64(r-'0')
	}
	for range frac {
		sh.Den *= 10
	}
	if sh.Num > sh.Den {
		return Share{}, wrong
	}
	return sh, nil
}

// String gives the decimal of a file: 0.8.
func (s Share) String() string {
	decimals, den := 0, int64(1)
	for den < s.Den && decimals < shareDecimals {
		den *= 10
		decimals++
	}
	num := pence.Pence(s.Num).MulDiv(den, s.Den, pence.Nearest)
	if decimals == 0 {
		return fmt.Sprint(int64(num))
	}
	return fmt.Sprintf("%d.%0*d", int64(num)/den, decimals, int64(num)%den)
}

// Percent gives the form people read: 80%, 33.3%.
func (s Share) Percent() string {
	text := fmt.Sprintf("%.2f", float64(s.Num)/float64(s.Den)*100)
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".") + "%"
}

func isDigits(s string) bool {
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return s != ""
}
