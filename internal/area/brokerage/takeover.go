package brokerage

import (
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/pence"
)

// Taken is the step of a referral and a placement that were agreed before
// Ourdays knew them. It is where their history begins.
const Taken Act = "take_over"

// Agreed is a week that is agreed already when a council starts with Ourdays.
type Agreed struct {
	PersonID string
	Since    clock.Date // the first day; bookings begin today at the earliest
	Until    clock.Date // the last day that is agreed
	Items    []AgreedPlace
}

// AgreedPlace is one regular place of such a week.
type AgreedPlace struct {
	ScheduleID string
	Ratio      int
	UnitPrice  pence.Pence // to the council, a session; 0 when the person pays
	OwnPrice   pence.Pence // to the person, a session
	Outcomes   db.List     // which of the plan's outcomes it is for; none is all of them
}

// agreedPlace is a placement of an agreed week, with its sessions a week.
type agreedPlace struct {
	Placement
	weekly int
}

// bookable is the first day of the placement that can still be booked.
func (p Placement) bookable(today clock.Date) clock.Date {
	if p.From.Before(today) {
		return today
	}
	return p.From
}
