// Package matching says what fits a person: which of the sessions on offer could
// be part of their week, which weeks can be made of them, what speaks for each,
// and in what it differs from the others.
//
// Its words: a wish is what is known of a person when a week is put together, with
// no name and no address; a candidate is a schedule that might be part of it; an
// exclusion is a named rule that leaves a candidate out, with the value that it
// found and the limit; a reason speaks for a week, or says what it gives up.
//
// It computes only: no database, no page and no clock. Whatever is left out is
// left out by a named rule and a value, so that a page can say why; every rule is
// computed from the wish and the offer alone. brokerage loads both, keeps what
// was shown, and says it in words; the weeks are searched by engine/weekplan,
// which sees numbers only. A place begins on the first day from which its whole series
// has room, where that is early enough.
//
// It must never choose for anybody: it lists, and the person, the broker and the
// approver decide.
package matching
