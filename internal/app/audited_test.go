package app_test

import (
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"ourdays/internal/app/apptest"
	"ourdays/internal/area/access"
)

// The matrix holds every "yes" to the trail too: whoever is answered about Jo, or
// changes something of hers, leaves a line with her name and theirs. A handler
// that forgets access.See or access.Act is found here, whoever wrote it.
//
// testdata/unaudited.txt lists what leaves less, each with its reason. A line of
// it that nobody needs any more fails too.
const unauditedFile = "testdata/unaudited.txt"

// trail is what all actors together need of the list.
type trail struct {
	sync.Mutex
	less   map[string]string // what a route leaves instead: "none", "read" or "list"
	needed map[string]bool
}

func newTrail(t *testing.T) *trail {
	t.Helper()
	text, err := os.ReadFile(unauditedFile)
	if err != nil {
		t.Fatal(err)
	}
	tr := &trail{less: map[string]string{}, needed: map[string]bool{}}
	for line := range strings.Lines(string(text)) {
		words := strings.Fields(line)
		if len(words) == 0 || words[0] == "#" {
			continue
		}
		if len(words) < 6 || !slices.Contains([]string{"none", "read", "list"}, words[2]) {
			t.Fatalf("%s: a line has a route, what it leaves, and a reason: %s", unauditedFile, line)
		}
		tr.less[words[0]+" "+words[1]] = words[2]
	}
	return tr
}

// allNeeded fails the test for a line that no answer needed.
func (tr *trail) allNeeded(t *testing.T) {
	t.Helper()
	for pattern := range tr.less {
		if !tr.needed[pattern] {
			t.Errorf("%s has a line in %s and needs none", pattern, unauditedFile)
		}
	}
}

// place is where the trail ends now.
func place(t *testing.T, h *apptest.House) int64 {
	t.Helper()
	return apptest.Stored[int64](t, h, `SELECT coalesce(max(rowid), 0) FROM audit`)
}

// since counts the lines of an actor and a person beyond a place.
func since(t *testing.T, h *apptest.House, from int64, actorID, personID, and string) int {
	t.Helper()
	return apptest.Stored[int](t, h, `SELECT count(*) FROM audit WHERE rowid > $1 AND actor_id = $2 AND person_id = $3 AND `+and,
		from, actorID, personID)
}

// concerns tells whether an answer is about Jo: its address names something of
// hers, it is one of her own pages, or what it shows names her.
func concerns(t *testing.T, h *apptest.House, r access.Route, actorID string, p apptest.Page) bool {
	t.Helper()
	if ofJo(r.Pattern, r.Need) {
		return true
	}
	jo := h.Jo(t)
	if _, path, _ := strings.Cut(r.Pattern, " "); strings.HasPrefix(path, "/me/") && apptest.Stored[int](t, h,
		`SELECT count(*) FROM actor WHERE id = $1 AND (person_id = $2 OR id IN
		(SELECT actor_id FROM tie WHERE person_id = $2 AND relation = 'mandate'))`, actorID, jo) > 0 {
		return true
	}
	for _, main := range apptest.All(p.Doc, "main") {
		if text := apptest.Seen(main); strings.Contains(text, "Jo B") {
			return true
		}
		for _, n := range apptest.All(main, "") {
			for _, a := range n.Attr {
				if strings.Contains(a.Val, jo) {
					return true
				}
			}
		}
	}
	return false
}

// hold fails the test when an answer about Jo left no line since a place, or what
// was done left only that of a read.
func (tr *trail) hold(t *testing.T, h *apptest.House, r access.Route, actorID string, p apptest.Page, from int64) {
	t.Helper()
	if !concerns(t, h, r, actorID, p) {
		return
	}
	jo := h.Jo(t)
	done := strings.HasPrefix(r.Pattern, http.MethodPost+" ") && p.Code == http.StatusSeeOther
	read := since(t, h, from, actorID, jo, `act = 'see'`) > 0
	if since(t, h, from, actorID, jo, `act <> 'see'`) > 0 || !done && read {
		return
	}
	listed := since(t, h, from, actorID, "", `act = 'list'`) > 0
	tr.Lock()
	defer tr.Unlock()
	tr.needed[r.Pattern] = true
	switch less := tr.less[r.Pattern]; {
	case less == "none" || less == "read" && read || less == "list" && listed:
	case less != "":
		t.Errorf("%s: %d leaves not even the %q of %s", r.Pattern, p.Code, less, unauditedFile)
	case done && read:
		t.Errorf("%s: what it did is in Jo's trail as a read", r.Pattern)
	default:
		t.Errorf("%s: %d leaves no line in Jo's trail", r.Pattern, p.Code)
	}
}
