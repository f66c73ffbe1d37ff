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

	"ourdays/internal/engine/charging"
)

func chargeCommand() command {
	return command{"charge", "FILE [--json] [--easy] [--against OTHER] [--what-if IDEA]",
		"works out what a person pays for care, line by line, and why", runCharge}
}

// chargeFlags are what was asked for.
type chargeFlags struct {
	file, against string
	json, easy    bool
	ideas         []charging.Idea
}

func runCharge(_ context.Context, std streams, args []string) int {
	f, ok := parseCharge(std, args)
	if !ok {
		return exitUsage
	}
	if f.against != "" {
		return compareCharges(std, f)
	}
	c, err := readCase(std, f.file)
	if err != nil {
		return tellChargeFaults(std, f, f.file, err)
	}
	if len(f.ideas) > 0 {
		view, err := charging.WhatIf(c, f.ideas...)
		if err != nil {
			return tellChargeFaults(std, f, f.file, err)
		}
		warnOfficer(std, f, view.After)
		if f.easy {
			return showCharge(std, f, view, view.Write(charging.Easy).String())
		}
		return showCharge(std, f, view, view.String())
	}
	res, err := charging.Assess(c)
	if err != nil {
		return tellChargeFaults(std, f, f.file, err)
	}
	return tellCharge(std, f, res)
}

func parseCharge(std streams, args []string) (f chargeFlags, ok bool) {
	file, flags, extra := leadingFile(args, map[string]bool{"against": true, "what-if": true})
	set := flag.NewFlagSet("charge", flag.ContinueOnError)
	set.SetOutput(std.err)
	set.BoolVar(&f.json, "json", false, "print every line and the result as JSON")
	set.BoolVar(&f.easy, "easy", false, "write the letter, or what an idea would change, in Easy Read")
	set.StringVar(&f.against, "against", "",
		"compare with this other `FILE`, the assessment before, line by line")
	set.Func("what-if", "show what an `IDEA` would change: job=150.00/week, benefit:KIND=72.65/week or expense:KIND=20.00/month; may be given several times",
		func(s string) error {
			idea, err := charging.ParseIdea(s)
			f.ideas = append(f.ideas, idea)
			return err
		})
	if err := set.Parse(flags); err != nil {
		return f, false
	}
	f.file = file
	switch {
	case file == "" || len(extra) > 0:
		fmt.Fprintln(std.err, "ourdays charge: name one FILE (- is standard input)")
	case f.against != "" && len(f.ideas) > 0:
		fmt.Fprintln(std.err, "ourdays charge: --against and --what-if do not go together")
	case file == "-" && f.against == "-":
		fmt.Fprintln(std.err, "ourdays charge: only one of the two files can be standard input")
	default:
		return f, true
	}
	set.Usage()
	return f, false
}

func readCase(std streams, file string) (charging.Case, error) {
	if file == "-" {
		return charging.Read(std.in)
	}
	f, err := os.Open(file)
	if err != nil {
		return charging.Case{}, fmt.Errorf("assessment: %w", err)
	}
	defer f.Close()
	return charging.Read(f)
}

// tellCharge prints the letter, and for the officer every warning beside it.
func tellCharge(std streams, f chargeFlags, res charging.Result) int {
	voice := charging.Standard
	if f.easy {
		voice = charging.Easy
	}
	warnOfficer(std, f, res)
	return showCharge(std, f, res, charging.Write(res, voice).String())
}

// warnOfficer prints warnings beside a letter; JSON holds them already.
func warnOfficer(std streams, f chargeFlags, res charging.Result) {
	if f.json {
		return
	}
	for _, w := range res.Warnings {
		fmt.Fprintln(std.err, "warning:", w)
	}
}

func compareCharges(std streams, f chargeFlags) int {
	var results [2]charging.Result
	for i, file := range []string{f.against, f.file} {
		c, err := readCase(std, file)
		if err == nil {
			results[i], err = charging.Assess(c)
		}
		if err != nil {
			return tellChargeFaults(std, f, file, err)
		}
	}
	cmp := charging.Compare(results[0], results[1])
	return showCharge(std, f, cmp, cmp.String())
}

func showCharge(std streams, f chargeFlags, v any, text string) int {
	var err error
	if f.json {
		enc := json.NewEncoder(std.out)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		err = enc.Encode(v)
	} else {
		_, err = io.WriteString(std.out, text)
	}
	if err != nil {
		fmt.Fprintln(std.err, "ourdays charge:", err)
		return exitBad
	}
	return exitOK
}

// tellChargeFaults lists everything wrong with a file, each with its path.
func tellChargeFaults(std streams, f chargeFlags, file string, err error) int {
	var faults charging.Faults
	if missing := new(fs.PathError); errors.As(err, &missing) && !f.json {
		fmt.Fprintln(std.err, "ourdays charge:", err)
		return exitBad
	}
	if !errors.As(err, &faults) {
		faults = charging.Faults{{Path: "$", Message: err.Error()}}
	}
	if f.json {
		return max(exitBad, showCharge(std, f, map[string]charging.Faults{"errors": faults}, ""))
	}
	for _, fault := range faults {
		fmt.Fprintf(std.err, "%s: %s: %s\n", file, fault.Path, fault.Message)
	}
	return exitBad
}
