package main

import (
	"bytes"
	"cmp"
	"context"
	"flag"
	"fmt"
	"io"

	"ourdays/internal/app"
	"ourdays/internal/area/brokerage"
	"ourdays/internal/engine/weekplan"
	"ourdays/internal/platform/db"
)

func exportCommand() command {
	return command{"export", "plan [--db URL] -o FILE [--key KEY]",
		"writes the borough's next week for the planner, without names", runExport}
}

func runExport(ctx context.Context, std streams, args []string) int {
	if len(args) == 0 || args[0] != "plan" {
		fmt.Fprintln(std.err, "ourdays export: say what to export: ourdays export plan -o FILE")
		return exitUsage
	}
	set := flag.NewFlagSet("export plan", flag.ContinueOnError)
	set.SetOutput(std.err)
	address := set.String("db", env("OURDAYS_DB", defaultDB), "the database: sqlite:PATH or postgres://…")
	out := set.String("o", "", "the file to write")
	keyOut := set.String("key", "",
		"write to this file, which only you can read, what the numbers stand for: activities, and where records lie")
	if err := set.Parse(args[1:]); err != nil || set.NArg() > 0 || *out == "" {
		fmt.Fprintln(std.err, "ourdays export plan: name the file to write with -o FILE")
		return exitUsage
	}
	if *keyOut != "" && onePlace(*keyOut, *out) {
		fmt.Fprintln(std.err, "ourdays export plan: the key is a file of its own: what it names is not for everybody")
		return exitUsage
	}
	outputs := named(output{"-o", *out}, output{"--key", *keyOut})
	for _, o := range outputs {
		if err := overThis(*address, o.path); err != nil {
			fmt.Fprintf(std.err, "ourdays export plan: %s %s cannot be written: %v\n", o.flag, o.path, err)
			return exitUsage
		}
	}
	if faults := unwritable(outputs); len(faults) > 0 {
		for _, err := range faults {
			complain(std, "export plan", err)
		}
		return exitBad
	}
	b, err := exported(ctx, std, *address)
	if err == nil {
		err = writeBorough(b, *out, *keyOut)
	}
	if err != nil {
		return complain(std, "export plan", err)
	}
	fmt.Fprintf(std.err, "%d people, %d sessions, %d friend links\n", len(b.People), len(b.Sessions),
		len(b.Friends))
	return exitOK
}

// writeBorough writes the file, and its key where one is asked for: last, for a file may be
// without a key.
func writeBorough(b brokerage.Borough, out, keyOut string) error {
	var file bytes.Buffer
	if err := b.Write(&file); err != nil {
		return err
	}
	key := b.Key()
	key.Of = weekplan.Digest(file.Bytes())
	err := writeWhole(out, func(w io.Writer) error {
		_, err := w.Write(file.Bytes())
		return err
	})
	if err != nil || keyOut == "" {
		return err
	}
	return writePrivate(keyOut, key.Write)
}

func exported(ctx context.Context, std streams, address string) (b brokerage.Borough, err error) {
	d, err := openExisting(ctx, address)
	if err != nil {
		return b, err
	}
	defer closeDB(std, d)
	if older, err := d.Pending(ctx); err != nil || older {
		return b, cmp.Or(err, errOlder)
	}
	house := app.New(d, app.Settings{})
	err = d.Read(ctx, func(ctx context.Context, tx *db.Tx) error {
		b, err = house.Brokerage.Export(ctx, tx)
		return err
	})
	return b, err
}
