package brokerage

import (
	"context"

	"ourdays/internal/area/access"
	"ourdays/internal/area/bookings"
	"ourdays/internal/area/plans"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/pence"
)

// Above sets what a person's places cost in their dearest week that is agreed beside what their plan may cost
// a week. It is the one rule by which pages tell that a week costs more than its
// budget: the person, the broker, and whoever lowers a budget read the same sum.
type Above struct {
	Cost   pence.Pence // of the places that go on
	Weekly pence.Pence // of the plan; 0 where no tier is decided
}

// More is by how much the week is above the plan; 0 where it is not, or where
// there is no plan to be above.
func (a Above) More() pence.Pence {
	if a.Weekly == 0 {
		return 0
	}
	return max(0, a.Cost-a.Weekly)
}

// weekCostAfter sums what people come from, nobody has ended and goes on after a day, at the dearest
// price that is agreed for it from then on; steps are what places cost from later days
// on.
func weekCostAfter(list []Placement, steps map[string]bookings.Prices, day clock.Date) (sum pence.Pence) {
	for _, p := range list {
		if !p.stays() || !p.To.After(day) {
			continue
		}
		if len(steps[p.ID]) == 0 {
			sum += p.WeekCost
			continue
		}
		prices := append(bookings.Prices{{Starts: p.From, Price: p.UnitPrice}}, steps[p.ID]...)
		sum += dearestFrom(prices, day.AddDays(1)) * p.weekly()
	}
	return sum
}

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

// Talk says what a person is told of a week that costs more than their plan, and
// who talks with them about it.
type Talk struct {
	Above
	Who string // by name; empty where nobody is named yet
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
