package people

import (
	"context"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
)

// LetIn gives a person a way in of their own by an email address, changes the
// address, or opens one again that had ended. Only a worker does.
func (s *Service) LetIn(ctx context.Context, tx *db.Tx, a access.Actor,
	personID, email, opened string) error {
	p, err := s.holdWayIn(ctx, tx, a, personID, "let in")
	if err != nil {
		return err
	}
	return s.Access.LetIn(ctx, tx, access.Actor{Name: p.Name(), PersonID: p.ID, ReadsEasy: p.EasyRead},
		email, opened)
}

// CodeOnPaper lets a person sign in once by a code that a worker hands to them on
// paper, and gives the last day on which it works. Only a worker does.
func (s *Service) CodeOnPaper(ctx context.Context, tx *db.Tx, a access.Actor,
	personID, code string) (clock.Date, error) {
	p, err := s.holdWayIn(ctx, tx, a, personID, "code on paper")
	if err != nil {
		return clock.Date{}, err
	}
	return s.Access.CodeOnPaper(ctx, tx, access.Actor{Name: p.Name(), PersonID: p.ID}, code)
}

// EndWayIn lets a person in no more; what they did stays theirs.
func (s *Service) EndWayIn(ctx context.Context, tx *db.Tx, a access.Actor, personID, opened string) error {
	if _, err := s.holdWayIn(ctx, tx, a, personID, "end way in"); err != nil {
		return err
	}
	return s.Access.EndWayIn(ctx, tx, personID, opened)
}

// holdWayIn asks access, and keeps how a person comes in as it is until the
// transaction ends.
func (s *Service) holdWayIn(ctx context.Context, tx *db.Tx, a access.Actor,
	personID, act string) (Person, error) {
	if a.Kind == access.Person || a.Kind == access.Supporter {
		return Person{}, fail.New(fail.Forbidden, "access.refused.role")
	}
	if err := s.Access.Act(ctx, tx, a, access.WritePerson, personID, act, personID); err != nil {
		return Person{}, err
	}
	if err := holdHelp(ctx, tx, personID); err != nil {
		return Person{}, err
	}
	return personByID(ctx, tx, personID)
}
