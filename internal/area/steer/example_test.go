package steer_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"ourdays/internal/area/access"
	"ourdays/internal/area/steer"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
)

// A commissioner sets the council's budget and reads the year's figures.
func ExampleService_Spend() {
	ctx := context.Background()
	dir, err := os.MkdirTemp("", "ourdays-example-")
	check(err)
	defer func() { check(os.RemoveAll(dir)) }()
	d, err := db.Open(ctx, "sqlite:"+filepath.Join(dir, "example.db"), db.Options{Clock: clock.Fixed(dbtest.Start())})
	check(err)
	defer func() { check(d.Close()) }()
	_, err = d.Migrate(ctx)
	check(err)
	s := steer.New(steer.Deps{DB: d, Access: access.New(access.Deps{DB: d})})
	ruth := access.Actor{ID: "ruth", Name: "Ruth Pemberton", Kind: access.Worker, Roles: []access.Role{access.RoleCommissioner}}
	check(d.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		_, err := s.SetBudget(ctx, tx, ruth, steer.Budget{InHouse: 370_000_000, External: 190_000_000, Reason: "Council meeting of 24 February"})
		return err
	}))
	check(d.Read(ctx, func(ctx context.Context, tx *db.Tx) error {
		f, err := s.Spend(ctx, tx, ruth)
		check(err)
		fmt.Println(f.Year.From, f.Year.To, f.Budgets[0].Sum().Format(), f.Groups.All(), "people")
		return nil
	}))
	// Output:
	// 2026-04-01 2027-03-31 £5,600,000 0 people
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
