package bookings

import (
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/pence"
)

// MoneyMoved tells, in the transaction that does it, what an act changed of
// what placements' places cost: for those who keep sums of it.
type MoneyMoved struct{ Changes []Change }

// Change is what one act changed at one place of a placement, in pence.
type Change struct {
	PlacementID string
	Day         clock.Date
	Spent       pence.Pence // what the register owes the provider
	Open        pence.Pence // booked, and no register has settled it
	Settled     pence.Pence // a register has taken it out of what is committed
}

// registered is what the closing of its register changes of a booking.
func registered(before Booking, after settled) Change {
	c := Change{PlacementID: before.PlacementID, Day: before.Day, Spent: after.Paid - before.Paid,
		Settled: before.Price}
	if before.Status == Confirmed {
		c.Open = -before.Price
	}
	return c
}
