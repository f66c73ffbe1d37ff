package bookings

import (
	"context"
	"strings"

	"ourdays/internal/area/framework"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/pence"
)

// recordedWithoutRegister finds sessions that only a closed register can have left so.
func recordedWithoutRegister(ctx context.Context, tx *db.Tx) ([]string, error) {
	return db.All[string](ctx, tx, `SELECT DISTINCT b.session_id FROM booking b WHERE b.status = 'recorded'
		AND NOT EXISTS (SELECT 1 FROM register r WHERE r.session_id = b.session_id) ORDER BY b.session_id`)
}

// settling is what a register made of a place.
type settling struct {
	ID         string
	Attendance framework.Code
	Price      pence.Pence
	Paid       pence.Pence
	Charged    int
}

// paidOtherwise finds recorded places that are paid or charged otherwise than the
// terms say of their code, and those whose code the terms do not know. What is
// paid for some weeks only may be unpaid.
func paidOtherwise(ctx context.Context, tx *db.Tx, terms framework.Terms) ([]settling, error) {
	var rows []string
	var args []any
	for _, code := range framework.Codes() {
		m := terms.Codes[code]
		rows = append(rows, castRow(len(args), "text", "bigint", "bigint", "bigint"))
		args = append(args, code, m.Payable, m.WeeksPaid, charged(m))
	}
	return db.All[settling](ctx, tx, `WITH t (code, payable, weeks, charged)
		AS (VALUES `+strings.Join(rows, ",")+`) SELECT b.id, b.attendance, b.price, b.paid, b.charged FROM booking b LEFT JOIN t ON t.code = b.attendance
		WHERE b.status = 'recorded' AND (t.code IS NULL OR b.charged <> t.charged
			OR b.paid <> (b.price * t.payable + 50) / 100 AND (t.weeks = 0 OR b.paid <> 0))
		ORDER BY b.id`, args...)
}
