package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// spanFlag is a length of time that a command line says.
type spanFlag struct{ to *time.Duration }

// spanVar adds a flag for a length of time. What it refuses it tells how to write.
func spanVar(set *flag.FlagSet, to *time.Duration, name string, usual time.Duration, usage string) {
	*to = usual
	set.Var(spanFlag{to}, name, fmt.Sprintf("%s (default %s)", usage, usual))
}

func (s spanFlag) String() string { return "" } // the usual one stands in the usage

// longest is more time than anybody waits for a command.
const longest = 7 * 24 * time.Hour

// counts are the numbers in a length of time.
var counts = regexp.MustCompile(`[0-9]+`)

func (s spanFlag) Set(text string) error {
	d, err := time.ParseDuration(text)
	if err != nil { // it may be well written and more than can be counted
		if one, _ := time.ParseDuration(counts.ReplaceAllString(text, "1")); one > 0 {
			d, err = longest+1, nil
		}
	}
	switch {
	case err == nil && d > longest:
		return wrongUse("it is too long: at most a week, 168h, can be waited")
	case err == nil && d <= 0:
		return wrongUse("it has to be above 0, such as 10s")
	case err == nil:
		*s.to = d
		return nil
	}
	if n, err := strconv.ParseFloat(text, 64); err == nil && n > 0 {
		return wrongUse(fmt.Sprintf("a unit is missing: write %ss for seconds, or %sm for minutes", text, text))
	}
	return wrongUse("write a length of time with its unit, such as 10s, 2m or 1h30m")
}

// wholeFlag is a whole number within limits that a command line says.
type wholeFlag struct {
	to     *int
	lo, hi int
	wants  string
}

// wholeVar adds a flag for a whole number from lo to hi, of which wants says what it is.
func wholeVar(set *flag.FlagSet, f wholeFlag, name string, usual int, usage string) {
	*f.to = usual
	set.Var(f, name, fmt.Sprintf("%s (default %d)", usage, usual))
}

func (w wholeFlag) String() string { return "" }

func (w wholeFlag) Set(text string) error {
	n, err := strconv.Atoi(text)
	if err != nil || n < w.lo || n > w.hi {
		return wrongUse("write " + w.wants)
	}
	*w.to = n
	return nil
}

// shareFlag is a share of a whole that a command line says.
type shareFlag struct{ to *float64 }

// shareVar adds a flag for a share, at least 0 and below 1.
func shareVar(set *flag.FlagSet, to *float64, name string, usual float64, usage string) {
	*to = usual
	set.Var(shareFlag{to}, name, fmt.Sprintf("%s (default %g)", usage, usual))
}

func (s shareFlag) String() string { return "" }

func (s shareFlag) Set(text string) error {
	if percent, is := strings.CutSuffix(text, "%"); is {
		if n, err := strconv.ParseFloat(strings.TrimSpace(percent), 64); err == nil && n >= 0 && n < 100 {
			return wrongUse(fmt.Sprintf("write it as a share: %.6g", n/100))
		}
	}
	share, err := strconv.ParseFloat(text, 64)
	if err != nil || !(share >= 0 && share < 1) {
		return wrongUse("write a share from 0 to below 1; 0.05 is 5 %")
	}
	*s.to = share
	return nil
}

// empties tells of flags that name a file, people or sessions, and are given without any: as
// a rule a variable of a script that was never set.
func empties(set *flag.FlagSet) (told []string) {
	set.Visit(func(f *flag.Flag) {
		said, got := f.Value.(flag.Getter)
		if !got {
			return
		}
		if text, worded := said.Get().(string); worded && strings.Trim(text, " ,") == "" {
			told = append(told, dashed(f.Name)+" is given and names nothing: say what, or leave it out")
		}
	})
	return told
}

// slips reads flags and gives all that is wrong with them, not the first alone. It is not
// ok when help was asked for, and told.
func slips(std streams, set *flag.FlagSet, args []string) (faults []string, ok bool) {
	set.SetOutput(io.Discard)
	err := set.Parse(args)
	for err != nil && !errors.Is(err, flag.ErrHelp) {
		faults = append(faults, strings.TrimSuffix(err.Error(), ": parse error"))
		rest := set.Args()
		if len(rest) > 0 && err.Error() == "bad flag syntax: "+rest[0] { // the one slip that is left standing
			rest = rest[1:]
		}
		err = set.Parse(rest) // goes on after the flag that is wrong
	}
	if err == nil && set.NArg() > 0 {
		faults = append(faults, "what stands after -- is not read: "+strings.Join(set.Args(), " "))
	}
	set.SetOutput(std.err)
	if errors.Is(err, flag.ErrHelp) {
		set.Usage()
		return nil, false
	}
	return faults, true
}

// misused tells what is wrong with a command line, and how to read what is right.
func misused(std streams, name string, faults ...string) {
	for _, fault := range faults {
		fmt.Fprintf(std.err, "ourdays %s: %s\n", name, fault)
	}
	fmt.Fprintf(std.err, "ourdays %s --help tells every flag\n", name)
}

// beside are the flags that are given together with one.
func beside(set *flag.FlagSet, one string) (all []string) {
	set.Visit(func(f *flag.Flag) {
		if f.Name != one {
			all = append(all, dashed(f.Name))
		}
	})
	return all
}

// dashed is a flag as the documents write it.
func dashed(name string) string {
	if len(name) == 1 {
		return "-" + name
	}
	return "--" + name
}
