package brokerage_test

import (
	"strings"
	"testing"
	"time"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/fail"
)

// Whatever money is missing for, the provider reads nothing of somebody's budget; the
// council's workers read what was refused, when, and how much was missing.
func TestAYesThatLacksMoneyIsToldToTheCouncilAlone(t *testing.T) {
	for name, k := range map[string]struct{ harm, missing string }{
		"sessions were put on again and the budget has little left": {`UPDATE budget SET held = 20000, available = 1000,
			spent = allocated - 21000 WHERE id = $1`,
			"Bowling: £830 is missing in the budget."},
		"what was held is not there": {`UPDATE budget SET held = 0, available = allocated WHERE id = $1`,
			"Bowling: £200 is missing in the budget."},
	} {
		t.Run(name, func(t *testing.T) {
			eachUnplanned(t, func(t *testing.T, h *house) {
				h.planFor(t, clock.D(2027, time.May, 30))
				r, p := h.offeredBowling(t) // 26 Tuesdays at £40, of which 8 have sessions yet
				h.harm(t, `UPDATE placement SET total = 20000 WHERE id = $1`, p.ID)
				h.harm(t, k.harm, p.BudgetID)
				provider := h.as(t, h.provider)
				page := provider.Get("/provider/offers")
				for range 2 {
					provider.Press(page, "/provider/offers/"+p.ID+"/accept", nil).Shows(t, "This place cannot be accepted as it stands.")
				}
				refused(t, h.brokerage.Accept(t.Context(), h.provider, p.ID), fail.Full, "brokerage.refused.ask_council")
				lacks(t, provider.Get("/provider/offers"), "missing")
				for _, path := range []string{"/referrals/" + r.ID, "/approvals/" + r.ID} {
					told := h.as(t, h.broker)
					if strings.HasPrefix(path, "/approvals") {
						told = h.as(t, h.approver)
					}
					told = told.InStandardWords()
					at := told.Get(path)
					at.Shows(t, "Tuesday 24 November, 9am "+k.missing)
					if n := strings.Count(at.Text, k.missing); n != 1 {
						t.Errorf("%s says it %d times", path, n)
					}
				}
			})
		})
	}
}
