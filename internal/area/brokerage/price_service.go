package brokerage

import (
	"context"
	"fmt"
	"slices"

	"ourdays/internal/area/access"
	"ourdays/internal/area/bookings"
	"ourdays/internal/area/matching"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/pence"
)

// The prices of a place follow the framework: the rate that is in force on a
// session's day holds for it. Once the provider has said yes a place is paid as it
// was agreed, until a rate that is agreed later moves the places it is for (uplift.go).

// ratedPrices reads what a place in an activity with so much support costs between
// two days, at the rates that are agreed by now. It is empty where none is in force
// on the first.
func (s *Service) ratedPrices(ctx context.Context, tx *db.Tx, activityID string, ratio int,
	from, to clock.Date) (bookings.Prices, error) {
	days, err := s.Framework.ChangesOf(ctx, tx, activityID, from.AddDays(1), to)
	if err != nil {
		return nil, fmt.Errorf("read when rates change: %w", err)
	}
	var list bookings.Prices
	for _, day := range append([]clock.Date{from}, days...) {
		rates, err := s.Framework.RatesOf(ctx, tx, activityID, day)
		if err != nil {
			return nil, fmt.Errorf("read rates: %w", err)
		}
		best, agreed := matching.BestRate(ratesOf(rates), ratio)
		if !agreed {
			return nil, nil
		}
		if len(list) == 0 || best.Price != list[len(list)-1].Price {
			list = append(list, bookings.PriceFrom{Starts: day, Price: best.Price})
		}
	}
	return list, nil
}

// pricesOf are what an agreed place costs, as they were kept.
func pricesOf(ctx context.Context, tx *db.Tx, p Placement) (bookings.Prices, error) {
	list := bookings.Prices{{Starts: p.From, Price: p.UnitPrice}}
	if p.ID == "" || p.later != nil {
		return append(list, p.later...), nil
	}
	later, err := laterPrices(ctx, tx, p.ID)
	return append(list, later...), err
}

// rated prices a week anew, for places between two days.
func (s *Service) rated(ctx context.Context, tx *db.Tx, o Option, from, to clock.Date) (ratedWeek, error) {
	w := ratedWeek{then: o.cost(), now: map[string]bookings.Prices{}}
	days := []clock.Date{from}
	for _, i := range o.Items {
		p := bookings.Prices{{Starts: from, Price: i.UnitPrice}}
		if i.Funding == FromBudget {
			rated, err := s.ratedPrices(ctx, tx, i.ActivityID, i.Ratio, from, later(from, to))
			if err != nil {
				return w, err
			}
			if len(rated) > 0 {
				p = rated
			}
		}
		w.now[i.ScheduleID] = p
		for _, step := range p[1:] {
			days = append(days, step.Starts)
		}
	}
	slices.SortFunc(days, func(a, b clock.Date) int { return a.DaysSince(b) })
	for n, day := range slices.Compact(days) {
		cost := w.costOn(o, day)
		switch {
		case n == 0:
			w.Now = cost
		case cost != w.costBefore():
			w.steps = append(w.steps, bookings.PriceFrom{Starts: day, Price: cost})
		}
		w.Most = max(w.Most, cost)
	}
	return w, nil
}

// costsNow works out what the chosen weeks of a list cost at the rates of today,
// as an approval of each would: for all of them at once.
func (s *Service) costsNow(ctx context.Context, tx *db.Tx, lines []ReferralLine) error {
	var options, activities []string
	for _, l := range lines {
		options = append(options, l.OptionID)
	}
	if len(options) == 0 {
		return nil
	}
	items, err := itemsOfEach(ctx, tx, options)
	if err != nil {
		return err
	}
	for _, i := range items {
		activities = append(activities, i.ActivityID)
	}
	rates, err := s.Framework.RatesOfEach(ctx, tx, activities, firstMonday(tx.Today()))
	if err != nil {
		return fmt.Errorf("read rates: %w", err)
	}
	costs := map[string]pence.Pence{}
	for _, i := range items {
		costs[i.OptionID] += i.priceAt(rates[i.ActivityID]) * pence.Pence(i.SessionsAWeek)
	}
	for n := range lines {
		lines[n].Now = costs[lines[n].OptionID]
	}
	return nil
}

// learnPrices tells of weeks that were kept while nobody knew what the person
// contributes what they cost them now: of the whole week, with the places that they
// have already. A price that was known stays what the person saw.
func (s *Service) learnPrices(ctx context.Context, tx *db.Tx, personID string, weeks ...*Option) error {
	weeks = slices.DeleteFunc(weeks, func(o *Option) bool { return o.PriceKnown })
	if len(weeks) == 0 {
		return nil
	}
	placed, err := placementsOfPerson(ctx, tx, personID)
	if err != nil {
		return fmt.Errorf("read their places: %w", err)
	}
	from := firstMonday(tx.Today())
	before, going := weekFrom(placed, from)
	for _, o := range weeks {
		price, err := s.Funds.PriceTo(ctx, tx, personID, before, before+o.costBeside(going), from)
		if err != nil {
			return fmt.Errorf("price to the person: %w", err)
		}
		o.Price, o.PriceKnown, o.learned = price.Weekly, price.Known, price.Known
	}
	return nil
}

// weekFrom gives what the places of a week cost the council that go on from a day,
// and their schedules.
func weekFrom(placed []Placement, from clock.Date) (cost pence.Pence, schedules []string) {
	for _, p := range placed {
		if p.inWeek() && !p.To.Before(from) {
			cost, schedules = cost+p.WeekCost, append(schedules, p.ScheduleID)
		}
	}
	return cost, schedules
}

// atTodaysRate brings a place that is offered to the rates of today, before its
// provider's yes: what is cheaper now is held no longer, and what is dearer nobody
// has approved.
func (s *Service) atTodaysRate(ctx context.Context, tx *db.Tx, p *Placement) error {
	now, dearer, changed, err := s.sinceOffered(ctx, tx, *p)
	if err != nil || !changed {
		return err
	}
	if dearer {
		return fail.New(fail.Conflict, "brokerage.refused.rate_rose", "then", p.UnitPrice.Format(),
			"now", dearest(now).Format())
	}
	held := p.Total
	p.setPrices(now)
	if p.Total, err = s.costFrom(ctx, tx, *p, p.From); err != nil {
		return err
	}
	if err := savePrices(ctx, tx, *p); err != nil {
		return fmt.Errorf("keep the rate: %w", err)
	}
	if err := s.Funds.ReleaseHold(ctx, tx, p.BudgetID, held-p.Total, p.key("rate")); err != nil {
		return fmt.Errorf("free what is cheaper: %w", err)
	}
	return nil
}

// sinceOffered sets the rates of today beside those at which a place is offered;
// dearer says that its sessions cost more together than is held for them.
func (s *Service) sinceOffered(ctx context.Context, tx *db.Tx,
	p Placement) (now bookings.Prices, dearer, changed bool, err error) {
	if p.Funding != FromBudget || p.UnitPrice == 0 {
		return nil, false, false, nil
	}
	if now, err = s.ratedPrices(ctx, tx, p.ActivityID, p.Ratio, p.From, p.To); err != nil || len(now) == 0 {
		return nil, false, false, err
	}
	then, err := pricesOf(ctx, tx, p)
	if err != nil || slices.Equal(sameDays(then), sameDays(now)) {
		return now, false, false, err
	}
	at := p
	at.setPrices(now)
	cost, err := s.costFrom(ctx, tx, at, p.From)
	return now, cost > p.Total, true, err
}

// AskAnew gives a place whose rate rose back to the approver, for its provider: what
// is still offered of the week is taken back, its money is freed, and the week
// stands as the person chose it, to be approved at what it costs now. Nobody chooses
// again. Where the week is with its broker already, the place is only taken back.
func (s *Service) AskAnew(ctx context.Context, a access.Actor, placementID string) error {
	return s.ofProvider(ctx, a, AskAgain, placementID, func(ctx context.Context, tx *db.Tx, p Placement) error {
		if _, dearer, _, err := s.sinceOffered(ctx, tx, p); err != nil || !dearer {
			if err == nil {
				err = movedOn()
			}
			return err
		}
		r, err := referralByID(ctx, tx, p.ReferralID)
		if err != nil {
			return err
		}
		if r.Status != Approved {
			return s.letGo(ctx, tx, a, p, Recall, RateRose)
		}
		if err := s.recallOffers(ctx, tx, a, r.ID, RateRose); err != nil {
			return err
		}
		r.ApprovedBy = ""
		return s.move(ctx, tx, a, &r, AskAgain, RateRose)
	})
}
