package brokerage_test

import (
	"context"
	"net/url"
	"strings"
	"testing"

	"ourdays/internal/area/brokerage"
	"ourdays/internal/area/plans"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/pence"
)

// lowered is Jo with three places of £40 a week and a plan of £100 by a review.
func (h *house) lowered(t *testing.T) {
	t.Helper()
	h.toPlaced(t)
	r := h.review(t, plans.ChangeWeek)
	r.Weekly, r.MinUnits, r.MaxUnits, r.StartBy = 10000, 1, 3, clock.SomeDate(clock.D(2026, 12, 14))
	must(t, h.hold(t, r))
}

func (h *house) weekCost(t *testing.T) (sum pence.Pence) {
	t.Helper()
	for _, p := range h.placements(t) {
		if p.Going() {
			sum += p.WeekCost
		}
	}
	return sum
}

func TestWhoseWeekCostsMoreThanTheirPlanIsToldCalmly(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.toPlaced(t)
		person := h.as(t, h.person)
		before := person.Get("/me/money?voice=en")
		lacks(t, before, "costs more than your budget")
		r := h.review(t, plans.ChangeWeek)
		r.Weekly, r.MinUnits, r.MaxUnits, r.StartBy = 10000, 1, 3, clock.SomeDate(clock.D(2026, 12, 14))
		must(t, h.hold(t, r))
		cost := h.weekCost(t)
		if cost != 16000 {
			t.Fatalf("the week costs %s", cost)
		}
		person.Get("/me/money?voice=en").Shows(t, "Your week costs £160. Your budget is now £100 a week.",
			"Nothing stops today. You go to your activities as before.", "Amara Osei will talk with you about your week")
		person.Get("/me/money?voice=en-easy").Shows(t, "Your week costs £160. Your budget is now £100 each week.",
			"You did nothing wrong. Nothing stops today.",
			"Amara Osei will talk with you.")
		t.Run("and not once the places fit", func(t *testing.T) {
			for _, p := range h.placements(t)[:2] {
				must(t, h.endPlacement(t, h.worker, p.ID, clock.D(2026, 11, 24), "moved_on"))
			}
			lacks(t, person.Get("/me/money?voice=en"), "Nothing stops today")
		})
	})
}

func TestAWeekAboveItsPlanWaitsInTheBrokersList(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.lowered(t)
		list, _ := h.work(t, brokerage.Open(), 1)
		if len(list) != 1 || list[0].Above.More() != 6000 {
			t.Fatalf("the list holds %+v", list)
		}
		broker := h.as(t, h.broker)
		broker.Get("/referrals").Shows(t, list[0].Label(), "above the budget",
			"Talk with the person: their places cost £160 a week, £60 more than the budget.")
		broker.Get("/referrals/"+list[0].ID).Shows(t, "The places that they have cost £160 a week, £60 more than the budget.")
	})
}

// again decides Jo's tier anew, before a first review, with another budget.
func again(weekly string) url.Values {
	return url.Values{"tier": {"2"}, "reason": {"Shares a worker with two others."}, "weekly": {weekly}, "min_units": {"2"},
		"max_units": {"4"},
		"start_by":  {"7/12/2026"}, "weeks": {""}}
}

// Who decides on a page that is too old reads one thing, and is led to what they typed.
func TestWhoDecidesATierTooLateIsLedToWhatTheyTyped(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.toPlaced(t)
		worker, path := h.as(t, h.worker), "/people/"+h.jo+"/plan"
		old, other := worker.Get(path), worker.Get(path)
		worker.Press(other, path+"/tier", again("160"))
		page := worker.Press(old, path+"/tier", again("155"))
		page.Shows(t, "Yours does not count yet.", "What you filled in stands below it.")
		if strings.Contains(page.Text, "Nothing of yours was kept") {
			t.Error("the page says two things")
		}
		for _, want := range []string{`href="#typed"`, `id="typed"`, `value="155"`, `<textarea class="govuk-textarea" id="reason"`} {
			if !strings.Contains(page.Body, want) {
				t.Errorf("the page lacks %s", want)
			}
		}
	})
}

func TestWhoDecidesATierAnewWithALowerBudgetIsToldWhatThePlacesCost(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.toPlaced(t)
		worker, path := h.as(t, h.worker), "/people/"+h.jo+"/plan"
		kept := worker.Press(worker.Get(path), path+"/tier", again("160"))
		page := worker.Get(kept.Location)
		lacks(t, page, "more than the new budget")
		lacks(t, page, "more than the budget")
		if got := h.referral(t, h.placements(t)[0].ReferralID); got.Status != brokerage.Placed {
			t.Fatalf("a week that fits went back to the broker: %s", got.Status)
		}
		kept = worker.Press(worker.Get(path), path+"/tier", again("100"))
		page = worker.Get(kept.Location)
		page.Shows(t, "The places that stay cost £160 a week, £60 more than the new budget.",
			"The places that they have cost £160 a week, £60 more than the budget.")
		t.Run("and it waits with the broker", func(t *testing.T) {
			list, _ := h.work(t, brokerage.Open(), 1)
			if len(list) != 1 || list[0].Status != brokerage.WithBroker || list[0].Above.More() != 6000 {
				t.Errorf("the list holds %+v", list)
			}
		})
		t.Run("nothing ends by it", func(t *testing.T) {
			if got := h.weekCost(t); got != 16000 {
				t.Errorf("the places cost %s now", got)
			}
			h.check(t)
		})
	})
}

// A council that has taken a week over and finished its referral refers anew.
func TestAPlanLoweredWithoutAReferralIsReferred(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.toPlaced(t)
		must(t, h.brokerage.Finish(t.Context(), h.worker, h.placements(t)[0].ReferralID, "goal_met"))
		h.in(t, func(ctx context.Context, tx *db.Tx) error {
			return h.decideAnew(ctx, tx, plans.Decision{Tier: 2, Reason: "Less is needed now.", Weekly: 10000, MinUnits: 1,
				MaxUnits: 4,
				StartBy:  clock.D(2026, 12, 7)})
		})
		list, _ := h.work(t, brokerage.Open(), 1)
		if len(list) != 1 || list[0].Status != brokerage.Submitted || list[0].Above.More() != 6000 {
			t.Errorf("the list holds %+v", list)
		}
		h.as(t, h.person).Get("/me/money?voice=en").Shows(t, "Dina Okafor will talk with you about your week")
	})
}
