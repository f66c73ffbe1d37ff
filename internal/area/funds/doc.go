// Package funds keeps financial assessments, and answers the one question that
// everybody asks: what is the price to me?
//
// Its words: an assessment (a person's circumstances from a date, computed by
// the charging engine), a contribution (the most a person can be asked to pay
// a week), the price to a person (never more than the week costs).
//
// Its invariants: an assessment is kept with the circumstances it was computed
// from, in the form that `ourdays charge` reads, so that anybody can check it;
// only a checked assessment counts, from its date on, until a newer one does;
// who made it is never who checks it;
// checked assessments are never changed.
//
// A personal budget is allocated from the council's fund for a period; its money
// is available, held, committed or spent. Every movement is a balanced posting
// with a key of its own, happens once, and takes nothing below zero. Postings
// are never changed.
//
// It must never know what a booking or a placement is.
package funds
