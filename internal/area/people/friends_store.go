package people

import (
	"context"

	"ourdays/internal/platform/db"
)

func saveFriend(ctx context.Context, tx *db.Tx, a, b string, aSaid, bSaid bool) error {
	_, err := tx.Exec(ctx, `INSERT INTO friend_link (a_id, b_id, a_said, b_said) VALUES ($1, $2, $3, $4)
		ON CONFLICT (a_id, b_id) DO UPDATE SET
			a_said = CASE WHEN excluded.a_said THEN excluded.a_said ELSE friend_link.a_said END,
			b_said = CASE WHEN excluded.b_said THEN excluded.b_said ELSE friend_link.b_said END`, a, b, aSaid, bSaid)
	return err
}

func friendIDs(ctx context.Context, tx *db.Tx, personID string) ([]string, error) {
	return db.All[string](ctx, tx, `SELECT b_id AS id FROM friend_link WHERE a_id = $1 AND a_said AND b_said
		UNION ALL SELECT a_id AS id FROM friend_link WHERE b_id = $1 AND a_said AND b_said ORDER BY id`, personID)
}
