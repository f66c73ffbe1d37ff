// Package jobs does slow and outside work later: a row is written in the same
// transaction as its cause, and a worker of any serving process takes it.
//
// A job may run more than once (a worker can die after the work and before it
// says so), so handlers must be safe to repeat. The body is removed when the
// job is done, and when it has been tried for the last time; one that failed for
// good is counted apart from those that wait, so that somebody looks.
package jobs

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"ourdays/internal/platform/db"
)

// Handler does the work of one job from its body. Its error is logged and kept,
// so it must hold no personal data.
type Handler func(ctx context.Context, body string) error

// Runner takes jobs and hands them to the handlers of their kind.
type Runner struct {
	DB       *db.DB
	Log      *slog.Logger
	Handlers map[string]Handler
}

// lease is how long a worker may hold a job before another may take it; tries
// how often a job is tried.
const (
	lease = 2 * time.Minute
	tries = 8
)

// Add writes a job, due now, in the transaction of its cause.
func Add(ctx context.Context, tx *db.Tx, kind, body string) error {
	_, err := tx.Exec(ctx, `INSERT INTO job (id, kind, body, due) VALUES ($1, $2, $3, $4)`, tx.NewID(), kind,
		body, tx.Now)
	return err
}

type row struct {
	ID, Kind, Body string
	Attempts       int
}

// RunDue does every job that is due and says how many succeeded.
func (r *Runner) RunDue(ctx context.Context) (int, error) {
	n := 0
	for {
		j, found, err := r.take(ctx)
		if err != nil || !found {
			return n, err
		}
		done, err := r.do(ctx, j)
		if err != nil {
			return n, err
		}
		if done {
			n++
		}
	}
}

// take leases the next job that is due. The conditional update lets only one
// worker have it.
func (r *Runner) take(ctx context.Context) (j row, found bool, err error) {
	err = r.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		j, found, err = db.Maybe[row](ctx, tx, `SELECT id, kind, body, attempts FROM job
			WHERE done IS NULL AND due <= $1 AND (leased IS NULL OR leased < $2) AND attempts < $3
			ORDER BY due, id LIMIT 1`, tx.Now, tx.Now.Add(-lease), tries)
		if err != nil {
			return err
		}
		if !found {
			return forget(ctx, tx)
		}
		n, err := tx.Exec(ctx,
			`UPDATE job SET leased = $1, attempts = attempts + 1 WHERE id = $2 AND attempts = $3`,
			tx.Now, j.ID, j.Attempts)
		found = n == 1
		return err
	})
	return j, found, err
}

// forget removes the bodies of jobs whose last try is over: its worker died, or
// was of a release that kept them.
func forget(ctx context.Context, tx *db.Tx) error {
	_, err := tx.Exec(ctx, `UPDATE job SET body = '', leased = NULL,
			trouble = CASE WHEN leased IS NULL THEN trouble ELSE 'the worker died in the last try' END
		WHERE done IS NULL AND attempts >= $1 AND body <> '' AND (leased IS NULL OR leased < $2)`, tries,
		tx.Now.Add(-lease))
	return err
}

// do does a job that was taken and says whether it succeeded. One that failed is
// given back, unless another has taken it meanwhile.
func (r *Runner) do(ctx context.Context, j row) (done bool, err error) {
	h := r.Handlers[j.Kind]
	var trouble error
	if h == nil {
		trouble = fmt.Errorf("no handler for jobs of kind %q", j.Kind)
	} else {
		trouble = h(ctx, j.Body)
	}
	return trouble == nil, r.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if trouble == nil {
			_, err := tx.Exec(ctx, `UPDATE job SET done = $1, body = '', trouble = '' WHERE id = $2`, tx.Now, j.ID)
			return err
		}
		r.Log.Warn("job", slog.String("kind", j.Kind), slog.String("id", j.ID), slog.Any("error", trouble))
		wait := time.Duration(1<<j.Attempts) * time.Second
		_, err := tx.Exec(ctx,
			`UPDATE job SET leased = NULL, due = $1, trouble = $2, body = CASE WHEN attempts >= $3 THEN '' ELSE body END
			WHERE id = $4 AND attempts = $5`, tx.Now.Add(wait), trouble.Error(), tries, j.ID, j.Attempts+1)
		return err
	})
}

// Counts are the jobs that are not done.
type Counts struct {
	Waiting int // to be tried, or being tried
	GivenUp int // failed for good: nobody will try them again
}

// Count counts them, for the metrics.
func Count(ctx context.Context, tx *db.Tx) (Counts, error) {
	return db.One[Counts](ctx, tx, `SELECT count(*) FILTER (WHERE attempts < $1 OR leased IS NOT NULL) AS waiting,
		count(*) FILTER (WHERE attempts >= $1 AND leased IS NULL) AS given_up
		FROM job WHERE done IS NULL`, tries)
}

// Loop runs due jobs until the context ends.
func (r *Runner) Loop(ctx context.Context, every time.Duration) {
	t := time.NewTicker(every)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		}
		if _, err := r.RunDue(ctx); err != nil && ctx.Err() == nil {
			r.Log.Error("run jobs", slog.Any("error", err))
		}
	}
}
