package brokerage

import (
	"context"
	"fmt"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/event"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/pence"
)

// TakeOver records a week that was agreed elsewhere, so that a council can
// start with the people it already serves: the referral stands at placed, each
// place is active, its money is committed and its sessions ahead are booked,
// or nothing of it happens. The plan must be ready, as for Refer, and the
// budget must hold the cost. It is for imports and for a broker of the person.
func (s *Service) TakeOver(ctx context.Context, tx *db.Tx, a access.Actor, w Agreed) ([]Placement, error) {
	r := Referral{ID: tx.NewID(), PersonID: w.PersonID, Status: Placed, ReferredBy: a.ID, BrokerID: a.ID,
		Made: tx.Now}
	if err := s.Access.Act(ctx, tx, a, access.Broker, w.PersonID, string(Taken), r.ID); err != nil {
		return nil, err
	}
	if len(w.Items) == 0 || w.Until.Before(tx.Today()) || w.Until.Before(w.Since) {
		return nil, fail.New(fail.Invalid, "brokerage.refused.empty_week")
	}
	o := Option{ID: tx.NewID(), ReferralID: r.ID, N: 1, Status: OptionShown}
	r.OptionID = o.ID
	if err := s.openAgreed(ctx, tx, a, &r); err != nil {
		return nil, err
	}
	onClock, err := s.endWithClock(ctx, tx, &w)
	if err != nil {
		return nil, err
	}
	list, err := s.agreedPlaces(ctx, tx, r, w)
	if err != nil {
		return nil, err
	}
	if err := s.keepAgreedWeek(ctx, tx, o, list); err != nil {
		return nil, err
	}
	if err := s.Plans.ClockStarts(ctx, tx, w.PersonID, w.Since); err != nil {
		return nil, fmt.Errorf("start the clock: %w", err)
	}
	var placed []Placement
	for _, p := range list {
		p.OnClock = flag(onClock)
		if err := s.beginAgreed(ctx, tx, a, &p.Placement); err != nil {
			return nil, err
		}
		placed = append(placed, p.Placement)
	}
	return placed, nil
}

// openAgreed writes the referral of an agreed week.
func (s *Service) openAgreed(ctx context.Context, tx *db.Tx, a access.Actor, r *Referral) error {
	plan, _, err := s.Plans.Current(ctx, tx, r.PersonID)
	if err != nil {
		return err
	}
	if err := s.Plans.CheckReady(ctx, tx, plan.ID); err != nil {
		return err
	}
	r.PlanID, r.StartBy = plan.ID, plan.StartBy.V
	if r.Number, err = nextNumber(ctx, tx); err != nil {
		return err
	}
	err = insertReferral(ctx, tx, *r)
	if db.IsUnique(err) {
		return fail.New(fail.Conflict, "brokerage.refused.referred_already")
	}
	if err != nil {
		return fmt.Errorf("take over: %w", err)
	}
	if err := s.note(ctx, tx, a, r.ID, Taken, Placed, ""); err != nil {
		return err
	}
	return s.tieWorkers(ctx, tx, *r)
}

// endWithClock lets a week of enablement end with its time at the latest. Where
// that is over already the week runs as it was agreed.
func (s *Service) endWithClock(ctx context.Context, tx *db.Tx, w *Agreed) (bool, error) {
	plan, _, err := s.Plans.Current(ctx, tx, w.PersonID)
	if err != nil {
		return false, err
	}
	ends, enabling := plan.EnablementEnds(w.Since)
	if !enabling || ends.Before(tx.Today()) || ends.Before(w.Since) {
		return false, nil
	}
	if ends.Before(w.Until) {
		w.Until = ends
	}
	return true, nil
}

// agreedPlaces makes the placements of an agreed week; nothing is written yet.
func (s *Service) agreedPlaces(ctx context.Context, tx *db.Tx, r Referral, w Agreed) ([]agreedPlace, error) {
	budget, found, err := s.Funds.BudgetOf(ctx, tx, w.PersonID, tx.Today())
	if err != nil {
		return nil, err
	}
	all, err := s.Plans.OutcomesOf(ctx, tx, r.PlanID)
	if err != nil {
		return nil, err
	}
	var aims db.List
	for _, out := range all {
		aims = append(aims, out.ID)
	}
	var list []agreedPlace
	for _, i := range w.Items {
		if i.UnitPrice > 0 && !found {
			return nil, fail.New(fail.Full, "brokerage.refused.no_budget")
		}
		p := Placement{ID: tx.NewID(), PersonID: w.PersonID, ReferralID: r.ID, OptionID: r.OptionID,
			ScheduleID: i.ScheduleID,
			Ratio:      i.Ratio, UnitPrice: i.UnitPrice, OwnPrice: i.OwnPrice, BudgetID: budget.ID,
			Funding: FromBudget,
			From:    w.Since, To: w.Until, Outcomes: i.Outcomes, Status: Accepted}
		if i.UnitPrice == 0 {
			p.Funding = OwnMoney
		}
		if len(p.Outcomes) == 0 {
			p.Outcomes = aims
		}
		weekly, err := s.costAgreed(ctx, tx, &p)
		if err != nil {
			return nil, err
		}
		list = append(list, agreedPlace{p, weekly})
	}
	return list, nil
}

// costAgreed fills what follows from the schedule: activity, provider, the
// cost of a week, and what the sessions ahead cost.
func (s *Service) costAgreed(ctx context.Context, tx *db.Tx, p *Placement) (weekly int, err error) {
	if err := s.Directory.Hold(ctx, tx, p.ScheduleID); err != nil {
		return 0, err
	}
	sch, err := s.Directory.ScheduleByID(ctx, tx, p.ScheduleID)
	if err != nil {
		return 0, err
	}
	act, err := s.Directory.ActivityByID(ctx, tx, sch.ActivityID)
	if err != nil {
		return 0, err
	}
	p.OpenFrom = p.bookable(tx.Today())
	ahead, err := sch.Dates(p.OpenFrom, p.To)
	if err != nil {
		return 0, err
	}
	weekly = sch.Weekly()
	p.ActivityID, p.OrganisationID = act.ID, act.OrganisationID
	p.WeekCost, p.Total = p.UnitPrice*pence.Pence(weekly), p.UnitPrice*pence.Pence(len(ahead))
	return weekly, nil
}

// keepAgreedWeek writes the week as the option that was chosen.
func (s *Service) keepAgreedWeek(ctx context.Context, tx *db.Tx, o Option, list []agreedPlace) error {
	for _, p := range list {
		o.WeekCost += p.WeekCost
	}
	price, err := s.Funds.PriceTo(ctx, tx, list[0].PersonID, 0, o.WeekCost, tx.Today())
	if err != nil {
		return fmt.Errorf("price to the person: %w", err)
	}
	o.Price, o.PriceKnown = price.Weekly, price.Known
	if err := insertOption(ctx, tx, o); err != nil {
		return err
	}
	for _, p := range list {
		i := Item{ID: tx.NewID(), OptionID: o.ID, ScheduleID: p.ScheduleID, ActivityID: p.ActivityID,
			OrganisationID: p.OrganisationID,
			Ratio:          p.Ratio, SessionsAWeek: p.weekly, UnitPrice: p.UnitPrice, OwnPrice: p.OwnPrice,
			Funding: p.Funding}
		err := insertItem(ctx, tx, i)
		if db.IsUnique(err) {
			return fail.New(fail.Conflict, "brokerage.refused.placed_already")
		}
		if err != nil {
			return fmt.Errorf("take over: %w", err)
		}
	}
	return nil
}

// beginAgreed writes a placement of an agreed week, commits its money, books
// its sessions, and begins it when its first day has come.
func (s *Service) beginAgreed(ctx context.Context, tx *db.Tx, a access.Actor, p *Placement) error {
	err := insertPlacement(ctx, tx, *p)
	if db.IsUnique(err) {
		return fail.New(fail.Conflict, "brokerage.refused.placed_already")
	}
	if err != nil {
		return fmt.Errorf("take over: %w", err)
	}
	if err := event.Publish(ctx, tx, s.Bus, PlacementMoved{Placement: *p}); err != nil {
		return err
	}
	if p.Total > 0 {
		if err := s.Funds.CommitDirect(ctx, tx, p.BudgetID, p.Total, p.key("commit")); err != nil {
			return fmt.Errorf("commit: %w", err)
		}
	}
	if err := s.tieProvider(ctx, tx, *p, access.Placed); err != nil {
		return err
	}
	if err := s.note(ctx, tx, a, p.ID, Taken, Accepted, ""); err != nil {
		return err
	}
	if err := s.bookFrom(ctx, tx, a, p, p.OpenFrom); err != nil {
		return err
	}
	if p.From.After(tx.Today()) {
		return nil
	}
	return s.moveOn(ctx, tx, a, p, Begin, "")
}
