package site_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
	"ourdays/internal/platform/web"
	"ourdays/internal/site"
)

// borough is the public site over a small directory.
type borough struct {
	mux *http.ServeMux
	dir *directory.Service
	d   *db.DB
	ids map[string]string // by title
}

func newBorough(t *testing.T, d *db.DB) *borough {
	t.Helper()
	look := &web.Site{Name: "Ourdays", Council: "Test Council", Phone: "01270 000 000", Email: "help@example.org", DB: d,
		Log:  slog.New(slog.NewTextHandler(io.Discard, nil)),
		Look: web.Look{CSS: func(web.Register) string { return "" }, Symbol: func(name string) string { return "/assets/" + name + ".svg" }}}
	acc := access.New(access.Deps{DB: d, Site: look})
	b := &borough{mux: http.NewServeMux(), dir: directory.New(directory.Deps{DB: d, Access: acc}), d: d, ids: map[string]string{}}
	s := site.New(site.Deps{DB: d, Directory: b.dir, Book: func(id string) string { return "/sessions/" + id + "/book" }})
	for _, r := range s.Routes() {
		b.mux.Handle(r.Pattern, acc.Handler(r))
	}
	err := d.InTx(t.Context(), b.fill)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func (b *borough) fill(ctx context.Context, tx *db.Tx) error {
	org, err := b.dir.AddOrganisation(ctx, tx, access.System, directory.Organisation{Name: "Crewe Lanes", Kind: "leisure",
		Phone: "01270 111 222", Email: "lanes@example.org", Web: "javascript:alert(1)"})
	if err != nil {
		return err
	}
	loc, err := b.dir.AddLocation(ctx, tx, access.System, directory.Location{OrganisationID: org.ID, Name: "The Lanes", Town: "Crewe",
		Address: "1 Mill Street", Access: directory.StepFree, HowToGetThere: "Bus 8 stops outside.", EasyHowTo: "Take bus 8."})
	if err != nil {
		return err
	}
	for _, a := range []directory.Activity{
		{Title: "Ten-pin bowling </script><b>crew", EasyTitle: "Bowling", Kind: "sport", OwnPrice: 600, Text: "Two games.\n\nThen tea.",
			EasyText: "You can bowl.\nThere is tea.", Checked: clock.D(2026, 11, 21), AgeFrom: 18, For: db.List{"autism"}, DropIn: true},
		{Title: "Quiz at home", Kind: "friends", Online: directory.Online, Text: "Questions by video.", DropIn: true},
		{Title: "Secret draft", Kind: "arts", Status: directory.Draft},
	} {
		a.OrganisationID = org.ID
		if a, err = b.dir.Publish(ctx, tx, access.System, a); err != nil {
			return err
		}
		b.ids[a.Title] = a.ID
	}
	_, err = b.dir.AddSchedule(ctx, tx, access.System, directory.Schedule{ActivityID: b.ids["Ten-pin bowling </script><b>crew"],
		LocationID: loc.ID, RRule: "FREQ=WEEKLY;BYDAY=TU", Start: 14 * 60, End: 16 * 60, From: tx.Today(), Places: 2})
	return err
}

func (b *borough) get(t *testing.T, path string) (int, string) {
	t.Helper()
	w := httptest.NewRecorder()
	b.mux.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	return w.Code, w.Body.String()
}

func (b *borough) paths() []string {
	return []string{"/", "/activities", "/activities?q=bowling&kind=sport&access=step_free&price=10", "/activities?q=xyzzyq",
		"/activities/" + b.ids["Ten-pin bowling </script><b>crew"], "/activities/" + b.ids["Quiz at home"],
		"/help", "/help/choose", "/accessibility", "/privacy", "/credits"}
}

// ends makes a path's voice.
func in(path, voice string) string {
	if strings.Contains(path, "?") {
		return path + "&voice=" + voice
	}
	return path + "?voice=" + voice
}

func TestEveryPublicPageIsWellMade(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBorough(t, d)
		for _, p := range b.paths() {
			for _, voice := range []string{"en", "en-easy", "pseudo"} {
				code, body := b.get(t, in(p, voice))
				if code != http.StatusOK {
					t.Errorf("%s answers %d", p, code)
				}
				wellMade(t, p+" "+voice, body, voice == "pseudo")
			}
		}
	})
}

// wellMade holds a page to what every page must be.
func wellMade(t *testing.T, name, body string, pseudo bool) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if n := gzipped(body); n > 14<<10 {
		t.Errorf("%s weighs %d bytes", name, n)
	}
	ids, labels, fields, h1 := map[string]bool{}, map[string]bool{}, []string{}, 0
	for n := range doc.Descendants() {
		id := attr(n, "id")
		if id != "" && ids[id] {
			t.Errorf("%s: the id %s stands twice", name, id)
		}
		ids[id] = true
		switch n.Data {
		case "h1":
			h1++
		case "label":
			labels[attr(n, "for")] = true
		case "input", "select", "textarea":
			if attr(n, "type") != "hidden" {
				fields = append(fields, id)
			}
		case "a":
			if strings.HasPrefix(attr(n, "href"), "javascript:") {
				t.Errorf("%s links to a script", name)
			}
		}
		if pseudo && n.Type == html.TextNode && unmarked(n) {
			t.Errorf("%s says %q, which no catalogue holds", name, strings.TrimSpace(n.Data))
		}
	}
	if h1 != 1 {
		t.Errorf("%s has %d h1", name, h1)
	}
	for _, f := range fields {
		if !labels[f] {
			t.Errorf("%s: the field %q has no label", name, f)
		}
	}
}

// unmarked reports whether a text stands in the main part without brackets
// and is not marked as somebody's own words.
func unmarked(n *html.Node) bool {
	text := strings.Trim(n.Data, " \n·,")
	if text == "" || strings.HasPrefix(text, "⟦") && strings.HasSuffix(text, "⟧") {
		return false
	}
	inMain := false
	for a := n.Parent; a != nil; a = a.Parent {
		if attr(a, "translate") == "no" || a.Data == "script" || a.Data == "style" {
			return false
		}
		inMain = inMain || a.Data == "main"
	}
	return inMain
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func gzipped(body string) int {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(body)); err != nil {
		panic(err)
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.Len()
}

func TestAnActivityShowsAllThatHelpsToDecide(t *testing.T) {
	b := newBorough(t, dbtest.SQLite(t))
	path := "/activities/" + b.ids["Ten-pin bowling </script><b>crew"]
	_, standard := b.get(t, path)
	for _, want := range []string{"Two games.", "You can bowl.", "Tuesday 24 November, 2pm to 4pm", "2 places left", "£6", "Step-free",
		"Bus 8 stops outside.", "1 Mill Street, Crewe", "Checked 3 days ago", "Crewe Lanes", "01270 111 222", "For people who are 18 or older",
		"/assets/sport.svg", "Book a place", "schema.org"} {
		if !strings.Contains(standard, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if strings.Contains(standard, "</script><b>") || strings.Contains(standard, "javascript:") {
		t.Error("words of others became part of the page")
	}
	_, easy := b.get(t, path+"?voice=en-easy")
	for _, want := range []string{"You can bowl.", "Take bus 8.", "You must be 18 or older", "No steps"} {
		if !strings.Contains(easy, want) {
			t.Errorf("in Easy Read the page does not say %q", want)
		}
	}
	_, quiz := b.get(t, "/activities/"+b.ids["Quiz at home"]+"?voice=en-easy")
	for _, want := range []string{"This is not in Easy Read yet.", "Call 01270 000 000.", "Questions by video.",
		"We do not know when it is."} {
		if !strings.Contains(quiz, want) {
			t.Errorf("without an Easy Read text the page does not say %q", want)
		}
	}
}

func TestWhoeverCanBookIsNotToldThatNobodyNeedsTo(t *testing.T) {
	b := newBorough(t, dbtest.SQLite(t))
	for voice, words := range map[string]string{"en": "You do not need to book.", "en-easy": "No need to book."} {
		for title, want := range map[string]bool{"Ten-pin bowling </script><b>crew": false, "Quiz at home": true} {
			_, body := b.get(t, in("/activities/"+b.ids[title], voice))
			if got := strings.Contains(body, words); got != want {
				t.Errorf("%s, %s: says that nobody needs to book: %v", title, voice, got)
			}
			if booked := strings.Contains(body, "Book a place"); booked == want {
				t.Errorf("%s, %s: offers a booking: %v", title, voice, booked)
			}
		}
	}
}

func TestWhatIsNotPublishedIsNotShown(t *testing.T) {
	b := newBorough(t, dbtest.SQLite(t))
	for _, path := range []string{"/activities/" + b.ids["Secret draft"], "/activities/none"} {
		if code, _ := b.get(t, path); code != http.StatusNotFound {
			t.Errorf("%s answers %d", path, code)
		}
	}
}

func TestSearchKeepsWhatWasAskedAndForgivesWhatItDoesNotKnow(t *testing.T) {
	b := newBorough(t, dbtest.SQLite(t))
	_, body := b.get(t, "/activities?q=bolwing&kind=sport&town=Crewe&part=day&access=step_free&price=10&for=nobody&page=x")
	for _, want := range []string{`value="bolwing"`, `<option value="sport" selected>`, `<option value="Crewe" selected translate="no">`,
		`<option value="day" selected>`, `<option value="10" selected>`, `value="step_free" checked>`, "1 activity", "close to it"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	if _, body = b.get(t, "/activities?q=xyzzyq"); !strings.Contains(body, "We found nothing") || !strings.Contains(body, `href="/help"`) {
		t.Error("an empty search offers no way on")
	}
}

func TestWhatCannotBeLookedForIsSaidKindlyInBothVoices(t *testing.T) {
	b := newBorough(t, dbtest.SQLite(t))
	for voice, want := range map[string]string{"en": "We look for words.", "en-easy": "We can only look for words."} {
		_, body := b.get(t, in("/activities?q=%F0%9F%8E%A8", voice))
		for _, want := range []string{"We found nothing", want, `value="🎨"`, `href="/help"`} {
			if !strings.Contains(body, want) {
				t.Errorf("%s: the page lacks %s", voice, want)
			}
		}
		if _, body = b.get(t, in("/activities?q=xyzzyq", voice)); strings.Contains(body, want) {
			t.Errorf("%s: a word is told to be none", voice)
		}
	}
}

func TestASearchFromElsewhereIsPutRight(t *testing.T) {
	b := newBorough(t, dbtest.SQLite(t))
	_, all := b.get(t, "/activities")
	for _, path := range []string{"/activities?town=Nowhere", "/activities?page=9999", "/activities?page=99999999999999999999",
		"/activities?page=-3"} {
		_, body := b.get(t, path)
		if strings.Contains(body, `value="Nowhere"`) || strings.Contains(body, "Page 9") {
			t.Errorf("%s: the page believes it", path)
		}
		if !strings.Contains(body, "2 activities") || strings.Count(body, `class="activity-card`) != strings.Count(all, `class="activity-card`) {
			t.Errorf("%s: the page does not show all", path)
		}
	}
}

// What a link asks for and there is not is said, and what there is, is not.
func TestWhatASearchLeavesOutIsSaid(t *testing.T) {
	b := newBorough(t, dbtest.SQLite(t))
	for query, want := range map[string]string{"town=Nowhere": "Town.", "kind=zzz": "Kind of activity.", "part=noon": "When.",
		"price=4": "Price.", "for=nobody": "Who it is for.", "access=wings": "What you need.", "online=no": "I can join from home.",
		"town=Nowhere&kind=zzz": "Kind of activity, Town.", "access=step_free&access=wings": "What you need."} {
		if _, body := b.get(t, in("/activities?"+query, "en")); !strings.Contains(body, "not on our lists: "+want) {
			t.Errorf("%s: the page does not say that it left out %s", query, want)
		}
		if _, body := b.get(t, in("/activities?"+query, "en-easy")); !strings.Contains(body, "We do not have this") {
			t.Errorf("%s: Easy Read does not say it", query)
		}
	}
	for _, query := range []string{"", "?town=&kind=&access=",
		"?town=Crewe&kind=sport&part=day&price=10&access=step_free&online=yes&q=zzz"} {
		if _, body := b.get(t, "/activities"+query); strings.Contains(body, "We left out") {
			t.Errorf("%s: the page says that it left something out", query)
		}
	}
}

func TestFullIsSaidInWords(t *testing.T) {
	b := newBorough(t, dbtest.SQLite(t))
	err := b.d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		list, err := b.dir.Coming(ctx, tx, b.ids["Ten-pin bowling </script><b>crew"], 1)
		if err != nil {
			return err
		}
		return b.dir.Take(ctx, tx, list[0].ID, 2, 0)
	})
	if err != nil {
		t.Fatal(err)
	}
	_, body := b.get(t, "/")
	if !strings.Contains(body, ">Full<") {
		t.Error("the home page does not say that the next session is full")
	}
}
