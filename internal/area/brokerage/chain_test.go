package brokerage_test

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"sync"
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

// toChosen takes Jo's referral to a chosen week, and gives both.
func (h *house) toChosen(t *testing.T) (brokerage.Referral, brokerage.Option) {
	t.Helper()
	ctx := t.Context()
	r, err := h.brokerage.Refer(ctx, h.worker, h.jo)
	must(t, err)
	must(t, h.brokerage.TakeOn(ctx, h.broker, r.ID))
	made, err := h.brokerage.MakeOptions(ctx, h.broker, r.ID)
	must(t, err)
	if len(made) < 2 {
		t.Fatalf("%d weeks", len(made))
	}
	for _, o := range made[:2] {
		must(t, h.brokerage.Show(ctx, h.broker, o.ID))
	}
	must(t, h.brokerage.Choose(ctx, h.person, made[0].ID, "friends", ""))
	return r, made[0]
}

// offered takes it on to places offered to their provider.
func (h *house) toOffered(t *testing.T) []brokerage.Placement {
	t.Helper()
	r, o := h.toChosen(t)
	must(t, h.brokerage.Approve(t.Context(), h.approver, r.ID, o.ID))
	return h.placements(t)
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func refused(t *testing.T, err error, kind fail.Kind, key string) {
	t.Helper()
	e, ok := fail.As(err)
	if !ok || e.Kind != kind || key != "" && e.Key != key {
		t.Errorf("got %v, want %s %s", err, kind, key)
	}
}

func TestFromReferralToBookingsAndMoney(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		before := h.budget(t)
		r, o := h.toChosen(t)
		must(t, h.brokerage.Approve(t.Context(), h.approver, r.ID, o.ID))
		held := h.budget(t)
		if held.Held == 0 || held.Available != before.Available-held.Held {
			t.Fatalf("after the approval the budget is %+v", held)
		}
		if n := h.taken(t); n != 0 {
			t.Errorf("%d places were taken before anybody accepted", n)
		}
		list := h.placements(t)
		if len(list) == 0 {
			t.Fatal("nothing is offered")
		}
		var sum pence.Pence
		for _, p := range list {
			if p.Status != brokerage.Offered {
				t.Errorf("a placement is %s", p.Status)
			}
			sum += p.Total
			must(t, h.brokerage.Accept(t.Context(), h.provider, p.ID))
		}
		after := h.budget(t)
		if after.Held != 0 || after.Committed != sum || after.Available != before.Available-sum {
			t.Errorf("after acceptance the budget is %+v, want %s committed", after, sum.Format())
		}
		if n := h.taken(t); n != 8*len(list) {
			t.Errorf("%d places are taken by %d weekly placements over eight weeks", n, len(list))
		}
		if got := h.referral(t, r.ID); got.Status != brokerage.Placed || got.Why != "friends" || got.ApprovedBy != h.approver.ID {
			t.Errorf("the referral is %+v", got)
		}
		h.check(t)
	})
}

func TestWhoeverMayNotIsRefused(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		ctx := t.Context()
		_, err := h.brokerage.Refer(ctx, h.broker, h.jo)
		refused(t, err, fail.Forbidden, "access.refused.role")
		stranger := h.actor(t, access.Actor{Name: "Far Away", Kind: access.Worker, Roles: []access.Role{access.RoleSocialWorker}})
		_, err = h.brokerage.Refer(ctx, stranger, h.jo)
		refused(t, err, fail.Forbidden, "access.refused.no_tie")
		r, o := h.toChosen(t)
		_, err = h.brokerage.Refer(ctx, h.worker, h.jo)
		refused(t, err, fail.Conflict, "brokerage.refused.referred_already")
		refused(t, h.brokerage.Approve(ctx, h.worker, r.ID, o.ID), fail.Forbidden, "access.refused.role")
		poor := h.actor(t, access.Actor{Name: "Low Limit", Kind: access.Worker, Roles: []access.Role{access.RoleApprover}, ApprovalLimit: 100})
		refused(t, h.brokerage.Approve(ctx, poor, r.ID, o.ID), fail.Forbidden, "brokerage.refused.limit")
		for _, both := range []struct {
			actor access.Actor
			key   string
		}{{h.worker, "brokerage.refused.own_referral"}, {h.broker, "brokerage.refused.own_placing"}} {
			both.actor.Roles = append(slices.Clone(both.actor.Roles), access.RoleApprover)
			both.actor.ApprovalLimit = 100000
			refused(t, h.brokerage.Approve(ctx, both.actor, r.ID, o.ID), fail.Forbidden, both.key)
		}
		refused(t, h.brokerage.Approve(ctx, h.approver, r.ID, "another"), fail.Conflict, "brokerage.refused.moved_on")
		if h.budget(t).Held != 0 {
			t.Error("a refused approval held money")
		}
		must(t, h.brokerage.Approve(ctx, h.approver, r.ID, o.ID))
		refused(t, h.brokerage.Approve(ctx, h.approver, r.ID, o.ID), fail.Conflict, "brokerage.refused.moved_on")
		p := h.placements(t)[0]
		other := h.provider
		other.OrganisationID = "other"
		refused(t, h.brokerage.Accept(ctx, other, p.ID), fail.Forbidden, "access.refused.role")
	})
}

func TestOfTwoApproversAndTwoProvidersOneWins(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		r, o := h.toChosen(t)
		second := h.actor(t, access.Actor{Name: "Second Approver", Kind: access.Worker, Roles: []access.Role{access.RoleApprover},
			ApprovalLimit: 100000})
		won := race(t, 8, func(i int) error {
			return h.brokerage.Approve(t.Context(), []access.Actor{h.approver, second}[i%2], r.ID, o.ID)
		})
		if won != 1 {
			t.Fatalf("%d approvals", won)
		}
		before := h.budget(t)
		list := h.placements(t)
		var sum pence.Pence
		for _, p := range list {
			sum += p.Total
		}
		if before.Held != sum {
			t.Errorf("%s is held for %s", before.Held.Format(), sum.Format())
		}
		won = race(t, 8, func(int) error { return h.brokerage.Accept(t.Context(), h.provider, list[0].ID) })
		if won != 1 || h.taken(t) != 8 {
			t.Errorf("%d acceptances took %d places", won, h.taken(t))
		}
		h.check(t)
	})
}

func TestProvidersWhoAcceptAtOnceLeaveAPlacedReferral(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		r, o := h.toChosen(t)
		must(t, h.brokerage.Approve(t.Context(), h.approver, r.ID, o.ID))
		list := h.placements(t)
		if len(list) < 2 {
			t.Fatalf("%d places, want several", len(list))
		}
		if won := race(t, len(list), func(i int) error { return h.brokerage.Accept(t.Context(), h.provider, list[i].ID) }); won != len(list) {
			t.Errorf("%d of %d were accepted", won, len(list))
		}
		if got := h.referral(t, r.ID); got.Status != brokerage.Placed {
			t.Errorf("the referral is %s", got.Status)
		}
		h.check(t)
	})
}

// race presses n times at once and counts who got through; the rest must be
// refused as too late.
func race(t *testing.T, n int, press func(i int) error) int {
	t.Helper()
	var mu sync.Mutex
	var wg sync.WaitGroup
	won := 0
	for i := range n {
		wg.Go(func() {
			err := press(i)
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				won++
			} else if fail.KindOf(err) != fail.Conflict {
				t.Errorf("press %d: %v", i, err)
			}
		})
	}
	wg.Wait()
	return won
}

func TestAFullSessionRefusesTheWholeAcceptance(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		p := h.toOffered(t)[0]
		before := h.budget(t)
		h.fill(t, p.ScheduleID, 5)
		taken := h.taken(t)
		refused(t, h.brokerage.Accept(t.Context(), h.provider, p.ID), fail.Full, "")
		if after := h.budget(t); after != before {
			t.Errorf("the budget went from %+v to %+v", before, after)
		}
		if n := h.taken(t); n != taken {
			t.Errorf("%d places were taken", n-taken)
		}
		if got := h.placements(t); got[slices.IndexFunc(got, func(q brokerage.Placement) bool {
			return q.ID == p.ID
		})].Status != brokerage.Offered {
			t.Error("the placement moved")
		}
	})
}

func TestNoBudgetLeftRefusesTheWholeApproval(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		r, o := h.toChosen(t)
		h.spendAllBut(t, o.WeekCost)
		before := h.budget(t)
		refused(t, h.brokerage.Approve(t.Context(), h.approver, r.ID, o.ID), fail.Full, "funds.refused.budget")
		if after := h.budget(t); after != before || len(h.placements(t)) != 0 || h.referral(t, r.ID).Status != brokerage.Chosen {
			t.Errorf("the budget went from %+v to %+v with %d placements", before, after, len(h.placements(t)))
		}
	})
}

func TestAProvidersNoGoesBackToTheBroker(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		before := h.budget(t)
		list := h.toOffered(t)
		refused(t, h.brokerage.Decline(t.Context(), h.provider, list[0].ID, "no"), fail.Invalid, "fail.invalid")
		for _, p := range list {
			must(t, h.brokerage.Decline(t.Context(), h.provider, p.ID, "The group is closed until May."))
		}
		if after := h.budget(t); after.Held != 0 || after.Available != before.Available {
			t.Errorf("the budget is %+v", after)
		}
		if got := h.referral(t, list[0].ReferralID); got.Status != brokerage.WithBroker {
			t.Errorf("the referral is %s", got.Status)
		}
		refused(t, h.brokerage.Accept(t.Context(), h.provider, list[0].ID), fail.Conflict, "brokerage.refused.moved_on")
		h.check(t)
	})
}

// A place that is taken up again begins on Monday: what lies before is not
// committed, and cannot be freed a second time.
func TestAPlaceThatIsPausedAgainBeforeItsMondayFreesWhatItHas(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		ctx := t.Context()
		list := h.toOffered(t)
		for _, p := range list {
			must(t, h.brokerage.Accept(ctx, h.provider, p.ID))
		}
		h.d.SetClock(clock.Fixed(clock.At(list[0].From, 8*60)))
		_, err := h.brokerage.Keep(ctx, access.System)
		must(t, err)
		pause := func() (pence.Pence, []pence.Pence) {
			var totals []pence.Pence
			for _, p := range list {
				must(t, h.brokerage.Suspend(ctx, h.worker, p.ID, "In hospital for some weeks."))
			}
			for _, p := range h.placements(t) {
				totals = append(totals, p.Total)
			}
			return h.budget(t).Committed, totals
		}
		committed, totals := pause()
		for range 2 {
			for _, p := range list {
				must(t, h.brokerage.Resume(ctx, h.worker, p.ID))
			}
			if again, each := pause(); again != committed || !slices.Equal(each, totals) {
				t.Errorf("paused again %s is committed, %v; the first time it was %s, %v", again, each, committed, totals)
			}
		}
		h.check(t)
	})
}

func TestWhatIsSuspendedOrEndedHasNoBookingsAndNoMoney(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		ctx := t.Context()
		list := h.toOffered(t)
		for _, p := range list {
			must(t, h.brokerage.Accept(ctx, h.provider, p.ID))
		}
		p := list[0]
		full := h.budget(t)
		refused(t, h.brokerage.Suspend(ctx, h.worker, p.ID, "In hospital."), fail.Conflict, "brokerage.refused.moved_on")
		h.d.SetClock(clock.Fixed(clock.At(p.From, 8*60)))
		if kept, err := h.brokerage.Keep(ctx, access.System); err != nil || kept.Begun != len(list) || kept.Booked != 0 {
			t.Fatalf("kept %+v, %v", kept, err)
		}
		h.d.SetClock(clock.Fixed(clock.At(p.From.AddDays(6), 8*60)))
		must(t, h.brokerage.Suspend(ctx, h.worker, p.ID, "In hospital for some weeks."))
		if after := h.budget(t); after.Committed != full.Committed-p.Total+p.UnitPrice {
			t.Errorf("suspended after one session, %s is committed of %s", after.Committed.Format(), full.Committed.Format())
		}
		must(t, h.brokerage.Resume(ctx, h.worker, p.ID))
		if after := h.budget(t); after.Committed != full.Committed {
			t.Errorf("resumed, %s is committed of %s", after.Committed.Format(), full.Committed.Format())
		}
		for _, q := range list {
			must(t, h.endPlacement(t, h.worker, q.ID, p.From.AddDays(6), "goal_met"))
		}
		var one pence.Pence
		for _, q := range list {
			one += q.UnitPrice
		}
		if after := h.budget(t); after.Committed != one {
			t.Errorf("ended after a week, %s is committed, want %s", after.Committed.Format(), one.Format())
		}
		if n := h.taken(t); n != len(list) {
			t.Errorf("%d places are taken after the end", n)
		}
		refused(t, h.endPlacement(t, h.worker, p.ID, p.From.AddDays(6), "goal_met"), fail.Conflict, "brokerage.refused.moved_on")
		h.check(t)
	})
}

func TestPuttingAWeekTogetherByHand(t *testing.T) {
	h := onSQLite(t, planned)
	ctx := t.Context()
	r, err := h.brokerage.Refer(ctx, h.worker, h.jo)
	must(t, err)
	_, err = h.brokerage.NewWeek(ctx, h.broker, r.ID)
	refused(t, err, fail.Conflict, "brokerage.refused.moved_on")
	must(t, h.brokerage.TakeOn(ctx, h.broker, r.ID))
	o, err := h.brokerage.NewWeek(ctx, h.broker, r.ID)
	must(t, err)
	refused(t, h.brokerage.SaveOption(ctx, h.broker, o.ID), fail.Invalid, "brokerage.refused.empty_week")
	must(t, h.brokerage.AddItem(ctx, h.broker, o.ID, h.schedule["Bowling"]))
	refused(t, h.brokerage.AddItem(ctx, h.broker, o.ID, h.schedule["Choir"]), fail.Invalid, "brokerage.why_not.clash")
	refused(t, h.brokerage.AddItem(ctx, h.broker, o.ID, h.schedule["Riding"]), fail.Invalid, "brokerage.why_not.access")
	must(t, h.brokerage.RemoveItem(ctx, h.broker, o.ID, h.schedule["Bowling"]))
	must(t, h.brokerage.AddItem(ctx, h.broker, o.ID, h.schedule["Choir"]))
	must(t, h.brokerage.SaveOption(ctx, h.broker, o.ID))
	must(t, h.brokerage.Show(ctx, h.broker, o.ID))
	refused(t, h.brokerage.DropOption(ctx, h.broker, o.ID), fail.Conflict, "brokerage.refused.shown_already")
	refused(t, h.brokerage.AddItem(ctx, h.broker, o.ID, h.schedule["Cooking"]), fail.Conflict, "brokerage.refused.shown_already")
	refused(t, h.brokerage.Show(ctx, h.broker, o.ID), fail.Conflict, "brokerage.refused.shown_already")
	must(t, h.brokerage.LikeNone(ctx, h.person, r.ID, "days"))
	refused(t, h.brokerage.Choose(ctx, h.person, o.ID, "friends", ""), fail.Conflict, "brokerage.refused.moved_on")
	must(t, h.brokerage.Finish(ctx, h.worker, r.ID, "withdrawn"))
	_, err = h.brokerage.Refer(ctx, h.worker, h.jo)
	must(t, err)
}

func TestASupporterChoosesUnderAMandateAndIsNamed(t *testing.T) {
	h := onSQLite(t, planned)
	ctx := t.Context()
	r, o := h.toChosen(t)
	must(t, h.brokerage.Refuse(ctx, h.approver, r.ID, "Too much travel."))
	must(t, h.showByHand(t, r.ID, "Garden"))
	helper := h.actor(t, access.Actor{Name: "Pat Helper", Kind: access.Supporter, Roles: []access.Role{access.RoleSupporter}, PersonID: h.jo})
	refused(t, h.brokerage.Choose(ctx, helper, o.ID, "near", ""), fail.Forbidden, "access.refused.no_tie")
	err := h.d.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		return h.access.Tie(ctx, tx, access.Tie{ActorID: helper.ID, PersonID: h.jo, Relation: access.Mandate, Scope: db.List{access.MayChoose},
			Source: "m"})
	})
	must(t, err)
	must(t, h.brokerage.Choose(ctx, helper, o.ID, "near", ""))
	if got := h.referral(t, r.ID); got.HelpedBy != "Pat Helper" || got.Why != "near" {
		t.Errorf("the choice is %+v", got)
	}
}

// stored reads one value as text.
func (h *house) stored(t *testing.T, query, id string) string {
	t.Helper()
	var v string
	h.in(t, func(ctx context.Context, tx *db.Tx) (err error) {
		v, err = db.One[string](ctx, tx, `SELECT CAST((`+query+`) AS text)`, id)
		return err
	})
	return v
}

func TestAWeekThatIsChosenAlreadyIsYours(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		ctx := t.Context()
		r, o := h.toChosen(t) // the first of two weeks that were shown
		before := h.referral(t, r.ID)
		steps := h.stored(t, `SELECT count(*) FROM referral_step WHERE thing_id = $1`, r.ID)
		person := h.as(t, h.person)
		path := "/me/choose/" + r.ID + "/" + o.ID
		for _, press := range []string{"again", "and again"} {
			p := person.Post(path, url.Values{"form": {press}, "why": {"near"}}) // from a page of before, in another window
			if p.Code != http.StatusSeeOther || p.Location != "/me/choose/"+r.ID {
				t.Errorf("the same week again: %d %s", p.Code, p.Text)
			}
		}
		if got := h.referral(t, r.ID); got != before || h.stored(t, `SELECT count(*) FROM referral_step WHERE thing_id = $1`, r.ID) != steps {
			t.Errorf("choosing again changed %+v to %+v", before, got)
		}
		must(t, h.brokerage.Approve(ctx, h.approver, r.ID, o.ID))
		must(t, h.brokerage.Choose(ctx, h.person, o.ID, "friends", ""))
		other := h.stored(t, `SELECT min(id) FROM referral_option WHERE referral_id = $1 AND status = 'shown' AND id <> '`+o.ID+`'`, r.ID)
		refused(t, h.brokerage.Choose(ctx, h.person, other, "near", ""), fail.Conflict, "brokerage.refused.chosen_other")
	})
}

// What is still offered, or waits for its first day, ends with the plan too.
func TestEndingAtReviewEndsEverything(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		list := h.toOffered(t)
		must(t, h.brokerage.Accept(t.Context(), h.provider, list[0].ID))
		r := h.review(t, plans.End)
		r.Ending, r.LastDay = "goal_met", today
		must(t, h.hold(t, r))
		for _, p := range h.placements(t) {
			want := brokerage.Withdrawn
			if p.ID == list[0].ID {
				want = brokerage.Ended
			}
			if p.Status != want {
				t.Errorf("a place is %s, want %s", p.Status, want)
			}
		}
		if b := h.budget(t); b.Held != 0 || b.Committed != 0 || h.taken(t) != 0 {
			t.Errorf("the budget is %+v, %d places are taken", b, h.taken(t))
		}
		if got := h.referral(t, list[0].ReferralID); got.Status != brokerage.Ended || got.Ending != "goal_met" {
			t.Errorf("the referral is %+v", got)
		}
		h.check(t)
	})
}

func TestSessionsMadeLaterAreBookedToo(t *testing.T) {
	eachUnplanned(t, func(t *testing.T, h *house) {
		h.planFor(t, clock.D(2027, 2, 28))
		ctx := t.Context()
		list := h.toOffered(t)
		for _, p := range list {
			must(t, h.brokerage.Accept(ctx, h.provider, p.ID))
		}
		before := h.budget(t)
		if n := h.taken(t); n != 8*len(list) {
			t.Fatalf("%d places are taken", n)
		}
		h.in(t, func(ctx context.Context, tx *db.Tx) error {
			return h.directory.ExtendSessions(ctx, tx, clock.D(2027, 2, 21))
		})
		h.fill(t, list[0].ScheduleID, 11)
		others := len(list) - 1
		for round, booked := range []int{len(list), 0} {
			kept, err := h.brokerage.Keep(ctx, access.System)
			if err != nil || kept.Booked != booked || len(kept.Full) != 1 || kept.Full[0] != list[0].ID {
				t.Fatalf("round %d kept %+v, %v", round, kept, err)
			}
		}
		if n := h.taken(t); n != 11+12*others+6 {
			t.Errorf("%d places are taken", n)
		}
		if after := h.budget(t); after != before {
			t.Errorf("the budget went from %+v to %+v", before, after)
		}
	})
}

// Who presses on a page that is out of date is told so, and not what else would
// be wrong with what they sent: it could not be mended.
func TestWhatIsDecidedAlreadyIsSaidBeforeWhatIsWrong(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		ctx := t.Context()
		r, o := h.toChosen(t)
		const movedOn = "brokerage.refused.moved_on"
		decided := map[string]func() error{
			"like none": func() error { return h.brokerage.LikeNone(ctx, h.person, r.ID, "") },
			"refuse":    func() error { return h.brokerage.Refuse(ctx, h.approver, r.ID, "") },
			"take on":   func() error { return h.brokerage.TakeOn(ctx, h.broker, r.ID) },
		}
		refused(t, decided["like none"](), fail.Conflict, movedOn)
		must(t, h.brokerage.Approve(ctx, h.approver, r.ID, o.ID))
		for says, press := range decided {
			t.Run(says, func(t *testing.T) { refused(t, press(), fail.Conflict, movedOn) })
		}
		list := h.placements(t)
		must(t, h.brokerage.Accept(ctx, h.provider, list[0].ID))
		t.Run("decline", func(t *testing.T) {
			refused(t, h.brokerage.Decline(ctx, h.provider, list[0].ID, ""), fail.Conflict, movedOn)
		})
		must(t, h.brokerage.Finish(ctx, h.worker, r.ID, "withdrawn"))
		t.Run("finish", func(t *testing.T) { refused(t, h.brokerage.Finish(ctx, h.worker, r.ID, ""), fail.Conflict, movedOn) })
		t.Run("choose", func(t *testing.T) {
			refused(t, h.brokerage.Choose(ctx, h.person, o.ID, "", ""), fail.Conflict, movedOn)
		})
	})
}

// Somebody whose plan is new has no budget yet: the approval allocates what the
// plan may cost, once.
func TestAnApprovalAllocatesTheBudgetOfANewPlan(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.in(t, func(ctx context.Context, tx *db.Tx) error { // no budget was opened yet
			_, err := tx.Exec(ctx, `UPDATE budget SET starts = '2027-11-08', until = '2028-11-05'`)
			return err
		})
		r, o := h.toChosen(t)
		h.as(t, h.approver).Get("/approvals/"+r.ID).Shows(t, "The approval allocates, until 7 November 2027")
		must(t, h.brokerage.Approve(t.Context(), h.approver, r.ID, o.ID))
		var sum pence.Pence
		for _, p := range h.placements(t) {
			sum += p.Total
		}
		b := h.budget(t)
		if b.Weekly != 16400 || b.Starts != clock.D(2026, 11, 30) || b.Until != clock.D(2027, 11, 7) || b.Held != sum || sum == 0 ||
			b.Allocated != b.Available+sum {
			t.Errorf("the budget is %+v, the places cost %s", b, sum.Format())
		}
		refused(t, h.brokerage.Approve(t.Context(), h.approver, r.ID, o.ID), fail.Conflict, "brokerage.refused.moved_on")
		if n := apptest.Stored[int](t, h.House, `SELECT count(*) FROM budget`); n != 2 {
			t.Errorf("%d budgets", n)
		}
		for _, p := range h.placements(t) {
			must(t, h.brokerage.Accept(t.Context(), h.provider, p.ID))
		}
		h.check(t)
	})
}

// A provider may say yes when the first sessions are over: nobody went there, so
// nothing of them is booked or paid.
func TestAYesThatComesLateBeginsTomorrow(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		list := h.toOffered(t)
		day := list[0].From.AddDays(9)
		h.d.SetClock(clock.Fixed(clock.At(day, 12*60)))
		for _, p := range list {
			must(t, h.brokerage.Accept(t.Context(), h.provider, p.ID))
		}
		if n := apptest.Stored[int](t, h.House, `SELECT count(*) FROM booking WHERE day <= $1`, day); n != 0 {
			t.Errorf("%d bookings of days that are over", n)
		}
		var total, booked pence.Pence
		for i, p := range h.placements(t) {
			if p.From != day.AddDays(1) || p.Status != brokerage.Accepted || p.Total >= list[i].Total {
				t.Errorf("it begins on %s, %s, and holds %s of %s", p.From, p.Status, p.Total.Format(), list[i].Total.Format())
			}
			total += p.Total
			booked += p.UnitPrice * pence.Pence(apptest.Stored[int](t, h.House, `SELECT count(*) FROM booking WHERE placement_id = $1`, p.ID))
		}
		if b := h.budget(t); b.Held != 0 || b.Committed != total || total != booked || total == 0 {
			t.Errorf("%s is held, %s committed, the places come to %s and their bookings to %s", b.Held.Format(), b.Committed.Format(),
				total.Format(), booked.Format())
		}
		h.d.SetClock(clock.Fixed(clock.At(day.AddDays(1), 8*60)))
		if kept, err := h.brokerage.Keep(t.Context(), access.System); err != nil || kept.Begun != len(list) {
			t.Errorf("kept %+v, %v", kept, err)
		}
		h.check(t)
	})
}

func TestAYesAfterTheLastDayIsTooLate(t *testing.T) {
	h := onSQLite(t, planned)
	list := h.toOffered(t)
	h.d.SetClock(clock.Fixed(clock.At(list[0].To, 12*60)))
	refused(t, h.brokerage.Accept(t.Context(), h.provider, list[0].ID), fail.Conflict, "brokerage.refused.moved_on")
}
