package brokerage

import (
	"context"
	"fmt"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/pence"
)

// noteShort tells the council's workers in the history of the referral that a yes was
// refused for want of money: in a transaction of its own, as that of the yes is undone,
// and without the form's key, so that the same page can be pressed again.
func (s *Service) noteShort(ctx context.Context, a access.Actor, placementID string) error {
	return s.DB.InTx(db.WithFormKey(ctx, nil), func(ctx context.Context, tx *db.Tx) error {
		p, err := placementByID(ctx, tx, placementID)
		if err != nil || p.Status != Offered || p.OrganisationID != a.OrganisationID {
			return err
		}
		missing, err := s.missingFor(ctx, tx, p)
		if err != nil || missing <= 0 {
			return err // somebody has added to the budget since
		}
		known, err := s.Directory.SchedulesByID(ctx, tx, []string{p.ScheduleID})
		if err != nil {
			return err
		}
		r, err := referralByID(ctx, tx, p.ReferralID)
		if err != nil {
			return err
		}
		steps, err := stepsOf(ctx, tx, r.ID)
		if err != nil {
			return fmt.Errorf("what was told of the money: %w", err)
		}
		reason := shortReason(known[p.ScheduleID].Activity.Title, missing)
		if toldShort(steps, reason) {
			return nil
		}
		if err := s.Access.See(ctx, tx, a, access.AnswerOffer, p.PersonID); err != nil {
			return err
		}
		return s.note(ctx, tx, a, r.ID, NoMoney, r.Status, reason)
	})
}

// missingFor is what a place that is offered costs above what is held for it and what its
// budget has left; or what its budget holds too little.
func (s *Service) missingFor(ctx context.Context, tx *db.Tx, p Placement) (pence.Pence, error) {
	cost, err := s.costFrom(ctx, tx, p, later(p.From, tx.Today().AddDays(1)))
	if err != nil {
		return 0, err
	}
	b, err := s.Funds.BudgetByID(ctx, tx, p.BudgetID)
	return max(cost-p.Total-b.Available, p.Total-b.Held), err
}
