package brokerage

import (
	"ourdays/internal/area/funds"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/pence"
)

// ahead is the money that approving a week holds, beside what the budget has for
// the same time: a budget is for a year, and places are agreed for less.
type ahead struct {
	budget    funds.Budget
	hasBudget bool        // else it is what the approval allocates
	until     clock.Date  // the last day of the places
	held      pence.Pence // their cost until then
	weeks     int         // left of enablement; 0 in other tiers
	ends      clock.Date  // its last day
	enabling  pence.Pence // their cost until then
	allowed   pence.Pence // what the plan may cost in that time
	week      ratedWeek   // at the rates of today
}
