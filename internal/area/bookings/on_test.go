package bookings_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"ourdays/internal/area/access"
	"ourdays/internal/area/bookings"
	"ourdays/internal/area/directory"
	"ourdays/internal/area/framework"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/mail"
	"ourdays/internal/platform/pence"
)

// off calls the second session off, and on puts it on again.
func (l *lane) off(t testing.TB) {
	t.Helper()
	if err := l.bookings.CallOff(t.Context(), l.staff, l.sessions[1].ID, shut); err != nil {
		t.Fatal(err)
	}
}

func (l *lane) on(t testing.TB) {
	t.Helper()
	if err := l.bookings.PutOn(t.Context(), l.staff, l.sessions[1].ID); err != nil {
		t.Fatal(err)
	}
}

func TestASessionPutOnAgainGivesPlacesAndMoneyBackAsTheyWere(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 10)
		jo, lee, sam, kim := l.person(t, "Jo"), l.person(t, "Lee"), l.person(t, "Sam"), l.person(t, "Kim")
		l.placed(t, jo, 2450)
		l.placed(t, lee, 3100)
		l.mustBook(t, sam, 1)
		gone := l.mustBook(t, kim, 1)[0]
		for who, id := range map[*access.Actor]string{&lee: l.ofSession(t, 1)[lee.PersonID].ID, &kim: gone} {
			if err := l.bookings.Cancel(t.Context(), *who, id); err != nil {
				t.Fatal(err)
			}
		}
		places, ses := l.ofSession(t, 1), l.session(t, 1)
		money := []any{l.budget(t, jo), l.budget(t, lee)}
		for range 3 { // what is posted a second time has keys of its own
			l.off(t)
			l.on(t)
			for id, b := range l.ofSession(t, 1) {
				if was := places[id]; b.ID != was.ID || b.Status != was.Status || b.Attendance != was.Attendance || b.Price != was.Price {
					t.Errorf("a place is %+v, it was %+v", b, places[id])
				}
			}
			if now := l.session(t, 1); now.Status != directory.SessionOpen || now.Taken != ses.Taken || now.SupportTaken != ses.SupportTaken {
				t.Errorf("the session is %+v, it was %+v", now, ses)
			}
			if now := []any{l.budget(t, jo), l.budget(t, lee)}; !slices.Equal(now, money) {
				t.Errorf("the budgets are %v, they were %v", now, money)
			}
			l.sound(t)
		}
		l.at(l.sessions[1].Ends)
		if err := l.bookings.RecordRegister(t.Context(), l.staff, l.sessions[1].ID, []bookings.Entry{
			{BookingID: places[jo.PersonID].ID, Code: framework.Attended},
			{BookingID: places[sam.PersonID].ID, Code: framework.NoShow}}); err != nil {
			t.Fatal(err)
		}
		if b := l.budget(t, jo); b.Spent != 2450 {
			t.Errorf("the register spent %s of Jo's budget", b.Spent.Format())
		}
		if b := l.budget(t, lee); b.Spent != 0 || b.Committed != 3*3100 {
			t.Errorf("Lee, who cancelled in time, has %+v", b)
		}
		l.sound(t)
	})
}

// whoHas names those who have a place at the second session.
func (l *lane) whoHas(t testing.TB) (ids []string) {
	t.Helper()
	for id, b := range l.ofSession(t, 1) {
		if b.Status == bookings.Confirmed {
			ids = append(ids, id)
		}
	}
	return ids
}

// spend takes all but a sum out of what a person's budget has left.
func (l *lane) spend(t testing.TB, p access.Actor, left int64) {
	t.Helper()
	l.in(t, func(ctx context.Context, tx *db.Tx) error {
		b, _, err := l.funds.BudgetOf(ctx, tx, p.PersonID, tx.Today())
		if err != nil {
			return err
		}
		return l.funds.CommitDirect(ctx, tx, b.ID, b.Available-pence.Pence(left), "elsewhere:"+p.PersonID)
	})
}

func TestWhoCannotHaveTheirPlaceAgainIsNamedAndCanTakeItLater(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 10)
		jo, lee, sam, kim := l.person(t, "Jo"), l.person(t, "Lee"), l.person(t, "Sam"), l.person(t, "Kim")
		for _, p := range []access.Actor{jo, lee, kim} {
			l.placed(t, p, 2000)
		}
		l.mustBook(t, sam, 1)
		elsewhere := l.atTheHour(t, 15*60, 17*60)
		l.off(t)
		l.spend(t, lee, 1999) // the money went elsewhere
		other, err := l.bookings.Book(t.Context(), sam, elsewhere[1].ID, sam.PersonID)
		if err != nil {
			t.Fatal(err)
		}
		l.in(t, func(ctx context.Context, tx *db.Tx) error { // a place that ends has nothing to have again
			_, err := l.bookings.CancelSeries(ctx, tx, access.System, "placement-"+kim.PersonID, l.sessions[0].Date)
			return err
		})
		l.on(t)
		if got := l.whoHas(t); len(got) != 1 || got[0] != jo.PersonID {
			t.Errorf("%v have a place", got)
		}
		var without []string
		for _, line := range l.list(t, l.sessions[1].ID).Gone {
			without = append(without, line.Name)
		}
		if len(without) < 2 || !slices.Contains(without, "Lee Bright") || !slices.Contains(without, "Sam Bright") {
			t.Errorf("the register names %q", without)
		}
		l.sound(t)
		again := func(p access.Actor) error { return l.bookings.Again(t.Context(), p, l.ofSession(t, 1)[p.PersonID].ID) }
		for name, p := range map[string]access.Actor{"without money": lee, "elsewhere": sam, "left": kim} {
			if err := again(p); fail.KindOf(err) != fail.Conflict && fail.KindOf(err) != fail.Full {
				t.Errorf("%s: %v", name, err)
			}
		}
		if err := l.bookings.Cancel(t.Context(), sam, other.ID); err != nil {
			t.Fatal(err)
		}
		l.in(t, func(ctx context.Context, tx *db.Tx) error {
			b, _, err := l.funds.BudgetOf(ctx, tx, lee.PersonID, tx.Today())
			if err != nil {
				return err
			}
			return l.funds.ReleaseCommitted(ctx, tx, b.ID, 500, "back:"+lee.PersonID)
		})
		for _, p := range []access.Actor{lee, sam} {
			if err := again(p); err != nil {
				t.Error(p.Name, err)
			}
		}
		if got := l.whoHas(t); len(got) != 3 {
			t.Errorf("%d have a place", len(got))
		}
		l.sound(t)
	})
}

func TestWhoMayPutASessionOnAndUntilWhen(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 10)
		jo, other := l.person(t, "Jo"), l.staff
		other.OrganisationID = "elsewhere"
		l.placed(t, jo, 1000)
		put := func(a access.Actor) fail.Kind {
			return fail.KindOf(l.bookings.PutOn(t.Context(), a, l.sessions[1].ID))
		}
		if k := put(l.staff); k != fail.Conflict {
			t.Errorf("what is on was put on: %v", k)
		}
		l.off(t)
		if put(other) != fail.Forbidden || put(jo) != fail.Forbidden {
			t.Error("somebody else put it on")
		}
		l.at(l.sessions[1].Starts)
		if k := put(l.staff); k != fail.Conflict {
			t.Errorf("what has begun was put on: %v", k)
		}
		l.at(dbtest.Start())
		if n := len(l.whoHas(t)); n != 0 {
			t.Errorf("what was refused gave %d places back", n)
		}
		l.on(t)
		if k := put(l.staff); k != fail.Conflict {
			t.Errorf("put on twice: %v", k)
		}
		l.sound(t)
	})
}

// Two presses at once, and people who book the hour and the session meanwhile: one press
// counts, nobody has two places at one time, and no place is had twice.
func TestASessionIsPutOnWhilePeopleBook(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 6)
		var had []access.Actor
		for i := range 6 {
			p := l.person(t, fmt.Sprint("P", i))
			l.placed(t, p, 1000)
			had = append(had, p)
		}
		elsewhere := l.atTheHour(t, 15*60, 17*60)
		l.off(t)
		var wg sync.WaitGroup
		var mu sync.Mutex
		done := 0
		for range 2 {
			wg.Go(func() {
				err := l.bookings.PutOn(context.Background(), l.staff, l.sessions[1].ID)
				l.either(t, err)
				mu.Lock()
				defer mu.Unlock()
				if err == nil {
					done++
				}
			})
		}
		for _, p := range had[:3] {
			wg.Go(func() {
				_, err := l.bookings.Book(context.Background(), p, elsewhere[1].ID, p.PersonID)
				l.either(t, err)
			})
		}
		for i := range 4 {
			p := l.person(t, fmt.Sprint("New", i))
			wg.Go(func() {
				_, err := l.bookings.Book(context.Background(), p, l.sessions[1].ID, p.PersonID)
				l.either(t, err)
			})
		}
		wg.Wait()
		if done != 1 {
			t.Errorf("%d presses put it on", done)
		}
		if ses := l.session(t, 1); ses.Taken > 6 || ses.Taken < 3 {
			t.Errorf("%d of 6 places are taken", ses.Taken)
		}
		for _, p := range had[3:] {
			if b := l.ofSession(t, 1)[p.PersonID]; b.Status != bookings.Confirmed {
				t.Errorf("%s, who stayed, has %+v", p.Name, b)
			}
		}
		l.sound(t)
	})
}

// Who has their place again is written to, and who cannot have it: no word of what it is.
func TestWhoHadAPlaceIsWrittenToWhenItIsOnAgain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 10)
		house := l.open(t)
		jo, sam := house.Actor(t, l.person(t, "Jo")), house.Actor(t, l.person(t, "Sam"))
		l.placed(t, jo, 2450)
		l.mustBook(t, sam, 1)
		elsewhere := l.atTheHour(t, 15*60, 17*60)
		l.off(t)
		if _, err := l.bookings.Book(t.Context(), sam, elsewhere[1].ID, sam.PersonID); err != nil {
			t.Fatal(err)
		}
		l.in(t, func(ctx context.Context, tx *db.Tx) error {
			_, err := tx.Exec(ctx, `DELETE FROM job`)
			return err
		})
		l.on(t)
		var texts []string
		l.in(t, func(ctx context.Context, tx *db.Tx) error {
			letters, err := db.All[string](ctx, tx, `SELECT body FROM job WHERE kind = $1 ORDER BY body`, access.MailJob)
			for _, body := range letters {
				var letter mail.Letter
				if err := json.Unmarshal([]byte(body), &letter); err != nil {
					return err
				}
				texts = append(texts, letter.Text)
			}
			return err
		})
		all := strings.Join(texts, "\n")
		if len(texts) != 2 || !strings.Contains(all, "you have your place again") ||
			!strings.Contains(all, "You could not have your place again") ||
			strings.Contains(all, "Bowling") {
			t.Errorf("the letters say %q", texts)
		}
		lines := func(reason string) (n int) {
			l.in(t, func(ctx context.Context, tx *db.Tx) (err error) {
				n, err = db.One[int](ctx, tx, `SELECT count(*) FROM audit WHERE act = 'put on again' AND reason = $1`, reason)
				return err
			})
			return n
		}
		if lines("has the place again") != 1 || lines("cannot have the place again") != 1 {
			t.Error("the trail does not say it")
		}
	})
}

func TestAProviderPutsASessionOnAgain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 10)
		house := l.open(t)
		jo, sam := house.Actor(t, l.person(t, "Jo")), house.Actor(t, l.person(t, "Sam"))
		l.placed(t, jo, 2450)
		mine := l.mustBook(t, sam, 1)[0]
		elsewhere := l.atTheHour(t, 15*60, 17*60)
		l.off(t)
		other, err := l.bookings.Book(t.Context(), sam, elsewhere[1].ID, sam.PersonID)
		if err != nil {
			t.Fatal(err)
		}
		ses := l.sessions[1]
		register, path := "/provider/sessions/"+ses.ID+"/register", "/provider/sessions/"+ses.ID+"/on"
		staff := house.As(t, house.Actor(t, l.staff))
		page := staff.Get(register)
		page.Shows(t, "Was it called off by mistake?", "Put this session on again")
		staff.Get(register+"?voice=en-easy").Shows(t, "Start this session again")
		staff.Get(register + "?voice=en")
		if p := house.As(t, jo).Post(path, url.Values{"form": {"jo"}}); p.Code != http.StatusForbidden {
			t.Errorf("a person put it on: %d", p.Code)
		}
		if p := staff.Press(page, path, nil); p.Location != register {
			t.Fatalf("it led to %d %s", p.Code, p.Text)
		}
		staff.Get(register).Shows(t, "The session is on again.", "Who does not have their place again", "Sam Bright", "Jo Bright",
			"Call this session off")
		if p := staff.Press(page, path, nil); p.Location != register {
			t.Errorf("pressed again: %d", p.Code)
		}
		stale := staff.Press(page, path, url.Values{"form": {"another"}})
		stale.Shows(t, "This session is on already.")
		me := house.As(t, sam)
		own := me.Get(bookings.BookingPath(mine))
		own.Shows(t, "This session was called off, and is on again.")
		me.Press(own, bookings.BookingPath(mine)+"/again", nil).Shows(t, "You go somewhere else at that time.")
		if err := l.bookings.Cancel(t.Context(), sam, other.ID); err != nil {
			t.Fatal(err)
		}
		if p := me.Press(me.Get(bookings.BookingPath(mine)), bookings.BookingPath(mine)+"/again", nil); p.Code != http.StatusSeeOther {
			t.Errorf("taken back: %d %s", p.Code, p.Text)
		}
		house.As(t, jo).Get(bookings.WeekPath(ses.Date)+"&voice=en").Shows(t, "Bowling, at last")
		l.at(ses.Starts.Add(-1))
		l.off(t)
		l.at(ses.Starts)
		if p := house.As(t, l.staff).Get(register); strings.Contains(p.Text, "Put this session on again") {
			t.Error("what has begun can be put on")
		}
		l.sound(t)
	})
}

// Whose place ended meanwhile, or who had cancelled, is not promised it, nor named as somebody to ring.
func TestWhoIsNotComingAnyMoreIsNotNamedAsLost(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 10)
		house := l.open(t)
		jo, lee, sam := house.Actor(t, l.person(t, "Jo")), l.person(t, "Lee"), l.person(t, "Sam")
		for _, p := range []access.Actor{jo, lee, sam} {
			l.placed(t, p, 2000)
		}
		mine := l.ofSession(t, 1)[jo.PersonID].ID
		if err := l.bookings.Cancel(t.Context(), lee, l.ofSession(t, 1)[lee.PersonID].ID); err != nil {
			t.Fatal(err)
		}
		l.off(t)
		l.spend(t, lee, 1)
		l.spend(t, sam, 1)
		l.in(t, func(ctx context.Context, tx *db.Tx) error {
			_, err := l.bookings.CancelSeries(ctx, tx, access.System, "placement-"+jo.PersonID, l.sessions[0].Date)
			return err
		})
		l.on(t)
		own := house.As(t, jo).Get(bookings.BookingPath(mine))
		own.Shows(t, "You are not going.")
		if strings.Contains(own.Text, "take it back") {
			t.Error("who left is promised the place")
		}
		register, staff := "/provider/sessions/"+l.sessions[1].ID+"/register", house.As(t, house.Actor(t, l.staff))
		page := staff.Get(register)
		page.Shows(t, "Who does not have their place again", "Sam Bright", "Said that they cannot come", "Lee Bright")
		if strings.Contains(page.Text, "Jo Bright") {
			t.Error("who left is named")
		}
		l.at(l.sessions[1].Starts)
		if p := staff.Get(register); strings.Contains(p.Text, "Who does not have") || strings.Contains(p.Text, "Sam Bright") {
			t.Error("a place is promised at what has begun")
		}
	})
}

// An older place that can be had is not hidden by a newer one for which the money is gone.
func TestOfSeveralLostPlacesTheFirstThatCanBeHadStands(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 10)
		sam := l.person(t, "Sam")
		own := l.mustBook(t, sam, 1)[0]
		elsewhere := l.atTheHour(t, 15*60, 17*60)
		l.off(t)
		other, err := l.bookings.Book(t.Context(), sam, elsewhere[1].ID, sam.PersonID)
		if err != nil {
			t.Fatal(err)
		}
		l.on(t)
		if err := l.bookings.Cancel(t.Context(), sam, other.ID); err != nil {
			t.Fatal(err)
		}
		l.placed(t, sam, 2000)
		l.off(t)
		l.spend(t, sam, 1)
		l.on(t)
		var ids []string
		l.in(t, func(ctx context.Context, tx *db.Tx) (err error) {
			ids, err = db.All[string](ctx, tx, `SELECT id FROM booking WHERE session_id = $1 AND status = 'confirmed'`, l.sessions[1].ID)
			return err
		})
		if len(ids) != 1 || ids[0] != own {
			t.Errorf("%v stand, want %s", ids, own)
		}
		l.sound(t)
	})
}

// Who books a session themselves at which they lost a paid place has that place, while its money is there.
func TestWhoBooksWhatTheyLostHasItAgain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 10)
		people := map[string]access.Actor{"alone": l.person(t, "Jo"), "with others": l.person(t, "Lee"), "without money": l.person(t, "Sam")}
		for _, p := range people {
			l.placed(t, p, 2000)
		}
		l.off(t)
		for _, p := range people {
			l.spend(t, p, 1)
		}
		l.on(t)
		for how, p := range people {
			lost, before := l.ofSession(t, 1)[p.PersonID].ID, l.budget(t, p)
			if how != "without money" {
				l.in(t, func(ctx context.Context, tx *db.Tx) error {
					return l.funds.ReleaseCommitted(ctx, tx, before.ID, 2000, "back:"+p.PersonID)
				})
				before = l.budget(t, p)
			}
			for range 2 {
				if how == "with others" {
					if days, err := l.bookings.BookDays(t.Context(), p, p.PersonID, l.ids(2)[1:]); err != nil || len(days.Booked) != 1 {
						t.Fatalf("%s: %+v, %v", how, days, err)
					}
				} else if b, err := l.bookings.Book(t.Context(), p, l.sessions[1].ID, p.PersonID); err != nil ||
					(b.ID == lost) != (how == "alone") {
					t.Fatalf("%s: %+v, %v", how, b, err)
				}
			}
			want := pence.Pence(2000)
			if how == "without money" {
				want = 0
			}
			said := map[string]int{"without money": 1}[how] // who has the lost place has not booked another one
			l.in(t, func(ctx context.Context, tx *db.Tx) error {
				n, err := db.One[int](ctx, tx, `SELECT count(*) FROM audit WHERE act = 'book' AND person_id = $1`, p.PersonID)
				if n != said {
					t.Errorf("%s: the trail says %d times that they booked", how, n)
				}
				return err
			})
			if now := l.budget(t, p); now.Committed-before.Committed != want {
				t.Errorf("%s: the budget went from %+v to %+v", how, before, now)
			}
		}
		if ses := l.session(t, 1); ses.Taken != 3 {
			t.Errorf("%d places are taken", ses.Taken)
		}
		l.sound(t)
	})
}
