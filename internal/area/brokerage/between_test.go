package brokerage

import (
	"context"

	"ourdays/internal/area/access"
)

// MakeOptionsAround is MakeOptions with something that happens after the weeks were
// searched and before they are kept.
func (s *Service) MakeOptionsAround(ctx context.Context, a access.Actor, referralID string, between func()) ([]Option, error) {
	before, err := s.compose(ctx, a, referralID)
	if err != nil {
		return nil, err
	}
	between()
	return s.keepComposed(ctx, a, referralID, before)
}
