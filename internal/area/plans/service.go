package plans

import (
	"context"

	"ourdays/internal/area/access"
	"ourdays/internal/area/people"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/event"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/pence"
)

// Deps is what the area stands on.
type Deps struct {
	DB     *db.DB
	Access *access.Service
	People *people.Service
	Bus    *event.Bus // where reviews are published; nil when nobody listens
}

// Service holds the verbs of plans.
type Service struct{ Deps }

// New makes the service.
func New(d Deps) *Service {
	if d.Bus == nil {
		d.Bus = event.New()
	}
	return &Service{d}
}

// Current gives the person's plan, for verbs that asked access.
func (s *Service) Current(ctx context.Context, tx *db.Tx, personID string) (Plan, bool, error) {
	return currentPlan(ctx, tx, personID)
}

// WeeklyOf gives what the plans of some people may cost a week, for verbs that
// asked access. Who has no plan with a tier that goes on is left out.
func (s *Service) WeeklyOf(ctx context.Context, tx *db.Tx, people []string) (map[string]pence.Pence, error) {
	return weeklyOf(ctx, tx, people)
}

// OutcomesOf lists a plan's outcomes in the order in which they were agreed.
func (s *Service) OutcomesOf(ctx context.Context, tx *db.Tx, planID string) ([]Outcome, error) {
	return outcomesOf(ctx, tx, planID)
}

// AddOutcome records an outcome; the first begins the plan, and the first after
// an ended plan begins the next one. An outcome that is not weighed counts once.
func (s *Service) AddOutcome(ctx context.Context, tx *db.Tx, a access.Actor, o Outcome) (Outcome, error) {
	if err := s.Access.Act(ctx, tx, a, access.AgreeOutcomes, o.PersonID, "outcome", o.PersonID); err != nil {
		return o, err
	}
	o.Importance, o.Difficulty = max(o.Importance, 1), max(o.Difficulty, 1)
	if err := o.Check(); err != nil {
		return o, err
	}
	p, found, err := heldPlan(ctx, tx, o.PersonID)
	if err == nil && (!found || p.EndedOn.Valid) {
		if err = openPlan(ctx, tx, Plan{ID: tx.NewID(), PersonID: o.PersonID, Made: tx.Now}); err == nil {
			p, _, err = heldPlan(ctx, tx, o.PersonID)
		}
	}
	if err != nil {
		return o, err
	}
	o.ID, o.PlanID, o.WrittenBy, o.Writer = tx.NewID(), p.ID, a.ID, a.Name
	return o, insertOutcome(ctx, tx, o)
}

// RemoveOutcome takes an outcome back while the tier is not decided.
func (s *Service) RemoveOutcome(ctx context.Context, a access.Actor, personID, outcomeID string) error {
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if err := s.Access.Act(ctx, tx, a, access.AgreeOutcomes, personID,
			"remove outcome", outcomeID); err != nil {
			return err
		}
		p, found, err := heldPlan(ctx, tx, personID)
		if err != nil {
			return err
		}
		if found && p.Tier != 0 && !p.EndedOn.Valid {
			return fail.New(fail.Conflict, "plans.refused.agreed")
		}
		n, err := deleteOutcome(ctx, tx, personID, outcomeID)
		if err == nil && n == 0 {
			err = fail.New(fail.NotFound, "fail.not_found")
		}
		return err
	})
}

// Recommendation gives the tier that the rules speak for, and why.
func (s *Service) Recommendation(ctx context.Context, tx *db.Tx, personID string) (int, []Because, error) {
	person, err := s.People.Load(ctx, tx, personID)
	if err != nil {
		return 0, nil, err
	}
	plan, _, err := currentPlan(ctx, tx, personID)
	if err != nil {
		return 0, nil, err
	}
	before, err := knownBefore(ctx, tx, personID, plan.ID)
	if err != nil {
		return 0, nil, err
	}
	f := Facts{Ratio: person.Ratio, Hoist: person.Needs&(people.Hoist|people.ChangingPlace) != 0,
		AtEntry: !before}
	outcomes, err := outcomesOf(ctx, tx, plan.ID)
	if err != nil {
		return 0, nil, err
	}
	for _, o := range outcomes {
		f.WantsWork = f.WantsWork || o.CareAct.Has("O8")
	}
	tier, because := Recommend(f)
	return tier, because, nil
}

// TierDecided is published when a plan's tier was decided, or decided anew, in
// the transaction that does it. At a review a Reviewed follows.
type TierDecided struct {
	PersonID string
	Actor    access.Actor
	Reason   string
	StartBy  clock.NullDate
	AtReview bool
}

// DecideTier keeps the worker's decision, with the frame of the week. Who
// decides on what somebody has changed since is refused with
// plans.refused.decided_already, a Conflict.
func (s *Service) DecideTier(ctx context.Context, tx *db.Tx, a access.Actor, personID string,
	d Decision) error {
	if err := s.Access.Act(ctx, tx, a, access.AgreeOutcomes, personID, "tier", personID); err != nil {
		return err
	}
	p, found, err := heldPlan(ctx, tx, personID)
	if err != nil {
		return err
	}
	if err := stillOpen(ctx, tx, p, d.Opened); err != nil {
		return err
	}
	recommended, because, err := s.Recommendation(ctx, tx, personID)
	if err != nil {
		return err
	}
	if err := d.Check(recommended, tx.Today()); err != nil {
		return err
	}
	if !found || p.EndedOn.Valid {
		return fail.Fields(fail.Field{Name: "words", Key: "plans.refused.no_outcome"})
	}
	p.Tier, p.Recommended, p.TierReason, p.Weekly = d.Tier, recommended, d.Reason, d.Weekly
	p.Because, p.BecauseValue = because[0].Rule, because[0].Value
	p.MinUnits, p.MaxUnits, p.StartBy, p.DecidedBy = d.MinUnits, d.MaxUnits, clock.SomeDate(d.StartBy), a.Name
	p.DecidedOn, p.EnablementWeeks = clock.SomeDate(tx.Today()), d.weeks()
	if p.ClockRuns == 1 && p.EnablementFrom.Valid {
		p.startClock(p.EnablementFrom.V) // it has begun, and begins no second time
	} else {
		p.startClock(d.StartBy)
	}
	p.NextReview = p.firstReview()
	if err := updatePlan(ctx, tx, p); err != nil {
		return err
	}
	return event.Publish(ctx, tx, s.Bus, TierDecided{PersonID: personID, Actor: a, Reason: d.Reason,
		StartBy: p.StartBy})
}

// stillOpen refuses a decision about a plan that was reviewed, and one that does
// not know what somebody decided since its page was opened.
func stillOpen(ctx context.Context, tx *db.Tx, p Plan, opened string) error {
	n, err := reviewsOfPlan(ctx, tx, p.ID)
	switch {
	case err != nil:
		return err
	case n > 0 && !p.EndedOn.Valid:
		return fail.New(fail.Conflict, "plans.refused.at_review")
	case p.Marks() != opened:
		return fail.New(fail.Conflict, "plans.refused.decided_already")
	}
	return nil
}

// CheckReady is Invalid, with every reason, for a plan without an outcome or a
// decided tier, and for one that ended: outcomes come before a referral. Of no
// plan, which has no id, it says what there has to be. Each reason has the name
// of the field on the plan's page that mends it.
func (s *Service) CheckReady(ctx context.Context, tx *db.Tx, planID string) error {
	outcomes, err := outcomesOf(ctx, tx, planID)
	if err != nil {
		return err
	}
	p, found, err := planByID(ctx, tx, planID)
	if err != nil {
		return err
	}
	var wrong []fail.Field
	if len(outcomes) == 0 {
		wrong = append(wrong, fail.Field{Name: "words", Key: "plans.refused.no_outcome"})
	}
	if !found || p.Tier == 0 {
		wrong = append(wrong, fail.Field{Name: "tier", Key: "plans.refused.no_tier"})
	}
	if p.EndedOn.Valid {
		wrong = append(wrong, fail.Field{Name: "words", Key: "plans.refused.ended"})
	}
	return fail.Fields(wrong...)
}
