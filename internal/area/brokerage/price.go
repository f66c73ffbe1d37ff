package brokerage

import (
	"slices"
	"strconv"
	"strings"

	"ourdays/internal/area/bookings"
	"ourdays/internal/area/framework"
	"ourdays/internal/area/matching"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/pence"
)

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

// priceAt is what a session costs the council at some rates: what was put
// together, where it has no rate.
func (i Item) priceAt(rates []framework.Rate) pence.Pence {
	if best, agreed := matching.BestRate(ratesOf(rates), i.Ratio); agreed && i.Funding == FromBudget {
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

// setPrices puts the place at other prices.
func (p *Placement) setPrices(now bookings.Prices) {
	weekly := p.weekly()
	p.UnitPrice, p.later = now[0].Price, append([]bookings.PriceFrom{}, now[1:]...)
	p.WeekCost = p.UnitPrice * weekly
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
