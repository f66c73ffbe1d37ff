// Package directory is what there is to do: organisations, their locations,
// the activities they offer, when and where those happen, and the places and
// the support that are still free.
//
// Its words: an organisation provides; an activity is something to do, told in
// two texts (standard and Easy Read); a schedule says when it happens, as an
// RRULE with exceptions in London wall time, at a location or on-line; a
// session is one occurrence, with places and with support. Support is counted
// in sixtieths of a worker: somebody with a worker of their own takes 60, one
// of three people who share a worker takes 20.
//
// Its invariants: a session never has more places or support taken than it
// has (one conditional UPDATE, with a CHECK behind it); a session's wall time
// holds when the clocks change; what is published can be found by its words in
// the same moment, because the words are written in the same transaction; an
// imported activity keeps its source's id; a session that was called off stays so,
// and its schedule leaves the day out, so that nothing is reckoned for it.
//
// It must never know who takes a place, or who pays: bookings calls Take and
// Release in its own transaction.
package directory
