package db

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"runtime"
)

// Sync puts all that was written onto the disk: what Options.Fill left out. It
// empties SQLite's log into the file, so that the file alone is the database;
// PostgreSQL has synced at each commit.
func (d *DB) Sync(ctx context.Context) error {
	if d.path == "" {
		return nil
	}
	var busy, logged, moved int
	err := d.write.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &logged, &moved)
	if err != nil {
		return fmt.Errorf("sync database: %w", err)
	}
	if busy != 0 {
		return errors.New("sync database: somebody still reads from it")
	}
	return syncFile(d.path)
}

// SaveTo copies a SQLite database into a new file, and syncs it. It refuses a
// file that is there.
func (d *DB) SaveTo(ctx context.Context, path string) error {
	if d.engine != SQLite {
		return errors.New("save database: only SQLite is a file")
	}
	into := path
	if d.path == "" { // it would be copied into memory, were the disk not named
		into = (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(),
			RawQuery: "vfs=" + onDisk()}).String()
	}
	if _, err := d.write.ExecContext(ctx, "VACUUM INTO ?", into); err != nil {
		return fmt.Errorf("save database: %w", err)
	}
	return syncFile(path)
}

// onDisk is SQLite's name of the file system.
func onDisk() string {
	if runtime.GOOS == "windows" {
		return "win32"
	}
	return "unix"
}

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return fmt.Errorf("sync database: %w", err)
	}
	return errors.Join(f.Sync(), f.Close())
}
