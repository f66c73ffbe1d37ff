package access

import (
	"context"
	"net/http"
	"strings"

	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/mail"
	"ourdays/internal/platform/web"
)

// Routes is the area's part of the access register.
func (s *Service) Routes() []Route {
	routes := []Route{
		{"GET /sign-in", Public, s.getSignIn, "citizen"},
		{"POST /sign-in", Public, s.postSignIn, "citizen"},
		{"GET /sign-in/sent", Public, s.getSent, "citizen"},
		{"GET /sign-in/code", Public, s.getCode, "citizen"},
		{"POST /sign-in/code", Public, s.postCode, "citizen"},
		{"GET /sign-in/{secret}", Public, s.getLink, "citizen"},
		{"POST /sign-in/{secret}", Public, s.postLink, "citizen"},
		{"POST /sign-out", Public, s.postSignOut, "citizen"},
		{"POST /voice", Public, s.postVoice, "citizen"},
		{helpRoute, SeeOwn, s.postHelp, "citizen"},
		{"GET /me/who-looked", SeeOwn, s.getWhoLooked, "citizen"},
		{"POST /people/{person}/open", SeePerson, s.postOpen, "staff"},
	}
	routes = append(routes, accountRoutes(s)...)
	if s.Site.Demo {
		routes = append(routes,
			Route{"POST /sign-in/as", Public, s.postSignInAs, "citizen"},
			Route{"GET /demo/mailbox", Public, s.getMailbox, "staff"})
	}
	return routes
}

func (s *Service) getSignIn(c *web.Ctx, a Actor) error {
	f := signInForm{next: localNext(c.Query("next")), ended: c.Query("ended") == "yes"}
	c.CarryWay(signInPath, f.next)
	page, err := s.signInPage(c, f)
	if err != nil {
		return err
	}
	return c.Render(page)
}

// localNext keeps only a path of this site.
func localNext(next string) string {
	if !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") || strings.Contains(next, `\`) {
		return ""
	}
	return next
}

func (s *Service) postSignIn(c *web.Ctx, _ Actor) error {
	f := signInForm{email: c.Field("email"), next: localNext(c.Field("next"))}
	if err := s.AskLink(db.OfAnyAge(c.Context()), c.Voice, f.email); err != nil {
		page, pageErr := s.signInPage(c, f)
		if pageErr != nil {
			return pageErr
		}
		return c.Invalid(page, err)
	}
	c.CarryWay(signInPath, f.next)
	return c.See("/sign-in/sent")
}

// signInPath is what the pages on which somebody signs in begin with.
const signInPath = "/sign-in"

func (s *Service) getSent(c *web.Ctx, _ Actor) error { return c.Render(sentPage(c)) }

func (s *Service) getCode(c *web.Ctx, _ Actor) error { return c.Render(codePage(c)) }

func (s *Service) postCode(c *web.Ctx, _ Actor) error {
	token, a, err := s.UseCode(c.Context(), c.Field("code"), address(c.R), c.Field("own") != "yes")
	if err != nil {
		return c.Invalid(codePage(c), err)
	}
	return s.arrive(c, token, a, "")
}

func (s *Service) getLink(c *web.Ctx, _ Actor) error { return c.Render(linkPage(c, c.Path("secret"))) }

func (s *Service) postLink(c *web.Ctx, _ Actor) error {
	token, a, err := s.UseLink(c.Context(), c.Path("secret"))
	if err != nil {
		page, pageErr := s.signInPage(c, signInForm{next: localNext(c.CarriedWay())})
		if pageErr != nil {
			return pageErr
		}
		return c.Invalid(page, err)
	}
	return s.arrive(c, token, a, "")
}

func (s *Service) postSignInAs(c *web.Ctx, _ Actor) error {
	token, a, err := s.SignInAs(db.OfAnyAge(c.Context()), c.Field("actor"))
	if err != nil {
		return err
	}
	return s.arrive(c, token, a, localNext(c.Field("next")))
}

// arrive sets the new token and leads to the actor's first page.
func (s *Service) arrive(c *web.Ctx, token string, a Actor, next string) error {
	if k, err := c.R.Cookie(tokenCookie); err != nil || k.Value != token { // pressed twice, it is no old one
		if err := s.endOldToken(c); err != nil {
			return err
		}
	}
	http.SetCookie(c.W, c.Cookie(tokenCookie, token, int(most(a.Kind, false).Seconds())))
	if next == "" {
		next = localNext(c.CarriedWay())
	}
	c.CarryWay(signInPath, "")
	if next == "" {
		next = s.Home(a)
	}
	return c.See(next)
}

func (s *Service) endOldToken(c *web.Ctx) error {
	k, err := c.R.Cookie(tokenCookie)
	if err != nil {
		return nil //nolint:nilerr // no cookie: nothing to end
	}
	return s.SignOut(db.WithFormKey(c.Context(), nil), k.Value)
}

// Home is the first page of an actor after signing in.
func (s *Service) Home(a Actor) string {
	for _, x := range []struct {
		who  bool
		path string
	}{
		{a.Kind == Supporter && a.PersonID == "", "/me/people"},
		{a.Kind == Person || a.Kind == Supporter, "/me/week"},
		{a.Kind == Person || a.Kind == Supporter, "/me/money"},
		{a.Is(RoleSocialWorker) || a.Is(RoleCoordinator), "/people"},
		{a.Is(RoleBroker), "/referrals"},
		{a.Is(RoleApprover), "/approvals"},
		{a.Is(RoleProvider), "/provider/sessions"},
		{a.Is(RoleProvider), "/provider/activities"},
		{a.Is(RoleFinance), "/finance"},
		{a.Is(RoleCommissioner), "/steer/spend"},
		{a.Is(RoleAdmin), "/admin"},
	} {
		if x.who && s.pages[x.path] {
			return x.path
		}
	}
	return "/"
}

func (s *Service) postSignOut(c *web.Ctx, _ Actor) error {
	if err := s.endOldToken(c); err != nil {
		return err
	}
	http.SetCookie(c.W, c.Cookie(tokenCookie, "", -1))
	c.CarryWay(signInPath, "") // who comes next on this device goes their own way
	c.Flash("access.sign_in.out")
	return c.See("/")
}

// postVoice turns the switch. How a supporter reads is kept, for the letters to them: no
// record of theirs says it.
func (s *Service) postVoice(c *web.Ctx, a Actor) error {
	v := i18n.ParseVoice(c.Field("voice"))
	c.SetVoice(v)
	if a.Kind == Supporter {
		err := s.DB.InTx(db.OfAnyAge(c.Context()), func(ctx context.Context, tx *db.Tx) error {
			return readEasy(ctx, tx, a.ID, v == i18n.Easy)
		})
		if err != nil {
			return err
		}
	}
	if f, lost := turnedFrom(c); lost { // also for who has signed in again in another window
		c.Voice = v
		return c.Refuse(signedOutPage(c, f))
	}
	back := localNext(c.Field("back"))
	if back == "" {
		back = "/"
	}
	return c.See(back)
}

func (s *Service) postHelp(c *web.Ctx, a Actor) error {
	k, err := c.R.Cookie(tokenCookie)
	if err != nil {
		return fail.New(fail.Forbidden, "access.refused.role")
	}
	if err := s.Help(db.OfAnyAge(c.Context()), k.Value, a, c.Field("person")); err != nil {
		return err
	}
	return c.See(s.Home(a))
}

func (s *Service) getWhoLooked(c *web.Ctx, a Actor) error {
	v := looked{by: a.ID}
	err := s.DB.InTx(c.Context(), func(ctx context.Context, tx *db.Tx) error {
		var err error
		v.Looks, err = s.WhoLooked(ctx, tx, a, a.PersonID,
			Bound{Before: c.Query("before"), After: c.Query("after")})
		return err
	})
	if err != nil {
		return err
	}
	return c.Render(whoLookedPage(c, v))
}

func (s *Service) postOpen(c *web.Ctx, a Actor) error {
	person, reason := c.Path("person"), c.Field("reason")
	if err := s.Open(c.Context(), a, person, reason); err != nil {
		return c.Invalid(openPage(c, person, reason), err)
	}
	c.Flash("access.open.done")
	return c.See("/people/" + person)
}

// offerToOpen answers 403 with the form to open the record with a reason.
func (s *Service) offerToOpen(c *web.Ctx, e *fail.Error) error {
	person := ""
	if len(e.Args) == 2 {
		person, _ = e.Args[1].(string)
	}
	return c.Refuse(openPage(c, person, ""))
}

func (s *Service) getMailbox(c *web.Ctx, _ Actor) error {
	box, ok := s.Mail.(*mail.Box)
	if !ok {
		return fail.New(fail.NotFound, "fail.not_found")
	}
	if err := s.DB.Read(c.Context(), s.demoOnly); err != nil {
		return err
	}
	return c.Render(mailboxPage(c, box.Letters()))
}

// NoPage answers an address that leads nowhere.
func (s *Service) NoPage(*web.Ctx, Actor) error { return fail.New(fail.NotFound, "fail.not_found") }
