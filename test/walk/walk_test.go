package walk

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
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
	status        int
}

// names of the columns' people in the borough.
var people = map[string]string{"anyone": "", "person": "Jo B.", "worker": "Dina Okafor", "broker": "Amara Osei", "approver": "Helen Marsh",
	"finance": "Tomasz Lis", "commissioner": "Ruth Pemberton", "provider": "",
	"admin": "Sanjay Mistry", "supporter": "Grace Bright", "untied": "Rhys Calder"}

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
		if len(words) < 4 || len(words) > 5 {
			t.Fatalf("pages.txt: want who, audience, stage, address and perhaps a status: %s", s.Text())
		}
		stage, err := apptest.ParseStage(words[2])
		if err != nil {
			t.Fatal(err)
		}
		l := line{who: words[0], audience: words[1], stage: stage, status: http.StatusOK}
		if len(words) == 5 {
			if l.status, err = strconv.Atoi(words[4]); err != nil {
				t.Fatalf("pages.txt: %s: %v", s.Text(), err)
			}
		}
		l.path, l.query, _ = strings.Cut(words[3], "?")
		all = append(all, l)
	}
	return all
}

// coming finds what these pages can still be used for: a session that Jo has
// not booked, and a booking that has not begun.
var coming = map[string]string{
	"/sessions/{id}/book": `SELECT session.id FROM session JOIN activity ON activity.id = activity_id
		WHERE tiers = 0 AND NOT EXISTS (SELECT 1 FROM booking WHERE session_id = session.id AND person_id = $1)
		ORDER BY day DESC, session.id LIMIT 1`,
	"/me/bookings/{id}/cancel": `SELECT id FROM booking WHERE person_id = $1 AND status = 'confirmed' ORDER BY day DESC, id LIMIT 1`,
}

// address is where a page is in a town, with its query.
func (l line) address(t *testing.T, h *apptest.House) string {
	t.Helper()
	at := ""
	if query, found := coming[l.path]; found {
		at = strings.ReplaceAll(l.path, "{id}", apptest.Stored[string](t, h, query, h.Jo(t)))
	} else {
		at = h.Address(t, l.path)
	}
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
		if l.status == http.StatusOK {
			listed[l.path] = true
		}
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
		res := look(t, h, l)
		// A page that leads on to another is followed; nobody may end at the door.
		if res.StatusCode != l.status || strings.HasPrefix(res.Request.URL.Path, "/sign-in") && !strings.HasPrefix(l.path, "/sign-in") {
			t.Errorf("%s as %s at %s: %d at %s", l.path, l.who, l.stage, res.StatusCode, res.Request.URL.Path)
		}
	}
}

// look asks for the page of a line as whoever looks at it.
func look(t *testing.T, h *apptest.House, l line) *http.Response {
	t.Helper()
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
	return res
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
	add := func(name string, l line, at, audience string) {
		if _, begun := lists[name]; !begun {
			if err := os.WriteFile(filepath.Join(dir, name+".cookie"), []byte("ourdays="+l.token(t, towns[l.stage])), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		lists[name] += fmt.Sprintln(at, audience, l.status)
	}
	for _, l := range list(t) {
		if towns[l.stage] == nil {
			towns[l.stage] = apptest.At(t, l.stage)
		}
		h := towns[l.stage]
		at := h.URL() + l.address(t, h)
		name := l.who + "-" + l.stage.String()
		if l.audience != "citizen" {
			add(name, l, at, l.audience)
			continue
		}
		sep := "?"
		if l.query != "" {
			sep = "&"
		}
		// A list each: a walk says when a title is used twice, and a page may have one title in both voices.
		add(name, l, at+sep+"voice=en", "citizen")
		add(name+"-easy", l, at+sep+"voice=en-easy", "easyread")
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
