package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"os/signal"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"ourdays/internal/engine/weekplan"
	"ourdays/internal/engine/weekplan/check"
)

func planCommand() command {
	return command{"plan",
		"FILE [-o PLAN] [--time 10s] [--gap 0.005] [--seed N] [--workers N] [--rounds N] [--keep] [--lock PEOPLE] [--lock-sessions SESSIONS] [--fair] [--explain OUT [--person PEOPLE]] [--key KEY] [--picture SVG] [--check PLAN]",
		"plans a borough's weeks, and proves how good the plan is", runPlan}
}

// planFlags is what the command line asks of a plan.
type planFlags struct {
	file, out, lock, lockSessions, explain, key string
	picture, checked, person                    string
	fair                                        bool
	names                                       weekplan.Key
	only                                        []int // of whom the reasons are asked for; of everybody when empty
	weekplan.Settings
}

// mostWorkers is more cores than a plan can use: each worker holds tables of its own.
const mostWorkers = 256

func parsePlan(std streams, args []string) (f planFlags, ok bool) {
	valued := map[string]bool{"o": true, "time": true, "gap": true, "seed": true, "workers": true,
		"rounds": true, "check": true, "explain": true, "key": true, "picture": true, "lock": true,
		"lock-sessions": true, "person": true}
	file, flags, extra := leadingFile(args, valued)
	f.file = file
	set := flag.NewFlagSet("plan", flag.ContinueOnError)
	set.StringVar(&f.out, "o", "", "write the plan to this file instead of standard output")
	spanVar(set, &f.Limit, "time", 10*time.Second,
		"stop after this `time`, such as 10s or 2m; ask for the time you mean to wait, as the search paces itself by it")
	shareVar(set, &f.Gap, "gap", 0.005,
		"stop once bound and objective differ by no more than this `share`; 0.05 is 5 %")
	set.Uint64Var(&f.Seed, "seed", 1, "where chance begins")
	wholeVar(set, wholeFlag{&f.Workers, 1, mostWorkers, fmt.Sprint("how many work at once, 1 to ", mostWorkers)},
		"workers", min(runtime.NumCPU(), mostWorkers),
		fmt.Sprintf("how `many` work at once, up to %d; more than the cores does not help", mostWorkers))
	wholeVar(set, wholeFlag{&f.Rounds, 0, math.MaxInt32, "how many rounds, or 0 for the clock"}, "rounds", 0,
		"stop after this `many` rounds, whatever the clock: the same plan on any number of cores")
	set.BoolVar(&f.Keep, "keep", false,
		"start from the weeks of today, and list what can be had for how many people moved")
	set.StringVar(&f.lock, "lock", "", "as --keep, and these people, as 3,17, keep their weeks of today")
	set.StringVar(&f.lockSessions, "lock-sessions", "",
		"as --keep, and in these sessions people keep the places of today; the rest of their weeks may change")
	set.BoolVar(&f.fair, "fair", false,
		"plan a second time, for as long again, with four points for each point below a person's floor, and show both")
	set.StringVar(&f.explain, "explain", "",
		"write to this file, for each person, why this week and what stood against sessions they like more; in words when its name ends in .txt")
	set.StringVar(&f.person, "person", "", "with --explain: the reasons of these people alone, as 3,17")
	set.StringVar(&f.key, "key", "",
		"with --explain in words: the key that was exported with FILE, so that activities and records are named")
	set.StringVar(&f.picture, "picture", "", "draw objective and bound over time into this SVG file")
	set.StringVar(&f.checked, "check", "", "plan nothing; check this plan against FILE")
	faults, ok := slips(std, set, flags)
	if !ok {
		return f, false
	}
	if faults = append(faults, f.misuses(set, extra)...); len(faults) > 0 {
		misused(std, "plan", faults...)
		return f, false
	}
	return f, true
}

func (f *planFlags) inWords() bool { return strings.HasSuffix(f.explain, ".txt") }

// whyEnded says why a run ended.
var whyEnded = map[weekplan.Status]string{
	weekplan.StatusOptimal: "no plan is better",
	weekplan.StatusGap:     "the gap asked for is reached",
	weekplan.StatusTime:    "the time or the rounds are over",
	weekplan.StatusStopped: "stopped",
}

func runPlan(ctx context.Context, std streams, args []string) int {
	began := time.Now()
	f, ok := parsePlan(std, args)
	if !ok {
		return exitUsage
	}
	if f.out != "" {
		signal.Ignore(syscall.SIGPIPE) // the plan is what was asked for, whether or not anybody reads what is told
	}
	in, err := readInstance(f.file)
	if err != nil {
		return tellPlanFaults(std, f.file, err)
	}
	if f.checked != "" {
		return checkPlan(std, f.file, f.checked)
	}
	if code := f.ready(std, in); code != exitOK {
		return code
	}
	tellNotes(std.err, f.file, in)
	fmt.Fprintf(std.err, "%s: %d people, %d sessions; ctrl-C ends with the best plan so far\n", in.Called(f.file),
		len(in.People), len(in.Sessions))
	var course []weekplan.Progress
	bar := planProgress(std.err)
	f.Elapsed = func() time.Duration { return time.Since(began) }
	f.Progress = func(p weekplan.Progress) {
		course = append(course, p)
		bar(p)
	}
	plan := weekplan.Solve(ctx, in, f.Settings)
	endBar(std.err, course)
	if err := plan.Fault(); err != nil {
		fmt.Fprintln(std.err, "ourdays plan:", err)
		return exitBad
	}
	fmt.Fprintf(std.err, "%s: objective %d, bound %d, gap %.2f %%; %s\n", in.Called(f.file), plan.Objective,
		plan.Bound, 100*plan.Gap, whyEnded[plan.Status])
	tellMoves(std.err, plan)
	switch {
	case f.fair && ctx.Err() != nil:
		fmt.Fprintln(std.err, "stopped: no fairer plan was made to show beside it")
	case f.fair:
		fmt.Fprintf(std.err, "now a plan with fair %d to show beside it, for as long again\n", fairWeight)
		began, f.Progress = time.Now(), planProgress(std.err)
		other := weekplan.Solve(ctx, fairer(in), f.Settings)
		endBar(std.err, course)
		telling, done := f.telling(ctx)
		plan.Summary.Fairness = &weekplan.Beside{Weight: fairWeight, Plan: plan.Fairness(telling),
			Fairer: other.Fairness(telling)}
		done()
		tellFairness(std.err, plan, other)
	}
	telling, done := f.telling(ctx)
	defer done()
	if err := f.write(telling, std, in, plan, course); err != nil {
		fmt.Fprintln(std.err, "ourdays plan:", err)
		return exitBad
	}
	return exitOK
}

// shortestTelling is how long reasons and figures of fairness may take at least.
const shortestTelling = 10 * time.Second

// telling is the time that reasons, or figures of fairness, may take: as long again as
// the plan, ten seconds if that is longer, until ctrl-C. What ctrl-C has ended already
// is still told of, for ten seconds at most. With rounds no clock has a say.
func (f *planFlags) telling(ctx context.Context) (context.Context, context.CancelFunc) {
	if ctx.Err() != nil {
		return context.WithTimeout(context.WithoutCancel(ctx), shortestTelling)
	}
	if f.Rounds > 0 {
		return context.WithCancel(ctx)
	}
	return context.WithTimeout(ctx, max(f.Limit, shortestTelling))
}

// write puts the plan, its picture and its reasons where they are asked for; the plan
// last, so that it is there only when all of them are.
func (f planFlags) write(ctx context.Context, std streams, in *weekplan.Instance, plan *weekplan.Plan,
	course []weekplan.Progress) (err error) {
	if f.picture != "" {
		err = writeWhole(f.picture, func(w io.Writer) error { return weekplan.Picture(w, plan.Name, course) })
	}
	if err == nil && f.explain != "" {
		why := plan.Explain(ctx, f.only...)
		if why.Untold > 0 {
			fmt.Fprintf(std.err, "time ended before all was told: %d people have no reasons in %s\n", why.Untold,
				f.explain)
		}
		err = f.writeWhy(why, in, plan)
	}
	if err != nil {
		return err
	}
	if f.out == "" {
		return plan.Write(std.out)
	}
	return writeWhole(f.out, plan.Write)
}

// writeWhy puts the reasons where they are asked for. With a key they tell about people
// whose records can be found, and only who asked may read them.
func (f planFlags) writeWhy(why weekplan.Explanation, in *weekplan.Instance, plan *weekplan.Plan) error {
	if !f.inWords() {
		return writeWhole(f.explain, why.Write)
	}
	words := func(w io.Writer) error { return why.WriteText(w, in, plan, f.names) }
	if f.key != "" {
		return writePrivate(f.explain, words)
	}
	return writeWhole(f.explain, words)
}

// tellMoves lists what can be had for how many people moved.
func tellMoves(w io.Writer, plan *weekplan.Plan) {
	if len(plan.Moves) == 0 {
		return
	}
	fmt.Fprintf(w, "%12s %12s %24s\n", "people moved", "objective", "no plan that moves fewer")
	fmt.Fprintf(w, "%12s %12s %24s\n", "", "", "or as many beats")
	for _, t := range plan.Moves {
		chosen := ""
		if t.Moved == plan.Summary.Moved && t.Objective == plan.Objective {
			chosen = "  this plan"
		}
		if t.Today {
			chosen += "  what is left of today's weeks"
		}
		fmt.Fprintf(w, "%12d %12d %24d%s\n", t.Moved, t.Objective, t.Bound, chosen)
	}
}

// fairWeight is what the second plan of --fair loses for each point below
// somebody's floor.
const fairWeight = 4

// fairer is the same instance with more weight on those worst off.
func fairer(in *weekplan.Instance) *weekplan.Instance {
	other := *in
	other.Weights.Fair = fairWeight
	return &other
}

// tellFairness shows how two plans treat people, over all, by tier and town.
func tellFairness(w io.Writer, plan, fairer *weekplan.Plan) {
	a, b := plan.Summary.Fairness.Plan, plan.Summary.Fairness.Fairer
	fmt.Fprintf(w, "Share of each person's own best week: this plan, and beside it one with fair %d\n",
		fairWeight)
	fmt.Fprintf(w, "%-8s %6s %15s %15s %15s %15s %13s\n", "", "people", "worst", "1st percentile", "10th",
		"50th", "below floor")
	row := func(name string, x, y weekplan.Spread) {
		fmt.Fprintf(w, "%-8s %6d %7.2f %7.2f %7.2f %7.2f %7.2f %7.2f %7.2f %7.2f %6s %6s\n", name, x.People,
			x.Worst, y.Worst, x.P1, y.P1, x.P10, y.P10, x.P50, y.P50, fewOr(x.BelowFloor), fewOr(y.BelowFloor))
	}
	row("all", a.All, b.All)
	beside := func(kind string, list, other []weekplan.Spread) {
		for _, x := range list {
			k := slices.IndexFunc(other, func(y weekplan.Spread) bool { return y.Group == x.Group })
			if k >= 0 {
				row(fmt.Sprintf("%s %d", kind, x.Group), x, other[k])
			}
		}
	}
	beside("tier", a.ByTier, b.ByTier)
	beside("town", a.ByTown, b.ByTown)
	if n := a.Uncompared + b.Uncompared; n > 0 {
		fmt.Fprintf(w, "Time ended before everybody was compared: %d weeks of the two plans are left out.\n", n)
	}
	fmt.Fprintln(w, "Groups and counts of 1 to 4 are hidden, and others from which they could be reckoned.")
	fmt.Fprintf(w, "utility and friendship: %d and %d; with fair %d: %d and %d\n", plan.Summary.Utility,
		plan.Summary.Friendship,
		fairWeight, fairer.Summary.Utility, fairer.Summary.Friendship)
}

// fewOr writes a count, or that it is hidden: too small to be shown, or one that would
// give such a count away.
func fewOr(count *int) string {
	if count == nil {
		return "hidden"
	}
	return strconv.Itoa(*count)
}

func readInstance(file string) (*weekplan.Instance, error) {
	f, err := openFile(file)
	if err != nil {
		return nil, fmt.Errorf("instance: %w", err)
	}
	defer f.Close()
	return weekplan.Read(f)
}

// openFile opens what is to be read, which a folder cannot be.
func openFile(path string) (*os.File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return nil, errors.Join(&os.PathError{Op: "open", Path: path, Err: errFolder}, f.Close())
	}
	return f, nil
}

func tellPlanFaults(std streams, file string, err error) int {
	var faults weekplan.Faults
	if !errors.As(err, &faults) {
		fmt.Fprintln(std.err, "ourdays plan:", err)
		return exitBad
	}
	for _, f := range faults {
		fmt.Fprintf(std.err, "%s: %s\n", file, f)
	}
	return exitBad
}

// mostNotes is how many notes on a file are told one by one.
const mostNotes = 10

// tellNotes says what is no fault in a file and may be a slip.
func tellNotes(w io.Writer, file string, in *weekplan.Instance) {
	for _, n := range in.Missing() { // each key once, so there are never many
		fmt.Fprintf(w, "%s: note: %s\n", file, n)
	}
	notes := in.Notes()
	for _, n := range notes[:min(mostNotes, len(notes))] {
		fmt.Fprintf(w, "%s: note: %s\n", file, n)
	}
	if more := len(notes) - mostNotes; more > 0 {
		fmt.Fprintf(w, "%s: note: %d more like these\n", file, more)
	}
}

// checkPlan verifies a plan from the written model alone.
func checkPlan(std streams, file, plan string) int {
	report, err := reportOn(file, plan)
	if err != nil {
		fmt.Fprintln(std.err, "ourdays plan:", err)
		return exitBad
	}
	for _, n := range report.Notes {
		fmt.Fprintf(std.err, "%s: note: %s\n", plan, n)
	}
	for _, p := range report.Problems {
		fmt.Fprintln(std.out, p)
	}
	if len(report.Problems) > 0 {
		return exitBad
	}
	fmt.Fprintf(std.out, "The plan keeps every rule; its objective is %d.\n", report.Objective)
	return exitOK
}

func reportOn(file, plan string) (check.Report, error) {
	a, err := openFile(file)
	if err != nil {
		return check.Report{}, fmt.Errorf("instance: %w", err)
	}
	defer a.Close()
	b, err := openFile(plan)
	if err != nil {
		return check.Report{}, fmt.Errorf("plan: %w", err)
	}
	defer b.Close()
	return check.Plan(a, b)
}

// endBar goes on below a bar that was drawn.
func endBar(w io.Writer, course []weekplan.Progress) {
	if onTerminal(w) && len(course) > 0 {
		fmt.Fprintln(w)
	}
}

// onTerminal tells whether somebody watches.
func onTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// planProgress draws a bar on a terminal, a few times a second.
func planProgress(w io.Writer) func(weekplan.Progress) {
	if !onTerminal(w) {
		return func(weekplan.Progress) {}
	}
	var last time.Duration
	return func(p weekplan.Progress) {
		if p.Elapsed-last < 200*time.Millisecond {
			return
		}
		last = p.Elapsed
		full := min(20, int(20*p.Done))
		fmt.Fprintf(w, "\r[%s%s] %5.1f s  objective %d  bound %d  gap %.2f %%   ", strings.Repeat("=", full),
			strings.Repeat(" ", 20-full), p.Elapsed.Seconds(), p.Objective, p.Bound, 100*p.Gap())
	}
}
