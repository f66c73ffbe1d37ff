package bookings

import (
	"context"

	"ourdays/internal/platform/db"
)

// lockOfSession lets who cancels a place of the session, or closes its register, wait
// until this transaction ends, and waits for who does: what is read next is as it stands.
// It locks what bookingsOfSession gives, and keeps what each place is, so that it can be
// had again.
func lockOfSession(ctx context.Context, tx *db.Tx, sessionID string) error {
	_, err := tx.Exec(ctx, `UPDATE booking SET turn = turn + 1,
		off_from = CASE WHEN status = 'confirmed' THEN 'confirmed' ELSE attendance END
		WHERE session_id = $1 AND (status = 'confirmed' OR status = 'cancelled' AND attendance <> ''
		AND attendance <> 'provider_cancelled' AND placement_id <> '')`, sessionID)
	return err
}

// tellCalendars marks the places that stand as changed, which are about to be called off.
func tellCalendars(ctx context.Context, tx *db.Tx, sessionID string) error {
	_, err := tx.Exec(ctx, `UPDATE booking SET changes = changes + 1, changed = $1
		WHERE session_id = $2 AND status = 'confirmed'`, tx.Now, sessionID)
	return err
}

// liveInOff lists places that stand though their session was called off, for the
// check.
func liveInOff(ctx context.Context, tx *db.Tx) ([]string, error) {
	return db.All[string](ctx, tx, `SELECT b.id FROM session s JOIN booking b ON b.session_id = s.id
		WHERE s.status = 'cancelled' AND b.status = 'confirmed' ORDER BY b.id`)
}
