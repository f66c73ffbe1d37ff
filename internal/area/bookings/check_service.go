package bookings

import (
	"context"
	"fmt"

	"ourdays/internal/area/framework"
	"ourdays/internal/platform/db"
)

// Breaches names sessions whose taken places are not their live bookings, people
// who have two places at one time, places at what was called off, places that do
// not wait for their register, and recorded ones whose register is not closed or
// that are paid or charged otherwise than the terms say of what became of them.
func (s *Service) Breaches(ctx context.Context, tx *db.Tx) (found []string, err error) {
	for _, ask := range []func(context.Context, *db.Tx) ([]string, error){
		waitAstray, atWhatIsOff, twoAtOneTime, takenOtherwise, recordedUnclosed, settledOtherwise} {
		said, err := ask(ctx, tx)
		if err != nil {
			return nil, err
		}
		found = append(found, said...)
	}
	return found, nil
}

// told makes a sentence of each row.
func told[T any](rows []T, err error, sentence func(T) string) ([]string, error) {
	var said []string
	for _, r := range rows {
		said = append(said, sentence(r))
	}
	return said, err
}

func waitAstray(ctx context.Context, tx *db.Tx) ([]string, error) {
	rows, err := waitsWrongly(ctx, tx)
	return told(rows, err, func(id string) string {
		return fmt.Sprintf("booking %s does not wait for the register that settles it", id)
	})
}

func atWhatIsOff(ctx context.Context, tx *db.Tx) ([]string, error) {
	rows, err := liveInOff(ctx, tx)
	return told(rows, err, func(id string) string {
		return fmt.Sprintf("booking %s stands at a session that was called off", id)
	})
}

func twoAtOneTime(ctx context.Context, tx *db.Tx) ([]string, error) {
	rows, err := doubled(ctx, tx)
	return told(rows, err, func(p pair) string {
		return fmt.Sprintf("bookings %s and %s of one person overlap on %s", p.ID, p.Other, p.Day)
	})
}

func takenOtherwise(ctx context.Context, tx *db.Tx) ([]string, error) {
	rows, err := miscounted(ctx, tx)
	return told(rows, err, func(w miscount) string {
		return fmt.Sprintf("session %s: %d places are taken, %d bookings are live", w.ID, w.Taken, w.Live)
	})
}

func recordedUnclosed(ctx context.Context, tx *db.Tx) ([]string, error) {
	rows, err := recordedWithoutRegister(ctx, tx)
	return told(rows, err, func(id string) string {
		return fmt.Sprintf("session %s has recorded places, but its register is not closed", id)
	})
}

func settledOtherwise(ctx context.Context, tx *db.Tx) ([]string, error) {
	rows, err := paidOtherwise(ctx, tx, framework.DefaultTerms())
	return told(rows, err, func(b settling) string {
		return fmt.Sprintf("booking %s of %s, recorded as %q, is paid %s and charged %d times: its terms say otherwise",
			b.ID, b.Price, b.Attendance, b.Paid, b.Charged)
	})
}
