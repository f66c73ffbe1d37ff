package walk

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"testing"

	"ourdays/internal/app/apptest"
	"ourdays/internal/platform/db/dbtest"
)

func TestMain(m *testing.M) {
	code := m.Run()
	apptest.Forget()
	os.Exit(code)
}

// line is one page of the list.
type line struct {
	who, audience string
	stage         apptest.Stage
	path, query   string
}

// names of the columns' people in the borough.
var people = map[string]string{"anyone": "", "person": "Jo B.", "worker": "Dina Okafor", "broker": "Amara Osei", "approver": "Helen Marsh",
	"finance": "Tomasz Lis", "commissioner": "Ruth Pemberton", "provider": ""}

func list(t *testing.T) []line {
	t.Helper()
	f, err := os.Open("pages.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []line
	for s := bufio.NewScanner(f); s.Scan(); {
		words := strings.Fields(s.Text())
		if len(words) == 0 || words[0] == "#" {
			continue
		}
		if len(words) != 4 {
			t.Fatalf("pages.txt: want who, audience, stage and address: %s", s.Text())
		}
		stage, err := apptest.ParseStage(words[2])
		if err != nil {
			t.Fatal(err)
		}
		l := line{who: words[0], audience: words[1], stage: stage}
		l.path, l.query, _ = strings.Cut(words[3], "?")
		all = append(all, l)
	}
	return all
}

// address is where a page is in a town, with its query.
func (l line) address(t *testing.T, h *apptest.House) string {
	t.Helper()
	at := h.Address(t, l.path)
	if l.query != "" {
		at += "?" + l.query
	}
	return at
}

// token signs in whoever looks at the page; empty for anyone.
func (l line) token(t *testing.T, h *apptest.House) string {
	t.Helper()
	name, known := people[l.who]
	if !known {
		t.Fatalf("pages.txt: there is no %s", l.who)
	}
	if l.who == "provider" {
		name = apptest.Stored[string](t, h, `SELECT min(name) FROM actor WHERE kind = 'staff' AND organisation_id =
			(SELECT organisation_id FROM placement WHERE person_id = $1 ORDER BY id LIMIT 1)`, h.Jo(t))
	}
	if name == "" {
		return ""
	}
	token, _, err := h.Access.SignInAs(t.Context(), h.Persona(t, name).ID)
	if err != nil {
		t.Fatal(err)
	}
	return token
}

// Every page of the router is in the list, and every line of the list is a page.
func TestEveryPageIsWalked(t *testing.T) {
	house := apptest.New(t, dbtest.SQLite(t))
	listed := map[string]bool{}
	for _, l := range list(t) {
		listed[l.path] = true
	}
	for _, r := range house.Routes {
		method, path, _ := strings.Cut(r.Pattern, " ")
		if method != http.MethodGet || r.Audience == "machine" {
			continue
		}
		if !listed[path] {
			t.Errorf("%s is not in pages.txt: who looks at it, and at which stage?", r.Pattern)
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
	for _, l := range list(t) {
		if towns[l.stage] == nil {
			towns[l.stage] = apptest.At(t, l.stage)
		}
		h := towns[l.stage]
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, h.URL()+l.address(t, h), nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Cookie", "ourdays="+l.token(t, h))
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		if err := res.Body.Close(); err != nil {
			t.Fatal(err)
		}
		// A page that leads on to another is followed; nobody may end at the door.
		if res.StatusCode != http.StatusOK || strings.HasPrefix(res.Request.URL.Path, "/sign-in") && !strings.HasPrefix(l.path, "/sign-in") {
			t.Errorf("%s as %s at %s: %d at %s", l.path, l.who, l.stage, res.StatusCode, res.Request.URL.Path)
		}
	}
}

// TestServeForTheWalk serves the towns and writes the lists into the folder that
// OURDAYS_WALK names, until it is interrupted. Citizens' pages are walked twice:
// for citizens, and in Easy Read.
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
	for _, l := range list(t) {
		if towns[l.stage] == nil {
			towns[l.stage] = apptest.At(t, l.stage)
		}
		h := towns[l.stage]
		name := l.who + "-" + l.stage.String()
		if _, begun := lists[name]; !begun {
			lists[name] = ""
			if err := os.WriteFile(filepath.Join(dir, name+".cookie"), []byte("ourdays="+l.token(t, h)), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		at := h.URL() + l.address(t, h)
		lists[name] += at + " " + l.audience + "\n"
		if l.audience == "citizen" {
			sep := "?"
			if l.query != "" {
				sep = "&"
			}
			lists[name] += at + sep + "voice=en-easy easyread\n"
		}
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
