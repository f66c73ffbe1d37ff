package processes_test

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// borough writes an instance for the planner that no run of a minute can end.
func borough(t *testing.T, persons int) string {
	t.Helper()
	type object = map[string]any
	r := rand.New(rand.NewPCG(1, 2))
	var sessions, people, friends []object
	for range 60 {
		start := 540 + 30*r.IntN(14)
		sessions = append(sessions, object{"venue": 0, "act": r.IntN(12), "day": r.IntN(7), "start": start, "end": start + 120, "units": 1,
			"places": 4 + r.IntN(8), "staff_max": 2, "load": 60, "staff_cost": 20 * r.IntN(2), "outcomes": r.IntN(16)})
	}
	for i := range persons {
		var opts []object
		for _, s := range r.Perm(60)[:25] {
			opts = append(opts, object{"s": s, "u": 20 + r.IntN(80), "price": 100 * r.IntN(15), "w": 5 * (1 + r.IntN(4)), "t": -1})
		}
		people = append(people, object{"tier": 2, "town": 0, "min": 2, "max": 5, "budget": 4000, "must": []int{r.IntN(4)}, "theta": 200,
			"cur": []int{}, "opts": opts})
		friends = append(friends, object{"p": i, "q": (i + 1) % persons, "w": 30, "t": 2})
	}
	file := object{"name": "made-up", "weights": object{"must": 2000, "short": 750, "fair": 1}, "max_per_day": 2, "max_per_act": 2, "gap": 30,
		"transport": []object{}, "sessions": sessions, "people": people, "friends": friends}
	text, err := json.Marshal(file)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "borough.json")
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// interrupted plans, presses ctrl-C a while after the program has said what it
// plans, and returns how long it then still computed.
func interrupted(t *testing.T, file, plan string, after time.Duration) time.Duration {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), program, "plan", file, "--time", "60s", "--gap", "0", "-o", plan)
	said, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(said)
	if line, err := lines.ReadString('\n'); err != nil || !strings.Contains(line, "300 people") {
		t.Fatalf("the program says %q, %v", line, err)
	}
	time.Sleep(after)
	before := computed(t, cmd.Process.Pid)
	if err := cmd.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	const hangs = 10 * time.Second // far more than any machine makes a program wait that has nothing more to compute
	hung := time.AfterFunc(hangs, func() { _ = cmd.Process.Kill() })
	defer hung.Stop()
	rest, err := io.ReadAll(lines)
	if err := errors.Join(err, cmd.Wait()); err != nil {
		t.Fatalf("planning did not end well: %v: %s", err, rest)
	}
	return cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime() - before
}

// computed is the time that the processors have given to a process.
func computed(t *testing.T, pid int) time.Duration {
	t.Helper()
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		t.Skipf("processor time is read where Linux tells it: %v", err)
	}
	const user, system, tick = 11, 12, time.Second / 100 // after the name, in hundredths of a second
	fields := strings.Fields(string(stat[strings.LastIndexByte(string(stat), ')')+2:]))
	var ticks int
	for _, at := range []int{user, system} {
		n, err := strconv.Atoi(fields[at])
		if err != nil {
			t.Fatal(err)
		}
		ticks += n
	}
	return time.Duration(ticks) * tick
}

// The issue asks for an end within 0.3 seconds of two cores. A busy machine may
// make the program wait for its turn, so what counts is how long it computes.
func TestCtrlCEndsPlanningAtOnceWithAValidPlan(t *testing.T) {
	file := borough(t, 300)
	for _, after := range []time.Duration{0, 400 * time.Millisecond, 2 * time.Second} {
		plan := filepath.Join(t.TempDir(), "plan.json")
		if took := interrupted(t, file, plan, after); took > 600*time.Millisecond {
			t.Errorf("pressed after %v, planning computed %v more", after, took)
		}
		text, err := os.ReadFile(plan)
		if err != nil || !strings.Contains(string(text), `"status":"stopped"`) {
			t.Fatalf("no plan that says it was stopped: %v", err)
		}
		must(t, "plan", file, "--check", plan)
	}
}

// Before the file is read there is nothing to plan yet, but the program lives: whoever
// presses ctrl-C then gets a plan as later.
func TestCtrlCBeforeTheFileIsReadLeavesAValidPlan(t *testing.T) {
	file := borough(t, 60)
	content := read(t, file)
	pipe, plan := filepath.Join(t.TempDir(), "pipe.json"), filepath.Join(t.TempDir(), "plan.json")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), program, "plan", pipe, "--time", "60s", "--gap", "0", "-o", plan)
	var said strings.Builder
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	in, err := os.OpenFile(pipe, os.O_WRONLY, 0) // waits until the program opens it
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	_, err = in.WriteString(content)
	if err := errors.Join(err, in.Close(), cmd.Wait()); err != nil {
		t.Fatalf("%v: %s", err, said.String())
	}
	if w := as[written](t, read(t, plan)); w.Status != "stopped" || w.Objective > w.Bound {
		t.Errorf("it ended with %+v", w)
	}
	must(t, "plan", file, "--check", plan)
}

// hungUp plans, and closes the terminal on it: nobody reads what is said any more, and the
// shell and the system both tell it.
func hungUp(t *testing.T, plan string, command ...string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), command[0], append(command[1:], "-o", plan, "--gap", "0")...)
	said, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	// A signal that is caught here comes to the program as usual, though the tests run under nohup.
	caught := make(chan os.Signal, 1)
	signal.Notify(caught, syscall.SIGHUP)
	defer signal.Stop(caught)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(said).ReadString('\n'); err != nil || !strings.Contains(line, "60 people") {
		t.Fatalf("the program says %q, %v", line, err)
	}
	if err := said.Close(); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := cmd.Process.Signal(syscall.SIGHUP); err != nil {
			t.Fatal(err)
		}
		time.Sleep(20 * time.Millisecond) // two that come together are one
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("planning did not end well: %v", err)
	}
}

func TestAClosedTerminalEndsPlanningWithAValidPlan(t *testing.T) {
	file, plan := borough(t, 60), filepath.Join(t.TempDir(), "plan.json")
	hungUp(t, plan, program, "plan", file, "--time", "60s")
	if w := as[written](t, read(t, plan)); w.Status != "stopped" || w.Objective > w.Bound {
		t.Errorf("it ended with %+v", w)
	}
	must(t, "plan", file, "--check", plan)
}

// Under nohup a run is meant to go on when the terminal is closed.
func TestAClosedTerminalDoesNotEndPlanningUnderNohup(t *testing.T) {
	file, plan := borough(t, 60), filepath.Join(t.TempDir(), "plan.json")
	hungUp(t, plan, "sh", "-c", `trap "" HUP; exec "$0" "$@"`, program, "plan", file, "--time", "1s")
	if w := as[written](t, read(t, plan)); w.Status != "time" || w.Seconds < 1 {
		t.Errorf("it ended with %+v", w)
	}
}

// written is a plan as a file tells it.
type written struct {
	Status           string
	Objective, Bound int
	Gap, Seconds     float64
}

// planned plans a file to the end that the arguments set, has the plan checked,
// and gives it with the time that it computed.
func planned(t *testing.T, file string, args ...string) (w written, computed time.Duration) {
	t.Helper()
	plan := filepath.Join(t.TempDir(), "plan.json")
	cmd := exec.CommandContext(t.Context(), program, append([]string{"plan", file, "-o", plan}, args...)...)
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	told := must(t, "plan", file, "--check", plan)
	w = as[written](t, read(t, plan))
	if !strings.Contains(told, fmt.Sprintf("objective is %d.", w.Objective)) {
		t.Errorf("the plan says its objective is %d; the checker: %s", w.Objective, told)
	}
	return w, cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
}

// What a short run reaches, a longer one goes past, unless that is all it is
// asked for.
func TestPlanningEndsWhenTheGapAskedForIsReached(t *testing.T) {
	file := borough(t, 60)
	short, _ := planned(t, file, "--gap", "0", "--rounds", "10")
	long, _ := planned(t, file, "--gap", strconv.FormatFloat(short.Gap, 'f', 6, 64), "--rounds", "60")
	whole, _ := planned(t, file, "--gap", "0", "--rounds", "60")
	gap := float64(long.Bound-long.Objective) / math.Abs(float64(long.Bound))
	if long.Status != "gap" || gap > short.Gap || math.Abs(gap-long.Gap) > 1e-6 {
		t.Errorf("asked for a gap of %v it ended with %+v; objective and bound make a gap of %v", short.Gap, long, gap)
	}
	if short.Status != "time" || whole.Status != "time" || whole.Gap >= long.Gap {
		t.Errorf("the runs that nothing ends but their rounds ended with %+v and %+v", short, whole)
	}
}

// A busy machine may end later by the clock, but does not compute for longer
// than the time asked for on the cores asked for.
func TestPlanningEndsWhenTheTimeIsOver(t *testing.T) {
	w, computed := planned(t, borough(t, 300), "--gap", "0", "--time", "1500ms", "--workers", "1")
	if w.Status != "time" || w.Seconds < 1.5 || w.Objective > w.Bound {
		t.Errorf("ended with %+v", w)
	}
	if computed > 2500*time.Millisecond {
		t.Errorf("it computed %v", computed)
	}
}
