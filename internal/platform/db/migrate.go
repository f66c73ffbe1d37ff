package db

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed migrations
var migrations embed.FS

// Migrate brings the schema to the newest version and names what it applied.
// Several processes may call it at once: PostgreSQL takes an advisory lock,
// SQLite a lock on a file beside the database.
func (d *DB) Migrate(ctx context.Context) ([]string, error) {
	unlock, err := d.lockFile()
	if err != nil {
		return nil, err
	}
	applied, err := d.migrate(ctx)
	return applied, errors.Join(err, unlock())
}

func (d *DB) migrate(ctx context.Context) ([]string, error) {
	p, err := d.provider()
	if err != nil {
		return nil, err
	}
	results, err := p.Up(ctx)
	if err != nil {
		return nil, fmt.Errorf("migrate: %w", err)
	}
	var names []string
	for _, r := range results {
		names = append(names, r.Source.Path)
	}
	return names, nil
}

// Pending says whether the schema lacks a migration that this program needs.
func (d *DB) Pending(ctx context.Context) (bool, error) {
	p, err := d.provider()
	if err != nil {
		return false, err
	}
	pending, err := p.HasPending(ctx)
	if err != nil {
		return false, fmt.Errorf("look for migrations: %w", err)
	}
	return pending, nil
}

func (d *DB) provider() (*goose.Provider, error) {
	dir, err := fs.Sub(migrations, "migrations/"+string(d.engine))
	if err != nil {
		return nil, fmt.Errorf("migrate: %w", err)
	}
	options := []goose.ProviderOption{goose.WithAllowOutofOrder(true)}
	dialect := goose.DialectSQLite3
	if d.engine == Postgres {
		dialect = goose.DialectPostgres
		locker, err := lock.NewPostgresSessionLocker()
		if err != nil {
			return nil, fmt.Errorf("migrate: %w", err)
		}
		options = append(options, goose.WithSessionLocker(locker))
	}
	p, err := goose.NewProvider(dialect, d.write, dir, options...)
	if err != nil {
		return nil, fmt.Errorf("migrate: %w", err)
	}
	return p, nil
}

// lockFile holds SQLITE-FILE.lock until the returned function is called; where
// there is no file it does nothing.
func (d *DB) lockFile() (func() error, error) {
	if d.path == "" { // PostgreSQL, or in memory
		return func() error { return nil }, nil
	}
	f, err := os.OpenFile(d.path+".lock", os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock database for migration: %w", err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX); err != nil {
		return nil, errors.Join(fmt.Errorf("lock database for migration: %w", err), f.Close())
	}
	return f.Close, nil
}
