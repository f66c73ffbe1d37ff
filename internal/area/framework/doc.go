// Package framework keeps what is agreed with organisations: the price of a
// session by activity and by how many people share a worker, from a date.
//
// Its invariants: a price above its benchmark has a recorded reason; a rate in
// force is never changed, a newer one takes its place from its date, which a
// commissioner sets no earlier than today; places that are agreed keep their
// price. Lots, membership and terms join here; until they do DefaultTerms hold for
// everybody.
//
// It must never know who is placed anywhere.
package framework
