package funds

import (
	"context"
	"fmt"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
)

// Refused is an assessment that could not be made again, and why.
type Refused struct {
	PersonID, GivenName, FamilyName string
	Why                             error
}

// Reassess computes every assessment that counts again from a day on, as each
// April needs: with the figures and the policy of that day and the age that
// each person then has. The results are drafts to be looked at. Who has an
// assessment from that day or later already is left alone, so that a second
// press makes nothing twice. It tells whose could not be made, and why.
func (s *Service) Reassess(ctx context.Context, a access.Actor,
	from clock.Date) (made int, refused []Refused, err error) {
	err = s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if !a.May(access.RecordContribution) {
			return fail.New(fail.Forbidden, "access.refused.role")
		}
		var fresh []Assessment
		if fresh, refused, err = s.madeAgain(ctx, tx, a, from); err != nil {
			return err
		}
		for i := range fresh {
			fresh[i].ID, fresh[i].Made = tx.NewID(), tx.Now
		}
		made = len(fresh)
		if err := insertAssessments(ctx, tx, fresh); err != nil {
			return err
		}
		return s.Access.Note(ctx, tx, a, "reassess", from.String())
	})
	return made, refused, err
}

// madeAgain computes, without keeping anything, what waits for a day.
func (s *Service) madeAgain(ctx context.Context, tx *db.Tx, a access.Actor,
	from clock.Date) ([]Assessment, []Refused, error) {
	policy, err := s.PolicyOn(ctx, tx, from)
	if err != nil {
		return nil, nil, err
	}
	all, err := waitingFor(ctx, tx, from)
	if err != nil {
		return nil, nil, fmt.Errorf("find who waits: %w", err)
	}
	fresh := make([]Assessment, 0, len(all))
	var refused []Refused
	for _, w := range all {
		next, err := w.again(from, w.Born, policy, a)
		if err != nil {
			refused = append(refused, Refused{w.PersonID, w.GivenName, w.FamilyName, err})
			continue
		}
		fresh = append(fresh, next)
	}
	return fresh, refused, nil
}

// Pass is what became of a day's drafts at one press, or would.
type Pass struct {
	Ready   int       // computed, and made to count
	Own     int       // made by who presses: they wait for another officer
	Refused []Refused // cannot be computed, and stay drafts
	ready   []Assessment
}

// passOf sorts a day's drafts, each computed once more.
func passOf(drafts []waiting, a access.Actor) Pass {
	var p Pass
	for _, d := range drafts {
		switch err := d.assess(); {
		case err != nil:
			p.Refused = append(p.Refused, Refused{d.PersonID, d.GivenName, d.FamilyName, err})
		case !d.MayBeCheckedBy(a):
			p.Own++
		default:
			p.ready = append(p.ready, d.Assessment)
		}
	}
	p.Ready = len(p.ready)
	return p
}

// CheckAll makes every draft count that begins on a day, follows another
// assessment and was made by another officer, each computed once more. It tells
// which cannot be computed any more and why, and how many wait for somebody
// else. A person's first assessment is checked by itself.
func (s *Service) CheckAll(ctx context.Context, a access.Actor, from clock.Date) (p Pass, err error) {
	err = s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if !a.May(access.RecordContribution) {
			return fail.New(fail.Forbidden, "access.refused.role")
		}
		drafts, err := draftsOn(ctx, tx, from)
		if err != nil {
			return err
		}
		p = passOf(drafts, a)
		for _, as := range p.ready {
			if err := s.Access.Act(ctx, tx, a, access.RecordContribution, as.PersonID,
				"check assessment", as.ID); err != nil {
				return err
			}
			as.Status, as.CheckedBy = Checked, a.Name
			n, err := checkAssessment(ctx, tx, as)
			if err != nil {
				return err
			}
			p.Ready -= 1 - int(n) // somebody else was first
		}
		return nil
	})
	return p, err
}
