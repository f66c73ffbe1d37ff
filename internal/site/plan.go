package site

import (
	"context"

	g "maragu.dev/gomponents"

	"ourdays/internal/area/access"
	"ourdays/internal/area/brokerage"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/web"
)

func (s *Site) getPlan(c *web.Ctx, a access.Actor) error {
	return s.Plans.GetPlan(c, a, s.asked)
}

func (s *Site) postOutcome(c *web.Ctx, a access.Actor) error {
	return s.Plans.PostOutcome(c, a, s.asked)
}

func (s *Site) postTier(c *web.Ctx, a access.Actor) error {
	return s.Plans.PostTier(c, a, s.asked)
}

// asked shows the referral that a person has open, on the page of their plan,
// which has asked for the permission to see them.
func (s *Site) asked(c *web.Ctx, _ access.Actor, personID string) (g.Node, error) {
	var card g.Node
	err := s.DB.Read(c.Context(), func(ctx context.Context, tx *db.Tx) error {
		r, open, err := s.Brokerage.OpenReferral(ctx, tx, personID)
		if open {
			card = brokerage.ReferralCard(c, r)
		}
		return err
	})
	return card, err
}
