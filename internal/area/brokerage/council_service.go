package brokerage

import (
	"context"
	"fmt"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
)

// viewCouncil adds what the new places of the chosen week cost until the financial year
// ends to what the council's year comes to already.
func (s *Service) viewCouncil(ctx context.Context, tx *db.Tx, v *referralView, w shownWeek) error {
	from := firstMonday(tx.Today())
	var err error
	if v.council, err = s.Council(ctx, tx, from); err != nil {
		return fmt.Errorf("the council's budget: %w", err)
	}
	had, err := s.placedIn(ctx, tx, v.r.ID)
	if err != nil {
		return err
	}
	starts, err := s.startsOf(ctx, tx, v.r.PersonID, v.plan, w.without(had), from)
	if err != nil {
		return err
	}
	kinds := map[string]string{}
	for _, p := range w.Places {
		kinds[p.ScheduleID] = p.Organisation.Kind
	}
	for id, first := range starts {
		cost, err := s.costUntil(ctx, tx, map[string]clock.Date{id: first}, earlier(v.ahead.until, v.council.Until),
			v.ahead.week)
		if err != nil {
			return err
		}
		v.council.add(kinds[id], cost)
	}
	return nil
}
