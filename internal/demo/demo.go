package demo

import (
	"context"
	"fmt"
	"sort"
	"strings"

	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/area/framework"
	"ourdays/internal/area/funds"
	"ourdays/internal/area/people"
	"ourdays/internal/area/plans"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/pence"
)

// House is what the borough is built with: the areas' verbs, and nothing else.
type House struct {
	DB        *db.DB
	Access    *access.Service
	Directory *directory.Service
	People    *people.Service
	Funds     *funds.Service
	Plans     *plans.Service
	Framework *framework.Service
}

// Fill builds the borough in an empty database, in one transaction.
func Fill(ctx context.Context, a House) error {
	ids, err := fillBorough(ctx, a)
	if err != nil {
		return err
	}
	return fillAssessments(ctx, a, ids)
}

// fillBorough makes everything but the assessments, in one transaction, and
// gives the people's ids.
func fillBorough(ctx context.Context, a House) (ids []string, err error) {
	err = a.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		orgs, err := fillOrganisations(ctx, tx, a)
		if err != nil {
			return err
		}
		places, err := fillLocations(ctx, tx, a, orgs)
		if err != nil {
			return err
		}
		for _, o := range offers {
			if err := fillOffer(ctx, tx, a, o, orgs, places); err != nil {
				return fmt.Errorf("%s: %w", o.title, err)
			}
		}
		if err := fillPersonas(ctx, tx, a, orgs); err != nil {
			return err
		}
		if ids, err = fillPeople(ctx, tx, a); err != nil {
			return err
		}
		return fillPlans(ctx, tx, a, ids)
	})
	return ids, err
}

// Empty reports whether the database holds nothing yet.
func Empty(ctx context.Context, a House) (bool, error) {
	empty := false
	err := a.DB.Read(ctx, func(ctx context.Context, tx *db.Tx) error {
		all, err := a.Directory.Organisations(ctx, tx)
		empty = len(all) == 0
		return err
	})
	return empty, err
}

// sorted gives the names of a table in order, so that ids fall the same way.
func sorted[V any](table map[string]V) []string {
	names := make([]string, 0, len(table))
	for n := range table {
		names = append(names, n)
	}
	sort.Strings(names)
	return names
}

func fillOrganisations(ctx context.Context, tx *db.Tx, a House) (map[string]string, error) {
	ids := map[string]string{}
	for _, name := range sorted(organisations) {
		o, err := a.Directory.AddOrganisation(ctx, tx, access.System, organisations[name])
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		ids[name] = o.ID
	}
	return ids, nil
}

func fillLocations(ctx context.Context, tx *db.Tx, a House, orgs map[string]string) (map[string]string, error) {
	ids := map[string]string{}
	for _, name := range sorted(locations) {
		l := locations[name]
		l.OrganisationID = orgs[keepers[name]]
		l, err := a.Directory.AddLocation(ctx, tx, access.System, l)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		ids[name] = l.ID
	}
	return ids, nil
}

// fillOffer publishes an activity with its schedule and sessions.
func fillOffer(ctx context.Context, tx *db.Tx, a House, o offer, orgs, places map[string]string) error {
	online := o.online
	if online == "" {
		online = directory.InPerson
	}
	act, err := a.Directory.Publish(ctx, tx, access.System, directory.Activity{
		OrganisationID: orgs[o.org], Kind: o.kind, Symbol: o.symbol, Title: o.title, EasyTitle: o.easyTitle, Text: o.text,
		EasyText: o.easy, For: o.groups, OwnPrice: o.price, Tiers: o.tiers, Outcomes: o.outcomes, Online: online,
		DropIn: o.dropIn, Statutory: o.tiers != 0, Checked: tx.Today().AddDays(-checkedAgo(o.title)), Status: directory.Published,
	})
	if err != nil {
		return err
	}
	sch := directory.Schedule{ActivityID: act.ID, LocationID: places[o.at], RRule: "FREQ=WEEKLY;BYDAY=" + o.days, Start: o.start,
		End: o.end, From: tx.Today().Monday(), Places: o.places, Support: o.workers * directory.WholeWorker}
	if o.online != "" {
		sch.OnlineAt = "https://meet.weaverdale.example/" + act.ID
	}
	if _, err = a.Directory.AddSchedule(ctx, tx, access.System, sch); err != nil {
		return err
	}
	return fillRates(ctx, tx, a, act.ID, o)
}

// checkedAgo is how many days ago an activity was last checked: a few, and not
// the same for all.
func checkedAgo(title string) int { return len(title) * 7 % 23 }

// personas are the people who work in the borough, one for each sort of work.
var personas = []struct {
	name string
	kind access.Kind
	role []access.Role
	org  string
	most pence.Pence
}{
	{"Dina Okafor", access.Worker, []access.Role{access.RoleSocialWorker}, "", 0},
	{"Rhys Calder", access.Worker, []access.Role{access.RoleCoordinator}, "", 0},
	{"Amara Osei", access.Worker, []access.Role{access.RoleBroker}, "", 0},
	{"Helen Marsh", access.Worker, []access.Role{access.RoleApprover}, "", 50000},
	{"Tomasz Lis", access.Worker, []access.Role{access.RoleFinance}, "", 0},
	{"Ruth Pemberton", access.Worker, []access.Role{access.RoleCommissioner}, "", 0},
	{"Sanjay Mistry", access.Worker, []access.Role{access.RoleAdmin}, "", 0},
	{"Beth Farrow", access.Staff, []access.Role{access.RoleProvider}, "farm", 0},
	{"Owen Price", access.Staff, []access.Role{access.RoleProvider}, "wheel", 0},
	{"Nadia Shah", access.Staff, []access.Role{access.RoleProvider}, "tuesday", 0},
	{"Colin Tate", access.Staff, []access.Role{access.RoleProvider}, "acorn", 0},
	{"Eve Larkin", access.Staff, []access.Role{access.RoleProvider}, "bright", 0},
	{"Yusuf Dean", access.Staff, []access.Role{access.RoleProvider}, "canal", 0},
	{"Lola Quinn", access.Staff, []access.Role{access.RoleProvider}, "beans", 0},
	{"Ian Sorrel", access.Staff, []access.Role{access.RoleProvider}, "splash", 0},
	{"Mina Roth", access.Staff, []access.Role{access.RoleProvider}, "signal", 0},
	{"Agnes Bell", access.Staff, []access.Role{access.RoleProvider}, "lantern", 0},
	{"Theo Marsh", access.Staff, []access.Role{access.RoleProvider}, "reel", 0},
	{"Kit Rowan", access.Staff, []access.Role{access.RoleProvider}, "wild", 0},
}

// Providers names the persona of each organisation.
func Providers() []string {
	var names []string
	for _, p := range personas {
		if p.org != "" {
			names = append(names, p.name)
		}
	}
	return names
}

func fillPersonas(ctx context.Context, tx *db.Tx, a House, orgs map[string]string) error {
	for _, p := range personas {
		email := strings.ToLower(strings.ReplaceAll(p.name, " ", ".")) + "@weaverdale.example"
		_, err := a.Access.AddActor(ctx, tx, access.Actor{Name: p.name, Kind: p.kind, Roles: p.role,
			OrganisationID: orgs[p.org], ApprovalLimit: p.most}, email)
		if err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
	}
	return nil
}

// Words are the texts of one activity of the borough, for the tests of words.
type Words struct{ Title, Text, Easy string }

// Texts lists the texts of every activity.
func Texts() []Words {
	var all []Words
	for _, o := range offers {
		all = append(all, Words{o.title, o.text, o.easy})
	}
	return all
}
