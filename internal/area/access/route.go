package access

import (
	"net"
	"net/http"
	"strings"

	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/web"
)

// Route is one line of the access register: an address, the permission it
// needs, and what answers. Audience is "citizen", "staff" or "machine".
type Route struct {
	Pattern  string
	Need     Permission
	Do       func(c *web.Ctx, a Actor) error
	Audience string
}

const tokenCookie = "ourdays"

const helpRoute = "POST /help-person"

// Handler answers a route: who is it, may they, do it, and say what went wrong.
func (s *Service) Handler(r Route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		c, err := s.Site.New(w, req)
		if err == nil {
			err = s.answer(c, r)
		}
		if err != nil {
			c.Fail(err)
		}
	})
}

func (s *Service) answer(c *web.Ctx, r Route) error {
	a, err := s.visitor(c)
	if err != nil {
		return err
	}
	post := c.R.Method == http.MethodPost
	// What programs read without signing in is bounded as presses are.
	if (post || r.Audience == "machine" && r.Need == Public) && !s.limits.allow(address(c.R)) {
		return fail.New(fail.Unavailable, "access.refused.too_fast")
	}
	if post {
		c.Press(a.ID)
		c.OpenedOn(s.formPage(c))
	}
	// Before what they may is asked: the next person on a shared machine has other rights.
	// Whom to help is asked on pages that were opened while helping another, too.
	if post && r.Need != Public && r.Pattern != helpRoute && a.SignedIn() && c.OpenedByOther() {
		return c.NotYours(s.formPage(c))
	}
	if !a.May(r.Need) {
		return s.refuse(c, a)
	}
	err = r.Do(c, a)
	if e, ok := fail.As(err); ok && e.Key == noTie && a.Kind == Worker && c.R.Method == http.MethodGet {
		return s.offerToOpen(c, e)
	}
	return err
}

// refuse sends somebody who is not signed in to sign in, and tells the others.
func (s *Service) refuse(c *web.Ctx, a Actor) error {
	if a.SignedIn() {
		return fail.New(fail.Forbidden, "access.refused.role")
	}
	if c.R.Method == http.MethodGet {
		return c.See(signInAt(c.R.URL.RequestURI()))
	}
	f := lostForm{next: s.formPage(c), action: c.R.URL.RequestURI(), fields: c.Form()}
	if f.holds() {
		return c.Refuse(signedOutPage(c, f))
	}
	if f.next == "" {
		return c.See("/sign-in?ended=yes")
	}
	return c.See(signInAt(f.next) + "&ended=yes")
}

// formPage is the path of the page whose form was pressed; empty where it is not known.
// What was asked of it stays out: it may hold somebody's name.
func (s *Service) formPage(c *web.Ctx) string {
	if _, path, _ := strings.Cut(c.R.Pattern, " "); s.pages[path] {
		return c.R.URL.Path
	}
	path, _, _ := strings.Cut(c.CameFrom(), "?")
	return localNext(path)
}

// visitor finds who asks, and tells the shell.
func (s *Service) visitor(c *web.Ctx) (Actor, error) {
	k, err := c.R.Cookie(tokenCookie)
	if err != nil {
		return Actor{Kind: Anyone}, nil //nolint:nilerr // the only fault of Cookie is that there is none
	}
	ctx := db.WithFormKey(c.Context(), nil)
	a, ok, err := s.Whose(ctx, k.Value)
	if err != nil || !ok {
		return Actor{Kind: Anyone}, err
	}
	if a.ReadsEasy && !c.VoiceChosen() {
		c.Voice = i18n.Easy
	}
	c.Who = &web.Who{ID: a.ID, Name: a.Name, As: c.T("access.kind." + strings.ToLower(string(primary(a)))),
		For: a.Helps, Of: a.PersonID, Nav: s.nav(c, a)}
	return a, nil
}

// primary is the role that the shell shows.
func primary(a Actor) Role {
	if len(a.Roles) == 0 {
		return RolePerson
	}
	return a.Roles[0]
}

// Mounted tells which pages there are, so that nobody is sent to one that there
// is not.
func (s *Service) Mounted(routes []Route) {
	for _, r := range routes {
		if path, ok := strings.CutPrefix(r.Pattern, "GET "); ok {
			s.pages[path] = true
		}
	}
}

// holds are places whose other pages do not lie below their own address.
var holds = map[string]string{"/steer/spend": "/steer", "/me/week": "/me/bookings",
	"/me/profile": "/me/helpers"}

// nav lists the main places of an actor.
func (s *Service) nav(c *web.Ctx, a Actor) []web.Link {
	var links []web.Link
	add := func(show bool, path, key string) {
		if show && s.pages[path] {
			links = append(links, web.Link{Path: path, Text: c.T(key, "name", a.Helps)})
		}
	}
	// whose is a person's own word for a place, or the one for who helps them.
	whose := func(own, theirs string) string {
		if a.Helps != "" {
			return theirs
		}
		return own
	}
	chooses, money := a.Mandate.Has(MayChoose), a.Mandate.Has(MayMoney)
	own := a.Kind == Person || a.Kind == Supporter
	add(own, "/activities", "access.nav.find")
	sees := a.Kind == Person || a.Mandate.Has(MaySee) // a supporter may help nobody any more
	add(sees, "/me/week", whose("access.nav.week", "access.nav.week_of"))
	add(a.Kind == Person || chooses, "/me/choose", whose("access.nav.choose", "access.nav.choose_of"))
	add(a.Kind == Person || money, "/me/money", whose("access.nav.money", "access.nav.money_of"))
	add(sees, "/me/profile", whose("access.nav.about", "access.nav.about_of"))
	add(a.Kind == Supporter, "/me/people", "access.nav.whom")
	add(own, "/help", "access.nav.help")
	add(a.May(AgreeOutcomes), "/people", "access.nav.people")
	add(a.May(AgreeOutcomes), "/reviews", "access.nav.reviews")
	add(a.May(Refer) || a.May(Broker), "/referrals", "access.nav.referrals")
	add(a.May(Approve), "/approvals", "access.nav.approvals")
	add(a.May(TakeRegister), "/provider/sessions", "access.nav.sessions")
	add(a.May(ProvideActivities), "/provider/offers", "access.nav.offers")
	add(a.May(ProvideActivities), "/provider/activities", "access.nav.ours")
	add(a.May(RecordContribution), "/finance", "access.nav.finance")
	add(a.May(CorrectRegister) && !a.May(TakeRegister), "/registers", "access.nav.registers")
	add(a.May(Steer), "/steer/spend", "access.nav.spend")
	add(a.May(Steer), "/steer/rates", "access.nav.rates")
	add(a.May(Administer), "/admin", "access.nav.admin")
	add(!own, "/activities", "access.nav.activities")
	for i, l := range links {
		links[i].Holds = holds[l.Path]
	}
	return links
}

// address is where a request came from. A proxy's word for it counts only when
// the proxy is of our own network: anybody else could claim a new address with
// every press.
func address(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	peer := net.ParseIP(host)
	told := r.Header.Get("X-Forwarded-For")
	if told == "" || peer == nil || !peer.IsLoopback() && !peer.IsPrivate() {
		return host
	}
	return strings.TrimSpace(told[strings.LastIndex(told, ",")+1:])
}
