package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
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

func (s spanFlag) Set(text string) error {
	d, err := time.ParseDuration(text)
	if err == nil {
		*s.to = d
		return nil
	}
	if n, err := strconv.ParseFloat(text, 64); err == nil && n > 0 {
		return wrongUse(fmt.Sprintf("a unit is missing: write %ss for seconds, or %sm for minutes", text, text))
	}
	return wrongUse("write a length of time with its unit, such as 10s, 2m or 1h30m")
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

// parsed reads flags. What is wrong is told last, below no list of all there is.
func parsed(std streams, set *flag.FlagSet, args []string) bool {
	set.SetOutput(io.Discard)
	err := set.Parse(args)
	set.SetOutput(std.err)
	switch {
	case errors.Is(err, flag.ErrHelp):
		set.Usage()
	case err != nil:
		misused(std, set.Name(), err.Error())
	}
	return err == nil
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
