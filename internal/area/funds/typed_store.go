package funds

import (
	"context"
	"time"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
)

// saveTyped keeps a form in the place of the one before, and forgets those that
// were left.
func saveTyped(ctx context.Context, tx *db.Tx, personID, actorID, typed string) error {
	if _, err := tx.Exec(ctx, `DELETE FROM assessment_typed WHERE worked < $1`, tooOld(tx)); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `INSERT INTO assessment_typed (person_id, actor_id, typed, worked)
		VALUES ($1, $2, $3, $4)
		ON CONFLICT (person_id, actor_id) DO UPDATE SET typed = excluded.typed,
		worked = excluded.worked`, personID, actorID, typed, tx.Now)
	return err
}

func typedOf(ctx context.Context, tx *db.Tx, personID, actorID string) (Typed, bool, error) {
	return db.Maybe[Typed](ctx, tx, `SELECT typed, worked FROM assessment_typed WHERE person_id = $1
		AND actor_id = $2 AND worked >= $3`,
		personID, actorID, tooOld(tx))
}

// tooOld is before when a form that was left is nothing any more.
func tooOld(tx *db.Tx) clock.Instant { return tx.Now.Add(-daysTyped * 24 * time.Hour) }

func dropTyped(ctx context.Context, tx *db.Tx, personID, actorID string) error {
	_, err := tx.Exec(ctx, `DELETE FROM assessment_typed WHERE person_id = $1
		AND actor_id = $2`, personID, actorID)
	return err
}
