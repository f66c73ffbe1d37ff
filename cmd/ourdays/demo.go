package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime/debug"
	"time"

	"ourdays/internal/app"
	"ourdays/internal/demo"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/id"
)

func demoCommand() command {
	return command{"demo", "[--people 556] [--seed 1] [--db URL] [--addr :8080] [--no-serve]",
		"fills a made-up borough, if the database is empty, and serves it", runDemo}
}

func runDemo(ctx context.Context, std streams, args []string) int {
	set := flag.NewFlagSet("demo", flag.ContinueOnError)
	set.SetOutput(std.err)
	address := set.String("db", "sqlite:demo.db", "the database: sqlite:PATH or postgres://…")
	addr := set.String("addr", ":8080", "where to listen")
	size := set.Int("people", demo.DefaultPeople, "how many people the council serves, 50 to 50000")
	seed := set.Uint64("seed", 1, "the same seed gives the same borough")
	noServe := set.Bool("no-serve", false, "only fill the database")
	if err := set.Parse(args); err != nil || set.NArg() > 0 {
		return exitUsage
	}
	o := demo.Options{People: *size, Seed: *seed}
	if err := o.Check(); err != nil {
		fmt.Fprintln(std.err, "ourdays demo:", err)
		return exitUsage
	}
	if err := fillDemo(ctx, std, *address, *addr, o); err != nil {
		return complain(std, "demo", err)
	}
	if *noServe {
		return exitOK
	}
	d, err := db.Open(ctx, *address, db.Options{})
	if err != nil {
		return complain(std, "demo", err)
	}
	defer closeDB(std, d)
	s, err := settings(newLog(std), true, *addr)
	if err != nil {
		return complain(std, "demo", err)
	}
	if err := listen(ctx, std, app.New(d, s), *addr); err != nil {
		return complain(std, "demo", err)
	}
	return exitOK
}

// fillDemo builds the borough if the database is empty. A new SQLite file is
// filled under another name without syncing, synced, and only then named: a
// borough is there whole or not at all. Its letters lead to where it will be served.
func fillDemo(ctx context.Context, std streams, address, addr string, o demo.Options) error {
	path, ok := sqlitePath(address)
	if _, err := os.Stat(path); !ok || err == nil {
		return fillIfEmpty(ctx, std, address, addr, o, nil)
	}
	if err := unoccupied(path); err != nil {
		return err
	}
	path, err := place(path) // where a link leads, so that the link stays
	if err != nil {
		return fmt.Errorf("name the borough: %w", err)
	}
	filling := path + ".filling"
	if err := removeAll(filling, filling+"-wal", filling+"-shm", filling+".lock"); err != nil {
		return err
	}
	if err := fillFile(ctx, std, filling, addr, o); err != nil {
		return err
	}
	if err := os.Rename(filling, path); err != nil {
		return fmt.Errorf("name the borough: %w", err)
	}
	return removeAll(filling + ".lock")
}

// fillingGC lets garbage grow to four times what lives while a borough is
// filled: measured, a sixth less time for 30 MB more memory.
const fillingGC = 400

// inMemory is up to how many people a borough is built in memory: measured,
// 150 MB and 270 kB for each.
const inMemory = 5000

func fillFile(ctx context.Context, std streams, path, addr string, o demo.Options) error {
	if o.People > inMemory {
		return fillIfEmpty(ctx, std, "sqlite:"+path, addr, o, func(ctx context.Context, d *db.DB) error {
			return d.Sync(ctx)
		})
	}
	return fillIfEmpty(ctx, std, "sqlite:"+db.InMemory, addr, o, func(ctx context.Context, d *db.DB) error {
		return d.SaveTo(ctx, path)
	})
}

// tellFilling is how often somebody who waits for a large borough hears how far it is.
const tellFilling = 10 * time.Second

// tellEvery writes how many days are written, at most once in a while.
func tellEvery(while time.Duration, out io.Writer) func(days, of int) {
	last := time.Now()
	return func(days, of int) {
		if time.Since(last) >= while {
			last = time.Now()
			fmt.Fprintf(out, "  %d of %d days are written\n", days, of)
		}
	}
}

// removeAll removes files that an earlier try may have left.
func removeAll(paths ...string) error {
	for _, p := range paths {
		if err := os.Remove(p); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("clear what an earlier try left: %w", err)
		}
	}
	return nil
}

// fillIfEmpty builds the borough where nothing is yet. finish makes a new file
// of it; without, each commit has synced.
func fillIfEmpty(ctx context.Context, std streams, address, addr string, o demo.Options,
	finish func(context.Context, *db.DB) error) (err error) {
	d, err := db.Open(ctx, address, db.Options{IDs: id.Seeded(o.Seed), Fill: finish != nil})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	if _, err := d.Migrate(ctx); err != nil {
		return err
	}
	s, err := settings(newLog(streams{err: io.Discard}), true, addr)
	if err != nil {
		return err
	}
	a := app.New(d, s)
	empty, err := demo.Empty(ctx, a.Rooms())
	if err != nil || !empty {
		return err
	}
	fmt.Fprintf(std.err, "filling the borough: %d people …\n", o.People)
	o.Told = tellEvery(tellFilling, std.err)
	defer debug.SetGCPercent(debug.SetGCPercent(fillingGC))
	if err := demo.Build(ctx, a.Rooms(), o); err != nil || finish == nil {
		return err
	}
	return finish(ctx, d)
}
