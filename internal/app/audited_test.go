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
	"ourdays/internal/platform/clock"
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
	less   map[string]lesser
	needed map[string]bool
}

// lesser is what a route leaves instead of a line of its own, and for whom.
type lesser struct {
	leaves string
	whom   []string // columns of the matrix
}

func newTrail(t *testing.T) *trail {
	t.Helper()
	text, err := os.ReadFile(unauditedFile)
	if err != nil {
		t.Fatal(err)
	}
	tr := &trail{less: map[string]lesser{}, needed: map[string]bool{}}
	for line := range strings.Lines(string(text)) {
		words := strings.Fields(line)
		if len(words) == 0 || words[0] == "#" {
			continue
		}
		if len(words) < 7 || !slices.Contains([]string{"none", "read", "list", "today"}, words[2]) {
			t.Fatalf("%s: a line has a route, what it leaves, for whom, and a reason: %s", unauditedFile, line)
		}
		tr.less[words[0]+" "+words[1]] = lesser{words[2], strings.Split(words[3], ",")}
	}
	return tr
}

// allNeeded fails the test for a line that no answer needed.
func (tr *trail) allNeeded(t *testing.T) {
	t.Helper()
	for pattern, less := range tr.less {
		for _, who := range less.whom {
			if !tr.needed[pattern+" "+who] && (who != "all" || !tr.needed[pattern+" worker"]) {
				t.Errorf("%s has a line in %s and needs none for %s", pattern, unauditedFile, who)
			}
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
		(SELECT actor_id FROM tie WHERE person_id = $2 AND relation = 'mandate' AND (until IS NULL OR until >= $3)))`,
		actorID, jo, clock.Today(h.DB.Clock())) > 0 {
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
func (tr *trail) hold(t *testing.T, h *apptest.House, r access.Route, who asker, p apptest.Page, from int64) {
	t.Helper()
	jo := h.Jo(t)
	done := strings.HasPrefix(r.Pattern, http.MethodPost+" ") && p.Code == http.StatusSeeOther
	left := func(from int64, person, act string) bool { return since(t, h, from, who.id, person, act) > 0 }
	read := left(from, jo, `act = 'see'`)
	if left(from, jo, `act <> 'see'`) || !done && read || !concerns(t, h, r, who.id, p) {
		return
	}
	leaves := map[string]bool{"none": true, "read": read, "list": left(from, "", `act = 'list'`), "today": left(0, jo, `act = 'see'`)}
	less := tr.less[r.Pattern]
	listed := slices.Contains(less.whom, who.column) || slices.Contains(less.whom, "all")
	tr.Lock()
	defer tr.Unlock()
	tr.needed[r.Pattern+" "+who.column] = true
	switch {
	case listed && leaves[less.leaves]:
	case listed:
		t.Errorf("%s: %d leaves not even the %q of %s", r.Pattern, p.Code, less.leaves, unauditedFile)
	case done && read:
		t.Errorf("%s: what it did is in Jo's trail as a read", r.Pattern)
	default:
		t.Errorf("%s: %d leaves no line in Jo's trail", r.Pattern, p.Code)
	}
}
