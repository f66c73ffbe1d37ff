package bookings

import (
	"context"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/event"
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

// tell publishes the changes that moved money of placements.
func (s *Service) tell(ctx context.Context, tx *db.Tx, list []Change) error {
	var moved MoneyMoved
	for _, c := range list {
		if c.PlacementID != "" && (c.Spent != 0 || c.Open != 0 || c.Settled != 0) {
			moved.Changes = append(moved.Changes, c)
		}
	}
	if len(moved.Changes) == 0 {
		return nil
	}
	return event.Publish(ctx, tx, s.Bus, moved)
}
