package bookings

import (
	"context"

	"ourdays/internal/platform/db"
	"ourdays/internal/platform/event"
)

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
