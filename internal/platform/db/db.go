// Package db is the one door to the database, SQLite or PostgreSQL.
//
// There is one SQL text for both, with $1 placeholders; what the engines do
// differently without saying so is banned (docs/sql.md). A write goes through
// InTx and nothing else: it stamps one instant, retries what the engine asks
// to retry, and refuses to nest. SQLite runs in WAL with full syncing, one
// writer and several readers.
package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/id"
)

// Engine names the database behind a DB.
type Engine string

// The two engines.
const (
	SQLite   Engine = "sqlite"
	Postgres Engine = "postgres"
)

// DB is an open database.
type DB struct {
	engine Engine
	path   string // the file, with SQLite
	write  *sql.DB
	read   *sql.DB
	clock  clock.Clock
	ids    *id.Source
	sw, sr *statements
}

// Options are what a DB is opened with; zero values are the live system.
type Options struct {
	Clock clock.Clock
	IDs   *id.Source
	// Fill opens SQLite without syncing, to fill a new file in one go. Whoever
	// sets it must call Sync before anybody relies on what was written.
	Fill bool
}

// Open opens "sqlite:PATH" or "postgres://…". It does not migrate.
func Open(ctx context.Context, address string, o Options) (*DB, error) {
	d := &DB{clock: o.Clock, ids: o.IDs}
	if d.clock == nil {
		d.clock = clock.System
	}
	if d.ids == nil {
		d.ids = id.Random()
	}
	var err error
	switch scheme, rest, _ := strings.Cut(address, ":"); scheme {
	case "sqlite":
		err = d.openSQLite(rest, o.Fill)
	case "postgres", "postgresql":
		err = d.openPostgres(address)
	default:
		return nil, fmt.Errorf("open database: %q begins neither with sqlite: nor with postgres://",
			redact(address))
	}
	if err != nil {
		return nil, err
	}
	if err := d.read.PingContext(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("open database %s: %w", redact(address), err), d.Close())
	}
	d.sw, d.sr = newStatements(d.engine, d.write), newStatements(d.engine, d.read)
	return d, nil
}

// redact removes a password from a database address.
func redact(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return "(unreadable address)"
	}
	return u.Redacted()
}

// Close closes the database.
func (d *DB) Close() error {
	if d.write == d.read {
		return d.write.Close()
	}
	return errors.Join(d.read.Close(), d.write.Close())
}

// Engine says which engine this is.
func (d *DB) Engine() Engine { return d.engine }

// Path is the SQLite file; empty with PostgreSQL.
func (d *DB) Path() string { return d.path }

// Clock gives the clock that stamps transactions.
func (d *DB) Clock() clock.Clock { return d.clock }

// SetClock changes the clock, for tests and for building a demo's past. It
// must not be called while transactions run.
func (d *DB) SetClock(c clock.Clock) { d.clock = c }

// Pool gives the pool behind writes, for migrations and backups only.
func (d *DB) Pool() *sql.DB { return d.write }

// Ping asks whether the database answers.
func (d *DB) Ping(ctx context.Context) error {
	if err := d.read.PingContext(ctx); err != nil {
		return fmt.Errorf("ping database: %w", err)
	}
	return nil
}

type inTx struct{}

// errNested is a programming mistake: a verb opened a second transaction.
var errNested = errors.New("a transaction was opened inside a transaction: pass tx on instead")

// attempts is how often a transaction is tried when the engine asks to retry.
const attempts = 8

// InTx runs f in one transaction, with one instant for all of it. f may run
// more than once, so it must change nothing outside the transaction.
func (d *DB) InTx(ctx context.Context, f func(ctx context.Context, tx *Tx) error) error {
	if ctx.Value(inTx{}) != nil {
		return errNested
	}
	ctx = context.WithValue(ctx, inTx{}, true)
	for try := 1; ; try++ {
		err := d.once(ctx, f)
		if err == nil || try == attempts || !shouldRetry(err) {
			return err
		}
		if err := pause(ctx, time.Duration(try*try)*5*time.Millisecond); err != nil {
			return err
		}
	}
}

func pause(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (d *DB) once(ctx context.Context, f func(context.Context, *Tx) error) (err error) {
	t, err := d.write.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer func() { err = errors.Join(err, ignoreDone(t.Rollback())) }()
	tx := &Tx{Now: d.clock(), tx: t, db: d, kept: d.sw}
	if err := tx.claimForm(ctx); err != nil {
		return err
	}
	if err := f(ctx, tx); err != nil {
		return err
	}
	if err := t.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	settleForm(ctx)
	d.sw.prepare(ctx, tx.missed)
	return nil
}

// ignoreDone forgives rolling back what is already committed or ended.
func ignoreDone(err error) error {
	if errors.Is(err, sql.ErrTxDone) {
		return nil
	}
	return err
}

// Read runs f in one read-only transaction: all it reads is of one moment.
func (d *DB) Read(ctx context.Context, f func(ctx context.Context, tx *Tx) error) error {
	t, err := d.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true, Isolation: d.readIsolation()})
	if err != nil {
		return fmt.Errorf("begin read: %w", err)
	}
	tx := &Tx{Now: d.clock(), tx: t, db: d, kept: d.sr}
	err = errors.Join(f(ctx, tx), ignoreDone(t.Rollback()))
	if err != nil {
		return err
	}
	d.sr.prepare(ctx, tx.missed)
	return nil
}

func (d *DB) readIsolation() sql.IsolationLevel {
	if d.engine == Postgres {
		return sql.LevelRepeatableRead
	}
	return sql.LevelDefault
}
