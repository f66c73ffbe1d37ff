// Package dbtest gives tests real databases: SQLite in a file, and a
// PostgreSQL that the test process starts itself from the installed programs
// and that ends with it.
package dbtest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/id"
)

// start is nine o'clock on Tuesday 24 November 2026, the
// instant at which every test stands unless it sets another clock.
var start = clock.InstantOf(time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC))

// Start is the instant of the tests' clock.
func Start() clock.Instant { return start }

// Each runs the body on an empty, migrated SQLite and on an empty, migrated
// PostgreSQL. Where PostgreSQL cannot be started the subtest is skipped with
// the reason; with CI=true it fails.
func Each(t *testing.T, body func(t *testing.T, d *db.DB)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		body(t, SQLite(t))
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		body(t, Postgres(t))
	})
}

// SQLite gives an empty, migrated database in a file of its own.
func SQLite(t testing.TB) *db.DB {
	t.Helper()
	return open(t, sqliteAddress(t))
}

// sqliteAddress gives the address of an empty, migrated file.
func sqliteAddress(t testing.TB) string {
	t.Helper()
	template, err := sqliteTemplate()
	if err != nil {
		t.Fatal(err)
	}
	return sqliteCopy(t, template)
}

// sqliteCopy writes a file of a test's own, and gives its address.
func sqliteCopy(t testing.TB, file []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "test.db")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	return "sqlite:" + path
}

// Example runs the body of a runnable example on an empty, migrated database.
// An example has no test that could fail: what goes wrong panics.
func Example(body func(ctx context.Context, d *db.DB)) {
	ctx := context.Background()
	d, err := db.Open(ctx, "sqlite:"+db.InMemory, db.Options{Clock: clock.Fixed(start), IDs: id.Seeded(1)})
	Must(err)
	defer func() { Must(d.Close()) }()
	_, err = d.Migrate(ctx)
	Must(err)
	body(ctx, d)
}

// Must ends an example in which something went wrong.
func Must(err error) {
	if err != nil {
		panic(err)
	}
}

// Postgres gives an empty, migrated database on the test's own server.
func Postgres(t testing.TB) *db.DB {
	t.Helper()
	return open(t, PostgresAddress(t))
}

// PostgresAddress gives the address of an empty, migrated database, for tests
// that open it more than once.
func PostgresAddress(t testing.TB) string {
	t.Helper()
	return postgresCopy(t, "ourdays_template")
}

// postgresCopy gives the address of a copy of a database that nobody uses.
func postgresCopy(t testing.TB, template string) string {
	t.Helper()
	address, err := newPostgres(template)
	if err != nil {
		NotRun(fmt.Sprintf("tests on PostgreSQL: %v", err))
	}
	if err != nil && os.Getenv("CI") != "true" {
		t.Skipf("no PostgreSQL here: %v", err)
	}
	if err != nil {
		t.Fatalf("no PostgreSQL here: %v", err)
	}
	return address
}

var said sync.Map

// NotRun says what of the tests could not run, and why, once: on the screen and
// in the file that OURDAYS_NOT_RUN names, whose lines test/run.sh prints last.
func NotRun(what string) {
	if _, done := said.LoadOrStore(what, true); done {
		return
	}
	fmt.Fprintln(os.Stderr, "not run:", what)
	path := os.Getenv("OURDAYS_NOT_RUN")
	if path == "" {
		return
	}
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err == nil {
		_, err = fmt.Fprintln(f, "not run:", what)
		err = errors.Join(err, f.Close())
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "note what was not run:", err)
	}
}

// open opens a database at the tests' instant. Each that is opened makes ids of its own.
func open(t testing.TB, address string) *db.DB {
	t.Helper()
	return openAs(t, address, clock.Fixed(start), id.Seeded(seed.Add(1)))
}

// openAs leaves syncing out: a test's file dies with the test, and the machine
// would wait for its disk most of the time. Benchmarks sync as the program does.
func openAs(t testing.TB, address string, c clock.Clock, ids *id.Source) *db.DB {
	t.Helper()
	_, measures := t.(*testing.B)
	d, err := db.Open(t.Context(), address, db.Options{Clock: c, IDs: ids, Fill: !measures})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

var seed atomic.Uint64

// sqliteTemplate migrates one file per process; every test has a copy of it.
var sqliteTemplate = sync.OnceValues(func() (file []byte, err error) {
	dir, err := os.MkdirTemp("", "ourdays-template-")
	if err != nil {
		return nil, fmt.Errorf("make template: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	path := filepath.Join(dir, "template.db")
	ctx := context.Background()
	d, err := db.Open(ctx, "sqlite:"+path, db.Options{Fill: true})
	if err != nil {
		return nil, err
	}
	if _, err := d.Migrate(ctx); err != nil {
		return nil, err
	}
	if err := d.Close(); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})
