package bookings

import (
	"context"

	"ourdays/internal/area/directory"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
)

func (q Asked) at() string {
	switch q.Place {
	case "":
		return directory.Everywhere
	case atHome:
		return ""
	}
	return q.Place
}

// unclosedBetween finds a page, and one more, of a provider's sessions that are over
// with places that no register has settled, the oldest first: what stands, and what
// people of placements cancelled. It reads those places of that provider, which an
// index holds, and nothing else.
func unclosedBetween(ctx context.Context, tx *db.Tx, q Asked, today clock.Date) ([]string, error) {
	from, to := q.span(today)
	return db.All[string](ctx, tx, `SELECT s.id FROM (SELECT DISTINCT session_id FROM booking
		WHERE waits_for = $1 AND waits_for <> '' AND day >= $2 AND day <= $3) b CROSS JOIN session s
		WHERE s.id = b.session_id AND ($4 = '*' OR s.location_id = $4) ORDER BY s.day, s.starts, s.id
		LIMIT $5 OFFSET $6`, q.OrganisationID, from, to, q.at(), unclosedAtOnce+1,
		unclosedAtOnce*(q.OpenPage-1))
}

// countUnclosed counts them.
func countUnclosed(ctx context.Context, tx *db.Tx, organisationID string, day clock.Date) (int, error) {
	return db.One[int](ctx, tx, `SELECT COUNT(DISTINCT session_id) FROM booking
		WHERE waits_for = $1 AND waits_for <> '' AND day < $2`, organisationID, day)
}

// closedBetween finds a page, and one more, of a provider's sessions of some days whose
// register is closed, the newest first.
func closedBetween(ctx context.Context, tx *db.Tx, q Asked, today clock.Date) ([]string, error) {
	from, to := q.closedSpan(today)
	return db.All[string](ctx, tx, `SELECT s.id FROM session s WHERE s.organisation_id = $1
		AND s.day >= $2 AND s.day <= $3 AND ($4 = '*' OR s.location_id = $4)
		AND EXISTS (SELECT 1 FROM register r WHERE r.session_id = s.id)
		ORDER BY s.day DESC, s.starts DESC, s.id DESC LIMIT $5 OFFSET $6`, q.OrganisationID, from, to, q.at(),
		closedAtOnce+1, closedAtOnce*(q.Page-1))
}

// lastBefore is the day of a provider's last session before a day, if there is
// one.
func lastBefore(ctx context.Context, tx *db.Tx, organisationID string,
	day clock.Date) (clock.NullDate, error) {
	return db.One[clock.NullDate](ctx, tx, `SELECT max(day) FROM session
		WHERE organisation_id = $1 AND day < $2`, organisationID, day)
}

// goneFrom counts the places at sessions that people of placements cancelled, by
// session: a register settles them too.
func goneFrom(ctx context.Context, tx *db.Tx, sessionIDs []string) (map[string]int, error) {
	gone := map[string]int{}
	if len(sessionIDs) == 0 {
		return gone, nil
	}
	list, err := db.All[string](ctx, tx, `SELECT session_id FROM booking
		WHERE status = 'cancelled' AND waits_for <> '' AND session_id IN (`+db.In(1, len(sessionIDs))+`)`,
		db.Anys(sessionIDs)...)
	for _, id := range list {
		gone[id]++
	}
	return gone, err
}

// waitsWrongly lists places that wait for a register though nothing is to be
// settled of them, or that wait for none, for the check.
func waitsWrongly(ctx context.Context, tx *db.Tx) ([]string, error) {
	return db.All[string](ctx, tx, `SELECT b.id FROM booking b JOIN session s ON s.id = b.session_id
		LEFT JOIN register g ON g.session_id = b.session_id
		WHERE b.waits_for <> CASE WHEN b.status = 'confirmed' OR b.status = 'cancelled' AND b.placement_id <> ''
		AND b.attendance NOT IN ('', 'provider_cancelled') AND g.session_id IS NULL
		THEN s.organisation_id ELSE '' END ORDER BY b.id`)
}
