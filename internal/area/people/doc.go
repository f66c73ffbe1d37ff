// Package people keeps the records of the people who use, or may use,
// activities, and of those who help them.
//
// Its words: a person; a supporter, who helps under a mandate (what, on which
// basis, until when); needs (what a place must have so that the person can
// come); a profile, in the person's own words.
//
// Its invariants: every read of a record goes through access and leaves an
// audit line; a mandate and its tie in access begin and end together; what a
// person says of themself is kept as they said it.
//
// It must never know of plans, money or bookings.
package people
