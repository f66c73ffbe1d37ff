package brokerage

import (
	"context"
	"fmt"

	"ourdays/internal/area/directory"
	"ourdays/internal/area/matching"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
)

// misfits asks all rules of a week anew, because the person's record, their
// plan and the offer may have changed since it was put together. The case must
// hold the week's schedules.
func (s *Service) misfits(ctx context.Context, tx *db.Tx, k Case, o Option) ([]misfit, error) {
	var list []misfit
	if !k.Referral.mayChange() {
		return list, nil
	}
	list = k.unfit(o)
	for _, i := range o.Items {
		if _, offered := k.Candidate(i.ScheduleID); offered {
			continue
		}
		a, err := s.Directory.ActivityByID(ctx, tx, i.ActivityID)
		if err != nil {
			return nil, fmt.Errorf("read what is gone: %w", err)
		}
		list = append(list, misfit{i.ScheduleID, a, []matching.Exclusion{{Rule: matching.RuleGone}}})
	}
	return list, nil
}

// looked is what the rules say of weeks of a referral while it may change.
type looked struct {
	misfits  map[string][]misfit   // by option
	halfDays map[string]int        // of each with the places that the person has, by option
	later    map[string]clock.Date // when a place begins later, by schedule
}

// misfitsOf does so for weeks of a referral whose case is not loaded.
func (s *Service) misfitsOf(ctx context.Context, tx *db.Tx, r Referral, weeks ...Option) (looked, error) {
	l := looked{misfits: map[string][]misfit{}, halfDays: map[string]int{}}
	var ids []string
	for _, o := range weeks {
		ids = append(ids, o.schedules()...)
	}
	if !r.mayChange() || len(ids) == 0 {
		return l, nil
	}
	k, err := s.caseOf(ctx, tx, r, only(ids...))
	if err != nil {
		return l, err
	}
	for _, o := range weeks {
		if l.misfits[o.ID], err = s.misfits(ctx, tx, k, o); err != nil {
			return l, err
		}
		l.halfDays[o.ID] = k.wholeOf(o).Units()
	}
	l.later = matching.Week(k.Candidates).Later(k.Wish)
	return l, nil
}

// fits refuses a week of which something does not fit any more.
func (s *Service) fits(ctx context.Context, tx *db.Tx, r Referral, o Option) error {
	l, err := s.misfitsOf(ctx, tx, r, o)
	if err == nil && len(l.misfits[o.ID]) > 0 {
		return notFitting
	}
	return err
}

// approvable refuses a week with something that nobody can approve away. What
// else does not fit is for the approver to weigh.
func (s *Service) approvable(ctx context.Context, tx *db.Tx, r Referral, o Option) error {
	l, err := s.misfitsOf(ctx, tx, r, o)
	if err == nil && barred(l.misfits[o.ID]) {
		return notApprovable
	}
	return err
}

// stillSafe refuses a place that lacks what the person needs to be there: their
// record may say more than on the day of the approval. The provider is told that
// it does not fit, not why; their no gives it back to the broker.
func (s *Service) stillSafe(ctx context.Context, tx *db.Tx, p Placement) error {
	person, err := s.People.Load(ctx, tx, p.PersonID)
	if err != nil {
		return fmt.Errorf("load person: %w", err)
	}
	places, err := s.placesOf(ctx, tx, []placeAsk{{p.ScheduleID, p.From.Monday()}})
	if err != nil {
		return err
	}
	_, lacks := matching.LacksAccess(matching.Wish{Needs: directory.Access(person.Needs)},
		matching.Candidate{Offered: directory.Offered{Activity: places[0].Activity, Location: places[0].Location}})
	_, little := matching.TooLittle(p.Ratio, person.Ratio)
	if lacks || little {
		return fail.New(fail.Conflict, "brokerage.refused.not_safe")
	}
	return nil
}
