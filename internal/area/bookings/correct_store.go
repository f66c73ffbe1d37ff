package bookings

import (
	"context"

	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
)

const correctionColumns = `c.id, c.booking_id, c.prior, c.at, c.actor_id, c.actor, c.council, c.reason,
	c.follows, c.was_code, c.was_towards, c.was_note, c.was_paid, c.code, c.towards, c.note, c.paid`

// saveCorrected writes what a place is since its correction, and the correction,
// only over what was read: of two at once one is a Conflict.
func saveCorrected(ctx context.Context, tx *db.Tx, c corrected) error {
	b := c.after
	n, err := tx.Exec(ctx, `UPDATE booking SET attendance = $1, towards = $2, note = $3, paid = $4, charged = $5,
		correction_id = $6, status = $9 WHERE id = $7 AND correction_id = $8 AND status = $10`,
		b.Attendance, b.Towards, b.Note, b.Paid, b.Charged, c.ID, b.ID, c.Prior, b.Status, c.before.Status)
	if db.IsUnique(err) {
		return fail.New(fail.Conflict, "bookings.refused.came_twice")
	}
	if err != nil {
		return err
	}
	if n == 0 {
		return fail.New(fail.Conflict, "bookings.refused.moved_on")
	}
	_, err = tx.Exec(ctx, `INSERT INTO register_correction (id, booking_id, prior, at, actor_id, actor, council,
		reason, follows, was_code, was_towards, was_note, was_paid, code, towards, note, paid)
		VALUES `+db.Values(1, 17), c.ID, c.BookingID, c.Prior, c.At, c.ActorID, c.Actor, c.Council, c.Reason,
		c.Follows, c.WasCode, c.WasTowards, c.WasNote, c.WasPaid, c.Code, c.Towards, c.Note, c.Paid)
	return err
}

func correctionByID(ctx context.Context, tx *db.Tx, id string) (Correction, error) {
	return db.One[Correction](ctx, tx, `SELECT `+correctionColumns+` FROM register_correction c
		WHERE c.id = $1`, id)
}

// correctionsOf gives the corrections of a session's places, by place, the
// oldest first.
func correctionsOf(ctx context.Context, tx *db.Tx, sessionID string) (map[string][]Correction, error) {
	list, err := db.All[Correction](ctx, tx, `SELECT `+correctionColumns+` FROM register_correction c
		WHERE c.booking_id IN (SELECT id FROM booking WHERE session_id = $1 AND correction_id <> '')
		ORDER BY c.at, c.id`, sessionID)
	by := map[string][]Correction{}
	for _, c := range list {
		by[c.BookingID] = append(by[c.BookingID], c)
	}
	return by, err
}

// correctedAmong names those of sessions of which a register was corrected.
func correctedAmong(ctx context.Context, tx *db.Tx, sessionIDs []string) (map[string]bool, error) {
	mended := map[string]bool{}
	if len(sessionIDs) == 0 {
		return mended, nil
	}
	list, err := db.All[string](ctx, tx, `SELECT DISTINCT session_id FROM booking
		WHERE correction_id <> '' AND session_id IN (`+db.In(1, len(sessionIDs))+`)`, db.Anys(sessionIDs)...)
	for _, id := range list {
		mended[id] = true
	}
	return mended, err
}

// laterOf gives recorded places of a booking's placement after it, the oldest
// first: as many as pastOf looks back.
func laterOf(ctx context.Context, tx *db.Tx, b Booking) ([]Booking, error) {
	return db.All[Booking](ctx, tx, `SELECT `+bookingColumns+` FROM booking
		WHERE placement_id = $1 AND day > $2 AND status = 'recorded'
		ORDER BY day, id LIMIT 60`, b.PlacementID, b.Day)
}
