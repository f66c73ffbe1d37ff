package scale_test

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// BenchmarkStart starts the program on the demo borough and on the large one,
// and says when the first page is there and how much memory that took; and how
// much it is after a thousand pages.
func BenchmarkStart(b *testing.B) {
	program := filepath.Join(b.TempDir(), "ourdays")
	if out, err := exec.Command("go", "build", "-o", program, "ourdays/cmd/ourdays").CombinedOutput(); err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	for _, size := range sizes {
		b.Run(size.name, func(b *testing.B) {
			path := borough(b, size.people)
			if size.copies > 0 {
				path = large(b, path, size.copies)
			}
			var first, later int
			for b.Loop() {
				first, later = startAndStop(b, program, "sqlite:"+path)
			}
			b.ReportMetric(float64(first)/1024, "MB")
			b.ReportMetric(float64(later)/1024, "MB-after-1000-pages")
		})
	}
}

// startAndStop gives the memory in kB when the first page is there, and after a
// thousand, for which the clock stands still.
func startAndStop(b *testing.B, program, database string) (first, later int) {
	b.Helper()
	cmd := exec.CommandContext(context.Background(), program, "serve", "--db", database, "--addr", "127.0.0.1:0")
	out, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	base := ""
	for lines := bufio.NewScanner(out); base == "" && lines.Scan(); {
		if _, at, ok := strings.Cut(lines.Text(), "Ourdays: "); ok {
			base = at
		}
	}
	ask(b, base+"/activities")
	b.StopTimer()
	first = resident(b, cmd.Process.Pid)
	for range 1000 {
		ask(b, base+"/activities?q=music")
	}
	later = resident(b, cmd.Process.Pid)
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		b.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		b.Fatal(err)
	}
	b.StartTimer()
	return first, later
}

func ask(b *testing.B, address string) {
	b.Helper()
	if _, code := get(b, http.DefaultClient, address); code != http.StatusOK {
		b.Fatalf("%s: %d", address, code)
	}
}

// resident is the memory of a process in kB, as Linux counts it.
func resident(b *testing.B, pid int) int {
	b.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		b.Skipf("memory is read where Linux tells it: %v", err)
	}
	_, rest, _ := strings.Cut(string(status), "VmRSS:")
	fields := strings.Fields(rest)
	if len(fields) == 0 {
		b.Fatal("the process is gone")
	}
	kB, err := strconv.Atoi(fields[0])
	if err != nil {
		b.Fatal(err)
	}
	return kB
}
