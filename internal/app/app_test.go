package app_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"ourdays/internal/app/apptest"
	"ourdays/internal/area/access"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
)

func socialWorker() access.Actor {
	return access.Actor{Name: "Dina Okafor", Kind: access.Worker, Roles: []access.Role{access.RoleSocialWorker}}
}

func TestSigningInByMail(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house := apptest.New(t, d)
		a := socialWorker()
		err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
			_, err := house.Access.AddActor(ctx, tx, a, "Dina@Weaverdale.example")
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		v := house.Anyone(t)
		ask := v.Get("/sign-in")
		if p := v.Press(ask, "/sign-in", url.Values{"email": {" dina@weaverdale.example"}}); p.Location != "/sign-in/sent" {
			t.Fatalf("asking led to %d %s", p.Code, p.Location)
		}
		link := sentLink(t, house)
		t.Run("following the link uses nothing up", func(t *testing.T) {
			v.Get(link).Shows(t, "Press the button to sign in.")
			if p := v.Get(link); p.Code != http.StatusOK {
				t.Errorf("a second look is %d", p.Code)
			}
		})
		t.Run("pressing signs in once", func(t *testing.T) {
			if p := v.Press(v.Get(link), link, nil); p.Location != "/people" {
				t.Fatalf("pressing led to %d %s", p.Code, p.Location)
			}
			v.Get("/help").Shows(t, "Dina Okafor", "Social worker")
			other := house.Anyone(t)
			other.Press(other.Get(link), link, nil).Shows(t, "That link is used or too old. Ask for a new one here.")
		})
		t.Run("signing out ends it on the server", func(t *testing.T) {
			v.Press(v.Get("/help"), "/sign-out", nil)
			if p := v.Get("/help"); strings.Contains(p.Text, "Dina") {
				t.Error("still signed in")
			}
		})
		t.Run("an unknown address is told the same", func(t *testing.T) {
			if p := v.Press(ask, "/sign-in", url.Values{"email": {"nobody@weaverdale.example"}, "form": {"k9"}}); p.Location != "/sign-in/sent" {
				t.Errorf("led to %d %s", p.Code, p.Location)
			}
		})
		t.Run("what is no address is refused and kept", func(t *testing.T) {
			p := v.Press(ask, "/sign-in", url.Values{"email": {"dina"}, "form": {"k10"}})
			if p.Code != http.StatusUnprocessableEntity || !strings.Contains(p.Body, `value="dina"`) || !strings.Contains(p.Body, "<title>Error:") {
				t.Errorf("got %d %s", p.Code, p.Text)
			}
		})
	})
}

func sentLink(t *testing.T, house *apptest.House) string {
	t.Helper()
	if err := house.RunJobs(t.Context()); err != nil {
		t.Fatal(err)
	}
	letters := house.Box.Letters()
	if len(letters) != 1 {
		t.Fatalf("%d letters", len(letters))
	}
	at := strings.Index(letters[0].Text, "/sign-in/")
	return strings.Fields(letters[0].Text[at:])[0]
}

func TestALinkIsTooOldAfterTenMinutes(t *testing.T) {
	d := dbtest.SQLite(t)
	house := apptest.New(t, d)
	house.Actor(t, socialWorker())
	letters := func() {
		v := house.Anyone(t)
		v.Press(v.Get("/sign-in"), "/sign-in", url.Values{"email": {firstEmail(t, d)}})
	}
	letters()
	link := sentLink(t, house)
	d.SetClock(clock.Fixed(dbtest.Start().Add(10*time.Minute + time.Second)))
	v := house.Anyone(t)
	v.Press(v.Get(link), link, nil).Shows(t, "too old")
}

func firstEmail(t *testing.T, d *db.DB) string {
	t.Helper()
	var email string
	err := d.Read(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		var err error
		email, err = db.One[string](ctx, tx, `SELECT email FROM actor`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return email
}

func TestAccessToARecord(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house := apptest.New(t, d)
		worker := house.Actor(t, socialWorker())
		staff := access.Actor{ID: "s", Kind: access.Staff, Roles: []access.Role{access.RoleProvider}, OrganisationID: "oak"}
		helper := access.Actor{ID: "h", Kind: access.Supporter, Roles: []access.Role{access.RoleSupporter}}
		person := access.Actor{ID: "p", Kind: access.Person, Roles: []access.Role{access.RolePerson}, PersonID: "jo"}
		tie(t, house, access.Tie{ActorID: "h", PersonID: "jo", Relation: access.Mandate, Scope: db.List{access.MaySee}, Source: "m"})
		tie(t, house, access.Tie{OrganisationID: "oak", PersonID: "jo", Relation: access.Placed, Source: "pl"})
		for _, c := range []struct {
			says string
			a    access.Actor
			p    access.Permission
			may  bool
		}{
			{"a person sees their own", person, access.SeeOwn, true},
			{"a person does not refer themself", person, access.Refer, false},
			{"a supporter sees what the mandate allows", helper, access.SeeOwn, true},
			{"a supporter does not choose when the mandate is silent", helper, access.Choose, false},
			{"a provider sees who is placed there", staff, access.SeePerson, true},
			{"a provider does not see the money", staff, access.SeeMoney, false},
			{"a worker without a tie does not see", worker, access.SeePerson, false},
			{"Ourdays itself acts", access.System, access.WritePerson, true},
		} {
			t.Run(c.says, func(t *testing.T) {
				err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
					return house.Access.See(ctx, tx, c.a, c.p, "jo")
				})
				if (err == nil) != c.may {
					t.Errorf("got %v", err)
				}
			})
		}
	})
}

func tie(t *testing.T, house *apptest.House, tie access.Tie) {
	t.Helper()
	err := house.DB.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error { return house.Access.Tie(ctx, tx, tie) })
	if err != nil {
		t.Fatal(err)
	}
}

func TestBreakingTheGlassNeedsAReasonThatThePersonCanRead(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house := apptest.New(t, d)
		worker := house.Actor(t, socialWorker())
		person := house.Actor(t, access.Actor{Name: "Jo Bright", Kind: access.Person, Roles: []access.Role{access.RolePerson}, PersonID: "jo"})
		v := house.As(t, worker)
		if p := v.Post("/people/jo/open", url.Values{"reason": {"nosy"}, "form": {"1"}}); p.Code != http.StatusUnprocessableEntity {
			t.Errorf("four letters were reason enough: %d", p.Code)
		}
		if p := v.Post("/people/jo/open", url.Values{"reason": {"Jo rang, upset, and her worker is away"},
			"form": {"2"}}); p.Location != "/people/jo" {
			t.Fatalf("led to %d %s", p.Code, p.Location)
		}
		house.As(t, person).Get("/me/who-looked").Shows(t, "Dina Okafor", "opened your record with a reason", "her worker is away")
	})
}

func TestEveryLookIsReachedAPageAtATime(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house := apptest.New(t, d)
		person := house.Actor(t, access.Actor{Name: "Jo Bright", Kind: access.Person, Roles: []access.Role{access.RolePerson}, PersonID: "jo"})
		err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
			for i := range 30 {
				looker := person
				looker.ID, looker.Name = fmt.Sprint(i), fmt.Sprintf("Looker %02d.", i)
				if err := house.Access.See(ctx, tx, looker, access.ReadAudit, "jo"); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		v := house.As(t, person)
		newest := v.Get("/me/who-looked")
		newest.Shows(t, "Looker 29.", "You looked once", "Older")
		v.Get("/me/who-looked") // each look is a line of its own, and moves no page
		v.Get("/me/who-looked")
		oldest := v.Get("/me/who-looked" + beyond(t, newest, "?before="))
		oldest.Shows(t, "Looker 00.", "Newer")
		lookers(t, newest.Text+oldest.Text)
		again := v.Get("/me/who-looked" + beyond(t, oldest, "?after="))
		lookers(t, again.Text+oldest.Text)
		if again.Shows(t, "You looked 5 times", "Older"); strings.Contains(again.Text, "Newer") {
			t.Error("something is newer than the newest")
		}
		for range 45 { // however often they look, what others did stands on the first page
			v.Get("/me/who-looked")
		}
		v.Get("/me/who-looked").Shows(t, "Looker 29.", "You looked 51 times")
		v.Get("/me/who-looked?before=nobody").Shows(t, "Looker 29.")
	})
}

// beyond finds the link to the page on the other side of a line.
func beyond(t *testing.T, p apptest.Page, begins string) string {
	t.Helper()
	_, rest, found := strings.Cut(p.Body, `href="`+begins)
	if !found {
		t.Fatalf("no link to %s: %s", begins, p.Text)
	}
	id, _, _ := strings.Cut(rest, `"`)
	return begins + id
}

// lookers says whether each of thirty stands in a text once.
func lookers(t *testing.T, text string) {
	t.Helper()
	for i := range 30 {
		if name := fmt.Sprintf("Looker %02d.", i); strings.Count(text, name) != 1 {
			t.Errorf("%s stands there %d times", name, strings.Count(text, name))
		}
	}
}

func TestTheAuditTrailShowsEveryChangeMadeToIt(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house := apptest.New(t, d)
		for i := range 20 {
			err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
				return house.Access.Note(ctx, tx, access.System, "test", fmt.Sprint(i))
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		if n, err := house.Access.Seal(t.Context()); err != nil || n != 20 {
			t.Fatalf("sealed %d, %v", n, err)
		}
		if faults, err := house.Check(t.Context()); err != nil || len(faults) != 0 {
			t.Fatalf("an honest trail: %v, %v", faults, err)
		}
		told := func(says string) {
			t.Helper()
			if faults, err := house.Check(t.Context()); err != nil || len(faults) != 1 || !strings.Contains(faults[0], "line 7") {
				t.Errorf("%s: %v, %v", says, faults, err)
			}
		}
		change := func(text string, args ...any) {
			t.Helper()
			if err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
				n, err := tx.Exec(ctx, text, args...)
				if err == nil && n != 1 {
					t.Errorf("%s changed %d lines", text, n)
				}
				return err
			}); err != nil {
				t.Fatal(err)
			}
		}
		for _, column := range []string{"id", "actor_id", "actor", "person_id", "act", "thing", "reason"} {
			was := apptest.Stored[string](t, house, `SELECT `+column+` FROM audit WHERE seal_no = 7`)
			change(`UPDATE audit SET `+column+` = $1 WHERE seal_no = 7`, was+"x")
			told("another " + column)
			change(`UPDATE audit SET `+column+` = $1 WHERE seal_no = 7`, was)
		}
		at := apptest.Stored[clock.Instant](t, house, `SELECT at FROM audit WHERE seal_no = 7`)
		change(`UPDATE audit SET at = $1 WHERE seal_no = 7`, at.Add(time.Microsecond))
		told("another moment")
		change(`UPDATE audit SET at = $1 WHERE seal_no = 7`, at)
		if faults, err := house.Check(t.Context()); err != nil || len(faults) != 0 {
			t.Fatalf("the trail as it was: %v, %v", faults, err)
		}
		change(`DELETE FROM audit WHERE seal_no = 7`)
		faults, err := house.Check(t.Context())
		if err != nil || !strings.Contains(strings.Join(faults, "\n"), "line 7 of the chain is missing") {
			t.Errorf("a line of the middle is gone: %v, %v", faults, err)
		}
	})
}

func TestASealKeptElsewhereShowsThatTheTrailWasCutShort(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house := apptest.New(t, d)
		for range 3 {
			if err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
				return house.Access.Note(ctx, tx, access.System, "test", "")
			}); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := house.Access.Seal(t.Context()); err != nil {
			t.Fatal(err)
		}
		newest, err := house.NewestSeal(t.Context())
		if err != nil || newest.No != 3 {
			t.Fatalf("the trail ends with %s, %v", newest, err)
		}
		kept, err := access.ParseSeal(newest.String())
		if err != nil {
			t.Fatal(err)
		}
		if holds, err := house.HoldsSeal(t.Context(), kept); err != nil || !holds {
			t.Errorf("an honest trail: %t, %v", holds, err)
		}
		if err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
			_, err := tx.Exec(ctx, `DELETE FROM audit WHERE seal_no = $1`, 3)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if faults, err := house.Check(t.Context()); err != nil || len(faults) != 0 {
			t.Errorf("the chain alone cannot know: %v, %v", faults, err)
		}
		if holds, err := house.HoldsSeal(t.Context(), kept); err != nil || holds {
			t.Errorf("a trail that was cut short: %t, %v", holds, err)
		}
	})
}

// A proxy sends nobody to a process that cannot serve: one whose schema is
// behind, as between a new program and its migration, or without a database.
func TestASiteThatCannotServeIsNotReady(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house := apptest.New(t, d)
		is := func(code int, says string) {
			t.Helper()
			if p := house.Anyone(t).Get("/readyz"); p.Code != code || p.Body != says+"\n" {
				t.Errorf("got %d %q, want %d %q", p.Code, p.Body, code, says)
			}
		}
		is(http.StatusOK, "ready")
		newest := `DELETE FROM goose_db_version WHERE version_id = (SELECT max(version_id) FROM goose_db_version)`
		if _, err := d.Pool().ExecContext(t.Context(), newest); err != nil {
			t.Fatal(err)
		}
		is(http.StatusServiceUnavailable, "the schema is not up to date")
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
		is(http.StatusServiceUnavailable, "the database does not answer")
	})
}

// policy is the whole content policy; HASHES stands for those of our own style.
const policy = "default-src 'none'; img-src 'self'; script-src 'self'; connect-src 'self'; style-src HASHES; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

var styleHashes = regexp.MustCompile(`style-src( 'sha256-[A-Za-z0-9+/]{43}=')+;`)

func TestEveryAnswerCarriesTheSafetyHeaders(t *testing.T) {
	house := apptest.New(t, dbtest.SQLite(t))
	worker := house.As(t, house.Actor(t, socialWorker()))
	for _, p := range []apptest.Page{
		house.Anyone(t).Get("/"), house.Anyone(t).Get("/sign-in"), house.Anyone(t).Get("/no-such-page"), house.Anyone(t).Get("/healthz"),
		house.Anyone(t).Get("/people"), worker.Get("/people"), worker.Get("/people/nobody"), worker.Post("/people/nobody/open", nil),
	} {
		if got := styleHashes.ReplaceAllString(p.Header.Get("Content-Security-Policy"), "style-src HASHES;"); got != policy {
			t.Errorf("%q: the policy is %s", p.Text, got)
		}
		for name, want := range map[string]string{"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin",
			"Permissions-Policy": "camera=(), geolocation=(), microphone=()", "Cross-Origin-Opener-Policy": "same-origin",
			"Cross-Origin-Resource-Policy": "same-origin", "Strict-Transport-Security": ""} {
			if got := p.Header.Get(name); got != want {
				t.Errorf("%q: %s is %q", p.Text, name, got)
			}
		}
	}
}

func TestASiteBehindTLSSaysSo(t *testing.T) {
	house := apptest.New(t, dbtest.SQLite(t))
	a := house.Actor(t, socialWorker())
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "/sign-in/as", strings.NewReader("actor="+a.ID))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("X-Forwarded-Proto", "https")
	rec := newRecorder()
	house.Handler().ServeHTTP(rec, req)
	if got := rec.Header().Get("Strict-Transport-Security"); got != "max-age=31536000" {
		t.Errorf("Strict-Transport-Security is %q", got)
	}
	k := token(t, rec.Result().Header)
	if !k.Secure || !k.HttpOnly || k.SameSite != http.SameSiteLaxMode {
		t.Errorf("the cookie is %s", k)
	}
}

// token is the cookie that an answer signs somebody in with.
func token(t *testing.T, h http.Header) *http.Cookie {
	t.Helper()
	for _, k := range (&http.Response{Header: h}).Cookies() {
		if k.Name == "ourdays" {
			return k
		}
	}
	t.Fatalf("nobody was signed in: %v", h)
	return nil
}

func TestSigningInAgainEndsTheTokenBefore(t *testing.T) {
	house := apptest.New(t, dbtest.SQLite(t))
	a := house.Actor(t, socialWorker())
	v := house.Anyone(t)
	var tokens []string
	for range 2 {
		tokens = append(tokens, token(t, v.Post("/sign-in/as", url.Values{"actor": {a.ID}}).Header).Value)
	}
	for i, want := range []bool{false, true} {
		if _, ok, err := house.Access.Whose(t.Context(), tokens[i]); err != nil || ok != want {
			t.Errorf("token %d: %t, %v, want %t", i+1, ok, err, want)
		}
	}
}

func TestAFormFromAnotherSiteIsRefused(t *testing.T) {
	house := apptest.New(t, dbtest.SQLite(t))
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "/voice", strings.NewReader("voice=en-easy"))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Sec-Fetch-Site", "cross-site")
	rec := newRecorder()
	house.Handler().ServeHTTP(rec, req)
	if rec.Code != http.StatusForbidden {
		t.Errorf("got %d", rec.Code)
	}
}

// Every route is in the register with a permission and an audience, and
// answers each sort of actor as its permission says.
func TestTheRegisterOfRoutesIsHeld(t *testing.T) {
	house := apptest.New(t, dbtest.SQLite(t))
	visitors := map[access.Role]*apptest.Visitor{}
	for _, r := range access.AllRoles() {
		kind := access.Worker
		switch r {
		case access.RolePerson:
			kind = access.Person
		case access.RoleSupporter:
			kind = access.Supporter
		case access.RoleProvider:
			kind = access.Staff
		}
		visitors[r] = house.As(t, house.Actor(t, access.Actor{Name: "N. N.", Kind: kind, Roles: []access.Role{r}, PersonID: "nobody",
			OrganisationID: "none"}))
	}
	for _, r := range house.Routes {
		method, path, ok := strings.Cut(r.Pattern, " ")
		if !ok || r.Need == "" || r.Audience == "" || r.Do == nil {
			t.Errorf("%q lacks a part", r.Pattern)
			continue
		}
		if method != http.MethodGet {
			continue
		}
		path = strings.NewReplacer("{$}", "", "{", "", "}", "").Replace(path)
		anyone := house.Anyone(t).Get(path)
		if r.Need == access.Public && anyone.Code >= 500 || r.Need != access.Public && !strings.HasPrefix(anyone.Location, "/sign-in") {
			t.Errorf("anyone at %s: %d %s", r.Pattern, anyone.Code, anyone.Location)
		}
		for role, v := range visitors {
			p := v.Get(path)
			a := access.Actor{ID: "x", Roles: []access.Role{role}}
			if !a.May(r.Need) && p.Code != http.StatusForbidden {
				t.Errorf("%s at %s: %d, want 403", role, r.Pattern, p.Code)
			}
			if p.Code >= 500 {
				t.Errorf("%s at %s: %d %s", role, r.Pattern, p.Code, p.Text)
			}
			keptNowhere(t, r, p)
		}
	}
}

// keptNowhere holds an answer to somebody who is signed in to what no shared
// machine may keep of it. A calendar is read by who holds its address.
func keptNowhere(t *testing.T, r access.Route, p apptest.Page) {
	t.Helper()
	if r.Audience == "machine" && r.Need == access.Public || p.Location != "" {
		return
	}
	if got := p.Header.Get("Cache-Control"); got != "no-store" {
		t.Errorf("%s: %d may be kept: Cache-Control is %q", r.Pattern, p.Code, got)
	}
}

func TestNoPageHoldsTextThatTheCatalogueDoesNot(t *testing.T) {
	house := apptest.New(t, dbtest.SQLite(t))
	for _, path := range []string{"/", "/activities", "/help", "/help/choose", "/accessibility", "/privacy", "/credits",
		"/sign-in", "/sign-in/sent", "/nowhere"} {
		if found := apptest.Unbracketed(house.Anyone(t).Get(path + "?voice=pseudo").Doc); len(found) > 0 {
			t.Errorf("%s: %q", path, found)
		}
	}
}

func TestTheLogHoldsNoPersonalData(t *testing.T) {
	house := apptest.New(t, dbtest.SQLite(t))
	v := house.As(t, house.Actor(t, access.Actor{Name: "Jo Bright", Kind: access.Person, Roles: []access.Role{access.RolePerson},
		PersonID: "jo-the-person"}))
	v.Get("/activities?words=secretwish")
	v.Get("/me/who-looked")
	v.Get("/people/jo-the-person")
	for _, secret := range []string{"Jo Bright", "secretwish", "jo-the-person", "@"} {
		if strings.Contains(house.Log.String(), secret) {
			t.Errorf("the log holds %q", secret)
		}
	}
	if house.Log.Len() == 0 {
		t.Error("nothing was logged")
	}
}
