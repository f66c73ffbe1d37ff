package bookings_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"ourdays/internal/area/framework"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
)

// No verb brings about what the check is there for, so each row breaks the stored
// data by hand, in a transaction that is taken back.
func TestTheCheckOfBookingsSpeaks(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 10)
		jo := l.person(t, "Jo")
		l.placed(t, jo, 2450)
		clay := l.atTheHour(t, 10*60, 11*60)[1]
		if _, err := l.bookings.Book(t.Context(), jo, clay.ID, jo.PersonID); err != nil {
			t.Fatal(err)
		}
		bowling := l.sessions[1].ID
		l.closeWith(t, 0, framework.Attended)
		l.sound(t)
		done := l.paid(t, 0, "Jo").ID
		for name, c := range map[string]struct {
			harm string
			args []any
			want string
		}{
			"paid too little":        {`UPDATE booking SET paid = 2449 WHERE id = $1`, []any{done}, "is paid 24.49"},
			"paid for nothing":       {`UPDATE booking SET attendance = 'absent_in_time' WHERE id = $1`, []any{done}, "is paid 24.50"},
			"not charged":            {`UPDATE booking SET charged = 0 WHERE id = $1`, []any{done}, "charged 0 times"},
			"a code that is unknown": {`UPDATE booking SET attendance = 'asleep' WHERE id = $1`, []any{done}, `recorded as "asleep"`},
			"a register that is gone": {`DELETE FROM register WHERE session_id = $1`, []any{l.sessions[0].ID},
				"its register is not closed"},
			"a place too many": {`UPDATE session SET taken = taken + 1 WHERE id = $1`, []any{bowling},
				"2 places are taken, 1 bookings are live"},
			"two at one time": {`UPDATE session SET starts = (SELECT starts FROM session WHERE id = $1),
				ends = (SELECT ends FROM session WHERE id = $1) WHERE id = $2`, []any{bowling, clay.ID}, "of one person overlap"},
			"a place at what is off": {`UPDATE session SET status = 'cancelled' WHERE id = $1`, []any{bowling}, "was called off"},
			"waiting for nobody":     {`UPDATE booking SET waits_for = '' WHERE session_id = $1`, []any{bowling}, "does not wait"},
		} {
			if got := l.breachesAfter(t, c.harm, c.args...); !strings.Contains(got, c.want) {
				t.Errorf("%s: the check says %q, not %q", name, got, c.want)
			}
		}
	})
}

// breachesAfter is what the check says once a change is made, which is then taken back.
func (l *lane) breachesAfter(t testing.TB, change string, args ...any) string {
	t.Helper()
	var said []string
	takenBack := errors.New("taken back")
	err := l.d.InTx(context.Background(), func(ctx context.Context, tx *db.Tx) error {
		if n, err := tx.Exec(ctx, change, args...); err != nil || n != 1 {
			t.Fatalf("%s changes %d rows: %v", change, n, err)
		}
		found, err := l.bookings.Breaches(ctx, tx)
		if said = found; err != nil {
			return err
		}
		return takenBack
	})
	if !errors.Is(err, takenBack) {
		t.Fatal(err)
	}
	return strings.Join(said, "\n")
}
