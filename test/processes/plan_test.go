package processes_test

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// borough writes an instance for the planner that no run of a minute can end.
func borough(t *testing.T) string {
	t.Helper()
	type object = map[string]any
	r := rand.New(rand.NewPCG(1, 2))
	var sessions, people, friends []object
	for range 60 {
		start := 540 + 30*r.IntN(14)
		sessions = append(sessions, object{"act": r.IntN(12), "day": r.IntN(7), "start": start, "end": start + 120, "units": 1,
			"places": 4 + r.IntN(8), "staff_max": 2, "load": 60, "staff_cost": 20 * r.IntN(2), "outcomes": r.IntN(16)})
	}
	for i := range 300 {
		var opts []object
		for _, s := range r.Perm(60)[:25] {
			opts = append(opts, object{"s": s, "u": 20 + r.IntN(80), "price": 100 * r.IntN(15), "w": 5 * (1 + r.IntN(4)), "t": -1})
		}
		people = append(people, object{"min": 2, "max": 5, "budget": 4000, "must": []int{r.IntN(4)}, "theta": 200, "opts": opts})
		friends = append(friends, object{"p": i, "q": (i + 1) % 300, "w": 30, "t": 2})
	}
	file := object{"name": "b300", "weights": object{"must": 2000, "short": 750, "fair": 1}, "max_per_day": 2, "max_per_act": 2, "gap": 30,
		"sessions": sessions, "people": people, "friends": friends}
	text, err := json.Marshal(file)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "b300.json")
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// interrupted plans, presses ctrl-C after a while, and returns how long the
// program then took to end.
func interrupted(t *testing.T, file, plan string, after time.Duration) time.Duration {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), program, "plan", file, "--time", "60s", "--gap", "0", "-o", plan)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(after)
	if err := cmd.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	pressed := time.Now()
	if err := cmd.Wait(); err != nil {
		t.Fatalf("planning did not end well: %v", err)
	}
	return time.Since(pressed)
}

// The issue asks for an end within 0.3 seconds. On a machine that does other
// things too a process may wait for its turn, so the best of some tries counts.
func TestCtrlCEndsPlanningAtOnceWithAValidPlan(t *testing.T) {
	file := borough(t)
	for _, after := range []time.Duration{400 * time.Millisecond, 2 * time.Second} {
		var took []time.Duration
		for range 4 {
			plan := filepath.Join(t.TempDir(), "plan.json")
			took = append(took, interrupted(t, file, plan, after))
			text, err := os.ReadFile(plan)
			if err != nil || !strings.Contains(string(text), `"status":"stopped"`) {
				t.Fatalf("no plan that says it was stopped: %v", err)
			}
			must(t, "plan", file, "--check", plan)
			if took[len(took)-1] <= 300*time.Millisecond {
				break
			}
		}
		if took[len(took)-1] > 300*time.Millisecond {
			t.Errorf("pressed after %v, planning went on for %v", after, took)
		}
	}
}
