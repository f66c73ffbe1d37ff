package framework

import (
	"context"
	"slices"

	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/area/people"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/pence"
)

// Contract is what is agreed with an organisation for one of its activities.
type Contract struct {
	Activity     directory.Activity
	Organisation directory.Organisation
	Rates        []Rate // every rate, by ratio, the one that begins last first
	Turn         int    // counts the changes
}

// On gives the rate of a ratio that is in force on a day.
func (c Contract) On(ratio int, day clock.Date) (Rate, bool) {
	i := slices.IndexFunc(c.Rates, func(r Rate) bool { return r.Ratio == ratio && !r.Starts.After(day) })
	if i < 0 {
		return Rate{}, false
	}
	return c.Rates[i], true
}

// After gives the rate that takes the place of the one in force on a day, and is
// the first to do so; one that another of the same day puts right is none.
func (c Contract) After(ratio int, day clock.Date) (next Rate, found bool) {
	for _, r := range c.Rates {
		if r.Ratio == ratio && r.Starts.After(day) && (!found || r.Starts.Before(next.Starts)) {
			next, found = r, true
		}
	}
	return next, found
}

// Ratios lists the ratios that have a rate.
func (c Contract) Ratios() []int {
	var all []int
	for _, r := range c.Rates {
		if !slices.Contains(all, r.Ratio) {
			all = append(all, r.Ratio)
		}
	}
	return all
}

// Committed is what was agreed at an activity for a ratio and is not settled yet:
// sessions ahead at which somebody has a place that the council pays.
type Committed struct {
	Sessions int // places at sessions: two people at one session are two
	People   int
	Cost     pence.Pence
}

// Impact sets a new rate beside the one that it takes the place of.
type Impact struct {
	Rate
	Old   Rate
	First bool // there is no old one
	Last  clock.Date
	Committed
}

// More is what the committed sessions would cost more at the new rate in the year,
// or less where it is below nothing. They keep what was agreed.
func (i Impact) More() pence.Pence { return i.Price*pence.Pence(i.Sessions) - i.Cost }

// yearEnd is the last day of a day's financial year.
func yearEnd(d clock.Date) clock.Date {
	if d.Month < 4 {
		return clock.D(d.Year, 3, 31)
	}
	return clock.D(d.Year+1, 3, 31)
}

// mostRate is the highest price of a place at a session; a higher one is a slip of the
// hand.
const mostRate = 1_000_00

// ContractOf reads what is agreed for an activity.
func (s *Service) ContractOf(ctx context.Context, tx *db.Tx, a access.Actor,
	activityID string) (c Contract, err error) {
	if !a.May(access.Steer) {
		return c, fail.New(fail.Forbidden, "access.refused.role")
	}
	if c.Activity, err = s.Directory.ActivityByID(ctx, tx, activityID); err != nil {
		return c, err
	}
	if c.Organisation, err = s.Directory.OrganisationByID(ctx, tx, c.Activity.OrganisationID); err != nil {
		return c, err
	}
	if c.Turn, err = turnOf(ctx, tx, activityID); err != nil {
		return c, err
	}
	c.Rates, err = allRates(ctx, tx, activityID)
	return c, err
}

// Weigh says what a new rate would change, and refuses one that cannot be set.
func (s *Service) Weigh(ctx context.Context, tx *db.Tx, a access.Actor, r Rate) (Impact, error) {
	c, err := s.ContractOf(ctx, tx, a, r.ActivityID)
	if err != nil {
		return Impact{}, err
	}
	i := Impact{Rate: r, Last: yearEnd(r.Starts)}
	var old bool
	i.Old, old = c.On(r.Ratio, r.Starts)
	i.First = !old
	if err := fail.Join(r.Check(), r.checkChange(i, tx.Today())); err != nil {
		return i, err
	}
	i.Committed, err = s.Committed(ctx, tx, c.Activity, r.Ratio, r.Starts, i.Last)
	return i, err
}

// checkChange holds a rate that takes another's place to what only then matters:
// it is never put behind a day that has begun, because that may be paid.
func (r Rate) checkChange(i Impact, today clock.Date) error {
	var wrong []fail.Field
	add := func(bad bool, name, key string, args ...any) {
		if bad {
			wrong = append(wrong, fail.Field{Name: name, Key: key, Args: args})
		}
	}
	add(!slices.Contains(people.Ratios, r.Ratio), "ratio", "framework.refused.ratio")
	add(r.Starts.IsZero() || r.Starts.Before(today), "starts", "framework.refused.starts")
	add(r.Price > mostRate || r.Benchmark > mostRate, "price", "framework.refused.most",
		"most", pence.Pence(mostRate).Format())
	add(!i.First && i.Old.Price == r.Price && i.Old.Benchmark == r.Benchmark, "price", "framework.refused.same")
	return fail.Fields(wrong...)
}

// ChangeRate agrees a rate from a day on, for places that are chosen for weeks
// from then; what is agreed with people keeps its price. Opened is the contract's
// turn on which the form was opened: who comes second is refused with
// fail.Conflict.
func (s *Service) ChangeRate(ctx context.Context, tx *db.Tx, a access.Actor, r Rate, opened int) error {
	if !a.May(access.Steer) {
		return fail.New(fail.Forbidden, "access.refused.role")
	}
	first, err := turnFrom(ctx, tx, r.ActivityID, opened)
	if err != nil {
		return err
	}
	if !first {
		return fail.New(fail.Conflict, "framework.refused.stale")
	}
	if _, err := s.Weigh(ctx, tx, a, r); err != nil {
		return err
	}
	_, err = s.keep(ctx, tx, a, r)
	return err
}

// keep writes a rate and its line of the trail.
func (s *Service) keep(ctx context.Context, tx *db.Tx, a access.Actor, r Rate) (Rate, error) {
	r.ID = tx.NewID()
	r.SetBy, r.SetOn = a.Name, clock.SomeDate(tx.Today())
	if err := insertRate(ctx, tx, r); err != nil {
		return r, err
	}
	return r, s.Access.Note(ctx, tx, a, "rate", r.ID)
}
