package site_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"

	"ourdays/internal/app/apptest"
	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
	"ourdays/internal/platform/fail"
)

// other offers one more activity at a day and gives its first session.
func (w *town) other(t *testing.T, title, day string) (directory.Activity, directory.Session) {
	t.Helper()
	var act directory.Activity
	var ses directory.Session
	err := w.d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
		act, ses, err = w.offer(ctx, tx, directory.Activity{OrganisationID: w.beth.OrganisationID, Kind: "arts", Title: title, EasyTitle: title,
			OwnPrice: 700, PriceKnown: true}, w.bowling.LocationID, day)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return act, ses
}

func TestAPersonBooksADropInWithOnePress(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newTown(t, d)
		sam := w.As(t, w.sam)
		page, book := "/activities/"+w.choirAct.ID, "/sessions/"+w.choir.ID+"/book"
		form := sam.Get(page)
		form.Shows(t, "Book a place", "1 place left")
		first := sam.Press(form, book, nil)
		if !strings.HasPrefix(first.Location, "/me/bookings/") {
			t.Fatalf("booking led to %d %s", first.Code, first.Text)
		}
		sam.Get(first.Location+"?voice=en-easy").Shows(t, "We booked it. You are going.", "You are going. We keep a place for you.")
		t.Run("pressed again, also on another page, it is theirs and not full", func(t *testing.T) {
			for _, press := range []string{"", "another"} {
				more := url.Values{}
				if press != "" {
					more.Set("form", press)
				}
				if p := sam.Press(form, book, more); p.Location != first.Location {
					t.Errorf("got %d %s %s", p.Code, p.Location, p.Text)
				}
			}
			sam.Get(page).Shows(t, "Booked: you are going")
			if p := sam.Get(book); p.Location != first.Location {
				t.Errorf("the page to book led to %s", p.Location)
			}
		})
		t.Run("a full session offers nothing, and says what to do", func(t *testing.T) {
			lee := w.Actor(t, w.newPerson(t, "Lee"))
			v := w.As(t, lee)
			full := v.Get(page)
			full.Shows(t, "Full means that every place is taken.", "01632 960 100")
			if strings.Contains(full.Body, `action="`+book) {
				t.Error("a full session can be pressed")
			}
			p := v.Press(form, book, url.Values{"form": {"lee"}})
			if p.Code != http.StatusConflict || !strings.Contains(p.Body, `href="`+page+`"`) {
				t.Errorf("got %d", p.Code)
			}
			p.Shows(t, "This place was not booked", "See other times")
		})
		w.sound(t)
	})
}

func (w *town) newPerson(t *testing.T, name string) access.Actor {
	t.Helper()
	a := access.Actor{Name: name, Kind: access.Person, Roles: []access.Role{access.RolePerson}}
	err := w.d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		p := w.sam.PersonID
		rec, err := w.People.Load(ctx, tx, p)
		if err != nil {
			return err
		}
		rec.ID, rec.GivenName = "", name
		rec, err = w.People.Add(ctx, tx, access.System, rec)
		a.PersonID = rec.ID
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestWhatStandsAgainstABookingIsTold(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newTown(t, d)
		clay, clayTime := w.other(t, "Clay", "TU") // while Jo is bowling
		book := "/sessions/" + clayTime.ID + "/book"
		p := w.As(t, w.jo).Post(book, url.Values{"form": {"of a page from before"}})
		if p.Code != http.StatusConflict || !strings.Contains(p.Body, `href="/me/week?day=2026-11-24"`) {
			t.Errorf("a clash: %d", p.Code)
		}
		p.Shows(t, "You go somewhere else at that time.", "See my week")
		if p := w.Anyone(t).Get(book); p.Location != "/sign-in?next="+url.QueryEscape(book) {
			t.Errorf("anyone is led to %s", p.Location)
		}
		for name, a := range map[string]access.Actor{"a provider": w.beth, "a helper who may only look": w.tess} {
			if p := w.As(t, a).Post(book, url.Values{"form": {name}}); p.Code != http.StatusForbidden {
				t.Errorf("%s: %d", name, p.Code)
			}
		}
		if p := w.As(t, w.tess).Get("/activities/" + clay.ID); strings.Contains(p.Body, `action="`+book) {
			t.Error("a helper who may only look is offered to book")
		}
		d.SetClock(clock.Fixed(clayTime.Starts))
		if p := w.As(t, w.sam).Post(book, url.Values{"form": {"late"}}); p.Code != http.StatusConflict {
			t.Errorf("too late: %d", p.Code)
		}
		if found := apptest.Unbracketed(w.As(t, w.sam).Get(book + "?voice=pseudo").Doc); len(found) > 0 {
			t.Errorf("%q", found)
		}
		w.sound(t)
	})
}

// Two presses at once, for two things at the same time: one is booked.
func TestNobodyIsBookedTwiceAtTheSameTime(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newTown(t, d)
		_, clay := w.other(t, "Clay", "TH")
		_, paint := w.other(t, "Painting", "TH")
		var wg sync.WaitGroup
		var errs [2]error
		for i, ses := range []directory.Session{clay, paint} {
			wg.Go(func() { _, errs[i] = w.Bookings.Book(context.Background(), w.sam, ses.ID, w.sam.PersonID) })
		}
		wg.Wait()
		refused := 0
		for _, err := range errs {
			if fail.KindOf(err) == fail.Conflict {
				refused++
			} else if err != nil {
				t.Error(err)
			}
		}
		if refused != 1 {
			t.Errorf("%d of two were refused", refused)
		}
		w.sound(t)
	})
}

// Twenty presses of one form at once, for one place: one effect, one answer.
func TestManyPressesOfOneFormAtOnceHaveOneEffect(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newTown(t, d)
		sam := w.As(t, w.sam)
		form, book := sam.Get("/activities/"+w.choirAct.ID), "/sessions/"+w.choir.ID+"/book"
		var wg sync.WaitGroup
		var answers [20]string
		for i := range answers {
			more := url.Values{}
			if i%2 == 1 {
				more.Set("form", "another page "+string(rune('a'+i)))
			}
			wg.Go(func() { answers[i] = sam.Press(form, book, more).Location })
		}
		wg.Wait()
		for _, a := range answers {
			if a == "" || a != answers[0] {
				t.Errorf("one was led to %q, another to %q", answers[0], a)
			}
		}
		w.sound(t)
	})
}
