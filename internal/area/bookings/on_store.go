package bookings

import (
	"context"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/pence"
)

// isLost is a place that ended with the calling off of its session, and can be had again.
const isLost = `status = 'cancelled' AND attendance = 'provider_cancelled' AND off_from <> ''`

func lockLost(ctx context.Context, tx *db.Tx, sessionID string) error {
	_, err := tx.Exec(ctx, `UPDATE booking SET turn = turn + 1 WHERE session_id = $1 AND `+isLost, sessionID)
	return err
}

func lostOfSession(ctx context.Context, tx *db.Tx, sessionID string) ([]Booking, error) {
	return db.All[Booking](ctx, tx, `SELECT `+bookingColumns+` FROM booking
		WHERE session_id = $1 AND `+isLost+` ORDER BY made, id`, sessionID)
}

// lostOfPerson gives the places at a session that somebody lost who has none there now,
// the newest first, and lets nobody else write them.
func lostOfPerson(ctx context.Context, tx *db.Tx, personID, sessionID string) ([]Booking, error) {
	const theirs = `person_id = $1 AND session_id = $2 AND ` + isLost + ` AND off_from = 'confirmed'`
	n, err := tx.Exec(ctx, `UPDATE booking SET turn = turn + 1 WHERE `+theirs, personID, sessionID)
	if err != nil || n == 0 {
		return nil, err
	}
	return db.All[Booking](ctx, tx, `SELECT `+bookingColumns+` FROM booking WHERE `+theirs+`
		AND NOT EXISTS (SELECT 1 FROM booking o WHERE o.person_id = $1 AND o.session_id = $2
		AND o.status IN ('confirmed', 'recorded')) ORDER BY made DESC, id DESC`, personID, sessionID)
}

func lostAtSession(ctx context.Context, tx *db.Tx, placementID, sessionID string) (Booking, bool, error) {
	return db.Maybe[Booking](ctx, tx, `SELECT `+bookingColumns+` FROM booking
		WHERE placement_id = $1 AND session_id = $2 AND `+isLost+`
		ORDER BY made DESC, id DESC LIMIT 1`, placementID, sessionID)
}

func lostFrom(ctx context.Context, tx *db.Tx, placementID string, from clock.Date) ([]Booking, error) {
	return db.All[Booking](ctx, tx, `SELECT `+bookingColumns+` FROM booking
		WHERE placement_id = $1 AND day >= $2 AND `+isLost+` ORDER BY day, id`, placementID, from)
}

// reviveLost lets the newest place of a placement at a session be had again that endLost
// had taken.
func reviveLost(ctx context.Context, tx *db.Tx, placementID, sessionID string) error {
	_, err := tx.Exec(ctx, `UPDATE booking SET off_from = 'confirmed' WHERE id = (SELECT id FROM booking
		WHERE placement_id = $1 AND session_id = $2 AND status = 'cancelled'
		AND attendance = 'provider_cancelled' ORDER BY made DESC, id DESC LIMIT 1)`, placementID, sessionID)
	return err
}

// bringBack makes a lost place stand. Another live place of the person at the session is
// a Conflict.
func bringBack(ctx context.Context, tx *db.Tx, id, waitsFor, by string) error {
	n, err := tx.Exec(ctx, `UPDATE booking SET status = 'confirmed', attendance = '', off_from = '',
		times_on = times_on + 1, waits_for = $1, changed_by = $2, changes = changes + 1, changed = $3
		WHERE id = $4 AND `+isLost, waitsFor, by, tx.Now, id)
	if err == nil && n == 0 || db.IsUnique(err) {
		return fail.New(fail.Conflict, "bookings.refused.moved_on")
	}
	return err
}

// cancelBack gives a lost place the code again with which its person had cancelled it.
func cancelBack(ctx context.Context, tx *db.Tx, id, waitsFor string) error {
	_, err := tx.Exec(ctx, `UPDATE booking SET attendance = off_from, off_from = '', times_on = times_on + 1,
		waits_for = $1 WHERE id = $2 AND `+isLost, waitsFor, id)
	return err
}

// endLost lets nobody have the lost places of a placement again, from the day on after
// which it ends or rests.
func endLost(ctx context.Context, tx *db.Tx, placementID string, from clock.Date) error {
	_, err := tx.Exec(ctx, `UPDATE booking SET off_from = '' WHERE placement_id = $1 AND day >= $2
		AND `+isLost, placementID, from)
	return err
}

// insertLost writes a place that was lost before it was ever booked.
func insertLost(ctx context.Context, tx *db.Tx, b Booking) error {
	if err := insertBookings(ctx, tx, []Booking{b}); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `UPDATE booking SET status = 'cancelled', attendance = 'provider_cancelled',
		off_from = 'confirmed' WHERE id = $1`, b.ID)
	return err
}

func priceLost(ctx context.Context, tx *db.Tx, id string, price pence.Pence) error {
	_, err := tx.Exec(ctx, `UPDATE booking SET price = $1 WHERE id = $2 AND `+isLost, price, id)
	return err
}
