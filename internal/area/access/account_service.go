package access

import (
	"context"
	"slices"

	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
)

// accountsAtOnce is how many accounts one page lists.
const accountsAtOnce = 50

// AccountPage is a page of a list of accounts, by name.
type AccountPage struct {
	List        []Account
	Page, Pages int
}

// Accounts lists who works with Ourdays, those whose account has ended too.
// Words narrow it to names and addresses that hold each of them; page counts
// from 1.
func (s *Service) Accounts(ctx context.Context, tx *db.Tx, a Actor, words string,
	page int) (AccountPage, error) {
	if !a.May(Administer) {
		return AccountPage{}, fail.New(fail.Forbidden, "access.refused.role")
	}
	rows, err := accounts(ctx, tx)
	if err != nil {
		return AccountPage{}, err
	}
	var found []Account
	for _, r := range rows {
		if acc := r.account(); acc.holds(words) {
			found = append(found, acc)
		}
	}
	p := AccountPage{Pages: max(1, (len(found)+accountsAtOnce-1)/accountsAtOnce)}
	p.Page = min(max(page, 1), p.Pages)
	from := (p.Page - 1) * accountsAtOnce
	p.List = found[from:min(from+accountsAtOnce, len(found))]
	return p, nil
}

// AccountByID gives an account, or fail.NotFound for what is none, such as a
// person's own way in.
func (s *Service) AccountByID(ctx context.Context, tx *db.Tx, a Actor, id string) (Account, error) {
	if !a.May(Administer) {
		return Account{}, fail.New(fail.Forbidden, "access.refused.role")
	}
	row, found, err := accountByID(ctx, tx, id)
	if err == nil && !found {
		err = fail.New(fail.NotFound, "fail.not_found")
	}
	return row.account(), err
}

// Appoint makes an account for somebody, who then signs in by mail.
func (s *Service) Appoint(ctx context.Context, tx *db.Tx, by Actor, acc Account) (Account, error) {
	if !by.May(Administer) {
		return acc, fail.New(fail.Forbidden, "access.refused.role")
	}
	acc.Email, acc.Active = foldEmail(acc.Email), true
	if err := acc.Check(); err != nil {
		return acc, err
	}
	if err := s.ownAddress(ctx, tx, acc); err != nil {
		return acc, err
	}
	acc.ID = tx.NewID()
	if err := insertActor(ctx, tx, acc.actor(), acc.Email); err != nil {
		return acc, err
	}
	return acc, s.Note(ctx, tx, by, "appoint", acc.ID)
}

// ChangeAccount changes an account; what its holder may do changes with their
// next press, and with its address the links that are on their way to the old
// one. One that had ended is open again. One that no longer has the marks with
// which it was opened is refused with fail.Conflict.
func (s *Service) ChangeAccount(ctx context.Context, tx *db.Tx, by Actor, acc Account, opened string) error {
	was, err := s.hold(ctx, tx, by, acc.ID)
	if err != nil {
		return err
	}
	if was.Marks() != opened {
		return fail.New(fail.Conflict, "access.account.stale")
	}
	acc.Email, acc.Active = foldEmail(acc.Email), true
	if err := acc.Check(); err != nil {
		return err
	}
	if err := s.ownAddress(ctx, tx, acc); err != nil {
		return err
	}
	if was.administers() && !acc.administers() {
		if err := s.anotherAdmin(ctx, tx, acc.ID); err != nil {
			return err
		}
	}
	if err := updateAccount(ctx, tx, acc); err != nil {
		return err
	}
	if acc.Email != was.Email {
		if err := shutOut(ctx, tx, acc.ID); err != nil {
			return err
		}
	}
	return s.Note(ctx, tx, by, "change account", acc.ID)
}

// EndAccount lets somebody in no more: they are signed out everywhere, and links
// on their way to them are void. What they did stays theirs.
func (s *Service) EndAccount(ctx context.Context, tx *db.Tx, by Actor, id string) error {
	acc, err := s.hold(ctx, tx, by, id)
	if err != nil {
		return err
	}
	if acc.administers() {
		if err := s.anotherAdmin(ctx, tx, id); err != nil {
			return err
		}
	}
	if err := endAccount(ctx, tx, id); err != nil {
		return err
	}
	if err := shutOut(ctx, tx, id); err != nil {
		return err
	}
	return s.Note(ctx, tx, by, "end account", id)
}

// hold gives an account to change. Who changes another one waits until the
// transaction ends: what is read now is what is changed.
func (s *Service) hold(ctx context.Context, tx *db.Tx, by Actor, id string) (Account, error) {
	if !by.May(Administer) {
		return Account{}, fail.New(fail.Forbidden, "access.refused.role")
	}
	if err := takeTurn(ctx, tx); err != nil {
		return Account{}, err
	}
	return s.AccountByID(ctx, tx, by, id)
}

// anotherAdmin refuses what would leave nobody to administer; it is the caller's
// turn.
func (s *Service) anotherAdmin(ctx context.Context, tx *db.Tx, but string) error {
	admins, err := s.ActorsWith(ctx, tx, RoleAdmin)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(admins, func(a Actor) bool { return a.ID != but }) {
		return fail.New(fail.Conflict, "access.account.last_admin")
	}
	return nil
}

// ownAddress refuses an address by which somebody else signs in, ended or not.
func (s *Service) ownAddress(ctx context.Context, tx *db.Tx, acc Account) error {
	id, taken, err := holderOf(ctx, tx, acc.Email)
	if err == nil && taken && id != acc.ID {
		err = fail.Fields(fail.Field{Name: "email", Key: "access.refused.email_taken"})
	}
	return err
}
