package bookings

import (
	"context"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
)

func progressOf(ctx context.Context, tx *db.Tx, personID string, from clock.Date) (Progress, error) {
	return db.One[Progress](ctx, tx, `SELECT COUNT(CASE WHEN attendance IN ('attended', 'part_attended')
		THEN 1 END) AS came,
		COUNT(CASE WHEN attendance NOT IN ('', 'attended', 'part_attended') THEN 1 END) AS missed,
		COUNT(CASE WHEN feeling = 'good' THEN 1 END) AS good, COUNT(CASE WHEN feeling = 'ok' THEN 1 END) AS fair,
		COUNT(CASE WHEN feeling = 'bad' THEN 1 END) AS bad,
		COUNT(CASE WHEN feeling <> '' AND feeling_by <> '' THEN 1 END) AS by_helpers
		FROM booking WHERE person_id = $1 AND day >= $2`, personID, from)
}

// notesOf lists what registers say towards outcomes, the newest first.
func notesOf(ctx context.Context, tx *db.Tx, personID string, from clock.Date, most int) ([]Noted, error) {
	return db.All[Noted](ctx, tx, `SELECT b.day, b.towards, b.note, b.feeling, a.title FROM booking b
		JOIN session s ON s.id = b.session_id JOIN activity a ON a.id = s.activity_id
		WHERE b.person_id = $1 AND b.day >= $2 AND b.note <> ''
		ORDER BY b.day DESC, b.id LIMIT $3`, personID, from, most)
}
