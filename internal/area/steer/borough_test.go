package steer_test

import (
	"context"
	"maps"
	"slices"
	"testing"

	"ourdays/internal/app/apptest"
	"ourdays/internal/area/access"
	"ourdays/internal/area/bookings"
	"ourdays/internal/area/directory"
	"ourdays/internal/area/framework"
	"ourdays/internal/area/funds"
	"ourdays/internal/area/people"
	"ourdays/internal/area/plans"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
	"ourdays/internal/platform/pence"
)

// borough is a small one, built by the verbs: one in-house service and two
// others, and people of three tiers who go to one or both kinds.
type borough struct {
	*apptest.House
	org      map[string]string // by name
	schedule map[string]string // by title
	people   []string
	clay     string // open to all, at the hours of the others

	worker, broker, approver, commissioner access.Actor
}

// Where the people go, and their tiers. Bowling is in-house at £40, farming and
// pottery are external at £30 and £25 a session.
var goers = []struct {
	tier int
	to   []string
}{
	{2, []string{"Bowling"}}, {2, []string{"Bowling", "Swimming"}}, {1, []string{"Bowling"}},
	{2, []string{"Farming"}}, {3, []string{"Pottery"}}, {2, []string{"Farming", "Pottery"}},
	{2, []string{"Bowling", "Farming"}}, {1, []string{"Swimming", "Pottery"}},
}

var offers = []struct {
	title, org, day string
	price           pence.Pence
}{{"Bowling", "Weaverdale Days", "TU", 4000}, {"Swimming", "Weaverdale Days", "WE", 4000}, {"Farming", "Oak Farm", "TH", 3000},
	{"Pottery", "Clay & Co", "FR", 2500}}

// The borough is built once on each engine, and each test has a copy.
var built = dbtest.NewTemplate(func(t *testing.T, d *db.DB) borough {
	return *newBoroughAfter(t, d, func(context.Context, *db.Tx, *borough) error { return nil })
})

// eachBorough runs the body in a borough of its own on both engines.
func eachBorough(t *testing.T, body func(t *testing.T, b *borough)) {
	t.Helper()
	built.Each(t, func(t *testing.T, d *db.DB, b borough) { body(t, b.on(t, d)) })
}

// onSQLite is a borough for what asks no database for more than to keep it.
func onSQLite(t *testing.T) *borough {
	t.Helper()
	d, b := built.SQLite(t)
	return b.on(t, d)
}

// on is the borough on a copy of its database.
func (b borough) on(t *testing.T, d *db.DB) *borough {
	t.Helper()
	b.House, b.org, b.schedule, b.people = apptest.New(t, d), maps.Clone(b.org), maps.Clone(b.schedule), slices.Clone(b.people)
	return &b
}

// newBoroughAfter does something more before anybody's places are agreed.
func newBoroughAfter(t *testing.T, d *db.DB, first func(context.Context, *db.Tx, *borough) error) *borough {
	t.Helper()
	b := &borough{House: apptest.New(t, d), org: map[string]string{}, schedule: map[string]string{}}
	role := func(name string, r access.Role) access.Actor {
		return b.Actor(t, access.Actor{Name: name, Kind: access.Worker, Roles: []access.Role{r}, ApprovalLimit: 100000})
	}
	b.worker, b.broker = role("Dina Okafor", access.RoleSocialWorker), role("Amara Osei", access.RoleBroker)
	b.approver, b.commissioner = role("Helen Marsh", access.RoleApprover), role("Ruth Pemberton", access.RoleCommissioner)
	b.in(t, b.fillDirectory)
	b.in(t, func(ctx context.Context, tx *db.Tx) error { return first(ctx, tx, b) })
	for i := range goers {
		b.place(t, i)
	}
	return b
}

// scarceBorough is the borough with sessions until 6 December only, when everybody's
// places are agreed until 24 January, and clay at the hours of all of them.
func scarceBorough(t *testing.T, d *db.DB) *borough {
	t.Helper()
	b := newBoroughAfter(t, d, func(ctx context.Context, tx *db.Tx, b *borough) error {
		for _, text := range []string{`DELETE FROM session WHERE day > '2026-12-06'`, `UPDATE schedule SET made_up_to = '2026-12-06'`} {
			if _, err := tx.Exec(ctx, text); err != nil {
				return err
			}
		}
		return nil
	})
	b.in(t, func(ctx context.Context, tx *db.Tx) error {
		act, err := b.Directory.Publish(ctx, tx, access.System, directory.Activity{OrganisationID: b.org["Clay & Co"], Title: "Clay",
			Kind: "arts"})
		if err != nil {
			return err
		}
		b.clay = act.ID
		_, err = b.Directory.AddSchedule(ctx, tx, access.System, directory.Schedule{ActivityID: act.ID, OnlineAt: "https://clay.example",
			RRule: "FREQ=WEEKLY;BYDAY=TU,WE,TH,FR", Start: 660, End: 780, From: clock.D(2026, 11, 23), Places: 20})
		return err
	})
	return b
}

func (b *borough) in(t testing.TB, f func(ctx context.Context, tx *db.Tx) error) {
	t.Helper()
	if err := b.DB.InTx(context.Background(), f); err != nil {
		t.Fatal(err)
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (b *borough) fillDirectory(ctx context.Context, tx *db.Tx) error {
	for name, kind := range map[string]string{"Weaverdale Days": "in_house", "Oak Farm": "independent", "Clay & Co": "community"} {
		o, err := b.Directory.AddOrganisation(ctx, tx, access.System, directory.Organisation{Name: name, Kind: kind})
		if err != nil {
			return err
		}
		b.org[name] = o.ID
	}
	for _, o := range offers {
		loc, err := b.Directory.AddLocation(ctx, tx, access.System, directory.Location{OrganisationID: b.org[o.org], Name: o.title + " hall",
			Town: "Crewe", Capacity: 20})
		if err != nil {
			return err
		}
		act, err := b.Directory.Publish(ctx, tx, access.System, directory.Activity{OrganisationID: b.org[o.org], Title: o.title, Kind: "sport",
			Tiers: 1<<1 | 1<<2 | 1<<3, Outcomes: db.List{"O9"}})
		if err != nil {
			return err
		}
		sch, err := b.Directory.AddSchedule(ctx, tx, access.System, directory.Schedule{ActivityID: act.ID, LocationID: loc.ID,
			RRule: "FREQ=WEEKLY;BYDAY=" + o.day, Start: 600, End: 720, From: clock.D(2026, 11, 23), Places: 12, Support: 600})
		if err != nil {
			return err
		}
		b.schedule[o.title] = sch.ID
		if _, err := b.Framework.SetRate(ctx, tx, access.System, framework.Rate{ActivityID: act.ID, Ratio: 3, Price: o.price,
			Benchmark: o.price}); err != nil {
			return err
		}
	}
	return b.Directory.ExtendSessions(ctx, tx, clock.D(2027, 1, 24))
}

// place takes one person from an outcome to accepted places.
func (b *borough) place(t *testing.T, i int) {
	t.Helper()
	id, ctx := "", t.Context()
	b.in(t, func(ctx context.Context, tx *db.Tx) error {
		p, err := b.People.Add(ctx, tx, access.System, people.Person{GivenName: "Person", FamilyName: string(rune('A' + i)),
			Born: clock.D(1990, 1, 1+i), Ratio: 3})
		if err != nil {
			return err
		}
		id = p.ID
		if err := b.People.Allocate(ctx, tx, id, b.worker.ID); err != nil {
			return err
		}
		if _, err := b.Plans.AddOutcome(ctx, tx, b.worker, plans.Outcome{PersonID: id, Words: "I want to get out more.", CareAct: db.List{"O9"},
			Scale: db.List{"a", "b", "c", "d", "e"}, Baseline: -1}); err != nil {
			return err
		}
		if err := b.Plans.DecideTier(ctx, tx, b.worker, id, plans.Decision{Tier: goers[i].tier, Reason: "Agreed with them.", Weekly: 20000,
			MinUnits: 1, MaxUnits: 5, StartBy: tx.Today()}); err != nil {
			return err
		}
		_, err = b.Funds.Open(ctx, tx, access.System, funds.Budget{PersonID: id, Starts: clock.D(2026, 11, 24), Until: clock.D(2027, 1, 24),
			Weekly: 30000})
		return err
	})
	b.people = append(b.people, id)
	r, err := b.Brokerage.Refer(ctx, b.worker, id)
	must(t, err)
	must(t, b.Brokerage.TakeOn(ctx, b.broker, r.ID))
	o, err := b.Brokerage.NewWeek(ctx, b.broker, r.ID)
	must(t, err)
	for _, title := range goers[i].to {
		must(t, b.Brokerage.AddItem(ctx, b.broker, o.ID, b.schedule[title]))
	}
	must(t, b.Brokerage.Show(ctx, b.broker, o.ID))
	person := access.Actor{ID: "actor-" + id, Name: "N. N.", Kind: access.Person, Roles: []access.Role{access.RolePerson}, PersonID: id}
	must(t, b.Brokerage.Choose(ctx, person, o.ID, "activities", ""))
	must(t, b.Brokerage.Approve(ctx, b.approver, r.ID, o.ID))
	b.in(t, func(ctx context.Context, tx *db.Tx) error { return nil })
	var ids []string
	b.in(t, func(ctx context.Context, tx *db.Tx) error {
		list, err := b.Brokerage.PlacementsOf(ctx, tx, id)
		ids = nil
		for _, p := range list {
			ids = append(ids, p.ID+" "+p.OrganisationID)
		}
		return err
	})
	for _, pair := range ids {
		at := len(pair)
		for pair[at-1] != ' ' {
			at--
		}
		staff := access.Actor{ID: "staff", Name: "Staff", Kind: access.Staff, Roles: []access.Role{access.RoleProvider},
			OrganisationID: pair[at:]}
		must(t, b.Brokerage.Accept(ctx, staff, pair[:at-1]))
	}
}

// runUntil closes the register of every session up to a day, with every code in turn.
func (b *borough) runUntil(t *testing.T, day clock.Date) {
	t.Helper()
	b.DB.SetClock(clock.Fixed(clock.At(day, 18*60)))
	_, err := b.Brokerage.Keep(t.Context(), access.System)
	must(t, err)
	var list []directory.Session
	b.in(t, func(ctx context.Context, tx *db.Tx) (err error) {
		list, err = b.Directory.SessionsBetween(ctx, tx, clock.D(2026, 11, 24), day)
		return err
	})
	n := 0
	for _, ses := range list {
		var entries []bookings.Entry
		b.in(t, func(ctx context.Context, tx *db.Tx) error {
			r, err := b.Bookings.RegisterFor(ctx, tx, access.System, ses.ID)
			entries = nil
			for _, l := range r.Lines {
				code := framework.Codes()[n%len(framework.Codes())]
				if n%2 == 0 {
					code = framework.Attended
				}
				n++
				entries = append(entries, bookings.Entry{BookingID: l.Booking.ID, Code: code})
			}
			return err
		})
		must(t, b.Bookings.RecordRegister(t.Context(), access.System, ses.ID, entries))
	}
	if n == 0 {
		t.Fatal("nobody came anywhere")
	}
}

// review holds a review of everybody at a score.
func (b *borough) review(t *testing.T, score func(i int) int) {
	t.Helper()
	for i, id := range b.people {
		b.in(t, func(ctx context.Context, tx *db.Tx) error {
			p, _, err := b.Plans.Current(ctx, tx, id)
			if err != nil {
				return err
			}
			open, err := b.Plans.OutcomesOf(ctx, tx, p.ID)
			if err != nil {
				return err
			}
			_, err = b.Plans.Review(ctx, tx, b.worker, plans.Review{PersonID: id, Number: 1, Held: tx.Today(), OwnWords: "I like it.", Face: "good",
				SaidHow: "spoke",
				Present: "They and Dina", Way: plans.Keep, NextReview: clock.SomeDate(tx.Today().AddDays(30)),
				Scores: []plans.Score{{OutcomeID: open[0].ID, Score: score(i)}}})
			return err
		})
	}
}
