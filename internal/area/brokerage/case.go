package brokerage

import (
	"context"
	"fmt"
	"slices"

	"ourdays/internal/area/directory"
	"ourdays/internal/area/framework"
	"ourdays/internal/area/funds"
	"ourdays/internal/area/people"
	"ourdays/internal/area/plans"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/i18n"
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
	Candidates []Candidate // the published schedules that were picked, in the order of the ids
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

// picker says which schedules of the offer a case is about.
type picker func(context.Context, *db.Tx, Case) ([]string, error)

// caseOf loads a case with the schedules that pick names. The caller has asked
// for the permission.
func (s *Service) caseOf(ctx context.Context, tx *db.Tx, r Referral, pick picker) (Case, error) {
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
	placed, err := placementsOfPerson(ctx, tx, r.PersonID)
	if err != nil {
		return k, err
	}
	k.Wish = wishOf(k.Person, k.Plan, k.Outcomes, k.From)
	if k.Wish.Lat, k.Wish.Lng, err = s.Directory.TownCentre(ctx, tx, k.Person.Town); err != nil {
		return k, fmt.Errorf("find the town: %w", err)
	}
	if k.Wish.Friends, err = s.Bookings.FriendsBetween(ctx, tx, r.PersonID, k.From,
		k.From.AddDays(6)); err != nil {
		return k, fmt.Errorf("find friends: %w", err)
	}
	going, err := s.settle(ctx, tx, &k, placed)
	if err != nil {
		return k, err
	}
	ids, err := pick(ctx, tx, k)
	if err != nil {
		return k, err
	}
	err = s.addCandidates(ctx, tx, &k, append(ids, going...))
	return k, err
}

// addCandidates reads what was picked from the offer.
func (s *Service) addCandidates(ctx context.Context, tx *db.Tx, k *Case, ids []string) error {
	slices.Sort(ids)
	offer, err := s.Directory.OfferOf(ctx, tx, slices.Compact(ids), k.From, k.From.AddDays(7*weeksAhead-1))
	if err != nil {
		return fmt.Errorf("read the offer: %w", err)
	}
	var acts []string
	for _, o := range offer.Items {
		acts = append(acts, o.Activity.ID)
	}
	slices.Sort(acts)
	rates, err := s.Framework.RatesFor(ctx, tx, slices.Compact(acts), k.From)
	if err != nil {
		return fmt.Errorf("read rates: %w", err)
	}
	held, err := s.Bookings.Held(ctx, tx, k.Person.ID, offer.From, offer.To)
	if err != nil {
		return fmt.Errorf("read their own places: %w", err)
	}
	for _, o := range offer.Items {
		giveBack(o.Sessions, held)
		k.Candidates = append(k.Candidates, NewCandidate(k.Wish, o, ratesOf(rates[o.Activity.ID]), k.From))
	}
	return nil
}

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
func wishOf(p people.Person, plan plans.Plan, outcomes []plans.Outcome, on clock.Date) Wish {
	w := Wish{Age: p.Born.YearsAt(on), Group: p.SupportReason, Tier: plan.Tier, Needs: directory.Access(p.Needs),
		Ratio: p.Ratio, Weekly: plan.Weekly, Kinds: p.Kinds, Free: p.Free, TravelMinutes: p.TravelMinutes,
		Wishes: saidIn(p.Likes, p.Wants, p.GoodAt),
		Wants:  saidIn(p.Wants), When: p.WantsWhen(),
		MinUnits: plan.MinUnits, MaxUnits: plan.MaxUnits, Friends: map[string][]string{}}
	for _, o := range outcomes {
		w.Aims = append(w.Aims, Aim{ID: o.ID, Words: o.Words, CareAct: o.CareAct, Said: saidIn(o.Words)})
	}
	return w
}

// settle takes what the person has agreed to already out of their free time
// and their budget, and gives the schedules that they go to. It comes before
// anything is picked, since what is picked must fit what is left.
func (s *Service) settle(ctx context.Context, tx *db.Tx, k *Case, placed []Placement) ([]string, error) {
	var going []string
	for _, p := range placed {
		if p.inWeek() && !p.To.Before(k.From) {
			k.Before += p.WeekCost
			going = append(going, p.ScheduleID)
		}
	}
	k.Wish.Weekly, k.Wish.Going = max(0, k.Wish.Weekly-k.Before), going
	offer, err := s.Directory.OfferOf(ctx, tx, going, k.From, k.From.AddDays(7*weeksAhead-1))
	if err != nil {
		return nil, fmt.Errorf("read where they go: %w", err)
	}
	for _, o := range offer.Items {
		k.Wish.Busy = append(k.Wish.Busy, usualSlots(o.Sessions, o.Activity.Title)...)
	}
	if err := s.ownPlaces(ctx, tx, k); err != nil {
		return nil, err
	}
	return going, s.runningOut(ctx, tx, k, placed)
}

// ownPlaces finds what the person booked alone: it takes its time, and is named
// with its day, as it is not every week.
func (s *Service) ownPlaces(ctx context.Context, tx *db.Tx, k *Case) error {
	cards, err := s.Bookings.Own(ctx, tx, k.Person.ID, k.From, k.From.AddDays(7*weeksAhead-1))
	if err != nil {
		return fmt.Errorf("read what they booked alone: %w", err)
	}
	for _, c := range cards {
		if c.Session.Status == directory.SessionOpen {
			what := c.Activity.Title + " (" + i18n.Date(i18n.Standard, c.Session.Date) + ")"
			k.Wish.RunningOut = append(k.Wish.RunningOut,
				RunningOut{c.Session.ScheduleID, []Slot{slotOf(c.Session, what)}})
		}
	}
	return nil
}

// runningOut finds what is ended and goes on into the first week: it takes its
// time until its last session, and of the money nothing that is not committed.
func (s *Service) runningOut(ctx context.Context, tx *db.Tx, k *Case, placed []Placement) error {
	for _, p := range placed {
		if !p.Leaving() || p.To.Before(k.From) {
			continue
		}
		offer, err := s.Directory.OfferOf(ctx, tx, []string{p.ScheduleID}, k.From,
			earlier(p.To, k.From.AddDays(7*weeksAhead-1)))
		if err != nil {
			return fmt.Errorf("read what runs out: %w", err)
		}
		for _, o := range offer.Items {
			k.Wish.RunningOut = append(k.Wish.RunningOut,
				RunningOut{p.ScheduleID, usualSlots(o.Sessions, o.Activity.Title)})
		}
	}
	return nil
}

func earlier(a, b clock.Date) clock.Date {
	if a.Before(b) {
		return a
	}
	return b
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
