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
	Booked int      // placements whose newly made sessions were booked
	Full   []string // placements whose newly made sessions have no room
}

// Keep does what time asks of placements: those that start by today begin, those
// whose last day is over end, and sessions made since the last time are booked. Each is a transaction of its
// own; several processes may keep at once, and each step happens once. What goes
// wrong with one placement is told in the error, and the others are kept.
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
	begun := s.keepEach(ctx, begin, func(ctx context.Context, tx *db.Tx, p Placement) error {
		return s.moveOn(ctx, tx, a, &p, Begin, "")
	})
	ended := s.keepEach(ctx, over, func(ctx context.Context, tx *db.Tx, p Placement) error {
		return s.runOut(ctx, tx, a, p.ID)
	})
	booked := s.keepEach(ctx, extend, func(ctx context.Context, tx *db.Tx, p Placement) error {
		return s.extend(ctx, tx, a, p.ID)
	})
	kept = Kept{Begun: begun.done, Over: ended.done, Booked: booked.done, Full: booked.full}
	return kept, errors.Join(begun.wrong, ended.wrong, booked.wrong)
}

// keptEach says what a step of Keep came to over some placements.
type keptEach struct {
	done  int
	full  []string
	wrong error // all that went wrong, each with its placement
}

// keepEach takes a step with each placement, in a transaction of its own. What goes
// wrong with one stops no other; where another process was first nothing is to do.
func (s *Service) keepEach(ctx context.Context, list []Placement,
	step func(context.Context, *db.Tx, Placement) error) keptEach {
	var kept keptEach
	for _, p := range list {
		err := s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error { return step(ctx, tx, p) })
		e, refused := fail.As(err)
		switch {
		case err == nil:
			kept.done++
		case refused && e.Kind == fail.Full:
			kept.full = append(kept.full, p.ID)
		case !refused || e.Key != movedOnKey:
			kept.wrong = errors.Join(kept.wrong, fmt.Errorf("keep placement %s: %w", p.ID, err))
		}
		if ctx.Err() != nil {
			return kept
		}
	}
	return kept
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

// extend books the sessions after a placement's last booking. Of two processes the
// second waits for the first, and finds nothing left to book. A session at an hour at
// which the person goes somewhere else by then is left out: nobody is there to be
// asked, and the others are theirs.
func (s *Service) extend(ctx context.Context, tx *db.Tx, a access.Actor, placementID string) error {
	if err := waitForPlacement(ctx, tx, placementID); err != nil {
		return fmt.Errorf("wait for the placement: %w", err)
	}
	p, err := placementByID(ctx, tx, placementID)
	if err != nil {
		return err
	}
	from, err := unbooked(ctx, tx, p)
	if err != nil {
		return err
	}
	made, err := madeBetween(ctx, tx, p.ScheduleID, from, p.To)
	if err != nil {
		return err
	}
	if !p.Going() || !made {
		return movedOn()
	}
	series, err := seriesOf(ctx, tx, p, from)
	if err != nil {
		return err
	}
	series.LeaveClashes = true
	if err := s.Bookings.BookSeries(ctx, tx, a, series); err != nil {
		return fmt.Errorf("book the series: %w", err)
	}
	return nil
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
