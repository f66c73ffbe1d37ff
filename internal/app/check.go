package app

import (
	"context"

	"ourdays/internal/area/access"
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
		for _, breaches := range []func(context.Context, *db.Tx) ([]string, error){
			a.People.Breaches, a.Bookings.Breaches, a.Brokerage.Breaches, a.Plans.Breaches, a.Steer.Breaches} {
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

// NewestSeal gives the end of the audit trail, to be kept elsewhere.
func (a *App) NewestSeal(ctx context.Context) (seal access.Seal, err error) {
	err = a.DB.Read(ctx, func(ctx context.Context, tx *db.Tx) error {
		seal, err = a.Access.NewestSeal(ctx, tx)
		return err
	})
	return seal, err
}

// HoldsSeal reports whether a seal that was kept elsewhere still stands.
func (a *App) HoldsSeal(ctx context.Context, kept access.Seal) (holds bool, err error) {
	err = a.DB.Read(ctx, func(ctx context.Context, tx *db.Tx) error {
		holds, err = a.Access.Holds(ctx, tx, kept)
		return err
	})
	return holds, err
}
