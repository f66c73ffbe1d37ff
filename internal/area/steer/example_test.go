package steer_test

import (
	"context"
	"fmt"

	"ourdays/internal/area/access"
	"ourdays/internal/area/steer"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
)

// A commissioner sets the council's budget and reads the year's figures.
func ExampleService_Spend() {
	dbtest.Example(func(ctx context.Context, d *db.DB) {
		s := steer.New(steer.Deps{DB: d, Access: access.New(access.Deps{DB: d})})
		ruth := access.Actor{ID: "ruth", Name: "Ruth Pemberton", Kind: access.Worker, Roles: []access.Role{access.RoleCommissioner}}
		dbtest.Must(d.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
			_, err := s.SetBudget(ctx, tx, ruth, steer.Budget{InHouse: 370_000_000, External: 190_000_000, Reason: "Council meeting of 24 February"})
			return err
		}))
		dbtest.Must(d.Read(ctx, func(ctx context.Context, tx *db.Tx) error {
			f, err := s.Spend(ctx, tx, ruth)
			dbtest.Must(err)
			fmt.Println(f.Year.From, f.Year.To, f.Budgets[0].Sum().Format(), f.Groups.All(), "people")
			return nil
		}))
	})
	// Output:
	// 2026-04-01 2027-03-31 £5,600,000 0 people
}
