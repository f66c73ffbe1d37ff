package processes_test

import (
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"unsafe"
)

// terminal opens a terminal that only this test looks at: what a program writes
// to its screen is read from the other end.
func terminal(t *testing.T) (screen, other *os.File) {
	t.Helper()
	other, err := os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("there are no terminals here: %v", err)
	}
	t.Cleanup(func() { _ = other.Close() })
	var locked, number int32
	for request, value := range map[uintptr]*int32{syscall.TIOCSPTLCK: &locked, syscall.TIOCGPTN: &number} {
		if _, _, failed := syscall.Syscall(syscall.SYS_IOCTL, other.Fd(), request, uintptr(unsafe.Pointer(value))); failed != 0 {
			t.Fatal(failed)
		}
	}
	screen, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	return screen, other
}

var shownBar = regexp.MustCompile(`\r\[(=*) *\] +([0-9.]+) s  objective (-?\d+)  bound (-?\d+)  gap (-?[0-9.]+) % `)

// onScreen plans with a terminal for messages and gives what it showed.
func onScreen(t *testing.T, args ...string) string {
	t.Helper()
	screen, other := terminal(t)
	cmd := exec.CommandContext(t.Context(), program, args...)
	cmd.Stderr = screen
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if err := screen.Close(); err != nil {
		t.Fatal(err)
	}
	shown, err := io.ReadAll(other)
	if err != nil && !errors.Is(err, syscall.EIO) { // the last writer has gone
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Fatalf("%v: %s", err, shown)
	}
	return string(shown)
}

func TestATerminalShowsHowFarPlanningIs(t *testing.T) {
	plan := filepath.Join(t.TempDir(), "plan.json")
	shown := onScreen(t, "plan", borough(t, 300), "--rounds", "60", "--gap", "0", "-o", plan)
	bars := shownBar.FindAllStringSubmatch(shown, -1)
	if len(bars) < 2 {
		t.Fatalf("%d bars were shown: %q", len(bars), shown)
	}
	var elapsed, objective, bound float64
	for k, bar := range bars {
		now, best, least := number(t, bar[2]), number(t, bar[3]), number(t, bar[4])
		if k > 0 && (now <= elapsed || best < objective || least > bound) {
			t.Errorf("%q comes after %v s, objective %v, bound %v", bar[0], elapsed, objective, bound)
		}
		elapsed, objective, bound = now, best, least
		if gap := 100 * (bound - objective) / math.Abs(bound); number(t, bar[5]) < gap-0.01 || number(t, bar[5]) > gap+0.01 {
			t.Errorf("%q: objective and bound make a gap of %v %%", bar[0], gap)
		}
	}
	if first, last := bars[0][1], bars[len(bars)-1][1]; len(last) <= len(first) || len(last) > 20 {
		t.Errorf("the bar went from %q to %q", first, last)
	}
	w := as[written](t, read(t, plan))
	if end := fmt.Sprintf("objective %d, bound %d, gap %.2f %%; the time or the rounds are over", w.Objective, w.Bound, 100*w.Gap); !strings.Contains(shown, end) {
		t.Errorf("the plan ended with %q, and was shown as %q", end, shown[max(0, len(shown)-200):])
	}
}

// number reads a number that was shown.
func number(t *testing.T, text string) float64 {
	t.Helper()
	n, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
