package brokerage

import (
	"context"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
)

// Reopen keeps that a provider who declined a place would say yes now, as they told the
// broker: the weeks of the referral may hold it once more. It offers nothing by itself:
// such a week is shown, chosen and approved as every other. It gives the referral.
func (s *Service) Reopen(ctx context.Context, a access.Actor, placementID string) (string, error) {
	referral := ""
	err := s.byWorker(ctx, a, Reopen, placementID, func(ctx context.Context, tx *db.Tx, p Placement) error {
		if !a.May(access.Broker) {
			return fail.New(fail.Forbidden, "access.refused.role")
		}
		r, err := referralByID(ctx, tx, p.ReferralID)
		if err != nil {
			return err
		}
		said, err := saidNo(ctx, tx, []Placement{p})
		if err != nil {
			return err
		}
		if p.Status != Declined || said[p.ID].open || !r.mayCompose() {
			return movedOn()
		}
		referral = r.ID
		return s.note(ctx, tx, a, p.ID, Reopen, Declined, "")
	})
	return referral, err
}
