package brokerage_test

import (
	"testing"

	"ourdays/internal/area/access"
)

// From when on a week is, is said to the person, to who helps, to the approver and to the
// broker: with what it depends on, and as it is once its places are asked for.
func TestTheFirstDayOfAWeekIsSaid(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		pat := h.helper(t, access.MaySee, access.MayChoose)
		r := h.withBroker(t)
		o := h.handMade(t, r.ID, "Bowling")
		must(t, h.brokerage.Show(t.Context(), h.broker, o.ID))
		jo, choose, monday := h.as(t, h.person), "/me/choose/"+r.ID, "Monday 30 November 2026"
		open := func(easy string) {
			jo.Get(choose+"?voice=en").Shows(t, "Your week begins on "+monday+" at the earliest. Before that a manager must agree")
			jo.Get(easy+"?voice=en-easy").Shows(t, "Your week can start on "+monday+" or later. First a manager must say yes.")
			h.as(t, h.broker).Get("/referrals/"+r.ID).Shows(t, "The week begins "+monday+", if it is approved before")
		}
		open(choose + "/" + o.ID) // Easy Read has it on the next page
		h.as(t, pat).Get(choose+"?voice=en").Shows(t, "begins on "+monday+" at the earliest")
		h.as(t, h.broker).Get("/referrals/"+r.ID+"/options").Shows(t, "a week from here begins on "+monday+", if it is approved before")
		must(t, h.brokerage.Choose(t.Context(), h.person, o.ID, "near", ""))
		open(choose)
		h.as(t, h.approver).Get("/approvals/"+r.ID).Shows(t, "The week begins "+monday+", if it is approved before")
		must(t, h.brokerage.Approve(t.Context(), h.approver, r.ID, o.ID))
		first := "Tuesday 1 December 2026" // bowling is on Tuesdays
		jo.Get(choose+"?voice=en").Shows(t, "Your week can begin on "+first+", where a provider has a place for you. What a provider")
		jo.Get(choose+"?voice=en-easy").Shows(t, "Your week can start on "+first+". There must be a place for you.")
		h.as(t, h.broker).Get("/referrals/"+r.ID).Shows(t, "First day "+first)
		provider, p0 := h.as(t, h.provider), h.placements(t)[0]
		if got := provider.Press(provider.Get("/provider/offers"), "/provider/offers/"+p0.ID+"/accept", nil); got.Location != "/provider/offers" {
			t.Fatalf("the yes led to %d %s", got.Code, got.Text)
		}
		provider.Get("/provider/offers").Shows(t, "Accepted: Bowling.", "The first day is "+first+".")
		h.as(t, h.broker).Get("/placements/"+p0.ID).Shows(t, "From 1 December 2026")
		p := jo.Get(choose + "?voice=en")
		p.Shows(t, "Your week begins on "+first+".")
		lacks(t, p, "says yes to later")
	})
}

// Whoever chooses is told to look at days and times, whatever a week helps with.
func TestWhoChoosesIsAlwaysToldToLookAtDaysAndTimes(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		r := h.withBroker(t)
		o := h.handMade(t, r.ID, "Bowling")
		must(t, h.brokerage.Show(t.Context(), h.broker, o.ID))
		jo, path := h.as(t, h.person), "/me/choose/"+r.ID
		for _, reasons := range []string{`[]`, `[{"Rule":"outcome","Good":true,"Own":"make friends"}]`} {
			h.harm(t, `UPDATE referral_option SET reasons = $1`, reasons)
			jo.Get(path+"?voice=en").Shows(t, "Check that the days and times suit you.")
			jo.Get(path+"/"+o.ID+"?voice=en-easy").Shows(t, "Look at the days and times. Are they good for you?")
		}
	})
}
