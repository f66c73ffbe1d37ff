package directory

import (
	"context"
	"fmt"
	"slices"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/event"
	"ourdays/internal/platform/fail"
)

// Hold lets no session of a schedule be called off until the transaction is over:
// what is reckoned from the schedule in it, and what is booked, are of the same days.
func (s *Service) Hold(ctx context.Context, tx *db.Tx, scheduleID string) error {
	if err := lockSchedule(ctx, tx, scheduleID); err != nil {
		return fmt.Errorf("hold a schedule: %w", err)
	}
	return nil
}

// CallOff calls a session off that is ahead: nobody can book it any more, its schedule
// leaves the day out, and CalledOff is published for those who keep its
// places. The staff of its organisation may. What has begun is a fail.Conflict, and so
// is what was called off already: its Off says by whom. Whoever reckons from the
// schedule at the same time goes first, or waits (Hold).
func (s *Service) CallOff(ctx context.Context, tx *db.Tx, a access.Actor, sessionID string, why Off) error {
	ses, err := sessionByID(ctx, tx, sessionID)
	if err != nil {
		return err
	}
	if err := ofProvider(a, ses); err != nil {
		return err
	}
	if ses.Status != SessionOpen {
		return offAlready()
	}
	if !ses.Starts.After(tx.Now) {
		return fail.New(fail.Conflict, "directory.refused.off_begun")
	}
	if err := why.Check(); err != nil {
		return err
	}
	if err := lockSchedule(ctx, tx, ses.ScheduleID); err != nil {
		return fmt.Errorf("wait for the schedule: %w", err)
	}
	changed, err := setSessionStatus(ctx, tx, sessionID, SessionCancelled)
	if err != nil {
		return fmt.Errorf("call off: %w", err)
	}
	if !changed {
		return offAlready()
	}
	why.SessionID, why.ActorID, why.Actor, why.At = sessionID, a.ID, a.Name, tx.Now
	if err := insertOff(ctx, tx, why); err != nil {
		return fmt.Errorf("keep the reason: %w", err)
	}
	if err := leaveOut(ctx, tx, ses); err != nil {
		return fmt.Errorf("leave the day out: %w", err)
	}
	if err := s.makeFindable(ctx, tx, ses.ActivityID); err != nil {
		return err
	}
	if err := s.Access.Note(ctx, tx, a, "call off session", sessionID); err != nil {
		return err
	}
	if ses, err = sessionByID(ctx, tx, sessionID); err != nil {
		return err
	}
	return event.Publish(ctx, tx, s.Bus, CalledOff{Session: ses, By: a, Why: why})
}

// ofProvider refuses everybody but the staff of a session's provider.
func ofProvider(a access.Actor, ses Session) error {
	if a.Kind != access.Machine && (!a.May(access.ProvideActivities) || a.OrganisationID != ses.OrganisationID) {
		return fail.New(fail.Forbidden, "access.refused.role")
	}
	return nil
}

// PutOn takes the calling off of a session back, before it begins: it can be booked
// again, its schedule has the day, and directory.PutOn is published for those who kept
// its places. Who may call it off may. Of two presses the second is a fail.Conflict.
func (s *Service) PutOn(ctx context.Context, tx *db.Tx, a access.Actor, sessionID string) error {
	ses, err := sessionByID(ctx, tx, sessionID)
	if err != nil {
		return err
	}
	if err := ofProvider(a, ses); err != nil {
		return err
	}
	if err := ses.checkPutOn(tx.Now); err != nil {
		return err
	}
	if err := lockSchedule(ctx, tx, ses.ScheduleID); err != nil {
		return fmt.Errorf("wait for the schedule: %w", err)
	}
	changed, err := setSessionStatus(ctx, tx, sessionID, SessionOpen)
	if err != nil {
		return fmt.Errorf("put on: %w", err)
	}
	if !changed {
		return onAlready()
	}
	if err := deleteOff(ctx, tx, sessionID); err != nil {
		return fmt.Errorf("forget the reason: %w", err)
	}
	if err := putIn(ctx, tx, ses); err != nil {
		return fmt.Errorf("give the day back: %w", err)
	}
	if err := s.makeFindable(ctx, tx, ses.ActivityID); err != nil {
		return err
	}
	if err := s.Access.Note(ctx, tx, a, "put session on", sessionID); err != nil {
		return err
	}
	if ses, err = sessionByID(ctx, tx, sessionID); err != nil {
		return err
	}
	return event.Publish(ctx, tx, s.Bus, PutOn{Session: ses, By: a})
}

func offAlready() error { return fail.New(fail.Conflict, "directory.refused.off_already") }

// leaveOut adds the day of a session to those on which its schedule does not
// happen: what is reckoned from the schedule counts it no more. The caller has
// locked the schedule.
func leaveOut(ctx context.Context, tx *db.Tx, ses Session) error {
	sch, err := scheduleByID(ctx, tx, ses.ScheduleID)
	if err != nil || sch.Except.Has(ses.Date.String()) {
		return err
	}
	return setLeftOut(ctx, tx, sch.ID, append(sch.Except, ses.Date.String()))
}

// putIn takes the day of a session from those on which its schedule does not happen.
// The caller has locked the schedule.
func putIn(ctx context.Context, tx *db.Tx, ses Session) error {
	sch, err := scheduleByID(ctx, tx, ses.ScheduleID)
	if err != nil {
		return err
	}
	day := ses.Date.String()
	left := slices.DeleteFunc(slices.Clone(sch.Except), func(d string) bool { return d == day })
	return setLeftOut(ctx, tx, sch.ID, left)
}

// OffOf tells why sessions were called off, by session; one that is on is not
// among them.
func (s *Service) OffOf(ctx context.Context, tx *db.Tx, sessionIDs []string) (map[string]Off, error) {
	list, err := db.InParts(sessionIDs, rowsAtOnce, func(ids []string) ([]Off, error) {
		return offOf(ctx, tx, ids)
	})
	return index(list, func(o Off) string { return o.SessionID }), err
}

// OffAhead lists an activity's coming sessions that were called off, at most so
// many.
func (s *Service) OffAhead(ctx context.Context, tx *db.Tx, activityID string, most int) ([]Session, error) {
	return offAhead(ctx, tx, activityID, most)
}
