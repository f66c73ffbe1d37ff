package brokerage_test

import (
	"context"
	"maps"
	"testing"

	"ourdays/internal/app/apptest"
	"ourdays/internal/area/access"
	"ourdays/internal/area/brokerage"
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

// house is everything that a referral needs, over a small directory: Jo, who
// needs step-free ways and 1:3, wants to make friends and to cook.
type house struct {
	*apptest.House
	d         *db.DB
	access    *access.Service
	people    *people.Service
	directory *directory.Service
	brokerage *brokerage.Service
	furniture
}

// furniture is what a template holds of a house: whatever is bound to a database is made anew
// on each copy.
type furniture struct {
	jo       string
	org      string
	schedule map[string]string // by title

	worker, broker, approver, person, provider access.Actor
}

// What a house holds is made once on each engine, and each test has a copy.
var (
	unplanned = dbtest.NewTemplate(func(t *testing.T, d *db.DB) furniture {
		h := furniture{schedule: map[string]string{}}.on(t, d)
		h.addDirectory(t)
		h.addJo(t)
		return h.furniture
	})
	planned = unplanned.Next(func(t *testing.T, d *db.DB, k furniture) furniture {
		k.on(t, d).planFor(t, clock.D(2027, 1, 24))
		return k
	})
)

// eachHouse runs the body in a house of its own on both engines.
func eachHouse(t *testing.T, body func(t *testing.T, h *house)) {
	t.Helper()
	eachOf(t, planned, body)
}

// eachUnplanned does so in the house before Jo has a plan.
func eachUnplanned(t *testing.T, body func(t *testing.T, h *house)) {
	t.Helper()
	eachOf(t, unplanned, body)
}

func eachOf(t *testing.T, p *dbtest.Template[furniture], body func(t *testing.T, h *house)) {
	t.Helper()
	p.Each(t, func(t *testing.T, d *db.DB, k furniture) { body(t, k.on(t, d)) })
}

// onSQLite is a house for what asks no database for more than to keep it.
func onSQLite(t *testing.T, p *dbtest.Template[furniture]) *house {
	t.Helper()
	d, k := p.SQLite(t)
	return k.on(t, d)
}

// on is the house on a copy of its database.
func (k furniture) on(t *testing.T, d *db.DB) *house {
	t.Helper()
	k.schedule = maps.Clone(k.schedule)
	h := &house{House: apptest.New(t, d), d: d, furniture: k}
	h.access, h.people, h.directory, h.brokerage = h.Access, h.People, h.Directory, h.Brokerage
	return h
}

// endPlacement ends a place in a transaction of its own.
func (h *house) endPlacement(t *testing.T, a access.Actor, id string, last clock.Date, ending string) error {
	t.Helper()
	return h.d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		return h.brokerage.EndPlacement(ctx, tx, a, id, last, ending)
	})
}

func (h *house) in(t *testing.T, f func(ctx context.Context, tx *db.Tx) error) {
	t.Helper()
	if err := h.d.InTx(t.Context(), f); err != nil {
		t.Fatal(err)
	}
}

func (h *house) actor(t *testing.T, a access.Actor) access.Actor {
	t.Helper()
	h.in(t, func(ctx context.Context, tx *db.Tx) (err error) {
		a, err = h.access.AddActor(ctx, tx, a, tx.NewID()+"@weaverdale.example")
		return err
	})
	return a
}

// offered is what the small directory holds.
var offered = []struct {
	title, kind, day string
	start            int
	outcomes         db.List
	access           directory.Access
}{
	{"Bowling", "sport", "TU", 14 * 60, db.List{"O7"}, directory.StepFree},
	{"Choir", "music", "TU", 15 * 60, db.List{"O7"}, directory.StepFree},
	{"Cooking", "arts", "MO", 10 * 60, db.List{"O1"}, directory.StepFree},
	{"Garden", "work", "TH", 10 * 60, db.List{"O7"}, directory.StepFree},
	{"Lunch club", "friends", "FR", 12 * 60, db.List{"O1", "O7"}, directory.StepFree},
	{"Riding", "sport", "WE", 10 * 60, db.List{"O7"}, 0},
}

func (h *house) addDirectory(t *testing.T) {
	t.Helper()
	h.in(t, func(ctx context.Context, tx *db.Tx) error {
		org, err := h.directory.AddOrganisation(ctx, tx, access.System, directory.Organisation{Name: "Oak Farm", Kind: "independent"})
		if err != nil {
			return err
		}
		h.org = org.ID
		for _, o := range offered {
			if err := h.addActivity(ctx, tx, o.title, o.kind, o.day, o.start, o.outcomes, o.access); err != nil {
				return err
			}
		}
		return nil
	})
}

func (h *house) addActivity(ctx context.Context, tx *db.Tx, title, kind, day string, start int, outcomes db.List,
	facts directory.Access) error {
	loc, err := h.directory.AddLocation(ctx, tx, access.System, directory.Location{OrganisationID: h.org, Name: title + " hall", Town: "Crewe",
		Lat: 53.1, Lng: -2.45, Access: facts, Capacity: 20})
	if err != nil {
		return err
	}
	act, err := h.directory.Publish(ctx, tx, access.System, directory.Activity{OrganisationID: h.org, Title: title, Kind: kind,
		Tiers: 1 << 2, Outcomes: outcomes, Access: facts})
	if err != nil {
		return err
	}
	sch, err := h.directory.AddSchedule(ctx, tx, access.System, directory.Schedule{ActivityID: act.ID, LocationID: loc.ID,
		RRule: "FREQ=WEEKLY;BYDAY=" + day, Start: start, End: start + 120, From: clock.D(2026, 11, 23), Places: 6, Support: 120})
	if err != nil {
		return err
	}
	h.schedule[title] = sch.ID
	if _, err := h.Framework.SetRate(ctx, tx, access.System, framework.Rate{ActivityID: act.ID, Ratio: 3, Price: 4000,
		Benchmark: 4200}); err != nil {
		return err
	}
	return h.directory.ExtendSessions(ctx, tx, clock.D(2027, 1, 24))
}

func (h *house) addJo(t *testing.T) {
	t.Helper()
	h.in(t, func(ctx context.Context, tx *db.Tx) error {
		p, err := h.people.Add(ctx, tx, access.System, people.Person{GivenName: "Joanna", FamilyName: "Bright", KnownAs: "Jo",
			Born:  clock.D(1990, 1, 1),
			Needs: people.StepFree, Ratio: 3, Kinds: db.List{"music"}, EasyRead: true})
		if err != nil {
			return err
		}
		h.jo = p.ID
		return nil
	})
	h.worker = h.actor(t, access.Actor{Name: "Dina Okafor", Kind: access.Worker, Roles: []access.Role{access.RoleSocialWorker}})
	h.broker = h.actor(t, access.Actor{Name: "Amara Osei", Kind: access.Worker, Roles: []access.Role{access.RoleBroker}})
	h.approver = h.actor(t, access.Actor{Name: "Ruth Lane", Kind: access.Worker, Roles: []access.Role{access.RoleApprover},
		ApprovalLimit: 30000})
	h.person = h.actor(t, access.Actor{Name: "Jo Bright", Kind: access.Person, Roles: []access.Role{access.RolePerson}, PersonID: h.jo})
	h.provider = h.actor(t, access.Actor{Name: "Finn Oak", Kind: access.Staff, Roles: []access.Role{access.RoleProvider},
		OrganisationID: h.org})
	h.in(t, func(ctx context.Context, tx *db.Tx) error { return h.people.Allocate(ctx, tx, h.jo, h.worker.ID) })
}

// planFor agrees Jo's plan and opens the budget, of £250 a week.
func (h *house) planFor(t *testing.T, until clock.Date) {
	t.Helper()
	h.in(t, func(ctx context.Context, tx *db.Tx) error {
		scale := db.List{"much less", "less", "as hoped", "more", "much more"}
		for _, o := range []plans.Outcome{{Words: "Make friends", CareAct: db.List{"O7"}}, {Words: "Cook for myself", CareAct: db.List{"O1"}}} {
			o.PersonID, o.Scale, o.Baseline = h.jo, scale, -1
			if _, err := h.Plans.AddOutcome(ctx, tx, h.worker, o); err != nil {
				return err
			}
		}
		err := h.Plans.DecideTier(ctx, tx, h.worker, h.jo, plans.Decision{Tier: 2, Reason: "Shares a worker with two others.", Weekly: 16400,
			MinUnits: 2, MaxUnits: 4, StartBy: clock.D(2026, 12, 7)})
		if err != nil {
			return err
		}
		_, err = h.Funds.Open(ctx, tx, access.System, funds.Budget{PersonID: h.jo, Starts: clock.D(2026, 11, 30), Until: until, Weekly: 25000})
		return err
	})
}

func (h *house) as(t *testing.T, a access.Actor) *apptest.Visitor {
	t.Helper()
	return h.As(t, a)
}

func (h *house) budget(t *testing.T) funds.Budget {
	t.Helper()
	var b funds.Budget
	h.in(t, func(ctx context.Context, tx *db.Tx) (err error) {
		b, _, err = h.Funds.BudgetOf(ctx, tx, h.jo, clock.D(2026, 11, 30))
		return err
	})
	return b
}

func (h *house) spendAllBut(t *testing.T, left pence.Pence) {
	t.Helper()
	b := h.budget(t)
	h.in(t, func(ctx context.Context, tx *db.Tx) error {
		return h.Funds.Hold(ctx, tx, b.ID, b.Available-left, "test:spend")
	})
}

func (h *house) placements(t *testing.T) []brokerage.Placement {
	t.Helper()
	var list []brokerage.Placement
	h.in(t, func(ctx context.Context, tx *db.Tx) (err error) {
		list, err = h.brokerage.PlacementsOf(ctx, tx, h.jo)
		return err
	})
	return list
}

func (h *house) referral(t *testing.T, id string) brokerage.Referral {
	t.Helper()
	var r brokerage.Referral
	h.in(t, func(ctx context.Context, tx *db.Tx) (err error) {
		r, err = brokerage.ReferralByID(ctx, tx, id)
		return err
	})
	return r
}

// showByHand shows a week with one activity.
func (h *house) showByHand(t *testing.T, referralID, title string) error {
	t.Helper()
	o, err := h.brokerage.NewWeek(t.Context(), h.broker, referralID)
	if err != nil {
		return err
	}
	if err := h.brokerage.AddItem(t.Context(), h.broker, o.ID, h.schedule[title]); err != nil {
		return err
	}
	return h.brokerage.Show(t.Context(), h.broker, o.ID)
}

func (h *house) sessions(t *testing.T) []directory.Session {
	t.Helper()
	var list []directory.Session
	h.in(t, func(ctx context.Context, tx *db.Tx) (err error) {
		list, err = h.directory.SessionsBetween(ctx, tx, clock.D(2026, 11, 23), clock.D(2027, 3, 1))
		return err
	})
	return list
}

// taken counts the places that are taken.
func (h *house) taken(t *testing.T) int {
	t.Helper()
	n := 0
	for _, s := range h.sessions(t) {
		n += s.Taken
	}
	return n
}

// fill takes every place of a schedule's session so many weeks ahead.
func (h *house) fill(t *testing.T, scheduleID string, week int) {
	t.Helper()
	var of []directory.Session
	for _, s := range h.sessions(t) {
		if s.ScheduleID == scheduleID {
			of = append(of, s)
		}
	}
	h.in(t, func(ctx context.Context, tx *db.Tx) error {
		return h.directory.Take(ctx, tx, of[week].ID, of[week].Left(), 0)
	})
}

// check proves what must always hold of the stored data.
func (h *house) check(t *testing.T) {
	t.Helper()
	if faults, err := h.Check(t.Context()); err != nil || len(faults) > 0 {
		t.Errorf("the database holds %v, %v", faults, err)
	}
}

// work is a page of the broker's list.
func (h *house) work(t *testing.T, states []brokerage.Status, page int) (lines []brokerage.ReferralLine, more bool) {
	t.Helper()
	h.in(t, func(ctx context.Context, tx *db.Tx) (err error) {
		lines, more, err = h.brokerage.Work(ctx, tx, h.broker, states, page)
		return err
	})
	return lines, more
}
