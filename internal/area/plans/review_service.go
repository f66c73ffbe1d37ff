package plans

import (
	"context"
	"fmt"

	"ourdays/internal/area/access"
	"ourdays/internal/engine/outcomes"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/event"
	"ourdays/internal/platform/fail"
)

// Reviewed is published with a review, in its transaction: what is above plans
// does what the review decided, or the review does not happen.
type Reviewed struct {
	Actor  access.Actor
	Review Review
}

// Review keeps a review of the person's plan: scores on the outcomes' scales,
// the person's own view, and what the worker decides. Number is that of the
// review the worker had before them, so that of two presses one counts. What a
// decision asks of places and referrals happens in the same transaction.
func (s *Service) Review(ctx context.Context, tx *db.Tx, a access.Actor, r Review) (Review, error) {
	r.ID = tx.NewID()
	if err := s.Access.Act(ctx, tx, a, access.AgreeOutcomes, r.PersonID, "review", r.ID); err != nil {
		return r, err
	}
	p, open, err := s.toReview(ctx, tx, r)
	if err != nil {
		return r, err
	}
	r = r.on(p, open)
	if err := r.Check(p, open, tx.Today()); err != nil {
		return r, err
	}
	r.PlanID, r.WorkerID, r.Worker, r.Made = p.ID, a.ID, a.Name, tx.Now
	if err := r.measure(); err != nil {
		return r, err
	}
	if err := s.keep(ctx, tx, p, r); err != nil {
		return r, err
	}
	return r, event.Publish(ctx, tx, s.Bus, Reviewed{Actor: a, Review: r})
}

// toReview finds the plan that a review is of, as the worker saw it.
func (s *Service) toReview(ctx context.Context, tx *db.Tx, r Review) (Plan, []Outcome, error) {
	p, found, err := heldPlan(ctx, tx, r.PersonID)
	if err != nil {
		return p, nil, err
	}
	if !found || p.Tier == 0 || p.EndedOn.Valid {
		return p, nil, fail.New(fail.Conflict, "plans.refused.no_plan")
	}
	n, err := reviewsOfPlan(ctx, tx, p.ID)
	if err != nil {
		return p, nil, err
	}
	if r.Number != n+1 {
		return p, nil, fail.New(fail.Conflict, "plans.refused.reviewed_already")
	}
	open, err := outcomesOf(ctx, tx, p.ID)
	if err == nil && len(open) == 0 {
		err = fail.Fields(fail.Field{Key: "plans.refused.no_outcome"})
	}
	return p, open, err
}

// on fills in what a review takes from the plan: baselines and weights, and the
// frame of the week where it does not change.
func (r Review) on(p Plan, open []Outcome) Review {
	by := map[string]Outcome{}
	for _, o := range open {
		by[o.ID] = o
	}
	scores := make([]Score, len(r.Scores))
	for i, sc := range r.Scores {
		if o, ok := by[sc.OutcomeID]; ok {
			sc.Baseline, sc.Weight = o.Baseline, o.Weight()
		}
		scores[i] = sc
	}
	r.Scores, r.FromTier = scores, p.Tier
	if r.Way != ChangeTier {
		r.ToTier = p.Tier
	}
	if r.Way != ChangeTier && r.Way != ChangeWeek {
		r.Weekly, r.MinUnits, r.MaxUnits, r.StartBy = p.Weekly, p.MinUnits, p.MaxUnits, p.StartBy
	}
	if r.Way == End {
		r.NextReview = clock.NullDate{}
	} else {
		r.Ending = ""
	}
	if r.Way != Extend {
		r.EnablementUntil, r.AgreedBy = p.after(r).EnablementUntil, ""
	}
	return r
}

// measure works out the T-scores.
func (r *Review) measure() error {
	res, err := r.Result()
	if err != nil {
		return fmt.Errorf("score a review: %w", err)
	}
	r.TScore, r.TBaseline, r.Achieved = outcomes.Hundredths(res.T), outcomes.Hundredths(
		res.Baseline), res.Achieved
	return nil
}

// keep writes the review and what it changes of the plan.
func (s *Service) keep(ctx context.Context, tx *db.Tx, p Plan, r Review) error {
	err := insertReview(ctx, tx, r)
	if db.IsUnique(err) {
		return fail.New(fail.Conflict, "plans.refused.reviewed_already")
	}
	if err != nil {
		return fmt.Errorf("keep a review: %w", err)
	}
	for _, sc := range r.Scores {
		if sc.Closed == 1 {
			if err := closeOutcome(ctx, tx, sc.OutcomeID, r.Held); err != nil {
				return err
			}
		}
	}
	if err := updatePlan(ctx, tx, p.after(r)); err != nil || r.Way != ChangeTier {
		return err
	}
	return event.Publish(ctx, tx, s.Bus, TierDecided{PersonID: r.PersonID, AtReview: true})
}

// after is the plan as a review leaves it.
func (p Plan) after(r Review) Plan {
	p.NextReview = r.NextReview
	switch r.Way {
	case End:
		p.EndedOn = clock.SomeDate(r.Held)
	case Extend:
		p.EnablementUntil = r.EnablementUntil
	case ChangeWeek, ChangeTier:
		p.Weekly, p.MinUnits, p.MaxUnits, p.StartBy = r.Weekly, r.MinUnits, r.MaxUnits, r.StartBy
		if r.Way == ChangeTier {
			p.Tier, p.TierReason, p.DecidedBy, p.DecidedOn = r.ToTier, r.Reason, r.Worker, clock.SomeDate(r.Held)
			p.EnablementWeeks, p.ClockRuns = enablementWeeks, 0
			p.startClock(r.StartBy.V)
		}
	case Keep:
	}
	return p
}

// ClockStarts tells the plan that support has started: the time of enablement
// runs from then on. It starts once; other tiers have no clock.
func (s *Service) ClockStarts(ctx context.Context, tx *db.Tx, personID string, on clock.Date) error {
	p, found, err := heldPlan(ctx, tx, personID)
	if err != nil || !found || p.Tier != Enablement || p.ClockRuns == 1 {
		return err
	}
	n, err := reviewsOfPlan(ctx, tx, p.ID)
	if err != nil {
		return err
	}
	if p.EnablementWeeks == 0 {
		p.EnablementWeeks = enablementWeeks
	}
	p.startClock(on)
	p.ClockRuns = 1
	if n == 0 {
		p.NextReview = p.firstReview()
	}
	return updatePlan(ctx, tx, p)
}

// ReviewsOf lists a person's reviews, the newest first, for a page that asked
// access.
func (s *Service) ReviewsOf(ctx context.Context, tx *db.Tx, personID string) ([]Review, error) {
	return reviewsOfPerson(ctx, tx, personID)
}

// ReviewByID reads one review with its scores, for a page that asks access for
// its person.
func (s *Service) ReviewByID(ctx context.Context, tx *db.Tx, id string) (Review, error) {
	return reviewByID(ctx, tx, id)
}

// DueReviews lists the reviews of a worker's people that are to be held within
// so many days, the oldest first: a list that shows names and no record.
func (s *Service) DueReviews(ctx context.Context, tx *db.Tx, a access.Actor, days int) ([]Due, error) {
	if !a.May(access.AgreeOutcomes) {
		return nil, fail.New(fail.Forbidden, "access.refused.role")
	}
	return dueFor(ctx, tx, a.ID, tx.Today().AddDays(days), tx.Today())
}

// Breaches names plans that nobody is to look at again, though they go on.
func (s *Service) Breaches(ctx context.Context, tx *db.Tx) ([]string, error) {
	ids, err := plansUnwatched(ctx, tx)
	var found []string
	for _, id := range ids {
		found = append(found,
			"plan "+id+": it goes on, and has no date for its next review or no end of enablement")
	}
	return found, err
}
