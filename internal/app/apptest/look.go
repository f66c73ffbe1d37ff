package apptest

import (
	"bufio"
	"net/http"
	"os"
	"strconv"
	"strings"
	"testing"
)

// Look is one line of test/walk/pages.txt: who looks at which page of the demo,
// for whom it is made, and at which stage of the main job.
type Look struct {
	Who, Audience string
	Stage         Stage
	Path, Query   string
	Status        int
}

// onlookers are the names, in the borough, of who looks at pages.
var onlookers = map[string]string{"anyone": "", "person": "Jo B.", "worker": "Dina Okafor", "broker": "Amara Osei",
	"approver": "Helen Marsh", "finance": "Tomasz Lis", "commissioner": "Ruth Pemberton", "provider": "",
	"admin": "Sanjay Mistry", "supporter": "Grace Bright", "untied": "Rhys Calder"}

// Looks reads a list of looks at pages; a line that is none fails the test.
func Looks(t testing.TB, file string) []Look {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []Look
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		words := strings.Fields(lines.Text())
		if len(words) == 0 || words[0] == "#" {
			continue
		}
		if len(words) < 4 || len(words) > 5 {
			t.Fatalf("%s: want who, audience, stage, address and perhaps a status: %s", file, lines.Text())
		}
		stage, err := ParseStage(words[2])
		if err != nil {
			t.Fatal(err)
		}
		p := Look{Who: words[0], Audience: words[1], Stage: stage, Status: http.StatusOK}
		if len(words) == 5 {
			if p.Status, err = strconv.Atoi(words[4]); err != nil {
				t.Fatalf("%s: %s: %v", file, lines.Text(), err)
			}
		}
		p.Path, p.Query, _ = strings.Cut(words[3], "?")
		all = append(all, p)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// coming finds what these pages can still be used for: a session that Jo has
// not booked, and a booking that has not begun.
var coming = map[string]string{
	"/sessions/{id}/book": `SELECT session.id FROM session JOIN activity ON activity.id = activity_id
		WHERE tiers = 0 AND NOT EXISTS (SELECT 1 FROM booking WHERE session_id = session.id AND person_id = $1)
		ORDER BY day DESC, session.id LIMIT 1`,
	"/provider/sessions/{id}/off": `SELECT session_id FROM booking WHERE person_id = $1 AND status = 'confirmed'
		AND placement_id = (SELECT id FROM placement WHERE person_id = $1 ORDER BY id LIMIT 1) ORDER BY day DESC LIMIT 1`,
	"/me/bookings/{id}/cancel": `SELECT id FROM booking WHERE person_id = $1 AND status = 'confirmed' ORDER BY day DESC, id LIMIT 1`,
}

// Address is where a page is in a town, with its query.
func (p Look) Address(t testing.TB, h *House) string {
	t.Helper()
	at := ""
	if query, found := coming[p.Path]; found {
		at = strings.ReplaceAll(p.Path, "{id}", Stored[string](t, h, query, h.Jo(t)))
	} else {
		at = h.Address(t, p.Path)
	}
	if p.Query != "" {
		at += "?" + p.Query
	}
	return at
}

// Name is who of the town looks at the page; empty for anyone.
func (p Look) Name(t testing.TB, h *House) string {
	t.Helper()
	name, known := onlookers[p.Who]
	if !known {
		t.Fatalf("there is no %s who looks at pages", p.Who)
	}
	if p.Who == "provider" {
		return Stored[string](t, h, `SELECT min(name) FROM actor WHERE kind = 'staff' AND organisation_id =
			(SELECT organisation_id FROM placement WHERE person_id = $1 ORDER BY id LIMIT 1)`, h.Jo(t))
	}
	return name
}

// Token signs in whoever looks at the page; empty for anyone.
func (p Look) Token(t testing.TB, h *House) string {
	t.Helper()
	name := p.Name(t, h)
	if name == "" {
		return ""
	}
	token, _, err := h.Access.SignInAs(t.Context(), h.Persona(t, name).ID)
	if err != nil {
		t.Fatal(err)
	}
	return token
}
