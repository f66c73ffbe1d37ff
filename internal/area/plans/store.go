package plans

import (
	"context"

	"ourdays/internal/platform/db"
)

const planColumns = `id, person_id, tier, recommended, tier_reason, weekly, min_units, max_units, start_by, decided_by, made`

func (p Plan) values() []any {
	return []any{p.ID, p.PersonID, p.Tier, p.Recommended, p.TierReason, p.Weekly, p.MinUnits, p.MaxUnits, p.StartBy, p.DecidedBy, p.Made}
}

func insertPlan(ctx context.Context, tx *db.Tx, p Plan) error {
	_, err := tx.Exec(ctx, `INSERT INTO plan (`+planColumns+`) VALUES `+db.Values(1, 11), p.values()...)
	return err
}

func updatePlan(ctx context.Context, tx *db.Tx, p Plan) error {
	_, err := tx.Exec(ctx, `UPDATE plan SET tier = $2, recommended = $3, tier_reason = $4, weekly = $5, min_units = $6,
		max_units = $7, start_by = $8, decided_by = $9 WHERE id = $1`,
		p.ID, p.Tier, p.Recommended, p.TierReason, p.Weekly, p.MinUnits, p.MaxUnits, p.StartBy, p.DecidedBy)
	return err
}

func currentPlan(ctx context.Context, tx *db.Tx, personID string) (Plan, bool, error) {
	return db.Maybe[Plan](ctx, tx, `SELECT `+planColumns+` FROM plan WHERE person_id = $1 ORDER BY made DESC, id DESC LIMIT 1`, personID)
}

func planByID(ctx context.Context, tx *db.Tx, id string) (Plan, bool, error) {
	return db.Maybe[Plan](ctx, tx, `SELECT `+planColumns+` FROM plan WHERE id = $1`, id)
}

func insertOutcome(ctx context.Context, tx *db.Tx, o Outcome) error {
	_, err := tx.Exec(ctx, `INSERT INTO outcome (id, plan_id, person_id, words, care_act, scale, baseline) VALUES `+db.Values(1, 7),
		o.ID, o.PlanID, o.PersonID, o.Words, o.CareAct, o.Scale, o.Baseline)
	return err
}

func deleteOutcome(ctx context.Context, tx *db.Tx, personID, id string) (int64, error) {
	return tx.Exec(ctx, `DELETE FROM outcome WHERE id = $1 AND person_id = $2`, id, personID)
}

func outcomesOf(ctx context.Context, tx *db.Tx, planID string) ([]Outcome, error) {
	return db.All[Outcome](ctx, tx, `SELECT id, plan_id, person_id, words, care_act, scale, baseline FROM outcome
		WHERE plan_id = $1 ORDER BY id`, planID)
}
