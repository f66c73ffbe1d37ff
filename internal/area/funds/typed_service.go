package funds

import (
	"context"
	"fmt"
	"net/url"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
)

// Typed is the form of an assessment as an officer worked it out last. It is
// theirs, and no assessment before they keep it.
type Typed struct {
	Typed  string // as a form sends it
	Worked clock.Instant
}

// daysTyped is for how many days a form that was worked out and not kept waits.
const daysTyped = 7

// keepTyped keeps a form that could be worked out, for who typed it.
func (s *Service) keepTyped(ctx context.Context, a access.Actor, personID string, typed url.Values) error {
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if err := s.Access.Allow(ctx, tx, a, access.RecordContribution, personID); err != nil {
			return err
		}
		if err := saveTyped(ctx, tx, personID, a.ID, typed.Encode()); err != nil {
			return fmt.Errorf("keep what was typed: %w", err)
		}
		return nil
	})
}

// typedBefore gives the form that the officer worked out and did not keep.
func (s *Service) typedBefore(ctx context.Context, a access.Actor,
	personID string) (t Typed, found bool, err error) {
	err = s.DB.Read(ctx, func(ctx context.Context, tx *db.Tx) error {
		if err := s.Access.Allow(ctx, tx, a, access.RecordContribution, personID); err != nil {
			return err
		}
		t, found, err = typedOf(ctx, tx, personID, a.ID)
		return err
	})
	return t, found, err
}

// beginAgain forgets what the officer worked out and did not keep.
func (s *Service) beginAgain(ctx context.Context, a access.Actor, personID string) error {
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if err := s.Access.Allow(ctx, tx, a, access.RecordContribution, personID); err != nil {
			return err
		}
		return dropTyped(ctx, tx, personID, a.ID)
	})
}
