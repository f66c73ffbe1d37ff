package brokerage_test

import (
	"context"
	"net/http"
	"testing"

	"ourdays/internal/app/apptest"
	"ourdays/internal/area/access"
	"ourdays/internal/area/brokerage"
	"ourdays/internal/area/framework"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/pence"
)

// bowlingAt agrees another price for a place at Bowling from a day on.
func (h *house) bowlingAt(t *testing.T, price pence.Pence, starts clock.Date) {
	t.Helper()
	act := apptest.Stored[string](t, h.House, `SELECT id FROM activity WHERE title = 'Bowling'`)
	h.in(t, func(ctx context.Context, tx *db.Tx) error {
		_, err := h.Framework.SetRate(ctx, tx, access.System, framework.Rate{ActivityID: act, Ratio: 3, Price: price, Benchmark: price,
			Starts: starts})
		return err
	})
}

// choseBowling takes Jo to the choice of a week of Bowling alone, at £40.
func (h *house) choseBowling(t *testing.T) (brokerage.Referral, brokerage.Option) {
	t.Helper()
	r := h.withBroker(t)
	o := h.handMade(t, r.ID, "Bowling")
	must(t, h.brokerage.Show(t.Context(), h.broker, o.ID))
	must(t, h.brokerage.Choose(t.Context(), h.person, o.ID, "near", ""))
	return r, o
}

// offeredBowling takes Jo to an offer of it.
func (h *house) offeredBowling(t *testing.T) (brokerage.Referral, brokerage.Placement) {
	t.Helper()
	r, o := h.choseBowling(t)
	must(t, h.brokerage.Approve(t.Context(), h.approver, r.ID, o.ID))
	return r, h.placements(t)[0]
}

var (
	today    = clock.D(2026, 11, 24)
	midway   = clock.D(2026, 12, 28) // a Monday: four sessions before, four from it on
	bothWays = []struct {
		name   string
		price  pence.Pence
		starts clock.Date
		total  pence.Pence // of the eight sessions
		said   string
	}{
		{"dearer from today", 5000, today, 40000, "It costs £50 a week now. When it was put together it cost £40."},
		{"cheaper from today", 3000, today, 24000, "It costs £30 a week now. When it was put together it cost £40."},
		{"dearer in the middle", 5000, midway, 36000, "From 28 December 2026 the week costs £50."},
	}
)

func TestAnApproverApprovesWhatAWeekCostsNow(t *testing.T) {
	for _, c := range bothWays {
		t.Run(c.name, func(t *testing.T) {
			eachHouse(t, func(t *testing.T, h *house) {
				r, o := h.choseBowling(t)
				approver := h.as(t, h.approver)
				old := approver.Get("/approvals/" + r.ID)
				lacks(t, old, "When it was put together")
				h.bowlingAt(t, c.price, c.starts)
				refused(t, h.brokerage.Approve(t.Context(), h.approver, r.ID, o.ID), fail.Conflict, "brokerage.refused.price_changed")
				stale := approver.Press(old, "/approvals/"+r.ID, nil)
				if stale.Code != http.StatusConflict || len(h.placements(t)) != 0 {
					t.Fatalf("a page with the old price led to %d", stale.Code)
				}
				page := approver.Get("/approvals/" + r.ID)
				page.Shows(t, c.said, "You approve what it costs now, and the rates that follow.", "Bowling : £", "when it was put together £40")
				if done := approver.Press(page, "/approvals/"+r.ID, nil); done.Code != http.StatusSeeOther {
					t.Fatalf("approving led to %d %s", done.Code, done.Text)
				}
				if b := h.budget(t); b.Held != c.total {
					t.Errorf("%s is held, want %s", b.Held, c.total)
				}
				p := h.placements(t)[0]
				must(t, h.brokerage.Accept(t.Context(), h.provider, p.ID))
				h.adds(t)
				if n := apptest.Stored[int](t, h.House, `SELECT count(*) FROM booking WHERE price = $1`, int64(c.price)); n != int(
					8*(c.total-32000)/(8*(c.price-4000))) {
					t.Errorf("%d sessions are booked at the new rate", n)
				}
				must(t, h.endPlacement(t, h.worker, p.ID, midway.AddDays(6), "moved_on"))
				h.adds(t)
			})
		})
	}
}

func TestNobodyApprovesAboveTheirLimitAtTheRateOfLater(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		r, _ := h.choseBowling(t)
		h.bowlingAt(t, 31000, midway) // the limit is £300
		page := h.as(t, h.approver).Get("/approvals/" + r.ID)
		page.Shows(t, "From 28 December 2026 the week costs £310.", "£300")
		lacks(t, page, "Approve this week")
		h.bowlingAt(t, 29000, midway)
		spent := h.budget(t)
		h.spendAllBut(t, 40000)
		page = h.as(t, h.approver).Get("/approvals/" + r.ID)
		got := h.as(t, h.approver).Press(page, "/approvals/"+r.ID, nil)
		if got.Code != http.StatusConflict || len(h.placements(t)) != 0 {
			t.Errorf("above the budget of %s: %d", spent.Available, got.Code)
		}
	})
}

func TestAProviderAcceptsAtTheRateOfTheDayWhereItIsCheaper(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		_, p := h.offeredBowling(t)
		h.bowlingAt(t, 3000, midway)
		h.as(t, h.provider).Get("/provider/offers").Shows(t,
			"The agreed rate is £40, from 28 December 2026 £30 a session now; the place was offered at £40.")
		must(t, h.brokerage.Accept(t.Context(), h.provider, p.ID))
		if b := h.budget(t); b.Committed != 28000 || b.Held != 0 {
			t.Errorf("the budget is %+v", b)
		}
		h.adds(t)
		h.bowlingAt(t, 2000, midway) // what is agreed later changes no place that is agreed
		must(t, h.endPlacement(t, h.worker, p.ID, clock.D(2026, 12, 6), "moved_on"))
		h.adds(t)
	})
}

func TestADearerRateGoesBackToTheApproverAndNotToThePerson(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		r, p := h.offeredBowling(t)
		h.bowlingAt(t, 5000, today)
		refused(t, h.brokerage.Accept(t.Context(), h.provider, p.ID), fail.Conflict, "brokerage.refused.rate_rose")
		provider := h.as(t, h.provider)
		page := provider.Get("/provider/offers")
		page.Shows(t, "The agreed rate is £50 a session now; the place was offered at £40.", "Ask the council to agree the rate")
		lacks(t, page, "Accept this place")
		asked := provider.Press(page, "/provider/offers/"+p.ID+"/accept", nil)
		if asked.Code != http.StatusSeeOther {
			t.Fatalf("asking led to %d %s", asked.Code, asked.Text)
		}
		if got := h.referral(t, r.ID); got.Status != brokerage.Chosen || got.ApprovedBy != "" || h.budget(t).Held != 0 {
			t.Fatalf("the referral is %+v, %s is held", got, h.budget(t).Held)
		}
		h.check(t)
		approver := h.as(t, h.approver)
		again := approver.Get("/approvals/" + r.ID)
		again.Shows(t, "It costs £50 a week now. When it was put together it cost £40.", "The rate rose before the provider accepted.")
		if done := approver.Press(again, "/approvals/"+r.ID, nil); done.Code != http.StatusSeeOther {
			t.Fatalf("approving again led to %d %s", done.Code, done.Text)
		}
		for _, p := range h.placements(t) {
			if p.Status == brokerage.Offered {
				must(t, h.brokerage.Accept(t.Context(), h.provider, p.ID))
			}
		}
		if b := h.budget(t); b.Committed != 40000 {
			t.Errorf("%s is committed", b.Committed)
		}
		h.adds(t)
	})
}

func TestAPlaceThatIsAgreedStaysWhenAnotherIsAskedAgain(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		list := h.toOffered(t)
		bowling := h.schedule["Bowling"]
		var dear, other brokerage.Placement
		for _, p := range list {
			if p.ScheduleID == bowling {
				dear = p
			} else {
				other = p
			}
		}
		if dear.ID == "" {
			dear, other = list[0], list[1]
		}
		must(t, h.brokerage.Accept(t.Context(), h.provider, other.ID))
		h.in(t, func(ctx context.Context, tx *db.Tx) error {
			_, err := h.Framework.SetRate(ctx, tx, access.System, framework.Rate{ActivityID: dear.ActivityID, Ratio: 3, Price: 4100, Benchmark: 4200,
				Starts: today})
			return err
		})
		must(t, h.brokerage.AskAnew(t.Context(), h.provider, dear.ID))
		approver := h.as(t, h.approver)
		page := approver.Get("/approvals/" + dear.ReferralID)
		lacks(t, page, "Goes there already")
		if done := approver.Press(page, "/approvals/"+dear.ReferralID, nil); done.Code != http.StatusSeeOther {
			t.Fatalf("approving again led to %d %s", done.Code, done.Text)
		}
		live := 0
		for _, p := range h.placements(t) {
			if p.ScheduleID == other.ScheduleID && p.Status != brokerage.Accepted {
				t.Errorf("the agreed place is %s", p.Status)
			}
			if p.Status == brokerage.Offered || p.Status == brokerage.Accepted {
				live++
			}
		}
		if live != len(list) {
			t.Errorf("%d places live of %d", live, len(list))
		}
		h.adds(t)
	})
}

// The list reckons all its weeks in as many statements as one.
func TestTheListOfApprovalsSaysWhatAWeekCostsToday(t *testing.T) {
	for _, c := range []struct {
		name         string
		price        pence.Pence
		starts       clock.Date
		shows, lacks string
	}{
		{"dearer from today", 5000, today, "£50 when it was put together £40", "None"},
		{"cheaper from today", 3000, today, "£30 when it was put together £40", "None"},
		{"dearer only later", 5000, midway, "£40", "when it was put together"},
		{"the same again", 4000, today, "£40", "when it was put together"},
	} {
		t.Run(c.name, func(t *testing.T) {
			eachHouse(t, func(t *testing.T, h *house) {
				h.choseBowling(t)
				h.bowlingAt(t, c.price, c.starts)
				page := h.as(t, h.approver).Get("/approvals")
				page.Shows(t, c.shows)
				lacks(t, page, c.lacks)
			})
		})
	}
}
