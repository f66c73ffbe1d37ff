package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"

	"ourdays/internal/app"
	"ourdays/internal/demo"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/id"
)

func demoCommand() command {
	return command{"demo", "[--seed 1] [--db URL] [--addr :8080] [--no-serve]", "fills a made-up borough, if the database is empty, and serves it", runDemo}
}

func runDemo(ctx context.Context, std streams, args []string) int {
	set := flag.NewFlagSet("demo", flag.ContinueOnError)
	set.SetOutput(std.err)
	address := set.String("db", "sqlite:demo.db", "the database: sqlite:PATH or postgres://…")
	addr := set.String("addr", ":8080", "where to listen")
	seed := set.Uint64("seed", 1, "the same seed gives the same borough")
	noServe := set.Bool("no-serve", false, "only fill the database")
	if err := set.Parse(args); err != nil || set.NArg() > 0 {
		return exitUsage
	}
	if err := fillDemo(ctx, std, *address, *seed); err != nil {
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
	s, err := settings(newLog(std), true)
	if err != nil {
		return complain(std, "demo", err)
	}
	if err := listen(ctx, std, app.New(d, s), *addr); err != nil {
		return complain(std, "demo", err)
	}
	return exitOK
}

// fillDemo builds the borough if the database is empty.
func fillDemo(ctx context.Context, std streams, address string, seed uint64) (err error) {
	d, err := db.Open(ctx, address, db.Options{IDs: id.Seeded(seed)})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	if _, err := d.Migrate(ctx); err != nil {
		return err
	}
	s, err := settings(newLog(streams{err: io.Discard}), true)
	if err != nil {
		return err
	}
	a := app.New(d, s)
	empty, err := demo.Empty(ctx, a.Rooms())
	if err != nil || !empty {
		return err
	}
	fmt.Fprintln(std.err, "filling the borough …")
	return demo.Fill(ctx, a.Rooms())
}
