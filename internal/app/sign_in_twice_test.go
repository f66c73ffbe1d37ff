package app_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"ourdays/internal/app/apptest"
	"ourdays/internal/area/access"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
)

// door is a page at which somebody signs in once: by a link, or by a code on paper.
type door struct {
	path  string
	typed url.Values
	home  string
}

// doors gives a link for a worker and a code on paper for a person.
func doors(t *testing.T, d *db.DB, house *apptest.House) map[string]door {
	t.Helper()
	worker := house.Actor(t, socialWorker())
	v := house.Anyone(t)
	v.Press(v.Get("/sign-in"), "/sign-in", url.Values{"email": {firstEmail(t, d)}})
	code := access.NewCode()
	if err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		_, err := house.Access.CodeOnPaper(ctx, tx, access.Actor{Name: "Jo B.", PersonID: "jo"}, code)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return map[string]door{
		"by a link":          {path: sentLink(t, house), home: house.Access.Home(worker)},
		"by a code on paper": {path: "/sign-in/code", typed: url.Values{"code": {code}}, home: "/me/week"},
	}
}

// signedIn reports whether a browser is, by a page that is for nobody else.
func signedIn(p apptest.Page) bool {
	return strings.Contains(strings.Join(p.Header.Values("Set-Cookie"), " "), "ourdays=")
}

func (d door) press(v *apptest.Visitor, form apptest.Page) apptest.Page {
	return v.Press(form, d.path, d.typed)
}

func TestSigningInPressedTwiceIsOneSessionAndOneAnswer(t *testing.T) {
	for _, says := range []string{"by a link", "by a code on paper"} {
		t.Run(says, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, d *db.DB) {
				house := apptest.New(t, d)
				in := doors(t, d, house)[says]
				form := house.Anyone(t).Get(in.path)
				first := in.press(house.Anyone(t), form)
				if first.Code != http.StatusSeeOther || first.Location != in.home || !signedIn(first) {
					t.Fatalf("the first press: %d %s %v", first.Code, first.Location, first.Header)
				}
				dropped := house.Anyone(t) // a browser that dropped the first answer
				second := in.press(dropped, form)
				if second.Location != first.Location || second.Header.Get("Set-Cookie") != first.Header.Get("Set-Cookie") {
					t.Errorf("the second press: %d %s %v", second.Code, second.Location, second.Header)
				}
				third := in.press(dropped, form) // which now has the session
				if third.Location != first.Location || dropped.Get("/help").Code != http.StatusOK ||
					!strings.Contains(dropped.Get("/help").Body, "/sign-out") {
					t.Errorf("the third press: %d %s", third.Code, third.Location)
				}
				if n := apptest.Stored[int](t, house, `SELECT count(*) FROM session_token`); n != 1 {
					t.Errorf("there are %d sessions", n)
				}
				if n := apptest.Stored[int](t, house, `SELECT count(*) FROM audit WHERE act = 'sign_in'`); n != 1 {
					t.Errorf("the trail says it %d times", n)
				}
			})
		})
	}
}

func TestWhatOpensOnceOpensForNoOtherPress(t *testing.T) {
	for _, says := range []string{"by a link", "by a code on paper"} {
		t.Run(says, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, d *db.DB) {
				house := apptest.New(t, d)
				all := doors(t, d, house)
				in := all[says]
				form := house.Anyone(t).Get(in.path)
				browser := house.Anyone(t)
				in.press(browser, form)
				refused := func(says string, p apptest.Page) {
					t.Helper()
					if p.Code != http.StatusUnprocessableEntity || signedIn(p) {
						t.Errorf("%s: %d %s %v", says, p.Code, p.Location, p.Header)
					}
				}
				refused("another form", in.press(house.Anyone(t), house.Anyone(t).Get(in.path)))
				for _, key := range []string{"", "k9"} {
					typed := url.Values{"form": {key}}
					for k, v := range in.typed {
						typed[k] = v
					}
					refused("a form with the key "+key, house.Anyone(t).Press(form, in.path, typed))
				}
				d.SetClock(clock.Fixed(dbtest.Start().Add(time.Minute + time.Second)))
				refused("the same form after a minute", in.press(house.Anyone(t), form))
				d.SetClock(clock.Fixed(dbtest.Start()))
				browser.Post("/sign-out", url.Values{})
				refused("the same form after signing out", in.press(house.Anyone(t), form))
			})
		})
	}
}

func TestAWeakKeyOfAFormOpensNothingTwice(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house := apptest.New(t, d)
		for says, in := range doors(t, d, house) {
			typed := url.Values{"form": {"k9"}}
			for k, v := range in.typed {
				typed[k] = v
			}
			form := house.Anyone(t).Get(in.path)
			if p := house.Anyone(t).Press(form, in.path, typed); !signedIn(p) {
				t.Errorf("%s: the first press with a key of its own: %d", says, p.Code)
			}
			if p := house.Anyone(t).Press(form, in.path, typed); signedIn(p) || p.Code != http.StatusUnprocessableEntity {
				t.Errorf("%s: a guessed key opened it again: %d", says, p.Code)
			}
		}
	})
}
