package access

import (
	"context"

	"ourdays/internal/platform/db"
	"ourdays/internal/platform/web"
)

func accountRoutes(s *Service) []Route {
	return []Route{
		{"GET /admin", Administer, s.getAccounts, "staff"},
		{"GET /admin/accounts/add", Administer, s.getAppoint, "staff"},
		{"POST /admin/accounts/add", Administer, s.postAppoint, "staff"},
		{"GET /admin/accounts/{account}", Administer, s.getAccount, "staff"},
		{"POST /admin/accounts/{account}", Administer, s.postAccount, "staff"},
		{"POST /admin/accounts/{account}/end", Administer, s.postEndAccount, "staff"},
	}
}

// accountList is what the page of accounts shows.
type accountList struct {
	AccountPage
	words         string
	organisations map[string]string
}

func (s *Service) getAccounts(c *web.Ctx, a Actor) error {
	v := accountList{words: c.Query("q"), organisations: map[string]string{}}
	err := s.DB.Read(c.Context(), func(ctx context.Context, tx *db.Tx) error {
		all, err := s.Organisations(ctx, tx)
		if err != nil {
			return err
		}
		for _, o := range all {
			v.organisations[o.ID] = o.Name
		}
		v.AccountPage, err = s.Accounts(ctx, tx, a, v.words, c.Page())
		return err
	})
	if err != nil {
		return err
	}
	return c.Render(accountsPage(c, v))
}

// accountForm is an account as its form shows it; the limit is as it was typed.
type accountForm struct {
	Account
	kept          Account // as it is kept, whatever was typed
	limit         string
	stale         bool // somebody else has changed it since the form was opened
	organisations []Organisation
}

// loadAccount reads an account for its form; no id is a new one.
func (s *Service) loadAccount(c *web.Ctx, a Actor, id string) (accountForm, error) {
	var f accountForm
	err := s.DB.Read(c.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
		if f.organisations, err = s.Organisations(ctx, tx); err != nil || id == "" {
			return err
		}
		f.Account, err = s.AccountByID(ctx, tx, a, id)
		return err
	})
	f.kept = f.Account
	if f.ApprovalLimit != 0 {
		f.limit = f.ApprovalLimit.String()
	}
	return f, err
}

// readAccount fills the form with what was posted.
func readAccount(c *web.Ctx, f accountForm) accountForm {
	f.Account = Account{ID: f.ID, Active: f.Active, Name: c.Field("name"), Email: c.Field("email"),
		OrganisationID: c.Field("organisation")}
	for _, r := range c.Fields("roles") {
		f.Roles = append(f.Roles, Role(r))
	}
	f.limit = c.Field("limit")
	f.ApprovalLimit, _ = c.Pounds("limit")
	return f
}

func (s *Service) getAppoint(c *web.Ctx, a Actor) error {
	f, err := s.loadAccount(c, a, "")
	if err != nil {
		return err
	}
	return c.Render(accountPage(c, f))
}

func (s *Service) postAppoint(c *web.Ctx, a Actor) error {
	f, err := s.loadAccount(c, a, "")
	if err != nil {
		return err
	}
	f = readAccount(c, f)
	err = s.DB.InTx(c.Context(), func(ctx context.Context, tx *db.Tx) error {
		_, err := s.Appoint(ctx, tx, a, f.Account)
		return c.WithUnread(err)
	})
	if err != nil {
		return c.Invalid(accountPage(c, f), err)
	}
	c.Flash("access.account.appointed")
	return c.See("/admin")
}

func (s *Service) getAccount(c *web.Ctx, a Actor) error {
	f, err := s.loadAccount(c, a, c.Path("account"))
	if err != nil {
		return err
	}
	return c.Render(accountPage(c, f))
}

func (s *Service) postAccount(c *web.Ctx, a Actor) error {
	f, err := s.loadAccount(c, a, c.Path("account"))
	if err != nil {
		return err
	}
	f = readAccount(c, f)
	err = s.DB.InTx(c.Context(), func(ctx context.Context, tx *db.Tx) error {
		return c.WithUnread(s.ChangeAccount(ctx, tx, a, f.Account, c.Field("opened")))
	})
	if err != nil {
		f.stale = f.kept.Marks() != c.Field("opened")
		return c.Invalid(accountPage(c, f), err)
	}
	c.Flash("access.account.changed")
	return c.See("/admin")
}

func (s *Service) postEndAccount(c *web.Ctx, a Actor) error {
	f, err := s.loadAccount(c, a, c.Path("account"))
	if err != nil {
		return err
	}
	err = s.DB.InTx(c.Context(), func(ctx context.Context, tx *db.Tx) error {
		return s.EndAccount(ctx, tx, a, f.ID)
	})
	if err != nil {
		return c.Invalid(accountPage(c, f), err)
	}
	c.Flash("access.account.ended")
	return c.See("/admin")
}
