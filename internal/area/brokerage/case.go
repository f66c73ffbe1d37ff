package brokerage

import (
	"slices"

	"ourdays/internal/area/directory"
	"ourdays/internal/area/framework"
	"ourdays/internal/area/funds"
	"ourdays/internal/area/matching"
	"ourdays/internal/area/people"
	"ourdays/internal/area/plans"
	"ourdays/internal/platform/clock"
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
	Wish       matching.Wish
	Candidates []matching.Candidate // the published schedules that were picked, in the order of the ids
	Before     pence.Pence          // what the person's week costs the council already
	From       clock.Date           // the Monday of the first week
	Ended      []string             // schedules of places that somebody decided to end of late
}

// Candidate finds a schedule of the case.
func (k Case) Candidate(scheduleID string) (matching.Candidate, bool) {
	for _, c := range k.Candidates {
		if c.Schedule.ID == scheduleID {
			return c, true
		}
	}
	return matching.Candidate{}, false
}

// firstMonday is when a week that is put together today can begin.
func firstMonday(today clock.Date) clock.Date { return today.Monday().AddDays(7) }

// giveBack counts the person's own places as free to them.
func giveBack(list []directory.Session, held map[string]int) {
	for i, ses := range list {
		if support, theirs := held[ses.ID]; theirs {
			list[i].Taken--
			list[i].SupportTaken -= support
		}
	}
}

// wishOf gathers what is known; what nobody asked is zero and rules nothing out.
func wishOf(p people.Person, plan plans.Plan, outcomes []plans.Outcome, on clock.Date) matching.Wish {
	w := matching.Wish{Age: p.Born.YearsAt(on), Group: p.SupportReason, Tier: plan.Tier,
		Needs: directory.Access(p.Needs),
		Ratio: p.Ratio, Weekly: plan.Weekly, Kinds: p.Kinds, Free: p.Free, TravelMinutes: p.TravelMinutes,
		Wishes: matching.SaidIn(p.Likes, p.Wants, p.GoodAt),
		Wants:  matching.SaidIn(p.Wants), When: p.WantsWhen(), Latest: matching.LatestStart(on, plan.StartBy.V),
		MinUnits: plan.MinUnits, MaxUnits: plan.MaxUnits, Friends: map[string][]string{}}
	for _, o := range outcomes {
		w.Aims = append(w.Aims, matching.Aim{ID: o.ID, Words: o.Words, CareAct: o.CareAct,
			Said: matching.SaidIn(o.Words)})
	}
	return w
}

func earlier(a, b clock.Date) clock.Date {
	if a.Before(b) {
		return a
	}
	return b
}

func ratesOf(list []framework.Rate) []matching.Rate {
	rates := make([]matching.Rate, len(list))
	for i, r := range list {
		rates[i] = matching.Rate{Ratio: r.Ratio, Price: r.Price, Benchmark: r.Benchmark}
	}
	return rates
}

// WhyNot lists what leaves a candidate out of a week of the case.
func (k Case) WhyNot(c matching.Candidate) []matching.Exclusion { return matching.WhyNot(k.Wish, c) }

// Addable lists the candidates that nothing leaves out of a week put together by
// hand, which is made of usual weeks.
func (k Case) Addable() []matching.Candidate {
	usual := k
	usual.Candidates = matching.Week(k.Candidates).Usual()
	return usual.Fitting()
}

// Made lists the candidates that weeks are made of: what fits, but for what was ended for
// this person of late. A broker who knows better adds it by hand.
func (k Case) Made() []matching.Candidate {
	return slices.DeleteFunc(k.Fitting(), func(c matching.Candidate) bool {
		return slices.Contains(k.Ended, c.Schedule.ID)
	})
}

// Fitting lists the candidates that nothing leaves out.
func (k Case) Fitting() []matching.Candidate {
	var fit []matching.Candidate
	for _, c := range k.Candidates {
		if len(matching.WhyNot(k.Wish, c)) == 0 {
			fit = append(fit, c)
		}
	}
	return fit
}
