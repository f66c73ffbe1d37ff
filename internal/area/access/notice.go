package access

// Notice is what a person is written to about, and whoever may choose for them.
type Notice string

// The notices of how far a person is with their week.
const (
	WeeksReady    Notice = "weeks"     // weeks wait for a choice
	WeekAgreed    Notice = "agreed"    // the chosen week is agreed, its places are asked for
	WeekRefused   Notice = "refused"   // it is not, and others are looked for
	PlaceDeclined Notice = "declined"  // one place of it cannot be had, others can, or may
	WeekPlaced    Notice = "placed"    // every place of it is accepted
	WeekAnew      Notice = "anew"      // it is with a broker again, for a review or a new rate
	NoPlaceLeft   Notice = "none_left" // a place cannot be had, and no other of the week is left
)

// reachable reports whether letters reach somebody: who signs in by a code on paper
// has no address.
func (r actorRow) reachable() bool { return plausibleEmail(r.Email) }
