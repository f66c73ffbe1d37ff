package framework

import (
	"context"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
)

func insertRate(ctx context.Context, tx *db.Tx, r Rate) error {
	_, err := tx.Exec(ctx, `INSERT INTO rate (id, activity_id, ratio, price, benchmark, reason, starts, set_by,
		set_on)
		VALUES `+db.Values(1, 9),
		r.ID, r.ActivityID, r.Ratio, r.Price, r.Benchmark, r.Reason, r.Starts, r.SetBy, r.SetOn)
	return err
}

// turnOf counts the changes of an activity's rates.
func turnOf(ctx context.Context, tx *db.Tx, activityID string) (int, error) {
	n, _, err := db.Maybe[int](ctx, tx, `SELECT turn FROM rate_turn WHERE activity_id = $1`, activityID)
	return n, err
}

// turnOn counts one more change.
func turnOn(ctx context.Context, tx *db.Tx, activityID string) error {
	_, err := tx.Exec(ctx, `INSERT INTO rate_turn (activity_id, turn) VALUES ($1, 1)
		ON CONFLICT (activity_id) DO UPDATE SET turn = rate_turn.turn + 1`, activityID)
	return err
}

// turnFrom counts one more change if there were none since a count; of two at
// once the second waits, and finds that there was one.
func turnFrom(ctx context.Context, tx *db.Tx, activityID string, since int) (bool, error) {
	if since < 0 {
		return false, nil
	}
	n, err := tx.Exec(ctx, `INSERT INTO rate_turn (activity_id, turn) VALUES ($1, 1)
		ON CONFLICT (activity_id) DO UPDATE SET turn = rate_turn.turn + 1
		WHERE rate_turn.turn = $2`, activityID, since)
	return n == 1, err
}

// allRates lists every rate of an activity, by ratio, the one that begins last
// first; of two that begin together the newer.
func allRates(ctx context.Context, tx *db.Tx, activityID string) ([]Rate, error) {
	return db.All[Rate](ctx, tx, `SELECT id, activity_id, ratio, price, benchmark, reason, starts, set_by,
		set_on FROM rate
		WHERE activity_id = $1 ORDER BY ratio, starts DESC, id DESC`, activityID)
}

func ratesOn(ctx context.Context, tx *db.Tx, on clock.Date) ([]Rate, error) {
	return db.All[Rate](ctx, tx, `SELECT id, activity_id, ratio, price, benchmark, reason, starts FROM (
		SELECT *, row_number() OVER (PARTITION BY activity_id, ratio ORDER BY starts DESC, id DESC) AS place
		FROM rate WHERE starts <= $1) AS r WHERE place = 1 ORDER BY activity_id, ratio`, on)
}

func ratesFor(ctx context.Context, tx *db.Tx, ids []string, on clock.Date) ([]Rate, error) {
	return db.All[Rate](ctx, tx, `SELECT id, activity_id, ratio, price, benchmark, reason, starts FROM (
		SELECT *, row_number() OVER (PARTITION BY activity_id, ratio ORDER BY starts DESC, id DESC) AS place
		FROM rate WHERE starts <= $1 AND activity_id IN (`+db.In(2, len(ids))+`)) AS r WHERE place = 1
		ORDER BY activity_id, ratio`,
		append([]any{on}, db.Anys(ids)...)...)
}

func ratesOf(ctx context.Context, tx *db.Tx, activityID string, on clock.Date) ([]Rate, error) {
	return db.All[Rate](ctx, tx, `SELECT id, activity_id, ratio, price, benchmark, reason, starts FROM (
		SELECT *, row_number() OVER (PARTITION BY ratio ORDER BY starts DESC, id DESC) AS place
		FROM rate WHERE activity_id = $1 AND starts <= $2) AS r WHERE place = 1 ORDER BY ratio`, activityID, on)
}

func ratesOfEach(ctx context.Context, tx *db.Tx, activityIDs []string, on clock.Date) ([]Rate, error) {
	return db.All[Rate](ctx, tx, `SELECT id, activity_id, ratio, price, benchmark, reason, starts FROM (
		SELECT *, row_number() OVER (PARTITION BY activity_id, ratio ORDER BY starts DESC, id DESC) AS place
		FROM rate WHERE activity_id IN (`+db.In(2, len(activityIDs))+`) AND starts <= $1) AS r WHERE place = 1
		ORDER BY activity_id, ratio`, append([]any{on}, db.Anys(activityIDs)...)...)
}

func changesOf(ctx context.Context, tx *db.Tx, activityID string, from, to clock.Date) ([]clock.Date, error) {
	return db.All[clock.Date](ctx, tx, `SELECT DISTINCT starts FROM rate WHERE activity_id = $1
		AND starts >= $2 AND starts <= $3 ORDER BY starts`,
		activityID, from, to)
}
