package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"ourdays/internal/app"
	"ourdays/internal/area/access"
	"ourdays/internal/platform/db"
)

func migrateCommand() command {
	return command{"migrate", "[--db URL] [--rebuild]", "brings the database's schema up to date", runMigrate}
}

func checkCommand() command {
	return command{"check", "[--db URL] [--json]", "proves the database's invariants and lists every breach",
		runCheck}
}

func backupCommand() command {
	return command{"backup", "FILE [--db URL] [--force]",
		"copies the SQLite database into one file, while it is in use", runBackup}
}

func restoreCommand() command {
	return command{"restore", "FILE [--db URL]",
		"puts a backup in place of a database that does not exist yet, and checks it", runRestore}
}

func runMigrate(ctx context.Context, std streams, args []string) int {
	set, address := dbFlags(std, "migrate")
	rebuild := set.Bool("rebuild", false,
		"add the kept sums of spend up anew; nothing else may use the database meanwhile")
	if err := set.Parse(args); err != nil || set.NArg() > 0 {
		return exitUsage
	}
	d, err := openMigrated(ctx, std, *address)
	if err != nil {
		return complain(std, "migrate", err)
	}
	defer closeDB(std, d)
	if *rebuild {
		if err := app.Rebuild(ctx, d); err != nil {
			return complain(std, "migrate", err)
		}
	}
	fmt.Fprintln(std.err, "the schema is up to date")
	return exitOK
}

func dbFlags(std streams, name string) (*flag.FlagSet, *string) {
	set := flag.NewFlagSet(name, flag.ContinueOnError)
	set.SetOutput(std.err)
	at := set.String("db", env("OURDAYS_DB", defaultDB), "the database: sqlite:PATH or postgres://…")
	return set, at
}

func runCheck(ctx context.Context, std streams, args []string) int {
	set, address := dbFlags(std, "check")
	asJSON := set.Bool("json", false, "print the breaches as JSON")
	kept := access.Seal{}
	set.Func("seal", "a `NUMBER:SEAL` that an earlier check printed: it must still stand in the audit trail",
		func(text string) (err error) {
			kept, err = access.ParseSeal(text)
			return err
		})
	if err := set.Parse(args); err != nil || set.NArg() > 0 {
		return exitUsage
	}
	breaches, err := checked(ctx, std, *address, kept)
	if err != nil {
		return complain(std, "check", err)
	}
	if *asJSON {
		if err := json.NewEncoder(std.out).Encode(
			map[string][]string{"breaches": append([]string{}, breaches...)}); err != nil {
			return complain(std, "check", err)
		}
	} else {
		for _, b := range breaches {
			fmt.Fprintln(std.out, b)
		}
	}
	if len(breaches) > 0 {
		return exitBad
	}
	fmt.Fprintln(std.err, "every invariant holds")
	return exitOK
}

// errOlder tells that a database cannot be read as it is.
var errOlder = errors.New("the schema is older than this program: run `ourdays migrate` first")

// checked lists every breach. It says where the audit trail ends, and whether a
// seal that was kept still stands.
func checked(ctx context.Context, std streams, address string, kept access.Seal) ([]string, error) {
	d, err := openExisting(ctx, address)
	if err != nil {
		return nil, err
	}
	defer closeDB(std, d)
	older, err := d.Pending(ctx)
	if err != nil {
		return nil, err
	}
	if older {
		return nil, errOlder
	}
	s, err := settings(newLog(streams{err: io.Discard}), true, "")
	if err != nil {
		return nil, err
	}
	a := app.New(d, s)
	breaches, err := a.Check(ctx)
	if err != nil {
		return nil, err
	}
	if kept.No > 0 {
		holds, err := a.HoldsSeal(ctx, kept)
		if err != nil {
			return nil, err
		}
		if !holds {
			breaches = append(breaches, fmt.Sprintf("audit: line %d no longer has the seal that was kept", kept.No))
		}
	}
	newest, err := a.NewestSeal(ctx)
	if err != nil {
		return nil, err
	}
	if newest.No > 0 {
		fmt.Fprintf(std.err, "the audit trail ends with seal %s\n", newest)
	}
	return breaches, nil
}

// openExisting opens a database that must be there already.
func openExisting(ctx context.Context, address string) (*db.DB, error) {
	if path, ok := sqlitePath(address); ok {
		if _, err := os.Stat(path); err != nil {
			return nil, fmt.Errorf("open database: %w", err)
		}
	}
	return db.Open(ctx, address, db.Options{})
}

func sqlitePath(address string) (string, bool) {
	const scheme = "sqlite:"
	if len(address) > len(scheme) && address[:len(scheme)] == scheme {
		return address[len(scheme):], true
	}
	return "", false
}

func runBackup(ctx context.Context, std streams, args []string) int {
	file, flags, extra := leadingFile(args, map[string]bool{"db": true})
	set, address := dbFlags(std, "backup")
	force := set.Bool("force", false, "put the copy in the place of a file that is there already")
	if err := set.Parse(flags); err != nil || file == "" || len(extra) > 0 {
		return exitUsage
	}
	if _, ok := sqlitePath(*address); !ok {
		fmt.Fprintln(std.err,
			"ourdays backup: copies SQLite; for PostgreSQL use pg_dump, as docs/runbooks/backup.md says")
		return exitUsage
	}
	if err := backup(ctx, std, *address, file, *force); err != nil {
		return complain(std, "backup", err)
	}
	fmt.Fprintln(std.err, "written to", file)
	return exitOK
}

// backup refuses to put the copy in the place of the database itself: who
// serves from it would go on writing into a file without a name. Another file
// that is there may be the only good copy, and gives way only when that is asked.
func backup(ctx context.Context, std streams, address, file string, force bool) error {
	if err := overThis(address, file); err != nil {
		return fmt.Errorf("%s cannot be written: %w", file, err)
	}
	if special(file) {
		return fmt.Errorf("%s is no place for a copy: name a file", file)
	}
	d, err := openExisting(ctx, address)
	if err != nil {
		return err
	}
	defer closeDB(std, d)
	if _, err := os.Lstat(file); !force && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s exists already: name another file, or write over it with --force", file)
	}
	return checkedCopy(ctx, std, file, func(path string) error { return d.SaveTo(ctx, path) })
}

// checkedCopy makes a copy in a new folder beside the wished file, checks it,
// and only then gives it its name.
func checkedCopy(ctx context.Context, std streams, file string,
	makeCopy func(path string) error) (err error) {
	to, err := place(file)
	if err != nil {
		return fmt.Errorf("copy: %w", err)
	}
	dir, err := os.MkdirTemp(filepath.Dir(to), ".ourdays-copy-*")
	if err != nil {
		return fmt.Errorf("copy: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	path := filepath.Join(dir, "copy.db")
	if err := makeCopy(path); err != nil {
		return err
	}
	err = soundCopy(ctx, std, path)
	if errors.Is(err, errOlder) {
		err = soundOnceMigrated(ctx, std, path)
	}
	if err != nil {
		return err
	}
	if err := os.Rename(path, to); err != nil {
		return fmt.Errorf("copy: %w", err)
	}
	return nil
}

// soundCopy refuses a copy in which an invariant is broken.
func soundCopy(ctx context.Context, std streams, path string) error {
	breaches, err := checked(ctx, std, "sqlite:"+path, access.Seal{})
	if err != nil {
		return err
	}
	if len(breaches) > 0 {
		return fmt.Errorf("the copy breaks %d invariants, the first: %s", len(breaches), breaches[0])
	}
	return nil
}

// soundOnceMigrated proves a copy of an older schema, such as one that is made
// before an upgrade, by what it becomes: the copy stays as it is.
func soundOnceMigrated(ctx context.Context, std streams, path string) error {
	proof := path + ".migrated"
	if err := copyWhole(path, proof); err != nil {
		return err
	}
	if err := bringUpToDate(ctx, std, proof); err != nil {
		return err
	}
	return soundCopy(ctx, std, proof)
}

func runRestore(ctx context.Context, std streams, args []string) int {
	file, flags, extra := leadingFile(args, map[string]bool{"db": true})
	set, address := dbFlags(std, "restore")
	if err := set.Parse(flags); err != nil || file == "" || len(extra) > 0 {
		return exitUsage
	}
	target, ok := sqlitePath(*address)
	if !ok {
		fmt.Fprintln(std.err,
			"ourdays restore: restores SQLite; for PostgreSQL use pg_restore, as docs/runbooks/backup.md says")
		return exitUsage
	}
	if err := restore(ctx, std, file, target); err != nil {
		return complain(std, "restore", err)
	}
	fmt.Fprintln(std.err, "restored to", target)
	return exitOK
}

// restore never overwrites: the old database is for a person to move away, with
// the log that a process leaves beside it when it is killed. SQLite would play
// the old log into the new file.
func restore(ctx context.Context, std streams, file, target string) error {
	if err := unoccupied(target); err != nil {
		return err
	}
	return checkedCopy(ctx, std, target, func(path string) error {
		if err := copyWhole(file, path); err != nil {
			return err
		}
		return bringUpToDate(ctx, std, path)
	})
}

// unoccupied refuses a place where a database is, or the log of one that was: it would be
// played into a new file. Where the path is a link, that is asked of where it leads, too.
func unoccupied(target string) error {
	to, err := place(target)
	if err != nil {
		return fmt.Errorf("%s cannot be written: %w", target, plainly(err))
	}
	for _, name := range []string{target, to} {
		for _, path := range []string{name, name + "-wal", name + "-journal"} {
			if _, err := os.Stat(path); err == nil {
				return fmt.Errorf("%s exists already: move it away first", path)
			}
		}
	}
	return nil
}

func copyWhole(from, to string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return fmt.Errorf("copy: %w", err)
	}
	defer in.Close()
	return writeWhole(to, func(w io.Writer) error {
		if _, err := io.Copy(w, in); err != nil {
			return fmt.Errorf("copy: %w", err)
		}
		return nil
	})
}

// bringUpToDate migrates a copy that an older program may have made, and syncs it.
func bringUpToDate(ctx context.Context, std streams, path string) (err error) {
	d, err := openMigrated(ctx, std, "sqlite:"+path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	return d.Sync(ctx)
}
