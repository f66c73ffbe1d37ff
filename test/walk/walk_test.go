package walk

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"ourdays/internal/app/apptest"
	"ourdays/internal/platform/db/dbtest"
)

func TestMain(m *testing.M) {
	code := m.Run()
	apptest.Forget()
	os.Exit(code)
}

// Every page of the router is in the list, and every line of the list is a page.
func TestEveryPageIsWalked(t *testing.T) {
	house := apptest.New(t, dbtest.SQLite(t))
	listed := map[string]string{}
	for _, l := range apptest.Looks(t, "pages.txt") {
		if l.Status == http.StatusOK {
			listed[l.Path] = l.Audience
		}
	}
	for _, r := range house.Routes {
		method, path, _ := strings.Cut(r.Pattern, " ")
		if method != http.MethodGet || r.Audience == "machine" {
			continue
		}
		if listed[path] == "" {
			t.Errorf("%s is not in pages.txt: who looks at it, and at which stage?", r.Pattern)
		} else if listed[path] != r.Audience {
			t.Errorf("%s is made for %s and walked for %s", r.Pattern, r.Audience, listed[path])
		}
		delete(listed, path)
	}
	for path := range listed {
		t.Errorf("%s is in pages.txt and is no page", path)
	}
}

// Every line leads to a page for whoever looks.
func TestEveryLineOfTheWalkIsThere(t *testing.T) {
	towns := map[apptest.Stage]*apptest.House{}
	for _, l := range apptest.Looks(t, "pages.txt") {
		if towns[l.Stage] == nil {
			towns[l.Stage] = apptest.At(t, l.Stage)
		}
		h := towns[l.Stage]
		res := look(t, h, l)
		// A page that leads on to another is followed; nobody may end at the door.
		if res.StatusCode != l.Status || strings.HasPrefix(res.Request.URL.Path, "/sign-in") && !strings.HasPrefix(l.Path, "/sign-in") {
			t.Errorf("%s as %s at %s: %d at %s", l.Path, l.Who, l.Stage, res.StatusCode, res.Request.URL.Path)
		}
	}
}

// Two places that are offered at once have two buttons of each kind, and whoever
// hears the page must know which is for which.
func TestWhatIsPressedAtAnOfferNamesThePlace(t *testing.T) {
	h := apptest.At(t, apptest.Approved)
	offers := apptest.Look{Who: "provider"}
	p := h.As(t, h.Persona(t, offers.Name(t, h))).Get("/provider/offers?voice=en")
	seen := map[string]bool{}
	for _, b := range apptest.All(p.Doc, "button") {
		said := ""
		for n := range b.Descendants() {
			if n.Type == html.TextNode {
				said += n.Data
			}
		}
		if seen[said] {
			t.Errorf("two buttons say %q", said)
		} else {
			seen[said] = true
		}
	}
	for _, want := range []string{"Accept this place Cards and chatter: Jo", "Decline Bring and share lunch: Jo"} {
		if !seen[want] {
			t.Errorf("no button says %q: %v", want, seen)
		}
	}
}

// look asks for the page of a line as whoever looks at it.
func look(t *testing.T, h *apptest.House, l apptest.Look) *http.Response {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, h.URL()+l.Address(t, h), nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Cookie", "ourdays="+l.Token(t, h))
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	if err := res.Body.Close(); err != nil {
		t.Fatal(err)
	}
	return res
}

// TestServeForTheWalk serves the towns and writes the lists into the folder that
// OURDAYS_WALK names, until it is interrupted. Citizens' pages are walked twice:
// for citizens, and in Easy Read. The states of the gallery have lists of their own:
// what is refused, empty, full or called off, which no address of a town shows.
func TestServeForTheWalk(t *testing.T) {
	dir := os.Getenv("OURDAYS_WALK")
	if dir == "" {
		t.Skip("this serves pages to walk (make walk-urls)")
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	towns := map[apptest.Stage]*apptest.House{}
	lists := map[string]string{}
	add := func(name string, l apptest.Look, at, audience string) {
		if _, begun := lists[name]; !begun {
			if err := os.WriteFile(filepath.Join(dir, name+".cookie"), []byte("ourdays="+l.Token(t, towns[l.Stage])), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		lists[name] += fmt.Sprintln(at, audience, l.Status)
	}
	for _, l := range apptest.Looks(t, "pages.txt") {
		if towns[l.Stage] == nil {
			towns[l.Stage] = apptest.At(t, l.Stage)
		}
		h := towns[l.Stage]
		at := h.URL() + l.Address(t, h)
		name := l.Who + "-" + l.Stage.String()
		if l.Audience != "citizen" {
			add(name, l, at, l.Audience)
			continue
		}
		sep := "?"
		if l.Query != "" {
			sep = "&"
		}
		// A list each: a walk says when a title is used twice, and a page may have one title in both voices.
		add(name, l, at+sep+"voice=en", "citizen")
		add(name+"-easy", l, at+sep+"voice=en-easy", "easyread")
	}
	filled := towns[apptest.Filled]
	for _, path := range states(t, filled) {
		state := apptest.Look{Who: "anyone", Status: http.StatusOK}
		at := filled.URL() + path
		if !madeForCitizens(filled.Anyone(t).Get(path)) {
			add("states", state, at, "staff")
			continue
		}
		add("states-citizen", state, at+"?voice=en", "citizen")
		add("states-easy", state, at+"?voice=en-easy", "easyread")
	}
	for name, text := range lists {
		if err := os.WriteFile(filepath.Join(dir, name+".txt"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	fmt.Println("lists are in", dir)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	<-ctx.Done()
}

// states are the paths of the gallery's states.
func states(t *testing.T, h *apptest.House) []string {
	t.Helper()
	var paths []string
	for _, a := range apptest.All(h.Anyone(t).Get("/design").Doc, "a") {
		if path := apptest.Attr(a, "href"); strings.HasPrefix(path, "/design/") {
			paths = append(paths, path)
		}
	}
	return paths
}

// madeForCitizens tells by the page itself for whom it is made.
func madeForCitizens(p apptest.Page) bool {
	return strings.Contains(apptest.Attr(apptest.All(p.Doc, "html")[0], "class"), "citizen")
}
