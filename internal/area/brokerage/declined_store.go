package brokerage

import (
	"context"

	"ourdays/internal/platform/db"
)

// placesAtOnce is how many ids stand in one statement.
const placesAtOnce = 200

// no is how a provider declined a place; open where a broker has said since that they would
// say yes now.
type no struct {
	Step
	open bool
}

// saidNo gives the steps by which providers declined places, with their words, by place.
func saidNo(ctx context.Context, tx *db.Tx, list []Placement) (map[string]no, error) {
	var ids []string
	for _, p := range list {
		if p.Status == Declined {
			ids = append(ids, p.ID)
		}
	}
	steps, err := db.InParts(ids, placesAtOnce, func(ids []string) ([]Step, error) {
		return db.All[Step](ctx, tx, `SELECT id, thing_id, at, actor_id, actor_name, act, status, reason, told
			FROM referral_step WHERE thing_id IN (`+db.In(3, len(ids))+`) AND act IN ($1, $2) ORDER BY id`,
			append([]any{Decline, Reopen}, db.Anys(ids)...)...)
	})
	last := map[string]no{}
	for _, s := range steps {
		n := no{Step: s}
		if s.Act == Reopen {
			n = no{last[s.ThingID].Step, true}
		}
		last[s.ThingID] = n
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
