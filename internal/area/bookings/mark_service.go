package bookings

import (
	"context"
	"fmt"

	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
)

// KeepMarks keeps what a provider has said so far of the places of a session
// that has begun, until its register is closed. With everybody, all who have no
// answer yet are marked as come. What a page says of a place that is not live
// any more is left out: its person cancelled it since.
func (s *Service) KeepMarks(ctx context.Context, a access.Actor, sessionID string, entries []Entry,
	everybody bool) error {
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if err := s.openRegister(ctx, tx, a, sessionID); err != nil {
			return err
		}
		live, err := liveOfSessions(ctx, tx, []string{sessionID})
		if err != nil {
			return err
		}
		kept, err := marksOf(ctx, tx, sessionID)
		if err != nil {
			return err
		}
		marks := marksOn(live, kept, entries, everybody)
		if err := checkMarks(marks); err != nil {
			return err
		}
		if err := saveMarks(ctx, tx, marks, a.Name); err != nil {
			return fmt.Errorf("keep marks: %w", err)
		}
		return s.Access.ActEach(ctx, tx, a, access.TakeRegister, "mark", touches(live, marks))
	})
}

// openRegister asks whether a register may be taken now: by its provider, from
// the beginning of the session until it is closed, and never of one that was
// called off.
func (s *Service) openRegister(ctx context.Context, tx *db.Tx, a access.Actor, sessionID string) error {
	ses, err := s.registerOf(ctx, tx, a, access.TakeRegister, sessionID)
	if err != nil {
		return err
	}
	if ses.Status != directory.SessionOpen {
		return fail.New(fail.Conflict, "bookings.refused.off")
	}
	if ses.Starts.After(tx.Now) {
		return fail.New(fail.Conflict, "bookings.refused.not_yet")
	}
	_, closed, err := closingOf(ctx, tx, sessionID)
	if err == nil && closed {
		err = fail.New(fail.Conflict, "bookings.refused.closed")
	}
	return err
}

// touches names whose records marks are on.
func touches(live []Booking, marks []Entry) []access.Touch {
	changed := byBooking(marks)
	var touched []access.Touch
	for _, b := range live {
		if _, ok := changed[b.ID]; ok {
			touched = append(touched, access.Touch{PersonID: b.PersonID, Thing: b.ID, On: b.Day})
		}
	}
	return touched
}
