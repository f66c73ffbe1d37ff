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
			h.as(t, h.broker).Get("/referrals/"+r.ID).Shows(t, "First day "+monday+", if it is approved before")
		}
		open(choose + "/" + o.ID) // Easy Read has it on the next page
		h.as(t, pat).Get(choose+"?voice=en").Shows(t, "begins on "+monday+" at the earliest")
		h.as(t, h.broker).Get("/referrals/"+r.ID+"/options").Shows(t, "a week from here begins on "+monday+", if it is approved before")
		must(t, h.brokerage.Choose(t.Context(), h.person, o.ID, "near", ""))
		open(choose)
		h.as(t, h.approver).Get("/approvals/"+r.ID).Shows(t, "First day "+monday+", if it is approved before")
		must(t, h.brokerage.Approve(t.Context(), h.approver, r.ID, o.ID))
		jo.Get(choose+"?voice=en").Shows(t, "Your week can begin on "+monday+", where a provider has a place for you. What a provider")
		jo.Get(choose+"?voice=en-easy").Shows(t, "Your week can start on "+monday+". There must be a place for you.")
		h.as(t, h.broker).Get("/referrals/"+r.ID).Shows(t, "First day "+monday)
		must(t, h.brokerage.Accept(t.Context(), h.provider, h.placements(t)[0].ID))
		p := jo.Get(choose + "?voice=en")
		p.Shows(t, "Your week begins on "+monday+".")
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
