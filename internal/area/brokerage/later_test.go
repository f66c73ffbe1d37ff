package brokerage_test

import (
	"testing"

	"ourdays/internal/app/apptest"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
)

// One full session among eight once ruled a place out for good. It begins behind it now,
// and so do its bookings and its money.
func TestAPlaceBeginsBehindASessionThatIsFull(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.fill(t, h.schedule["Bowling"], 1) // 1 December, the first of eight; the plan wants it by 7 December
		r := h.withBroker(t)
		made, err := h.brokerage.MakeOptions(t.Context(), h.broker, r.ID)
		must(t, err)
		found := 0
		for _, o := range made {
			if o.Has(h.schedule["Bowling"]) {
				found++
			}
		}
		if found == 0 {
			t.Error("no week has bowling in it")
		}
		o := h.handMade(t, r.ID, "Bowling")
		h.as(t, h.broker).Get("/referrals/"+r.ID+"/options?option="+o.ID).Shows(t,
			"Begins on Tuesday 8 December 2026: it is full before. A place may begin later than the rest of the week, until Sunday 13 December 2026.",
			"Bowling begins on Tuesday 8 December 2026, because it is full before",
			"Held for this week until 24 January 2027, when it is approved £280")
		must(t, h.brokerage.Show(t.Context(), h.broker, o.ID))
		jo, choose := h.as(t, h.person), "/me/choose/"+r.ID
		for _, voice := range []string{"en", "en-easy"} {
			jo.Get(choose+"?voice="+voice).Shows(t, "Starts on Tuesday 8 December")
			jo.Get(choose+"/"+o.ID+"?voice="+voice).Shows(t, "Starts on Tuesday 8 December")
		}
		must(t, h.brokerage.Choose(t.Context(), h.person, o.ID, "near", ""))
		h.as(t, h.approver).Get("/approvals/"+r.ID).Shows(t, "Tuesday, 2pm to 4pm, from Tuesday 8 December 2026 Bowling")
		must(t, h.brokerage.Approve(t.Context(), h.approver, r.ID, o.ID))
		must(t, h.brokerage.Accept(t.Context(), h.provider, h.placements(t)[0].ID))
		p := h.placements(t)[0]
		if n, sum := h.worth(t, p.ID); p.From != clock.D(2026, 12, 8) || n != 7 || sum != 28000 || p.Total != 28000 {
			t.Errorf("it begins on %s with %d bookings worth %s of %s", p.From, n, sum.Format(), p.Total.Format())
		}
	})
}

// Where the day is too late for the plan the place is left out, and the reason names that
// day and the limit; with another plan it fits.
func TestAPlaceThatWouldBeginTooLateSaysWhenItCould(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.fill(t, h.schedule["Bowling"], 2)
		r := h.withBroker(t)
		builder := "/referrals/" + r.ID + "/options"
		says := "No places left in 1 of 8 sessions: Tuesday 8 December. It could begin on 15 December 2026; the last week to start ends on 13 December 2026."
		h.as(t, h.broker).Get(builder).Shows(t, says)
		h.harm(t, `UPDATE plan SET start_by = '2026-12-14'`)
		lacks(t, h.as(t, h.broker).Get(builder), "No places left in")
		h.harm(t, `UPDATE plan SET start_by = '2026-12-04'`)
		h.as(t, h.broker).Get(builder).Shows(t, "It could begin on 15 December 2026; the last week to start ends on 6 December 2026.")
	})
}

// A session that filled up between the approval and the provider's yes once kept the offer
// from being accepted until that day was over.
func TestAYesBeginsBehindWhatHasFilledUpSinceTheApproval(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		_, p := h.offeredBowling(t)
		h.fill(t, h.schedule["Bowling"], 1) // 1 December, the first of eight
		offers := h.as(t, h.provider).Get("/provider/offers")
		offers.Shows(t, "From 8 December 2026", "if all of it is attended £280", "places free on the fullest day: 6", "Accept this place",
			"If you accept it now, it begins on Tuesday 8 December 2026: your sessions before that have no room any more.")
		h.as(t, h.provider).Get("/provider/offers?voice=en-easy").Shows(t, "This place starts on Tuesday 8 December 2026. Before that, it is full.")
		before := h.budget(t)
		must(t, h.brokerage.Accept(t.Context(), h.provider, p.ID))
		p, b := h.placements(t)[0], h.budget(t)
		if n, sum := h.worth(t, p.ID); p.From != clock.D(2026, 12, 8) || n != 7 || sum != 28000 || p.Total != 28000 {
			t.Errorf("it begins on %s with %d bookings worth %s of %s", p.From, n, sum.Format(), p.Total.Format())
		}
		if b.Held != before.Held-32000 || b.Committed != 28000 || b.Available != before.Available+4000 {
			t.Errorf("the budget went from %+v to %+v", before, b)
		}
	})
}

// Where it could begin too late only, or never, the provider reads what to do, and says
// yes once there is room.
func TestAnOfferWithoutRoomSaysWhatItsProviderCanDo(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		_, p := h.offeredBowling(t)
		h.fill(t, h.schedule["Bowling"], 2)
		before := h.budget(t)
		refused(t, h.brokerage.Accept(t.Context(), h.provider, p.ID), fail.Full, "brokerage.refused.no_room")
		if b := h.budget(t); b != before {
			t.Errorf("the budget went from %+v to %+v", before, b)
		}
		offers := h.as(t, h.provider).Get("/provider/offers")
		offers.Shows(t, "You cannot accept this place today: your sessions have room from Tuesday 15 December 2026 on, "+
			"and it must begin by Sunday 13 December 2026. Free a place before that, or decline and say why.")
		lacks(t, offers, "Accept this place")
		h.harm(t, `UPDATE plan SET start_by = '2026-12-14'`)
		h.fill(t, h.schedule["Bowling"], 8)
		refused(t, h.brokerage.Accept(t.Context(), h.provider, p.ID), fail.Full, "brokerage.refused.no_room")
		h.as(t, h.provider).Get("/provider/offers").Shows(t, "your session on Tuesday 19 January 2027 has no room, so no later first day helps.")
		h.harm(t, `UPDATE session SET taken = 0 WHERE schedule_id = $1 AND day = '2027-01-19'`, h.schedule["Bowling"])
		must(t, h.brokerage.Accept(t.Context(), h.provider, p.ID))
		if p = h.placements(t)[0]; p.From != clock.D(2026, 12, 15) {
			t.Errorf("it begins on %s", p.From)
		}
	})
}

// A session that filled up in the very moment of a yes once refused it as full; it begins
// behind that session, and its provider reads on which day.
func TestAYesThatMeetsAnotherBookingBeginsBehindIt(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		_, p := h.offeredBowling(t)
		session := h.bowlingOn(t, p.From) // of six places
		take := `UPDATE session SET taken = places WHERE id = '` + session + `'`
		yes := make(chan apptest.Page, 1)
		provider := h.as(t, h.provider)
		offers := provider.Get("/provider/offers")
		press := func() { yes <- provider.Press(offers, "/provider/offers/"+p.ID+"/accept", nil) }
		if h.d.Engine() == db.Postgres {
			other, err := h.d.Pool().BeginTx(t.Context(), nil)
			must(t, err)
			defer func() { _ = other.Rollback() }() // it is over already, unless the test is
			_, err = other.Exec(take)
			must(t, err)
			go press()
			h.waiting(t, 1)
			must(t, other.Commit())
		} else {
			h.harm(t, take) // its writers take turns, so that a yes comes before or behind
			press()
		}
		if got := <-yes; got.Location != "/provider/offers" {
			t.Fatalf("it led to %d %s", got.Code, got.Text)
		}
		p, b := h.placements(t)[0], h.budget(t)
		if n, sum := h.worth(t, p.ID); p.From != clock.D(2026, 12, 8) || n != 7 || sum != 28000 || b.Committed != 28000 || b.Held != 0 {
			t.Errorf("it begins on %s with %d bookings worth %s, the budget is %+v", p.From, n, sum, b)
		}
		provider.Get("/provider/offers").Shows(t, "The first day is Tuesday 8 December 2026.")
		h.harm(t, `UPDATE session SET taken = 0 WHERE id = $1`, session)
		h.check(t)
	})
}
