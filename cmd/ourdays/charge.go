package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"

	"ourdays/internal/engine/charging"
	"ourdays/internal/platform/pence"
)

func chargeCommand() command {
	return command{"charge", "FILE [--json] [--easy] [--against OTHER] [--job AMOUNT] [--benefit KIND=AMOUNT] [--expense KIND=AMOUNT]",
		"computes a financial assessment from a file, and explains every line", runCharge}
}

// chargeFlags are what `ourdays charge` is asked.
type chargeFlags struct {
	json, easy       bool
	against          string
	income, expenses []charging.Item
	job              bool
}

func runCharge(_ context.Context, std streams, args []string) int {
	file, flags, extra := leadingFile(args, map[string]bool{"against": true, "job": true, "benefit": true, "expense": true})
	f, err := parseCharge(std, flags)
	if err != nil {
		return exitUsage
	}
	if file == "" || len(extra) > 0 {
		fmt.Fprintln(std.err, "ourdays charge: names one FILE, such as examples/charging/peter.json")
		return exitUsage
	}
	c, r, err := assessFile(file)
	if err != nil {
		return tellCharge(std, file, err, f.json)
	}
	if err := answerCharge(std, f, c, r); err != nil {
		return tellCharge(std, f.against, err, f.json)
	}
	return exitOK
}

func parseCharge(std streams, flags []string) (chargeFlags, error) {
	var f chargeFlags
	set := flag.NewFlagSet("charge", flag.ContinueOnError)
	set.SetOutput(std.err)
	set.BoolVar(&f.json, "json", false, "print the result as JSON")
	set.BoolVar(&f.easy, "easy", false, "print the letter in Easy Read")
	set.StringVar(&f.against, "against", "", "compare with the assessment of another file, line by line")
	set.Func("job", "what if: a job that pays this much a week", func(s string) error {
		f.job = true
		return addItem(&f.income, "earnings="+s)
	})
	set.Func("benefit", "what if: a benefit of this kind and amount a week, such as pip_daily_living=73.90",
		func(s string) error { return addItem(&f.income, s) })
	set.Func("expense", "what if: a disability expense of this kind and amount a week",
		func(s string) error { return addItem(&f.expenses, s) })
	return f, set.Parse(flags)
}

func addItem(list *[]charging.Item, s string) error {
	kind, amount, ok := strings.Cut(s, "=")
	p, err := pence.Parse(amount)
	if !ok || kind == "" || err != nil {
		return fmt.Errorf("%q is not KIND=AMOUNT, such as laundry=4.50", s)
	}
	*list = append(*list, charging.Item{Kind: kind, Amount: p, Every: charging.Week})
	return nil
}

func assessFile(file string) (charging.Case, charging.Result, error) {
	in, err := os.Open(file)
	if err != nil {
		return charging.Case{}, charging.Result{}, fmt.Errorf("open case: %w", err)
	}
	defer in.Close()
	c, err := charging.Read(in)
	if err != nil {
		return c, charging.Result{}, err
	}
	r, err := charging.Assess(c)
	return c, r, err
}

func answerCharge(std streams, f chargeFlags, c charging.Case, r charging.Result) error {
	switch {
	case f.against != "":
		_, other, err := assessFile(f.against)
		if err != nil {
			return err
		}
		fmt.Fprint(std.out, charging.Explain(other, r))
	case len(f.income)+len(f.expenses) > 0:
		b, err := charging.WhatIf(c, f.income, f.expenses)
		if err != nil {
			return err
		}
		fmt.Fprint(std.out, charging.ExplainBetterOff(b, f.job))
	case f.json:
		return r.JSON(std.out)
	case f.easy:
		fmt.Fprint(std.out, charging.EasyLetter(c, r))
	default:
		fmt.Fprint(std.out, charging.Letter(c, r))
	}
	return nil
}

// tellCharge lists every fault at its path.
func tellCharge(std streams, file string, err error, asJSON bool) int {
	var faults charging.Faults
	if !errors.As(err, &faults) {
		fmt.Fprintln(std.err, "ourdays charge:", err)
		return exitBad
	}
	if asJSON {
		if err := json.NewEncoder(std.out).Encode(map[string]charging.Faults{"errors": faults}); err != nil {
			fmt.Fprintln(std.err, "ourdays charge:", err)
		}
		return exitBad
	}
	for _, f := range faults {
		fmt.Fprintf(std.err, "%s: %s: %s\n", file, f.Path, f.Message)
	}
	return exitBad
}
