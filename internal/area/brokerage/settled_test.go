package brokerage_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/clock"
)

// Who goes back after they chose reads what they chose: nothing there can be pressed.
func TestWhoHasChosenReadsWhatTheyChose(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		r := h.withBroker(t)
		o := h.handMade(t, r.ID, "Bowling")
		must(t, h.brokerage.Show(t.Context(), h.broker, o.ID))
		jo := h.as(t, h.person)
		choose := "/me/choose/" + r.ID
		none := jo.Get(choose + "/none?voice=en")
		none.Shows(t, "What is wrong with these weeks?")
		must(t, h.brokerage.Choose(t.Context(), h.person, o.ID, "near", ""))
		late := jo.Press(none, choose+"/none", url.Values{"why": {"days"}})
		if late.Code != http.StatusConflict {
			t.Errorf("got %d", late.Code)
		}
		late.Shows(t, "This has changed.", "Your choice")
		if strings.Contains(late.Body, `name="why"`) {
			t.Error("the answers can be pressed still")
		}
		for _, path := range []string{choose + "/" + o.ID, choose + "/none"} {
			p := jo.Get(path + "?voice=en")
			p.Shows(t, "Your choice", "Bowling", "Changed your mind? Call")
			lacks(t, p, "Choose one reason")
			lacks(t, jo.Get(path+"?voice=en-easy"), "Press one answer")
		}
	})
}

// Of a week that was taken over nobody noted who goes, and one place may be on more
// days: each day stands in its order.
func TestAWeekTakenOverIsToldInOrderAndSaysNothingOfFriends(t *testing.T) {
	eachUnplanned(t, func(t *testing.T, h *house) {
		h.planFor(t, clock.D(2027, 5, 30))
		h.began()
		h.harm(t, `UPDATE schedule SET rrule = 'FREQ=WEEKLY;BYDAY=MO,TH' WHERE id = $1`, h.schedule["Cooking"])
		list, err := h.takeOver(t, access.System, h.agreed("Bowling", "Cooking"))
		must(t, err)
		p := h.as(t, h.person).Get("/me/choose/" + list[0].ReferralID + "?voice=en")
		lacks(t, p, "Nobody you know goes yet")
		days := regexp.MustCompile(`(Monday|Tuesday|Thursday) \d+[ap]m to`).FindAllString(p.Text, -1)
		if len(days) != 3 || !strings.HasPrefix(days[0], "Monday") || !strings.HasPrefix(days[1], "Tuesday") ||
			!strings.HasPrefix(days[2], "Thursday") {
			t.Errorf("the week is told as %v: %s", days, p.Text)
		}
	})
}
