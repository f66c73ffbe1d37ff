package browser

import (
	"slices"
	"strings"
	"testing"

	"ourdays/internal/app/apptest"
)

// A provider calls a session off on a telephone; whoever was going reads it in their
// week, on paper and in their calendar, and nobody pays.
func TestAProviderCallsASessionOff(t *testing.T) {
	Twice(t, apptest.Placed, func(t *testing.T, town *town) {
		w := town.in(t)
		session := stored[string](w, `SELECT session_id FROM booking WHERE person_id = $1 AND status = 'confirmed' AND price > 0
			ORDER BY day, id LIMIT 1`, w.jo())
		day := stored[string](w, `SELECT day FROM session WHERE id = $1`, session)
		what := stored[string](w, `SELECT easy_title FROM activity WHERE id = (SELECT activity_id FROM session WHERE id = $1)`, session)
		who := stored[string](w, `SELECT min(name) FROM actor WHERE kind = 'staff' AND organisation_id =
			(SELECT organisation_id FROM session WHERE id = $1)`, session)
		committed := stored[int64](w, `SELECT committed FROM budget WHERE person_id = $1`, w.jo())
		price := stored[int64](w, `SELECT price FROM booking WHERE session_id = $1 AND person_id = $2`, session, w.jo())
		jo := w.As("Jo B.").InEasyRead().OnAPhone()
		address := jo.Open("/me/calendar").Press(jo.Says("bookings.feed.make")).calendarAddress()
		before := w.calendar(address)

		staff := w.As(who).OnAPhone()
		staff.Open("/provider/sessions?from=" + day).NeverScrollsSideways()
		staff.Open("/provider/sessions/"+session+"/register").Follow("Call this session off").NeverScrollsSideways().
			Sees("Joanna Bright", "Until the session begins you can put it on again.").Axe()
		staff.PressExpecting(422, "Call it off").NeverScrollsSideways().Sees("Choose why it is off").Axe()
		Stored(w, "open", `SELECT status FROM session WHERE id = $1`, session)
		staff.Choose("The building is shut").Fill("What else should people know?", "The roof leaks.").Press("Call it off")
		staff.Sees("The session is called off.", "Joanna Bright", "The roof leaks.").NeverScrollsSideways().Axe()

		Stored(w, "cancelled provider_cancelled 0 0", `SELECT status || ' ' || attendance || ' ' || paid || ' ' || charged FROM booking
			WHERE session_id = $1 AND person_id = $2`, session, w.jo())
		Stored(w, committed-price, `SELECT committed FROM budget WHERE person_id = $1`, w.jo())
		jo.Open("/me/week?day="+day).NeverScrollsSideways().Sees(what+" will not happen on", "The building is shut.", "The roof leaks.").Axe()
		jo.Open("/me/week/print?from=" + day).Sees(what + " will not happen on").OnPaper()
		after := w.calendar(address)
		gone := slices.DeleteFunc(slices.Clone(before), func(e string) bool { return slices.Contains(after, e) })
		if len(after) != len(before)-1 || len(gone) != 1 || !strings.Contains(gone[0], what) {
			t.Errorf("the calendar has lost %q", gone)
		}
		staff.Open("/provider/sessions/"+session+"/register").Press("Put this session on again").
			Sees("The session is on again.", "Joanna Bright").NeverScrollsSideways().Axe()
		Stored(w, committed, `SELECT committed FROM budget WHERE person_id = $1`, w.jo())
		jo.Open("/me/week?day=" + day).SeesNot("will not happen").Sees(what)
		w.Sound()
	})
}
