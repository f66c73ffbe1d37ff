package app_test

import (
	"context"
	"testing"

	"ourdays/internal/app/apptest"
	"ourdays/internal/area/access"
	"ourdays/internal/area/brokerage"
	"ourdays/internal/area/people"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
)

// actor is a column of the matrix.
type actor struct {
	name, says string
	who        finder
}

// finder gives one sort of actor in a town, and false for who is not signed in.
// It makes what the sort needs, through the verbs.
type finder = func(t *testing.T, h *apptest.House) (access.Actor, bool)

func named(name string) finder {
	return func(t *testing.T, h *apptest.House) (access.Actor, bool) { return h.Persona(t, name), true }
}

func added(a access.Actor) finder {
	return func(t *testing.T, h *apptest.House) (access.Actor, bool) { return h.Actor(t, a), true }
}

// providerOf finds staff of the organisation of Jo's first placement, or of one
// that she has none with.
func providerOf(hers bool) finder {
	return func(t *testing.T, h *apptest.House) (access.Actor, bool) {
		query := `SELECT coalesce(min(actor.id), '') FROM actor WHERE kind = 'staff' AND organisation_id NOT IN
			(SELECT organisation_id FROM placement WHERE person_id = $1)`
		if hers {
			query = `SELECT coalesce(min(actor.id), '') FROM actor WHERE kind = 'staff' AND organisation_id =
				(SELECT organisation_id FROM placement WHERE person_id = $1 ORDER BY id LIMIT 1)`
		}
		a := access.Actor{ID: apptest.Stored[string](t, h, query, h.Jo(t)), Name: "staff"}
		if a.ID == "" { // she goes nowhere yet: any staff is of another organisation
			a.ID = apptest.Stored[string](t, h, `SELECT min(id) FROM actor WHERE kind = 'staff'`)
		}
		return a, true
	}
}

// noorAziz and unaReid come to the borough for the matrix.
var (
	noorAziz = access.Actor{Name: "Noor Aziz", Kind: access.Worker, Roles: []access.Role{access.RoleSocialWorker}}
	unaReid  = access.Actor{Name: "Una Reid", Kind: access.Worker, Roles: []access.Role{access.RoleCoordinator}}
)

// verb runs verbs in one transaction.
func verb(t *testing.T, h *apptest.House, f func(ctx context.Context, tx *db.Tx) error) {
	t.Helper()
	if err := h.DB.InTx(t.Context(), f); err != nil {
		t.Fatal(err)
	}
}

// known gives somebody of the borough as verbs know them.
func known(t *testing.T, h *apptest.House, name string) (a access.Actor) {
	t.Helper()
	verb(t, h, func(ctx context.Context, tx *db.Tx) (err error) {
		a, err = h.Access.ActorByID(ctx, tx, h.Persona(t, name).ID)
		return err
	})
	return a
}

// letHelp gives a new supporter of Jo's a mandate.
func letHelp(t *testing.T, h *apptest.House, may ...string) (m people.Mandate) {
	t.Helper()
	jo, dina := h.Jo(t), known(t, h, "Dina Okafor")
	verb(t, h, func(ctx context.Context, tx *db.Tx) (err error) {
		m, err = h.People.LetHelp(ctx, tx, dina, people.Mandate{PersonID: jo, Supporter: "Mo Hale", Email: "mo@weaverdale.example",
			Related: "my brother", Basis: "asked", SaidOn: clock.SomeDate(tx.Today()), SaidHow: "She signed yes, at home.",
			May: may, ReviewOn: clock.SomeDate(tx.Today().AddMonths(6))})
		return err
	})
	return m
}

func supporter(may ...string) finder {
	return func(t *testing.T, h *apptest.House) (access.Actor, bool) {
		m := letHelp(t, h, may...)
		return access.Actor{ID: m.SupporterID, Name: m.Supporter}, true
	}
}

func formerSupporter(t *testing.T, h *apptest.House) (access.Actor, bool) {
	m := letHelp(t, h, access.MaySee, access.MayChoose, access.MayBook, access.MayMoney)
	if err := h.People.EndMandate(t.Context(), known(t, h, "Dina Okafor"), m.PersonID, m.ID, "Jo wants this no more."); err != nil {
		t.Fatal(err)
	}
	return access.Actor{ID: m.SupporterID, Name: m.Supporter}, true
}

func whoOpened(t *testing.T, h *apptest.House) (access.Actor, bool) {
	a := h.Actor(t, noorAziz)
	if err := h.Access.Open(t.Context(), a, h.Jo(t), "Jo rang, upset, and her worker is away."); err != nil {
		t.Fatal(err)
	}
	return a, true
}

func inCharge(a access.Actor) finder {
	return func(t *testing.T, h *apptest.House) (access.Actor, bool) {
		worker, jo := h.Actor(t, a), h.Jo(t)
		verb(t, h, func(ctx context.Context, tx *db.Tx) error { return h.People.Allocate(ctx, tx, jo, worker.ID) })
		return worker, true
	}
}

// whoAlsoApproves gives Dina the role of an approver too, of any week.
func whoAlsoApproves(t *testing.T, h *apptest.House) (access.Actor, bool) {
	dina, admin := known(t, h, "Dina Okafor"), known(t, h, "Sanjay Mistry")
	verb(t, h, func(ctx context.Context, tx *db.Tx) error {
		acc, err := h.Access.AccountByID(ctx, tx, admin, dina.ID)
		if err != nil {
			return err
		}
		opened := acc.Marks()
		acc.Roles, acc.ApprovalLimit = append(acc.Roles, access.RoleApprover), 1000_00
		return h.Access.ChangeAccount(ctx, tx, admin, acc, opened)
	})
	return dina, true
}

// whoseRegisterNamesHer gives staff of an organisation whose place of today she had
// booked herself, and cancelled.
func whoseRegisterNamesHer(t *testing.T, h *apptest.House) (access.Actor, bool) {
	staff, _ := providerOf(false)(t, h)
	jo := h.Jo(t)
	verb(t, h, func(ctx context.Context, tx *db.Tx) (err error) {
		if staff, err = h.Access.ActorByID(ctx, tx, staff.ID); err != nil {
			return err
		}
		return h.Access.Tie(ctx, tx, access.Tie{OrganisationID: staff.OrganisationID, PersonID: jo, Relation: access.Listed,
			Source: "booking:of-the-matrix", Until: clock.SomeDate(tx.Today())})
	})
	return staff, true
}

// whomSheLeft ends what Jo has with the organisation of her first placement, by
// its verbs, and lets the days go by for which it still closes registers.
func whomSheLeft(t *testing.T, h *apptest.House) (access.Actor, bool) {
	staff, _ := providerOf(true)(t, h)
	verb(t, h, func(ctx context.Context, tx *db.Tx) (err error) {
		staff, err = h.Access.ActorByID(ctx, tx, staff.ID)
		return err
	})
	var hers []brokerage.Placement
	jo, dina := h.Jo(t), known(t, h, "Dina Okafor")
	verb(t, h, func(ctx context.Context, tx *db.Tx) (err error) {
		hers, err = h.Brokerage.PlacementsOf(ctx, tx, jo)
		return err
	})
	for _, p := range hers {
		if p.OrganisationID != staff.OrganisationID {
			continue
		}
		if p.Status == brokerage.Offered {
			if err := h.Brokerage.Decline(t.Context(), staff, p.ID, "There is no room this month."); err != nil {
				t.Fatal(err)
			}
			continue
		}
		verb(t, h, func(ctx context.Context, tx *db.Tx) error {
			if err := h.Brokerage.EndPlacement(ctx, tx, dina, p.ID, tx.Today(), "moved_on"); err != nil {
				return err
			}
			return h.Access.EndTie(ctx, tx, "placement:"+p.ID)
		})
	}
	return staff, true
}
