package brokerage_test

import (
	"net/url"
	"strconv"
	"testing"
)

// A worker writes when Jo wishes for it; the weeks say that they have it then, to the
// broker and to Jo, in both voices. Another day, and the reason is gone.
func TestATimeThatIsWishedForIsAReasonForAWeek(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		worker, path := h.as(t, h.worker), "/people/"+h.jo+"/profile"
		keep := func(day, part string) int {
			page := worker.Get(path)
			return worker.Press(page, path, url.Values{"given_name": {"Joanna"}, "family_name": {"Bright"}, "known_as": {"Jo"}, "born": {"1/1/1990"},
				"ratio": {"3"}, "needs": {"0"}, "travel_minutes": {"0"}, "easy_read": {"yes"}, "wants": {"I want to go bowling"},
				"wants_day": {day}, "wants_part": {part}}).Code
		}
		for _, wrong := range [][2]string{{"8", "1"}, {"2", "4"}, {"-1", "0"}, {"Friday", "0"}} {
			if code := keep(wrong[0], wrong[1]); code != 422 {
				t.Errorf("%v is kept: %d", wrong, code)
			}
		}
		if code := keep("2", "2"); code != 303 {
			t.Fatalf("keeping led to %d", code)
		}
		worker.Get("/people/"+h.jo).Shows(t, "They would like it on Tuesday afternoon.")
		h.as(t, h.person).Get("/me/profile?voice=en").Shows(t, "You would like it on Tuesday afternoon.")
		h.as(t, h.person).Get("/me/profile?voice=en-easy").Shows(t, "The best time for you: on Tuesday afternoon.")
		r := h.withBroker(t)
		o := h.handMade(t, r.ID, "Bowling")
		h.as(t, h.broker).Get("/referrals/"+r.ID+"/options?option="+o.ID).Shows(t, "Bowling , on Tuesday afternoon, as they wanted")
		must(t, h.brokerage.Show(t.Context(), h.broker, o.ID))
		h.as(t, h.person).Get("/me/choose/"+r.ID+"?voice=en").Shows(t, "Bowling , on Tuesday afternoon, as you wanted")
		h.as(t, h.person).Get("/me/choose/"+r.ID+"?voice=en-easy").Shows(t, "Bowling : on Tuesday afternoon, as you said")
		for day := range 8 {
			if code := keep(strconv.Itoa(day), "0"); code != 303 {
				t.Fatalf("keeping led to %d", code)
			}
			again := h.handMade(t, r.ID, "Bowling")
			page := h.as(t, h.broker).Get("/referrals/" + r.ID + "/options?option=" + again.ID)
			if day == 2 {
				page.Shows(t, "Bowling , on Tuesday, as they wanted")
			} else {
				lacks(t, page, "as they wanted")
			}
			must(t, h.brokerage.RemoveItem(t.Context(), h.broker, again.ID, h.schedule["Bowling"]))
		}
	})
}
