package brokerage

import (
	"context"
	"reflect"

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

// ComposesTheSame reports whether a second search is of what the first one was made of,
// and finds the same weeks.
func (s *Service) ComposesTheSame(ctx context.Context, a access.Actor, referralID string) (bool, error) {
	one, err := s.compose(ctx, a, referralID)
	if err != nil {
		return false, err
	}
	two, err := s.compose(ctx, a, referralID)
	return len(one.weeks) > 1 && one.of(two.wish, two.offer) && reflect.DeepEqual(one.weeks, two.weeks), err
}

// KeepFirstComposed keeps the first of the weeks that were searched: whoever searched
// again would keep all.
func (s *Service) KeepFirstComposed(ctx context.Context, a access.Actor, referralID string) ([]Option, error) {
	before, err := s.compose(ctx, a, referralID)
	if err != nil {
		return nil, err
	}
	before.weeks = before.weeks[:1]
	return s.keepComposed(ctx, a, referralID, before)
}
