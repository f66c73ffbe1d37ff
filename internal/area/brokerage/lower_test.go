package brokerage_test

import (
	"context"
	"testing"

	"ourdays/internal/area/access"
	"ourdays/internal/area/brokerage"
	"ourdays/internal/area/directory"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/pence"
)

// lower stands in for the areas below that are not built yet. What it counts
// is in the database, so that a refused act takes it back as theirs will.
type lower struct {
	directory *directory.Service
	plan      brokerage.Plan
	outcomes  []brokerage.Outcome
	rates     map[string][]brokerage.Rate
}

const lowerTables = `CREATE TABLE IF NOT EXISTS test_budget (id TEXT PRIMARY KEY, ends TEXT, available BIGINT CHECK (available >= 0),
	held BIGINT CHECK (held >= 0), committed BIGINT CHECK (committed >= 0))`

func newLower(t *testing.T, d *db.DB, dir *directory.Service) *lower {
	t.Helper()
	err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		for _, text := range []string{lowerTables, `CREATE TABLE IF NOT EXISTS test_movement (key TEXT PRIMARY KEY)`,
			`CREATE TABLE IF NOT EXISTS test_booking (placement TEXT, session TEXT, day TEXT, support BIGINT)`,
			`INSERT INTO test_budget VALUES ('b', '2027-01-24', 200000, 0, 0)`} {
			if _, err := tx.Exec(ctx, text); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return &lower{directory: dir, rates: map[string][]brokerage.Rate{}}
}

func (l *lower) Current(_ context.Context, _ *db.Tx, personID string) (brokerage.Plan, bool, error) {
	return l.plan, l.plan.PersonID == personID, nil
}

func (l *lower) OutcomesOf(context.Context, *db.Tx, string) ([]brokerage.Outcome, error) {
	return l.outcomes, nil
}

func (l *lower) CheckReady(context.Context, *db.Tx, string) error {
	if len(l.outcomes) == 0 {
		return fail.Fields(fail.Field{Name: "outcome", Key: "brokerage.refer.no_outcome"})
	}
	return nil
}

func (l *lower) RatesOn(context.Context, *db.Tx, clock.Date) (map[string][]brokerage.Rate, error) {
	return l.rates, nil
}

type budgetRow struct {
	ID                         string
	Ends                       string
	Available, Held, Committed pence.Pence
}

func (l *lower) BudgetOf(ctx context.Context, tx *db.Tx, _ string, _ clock.Date) (brokerage.Budget, bool, error) {
	r, found, err := db.Maybe[budgetRow](ctx, tx, `SELECT id, ends, available, held, committed FROM test_budget`)
	if err != nil || !found {
		return brokerage.Budget{}, false, err
	}
	to, err := clock.ParseDate(r.Ends)
	return brokerage.Budget{ID: r.ID, To: to, Available: r.Available, Held: r.Held, Committed: r.Committed}, true, err
}

// shift moves money once for each key; nothing goes below zero.
func shift(ctx context.Context, tx *db.Tx, key string, available, held, committed pence.Pence) error {
	if _, err := tx.Exec(ctx, `INSERT INTO test_movement VALUES ($1)`, key); err != nil {
		return err
	}
	n, err := tx.Exec(ctx, `UPDATE test_budget SET available = available + $1, held = held + $2, committed = committed + $3
		WHERE available + $1 >= 0 AND held + $2 >= 0 AND committed + $3 >= 0`, int64(available), int64(held), int64(committed))
	if err == nil && n == 0 {
		err = fail.New(fail.Full, "funds.refused.budget")
	}
	return err
}

func (l *lower) Hold(ctx context.Context, tx *db.Tx, _ string, n pence.Pence, key string) error {
	return shift(ctx, tx, key, -n, n, 0)
}

func (l *lower) ReleaseHold(ctx context.Context, tx *db.Tx, _ string, n pence.Pence, key string) error {
	return shift(ctx, tx, key, n, -n, 0)
}

func (l *lower) Commit(ctx context.Context, tx *db.Tx, _ string, n pence.Pence, key string) error {
	return shift(ctx, tx, key, 0, -n, n)
}

func (l *lower) CommitDirect(ctx context.Context, tx *db.Tx, _ string, n pence.Pence, key string) error {
	return shift(ctx, tx, key, -n, 0, n)
}

func (l *lower) ReleaseCommitted(ctx context.Context, tx *db.Tx, _ string, n pence.Pence, key string) error {
	return shift(ctx, tx, key, n, 0, -n)
}

func (l *lower) BookSeries(ctx context.Context, tx *db.Tx, _ access.Actor, s brokerage.Series) error {
	list, err := l.directory.SessionsOfSchedule(ctx, tx, s.ScheduleID, s.From, s.To)
	if err != nil {
		return err
	}
	support := 0
	if s.Ratio > 0 {
		support = directory.WholeWorker / s.Ratio
	}
	for _, ses := range list {
		if err := l.directory.Take(ctx, tx, ses.ID, 1, support); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `INSERT INTO test_booking VALUES ($1,$2,$3,$4)`, s.PlacementID, ses.ID, ses.Date.String(), support); err != nil {
			return err
		}
	}
	return nil
}

type bookingRow struct {
	Session string
	Support int
}

func (l *lower) CancelSeries(ctx context.Context, tx *db.Tx, _ access.Actor, placementID string, from clock.Date) error {
	list, err := db.All[bookingRow](ctx, tx, `SELECT session, support FROM test_booking WHERE placement = $1 AND day >= $2`, placementID, from.String())
	if err != nil {
		return err
	}
	for _, b := range list {
		if err := l.directory.Release(ctx, tx, b.Session, 1, b.Support); err != nil {
			return err
		}
	}
	_, err = tx.Exec(ctx, `DELETE FROM test_booking WHERE placement = $1 AND day >= $2`, placementID, from.String())
	return err
}

func (l *lower) FriendsIn(context.Context, *db.Tx, string, []string) (map[string][]string, error) {
	return map[string][]string{}, nil
}
