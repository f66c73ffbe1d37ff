package brokerage

import (
	"context"
	"fmt"
	"slices"

	"ourdays/internal/platform/db"
)

// Breaches proves what brokerage promises: every state is one of the tables,
// what is offered is held, a place that is not agreed has no bookings, and one that
// is ended is over.
func (s *Service) Breaches(ctx context.Context, tx *db.Tx) ([]string, error) {
	var found []string
	counts, err := statusCounts(ctx, tx)
	if err != nil {
		return nil, err
	}
	legal := map[string][]Status{"placement": PlacementStates(), "referral": ReferralStates()}
	for _, c := range counts {
		if !slices.Contains(legal[c.ID], Status(c.Status)) {
			found = append(found, fmt.Sprintf("%d of the kind %s stand at %q, which is no state", c.Live,
				c.ID, c.Status))
		}
	}
	booked, err := bookedWrongly(ctx, tx)
	if err != nil {
		return nil, err
	}
	for _, b := range booked {
		found = append(found, fmt.Sprintf("placement %s is %s and has %d bookings that it must not have", b.ID,
			b.Status, b.Live))
	}
	early, err := endedAhead(ctx, tx, tx.Today())
	if err != nil {
		return nil, err
	}
	for _, id := range early {
		found = append(found, "placement "+id+" is ended and its last day is still to come")
	}
	short, err := heldTooLittle(ctx, tx)
	if err != nil {
		return nil, err
	}
	for _, m := range short {
		found = append(found, fmt.Sprintf("budget %s holds %d pence for offers of %d", m.BudgetID, m.Held,
			m.Promised))
	}
	return found, nil
}
