package brokerage_test

import (
	"context"
	"testing"
	"time"

	"ourdays/internal/area/access"
	"ourdays/internal/area/brokerage"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
)

// Whoever approves a week reads how the council's budget of the year stands with it. That
// it is exceeded is said beside the press and refuses nothing.
func TestTheApproverReadsHowTheCouncilsBudgetStandsWithTheWeek(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		r, o := h.toChosen(t)
		council := brokerage.Council{From: clock.D(2026, time.April, 1), Until: clock.D(2027, time.March, 31)}
		h.brokerage.Council = func(context.Context, *db.Tx, clock.Date) (brokerage.Council, error) { return council, nil }
		approver, path := h.as(t, h.approver), "/approvals/"+r.ID
		const over, press = "With this week the year’s budget for other providers is exceeded by ", "Approve this week"
		approver.Get(path).Shows(t, "Nobody has set a budget for this year.", press)

		council.Set, council.External = true, brokerage.CouncilPart{Budget: 100_000_000, Agreed: 5_000_000}
		p := approver.Get(path)
		p.Shows(t, "The council’s budget The financial year until 31 March 2027", "Budget for other providers £1,000,000",
			"Spent, and agreed until then £50,000", "Left of the budget £9")
		lacks(t, p, over)

		council.External.Budget = 5_000_000
		approver.Get(path).Shows(t, over, "Left of the budget £0", "eligible needs must be met (Care Act 2014, section 18)", press)
		must(t, h.brokerage.Approve(t.Context(), h.approver, r.ID, o.ID))
		p = approver.Get(path)
		p.Shows(t, "Approval of R-0001", "You approved this on")
		lacks(t, p, over)
	})
}

// Weeks that are approved and wait for their providers are in the sum: two that are
// approved in one morning are not each affordable by themselves.
func TestTheCouncilsYearCountsWhatWaitsForAProvider(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.began()
		r, _ := h.toChosen(t)
		year := clock.Date{}
		h.brokerage.Council = func(_ context.Context, _ *db.Tx, on clock.Date) (brokerage.Council, error) {
			year = on
			return brokerage.Council{Set: true, From: clock.D(2026, time.April, 1), Until: clock.D(2027, time.January, 12),
				External: brokerage.CouncilPart{Budget: 100_000_000}}, nil
		}
		approver, path := h.as(t, h.approver), "/approvals/"+r.ID
		approver.Get(path).Shows(t, "Approved, and waiting for a provider £0 This week until then £")
		if year != clock.D(2026, time.December, 7) {
			t.Errorf("the year of %v was asked for", year)
		}
		sam := h.sam(t)
		h.harm(t, `UPDATE placement SET status = 'offered', starts_on = '2026-11-17' WHERE person_id = $1`, sam)
		const tuesdays = "£280" // seven at £40: 1 December to 12 January, as a yes of today begins tomorrow
		approver.Get(path).Shows(t, "Approved, and waiting for a provider "+tuesdays)
		h.harm(t, `INSERT INTO placement_price (placement_id, starts, price) SELECT id, '2027-01-01', 5000 FROM placement
			WHERE person_id = $1`, sam)
		approver.Get(path).Shows(t, "Approved, and waiting for a provider £300") // £10 more on 5 and 12 January
		h.harm(t, `UPDATE placement SET unit_price = 0, funding = 'own' WHERE person_id = $1`, sam)
		approver.Get(path).Shows(t, "Approved, and waiting for a provider £0")
	})
}

// A week whose Monday is in one financial year and whose first session is in the next is
// set against the next.
func TestAWeekIsSetAgainstTheYearOfItsFirstSession(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		r := h.withBroker(t)
		o := h.handMade(t, r.ID, "Bowling") // on Tuesdays, from 1 December
		must(t, h.brokerage.Show(t.Context(), h.broker, o.ID))
		must(t, h.brokerage.Choose(t.Context(), h.person, o.ID, "near", ""))
		h.brokerage.Council = func(_ context.Context, _ *db.Tx, on clock.Date) (brokerage.Council, error) {
			c := brokerage.Council{Set: true, From: clock.D(2025, time.December, 1), Until: clock.D(2026, time.November, 30),
				External: brokerage.CouncilPart{Budget: 100_000_000}}
			if on.After(c.Until) {
				c.From, c.Until = clock.D(2026, time.December, 1), clock.D(2027, time.November, 30)
			}
			return c, nil
		}
		h.as(t, h.approver).Get("/approvals/"+r.ID).Shows(t, "The financial year until 30 November 2027", "This week until then £")
	})
}

// Of two choices the second is told who made the first; and who has approved a week in one
// window is told in the other that they did, and of no problem.
func TestASecondPressIsToldWhoMadeTheFirst(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		r := h.withBroker(t)
		one, two := h.handMade(t, r.ID, "Bowling"), h.handMade(t, r.ID, "Garden")
		for _, o := range []brokerage.Option{one, two} {
			must(t, h.brokerage.Show(t.Context(), h.broker, o.ID))
		}
		pat := h.helper(t, access.MaySee, access.MayChoose)
		must(t, h.brokerage.Choose(t.Context(), pat, one.ID, "near", ""))
		refused(t, h.brokerage.Choose(t.Context(), h.person, two.ID, "near", ""), fail.Conflict, "brokerage.refused.chosen_by")
		refused(t, h.brokerage.Choose(t.Context(), pat, two.ID, "near", ""), fail.Conflict, "brokerage.refused.chosen_other")
		approver, path := h.as(t, h.approver), "/approvals/"+r.ID
		page := approver.Get(path)
		must(t, h.brokerage.Approve(t.Context(), h.approver, r.ID, one.ID))
		if p := approver.Press(page, path, nil); p.Location != path {
			t.Errorf("the second window: %d %s %s", p.Code, p.Location, p.Text)
		}
		approver.Get(path).Shows(t, "You approved this on 24 November 2026 at 9am.")
	})
}
