package plans

import (
	"context"

	"ourdays/internal/platform/db"
	"ourdays/internal/platform/pence"
)

const planColumns = `id, person_id, tier, recommended, tier_reason, weekly, min_units, max_units, start_by,
	decided_by, made,
	decided_on, next_review, enablement_weeks, enablement_from, enablement_until, clock_runs, ended_on,
	because, because_value`

func (p Plan) values() []any {
	return []any{p.ID, p.PersonID, p.Tier, p.Recommended, p.TierReason, p.Weekly, p.MinUnits, p.MaxUnits,
		p.StartBy, p.DecidedBy, p.Made,
		p.DecidedOn, p.NextReview, p.EnablementWeeks, p.EnablementFrom, p.EnablementUntil, p.ClockRuns, p.EndedOn,
		p.Because, p.BecauseValue}
}

// openPlan gives a person a plan, unless one runs: somebody else's may have been
// opened a moment ago, and then it is that one which stands.
func openPlan(ctx context.Context, tx *db.Tx, p Plan) error {
	_, err := tx.Exec(ctx, `INSERT INTO plan (`+planColumns+`) VALUES `+db.Values(1, 20)+`
		ON CONFLICT (person_id) WHERE ended_on IS NULL DO NOTHING`, p.values()...)
	return err
}

func updatePlan(ctx context.Context, tx *db.Tx, p Plan) error {
	_, err := tx.Exec(ctx, `UPDATE plan SET tier = $2, recommended = $3, tier_reason = $4, weekly = $5,
		min_units = $6,
		max_units = $7, start_by = $8, decided_by = $9, decided_on = $10, next_review = $11, enablement_weeks = $12,
		enablement_from = $13, enablement_until = $14, clock_runs = $15, ended_on = $16, because = $17,
		because_value = $18 WHERE id = $1`,
		p.ID, p.Tier, p.Recommended, p.TierReason, p.Weekly, p.MinUnits, p.MaxUnits, p.StartBy, p.DecidedBy,
		p.DecidedOn,
		p.NextReview, p.EnablementWeeks, p.EnablementFrom, p.EnablementUntil, p.ClockRuns, p.EndedOn, p.Because,
		p.BecauseValue)
	return err
}

func currentPlan(ctx context.Context, tx *db.Tx, personID string) (Plan, bool, error) {
	return db.Maybe[Plan](ctx, tx, `SELECT `+planColumns+` FROM plan WHERE person_id = $1
		ORDER BY made DESC, id DESC LIMIT 1`, personID)
}

// heldPlan is currentPlan for a verb that changes it: it stays as it is read until
// the transaction ends.
func heldPlan(ctx context.Context, tx *db.Tx, personID string) (Plan, bool, error) {
	if _, err := tx.Exec(ctx, `UPDATE plan SET made = made WHERE person_id = $1
		AND ended_on IS NULL`, personID); err != nil {
		return Plan{}, false, err
	}
	return currentPlan(ctx, tx, personID)
}

// weeklyOf gives what the current plans of some people may cost a week, where a
// tier is decided and the plan goes on.
func weeklyOf(ctx context.Context, tx *db.Tx, people []string) (map[string]pence.Pence, error) {
	rows, err := db.All[struct {
		PersonID string
		Weekly   pence.Pence
	}](ctx, tx, `SELECT person_id, weekly FROM (SELECT person_id, weekly, tier, ended_on,
		row_number() OVER (PARTITION BY person_id ORDER BY made DESC, id DESC) AS place
		FROM plan WHERE person_id IN (`+db.In(1, len(people))+`)) AS p WHERE place = 1 AND tier > 0
		AND ended_on IS NULL`, db.Anys(people)...)
	by := map[string]pence.Pence{}
	for _, r := range rows {
		by[r.PersonID] = r.Weekly
	}
	return by, err
}

func planByID(ctx context.Context, tx *db.Tx, id string) (Plan, bool, error) {
	return db.Maybe[Plan](ctx, tx, `SELECT `+planColumns+` FROM plan WHERE id = $1`, id)
}

const outcomeColumns = `id, plan_id, person_id, words, care_act, scale, baseline, importance, difficulty,
	written_by, writer`

func insertOutcome(ctx context.Context, tx *db.Tx, o Outcome) error {
	_, err := tx.Exec(ctx, `INSERT INTO outcome (`+outcomeColumns+`) VALUES `+db.Values(1, 11),
		o.ID, o.PlanID, o.PersonID, o.Words, o.CareAct, o.Scale, o.Baseline, o.Importance, o.Difficulty,
		o.WrittenBy, o.Writer)
	return err
}

func deleteOutcome(ctx context.Context, tx *db.Tx, personID, id string) (int64, error) {
	_, err := tx.Exec(ctx, `DELETE FROM outcome_change WHERE outcome_id IN
		(SELECT id FROM outcome WHERE id = $1 AND person_id = $2)`, id, personID)
	if err != nil {
		return 0, err
	}
	return tx.Exec(ctx, `DELETE FROM outcome WHERE id = $1 AND person_id = $2`, id, personID)
}

// outcomesOf lists the outcomes of a plan that are still worked on.
func outcomesOf(ctx context.Context, tx *db.Tx, planID string) ([]Outcome, error) {
	return db.All[Outcome](ctx, tx, `SELECT `+outcomeColumns+` FROM outcome
		WHERE plan_id = $1 AND closed_on IS NULL ORDER BY id`, planID)
}

// outcomesOfPerson lists every outcome that was ever agreed with a person.
func outcomesOfPerson(ctx context.Context, tx *db.Tx, personID string) ([]Outcome, error) {
	return db.All[Outcome](ctx, tx, `SELECT `+outcomeColumns+` FROM outcome WHERE person_id = $1
		ORDER BY id`, personID)
}

// knownBefore says whether a person had another plan that was decided, or a review.
func knownBefore(ctx context.Context, tx *db.Tx, personID, planID string) (bool, error) {
	n, err := db.One[int](ctx, tx, `SELECT (SELECT count(*) FROM plan WHERE person_id = $1 AND tier > 0 AND id <> $2)
		+ (SELECT count(*) FROM review WHERE person_id = $1)`, personID, planID)
	return n > 0, err
}
