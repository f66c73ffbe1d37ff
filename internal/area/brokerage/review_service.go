package brokerage

import (
	"context"
	"fmt"
	"slices"

	"ourdays/internal/area/access"
	"ourdays/internal/area/plans"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
)

// AfterReview does what a review of a plan decided, in the review's own
// transaction: its places end, or some of them, those of enablement move with its
// time, and a changed week or tier goes to a broker. What cannot be done refuses
// the review.
func (s *Service) AfterReview(ctx context.Context, tx *db.Tx, e plans.Reviewed) error {
	r := e.Review
	if r.Way == plans.End {
		return s.endWith(ctx, tx, e.Actor, r)
	}
	if err := s.endSome(ctx, tx, e.Actor, r.PersonID, r.EndPlaces, r.LastDay); err != nil {
		return err
	}
	if r.Way == plans.Extend {
		return s.followClock(ctx, tx, e.Actor, r.PersonID, "enablement_until")
	}
	if r.Way == plans.ChangeWeek || r.Way == plans.ChangeTier {
		return s.startAnew(ctx, tx, e.Actor, changed{r.PersonID, r.StartBy, r.Reason})
	}
	return nil
}

// endWith ends what a person has when their plan does: every place after the
// review's last day, and offers and the referral at once.
func (s *Service) endWith(ctx context.Context, tx *db.Tx, a access.Actor, r plans.Review) error {
	list, err := placementsOfPerson(ctx, tx, r.PersonID)
	if err != nil {
		return err
	}
	for _, p := range list {
		switch p.Status {
		case Accepted, Active, Suspended:
			err = s.endBy(ctx, tx, a, p, r.LastDay, r.Ending)
		case Proposed, Offered:
			err = s.letGo(ctx, tx, a, p, Recall, r.Ending)
		}
		if err != nil {
			return err
		}
	}
	open, found, err := openReferral(ctx, tx, r.PersonID)
	if err != nil || !found {
		return err
	}
	return s.finish(ctx, tx, a, &open, r.Ending)
}

// endBy ends a place after a day, unless it was ended to be over by then.
func (s *Service) endBy(ctx context.Context, tx *db.Tx, a access.Actor, p Placement, last clock.Date,
	ending string) error {
	if p.Leaving() && !last.Before(p.To) {
		return nil
	}
	return s.endAfter(ctx, tx, a, p, last, ending)
}

// endSome ends the chosen places of a person after a day.
func (s *Service) endSome(ctx context.Context, tx *db.Tx, a access.Actor, personID string, ids []string,
	last clock.Date) error {
	for _, id := range ids {
		p, err := placementByID(ctx, tx, id)
		if err != nil {
			return err
		}
		if p.PersonID != personID {
			return fail.New(fail.NotFound, "fail.not_found")
		}
		if err := s.endBy(ctx, tx, a, p, last, "moved_on"); err != nil {
			return err
		}
	}
	return nil
}

// changed is a plan that was changed, by when support is to start, and why.
type changed struct {
	personID string
	startBy  clock.NullDate
	reason   string
}

// startAnew brings the changed plan to a broker: a new referral, or the open
// one handed back, with what was shown, chosen or offered from the old plan
// taken back. Places that people go to go on until a new week is agreed.
func (s *Service) startAnew(ctx context.Context, tx *db.Tx, a access.Actor, plan changed) error {
	r, found, err := openReferral(ctx, tx, plan.personID)
	if err != nil {
		return err
	}
	if !found {
		return s.referAnew(ctx, tx, a, plan.personID)
	}
	if err := s.recallOffers(ctx, tx, a, r.ID, plan.reason); err != nil {
		return err
	}
	if err := setStartBy(ctx, tx, r.ID, plan.startBy); err != nil {
		return err
	}
	if !slices.Contains([]Status{Shown, Chosen, Approved, Placed}, r.Status) {
		return nil // it is with a broker, or waits for one, already
	}
	if err := pastWeeks(ctx, tx, r.ID); err != nil {
		return err
	}
	return s.handBack(ctx, tx, a, r, plan.reason)
}

// handBack gives a week back to its broker, and writes so to the person and to who may
// choose for them.
func (s *Service) handBack(ctx context.Context, tx *db.Tx, a access.Actor, r Referral, why string) error {
	r.OptionID, r.Why = "", ""
	if err := s.move(ctx, tx, a, &r, HandBack, why); err != nil {
		return err
	}
	return s.Access.WriteOf(ctx, tx, r.PersonID, access.WeekAnew)
}

// referAnew refers somebody whose week has no referral that is open, and writes so.
func (s *Service) referAnew(ctx context.Context, tx *db.Tx, a access.Actor, personID string) error {
	if _, err := s.refer(ctx, tx, a, personID); err != nil {
		return err
	}
	return s.Access.WriteOf(ctx, tx, personID, access.WeekAnew)
}

func (s *Service) recallOffers(ctx context.Context, tx *db.Tx, a access.Actor,
	referralID, reason string) error {
	list, err := placementsOfReferral(ctx, tx, referralID)
	if err != nil {
		return err
	}
	for _, p := range list {
		if p.Status != Proposed && p.Status != Offered {
			continue
		}
		if err := s.letGo(ctx, tx, a, p, Recall, reason); err != nil {
			return fmt.Errorf("take an offer back: %w", err)
		}
	}
	return nil
}
