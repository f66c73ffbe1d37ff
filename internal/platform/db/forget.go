package db

import (
	"context"
	"time"
)

// ForgottenAtOnce bounds how many rows one transaction removes: nobody who writes
// meanwhile waits for more.
const ForgottenAtOnce = 500

// PressesKept is how long it is known where a form led: longer than anybody leaves a
// tab open and presses again, over a weekend or a week away. A form that is older is
// refused.
const PressesKept = 7 * 24 * time.Hour

// Forget removes what is older than it is kept, part by part, and says how much it was.
// The statement removes at most $2 rows, of before $1, the oldest first: processes that
// forget at once then come to the same rows in the same order, and wait instead of
// holding what the other wants.
func (d *DB) Forget(ctx context.Context, kept time.Duration, text string) (int, error) {
	sum := 0
	for {
		var n int64
		err := d.InTx(ctx, func(ctx context.Context, tx *Tx) (err error) {
			n, err = tx.Exec(ctx, text, tx.Now.Add(-kept), ForgottenAtOnce)
			return err
		})
		sum += int(n)
		if err != nil || n < ForgottenAtOnce {
			return sum, err
		}
	}
}

// ForgetPresses removes where forms led long ago.
func (d *DB) ForgetPresses(ctx context.Context) (int, error) {
	return d.Forget(ctx, PressesKept, `DELETE FROM form_press WHERE key IN (SELECT key FROM form_press
		WHERE pressed < $1 ORDER BY pressed LIMIT $2)`)
}
