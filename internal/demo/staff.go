package demo

import (
	"context"
	"fmt"
	"strings"

	"ourdays/internal/area/access"
	"ourdays/internal/area/plans"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/pence"
)

// persona is somebody who works in the borough.
type persona struct {
	name string
	role access.Role
	most pence.Pence // the approval limit
}

// personas are the council's workers whom the sign-in page shows first, one for each sort of work
// and two for what needs a second officer; those of organisations stand in organisations.txt.
var personas = []persona{
	{"Dina Okafor", access.RoleSocialWorker, 0},
	{"Rhys Calder", access.RoleCoordinator, 0},
	{"Amara Osei", access.RoleBroker, 0},
	{"Helen Marsh", access.RoleApprover, 50000},
	{"Tomasz Lis", access.RoleFinance, 0},
	{"Farida Noor", access.RoleFinance, 0},
	{"Ruth Pemberton", access.RoleCommissioner, 0},
	{"Sanjay Mistry", access.RoleAdmin, 0},
}

// others are colleagues of theirs.
var others = []persona{
	{"Marcus Bell", access.RoleBroker, 0}, {"Olwen Pryce", access.RoleBroker, 0},
	{"Jean Whitlock", access.RoleApprover, 40000},
	{"Gareth Stone", access.RoleCoordinator, 0},
}

// staff is everybody who works in the borough, once they are written.
type staff struct {
	workers     []access.Actor // social workers; Dina is the first
	coordinator access.Actor
	brokers     []access.Actor
	approver    access.Actor
	finance     access.Actor
	second      access.Actor            // of finance, who checks what the first made
	of          map[string]access.Actor // by the short name of the organisation
}

// staffUp writes personas, then staff of organisations, then colleagues, so
// that the first of each sort is a persona.
func (w *writer) staffUp(ctx context.Context, social int) error {
	return w.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		w.staff = staff{of: map[string]access.Actor{}}
		for _, p := range personas {
			if err := w.employ(ctx, tx, p); err != nil {
				return err
			}
		}
		for _, f := range w.firms {
			a, err := w.addActor(ctx, tx, access.Actor{Name: f.staff, Kind: access.Staff,
				Roles:          []access.Role{access.RoleProvider},
				OrganisationID: w.orgs[f.key]})
			if err != nil {
				return err
			}
			w.staff.of[f.key] = a
		}
		if social == 0 {
			return nil
		}
		for _, p := range others {
			if err := w.employ(ctx, tx, p); err != nil {
				return err
			}
		}
		for i := range social - 1 {
			name := w.names["given middle"][(i*7)%len(w.names["given middle"])] + " " +
				w.names["family"][(i*11)%len(w.names["family"])]
			if err := w.employ(ctx, tx, persona{name: name, role: access.RoleSocialWorker}); err != nil {
				return err
			}
		}
		return nil
	})
}

func (w *writer) employ(ctx context.Context, tx *db.Tx, p persona) error {
	a, err := w.addActor(ctx, tx, access.Actor{Name: p.name, Kind: access.Worker, Roles: []access.Role{p.role},
		ApprovalLimit: p.most})
	if err != nil {
		return err
	}
	s := &w.staff
	switch p.role {
	case access.RoleSocialWorker:
		s.workers = append(s.workers, a)
	case access.RoleBroker:
		s.brokers = append(s.brokers, a)
	case access.RoleCoordinator:
		s.coordinator = first(s.coordinator, a)
	case access.RoleApprover:
		s.approver = first(s.approver, a)
	case access.RoleFinance:
		if s.finance.ID != "" {
			s.second = first(s.second, a)
		}
		s.finance = first(s.finance, a)
	}
	return nil
}

// coordinated reports whether the local area coordinator of Crewe is there for the person
// beside the social worker: those who are to need no worker once they are known in the town.
func (d *dweller) coordinated() bool { return d.Town == "Crewe" && d.tier == plans.Enablement }

// first keeps the one who came before.
func first(before, a access.Actor) access.Actor {
	if before.ID != "" {
		return before
	}
	return a
}

// addActor gives somebody an address of their own to sign in with.
func (w *writer) addActor(ctx context.Context, tx *db.Tx, a access.Actor) (access.Actor, error) {
	local := strings.ToLower(strings.ReplaceAll(a.Name, " ", "."))
	if a.Kind == access.Person || a.Kind == access.Supporter || w.mailed[local] {
		w.mailboxes++
		local = fmt.Sprintf("%s%d", a.Kind, w.mailboxes)
	}
	w.mailed[local] = true
	a, err := w.Access.AddActor(ctx, tx, a, local+"@weaverdale.example")
	if err != nil {
		return a, fmt.Errorf("%s: %w", a.Name, err)
	}
	return a, nil
}
