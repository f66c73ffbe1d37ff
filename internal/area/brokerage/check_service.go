package brokerage

import (
	"context"
	"fmt"
	"slices"

	"ourdays/internal/area/bookings"
	"ourdays/internal/area/directory"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/pence"
)

// Breaches proves what brokerage promises: every state is one of the tables,
// what is offered is held, a place that is not agreed has no bookings, one that is
// ended is over, and what is committed for a place is what it has booked and may book.
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
	apart, err := s.committedApart(ctx, tx)
	return append(found, apart...), err
}

// committedApart names the placements that have committed something else than the worth
// of their bookings and of their open days.
func (s *Service) committedApart(ctx context.Context, tx *db.Tx) ([]string, error) {
	schedules, err := s.schedulesAgreed(ctx, tx)
	if err != nil {
		return nil, err
	}
	later, err := pricesOfGoing(ctx, tx)
	if err != nil {
		return nil, err
	}
	booked, err := bookedOpen(ctx, tx)
	if err != nil {
		return nil, err
	}
	had := map[string][]clock.Date{}
	for _, b := range booked {
		had[b.PlacementID] = append(had[b.PlacementID], b.Day)
	}
	var found []string
	err = eachCommitted(ctx, tx, func(c committedPlace) error {
		var open pence.Pence
		if c.Going() && c.UnitPrice > 0 {
			days, err := schedules[c.ScheduleID].Dates(c.OpenFrom, c.To)
			if err != nil {
				return fmt.Errorf("schedule of placement %s: %w", c.ID, err)
			}
			price := append(bookings.Prices{{Starts: c.From, Price: c.UnitPrice}}, later[c.ID]...)
			for _, day := range undecided(days, had[c.ID]) {
				open += price.On(day)
			}
		}
		if wrong := c.amiss(open); wrong != "" {
			found = append(found, wrong)
		}
		return nil
	})
	return found, err
}

// schedulesAgreed gives the schedules of agreed places that go on, by id.
func (s *Service) schedulesAgreed(ctx context.Context, tx *db.Tx) (map[string]directory.Schedule, error) {
	ids, err := agreedSchedules(ctx, tx)
	by := map[string]directory.Schedule{}
	for _, id := range ids {
		if by[id], err = s.Directory.ScheduleByID(ctx, tx, id); err != nil {
			return nil, err
		}
	}
	return by, err
}
