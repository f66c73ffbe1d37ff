package dbtest

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
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
	heard, said, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("sh", "-c", script, "postgres", bin, dir)
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

// A server that dies as it starts was once waited for until the time ran out.
func TestAServerThatCannotStartSaysWhyAtOnce(t *testing.T) {
	bin, err := os.MkdirTemp("", "ourdays-broken-") // which another user may enter
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(bin); err != nil {
			t.Error(err)
		}
	})
	for name, text := range map[string]string{"initdb": "exit 0", "postgres": "echo could not bind; exit 1"} {
		if err := os.WriteFile(filepath.Join(bin, name), []byte("#!/bin/sh\n"+text+"\n"), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(bin, 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err = started(bin); err == nil || !strings.Contains(err.Error(), "could not bind") {
		t.Errorf("a server that could not bind ended with %v", err)
	}
}
