package brokerage

import (
	"ourdays/internal/area/funds"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/pence"
)

// MoveEnd is the step of a placement whose last day moved with the time of
// enablement.
const MoveEnd Act = "move_end"

// ClockShort is why a place that was accepted ends before the time of enablement does.
const ClockShort = "clock_short"

// noMoneyKey is what funds say where a budget has not enough left: no provider reads it.
const noMoneyKey = "funds.refused.budget"

func flag(on bool) int {
	if on {
		return 1
	}
	return 0
}

// ending is a place as it was read, and the last day that it gets.
type ending struct {
	Placement
	to clock.Date
}

// noLonger is the refusal of more time, at the field of the form that asked for it.
func noLonger(field, key string, args ...any) error {
	return &fail.Error{Kind: fail.Full, Key: key, Args: args,
		Fields: []fail.Field{{Name: field, Key: key, Args: args}}}
}

func later(a, b clock.Date) clock.Date {
	if a.After(b) {
		return a
	}
	return b
}

// MoreTime is what more time for enablement comes to, before anybody gives it.
type MoreTime struct {
	Places int         // that end with it
	Ends   clock.Date  // where they end now
	Weekly pence.Pence // what each further week costs the council
	Budget funds.Budget
}
