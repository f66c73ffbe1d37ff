package demo

import (
	"context"
	"fmt"

	"ourdays/internal/area/access"
	"ourdays/internal/area/framework"
	"ourdays/internal/area/funds"
	"ourdays/internal/area/plans"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/pence"
)

// wish is an outcome of one of the borough's people.
type wish struct {
	of    int // place in everybody
	words string
	codes db.List
	scale db.List
}

// wishes are what people want to change. Jo has none yet: hers are agreed in
// the guide's walk through the main job.
var wishes = []wish{
	{1, "I want a job where nobody shouts.", db.List{"O8"}, db.List{"I stop looking", "I look alone", "I try one place", "I work one morning a week", "I have a job I keep"}},
	{3, "I want to swim each week without asking my brother.", db.List{"O9"}, db.List{"I do not go out", "I go with my brother", "I go with a worker", "I go with a friend", "I go by myself"}},
	{4, "I want to work in a café.", db.List{"O8"}, db.List{"I give up", "I watch", "I help one morning", "I run the till", "I am paid"}},
}

// decisions are the tiers that were decided, by place in everybody.
var decisions = map[int]plans.Decision{
	1: {Tier: plans.Personalised, Weekly: 18000, MinUnits: 2, MaxUnits: 4},
	3: {Tier: plans.Specialist, Weekly: 26000, MinUnits: 2, MaxUnits: 5},
	4: {Tier: plans.Enablement, Weekly: 12000, MinUnits: 1, MaxUnits: 3},
}

// weeksOfBudget is how long the borough's budgets run.
const weeksOfBudget = 26

func fillPlans(ctx context.Context, tx *db.Tx, a House, ids []string) error {
	worker, err := a.worker(ctx, tx, access.RoleSocialWorker)
	if err != nil {
		return err
	}
	for _, w := range wishes {
		_, err := a.Plans.AddOutcome(ctx, tx, worker, plans.Outcome{PersonID: ids[w.of], Words: w.words, CareAct: w.codes, Scale: w.scale, Baseline: -1})
		if err != nil {
			return fmt.Errorf("%s: %w", w.words, err)
		}
	}
	for i := range everybody {
		d, decided := decisions[i]
		if !decided {
			continue
		}
		d.StartBy = tx.Today().AddDays(14)
		d.Reason = "Agreed with the person at the first visit"
		if err := a.Plans.DecideTier(ctx, tx, worker, ids[i], d); err != nil {
			return fmt.Errorf("tier of %s: %w", everybody[i].Name(), err)
		}
	}
	return fillBudgets(ctx, tx, a, ids)
}

// fillBudgets opens a budget for everybody with money to plan with; Jo's is
// there before her plan, as an indicative budget is.
func fillBudgets(ctx context.Context, tx *db.Tx, a House, ids []string) error {
	officer, err := a.worker(ctx, tx, access.RoleFinance)
	if err != nil {
		return err
	}
	for i, weekly := range []pence.Pence{16400, 18000, 21000, 26000, 12000, 9000} {
		_, err := a.Funds.Open(ctx, tx, officer, funds.Budget{PersonID: ids[i], Weekly: weekly, Starts: tx.Today(), Until: tx.Today().AddDays(weeksOfBudget*7 - 1)})
		if err != nil {
			return fmt.Errorf("budget of %s: %w", everybody[i].Name(), err)
		}
	}
	for _, pair := range [][2]int{{0, 1}, {1, 0}, {0, 4}, {4, 0}} {
		if err := a.People.SayFriend(ctx, tx, access.System, ids[pair[0]], ids[pair[1]]); err != nil {
			return fmt.Errorf("friends: %w", err)
		}
	}
	return nil
}

// An hour of one worker, and what a place costs beside the worker: £16.00 an
// hour is the report's price of one to one (CE 5.8); the room is assumed.
const (
	workerHour = pence.Pence(1600)
	room       = pence.Pence(350)
)

// fillRates agrees a price for each activity and each way of sharing a worker.
func fillRates(ctx context.Context, tx *db.Tx, a House, activityID string, o offer) error {
	if o.workers == 0 {
		_, err := a.Framework.SetRate(ctx, tx, access.System, framework.Rate{ActivityID: activityID, Price: o.price, Benchmark: o.price})
		return err
	}
	for _, ratio := range []int{0, 1, 2, 3, 4, 6, 8} {
		price := o.price + room
		if ratio > 0 {
			price += workerHour.MulDiv(int64(o.end-o.start), 60*int64(ratio), pence.Up)
		}
		r := framework.Rate{ActivityID: activityID, Ratio: ratio, Price: price, Benchmark: price}
		if _, err := a.Framework.SetRate(ctx, tx, access.System, r); err != nil {
			return err
		}
	}
	return nil
}
