package brokerage_test

import (
	"testing"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/clock"
)

// Nothing once told a person that a place of theirs would end.
func TestAPersonReadsWhenAPlaceOfTheirsEnds(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.placedIn(t, "Bowling")
		h.harm(t, `UPDATE activity SET easy_title = 'Ten pins' WHERE title = 'Bowling'`)
		pat := h.helper(t, access.MaySee)
		jo, helper := h.as(t, h.person), h.as(t, pat)
		pages := []string{"/me/week", "/me/week/print", "/me/week?from=2027-01-11"}
		for _, path := range pages {
			lacks(t, jo.Get(path), "last day")
		}
		p := h.placements(t)[0]
		// it ends on a Sunday, and bowling is on Tuesdays
		must(t, h.endPlacement(t, h.worker, p.ID, clock.D(2026, 12, 20), "moved_on"))
		for _, path := range pages {
			with := "?"
			if path == pages[2] {
				with = "&"
			}
			jo.Get(path+with+"voice=en").Shows(t, "Your last day at Bowling is Tuesday 15 December.")
			jo.Get(path+with+"voice=en-easy").Shows(t, "Your last day at Ten pins is Tuesday 15 December. After that you do not go there.")
			helper.Get(path+with+"voice=en").Shows(t, "The last day of Jo B. at Bowling is Tuesday 15 December.")
			helper.Get(path+with+"voice=en-easy").Shows(t, "Jo B. stops going to Ten pins. The last day is Tuesday 15 December.")
		}
		h.keepOn(t, clock.D(2026, 12, 21))
		jo = h.as(t, h.person) // some weeks on, whoever was idle signs in again
		jo.Get("/me/week?voice=en").Shows(t, "Your place at Bowling has ended. Your last day was Tuesday 15 December.")
		h.as(t, pat).Get("/me/week?voice=en").Shows(t, "The place of Jo B. at Bowling has ended.")
		h.keepOn(t, clock.D(2027, 1, 8))
		lacks(t, h.as(t, h.person).Get("/me/week?voice=en"), "last day")
	})
}

// Who has a place there again goes on, and reads of no last day.
func TestWhoGoesOnThereHasNoLastDay(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.placedIn(t, "Bowling")
		must(t, h.endPlacement(t, h.worker, h.placements(t)[0].ID, clock.D(2026, 12, 20), "moved_on"))
		r := h.withBroker(t)
		h.agree(t, r.ID, "Bowling")
		lacks(t, h.as(t, h.person).Get("/me/week?voice=en"), "last day")
	})
}

// A place that ended before it began was once told with a last day that never was, and one
// that was suspended before with the day of its end.
func TestALastDayIsOneOnWhichTheyWent(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		p := h.bowling(t) // from Monday 30 November
		jo, helper := h.as(t, h.person), h.as(t, h.helper(t, access.MaySee))
		must(t, h.endPlacement(t, h.worker, p.ID, today, "moved_on"))
		for _, path := range []string{"/me/week", "/me/week/print"} {
			jo.Get(path+"?voice=en").Shows(t, "Your place at Bowling has ended before you went there.")
			jo.Get(path+"?voice=en-easy").Shows(t, "You will not start at Bowling.")
			helper.Get(path+"?voice=en").Shows(t, "The place of Jo B. at Bowling has ended before they went there.")
			helper.Get(path+"?voice=en-easy").Shows(t, "Jo B. will not start at Bowling.")
			lacks(t, jo.Get(path+"?voice=en"), "last day")
		}
	})
	eachHouse(t, func(t *testing.T, h *house) {
		p := h.bowling(t)
		must(t, h.endPlacement(t, h.worker, p.ID, p.From, "moved_on")) // a Monday, a day before the first session
		h.as(t, h.person).Get("/me/week?voice=en").Shows(t, "Your place at Bowling has ended before you went there.")
	})
	eachHouse(t, func(t *testing.T, h *house) {
		p := h.bowling(t)
		h.keepOn(t, clock.D(2026, 12, 9))
		must(t, h.brokerage.Suspend(t.Context(), h.worker, p.ID, "In hospital for a while."))
		h.keepOn(t, clock.D(2027, 1, 6))
		must(t, h.endPlacement(t, h.worker, p.ID, clock.D(2027, 1, 6), "moved_on"))
		h.as(t, h.person).Get("/me/week?voice=en").Shows(t, "Your last day was Tuesday 8 December.")
	})
}
