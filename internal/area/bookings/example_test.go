package bookings_test

import (
	"context"
	"fmt"
	"strings"

	"ourdays/internal/area/access"
	"ourdays/internal/area/bookings"
	"ourdays/internal/area/directory"
	"ourdays/internal/area/funds"
	"ourdays/internal/area/people"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
	"ourdays/internal/platform/fail"
)

// Jo takes the only place at a choir. Pressed again the place is hers still;
// Sam is told that it is full. When Jo cannot go, Sam gets it.
func ExampleService_Book() {
	dbtest.Example(func(ctx context.Context, d *db.DB) {
		a := access.New(access.Deps{DB: d})
		offers, who := directory.New(directory.Deps{DB: d, Access: a}), people.New(people.Deps{DB: d, Access: a})
		s := bookings.New(bookings.Deps{DB: d, Access: a, Directory: offers, People: who,
			Funds: funds.New(funds.Deps{DB: d, Access: a, People: who})})
		var choir directory.Session
		actors := map[string]access.Actor{}
		dbtest.Must(d.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
			choir = onePlace(ctx, tx, offers)
			for _, name := range []string{"Jo", "Sam"} {
				p, err := who.Add(ctx, tx, access.System, people.Person{GivenName: name, FamilyName: "Bright", Born: clock.D(1988, 4, 2)})
				dbtest.Must(err)
				actors[name] = access.Actor{ID: name, Name: name, Kind: access.Person, Roles: []access.Role{access.RolePerson}, PersonID: p.ID}
			}
			return nil
		}))
		jo, sam := actors["Jo"], actors["Sam"]

		first, err := s.Book(ctx, jo, choir.ID, jo.PersonID)
		dbtest.Must(err)
		fmt.Println("Jo is in:", first.Day, first.Status, first.OwnPrice.Format())
		again, err := s.Book(ctx, jo, choir.ID, jo.PersonID)
		dbtest.Must(err)
		fmt.Println("pressed again, the same place:", again.ID == first.ID)
		_, err = s.Book(ctx, sam, choir.ID, sam.PersonID)
		fmt.Println("Sam:", fail.KindOf(err))

		dbtest.Must(s.Cancel(ctx, jo, first.ID))
		second, err := s.Book(ctx, sam, choir.ID, sam.PersonID)
		dbtest.Must(err)
		fmt.Println("Jo cannot go. Sam:", second.Status)

		secret := bookings.FreshSecret()
		dbtest.Must(s.NewFeed(ctx, sam, sam.PersonID, secret, ""))
		calendar, err := s.Calendar(ctx, secret, false)
		dbtest.Must(err)
		for _, line := range strings.Split(calendar, "\r\n") {
			if strings.HasPrefix(line, "SUMMARY") || strings.HasPrefix(line, "DTSTART") {
				fmt.Println(line)
			}
		}
	})
	// Output:
	// Jo is in: 2026-11-25 confirmed £5
	// pressed again, the same place: true
	// Sam: full
	// Jo cannot go. Sam: confirmed
	// DTSTART:20261125T180000Z
	// SUMMARY:Choir
}

// onePlace is the next session of a choir with room for one.
func onePlace(ctx context.Context, tx *db.Tx, s *directory.Service) directory.Session {
	hall, err := s.AddOrganisation(ctx, tx, access.System, directory.Organisation{Name: "The Hall", Kind: "community"})
	dbtest.Must(err)
	choir, err := s.Publish(ctx, tx, access.System, directory.Activity{OrganisationID: hall.ID, Kind: "music", Title: "Choir", OwnPrice: 500})
	dbtest.Must(err)
	_, err = s.AddSchedule(ctx, tx, access.System, directory.Schedule{ActivityID: choir.ID, RRule: "FREQ=WEEKLY;BYDAY=WE",
		Start: 18 * 60, End: 20 * 60, From: tx.Today(), Places: 1})
	dbtest.Must(err)
	next, err := s.Coming(ctx, tx, choir.ID, 1)
	dbtest.Must(err)
	return next[0]
}
