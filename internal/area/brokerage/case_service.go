package brokerage

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"ourdays/internal/area/directory"
	"ourdays/internal/area/matching"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/i18n"
)

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
	if k.Wish.Declined, err = declinedOf(ctx, tx, r, placed); err != nil {
		return k, err
	}
	if k.Wish.Lat, k.Wish.Lng, err = s.Directory.TownCentre(ctx, tx, k.Person.Town); err != nil {
		return k, fmt.Errorf("find the town: %w", err)
	}
	if k.Wish.Friends, err = s.Bookings.FriendsBetween(ctx, tx, r.PersonID, k.From,
		k.From.AddDays(6)); err != nil {
		return k, fmt.Errorf("find friends: %w", err)
	}
	k.Ended = endedLately(placed, tx.Today())
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

// declinedOf lists what providers declined in the referral, of a person's places. A no
// to an earlier one was to another need.
func declinedOf(ctx context.Context, tx *db.Tx, r Referral, placed []Placement) ([]matching.Declined, error) {
	said, err := saidNo(ctx, tx, placed)
	if err != nil {
		return nil, fmt.Errorf("read what was declined: %w", err)
	}
	var list []matching.Declined
	for _, p := range placed {
		if step, no := said[p.ID]; no && !step.open && p.ReferralID == r.ID {
			on, _ := clock.London(step.At)
			list = append(list, matching.Declined{ScheduleID: p.ScheduleID, On: on, Words: step.Reason})
		}
	}
	return list, nil
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
		k.Candidates = append(k.Candidates, matching.NewCandidate(k.Wish, o, ratesOf(rates[o.Activity.ID]), k.From))
	}
	return nil
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
			if !p.stays() {
				k.Wish.Asked = append(k.Wish.Asked, p.ScheduleID)
			}
		}
	}
	k.Wish.Weekly, k.Wish.Going = max(0, k.Wish.Weekly-k.Before), going
	offer, err := s.Directory.OfferOf(ctx, tx, going, k.From, k.From.AddDays(7*weeksAhead-1))
	if err != nil {
		return nil, fmt.Errorf("read where they go: %w", err)
	}
	for _, o := range offer.Items {
		k.Wish.Had += matching.NewCandidate(k.Wish, o, nil, k.From).Usual().Units()
		k.Wish.Busy = append(k.Wish.Busy, matching.UsualSlots(o.Sessions, o.Activity.Title,
			o.Activity.EasyTitle)...)
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
			on := " (" + i18n.Date(i18n.Standard, c.Session.Date) + ")"
			k.Wish.RunningOut = append(k.Wish.RunningOut,
				matching.RunningOut{ScheduleID: c.Session.ScheduleID,
					Slots: []matching.Slot{matching.SlotOf(c.Session, c.Activity.Title+on,
						cmp.Or(c.Activity.EasyTitle, c.Activity.Title)+on)}})
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
				matching.RunningOut{ScheduleID: p.ScheduleID, Slots: matching.UsualSlots(o.Sessions, o.Activity.Title,
					o.Activity.EasyTitle)})
		}
	}
	return nil
}
