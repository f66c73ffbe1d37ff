package brokerage

import (
	"context"
	"fmt"
	"slices"

	"ourdays/internal/area/bookings"
	"ourdays/internal/area/directory"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
)

// BeforePutOn readies the places of a session's schedule in the transaction that puts the
// session on again, before bookings gives their people's places back: its schedule has
// the day once more. A place that had a booking there costs what it costs now; for one
// that had none the day is an open day again, committed where its budget has so much
// left.
func (s *Service) BeforePutOn(ctx context.Context, tx *db.Tx, e directory.PutOn) error {
	ids, err := goingOn(ctx, tx, e.Session.ScheduleID, e.Session.Date)
	if err != nil {
		return fmt.Errorf("find places of the day: %w", err)
	}
	for _, id := range ids {
		if err := s.regainDay(ctx, tx, id, e.Session); err != nil {
			return err
		}
	}
	return nil
}

// regainDay gives a place its day back.
func (s *Service) regainDay(ctx context.Context, tx *db.Tx, placementID string, ses directory.Session) error {
	if err := waitForPlacement(ctx, tx, placementID); err != nil {
		return fmt.Errorf("wait for the placement: %w", err)
	}
	p, err := placementByID(ctx, tx, placementID)
	if err != nil || !p.Going() || ses.Date.Before(p.From) || ses.Date.After(p.To) {
		return err
	}
	begins, err := begins(ctx, tx, p)
	if err != nil {
		return err
	}
	lost, found, err := s.Bookings.LostAt(ctx, tx, p.ID, ses, begins)
	if err != nil {
		return fmt.Errorf("find the lost place: %w", err)
	}
	series, err := seriesOf(ctx, tx, p, ses.Date)
	if err != nil {
		return err
	}
	was := p
	if found {
		more, err := s.Bookings.RepriceLost(ctx, tx, []bookings.Booking{lost}, series.Prices)
		if err != nil || more == 0 {
			return err
		}
		p.Total += more
		return s.keepFreed(ctx, tx, p, was)
	}
	if ses.Date.Before(begins) {
		return nil
	}
	had, err := s.Bookings.DaysOf(ctx, tx, p.ID, ses.Date)
	if err != nil || slices.Contains(had, ses.Date) {
		return err
	}
	worth, err := s.worth(ctx, tx, p, []clock.Date{ses.Date})
	if err != nil {
		return err
	}
	enough, err := s.Funds.CommitIfLeft(ctx, tx, p.BudgetID, worth, p.key("on_again:"+ses.Date.String()))
	if err != nil {
		return fmt.Errorf("commit the day: %w", err)
	}
	p.Total += worth
	if enough {
		p.OpenFrom = earlier(p.OpenFrom, ses.Date)
	} else if err := s.Bookings.LoseDay(ctx, tx, series, ses); err != nil {
		return err
	}
	return s.keepFreed(ctx, tx, p, was)
}
