// Package steer shows a commissioner what is spent, on whom, and what it does
// for people's outcomes, and what stands behind each figure.
//
// Its words: in-house is the council's own service, external everybody else;
// going are agreed placements that are not suspended and have not ended, also those
// that begin later; a year's cost is what they cost at their contract prices over 52 weeks; spent is what closed registers owe providers, by the day of the
// session; committed is agreed and not yet delivered; expected is what the
// agreed places still cost this year.
//
// Its invariants: every figure is the sum of the rows behind its link, and of
// the ledger; no name is shown to a role that may not see it; outcomes of fewer
// than five people are not shown, and fewer than five people are not listed; part
// of the reviews of a group that is shown is listed as its whole is, without names. It
// reads the tables of the areas below and writes none of them; its own hold the
// council's budget and the sums that areas below tell it to change: the same
// sums as those of the rows, at every commit.
//
// It must never decide anything about a person.
package steer
