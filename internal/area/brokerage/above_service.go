package brokerage

import (
	"context"

	"ourdays/internal/area/access"
	"ourdays/internal/area/plans"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
)

// AboveAfter sets the places that a person still has after a day beside their
// plan, for a page or verb that has asked for the permission to tell it.
func (s *Service) AboveAfter(ctx context.Context, tx *db.Tx, personID string, day clock.Date) (Above, error) {
	by, err := s.aboveOf(ctx, tx, []string{personID}, day)
	return by[personID], err
}

// aboveOf does so for some people at once.
func (s *Service) aboveOf(ctx context.Context, tx *db.Tx, people []string,
	day clock.Date) (map[string]Above, error) {
	list, err := goingOf(ctx, tx, people)
	if err != nil {
		return nil, err
	}
	weekly, err := s.Plans.WeeklyOf(ctx, tx, people)
	if err != nil {
		return nil, err
	}
	steps, err := laterPricesOf(ctx, tx, people)
	if err != nil {
		return nil, err
	}
	of := map[string][]Placement{}
	for _, p := range list {
		of[p.PersonID] = append(of[p.PersonID], p)
	}
	by := map[string]Above{}
	for _, id := range people {
		by[id] = Above{Cost: weekCostAfter(of[id], steps, day), Weekly: weekly[id]}
	}
	return by, nil
}

// TalkOf finds it for a page that shows the person's money and asked for the
// permission.
func (s *Service) TalkOf(ctx context.Context, tx *db.Tx, personID string) (Talk, error) {
	above, err := s.AboveAfter(ctx, tx, personID, tx.Today())
	t := Talk{Above: above}
	if err != nil || t.More() == 0 {
		return t, err
	}
	t.Who, err = s.whoTalks(ctx, tx, personID)
	return t, err
}

// whoTalks names the broker of the open referral, or who referred; where there is
// no referral, who decided the plan. Ourdays itself talks with nobody.
func (s *Service) whoTalks(ctx context.Context, tx *db.Tx, personID string) (string, error) {
	r, open, err := openReferral(ctx, tx, personID)
	if err != nil {
		return "", err
	}
	if !open {
		plan, _, err := s.Plans.Current(ctx, tx, personID)
		if plan.DecidedBy == access.System.Name {
			return "", err
		}
		return plan.DecidedBy, err
	}
	for _, id := range []string{r.BrokerID, r.ReferredBy} {
		a, err := s.Access.ActorByID(ctx, tx, id)
		if fail.KindOf(err) != fail.NotFound {
			return a.Name, err
		}
	}
	return "", nil
}

// AfterDecision does what a plan that was decided anew comes to, in the decision's
// own transaction: places of enablement move with its time, and where the places
// that the person has cost more than it may a broker gets it, as from a review that
// changes the week. Places go on until a new week is agreed.
func (s *Service) AfterDecision(ctx context.Context, tx *db.Tx, e plans.TierDecided) error {
	if e.AtReview {
		return nil // AfterReview does it, once the review's places have ended
	}
	if err := s.followClock(ctx, tx, e.Actor, e.PersonID, "weeks"); err != nil {
		return err
	}
	above, err := s.AboveAfter(ctx, tx, e.PersonID, tx.Today())
	if err != nil || above.More() == 0 {
		return err
	}
	return s.startAnew(ctx, tx, e.Actor, changed{e.PersonID, e.StartBy, e.Reason})
}
