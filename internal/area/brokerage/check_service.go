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
	worthOpen := func(c committedPlace) (open pence.Pence, err error) {
		if !c.Going() || c.UnitPrice == 0 {
			return 0, nil
		}
		days, err := schedules[c.ScheduleID].Dates(c.OpenFrom, c.To)
		price := append(bookings.Prices{{Starts: c.From, Price: c.UnitPrice}}, later[c.ID]...)
		for _, day := range undecided(days, had[c.ID]) {
			open += price.On(day)
		}
		return open, err
	}
	var apart []committedPlace
	err = eachCommitted(ctx, tx, func(c committedPlace) error {
		open, err := worthOpen(c)
		if c.amiss(open) != "" {
			apart = append(apart, c)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("add up placements: %w", err)
	}
	return nameApart(ctx, tx, apart, worthOpen)
}

// nameApart says what is wrong with placements. One that was taken up again before open
// days were known has what Keep frees: never less than its open days from then on.
func nameApart(ctx context.Context, tx *db.Tx, apart []committedPlace,
	worthOpen func(committedPlace) (pence.Pence, error)) ([]string, error) {
	var found []string
	for _, c := range apart {
		begins, err := begins(ctx, tx, c.Placement)
		if err != nil {
			return nil, err
		}
		old := c.Going() && c.OpenFrom.Before(begins)
		if old {
			c.OpenFrom = begins
		}
		open, err := worthOpen(c)
		if err != nil {
			return nil, err
		}
		if wrong := c.amiss(open); wrong != "" && !(old && c.Total-c.Worth >= open) {
			found = append(found, wrong)
		}
	}
	return found, nil
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
