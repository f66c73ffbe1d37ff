package site

import (
	"context"

	g "maragu.dev/gomponents"

	"ourdays/internal/area/access"
	"ourdays/internal/area/bookings"
	"ourdays/internal/area/funds"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/pence"
	"ourdays/internal/platform/web"
)

// priceOfWeek is what a week's services cost the person, where their money may
// be seen and was assessed.
func (s *Site) priceOfWeek(ctx context.Context, tx *db.Tx, a access.Actor,
	monday clock.Date) (funds.Price, error) {
	p, err := s.pricerFor(ctx, tx, a)
	if err != nil || p.personID == "" {
		return funds.Price{}, err
	}
	cost, err := p.week(ctx, tx, monday)
	if err != nil {
		return funds.Price{}, err
	}
	return s.Funds.PriceTo(ctx, tx, p.personID, 0, cost, monday)
}

// whatItCosts says what the week costs the person: to the council, and at the
// door.
func whatItCosts(c *web.Ctx, lines []bookings.Line, price funds.Price) g.Node {
	var door pence.Pence
	for _, l := range lines {
		if l.Booking.Status == bookings.Confirmed {
			door += l.Booking.OwnPrice
		}
	}
	return g.Group{
		g.If(price.Known, web.WhoseBlock(c, "site.week.pay", "site.week.pay_of", "amount", price.Weekly.Format())),
		g.If(door > 0, web.WhoseBlock(c, "site.week.door", "site.week.door_of", "amount", door.Format())),
	}
}
