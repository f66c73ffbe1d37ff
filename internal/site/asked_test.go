package site_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"ourdays/internal/app/apptest"
	"ourdays/internal/area/access"
	"ourdays/internal/area/bookings"
	"ourdays/internal/area/framework"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
)

// What a helper pressed is told as the helper's, to everybody who reads it; once the
// person says it, it is theirs.
func TestWhatAHelperSaidIsToldAsTheHelpers(t *testing.T) {
	w := newTown(t, dbtest.SQLite(t))
	path := bookings.BookingPath(w.bookings["Bowling"])
	w.d.SetClock(clock.Fixed(w.bowling.Ends.Add(time.Minute)))
	grace, tess, jo := w.As(t, w.grace), w.As(t, w.tess), w.As(t, w.jo)
	grace.Press(grace.Get("/me/week"), path+"/how", url.Values{"feeling": {"good"}})
	for _, at := range []string{"/me/week", path} {
		for _, v := range []struct {
			name       string
			page, easy string
		}{{"helper", grace.Get(in(at, "en")).Text, grace.Get(in(at, "en-easy")).Text},
			{"another helper", tess.Get(in(at, "en")).Text, tess.Get(in(at, "en-easy")).Text}} {
			if !strings.Contains(v.page, "Grace Bright said for Jo B. that it was good.") ||
				!strings.Contains(v.easy, "Grace Bright told us: it was good.") {
				t.Errorf("%s: the %s does not read who said it: %s", at, v.name, v.page)
			}
		}
		jo.Get(in(at, "en")).Shows(t, "Grace Bright said for you that it was good.")
		easy := jo.Get(in(at, "en-easy"))
		easy.Shows(t, "Grace Bright told us: it was good.")
		lacks(t, easy, "You said")
	}
	jo.Press(jo.Get(path), path+"/how", url.Values{"feeling": {"bad"}})
	jo.Get(in("/me/week", "en")).Shows(t, "You said that it was not good.")
	p := grace.Get(in("/me/week", "en"))
	p.Shows(t, "Jo B. said that it was not good.")
	lacks(t, p, "Grace Bright said")
}

// On a phone one day is shown: what nobody has said of the days before leads there.
func TestTodayLeadsToDaysOfWhichNobodySaidHowTheyWere(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newTown(t, d)
		tuesday := bookings.WeekPath(w.bowling.Date)
		at := func(days int) { d.SetClock(clock.Fixed(w.choir.Ends.Add(time.Duration(days) * 24 * time.Hour))) }
		at(1)
		jo := w.As(t, w.jo)
		page := jo.Get("/me/week?voice=en")
		page.Shows(t, "How was Wednesday 25 November?", "How was Tuesday 24 November?")
		if !strings.Contains(page.Body, `href="`+tuesday+`"`) {
			t.Error("no way to Tuesday")
		}
		jo.Get(in(tuesday, "en-easy")).Shows(t, "How was it?")
		lacks(t, jo.Get(in(tuesday, "en")), "How was Wednesday")
		w.As(t, w.grace).Get("/me/week?voice=en").Shows(t, "How was Tuesday 24 November for Jo B.?")
		lacks(t, w.As(t, w.tess).Get("/me/week?voice=en"), "How was")
		path := bookings.BookingPath(w.bookings["Bowling"]) + "/how"
		jo.Press(jo.Get(tuesday), path, url.Values{"feeling": {"ok"}})
		said := jo.Get("/me/week?voice=en")
		said.Shows(t, "How was Wednesday 25 November?")
		lacks(t, said, "How was Tuesday")
		t.Run("also in the next week, and not for ever", func(t *testing.T) {
			at(6)
			jo := w.As(t, w.jo)
			jo.Get("/me/week?voice=en").Shows(t, "How was Wednesday 25 November?")
			at(12)
			jo = w.As(t, w.jo)
			lacks(t, jo.Get("/me/week?voice=en"), "How was Wednesday 25 November?")
		})
	})
}

func TestNobodyIsAskedHowSomethingWasThatTheyDidNotGoTo(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newTown(t, d)
		jo := w.As(t, w.jo)
		path := bookings.BookingPath(w.bookings["Signing choir"]) + "/cancel"
		jo.Press(jo.Get(path), path, nil)
		d.SetClock(clock.Fixed(w.choir.Ends.Add(24 * time.Hour)))
		page := w.As(t, w.jo).Get("/me/week?voice=en")
		page.Shows(t, "How was Tuesday 24 November?")
		lacks(t, page, "How was Wednesday")
		entries := []bookings.Entry{{BookingID: w.bookings["Bowling"], Code: framework.NoShow},
			{BookingID: apptest.Stored[string](t, w.House, `SELECT id FROM booking WHERE session_id = $1 AND person_id = $2`, w.bowling.ID,
				w.sam.PersonID), Code: framework.Attended}}
		if err := w.Bookings.RecordRegister(t.Context(), w.beth, w.bowling.ID, entries); err != nil {
			t.Fatal(err)
		}
		lacks(t, w.As(t, w.jo).Get("/me/week?voice=en"), "How was")
	})
}

// What somebody cannot have, as they go somewhere else then, is not offered to them.
func TestATimeAtWhichSomebodyGoesElsewhereIsNotOffered(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newTown(t, d)
		clay, clayTime := w.other(t, "Clay", "TU") // while Jo is bowling
		page, book := "/activities/"+clay.ID, bookings.BookPath(clayTime.ID)
		jo := w.As(t, w.jo)
		p := jo.Get(in(page, "en"))
		p.Shows(t, "At that time you go to: Ten-pin bowling")
		if strings.Contains(p.Body, `action="`+book) || strings.Contains(p.Body, `value="`+clayTime.ID) {
			t.Error("a time at which Jo goes bowling is offered")
		}
		if !strings.Contains(p.Body, `href="`+bookings.BookingPath(w.bookings["Bowling"])+`"`) {
			t.Error("no way to what is on then")
		}
		jo.Get(in(page, "en-easy")).Shows(t, "Then you go to: Bowling")
		w.As(t, w.grace).Get(in(page, "en")).Shows(t, "At that time Jo B. goes to: Ten-pin bowling")
		asked := jo.Get(in(book, "en"))
		asked.Shows(t, "You go somewhere else at that time.", "See my week")
		if strings.Contains(asked.Body, `action="`+book) {
			t.Error("the page to book offers it")
		}
		for name, who := range map[string]access.Actor{"a friend who goes there too": w.sam, "nobody's": w.Actor(t, w.newPerson(t, "Lee"))} {
			free := name == "nobody's"
			if got := strings.Contains(w.As(t, who).Get(page).Body, `action="`+book); got != free {
				t.Errorf("%s: offered %t", name, got)
			}
		}
	})
}

func TestThePageToBookSaysWhere(t *testing.T) {
	w := newTown(t, dbtest.SQLite(t))
	sam, book := w.As(t, w.sam), bookings.BookPath(w.choir.ID)
	p := sam.Get(in(book, "en"))
	p.Shows(t, "It is at The Lanes, 1 Mill Street, Crewe", "Bus 8 stops outside.")
	sam.Get(in(book, "en-easy")).Shows(t, "It is at The Lanes, 1 Mill Street, Crewe", "Take bus 8.")
	if p.Code != http.StatusOK || len(p.Body) == 0 {
		t.Errorf("got %d", p.Code)
	}
}

func TestAWorkerReadsInTheWeekWhereEachThingIs(t *testing.T) {
	w := newTown(t, dbtest.SQLite(t))
	w.As(t, w.dina).Get("/people/"+w.jo.PersonID+"/week?voice=en").Shows(t, "Ten-pin bowling Crewe Lanes The Lanes, Crewe")
}

// What is over was somewhere: the tenses of a thing agree, on screen and on paper.
func TestWhatIsOverWasSomewhere(t *testing.T) {
	w := newTown(t, dbtest.SQLite(t))
	w.d.SetClock(clock.Fixed(w.bowling.Ends.Add(time.Minute)))
	jo := w.As(t, w.jo)
	for _, at := range []string{"/me/week", "/me/week/print"} {
		p := jo.Get(in(at, "en-easy"))
		p.Shows(t, "You went to: Bowling It was at The Lanes", "You go to: Signing choir It is at The Lanes")
	}
	own := jo.Get(in(bookings.BookingPath(w.bookings["Bowling"]), "en-easy"))
	own.Shows(t, "It was at The Lanes, 1 Mill Street, Crewe")
	lacks(t, own, "It is at", "Take bus 8.")
}

// Nothing used is nothing to say.
func TestAWeekDoesNotSayThatNothingIsUsed(t *testing.T) {
	w := newTown(t, dbtest.SQLite(t))
	err := w.d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE budget SET available = allocated, committed = 0, spent = 0, held = 0 WHERE person_id = $1`, w.jo.PersonID)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	p := w.As(t, w.jo).Get("/me/week?voice=en-easy")
	p.Shows(t, "£200 is left. It pays for all activities until")
	lacks(t, p, "£0", "is used")
}
