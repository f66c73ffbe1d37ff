package brokerage_test

import (
	"context"
	"log/slog"
	"net/http"
	"testing"

	"ourdays/internal/area/access"
	"ourdays/internal/area/brokerage"
	"ourdays/internal/area/directory"
	"ourdays/internal/area/funds"
	"ourdays/internal/area/people"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/event"
	"ourdays/internal/platform/pence"
	"ourdays/internal/platform/web"
)

// house is everything that a referral needs, over a small directory: Jo, who
// needs step-free ways and 1:3, wants to make friends and to cook.
type house struct {
	d         *db.DB
	access    *access.Service
	people    *people.Service
	lower     *lower
	mux       *http.ServeMux
	directory *directory.Service
	brokerage *brokerage.Service
	jo        string
	org       string
	schedule  map[string]string // by title

	worker, broker, approver, person, provider access.Actor
}

func newHouse(t *testing.T, d *db.DB) *house {
	t.Helper()
	h := &house{d: d, schedule: map[string]string{}, mux: http.NewServeMux()}
	look := &web.Site{Name: "Ourdays", Council: "Weaverdale", Phone: "01632 960 100", DB: d, Demo: true,
		Log: slog.New(slog.DiscardHandler), Look: web.Look{CSS: func(web.Register) string { return "" }, Symbol: func(string) string { return "" }}}
	h.access = access.New(access.Deps{DB: d, Site: look})
	h.people = people.New(people.Deps{DB: d, Access: h.access})
	h.directory = directory.New(directory.Deps{DB: d, Access: h.access, Bus: event.New()})
	h.lower = newLower(t, d, h.directory)
	h.brokerage = brokerage.New(brokerage.Deps{DB: d, Access: h.access, People: h.people, Directory: h.directory,
		Funds: funds.New(funds.Deps{DB: d, Access: h.access, People: h.people}), Plans: h.lower, Rates: h.lower, Budgets: h.lower, Bookings: h.lower})
	for _, routes := range [][]access.Route{h.access.Routes(), h.brokerage.Routes()} {
		for _, r := range routes {
			h.mux.Handle(r.Pattern, h.access.Handler(r))
		}
	}
	h.addDirectory(t)
	h.addJo(t)
	return h
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

func (h *house) addActivity(ctx context.Context, tx *db.Tx, title, kind, day string, start int, outcomes db.List, facts directory.Access) error {
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
	h.lower.rates[act.ID] = []brokerage.Rate{{Ratio: 3, Price: 4000, Benchmark: 4200}}
	return h.directory.ExtendSessions(ctx, tx, clock.D(2027, 1, 24))
}

func (h *house) addJo(t *testing.T) {
	t.Helper()
	h.in(t, func(ctx context.Context, tx *db.Tx) error {
		p, err := h.people.Add(ctx, tx, access.System, people.Person{GivenName: "Joanna", FamilyName: "Bright", KnownAs: "Jo", Born: clock.D(1990, 1, 1),
			Needs: people.StepFree, Ratio: 3, Kinds: db.List{"music"}, EasyRead: true})
		if err != nil {
			return err
		}
		h.jo = p.ID
		return nil
	})
	h.lower.plan = brokerage.Plan{ID: "plan", PersonID: h.jo, Tier: 2, Weekly: 16400, MinUnits: 2, MaxUnits: 4, StartBy: clock.D(2026, 12, 7)}
	h.lower.outcomes = []brokerage.Outcome{{ID: "o1", Words: "Make friends", CareAct: db.List{"O7"}},
		{ID: "o2", Words: "Cook for myself", CareAct: db.List{"O1"}}}
	h.worker = h.actor(t, access.Actor{Name: "Dina Okafor", Kind: access.Worker, Roles: []access.Role{access.RoleSocialWorker}})
	h.broker = h.actor(t, access.Actor{Name: "Amara Osei", Kind: access.Worker, Roles: []access.Role{access.RoleBroker}})
	h.approver = h.actor(t, access.Actor{Name: "Ruth Lane", Kind: access.Worker, Roles: []access.Role{access.RoleApprover}, ApprovalLimit: 30000})
	h.person = h.actor(t, access.Actor{Name: "Jo Bright", Kind: access.Person, Roles: []access.Role{access.RolePerson}, PersonID: h.jo})
	h.provider = h.actor(t, access.Actor{Name: "Finn Oak", Kind: access.Staff, Roles: []access.Role{access.RoleProvider}, OrganisationID: h.org})
	h.in(t, func(ctx context.Context, tx *db.Tx) error {
		return h.access.Tie(ctx, tx, access.Tie{ActorID: h.worker.ID, PersonID: h.jo, Relation: access.Allocated, Source: "allocated"})
	})
}

func (h *house) budget(t *testing.T) brokerage.Budget {
	t.Helper()
	var b brokerage.Budget
	h.in(t, func(ctx context.Context, tx *db.Tx) (err error) {
		b, _, err = h.lower.BudgetOf(ctx, tx, h.jo, clock.D(2026, 11, 30))
		return err
	})
	return b
}

func (h *house) spendAllBut(t *testing.T, left pence.Pence) {
	t.Helper()
	b := h.budget(t)
	h.in(t, func(ctx context.Context, tx *db.Tx) error {
		return h.lower.Hold(ctx, tx, b.ID, b.Available-left, "test:spend")
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
	h.in(t, func(ctx context.Context, tx *db.Tx) error {
		faults, err := h.directory.Check(ctx, tx)
		if len(faults) > 0 {
			t.Errorf("the database holds %v", faults)
		}
		return err
	})
}
