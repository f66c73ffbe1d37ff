package charging

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"ourdays/internal/platform/pence"
)

// kindNames says kinds of income and expense as people do. Other kinds are shown as the
// file writes them.
var kindNames = map[string]string{
	"earnings":                          "Earnings from work",
	"pip_daily_living":                  "Personal Independence Payment, daily living",
	"pip_mobility":                      "Personal Independence Payment, mobility",
	"dla_care":                          "Disability Living Allowance, care",
	"dla_mobility":                      "Disability Living Allowance, mobility",
	"attendance_allowance":              "Attendance Allowance",
	"war_pension":                       "War pension",
	"child_benefit":                     "Child Benefit",
	"child_tax_credit":                  "Child Tax Credit",
	"child_maintenance":                 "Child maintenance",
	"guardians_allowance":               "Guardian's Allowance",
	"council_tax_reduction":             "Council Tax Reduction",
	"armed_forces_independence_payment": "Armed Forces Independence Payment",
	"gallantry_award":                   "Gallantry award",
	"savings_credit":                    "Pension Credit, savings credit",
	"war_widows_pension":                "War widow's or widower's pension",
	"uc":                                "Universal Credit",
	"winter_fuel_payment":               "Winter Fuel Payment",
	"christmas_bonus":                   "Christmas Bonus",
	"esa":                               "Employment and Support Allowance",
	"employment_and_support_allowance":  "Employment and Support Allowance",
	"universal_credit":                  "Universal Credit",
	"income_support":                    "Income Support",
	"state_pension":                     "State Pension",
	"private_pension":                   "Private pension",
	"pension_credit":                    "Pension Credit",
	"carers_allowance":                  "Carer's Allowance",
	"council_tax":                       "Council Tax",
	"ground_rent":                       "Ground rent",
	"rent_shortfall":                    "Rent that your benefit does not cover",
	"contents_insurance":                "Insurance for the things in your home",
	"private_care":                      "Help that you pay for yourself",
	"special_diet":                      "Special food",
	"heating":                           "Heating",
	"other_income":                      "Other money",
	"other_expense":                     "Other costs of your disability",
}

// nameOf says a kind as people do.
func nameOf(kind string) string {
	if n, ok := kindNames[kind]; ok {
		return n
	}
	n := strings.TrimSpace(strings.ReplaceAll(kind, "_", " "))
	if n == "" {
		return kind
	}
	first, size := utf8.DecodeRuneInString(n)
	return string(unicode.ToUpper(first)) + n[size:]
}

// periods says each period after an amount.
var periods = map[Period]string{Week: "a week", FourWeeks: "every 4 weeks", Month: "a month", Year: "a year"}

// labelOf says a kind and, when it does not come weekly, what it was.
func labelOf(kind string, amount pence.Pence, every Period) string {
	if every == Week {
		return nameOf(kind)
	}
	return nameOf(kind) + " (" + amount.Format() + " " + periods[every] + ")"
}

// partName says a part of the guarantee as a person would.
func partName(e element) string {
	switch {
	case e.Key == "child" && e.times > 1:
		return fmt.Sprintf("For %d children", e.times)
	case e.Key == "child":
		return "For 1 child"
	case strings.HasPrefix(e.Key, "disability"):
		return "Disability premium"
	case strings.HasPrefix(e.Key, "enhanced"):
		return "Enhanced disability premium"
	case e.Key == "carer":
		return "Carer premium"
	}
	return "Basic amount"
}
