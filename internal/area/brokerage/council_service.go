package brokerage

import (
	"context"
	"fmt"

	"ourdays/internal/area/bookings"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
)

// viewCouncil adds what the new places of the chosen week cost until the financial year
// ends to what the council's year comes to already. The year is that of their first session.
func (s *Service) viewCouncil(ctx context.Context, tx *db.Tx, v *referralView, w shownWeek) error {
	from := firstMonday(tx.Today())
	had, err := s.placedIn(ctx, tx, v.r.ID)
	if err != nil {
		return err
	}
	starts, err := s.startsOf(ctx, tx, v.r.PersonID, v.plan, w.without(had), from)
	if err != nil {
		return err
	}
	for year := from; ; year = v.council.Until.AddDays(1) {
		if v.council, err = s.Council(ctx, tx, year); err != nil {
			return fmt.Errorf("the council's budget: %w", err)
		}
		if err := s.addWeek(ctx, tx, v, w, starts); err != nil {
			return err
		}
		// A week without a session before the year ends begins in the next.
		if len(v.council.touched()) > 0 || year != from || !v.ahead.until.After(v.council.Until) {
			return s.countWaiting(ctx, tx, &v.council)
		}
	}
}

// addWeek adds what the new places of a week cost until the council's year ends.
func (s *Service) addWeek(ctx context.Context, tx *db.Tx, v *referralView, w shownWeek,
	starts map[string]clock.Date) error {
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
		v.council.part(kinds[id]).Added += cost
	}
	return nil
}

// countWaiting adds what places that wait for their providers cost until the year ends: of
// one that could have begun by now, from tomorrow on, as a yes would make it.
func (s *Service) countWaiting(ctx context.Context, tx *db.Tx, c *Council) error {
	list, err := placementsOffered(ctx, tx, c.Until)
	if err != nil || len(list) == 0 {
		return err
	}
	ids := make([]string, len(list))
	for i, p := range list {
		ids[i] = p.ScheduleID
	}
	at, err := s.Directory.SchedulesByID(ctx, tx, ids)
	if err != nil {
		return fmt.Errorf("when a place would be: %w", err)
	}
	prices, err := pricesOfOffered(ctx, tx)
	if err != nil {
		return err
	}
	tomorrow := tx.Today().AddDays(1)
	for _, p := range list {
		days, err := at[p.ScheduleID].Schedule.Dates(later(p.From, later(tomorrow, c.From)), earlier(p.To, c.Until))
		if err != nil {
			return err
		}
		p.later = append(bookings.Prices{}, prices[p.ID]...) // known, also where there are none
		cost, err := s.worth(ctx, tx, p, days)
		if err != nil {
			return err
		}
		c.part(at[p.ScheduleID].Organisation.Kind).Waiting += cost
	}
	return nil
}
