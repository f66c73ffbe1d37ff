package framework

import (
	"context"

	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
)

// Deps is what the area stands on.
type Deps struct {
	DB        *db.DB
	Access    *access.Service
	Directory *directory.Service
	// Committed asks what is agreed at an activity for a ratio from one day to
	// another and is not settled yet; places are kept above.
	Committed func(ctx context.Context, tx *db.Tx, act directory.Activity, ratio int, from, to clock.Date) (
		Committed, error)
	// Uplift asks what moving the agreed places of a rate to it comes to, and MoveToRate
	// does it in the transaction that decides it; places are kept above.
	Uplift     func(ctx context.Context, tx *db.Tx, act directory.Activity, r Rate) (Uplift, error)
	MoveToRate func(ctx context.Context, tx *db.Tx, a access.Actor, act directory.Activity,
		r Rate) (Uplift, error)
}

// SetRate agrees a rate from its date on.
func (s *Service) SetRate(ctx context.Context, tx *db.Tx, a access.Actor, r Rate) (Rate, error) {
	if a.Kind != access.Machine && !a.May(access.Steer) && !a.May(access.Broker) {
		return r, fail.New(fail.Forbidden, "access.refused.role")
	}
	if err := r.Check(); err != nil {
		return r, err
	}
	if r.Starts.IsZero() {
		r.Starts = tx.Today()
	}
	if err := turnOn(ctx, tx, r.ActivityID); err != nil {
		return r, err
	}
	return s.keep(ctx, tx, a, r)
}

// RatesOn gives what is agreed on a day, by activity; of several rates for the
// same ratio the newest.
func (s *Service) RatesOn(ctx context.Context, tx *db.Tx, on clock.Date) (map[string][]Rate, error) {
	all, err := ratesOn(ctx, tx, on)
	if err != nil {
		return nil, err
	}
	byActivity := map[string][]Rate{}
	for _, r := range all {
		byActivity[r.ActivityID] = append(byActivity[r.ActivityID], r)
	}
	return byActivity, nil
}

// RatesFor gives what is agreed on a day for some activities, as RatesOn does.
func (s *Service) RatesFor(ctx context.Context, tx *db.Tx, activityIDs []string,
	on clock.Date) (map[string][]Rate, error) {
	byActivity := map[string][]Rate{}
	for len(activityIDs) > 0 {
		part := activityIDs[:min(100, len(activityIDs))]
		activityIDs = activityIDs[len(part):]
		all, err := ratesFor(ctx, tx, part, on)
		if err != nil {
			return nil, err
		}
		for _, r := range all {
			byActivity[r.ActivityID] = append(byActivity[r.ActivityID], r)
		}
	}
	return byActivity, nil
}

// ChangesOf lists the days between two, both counted, from which a rate of an
// activity counts; what else is agreed by then may still hold.
func (s *Service) ChangesOf(ctx context.Context, tx *db.Tx, activityID string,
	from, to clock.Date) ([]clock.Date, error) {
	return changesOf(ctx, tx, activityID, from, to)
}

// RatesOf gives what is agreed for one activity on a day; of several rates for
// the same ratio the newest. Rates are no secret: verbs ask no permission.
func (s *Service) RatesOf(ctx context.Context, tx *db.Tx, activityID string, on clock.Date) ([]Rate, error) {
	return ratesOf(ctx, tx, activityID, on)
}

// RatesOfEach gives the rates of several activities on a day, by activity, as
// RatesOf gives those of one: for lists, in one statement.
func (s *Service) RatesOfEach(ctx context.Context, tx *db.Tx, activityIDs []string,
	on clock.Date) (map[string][]Rate, error) {
	by := map[string][]Rate{}
	if len(activityIDs) == 0 {
		return by, nil
	}
	list, err := ratesOfEach(ctx, tx, activityIDs, on)
	for _, r := range list {
		by[r.ActivityID] = append(by[r.ActivityID], r)
	}
	return by, err
}
