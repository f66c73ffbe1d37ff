package processes_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"ourdays/internal/platform/db"
)

// program is the binary under test, built once; workshop is the folder in which
// it lies.
var program, workshop string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "ourdays-program-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	program, workshop = filepath.Join(dir, "ourdays"), dir
	build := exec.Command("go", "build", "-o", program, "ourdays/cmd/ourdays")
	build.Stderr = os.Stderr
	code := 1
	if err := build.Run(); err == nil {
		code = m.Run()
	}
	if err := os.RemoveAll(dir); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	os.Exit(code)
}

// borough60 is the file of a made-up borough of 60 people, filled once.
var borough60 = sync.OnceValues(func() (string, error) {
	path := filepath.Join(workshop, "borough.db")
	out, err := exec.Command(program, "demo", "--db", "sqlite:"+path, "--people", "60", "--no-serve").CombinedOutput()
	if err != nil {
		err = fmt.Errorf("%w: %s", err, out)
	}
	return path, err
})

// town gives a copy of that borough, and its path.
func town(t *testing.T) (database, path string) {
	t.Helper()
	filled, err := borough60()
	if err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(t.TempDir(), "town.db")
	copyTo(t, filled, path)
	return "sqlite:" + path, path
}

func copyTo(t *testing.T, from, to string) {
	t.Helper()
	b, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

// stored does something with a database that no process serves.
func stored(t *testing.T, database string, do func(ctx context.Context, d *db.DB) error) {
	t.Helper()
	d, err := db.Open(t.Context(), database, db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(do(t.Context(), d), d.Close()); err != nil {
		t.Fatal(err)
	}
}

// run runs a subcommand to its end and gives what it printed.
func run(t *testing.T, args ...string) (out string, code int) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), program, args...)
	b, err := cmd.CombinedOutput()
	var failed *exec.ExitError
	if err != nil && !errors.As(err, &failed) {
		t.Fatal(err)
	}
	return string(b), cmd.ProcessState.ExitCode()
}

// must runs a subcommand that has to succeed.
func must(t *testing.T, args ...string) string {
	t.Helper()
	out, code := run(t, args...)
	if code != 0 {
		t.Fatalf("%s ended with %d: %s", strings.Join(args, " "), code, out)
	}
	return out
}

// printed runs a subcommand that has to end with a code, and gives what it
// printed for machines.
func printed(t *testing.T, code int, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), program, args...)
	var told strings.Builder
	cmd.Stderr = &told
	out, err := cmd.Output()
	if got := cmd.ProcessState.ExitCode(); got != code {
		t.Fatalf("%s ended with %d, %v: %s", strings.Join(args, " "), got, err, &told)
	}
	return string(out)
}

// server is one process that serves.
type server struct {
	t    *testing.T
	cmd  *exec.Cmd
	base string
	log  *strings.Builder
}

// serve starts a process on a port of its own and waits until it says where.
func serve(t *testing.T, database string) *server {
	t.Helper()
	s := &server{t: t, cmd: exec.CommandContext(context.Background(), program, "serve", "--db", database, "--addr", "127.0.0.1:0"),
		log: &strings.Builder{}}
	s.cmd.Env = append(os.Environ(), "OURDAYS_DEMO=true")
	s.cmd.Stderr = s.log
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.kill)
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if _, at, ok := strings.Cut(lines.Text(), "Ourdays: "); ok {
			s.base = at
			return s
		}
	}
	t.Fatalf("the program ended before it served: %v", s.cmd.Wait())
	return nil
}

// strike kills the process at once: what it had not committed is gone.
func (s *server) strike() {
	if err := s.cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		s.t.Error(err)
	}
}

// kill makes sure that the process is gone.
func (s *server) kill() {
	if s.cmd.ProcessState != nil {
		return
	}
	s.strike()
	if err := s.cmd.Wait(); err == nil {
		s.t.Error("a killed process ended as if nothing had been")
	}
}

// stop asks the process to end and gives its exit code.
func (s *server) stop() int {
	s.t.Helper()
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		s.t.Fatal(err)
	}
	if err := s.cmd.Wait(); err != nil {
		s.t.Logf("stopped: %v; its log: %s", err, s.log)
	}
	return s.cmd.ProcessState.ExitCode()
}

// browser keeps cookies and follows nothing by itself. Its cookies go to every
// process, as they would behind one address.
type browser struct {
	t      *testing.T
	client *http.Client
}

func newBrowser(t *testing.T) *browser {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &browser{t, &http.Client{Jar: jar, CheckRedirect: stay, Timeout: time.Minute}}
}

type answer struct {
	code     int
	location string
	body     string
}

// try sends a request; err says that no whole answer came.
func (b *browser) try(method, address string, form url.Values) (answer, error) {
	req, err := http.NewRequestWithContext(context.Background(), method, address, strings.NewReader(form.Encode()))
	if err != nil {
		return answer{}, err
	}
	if method == http.MethodPost {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	res, err := b.client.Do(req)
	if err != nil {
		return answer{}, err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	return answer{res.StatusCode, res.Header.Get("Location"), string(body)}, err
}

func (b *browser) get(s *server, path string) answer {
	b.t.Helper()
	a, err := b.try(http.MethodGet, s.base+path, nil)
	if err != nil {
		b.t.Fatal(err)
	}
	return a
}

func (b *browser) post(s *server, path string, form url.Values) answer {
	b.t.Helper()
	a, err := b.try(http.MethodPost, s.base+path, form)
	if err != nil {
		b.t.Fatal(err)
	}
	return a
}

// as signs in as a persona of the demo.
func (b *browser) as(s *server, name string) {
	b.t.Helper()
	page := b.get(s, "/sign-in").body
	who := regexp.MustCompile(`name="actor" value="([^"]+)"(?:[^<]|<[^s])*<span[^>]*>` + regexp.QuoteMeta(name) + `<`).FindStringSubmatch(page)
	if who == nil {
		b.t.Fatalf("the sign-in page does not offer %s", name)
	}
	if a := b.post(s, "/sign-in/as", url.Values{"actor": {who[1]}}); a.code != http.StatusSeeOther {
		b.t.Fatalf("signing in as %s: %d", name, a.code)
	}
}

// key is the key of the first form of a page that leads to an address.
func key(t *testing.T, page, action string) string {
	t.Helper()
	found := regexp.MustCompile(`action="` + regexp.QuoteMeta(action) + `"(?:[^<]|<[^/])*?name="form" value="([^"]+)"`).FindStringSubmatch(
		page)
	if found == nil {
		t.Fatalf("no form leads to %s", action)
	}
	return found[1]
}
