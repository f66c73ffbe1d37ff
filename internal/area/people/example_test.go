package people_test

import (
	"context"
	"fmt"

	"ourdays/internal/area/access"
	"ourdays/internal/area/people"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
)

// Jo lets her mother see her record and book for her, but not her money; and
// ends it again.
func ExampleService_GiveMandate() {
	dbtest.Example(func(ctx context.Context, d *db.DB) {
		rights := access.New(access.Deps{DB: d})
		s := people.New(people.Deps{DB: d, Access: rights})
		var jo, mum access.Actor
		var mandate people.Mandate
		dbtest.Must(d.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
			p, err := s.Add(ctx, tx, access.System, people.Person{GivenName: "Jo", FamilyName: "Bright", Born: clock.D(1988, 4, 2)})
			dbtest.Must(err)
			jo = access.Actor{ID: "jo", Name: "Jo B.", Kind: access.Person, Roles: []access.Role{access.RolePerson}, PersonID: p.ID}
			mum, err = rights.AddActor(ctx, tx, access.Actor{Name: "Pat Bright", Kind: access.Supporter,
				Roles: []access.Role{access.RoleSupporter}}, "pat@weaverdale.example")
			dbtest.Must(err)
			mandate, err = s.GiveMandate(ctx, tx, jo, people.Mandate{PersonID: p.ID, SupporterID: mum.ID, Basis: "asked",
				Related: "my mum", SaidOn: clock.SomeDate(tx.Today()), SaidHow: "In Ourdays, herself.",
				ReviewOn: clock.SomeDate(tx.Today().AddMonths(12)),
				May:      db.List{access.MaySee, access.MayBook}, Starts: tx.Today()})
			return err
		}))
		may := func(p access.Permission) bool {
			ok := false
			dbtest.Must(d.Read(ctx, func(ctx context.Context, tx *db.Tx) (err error) {
				ok, err = rights.StillMay(ctx, tx, mum.ID, p, jo.PersonID)
				return err
			}))
			return ok
		}
		fmt.Println("books:", may(access.BookPlace), "sees money:", may(access.SeeMoney))
		dbtest.Must(s.EndMandate(ctx, jo, jo.PersonID, mandate.ID, ""))
		fmt.Println("after the end, books:", may(access.BookPlace))
	})
	// Output:
	// books: true sees money: false
	// after the end, books: false
}
