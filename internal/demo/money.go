package demo

import (
	"encoding/json"
	"fmt"
	"strings"

	"ourdays/internal/area/funds"
	"ourdays/internal/area/plans"
	"ourdays/internal/platform/clock"
)

// amount is one line of an assessment as `ourdays charge` reads it.
type amount struct {
	Kind   string `json:"kind"`
	Amount string `json:"amount"`
	Every  string `json:"every"`
}

// circumstances makes up what somebody lives on, in the kinds and amounts of
// benefits of 2025-26, or nothing for the few whom nobody has asked yet: among
// them who was no adult then. Their age is left to be filled in for the day of
// the assessment.
func (b *borough) circumstances(d *dweller) string {
	if d.age < 20 || chance(b.rnd, 9) {
		return ""
	}
	if d.age >= pensionAge+1 {
		return b.pensioner(d)
	}
	return b.workingAge(d)
}

func (b *borough) workingAge(d *dweller) string {
	income := []amount{pick(b.rnd, []amount{{"uc", "190.40", "week"}, {"esa", "138.20", "week"},
		{"uc", "825.00", "month"}})}
	premiums := `["disability"]`
	if d.tier == plans.Specialist || chance(b.rnd, 35) {
		income = append(income, amount{"pip_daily_living", "110.40", "week"},
			amount{"pip_mobility", pick(b.rnd, []string{"29.20", "77.05"}), "week"})
		premiums = `["disability","enhanced_disability"]`
	} else {
		income = append(income, amount{"pip_daily_living", "73.90", "week"})
		if chance(b.rnd, 60) {
			income = append(income, amount{"pip_mobility", "29.20", "week"})
		}
	}
	if d.tier == plans.Enablement && chance(b.rnd, 25) {
		income = append(income, amount{"earnings", fmt.Sprintf("%d.00", 48+12*b.rnd.IntN(8)), "week"})
	}
	own := b.savings([]int{1800, 6000, 14000, 21000, 31000}, []int{62, 84, 92, 97})
	return fmt.Sprintf(`"person":{"age":%%d,"household":"single","premiums":%s,"children":0,"pension_age":false},`, premiums) +
		b.rest(own, income, d)
}

func (b *borough) pensioner(d *dweller) string {
	income := []amount{{"state_pension", fmt.Sprintf("%d.%02d", 168+b.rnd.IntN(62), 5*b.rnd.IntN(20)), "week"}}
	if chance(b.rnd, 55) {
		income = append(income, amount{"private_pension", fmt.Sprintf("%d.00", 60+10*b.rnd.IntN(70)), "month"})
	}
	income = append(income, amount{"attendance_allowance", pick(b.rnd, []string{"73.90", "110.40"}), "week"})
	own := b.savings([]int{3000, 9000, 14000, 22000, 64000}, []int{34, 55, 68, 80})
	household := `"household":"single","premiums":[],"children":0,"pension_age":true`
	if lifelong := d.SupportReason == "learning_disability" || d.SupportReason == "autism"; !lifelong &&
		chance(b.rnd, 35) {
		household = `"household":"couple","premiums":[],"children":0,"pension_age":true,"partner_pension_age":true`
	}
	return `"person":{"age":%d,` + household + `},` + b.rest(own, income, d)
}

// savings draws an amount: up to the first bound for the first share of a
// hundred, and so on.
func (b *borough) savings(bounds, shares []int) int {
	n := b.rnd.IntN(100)
	for i, s := range shares {
		if n < s {
			low := 0
			if i > 0 {
				low = bounds[i-1]
			}
			return low + b.rnd.IntN(bounds[i]-low)
		}
	}
	return bounds[len(bounds)-2] + b.rnd.IntN(bounds[len(bounds)-1]-bounds[len(bounds)-2])
}

// rest writes savings, income and what living costs.
func (b *borough) rest(own int, income []amount, d *dweller) string {
	var housing, extra []amount
	if chance(b.rnd, 22) {
		housing = append(housing, amount{"rent_shortfall", fmt.Sprintf("%d.00", 5+b.rnd.IntN(22)), "week"})
	}
	if chance(b.rnd, 30) {
		housing = append(housing, amount{"contents_insurance", fmt.Sprintf("%d.40", 7+b.rnd.IntN(9)), "month"})
	}
	if chance(b.rnd, 45) {
		extra = append(extra, amount{"laundry", fmt.Sprintf("%d.50", 3+b.rnd.IntN(5)), "week"})
	}
	if d.age >= 60 && chance(b.rnd, 50) {
		extra = append(extra, amount{"community_alarm", "5.20", "week"})
	}
	if chance(b.rnd, 18) {
		extra = append(extra, amount{"equipment", fmt.Sprintf("%d.00", 80+20*b.rnd.IntN(12)), "year"})
	}
	if chance(b.rnd, 15) {
		extra = append(extra, amount{"special_diet", fmt.Sprintf("%d.00", 4+b.rnd.IntN(8)), "week"})
	}
	return fmt.Sprintf(`"capital":{"own":"%d.00","joint":"0.00"},"income":%s,"housing":%s,"dre":%s`, own,
		asJSON(income), asJSON(housing), asJSON(extra))
}

func asJSON(list []amount) string {
	if len(list) == 0 {
		return "[]"
	}
	return string(must(json.Marshal(list)))
}

// ofNextYear are the amounts of benefits of 2026-27 for those of the year before: of PIP and
// Attendance Allowance. State Pension, ESA and Universal Credit stay as they were, since no
// source that the rules of charges rest on says them for 2026-27.
var ofNextYear = strings.NewReplacer("110.40", "114.60", "73.90", "76.70", "77.05", "80.00", "29.20", "30.30")

// newFigures is the day from which benefits have the amounts of 2026-27.
var newFigures = clock.D(2026, 4, 1)

// circumstancesOn is what the person lives on, for the day of their assessment or,
// where the figures of its year are not known, the same day of the last year of
// which they are; nothing where they were a child then.
func (d *dweller) circumstancesOn() string {
	day := assessedOn
	if !d.course.assessed.IsZero() {
		day = d.course.assessed
	}
	const adult = 18
	for ; d.Age(day) >= adult && !day.Before(clock.D(assessedOn.Year, 1, 1)); day = day.AddMonths(-12) {
		text := d.livesOn(day)
		if _, _, err := funds.Compute(text); err == nil {
			return text
		}
	}
	return ""
}

func (d *dweller) livesOn(day clock.Date) string {
	text := `{"date":"` + day.String() + `",` + fmt.Sprintf(d.money, d.Age(day)) + `}`
	if day.Before(newFigures) {
		return text
	}
	return ofNextYear.Replace(text)
}
