package dbtest

import (
	"os"
	"os/exec"
	"strconv"
	"testing"
)

// When the tests are gone nobody reads what the server says any more.
func TestAServerLeavesNothingBehind(t *testing.T) {
	bin, err := binaries()
	if err != nil {
		PostgresAddress(t) // says so, and is a failure where it must run
	}
	dir, err := os.MkdirTemp("", "ourdays-postgres-")
	if err != nil {
		t.Fatal(err)
	}
	port, err := freePort()
	if err != nil {
		t.Fatal(err)
	}
	heard, said, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("sh", "-c", script, "postgres", bin, dir, strconv.Itoa(port))
	cmd.Stderr = said // its standard input is empty: the tests have ended
	if err := prepared(cmd, dir); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for _, f := range []*os.File{heard, said} {
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("the server ended with %v", err)
	}
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Errorf("%s is still there: %v", dir, err)
	}
}
