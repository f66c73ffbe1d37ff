package bookings

import (
	"context"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
)

// unclosedBefore finds a provider's sessions before a day with places that no
// register has settled, the oldest first. It begins with those places, which an
// index holds, and not with the sessions.
func unclosedBefore(ctx context.Context, tx *db.Tx, organisationID string, day clock.Date,
	most int) ([]string, error) {
	return db.All[string](ctx, tx, `SELECT s.id FROM booking b CROSS JOIN session s
		WHERE b.status = 'confirmed' AND b.day < $2 AND s.id = b.session_id AND s.organisation_id = $1
		GROUP BY s.id, s.day, s.starts ORDER BY s.day, s.starts, s.id LIMIT $3`, organisationID, day, most)
}

// countUnclosed counts them.
func countUnclosed(ctx context.Context, tx *db.Tx, organisationID string, day clock.Date) (int, error) {
	return db.One[int](ctx, tx, `SELECT COUNT(DISTINCT s.id) FROM booking b CROSS JOIN session s
		WHERE b.status = 'confirmed' AND b.day < $2 AND s.id = b.session_id AND s.organisation_id = $1`,
		organisationID, day)
}

// closedBetween finds a provider's sessions of some days whose register is
// closed, the newest first.
func closedBetween(ctx context.Context, tx *db.Tx, organisationID string, from, to clock.Date,
	most, skip int) ([]string, error) {
	return db.All[string](ctx, tx, `SELECT s.id FROM session s WHERE s.organisation_id = $1
		AND s.day >= $2 AND s.day <= $3 AND EXISTS (SELECT 1 FROM register r WHERE r.session_id = s.id)
		ORDER BY s.day DESC, s.starts DESC, s.id DESC LIMIT $4 OFFSET $5`, organisationID, from, to, most, skip)
}

// lastBefore is the day of a provider's last session before a day, if there is
// one.
func lastBefore(ctx context.Context, tx *db.Tx, organisationID string,
	day clock.Date) (clock.NullDate, error) {
	return db.One[clock.NullDate](ctx, tx, `SELECT max(day) FROM session
		WHERE organisation_id = $1 AND day < $2`, organisationID, day)
}
