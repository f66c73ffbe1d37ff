package access

import (
	"net/url"
	"time"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/mail"
	"ourdays/internal/platform/web"
)

// Samples are the states of this area's pages, for the gallery.
func Samples() []web.Sample {
	at := clock.At(clock.D(2026, time.November, 24), 14*60+30)
	personas := []persona{{Actor{ID: "s", Name: "Sam A.", Kind: Person, Roles: []Role{RolePerson}}, HasWeek, ""},
		{Actor{ID: "a", Name: "Jo B.", Kind: Person, Roles: []Role{RolePerson}}, IsNew, ""},
		{Actor{ID: "b", Name: "Amara Osei", Kind: Worker, Roles: []Role{RoleBroker}}, "", ""},
		{Actor{ID: "o", Name: "Owen Hart", Kind: Worker, Roles: []Role{RoleProvider}}, "", "Brightside"}}
	return append(accountSamples(), []web.Sample{
		{Area: "access", Name: "sign-in", Make: func(c *web.Ctx) web.Page {
			return signInBody(c, signInForm{ended: true}, personas)
		}},
		{Area: "access", Name: "sign-in-refused", Make: func(c *web.Ctx) web.Page {
			p := signInBody(c, signInForm{email: "jo at home"}, nil)
			p.Errors = []fail.Field{{Name: "email", Key: "access.sign_in.email_wrong"}}
			return p
		}},
		{Area: "access", Name: "signed-out", Make: func(c *web.Ctx) web.Page {
			return signedOutPage(c, lostForm{next: "/people/add", action: "/people/add",
				fields: url.Values{"form": {"sample"}, "given_name": {"Joanna"}, "wants": {"I want to swim again."}}})
		}},
		{Area: "access", Name: "code", Make: codePage},
		{Area: "access", Name: "code-refused", Make: func(c *web.Ctx) web.Page {
			p := codePage(c)
			p.Errors = []fail.Field{{Name: "code", Key: "access.code.wrong"}}
			return p
		}},
		{Area: "access", Name: "link-sent", Make: sentPage},
		{Area: "access", Name: "link", Make: func(c *web.Ctx) web.Page { return linkPage(c, "sample") }},
		{Area: "access", Name: "who-looked-nobody", Make: func(c *web.Ctx) web.Page {
			return whoLookedPage(c, looked{})
		}},
		{Area: "access", Name: "who-looked", Make: func(c *web.Ctx) web.Page {
			return whoLookedPage(c, looked{by: "a", Looks: Looks{Newer: true, Older: true,
				Own: []Own{{Day: clock.D(2026, time.November, 24), ActorID: "a", Actor: "Jo B.", N: 4},
					{Day: clock.D(2026, time.November, 24), ActorID: "e", Actor: "Sam A.", N: 1}},
				Lines: []Line{{ID: "4", At: at, ActorID: "a", Actor: "Jo B.", Act: "likes"},
					{ID: "3", At: at, ActorID: "c", Actor: "Dina Okafor", Act: "tier"},
					{ID: "2", At: at, ActorID: "d", Actor: "Mo Field", Act: "see", Thing: string(TakeRegister)},
					{ID: "1", At: at, ActorID: "b", Actor: "Rhys Calder", Act: "open",
						Reason: "Jo rang and asked for help"}},
				Who: map[string]Reader{"b": {Worker, []Role{RoleBroker, RoleApprover}, "", false},
					"c": {Worker, []Role{RoleSocialWorker}, "", true},
					"d": {Staff, []Role{RoleProvider}, "Green Lane Gardens", false}}}})
		}},
		{Area: "access", Name: "open-a-record", Make: func(c *web.Ctx) web.Page {
			return openPage(c, "sample", "")
		}},
		{Area: "access", Name: "mailbox", Make: func(c *web.Ctx) web.Page {
			return mailboxPage(c, []mail.Letter{{To: "jo@weaverdale.example", Subject: "Your link",
				Text: "Hello\n\nhttp://localhost:8080/sign-in/sample"}})
		}},
	}...)
}

func accountSamples() []web.Sample {
	helen := Account{ID: "h", Name: "Helen Marsh", Email: "helen@weaverdale.example",
		Roles: []Role{RoleBroker, RoleApprover}, ApprovalLimit: 500_00, Active: true}
	mo := Account{ID: "m", Name: "Mo Field", Email: "mo@green.example", Roles: []Role{RoleProvider},
		OrganisationID: "g"}
	green := []Organisation{{ID: "g", Name: "Green Lane Gardens"}}
	list := accountList{AccountPage: AccountPage{List: []Account{helen, mo}, Page: 1, Pages: 2},
		organisations: map[string]string{"g": green[0].Name}}
	return []web.Sample{
		{Area: "access", Name: "accounts", Make: func(c *web.Ctx) web.Page { return accountsPage(c, list) }},
		{Area: "access", Name: "accounts-none", Make: func(c *web.Ctx) web.Page {
			return accountsPage(c, accountList{words: "zzz"})
		}},
		{Area: "access", Name: "account-new", Make: func(c *web.Ctx) web.Page {
			return accountPage(c, accountForm{organisations: green})
		}},
		{Area: "access", Name: "account-ended", Make: func(c *web.Ctx) web.Page {
			return accountPage(c, accountForm{Account: mo, kept: mo, organisations: green})
		}},
		{Area: "access", Name: "account-changed-meanwhile", Make: func(c *web.Ctx) web.Page {
			p := accountPage(c, accountForm{Account: mo, kept: helen, stale: true, organisations: green})
			p.Errors = []fail.Field{{Key: "access.account.stale"}}
			return p
		}},
	}
}
