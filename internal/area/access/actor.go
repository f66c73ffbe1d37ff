package access

import (
	"slices"

	"ourdays/internal/platform/db"
	"ourdays/internal/platform/pence"
)

// Kind says what sort of actor it is.
type Kind string

// The kinds of actor.
const (
	Anyone    Kind = "anyone"
	Person    Kind = "person"
	Supporter Kind = "supporter"
	Worker    Kind = "worker"
	Staff     Kind = "staff" // of a provider
	Machine   Kind = "system"
)

// Role is a sort of work.
type Role string

// The roles. An actor may have several.
const (
	RolePerson       Role = "person"
	RoleSupporter    Role = "supporter"
	RoleSocialWorker Role = "social_worker"
	RoleCoordinator  Role = "coordinator"
	RoleBroker       Role = "broker"
	RoleApprover     Role = "approver"
	RoleProvider     Role = "provider"
	RoleFinance      Role = "finance"
	RoleCommissioner Role = "commissioner"
	RoleAdmin        Role = "admin"
)

// AllRoles lists the roles in the order in which tables show them.
func AllRoles() []Role {
	return []Role{RolePerson, RoleSupporter, RoleSocialWorker, RoleCoordinator, RoleBroker, RoleApprover,
		RoleProvider, RoleFinance, RoleCommissioner, RoleAdmin}
}

// Actor is whoever acts. The zero Actor is anyone who is not signed in.
type Actor struct {
	ID    string
	Name  string
	Kind  Kind
	Roles []Role
	// PersonID is the record that the /me pages show: a person's own, or that
	// of the person whom a supporter helps now.
	PersonID       string
	Mandate        db.List     // what a supporter may do for that person today, for pages that lead on; each verb asks anew
	Helps          string      // what the person likes to be called whom a supporter helps now
	OrganisationID string      // of provider staff
	ReadsEasy      bool        // by their record at sign-in; a voice that they choose goes before it
	ApprovalLimit  pence.Pence // the weekly cost up to which an approver may approve
}

// System acts for Ourdays itself: imports, the demo, jobs.
var System = Actor{ID: "system", Name: "Ourdays", Kind: Machine}

// Is reports whether the actor has the role.
func (a Actor) Is(r Role) bool { return slices.Contains(a.Roles, r) }

// SignedIn reports whether this is somebody.
func (a Actor) SignedIn() bool { return a.ID != "" }

// May reports whether one of the actor's roles holds the permission. For what
// touches a person a tie is needed too: ask Service.See or Service.Act.
func (a Actor) May(p Permission) bool {
	if p == Public || a.Kind == Machine {
		return true
	}
	for _, r := range a.Roles {
		if slices.Contains(grants[p], r) {
			return true
		}
	}
	return false
}
