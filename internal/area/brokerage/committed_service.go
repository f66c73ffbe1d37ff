package brokerage

import (
	"context"

	"ourdays/internal/area/directory"
	"ourdays/internal/area/framework"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
)

// Committed adds up what people have booked at an activity for a ratio from one
// day to another, paid by the council and not settled yet. It names nobody, and
// asks no permission: framework, which shows it, has.
func (s *Service) Committed(ctx context.Context, tx *db.Tx, act directory.Activity, ratio int,
	from, to clock.Date) (framework.Committed, error) {
	return committedAt(ctx, tx, act.OrganisationID, act.ID, ratio, from, to)
}
