// Package access answers who somebody is, what they may do, and who did what.
//
// Its words: an actor is whoever is signed in; a role says what sort of work
// they do; a tie is a relationship between a person's record and an actor, an
// organisation or a role (own record, mandate, allocation, referral,
// placement, named on a register, or opened with a reason); a permission is one thing that may be
// done. What touches a person needs both: a role that holds the permission,
// and a tie that reaches the person.
//
// Its invariants: every read and change of a person's record leaves an audit
// line in the same transaction, or does not happen; audit lines are never
// changed and are sealed into a hash chain within a second; tokens are stored
// only as hashes; there are no passwords.
//
// It must never know what a plan, a booking or a budget is: the area that
// makes a tie records it here, and permission asks only here.
package access
