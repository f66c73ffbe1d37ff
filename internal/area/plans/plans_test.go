package plans_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"ourdays/internal/area/access"
	"ourdays/internal/area/people"
	"ourdays/internal/area/plans"
	"ourdays/internal/engine/outcomes"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
	"ourdays/internal/platform/event"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/pence"
)

// desk is a worker's desk with Jo's record on it.
type desk struct {
	d      *db.DB
	plans  *plans.Service
	access *access.Service
	bus    *event.Bus
	worker access.Actor
	jo     string
}

func newDesk(t testing.TB, d *db.DB) *desk {
	t.Helper()
	k, err := build(d)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func build(d *db.DB) (*desk, error) {
	a := access.New(access.Deps{DB: d})
	p := people.New(people.Deps{DB: d, Access: a})
	k := &desk{d: d, access: a, bus: event.New()}
	k.plans = plans.New(plans.Deps{DB: d, Access: a, People: p, Bus: k.bus})
	err := k.try(func(ctx context.Context, tx *db.Tx) error {
		jo, err := p.Add(ctx, tx, access.System, people.Person{GivenName: "Jo", FamilyName: "Bright", Born: clock.D(1990, 1, 1), Ratio: 3})
		if err != nil {
			return err
		}
		k.jo = jo.ID
		if k.worker, err = a.AddActor(ctx, tx, access.Actor{Name: "Dina Okafor", Kind: access.Worker,
			Roles: []access.Role{access.RoleSocialWorker}}, "dina@weaverdale.example"); err != nil {
			return err
		}
		return p.Allocate(ctx, tx, k.jo, k.worker.ID)
	})
	return k, err
}

func (k *desk) in(t testing.TB, f func(ctx context.Context, tx *db.Tx) error) {
	t.Helper()
	if err := k.d.InTx(context.Background(), f); err != nil {
		t.Fatal(err)
	}
}

// try runs a verb that may be refused.
func (k *desk) try(f func(ctx context.Context, tx *db.Tx) error) error {
	return k.d.InTx(context.Background(), f)
}

func (k *desk) outcome(words string) plans.Outcome {
	return plans.Outcome{PersonID: k.jo, Words: words, CareAct: db.List{"O9"}, Scale: scale, Baseline: -1}
}

// agree gives Jo a plan of a tier with two outcomes.
func (k *desk) agree(t testing.TB, tier int) {
	t.Helper()
	k.in(t, func(ctx context.Context, tx *db.Tx) error {
		for _, words := range []string{"I want to get out more.", "I want to cook."} {
			if _, err := k.plans.AddOutcome(ctx, tx, k.worker, k.outcome(words)); err != nil {
				return err
			}
		}
		return k.plans.DecideTier(ctx, tx, k.worker, k.jo, plans.Decision{Tier: tier, Reason: "Agreed with Jo.", Weekly: 16400, MinUnits: 2,
			MaxUnits: 4, StartBy: clock.D(2026, 12, 7)})
	})
}

// decideAnew decides the tier on a page that shows what is decided.
func (k *desk) decideAnew(ctx context.Context, tx *db.Tx, d plans.Decision) error {
	p, _, err := k.plans.Current(ctx, tx, k.jo)
	if err != nil {
		return err
	}
	d.Opened = p.Marks()
	return k.plans.DecideTier(ctx, tx, k.worker, k.jo, d)
}

func (k *desk) plan(t testing.TB) (plans.Plan, []plans.Outcome) {
	t.Helper()
	var p plans.Plan
	var list []plans.Outcome
	k.in(t, func(ctx context.Context, tx *db.Tx) (err error) {
		if p, _, err = k.plans.Current(ctx, tx, k.jo); err != nil {
			return err
		}
		list, err = k.plans.OutcomesOf(ctx, tx, p.ID)
		return err
	})
	return p, list
}

// look is a review with every outcome at a level.
func (k *desk) look(t testing.TB, number, level int) plans.Review {
	t.Helper()
	_, open := k.plan(t)
	r := plans.Review{PersonID: k.jo, Number: number, Held: clock.D(2026, 11, 24), OwnWords: "I like the farm. Not the bus.", Face: "good",
		SaidHow: "signed",
		Present: "Jo, her sister, Dina", Way: plans.Keep, NextReview: clock.SomeDate(clock.D(2027, 2, 1))}
	for _, o := range open {
		r.Scores = append(r.Scores, plans.Score{OutcomeID: o.ID, Score: level})
	}
	return r
}

func (k *desk) review(a access.Actor, r plans.Review) (plans.Review, error) {
	var kept plans.Review
	err := k.try(func(ctx context.Context, tx *db.Tx) (err error) {
		kept, err = k.plans.Review(ctx, tx, a, r)
		return err
	})
	return kept, err
}

func kindIs(t *testing.T, err error, kind fail.Kind, key string) {
	t.Helper()
	e, ok := fail.As(err)
	if !ok || e.Kind != kind || key != "" && e.Key != key {
		t.Errorf("got %v, want %s %s", err, kind, key)
	}
}

func TestAPlanIsAgreedBeforeItIsReferred(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := newDesk(t, d)
		ready := func() error {
			p, _ := k.plan(t)
			return k.try(func(ctx context.Context, tx *db.Tx) error { return k.plans.CheckReady(ctx, tx, p.ID) })
		}
		if got := faults(ready()); len(got) != 2 {
			t.Errorf("without an outcome and a tier: %v", got)
		}
		var first plans.Outcome
		k.in(t, func(ctx context.Context, tx *db.Tx) (err error) {
			first, err = k.plans.AddOutcome(ctx, tx, k.worker, k.outcome("I want to get out more."))
			return err
		})
		if got := faults(ready()); len(got) != 1 || got[0] != "tier no_tier" {
			t.Errorf("without a tier: %v", got)
		}
		if err := k.plans.RemoveOutcome(t.Context(), k.worker, k.jo, first.ID); err != nil {
			t.Errorf("taking an outcome back: %v", err)
		}
		kindIs(t, k.plans.RemoveOutcome(t.Context(), k.worker, k.jo, first.ID), fail.NotFound, "fail.not_found")
		k.agree(t, 2)
		if err := ready(); err != nil {
			t.Errorf("with both: %v", err)
		}
		_, open := k.plan(t)
		kindIs(t, k.plans.RemoveOutcome(t.Context(), k.worker, k.jo, open[0].ID), fail.Conflict, "plans.refused.agreed")
	})
}

func TestWhoeverMayNotChangesNoPlan(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := newDesk(t, d)
		k.agree(t, 2)
		broker := access.Actor{ID: "b", Name: "Amara", Kind: access.Worker, Roles: []access.Role{access.RoleBroker}}
		stranger := access.Actor{ID: "s", Name: "Far", Kind: access.Worker, Roles: []access.Role{access.RoleSocialWorker}}
		jo := access.Actor{ID: "j", Name: "Jo", Kind: access.Person, Roles: []access.Role{access.RolePerson}, PersonID: k.jo}
		for _, c := range []struct {
			says string
			a    access.Actor
			key  string
		}{{"another role", broker, "access.refused.role"}, {"no tie", stranger, "access.refused.no_tie"},
			{"the person", jo, "access.refused.role"}} {
			_, err := k.review(c.a, k.look(t, 1, 0))
			kindIs(t, err, fail.Forbidden, c.key)
			err = k.try(func(ctx context.Context, tx *db.Tx) error {
				_, err := k.plans.AddOutcome(ctx, tx, c.a, k.outcome("Mine"))
				return err
			})
			kindIs(t, err, fail.Forbidden, c.key)
			err = k.try(func(ctx context.Context, tx *db.Tx) error {
				return k.plans.DecideTier(ctx, tx, c.a, k.jo, decision())
			})
			kindIs(t, err, fail.Forbidden, c.key)
		}
		if _, open := k.plan(t); len(open) != 2 {
			t.Errorf("%d outcomes", len(open))
		}
	})
}

func TestAReviewIsKeptAndMovesThePlanOn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := newDesk(t, d)
		k.agree(t, 2)
		before, open := k.plan(t)
		if want := clock.D(2027, 1, 19); before.NextReview.V != want {
			t.Errorf("the first check is by %s, want %s, eight weeks on", before.NextReview.V, want)
		}
		r := k.look(t, 1, 0)
		r.Scores[0].Score, r.Scores[0].Closed, r.Scores[0].Note = 1, 1, "She took two friends to the fair."
		kept, err := k.review(k.worker, r)
		if err != nil {
			t.Fatal(err)
		}
		if kept.TScore != 5620 || kept.TBaseline != 3760 || kept.Achieved != outcomes.Fully || kept.Worker != "Dina Okafor" {
			t.Errorf("kept %+v", kept)
		}
		after, left := k.plan(t)
		if len(left) != 1 || left[0].ID != open[1].ID || after.NextReview != r.NextReview || after.Tier != 2 {
			t.Errorf("the plan is %+v with %d outcomes", after, len(left))
		}
		var again plans.Review
		k.in(t, func(ctx context.Context, tx *db.Tx) (err error) {
			again, err = k.plans.ReviewByID(ctx, tx, kept.ID)
			return err
		})
		if again.OwnWords != r.OwnWords || again.Face != "good" || again.SaidHow != "signed" || again.Present != r.Present ||
			len(again.Scores) != 2 {
			t.Errorf("read back %+v", again)
		}
		_, err = k.review(k.worker, r)
		kindIs(t, err, fail.Conflict, "plans.refused.reviewed_already")
		err = k.try(func(ctx context.Context, tx *db.Tx) error {
			return k.decideAnew(ctx, tx, decision())
		})
		kindIs(t, err, fail.Conflict, "plans.refused.at_review")
	})
}

func TestOfTwoReviewsAtOnceOneIsKept(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := newDesk(t, d)
		k.agree(t, 2)
		r := k.look(t, 1, 1)
		var wg sync.WaitGroup
		won, late := make(chan bool, 8), make(chan error, 8)
		for range 8 {
			wg.Go(func() {
				if _, err := k.review(k.worker, r); err == nil {
					won <- true
				} else {
					late <- err
				}
			})
		}
		wg.Wait()
		close(late)
		for err := range late {
			kindIs(t, err, fail.Conflict, "plans.refused.reviewed_already")
		}
		if len(won) != 1 {
			t.Errorf("%d reviews were kept", len(won))
		}
	})
}

// Each first outcome opens the plan if there is none. Two plans were opened by two
// workers at once, and the page shows one.
func TestOutcomesAgreedAtOnceStandInOnePlan(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := newDesk(t, d)
		const many = 8
		var wg sync.WaitGroup
		refused := make(chan error, many)
		for n := range many {
			wg.Go(func() {
				refused <- k.try(func(ctx context.Context, tx *db.Tx) error {
					_, err := k.plans.AddOutcome(ctx, tx, k.worker, k.outcome(fmt.Sprintf("I want to learn %d songs.", n)))
					return err
				})
			})
		}
		wg.Wait()
		for range many {
			if err := <-refused; err != nil {
				t.Error(err)
			}
		}
		if _, list := k.plan(t); len(list) != many {
			t.Errorf("the plan has %d outcomes, want %d", len(list), many)
		}
	})
}

// Several workers decide at once, each on the page that they opened: one decision
// is kept, and the others are told of it.
func TestOfDecisionsAtOnceOneIsKept(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := newDesk(t, d)
		k.in(t, func(ctx context.Context, tx *db.Tx) error {
			_, err := k.plans.AddOutcome(ctx, tx, k.worker, k.outcome("I want to get out more."))
			return err
		})
		const many = 6
		for _, round := range []string{"first", "anew"} { // nothing is decided; something is
			before, _ := k.plan(t)
			var wg sync.WaitGroup
			answers := make([]error, many)
			for i := range many {
				mine := decision()
				mine.Opened, mine.StartBy = before.Marks(), clock.D(2026, 12, 7)
				mine.Weekly = before.Weekly + pence.Pence(1000*(i+1))
				wg.Go(func() {
					answers[i] = k.try(func(ctx context.Context, tx *db.Tx) error {
						return k.plans.DecideTier(ctx, tx, k.worker, k.jo, mine)
					})
				})
			}
			wg.Wait()
			after, _ := k.plan(t)
			kept := 0
			for i, err := range answers {
				if err == nil {
					kept++
					if want := before.Weekly + pence.Pence(1000*(i+1)); after.Weekly != want {
						t.Errorf("%s: %s was kept and the plan says %s", round, want, after.Weekly)
					}
					continue
				}
				kindIs(t, err, fail.Conflict, "plans.refused.decided_already")
			}
			if kept != 1 {
				t.Errorf("%s: %d decisions were kept, want one", round, kept)
			}
		}
	})
}

// A review and decisions about the tier at once come one after the other: the
// later knows of the earlier, and undoes nothing of it.
func TestADecisionAndAReviewAtOnceUndoNothingOfEachOther(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := newDesk(t, d)
		k.agree(t, 2)
		r := k.look(t, 1, 1)
		r.Way, r.Reason, r.Ending, r.LastDay, r.NextReview = plans.End, "Both goals are met.", "goal_met", clock.D(2026, 11, 24), clock.NullDate{}
		var wg sync.WaitGroup
		for range 8 {
			wg.Go(func() {
				err := k.try(func(ctx context.Context, tx *db.Tx) error {
					return k.decideAnew(ctx, tx, plans.Decision{Tier: 2, Reason: "Agreed with Jo.", Weekly: 9000, MinUnits: 2,
						MaxUnits: 4, StartBy: clock.D(2026, 12, 7)})
				})
				if err != nil && fail.KindOf(err) != fail.Invalid && fail.KindOf(err) != fail.Conflict {
					t.Error(err)
				}
			})
		}
		wg.Go(func() {
			if _, err := k.review(k.worker, r); err != nil {
				t.Error(err)
			}
		})
		wg.Wait()
		if p, _ := k.plan(t); !p.EndedOn.Valid {
			t.Error("the review ended the plan, and it goes on")
		}
	})
}

func TestWhatAReviewDecidesHappensOrTheReviewDoesNot(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := newDesk(t, d)
		k.agree(t, 2)
		refuse := errors.New("no room above")
		heard := 0
		event.On(k.bus, func(_ context.Context, _ *db.Tx, e plans.Reviewed) error {
			heard++
			if e.Review.Way == plans.End && e.Actor.ID == k.worker.ID {
				return refuse
			}
			return nil
		})
		r := k.look(t, 1, 2)
		r.Way, r.Reason, r.Ending, r.LastDay = plans.End, "Both goals are met.", "goal_met", clock.D(2026, 11, 24)
		if _, err := k.review(k.worker, r); !errors.Is(err, refuse) {
			t.Errorf("got %v", err)
		}
		if p, _ := k.plan(t); p.EndedOn.Valid {
			t.Error("the plan ended though what it asks for did not happen")
		}
		if _, err := k.review(k.worker, k.look(t, 1, 2)); err != nil || heard < 2 {
			t.Errorf("%v, heard %d", err, heard)
		}
	})
}

func TestAPlanThatEndedMakesRoomForANewOne(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := newDesk(t, d)
		k.agree(t, 2)
		r := k.look(t, 1, 2)
		r.Way, r.Reason, r.Ending, r.LastDay = plans.End, "Both goals are met.", "goal_met", clock.D(2026, 11, 24)
		if _, err := k.review(k.worker, r); err != nil {
			t.Fatal(err)
		}
		old, _ := k.plan(t)
		if !old.EndedOn.Valid || old.NextReview.Valid {
			t.Errorf("the ended plan is %+v", old)
		}
		err := k.try(func(ctx context.Context, tx *db.Tx) error { return k.plans.CheckReady(ctx, tx, old.ID) })
		if got := faults(err); len(got) != 1 || got[0] != "words ended" {
			t.Errorf("an ended plan is referred: %v", got)
		}
		_, err = k.review(k.worker, r)
		kindIs(t, err, fail.Conflict, "plans.refused.no_plan")
		k.in(t, func(ctx context.Context, tx *db.Tx) error { return tick(ctx, k, tx) })
		fresh, open := k.plan(t)
		if fresh.ID == old.ID || fresh.Tier != 0 || len(open) != 1 {
			t.Errorf("the new plan is %+v with %d outcomes", fresh, len(open))
		}
	})
}

// tick agrees a new outcome a day later, so that the plans have an order.
func tick(ctx context.Context, k *desk, tx *db.Tx) error {
	tx.Now = tx.Now.Add(24 * 3600 * 1e9)
	_, err := k.plans.AddOutcome(ctx, tx, k.worker, k.outcome("I want to sing."))
	return err
}

func TestEnablementRunsAgainstItsClock(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := newDesk(t, d)
		k.agree(t, plans.Enablement)
		p, _ := k.plan(t)
		if p.EnablementFrom.V != clock.D(2026, 12, 7) || p.EnablementUntil.V != clock.D(2027, 2, 28) || p.NextReview.V != clock.D(2027, 1, 17) {
			t.Errorf("twelve weeks from 7 December with a point at week six: %+v", p)
		}
		start := func(on clock.Date) {
			k.in(t, func(ctx context.Context, tx *db.Tx) error { return k.plans.ClockStarts(ctx, tx, k.jo, on) })
		}
		start(clock.D(2026, 11, 30))
		start(clock.D(2026, 12, 14))
		p, _ = k.plan(t)
		if p.EnablementFrom.V != clock.D(2026, 11, 30) || p.EnablementUntil.V != clock.D(2027, 2, 21) || p.ClockRuns != 1 {
			t.Errorf("the first place starts the clock, the second does not: %+v", p)
		}
		r := k.look(t, 1, 0)
		r.Way, r.Reason, r.AgreedBy, r.EnablementUntil = plans.Extend, "She was ill for four weeks.", "Helen Marsh", clock.SomeDate(
			clock.D(2027, 3, 21))
		if _, err := k.review(k.worker, r); err != nil {
			t.Fatal(err)
		}
		r = k.look(t, 2, 0)
		r.Way, r.Reason, r.ToTier, r.Weekly, r.MinUnits, r.MaxUnits = plans.ChangeTier, "Needs support that goes on.", 2, 20000, 2, 4
		r.StartBy = clock.SomeDate(clock.D(2026, 12, 7))
		kept, err := k.review(k.worker, r)
		if err != nil || kept.Step() != "up" || kept.FromTier != 3 || kept.ToTier != 2 {
			t.Fatalf("%+v, %v", kept, err)
		}
		if p, _ = k.plan(t); p.Tier != 2 || p.EnablementUntil.Valid || p.Weekly != 20000 || p.TierReason != r.Reason {
			t.Errorf("after the step the plan is %+v", p)
		}
	})
}

func TestTheListHoldsTheReviewsOfAWorkersOwnPeople(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := newDesk(t, d)
		k.agree(t, 2)
		due := func(a access.Actor, days int) []plans.Due {
			var list []plans.Due
			k.in(t, func(ctx context.Context, tx *db.Tx) (err error) {
				list, err = k.plans.DueReviews(ctx, tx, a, days)
				return err
			})
			return list
		}
		if list := due(k.worker, 55); len(list) != 0 {
			t.Errorf("55 days on: %+v", list)
		}
		if list := due(k.worker, 56); len(list) != 1 || list[0].PersonID != k.jo || list[0].FamilyName != "Bright" || list[0].Reviews != 0 {
			t.Errorf("56 days on: %+v", list)
		}
		other := access.Actor{ID: "o", Name: "Rhys", Kind: access.Worker, Roles: []access.Role{access.RoleCoordinator}}
		if list := due(other, 400); len(list) != 0 {
			t.Errorf("somebody else's list: %+v", list)
		}
		err := k.try(func(ctx context.Context, tx *db.Tx) error {
			_, err := k.plans.DueReviews(ctx, tx, access.Actor{ID: "x", Roles: []access.Role{access.RoleFinance}}, 7)
			return err
		})
		kindIs(t, err, fail.Forbidden, "access.refused.role")
	})
}

// Whoever decided on enablement because somebody is new read the next minute that another tier is recommended.
func TestWhoIsNewIsNewUntilTheFirstReview(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := newDesk(t, d)
		k.in(t, func(ctx context.Context, tx *db.Tx) error {
			_, err := tx.Exec(ctx, `UPDATE person SET ratio = 6`)
			return err
		})
		recommended := func() (rule string) {
			k.in(t, func(ctx context.Context, tx *db.Tx) error {
				_, because, err := k.plans.Recommendation(ctx, tx, k.jo)
				rule = because[0].Rule
				return err
			})
			return rule
		}
		before := recommended()
		k.agree(t, plans.Enablement)
		if after := recommended(); before != "entry" || after != before {
			t.Errorf("it is recommended by %s before the decision, and by %s after", before, after)
		}
		if _, err := k.review(k.worker, k.look(t, 1, 0)); err != nil {
			t.Fatal(err)
		}
		if later := recommended(); later == "entry" {
			t.Error("after a review they are still new")
		}
	})
}
