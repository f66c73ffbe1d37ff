package brokerage

import (
	"context"

	"ourdays/internal/platform/db"
)

// placesAtOnce is how many ids stand in one statement.
const placesAtOnce = 200

// saidNo gives the steps by which providers declined places, with their words, by place.
func saidNo(ctx context.Context, tx *db.Tx, list []Placement) (map[string]Step, error) {
	var ids []string
	for _, p := range list {
		if p.Status == Declined {
			ids = append(ids, p.ID)
		}
	}
	steps, err := db.InParts(ids, placesAtOnce, func(ids []string) ([]Step, error) {
		return db.All[Step](ctx, tx, `SELECT id, thing_id, at, actor_id, actor_name, act, status, reason, told
			FROM referral_step WHERE thing_id IN (`+db.In(2, len(ids))+`) AND act = $1 ORDER BY id`,
			append([]any{Decline}, db.Anys(ids)...)...)
	})
	last := map[string]Step{}
	for _, s := range steps {
		last[s.ThingID] = s
	}
	return last, err
}

// declinedIn lists the declined places of the weeks that were chosen of some referrals.
func declinedIn(ctx context.Context, tx *db.Tx, referralIDs []string) ([]Placement, error) {
	return db.All[Placement](ctx, tx, `SELECT `+placementColumns+` FROM placement
		WHERE referral_id IN (`+db.In(2, len(referralIDs))+`) AND status = $1
			AND option_id IN (SELECT option_id FROM referral WHERE id = placement.referral_id)
		ORDER BY id`, append([]any{Declined}, db.Anys(referralIDs)...)...)
}
