package funds

import (
	"context"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
)

// SetPolicy records what the council decided about charging, from its date on.
// A newer record for the same date takes its place; none is ever changed.
func (s *Service) SetPolicy(ctx context.Context, a access.Actor, p Policy) error {
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if !a.May(access.RecordContribution) {
			return fail.New(fail.Forbidden, "access.refused.role")
		}
		if err := p.Check(); err != nil {
			return err
		}
		p.ID, p.Made, p.MadeBy = tx.NewID(), tx.Now, a.Name
		if err := insertPolicy(ctx, tx, p); err != nil {
			return err
		}
		return s.Access.Note(ctx, tx, a, "charging policy", p.ID)
	})
}

// Policies are all that the council decided, the newest first.
func (s *Service) Policies(ctx context.Context, tx *db.Tx, a access.Actor) ([]Policy, error) {
	if !a.May(access.RecordContribution) {
		return nil, fail.New(fail.Forbidden, "access.refused.role")
	}
	return policies(ctx, tx)
}

// PolicyOn gives what the council decided for a day. The zero Policy means that
// it decided nothing.
func (s *Service) PolicyOn(ctx context.Context, tx *db.Tx, on clock.Date) (Policy, error) {
	p, _, err := policyOn(ctx, tx, on)
	return p, err
}
