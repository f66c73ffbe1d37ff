package plans

import (
	"time"

	"ourdays/internal/area/access"
	"ourdays/internal/area/people"
	"ourdays/internal/engine/outcomes"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/web"
)

// sampleSheet is Jo's plan for enablement in its eighth week, with two outcomes
// and one review behind.
func sampleSheet() (Sheet, told) {
	today := clock.D(2026, time.November, 24)
	jo := people.Person{ID: "jo", GivenName: "Joanna", FamilyName: "Bright", KnownAs: "Jo"}
	friends := Outcome{ID: "friends", PersonID: "jo", Words: "I want to make friends.", CareAct: db.List{"O7"},
		Baseline:   -1,
		Importance: 3, Difficulty: 2,
		Scale: db.List{"I know nobody", "I say hello to one person", "I see one friend each week",
			"I see two friends each week",
			"I ask friends to my home"}}
	cook := Outcome{ID: "cook", PersonID: "jo", Words: "I want to cook my own tea.", CareAct: db.List{"O1"},
		Baseline:   -2,
		Importance: 2, Difficulty: 2,
		Scale: db.List{"Somebody cooks for me", "I help to cook", "I cook with help", "I cook alone on one day",
			"I cook alone each day"}}
	plan := Plan{ID: "plan", PersonID: "jo", Tier: Enablement, Recommended: Enablement,
		TierReason: "She learns fast.",
		Weekly:     16400, MinUnits: 2, MaxUnits: 4, EnablementWeeks: enablementWeeks, ClockRuns: 1,
		DecidedOn: clock.SomeDate(today.AddDays(-70)), StartBy: clock.SomeDate(today.AddDays(-56)),
		EnablementFrom: clock.SomeDate(today.AddDays(-50)), EnablementUntil: clock.SomeDate(today.AddDays(33)),
		NextReview: clock.SomeDate(today.AddDays(7))}
	review := Review{ID: "review", PersonID: "jo", Number: 1, Held: today.AddDays(-14), Worker: "Dina Okafor",
		Present:  "Jo, Grace and Dina",
		OwnWords: "I like it. Sam is my friend now.", Face: "good", SaidHow: SaidHows()[0],
		Way: Keep, FromTier: Enablement, ToTier: Enablement, Reason: "It goes well.", NextReview: plan.NextReview,
		ExitPlan: "The Tuesday crew goes on without us.", TScore: 5456, TBaseline: 3912,
		Achieved: outcomes.Partially,
		Scores: []Score{{OutcomeID: "friends", Baseline: -1, Score: 0, Note: "She sees Sam each Tuesday."},
			{OutcomeID: "cook", Baseline: -2, Score: -1}}}
	byID := map[string]Outcome{"friends": friends, "cook": cook}
	return Sheet{Person: jo, Plan: plan, Outcomes: []Outcome{friends, cook}, Reviews: []Review{review},
			Today: today, Number: 2},
		told{review, byID}
}

// refusedBy are the fields that a check finds wrong.
func refusedBy(err error) []fail.Field {
	if e, ok := fail.As(err); ok {
		return e.Fields
	}
	return nil
}

// Samples are the states of this area's pages, for the gallery.
func Samples() []web.Sample {
	v, kept := sampleSheet()
	tier, because := Recommend(Facts{Ratio: 4})
	empty := view{person: v.Person, today: v.Today, recommended: tier, because: because,
		outcome: Outcome{Baseline: -1, Importance: 1, Difficulty: 1}}
	empty.tier = tierOf(empty)
	wrong := empty
	wrong.outcome = Outcome{Words: "I want to cook my own tea.", Scale: db.List{"Somebody cooks for me", "", "",
		"", ""}, Baseline: -1,
		Importance: 1,
		Difficulty: 1}
	full := empty
	full.plan, full.outcomes, full.reviews = v.Plan, v.Outcomes, v.Reviews
	mend := correctView{person: v.Person, outcome: v.Outcomes[0], changes: []Change{{ActorName: "Dina Okafor",
		At: clock.At(v.Today.AddDays(-3), 600), Words: "I want to make friend.", Scale: v.Outcomes[0].Scale}}}
	scored := mend
	scored.refused, _ = fail.As(v.Outcomes[0].mayCorrect(access.Actor{}, true, true))
	meanwhile := mend
	meanwhile.kept = &v.Outcomes[0]
	scored.typed = &Correction{Words: "I want to make more friends.", Scale: v.Outcomes[0].Scale}
	first := v
	first.Reviews, first.Number = nil, 1
	due := dueList{today: v.Today, mandates: helpersDue(v.Today),
		reviews: []Due{{PersonID: "jo", GivenName: "Joanna", FamilyName: "Bright", Tier: Enablement,
			NextReview: v.Plan.NextReview, Reviews: 1,
			EnablementFrom: v.Plan.EnablementFrom, EnablementUntil: v.Plan.EnablementUntil},
			{PersonID: "sam", GivenName: "Samuel", FamilyName: "Achebe", Tier: Personalised,
				NextReview: clock.SomeDate(v.Today.AddDays(-3))}}}
	sample := func(name string, make func(c *web.Ctx) web.Page) web.Sample {
		return web.Sample{Area: "plans", Name: name, Make: make}
	}
	return []web.Sample{
		sample("plan-empty", func(c *web.Ctx) web.Page { return planPage(c, empty) }),
		sample("plan", func(c *web.Ctx) web.Page { return planPage(c, full) }),
		sample("plan-outcome-refused", func(c *web.Ctx) web.Page {
			p := planPage(c, wrong)
			p.Errors = refusedBy(wrong.outcome.Check())
			return p
		}),
		sample("outcome-correct", func(c *web.Ctx) web.Page { return correctPage(c, mend) }),
		sample("outcome-correct-meanwhile", func(c *web.Ctx) web.Page { return correctPage(c, meanwhile) }),
		sample("outcome-correct-refused", func(c *web.Ctx) web.Page { return correctPage(c, scored) }),
		sample("review-form", func(c *web.Ctx) web.Page { return ReviewPage(c, v, Around{}) }),
		sample("review-form-refused", func(c *web.Ctx) web.Page {
			p := ReviewPage(c, first, Around{})
			p.Errors = refusedBy(
				Review{Scores: []Score{{OutcomeID: "friends", Score: 9}, {OutcomeID: "cook", Score: 9}}}.Check(v.Plan,
					v.Outcomes, v.Today))
			return p
		}),
		sample("review", func(c *web.Ctx) web.Page { return reviewPage(c, v.Person, kept) }),
		sample("reviews-due", func(c *web.Ctx) web.Page { return duePage(c, due) }),
		sample("reviews-due-none", func(c *web.Ctx) web.Page { return duePage(c, dueList{today: v.Today}) }),
		sample("own", func(c *web.Ctx) web.Page {
			return ownPage(c, own{plan: v.Plan, outcomes: v.Outcomes, reviews: []told{kept}, today: v.Today})
		}),
		sample("own-none", func(c *web.Ctx) web.Page { return ownPage(c, own{today: v.Today}) }),
	}
}

// helpersDue is a helper who was stopped, and one to look at again.
func helpersDue(today clock.Date) []people.ToLookAt {
	return []people.ToLookAt{{MandateID: "m", PersonID: "jo", GivenName: "Joanna", FamilyName: "Bright",
		Supporter: "Grace Bright", Stopped: clock.SomeDate(today.AddDays(-5))},
		{MandateID: "d", PersonID: "sam", GivenName: "Samuel", FamilyName: "Achebe", Supporter: "Ann Lee",
			ReviewOn: clock.SomeDate(today.AddDays(5))}}
}
