package plans

import (
	"context"

	"ourdays/internal/platform/db"
)

func outcomeOf(ctx context.Context, tx *db.Tx, personID, id string) (Outcome, bool, error) {
	return db.Maybe[Outcome](ctx, tx, `SELECT `+outcomeColumns+` FROM outcome
		WHERE id = $1 AND person_id = $2`, id, personID)
}

// openOutcome reports whether an outcome is still worked on, in a plan that goes on.
func openOutcome(ctx context.Context, tx *db.Tx, id string) (bool, error) {
	n, err := db.One[int](ctx, tx, `SELECT count(*) FROM outcome JOIN plan ON plan.id = outcome.plan_id
		WHERE outcome.id = $1 AND outcome.closed_on IS NULL AND plan.ended_on IS NULL`, id)
	return n > 0, err
}

// scoredIn reports whether a review has scored an outcome.
func scoredIn(ctx context.Context, tx *db.Tx, outcomeID string) (bool, error) {
	n, err := db.One[int](ctx, tx, `SELECT count(*) FROM review_score WHERE outcome_id = $1`, outcomeID)
	return n > 0, err
}

// rewriteOutcome writes what an outcome says now, if it still says what was read.
func rewriteOutcome(ctx context.Context, tx *db.Tx, was, now Outcome) (bool, error) {
	n, err := tx.Exec(ctx, `UPDATE outcome SET words = $1, scale = $2 WHERE id = $3 AND words = $4 AND scale = $5
		AND closed_on IS NULL`, now.Words, now.Scale, was.ID, was.Words, was.Scale)
	return n == 1, err
}

func insertChange(ctx context.Context, tx *db.Tx, c Change) error {
	_, err := tx.Exec(ctx, `INSERT INTO outcome_change (id, outcome_id, at, actor_id, actor_name, words, scale)
		VALUES `+db.Values(1, 7), c.ID, c.OutcomeID, c.At, c.ActorID, c.ActorName, c.Words, c.Scale)
	return err
}

// changesIn lists the corrections of a plan's outcomes, by outcome, the newest first.
func changesIn(ctx context.Context, tx *db.Tx, planID string) (map[string][]Change, error) {
	list, err := db.All[Change](ctx, tx, `SELECT c.id, c.outcome_id, c.at, c.actor_id, c.actor_name, c.words, c.scale
		FROM outcome JOIN outcome_change c ON c.outcome_id = outcome.id WHERE outcome.plan_id = $1
		ORDER BY c.id DESC`, planID)
	by := map[string][]Change{}
	for _, c := range list {
		by[c.OutcomeID] = append(by[c.OutcomeID], c)
	}
	return by, err
}
