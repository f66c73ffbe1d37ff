package walk

import (
	"context"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"ourdays/internal/app/apptest"
	"ourdays/internal/platform/db"
)

// grow are the tables that grow with the people that a council serves and with
// the years that it keeps. A page that reads one of them from end to end costs
// more each year.
var grow = []string{"booking", "session", "placement", "person", "plan", "outcome", "review", "referral", "referral_step",
	"referral_option",
	"referral_item", "posting", "budget", "assessment", "audit", "tie", "actor", "activity", "activity_find", "activity_word", "schedule",
	"register", "register_correction", "register_mark", "spend_place", "spend_sum", "rate", "form_press", "job", "friend_link", "mandate"}

// whole are statements that read such a table from end to end, by their
// beginning, and why they may.
var whole = map[string]string{
	"SELECT * FROM (SELECT actor.id, actor.kind, actor.name, acto": "the demo's sign-in page stops at the first few",
	"SELECT id, given_name, family_name, town FROM person WHERE t": "the first names of all, and no more",
	"SELECT * FROM (SELECT s.id AS schedule_id, a.id AS activity_": "whoever puts a week together looks through the offer once",
	"SELECT schedule.id FROM schedule JOIN activity ON activity.i": "the first of the offer, and no more",
	"SELECT closed FROM register ORDER BY closed DESC LIMIT 1":     "the last one, by its index",
	"SELECT COUNT(*) FROM placement p JOIN organisation o ON o.id": "a commissioner's list of all, whose pages are numbered",
	"SELECT COUNT(*) FROM session s WHERE s.day >= $1 AND s.day <": "a commissioner's list of all, whose pages are numbered",
	"SELECT p.id, p.organisation_id AS org_id, o.name AS org, CAS": "a commissioner's list of all, in the order of what a week costs",
	"SELECT MIN(p.id) AS place, MIN(plan.tier) AS tier, COUNT(*) ": "a commissioner's list of all, in the order of what a week costs",
	"SELECT o.id AS key, o.name, COUNT(*) AS people, SUM(v.t_scor": "outcomes of a year, by provider",
	"SELECT activity_find.kind AS name, count(*) AS n FROM activi": "what each answer to a question leaves, by an index",
	"SELECT COALESCE(sum(CASE WHEN activity_find.parts & $1 <> 0 ": "what each answer to a question leaves: one pass over the facets",
	"SELECT activity_town.town AS name, count(*) AS n FROM activi": "what each answer to a question leaves: one pass over the facets",
	"SELECT count(*) FROM activity_find":                           "how many activities there are, by an index",
	"SELECT activity_find.activity_id FROM activity_find ORDER BY": "the next ones, by their index",
}

var scan = regexp.MustCompile(`^SCAN (\w+)`)

func TestNoPageReadsAWholeTable(t *testing.T) {
	towns := map[apptest.Stage]*apptest.House{}
	seen := map[string]bool{}
	for _, l := range apptest.Looks(t, "pages.txt") {
		if towns[l.Stage] == nil {
			towns[l.Stage] = apptest.At(t, l.Stage)
		}
	}
	for _, l := range apptest.Looks(t, "pages.txt") {
		h := towns[l.Stage]
		l.Address(t, h) // what the test asks for itself is no page's
		l.Token(t, h)
		for _, text := range h.DB.Texts() {
			seen[text] = true
		}
		look(t, h, l)
		for _, text := range h.DB.Texts() {
			if seen[text] || !strings.HasPrefix(strings.TrimSpace(text), "SELECT") {
				continue
			}
			seen[text] = true
			for _, step := range plan(t, h, text) {
				m := scan.FindStringSubmatch(step)
				if m == nil || !slices.Contains(grow, table(text, m[1])) {
					continue
				}
				if first := strings.Join(strings.Fields(text), " "); whole[first[:min(len(first), 60)]] == "" {
					t.Errorf("%s: %s: %s", l.Path, step, first)
				}
			}
		}
	}
}

// table is what a plan's name stands for: a table, or another name of one.
func table(text, name string) string {
	m := regexp.MustCompile(`(?:FROM|JOIN|,)\s+(\w+)\s+(?:AS\s+)?` + name + `\b`).FindStringSubmatch(text)
	if m != nil {
		return m[1]
	}
	return name
}

// nothing is an argument for each placeholder of a statement: plans ask for none.
func nothing(text string) []any {
	most := 0
	for _, m := range regexp.MustCompile(`\$(\d+)`).FindAllStringSubmatch(text, -1) {
		n, err := strconv.Atoi(m[1])
		if err == nil {
			most = max(most, n)
		}
	}
	return make([]any, most)
}

// plan asks SQLite how it runs a statement.
func plan(t *testing.T, h *apptest.House, text string) []string {
	t.Helper()
	var steps []string
	err := h.DB.Read(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		list, err := db.All[struct {
			ID      int
			Parent  int
			NotUsed int `db:"notused"`
			Detail  string
		}](ctx, tx, "EXPLAIN QUERY PLAN "+text, nothing(text)...)
		steps = nil
		for _, s := range list {
			steps = append(steps, s.Detail)
		}
		return err
	})
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return steps
}
