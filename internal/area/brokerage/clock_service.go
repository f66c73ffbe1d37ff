package brokerage

import (
	"context"
	"fmt"

	"ourdays/internal/area/access"
	"ourdays/internal/area/bookings"
	"ourdays/internal/area/plans"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/event"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/pence"
)

// startClock lets the time of enablement run from the first place that a provider
// accepts, and the place end with it: a yes that comes late starts it late. What
// more the place then costs is held before it is committed. Where its budget has not
// so much left the place keeps the end that was approved, and its workers are told.
func (s *Service) startClock(ctx context.Context, tx *db.Tx, p *Placement) error {
	if err := s.Plans.ClockStarts(ctx, tx, p.PersonID, p.From); err != nil {
		return fmt.Errorf("start the clock: %w", err)
	}
	ends, running, err := s.clockOf(ctx, tx, p.PersonID)
	if err != nil || !running || p.OnClock == 0 {
		return err
	}
	to, err := s.within(ctx, tx, *p, ends)
	if err != nil || to == p.To {
		return err
	}
	enough, err := s.reach(ctx, tx, p, to)
	p.short = !enough
	return err
}

// clockOf is the last day of a person's enablement, once its time runs.
func (s *Service) clockOf(ctx context.Context, tx *db.Tx, personID string) (clock.Date, bool, error) {
	plan, found, err := s.Plans.Current(ctx, tx, personID)
	running := found && plan.Tier == plans.Enablement && plan.ClockRuns == 1 && plan.EnablementUntil.Valid &&
		!plan.EndedOn.Valid
	return plan.EnablementUntil.V, running, err
}

// within is the last day of a placement that ends with a clock: the clock's, or
// that of the budget which pays for it.
func (s *Service) within(ctx context.Context, tx *db.Tx, p Placement, ends clock.Date) (clock.Date, error) {
	if p.BudgetID == "" {
		return ends, nil
	}
	b, err := s.Funds.BudgetByID(ctx, tx, p.BudgetID)
	if err == nil && b.Until.Before(ends) {
		return b.Until, nil
	}
	return ends, err
}

// reach moves the end of a place that is offered, and holds or frees what the sessions
// between cost. It says whether the budget has enough left: without it nothing moves.
func (s *Service) reach(ctx context.Context, tx *db.Tx, p *Placement, to clock.Date) (bool, error) {
	moved := *p
	moved.To = to
	var err error
	if moved.Total, err = s.costFrom(ctx, tx, moved, p.From); err != nil {
		return false, err
	}
	enough, key := true, p.key("reach:"+to.String())
	if more := moved.Total - p.Total; more > 0 {
		enough, err = s.Funds.HoldIfLeft(ctx, tx, p.BudgetID, more, key)
	} else {
		err = s.Funds.ReleaseHold(ctx, tx, p.BudgetID, -more, key)
	}
	if err != nil {
		return false, fmt.Errorf("hold what the time costs: %w", err)
	}
	if enough {
		*p = moved
	}
	return enough, nil
}

// reachAll is reach where all of it was found to be affordable.
func (s *Service) reachAll(ctx context.Context, tx *db.Tx, p *Placement, to clock.Date) error {
	enough, err := s.reach(ctx, tx, p, to)
	if err == nil && !enough {
		err = fail.New(fail.Full, noMoneyKey)
	}
	return err
}

// followClock moves the ends of a person's places of enablement to where its time
// ends now, in the transaction that moved it: further sessions are booked and their
// money is committed, those behind are cancelled and their money is freed. Where a
// place or a penny is missing it is refused at the form's field, and nothing of it
// happens.
func (s *Service) followClock(ctx context.Context, tx *db.Tx, a access.Actor, personID, field string) error {
	ends, running, err := s.clockOf(ctx, tx, personID)
	if err != nil || !running {
		return err
	}
	if ends.Before(tx.Today()) {
		ends = tx.Today() // what is over today runs out tonight
	}
	all, err := s.endings(ctx, tx, personID, ends)
	if err != nil {
		return err
	}
	if err := s.affords(ctx, tx, all, field); err != nil {
		return err
	}
	for _, e := range all {
		if err := s.moveEnd(ctx, tx, a, e, field); err != nil {
			return err
		}
	}
	return nil
}

// endings lists the places whose last day is another one when the time ends on a day.
func (s *Service) endings(ctx context.Context, tx *db.Tx, personID string,
	ends clock.Date) ([]ending, error) {
	list, err := placementsOnClock(ctx, tx, personID)
	if err != nil {
		return nil, fmt.Errorf("find places of enablement: %w", err)
	}
	var all []ending
	for _, p := range list {
		to, err := s.within(ctx, tx, p, ends)
		if err != nil {
			return nil, err
		}
		if to != p.To {
			all = append(all, ending{p, to})
		}
	}
	return all, nil
}

// affords refuses further sessions that a budget has no money for, with what all of
// them cost; the ledger itself would name one place's.
func (s *Service) affords(ctx context.Context, tx *db.Tx, all []ending, field string) error {
	costs := map[string]pence.Pence{}
	for _, e := range all {
		if e.Status == Suspended || e.to.Before(e.To) || e.UnitPrice == 0 {
			continue
		}
		more, err := s.costLonger(ctx, tx, e)
		if err != nil {
			return err
		}
		costs[e.BudgetID] += more
	}
	for id, more := range costs {
		b, err := s.Funds.BudgetByID(ctx, tx, id)
		if err != nil {
			return err
		}
		if more > b.Available {
			return noLonger(field, "brokerage.refused.no_longer_money", "left", b.Available.Format(),
				"cost", more.Format())
		}
	}
	return nil
}

// moveEnd moves the end of one place.
func (s *Service) moveEnd(ctx context.Context, tx *db.Tx, a access.Actor, e ending, field string) error {
	p, err := s.held(ctx, tx, e.Placement)
	if err != nil {
		return err
	}
	e.Placement = p
	switch {
	case p.Status == Proposed || p.Status == Offered:
		err = s.reachAll(ctx, tx, &p, e.to)
	case p.Status == Suspended: // it commits its money when it is taken up again
		err = s.freeOpen(ctx, tx, &p, "stranded")
	case e.to.Before(p.To):
		err = s.stopFrom(ctx, tx, a, &p, e.to.AddDays(1))
	default:
		err = s.goOn(ctx, tx, &p, e)
	}
	if err != nil {
		return err
	}
	if p.To = e.to; p.Status == Suspended {
		p.OpenFrom = p.To.AddDays(1)
	}
	err = s.keepMoved(ctx, tx, a, &p, e.Placement, Step{Act: MoveEnd})
	if err != nil || !p.Going() || e.to.Before(e.To) {
		return err
	}
	from, err := furtherFrom(ctx, tx, e)
	if err != nil || from.After(p.To) {
		return err
	}
	err = s.bookFrom(ctx, tx, a, &p, from)
	if fail.KindOf(err) != fail.Full {
		return err
	}
	return s.fullOn(ctx, tx, p, from, field)
}

// goOn commits what a place costs until a later end. Where its last day was before
// today its open days are over: days between were never committed.
func (s *Service) goOn(ctx context.Context, tx *db.Tx, p *Placement, e ending) error {
	more, err := s.costLonger(ctx, tx, e)
	if err != nil {
		return err
	}
	if e.To.Before(tx.Today()) {
		if err := s.freeOpen(ctx, tx, p, "unbooked"); err != nil {
			return err
		}
		if p.OpenFrom, err = furtherFrom(ctx, tx, e); err != nil {
			return err
		}
	}
	p.Total += more
	return s.Funds.CommitDirect(ctx, tx, p.BudgetID, more, p.key("longer"))
}

// costLonger is what the sessions after a place's end cost until a later one. Those
// of days that are over are not booked and cost nothing.
func (s *Service) costLonger(ctx context.Context, tx *db.Tx, e ending) (pence.Pence, error) {
	from, err := furtherFrom(ctx, tx, e)
	if err != nil {
		return 0, err
	}
	p := e.Placement
	p.To = e.to
	return s.costFrom(ctx, tx, p, from)
}

// furtherFrom is the first day that a later end of a place commits and books.
func furtherFrom(ctx context.Context, tx *db.Tx, e ending) (clock.Date, error) {
	from, err := begins(ctx, tx, e.Placement)
	return later(from, later(e.To, tx.Today()).AddDays(1)), err
}

// keepMoved writes a moved end or a moved price, if the place still stands as it was
// read, and tells of it; step says what moved it, and why.
func (s *Service) keepMoved(ctx context.Context, tx *db.Tx, a access.Actor, p *Placement, was Placement,
	step Step) error {
	p.Turn++
	moved, err := movePlacement(ctx, tx, *p, was.Status, was.Turn)
	if err != nil {
		return fmt.Errorf("move a place: %w", err)
	}
	if !moved {
		return movedOn()
	}
	if err := event.Publish(ctx, tx, s.Bus, PlacementMoved{*p, was.Status}); err != nil {
		return err
	}
	return s.note(ctx, tx, a, p.ID, step.Act, p.Status, step.Reason)
}

// fullOn names the place and the day for which more time is refused.
func (s *Service) fullOn(ctx context.Context, tx *db.Tx, p Placement, from clock.Date, field string) error {
	act, err := s.Directory.ActivityByID(ctx, tx, p.ActivityID)
	if err != nil {
		return err
	}
	sessions, err := s.Directory.SessionsOfSchedule(ctx, tx, p.ScheduleID, from, p.To)
	if err != nil {
		return err
	}
	for _, ses := range sessions {
		if ses.Left() < 1 || ses.SupportLeft() < bookings.SupportOf(p.Ratio) {
			return noLonger(field, "brokerage.refused.no_longer_place", "what",
				i18n.Both{Standard: act.Title, Easy: act.EasyTitle}, "date",
				i18n.Both{Standard: i18n.DateYear(i18n.Standard, ses.Date), Easy: i18n.DateYear(i18n.Easy, ses.Date)})
		}
	}
	return movedOn() // it was given back meanwhile
}

// MoreTimeOf finds it for a page that has asked for the permission to show it.
func (s *Service) MoreTimeOf(ctx context.Context, tx *db.Tx, personID string) (MoreTime, error) {
	var m MoreTime
	list, err := placementsOnClock(ctx, tx, personID)
	if err != nil {
		return m, err
	}
	for _, p := range list {
		m.Places++
		if m.Ends.Before(p.To) {
			m.Ends = p.To
		}
		if p.Status != Suspended {
			m.Weekly += p.WeekCost
		}
		if p.UnitPrice > 0 && m.Budget.ID == "" {
			if m.Budget, err = s.Funds.BudgetByID(ctx, tx, p.BudgetID); err != nil {
				return m, err
			}
		}
	}
	return m, nil
}
