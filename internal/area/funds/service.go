package funds

import (
	"context"

	"ourdays/internal/area/access"
	"ourdays/internal/area/people"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/pence"
)

// Deps is what the area stands on.
type Deps struct {
	DB     *db.DB
	Access *access.Service
	People *people.Service
}

// Service holds the verbs of funds.
type Service struct{ Deps }

// New makes the service.
func New(d Deps) *Service { return &Service{d} }

// Record keeps a draft assessment from circumstances as `ourdays charge` reads
// them. What is wrong with them is told at the form's fields.
func (s *Service) Record(ctx context.Context, a access.Actor,
	personID, circumstances string) (Assessment, error) {
	as := Assessment{PersonID: personID, Case: circumstances, Status: Draft, MadeBy: a.Name, MadeByID: a.ID}
	if err := as.assess(); err != nil {
		return as, err
	}
	err := s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		as.ID, as.Made = tx.NewID(), tx.Now
		if err := s.Access.Act(ctx, tx, a, access.RecordContribution, personID, "assess", as.ID); err != nil {
			return err
		}
		if _, err := s.People.Load(ctx, tx, personID); err != nil {
			return err
		}
		if err := insertAssessment(ctx, tx, as); err != nil {
			return err
		}
		return dropTyped(ctx, tx, personID, a.ID)
	})
	return as, err
}

// Check makes a draft of another officer count from its date on. It is computed again first, so
// that what counts is what today's figures give; a second press changes nothing.
func (s *Service) Check(ctx context.Context, a access.Actor, personID, id string) error {
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if err := s.Access.Act(ctx, tx, a, access.RecordContribution, personID,
			"check assessment", id); err != nil {
			return err
		}
		as, err := assessmentByID(ctx, tx, personID, id)
		if err != nil {
			return err
		}
		if as.Status == Checked {
			return fail.New(fail.Conflict, "funds.refused.checked")
		}
		if !as.MayBeCheckedBy(a) {
			return fail.New(fail.Forbidden, "funds.refused.own")
		}
		if err := as.assess(); err != nil {
			return err
		}
		as.Status, as.CheckedBy = Checked, a.Name
		n, err := checkAssessment(ctx, tx, as)
		if err == nil && n == 0 {
			err = fail.New(fail.Conflict, "funds.refused.checked")
		}
		return err
	})
}

// Assessments lists a person's assessments, newest first.
func (s *Service) Assessments(ctx context.Context, tx *db.Tx, a access.Actor,
	personID string) ([]Assessment, error) {
	if err := s.Access.See(ctx, tx, a, access.SeeMoney, personID); err != nil {
		return nil, err
	}
	return assessmentsOf(ctx, tx, personID)
}

// AssessmentByID gives one assessment of a person.
func (s *Service) AssessmentByID(ctx context.Context, tx *db.Tx, a access.Actor,
	personID, id string) (Assessment, error) {
	if err := s.Access.See(ctx, tx, a, access.SeeMoney, personID); err != nil {
		return Assessment{}, err
	}
	return assessmentByID(ctx, tx, personID, id)
}

// InForce gives the checked assessment that counts on a day, for verbs that
// have already asked access.
func (s *Service) InForce(ctx context.Context, tx *db.Tx, personID string,
	on clock.Date) (Assessment, bool, error) {
	return assessmentInForce(ctx, tx, personID, on)
}

// Price is what a week costs a person. Not known means that nobody has checked
// an assessment yet.
type Price struct {
	Weekly pence.Pence
	More   pence.Pence // what the change from before to after adds
	Most   pence.Pence // the contribution that finance recorded; no service costs more together
	Known  bool
	Full   bool // they pay the full cost, with no most
}

// PriceTo is the one place that answers "the price to me": for a week that
// costs after instead of before, on a day.
func (s *Service) PriceTo(ctx context.Context, tx *db.Tx, personID string, before, after pence.Pence,
	on clock.Date) (Price, error) {
	as, found, err := assessmentInForce(ctx, tx, personID, on)
	if err != nil || !found {
		return Price{}, err
	}
	weekly := as.PriceTo(after)
	return Price{Weekly: weekly, More: weekly - as.PriceTo(before), Most: as.Maximum, Known: true,
		Full: as.FullCost}, nil
}
