package brokerage_test

import (
	"testing"

	"ourdays/internal/platform/clock"
)

// What is not booked of a place was told in a log alone.
func TestWhatIsNotBookedIsToldWithItsDays(t *testing.T) {
	eachUnplanned(t, func(t *testing.T, h *house) {
		id := h.oneFull(t)
		h.room(t, fullDay.AddDays(14), 0)
		clay := h.openTo(t, "Clay", h.schedule["Bowling"])
		_, err := h.Bookings.Book(t.Context(), h.person, clay[8].ID, h.jo)
		must(t, err)
		h.kept(t)
		full := "2 sessions have no room (the first on Tuesday 2 February)."
		clash := "Not booked, as the person goes somewhere else at that hour: Tuesday 26 January."
		r := h.placements(t)[0].ReferralID
		broker := h.as(t, h.broker)
		for _, path := range []string{"/referrals?show=placed", "/referrals/" + r, "/placements/" + id} {
			broker.Get(path).Shows(t, full, clash)
		}
		broker.Get("/referrals?show=placed").Shows(t, "no room")

		t.Run("to the person too, calmly, in the week in which it is", func(t *testing.T) {
			jo := h.as(t, h.person)
			week := "/me/week?from=2027-02-01"
			jo.InStandardWords().Get(week).Shows(t, "Bowling is full on Tuesday 2 February: you have no place there on that day. We go on trying to get you one.")
			h.as(t, h.person).Get(week).Shows(t, "Bowling is full on Tuesday 2 February. You have no place there on that day. We will try again.")
			for _, other := range []string{"/me/week?from=2027-01-25", "/me/week?from=2027-02-08"} {
				lacks(t, jo.Get(other), "is full")
			}
		})
		t.Run("on paper, and in the week that workers read", func(t *testing.T) {
			h.as(t, h.person).InStandardWords().Get("/me/week/print?from=2027-02-01").Shows(t,
				"Bowling is full on Tuesday 2 February: you have no place there on that day.")
			h.as(t, h.worker).Get("/people/"+h.jo+"/week?from=2027-02-01").Shows(t, "Bowling : 1 session has no room: Tuesday 2 February.")
		})
		t.Run("and no longer when it is booked", func(t *testing.T) {
			h.room(t, fullDay, 1)
			h.room(t, fullDay.AddDays(14), 1)
			h.kept(t)
			p := broker.Get("/placements/" + id)
			lacks(t, p, "no room")
			p.Shows(t, clash)
			h.d.SetClock(clock.Fixed(clock.At(tuesday, 8*60)))
			lacks(t, h.as(t, h.broker).Get("/placements/"+id), "Not booked")
		})
		h.check(t)
	})
}
