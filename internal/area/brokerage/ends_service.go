package brokerage

import (
	"context"

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
		e := PlaceEnds{Last: p.To}
		days, err := s.daysFrom(ctx, tx, p, p.From)
		if err != nil {
			return nil, err
		}
		if n := len(days); n > 0 {
			e.Last = days[n-1] // that it ends on a Sunday helps nobody who goes on Tuesdays
		}
		e.Over = p.Status == Ended || e.Last.Before(tx.Today())
		if e.Activity, err = s.Directory.ActivityByID(ctx, tx, p.ActivityID); err != nil {
			return nil, err
		}
		list = append(list, e)
	}
	return list, nil
}
