package brokerage_test

import (
	"context"
	"testing"

	"ourdays/internal/area/access"
	"ourdays/internal/area/brokerage"
	"ourdays/internal/area/directory"
	"ourdays/internal/area/funds"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/pence"
)

// sessionOn is the session of an activity on a day.
func (h *house) sessionOn(t *testing.T, title string, day clock.Date) directory.Session {
	t.Helper()
	for _, ses := range h.sessions(t) {
		if ses.ScheduleID == h.schedule[title] && ses.Date == day {
			return ses
		}
	}
	t.Fatalf("no session of %s on %s", title, day)
	return directory.Session{}
}

// agree takes a week of one activity from the broker's hands to its provider's
// yes, and gives the place.
func (h *house) agree(t *testing.T, referralID, title string) brokerage.Placement {
	t.Helper()
	o := h.handMade(t, referralID, title)
	must(t, h.brokerage.Show(t.Context(), h.broker, o.ID))
	must(t, h.brokerage.Choose(t.Context(), h.person, o.ID, "near", ""))
	must(t, h.brokerage.Approve(t.Context(), h.approver, referralID, o.ID))
	must(t, h.brokerage.Accept(t.Context(), h.provider, h.placements(t)[0].ID))
	return h.placements(t)[0]
}

// worth is what the live bookings of a placement are worth to the council.
func (h *house) worth(t *testing.T, placementID string) (places int, sum pence.Pence) {
	t.Helper()
	h.in(t, func(ctx context.Context, tx *db.Tx) error {
		rows, err := db.All[pence.Pence](ctx, tx, `SELECT price FROM booking WHERE placement_id = $1 AND status = 'confirmed'`, placementID)
		for _, p := range rows {
			sum += p
		}
		places = len(rows)
		return err
	})
	return places, sum
}

// Who came to try an activity keeps that place when they agree to come every
// week: it becomes one of the series, and the council pays for it as for the
// others.
func TestAPlaceBookedAloneBecomesOneOfTheSeries(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.harm(t, `UPDATE activity SET tiers = 0 WHERE title = 'Bowling'`)
		ses := h.sessionOn(t, "Bowling", clock.D(2026, 12, 8))
		own, err := h.Bookings.Book(t.Context(), h.person, ses.ID, h.jo)
		must(t, err)
		h.harm(t, `UPDATE session SET places = taken WHERE id = $1`, ses.ID)
		r := h.withBroker(t)
		p := h.agree(t, r.ID, "Bowling")
		if got := h.referral(t, r.ID).Status; got != brokerage.Placed {
			t.Errorf("the referral is %s", got)
		}
		n, sum := h.worth(t, p.ID)
		if b := h.budget(t); n != 8 || sum != p.Total || b.Committed != sum || b.Held != 0 {
			t.Errorf("%d places for %s, of a total of %s, in a budget of %+v", n, sum.Format(), p.Total.Format(), b)
		}
		ses = h.sessionOn(t, "Bowling", ses.Date)
		if ses.Taken != 1 || ses.SupportTaken != 20 {
			t.Errorf("the session has %d places and %d of its workers taken", ses.Taken, ses.SupportTaken)
		}
		h.in(t, func(ctx context.Context, tx *db.Tx) error {
			of, err := h.Bookings.OfSessions(ctx, tx, []string{ses.ID})
			if len(of[ses.ID]) != 1 || of[ses.ID][0].ID != own.ID || of[ses.ID][0].OwnPrice != 0 || len(of[ses.ID][0].Outcomes) != 2 {
				t.Errorf("the place is %+v", of)
			}
			return err
		})
		h.check(t)
		must(t, h.endPlacement(t, h.worker, p.ID, clock.D(2026, 11, 29), "moved_on"))
		if b := h.budget(t); b.Committed != 0 || h.taken(t) != 0 {
			t.Errorf("after the end %d places are taken, and the budget is %+v", h.taken(t), b)
		}
		h.check(t)
	})
}

// A place cannot take more of a worker than the session has left for it, though
// the person is in already.
func TestAPlaceBookedAloneNeedsItsSupportToBecomeOneOfTheSeries(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.harm(t, `UPDATE activity SET tiers = 0 WHERE title = 'Bowling'`)
		ses := h.sessionOn(t, "Bowling", clock.D(2026, 12, 8))
		_, err := h.Bookings.Book(t.Context(), h.person, ses.ID, h.jo)
		must(t, err)
		r := h.withBroker(t)
		o := h.handMade(t, r.ID, "Bowling")
		must(t, h.brokerage.Show(t.Context(), h.broker, o.ID))
		must(t, h.brokerage.Choose(t.Context(), h.person, o.ID, "near", ""))
		must(t, h.brokerage.Approve(t.Context(), h.approver, r.ID, o.ID))
		h.harm(t, `UPDATE session SET support = 19 WHERE id = $1`, ses.ID)
		before := h.budget(t)
		refused(t, h.brokerage.Accept(t.Context(), h.provider, h.placements(t)[0].ID), fail.Full, "brokerage.refused.no_room")
		if after := h.budget(t); after != before || h.taken(t) != 1 {
			t.Errorf("the budget went from %+v to %+v, %d places are taken", before, after, h.taken(t))
		}
		h.check(t)
	})
}

// A place that was ended runs until its last day. The same place agreed anew
// begins after that: no session is paid twice.
func TestAPlaceAgreedAnewBeginsWhereTheEndedOneStops(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.began() // Monday 30 November
		list, err := h.takeOver(t, access.System, h.agreed("Bowling"))
		must(t, err)
		must(t, h.endPlacement(t, h.worker, list[0].ID, clock.D(2026, 12, 13), "moved_on"))
		must(t, h.brokerage.Finish(t.Context(), h.worker, list[0].ReferralID, "moved_on"))
		r := h.withBroker(t)
		p := h.agree(t, r.ID, "Bowling")
		if got := h.referral(t, r.ID).Status; got != brokerage.Placed || p.From != clock.D(2026, 12, 9) {
			t.Errorf("the referral is %s, the place begins on %s", got, p.From)
		}
		old, paid := h.worth(t, list[0].ID)
		n, sum := h.worth(t, p.ID)
		if b := h.budget(t); old != 2 || n != 6 || sum != p.Total || b.Committed != paid+sum || b.Held != 0 {
			t.Errorf("%d places of before, %d anew for %s of %s in a budget of %+v", old, n, sum.Format(), p.Total.Format(), b)
		}
		h.check(t)
		must(t, h.endPlacement(t, h.worker, p.ID, clock.D(2026, 11, 30), "moved_on"))
		if b := h.budget(t); b.Committed != paid || h.taken(t) != old {
			t.Errorf("after the end %d places are taken, and the budget is %+v", h.taken(t), b)
		}
		h.check(t)
	})
}

// Where the ended place runs for as long as one could be agreed, there is
// nothing to agree.
func TestAPlaceThatRunsToTheEndIsNotAgreedAnew(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.began()
		list, err := h.takeOver(t, access.System, h.agreed("Bowling"))
		must(t, err)
		must(t, h.endPlacement(t, h.worker, list[0].ID, list[0].To, "moved_on"))
		must(t, h.brokerage.Finish(t.Context(), h.worker, list[0].ReferralID, "moved_on"))
		r := h.withBroker(t)
		o := h.handMade(t, r.ID, "Bowling")
		must(t, h.brokerage.Show(t.Context(), h.broker, o.ID))
		must(t, h.brokerage.Choose(t.Context(), h.person, o.ID, "near", ""))
		before := h.budget(t)
		refused(t, h.brokerage.Approve(t.Context(), h.approver, r.ID, o.ID), fail.Conflict, "brokerage.refused.placed_already")
		if after := h.budget(t); after != before || h.referral(t, r.ID).Status != brokerage.Chosen {
			t.Errorf("the budget went from %+v to %+v", before, after)
		}
		h.check(t)
	})
}

// renewed gives Jo a place at Bowling and a budget that both end on 20 December,
// and a budget after that.
func (h *house) renewed(t *testing.T) brokerage.Placement {
	t.Helper()
	h.planFor(t, clock.D(2026, 12, 20))
	h.began()
	w := h.agreed("Bowling")
	w.Until = clock.D(2026, 12, 20)
	list, err := h.takeOver(t, access.System, w)
	must(t, err)
	h.in(t, func(ctx context.Context, tx *db.Tx) error {
		_, err := h.Funds.Open(ctx, tx, access.System, funds.Budget{PersonID: h.jo, Starts: clock.D(2026, 12, 21), Until: clock.D(2027, 1, 24),
			Weekly: 10000})
		return err
	})
	must(t, h.brokerage.Finish(t.Context(), h.worker, list[0].ReferralID, "goal_met"))
	return list[0]
}

// The day after its last agreed one, a place is over, without anybody's doing;
// the same place can be agreed for the time after.
func TestAPlaceIsOverAfterItsLastDay(t *testing.T) {
	eachUnplanned(t, func(t *testing.T, h *house) {
		old := h.renewed(t)
		for _, k := range []struct {
			day    clock.Date
			over   int
			status brokerage.Status
		}{{clock.D(2026, 12, 20), 0, brokerage.Active}, {clock.D(2026, 12, 21), 1, brokerage.Ended},
			{clock.D(2026, 12, 22), 0, brokerage.Ended}} {
			h.d.SetClock(clock.Fixed(clock.At(k.day, 8*60)))
			kept, err := h.brokerage.Keep(t.Context(), access.System)
			if got := h.placements(t)[0]; err != nil || kept.Over != k.over || got.Status != k.status || got.To != old.To || got.Total != old.Total {
				t.Errorf("on %s it kept %+v, %v, and the place is %+v", k.day, kept, err, got)
			}
		}
		h.as(t, h.worker).Get("/placements/"+old.ID).Shows(t, "The agreed time is over")
		h.check(t)
		r := h.withBroker(t)
		p := h.agree(t, r.ID, "Bowling")
		if n, sum := h.worth(t, p.ID); p.From != clock.D(2026, 12, 28) || n != 4 || sum != p.Total {
			t.Errorf("from %s %d places for %s of %s", p.From, n, sum.Format(), p.Total.Format())
		}
		h.check(t)
	})
}

// A place is renewed in its last week: it runs out, and the new one follows.
func TestAPlaceIsRenewedBeforeItIsOver(t *testing.T) {
	eachUnplanned(t, func(t *testing.T, h *house) {
		old := h.renewed(t)
		h.d.SetClock(clock.Fixed(clock.At(clock.D(2026, 12, 14), 9*60)))
		r := h.withBroker(t)
		p := h.agree(t, r.ID, "Bowling")
		n, _ := h.worth(t, old.ID)
		fresh, sum := h.worth(t, p.ID)
		if p.From != clock.D(2026, 12, 21) || p.BudgetID == old.BudgetID || n != 3 || fresh != 5 || sum != p.Total {
			t.Errorf("%d places of before; from %s %d for %s of %s", n, p.From, fresh, sum.Format(), p.Total.Format())
		}
		if list := h.placements(t); list[1].ID != old.ID || !list[1].Leaving() || list[1].Total != old.Total {
			t.Errorf("the place of before is %+v", list[1])
		}
		h.check(t)
		h.keepOn(t, clock.D(2026, 12, 21))
		if list := h.placements(t); list[1].Status != brokerage.Ended || list[1].Total != old.Total || list[0].Status != brokerage.Active {
			t.Errorf("after its last day the place of before is %+v, the new one %s", list[1], list[0].Status)
		}
		h.check(t)
	})
}

// A place that was ended goes on until its last day: something else at that
// time is no week for the person, and the place itself is none of these.
func TestAPlaceThatStillRunsTakesItsTime(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.began() // Monday 30 November
		list, err := h.takeOver(t, access.System, h.agreed("Bowling"))
		must(t, err)
		must(t, h.brokerage.Finish(t.Context(), h.worker, list[0].ReferralID, "moved_on"))
		must(t, h.endPlacement(t, h.worker, list[0].ID, clock.D(2026, 12, 16), "moved_on"))
		r := h.withBroker(t)
		add := func(title string) error {
			o, err := h.brokerage.NewWeek(t.Context(), h.broker, r.ID)
			must(t, err)
			return h.brokerage.AddItem(t.Context(), h.broker, o.ID, h.schedule[title])
		}
		refused(t, add("Choir"), fail.Invalid, "brokerage.why_not.clash")
		must(t, add("Bowling"))
		h.d.SetClock(clock.Fixed(clock.At(clock.D(2026, 12, 14), 9*60)))
		must(t, add("Choir")) // from Monday 21 December, when Bowling is over
	})
}

// What a person needs may change between the approval and the provider's yes.
func TestAPlaceThatLacksWhatThePersonNeedsByNowIsNotAccepted(t *testing.T) {
	for need, change := range map[string]string{
		"another need":            `UPDATE person SET needs = 65535`,
		"somebody all to oneself": `UPDATE person SET ratio = 1`,
	} {
		t.Run(need, func(t *testing.T) {
			eachHouse(t, func(t *testing.T, h *house) {
				p := h.toOffered(t)[0]
				held := h.budget(t).Held
				h.harm(t, change)
				refused(t, h.brokerage.Accept(t.Context(), h.provider, p.ID), fail.Conflict, "brokerage.refused.not_safe")
				if b := h.budget(t); b.Held != held || b.Committed != 0 || h.taken(t) != 0 {
					t.Errorf("held %v of %v, committed %v, %d places taken", b.Held, held, b.Committed, h.taken(t))
				}
				must(t, h.brokerage.Decline(t.Context(), h.provider, p.ID, "We cannot give that."))
				if r := h.referral(t, p.ReferralID); r.Status != brokerage.WithBroker {
					t.Errorf("after the no the referral is %s", r.Status)
				}
			})
		})
	}
}
