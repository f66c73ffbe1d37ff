package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"maps"
	"slices"

	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/area/directory/openreferral"
	"ourdays/internal/platform/db"
)

func importCommand() command {
	return command{"import", "openreferral SOURCE [--db URL] [--json]",
		"loads a directory from an Open Referral UK feed, page or file", runImport}
}

func runImport(ctx context.Context, std streams, args []string) int {
	if len(args) == 0 || args[0] != "openreferral" {
		fmt.Fprintln(std.err, "ourdays import: say what to import: ourdays import openreferral SOURCE")
		return exitUsage
	}
	source, flags, extra := leadingFile(args[1:], map[string]bool{"db": true})
	set := flag.NewFlagSet("import openreferral", flag.ContinueOnError)
	set.SetOutput(std.err)
	address := set.String("db", env("OURDAYS_DB", defaultDB), "the database: sqlite:PATH or postgres://…")
	asJSON := set.Bool("json", false, "print the report as JSON")
	if err := set.Parse(flags); err != nil {
		return exitUsage
	}
	if source == "" || len(extra) > 0 {
		fmt.Fprintln(std.err, "ourdays import openreferral: name one SOURCE: a feed's address or a file")
		return exitUsage
	}
	r, err := importOpenReferral(ctx, std, source, *address)
	if err == nil || r.Read > 0 { // a run that breaks off tells what it did too
		err = errors.Join(err, tellImport(std, r, *asJSON))
	}
	if err != nil {
		fmt.Fprintln(std.err, "ourdays import openreferral:", err)
		return exitBad
	}
	return exitOK
}

func importOpenReferral(ctx context.Context, std streams,
	source, address string) (r openreferral.Report, err error) {
	d, err := db.Open(ctx, address, db.Options{})
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	if _, err := d.Migrate(ctx); err != nil {
		return r, err
	}
	im := &openreferral.Importer{DB: d, Actor: access.System,
		Directory: directory.New(directory.Deps{DB: d, Access: access.New(access.Deps{DB: d})}),
		Tell:      func(format string, args ...any) { fmt.Fprintf(std.err, format+"\n", args...) }}
	if openreferral.IsAddress(source) {
		return im.ImportFeed(ctx, openreferral.NewFeed(), source)
	}
	return im.ImportFile(ctx, source)
}

// tellImport prints the report: as JSON, or as lines for a person.
func tellImport(std streams, r openreferral.Report, asJSON bool) error {
	if asJSON {
		out := json.NewEncoder(std.out)
		out.SetIndent("", " ")
		out.SetEscapeHTML(false)
		if err := out.Encode(r); err != nil {
			return fmt.Errorf("print report: %w", err)
		}
		return nil
	}
	fmt.Fprintf(std.out, "Read %d: %d added, %d changed, %d unchanged, %d rejected, %d repairs\n",
		r.Read, r.Added, r.Changed, r.Unchanged, len(r.Rejected), len(r.Repaired))
	for _, x := range r.Rejected {
		fmt.Fprintf(std.out, "rejected %s %q: %s\n", x.ID, x.Name, x.Reason)
	}
	for _, x := range r.Repaired {
		fmt.Fprintf(std.out, "repaired %s %s: %s\n", x.ID, x.Field, x.What)
	}
	for _, line := range guessedOften(r.Guessed) {
		fmt.Fprintln(std.out, line)
	}
	return nil
}

// guessedOften counts what was guessed; --json has each guess with its reason.
func guessedOften(guesses []openreferral.Guess) []string {
	often := map[string]int{}
	for _, g := range guesses {
		often[g.Field+" "+g.Value]++
	}
	var lines []string
	for _, what := range slices.Sorted(maps.Keys(often)) {
		lines = append(lines, fmt.Sprintf("guessed %s: %d (--json says of which, and why)", what, often[what]))
	}
	return lines
}
