package directory_test

import (
	"context"
	"fmt"

	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
	"ourdays/internal/platform/fail"
)

// An activity is published, gets a schedule, and its only place is taken; the
// next one who asks is told that it is full.
func ExampleService_Take() {
	dbtest.Example(func(ctx context.Context, d *db.DB) {
		s := directory.New(directory.Deps{DB: d, Access: access.New(access.Deps{DB: d})})
		dbtest.Must(d.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
			hall, err := s.AddOrganisation(ctx, tx, access.System, directory.Organisation{Name: "The Hall", Kind: "community"})
			dbtest.Must(err)
			choir, err := s.Publish(ctx, tx, access.System, directory.Activity{OrganisationID: hall.ID, Kind: "music", Title: "Choir"})
			dbtest.Must(err)
			_, err = s.AddSchedule(ctx, tx, access.System, directory.Schedule{ActivityID: choir.ID, RRule: "FREQ=WEEKLY;BYDAY=WE",
				Start: 18 * 60, End: 20 * 60, From: tx.Today(), Places: 1})
			dbtest.Must(err)
			next, err := s.Coming(ctx, tx, choir.ID, 1)
			dbtest.Must(err)
			fmt.Println(next[0].Date, next[0].Left(), "place left")
			dbtest.Must(s.Take(ctx, tx, next[0].ID, 1, 0))
			fmt.Println("one more:", fail.KindOf(s.Take(ctx, tx, next[0].ID, 1, 0)))
			return nil
		}))
	})
	// Output:
	// 2026-11-25 1 place left
	// one more: full
}
