package apptest

import (
	"slices"
	"strings"
	"testing"
)

// names say what the parts of an address stand for: the longest beginning that
// fits counts.
var names = []struct{ path, query string }{
	{"/activities/{id}", `SELECT min(id) FROM activity`},
	{"/admin/accounts/{account}", `SELECT min(id) FROM actor WHERE kind = 'worker'`},
	{"/people/{}", `SELECT id FROM person WHERE id = $1`},
	{"/people/{}/mandates/{mandate}", `SELECT min(id) FROM mandate WHERE person_id = $1`},
	{"/me/helpers/{mandate}", `SELECT min(id) FROM mandate WHERE person_id = $1`},
	{"/people/{}/plan/outcomes/{outcome}", `SELECT min(id) FROM outcome WHERE person_id = $1`},
	{"/people/{}/reviews/{review}", `SELECT min(id) FROM review WHERE person_id = $1`},
	{"/steer/places/{place}", firstPlacement},
	{"/steer/sessions/{session}", firstSession},
	{"/steer/rates/{activity}", `SELECT activity_id FROM placement WHERE person_id = $1 ORDER BY id LIMIT 1`},
	{"/steer/rates/of/{organisation}",
		`SELECT organisation_id FROM placement WHERE person_id = $1 ORDER BY id LIMIT 1`},
	{"/people/{}/assessment/{id}", `SELECT min(id) FROM assessment WHERE person_id = $1`},
	{"/referrals/{id}", `SELECT max(id) FROM referral WHERE person_id = $1`},
	{"/referrals/{id}/options/{option}", firstWeek},
	{"/people/{id}", `SELECT id FROM person WHERE id = $1`},
	{"/me/bookings/{id}", `SELECT id FROM booking WHERE person_id = $1 ORDER BY day LIMIT 1`},
	{"/design/{area}", `SELECT 'site'`},
	{"/design/{area}/{state}", `SELECT 'activity'`},
	{"/me/choose/{referral}", `SELECT max(id) FROM referral WHERE person_id = $1`},
	{"/me/choose/{referral}/{option}", firstWeek},
	{"/approvals/{id}", `SELECT max(id) FROM referral WHERE person_id = $1`},
	{"/provider/offers/{id}", firstPlacement},
	{"/provider/sessions/{id}", firstSession},
	{"/sessions/{id}", firstSession},
	{"/registers/{id}", `SELECT session_id` + closedOne},
	{"/registers/{id}/lines/{booking}", `SELECT id` + closedOne},
	{"/placements/{id}", firstPlacement},
	{"/provider/activities/{id}", `SELECT activity_id FROM placement WHERE person_id = $1 ORDER BY id LIMIT 1`},
}

const (
	firstWeek = `SELECT referral_option.id FROM referral_option JOIN referral ON referral.id = referral_id
		WHERE person_id = $1 ORDER BY n LIMIT 1`
	firstSession = `SELECT session_id FROM booking WHERE placement_id = (SELECT id FROM placement WHERE person_id = $1 ORDER BY id LIMIT 1)
		ORDER BY day LIMIT 1`
	closedOne      = ` FROM booking WHERE person_id = $1 AND status = 'recorded' ORDER BY day, id LIMIT 1`
	firstPlacement = `SELECT id FROM placement WHERE person_id = $1 ORDER BY id LIMIT 1`
)

// Address puts what they stand for into the names of a route's path.
func (h *House) Address(t testing.TB, path string) string {
	t.Helper()
	parts := strings.Split(strings.ReplaceAll(path, "{$}", ""), "/")
	for i, part := range parts {
		if !strings.HasPrefix(part, "{") {
			continue
		}
		if part == "{secret}" {
			parts[i] = "a-secret-that-nobody-was-given"
			continue
		}
		parts[i] = h.named(t, queryOf(t, path, i))
	}
	return strings.Join(parts, "/") + tables[path]
}

// tables are the files that hold one of a page's tables, with which of them.
var tables = map[string]string{"/steer/spend.csv": "?table=kinds", "/steer/outcomes.csv": "?table=tiers"}

// queryOf finds the query for the name at a place of a path.
func queryOf(t testing.TB, path string, at int) string {
	t.Helper()
	want := strings.Split(path, "/")[:at+1]
	for _, n := range names {
		have := strings.Split(n.path, "/")
		if len(have) != len(want) {
			continue
		}
		if slices.EqualFunc(have, want, func(a, b string) bool {
			return a == b || a == "{}" && strings.HasPrefix(b, "{")
		}) {
			return n.query
		}
	}
	for _, n := range names { // the same name may stand under several beginnings
		have := strings.Split(n.path, "/")
		if len(have) == len(want) && slices.EqualFunc(have, want, func(a, b string) bool {
			return a == b || strings.HasPrefix(a, "{") && strings.HasPrefix(b, "{")
		}) {
			return n.query
		}
	}
	t.Fatalf("%s: say in `names` what %s stands for", path, want[at])
	return ""
}

// StageOf says at which stage of the main job a route is asked: the one at
// which its act is possible.
func StageOf(pattern string) Stage {
	_, path, _ := strings.Cut(pattern, " ")
	switch {
	case strings.HasPrefix(path, "/people/{person}/plan/outcomes"):
		return Planned
	case path == "/referrals", strings.HasPrefix(path, "/me/choose/"), strings.HasPrefix(path, "/referrals/{id}/"):
		return Shown
	case strings.HasPrefix(path, "/approvals"):
		return Chosen
	case strings.HasPrefix(path, "/provider/offers"):
		return Approved
	case strings.HasPrefix(path, "/people/{person}/reviews/"):
		return Reviewed
	case strings.HasSuffix(path, "/how"), path == "/reviews", strings.HasPrefix(path, "/people/{person}/review"),
		strings.HasPrefix(path, "/steer/"), strings.HasPrefix(path, "/registers/"):
		return Attended
	}
	return Placed
}

// named asks for a name; most queries ask by Jo's record.
func (h *House) named(t testing.TB, query string) string {
	t.Helper()
	if !strings.Contains(query, "$1") {
		return Stored[string](t, h, query)
	}
	return Stored[string](t, h, query, h.Jo(t))
}
