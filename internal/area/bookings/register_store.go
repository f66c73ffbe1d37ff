package bookings

import (
	"context"
	"strconv"
	"strings"

	"ourdays/internal/area/access"
	"ourdays/internal/area/framework"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
)

// closeRegister marks a session's register as closed, once.
func closeRegister(ctx context.Context, tx *db.Tx, sessionID string, a access.Actor) (bool, error) {
	n, err := tx.Exec(ctx, `INSERT INTO register (session_id, closed, actor_id, actor) VALUES ($1, $2, $3, $4)
		ON CONFLICT (session_id) DO NOTHING`, sessionID, tx.Now, a.ID, a.Name)
	return n == 1, err
}

// Closing says who closed a register, and when.
type Closing struct {
	Closed clock.Instant
	Actor  string
}

func closingOf(ctx context.Context, tx *db.Tx, sessionID string) (Closing, bool, error) {
	return db.Maybe[Closing](ctx, tx, `SELECT closed, actor FROM register WHERE session_id = $1`, sessionID)
}

func closedOf(ctx context.Context, tx *db.Tx, sessionIDs []string) (map[string]bool, error) {
	closed := map[string]bool{}
	if len(sessionIDs) == 0 {
		return closed, nil
	}
	list, err := db.All[string](ctx, tx, `SELECT session_id FROM register
		WHERE session_id IN (`+db.In(1, len(sessionIDs))+`)`, db.Anys(sessionIDs)...)
	for _, id := range list {
		closed[id] = true
	}
	return closed, err
}

// bookingsOfSession gives what a register settles: live places, and those of
// placements that their people cancelled; what was called off is settled. The states
// stand in the text, as in every statement that runs often over an index of some rows
// (docs/sql.md).
func bookingsOfSession(ctx context.Context, tx *db.Tx, sessionID string) ([]Booking, error) {
	return db.All[Booking](ctx, tx, `SELECT `+bookingColumns+` FROM booking
		WHERE session_id = $1 AND (status = 'confirmed' OR status = 'cancelled' AND attendance <> ''
		AND attendance <> 'provider_cancelled' AND placement_id <> '') ORDER BY id`, sessionID)
}

// listOfSession gives the live places of a session, those that their people
// cancelled, and those that ended when it was called off: the provider is surprised by
// none.
func listOfSession(ctx context.Context, tx *db.Tx, sessionID string) ([]Booking, error) {
	return db.All[Booking](ctx, tx, `SELECT `+bookingColumns+` FROM booking
		WHERE session_id = $1 AND (status <> 'cancelled' OR attendance <> '') ORDER BY id`, sessionID)
}

// ownGoneOf gives the places at a session that people booked themselves and cancelled
// (Booking.ownGone).
func ownGoneOf(ctx context.Context, tx *db.Tx, sessionID string) ([]string, error) {
	return db.All[string](ctx, tx, `SELECT id FROM booking WHERE session_id = $1 AND status = 'cancelled'
		AND placement_id = '' AND attendance <> $2 ORDER BY id`, sessionID, framework.ProviderCancelled)
}

func liveOfSessions(ctx context.Context, tx *db.Tx, sessionIDs []string) ([]Booking, error) {
	return db.All[Booking](ctx, tx, `SELECT `+bookingColumns+` FROM booking
		WHERE status <> 'cancelled' AND session_id IN (`+db.In(1, len(sessionIDs))+`)
		ORDER BY id`, db.Anys(sessionIDs)...)
}

// pastOf gives older recorded places of a booking's placement, the newest first.
func pastOf(ctx context.Context, tx *db.Tx, b Booking) ([]Past, error) {
	return db.All[Past](ctx, tx, `SELECT day, attendance FROM booking
		WHERE placement_id = $1 AND day < $2 AND status = 'recorded'
		ORDER BY day DESC, id LIMIT 60`, b.PlacementID, b.Day)
}

// settledColumns is how many values saveSettled writes of a booking, or compares.
const settledColumns = 9

// saveSettled writes what became of many bookings in few statements, only over
// what was read: a place that was cancelled, taken back, ended or priced anew since is
// a Conflict.
func saveSettled(ctx context.Context, tx *db.Tx, list []settled) error {
	for len(list) > 0 {
		part := list[:min(rowsAtOnce/2, len(list))]
		list = list[len(part):]
		var rows []string
		var args []any
		for i, b := range part {
			rows = append(rows, settledRow(i*settledColumns))
			args = append(args, b.ID, b.Status, b.Attendance, b.Towards, b.Note, b.was, b.Paid, b.Charged,
				b.Turn)
		}
		n, err := tx.Exec(ctx, `WITH v (id, status, attendance, towards, note, was, paid, charged,
			turn) AS (VALUES `+strings.Join(rows, ",")+`)
			UPDATE booking SET status = v.status, attendance = v.attendance, towards = v.towards, note = v.note,
			paid = v.paid, charged = v.charged, waits_for = '', turn = booking.turn + 1
			FROM v WHERE booking.id = v.id AND booking.status = v.was AND booking.turn = v.turn`, args...)
		if err != nil {
			return err
		}
		if int(n) != len(part) {
			return fail.New(fail.Conflict, "bookings.refused.list_changed")
		}
	}
	return nil
}

// settledRow is a row of placeholders with the types of both engines.
func settledRow(n int) string {
	return castRow(n, "text", "text", "text", "text", "text", "text", "bigint", "bigint", "bigint")
}

// castRow is a row of placeholders from the n-th on, each cast to its type, which
// PostgreSQL cannot see from a list of values.
func castRow(n int, kinds ...string) string {
	cells := make([]string, len(kinds))
	for i, kind := range kinds {
		cells[i] = "CAST($" + strconv.Itoa(n+i+1) + " AS " + kind + ")"
	}
	return "(" + strings.Join(cells, ",") + ")"
}

// Aim is an outcome that a place is for, in the person's words.
type Aim struct{ ID, Words string }

func aimsByID(ctx context.Context, tx *db.Tx, ids []string) (map[string]Aim, error) {
	by := map[string]Aim{}
	if len(ids) == 0 {
		return by, nil
	}
	list, err := db.All[Aim](ctx, tx, `SELECT id, words FROM outcome
		WHERE id IN (`+db.In(1, len(ids))+`)`, db.Anys(ids)...)
	for _, a := range list {
		by[a.ID] = a
	}
	return by, err
}

// stopped begins the mark of a calendar without an address. No hash begins like
// it, so no secret opens it.
const stopped = "stopped:"

// markOfFeed gives the hash of the secret that opens a calendar, or a mark that
// begins with stopped.
func markOfFeed(ctx context.Context, tx *db.Tx, personID string) (string, bool, error) {
	return db.Maybe[string](ctx, tx, `SELECT secret FROM calendar_feed WHERE person_id = $1`, personID)
}

// saveFeed puts a new hash where the mark was that was read; somebody who was
// faster is a Conflict.
func saveFeed(ctx context.Context, tx *db.Tx, personID, hash, madeBy, was string, found bool) error {
	statement := `INSERT INTO calendar_feed (person_id, secret, made, made_by) VALUES ($1, $2, $3, $4)
		ON CONFLICT DO NOTHING`
	args := []any{personID, hash, tx.Now, madeBy}
	if found {
		statement, args = `UPDATE calendar_feed SET secret = $2, made = $3, made_by = $4, read_on = NULL
			WHERE person_id = $1 AND secret = $5`, append(args, was)
	}
	n, err := tx.Exec(ctx, statement, args...)
	if err == nil && n == 0 || db.IsUnique(err) {
		return fail.New(fail.Conflict, "bookings.feed.moved_on")
	}
	return err
}

// stopFeed keeps the row, with a mark that was never before: a form from before
// the stop brings nothing back.
func stopFeed(ctx context.Context, tx *db.Tx, personID string) error {
	_, err := tx.Exec(ctx, `UPDATE calendar_feed SET secret = $1
		WHERE person_id = $2`, stopped+tx.NewID(), personID)
	return err
}

// address is whose calendar an address opens, and who made it: empty for the
// person.
type address struct{ PersonID, MadeBy string }

func addressOf(ctx context.Context, tx *db.Tx, hash string) (address, bool, error) {
	return db.Maybe[address](ctx, tx, `SELECT person_id, made_by FROM calendar_feed WHERE secret = $1`, hash)
}

func makerOfFeed(ctx context.Context, tx *db.Tx, personID string) (string, error) {
	maker, _, err := db.Maybe[string](ctx, tx, `SELECT made_by FROM calendar_feed
		WHERE person_id = $1`, personID)
	return maker, err
}

// firstReading reports whether an address is read for the first time that day.
func firstReading(ctx context.Context, tx *db.Tx, hash string, on clock.Date) (bool, error) {
	n, err := tx.Exec(ctx, `UPDATE calendar_feed SET read_on = $1 WHERE secret = $2 AND (read_on IS NULL
		OR read_on <> $1)`, on, hash)
	return n == 1, err
}

// everBetween gives all bookings of some days, also those that came to nothing.
func everBetween(ctx context.Context, tx *db.Tx, personID string, from, to clock.Date) ([]Booking, error) {
	return db.All[Booking](ctx, tx, `SELECT `+bookingColumns+` FROM booking
		WHERE person_id = $1 AND day >= $2 AND day <= $3 ORDER BY day, id`, personID, from, to)
}
