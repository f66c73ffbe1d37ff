// Package plans keeps what a person wants to change, the tier of their support,
// and what their plan may cost: the care and support plan.
//
// Its words: an outcome is in the person's words, tied to Care Act outcomes,
// with a Goal Attainment Scale of five levels; a tier is 1 specialist, 2
// personalised support and community activities, or 3 enablement; a plan is a
// draft until its outcomes and tier are agreed.
//
// Its invariants: outcomes come before a referral; a tier is recommended by
// rules that are shown, and decided by a worker with a reason; one plan is
// current.
//
// It must never know what it costs to buy anything, or what was booked.
package plans
