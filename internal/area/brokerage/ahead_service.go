package brokerage

import (
	"context"

	"ourdays/internal/area/plans"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/pence"
)

// moneyAhead reckons what a week holds from a Monday on, without the places that
// the person has already.
func (s *Service) moneyAhead(ctx context.Context, tx *db.Tx, plan plans.Plan, personID string, o Option,
	going []string) (ahead, error) {
	from := firstMonday(tx.Today())
	var m ahead
	var err error
	if m.budget, m.hasBudget, err = s.Funds.BudgetOf(ctx, tx, personID, from); err == nil && !m.hasBudget {
		m.budget, err = s.Funds.ForPlan(ctx, tx, personID, plan.Weekly, from)
	}
	if err != nil {
		return m, err
	}
	m.until, _ = agreedUntil(from, m.budget, true, plan)
	if m.week, err = s.rated(ctx, tx, o, from, m.until); err != nil {
		return m, err
	}
	starts, err := s.startsOf(ctx, tx, personID, plan, o.without(going), from)
	if err != nil {
		return m, err
	}
	if m.held, err = s.costUntil(ctx, tx, starts, m.until, m.week); err != nil {
		return m, err
	}
	ends, enabling := plan.EnablementEnds(from)
	if !enabling || ends.Before(from) {
		return m, nil
	}
	m.ends = ends
	m.weeks = ends.DaysSince(from)/7 + 1
	m.allowed = plan.Weekly * pence.Pence(m.weeks)
	m.enabling, err = s.costUntil(ctx, tx, starts, ends, m.week)
	return m, err
}

// ratedToday is a week at the rates of today, for places from the next Monday on.
func (s *Service) ratedToday(ctx context.Context, tx *db.Tx, personID string, o Option) (ratedWeek, error) {
	plan, _, err := s.Plans.Current(ctx, tx, personID)
	if err != nil {
		return ratedWeek{}, err
	}
	m, err := s.moneyAhead(ctx, tx, plan, personID, o, nil)
	return m.week, err
}

// costUntil is what a week's new sessions cost the council until a day, each place from
// its first on.
func (s *Service) costUntil(ctx context.Context, tx *db.Tx, starts map[string]clock.Date, to clock.Date,
	w ratedWeek) (pence.Pence, error) {
	var sum pence.Pence
	for id, first := range starts {
		now := w.now[id]
		cost, err := s.costFrom(ctx, tx, Placement{ScheduleID: id, UnitPrice: now[0].Price, later: now[1:], To: to},
			first)
		if err != nil {
			return 0, err
		}
		sum += cost
	}
	return sum, nil
}
