package people

import (
	"context"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
)

// GiveMandate lets a supporter who has an account act for a person, and ties
// them in access. Nobody gives one in a supporter's stead: a supporter may not
// let others in. A second one on the same ground is a fail.Conflict.
func (s *Service) GiveMandate(ctx context.Context, tx *db.Tx, a access.Actor, m Mandate) (Mandate, error) {
	m = m.begun(tx)
	if err := s.mayGive(ctx, tx, a, m); err != nil {
		return m, err
	}
	if err := m.Check(tx.Today()); err != nil {
		return m, err
	}
	return s.give(ctx, tx, a, m)
}

// LetHelp gives a mandate to somebody of a name and an email address, and writes
// to them how they sign in. They get an account in the same transaction, or the
// one that their address has.
func (s *Service) LetHelp(ctx context.Context, tx *db.Tx, a access.Actor, m Mandate) (Mandate, error) {
	m = m.begun(tx)
	if err := s.mayGive(ctx, tx, a, m); err != nil {
		return m, err
	}
	who, err := s.Access.Helper(ctx, tx, m.Supporter, m.Email)
	if err := fail.Join(m.Check(tx.Today()), err); err != nil {
		return m, err
	}
	m.SupporterID = who.ID
	if m, err = s.give(ctx, tx, a, m); err != nil {
		return m, err
	}
	return m, s.Access.InviteHelper(ctx, tx, m.Email, m.Starts)
}

// mayGive asks access, and keeps who helps the person as it is until the
// transaction ends.
func (s *Service) mayGive(ctx context.Context, tx *db.Tx, a access.Actor, m Mandate) error {
	if a.Kind == access.Supporter {
		return fail.New(fail.Forbidden, "access.refused.role")
	}
	if err := s.Access.Act(ctx, tx, a, access.WritePerson, m.PersonID, "mandate", m.ID); err != nil {
		return err
	}
	return holdHelp(ctx, tx, m.PersonID)
}

// begun gives a new mandate its name, and today where it has no first day.
func (m Mandate) begun(tx *db.Tx) Mandate {
	if m.ID == "" {
		m.ID = tx.NewID()
	}
	if m.Starts.IsZero() {
		m.Starts = tx.Today()
	}
	return m
}

func (s *Service) give(ctx context.Context, tx *db.Tx, a access.Actor, m Mandate) (Mandate, error) {
	all, err := allMandates(ctx, tx, m.PersonID)
	if err != nil {
		return m, err
	}
	for _, other := range all {
		if other.SupporterID == m.SupporterID && other.Basis == m.Basis && other.Open(tx.Today()) {
			return m, fail.New(fail.Conflict, "people.refused.helps_already")
		}
	}
	m.GivenBy = a.Name
	if err := insertMandate(ctx, tx, m); err != nil {
		return m, err
	}
	return m, s.Access.Tie(ctx, tx, access.Tie{ActorID: m.SupporterID, PersonID: m.PersonID,
		Relation: access.Mandate,
		Scope:    m.May, Starts: m.Starts, Until: m.Until, Source: mandateSource(m.ID)})
}

func mandateSource(id string) string { return "mandate:" + id }

// EndMandate ends a mandate at once, and its tie with it: what the supporter has
// open shows nothing more. A worker gives a reason. People need none to take
// back what they said themself, and their worker reads of it in the list of
// reviews; what the law gave, they ask a worker about. One that is over is a
// fail.Conflict.
func (s *Service) EndMandate(ctx context.Context, a access.Actor, personID, mandateID, reason string) error {
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		m, err := s.openMandate(ctx, tx, a, personID, mandateID, "end mandate")
		if err != nil {
			return err
		}
		if a.Kind == access.Person && m.RestsOnPaper() {
			return fail.New(fail.Forbidden, "people.refused.ask_to_stop")
		}
		if a.Kind != access.Person {
			if err := checkEndReason(reason); err != nil {
				return err
			}
		}
		m.Ended, m.EndReason, m.EndedBy = clock.SomeDate(tx.Today()), reason, a.Name
		m.Unread = a.Kind == access.Person
		if err := endMandate(ctx, tx, m); err != nil {
			return err
		}
		return s.Access.EndTie(ctx, tx, mandateSource(mandateID))
	})
}

// ReviewMandate records that somebody looked at a mandate today and let it
// stand, and when it is looked at next.
func (s *Service) ReviewMandate(ctx context.Context, tx *db.Tx, a access.Actor, personID, mandateID string,
	next clock.NullDate) error {
	if a.Kind == access.Person {
		return fail.New(fail.Forbidden, "access.refused.role")
	}
	if _, err := s.openMandate(ctx, tx, a, personID, mandateID, "review mandate"); err != nil {
		return err
	}
	if !next.Valid || !reviewFits(next.V, tx.Today()) {
		return fail.Fields(fail.Field{Name: "review_on", Key: "people.refused.review"})
	}
	return reviewMandate(ctx, tx, mandateID, next)
}

// MoveHelper gives the supporter of a mandate another address to sign in by. Only a
// worker does; it holds for all whom the supporter helps. opened are the HelperMarks
// of the mandate as the worker saw it.
func (s *Service) MoveHelper(ctx context.Context, tx *db.Tx, a access.Actor,
	personID, mandateID, email, opened string) error {
	if a.Kind == access.Person {
		return fail.New(fail.Forbidden, "access.refused.role")
	}
	m, err := s.openMandate(ctx, tx, a, personID, mandateID, "helper address")
	if err != nil {
		return err
	}
	return s.Access.MoveHelper(ctx, tx, a, access.HelperMove{HelperID: m.SupporterID, PersonID: personID,
		Email: email, Opened: opened})
}

// HelperMarks are what the supporter's account looks like on a page of the mandate.
func (m Mandate) HelperMarks() string {
	return access.WayIn{ID: m.SupporterID, Email: m.Email, Active: true}.Marks()
}

// ReadEnd records that a worker has read that a person stopped a helper: it is in
// no list any more. Where that is read already it is a fail.Conflict.
func (s *Service) ReadEnd(ctx context.Context, tx *db.Tx, a access.Actor, personID, mandateID string) error {
	if a.Kind == access.Person {
		return fail.New(fail.Forbidden, "access.refused.role")
	}
	m, err := s.holdMandate(ctx, tx, a, personID, mandateID, "read end of mandate")
	if err != nil {
		return err
	}
	if !m.Unread {
		return fail.New(fail.Conflict, "people.refused.read_already")
	}
	return readMandateEnd(ctx, tx, mandateID)
}

// MandatesToLookAt lists what a worker is to look at within so many days for the
// people allocated to them, the oldest first: names, and no record.
func (s *Service) MandatesToLookAt(ctx context.Context, tx *db.Tx, a access.Actor,
	days int) ([]ToLookAt, error) {
	if !a.May(access.AgreeOutcomes) {
		return nil, fail.New(fail.Forbidden, "access.refused.role")
	}
	return mandatesToLookAt(ctx, tx, a.ID, tx.Today().AddDays(days))
}

// holdMandate asks access and gives a mandate, to change.
func (s *Service) holdMandate(ctx context.Context, tx *db.Tx, a access.Actor,
	personID, id, act string) (Mandate, error) {
	if a.Kind == access.Supporter {
		return Mandate{}, fail.New(fail.Forbidden, "access.refused.role")
	}
	if err := s.Access.Act(ctx, tx, a, access.WritePerson, personID, act, id); err != nil {
		return Mandate{}, err
	}
	if err := holdHelp(ctx, tx, personID); err != nil {
		return Mandate{}, err
	}
	return s.mandate(ctx, tx, personID, id)
}

// openMandate is holdMandate for one that is not over.
func (s *Service) openMandate(ctx context.Context, tx *db.Tx, a access.Actor,
	personID, id, act string) (Mandate, error) {
	m, err := s.holdMandate(ctx, tx, a, personID, id, act)
	if err == nil && !m.Open(tx.Today()) {
		err = fail.New(fail.Conflict, "people.refused.over")
	}
	return m, err
}

// mandate gives a mandate of a person to a verb that has asked access.
func (s *Service) mandate(ctx context.Context, tx *db.Tx, personID, id string) (Mandate, error) {
	m, found, err := mandateByID(ctx, tx, personID, id)
	if err == nil && !found {
		err = fail.New(fail.NotFound, "fail.not_found")
	}
	return m, err
}

// Breaches lists every mandate that parted from its tie: one that holds and does
// not let in as long as it says, one that ended and still lets in, and a tie that
// lets a supporter in without one.
func (s *Service) Breaches(ctx context.Context, tx *db.Tx) ([]string, error) {
	parted, err := partedMandates(ctx, tx)
	if err != nil {
		return nil, err
	}
	loose, err := looseTies(ctx, tx)
	if err != nil {
		return nil, err
	}
	var all []string
	for _, id := range parted {
		all = append(all, "mandate "+id+": its tie does not let in as long as it holds, and no longer")
	}
	for _, id := range loose {
		all = append(all, "tie "+id+": it lets a supporter in without a mandate")
	}
	return all, nil
}

// MandatesOf lists who helps a person today.
func (s *Service) MandatesOf(ctx context.Context, tx *db.Tx, personID string) ([]Mandate, error) {
	return mandatesOf(ctx, tx, personID, tx.Today())
}

// HelpedBy lists those whom a supporter may help today, by name.
func (s *Service) HelpedBy(ctx context.Context, tx *db.Tx, a access.Actor) ([]Person, error) {
	return helpedBy(ctx, tx, a.ID, tx.Today())
}
