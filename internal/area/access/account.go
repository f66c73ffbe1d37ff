package access

import (
	"fmt"
	"slices"
	"strings"

	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/pence"
)

// Account is what an administrator keeps of somebody who works with Ourdays: a
// worker of the council, or a provider's staff. People and supporters are not
// appointed; what they may do follows from a record and a mandate.
type Account struct {
	ID             string
	Name           string
	Email          string
	Roles          []Role
	OrganisationID string      // of a provider's staff, and of nobody else
	ApprovalLimit  pence.Pence // the weekly cost up to which an approver may approve
	Active         bool
}

// The bounds of an account.
const (
	longestName = 100
	mostLimit   = 100_000_00 // a week; a larger one is a slip of the hand
)

// RolesToGive lists the roles that an administrator gives.
func RolesToGive() []Role {
	return slices.DeleteFunc(AllRoles(), func(r Role) bool { return r == RolePerson || r == RoleSupporter })
}

// Check gives all that is wrong with an account. Staff of a provider hold no
// role of the council: nobody refers to, or pays, themselves.
func (a Account) Check() error {
	var wrong []fail.Field
	add := func(is bool, name, key string, args ...any) {
		if is {
			wrong = append(wrong, fail.Field{Name: name, Key: key, Args: args})
		}
	}
	provides, approves := slices.Contains(a.Roles, RoleProvider), slices.Contains(a.Roles, RoleApprover)
	add(a.Name == "" || len([]rune(a.Name)) > longestName, "name", "access.account.wrong.name",
		"most", longestName)
	add(!plausibleEmail(a.Email), "email", "access.sign_in.email_wrong")
	switch {
	case len(a.Roles) == 0:
		add(true, "roles", "access.account.wrong.roles")
	case !allIn(a.Roles, RolesToGive()):
		add(true, "roles", "access.account.wrong.unknown_role")
	default:
		add(provides && len(a.Roles) > 1, "roles", "access.account.wrong.both")
	}
	add(provides && a.OrganisationID == "", "organisation", "access.account.wrong.no_organisation")
	add(!provides && a.OrganisationID != "", "organisation", "access.account.wrong.organisation")
	add(approves && (a.ApprovalLimit <= 0 || a.ApprovalLimit > mostLimit), "limit",
		"access.account.wrong.no_limit",
		"most", pence.Pence(mostLimit).Format())
	add(!approves && a.ApprovalLimit != 0, "limit", "access.account.wrong.limit")
	return fail.Fields(wrong...)
}

func allIn(roles, of []Role) bool {
	return !slices.ContainsFunc(roles, func(r Role) bool { return !slices.Contains(of, r) })
}

// Is reports whether the account holds a role.
func (a Account) Is(r Role) bool { return slices.Contains(a.Roles, r) }

// kind is the kind of actor that an account signs in.
func (a Account) kind() Kind {
	if a.Is(RoleProvider) {
		return Staff
	}
	return Worker
}

// administers reports whether somebody can administer by this account.
func (a Account) administers() bool { return a.Active && a.Is(RoleAdmin) }

// holds reports whether the name or the address holds every word.
func (a Account) holds(words string) bool {
	text := strings.ToLower(a.Name + " " + a.Email)
	return !slices.ContainsFunc(strings.Fields(strings.ToLower(words)), func(w string) bool {
		return !strings.Contains(text, w)
	})
}

// Marks are what an account looks like: another look has other marks.
func (a Account) Marks() string {
	return HashSecret(fmt.Sprintf("%q", []any{a.Name, a.Email, a.Roles, a.OrganisationID, a.ApprovalLimit,
		a.Active}))[:16]
}
