// Package plans keeps what a person wants to change, the tier of their support,
// and what their plan may cost: the care and support plan.
//
// Its words: an outcome is in the person's words, tied to Care Act outcomes,
// with a Goal Attainment Scale of five levels; a tier is 1 specialist, 2
// personalised support and community activities, or 3 enablement; a plan is a
// draft until its outcomes and tier are agreed.
//
// A review looks at a plan again: the outcomes are scored on their scales, the
// person says how it is, and the worker keeps, changes or ends it. Enablement
// runs against a clock that starts with the first place.
//
// Its invariants: outcomes come before a referral; a tier is recommended by
// rules that are shown, and decided by a worker with a reason; one plan is
// current; a slip in an outcome is corrected by who wrote it, with what it said before
// kept, until a review first scores it; a review is kept for good, and what it decides of places and
// referrals happens in its transaction, by an event, or it is not kept; a plan
// that goes on has a day for its next review.
//
// It must never know what it costs to buy anything, or what was booked.
package plans
