package db

import (
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
	sqlite "modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// openSQLite opens one writer and several readers on the same file.
func (d *DB) openSQLite(path string, fill bool) error {
	if path == InMemory {
		return d.openMemory()
	}
	if path == "" || strings.Contains(path, "?") {
		return fmt.Errorf("open database: %q is not the path of a file", path)
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return fmt.Errorf("open database: %w", err)
	}
	d.engine, d.path = SQLite, abs
	sync := "FULL"
	if fill {
		sync = "OFF"
	}
	if d.write, err = sql.Open("sqlite", dsn(abs, sync, false)); err != nil {
		return fmt.Errorf("open database: %w", err)
	}
	d.write.SetMaxOpenConns(1)
	if d.read, err = sql.Open("sqlite", dsn(abs, sync, true)); err != nil {
		return fmt.Errorf("open database: %w", err)
	}
	readers := max(4, runtime.NumCPU())
	d.read.SetMaxOpenConns(readers)
	d.read.SetMaxIdleConns(readers)
	return nil
}

// InMemory is the path of a SQLite database that lives in the memory of the
// process and ends with it, unless SaveTo writes it into a file. Each that is
// opened is one of its own.
const InMemory = ":memory:"

// openMemory opens the one connection that such a database has. It is a file
// that lies in memory (vfs memdb), not SQLite's own :memory:, because that
// walks through all its pages at a commit, so that filling costs the square of
// what is filled. The name must not begin with a slash: then it would be
// shared between all that open it.
func (d *DB) openMemory() error {
	q := url.Values{"vfs": {"memdb"}, "_txlock": {"immediate"},
		"_pragma": {"journal_mode(MEMORY)", "foreign_keys(1)", "temp_store(MEMORY)", "cache_size(-16000)"}}
	pool, err := sql.Open("sqlite", "file:ourdays?"+q.Encode())
	if err != nil {
		return fmt.Errorf("open database: %w", err)
	}
	pool.SetMaxOpenConns(1)
	d.engine, d.write, d.read = SQLite, pool, pool
	return nil
}

func dsn(path, sync string, readOnly bool) string {
	q := url.Values{}
	for _, p := range []string{
		"journal_mode(WAL)", "busy_timeout(10000)", "foreign_keys(1)", "synchronous(" + sync + ")",
		"temp_store(MEMORY)", "cache_size(-32000)",
	} {
		q.Add("_pragma", p)
	}
	if readOnly {
		q.Add("_pragma", "query_only(1)")
	} else {
		q.Set("_txlock", "immediate")
	}
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + q.Encode()
}

func (d *DB) openPostgres(address string) error {
	pool, err := sql.Open("pgx", address)
	if err != nil {
		return fmt.Errorf("open database %s: %w", redact(address), err)
	}
	pool.SetMaxOpenConns(24)
	pool.SetMaxIdleConns(12)
	d.engine, d.write, d.read = Postgres, pool, pool
	return nil
}

// shouldRetry says whether the engine asks for the transaction to be run again.
func shouldRetry(err error) bool {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return pg.Code == "40001" || pg.Code == "40P01"
	}
	var lite *sqlite.Error
	if errors.As(err, &lite) {
		return lite.Code()&0xff == sqlite3.SQLITE_BUSY || lite.Code()&0xff == sqlite3.SQLITE_LOCKED
	}
	return false
}

// IsUnique reports whether a unique key refused the statement.
func IsUnique(err error) bool {
	return isCode(err, "23505", sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY)
}

// IsCheck reports whether a CHECK refused the statement.
func IsCheck(err error) bool { return isCode(err, "23514", sqlite3.SQLITE_CONSTRAINT_CHECK) }

// IsForeignKey reports whether a foreign key refused the statement.
func IsForeignKey(err error) bool {
	return isCode(err, "23503", sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY)
}

func isCode(err error, postgres string, lites ...int) bool {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return pg.Code == postgres
	}
	var lite *sqlite.Error
	if !errors.As(err, &lite) {
		return false
	}
	for _, code := range lites {
		if lite.Code() == code {
			return true
		}
	}
	return false
}
