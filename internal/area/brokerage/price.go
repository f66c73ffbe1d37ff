package brokerage

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ourdays/internal/area/access"
	"ourdays/internal/area/bookings"
	"ourdays/internal/area/framework"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/pence"
)

// The prices of a place follow the framework: the rate that is in force on a
// session's day holds for it. What is agreed once the provider has said yes changes
// nothing: a place is paid as it was agreed.

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
		best, agreed := BestRate(ratesOf(rates), ratio)
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

// Costs is what a week costs the council at the rates of today.
type Costs struct {
	Now  pence.Pence // in its first week
	Most pence.Pence // in its dearest week until the places end: what a limit is held to
}

// String is how a form carries what its page showed.
func (c Costs) String() string {
	return strconv.FormatInt(int64(c.Now), 10) + " " + strconv.FormatInt(int64(c.Most), 10)
}

// costsIn reads it back; what cannot be read is no week's costs.
func costsIn(text string) Costs {
	now, most, _ := strings.Cut(text, " ")
	a, err := strconv.ParseInt(now, 10, 64)
	b, err2 := strconv.ParseInt(most, 10, 64)
	if err != nil || err2 != nil {
		return Costs{Now: -1, Most: -1}
	}
	return Costs{pence.Pence(a), pence.Pence(b)}
}

// ratedWeek is a week at the rates of today, beside what it was put together at.
type ratedWeek struct {
	Costs
	then  pence.Pence                // when it was put together
	now   map[string]bookings.Prices // by schedule, of what the council pays
	steps []bookings.PriceFrom       // the cost of the whole week from later days on
}

// changed reports whether the week costs another sum than when it was put together.
func (w ratedWeek) changed() bool { return w.Now != w.then || w.Most != w.then }

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

// priceAt is what a session costs the council at some rates: what was put
// together, where it has no rate.
func (i Item) priceAt(rates []framework.Rate) pence.Pence {
	if best, agreed := BestRate(ratesOf(rates), i.Ratio); agreed && i.Funding == FromBudget {
		return best.Price
	}
	return i.UnitPrice
}

// costBefore is the last sum of those that were found so far.
func (w ratedWeek) costBefore() pence.Pence {
	if n := len(w.steps); n > 0 {
		return w.steps[n-1].Price
	}
	return w.Now
}

func (w ratedWeek) costOn(o Option, day clock.Date) (sum pence.Pence) {
	for _, i := range o.Items {
		sum += w.now[i.ScheduleID].On(day) * pence.Pence(i.SessionsAWeek)
	}
	return sum
}

// RateRose is why an offer went back to the approver: its rate rose before its
// provider said yes. It has a text as the Endings have, and nobody can choose it.
const RateRose = "rate_rose"

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

// setPrices puts the place at other prices.
func (p *Placement) setPrices(now bookings.Prices) {
	weekly := p.weekly()
	p.UnitPrice, p.later = now[0].Price, append([]bookings.PriceFrom{}, now[1:]...)
	p.WeekCost = p.UnitPrice * weekly
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

// sameDays leaves out the first day, from which a place costs what it costs.
func sameDays(p bookings.Prices) bookings.Prices {
	same := slices.Clone(p)
	if len(same) > 0 {
		same[0].Starts = clock.Date{}
	}
	return same
}

// dearest is the highest of some prices.
func dearest(p bookings.Prices) (most pence.Pence) {
	for _, s := range p {
		most = max(most, s.Price)
	}
	return most
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
