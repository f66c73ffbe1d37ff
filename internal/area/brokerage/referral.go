package brokerage

import (
	"fmt"
	"slices"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/pence"
)

// Status is where a referral or a placement stands. Each has a text
// brokerage.status.X.
type Status string

// Act is what moves a referral or a placement on.
type Act string

// The states of a referral.
const (
	Draft      Status = "draft"
	Submitted  Status = "submitted"
	WithBroker Status = "with_broker"
	Shown      Status = "shown"
	Chosen     Status = "chosen"
	Approved   Status = "approved"
	Placed     Status = "placed"
	Ended      Status = "ended"
)

// The acts on a referral.
const (
	Submit   Act = "submit"
	Take     Act = "take"
	ShowIt   Act = "show"
	ChooseIt Act = "choose"
	LikeNone Act = "like_none"
	Agree    Act = "approve"
	Refuse   Act = "refuse"
	PlaceIt  Act = "place"
	HandBack Act = "hand_back"
	AskAgain Act = "ask_again"
	Finish   Act = "finish"
)

// move is one legal step.
type move struct {
	act  Act
	from []Status
	to   Status
}

// referralMoves is the whole life of a referral. What is not here is refused.
// A provider's refusal hands an approved referral back to the broker, as a
// placed one: nothing else could be done with it. A review that changes the
// plan hands back whatever was shown or chosen from the old one. A rate that rose
// before a provider said yes asks the approver again.
var referralMoves = []move{
	{Submit, []Status{Draft}, Submitted},
	{Take, []Status{Submitted}, WithBroker},
	{ShowIt, []Status{WithBroker, Shown}, Shown},
	{ChooseIt, []Status{Shown}, Chosen},
	{LikeNone, []Status{Shown}, WithBroker},
	{Agree, []Status{Chosen}, Approved},
	{Refuse, []Status{Chosen}, WithBroker},
	{PlaceIt, []Status{Approved}, Placed},
	{AskAgain, []Status{Approved}, Chosen},
	{HandBack, []Status{Shown, Chosen, Approved, Placed}, WithBroker},
	{Finish, []Status{Draft, Submitted, WithBroker, Shown, Chosen, Approved, Placed}, Ended},
}

// ReferralStates lists the states in the order of a referral's life.
func ReferralStates() []Status {
	return []Status{Draft, Submitted, WithBroker, Shown, Chosen, Approved, Placed, Ended}
}

// next finds where an act leads from a state.
func next(table []move, from Status, act Act) (Status, error) {
	for _, m := range table {
		if m.act == act && slices.Contains(m.from, from) {
			return m.to, nil
		}
	}
	return from, movedOn()
}

// Endings lists why a referral or a placement may end. Each has a text
// brokerage.ending.X.
func Endings() []string { return []string{"goal_met", "moved_on", "withdrawn"} }

// TimeOver is why a placement ended that nobody ended: its last day was over. It
// has a text as the Endings have, and nobody can choose it.
const TimeOver = "time_over"

// Referral asks a broker for a week.
type Referral struct {
	ID         string
	Number     int64
	PersonID   string
	PlanID     string
	Status     Status
	ReferredBy string     // actor
	BrokerID   string     // actor; empty until somebody takes it on
	ApprovedBy string     // actor
	OptionID   string     // the option chosen; empty before
	Why        string     // why it was chosen, one of Whys
	HelpedBy   string     // the name of who helped to choose; empty when nobody did
	Ending     string     // one of Endings; empty before the end
	StartBy    clock.Date `db:"-"`
	Made       clock.Instant
}

// mayCompose reports whether weeks may be put together for the referral now.
func (r Referral) mayCompose() bool { return r.Status == WithBroker || r.Status == Shown }

// Label is the short name of a referral on screen: "R-0412".
func (r Referral) Label() string { return fmt.Sprintf("R-%04d", r.Number) }

// Step is one line of a referral's or placement's history.
type Step struct {
	ID        string
	ThingID   string
	At        clock.Instant
	ActorID   string
	ActorName string
	Act       Act
	Status    Status // after the step
	Reason    string
	Told      bool // the person reads the reason too; whoever wrote it knew that
}

// Whys lists why somebody may choose a week, in the order of the page; one
// tap says it. Each has a text brokerage.why.X.
func Whys() []string { return []string{"activities", "friends", "days", "near", "price", "else"} }

// WhysNot lists why somebody may like none of the weeks. Each has a text
// brokerage.why_none.X.
func WhysNot() []string { return []string{"activities", "days", "far", "price", "else"} }

// mayApprove says whether the actor may approve a week of that cost: an
// approver decides up to a limit, and never on what they referred or broker.
func (r Referral) mayApprove(a access.Actor, weekCost pence.Pence) error {
	switch {
	case a.ID == r.ReferredBy:
		return fail.New(fail.Forbidden, "brokerage.refused.own_referral")
	case a.ID == r.BrokerID:
		return fail.New(fail.Forbidden, "brokerage.refused.own_placing")
	case weekCost > a.ApprovalLimit:
		return fail.New(fail.Forbidden, "brokerage.refused.limit", "limit", a.ApprovalLimit.Format(),
			"cost", weekCost.Format())
	}
	return nil
}

// chosenAgain is what a second choice comes to: nothing for the week that was
// chosen, a refusal for another one, which says who chose where that was somebody else.
func (r Referral) chosenAgain(optionID string, a access.Actor, steps []Step) error {
	if r.OptionID == optionID {
		return nil
	}
	for _, s := range slices.Backward(steps) {
		if s.Act == ChooseIt && s.ActorID != a.ID {
			return fail.New(fail.Conflict, "brokerage.refused.chosen_by", "who", s.ActorName)
		}
		if s.Act == ChooseIt {
			break
		}
	}
	return fail.New(fail.Conflict, "brokerage.refused.chosen_other")
}
