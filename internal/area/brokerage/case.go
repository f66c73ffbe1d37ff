package brokerage

import (
	"context"
	"fmt"

	"ourdays/internal/area/directory"
	"ourdays/internal/area/framework"
	"ourdays/internal/area/funds"
	"ourdays/internal/area/people"
	"ourdays/internal/area/plans"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/pence"
)

// weeksAhead is how far ahead a regular place must be free.
const weeksAhead = 8

// Case is a referral with all that putting a week together needs.
type Case struct {
	Referral   Referral
	Person     people.Person
	Plan       plans.Plan
	Outcomes   []plans.Outcome
	Budget     funds.Budget
	HasBudget  bool
	Wish       Wish
	Candidates []Candidate // every published schedule, in the order of the ids
	Before     pence.Pence // what the person's week costs the council already
	From       clock.Date  // the Monday of the first week
}

// Candidate finds a schedule of the case.
func (k Case) Candidate(scheduleID string) (Candidate, bool) {
	for _, c := range k.Candidates {
		if c.Schedule.ID == scheduleID {
			return c, true
		}
	}
	return Candidate{}, false
}

// firstMonday is when a week that is put together today can begin.
func firstMonday(today clock.Date) clock.Date { return today.Monday().AddDays(7) }

// caseOf loads a case. The caller has asked for the permission.
func (s *Service) caseOf(ctx context.Context, tx *db.Tx, r Referral) (Case, error) {
	k := Case{Referral: r, From: firstMonday(tx.Today())}
	var err error
	if k.Person, err = s.People.Load(ctx, tx, r.PersonID); err != nil {
		return k, fmt.Errorf("load person: %w", err)
	}
	if k.Plan, _, err = s.Plans.Current(ctx, tx, r.PersonID); err != nil {
		return k, err
	}
	if k.Outcomes, err = s.Plans.OutcomesOf(ctx, tx, k.Plan.ID); err != nil {
		return k, err
	}
	if k.Budget, k.HasBudget, err = s.Funds.BudgetOf(ctx, tx, r.PersonID, k.From); err != nil {
		return k, err
	}
	offer, err := s.Directory.Offer(ctx, tx, k.From, k.From.AddDays(7*weeksAhead-1))
	if err != nil {
		return k, fmt.Errorf("read the offer: %w", err)
	}
	rates, err := s.Framework.RatesOn(ctx, tx, k.From)
	if err != nil {
		return k, fmt.Errorf("read rates: %w", err)
	}
	placed, err := placementsOfPerson(ctx, tx, r.PersonID)
	if err != nil {
		return k, err
	}
	k.Wish = wishOf(k.Person, k.Plan, k.Outcomes, k.From)
	k.settle(placed, offer)
	if err := s.addFriends(ctx, tx, &k, offer); err != nil {
		return k, err
	}
	for _, o := range offer.Items {
		k.Candidates = append(k.Candidates, NewCandidate(k.Wish, o, ratesOf(rates[o.Activity.ID]), k.From))
	}
	return k, nil
}

// wishOf gathers what is known. When a person is free, where they live and how
// far they go is not in the record yet: the zero values rule nothing out.
func wishOf(p people.Person, plan plans.Plan, outcomes []plans.Outcome, on clock.Date) Wish {
	w := Wish{Age: p.Born.YearsAt(on), Group: p.SupportReason, Tier: plan.Tier, Needs: directory.Access(p.Needs), Ratio: p.Ratio, Weekly: plan.Weekly, Kinds: p.Kinds,
		MinUnits: plan.MinUnits, MaxUnits: plan.MaxUnits, Friends: map[string][]string{}}
	for _, o := range outcomes {
		w.Aims = append(w.Aims, Aim{ID: o.ID, Words: o.Words, CareAct: o.CareAct})
	}
	return w
}

// settle takes what the person has agreed to already out of their free time
// and their budget.
func (k *Case) settle(placed []Placement, offer directory.Offer) {
	by := map[string]directory.Offered{}
	for _, o := range offer.Items {
		by[o.Schedule.ID] = o
	}
	for _, p := range placed {
		if !p.Going() && p.Status != Proposed && p.Status != Offered {
			continue
		}
		k.Before += p.WeekCost
		for _, ses := range by[p.ScheduleID].Sessions {
			if ses.Date.Monday() == k.From {
				k.Wish.Busy = append(k.Wish.Busy, slotOf(ses, by[p.ScheduleID].Activity.Title))
			}
		}
	}
	k.Wish.Weekly = max(0, k.Wish.Weekly-k.Before)
}

// addFriends finds which friends are booked on the sessions of the first week.
func (s *Service) addFriends(ctx context.Context, tx *db.Tx, k *Case, offer directory.Offer) error {
	scheduleOf := map[string]string{}
	var ids []string
	for _, o := range offer.Items {
		for _, ses := range o.Sessions {
			if ses.Date.Monday() == k.From {
				ids, scheduleOf[ses.ID] = append(ids, ses.ID), o.Schedule.ID
			}
		}
	}
	friends, err := s.Bookings.FriendsIn(ctx, tx, k.Person.ID, ids)
	if err != nil {
		return fmt.Errorf("find friends: %w", err)
	}
	for _, id := range ids {
		for _, name := range friends[id] {
			schedule := scheduleOf[id]
			if !has(k.Wish.Friends[schedule], name) {
				k.Wish.Friends[schedule] = append(k.Wish.Friends[schedule], name)
			}
		}
	}
	return nil
}

func ratesOf(list []framework.Rate) []Rate {
	rates := make([]Rate, len(list))
	for i, r := range list {
		rates[i] = Rate{Ratio: r.Ratio, Price: r.Price, Benchmark: r.Benchmark}
	}
	return rates
}

// WhyNot lists what leaves a candidate out of a week of the case.
func (k Case) WhyNot(c Candidate) []Exclusion { return WhyNot(k.Wish, c) }

// Fitting lists the candidates that nothing leaves out.
func (k Case) Fitting() []Candidate {
	var fit []Candidate
	for _, c := range k.Candidates {
		if len(WhyNot(k.Wish, c)) == 0 {
			fit = append(fit, c)
		}
	}
	return fit
}
