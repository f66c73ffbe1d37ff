package processes_test

import (
	"bufio"
	"context"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/db"
)

// deployed reads a file that is handed to who installs the program.
func deployed(t *testing.T, path string) string { return read(t, filepath.Join("..", "..", path)) }

// unit gives the settings of a systemd unit.
func unit(t *testing.T) map[string]string {
	t.Helper()
	set := map[string]string{}
	for _, line := range strings.Split(deployed(t, "deploy/ourdays.service"), "\n") {
		if key, value, ok := strings.Cut(line, "="); ok {
			set[key] = value
		}
	}
	return set
}

// inABlock finds the settings in the blocks of a runbook.
var inABlock = regexp.MustCompile(`(?m)^    (OURDAYS_[A-Z]+)=(.*)$`)

// served starts the program as it is deployed and waits until it serves; it gives
// the process and where it listens.
func served(t *testing.T, args, env []string, dir string) (*exec.Cmd, string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), program, args...)
	cmd.Dir, cmd.Env, cmd.Stderr = dir, env, os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if _, at, ok := strings.Cut(lines.Text(), "http://"); ok {
			return cmd, "http://" + at
		}
	}
	t.Fatalf("it ended before it served: %v", cmd.Wait())
	return nil, ""
}

// readyThenStopped asks whether it can serve, then stops it as a supervisor does.
func readyThenStopped(t *testing.T, cmd *exec.Cmd, base string, within time.Duration) {
	t.Helper()
	answer, err := http.Get(base + "/readyz")
	if err != nil {
		t.Fatal(err)
	}
	if err := answer.Body.Close(); err != nil || answer.StatusCode != http.StatusOK {
		t.Errorf("ready: %d %v", answer.StatusCode, err)
	}
	stop := time.AfterFunc(within, func() { _ = cmd.Process.Kill() }) // as the supervisor would: Wait tells
	defer stop.Stop()
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("stopped: %v", err)
	}
}

func TestTheUnitServesWithTheSettingsOfTheRunbook(t *testing.T) {
	u := unit(t)
	dir := t.TempDir()
	env := []string{"PATH=" + os.Getenv("PATH")}
	for _, m := range inABlock.FindAllStringSubmatch(deployed(t, "docs/runbooks/install.md"), -1) {
		value := strings.ReplaceAll(m[2], u["WorkingDirectory"], dir)
		if m[1] == "OURDAYS_ADDR" {
			value = "127.0.0.1:0"
		}
		env = append(env, m[1]+"="+value)
	}
	if len(env) < 5 {
		t.Fatalf("the runbook sets only %v", env)
	}
	words := strings.Fields(u["ExecStart"])
	if words[0] != "/usr/local/bin/ourdays" || u["WorkingDirectory"] != "/var/lib/"+u["StateDirectory"] || u["User"] == "" {
		t.Errorf("the unit starts %q in %q as %q", words[0], u["WorkingDirectory"], u["User"])
	}
	within, err := time.ParseDuration(u["TimeoutStopSec"] + "s")
	if err != nil {
		t.Fatal(err)
	}
	cmd, base := served(t, words[1:], env, dir)
	readyThenStopped(t, cmd, base, within)
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || !slices.Contains(files, filepath.Join(dir, "ourdays.db")) {
		t.Errorf("its folder holds %v, %v", files, err)
	}
}

func TestEverySettingThatIsWrittenDownIsRead(t *testing.T) {
	var source strings.Builder
	files, err := filepath.Glob("../../cmd/ourdays/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		source.WriteString(read(t, f))
	}
	name := regexp.MustCompile(`OURDAYS_[A-Z]+`)
	for _, path := range []string{"README.md", "docs/runbooks/install.md", "docs/runbooks/backup.md", "docs/runbooks/two-processes.md",
		"deploy/Containerfile"} {
		for _, n := range name.FindAllString(deployed(t, path), -1) {
			if n != "OURDAYS_SCALE" && !strings.Contains(source.String(), `"`+n+`"`) { // which the benchmarks read
				t.Errorf("%s names %s, which the program does not read", path, n)
			}
		}
	}
	for _, n := range name.FindAllString(source.String(), -1) {
		if n != "OURDAYS_DEMO" && n != "OURDAYS_" && !strings.Contains(deployed(t, "README.md"), n) { // which `demo` is for
			t.Errorf("README does not say what %s is", n)
		}
	}
}

func TestTheContainerServesWithNothingButTheProgram(t *testing.T) {
	file := deployed(t, "deploy/Containerfile")
	mod := regexp.MustCompile(`(?m)^go (\d+\.\d+)`).FindStringSubmatch(deployed(t, "go.mod"))
	if !strings.Contains(file, "golang:"+mod[1]+" ") {
		t.Errorf("it builds with another Go than %s", mod[1])
	}
	if !strings.Contains(file, "--chown=nonroot:nonroot /data /data") || !strings.Contains(file, ":nonroot\n") {
		t.Error("its user may not write its data")
	}
	list, err := exec.CommandContext(t.Context(), "go", "list", "-deps", "-f", "{{if .CgoFiles}}{{.ImportPath}}{{end}}",
		"ourdays/cmd/ourdays").Output()
	if err != nil {
		t.Fatal(err)
	}
	if c := strings.Fields(string(list)); !strings.Contains(file, "CGO_ENABLED=0") || slices.ContainsFunc(c, func(p string) bool {
		return strings.Contains(p, ".")
	}) {
		t.Errorf("the program needs libraries that the container does not hold, for %v", c)
	}
	database := regexp.MustCompile(`(?m)^ENV OURDAYS_DB=sqlite:/data/(\S+)`).FindStringSubmatch(file)
	verb := regexp.MustCompile(`(?m)^CMD \["(\w+)"\]`).FindStringSubmatch(file)
	if database == nil || verb == nil {
		t.Fatal("it names no database or nothing to do")
	}
	data := t.TempDir()
	cmd, base := served(t, verb[1:], []string{"OURDAYS_DB=sqlite:" + filepath.Join(data, database[1]), "OURDAYS_ADDR=127.0.0.1:0"}, "/")
	readyThenStopped(t, cmd, base, time.Minute)
}

func TestTheFirstAdministratorIsAppointedAndMaySignIn(t *testing.T) {
	database := "sqlite:" + filepath.Join(t.TempDir(), "new.db")
	out, code := run(t, "appoint", "sanjay", "--role", "admin,king", "--limit", "lots", "--organisation", "Nowhere", "--db", database)
	for _, want := range []string{"nobody is appointed", "name: ", "email: ", "roles: ", "limit: ", "organisation: "} {
		if code != 1 || !strings.Contains(out, want) {
			t.Errorf("ended with %d and does not say %q: %s", code, want, out)
		}
	}
	if out := must(t, "appoint", "sanjay@council.example", "--name", "Sanjay Mistry", "--role", "admin", "--db", database); !strings.Contains(
		out, "sanjay@council.example can sign in now as admin") {
		t.Errorf("it says %s", out)
	}
	if out, code := run(t, "appoint", "sanjay@council.example", "--name", "Another", "--role", "broker", "--db", database); code != 1 ||
		!strings.Contains(out, "Another account has that email address") {
		t.Errorf("a second one ended with %d: %s", code, out)
	}
	must(t, "check", "--db", database)
	stored(t, database, func(ctx context.Context, d *db.DB) error { // he is made up, and so may be signed in as
		return d.InTx(ctx, access.New(access.Deps{DB: d}).MarkDemo)
	})
	s := serve(t, database)
	b := newBrowser(t)
	b.as(s, "Sanjay Mistry")
	if page := b.get(s, "/admin"); !strings.Contains(page.body, "Sanjay Mistry") {
		t.Error("the administrator does not find themselves")
	}
}
