package site

import (
	"context"

	g "maragu.dev/gomponents"

	"ourdays/internal/area/access"
	"ourdays/internal/area/brokerage"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/web"
)

func (s *Site) getMoney(c *web.Ctx, a access.Actor) error { return s.Funds.GetMoney(c, a, s.talk) }

// talk tells people whose week costs more than their budget is now, on the page of
// their money, which has asked for the permission to show it.
func (s *Site) talk(c *web.Ctx, personID string) (g.Node, error) {
	var note g.Node
	err := s.DB.Read(c.Context(), func(ctx context.Context, tx *db.Tx) error {
		t, err := s.Brokerage.TalkOf(ctx, tx, personID)
		note = brokerage.TalkNote(c, t)
		return err
	})
	return note, err
}
