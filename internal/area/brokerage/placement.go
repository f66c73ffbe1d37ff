package brokerage

import (
	"ourdays/internal/area/bookings"
	"ourdays/internal/area/directory"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/pence"
)

// The states of a placement; it shares Ended with the referral.
const (
	Proposed  Status = "proposed"
	Offered   Status = "offered"
	Accepted  Status = "accepted"
	Declined  Status = "declined"
	Active    Status = "active"
	Suspended Status = "suspended"
	Withdrawn Status = "withdrawn"
)

// The acts on a placement; it shares Finish with the referral.
const (
	Propose Act = "propose" // once more, of the same week
	OfferIt Act = "offer"
	Accept  Act = "accept"
	Decline Act = "decline"
	Begin   Act = "begin"
	Pause   Act = "suspend"
	Resume  Act = "resume"
	Recall  Act = "withdraw"
	EndOn   Act = "end_on" // it is ended, and goes on until its last day
	// EndPlace is the word of the trail for both: the referral's end is another thing to a person.
	EndPlace Act = "end_place"
	Reopen   Act = "reopen" // its provider, who declined it, would say yes now
)

// placementMoves is the whole life of a placement. What is not here is refused.
// A place is proposed when it is written. One that was taken back, or declined and would
// be had now, is proposed anew when the same week is approved again. Reopen and EndOn are
// noted and move nothing.
var placementMoves = []move{
	{Propose, []Status{Withdrawn, Declined}, Proposed},
	{OfferIt, []Status{Proposed}, Offered},
	{Accept, []Status{Offered}, Accepted},
	{Decline, []Status{Offered}, Declined},
	{Begin, []Status{Accepted}, Active},
	{Pause, []Status{Active}, Suspended},
	{Resume, []Status{Suspended}, Active},
	{Finish, []Status{Accepted, Active, Suspended}, Ended},
	{Recall, []Status{Proposed, Offered}, Withdrawn},
}

// PlacementStates lists the states in the order of a placement's life.
func PlacementStates() []Status {
	return []Status{Proposed, Offered, Accepted, Declined, Active, Suspended, Withdrawn, Ended}
}

// Who pays for a place.
const (
	FromBudget = "budget" // the council, from the personal budget
	OwnMoney   = "own"    // the person pays the provider
)

// Placement is an agreed regular place of a person in one schedule.
type Placement struct {
	ID             string
	PersonID       string
	ReferralID     string
	OptionID       string
	ActivityID     string
	ScheduleID     string
	OrganisationID string
	Ratio          int         // people per worker; 0 without support
	UnitPrice      pence.Pence // what the council pays a session
	OwnPrice       pence.Pence // what the person pays the provider a session
	WeekCost       pence.Pence
	Total          pence.Pence // held or committed in the budget now
	BudgetID       string
	Funding        string
	From           clock.Date `db:"starts_on"`
	To             clock.Date `db:"ends_on"` // the last day that is agreed
	Outcomes       db.List
	Status         Status
	Turn           int64                // counts commitments and moved ends, so that each has a key of its own
	OnClock        int                  // 1 when it ends with the time of enablement, and moves with it
	Ending         string               // why it ends on its last day; empty while nobody has ended it
	OpenFrom       clock.Date           // its first open day, or a day after its last
	later          []bookings.PriceFrom // what it costs from later days on, before it is kept
	unpaid         []directory.Session  // those for which its budget has nothing, while it is accepted
	short          bool                 // its budget has nothing for a later end, while it is accepted
}

// PlacementMoved tells that a placement took a step, in the step's transaction;
// Before is where it stood, empty when it was written just now.
type PlacementMoved struct {
	Placement
	Before Status
}

// inWeek reports whether the placement takes time and money of the week: the
// person comes from it for good, or was offered it.
func (p Placement) inWeek() bool { return p.stays() || p.Status == Proposed || p.Status == Offered }

// Leaving reports whether the person still comes and the place is ended: it goes
// on until its last day, and something new may follow it.
func (p Placement) Leaving() bool { return p.Going() && p.Ending != "" }

// stays reports whether the person comes and nobody has ended the place.
func (p Placement) stays() bool { return p.Going() && p.Ending == "" }

// Going reports whether the person comes, or will come, from this placement.
func (p Placement) Going() bool { return p.Status == Accepted || p.Status == Active }
