package bookings

import (
	"context"
	"fmt"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/pence"
)

// BookRest books what a series has not yet, session by session, and tells how many:
// one that is full, or at whose hour the person goes somewhere else, is left out and
// can be booked another time. What the person cancelled is not booked again. In all
// else it is as BookSeries; the verb that calls it has asked access.
func (s *Service) BookRest(ctx context.Context, tx *db.Tx, a access.Actor, series Series) (int, error) {
	sessions, clashes, err := s.sessionsOf(ctx, tx, series)
	if err != nil {
		return 0, err
	}
	had, err := daysFrom(ctx, tx, series.PlacementID, series.From, inSeries)
	if err != nil {
		return 0, err
	}
	sessions = toBook(sessions, had, clashes)
	theirs, err := placesIn(ctx, tx, series.PersonID, sessions)
	if err != nil {
		return 0, err
	}
	var fresh []Booking
	var opened []Change
	for _, ses := range sessions {
		old, alone := theirs[ses.ID]
		if alone {
			err = s.adopt(ctx, tx, old, series)
		} else {
			err = s.Directory.Take(ctx, tx, ses.ID, 1, SupportOf(series.Ratio))
		}
		if fail.KindOf(err) == fail.Full {
			continue
		}
		if err != nil {
			return 0, fmt.Errorf("take a place on %s: %w", ses.Date, err)
		}
		opened = append(opened, series.opens(ses))
		if !alone {
			b := series.place(ses)
			b.ID, b.Made = tx.NewID(), tx.Now
			fresh = append(fresh, b)
		}
	}
	if len(opened) == 0 {
		return 0, nil
	}
	return len(opened), s.keepSeries(ctx, tx, a, series, fresh, opened)
}

// DaysOf gives the days of a placement's places from a day on: those that are booked,
// settled or called off, and those that the person cancelled. The verb that calls it has
// asked access.
func (s *Service) DaysOf(ctx context.Context, tx *db.Tx, placementID string,
	from clock.Date) ([]clock.Date, error) {
	return daysFrom(ctx, tx, placementID, from, inSeries)
}

// DaysAhead gives those that a register is still to settle, from a day on that has not
// come: those that Reprice prices anew.
func (s *Service) DaysAhead(ctx context.Context, tx *db.Tx, placementID string,
	from clock.Date) ([]clock.Date, error) {
	return daysFrom(ctx, tx, placementID, from, isUnsettled)
}

// Worth adds up the places of a placement from a day on that DaysOf gives.
func (s *Service) Worth(ctx context.Context, tx *db.Tx, placementID string,
	from clock.Date) (pence.Pence, error) {
	return worthFrom(ctx, tx, placementID, from, inSeries)
}
