package bookings_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"ourdays/internal/area/access"
	"ourdays/internal/area/bookings"
	"ourdays/internal/area/framework"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/pence"
)

var financeOfficer = access.Actor{ID: "f", Name: "Tomasz", Kind: access.Worker, Roles: []access.Role{access.RoleFinance}}

// closeWith closes a session's register with one code for everybody on it.
func (l *lane) closeWith(t testing.TB, n int, code framework.Code) {
	t.Helper()
	ses := l.sessions[n]
	l.at(ses.Starts.Add(time.Hour))
	var entries []bookings.Entry
	for _, x := range l.listed(t, ses.ID) {
		entries = append(entries, bookings.Entry{BookingID: x.Booking.ID, Code: code})
	}
	if err := l.bookings.RecordRegister(t.Context(), l.staff, ses.ID, entries); err != nil {
		t.Fatal(err)
	}
}

// fix is a correction of somebody's line at a session, as its page has it now.
func (l *lane) fix(t testing.TB, n int, name string, code framework.Code) bookings.Fix {
	t.Helper()
	for _, x := range l.listed(t, l.sessions[n].ID) {
		if x.Name == name+" Bright" {
			return bookings.Fix{Entry: bookings.Entry{BookingID: x.Booking.ID, Code: code}, Seen: x.Booking.CorrectionID,
				Reason: "Ticked in the wrong line"}
		}
	}
	t.Fatalf("%s has no place", name)
	return bookings.Fix{}
}

// paid is what is due for somebody's place at a session.
func (l *lane) paid(t testing.TB, n int, name string) bookings.Booking {
	t.Helper()
	for _, x := range l.listed(t, l.sessions[n].ID) {
		if x.Name == name+" Bright" {
			return x.Booking
		}
	}
	t.Fatalf("%s has no place", name)
	return bookings.Booking{}
}

func (l *lane) correct(t testing.TB, a access.Actor, n int, f bookings.Fix) error {
	t.Helper()
	return l.bookings.Correct(context.Background(), a, l.sessions[n].ID, f)
}

func TestAWrongMarkInAClosedRegisterIsPutRight(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 10)
		jo := l.person(t, "Jo")
		l.placed(t, jo, 2450)
		l.closeWith(t, 0, framework.Attended)
		l.at(l.sessions[0].Ends.Add(time.Hour))
		if err := l.bookings.SayHow(t.Context(), jo, l.paid(t, 0, "Jo").ID, bookings.Good); err != nil {
			t.Fatal(err)
		}
		before := l.budget(t, jo)

		if err := l.correct(t, l.staff, 0, l.fix(t, 0, "Jo", framework.ProviderCancelled)); err != nil {
			t.Fatal(err)
		}
		b, after := l.paid(t, 0, "Jo"), l.budget(t, jo)
		if b.Attendance != framework.ProviderCancelled || b.Paid != 0 || b.Charged != 0 || b.Feeling != bookings.Good {
			t.Errorf("the place is %+v", b)
		}
		if after.Spent != 0 || after.Available != before.Available+2450 || after.Committed != before.Committed {
			t.Errorf("the budget was %+v and is %+v", before, after)
		}
		if err := l.correct(t, l.staff, 0, l.fix(t, 0, "Jo", framework.NoShow)); err != nil {
			t.Fatal(err)
		}
		if b := l.paid(t, 0, "Jo"); b.Paid != 2450 || b.Charged != 1 {
			t.Errorf("put right twice: %+v", b)
		}
		if again := l.budget(t, jo); again != before {
			t.Errorf("the budget was %+v and is %+v", before, again)
		}
		if got, want := l.posted(t, b.ID), []posted{{"attended", "committed", 2450}, {"attended-back", "spent", 2450},
			{"unused", "committed", 2450}, {"unused-back", "available", 2450}, {"attended", "committed", 2450}}; !equal(got, want) {
			t.Errorf("the ledger has %v", got)
		}
		l.sound(t)
	})
}

// posted is a movement about a place: its kind, where the money came from.
type posted struct {
	Kind   string
	Credit string
	Amount pence.Pence
}

func equal(a, b []posted) bool {
	count := map[posted]int{}
	for _, p := range a {
		count[p]++
	}
	for _, p := range b {
		count[p]--
	}
	for _, n := range count {
		if n != 0 {
			return false
		}
	}
	return true
}

// posted lists the movements of a place and of its corrections.
func (l *lane) posted(t testing.TB, bookingID string) []posted {
	t.Helper()
	var list []posted
	l.in(t, func(ctx context.Context, tx *db.Tx) (err error) {
		list, err = db.All[posted](ctx, tx, `SELECT CASE WHEN key IN ('attended:' || o.id) THEN 'attended'
			WHEN key = 'attended-back:' || o.id THEN 'attended-back' WHEN key = 'unused:' || o.id THEN 'unused'
			ELSE 'unused-back' END AS kind, credit, amount FROM posting
			JOIN (SELECT id FROM booking WHERE id = $1 UNION SELECT id FROM register_correction WHERE booking_id = $1) o
			ON key IN ('attended:' || o.id, 'attended-back:' || o.id, 'unused:' || o.id, 'unused-back:' || o.id)`, bookingID)
		return err
	})
	return list
}

func TestTheTrailSaysWhoCorrectedWhatAndWhy(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 10)
		jo := l.person(t, "Jo")
		l.placed(t, jo, 2450)
		l.closeWith(t, 0, framework.NoShow)
		id := l.paid(t, 0, "Jo").ID
		if err := l.correct(t, l.staff, 0, l.fix(t, 0, "Jo", framework.Attended)); err != nil {
			t.Fatal(err)
		}
		l.in(t, func(ctx context.Context, tx *db.Tx) error {
			looks, err := l.access.WhoLooked(ctx, tx, jo, jo.PersonID, access.Bound{})
			if err != nil {
				return err
			}
			for _, line := range looks.Lines {
				if line.Act == "correct" {
					if line.Actor != "Beth" || line.Thing != id+": no_show, 24.50 before" || line.Reason != "Ticked in the wrong line" ||
						line.At != tx.Now {
						t.Errorf("the line is %+v", line)
					}
					return nil
				}
			}
			t.Error("no line tells of it")
			return nil
		})
	})
}

func TestWhoMayCorrectARegisterAndHowLong(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 10)
		jo := l.person(t, "Jo")
		l.placed(t, jo, 2450)
		other := l.staff
		other.ID, other.OrganisationID = "other", "elsewhere"
		broker := access.Actor{ID: "b", Name: "Dina", Kind: access.Worker, Roles: []access.Role{access.RoleBroker}}
		l.at(l.sessions[0].Starts.Add(time.Hour))
		early := l.fix(t, 0, "Jo", framework.NoShow)
		if err := l.correct(t, l.staff, 0, early); key(err) != "bookings.refused.open" {
			t.Errorf("a register that is open: %v", err)
		}
		l.closeWith(t, 0, framework.Attended)
		last := clock.At(l.sessions[0].Date.AddDays(bookings.DaysToCorrect), 23*60+59)
		for _, c := range []struct {
			name string
			who  access.Actor
			at   clock.Instant
			want string
		}{
			{"another provider", other, last, "access.refused.role"},
			{"a broker", broker, last, "access.refused.role"},
			{"the person", jo, last, "access.refused.role"},
			{"the provider on the last day", l.staff, last, ""},
			{"the provider on the day after", l.staff, last.Add(time.Minute), "bookings.refused.correct_late"},
			{"a finance officer on the day after", financeOfficer, last.Add(time.Minute), ""},
			{"a finance officer two years on", financeOfficer, last.Add(2 * 365 * 24 * time.Hour), ""},
		} {
			l.at(last)
			code := framework.NoShow
			if l.paid(t, 0, "Jo").Attendance == code {
				code = framework.Attended
			}
			f := l.fix(t, 0, "Jo", code)
			l.at(c.at)
			if err := l.correct(t, c.who, 0, f); key(err) != c.want {
				t.Errorf("%s: %v", c.name, err)
			}
		}
		l.sound(t)
	})
}

// key is what a refusal says; of an error that is none, all of it.
func key(err error) string {
	if err == nil {
		return ""
	}
	if e, ok := fail.As(err); ok {
		return e.Key
	}
	return err.Error()
}

func TestACorrectionSaysEverythingThatIsWrongWithIt(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 10)
		jo := l.person(t, "Jo")
		l.placed(t, jo, 2450)
		l.closeWith(t, 0, framework.Attended)
		good := l.fix(t, 0, "Jo", framework.NoShow)
		for name, c := range map[string]struct {
			change func(f *bookings.Fix)
			fields []string
		}{
			"no code and no reason": {func(f *bookings.Fix) {
				f.Code, f.Reason = "", "  ok "
			}, []string{"code_" + good.BookingID, "reason"}},
			"nothing that changes":          {func(f *bookings.Fix) { f.Code = framework.Attended }, []string{"code_" + good.BookingID}},
			"an outcome of somebody else's": {func(f *bookings.Fix) { f.Note, f.Towards = "Bowled", "o9" }, []string{"towards_" + good.BookingID}},
		} {
			f := good
			c.change(&f)
			e, _ := fail.As(l.correct(t, l.staff, 0, f))
			if e == nil || e.Kind != fail.Invalid || len(e.Fields) != len(c.fields) {
				t.Errorf("%s: %v", name, e)
				continue
			}
			for i, want := range c.fields {
				if e.Fields[i].Name != want {
					t.Errorf("%s: field %s", name, e.Fields[i].Name)
				}
			}
		}
		elsewhere := l.bookings.Correct(t.Context(), l.staff, l.sessions[1].ID, good)
		if key(elsewhere) != "bookings.refused.open" {
			t.Errorf("a line of another session: %v", elsewhere)
		}
		if b := l.paid(t, 0, "Jo"); b.Attendance != framework.Attended || b.CorrectionID != "" {
			t.Errorf("the line is %+v", b)
		}
	})
}

func TestOfTwoCorrectionsAtOnceOneStands(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 10)
		jo := l.person(t, "Jo")
		l.placed(t, jo, 2450)
		l.closeWith(t, 0, framework.Attended)
		f := l.fix(t, 0, "Jo", framework.ProviderCancelled)
		answers := make([]error, 4)
		var all sync.WaitGroup
		for i := range answers {
			all.Add(1)
			go func() {
				defer all.Done()
				who := l.staff
				if i%2 == 1 {
					who = financeOfficer
				}
				answers[i] = l.correct(t, who, 0, f)
			}()
		}
		all.Wait()
		done := 0
		for _, err := range answers {
			if err == nil {
				done++
			} else if key(err) != "bookings.refused.corrected" {
				t.Errorf("the other is told %v", err)
			}
		}
		if done != 1 {
			t.Errorf("%d stand", done)
		}
		if b := l.budget(t, jo); b.Spent != 0 {
			t.Errorf("%s is spent", b.Spent)
		}
		l.sound(t)
	})
}

func TestWhatAProviderIsOwedMoreMustBeInTheBudget(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 10)
		jo := l.person(t, "Jo")
		b := l.placed(t, jo, 2450)
		l.closeWith(t, 0, framework.ProviderCancelled)
		l.in(t, func(ctx context.Context, tx *db.Tx) error {
			return l.funds.Hold(ctx, tx, b.ID, l.left(ctx, t, tx, b.ID), "all that is left")
		})
		if err := l.correct(t, l.staff, 0, l.fix(t, 0, "Jo", framework.Attended)); key(err) != "bookings.refused.no_money" {
			t.Errorf("without money: %v", err)
		}
		if b := l.paid(t, 0, "Jo"); b.Attendance != framework.ProviderCancelled || b.CorrectionID != "" {
			t.Errorf("half of it was done: %+v", b)
		}
		l.sound(t)
	})
}

func (l *lane) left(ctx context.Context, t testing.TB, tx *db.Tx, id string) pence.Pence {
	t.Helper()
	b, err := l.funds.BudgetByID(ctx, tx, id)
	if err != nil {
		t.Fatal(err)
	}
	return b.Available
}

// Four weeks of hospital are paid and the fifth is not: a day in the middle on
// which somebody came begins the weeks anew.
func TestALaterDayOfARunOfAbsenceFollowsACorrection(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 10)
		jo := l.person(t, "Jo")
		l.placedFor(t, jo, 2450, 6)
		for n := range 6 {
			l.closeWith(t, n, framework.Hospital)
		}
		if a, b := l.paid(t, 3, "Jo").Paid, l.paid(t, 4, "Jo").Paid; a != 2450 || b != 0 {
			t.Fatalf("the fourth week is paid %s and the fifth %s", a, b)
		}
		if err := l.correct(t, l.staff, 1, l.fix(t, 1, "Jo", framework.Attended)); err != nil {
			t.Fatal(err)
		}
		for n := range 6 {
			if p := l.paid(t, n, "Jo").Paid; p != 2450 {
				t.Errorf("week %d is paid %s", n+1, p)
			}
		}
		l.sound(t)
		if err := l.correct(t, l.staff, 1, l.fix(t, 1, "Jo", framework.Holiday)); err != nil {
			t.Fatal(err)
		}
		for n, want := range []pence.Pence{2450, 2450, 2450, 2450, 0, 0} {
			if p := l.paid(t, n, "Jo").Paid; p != want {
				t.Errorf("back again: week %d is paid %s", n+1, p)
			}
		}
		l.sound(t)
	})
}

// Whoever closes a register of a run of absence while an earlier day of it is
// corrected comes before or after, and never between.
func TestARegisterIsClosedBeforeOrAfterACorrectionOfTheRun(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 10)
		jo := l.person(t, "Jo")
		l.placedFor(t, jo, 2450, 6)
		for n := range 4 {
			l.closeWith(t, n, framework.Hospital)
		}
		l.at(l.sessions[4].Starts.Add(time.Hour))
		f := l.fix(t, 1, "Jo", framework.Attended)
		last := bookings.Entry{BookingID: l.paid(t, 4, "Jo").ID, Code: framework.Hospital}
		var all sync.WaitGroup
		var errs [2]error
		all.Add(2)
		go func() { defer all.Done(); errs[0] = l.correct(t, l.staff, 1, f) }()
		go func() {
			defer all.Done()
			errs[1] = l.bookings.RecordRegister(context.Background(), l.staff, l.sessions[4].ID, []bookings.Entry{last})
		}()
		all.Wait()
		if err := errors.Join(errs[:]...); err != nil {
			t.Fatal(err)
		}
		if p := l.paid(t, 4, "Jo").Paid; p != 2450 {
			t.Errorf("the fifth week is paid %s", p)
		}
		l.sound(t)
	})
}
