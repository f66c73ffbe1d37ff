package bookings

import (
	"context"

	"ourdays/internal/platform/db"
)

// marksOf gives the marks of a session's places, by place.
func marksOf(ctx context.Context, tx *db.Tx, sessionID string) (map[string]Mark, error) {
	list, err := db.All[Mark](ctx, tx, `SELECT booking_id, code, towards, note, marked, actor FROM register_mark
		WHERE booking_id IN (SELECT id FROM booking WHERE session_id = $1)`, sessionID)
	by := map[string]Mark{}
	for _, m := range list {
		by[m.BookingID] = m
	}
	return by, err
}

func saveMarks(ctx context.Context, tx *db.Tx, list []Entry, actor string) error {
	for len(list) > 0 {
		part := list[:min(rowsAtOnce, len(list))]
		list = list[len(part):]
		var args []any
		for _, e := range part {
			args = append(args, e.BookingID, e.Code, e.Towards, e.Note, tx.Now, actor)
		}
		_, err := tx.Exec(ctx, `INSERT INTO register_mark (booking_id, code, towards, note, marked, actor)
			VALUES `+db.Values(len(part), 6)+`
			ON CONFLICT (booking_id) DO UPDATE SET code = excluded.code, towards = excluded.towards,
			note = excluded.note,
				marked = excluded.marked, actor = excluded.actor`, args...)
		if err != nil {
			return err
		}
	}
	return nil
}

func dropMarks(ctx context.Context, tx *db.Tx, sessionID string) error {
	_, err := tx.Exec(ctx, `DELETE FROM register_mark WHERE booking_id IN (SELECT id FROM booking
		WHERE session_id = $1)`, sessionID)
	return err
}
