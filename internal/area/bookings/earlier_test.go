package bookings_test

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"ourdays/internal/area/access"
	"ourdays/internal/area/bookings"
	"ourdays/internal/area/directory"
	"ourdays/internal/area/framework"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
)

// earlier gives the days of a page of earlier registers: what is not closed, and
// what is.
func (l *lane) earlier(t testing.TB, a access.Actor, org string, month clock.Date, page int) (e bookings.Earlier, open, closed []string) {
	t.Helper()
	l.in(t, func(ctx context.Context, tx *db.Tx) (err error) {
		e, err = l.bookings.EarlierOf(ctx, tx, a, bookings.Asked{OrganisationID: org, Month: month, OpenPage: page, Page: page})
		return err
	})
	days := func(lines []bookings.SessionLine) (list []string) {
		for _, x := range lines {
			list = append(list, x.Card.Session.Date.String())
		}
		return list
	}
	return e, days(e.Open), days(e.Closed)
}

func TestEarlierRegistersBeginWithWhatIsNotClosed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 10) // Tuesdays from 24 November 2026
		jo := l.person(t, "Jo")
		l.placedFor(t, jo, 2450, 8)
		for _, n := range []int{0, 2, 3, 4} {
			l.closeWith(t, n, framework.Attended)
		}
		l.at(clock.At(clock.D(2027, time.February, 9), 9*60))
		if err := l.correct(t, financeOfficer, 3, l.fix(t, 3, "Jo", framework.NoShow)); err != nil {
			t.Fatal(err)
		}
		december := clock.D(2026, time.December, 24)
		for _, a := range []access.Actor{l.staff, financeOfficer} {
			e, open, closed := l.earlier(t, a, l.staff.OrganisationID, december, 1)
			if want := []string{"2026-12-01", "2026-12-29", "2027-01-05", "2027-01-12"}; !slices.Equal(open, want) {
				t.Errorf("%s: not closed are %v", a.Name, open)
			}
			if want := []string{"2026-12-22", "2026-12-15", "2026-12-08"}; !slices.Equal(closed, want) {
				t.Errorf("%s: closed are %v", a.Name, closed)
			}
			if e.Closed[0].Corrected || !e.Closed[1].Corrected || e.MoreOpen || e.More {
				t.Errorf("%s: %+v", a.Name, e)
			}
			if e.Before != clock.D(2026, time.November, 1) || e.After != clock.D(2027, time.January, 1) {
				t.Errorf("%s: the months beside are %s and %s", a.Name, e.Before, e.After)
			}
		}
		e, _, closed := l.earlier(t, l.staff, "", clock.D(2026, time.November, 1), 1)
		if !slices.Equal(closed, []string{"2026-11-24"}) || !e.Before.IsZero() {
			t.Errorf("the first month has %v, before it %s", closed, e.Before)
		}
		e, _, closed = l.earlier(t, l.staff, "", clock.D(2027, time.February, 1), 1)
		if len(closed) != 0 || !e.After.IsZero() || e.Before != clock.D(2027, time.January, 1) {
			t.Errorf("this month has %v, beside it %s and %s", closed, e.Before, e.After)
		}
	})
}

func TestAPageOfEarlierRegistersIsBounded(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 10)
		jo := l.person(t, "Jo")
		l.daily(t, 120)
		l.placedFor(t, jo, 2450, 17)
		_, err := d.Pool().ExecContext(t.Context(), `INSERT INTO register (session_id, closed, actor_id)
			SELECT id, starts, 'staff' FROM session WHERE day >= '2026-12-01' AND day <= '2026-12-31'`)
		if err != nil {
			t.Fatal(err)
		}
		l.at(clock.At(clock.D(2027, time.March, 20), 9*60))
		december := clock.D(2026, time.December, 1)
		var open, all []string // closed are two a day, and the lane's own on five Tuesdays
		for page := 1; page <= 4; page++ {
			e, waits, closed := l.earlier(t, l.staff, "", december, page)
			if want := []int{20, 20, 17, 0}[page-1]; len(waits) != want || e.MoreOpen != (page < 3) ||
				e.More != (page < 4) || e.More && len(closed) != 20 {
				t.Errorf("page %d: %d open (%v), %d closed (%v)", page, len(waits), e.MoreOpen, len(closed), e.More)
			}
			open, all = append(open, waits...), append(all, closed...)
		}
		if slices.Sort(open); len(slices.Compact(open)) != 57 {
			t.Errorf("the pages of what is not closed have %v", open)
		}
		if len(all) != 2*31+5 || all[0] != "2026-12-31" || all[len(all)-1] != "2026-12-01" || !slices.IsSortedFunc(all,
			func(a, b string) int { return strings.Compare(b, a) }) {
			t.Errorf("the two pages have %v", all)
		}
	})
}

// Of earlier registers those of a place or a day can be asked for, and what is asked stays
// on the way to other pages and months.
func TestEarlierRegistersOfAPlaceOrADay(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 10) // Tuesdays from 24 November 2026, on-line
		mill := l.meets(t, "Archery", "The mill", "TU")
		jo := l.person(t, "Jo")
		l.placedFor(t, jo, 2450, 8)
		l.closeWith(t, 0, framework.Attended)
		l.at(clock.At(clock.D(2027, time.January, 1), 9*60))
		house := l.open(t)
		staff, officer := house.As(t, house.Actor(t, l.staff)), house.As(t, house.Actor(t, financeOfficer))
		for query, says := range map[string][]string{
			"place=online":                     {"Tuesday 1 December, 2pm to 4pm", "Not closed"},
			"place=online&month=2026-11":       {"Tuesday 24 November, 2pm to 4pm", "See the register"},
			"day=24/11/2026":                   {"Closed, 24 November 2026", "Tuesday 24 November, 2pm to 4pm", "There is none at this place"},
			"day=1/12/2026":                    {"Tuesday 1 December, 2pm to 4pm", "Take the register"},
			"place=" + mill:                    {"There is none at this place or on this day."},
			"place=" + mill + "&day=1/12/2026": {"There is none at this place or on this day."},
		} {
			p := staff.Get("/registers?" + query)
			p.Shows(t, append(says, "At which place?", "The mill")...)
			if strings.Contains(query, mill) && strings.Contains(p.Text, "2pm to 4pm") {
				t.Errorf("%s: it lists another place", query)
			}
		}
		p := officer.Get("/registers?place=online&provider=" + l.staff.OrganisationID)
		p.Shows(t, "At which place?")
		if !strings.Contains(p.Body, `name="provider" value="`+l.staff.OrganisationID) ||
			!strings.Contains(p.Body, "month=2026-12&amp;place=online&amp;provider=") {
			t.Error("the provider or the place is lost on the way")
		}
		staff.Get("/registers?place=nobodys").Shows(t, "Not closed", "Tuesday 1 December, 2pm to 4pm")
		if p := staff.Get("/registers?open=9"); p.Location != "/registers?open=1" {
			t.Errorf("a page of the unclosed that is empty: %d %s", p.Code, p.Text)
		}
		if p := officer.Get("/registers?day=soonish"); p.Code != http.StatusOK {
			t.Errorf("a day of nobody's registers: %d", p.Code)
		}
		if p := staff.Get("/registers?day=soonish"); p.Code != http.StatusUnprocessableEntity || !strings.Contains(p.Body, `value="soonish"`) {
			t.Errorf("a day that cannot be read: %d", p.Code)
		}
	})
}

// Today's sessions come first on a telephone; what earlier days left open is folded below,
// with its number.
func TestTodaysSessionsStandBeforeOldRegisters(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 10)
		l.placedFor(t, l.person(t, "Jo"), 2450, 8)
		l.at(l.sessions[3].Ends)
		house := l.open(t)
		staff := house.Actor(t, l.staff)
		p := house.As(t, staff).Get("/provider/sessions")
		p.Shows(t, "Registers of earlier days to close: 3")
		today, old := strings.Index(p.Text, "Tuesday 15 December"), strings.Index(p.Text, "Registers of earlier days")
		if today < 0 || today > old || strings.Index(p.Text, "Tuesday 24 November") < old || !strings.Contains(p.Body, "<details") {
			t.Errorf("the page says %s", p.Text)
		}
		l.at(l.sessions[6].Ends)
		p = house.As(t, staff).Get("/provider/sessions")
		p.Shows(t, "Registers of earlier days to close: 6") // two of them of more than 28 days ago
		if strings.Count(p.Text, "Earlier registers") != 1 || strings.Contains(p.Text, "older register") {
			t.Errorf("what is not closed is told twice: %s", p.Text)
		}
	})
}

// daily gives the lane two schedules for every day, in place of its own.
func (l *lane) daily(t testing.TB, days int) {
	t.Helper()
	l.in(t, func(ctx context.Context, tx *db.Tx) error {
		for _, start := range []int{9 * 60, 11 * 60} {
			act, err := l.dir.Publish(ctx, tx, access.System, directory.Activity{OrganisationID: l.staff.OrganisationID, Kind: "sport",
				Title: "Skittles", EasyTitle: "Skittles"})
			if err != nil {
				return err
			}
			sch, err := l.dir.AddSchedule(ctx, tx, access.System, directory.Schedule{ActivityID: act.ID, RRule: "FREQ=DAILY",
				OnlineAt: "https://lanes.example", Start: start, End: start + 60, From: tx.Today(), Until: clock.SomeDate(tx.Today().AddDays(days)),
				Places: 10, Support: 600})
			if err != nil {
				return err
			}
			l.schedule = sch.ID
		}
		return nil
	})
}

func TestWhoReadsEarlierRegisters(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 10)
		house := l.open(t)
		jo := l.person(t, "Jo")
		l.placed(t, jo, 2450)
		l.closeWith(t, 0, framework.Attended)
		session := l.sessions[0].ID
		l.at(clock.At(l.sessions[3].Date.AddDays(bookings.DaysToClose+1), 9*60))
		staff := house.As(t, house.Actor(t, l.staff))
		staff.Get("/provider/sessions").Shows(t, "3 older registers are not closed.", "Earlier registers")
		staff.Get("/registers").Shows(t, "Not closed", "Tuesday 1 December, 2pm to 4pm", "1 person had a place", "Take the register")
		staff.Get("/registers?page=2").Shows(t, "At which place?") // where it was asked for on the page before
		p := staff.Get("/registers?month=2026-11")
		p.Shows(t, "Closed, November 2026", "1 person had a place", "See the register")
		if !strings.Contains(p.Body, `href="/provider/sessions/`+session+`/register"`) {
			t.Error("nothing leads to the register")
		}
		officer := house.As(t, house.Actor(t, financeOfficer))
		if p := officer.Get("/registers"); strings.Contains(p.Text, "Not closed") || !strings.Contains(p.Text, "Whose registers?") {
			t.Errorf("before a provider is chosen: %s", p.Text)
		}
		p = officer.Get("/registers?month=2026-11&provider=" + l.staff.OrganisationID)
		p.Shows(t, "Closed, November 2026", "See the register")
		if strings.Contains(p.Text, "Take the register") || !strings.Contains(p.Body, `href="/registers/`+session+`"`) {
			t.Error("the council is led to what only the provider does")
		}
		other := l.staff
		other.ID, other.OrganisationID = "other", "elsewhere"
		for name, v := range map[string]access.Actor{"the person": jo, "a worker": {ID: "w", Name: "Dina", Kind: access.Worker,
			Roles: []access.Role{access.RoleSocialWorker}}} {
			if p := house.As(t, house.Actor(t, v)).Get("/registers"); p.Code != http.StatusForbidden {
				t.Errorf("%s reads it: %d", name, p.Code)
			}
		}
		if _, open, _ := l.earlier(t, l.staff, "elsewhere", clock.D(2026, 12, 1), 1); len(open) != 3 {
			t.Errorf("a provider that asks for another's reads %v", open)
		}
	})
}
