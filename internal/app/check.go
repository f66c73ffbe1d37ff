package app

import (
	"context"

	"ourdays/internal/platform/db"
)

// Check proves the database's invariants and lists every breach.
func (a *App) Check(ctx context.Context) ([]string, error) {
	var all []string
	err := a.DB.Read(ctx, func(ctx context.Context, tx *db.Tx) error {
		broken, err := a.Access.Broken(ctx, tx)
		if err != nil {
			return err
		}
		all = append(all, broken...)
		unbalanced, err := a.Funds.Breaches(ctx, tx)
		if err != nil {
			return err
		}
		all = append(all, unbalanced...)
		for _, breaches := range []func(context.Context, *db.Tx) ([]string, error){a.Bookings.Breaches, a.Brokerage.Breaches} {
			found, err := breaches(ctx, tx)
			if err != nil {
				return err
			}
			all = append(all, found...)
		}
		oversold, err := a.Directory.Check(ctx, tx)
		if err != nil {
			return err
		}
		for _, b := range oversold {
			all = append(all, b.Thing+": "+b.What)
		}
		return nil
	})
	return all, err
}
