package access

import (
	"context"
	"strings"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/mail"
)

// Helper gives the account of a supporter of a name and an address, for the verb
// that lets them help and has asked permission: the account that has the address,
// or a new one. It refuses what is somebody else's: an address by which somebody
// works or is here for themself, one whose account has ended, and one of another
// name, because a slip of the pen would let a stranger in.
func (s *Service) Helper(ctx context.Context, tx *db.Tx, name, email string) (Actor, error) {
	name, email = strings.Join(strings.Fields(name), " "), foldEmail(email)
	var wrong []fail.Field
	if name == "" || len([]rune(name)) > longestName {
		wrong = append(wrong, fail.Field{Name: "name", Key: "access.account.wrong.name",
			Args: []any{"most", longestName}})
	}
	if !plausibleEmail(email) {
		wrong = append(wrong, fail.Field{Name: "email", Key: "access.sign_in.email_wrong"})
	}
	if err := fail.Fields(wrong...); err != nil {
		return Actor{}, err
	}
	row, err := holderOrNew(ctx, tx, Actor{ID: tx.NewID(), Name: name, Kind: Supporter,
		Roles: []Role{RoleSupporter}}, email)
	if err != nil {
		return Actor{}, err
	}
	return row.actor(), row.mayHelpAs(name)
}

// mayHelpAs refuses the account of an address that a helper of a name cannot have.
func (r actorRow) mayHelpAs(name string) error {
	switch {
	case r.Kind != Supporter:
		return fail.Fields(fail.Field{Name: "email", Key: "access.helper.not_theirs"})
	case !r.Active:
		return fail.Fields(fail.Field{Name: "email", Key: "access.helper.ended"})
	case !strings.EqualFold(r.Name, name):
		return fail.Fields(fail.Field{Name: "name", Key: "access.helper.other_name", Args: []any{"name", r.Name}})
	}
	return nil
}

// InviteHelper writes to a supporter how they sign in. The letter names nobody:
// mail is read by others.
func (s *Service) InviteHelper(ctx context.Context, tx *db.Tx, email string, from clock.Date) error {
	v := i18n.Standard
	return addLetter(ctx, tx, mail.Letter{To: foldEmail(email), Subject: i18n.T(v, "access.helper.subject"),
		Text: i18n.T(v, "access.helper.letter", "day", i18n.DateYear(v, from), "link", s.Base+"/sign-in",
			"phone", s.Site.Phone)})
}
