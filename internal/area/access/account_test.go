package access_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
	"ourdays/internal/platform/fail"
)

func anAccount(roles ...access.Role) access.Account {
	return access.Account{Name: "Sanjay Mistry", Email: "sanjay@weaverdale.example", Roles: roles}
}

// faultsOf gives "field key" of everything that was wrong.
func faultsOf(err error) string {
	e, refused := fail.As(err)
	if !refused {
		return ""
	}
	var all []string
	for _, f := range e.Fields {
		all = append(all, f.Name+" "+strings.TrimPrefix(f.Key, "access.account."))
	}
	return strings.Join(all, ", ")
}

func TestAnAccountIsHeldToItsRules(t *testing.T) {
	with := func(roles []access.Role, change func(*access.Account)) access.Account {
		a := anAccount(roles...)
		change(&a)
		return a
	}
	broker, approver, provider := []access.Role{access.RoleBroker}, []access.Role{access.RoleApprover}, []access.Role{access.RoleProvider}
	for says, c := range map[string]struct {
		account access.Account
		wrong   string
	}{
		"a broker":                        {anAccount(access.RoleBroker), ""},
		"two kinds of work":               {anAccount(access.RoleSocialWorker, access.RoleCoordinator), ""},
		"an approver with an amount":      {with(approver, func(a *access.Account) { a.ApprovalLimit = 500_00 }), ""},
		"an approver without one":         {anAccount(access.RoleApprover), "limit wrong.no_limit"},
		"an approver of a penny too much": {with(approver, func(a *access.Account) { a.ApprovalLimit = 100_000_01 }), "limit wrong.no_limit"},
		"a broker with an amount":         {with(broker, func(a *access.Account) { a.ApprovalLimit = 1 }), "limit wrong.limit"},
		"a provider of an organisation":   {with(provider, func(a *access.Account) { a.OrganisationID = "o" }), ""},
		"a provider of none":              {anAccount(access.RoleProvider), "organisation wrong.no_organisation"},
		"a broker of an organisation": {with(broker, func(a *access.Account) {
			a.OrganisationID = "o"
		}), "organisation wrong.organisation"},
		"a provider who is a broker too": {with([]access.Role{access.RoleProvider, access.RoleBroker}, func(a *access.Account) {
			a.OrganisationID = "o"
		}), "roles wrong.both"},
		"a person, who is not appointed":      {anAccount(access.RolePerson), "roles wrong.unknown_role"},
		"a supporter, who is not appointed":   {anAccount(access.RoleSupporter), "roles wrong.unknown_role"},
		"a kind of work that there is not":    {anAccount("king"), "roles wrong.unknown_role"},
		"nothing at all, all of it told":      {access.Account{}, "name wrong.name, email access.sign_in.email_wrong, roles wrong.roles"},
		"a name of a hundred letters":         {with(broker, func(a *access.Account) { a.Name = strings.Repeat("é", 100) }), ""},
		"a name of a hundred and one letters": {with(broker, func(a *access.Account) { a.Name = strings.Repeat("é", 101) }), "name wrong.name"},
	} {
		t.Run(says, func(t *testing.T) {
			if got := faultsOf(c.account.Check()); got != c.wrong {
				t.Errorf("got %q, want %q", got, c.wrong)
			}
		})
	}
}

// office is access with one administrator in it.
type office struct {
	t     *testing.T
	d     *db.DB
	s     *access.Service
	admin access.Actor
}

func anOffice(t *testing.T, d *db.DB) *office {
	t.Helper()
	s, _ := service(t, d)
	o := &office{t: t, d: d, s: s}
	o.admin = o.actor(o.appoint(access.System, anAccount(access.RoleAdmin)).ID)
	return o
}

func (o *office) in(f func(ctx context.Context, tx *db.Tx) error) error {
	o.t.Helper()
	return o.d.InTx(o.t.Context(), f)
}

func (o *office) appoint(by access.Actor, acc access.Account) (made access.Account) {
	o.t.Helper()
	if err := o.in(func(ctx context.Context, tx *db.Tx) (err error) {
		made, err = o.s.Appoint(ctx, tx, by, acc)
		return err
	}); err != nil {
		o.t.Fatal(err)
	}
	return made
}

func (o *office) actor(id string) (a access.Actor) {
	o.t.Helper()
	if err := o.in(func(ctx context.Context, tx *db.Tx) (err error) { a, err = o.s.ActorByID(ctx, tx, id); return err }); err != nil {
		o.t.Fatal(err)
	}
	return a
}

func (o *office) end(by access.Actor, id string) error {
	return o.in(func(ctx context.Context, tx *db.Tx) error { return o.s.EndAccount(ctx, tx, by, id) })
}

func (o *office) change(by access.Actor, acc access.Account, opened string) error {
	return o.in(func(ctx context.Context, tx *db.Tx) error { return o.s.ChangeAccount(ctx, tx, by, acc, opened) })
}

func TestAnAccountLetsItsHolderInUntilItEnds(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := anOffice(t, d)
		jean := anAccount(access.RoleApprover)
		jean.Name, jean.Email, jean.ApprovalLimit = "Jean Whitlock", " Jean@Weaverdale.example ", 400_00
		jean = o.appoint(o.admin, jean)
		ask(t, o.s, "jean@weaverdale.example")
		token, a, err := o.s.UseLink(t.Context(), secretOf(t, letters(t, d)[0]))
		if err != nil || !a.Is(access.RoleApprover) || a.Kind != access.Worker || a.ApprovalLimit != 400_00 {
			t.Fatalf("signed in as %+v, %v", a, err)
		}
		t.Run("what they may do changes with their next press", func(t *testing.T) {
			changed := jean
			changed.Roles, changed.ApprovalLimit = []access.Role{access.RoleBroker}, 0
			if err := o.change(o.admin, changed, jean.Marks()); err != nil {
				t.Fatal(err)
			}
			if a, ok, err := o.s.Whose(t.Context(), token); err != nil || !ok || a.Is(access.RoleApprover) || !a.Is(access.RoleBroker) {
				t.Errorf("now %+v %v %v", a, ok, err)
			}
			if err := o.change(o.admin, jean, jean.Marks()); fail.KindOf(err) != fail.Conflict {
				t.Errorf("from a form opened before that: %v", err)
			}
			jean = changed
		})
		t.Run("an ended account is signed out at once and gets no letter", func(t *testing.T) {
			if err := o.end(o.admin, jean.ID); err != nil {
				t.Fatal(err)
			}
			if _, ok, err := o.s.Whose(t.Context(), token); err != nil || ok {
				t.Errorf("still signed in: %v", err)
			}
			before := len(letters(t, d))
			ask(t, o.s, "jean@weaverdale.example")
			if n := len(letters(t, d)); n != before {
				t.Error("a letter was sent")
			}
		})
		t.Run("its address stays its own", func(t *testing.T) {
			err := o.in(func(ctx context.Context, tx *db.Tx) error {
				_, err := o.s.Appoint(ctx, tx, o.admin, access.Account{Name: "Another", Email: "JEAN@weaverdale.example",
					Roles: []access.Role{access.RoleBroker}})
				return err
			})
			if got := faultsOf(err); got != "email access.refused.email_taken" {
				t.Errorf("got %v", err)
			}
		})
		t.Run("opened again it lets in, with a new link", func(t *testing.T) {
			ended := jean
			ended.Active = false
			if err := o.change(o.admin, jean, ended.Marks()); err != nil {
				t.Fatal(err)
			}
			ask(t, o.s, "jean@weaverdale.example")
			all := letters(t, d)
			if _, _, err := o.s.UseLink(t.Context(), secretOf(t, all[len(all)-1])); err != nil {
				t.Error(err)
			}
		})
	})
}

func TestALinkThatWasSentBeforeLetsNobodyIn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := anOffice(t, d)
		jean := o.appoint(o.admin, access.Account{Name: "Jean", Email: "jean@weaverdale.example", Roles: []access.Role{access.RoleBroker}})
		sent := func() string {
			ask(t, o.s, jean.Email)
			all := letters(t, d)
			return secretOf(t, all[len(all)-1])
		}
		none := func(secret string) {
			t.Helper()
			if _, _, err := o.s.UseLink(t.Context(), secret); fail.KindOf(err) != fail.Invalid {
				t.Errorf("got %v", err)
			}
		}
		secret := sent()
		if err := o.end(o.admin, jean.ID); err != nil {
			t.Fatal(err)
		}
		none(secret)
		t.Run("nor when the account is open again", func(t *testing.T) {
			ended := jean
			ended.Active = false
			if err := o.change(o.admin, jean, ended.Marks()); err != nil {
				t.Fatal(err)
			}
			none(secret)
		})
		t.Run("nor when it went to an address that is theirs no more, nor who is signed in by it", func(t *testing.T) {
			token, _, err := o.s.UseLink(t.Context(), sent())
			if err != nil {
				t.Fatal(err)
			}
			secret := sent()
			moved := jean
			moved.Email = "j.whitlock@weaverdale.example"
			if err := o.change(o.admin, moved, jean.Marks()); err != nil {
				t.Fatal(err)
			}
			none(secret)
			if _, ok, err := o.s.Whose(t.Context(), token); err != nil || ok {
				t.Errorf("still signed in, %v", err)
			}
		})
	})
}

// Two who press at once on the same account: the second one saw something else.
func TestTwoWhoChangeOneAccountAtOnceDoNotOverwriteEachOther(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := anOffice(t, d)
		for n := range 10 {
			jean := o.appoint(o.admin, access.Account{Name: "Jean", Email: fmt.Sprintf("jean%d@weaverdale.example", n),
				Roles: []access.Role{access.RoleBroker}})
			at := func(f func() error) <-chan error {
				done := make(chan error, 1)
				go func() { done <- f() }()
				return done
			}
			other := jean
			other.Name = "Jean Whitlock"
			one, two := at(func() error {
				return o.change(o.admin, other, jean.Marks())
			}), at(func() error { return o.change(o.admin, other, jean.Marks()) })
			if a, b := <-one, <-two; (a == nil) == (b == nil) {
				t.Fatalf("of two changes: %v and %v", a, b)
			}
			one, two = at(func() error { return o.change(o.admin, jean, other.Marks()) }), at(func() error { return o.end(o.admin, jean.ID) })
			<-one // refused, or before the end
			if err := <-two; err != nil {
				t.Fatal(err)
			}
			if _, active, err := o.active(jean.ID); err != nil || active {
				t.Fatalf("the account that was ended is open, %v", err)
			}
		}
	})
}

// actorRows counts the rows of actor that a transaction has written so far.
func actorRows(ctx context.Context, tx *db.Tx) (int, error) {
	if tx.Engine() == db.Postgres {
		return db.One[int](ctx, tx, `SELECT n_tup_upd + n_tup_ins FROM pg_stat_xact_user_tables WHERE relname = 'actor'`)
	}
	return db.One[int](ctx, tx, `SELECT total_changes()`) // of all tables, and of the connection
}

func TestChangingAnAccountWritesNoOtherOne(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := anOffice(t, d)
		var jean access.Account
		for n := range 30 {
			jean = o.appoint(o.admin, access.Account{Name: "Jean", Email: fmt.Sprintf("jean%d@weaverdale.example", n),
				Roles: []access.Role{access.RoleBroker}})
		}
		marks := jean.Marks()
		jean.Name = "Jean Whitlock"
		err := o.in(func(ctx context.Context, tx *db.Tx) error {
			before, err := actorRows(ctx, tx)
			if err != nil {
				return err
			}
			if err := o.s.ChangeAccount(ctx, tx, o.admin, jean, marks); err != nil {
				return err
			}
			after, err := actorRows(ctx, tx)
			if n := after - before; n > 3 { // the account, and on SQLite its turn and the audit line
				t.Errorf("%d rows were written", n)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

// active reports whether an account is open.
func (o *office) active(id string) (acc access.Account, active bool, err error) {
	err = o.in(func(ctx context.Context, tx *db.Tx) (err error) {
		acc, err = o.s.AccountByID(ctx, tx, o.admin, id)
		return err
	})
	return acc, acc.Active, err
}

func TestOnlyAnAdministratorKeepsAccounts(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := anOffice(t, d)
		broker := o.actor(o.appoint(o.admin, access.Account{Name: "Jean", Email: "jean@weaverdale.example",
			Roles: []access.Role{access.RoleBroker}}).ID)
		for says, err := range map[string]error{
			"appoint": o.in(func(ctx context.Context, tx *db.Tx) error {
				_, err := o.s.Appoint(ctx, tx, broker, access.Account{Name: "X", Email: "x@weaverdale.example", Roles: []access.Role{access.RoleAdmin}})
				return err
			}),
			"list": o.in(func(ctx context.Context, tx *db.Tx) error { _, err := o.s.Accounts(ctx, tx, broker, "", 1); return err }),
			"end":  o.end(broker, o.admin.ID),
			"make oneself an administrator": o.change(broker, access.Account{ID: broker.ID, Name: "Jean", Email: "jean@weaverdale.example",
				Roles: []access.Role{access.RoleAdmin}}, ""),
		} {
			if fail.KindOf(err) != fail.Forbidden {
				t.Errorf("%s: got %v", says, err)
			}
		}
	})
}

func TestSomebodyAlwaysAdministers(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := anOffice(t, d)
		sanjay := anAccount(access.RoleAdmin)
		sanjay.ID, sanjay.Active = o.admin.ID, true
		other := sanjay
		other.Roles = []access.Role{access.RoleBroker}
		for says, err := range map[string]error{"ends": o.end(o.admin, o.admin.ID), "does something else": o.change(o.admin, other,
			sanjay.Marks())} {
			if fail.KindOf(err) != fail.Conflict {
				t.Errorf("the last one %s: got %v", says, err)
			}
		}
		second := o.appoint(o.admin, access.Account{Name: "Second", Email: "second@weaverdale.example", Roles: []access.Role{access.RoleAdmin}})
		var both sync.WaitGroup
		for _, id := range []string{o.admin.ID, second.ID} {
			both.Go(func() { _ = o.end(access.System, id) }) // one of the two is refused
		}
		both.Wait()
		var left []access.Actor
		if err := o.in(func(ctx context.Context, tx *db.Tx) (err error) {
			left, err = o.s.ActorsWith(ctx, tx, access.RoleAdmin)
			return err
		}); err != nil || len(left) != 1 {
			t.Errorf("%d administrators are left of two who ended each other at once, %v", len(left), err)
		}
	})
}

func TestAccountsAreFoundByNameAndAddressAPageAtATime(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := anOffice(t, d)
		for _, letter := range "abcdefghijklmnopqrstuvwxyz" {
			for _, n := range []string{"1", "2"} {
				o.appoint(o.admin, access.Account{Name: "Worker " + string(letter), Email: string(letter) + n + "@weaverdale.example",
					Roles: []access.Role{access.RoleBroker}})
			}
		}
		for says, c := range map[string]struct {
			words              string
			page, list, at, of int
		}{
			"all":                      {"", 1, 50, 1, 2},
			"the second page":          {"", 2, 4, 2, 2},
			"a page beyond the last":   {"", 9, 4, 2, 2},
			"a page before the first":  {"", -1, 50, 1, 2},
			"by name and address":      {"WORKER a1", 1, 1, 1, 1},
			"by words that nobody has": {"worker zebra", 1, 0, 1, 1},
		} {
			t.Run(says, func(t *testing.T) {
				var p access.AccountPage
				if err := o.in(func(ctx context.Context, tx *db.Tx) (err error) {
					p, err = o.s.Accounts(ctx, tx, o.admin, c.words, c.page)
					return err
				}); err != nil {
					t.Fatal(err)
				}
				if len(p.List) != c.list || p.Page != c.at || p.Pages != c.of {
					t.Errorf("%d accounts on page %d of %d", len(p.List), p.Page, p.Pages)
				}
			})
		}
	})
}
