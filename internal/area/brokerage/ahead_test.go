package brokerage_test

import (
	"testing"
)

// The budget is for eight weeks at £250, a session of bowling costs £40. What the
// pages say that a week will hold is what its approval holds.
func TestTheMoneyAheadIsWhatTheApprovalHolds(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		r := h.withBroker(t)
		o := h.handMade(t, r.ID, "Bowling")
		said := []string{"Left in the budget until 24 January 2027 £2,000", "Held for this week until 24 January 2027, when it is approved £320"}
		p := h.as(t, h.broker).Get("/referrals/" + r.ID + "/options?option=" + o.ID)
		p.Shows(t, said...)
		lacks(t, p, "enablement")
		must(t, h.brokerage.Show(t.Context(), h.broker, o.ID))
		must(t, h.brokerage.Choose(t.Context(), h.person, o.ID, "near", ""))
		h.as(t, h.approver).Get("/approvals/"+r.ID).Shows(t, said...)
		must(t, h.brokerage.Approve(t.Context(), h.approver, r.ID, o.ID))
		if b := h.budget(t); b.Held != 32000 {
			t.Errorf("%s is held", b.Held.Format())
		}
		p = h.as(t, h.broker).Get("/referrals/" + r.ID + "/options?option=" + o.ID)
		p.Shows(t, "Left in the budget until 24 January 2027 £1,680")
		lacks(t, p, "when it is approved")
	})
}

func TestEnablementTellsWhatItsWeeksCostOfWhatTheyMay(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		r := h.withBroker(t)
		o := h.handMade(t, r.ID, "Bowling")
		for _, k := range []struct{ harm, said, held string }{
			{`UPDATE plan SET tier = 3, enablement_weeks = 4`, "4 weeks of enablement until 27 December 2026 £160 of £656",
				"Held for this week until 27 December 2026, when it is approved £160"},
			{`UPDATE plan SET clock_runs = 1, enablement_from = '2026-11-16', enablement_until = '2026-12-06'`,
				"1 week of enablement until 6 December 2026 £40 of £164",
				"Held for this week until 6 December 2026, when it is approved £40"},
		} {
			h.harm(t, k.harm)
			h.as(t, h.broker).Get("/referrals/"+r.ID+"/options?option="+o.ID).Shows(t, k.said, k.held)
		}
		h.harm(t, `UPDATE plan SET enablement_until = '2026-11-29'`)
		lacks(t, h.as(t, h.broker).Get("/referrals/"+r.ID+"/options?option="+o.ID), "of enablement")
	})
}
