// Package brokerage turns a plan into a week that somebody likes: referrals,
// options, choices and placements.
//
// Its words: a referral asks a broker for a week, from a plan with outcomes
// and a tier; an option is one possible week, with reasons for it and what it
// gives up; a choice is what the person decided, why, and who helped; a
// placement is an agreed regular place in one schedule, with ratio, unit
// price, funding and dates, and its sessions are booked from it; an open day is a
// day of it that is committed and neither booked nor over.
//
// Its invariants: a referral and a placement move only along the tables in
// referral.go and placement.go, by a conditional update, so that of two
// presses one wins; what was declined is proposed anew only after Reopen; whatever is left out of a week is left out by a named rule
// and a value, which package matching has; an approver has a limit, and is never who refers or who places;
// money is held with the approval and committed in the transaction in which
// the provider accepts and every session is booked, or nothing of it happens;
// what an agreed place has committed is the worth of its bookings and of its open
// days; what is ended, declined or suspended has no bookings ahead and no money. A place
// that is ended with a last day still to come goes on until then, with its
// bookings and its money, and Keep ends it the day after.
//
// It must never count places or money itself: directory and funds do, in the
// same transaction.
package brokerage
