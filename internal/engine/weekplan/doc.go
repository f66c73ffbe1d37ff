// Package weekplan gives everybody in a borough a week of sessions, and proves
// that no plan beats a stated bound.
//
// Rooms, workers and minibus seats are scarce, friends want to be together,
// and each person has assessed units, a budget and outcomes that must be met.
// Read takes an Instance from a file; Solve returns a Plan with its bound;
// Options finds one person's best few weeks that really differ.
//
// How it works, from the inside out:
//
//   - week.go finds one person's best week exactly, in a fraction of a
//     millisecond: tables over (day, units, must-haves) bound every partial
//     week, and a depth-first search closes the rest; weekbonds.go counts no
//     more meetings with a friend than their tie allows.
//   - roster.go finds a session's best roster exactly, by dynamic programming
//     over load and heads.
//   - dual.go puts a price on everything scarce, so that each person and each
//     session can be solved alone. Their sum is at least every plan's
//     objective, whatever the prices: that is the bound.
//   - state.go, search.go and parts.go improve a plan by taking a few people
//     out and putting each back with the best week for the present state;
//     shift.go moves single sessions from person to person in between,
//     relay.go hands places on by the cheapest chain, and herd.go keeps several
//     plans where people are few.
//
// All points are held in fixed point (see borough.scale) and added as int64,
// so every bound is exact arithmetic and no answer depends on the order in
// which people or sessions are visited. Floating point only chooses in which
// direction prices move, where an error can cost time but never the proof.
//
// The clock is the caller's: Solve asks its Timer how much of the time has
// gone, and never looks at a clock of its own.
package weekplan
