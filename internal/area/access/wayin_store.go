package access

import (
	"context"
	"strings"

	"ourdays/internal/platform/db"
)

// wayInOf gives a person's way in, and none where they have none.
func wayInOf(ctx context.Context, tx *db.Tx, personID string) (WayIn, error) {
	w, _, err := db.Maybe[WayIn](ctx, tx, `SELECT id, email, active, used, (SELECT expires FROM sign_in_code
			WHERE actor_id = actor.id AND sign_in_code.used IS NULL AND expires > $2) AS code
		FROM actor WHERE person_id = $1 AND kind = 'person'
		ORDER BY id LIMIT 1`, personID, tx.Now)
	if strings.HasPrefix(w.Email, noAddress) {
		w.Email = ""
	}
	return w, err
}

func openWayIn(ctx context.Context, tx *db.Tx, id, email string) error {
	_, err := tx.Exec(ctx, `UPDATE actor SET email = $1, active = $2 WHERE id = $3`, email, true, id)
	return err
}

func touchActor(ctx context.Context, tx *db.Tx, id string) error {
	_, err := tx.Exec(ctx, `UPDATE actor SET used = $1 WHERE id = $2`, tx.Now, id)
	return err
}

func callPerson(ctx context.Context, tx *db.Tx, personID, name string) error {
	_, err := tx.Exec(ctx, `UPDATE actor SET name = $1 WHERE person_id = $2 AND kind = 'person'
		AND name <> $1`, name, personID)
	return err
}

// moveAddress changes the address of an account, if it still has the old one.
func moveAddress(ctx context.Context, tx *db.Tx, id, was, now string) (bool, error) {
	n, err := tx.Exec(ctx, `UPDATE actor SET email = $1 WHERE id = $2 AND email = $3`, now, id, was)
	return n == 1, err
}
