package brokerage_test

import (
	"context"
	"testing"

	"ourdays/internal/area/access"
	"ourdays/internal/area/brokerage"
	"ourdays/internal/area/framework"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/pence"
)

// rate agrees a price for an activity at a ratio.
func (h *house) rate(t *testing.T, title string, ratio int, price pence.Pence) {
	t.Helper()
	h.in(t, func(ctx context.Context, tx *db.Tx) error {
		sch, err := h.directory.ScheduleByID(ctx, tx, h.schedule[title])
		if err != nil {
			return err
		}
		_, err = h.Framework.SetRate(ctx, tx, access.System, framework.Rate{ActivityID: sch.ActivityID, Ratio: ratio, Price: price,
			Benchmark: price,
			Reason:    "Agreed anew with the provider."})
		return err
	})
}

// agreed takes a week of one activity all the way to its place, and ends the
// referral.
func (h *house) placedIn(t *testing.T, title string) {
	t.Helper()
	r := h.withBroker(t)
	o := h.handMade(t, r.ID, title)
	must(t, h.brokerage.Show(t.Context(), h.broker, o.ID))
	must(t, h.brokerage.Choose(t.Context(), h.person, o.ID, "near", ""))
	must(t, h.brokerage.Approve(t.Context(), h.approver, r.ID, o.ID))
	must(t, h.brokerage.Accept(t.Context(), h.provider, h.placements(t)[0].ID))
	must(t, h.brokerage.Finish(t.Context(), h.worker, r.ID, "moved_on"))
}

const firstOff = `UPDATE session SET status = 'cancelled' WHERE day < '2026-12-07' AND activity_id = (SELECT id FROM activity WHERE title = 'Bowling')`

// A week keeps the support for which it was put together: where the person needs
// more now, it is nobody's to show, to choose or to approve, though the activity
// could give it.
func TestAWeekWithTooLittleSupportGoesNoFurther(t *testing.T) {
	for _, k := range []struct {
		name        string
		before, now int
		told        string
	}{{"one to three, and now one to one", 3, 1, "Support 1:3 is too little: 1:1 is needed."},
		{"none, and now one to three", 0, 3, "Support 0 is too little: 1:3 is needed."}} {
		t.Run(k.name, func(t *testing.T) {
			eachHouse(t, func(t *testing.T, h *house) {
				h.rate(t, "Bowling", 1, 9000)
				h.harm(t, `UPDATE person SET ratio = $1`, k.before)
				r := h.withBroker(t)
				saved, shown := h.handMade(t, r.ID, "Bowling"), h.handMade(t, r.ID, "Bowling")
				must(t, h.brokerage.Show(t.Context(), h.broker, shown.ID))
				needs := func(ratio int) { h.harm(t, `UPDATE person SET ratio = $1`, ratio) }

				needs(k.now)
				refused(t, h.brokerage.Show(t.Context(), h.broker, saved.ID), fail.Conflict, "brokerage.refused.not_fitting")
				refused(t, h.brokerage.Choose(t.Context(), h.person, shown.ID, "near", ""), fail.Conflict, "brokerage.refused.not_fitting")
				h.as(t, h.broker).Get("/referrals/"+r.ID+"/options?option="+saved.ID).Shows(t, k.told)
				needs(k.before)
				must(t, h.brokerage.Choose(t.Context(), h.person, shown.ID, "near", ""))
				needs(k.now)
				refused(t, h.brokerage.Approve(t.Context(), h.approver, r.ID, shown.ID), fail.Conflict, "brokerage.refused.barred")
				if len(h.placements(t)) != 0 || h.budget(t).Held != 0 {
					t.Error("there are places all the same")
				}
			})
		})
	}
}

// The builder shows what is kept: the support and the price of the day on which
// the session was added.
func TestTheBuilderShowsTheSupportAndThePriceThatAreKept(t *testing.T) {
	h := onSQLite(t, planned)
	r := h.withBroker(t)
	o := h.handMade(t, r.ID, "Bowling")
	h.rate(t, "Bowling", 3, 3500)
	h.rate(t, "Bowling", 1, 9000)
	h.harm(t, `UPDATE person SET ratio = 1`)
	path := "/referrals/" + r.ID + "/options?option=" + o.ID
	h.as(t, h.broker).Get(path).Shows(t, "Support 1:3 £40")
}

// So it does of what they go to already.
func TestTheBuilderShowsTheirOwnPlacesAsTheyWereAgreed(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.placedIn(t, "Bowling")
		h.rate(t, "Bowling", 3, 3500)
		h.rate(t, "Bowling", 1, 9000)
		h.harm(t, `UPDATE person SET ratio = 1`)
		r := h.withBroker(t)
		_, err := h.brokerage.NewWeek(t.Context(), h.broker, r.ID)
		must(t, err)
		h.as(t, h.broker).Get("/referrals/"+r.ID+"/options").Shows(t, "Support 1:3 £40", "Goes to this already")
	})
}

// What a week costs is what its places will be paid at: as it is kept, whatever the
// first week says, and at the rates of the day on which it is approved. No approver's
// limit is passed by it, and nobody approves another sum than they saw.
func TestAWeekCostsWhatItsPlacesWillCost(t *testing.T) {
	for _, k := range []struct {
		name string
		turn func(t *testing.T, h *house)
		now  pence.Pence
	}{
		{"the first session is off", func(t *testing.T, h *house) { h.harm(t, firstOff) }, 4000},
		{"the rate has fallen", func(t *testing.T, h *house) { h.rate(t, "Bowling", 3, 2000) }, 2000},
		{"the rate has fallen below a limit", func(t *testing.T, h *house) { h.rate(t, "Bowling", 3, 500) }, 500},
		{"the rate has risen", func(t *testing.T, h *house) { h.rate(t, "Bowling", 3, 9900) }, 9900},
	} {
		t.Run(k.name, func(t *testing.T) {
			eachHouse(t, func(t *testing.T, h *house) {
				little := h.actor(t, access.Actor{Name: "Lil Small", Kind: access.Worker, Roles: []access.Role{access.RoleApprover},
					ApprovalLimit: 1000})
				r := h.withBroker(t)
				o, err := h.brokerage.NewWeek(t.Context(), h.broker, r.ID)
				must(t, err)
				must(t, h.brokerage.AddItem(t.Context(), h.broker, o.ID, h.schedule["Bowling"]))
				const facts = `SELECT CAST(week_cost AS text) || ' ' || CAST(price AS text) || ' ' || CAST(units AS text) FROM referral_option WHERE id = $1`
				before := h.stored(t, facts, o.ID)
				k.turn(t, h)
				must(t, h.brokerage.SaveOption(t.Context(), h.broker, o.ID))
				if after := h.stored(t, facts, o.ID); after != before || after[:5] != "4000 " {
					t.Errorf("cost, price and half days were %s and are %s", before, after)
				}
				must(t, h.brokerage.Show(t.Context(), h.broker, o.ID))
				must(t, h.brokerage.Choose(t.Context(), h.person, o.ID, "near", ""))
				above := k.now > little.ApprovalLimit
				for range 2 {
					if err := h.brokerage.Approve(t.Context(), little, r.ID, o.ID); above {
						refused(t, err, fail.Forbidden, "brokerage.refused.limit")
					} else {
						refused(t, err, fail.Conflict, "brokerage.refused.price_changed")
					}
					h.harm(t, `UPDATE referral_option SET week_cost = 0`) // as a week may stand that was stored before
				}
				if k.now != 4000 {
					refused(t, h.brokerage.Approve(t.Context(), h.approver, r.ID, o.ID), fail.Conflict, "brokerage.refused.price_changed")
				}
				must(t, h.brokerage.ApproveAt(t.Context(), h.approver, r.ID, o.ID, brokerage.Costs{Now: k.now, Most: k.now}, ""))
				if list := h.placements(t); len(list) != 1 || list[0].WeekCost != k.now {
					t.Errorf("placed as %+v", list)
				}
			})
		})
	}
}

// A budget counts what is in the week already at the price that is kept.
func TestWhatIsAddedIsSetBesideThePriceThatIsKept(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.harm(t, `UPDATE plan SET weekly = 6000`)
		r := h.withBroker(t)
		o := h.handMade(t, r.ID, "Bowling")
		h.rate(t, "Bowling", 3, 500)
		refused(t, h.brokerage.AddItem(t.Context(), h.broker, o.ID, h.schedule["Cooking"]), fail.Invalid, "brokerage.why_not.budget")
	})
}

// That the first session is off takes nothing of the day and hour of a session:
// they are those of the first weeks in which it is on.
func TestFreeTimesAreAskedThoughTheFirstSessionIsOff(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		r := h.withBroker(t)
		o := h.handMade(t, r.ID, "Bowling")
		h.harm(t, firstOff)
		h.harm(t, `UPDATE person SET free = 7`) // Mondays
		refused(t, h.brokerage.Show(t.Context(), h.broker, o.ID), fail.Conflict, "brokerage.refused.not_fitting")
		h.as(t, h.broker).Get("/referrals/"+r.ID+"/options?option="+o.ID).Shows(t, "Not free on Tuesday at 2pm.")
	})
}

// Two of a week clash though one of them is off in the first week.
func TestAClashWithinAWeekIsFoundThoughTheFirstSessionIsOff(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		r := h.withBroker(t)
		o := h.handMade(t, r.ID, "Bowling")
		h.harm(t, firstOff)
		refused(t, h.brokerage.AddItem(t.Context(), h.broker, o.ID, h.schedule["Choir"]), fail.Invalid, "brokerage.why_not.clash")
		must(t, h.brokerage.AddItem(t.Context(), h.broker, o.ID, h.schedule["Cooking"]))
		must(t, h.brokerage.SaveOption(t.Context(), h.broker, o.ID))
		h.harm(t, `UPDATE session SET day = (SELECT max(day) FROM session b WHERE b.day < session.day AND b.activity_id = (SELECT id FROM activity WHERE title = 'Choir')),
			start_minute = 900, end_minute = 1020 WHERE day >= '2026-12-07' AND activity_id = (SELECT id FROM activity WHERE title = 'Cooking')`)
		h.harm(t, `UPDATE session SET status = 'cancelled' WHERE day < '2026-12-07' AND activity_id = (SELECT id FROM activity WHERE title = 'Cooking')`)
		refused(t, h.brokerage.Show(t.Context(), h.broker, o.ID), fail.Conflict, "brokerage.refused.not_fitting")
	})
}

// What they go to already takes its hour though the first session is off.
func TestTheirOwnPlaceTakesItsHourThoughTheFirstSessionIsOff(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.placedIn(t, "Bowling")
		h.harm(t, firstOff)
		again := h.withBroker(t)
		next, err := h.brokerage.NewWeek(t.Context(), h.broker, again.ID)
		must(t, err)
		refused(t, h.brokerage.AddItem(t.Context(), h.broker, next.ID, h.schedule["Choir"]), fail.Invalid, "brokerage.why_not.clash")
		must(t, h.brokerage.AddItem(t.Context(), h.broker, next.ID, h.schedule["Cooking"]))
	})
}

// A place is known by its day and time, whatever happens in the first week: the
// activity may be off, or begin after the place that was agreed in it.
func TestAPlaceShowsItsUsualTimes(t *testing.T) {
	for name, change := range map[string]string{
		"the first weeks are off":   `UPDATE schedule SET left_out = '["2026-12-01","2026-12-08"]' WHERE id = $1`,
		"it begins after the place": `UPDATE schedule SET starts_on = '2026-12-14' WHERE id = $1`,
	} {
		t.Run(name, func(t *testing.T) {
			eachHouse(t, func(t *testing.T, h *house) {
				h.placedIn(t, "Bowling")
				h.harm(t, change, h.schedule["Bowling"])
				h.in(t, func(ctx context.Context, tx *db.Tx) error {
					lines, err := h.brokerage.PlacementLines(ctx, tx, h.jo)
					if err == nil && (len(lines) != 1 || len(lines[0].Slots) != 1 || lines[0].Slots[0].Start != 14*60) {
						t.Errorf("the place is at %+v", lines)
					}
					return err
				})
				h.as(t, h.worker).Get("/people/"+h.jo+"/review").Shows(t, "Tuesday, 2pm to 4pm, Oak Farm")
			})
		})
	}
}
