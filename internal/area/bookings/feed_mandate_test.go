package bookings_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"ourdays/internal/app/apptest"
	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/area/people"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
)

// mandated signs a supporter in whose mandate people keep, and gives it.
func (l *lane) mandated(t *testing.T, house *apptest.House, jo access.Actor, until clock.NullDate) (*apptest.Visitor, people.Mandate) {
	t.Helper()
	a := house.Actor(t, access.Actor{Name: "Grace", Kind: access.Supporter, Roles: []access.Role{access.RoleSupporter}, PersonID: jo.PersonID})
	m := people.Mandate{PersonID: jo.PersonID, SupporterID: a.ID, Supporter: a.Name, Basis: "asked",
		May: db.List{access.MaySee, access.MayBook}, Until: until}
	l.in(t, func(ctx context.Context, tx *db.Tx) (err error) {
		m.Related, m.SaidHow, m.SaidOn, m.ReviewOn = "my sister", "She nodded and signed yes.", clock.SomeDate(tx.Today()), clock.SomeDate(
			tx.Today().AddMonths(6))
		m, err = l.people.GiveMandate(ctx, tx, access.System, m)
		return err
	})
	return house.As(t, a), m
}

func TestAnAddressOfASupporterEndsWithTheirPower(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 5)
		house := l.open(t)
		code := func(at string) int { return house.Anyone(t).Get(at).Code }
		for name, end := range map[string]func(m people.Mandate, helper, jo access.Actor){
			"the mandate is ended": func(m people.Mandate, _, jo access.Actor) {
				if err := l.people.EndMandate(t.Context(), jo, jo.PersonID, m.ID, ""); err != nil {
					t.Fatal(err)
				}
			},
			"it is narrowed to looking": func(m people.Mandate, _, jo access.Actor) {
				l.in(t, func(ctx context.Context, tx *db.Tx) error {
					return l.access.Tie(ctx, tx, access.Tie{ActorID: m.SupporterID, PersonID: jo.PersonID, Relation: access.Mandate,
						Scope: db.List{access.MaySee}, Source: "mandate:" + m.ID})
				})
			},
			"its last day is over": func(people.Mandate, access.Actor, access.Actor) { l.at(dbtest.Start().Add(8 * 24 * time.Hour)) },
			"the supporter is gone": func(m people.Mandate, _, _ access.Actor) {
				l.in(t, func(ctx context.Context, tx *db.Tx) error {
					_, err := tx.Exec(ctx, `UPDATE actor SET active = $1 WHERE id = $2`, false, m.SupporterID)
					return err
				})
			},
		} {
			l.at(dbtest.Start())
			jo := house.Actor(t, l.person(t, "Jo"))
			grace, m := l.mandated(t, house, jo, clock.SomeDate(clock.D(2026, 11, 30)))
			grace.Get(feedPath).Shows(t, "stops when you may no longer book")
			at := made(t, grace)
			if code(at) != http.StatusOK {
				t.Fatalf("%s: the address opens nothing before", name)
			}
			end(m, access.Actor{}, jo)
			if got := code(at); got != http.StatusNotFound {
				t.Errorf("%s: the address still opens the calendar: %d", name, got)
			}
			own := house.As(t, jo)
			own.Get(feedPath).Shows(t, "Make a private address")
			if code(made(t, own)) != http.StatusOK {
				t.Errorf("%s: the person cannot make an address of their own", name)
			}
		}
	})
}

func TestAnAddressOfThePersonOutlivesAMandate(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 5)
		house := l.open(t)
		jo := house.Actor(t, l.person(t, "Jo"))
		_, m := l.mandated(t, house, jo, clock.NullDate{})
		at := made(t, house.As(t, jo))
		if err := l.people.EndMandate(t.Context(), jo, jo.PersonID, m.ID, ""); err != nil {
			t.Fatal(err)
		}
		if got := house.Anyone(t).Get(at).Code; got != http.StatusOK {
			t.Errorf("the person's own address: %d", got)
		}
	})
}

func TestReadingACalendarIsAuditedOnceADay(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 5)
		house := l.open(t)
		jo := house.Actor(t, l.person(t, "Jo"))
		at := made(t, house.As(t, jo))
		lines := func() int {
			return apptest.Stored[int](t, house, `SELECT count(*) FROM audit WHERE person_id = $1 AND act = 'calendar read'`, jo.PersonID)
		}
		for hour := range 30 {
			l.at(dbtest.Start().Add(time.Duration(hour) * time.Hour))
			house.Anyone(t).Get(at)
		}
		if n := lines(); n != 2 {
			t.Errorf("thirty readings on two days left %d lines", n)
		}
		house.Anyone(t).Get(made(t, house.As(t, jo)))
		if n := lines(); n != 3 {
			t.Errorf("a new address read on the same day: %d lines", n)
		}
	})
}

// A reader that has seen an event believes a change only when LAST-MODIFIED and
// SEQUENCE move (RFC 5545, 3.8.7.3 and 3.8.7.4).
func TestASessionCalledOffMovesInTheCalendar(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 5)
		house := l.open(t)
		jo := house.Actor(t, l.person(t, "Jo"))
		l.mustBook(t, jo, 1)
		at := made(t, house.As(t, jo))
		event := func() (status, sequence, changed string) {
			e := read(t, house.Anyone(t).Get(at))["2026-12-01T14:00:00Z"]
			return e.Props.Get("STATUS").Value, e.Props.Get("SEQUENCE").Value, e.Props.Get("LAST-MODIFIED").Value
		}
		if status, sequence, changed := event(); status != "CONFIRMED" || sequence != "0" || changed != "20261124T090000Z" {
			t.Fatalf("before: %s %s %s", status, sequence, changed)
		}
		l.at(dbtest.Start().Add(3 * time.Hour))
		l.in(t, func(ctx context.Context, tx *db.Tx) error {
			return l.dir.CallOff(ctx, tx, l.staff, l.sessions[1].ID, directory.Off{Reason: "weather"})
		})
		for _, days := range []int{0, 7, 30} { // a week on holiday, a month in a drawer
			l.at(dbtest.Start().Add(time.Duration(days*24+3) * time.Hour))
			if status, sequence, changed := event(); status != "CANCELLED" || sequence != "1" || changed != "20261124T120000Z" {
				t.Errorf("%d days after: %s %s %s", days, status, sequence, changed)
			}
		}
	})
}
