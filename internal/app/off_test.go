package app_test

import (
	"net/url"
	"testing"

	"ourdays/internal/app/apptest"
)

// The money of a place is right after its session was called off, and when the
// place ends as of a day before it.
func TestACalledOffSessionLeavesTheBooksRight(t *testing.T) {
	house := apptest.At(t, apptest.Placed)
	jo := house.Jo(t)
	session := apptest.Stored[string](t, house, `SELECT session_id FROM booking WHERE person_id = $1 AND status = 'confirmed'
		AND price > 0 ORDER BY day, id LIMIT 1 OFFSET 1`, jo)
	placement := apptest.Stored[string](t, house, `SELECT placement_id FROM booking WHERE person_id = $1 AND session_id = $2`, jo, session)
	price := apptest.Stored[int64](t, house, `SELECT price FROM booking WHERE person_id = $1 AND session_id = $2`, jo, session)
	committed := func() int64 {
		return apptest.Stored[int64](t, house, `SELECT committed FROM budget
			WHERE id = (SELECT budget_id FROM placement WHERE id = $1)`, placement)
	}
	right := func(when string) {
		t.Helper()
		breaches, err := house.Check(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range breaches {
			t.Errorf("%s: %s", when, b)
		}
	}
	who := apptest.Stored[string](t, house, `SELECT min(actor.name) FROM actor JOIN session ON session.organisation_id = actor.organisation_id
		WHERE session.id = $1 AND kind = 'staff'`, session)
	before, off := committed(), "/provider/sessions/"+session+"/off"
	going := apptest.Stored[int64](t, house, `SELECT count(*) FROM booking WHERE session_id = $1 AND status = 'confirmed'`, session)
	house.Press(t, who, off, off, url.Values{"reason": {"building_shut"}})
	right("called off")
	if gave := before - committed(); gave != price {
		t.Errorf("%d pence came back to Jo's budget, the session costs %d", gave, price)
	}
	if n := apptest.Stored[int64](t, house, `SELECT count(*) FROM audit WHERE act = 'called off'`); n != going {
		t.Errorf("%d people had a place, %d records say that it was called off", going, n)
	}
	end := "/placements/" + placement
	house.Press(t, "Dina Okafor", end, end+"/end", url.Values{"last": {"2026-11-24"}, "ending": {"moved_on"}})
	right("ended")
	if left := apptest.Stored[int64](t, house, `SELECT total FROM placement WHERE id = $1`, placement); left != price {
		t.Errorf("the place that ended before it began has a total of %d, %d of it was called off", left, price)
	}
}
