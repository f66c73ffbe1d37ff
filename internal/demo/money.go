package demo

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"

	"ourdays/internal/area/funds"
	"ourdays/internal/area/plans"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/pence"
)

// amount is one line of an assessment as `ourdays charge` reads it.
type amount struct {
	Kind   string `json:"kind"`
	Amount string `json:"amount"`
	Every  string `json:"every"`
}

// circumstances makes up what somebody lives on, in the kinds and amounts of
// benefits of 2025-26, which livesOn brings to the day of an assessment with the age that
// is left open; or nothing for the few whom nobody has asked yet: among them who was no
// adult then.
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
	income := []amount{pick(b.rnd, []amount{credit(d), {"esa", "140.55", "week"}, credit(d)})}
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

// credit is Universal Credit of who lives alone and cannot be asked to work: the standard
// allowance and what is added for that.
func credit(d *dweller) amount {
	const young = 25
	if d.age < young {
		return amount{"uc", "740.25", "month"}
	}
	return amount{"uc", "823.41", "month"}
}

func (b *borough) pensioner(d *dweller) string {
	income := []amount{{"state_pension", fmt.Sprintf("%d.%02d", 168+b.rnd.IntN(62), 5*b.rnd.IntN(20)), "week"}}
	if chance(b.rnd, 55) {
		income = append(income, amount{"private_pension", fmt.Sprintf("%d.00", 60+10*b.rnd.IntN(70)), "month"})
	}
	income = append(income, amount{"attendance_allowance", pick(b.rnd, []string{"73.90", "110.40"}), "week"})
	own := b.savings([]int{3000, 9000, 14000, 22000, 64000}, []int{34, 55, 68, 80})
	household := `"household":"single","premiums":[],"children":0,"pension_age":true`
	if chance(b.rnd, 35) && !d.lifelong() && b.couples {
		household = `"household":"couple","premiums":[],"children":0,"pension_age":true,"partner_pension_age":true`
	}
	return `"person":{"age":%d,` + household + `},` + b.rest(own, income, d)
}

// couplesKnown reports whether the figures of who lives in a couple are known for a day:
// nobody of the borough does where they are not, since nobody could be assessed.
func couplesKnown(day clock.Date) bool {
	_, _, err := funds.Compute(`{"date":"` + day.String() + `","person":{"age":80,"household":"couple","premiums":[],"children":0,` +
		`"pension_age":true,"partner_pension_age":true},"capital":{"own":"0.00","joint":"0.00"},"income":[],"housing":[],"dre":[]}`)
	return err == nil
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

// ofNextYear are the amounts of benefits of 2026-27 for those of the year before: of PIP,
// Attendance Allowance, ESA (with the support component) and Universal Credit (with the
// element for who cannot be asked to work, of who had it before April 2026). The source of
// both is gov.uk, Proposed benefit and pension rates 2026 to 2027, of 12 January 2026.
var ofNextYear = strings.NewReplacer(`"110.40"`, `"114.60"`, `"73.90"`, `"76.70"`, `"77.05"`, `"80.00"`,
	`"29.20"`, `"30.30"`, `"140.55"`, `"145.90"`, `"823.41"`, `"854.70"`, `"740.25"`, `"768.38"`)

// statePension finds the amount of a State Pension, which rose by 48 in a thousand (the
// same source).
var statePension = regexp.MustCompile(`("state_pension","amount":")([0-9.]+)`)

const pensionRise, pensionStep = 1048, 5

// risen gives the pensions of the year after, in steps of five pence as they are paid.
func risen(text string) string {
	return statePension.ReplaceAllStringFunc(text, func(found string) string {
		part := statePension.FindStringSubmatch(found)
		was := must(pence.Parse(part[2]))
		return part[1] + (pensionStep * was.MulDiv(pensionRise, 1000*pensionStep, pence.Nearest)).String()
	})
}

// newFigures is the day from which benefits have the amounts of 2026-27: the first Monday
// of the tax year.
var newFigures = clock.D(2026, 4, 6)

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
	return risen(ofNextYear.Replace(text))
}
