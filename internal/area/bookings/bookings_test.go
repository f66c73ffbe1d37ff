package bookings_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ourdays/internal/app/apptest"
	"ourdays/internal/area/access"
	"ourdays/internal/area/bookings"
	"ourdays/internal/area/directory"
	"ourdays/internal/area/framework"
	"ourdays/internal/area/funds"
	"ourdays/internal/area/people"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
	"ourdays/internal/platform/event"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/pence"
	"ourdays/internal/platform/web"
)

// lane is a bowling alley with people who may go there.
type lane struct {
	d        *db.DB
	bookings *bookings.Service
	dir      *directory.Service
	funds    *funds.Service
	people   *people.Service
	access   *access.Service
	staff    access.Actor
	sessions []directory.Session
	schedule string
	outcomes db.List // of placements
	waited   int64   // how often somebody waited for the one writer, when waits looked last
}

func newLane(t testing.TB, d *db.DB, places int) *lane {
	t.Helper()
	a, bus := access.New(access.Deps{DB: d, Site: &web.Site{}}), event.New()
	l := &lane{d: d, access: a, outcomes: db.List{"o1"}, waited: d.Pool().Stats().WaitCount,
		dir:    directory.New(directory.Deps{DB: d, Access: a, Bus: bus}),
		people: people.New(people.Deps{DB: d, Access: a})}
	l.funds = funds.New(funds.Deps{DB: d, Access: a, People: l.people})
	l.bookings = bookings.New(bookings.Deps{DB: d, Access: a, Directory: l.dir, People: l.people, Funds: l.funds, Bus: bus})
	event.On(bus, l.bookings.AfterCalledOff)
	event.On(bus, l.bookings.AfterPutOn)
	l.in(t, func(ctx context.Context, tx *db.Tx) error {
		org, err := l.dir.AddOrganisation(ctx, tx, access.System, directory.Organisation{Name: "Crewe Lanes", Kind: "leisure"})
		if err != nil {
			return err
		}
		l.staff = access.Actor{ID: "staff", Name: "Beth", Kind: access.Staff, Roles: []access.Role{access.RoleProvider}, OrganisationID: org.ID}
		act, err := l.dir.Publish(ctx, tx, access.System, directory.Activity{OrganisationID: org.ID, Kind: "sport", Title: "Bowling, at last",
			EasyTitle: "Bowling", OwnPrice: 600})
		if err != nil {
			return err
		}
		sch, err := l.dir.AddSchedule(ctx, tx, access.System, directory.Schedule{ActivityID: act.ID, RRule: "FREQ=WEEKLY;BYDAY=TU",
			OnlineAt: "https://lanes.example",
			Start:    14 * 60, End: 16 * 60, From: tx.Today(), Places: places, Support: 600})
		if err != nil {
			return err
		}
		l.schedule = sch.ID
		l.sessions, err = l.dir.SessionsOfSchedule(ctx, tx, sch.ID, tx.Today(), tx.Today().AddDays(60))
		return err
	})
	return l
}

func (l *lane) in(t testing.TB, f func(context.Context, *db.Tx) error) {
	t.Helper()
	if err := l.d.InTx(context.Background(), f); err != nil {
		t.Fatal(err)
	}
}

func (l *lane) person(t testing.TB, name string) access.Actor {
	t.Helper()
	a := access.Actor{Name: name, Kind: access.Person, Roles: []access.Role{access.RolePerson}}
	l.in(t, func(ctx context.Context, tx *db.Tx) error {
		p, err := l.people.Add(ctx, tx, access.System, people.Person{GivenName: name, FamilyName: "Bright", Born: clock.D(1988, 4, 2)})
		a.PersonID, a.ID = p.ID, "actor-"+p.ID
		return err
	})
	return a
}

// placed gives a person a budget and a placement that runs for four weeks.
func (l *lane) placed(t testing.TB, p access.Actor, price pence.Pence) funds.Budget {
	t.Helper()
	return l.placedFor(t, p, price, 4)
}

// placedFor does it for so many weeks.
func (l *lane) placedFor(t testing.TB, p access.Actor, price pence.Pence, weeks int) funds.Budget {
	t.Helper()
	var b funds.Budget
	officer := access.Actor{ID: "f", Name: "Tomasz", Kind: access.Worker, Roles: []access.Role{access.RoleFinance}}
	l.in(t, func(ctx context.Context, tx *db.Tx) error {
		var err error
		if b, err = l.funds.Open(ctx, tx, officer, funds.Budget{PersonID: p.PersonID, Weekly: 20000, Starts: tx.Today(),
			Until: tx.Today().AddDays(7*weeks - 1)}); err != nil {
			return err
		}
		if err := l.funds.CommitDirect(ctx, tx, b.ID, pence.Pence(weeks)*price, "placement:"+p.PersonID); err != nil {
			return err
		}
		if err := l.access.Tie(ctx, tx, access.Tie{OrganisationID: l.staff.OrganisationID, PersonID: p.PersonID, Relation: access.Placed,
			Source: "placement:" + p.PersonID}); err != nil {
			return err
		}
		return l.bookings.BookSeries(ctx, tx, access.System, bookings.Series{PersonID: p.PersonID, PlacementID: "placement-" + p.PersonID,
			ScheduleID: l.schedule,
			From:       tx.Today(), To: tx.Today().AddDays(7*weeks - 1), Ratio: 3, Prices: bookings.Prices{{Price: price}}, BudgetID: b.ID,
			Outcomes: l.outcomes})
	})
	return b
}

func (l *lane) at(i clock.Instant) { l.d.SetClock(clock.Fixed(i)) }

// sound fails unless the places and the ledger are right.
func (l *lane) sound(t testing.TB) {
	t.Helper()
	l.in(t, func(ctx context.Context, tx *db.Tx) error {
		wrong, err := l.bookings.Breaches(ctx, tx)
		if err != nil {
			return err
		}
		unbalanced, err := l.funds.Breaches(ctx, tx)
		for _, w := range append(wrong, unbalanced...) {
			t.Error(w)
		}
		return err
	})
}

func (l *lane) budget(t testing.TB, p access.Actor) funds.Budget {
	t.Helper()
	var b funds.Budget
	l.in(t, func(ctx context.Context, tx *db.Tx) error {
		var err error
		b, _, err = l.funds.BudgetOf(ctx, tx, p.PersonID, clock.D(2026, 11, 24))
		return err
	})
	return b
}

func (l *lane) list(t testing.TB, sessionID string) bookings.Register {
	t.Helper()
	var r bookings.Register
	l.in(t, func(ctx context.Context, tx *db.Tx) error {
		var err error
		r, err = l.bookings.RegisterFor(ctx, tx, l.staff, sessionID)
		return err
	})
	return r
}

func TestSixtyPeopleForTenPlaces(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 10)
		var wg sync.WaitGroup
		var mu sync.Mutex
		got, full := 0, 0
		for i := range 60 {
			p := l.person(t, fmt.Sprint("P", i))
			wg.Go(func() {
				_, err := l.bookings.Book(context.Background(), p, l.sessions[0].ID, p.PersonID)
				mu.Lock()
				defer mu.Unlock()
				switch {
				case err == nil:
					got++
				case fail.KindOf(err) == fail.Full:
					full++
				default:
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if got != 10 || full != 50 {
			t.Errorf("%d got a place, %d were told it is full", got, full)
		}
		l.sound(t)
	})
}

func TestASecondPressIsToldYoursAndNeverFull(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 1)
		jo := l.person(t, "Jo")
		first, err := l.bookings.Book(t.Context(), jo, l.sessions[0].ID, jo.PersonID)
		if err != nil {
			t.Fatal(err)
		}
		again, err := l.bookings.Book(t.Context(), jo, l.sessions[0].ID, jo.PersonID)
		if err != nil || again.ID != first.ID {
			t.Errorf("got %v %v", again, err)
		}
		l.sound(t)
	})
}

func TestTwoFriendsAndOneStrangerForTheLastTwoPlaces(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 2)
		jo, sam, ann := l.person(t, "Jo"), l.person(t, "Sam"), l.person(t, "Ann")
		var wg sync.WaitGroup
		var group, single error
		wg.Go(func() {
			_, group = l.bookings.BookGroup(context.Background(), access.System, l.sessions[0].ID, []string{jo.PersonID, sam.PersonID})
		})
		wg.Go(func() { _, single = l.bookings.Book(context.Background(), ann, l.sessions[0].ID, ann.PersonID) })
		wg.Wait()
		if (group == nil) == (single == nil) {
			t.Errorf("the group got %v, the stranger %v", group, single)
		}
		if n := len(l.listed(t, l.sessions[0].ID)); group == nil && n != 2 || group != nil && n != 1 {
			t.Errorf("%d are booked", n)
		}
		l.sound(t)
	})
}

func (l *lane) listed(t testing.TB, sessionID string) []bookings.RegisterLine {
	t.Helper()
	return l.list(t, sessionID).Lines
}

func TestARegisterIsClosedOnceAndPaysTheProvider(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 10)
		jo, sam, ann := l.person(t, "Jo"), l.person(t, "Sam"), l.person(t, "Ann")
		l.placed(t, jo, 2450)
		l.placed(t, sam, 1000)
		if _, err := l.bookings.Book(t.Context(), ann, l.sessions[0].ID, ann.PersonID); err != nil {
			t.Fatal(err)
		}
		r := l.list(t, l.sessions[0].ID)
		entries := []bookings.Entry{}
		for _, line := range r.Lines {
			code := framework.Attended
			if strings.HasPrefix(line.Name, "Sam") {
				code = framework.Closed
			}
			entries = append(entries, bookings.Entry{BookingID: line.Booking.ID, Code: code})
		}
		early := l.bookings.RecordRegister(t.Context(), l.staff, l.sessions[0].ID, entries)
		if fail.KindOf(early) != fail.Conflict {
			t.Errorf("before it begins: %v", early)
		}
		l.at(l.sessions[0].Starts.Add(time.Hour))
		other := l.staff
		other.OrganisationID = "elsewhere"
		if err := l.bookings.RecordRegister(t.Context(), other, l.sessions[0].ID, entries); fail.KindOf(err) != fail.Forbidden {
			t.Errorf("another provider: %v", err)
		}
		var wg sync.WaitGroup
		var answers [5]error
		for i := range answers {
			wg.Go(func() {
				answers[i] = l.bookings.RecordRegister(context.Background(), l.staff, l.sessions[0].ID, entries)
			})
		}
		wg.Wait()
		won := 0
		for _, err := range answers {
			if err == nil {
				won++
			} else if fail.KindOf(err) != fail.Conflict {
				t.Error(err)
			}
		}
		if b := l.budget(t, jo); won != 1 || b.Spent != 2450 || b.Committed != 3*2450 {
			t.Errorf("%d closed it, the budget is %+v", won, b)
		}
		if b := l.budget(t, sam); b.Spent != 0 || b.Committed != 3000 {
			t.Errorf("Sam's budget is %+v", b)
		}
		if r := l.list(t, l.sessions[0].ID); !r.Closed || r.Lines[0].Booking.Attendance == "" {
			t.Errorf("got %+v", r)
		}
		l.sound(t)
	})
}

func TestAPlaceThatIsCancelledIsFreeAtOnceAndSettledWithTheRegister(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 1)
		jo, ann := l.person(t, "Jo"), l.person(t, "Ann")
		l.placed(t, jo, 1000)
		next := l.sessions[1] // in a week: in time
		mine := l.listed(t, next.ID)[0].Booking.ID
		for range 2 {
			if err := l.bookings.Cancel(t.Context(), jo, mine); err != nil {
				t.Fatal(err)
			}
		}
		if err := l.bookings.Cancel(t.Context(), ann, mine); fail.KindOf(err) != fail.Forbidden {
			t.Errorf("somebody else cancelled it: %v", err)
		}
		if _, err := l.bookings.Book(t.Context(), ann, next.ID, ann.PersonID); err != nil {
			t.Errorf("the place is not free: %v", err)
		}
		if err := l.bookings.Again(t.Context(), jo, mine); fail.KindOf(err) != fail.Full {
			t.Errorf("it was taken back from Ann: %v", err)
		}
		l.at(next.Starts.Add(time.Hour))
		hers := l.listed(t, next.ID)[0].Booking.ID
		stale := []bookings.Entry{{BookingID: hers, Code: framework.Attended}, {BookingID: mine, Code: framework.NoShow}}
		if err := l.bookings.RecordRegister(t.Context(), l.staff, next.ID, stale); err != nil {
			t.Fatal(err)
		}
		if b := l.budget(t, jo); b.Spent != 0 || b.Committed != 3000 {
			t.Errorf("what was cancelled in time was paid: %+v", b)
		}
		l.at(next.Ends)
		if err := l.bookings.SayHow(t.Context(), ann, hers, bookings.Good); err != nil {
			t.Error(err)
		}
		if err := l.bookings.SayHow(t.Context(), jo, mine, bookings.Good); fail.KindOf(err) != fail.Conflict {
			t.Errorf("somebody who did not go said how it was: %v", err)
		}
		l.sound(t)
	})
}

// A review tells how many of the faces somebody pressed who helps: they are no words of the person.
func TestWhatHelpersSaidIsCountedApart(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 5)
		house := apptest.New(t, d)
		jo := l.person(t, "Jo")
		l.placed(t, jo, 1000)
		said := func(who access.Actor, session int, f bookings.Feeling) {
			t.Helper()
			if err := l.bookings.SayHow(t.Context(), who, l.listed(t, l.sessions[session].ID)[0].Booking.ID, f); err != nil {
				t.Fatal(err)
			}
		}
		grace := house.Actor(t, access.Actor{Name: "Grace", Kind: access.Supporter, Roles: []access.Role{access.RoleSupporter},
			PersonID: jo.PersonID})
		l.in(t, func(ctx context.Context, tx *db.Tx) error {
			return l.access.Tie(ctx, tx, access.Tie{ActorID: grace.ID, PersonID: jo.PersonID, Relation: access.Mandate,
				Scope: db.List{access.MaySee, access.MayBook}, Source: "m"})
		})
		l.at(l.sessions[2].Ends)
		said(jo, 0, bookings.Good)
		said(grace, 1, bookings.Good)
		said(grace, 2, bookings.Bad)
		refused := l.bookings.SayHow(t.Context(), grace, l.listed(t, l.sessions[0].ID)[0].Booking.ID, bookings.Bad)
		if e, ok := fail.As(refused); !ok || e.Key != "bookings.refused.said_self" {
			t.Errorf("a helper changed the person's own word: %v", refused)
		}
		said(jo, 1, bookings.Bad) // they may say it after somebody did for them
		l.in(t, func(ctx context.Context, tx *db.Tx) error {
			p, err := l.bookings.ProgressOf(ctx, tx, jo.PersonID, l.sessions[0].Date)
			if p.Good != 1 || p.Bad != 2 || p.ByHelpers != 1 {
				t.Errorf("got %+v", p)
			}
			return err
		})
	})
}

func TestWhatARegisterRecordedCannotBeCancelled(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 5)
		jo := l.person(t, "Jo")
		l.placed(t, jo, 1000)
		l.at(l.sessions[0].Starts)
		line := l.listed(t, l.sessions[0].ID)[0]
		if err := l.bookings.RecordRegister(t.Context(), l.staff, l.sessions[0].ID,
			[]bookings.Entry{{BookingID: line.Booking.ID, Code: framework.Attended, Towards: "o1", Note: "Chose her own shoes"}}); err != nil {
			t.Fatal(err)
		}
		if err := l.bookings.Cancel(t.Context(), jo, line.Booking.ID); fail.KindOf(err) != fail.Conflict {
			t.Errorf("got %v", err)
		}
		cancel := func(from clock.Date) error {
			return d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
				_, err := l.bookings.CancelSeries(ctx, tx, access.System, line.Booking.PlacementID, from)
				return err
			})
		}
		if err := cancel(l.sessions[0].Date); fail.KindOf(err) != fail.Conflict {
			t.Errorf("got %v", err)
		}
		if err := cancel(l.sessions[0].Date.AddDays(1)); err != nil {
			t.Error(err)
		}
		if n := len(l.listed(t, l.sessions[1].ID)); n != 0 {
			t.Errorf("%d are still booked", n)
		}
		l.sound(t)
	})
}

func TestPlacesAndMoneyAreRightWhateverHappens(t *testing.T) {
	d := dbtest.SQLite(t)
	l := newLane(t, d, 3)
	var who []access.Actor
	for _, n := range []string{"Jo", "Sam", "Ann", "Lee", "Kit"} {
		who = append(who, l.person(t, n))
	}
	l.placed(t, who[0], 1000)
	l.placed(t, who[1], 2000)
	var made []bookings.Booking
	for _, ses := range l.sessions[:4] {
		for _, line := range l.listed(t, ses.ID) {
			made = append(made, line.Booking)
		}
	}
	rapid.Check(t, func(r *rapid.T) {
		for range rapid.IntRange(1, 8).Draw(r, "steps") {
			p := rapid.SampledFrom(who).Draw(r, "person")
			var err error
			switch rapid.IntRange(0, 2).Draw(r, "verb") {
			case 0:
				var b bookings.Booking
				b, err = l.bookings.Book(context.Background(), p, rapid.SampledFrom(l.sessions[:4]).Draw(r, "session").ID, p.PersonID)
				if err == nil {
					made = append(made, b)
				}
			case 1:
				err = l.bookings.Cancel(context.Background(), access.System, rapid.SampledFrom(made).Draw(r, "booking").ID)
			case 2:
				err = l.bookings.Again(context.Background(), access.System, rapid.SampledFrom(made).Draw(r, "booking").ID)
			}
			if k := fail.KindOf(err); err != nil && k != fail.Full && k != fail.Conflict {
				r.Fatal(err)
			}
		}
		l.sound(t)
	})
	for _, ses := range l.sessions[:4] {
		l.at(ses.Starts.Add(time.Hour))
		var entries []bookings.Entry
		for i, line := range l.listed(t, ses.ID) {
			entries = append(entries, bookings.Entry{BookingID: line.Booking.ID, Code: framework.Codes()[i*3]})
		}
		if err := l.bookings.RecordRegister(t.Context(), l.staff, ses.ID, entries); err != nil {
			t.Fatal(err)
		}
		l.sound(t)
	}
	for _, p := range who[:2] {
		if b := l.budget(t, p); b.Committed != 0 {
			t.Errorf("after the last register %s is still committed", b.Committed)
		}
	}
}
