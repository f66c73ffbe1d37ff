package dbtest

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
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
	// Its empty folder stays where another user may not write beside it, until sweep.
	if err := os.Remove(dir); err != nil && !os.IsNotExist(err) {
		t.Errorf("%s is still there: %v", dir, err)
	}
}

// Where others may not write into the folder of temporary files, each server once left an
// empty folder there for good.
func TestWhatServersLeftIsSweptAway(t *testing.T) {
	folder := t.TempDir()
	kept := map[string]bool{"ourdays-postgres-old": false, "ourdays-postgres-new": true, "ourdays-postgres-full": true, "other": true}
	for name := range kept {
		if err := os.MkdirAll(filepath.Join(folder, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(folder, "ourdays-postgres-full", "data"), 0o700); err != nil {
		t.Fatal(err)
	}
	before := time.Now().Add(-2 * left)
	for _, name := range []string{"ourdays-postgres-old", "ourdays-postgres-full", "other"} {
		if err := os.Chtimes(filepath.Join(folder, name), before, before); err != nil {
			t.Fatal(err)
		}
	}
	sweep(folder, time.Now())
	for name, stays := range kept {
		if _, err := os.Stat(filepath.Join(folder, name)); (err == nil) != stays {
			t.Errorf("%s: %v", name, err)
		}
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
