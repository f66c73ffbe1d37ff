package brokerage

import (
	"context"
	"fmt"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
)

// EndsOf lists the places of a person that end, for a page that has asked for the
// permission to show their week.
func (s *Service) EndsOf(ctx context.Context, tx *db.Tx, personID string) ([]PlaceEnds, error) {
	placed, err := placementsOfPerson(ctx, tx, personID)
	if err != nil {
		return nil, err
	}
	var list []PlaceEnds
	for _, p := range decidedEnds(placed, tx.Today()) {
		last, ever, err := s.lastDayOf(ctx, tx, p)
		if err != nil {
			return nil, fmt.Errorf("last day of a place: %w", err)
		}
		e := PlaceEnds{Last: last, Never: !ever, Over: p.Status == Ended || last.Before(tx.Today())}
		if e.Activity, err = s.Directory.ActivityByID(ctx, tx, p.ActivityID); err != nil {
			return nil, err
		}
		list = append(list, e)
	}
	return list, nil
}

// lastDayOf is the last day on which a person goes to a place that ends, or went to one
// that has ended; none where it ends before they go there at all. That it ends on a
// Sunday helps nobody who goes on Tuesdays, and nobody goes while it is suspended.
func (s *Service) lastDayOf(ctx context.Context, tx *db.Tx, p Placement) (clock.Date, bool, error) {
	if p.Leaving() {
		from, err := begins(ctx, tx, p)
		if err != nil {
			return from, false, err
		}
		days, err := s.daysFrom(ctx, tx, p, from)
		if err != nil {
			return from, false, err
		}
		if n := len(days); n > 0 {
			return days[n-1], true, nil
		}
	}
	return s.Bookings.LastDay(ctx, tx, p.ID)
}
