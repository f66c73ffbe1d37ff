package scale_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"ourdays/internal/app"
	"ourdays/internal/platform/assets"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/mail"
)

// The large borough: so many people of the demo, and so many more copies of it.
const (
	firstPeople = 1190
	moreCopies  = 41
)

// BenchmarkPages asks for pages as people of each kind, on the demo borough and
// on 42 of it, through the real router over loopback.
func BenchmarkPages(b *testing.B) {
	for _, size := range []struct {
		name           string
		people, copies int
	}{{"demo", 556, 0}, {"large", firstPeople, moreCopies}} {
		b.Run(size.name, func(b *testing.B) {
			s := open(b, size.people, size.copies)
			for _, page := range pages {
				b.Run(page.name, func(b *testing.B) { s.measure(b, page) })
			}
		})
	}
}

// page is an address that somebody asks for; {…} stands for the ids of a query.
type page struct {
	name, persona, path string
	ids                 string
}

var pages = []page{
	{"home", "", "/", ""},
	{"search", "", "/activities?q=%s", `SELECT word FROM find_word ORDER BY word LIMIT 200`},
	{"search-filtered", "", "/activities?kind=sport&part=evening&town=Crewe", ""},
	{"activity", "", "/activities/%s", `SELECT id FROM activity ORDER BY title, id LIMIT 200`},
	{"my-week", "Jo B.", "/me/week", ""},
	{"my-money", "Jo B.", "/me/money", ""},
	{"people", "Dina Okafor", "/people?q=%s", `SELECT DISTINCT family_name FROM person ORDER BY family_name LIMIT 200`},
	{"person", "Dina Okafor", "/people/%s", `SELECT t.person_id FROM tie t JOIN actor a ON a.id = t.actor_id
		WHERE a.name = 'Dina Okafor' AND t.relation = 'allocated' ORDER BY t.person_id LIMIT 200`},
	{"referrals", "Amara Osei", "/referrals", ""},
	{"provider-sessions", "Beth Farrow", "/provider/sessions", ""},
	{"spend", "Ruth Pemberton", "/steer/spend", ""},
}

// site is the whole house over one file, served on loopback.
type site struct {
	server *httptest.Server
	db     *db.DB
}

// open fills a file with the demo and copies of it, and serves it. It says how
// long each step took and how much memory is in use.
func open(b *testing.B, people, more int) *site {
	b.Helper()
	path, kept := file(b, people)
	start := time.Now()
	if !kept {
		out, err := exec.Command("go", "run", "ourdays/cmd/ourdays", "demo", "--db", "sqlite:"+path, "--people", fmt.Sprint(people), "--no-serve").CombinedOutput()
		if err != nil {
			b.Fatalf("%v: %s", err, out)
		}
	}
	filled := time.Now()
	d, err := db.Open(b.Context(), "sqlite:"+path, db.Options{Fill: more > 0 && !kept})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := d.Close(); err != nil {
			b.Error(err)
		}
	})
	if more > 0 && !kept {
		copies(b, d.Pool(), more)
		if err := app.Rebuild(b.Context(), d); err != nil {
			b.Fatal(err)
		}
	}
	symbols, err := assets.Embedded()
	if err != nil {
		b.Fatal(err)
	}
	a := app.New(d, app.Settings{Council: "Weaverdale", Phone: "01632 960 100", Email: "help@weaverdale.example", Demo: true, Symbols: symbols,
		Mail: &mail.Box{}, Log: slog.New(slog.DiscardHandler)})
	copied := time.Now()
	if breaches, err := a.Check(b.Context()); err != nil || len(breaches) > 0 {
		b.Fatalf("the borough is not sound: %d breaches, %v, %v", len(breaches), breaches[:min(3, len(breaches))], err)
	}
	s := &site{httptest.NewServer(a.Handler()), d}
	b.Cleanup(s.server.Close)
	b.Logf("filled in %.1f s, copied in %.1f s, checked in %.1f s; %s; %s", filled.Sub(start).Seconds(), copied.Sub(filled).Seconds(),
		time.Since(copied).Seconds(), s.count(b), memory())
	return s
}

// file is where a borough lies, and whether it lies there already: with
// OURDAYS_SCALE, a folder, it is kept from one run to the next.
func file(b *testing.B, people int) (string, bool) {
	folder := os.Getenv("OURDAYS_SCALE")
	if folder == "" {
		return filepath.Join(b.TempDir(), "scale.db"), false
	}
	path := filepath.Join(folder, fmt.Sprintf("scale-%d.db", people))
	_, err := os.Stat(path)
	return path, err == nil
}

func (s *site) count(b *testing.B) string {
	var parts []string
	for _, t := range []string{"person", "activity", "session", "booking", "posting"} {
		parts = append(parts, s.query(b, fmt.Sprintf(`SELECT count(*) || ' rows of %s' FROM %s`, t, t))...)
	}
	return strings.Join(parts, ", ")
}

func memory() string {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return fmt.Sprintf("%d MB in use", m.HeapInuse>>20)
}

func (s *site) query(b *testing.B, text string) []string {
	b.Helper()
	var all []string
	err := s.db.Read(b.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
		all, err = db.All[string](ctx, tx, text)
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return all
}

// measure asks for a page again and again, of another thing each time.
func (s *site) measure(b *testing.B, p page) {
	client := s.signedIn(b, p.persona)
	paths := []string{p.path}
	if p.ids != "" {
		paths = nil
		for _, id := range s.query(b, p.ids) {
			paths = append(paths, fmt.Sprintf(p.path, url.QueryEscape(id)))
		}
	}
	var took []time.Duration
	size := 0
	for i := 0; b.Loop(); i++ {
		start := time.Now()
		body, code := get(b, client, s.server.URL+paths[i%len(paths)])
		took = append(took, time.Since(start))
		if code != http.StatusOK {
			b.Fatalf("%s: %d", paths[i%len(paths)], code)
		}
		size += len(body)
	}
	slices.Sort(took)
	for _, percent := range []int{50, 95, 99} {
		b.ReportMetric(float64(took[len(took)*percent/100].Microseconds())/1000, fmt.Sprintf("p%d-ms", percent))
	}
	b.ReportMetric(float64(size)/float64(len(took))/1024, "KB")
	b.ReportMetric(0, "ns/op")
}

func get(b *testing.B, client *http.Client, address string) ([]byte, int) {
	b.Helper()
	res, err := client.Get(address)
	if err != nil {
		b.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		b.Fatal(err)
	}
	return body, res.StatusCode
}

// signedIn is a browser of somebody of the demo; without a name, of anyone.
func (s *site) signedIn(b *testing.B, persona string) *http.Client {
	b.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		b.Fatal(err)
	}
	client := &http.Client{Jar: jar}
	if persona == "" {
		return client
	}
	ids := s.query(b, `SELECT id FROM actor WHERE name = '`+persona+`' ORDER BY id`)
	if len(ids) == 0 {
		b.Fatalf("nobody is called %s", persona)
	}
	res, err := client.PostForm(s.server.URL+"/sign-in/as", url.Values{"actor": {ids[0]}})
	if err != nil {
		b.Fatal(err)
	}
	if err := res.Body.Close(); err != nil {
		b.Fatal(err)
	}
	if res.StatusCode != http.StatusOK {
		b.Fatalf("sign in as %s: %d", persona, res.StatusCode)
	}
	return client
}
