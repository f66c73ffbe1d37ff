package brokerage

import (
	"context"
	"fmt"
	"reflect"
	"slices"

	"ourdays/internal/area/access"
	"ourdays/internal/area/matching"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/i18n"
)

// MakeOptions puts three to five differing weeks together for the broker, and
// forgets those of an earlier try that nobody was shown. Where nothing fits
// there are none, those of before stay, and the case says why for each activity.
// The weeks are searched before the transaction, in which nobody else could write:
// it asks only whether what they were made of is still so. A press that is repeated, or of
// an old form, searches nothing.
func (s *Service) MakeOptions(ctx context.Context, a access.Actor, referralID string) ([]Option, error) {
	if err := s.DB.AskForm(ctx); err != nil {
		return nil, err
	}
	before, err := s.compose(ctx, a, referralID)
	if err != nil {
		return nil, err
	}
	return s.keepComposed(ctx, a, referralID, before)
}

func (s *Service) keepComposed(ctx context.Context, a access.Actor, referralID string,
	before composed) ([]Option, error) {
	var made []Option
	err := s.on(ctx, a, access.Broker, "options", referralID,
		func(ctx context.Context, tx *db.Tx, r *Referral) (err error) {
			made, err = s.keepWeeks(ctx, tx, *r, before)
			return err
		})
	return made, err
}

// composed are the weeks that a case gives, and what they were made of.
type composed struct {
	wish  matching.Wish
	offer []matching.Candidate
	weeks []matching.Week
}

// compose searches the weeks of a referral as it stands. Of one that the actor may not
// broker, or that has moved on, it gives none: the verb refuses it.
func (s *Service) compose(ctx context.Context, a access.Actor, referralID string) (composed, error) {
	var c composed
	err := s.DB.Read(ctx, func(ctx context.Context, tx *db.Tx) error {
		r, err := referralByID(ctx, tx, referralID)
		if err != nil || !r.mayCompose() {
			return err
		}
		err = s.Access.Allow(ctx, tx, a, access.Broker, r.PersonID)
		if fail.KindOf(err) == fail.Forbidden {
			return nil
		}
		if err != nil {
			return err
		}
		k, err := s.caseOf(ctx, tx, r, s.best)
		c.wish, c.offer = k.Wish, k.Made()
		return err
	})
	if err != nil {
		return c, err
	}
	c.weeks, err = matching.Compose(c.wish, c.offer)
	return c, err
}

// of reports whether the weeks were made of what a case holds.
func (c composed) of(wish matching.Wish, offer []matching.Candidate) bool {
	return reflect.DeepEqual(c.wish, wish) && reflect.DeepEqual(c.offer, offer)
}

// keepWeeks keeps the weeks that were searched before, or searches them anew where the
// person's record, their plan or the offer has changed since.
func (s *Service) keepWeeks(ctx context.Context, tx *db.Tx, r Referral, before composed) ([]Option, error) {
	if !r.mayCompose() {
		return nil, movedOn()
	}
	k, err := s.caseOf(ctx, tx, r, s.best)
	if err != nil {
		return nil, err
	}
	weeks := before.weeks
	if offer := k.Made(); !before.of(k.Wish, offer) {
		weeks, err = matching.Compose(k.Wish, offer)
	}
	if err != nil || len(weeks) == 0 {
		return nil, err
	}
	if err := dropUnshown(ctx, tx, r.ID); err != nil {
		return nil, err
	}
	n, err := lastOption(ctx, tx, r.ID)
	if err != nil {
		return nil, err
	}
	var made []Option
	for i, wk := range weeks {
		o := Option{ID: tx.NewID(), ReferralID: r.ID, N: n + i + 1, Status: OptionSaved}
		for _, c := range wk {
			o.Items = append(o.Items, itemOf(tx.NewID(), o.ID, k.Wish.Ratio, c))
		}
		if err := s.describe(ctx, tx, k, &o, wk); err != nil {
			return nil, err
		}
		if err := saveWeek(ctx, tx, o); err != nil {
			return nil, err
		}
		made = append(made, o)
	}
	return made, nil
}

func saveWeek(ctx context.Context, tx *db.Tx, o Option) error {
	err := insertOption(ctx, tx, o)
	if db.IsUnique(err) {
		return movedOn()
	}
	if err != nil {
		return err
	}
	for _, i := range o.Items {
		if err := insertItem(ctx, tx, i); err != nil {
			return err
		}
	}
	return nil
}

// itemOf counts the sessions of the usual week: in the first one something may be off.
func itemOf(id, optionID string, ratio int, c matching.Candidate) Item {
	i := Item{ID: id, OptionID: optionID, ScheduleID: c.Schedule.ID, ActivityID: c.Activity.ID,
		OrganisationID: c.Organisation.ID, Ratio: ratio, SessionsAWeek: len(c.Usual().Slots),
		UnitPrice: c.Rate.Price, Funding: FromBudget}
	if c.Own {
		i.UnitPrice, i.OwnPrice, i.Funding = 0, c.Activity.OwnPrice, OwnMoney
	}
	return i
}

// describe works out what follows from the sessions of an option: costs at the
// prices that it keeps, the price to the person, travel and reasons.
func (s *Service) describe(ctx context.Context, tx *db.Tx, k Case, o *Option, wk matching.Week) error {
	o.WeekCost, o.OwnWeek, o.Travel, o.Units = o.cost(), o.own(), wk.Travel(), wk.Units()
	o.Reasons = matching.ReasonsOf(k.Wish, wk)
	price, err := s.Funds.PriceTo(ctx, tx, k.Person.ID, k.Before, k.Before+o.WeekCost, k.From)
	if err != nil {
		return fmt.Errorf("price to the person: %w", err)
	}
	o.Price, o.PriceKnown = price.Weekly, price.Known
	return nil
}

// NewWeek starts an empty week, to be put together by hand.
func (s *Service) NewWeek(ctx context.Context, a access.Actor, referralID string) (Option, error) {
	var o Option
	err := s.on(ctx, a, access.Broker, "new_week", referralID,
		func(ctx context.Context, tx *db.Tx, r *Referral) error {
			if !r.mayCompose() {
				return movedOn()
			}
			n, err := lastOption(ctx, tx, r.ID)
			if err != nil {
				return err
			}
			k, err := s.caseOf(ctx, tx, *r, only())
			if err != nil {
				return err
			}
			o = Option{ID: tx.NewID(), ReferralID: r.ID, N: n + 1, Status: OptionDraft}
			if err := s.describe(ctx, tx, k, &o, nil); err != nil {
				return err
			}
			return saveWeek(ctx, tx, o)
		})
	return o, err
}

// AddItem puts a schedule into a week. It is refused, by the named rule, when
// the schedule does not fit the person, this week or the budget.
func (s *Service) AddItem(ctx context.Context, a access.Actor, optionID, scheduleID string) error {
	return s.change(ctx, a, optionID, scheduleID, func(ctx context.Context, tx *db.Tx, k Case, o Option) error {
		c, found := k.Candidate(scheduleID)
		if !found {
			return fail.New(fail.NotFound, "fail.not_found")
		}
		if o.Has(scheduleID) {
			return nil
		}
		c = c.Usual()
		if e, broken := k.refuses(o, k.weekOf(o), c); broken {
			return &fail.Error{Kind: fail.Invalid, Key: keyOf(e), Args: argsOf(e, i18n.Standard)} // a broker reads it
		}
		return insertItem(ctx, tx, itemOf(tx.NewID(), o.ID, k.Wish.Ratio, c))
	})
}

// refuses names the first rule by which the candidate cannot join the option's
// week.
func (k Case) refuses(o Option, wk matching.Week, c matching.Candidate) (matching.Exclusion, bool) {
	if out := matching.WhyNot(k.Wish, c); len(out) > 0 {
		return out[0], true
	}
	if e, clashes := matching.ClashIn(wk.Usual(), c); clashes {
		return e, true
	}
	if sum := o.costBeside(k.Wish.Going) + c.WeekCost(); sum > k.Wish.Weekly {
		return matching.Exclusion{Rule: matching.RuleBudget, Value: int64(sum), Limit: int64(k.Wish.Weekly)}, true
	}
	return matching.Exclusion{}, false
}

// RemoveItem takes a schedule out of a week.
func (s *Service) RemoveItem(ctx context.Context, a access.Actor, optionID, scheduleID string) error {
	return s.change(ctx, a, optionID, scheduleID, func(ctx context.Context, tx *db.Tx, _ Case, o Option) error {
		return deleteItem(ctx, tx, o.ID, scheduleID)
	})
}

// change alters an option that was not shown, and describes it anew; scheduleID
// is what it is about, when it is about one.
func (s *Service) change(ctx context.Context, a access.Actor, optionID, scheduleID string,
	f func(ctx context.Context, tx *db.Tx, k Case, o Option) error) error {
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		k, o, err := s.optionCase(ctx, tx, a, optionID, "change_option", scheduleID)
		if err != nil {
			return err
		}
		if o.Fixed() || !k.Referral.mayCompose() {
			return fail.New(fail.Conflict, "brokerage.refused.shown_already")
		}
		if err := f(ctx, tx, k, o); err != nil {
			return err
		}
		if o.Items, err = itemsOf(ctx, tx, o.ID); err != nil {
			return err
		}
		if err := s.describe(ctx, tx, k, &o, k.weekOf(o).Usual()); err != nil {
			return err
		}
		kept, err := saveOption(ctx, tx, o)
		if err == nil && !kept {
			err = fail.New(fail.Conflict, "brokerage.refused.shown_already")
		}
		return err
	})
}

// optionCase loads an option with its case, for a broker.
// The case is about the option's schedules and those that are named beside.
func (s *Service) optionCase(ctx context.Context, tx *db.Tx, a access.Actor, optionID, act string,
	beside ...string) (Case, Option, error) {
	o, err := optionByID(ctx, tx, optionID)
	if err != nil {
		return Case{}, o, err
	}
	r, err := referralByID(ctx, tx, o.ReferralID)
	if err != nil {
		return Case{}, o, err
	}
	if err := s.Access.Act(ctx, tx, a, access.Broker, r.PersonID, act, o.ID); err != nil {
		return Case{}, o, err
	}
	k, err := s.caseOf(ctx, tx, r, only(append(beside, o.schedules()...)...))
	return k, o, err
}

// weekOf gives the candidates of an option's schedules; one that is offered no
// more is left out.
func (k Case) weekOf(o Option) matching.Week {
	var wk matching.Week
	for _, i := range o.Items {
		if c, found := k.Candidate(i.ScheduleID); found {
			wk = append(wk, c)
		}
	}
	return wk
}

// wholeOf gives an option's usual week together with the places that the person has
// already.
func (k Case) wholeOf(o Option) matching.Week {
	all := k.weekOf(o)
	for _, c := range k.Candidates {
		if slices.Contains(k.Wish.Going, c.Schedule.ID) && !o.Has(c.Schedule.ID) {
			all = append(all, c)
		}
	}
	return all.Usual()
}

// SaveOption keeps a week that was put together by hand.
func (s *Service) SaveOption(ctx context.Context, a access.Actor, optionID string) error {
	return s.change(ctx, a, optionID, "", func(ctx context.Context, tx *db.Tx, _ Case, o Option) error {
		if len(o.Items) == 0 {
			return fail.New(fail.Invalid, "brokerage.refused.empty_week")
		}
		_, err := setOptionStatus(ctx, tx, o.ID, OptionSaved)
		return err
	})
}

// DropOption throws a week away that the person was not shown. What they saw stays.
func (s *Service) DropOption(ctx context.Context, a access.Actor, optionID string) error {
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if err := waitForReferralOf(ctx, tx, optionID); err != nil {
			return err
		}
		k, o, err := s.optionCase(ctx, tx, a, optionID, "drop_option")
		if err != nil {
			return err
		}
		if o.Fixed() || !k.Referral.mayCompose() {
			return fail.New(fail.Conflict, "brokerage.refused.shown_already")
		}
		return deleteOption(ctx, tx, o.ID)
	})
}

// mostShown is how many weeks one person is asked to choose from.
const mostShown = 5

// Show shows a week to the person, if all of it fits them today. What is shown
// is never changed again. With the first one they are written to, and whoever may
// choose for them.
func (s *Service) Show(ctx context.Context, a access.Actor, optionID string) error {
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if err := waitForReferralOf(ctx, tx, optionID); err != nil {
			return err
		}
		k, o, err := s.optionCase(ctx, tx, a, optionID, string(ShowIt))
		if err != nil {
			return err
		}
		if len(o.Items) == 0 {
			return fail.New(fail.Invalid, "brokerage.refused.empty_week")
		}
		list, err := s.misfits(ctx, tx, k, o)
		if err != nil {
			return err
		}
		if len(list) > 0 {
			return notFitting
		}
		if err := s.room(ctx, tx, k.Referral.ID); err != nil {
			return err
		}
		kept, err := showOption(ctx, tx, o)
		if err != nil {
			return err
		}
		if !kept {
			return fail.New(fail.Conflict, "brokerage.refused.shown_already")
		}
		r := k.Referral
		first := r.Status == WithBroker
		if err := s.move(ctx, tx, a, &r, ShowIt, ""); err != nil || !first {
			return err
		}
		return s.Access.WriteOf(ctx, tx, r.PersonID, access.WeeksReady)
	})
}

// room refuses a week more than a person is asked to choose from.
func (s *Service) room(ctx context.Context, tx *db.Tx, referralID string) error {
	list, err := optionsOf(ctx, tx, referralID)
	if err != nil {
		return err
	}
	if len(shownOf(list)) >= mostShown {
		return fail.New(fail.Full, "brokerage.refused.most_shown", "n", mostShown)
	}
	return nil
}

func shownOf(list []Option) []Option {
	var shown []Option
	for _, o := range list {
		if o.Shown() {
			shown = append(shown, o)
		}
	}
	return shown
}
