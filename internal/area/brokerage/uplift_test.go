package brokerage_test

import (
	"context"
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

var ros = access.Actor{ID: "ros", Name: "Ros Vale", Kind: access.Worker, Roles: []access.Role{access.RoleCommissioner}}

// bowling gives Jo one place at Bowling, agreed at £40: eight sessions.
func (h *house) bowling(t *testing.T) brokerage.Placement {
	t.Helper()
	_, p := h.offeredBowling(t)
	must(t, h.brokerage.Accept(t.Context(), h.provider, p.ID))
	return h.placements(t)[0]
}

// uplift is what moving the places of an activity to its newest rate comes to.
func (h *house) uplift(t *testing.T, activityID string) (u framework.Uplift) {
	t.Helper()
	h.in(t, func(ctx context.Context, tx *db.Tx) error {
		c, err := h.Framework.ContractOf(ctx, tx, ros, activityID)
		if err != nil {
			return err
		}
		list, err := h.Framework.UpliftsOf(ctx, tx, c)
		if len(list) > 0 {
			u = list[0]
		}
		return err
	})
	return u
}

// lift presses on what the page of the activity shows.
func (h *house) lift(t *testing.T, a access.Actor, activityID string) (u framework.Uplift, err error) {
	t.Helper()
	var c framework.Contract
	h.in(t, func(ctx context.Context, tx *db.Tx) (err error) {
		c, err = h.Framework.ContractOf(ctx, tx, ros, activityID)
		return err
	})
	return h.liftTurn(t, a, activityID, c.Rates[0].ID, c.Turn)
}

func (h *house) liftTurn(t *testing.T, a access.Actor, activityID, rateID string, turn int) (u framework.Uplift, err error) {
	t.Helper()
	err = h.d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
		u, err = h.Framework.MovePlaces(ctx, tx, a, activityID, rateID, turn)
		return err
	})
	return u, err
}

// eachPrice counts a place's sessions by their price.
func (h *house) eachPrice(t *testing.T, p brokerage.Placement) map[pence.Pence]int {
	t.Helper()
	n := map[pence.Pence]int{}
	for _, price := range h.pricesBooked(t, p) {
		n[price]++
	}
	return n
}

func TestAgreedPlacesAreMovedToANewRate(t *testing.T) {
	for _, c := range []struct {
		says      string
		price     pence.Pence
		starts    clock.Date
		committed pence.Pence
		year      pence.Pence
		want      map[pence.Pence]int
	}{
		{"dearer in the middle", 4500, midway, 34000, 500 * 52, map[pence.Pence]int{4000: 4, 4500: 4}},
		{"cheaper in the middle", 3000, midway, 28000, -1000 * 52, map[pence.Pence]int{4000: 4, 3000: 4}},
		{"from today, and not before tomorrow", 4500, today, 36000, 500 * 52, map[pence.Pence]int{4500: 8}},
		{"on the day after its last session", 4500, clock.D(2027, 1, 20), 32000, 500 * 52, map[pence.Pence]int{4000: 8}},
	} {
		t.Run(c.says, func(t *testing.T) {
			eachHouse(t, func(t *testing.T, h *house) {
				p := h.bowling(t)
				if b := h.budget(t); b.Committed != 32000 || h.uplift(t, p.ActivityID).Places != 0 {
					t.Fatalf("before: %+v", b)
				}
				h.bowlingAt(t, c.price, c.starts)
				u := h.uplift(t, p.ActivityID)
				if u.Places != 1 || u.People != 1 || u.Year != c.year || u.Short != 0 || u.Above != 0 {
					t.Errorf("it would come to %+v", u)
				}
				if got := h.eachPrice(t, p); len(got) != 1 {
					t.Errorf("looking changed it: %v", got)
				}
				if _, err := h.lift(t, ros, p.ActivityID); err != nil {
					t.Fatal(err)
				}
				got, b := h.eachPrice(t, p), h.budget(t)
				for price, n := range c.want {
					if got[price] != n {
						t.Errorf("the sessions cost %v", got)
					}
				}
				if b.Committed != c.committed || b.Held != 0 || h.placements(t)[0].Total != c.committed {
					t.Errorf("the budget is %+v", b)
				}
				if r := h.referral(t, p.ReferralID); r.Status != brokerage.Placed {
					t.Errorf("a week within its budget is %s", r.Status)
				}
				h.adds(t)
				t.Run("a second time there is nothing to move", func(t *testing.T) {
					if u := h.uplift(t, p.ActivityID); u.Places != 0 {
						t.Errorf("it would come to %+v", u)
					}
					if u, err := h.lift(t, ros, p.ActivityID); err != nil || u.Places != 0 || h.budget(t).Committed != c.committed {
						t.Errorf("%+v, %v", u, err)
					}
				})
				t.Run("what ends later frees what it costs by then", func(t *testing.T) {
					must(t, h.endPlacement(t, h.worker, p.ID, clock.D(2026, 12, 1), "moved_on"))
					left := h.pricesBooked(t, p)
					if len(left) != 1 || h.budget(t).Committed != left[0] {
						t.Errorf("%v are booked, %s is committed", left, h.budget(t).Committed)
					}
					h.adds(t)
				})
			})
		})
	}
}

func TestAWeekThatARateLiftsAboveItsBudgetGoesToTheBroker(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.toPlaced(t) // four places of £40, and a plan of £160 or more
		at := h.placements(t)[0]
		for _, p := range h.placements(t) {
			if p.ScheduleID == h.schedule["Bowling"] {
				at = p
			}
		}
		act := at.ActivityID
		weekly := apptest.Stored[pence.Pence](t, h.House, `SELECT weekly FROM plan`)
		price := weekly - h.weekCost(t) + 4000 + 100 // a pound above
		h.in(t, func(ctx context.Context, tx *db.Tx) error {
			_, err := h.Framework.SetRate(ctx, tx, access.System, framework.Rate{ActivityID: act, Ratio: 3, Price: price,
				Starts: clock.D(2027, 1, 11)})
			return err
		})
		if u := h.uplift(t, act); u.Above != 1 || u.Short != 0 || u.Places != 1 {
			t.Fatalf("it would come to %+v", u)
		}
		if _, err := h.lift(t, ros, act); err != nil {
			t.Fatal(err)
		}
		list, _ := h.work(t, brokerage.Open(), 1)
		if len(list) != 1 || list[0].Status != brokerage.WithBroker || list[0].Above.More() != 100 {
			t.Fatalf("the brokers' list holds %+v", list)
		}
		h.as(t, h.broker).Get("/referrals").Shows(t, "above the budget", "£1 more than the budget")
		h.as(t, h.broker).Get("/referrals/"+list[0].ID).Shows(t, "the week costs more than its budget with it")
		if n := len(h.pricesBooked(t, at)); n == 0 {
			t.Error("a place ended by it")
		}
		h.adds(t)
	})
}

func TestAPlaceKeepsItsPriceWhereTheBudgetHasNotTheMoney(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		p := h.bowling(t)
		h.bowlingAt(t, 4500, midway)
		h.spendAllBut(t, 1999) // four sessions cost £20 more
		if u := h.uplift(t, p.ActivityID); u.Short != 1 || u.Above != 0 {
			t.Fatalf("it would come to %+v", u)
		}
		before := h.budget(t)
		if u, err := h.lift(t, ros, p.ActivityID); err != nil || u.Short != 1 {
			t.Fatalf("%+v, %v", u, err)
		}
		if got := h.eachPrice(t, p); got[4000] != 8 || h.budget(t) != before {
			t.Errorf("the sessions cost %v, the budget is %+v", got, h.budget(t))
		}
		if r := h.referral(t, p.ReferralID); r.Status != brokerage.WithBroker {
			t.Errorf("the week is %s", r.Status)
		}
		h.as(t, h.broker).Get("/referrals/"+p.ReferralID).Shows(t, "A place keeps its old price.")
		h.check(t)
	})
}

func TestASuspendedPlaceIsTakenUpAgainAtTheRate(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		p := h.bowling(t)
		must(t, h.brokerage.Suspend(t.Context(), h.worker, h.begun(t, p), "In hospital for two weeks."))
		h.bowlingAt(t, 4500, midway)
		if u, err := h.lift(t, ros, p.ActivityID); err != nil || u.Places != 1 || h.budget(t).Committed != 0 {
			t.Fatalf("%+v, %v", u, err)
		}
		must(t, h.brokerage.Resume(t.Context(), h.worker, p.ID))
		sum := pence.Pence(0)
		for price, n := range h.eachPrice(t, p) {
			sum += price * pence.Pence(n)
		}
		if got := h.eachPrice(t, p); got[4500] != 4 || h.budget(t).Committed != sum {
			t.Errorf("the sessions cost %v, %s is committed", got, h.budget(t).Committed)
		}
		h.adds(t)
	})
}

// begun lets time begin the place.
func (h *house) begun(t *testing.T, p brokerage.Placement) string {
	t.Helper()
	h.began()
	if _, err := h.brokerage.Keep(t.Context(), access.System); err != nil {
		t.Fatal(err)
	}
	return p.ID
}

func TestOfSeveralWhoMovePlacesAtOnceOneDoes(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		p := h.bowling(t)
		h.bowlingAt(t, 4500, midway)
		u := h.uplift(t, p.ActivityID)
		turn := apptest.Stored[int](t, h.House, `SELECT turn FROM rate_turn WHERE activity_id = '`+p.ActivityID+`'`)
		done := race(t, 6, func(int) error {
			_, err := h.liftTurn(t, ros, p.ActivityID, u.ID, turn)
			return err
		})
		if done != 1 || h.budget(t).Committed != 34000 {
			t.Errorf("%d did it, %s is committed", done, h.budget(t).Committed)
		}
		h.adds(t)
	})
}

func TestAPlaceThatEndsWhileItIsMovedEndsOrMovesWhole(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		p := h.bowling(t)
		h.bowlingAt(t, 4500, midway)
		got := make(chan error, 2)
		go func() { _, err := h.lift(t, ros, p.ActivityID); got <- err }()
		go func() { got <- h.endPlacement(t, h.worker, p.ID, clock.D(2026, 12, 6), "moved_on") }()
		for range 2 {
			if err := <-got; err != nil && fail.KindOf(err) != fail.Conflict {
				t.Error(err)
			}
		}
		h.adds(t)
	})
}

func TestWhoMayMovePlacesToARate(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		p := h.bowling(t)
		h.bowlingAt(t, 4500, midway)
		for _, a := range []access.Actor{h.worker, h.broker, h.approver, h.person, h.provider} {
			if _, err := h.lift(t, a, p.ActivityID); fail.KindOf(err) != fail.Forbidden {
				t.Errorf("%s: %v", a.Name, err)
			}
		}
		if _, err := h.liftTurn(t, ros, p.ActivityID, "no rate", 2); fail.KindOf(err) != fail.Conflict {
			t.Errorf("a rate that there is not: %v", err)
		}
		if got := h.eachPrice(t, p); got[4000] != 8 {
			t.Errorf("the sessions cost %v", got)
		}
	})
}

func TestASessionThatSomebodyCancelledIsSettledAtThePriceThatIsCommittedForIt(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		p := h.bowling(t)
		day := clock.D(2027, 1, 5)
		session := h.onDay(t, p.ID, day)
		booking := apptest.Stored[string](t, h.House, `SELECT id FROM booking WHERE session_id = '`+session+`'`)
		must(t, h.Bookings.Cancel(t.Context(), h.person, booking))
		h.bowlingAt(t, 4500, midway)
		if _, err := h.lift(t, ros, p.ActivityID); err != nil || h.budget(t).Committed != 34000 {
			t.Fatalf("%s is committed, %v", h.budget(t).Committed, err)
		}
		h.d.SetClock(clock.Fixed(clock.At(day, 18*60)))
		must(t, h.Bookings.RecordRegister(t.Context(), h.provider, session, nil))
		if b := h.budget(t); b.Committed != 29500 || b.Spent != 0 {
			t.Errorf("the budget is %+v", b)
		}
		h.check(t)
	})
}
