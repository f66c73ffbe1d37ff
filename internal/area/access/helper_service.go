package access

import (
	"context"
	"slices"
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
	row, _, err := actorByEmail(ctx, tx, foldEmail(email))
	if err != nil {
		return err
	}
	v, err := s.voiceFor(ctx, tx, row, i18n.Standard)
	if err != nil {
		return err
	}
	return addLetter(ctx, tx, mail.Letter{To: foldEmail(email), Subject: i18n.T(v, "access.helper.subject"),
		Text: i18n.T(v, "access.helper.letter", "day", i18n.DateYear(v, from), "link", s.Base+"/sign-in",
			"phone", s.Site.Phone)})
}

// HelperMove is a change of the address by which a supporter signs in.
type HelperMove struct {
	HelperID string
	PersonID string // through whose mandate; the trail of that record has its line already
	Email    string
	Opened   string // the marks of the account when the form was opened
}

// MoveHelper gives a supporter another address to sign in by, for the verb that has
// asked permission: devices and links that came by the old one are shut out at once,
// both addresses are told, and it stands in the record of each person whom they help.
// An account that no longer has the marks with which it was opened is refused with
// fail.Conflict, an address by which somebody else signs in at its field.
func (s *Service) MoveHelper(ctx context.Context, tx *db.Tx, by Actor, m HelperMove) error {
	row, err := actorByID(ctx, tx, m.HelperID)
	if err != nil {
		return err
	}
	was := WayIn{ID: row.ID, Email: row.Email, Active: row.Active}
	if row.Kind != Supporter || !row.Active || was.Marks() != m.Opened {
		return fail.New(fail.Conflict, "access.helper.stale")
	}
	email := foldEmail(m.Email)
	if err := s.freeFor(ctx, tx, row, email); err != nil {
		return err
	}
	moved, err := moveAddress(ctx, tx, row.ID, row.Email, email)
	if db.IsUnique(err) {
		return fail.Fields(fail.Field{Name: "email", Key: "access.refused.email_taken"})
	}
	if err != nil {
		return err
	}
	if !moved {
		return fail.New(fail.Conflict, "access.helper.stale")
	}
	if err := shutOut(ctx, tx, row.ID); err != nil {
		return err
	}
	if err := noteMove(ctx, tx, by, row, m.PersonID); err != nil {
		return err
	}
	return s.tellMove(ctx, tx, row, email)
}

// freeFor refuses an address that a supporter cannot move to.
func (s *Service) freeFor(ctx context.Context, tx *db.Tx, row actorRow, email string) error {
	key := ""
	id, taken, err := holderOf(ctx, tx, email)
	switch {
	case err != nil:
		return err
	case !plausibleEmail(email):
		key = "access.sign_in.email_wrong"
	case email == row.Email:
		key = "access.helper.same_address"
	case taken && id != row.ID:
		key = "access.refused.email_taken"
	default:
		return nil
	}
	return fail.Fields(fail.Field{Name: "email", Key: key})
}

// noteMove writes into the trail of everybody else whom a supporter helps that
// somebody changed how they come in.
func noteMove(ctx context.Context, tx *db.Tx, by Actor, row actorRow, but string) error {
	people, err := helpedBy(ctx, tx, row.actor(), tx.Today())
	if err != nil {
		return err
	}
	var lines []Line
	for _, id := range slices.Compact(people) {
		if id == but {
			continue
		}
		lines = append(lines, Line{At: tx.Now, ActorID: by.ID, Actor: by.Name, PersonID: id,
			Act: "helper address", Thing: row.ID})
	}
	return insertAudits(ctx, tx, lines)
}

// tellMove writes to the old address and to the new one. Neither letter names
// anybody, nor the other address: mail is read by others.
func (s *Service) tellMove(ctx context.Context, tx *db.Tx, row actorRow, now string) error {
	v, err := s.voiceFor(ctx, tx, row, i18n.Standard)
	if err != nil {
		return err
	}
	err = addLetter(ctx, tx, mail.Letter{To: row.Email, Subject: i18n.T(v, "access.helper.moved_subject"),
		Text: i18n.T(v, "access.helper.moved_away", "phone", s.Site.Phone)})
	if err != nil {
		return err
	}
	return addLetter(ctx, tx, mail.Letter{To: now, Subject: i18n.T(v, "access.helper.moved_subject"),
		Text: i18n.T(v, "access.helper.moved_here", "link", s.Base+"/sign-in", "phone", s.Site.Phone)})
}
