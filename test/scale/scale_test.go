package scale_test

import (
	"context"
	"errors"
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

var sizes = []struct {
	name           string
	people, copies int
}{{"demo", 556, 0}, {"large", firstPeople, moreCopies}}

// BenchmarkPages asks for pages as people of each kind, on the demo borough and
// on 42 of it, through the real router over loopback.
func BenchmarkPages(b *testing.B) {
	for _, size := range sizes {
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
	{"search-two-words", "", "/activities?q=%s", `WITH w AS (SELECT word, row_number() OVER (ORDER BY word) AS n FROM find_word)
		SELECT a.word || ' ' || b.word FROM w a JOIN w b ON b.n = a.n + 100 ORDER BY a.n LIMIT 200`},
	{"search-misspelt", "", "/activities?q=%s",
		`SELECT substr(word, 1, 2) || substr(word, 4) FROM find_word WHERE letters > 5 ORDER BY word LIMIT 200`},
	{"search-filtered", "", "/activities?kind=sport&part=evening&town=Crewe", ""},
	{"activity", "", "/activities/%s", `SELECT id FROM activity ORDER BY title, id LIMIT 200`},

	{"my-week", "Jo B.", "/me/week", ""},
	{"my-week-print", "Jo B.", "/me/week/print", ""},
	{"my-money", "Jo B.", "/me/money", ""},
	{"my-outcomes", "Jo B.", "/me/outcomes", ""},
	{"my-choices", "Jo B.", "/me/choose", ""},
	{"my-profile", "Jo B.", "/me/profile", ""},
	{"who-looked", "Jo B.", "/me/who-looked", ""},
	{"book", "Jo B.", "/sessions/%s/book", `SELECT s.id FROM session s JOIN activity a ON a.id = s.activity_id
		WHERE s.day > date('now', '+2 days') AND a.tiers = 0 AND s.taken < s.places AND s.id NOT LIKE '%~%' ORDER BY s.day, s.id LIMIT 50`},

	{"people", "Dina Okafor", "/people", ""},
	{"people-search", "Dina Okafor", "/people?q=%s", `SELECT DISTINCT family_name FROM person ORDER BY family_name LIMIT 200`},
	{"person", "Dina Okafor", "/people/%s", ofDina},
	{"person-plan", "Dina Okafor", "/people/%s/plan", ofDina},
	{"person-week", "Dina Okafor", "/people/%s/week", ofDina},
	{"person-profile", "Dina Okafor", "/people/%s/profile", ofDina},
	{"reviews", "Dina Okafor", "/reviews", ""},

	{"referrals", "Amara Osei", "/referrals", ""},
	{"referral", "Amara Osei", "/referrals/%s", `SELECT id FROM referral WHERE status <> 'ended' ORDER BY number DESC LIMIT 200`},
	{"placement", "Amara Osei", "/placements/%s", `SELECT id FROM placement ORDER BY id LIMIT 200`},
	{"approvals", "Helen Marsh", "/approvals", ""},

	{"provider-sessions", "Beth Farrow", "/provider/sessions", ""},
	{"provider-register", "Beth Farrow", "/provider/sessions/%s/register", `SELECT s.id FROM session s
		JOIN actor a ON a.organisation_id = s.organisation_id WHERE a.name = 'Beth Farrow' AND a.id NOT LIKE '%~%' AND s.taken > 0 ORDER BY s.day DESC, s.id LIMIT 200`},
	{"provider-offers", "Beth Farrow", "/provider/offers", ""},
	{"provider-activities", "Beth Farrow", "/provider/activities", ""},

	{"finance", "Tomasz Lis", "/finance", ""},
	{"finance-again", "Tomasz Lis", "/finance/again", ""},
	{"assessments", "Tomasz Lis", "/people/%s/assessment", `SELECT DISTINCT person_id FROM assessment ORDER BY person_id LIMIT 200`},

	{"spend", "Ruth Pemberton", "/steer/spend", ""},
	{"steer-places", "Ruth Pemberton", "/steer/places", ""},
	{"steer-place", "Ruth Pemberton", "/steer/places/%s", `SELECT id FROM placement ORDER BY id LIMIT 200`},
	{"steer-people", "Ruth Pemberton", "/steer/people", ""},
	{"steer-sessions", "Ruth Pemberton", "/steer/sessions", ""},
	{"steer-outcomes", "Ruth Pemberton", "/steer/outcomes", ""},
	{"steer-reviews", "Ruth Pemberton", "/steer/reviews", ""},
	{"steer-budget", "Ruth Pemberton", "/steer/budget", ""},
}

// ofDina are people in the charge of a social worker.
const ofDina = `SELECT t.person_id FROM tie t JOIN actor a ON a.id = t.actor_id
	WHERE a.name = 'Dina Okafor' AND t.relation = 'allocated' AND a.id NOT LIKE '%~%' ORDER BY t.person_id LIMIT 200`

// site is the whole house over one file, served on loopback.
type site struct {
	server *httptest.Server
	db     *db.DB
}

// open fills a file with the demo and copies of it, and serves it. It says how
// long each step took and how much memory is in use.
func open(b *testing.B, people, more int) *site {
	b.Helper()
	start := time.Now()
	path := borough(b, people)
	filled := time.Now()
	if more > 0 {
		path = large(b, path, more)
	}
	copied := time.Now()
	d, err := db.Open(b.Context(), "sqlite:"+path, db.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := d.Close(); err != nil {
			b.Error(err)
		}
	})
	if _, err := d.Migrate(b.Context()); err != nil { // a file that was kept may be older
		b.Fatal(err)
	}
	symbols, err := assets.Embedded()
	if err != nil {
		b.Fatal(err)
	}
	a := app.New(d, app.Settings{Council: "Weaverdale", Phone: "01632 960 100", Email: "help@weaverdale.example", Demo: true, Symbols: symbols,
		Mail: &mail.Box{}, Log: slog.New(slog.DiscardHandler)})
	if breaches, err := a.Check(b.Context()); err != nil || len(breaches) > 0 {
		b.Fatalf("the borough is not sound: %d breaches, %v, %v", len(breaches), breaches[:min(3, len(breaches))], err)
	}
	s := &site{httptest.NewServer(a.Handler()), d}
	b.Cleanup(s.server.Close)
	b.Logf("filled in %.1f s, copied in %.1f s, checked in %.1f s; %s; %s", filled.Sub(start).Seconds(), copied.Sub(filled).Seconds(),
		time.Since(copied).Seconds(), s.count(b), memory())
	return s
}

// borough is the file of a demo borough. With OURDAYS_SCALE, a folder, it is
// kept there from one run to the next.
func borough(b *testing.B, people int) string {
	folder := os.Getenv("OURDAYS_SCALE")
	if folder == "" {
		folder = b.TempDir()
	}
	return kept(b, filepath.Join(folder, fmt.Sprintf("demo-%d.db", people)), func(part string) {
		args := []string{"run", "ourdays/cmd/ourdays", "demo", "--no-serve", "--db", "sqlite:" + part, "--people", fmt.Sprint(people)}
		out, err := exec.Command("go", args...).CombinedOutput()
		if err != nil {
			b.Fatalf("%v: %s", err, out)
		}
	})
}

// large is the file of a borough and so many more like it, beside the first.
func large(b *testing.B, first string, more int) string {
	return kept(b, fmt.Sprintf("%s-and-%d.db", strings.TrimSuffix(first, ".db"), more), func(part string) {
		data, err := os.ReadFile(first)
		if err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(part, data, 0o600); err != nil {
			b.Fatal(err)
		}
		copies(b, part, more)
		d, err := db.Open(b.Context(), "sqlite:"+part, db.Options{Fill: true})
		if err != nil {
			b.Fatal(err)
		}
		sound(b, d.Pool())
		if err := errors.Join(app.Rebuild(b.Context(), d), d.Sync(b.Context()), d.Close()); err != nil {
			b.Fatal(err)
		}
	})
}

// kept makes a file, unless it is there.
func kept(b *testing.B, path string, fill func(part string)) string {
	b.Helper()
	if _, err := os.Stat(path); err == nil {
		return path
	}
	part := path + ".part"
	if err := os.RemoveAll(part); err != nil {
		b.Fatal(err)
	}
	fill(part)
	if err := os.Rename(part, path); err != nil {
		b.Fatal(err)
	}
	return path
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
