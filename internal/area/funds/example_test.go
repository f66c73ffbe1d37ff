package funds_test

import (
	"context"
	"fmt"

	"ourdays/internal/area/access"
	"ourdays/internal/area/funds"
	"ourdays/internal/area/people"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
	"ourdays/internal/platform/pence"
)

// A finance officer works out what Jo pays a week, a second one lets it count,
// and a place then costs her the smaller of that and the week's cost.
func ExampleService_Record() {
	dbtest.Example(func(ctx context.Context, d *db.DB) {
		a := access.New(access.Deps{DB: d})
		who := people.New(people.Deps{DB: d, Access: a})
		s := funds.New(funds.Deps{DB: d, Access: a, People: who})
		officer := access.Actor{ID: "f1", Name: "Tomasz Lis", Kind: access.Worker, Roles: []access.Role{access.RoleFinance}}
		second := access.Actor{ID: "f2", Name: "Farida Noor", Kind: access.Worker, Roles: []access.Role{access.RoleFinance}}
		jo := ""
		dbtest.Must(d.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
			p, err := who.Add(ctx, tx, access.System, people.Person{GivenName: "Jo", FamilyName: "Bright", Born: clock.D(1988, 4, 2)})
			jo = p.ID
			return err
		}))
		made, err := s.Record(ctx, officer, jo, income("2025-06-02", "162.50"))
		dbtest.Must(err)
		fmt.Println(made.Status, made.Maximum.Format())
		dbtest.Must(s.Check(ctx, second, jo, made.ID))
		dbtest.Must(d.Read(ctx, func(ctx context.Context, tx *db.Tx) error {
			for _, week := range []pence.Pence{4800, 9600} {
				price, err := s.PriceTo(ctx, tx, jo, 0, week, clock.D(2025, 9, 1))
				dbtest.Must(err)
				fmt.Println("a week of", week.Format(), "costs her", price.Weekly.Format())
			}
			return nil
		}))
	})
	// Output:
	// draft £50
	// a week of £48 costs her £48
	// a week of £96 costs her £50
}
