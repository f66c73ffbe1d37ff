package bookings

import (
	"context"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
)

const bookingColumns = `id, person_id, session_id, placement_id, status, ratio, support, price, budget_id, outcomes, day, made`

// rowsAtOnce bounds one statement's arguments.
const rowsAtOnce = 200

func insertBookings(ctx context.Context, tx *db.Tx, list []Booking) error {
	for len(list) > 0 {
		part := list[:min(rowsAtOnce, len(list))]
		list = list[len(part):]
		var args []any
		for _, b := range part {
			args = append(args, b.ID, b.PersonID, b.SessionID, b.PlacementID, b.Status, b.Ratio, b.Support, b.Price, b.BudgetID, b.Outcomes, b.Day, b.Made)
		}
		if _, err := tx.Exec(ctx, `INSERT INTO booking (`+bookingColumns+`) VALUES `+db.Values(len(part), 12), args...); err != nil {
			return err
		}
	}
	return nil
}

func liveOfPlacement(ctx context.Context, tx *db.Tx, placementID string, from clock.Date) ([]Booking, error) {
	return db.All[Booking](ctx, tx, `SELECT `+bookingColumns+` FROM booking
		WHERE placement_id = $1 AND day >= $2 AND status = $3 ORDER BY day, id`, placementID, from, Confirmed)
}

func cancelOfPlacement(ctx context.Context, tx *db.Tx, placementID string, from clock.Date) error {
	_, err := tx.Exec(ctx, `UPDATE booking SET status = $1 WHERE placement_id = $2 AND day >= $3 AND status = $4`,
		Cancelled, placementID, from, Confirmed)
	return err
}

func bookingsBetween(ctx context.Context, tx *db.Tx, personID string, from, to clock.Date) ([]Booking, error) {
	return db.All[Booking](ctx, tx, `SELECT `+bookingColumns+` FROM booking
		WHERE person_id = $1 AND day >= $2 AND day <= $3 AND status = $4 ORDER BY day, id`, personID, from, to, Confirmed)
}

type inSession struct{ SessionID, PersonID string }

func whoIsIn(ctx context.Context, tx *db.Tx, people, sessions []string) ([]inSession, error) {
	args := append(db.Anys(people), db.Anys(sessions)...)
	return db.All[inSession](ctx, tx, `SELECT session_id, person_id FROM booking
		WHERE person_id IN (`+db.In(1, len(people))+`) AND session_id IN (`+db.In(len(people)+1, len(sessions))+`)
		AND status = 'confirmed' ORDER BY session_id, person_id`, args...)
}

type miscount struct {
	ID    string
	Taken int
	Live  int
}

func miscounted(ctx context.Context, tx *db.Tx) ([]miscount, error) {
	return db.All[miscount](ctx, tx, `SELECT s.id, s.taken, count(b.id) AS live FROM session s
		LEFT JOIN booking b ON b.session_id = s.id AND b.status = 'confirmed'
		GROUP BY s.id, s.taken HAVING s.taken <> count(b.id) ORDER BY s.id`)
}
