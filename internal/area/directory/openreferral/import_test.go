package openreferral

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
)

func newImporter(d *db.DB) *Importer {
	return &Importer{DB: d, Actor: access.System, Tell: func(string, ...any) {},
		Directory: directory.New(directory.Deps{DB: d, Access: access.New(access.Deps{DB: d})})}
}

// shared finds a file of the shared data beside the project, or skips.
func shared(t testing.TB, name string) string {
	t.Helper()
	root := os.Getenv("OURDAYS_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "..", "..", "..", "shared")
	}
	path := filepath.Join(root, "data", "openreferral", name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("the shared data is not here: %s", name)
	}
	return path
}

func raws(t *testing.T, doc string) []json.RawMessage {
	t.Helper()
	list, _, err := unwrap([]byte(doc))
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func search(t *testing.T, d *db.DB, q directory.Query) directory.Found {
	t.Helper()
	var f directory.Found
	err := d.Read(t.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
		f, err = newImporter(d).Directory.Search(ctx, tx, q)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestARealCouncilsListLoadsAndASecondRunChangesNothing(t *testing.T) {
	path := shared(t, "bristol-oruk-v1.json")
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		first, err := newImporter(d).ImportFile(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		if first.Read != 819 || first.Added != 818 || len(first.Rejected) != 1 || first.Changed+first.Unchanged != 0 {
			t.Errorf("first run: read %d, added %d, rejected %v", first.Read, first.Added, first.Rejected)
		}
		if want := (Rejection{ID: "def5ccd4-f121-df4d-60d2-4dc0d69ff555",
			Reason: "it has no name, and no organisation whose name could be taken"}); len(first.Rejected) == 1 && first.Rejected[0] != want {
			t.Errorf("rejected %+v, not %+v", first.Rejected[0], want)
		}
		if n := count(first.Repaired, "id"); n != 1 {
			t.Errorf("%d repeated ids", n)
		}
		if kinds, ways := guessed(first, "kind"), guessed(first, "online"); kinds != 818 || ways != 792 {
			t.Errorf("the report names %d guessed kinds and %d guessed ways of taking part", kinds, ways)
		}
		second, err := newImporter(d).ImportFile(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		if second.Unchanged != 818 || second.Added+second.Changed != 0 || len(second.Repaired) != len(first.Repaired) {
			t.Errorf("second run: %d unchanged, %d added, %d changed", second.Unchanged, second.Added, second.Changed)
		}
		if f := search(t, d, directory.Query{Words: "yoga fishponds"}); f.Loosened ||
			f.Hits[0].Activity.Title != "Fishponds Yoga for Fitness & Wellbeing" {
			t.Errorf("search finds %+v", f)
		}
		if f := search(t, d, directory.Query{}); f.Total != 818 {
			t.Errorf("%d can be found", f.Total)
		}
	})
}

func guessed(r Report, field string) (n int) {
	for _, g := range r.Guessed {
		if g.Field == field && g.ID != "" && g.Name != "" && g.Value != "" && g.Why != "" {
			n++
		}
	}
	return n
}

func count(list []Repair, field string) (n int) {
	for _, r := range list {
		if r.Field == field {
			n++
		}
	}
	return n
}

func TestPagesAndSingleRecordsOfVersion3Load(t *testing.T) {
	for name, want := range map[string]int{"bristol-oruk-v3-services-page1.json": 3, "bristol-oruk-v3-service.json": 1} {
		path := shared(t, name)
		d := dbtest.SQLite(t)
		r, err := newImporter(d).ImportFile(t.Context(), path)
		if err != nil || r.Added != want {
			t.Errorf("%s: %+v %v", name, r, err)
		}
		err = d.Read(t.Context(), func(ctx context.Context, tx *db.Tx) error {
			for _, column := range []string{"description", "title"} {
				n, err := db.One[int](ctx, tx, `SELECT count(*) FROM activity WHERE instr(`+column+`, 'thecareforum') > 0`)
				if err != nil || n > 0 {
					t.Errorf("who assured a record was stored: %d %v", n, err)
				}
			}
			n, err := db.One[int](ctx, tx, `SELECT count(*) FROM organisation WHERE instr(email, 'thecareforum') > 0`)
			if n > 0 {
				t.Error("who assured a record became an organisation's address")
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}
}

const twoUnderOneID = `[
 {"id":"A","name":"Choir","status":"active","organization":{"id":"O","name":"Hall"}},
 {"id":"A","name":"Pottery","status":"active","organization":{"id":"O","name":"Hall"}},
 {"id":"A","name":"Choir","status":"active","organization":{"id":"O","name":"Hall"}},
 {"id":"B","name":" ","status":"active"},
 ["not a service"],
 {"id":"C","name":"Film club","minimum_age":-1,"description":7,"organization":{"id":"O","name":"Hall"}}]`

func TestNoRecordIsDroppedWithoutAWord(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r, err := newImporter(d).Import(t.Context(), raws(t, twoUnderOneID))
		if err != nil {
			t.Fatal(err)
		}
		if r.Read != 6 || r.Added != 3 || r.Unchanged != 1 || len(r.Rejected) != 2 {
			t.Errorf("%+v", r)
		}
		if r.Read != r.Added+r.Changed+r.Unchanged+len(r.Rejected) {
			t.Error("the counts do not add up")
		}
		said := fmt.Sprint(r.Repaired)
		for _, want := range []string{"used by another record", "twice", "-1 taken for none", "description left out"} {
			if !strings.Contains(said, want) {
				t.Errorf("the repairs do not say %q: %s", want, said)
			}
		}
	})
}

func TestARepeatedIDKeepsItsRecordsApartWhateverTheirOrder(t *testing.T) {
	d := dbtest.SQLite(t)
	const choir, pottery = `{"id":"A","name":"Choir"}`, `{"id":"A","name":"Pottery"}`
	for i, doc := range []string{"[" + choir + "," + pottery + "]", "[" + pottery + "," + choir + "]"} {
		r, err := newImporter(d).Import(t.Context(), raws(t, doc))
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 && r.Added != 2 || i == 1 && r.Unchanged != 2 {
			t.Errorf("run %d: %+v", i+1, r)
		}
	}
}

func TestAChangedRecordKeepsTheEasyReadThatPeopleWroteHere(t *testing.T) {
	d := dbtest.SQLite(t)
	run := func(doc string) Report {
		r, err := newImporter(d).Import(t.Context(), raws(t, doc))
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	run(`{"id":"A","name":"Choir","description":"We sing."}`)
	a := search(t, d, directory.Query{Words: "choir"}).Hits[0].Activity
	a.EasyText = "You can sing here."
	err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		_, err := newImporter(d).Directory.Publish(ctx, tx, access.System, a)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if r := run(`{"id":"A","name":"Choir","description":"We sing loudly."}`); r.Changed != 1 {
		t.Errorf("%+v", r)
	}
	got := search(t, d, directory.Query{Words: "choir"}).Hits[0].Activity
	if got.EasyText != "You can sing here." || got.Text != "We sing loudly." || got.ID != a.ID {
		t.Errorf("%+v", got)
	}
}

func TestAFileThatCannotBeReadSaysWhereAndStoresNothing(t *testing.T) {
	for doc, want := range map[string]string{
		"[\n{\"id\":\"A\",\n}]": "line 3", `{"hello":1}`: "neither an array", `{"contents":"x"}`: "$.contents", "": "line 1",
	} {
		d := dbtest.SQLite(t)
		path := filepath.Join(t.TempDir(), "feed.json")
		if err := os.WriteFile(path, []byte(doc), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := newImporter(d).ImportFile(t.Context(), path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", doc, err, want)
		}
		if f := search(t, d, directory.Query{}); f.Total != 0 {
			t.Errorf("%q stored %d", doc, f.Total)
		}
	}
}

// feed serves pages of two services; answer may spoil a request.
func feed(t *testing.T, pages int, answer func(page string, w http.ResponseWriter) bool) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasSuffix(r.URL.Path, "/services") {
			fmt.Fprint(w, `{"version":"HSDS-UK-3.0","profile":"https://example.org","openapi_url":"https://example.org"}`)
			return
		}
		n := r.URL.Query().Get("page")
		if answer != nil && answer(n, w) {
			return
		}
		fmt.Fprintf(w, `{"total_pages":%d,"page_number":%s,"contents":[{"id":"%s-a","name":"Choir %s"},{"id":"%s-b","name":"Walk %s"}]}`,
			pages, n, n, n, n, n)
	}))
	t.Cleanup(s.Close)
	return s
}

func patient(pauses *[]time.Duration) *Feed {
	return &Feed{Client: http.DefaultClient, Pause: func(_ context.Context, d time.Duration) error {
		*pauses = append(*pauses, d)
		return nil
	}}
}

func TestALiveFeedIsReadToItsEndFromItsFrontDoor(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := feed(t, 3, nil)
		var pauses []time.Duration
		for i, want := range []string{"added 6", "unchanged 6"} {
			r, err := newImporter(d).ImportFeed(t.Context(), patient(&pauses), s.URL+"/api")
			if err != nil {
				t.Fatal(err)
			}
			if got := map[int]string{0: fmt.Sprintf("added %d", r.Added), 1: fmt.Sprintf("unchanged %d", r.Unchanged)}[i]; got != want {
				t.Errorf("run %d: %s, want %s", i+1, got, want)
			}
		}
	})
}

func TestABusyFeedIsAskedAgainAsItWishes(t *testing.T) {
	tries := 0
	s := feed(t, 1, func(_ string, w http.ResponseWriter) bool {
		if tries++; tries > 2 {
			return false
		}
		if tries == 2 {
			w.Header().Set("Retry-After", "7")
		}
		w.WriteHeader(http.StatusServiceUnavailable)
		return true
	})
	var pauses []time.Duration
	r, err := newImporter(dbtest.SQLite(t)).ImportFeed(t.Context(), patient(&pauses), s.URL+"/services")
	if err != nil || r.Added != 2 || fmt.Sprint(pauses) != "[2s 7s]" {
		t.Errorf("%+v after pauses %v: %v", r, pauses, err)
	}
}

func TestHowLongABusyFeedIsWaitedFor(t *testing.T) {
	const date = "Thu, 26 Nov 2026 21:00:00 GMT"
	for _, c := range []struct {
		name   string
		status int
		after  string
		pauses string
	}{
		{"too many requests", http.StatusTooManyRequests, "", "[2s]"},
		{"seconds", http.StatusTooManyRequests, "7", "[7s]"},
		{"seconds of a server in trouble", http.StatusServiceUnavailable, "7", "[7s]"},
		{"two minutes", http.StatusTooManyRequests, "120", "[2m0s]"},
		{"an hour is longer than we wait", http.StatusTooManyRequests, "3600", "[2m0s]"},
		{"a day and an hour, by the feed's own clock", http.StatusTooManyRequests, "Thu, 26 Nov 2026 21:00:09 GMT", "[9s]"},
		{"an hour later, as a day and an hour", http.StatusServiceUnavailable, "Thu, 26 Nov 2026 22:00:00 GMT", "[2m0s]"},
		{"a day that is over", http.StatusTooManyRequests, "Wed, 25 Nov 2026 21:00:00 GMT", "[2s]"},
		{"more seconds than a clock holds", http.StatusTooManyRequests, "9223372036854775807", "[2m0s]"},
		{"nonsense", http.StatusTooManyRequests, "soon", "[2s]"},
		{"a time before now", http.StatusTooManyRequests, "-5", "[2s]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			tries := 0
			s := feed(t, 1, func(_ string, w http.ResponseWriter) bool {
				if tries++; tries > 1 {
					return false
				}
				w.Header().Set("Date", date)
				if c.after != "" {
					w.Header().Set("Retry-After", c.after)
				}
				w.WriteHeader(c.status)
				return true
			})
			var pauses []time.Duration
			r, err := newImporter(dbtest.SQLite(t)).ImportFeed(t.Context(), patient(&pauses), s.URL+"/services")
			if err != nil || r.Added != 2 || fmt.Sprint(pauses) != c.pauses {
				t.Errorf("%+v after pauses %v, want %s: %v", r, pauses, c.pauses, err)
			}
		})
	}
}

func TestAFileThatIsTooLargeIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "feed.json")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(path, largestDocument+1); err != nil { // a hole, that takes no room
		t.Fatal(err)
	}
	if _, err := newImporter(dbtest.SQLite(t)).ImportFile(t.Context(), path); !errors.Is(err, errTooLarge) {
		t.Errorf("got %v", err)
	}
}

func TestABrokenRunGoesOnWhereItStopped(t *testing.T) {
	d := dbtest.SQLite(t)
	broken := true
	var asked []string
	s := feed(t, 3, func(page string, w http.ResponseWriter) bool {
		asked = append(asked, page)
		if broken && page == "2" {
			w.WriteHeader(http.StatusNotFound)
			return true
		}
		return false
	})
	var pauses []time.Duration
	if r, err := newImporter(d).ImportFeed(t.Context(), patient(&pauses), s.URL+"/services"); err == nil || r.Added != 2 {
		t.Errorf("the broken run: %+v %v", r, err)
	}
	broken, asked = false, nil
	r, err := newImporter(d).ImportFeed(t.Context(), patient(&pauses), s.URL+"/services")
	if err != nil || r.Added != 6 || strings.Join(asked, " ") != "2 3" {
		t.Errorf("the second run asked for %v: %+v %v", asked, r, err)
	}
}

// faulty serves three pages with something to repair, to reject and to keep, and one id that stands on two of them.
func faulty(t *testing.T, broken *bool) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n := r.URL.Query().Get("page")
		if *broken && n == "2" {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		fmt.Fprintf(w, `{"total_pages":3,"contents":[{"id":"%s-a","name":" Choir "},{"id":"%s-b","name":""},{"id":"S","name":"Walk %s"}]}`, n, n, n)
	}))
	t.Cleanup(s.Close)
	return s
}

// What a run did before it broke off is told by the run that goes on, as if none had broken off.
func TestARunThatGoesOnTellsOfTheWholeFeed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		broken := true
		s := faulty(t, &broken)
		var pauses []time.Duration
		first, err := newImporter(d).ImportFeed(t.Context(), patient(&pauses), s.URL+"/services")
		if err == nil || first.Read != 3 || len(first.Rejected) != 1 || len(first.Repaired) == 0 {
			t.Fatalf("the broken run: %+v %v", first, err)
		}
		broken = false
		second, err := newImporter(d).ImportFeed(t.Context(), patient(&pauses), s.URL+"/services")
		if err != nil {
			t.Fatal(err)
		}
		whole, err := newImporter(dbtest.SQLite(t)).ImportFeed(t.Context(), patient(&pauses), s.URL+"/services")
		if err != nil || fmt.Sprint(second) != fmt.Sprint(whole) {
			t.Errorf("the run that went on tells %+v, a run without a break %+v %v", second, whole, err)
		}
		third, err := newImporter(d).ImportFeed(t.Context(), patient(&pauses), s.URL+"/services")
		if err != nil || third.Read != 9 || third.Unchanged != 6 || len(third.Rejected) != 3 {
			t.Errorf("a run from the beginning tells %+v %v", third, err)
		}
	})
}

// A feed that has stood still for an hour may not stand still any more: what moved to a page before
// the break would be missed.
func TestARunThatBrokeOffLongAgoBeginsAgain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		broken := true
		s := faulty(t, &broken)
		var pauses []time.Duration
		if _, err := newImporter(d).ImportFeed(t.Context(), patient(&pauses), s.URL+"/services"); err == nil {
			t.Fatal("it did not break off")
		}
		broken = false
		d.SetClock(clock.Fixed(dbtest.Start().Add(directory.FeedStands + time.Second)))
		im := newImporter(d)
		var told []string
		im.Tell = func(format string, args ...any) { told = append(told, fmt.Sprintf(format, args...)) }
		again, err := im.ImportFeed(t.Context(), patient(&pauses), s.URL+"/services")
		if err != nil || again.Read != 9 || !strings.Contains(told[0], "broke off more than 60 minutes ago") {
			t.Errorf("%+v %v, told %q", again, err, told)
		}
	})
}

func TestAPageThatIsTooLargeIsRefusedAndNotAskedAgain(t *testing.T) {
	tries := 0
	s := feed(t, 1, func(_ string, w http.ResponseWriter) bool {
		tries++
		_, err := io.WriteString(w, strings.Repeat(" ", 3000))
		return err == nil
	})
	var pauses []time.Duration
	f := patient(&pauses)
	f.Largest = 2000
	if _, err := newImporter(dbtest.SQLite(t)).ImportFeed(t.Context(), f, s.URL+"/services"); !errors.Is(err, errTooLarge) || tries != 1 {
		t.Errorf("after %d tries: %v", tries, err)
	}
}
