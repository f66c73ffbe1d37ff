package site

import (
	"context"

	g "maragu.dev/gomponents"

	"ourdays/internal/area/access"
	"ourdays/internal/area/brokerage"
	"ourdays/internal/area/plans"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/web"
)

func (s *Site) getPlan(c *web.Ctx, a access.Actor) error {
	return s.Plans.GetPlan(c, a, s.besidePlan())
}

func (s *Site) postOutcome(c *web.Ctx, a access.Actor) error {
	return s.Plans.PostOutcome(c, a, s.besidePlan())
}

func (s *Site) postTier(c *web.Ctx, a access.Actor) error {
	return s.Plans.PostTier(c, a, s.besidePlan(), func(ctx context.Context, tx *db.Tx, personID string) (
		plans.Note, error) {
		above, err := s.Brokerage.AboveAfter(ctx, tx, personID, tx.Today())
		if err != nil || above.More() == 0 {
			return plans.Note{}, err
		}
		return plans.Note{Key: "site.tier.decided_above", Args: aboveArgs(above)}, nil
	})
}

// besidePlan is what the page of a plan shows of brokerage.
func (s *Site) besidePlan() plans.Beside { return plans.Beside{Asked: s.asked, Begins: s.begins} }

// begins is the first day of a person's support, where it was still to come on a day.
func (s *Site) begins(ctx context.Context, tx *db.Tx, personID string, on clock.Date) (clock.Date, error) {
	lines, err := s.Brokerage.PlacementLines(ctx, tx, personID)
	return brokerage.Begins(lines, on), err
}

// aboveArgs fills the notes that tell who lowers a budget what stays.
func aboveArgs(a brokerage.Above) []any {
	return []any{"amount", a.Cost.Format(), "more", a.More().Format()}
}

// asked shows the referral that a person has open, on the page of their plan,
// which has asked for the permission to see them; before it, that their places
// cost more than the plan may.
func (s *Site) asked(c *web.Ctx, _ access.Actor, personID string) (g.Node, error) {
	var card g.Node
	err := s.DB.Read(c.Context(), func(ctx context.Context, tx *db.Tx) error {
		above, err := s.Brokerage.AboveAfter(ctx, tx, personID, tx.Today())
		if err != nil {
			return err
		}
		r, open, err := s.Brokerage.OpenReferral(ctx, tx, personID)
		if open {
			card = g.Group{brokerage.AboveNote(c, above), brokerage.ReferralCard(c, r)}
		}
		return err
	})
	return card, err
}
