package brokerage

import (
	"cmp"
	"context"
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
	Booked int      // placements whose newly made sessions were booked
	Full   []string // placements whose newly made sessions have no room
}

// Keep does what time asks of placements: those that start by today begin, those
// whose last day is over end, and sessions made since the last time are booked. Each is a transaction of its
// own; several processes may keep at once, and each step happens once.
func (s *Service) Keep(ctx context.Context, a access.Actor) (Kept, error) {
	var kept Kept
	var begin, over, extend []Placement
	err := s.DB.Read(ctx, func(ctx context.Context, tx *db.Tx) (err error) {
		if begin, err = placementsToBegin(ctx, tx, tx.Today()); err != nil {
			return err
		}
		if over, err = placementsOver(ctx, tx, tx.Today()); err != nil {
			return err
		}
		extend, err = placementsToExtend(ctx, tx, tx.Today())
		return err
	})
	if err != nil {
		return kept, fmt.Errorf("keep placements: %w", err)
	}
	for _, p := range begin {
		err := s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
			return s.moveOn(ctx, tx, a, &p, Begin, "")
		})
		switch {
		case err == nil:
			kept.Begun++
		case fail.KindOf(err) != fail.Conflict: // another process was first
			return kept, fmt.Errorf("begin placement: %w", err)
		}
	}
	for _, p := range over {
		err := s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error { return s.runOut(ctx, tx, a, p.ID) })
		switch {
		case err == nil:
			kept.Over++
		case fail.KindOf(err) != fail.Conflict: // another process was first
			return kept, fmt.Errorf("end placement: %w", err)
		}
	}
	for _, p := range extend {
		err := s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error { return s.extend(ctx, tx, a, p.ID) })
		switch {
		case err == nil:
			kept.Booked++
		case fail.KindOf(err) == fail.Full:
			kept.Full = append(kept.Full, p.ID)
		case fail.KindOf(err) != fail.Conflict: // another process was first
			return kept, fmt.Errorf("extend bookings: %w", err)
		}
	}
	return kept, nil
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
		if err := s.endAfter(ctx, tx, a, p, p.To, TimeOver); err != nil {
			return err
		}
	}
	return nil
}

// extend books the sessions after a placement's last booking.
func (s *Service) extend(ctx context.Context, tx *db.Tx, a access.Actor, placementID string) error {
	p, err := placementByID(ctx, tx, placementID)
	if err != nil {
		return err
	}
	from, err := unbooked(ctx, tx, p)
	if err != nil {
		return err
	}
	if !p.Going() || from.After(p.To) {
		return movedOn()
	}
	return s.bookFrom(ctx, tx, a, p, from)
}

// unbooked is the first day from which a placement's sessions can still be booked.
func unbooked(ctx context.Context, tx *db.Tx, p Placement) (clock.Date, error) {
	last, booked, err := lastBooked(ctx, tx, p.ID)
	from := tx.Today().AddDays(1)
	if booked && !last.Before(from) {
		from = last.AddDays(1)
	}
	if from.Before(p.From) {
		from = p.From
	}
	return from, err
}
