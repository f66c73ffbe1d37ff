package brokerage

import (
	"maps"
	"slices"

	"ourdays/internal/area/bookings"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/pence"
)

// A council agrees new rates, most of them once a year. Places that are agreed keep
// their price until a commissioner moves them to the rate that is in force: an uplift.

// weeksAYear is what a place of every week comes to in a year.
const weeksAYear = 52

// RateAbove and RateShort are why a week goes to a broker after an uplift: it costs
// more than its plan may, or its budget has not the money and a place keeps its price.
// They have a text as the Endings have, and nobody can choose them.
const (
	RateAbove = "rate_above"
	RateShort = "rate_short"
)

// moneyReasons are the reasons that a rate or a budget gives, and nobody chooses.
var moneyReasons = []string{RateRose, RateAbove, RateShort, ClockShort}

// inPartsOf is for how many people one statement asks.
const inPartsOf = 100

// inParts lists whom a map names, in order and in parts for one statement each.
func inParts[T any](of map[string]T) [][]string {
	return slices.Collect(slices.Chunk(slices.Sorted(maps.Keys(of)), inPartsOf))
}

// uplift is a place that is agreed at another price than the rate.
type uplift struct {
	Placement                 // as it was read
	was       bookings.Prices // what it costs as it is agreed
	now       bookings.Prices // and at the rate, from a day on
	from      clock.Date      // the first day at the rate
	more      pence.Pence     // what its sessions from then to its end cost more, or less below nothing
	short     bool            // its budget has not the money: it keeps its price
}

// weekly is how many sessions a week the place has.
func (p Placement) weekly() pence.Pence {
	if p.UnitPrice == 0 {
		return 0
	}
	return p.WeekCost / p.UnitPrice
}

// year is what the place costs more in a year of every week.
func (u uplift) year() pence.Pence {
	return (u.now.On(u.from) - u.was.On(u.from)) * u.weekly() * weeksAYear
}

// week is what its dearest week from a day on costs more.
func (u uplift) week(day clock.Date) pence.Pence {
	return (dearestFrom(u.now, day) - dearestFrom(u.was, day)) * u.weekly()
}

// dearestFrom is the highest of some prices that counts on a day or later.
func dearestFrom(p bookings.Prices, day clock.Date) pence.Pence {
	most := p.On(day)
	for _, s := range p {
		if s.Starts.After(day) {
			most = max(most, s.Price)
		}
	}
	return most
}

// atRate are the prices of a place that costs the rate from a day on, and what it did
// before.
func atRate(was, rated bookings.Prices, first, from, last clock.Date) bookings.Prices {
	days := []clock.Date{from}
	for _, s := range rated {
		if s.Starts.After(from) && !s.Starts.After(last) {
			days = append(days, s.Starts)
		}
	}
	var now bookings.Prices
	for i, s := range was {
		if i == 0 && first.Before(from) || i > 0 && s.Starts.Before(from) {
			now = append(now, s)
		}
	}
	for _, day := range days {
		if price := rated.On(day); len(now) == 0 || now[len(now)-1].Price != price {
			now = append(now, bookings.PriceFrom{Starts: day, Price: price})
		}
	}
	return now
}

// sameFrom reports whether two lists of prices are one between two days.
func sameFrom(a, b bookings.Prices, from, to clock.Date) bool {
	days := []clock.Date{from}
	for _, s := range slices.Concat(a, b) {
		if s.Starts.After(from) && !s.Starts.After(to) {
			days = append(days, s.Starts)
		}
	}
	return !slices.ContainsFunc(days, func(d clock.Date) bool { return a.On(d) != b.On(d) })
}
