package main

import (
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// What the README tells to type where 8080 is taken, make must do.
func TestTheDemoIsServedWhereItIsAsked(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for told, want := range map[string]string{"make demo": "bin/ourdays demo --addr :8080",
		"make demo ADDR=:9000": "bin/ourdays demo --addr :9000"} {
		if !strings.Contains(string(readme), told) {
			t.Errorf("the README does not tell of %s", told)
		}
		show := exec.Command("make", append([]string{"-C", "../..", "--dry-run"}, strings.Fields(told)[1:]...)...)
		show.Env = slices.DeleteFunc(os.Environ(), func(e string) bool { return strings.HasPrefix(e, "ADDR=") || strings.HasPrefix(e, "MAKE") })
		out, err := show.CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v\n%s", told, err, out)
		}
		if !strings.Contains(string(out), want+"\n") {
			t.Errorf("%s does not run %s:\n%s", told, want, out)
		}
	}
}
