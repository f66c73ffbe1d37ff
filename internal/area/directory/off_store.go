package directory

import (
	"context"

	"ourdays/internal/platform/db"
)

const offColumns = `session_id, reason, words, actor_id, actor, at`

func insertOff(ctx context.Context, tx *db.Tx, o Off) error {
	_, err := tx.Exec(ctx, `INSERT INTO session_off (`+offColumns+`) VALUES `+db.Values(1, 6),
		o.SessionID, o.Reason, o.Words, o.ActorID, o.Actor, o.At)
	return err
}

func deleteOff(ctx context.Context, tx *db.Tx, sessionID string) error {
	_, err := tx.Exec(ctx, `DELETE FROM session_off WHERE session_id = $1`, sessionID)
	return err
}

func offOf(ctx context.Context, tx *db.Tx, sessionIDs []string) ([]Off, error) {
	return db.All[Off](ctx, tx, `SELECT `+offColumns+` FROM session_off
		WHERE session_id IN (`+db.In(1, len(sessionIDs))+`)`, db.Anys(sessionIDs)...)
}

// lockSchedule makes others who change the schedule wait until this transaction
// ends; what is read next is as it stands.
func lockSchedule(ctx context.Context, tx *db.Tx, id string) error {
	_, err := tx.Exec(ctx, `UPDATE schedule SET left_out = left_out WHERE id = $1`, id)
	return err
}

func setLeftOut(ctx context.Context, tx *db.Tx, id string, days db.List) error {
	_, err := tx.Exec(ctx, `UPDATE schedule SET left_out = $1 WHERE id = $2`, days, id)
	return err
}

func offAhead(ctx context.Context, tx *db.Tx, activityID string, most int) ([]Session, error) {
	return db.All[Session](ctx, tx, `SELECT `+sessionColumns+` FROM session
		WHERE activity_id = $1 AND starts > $2 AND status = $3 ORDER BY starts, id LIMIT $4`,
		activityID, tx.Now, SessionCancelled, most)
}
