package framework

import (
	"context"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
)

func insertRate(ctx context.Context, tx *db.Tx, r Rate) error {
	_, err := tx.Exec(ctx, `INSERT INTO rate (id, activity_id, ratio, price, benchmark, reason, starts) VALUES `+db.Values(1, 7),
		r.ID, r.ActivityID, r.Ratio, r.Price, r.Benchmark, r.Reason, r.Starts)
	return err
}

func ratesOn(ctx context.Context, tx *db.Tx, on clock.Date) ([]Rate, error) {
	return db.All[Rate](ctx, tx, `SELECT id, activity_id, ratio, price, benchmark, reason, starts FROM (
		SELECT *, row_number() OVER (PARTITION BY activity_id, ratio ORDER BY starts DESC, id DESC) AS place
		FROM rate WHERE starts <= $1) AS r WHERE place = 1 ORDER BY activity_id, ratio`, on)
}

func ratesFor(ctx context.Context, tx *db.Tx, ids []string, on clock.Date) ([]Rate, error) {
	return db.All[Rate](ctx, tx, `SELECT id, activity_id, ratio, price, benchmark, reason, starts FROM (
		SELECT *, row_number() OVER (PARTITION BY activity_id, ratio ORDER BY starts DESC, id DESC) AS place
		FROM rate WHERE starts <= $1 AND activity_id IN (`+db.In(2, len(ids))+`)) AS r WHERE place = 1 ORDER BY activity_id, ratio`,
		append([]any{on}, db.Anys(ids)...)...)
}

func ratesOf(ctx context.Context, tx *db.Tx, activityID string, on clock.Date) ([]Rate, error) {
	return db.All[Rate](ctx, tx, `SELECT id, activity_id, ratio, price, benchmark, reason, starts FROM (
		SELECT *, row_number() OVER (PARTITION BY ratio ORDER BY starts DESC, id DESC) AS place
		FROM rate WHERE activity_id = $1 AND starts <= $2) AS r WHERE place = 1 ORDER BY ratio`, activityID, on)
}

func changesOf(ctx context.Context, tx *db.Tx, activityID string, from, to clock.Date) ([]clock.Date, error) {
	return db.All[clock.Date](ctx, tx, `SELECT DISTINCT starts FROM rate WHERE activity_id = $1 AND starts >= $2 AND starts <= $3 ORDER BY starts`,
		activityID, from, to)
}
