package steer

import (
	"context"

	"ourdays/internal/area/brokerage"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
)

// Council says how the council's budget of the financial year of a day stands, for each
// kind of provider, to who approves a week: they see sums only, and brokerage has asked
// whether they may approve it.
func (s *Service) Council(ctx context.Context, tx *db.Tx, on clock.Date) (brokerage.Council, error) {
	y := YearOf(on)
	c := brokerage.Council{From: y.From, Until: y.To}
	set, err := budgetsOf(ctx, tx, y.From)
	if err != nil || len(set) == 0 {
		return c, err
	}
	c.Set, c.InHouse.Budget, c.External.Budget = true, set[0].InHouse, set[0].External
	months, err := monthsOf(ctx, tx, y, Filter{Span: y.Whole()})
	for _, m := range months {
		c.InHouse.Agreed += m.Spent.InHouse + m.Expected.InHouse
		c.External.Agreed += m.Spent.External + m.Expected.External
	}
	return c, err
}
