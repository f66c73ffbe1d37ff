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

// peopleAtOnce bounds the people whose assessments one transaction writes.
const peopleAtOnce = 100

// Reassess computes every assessment that counts again from a day on, as each
// April needs: with the figures and the policy of that day and the age that
// each person then has. The results are drafts to be looked at. Who has an
// assessment from that day or later already is left alone, so that a second
// press makes nothing twice, also at the same moment. It tells whose could not
// be made, and why. All is computed before anything is written, and written in
// short transactions, a line in each person's trail beside it; whose assessment,
// or the policy, is another by then goes on waiting for the next press.
func (s *Service) Reassess(ctx context.Context, a access.Actor,
	from clock.Date) (made int, refused []Refused, err error) {
	if !a.May(access.RecordContribution) {
		return 0, nil, fail.New(fail.Forbidden, "access.refused.role")
	}
	var fresh april
	err = s.DB.Read(ctx, func(ctx context.Context, tx *db.Tx) error {
		fresh, refused, err = s.madeAgain(ctx, tx, a, from)
		return err
	})
	if err != nil {
		return 0, nil, err
	}
	err = s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		return s.Access.Note(ctx, tx, a, "reassess", from.String())
	})
	for len(fresh.drafts) > 0 && err == nil {
		part := fresh.drafts[:min(peopleAtOnce, len(fresh.drafts))]
		fresh.drafts = fresh.drafts[len(part):]
		n := 0
		n, err = s.keepDrafts(ctx, a, from, april{fresh.policy, part})
		made += n
	}
	return made, refused, err
}

// keepDrafts keeps of some drafts those that still follow from what counts, and
// says how many.
func (s *Service) keepDrafts(ctx context.Context, a access.Actor, from clock.Date,
	of april) (kept int, err error) {
	err = s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if err := takeTurn(ctx, tx); err != nil {
			return err
		}
		policy, err := s.PolicyOn(ctx, tx, from)
		if err != nil {
			return err
		}
		still, err := stillWaiting(ctx, tx, from, of.people())
		if err != nil {
			return fmt.Errorf("find who still waits: %w", err)
		}
		var list []Assessment
		var touched []access.Touch
		for _, d := range of.drafts {
			if policy.ID == of.policy.ID && still[d.PersonID] == d.follows {
				d.ID, d.Made = tx.NewID(), tx.Now
				list = append(list, d.Assessment)
				touched = append(touched, access.Touch{PersonID: d.PersonID, Thing: d.ID})
			}
		}
		if kept = len(list); kept == 0 {
			return nil
		}
		if err := insertAssessments(ctx, tx, list); err != nil {
			return err
		}
		return s.Access.ActEach(ctx, tx, a, access.RecordContribution, "assess", touched)
	})
	return kept, err
}

// april is what a day brings: drafts, by the policy of that day.
type april struct {
	policy Policy
	drafts []next
}

// next is a draft and the id of the assessment that it follows.
type next struct {
	Assessment
	follows string
}

func (a april) people() []string {
	ids := make([]string, len(a.drafts))
	for i, d := range a.drafts {
		ids[i] = d.PersonID
	}
	return ids
}

// madeAgain computes, without keeping anything, what waits for a day.
func (s *Service) madeAgain(ctx context.Context, tx *db.Tx, a access.Actor,
	from clock.Date) (april, []Refused, error) {
	policy, err := s.PolicyOn(ctx, tx, from)
	if err != nil {
		return april{}, nil, err
	}
	all, err := waitingFor(ctx, tx, from)
	if err != nil {
		return april{}, nil, fmt.Errorf("find who waits: %w", err)
	}
	fresh := april{policy, make([]next, 0, len(all))}
	var refused []Refused
	for _, w := range all {
		draft, err := w.again(from, w.Born, policy, a)
		if err != nil {
			refused = append(refused, Refused{w.PersonID, w.GivenName, w.FamilyName, err})
			continue
		}
		fresh.drafts = append(fresh.drafts, next{draft, w.ID})
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
// else. A person's first assessment is checked by itself. They are computed before
// anything is written, as a draft never changes, and written as Reassess does.
func (s *Service) CheckAll(ctx context.Context, a access.Actor, from clock.Date) (p Pass, err error) {
	if !a.May(access.RecordContribution) {
		return p, fail.New(fail.Forbidden, "access.refused.role")
	}
	err = s.DB.Read(ctx, func(ctx context.Context, tx *db.Tx) error {
		drafts, err := draftsOn(ctx, tx, from)
		p = passOf(drafts, a)
		return err
	})
	p.Ready = 0
	for rest := p.ready; len(rest) > 0 && err == nil; {
		part := rest[:min(peopleAtOnce, len(rest))]
		rest = rest[len(part):]
		n := 0
		n, err = s.checkDrafts(ctx, a, part)
		p.Ready += n
	}
	return p, err
}

// checkDrafts makes computed drafts count, but for those that somebody else
// checked first, and says how many.
func (s *Service) checkDrafts(ctx context.Context, a access.Actor,
	list []Assessment) (checked int, err error) {
	err = s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		touched, err := checkAssessments(ctx, tx, list, a.Name)
		if checked = len(touched); err != nil || checked == 0 {
			return err
		}
		return s.Access.ActEach(ctx, tx, a, access.RecordContribution, "check assessment", touched)
	})
	return checked, err
}
