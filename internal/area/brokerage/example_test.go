package brokerage_test

import (
	"context"
	"fmt"
	"log/slog"

	"ourdays/internal/app"
	"ourdays/internal/area/access"
	"ourdays/internal/area/brokerage"
	"ourdays/internal/area/directory"
	"ourdays/internal/area/framework"
	"ourdays/internal/area/funds"
	"ourdays/internal/area/people"
	"ourdays/internal/area/plans"
	"ourdays/internal/platform/assets"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
	"ourdays/internal/platform/mail"
)

// A social worker refers; a broker has weeks made and shows one; the person
// chooses it; an approver agrees and the money is held; the provider accepts,
// and the series is booked.
func ExampleService_Refer() {
	dbtest.Example(func(ctx context.Context, d *db.DB) {
		symbols, err := assets.Embedded()
		dbtest.Must(err)
		a := app.New(d, app.Settings{Symbols: symbols, Mail: &mail.Box{}, Log: slog.New(slog.DiscardHandler)})
		c := cast{}
		dbtest.Must(d.InTx(ctx, func(ctx context.Context, tx *db.Tx) error { return c.enter(ctx, tx, a) }))
		s := a.Brokerage
		r, err := s.Refer(ctx, c.worker, c.person.PersonID)
		dbtest.Must(err)
		dbtest.Must(s.TakeOn(ctx, c.broker, r.ID))
		weeks, err := s.MakeOptions(ctx, c.broker, r.ID)
		dbtest.Must(err)
		dbtest.Must(s.Show(ctx, c.broker, weeks[0].ID))
		dbtest.Must(s.Choose(ctx, c.person, weeks[0].ID, "friends", ""))
		dbtest.Must(s.Approve(ctx, c.approver, r.ID, weeks[0].ID))
		stand := func() (list []brokerage.Placement) {
			dbtest.Must(d.Read(ctx, func(ctx context.Context, tx *db.Tx) error {
				placements, err := s.PlacementsOf(ctx, tx, c.person.PersonID)
				dbtest.Must(err)
				budget, _, err := a.Funds.BudgetOf(ctx, tx, c.person.PersonID, clock.D(2026, 11, 30))
				fmt.Printf("%s; held %s, committed %s\n", placements[0].Status, budget.Held.Format(), budget.Committed.Format())
				list = placements
				return err
			}))
			return list
		}
		dbtest.Must(s.Accept(ctx, c.provider, stand()[0].ID))
		stand()
	})
	// Output:
	// offered; held £320, committed £0
	// accepted; held £0, committed £320
}

// cast is who plays in the example.
type cast struct{ worker, broker, person, approver, provider access.Actor }

// enter fills the stage: a choir with a price, and Jo with an outcome that it
// serves, a tier and a budget.
func (c *cast) enter(ctx context.Context, tx *db.Tx, a *app.App) error {
	hall, err := a.Directory.AddOrganisation(ctx, tx, access.System, directory.Organisation{Name: "The Hall", Kind: "community"})
	dbtest.Must(err)
	choir, err := a.Directory.Publish(ctx, tx, access.System, directory.Activity{OrganisationID: hall.ID, Title: "Choir", Kind: "music",
		Tiers: 1 << plans.Personalised, Outcomes: db.List{"O7"}})
	dbtest.Must(err)
	_, err = a.Directory.AddSchedule(ctx, tx, access.System, directory.Schedule{ActivityID: choir.ID, RRule: "FREQ=WEEKLY;BYDAY=WE",
		Start: 14 * 60, End: 16 * 60, From: tx.Today(), Places: 6, Support: 120})
	dbtest.Must(err)
	_, err = a.Framework.SetRate(ctx, tx, access.System, framework.Rate{ActivityID: choir.ID, Ratio: 3, Price: 4000, Benchmark: 4200})
	dbtest.Must(err)
	jo, err := a.People.Add(ctx, tx, access.System, people.Person{GivenName: "Jo", FamilyName: "Bright", Born: clock.D(1988, 4, 2), Ratio: 3})
	dbtest.Must(err)
	signIn := func(who access.Actor) access.Actor {
		who, err := a.Access.AddActor(ctx, tx, who, who.Name+"@weaverdale.example")
		dbtest.Must(err)
		return who
	}
	c.worker = signIn(access.Actor{Name: "Dina", Kind: access.Worker, Roles: []access.Role{access.RoleSocialWorker}})
	c.broker = signIn(access.Actor{Name: "Amara", Kind: access.Worker, Roles: []access.Role{access.RoleBroker}})
	c.approver = signIn(access.Actor{Name: "Ruth", Kind: access.Worker, Roles: []access.Role{access.RoleApprover}, ApprovalLimit: 30000})
	c.provider = signIn(access.Actor{Name: "Finn", Kind: access.Staff, Roles: []access.Role{access.RoleProvider}, OrganisationID: hall.ID})
	c.person = signIn(access.Actor{Name: "Jo", Kind: access.Person, Roles: []access.Role{access.RolePerson}, PersonID: jo.ID})
	dbtest.Must(a.People.Allocate(ctx, tx, jo.ID, c.worker.ID))
	_, err = a.Plans.AddOutcome(ctx, tx, c.worker, plans.Outcome{PersonID: jo.ID, Words: "I want more friends.", CareAct: db.List{"O7"},
		Scale: db.List{"much less", "less", "as hoped", "more", "much more"}, Baseline: -1})
	dbtest.Must(err)
	dbtest.Must(a.Plans.DecideTier(ctx, tx, c.worker, jo.ID, plans.Decision{Tier: plans.Personalised, Reason: "Shares a worker.",
		Weekly:   16400,
		MinUnits: 1, MaxUnits: 4, StartBy: clock.D(2026, 12, 7)}))
	_, err = a.Funds.Open(ctx, tx, access.System, funds.Budget{PersonID: jo.ID, Starts: clock.D(2026, 11, 30),
		Until: clock.D(2027, 1, 24), Weekly: 25000})
	return err
}
