package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"ourdays/internal/engine/forecast"
	"ourdays/internal/engine/forecast/report"
)

func forecastCommand() command {
	return command{"forecast", "FILE [-o OUT.xlsx|.csv|.json|.svg] [--json]",
		"computes a savings case or an options appraisal from a file", runForecast}
}

func runForecast(_ context.Context, std streams, args []string) int {
	file, flags, extra := leadingFile(args, map[string]bool{"o": true})
	set := flag.NewFlagSet("forecast", flag.ContinueOnError)
	set.SetOutput(std.err)
	out := set.String("o", "",
		"write the result to this file; its ending says the form: .xlsx, .csv, .json or .svg")
	asJSON := set.Bool("json", false, "print the result as JSON")
	if err := set.Parse(flags); err != nil {
		return exitUsage
	}
	if file == "" || len(extra) > 0 {
		fmt.Fprintln(std.err, "ourdays forecast: names one FILE")
		set.Usage()
		return exitUsage
	}
	write, known := writers[strings.ToLower(filepath.Ext(*out))]
	if *out != "" && !known {
		fmt.Fprintf(std.err, "ourdays forecast: %s ends in none of .xlsx, .csv, .json, .svg\n", *out)
		return exitUsage
	}
	m, res, err := compute(std, file)
	if err != nil {
		return tellFaults(std, file, err, *asJSON)
	}
	if *out != "" {
		if err := writeWhole(*out, func(w io.Writer) error { return write(w, m, res) }); err != nil {
			fmt.Fprintln(std.err, "ourdays forecast:", err)
			return exitBad
		}
		fmt.Fprintf(std.err, "Written to %s\n", *out)
	}
	if err := show(std, m, res, *asJSON, *out != ""); err != nil {
		fmt.Fprintln(std.err, "ourdays forecast:", err)
		return exitBad
	}
	return exitOK
}

// writers know the forms of a result by the ending of its file.
var writers = map[string]func(io.Writer, *forecast.Model, *forecast.Result) error{
	".xlsx": report.XLSX,
	".svg":  func(w io.Writer, _ *forecast.Model, r *forecast.Result) error { return report.SVG(w, r) },
	".csv":  func(w io.Writer, _ *forecast.Model, r *forecast.Result) error { return report.CSV(w, r) },
	".json": func(w io.Writer, _ *forecast.Model, r *forecast.Result) error { return report.JSON(w, r) },
}

func compute(std streams, file string) (*forecast.Model, *forecast.Result, error) {
	in := std.in
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return nil, nil, fmt.Errorf("forecast: %w", err)
		}
		defer f.Close()
		in = f
	}
	m, err := forecast.Read(in)
	if err != nil {
		return nil, nil, err
	}
	res, err := m.Run(progressBar(std.err, "draws"))
	return m, res, err
}

func show(std streams, m *forecast.Model, res *forecast.Result, asJSON, written bool) error {
	if asJSON {
		return report.JSON(std.out, res)
	}
	if written {
		return nil
	}
	return report.Text(std.out, m, res, columns())
}

// columns is how wide the table may be: COLUMNS says more than the 80 that every
// terminal and page holds.
func columns() int {
	n, err := strconv.Atoi(os.Getenv("COLUMNS"))
	if err != nil {
		return report.Narrow
	}
	return n
}

// tellFaults lists everything wrong, with its place.
func tellFaults(std streams, file string, err error, asJSON bool) int {
	var faults forecast.Faults
	if errors.As(err, &faults) {
		for _, f := range faults {
			fmt.Fprintf(std.err, "%s:%d:%d: %s: %s\n", file, f.Line, f.Column, f.Path, f.Message)
		}
	} else {
		fmt.Fprintln(std.err, "ourdays forecast:", err)
		faults = forecast.Faults{{Path: "file", Message: err.Error()}}
	}
	if !asJSON {
		return exitBad
	}
	if err := json.NewEncoder(std.out).Encode(map[string]forecast.Faults{"errors": faults}); err != nil {
		fmt.Fprintln(std.err, "ourdays forecast:", err)
	}
	return exitBad
}

// progressBar draws a bar on a terminal, once work takes long enough to wonder.
func progressBar(w io.Writer, what string) forecast.Progress {
	f, ok := w.(*os.File)
	if !ok {
		return nil
	}
	info, err := f.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return nil
	}
	last := -1
	return func(done float64) {
		tenths := int(done * 40)
		if tenths == last {
			return
		}
		last = tenths
		fmt.Fprintf(w, "\r%s [%s%s] %3.0f %%", what, strings.Repeat("#", tenths), strings.Repeat(" ", 40-tenths),
			done*100)
		if done >= 1 {
			fmt.Fprint(w, "\r"+strings.Repeat(" ", 60)+"\r")
		}
	}
}
