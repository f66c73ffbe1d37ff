package brokerage

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
)

// Kept says what Keep did.
type Kept struct {
	Begun  int      // placements that began
	Over   int      // placements whose last day was before today
	Booked int      // placements of which sessions were booked
	Freed  int      // placements of which sessions were over without a place
	Full   []string // placements that wait for room in a coming session
}

// Keep does what time asks of placements: those that start by today begin, those
// whose last day is over end, what was made or given back since the last time is
// booked, and the money of what is over without a place is freed. Each is a
// transaction of its own; several processes may keep at once, and each step happens
// once. What goes wrong with one placement is told in the error, and the others are
// kept.
func (s *Service) Keep(ctx context.Context, a access.Actor) (Kept, error) {
	var kept Kept
	var begin, over, open []Placement
	err := s.DB.Read(ctx, func(ctx context.Context, tx *db.Tx) (err error) {
		if begin, err = placementsToBegin(ctx, tx, tx.Today()); err != nil {
			return err
		}
		if over, err = placementsOver(ctx, tx, tx.Today()); err != nil {
			return err
		}
		if open, err = placementsOpen(ctx, tx, tx.Today()); err != nil {
			return err
		}
		kept.Full, err = placementsFull(ctx, tx, tx.Today())
		return err
	})
	if err != nil {
		return kept, fmt.Errorf("keep placements: %w", err)
	}
	begun := s.keepEach(ctx, begin, &kept, func(ctx context.Context, tx *db.Tx, p Placement) (Kept, error) {
		return Kept{Begun: 1}, s.moveOn(ctx, tx, a, &p, Begin, "")
	})
	ended := s.keepEach(ctx, over, &kept, func(ctx context.Context, tx *db.Tx, p Placement) (Kept, error) {
		return Kept{Over: 1}, s.runOut(ctx, tx, a, p.ID)
	})
	decided := s.keepEach(ctx, open, &kept, func(ctx context.Context, tx *db.Tx, p Placement) (Kept, error) {
		return s.decide(ctx, tx, a, p.ID)
	})
	return kept, errors.Join(begun, ended, decided)
}

// keepEach takes a step with each placement, in a transaction of its own, and adds up
// what was done. What goes wrong with one stops no other, and is told with its
// placement; where another process was first nothing is to do.
func (s *Service) keepEach(ctx context.Context, list []Placement, kept *Kept,
	step func(context.Context, *db.Tx, Placement) (Kept, error)) error {
	var wrong error
	for _, p := range list {
		var did Kept
		err := s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) (err error) {
			did, err = step(ctx, tx, p)
			return err
		})
		e, refused := fail.As(err)
		switch {
		case err == nil:
			kept.add(did)
		case !refused || e.Key != movedOnKey:
			wrong = errors.Join(wrong, fmt.Errorf("keep placement %s: %w", p.ID, err))
		}
		if ctx.Err() != nil {
			return wrong
		}
	}
	return wrong
}

// add adds what was done with one placement.
func (k *Kept) add(one Kept) {
	k.Begun += one.Begun
	k.Over += one.Over
	k.Booked += one.Booked
	k.Freed += one.Freed
}

// runOut ends a place whose last day is over: nothing is cancelled, and what was
// booked until then is paid.
func (s *Service) runOut(ctx context.Context, tx *db.Tx, a access.Actor, placementID string) error {
	p, err := placementByID(ctx, tx, placementID)
	if err != nil {
		return err
	}
	if _, err := next(placementMoves, p.Status, Finish); err != nil {
		return err
	}
	if !p.To.Before(tx.Today()) {
		return movedOn()
	}
	return s.endNow(ctx, tx, a, p, p.To, cmp.Or(p.Ending, TimeOver))
}

// makeWay ends the places of a person in a schedule whose last day is before the
// first one of a new place there.
func (s *Service) makeWay(ctx context.Context, tx *db.Tx, a access.Actor, personID, scheduleID string,
	from clock.Date) error {
	over, err := overIn(ctx, tx, personID, scheduleID, from)
	if err != nil {
		return fmt.Errorf("find places that run out: %w", err)
	}
	for _, p := range over {
		if p, err = s.held(ctx, tx, p); err != nil {
			return err
		}
		if err := s.endAfter(ctx, tx, a, p, p.To, TimeOver); err != nil {
			return err
		}
	}
	return nil
}
