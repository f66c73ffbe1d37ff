package brokerage_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ourdays/internal/app/apptest"
	"ourdays/internal/area/access"
	"ourdays/internal/area/brokerage"
	"ourdays/internal/area/plans"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/pence"
)

// clockEnds is the last of four weeks of enablement from Monday 30 November.
var clockEnds = clock.D(2026, 12, 27)

// enabling puts Jo into enablement of so many weeks, before anything is agreed. The
// budget is for eight weeks at £250.
func (h *house) enabling(t *testing.T, weeks int) {
	t.Helper()
	h.decideWeeks(t, weeks)
	h.harm(t, `UPDATE activity SET tiers = 12`)
}

// decideAnew decides the tier on a page that shows what is decided.
func (h *house) decideAnew(ctx context.Context, tx *db.Tx, d plans.Decision) error {
	p, _, err := h.Plans.Current(ctx, tx, h.jo)
	if err != nil {
		return err
	}
	d.Opened = p.Marks()
	return h.Plans.DecideTier(ctx, tx, h.worker, h.jo, d)
}

func (h *house) decideWeeks(t *testing.T, weeks int) {
	t.Helper()
	h.in(t, func(ctx context.Context, tx *db.Tx) error {
		return h.decideAnew(ctx, tx, plans.Decision{Tier: plans.Enablement, Reason: "Jo wants to travel alone.",
			Weekly:   16400,
			MinUnits: 2, MaxUnits: 4, StartBy: clock.D(2026, 11, 30), Weeks: weeks})
	})
}

// longer is a review that gives enablement more time.
func (h *house) longer(t *testing.T, until clock.Date) plans.Review {
	t.Helper()
	r := h.review(t, plans.Extend)
	r.EnablementUntil, r.AgreedBy, r.NextReview, r.ExitPlan = clock.SomeDate(until), "Ruth Lane", clock.SomeDate(
		clock.D(2026, 12, 20)), "A club of her own."
	return r
}

// adds proves that places, bookings and money say the same: nothing is booked
// behind a last day, and what the budget has committed is what the places cost.
func (h *house) adds(t *testing.T) {
	t.Helper()
	var total pence.Pence
	for _, p := range h.placements(t) {
		if p.Status != brokerage.Offered && p.Status != brokerage.Proposed {
			total += p.Total
		}
	}
	booked := apptest.Stored[int64](t, h.House, `SELECT COALESCE(SUM(price), 0) FROM booking WHERE status = 'confirmed'`)
	if b := h.budget(t); b.Committed != total || int64(total) != booked {
		t.Errorf("the budget has committed %s, the places cost %s, their bookings %s", b.Committed, total, pence.Pence(booked))
	}
	h.check(t)
}

func TestPlacesOfEnablementEndWithItsTime(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.enabling(t, 4)
		list := h.toPlaced(t)
		for _, p := range list {
			if p.To != clockEnds || p.Total != 4*p.UnitPrice {
				t.Errorf("a place runs to %s for %s", p.To, p.Total)
			}
		}
		if n := h.taken(t); n != 4*len(list) {
			t.Errorf("%d places are taken", n)
		}
		h.adds(t)
	})
}

func TestMoreTimeForEnablementMovesItsPlaces(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.enabling(t, 4)
		list := h.toPlaced(t)
		until := clock.D(2027, 1, 10)
		must(t, h.hold(t, h.longer(t, until)))
		for _, p := range h.placements(t) {
			if p.To != until || p.Total != 6*p.UnitPrice {
				t.Errorf("a place runs to %s for %s", p.To, p.Total)
			}
		}
		if n := h.taken(t); n != 6*len(list) {
			t.Errorf("%d places are taken", n)
		}
		h.adds(t)
		t.Run("and no longer than the budget, which the page says", func(t *testing.T) {
			r := h.longer(t, clock.D(2027, 2, 28))
			r.Number = 2
			must(t, h.hold(t, r))
			for _, p := range h.placements(t) {
				if p.To != clock.D(2027, 1, 24) {
					t.Errorf("a place runs to %s", p.To)
				}
			}
			h.adds(t)
		})
		t.Run("what ends then frees all of it", func(t *testing.T) {
			for _, p := range h.placements(t) {
				must(t, h.endPlacement(t, h.worker, p.ID, clock.D(2026, 11, 24), "moved_on"))
			}
			if b := h.budget(t); b.Committed != 0 || b.Available != b.Allocated || h.taken(t) != 0 {
				t.Errorf("the budget is %+v, %d places are taken", b, h.taken(t))
			}
			h.adds(t)
		})
	})
}

func TestMoreTimeIsRefusedWhole(t *testing.T) {
	for _, c := range []struct {
		name, says string
		harm       func(*testing.T, *house)
	}{
		{"without the money", "The budget has £100 left and more time costs", func(t *testing.T, h *house) { h.spendAllBut(t, 10000) }},
		{"without a place", "is full on ", func(t *testing.T, h *house) {
			for title, id := range h.schedule {
				if title != "Riding" {
					h.fill(t, id, 6)
				}
			}
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			eachHouse(t, func(t *testing.T, h *house) {
				h.enabling(t, 4)
				before := h.toPlaced(t)
				c.harm(t, h)
				taken, money := h.taken(t), h.budget(t)
				worker, path := h.as(t, h.worker), "/people/"+h.jo+"/review"
				form := worker.Get(path)
				f := h.fields(t, "extend")
				f.Set("enablement_until", "10/1/2027")
				f.Set("agreed_by", "Ruth Lane")
				f.Set("next_review", "20/12/2026")
				p := worker.Press(form, path, f)
				if p.Code != http.StatusConflict {
					t.Fatalf("it led to %d %s", p.Code, p.Location)
				}
				p.Shows(t, c.says, "Nothing is kept.")
				if c.name == "without a place" {
					h.harm(t, `UPDATE activity SET easy_title = 'Short name'`)
					worker.Post("/voice", url.Values{"voice": {"en-easy"}})
					worker.Press(worker.Get(path), path, f).Shows(t, "Short name has no place on ")
				}
				if !strings.Contains(p.Body, `href="#enablement_until"`) {
					t.Error("it does not stand at the new last day")
				}
				for i, p := range h.placements(t) {
					if p.To != before[i].To || p.Total != before[i].Total {
						t.Errorf("a place moved to %s", p.To)
					}
				}
				if h.taken(t) != taken || h.budget(t) != money || apptest.Stored[int](t, h.House, `SELECT count(*) FROM review`) != 0 {
					t.Errorf("something was written: %d taken, %+v", h.taken(t), h.budget(t))
				}
				if c.name == "without the money" { // places that nobody booked are no state that holds
					h.check(t)
				}
			})
		})
	}
}

func TestMoreTimeTwiceAtOnceCountsOnce(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.enabling(t, 4)
		list := h.toPlaced(t)
		r := h.longer(t, clock.D(2027, 1, 10))
		if won := race(t, 8, func(int) error {
			return h.d.InTx(context.Background(), func(ctx context.Context, tx *db.Tx) error {
				_, err := h.Plans.Review(ctx, tx, h.worker, r)
				return err
			})
		}); won != 1 {
			t.Errorf("%d counted", won)
		}
		if n := h.taken(t); n != 6*len(list) {
			t.Errorf("%d places are taken", n)
		}
		h.adds(t)
	})
}

// A worker gives more time while another ends the places, and time passes too.
func TestMoreTimeBesideAnEndLeavesNothingBehind(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.enabling(t, 4)
		list := h.toPlaced(t)
		r := h.longer(t, clock.D(2027, 1, 10))
		race(t, 6, func(i int) error {
			ctx := context.Background()
			switch i % 3 {
			case 0:
				_, err := h.brokerage.Keep(ctx, access.System)
				return err
			case 1:
				return h.d.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
					return h.brokerage.EndPlacement(ctx, tx, h.worker, list[0].ID, clock.D(2026, 12, 6), "moved_on")
				})
			}
			return h.d.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
				_, err := h.Plans.Review(ctx, tx, h.worker, r)
				return err
			})
		})
		h.adds(t)
	})
}

func TestLessTimeFreesWhatLiesAfter(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.enabling(t, 4)
		list := h.toPlaced(t)
		worker := h.as(t, h.worker)
		worker.Get("/people/"+h.jo+"/plan").Shows(t, "Places of enablement end with it")
		h.decideWeeks(t, 2)
		for _, p := range h.placements(t) {
			if p.To != clock.D(2026, 12, 13) || p.Total != 2*p.UnitPrice {
				t.Errorf("a place runs to %s for %s", p.To, p.Total)
			}
		}
		if n := h.taken(t); n != 2*len(list) {
			t.Errorf("%d places are taken", n)
		}
		h.adds(t)
		h.decideWeeks(t, 3)
		must(t, h.endPlacement(t, h.worker, list[0].ID, clock.D(2026, 11, 24), "moved_on"))
		h.adds(t)
	})
}

func TestASuspendedPlaceOfEnablementMovesWithoutMoney(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.enabling(t, 4)
		list := h.toPlaced(t)
		h.began()
		_, err := h.brokerage.Keep(t.Context(), access.System)
		must(t, err)
		must(t, h.brokerage.Suspend(t.Context(), h.worker, list[0].ID, "In hospital for some weeks."))
		r := h.longer(t, clock.D(2027, 1, 10))
		must(t, h.hold(t, r))
		h.adds(t)
		must(t, h.brokerage.Resume(t.Context(), h.worker, list[0].ID))
		for _, p := range h.placements(t) {
			if p.To != clock.D(2027, 1, 10) {
				t.Errorf("a place runs to %s", p.To)
			}
		}
		h.adds(t)
	})
}

func TestWhatMoreTimeDoesIsSaidBeforeItIsPressed(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.enabling(t, 4)
		list := h.toPlaced(t)
		cost := list[0].WeekCost * pence.Pence(len(list))
		page := h.as(t, h.worker).Get("/people/" + h.jo + "/review")
		page.Shows(t, "places end with the time of enablement, on 27 December 2026", "Each further week costs "+cost.Format()+" and is committed",
			"left until 24 January 2027", "Where money or a place is missing, the review is not kept")
		h.as(t, h.worker).Get("/placements/"+list[0].ID).Shows(t, "It ends with the time of enablement")
		t.Run("and that nothing moves where nothing ends with it", func(t *testing.T) {
			for _, p := range list {
				must(t, h.endPlacement(t, h.worker, p.ID, clock.D(2026, 11, 24), "moved_on"))
			}
			h.as(t, h.worker).Get("/people/"+h.jo+"/review").Shows(t, "No place ends with the time of enablement now")
		})
	})
}

// The provider's first yes comes a week late: twelve weeks are twelve weeks.
func TestATimeThatStartsLateEndsLateAndSoDoThePlaces(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.enabling(t, 4)
		list := h.toOffered(t)
		h.d.SetClock(clock.Fixed(clock.At(clock.D(2026, 12, 6), 600)))
		for _, p := range list {
			must(t, h.brokerage.Accept(t.Context(), h.provider, p.ID))
		}
		for _, p := range h.placements(t) {
			if p.From != clock.D(2026, 12, 7) || p.To != clock.D(2027, 1, 3) || p.Total != 4*p.UnitPrice {
				t.Errorf("a place runs from %s to %s for %s", p.From, p.To, p.Total)
			}
		}
		h.adds(t)
	})
}

func TestNoWeekIsApprovedForATimeThatIsOver(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.enabling(t, 4)
		r, o := h.toChosen(t)
		h.harm(t, `UPDATE plan SET clock_runs = 1, enablement_from = '2026-11-02', enablement_until = '2026-11-29'`)
		refused(t, h.brokerage.Approve(t.Context(), h.approver, r.ID, o.ID), fail.Conflict, "brokerage.refused.clock_over")
		if n := len(h.placements(t)); n != 0 {
			t.Errorf("%d places were made", n)
		}
	})
}

func TestAWeekOfEnablementThatIsTakenOverEndsWithItsTime(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.enabling(t, 4)
		h.began()
		w := h.agreed("Bowling")
		w.Since = clock.D(2026, 11, 16)
		list, err := h.takeOver(t, access.System, w)
		must(t, err)
		if list[0].To != clock.D(2026, 12, 13) || list[0].Total != 2*list[0].UnitPrice {
			t.Errorf("it runs to %s for %s", list[0].To, list[0].Total)
		}
		h.adds(t)
	})
}

// A place whose provider said yes late lets the time of enablement end later, and so the
// other places of the week: without money for that a provider once read that a budget had not
// enough left, and could not say yes.
func TestAYesWithoutMoneyForALaterTimeKeepsItsApprovedEnd(t *testing.T) {
	for name, k := range map[string]struct {
		left pence.Pence
		to   clock.Date
		n    int
	}{
		"too little is left": {11999, clockEnds, 4},
		"enough is left":     {12000, clock.D(2027, 1, 14), 7},
	} {
		t.Run(name, func(t *testing.T) {
			eachHouse(t, func(t *testing.T, h *house) {
				h.enabling(t, 4)
				list := h.toOffered(t)
				late, other := list[0], list[1]
				h.harm(t, `UPDATE plan SET start_by = '2026-12-14'`)
				h.fill(t, late.ScheduleID, 1)
				h.fill(t, late.ScheduleID, 2)
				must(t, h.brokerage.Accept(t.Context(), h.provider, late.ID))
				h.spendAllBut(t, k.left)
				before := h.budget(t)
				must(t, h.brokerage.Accept(t.Context(), h.provider, other.ID))
				for _, p := range h.placements(t) {
					if n, sum := h.worth(t, p.ID); p.ID == other.ID && (p.To != k.to || n != k.n || sum != p.Total) {
						t.Errorf("it runs to %s with %d bookings worth %s of %s", p.To, n, sum, p.Total)
					}
				}
				if b := h.budget(t); b.Available != before.Available-pence.Pence(k.n-4)*4000 {
					t.Errorf("the budget went from %+v to %+v", before, b)
				}
				told := "The budget has too little money for all the time of enablement. The place keeps the last day that was approved."
				for _, path := range []string{"/referrals/" + other.ReferralID, "/placements/" + other.ID} {
					page := h.as(t, h.broker).Get(path)
					if short := k.n == 4; strings.Contains(page.Text, told) != short {
						t.Errorf("%s says %s", path, page.Text)
					}
				}
				h.harm(t, `UPDATE session SET taken = 0 WHERE schedule_id = $1 AND taken = 6`, late.ScheduleID)
				h.check(t)
			})
		})
	}
}
