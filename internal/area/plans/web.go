package plans

import (
	"context"
	"strconv"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/web"
)

// Routes is the area's part of the access register. The plan's own page is among
// the site's, which knows what plans do not: the referral of a plan.
func (s *Service) Routes() []access.Route {
	return []access.Route{
		{Pattern: "POST /people/{person}/plan/outcomes/{outcome}/remove", Need: access.AgreeOutcomes,
			Do: s.postRemove, Audience: "staff"},
		{Pattern: "GET /people/{person}/plan/outcomes/{outcome}", Need: access.AgreeOutcomes, Do: s.getCorrect,
			Audience: "staff"},
		{Pattern: "POST /people/{person}/plan/outcomes/{outcome}", Need: access.AgreeOutcomes, Do: s.postCorrect,
			Audience: "staff"},
		{Pattern: "GET /reviews", Need: access.AgreeOutcomes, Do: s.getDue, Audience: "staff"},
		{Pattern: "GET /people/{person}/reviews/{review}", Need: access.AgreeOutcomes, Do: s.getReview,
			Audience: "staff"},
		{Pattern: "GET /me/outcomes", Need: access.SeeOwn, Do: s.getOwn, Audience: "citizen"},
	}
}

// tierForm is the decision as typed.
type tierForm struct {
	Tier, Reason, Weekly, Min, Max, StartBy, Weeks string

	stale bool // somebody decided since the page was opened
}

func (s *Service) load(c *web.Ctx, a access.Actor, beside Beside) (view, error) {
	var v view
	err := s.DB.InTx(c.Context(), func(ctx context.Context, tx *db.Tx) error {
		var err error
		if v.person, err = s.People.Get(ctx, tx, a, c.Path("person")); err != nil {
			return err
		}
		may, err := s.Access.Reached(ctx, tx, a, access.AgreeOutcomes, []string{v.person.ID})
		if err != nil {
			return err
		}
		v.reads = !may[v.person.ID]
		if v.plan, _, err = currentPlan(ctx, tx, v.person.ID); err != nil {
			return err
		}
		if v.outcomes, err = outcomesOf(ctx, tx, v.plan.ID); err != nil {
			return err
		}
		if v.changes, err = changesIn(ctx, tx, v.plan.ID); err != nil {
			return err
		}
		v.today = tx.Today()
		if v.reviews, err = reviewsScored(ctx, tx, v.person.ID); err != nil {
			return err
		}
		if v.looked() {
			if v.begins, err = beside.Begins(ctx, tx, v.person.ID, v.reviews[0].Held); err != nil {
				return err
			}
		}
		v.recommended, v.because, err = s.Recommendation(ctx, tx, v.person.ID)
		return err
	})
	if err != nil {
		return v, err
	}
	v.asked, err = beside.Asked(c, a, v.person.ID)
	v.tier = tierOf(v)
	v.outcome.Baseline, v.outcome.Importance, v.outcome.Difficulty = -1, 1, 1
	return v, err
}

// tierOf fills the form with what was decided, or what is recommended.
func tierOf(v view) tierForm {
	if v.plan.Tier == 0 {
		return tierForm{Tier: strconv.Itoa(v.recommended), Min: "2", Max: "4", Weeks: strconv.Itoa(enablementWeeks)}
	}
	weeks := v.plan.EnablementWeeks
	if weeks == 0 { // another tier was decided, so nobody chose how long
		weeks = enablementWeeks
	}
	return tierForm{Tier: strconv.Itoa(v.plan.Tier), Reason: v.plan.TierReason, Weekly: v.plan.Weekly.String(),
		Min: strconv.Itoa(v.plan.MinUnits), Max: strconv.Itoa(v.plan.MaxUnits),
		StartBy: v.plan.StartBy.V.String(), Weeks: strconv.Itoa(weeks)}
}

// GetPlan answers with the page of a person's plan.
func (s *Service) GetPlan(c *web.Ctx, a access.Actor, beside Beside) error {
	v, err := s.load(c, a, beside)
	if err != nil {
		return err
	}
	return c.Render(planPage(c, v))
}

// PostOutcome agrees an outcome.
func (s *Service) PostOutcome(c *web.Ctx, a access.Actor, beside Beside) error {
	o := readOutcome(c)
	err := s.DB.InTx(c.Context(), func(ctx context.Context, tx *db.Tx) error {
		_, err := s.AddOutcome(ctx, tx, a, o)
		return err
	})
	if err != nil {
		return s.again(c, a, beside, err, func(v *view) { v.outcome = o })
	}
	c.Flash("plans.outcome.added")
	return c.See("/people/" + c.Path("person") + "/plan")
}

// again shows the page with what was typed and what was wrong with it.
func (s *Service) again(c *web.Ctx, a access.Actor, beside Beside, wrong error, keep func(*view)) error {
	v, err := s.load(c, a, beside)
	if err != nil {
		return err
	}
	keep(&v)
	return c.Invalid(planPage(c, v), wrong)
}

func readOutcome(c *web.Ctx) Outcome {
	baseline, err := strconv.Atoi(c.Field("baseline"))
	if err != nil {
		baseline = -3 // Check refuses it at its place
	}
	o := Outcome{PersonID: c.Path("person"), Words: c.Field("words"), CareAct: c.Fields("care_act"),
		Baseline:   baseline,
		Importance: weight(c.Field("importance")), Difficulty: weight(c.Field("difficulty"))}
	for i := range 5 {
		o.Scale = append(o.Scale, c.Field("scale_"+strconv.Itoa(i)))
	}
	return o
}

// weight reads a weight; an empty one counts once, another word is refused.
func weight(typed string) int {
	if typed == "" {
		return 1
	}
	n, err := strconv.Atoi(typed)
	if err != nil {
		return mostWeeks // Check refuses it at its place
	}
	return n
}

// weeksOf reads the weeks of enablement; empty is the usual number.
func weeksOf(typed string) int {
	if typed == "" {
		return 0
	}
	n, err := strconv.Atoi(typed)
	if err != nil || n == 0 {
		return -1 // Check refuses it at its place
	}
	return n
}

func (s *Service) postRemove(c *web.Ctx, a access.Actor) error {
	if err := s.RemoveOutcome(c.Context(), a, c.Path("person"), c.Path("outcome")); err != nil {
		return c.OpenAnew(err, "/people/"+c.Path("person")+"/plan")
	}
	c.Flash("plans.outcome.removed")
	return c.See("/people/" + c.Path("person") + "/plan")
}

// Note is what a page says once something is kept: the key of its text, and what
// fills it. Without a key the page says its own.
type Note struct {
	Key  string
	Args []any
}

// PostTier decides the tier and the frame of the week. told finds, in the same
// transaction, what else to say of the decision.
func (s *Service) PostTier(c *web.Ctx, a access.Actor, beside Beside,
	told func(context.Context, *db.Tx, string) (Note, error)) error {
	var note Note
	f := tierForm{Tier: c.Field("tier"), Reason: c.Field("reason"), Weekly: c.Field("weekly"),
		Min: c.Field("min_units"), Max: c.Field("max_units"), StartBy: c.Field("start_by"), Weeks: c.Field("weeks")}
	err := s.DB.InTx(c.Context(), func(ctx context.Context, tx *db.Tx) error {
		err := c.WithUnread(s.DecideTier(ctx, tx, a, c.Path("person"), f.decision(c)))
		if err != nil {
			return err
		}
		note, err = told(ctx, tx, c.Path("person"))
		return err
	})
	if err != nil {
		f.stale, err = standsBelow(err)
		return s.again(c, a, beside, err, func(v *view) { v.tier = f })
	}
	if note.Key == "" {
		note.Key = "plans.tier.decided"
	}
	c.Flash(note.Key, note.Args...)
	return c.See("/people/" + c.Path("person") + "/plan")
}

// standsBelow leads from the error of who was too late to what they typed: on a phone
// it is screens below.
func standsBelow(err error) (stale bool, told error) {
	e, ok := fail.As(err)
	if !ok || e.Key != "plans.refused.decided_already" {
		return false, err
	}
	return true, &fail.Error{Kind: e.Kind, Key: e.Key, Fields: []fail.Field{{Name: typedID, Key: e.Key}}}
}

// decision reads the form; what is missing becomes what Check refuses.
func (f tierForm) decision(c *web.Ctx) Decision {
	d := Decision{Opened: c.Field("opened"), Reason: f.Reason, MinUnits: -1, MaxUnits: -1}
	if n, err := strconv.Atoi(f.Tier); err == nil {
		d.Tier = n
	}
	d.Weekly, _ = c.Pounds("weekly")
	if n, err := strconv.Atoi(f.Min); err == nil {
		d.MinUnits = n
	}
	if n, err := strconv.Atoi(f.Max); err == nil {
		d.MaxUnits = n
	}
	d.Weeks = weeksOf(f.Weeks)
	d.StartBy, _ = c.Date("start_by")
	return d
}
