package directory

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/event"
	"ourdays/internal/platform/fail"
)

// Deps is what the area stands on.
type Deps struct {
	DB     *db.DB
	Access *access.Service
	Bus    *event.Bus // where CalledOff is published; nil when nobody listens
}

// Service holds the verbs of the directory.
type Service struct{ Deps }

// New makes the service.
func New(d Deps) *Service {
	if d.Bus == nil {
		d.Bus = event.New()
	}
	return &Service{Deps: d}
}

// mayChange allows those who keep the whole directory, and an organisation's
// own staff for what is theirs.
func mayChange(a access.Actor, organisationID string) error {
	if a.Kind == access.Machine || a.May(access.Administer) {
		return nil
	}
	if a.May(access.ProvideActivities) && organisationID != "" && a.OrganisationID == organisationID {
		return nil
	}
	return fail.New(fail.Forbidden, "access.refused.role")
}

// AddOrganisation records an organisation, or changes the one with that id.
func (s *Service) AddOrganisation(ctx context.Context, tx *db.Tx, a access.Actor,
	o Organisation) (Organisation, error) {
	if err := mayChange(a, o.ID); err != nil {
		return o, err
	}
	if o.Name == "" {
		return o, fail.Fields(fail.Field{Name: "name", Key: "directory.refused.name_empty"})
	}
	if o.ID == "" {
		o.ID = tx.NewID()
	}
	if err := saveOrganisation(ctx, tx, o); err != nil {
		return o, err
	}
	return o, s.Access.Note(ctx, tx, a, "keep organisation", o.ID)
}

// AddLocation records a location, or changes the one with that id.
func (s *Service) AddLocation(ctx context.Context, tx *db.Tx, a access.Actor, l Location) (Location, error) {
	if err := mayChange(a, l.OrganisationID); err != nil {
		return l, err
	}
	if l.Name == "" {
		return l, fail.Fields(fail.Field{Name: "name", Key: "directory.refused.name_empty"})
	}
	known := l.ID != ""
	if !known {
		l.ID = tx.NewID()
	}
	if err := saveLocation(ctx, tx, l); err != nil {
		return l, err
	}
	if known {
		if err := s.findAgainAt(ctx, tx, l.ID); err != nil {
			return l, err
		}
	}
	return l, s.Access.Note(ctx, tx, a, "keep location", l.ID)
}

func (s *Service) findAgainAt(ctx context.Context, tx *db.Tx, locationID string) error {
	ids, err := activitiesAt(ctx, tx, locationID)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := s.makeFindable(ctx, tx, id); err != nil {
			return err
		}
	}
	return nil
}

// Publish records an activity, or changes the one with that id, and makes it
// findable in the same transaction. An activity whose status is Draft or Ended
// is kept, and cannot be found.
func (s *Service) Publish(ctx context.Context, tx *db.Tx, a access.Actor, act Activity) (Activity, error) {
	if err := mayChange(a, act.OrganisationID); err != nil {
		return act, err
	}
	act = act.normal()
	if err := act.Check(); err != nil {
		return act, err
	}
	if act.ID == "" {
		act.ID = tx.NewID()
	}
	if err := saveActivity(ctx, tx, act); err != nil {
		return act, err
	}
	if err := s.makeFindable(ctx, tx, act.ID); err != nil {
		return act, err
	}
	return act, s.Access.Note(ctx, tx, a, "publish activity", act.ID)
}

// AddSchedule records when an activity happens and makes its sessions for the
// next eight weeks. More places than the location holds are refused.
func (s *Service) AddSchedule(ctx context.Context, tx *db.Tx, a access.Actor,
	sch Schedule) (Schedule, error) {
	act, err := activityByID(ctx, tx, sch.ActivityID)
	if err != nil {
		return sch, err
	}
	if err := mayChange(a, act.OrganisationID); err != nil {
		return sch, err
	}
	if err := sch.Check(); err != nil {
		return sch, err
	}
	if err := fits(ctx, tx, sch); err != nil {
		return sch, err
	}
	sch.ID = tx.NewID()
	if err := insertSchedule(ctx, tx, sch); err != nil {
		return sch, err
	}
	if err := s.makeSessions(ctx, tx, &sch, act.OrganisationID, tx.Today().AddDays(DaysAhead)); err != nil {
		return sch, err
	}
	if err := s.makeFindable(ctx, tx, act.ID); err != nil {
		return sch, err
	}
	return sch, s.Access.Note(ctx, tx, a, "add schedule", sch.ID)
}

// fits checks the schedule's location.
func fits(ctx context.Context, tx *db.Tx, sch Schedule) error {
	if sch.LocationID == "" {
		return nil
	}
	l, err := locationByID(ctx, tx, sch.LocationID)
	if err != nil {
		return err
	}
	if l.Capacity > 0 && sch.Places > l.Capacity {
		return fail.Fields(fail.Field{Name: "places", Key: "directory.refused.capacity",
			Args: []any{"n", l.Capacity}})
	}
	return nil
}

// makeSessions makes the sessions that do not exist yet, from today or the
// schedule's first day up to a day. A second run makes none.
func (s *Service) makeSessions(ctx context.Context, tx *db.Tx, sch *Schedule, organisationID string,
	upTo clock.Date) error {
	first := sch.From
	if sch.MadeUpTo.Valid {
		first = sch.MadeUpTo.V.AddDays(1)
	}
	if today := tx.Today(); first.Before(today) {
		first = today
	}
	days, err := sch.Dates(first, upTo)
	if err != nil {
		return err
	}
	all := make([]Session, len(days))
	for i, d := range days {
		all[i] = sch.on(d, tx.NewID(), organisationID)
	}
	if err := insertSessions(ctx, tx, all); err != nil {
		return err
	}
	sch.MadeUpTo = clock.SomeDate(upTo)
	return setMadeUpTo(ctx, tx, sch.ID, upTo)
}

// schedulesAtOnce bounds the schedules whose sessions one transaction makes.
const schedulesAtOnce = 50

// KeepSessions makes the sessions of every published activity for the coming
// weeks, and brings what search knows of next times up to now. It does so in
// short transactions, so that nobody who books waits for all of it; what one
// has made stays made when another fails, and the errors come together. It may
// run as often as one likes, and in several processes.
func (s *Service) KeepSessions(ctx context.Context) error {
	var failed []error
	for after, more := "", true; more; more = after != "" {
		var err error
		if after, err = s.extendPart(ctx, after); err != nil {
			failed = append(failed, fmt.Errorf("make sessions: %w", err))
		}
	}
	failed = append(failed, s.findAgain(ctx))
	return errors.Join(append(failed, s.DB.InTx(ctx, s.Refresh))...)
}

// extendPart makes the sessions of the schedules that come next after one, by
// id, and tells the last of them; none is left where it tells none.
func (s *Service) extendPart(ctx context.Context, after string) (last string, err error) {
	err = s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		last = ""
		upTo := tx.Today().AddDays(DaysAhead)
		part, err := schedulesToExtend(ctx, tx, upTo, after, schedulesAtOnce)
		if err != nil || len(part) == 0 {
			return err
		}
		last = part[len(part)-1].ID
		return s.extend(ctx, tx, part, upTo)
	})
	return last, err
}

// ExtendSessions does as KeepSessions, up to a day and in one transaction.
func (s *Service) ExtendSessions(ctx context.Context, tx *db.Tx, upTo clock.Date) error {
	all, err := schedulesToExtend(ctx, tx, upTo, "", math.MaxInt32)
	if err != nil {
		return err
	}
	if err := s.extend(ctx, tx, all, upTo); err != nil {
		return err
	}
	return s.Refresh(ctx, tx)
}

func (s *Service) extend(ctx context.Context, tx *db.Tx, all []scheduleToExtend, upTo clock.Date) error {
	for _, e := range all {
		if err := s.makeSessions(ctx, tx, &e.Schedule, e.OrganisationID, upTo); err != nil {
			return fmt.Errorf("schedule %s: %w", e.ID, err)
		}
	}
	return nil
}

// Take takes places and support of a session, both or neither, in one
// statement that no race can oversell. It refuses with fail.Full when they do
// not fit and with fail.Conflict when the session is cancelled.
func (s *Service) Take(ctx context.Context, tx *db.Tx, sessionID string, places, support int) error {
	if places < 0 || support < 0 || places+support == 0 {
		return fail.New(fail.Invalid, "directory.refused.places")
	}
	took, err := takePlaces(ctx, tx, sessionID, places, support)
	if err != nil || took {
		return err
	}
	ses, err := sessionByID(ctx, tx, sessionID)
	if err != nil {
		return err
	}
	if ses.Status != SessionOpen {
		return fail.New(fail.Conflict, "directory.session.cancelled")
	}
	return fail.New(fail.Full, "directory.session.full")
}

// TakeAfter counts somebody who came to a session that has begun though they had given
// their place back: where it was full there was one place more than was said.
func (s *Service) TakeAfter(ctx context.Context, tx *db.Tx, sessionID string, support int) error {
	counted, err := takeAfter(ctx, tx, sessionID, support)
	if err == nil && !counted {
		err = fail.New(fail.Conflict, "directory.session.cancelled")
	}
	return err
}

// TakeEach takes a place and support in each of the sessions, all of them or
// none: it refuses as Take does, for the first that has no room.
func (s *Service) TakeEach(ctx context.Context, tx *db.Tx, sessionIDs []string, support int) error {
	for len(sessionIDs) > 0 {
		part := sessionIDs[:min(rowsAtOnce, len(sessionIDs))]
		sessionIDs = sessionIDs[len(part):]
		took, err := takeInEach(ctx, tx, part, support)
		if err != nil {
			return err
		}
		if took == len(part) {
			continue
		}
		list, err := sessionsByID(ctx, tx, part)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(list, func(ses Session) bool { return ses.Status != SessionOpen }) {
			return fail.New(fail.Conflict, "directory.session.cancelled")
		}
		return fail.New(fail.Full, "directory.session.full")
	}
	return nil
}

// Release gives places and support back. More than is taken is refused with
// fail.Conflict: the caller's books are wrong.
func (s *Service) Release(ctx context.Context, tx *db.Tx, sessionID string, places, support int) error {
	if places < 0 || support < 0 {
		return fail.New(fail.Invalid, "directory.refused.places")
	}
	gave, err := givePlaces(ctx, tx, sessionID, places, support)
	if err != nil || gave {
		return err
	}
	if _, err := sessionByID(ctx, tx, sessionID); err != nil {
		return err
	}
	return fail.New(fail.Conflict, "directory.session.not_taken")
}
