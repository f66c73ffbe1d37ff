package framework

import (
	"time"

	"ourdays/internal/platform/pence"
)

// Code says what became of one person's place at one session.
type Code string

// The twelve codes of attendance.
const (
	Attended          Code = "attended"
	PartAttended      Code = "part_attended"
	AbsentInTime      Code = "absent_in_time"
	AbsentShort       Code = "absent_short"
	NoShow            Code = "no_show"
	ProviderCancelled Code = "provider_cancelled"
	Closed            Code = "closed"
	Hospital          Code = "hospital"
	Holiday           Code = "holiday"
	Suspended         Code = "suspended"
	TransportFailure  Code = "transport_failure"
	Excluded          Code = "excluded"
)

// Codes lists the codes in the order in which a register offers them.
func Codes() []Code {
	return []Code{Attended, PartAttended, NoShow, AbsentShort, AbsentInTime, Hospital, Holiday,
		ProviderCancelled, Closed, TransportFailure, Suspended, Excluded}
}

// Delivered says how a code counts towards what was delivered.
type Delivered string

// What counts as delivered.
const (
	NothingDelivered Delivered = ""
	MinutesDelivered Delivered = "minutes"
	WholeDelivered   Delivered = "whole"
)

// Meaning is what a code comes to in money and in counts.
type Meaning struct {
	Payable    int64 // percent of the price that the provider is paid
	Chargeable bool  // counts in what the person is asked to contribute
	Delivered  Delivered
	Active     bool // the service counts as active in returns to the government
	// WeeksPaid bounds Payable in time: from so many weeks after the first
	// absence of a run on, nothing is paid. 0 is no bound.
	WeeksPaid int
}

// Terms are what is agreed of notice and absence.
type Terms struct {
	Notice time.Duration // before the start; less is short notice
	Codes  map[Code]Meaning
}

// DefaultTerms hold everywhere, as no agreement can say anything else yet: 48
// hours' notice, and the table of the project's domain notes (5.4). A failed
// journey is not paid, as the council runs no transport of its own.
func DefaultTerms() Terms {
	return Terms{Notice: 48 * time.Hour, Codes: map[Code]Meaning{
		Attended:          {Payable: 100, Chargeable: true, Delivered: WholeDelivered, Active: true},
		PartAttended:      {Payable: 100, Chargeable: true, Delivered: MinutesDelivered, Active: true},
		AbsentShort:       {Payable: 100, Chargeable: true, Active: true},
		NoShow:            {Payable: 100, Chargeable: true, Active: true},
		AbsentInTime:      {Active: true},
		ProviderCancelled: {Active: true},
		Closed:            {Active: true},
		Hospital:          {Payable: 100, Active: true, WeeksPaid: 4},
		Holiday:           {Payable: 100, Active: true, WeeksPaid: 4},
		TransportFailure:  {Active: true},
		Suspended:         {},
		Excluded:          {},
	}}
}

// Owed is what a provider is paid for a place of a price. away is how many days
// ago the person's run of absence began.
func (m Meaning) Owed(price pence.Pence, away int) pence.Pence {
	if m.WeeksPaid > 0 && away >= 7*m.WeeksPaid {
		return 0
	}
	return price.MulDiv(m.Payable, 100, pence.Nearest)
}
