package access_test

import (
	"context"
	"fmt"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
)

// A worker sees a record only with a tie to the person, and the person reads
// who looked, themselves included.
func ExampleService_See() {
	dbtest.Example(func(ctx context.Context, d *db.DB) {
		s := access.New(access.Deps{DB: d})
		dina := access.Actor{ID: "dina", Name: "Dina Okafor", Kind: access.Worker, Roles: []access.Role{access.RoleSocialWorker}}
		omar := access.Actor{ID: "omar", Name: "Omar Reid", Kind: access.Worker, Roles: []access.Role{access.RoleSocialWorker}}
		jo := access.Actor{ID: "jo", Name: "Jo B.", Kind: access.Person, Roles: []access.Role{access.RolePerson}, PersonID: "p1"}
		dbtest.Must(d.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
			return s.Tie(ctx, tx, access.Tie{ActorID: dina.ID, PersonID: "p1", Relation: access.Allocated, Source: "allocation"})
		}))
		for _, worker := range []access.Actor{dina, omar} {
			err := d.InTx(ctx, func(ctx context.Context, tx *db.Tx) error { return s.See(ctx, tx, worker, access.SeePerson, "p1") })
			fmt.Println(worker.Name, "sees the record:", err == nil)
		}
		dbtest.Must(d.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
			looks, err := s.WhoLooked(ctx, tx, jo, "p1", access.Bound{})
			for _, l := range looks.Lines {
				fmt.Println(l.Actor, l.Act)
			}
			for _, o := range looks.Own {
				fmt.Println(o.Actor, "looked, so often:", o.N)
			}
			return err
		}))
	})
	// Output:
	// Dina Okafor sees the record: true
	// Omar Reid sees the record: false
	// Dina Okafor see
	// Jo B. looked, so often: 1
}
