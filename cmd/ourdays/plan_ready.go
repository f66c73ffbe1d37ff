package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"ourdays/internal/engine/weekplan"
)

// wrongUse is said of a command line that is wrong whatever the file holds.
type wrongUse string

func (w wrongUse) Error() string { return string(w) }

// misuses tells all that is wrong with the command line, whatever the files hold.
func (f *planFlags) misuses(set *flag.FlagSet, extra []string) []string {
	var told []string
	switch {
	case f.file == "":
		told = append(told, "name one FILE")
	case len(extra) > 0:
		told = append(told, fmt.Sprintf("name one FILE: %q stands after %q", strings.Join(extra, " "), f.file))
	}
	told = append(told, empties(set)...)
	idle := beside(set, "check")
	if len(idle) > 0 && f.checked != "" {
		return append(told, "--check plans nothing, so leave out what does nothing beside it: "+strings.Join(idle, ", "))
	}
	return append(told, f.clashes()...)
}

// clashes tells what the command line says that cannot go together.
func (f *planFlags) clashes() []string {
	var told []string
	reads := map[string]string{f.file: "FILE"}
	if f.key != "" {
		reads[f.key] = "the key"
	}
	for n, o := range f.outputs() {
		for path, what := range reads {
			if onePlace(o.path, path) {
				told = append(told, fmt.Sprintf("%s %s would take the place of %s", o.flag, o.path, what))
			}
		}
		for _, other := range f.outputs()[:n] {
			if onePlace(o.path, other.path) {
				told = append(told, fmt.Sprintf("plan, reasons and picture are files of their own; %s and %s are one",
					other.flag, o.flag))
			}
		}
	}
	if f.key != "" && !f.inWords() {
		told = append(told, "--key is for reasons in words: --explain FILE.txt")
	}
	if f.person != "" && f.explain == "" {
		told = append(told, "--person is for reasons: name a file for them with --explain")
	}
	return told
}

// output is a file that a run is to write, by the flag that names it.
type output struct{ flag, path string }

// outputs are the files that the run writes.
func (f *planFlags) outputs() []output {
	return named(output{"-o", f.out}, output{"--explain", f.explain}, output{"--picture", f.picture})
}

// named are the outputs that were asked for.
func named(all ...output) []output {
	return slices.DeleteFunc(all, func(o output) bool { return o.path == "" })
}

// ready tells everything that would keep the run from ending well, all at once and before
// it begins.
func (f *planFlags) ready(std streams, in *weekplan.Instance) int {
	faults := unwritable(f.outputs())
	if f.out == "" && f.explain == "" && f.picture == "" && closed(std.out) {
		faults = append(faults, errClosed)
	}
	faults = append(faults, f.locks(in), f.people(in), f.readKey(in), f.fairer(in))
	err := errors.Join(faults...)
	if err == nil {
		return exitOK
	}
	for line := range strings.SplitSeq(err.Error(), "\n") {
		fmt.Fprintln(std.err, "ourdays plan:", line)
	}
	if use := wrongUse(""); errors.As(err, &use) {
		return exitUsage
	}
	return exitBad
}

// errClosed means that a plan would go nowhere.
var errClosed = errors.New("standard output is closed or thrown away, so the plan would be lost: name a file for it with -o")

// closed tells whether what is written to a stream that was closed at the start is lost. A
// program is given the null device in its place, for reading and writing. Shells open it
// for writing alone; other programs that mean it may not, and cannot be told apart.
func closed(out io.Writer) bool {
	file, is := out.(*os.File)
	if !is {
		return false
	}
	info, err := file.Stat()
	null, err2 := os.Stat(os.DevNull)
	if err != nil || err2 != nil {
		return err != nil
	}
	mode, _, wrong := syscall.Syscall(syscall.SYS_FCNTL, file.Fd(), syscall.F_GETFL, 0)
	return wrong == 0 && os.SameFile(info, null) && mode&syscall.O_ACCMODE == syscall.O_RDWR
}

// unwritable tries every file that is to be written, and leaves all as they are.
func unwritable(outputs []output) []error {
	var faults []error
	for _, o := range outputs {
		if err := tryWriting(o.path); err != nil {
			faults = append(faults, fmt.Errorf("%s %s cannot be written: %w", o.flag, o.path, err))
		}
	}
	return faults
}

// locks reads which people and sessions stay as they are; whoever locks keeps.
func (f *planFlags) locks(in *weekplan.Instance) error {
	var wrong, wrong2 error
	f.LockPeople, wrong = numbers("--lock", f.lock)
	f.LockSessions, wrong2 = numbers("--lock-sessions", f.lockSessions)
	f.Keep = f.Keep || len(f.LockPeople)+len(f.LockSessions) > 0
	return errors.Join(wrong, wrong2, weekplan.CheckLocks(in, f.LockPeople, f.LockSessions))
}

// people reads of whom the reasons are asked for.
func (f *planFlags) people(in *weekplan.Instance) (err error) {
	f.only, err = numbers("--person", f.person)
	for _, i := range f.only {
		if i < 0 || i >= len(in.People) {
			err = errors.Join(err, fmt.Errorf("--person: there is no person %d among %d, the first of whom is 0", i,
				len(in.People)))
		}
	}
	return err
}

// errNoFloors means that a second plan with more weight on floors would be the first again,
// but for chance.
var errNoFloors = errors.New("--fair would change nothing")

// fairer tells where a fairer plan could not differ from this one.
func (f *planFlags) fairer(in *weekplan.Instance) error {
	switch {
	case !f.fair:
		return nil
	case len(in.People) < weekplan.FewestShown:
		return fmt.Errorf("--fair would tell how each of %d people fares: it is for %d or more",
			len(in.People), weekplan.FewestShown)
	case !in.HasFloors():
		return fmt.Errorf("%w: nobody in the file can be below a floor (theta), so leave it out", errNoFloors)
	case in.Weights.Fair >= fairWeight:
		return fmt.Errorf("%w: with it a point below a floor costs %d, and in the file (weights.fair) it costs %d",
			errNoFloors, fairWeight, in.Weights.Fair)
	}
	return nil
}

// readKey reads what sessions and people are called, where that is asked for.
func (f *planFlags) readKey(in *weekplan.Instance) error {
	if f.key == "" {
		return nil
	}
	planned, err := os.ReadFile(f.file)
	if err != nil {
		return fmt.Errorf("key: %w", err)
	}
	file, err := os.Open(f.key)
	if err != nil {
		return fmt.Errorf("key: %w", err)
	}
	defer file.Close()
	f.names, err = weekplan.ReadKey(file, in, weekplan.Digest(planned))
	if wrong := (weekplan.Faults)(nil); errors.As(err, &wrong) {
		told := make([]error, len(wrong))
		for n, w := range wrong {
			told[n] = fmt.Errorf("%s: %s", f.key, w)
		}
		return errors.Join(told...)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", f.key, err)
	}
	return nil
}

// numbers reads a list such as 3,17, each number once.
func numbers(flag, list string) (all []int, wrong error) {
	if strings.Trim(list, " ,") == "" {
		return nil, nil
	}
	for word := range strings.SplitSeq(list, ",") {
		word = strings.TrimSpace(word)
		n, err := strconv.Atoi(word)
		switch {
		case word == "":
			wrong = errors.Join(wrong, wrongUse(fmt.Sprintf("%s %q has a comma with no number beside it", flag, list)))
		case err != nil:
			none := wrongUse(fmt.Sprintf("%s wants numbers, such as 3,17, and %q is none", flag, word))
			wrong = errors.Join(wrong, none)
		case !slices.Contains(all, n):
			all = append(all, n)
		}
	}
	return all, wrong
}

// onePlace tells whether two paths lead to one file, which must be neither a device nor a
// pipe: what is written to those does not take the place of anything.
func onePlace(a, b string) bool {
	if special(a) {
		return false
	}
	x, err := os.Stat(a)
	y, err2 := os.Stat(b)
	if err == nil && err2 == nil {
		return os.SameFile(x, y)
	}
	full, err := place(a)
	other, err2 := place(b)
	return err == nil && err2 == nil && full == other
}
