package site

import (
	"context"
	"fmt"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/area/framework"
	"ourdays/internal/area/funds"
	"ourdays/internal/area/matching"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/pence"
	"ourdays/internal/platform/web"
)

// pricer answers "the price to me" for whoever looks at activities. What a
// week costs a person is asked of funds.PriceTo alone.
type pricer struct {
	s        *Site
	personID string // empty: nobody whose price may be told
	ratio    int
	before   map[clock.Date]pence.Pence // by Monday: what the week costs the council already
}

// pricerFor is the pricer of the person whom the visitor is or helps. Who may
// not see the person's money gets none, and so does somebody who has not been
// assessed. A supporter who sees it leaves a line in the trail.
func (s *Site) pricerFor(ctx context.Context, tx *db.Tx, a access.Actor) (pricer, error) {
	p := pricer{s: s, before: map[clock.Date]pence.Pence{}}
	if a.PersonID == "" {
		return p, nil
	}
	err := s.Access.Allow(ctx, tx, a, access.SeeMoney, a.PersonID)
	if fail.KindOf(err) == fail.Forbidden {
		return p, nil // who may not see money is shown none
	}
	if err != nil {
		return p, err
	}
	price, err := s.Funds.PriceTo(ctx, tx, a.PersonID, 0, 0, tx.Today())
	if err != nil || !price.Known {
		return p, err
	}
	if a.Kind != access.Person {
		if err := s.Access.See(ctx, tx, a, access.SeeMoney, a.PersonID); err != nil {
			return p, err
		}
	}
	person, err := s.People.Load(ctx, tx, a.PersonID)
	p.personID, p.ratio = a.PersonID, person.Ratio
	return p, err
}

// of gives what one session more of an activity on a day costs the person: of
// an activity that the council pays for, at the agreed rate for the support
// that the person has. Others are paid at the door, and cost everybody the same.
func (p pricer) of(ctx context.Context, tx *db.Tx, act directory.Activity,
	on clock.Date) (funds.Price, error) {
	if p.personID == "" || act.Tiers == 0 {
		return funds.Price{}, nil
	}
	rates, err := p.s.Framework.RatesOf(ctx, tx, act.ID, on)
	if err != nil {
		return funds.Price{}, fmt.Errorf("read rates: %w", err)
	}
	rate, agreed := matching.BestRate(asBrokered(rates), p.ratio)
	if !agreed {
		return funds.Price{}, nil
	}
	before, err := p.week(ctx, tx, on.Monday())
	if err != nil {
		return funds.Price{}, err
	}
	return p.s.Funds.PriceTo(ctx, tx, p.personID, before, before+rate.Price, on)
}

// week is what the person's week costs the council already.
func (p pricer) week(ctx context.Context, tx *db.Tx, monday clock.Date) (pence.Pence, error) {
	if cost, asked := p.before[monday]; asked {
		return cost, nil
	}
	cost, err := p.s.Bookings.CostOfWeek(ctx, tx, p.personID, monday)
	p.before[monday] = cost
	return cost, err
}

func asBrokered(rates []framework.Rate) []matching.Rate {
	all := make([]matching.Rate, len(rates))
	for i, r := range rates {
		all[i] = matching.Rate{Ratio: r.Ratio, Price: r.Price, Benchmark: r.Benchmark}
	}
	return all
}

// priceTo says what a session costs: to the person where that is known, else
// to anybody.
func priceTo(c *web.Ctx, a directory.Activity, p funds.Price) string {
	switch {
	case !p.Known:
		return priceOf(c, a)
	case p.More == 0:
		return c.T("site.price.no_more")
	}
	return c.T("site.price.to_me", "amount", p.More.Format())
}

// whyThatPrice says beside the price to a person where it comes from.
func whyThatPrice(c *web.Ctx, p funds.Price) g.Node {
	if !p.Known {
		return nil
	}
	why := web.Block(c, "site.price.why")
	if p.Full {
		why = web.Block(c, "site.price.why_full")
	}
	return g.Group{why, h.P(h.A(h.Class("govuk-link press-link"), h.Href("/me/money"),
		g.Text(c.T("site.price.money"))))}
}
