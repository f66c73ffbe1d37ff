package bookings_test

import (
	"context"
	"testing"
	"time"

	"ourdays/internal/area/access"
	"ourdays/internal/area/bookings"
	"ourdays/internal/area/directory"
	"ourdays/internal/area/framework"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
	"ourdays/internal/platform/fail"
)

// onTheNight gives the session of a night café on a Sunday, from half past one to
// three.
func (l *lane) onTheNight(t *testing.T, sunday clock.Date) (night directory.Session) {
	t.Helper()
	l.in(t, func(ctx context.Context, tx *db.Tx) error {
		act, err := l.dir.Publish(ctx, tx, access.System, directory.Activity{OrganisationID: l.staff.OrganisationID, Kind: "friends",
			Title: "Night café", EasyTitle: "Night café", OwnPrice: 300})
		if err != nil {
			return err
		}
		sch, err := l.dir.AddSchedule(ctx, tx, access.System, directory.Schedule{ActivityID: act.ID, RRule: "FREQ=WEEKLY;BYDAY=SU",
			OnlineAt: "https://night.example", Start: 90, End: 180, From: sunday, Places: 5, Support: 300})
		if err != nil {
			return err
		}
		list, err := l.dir.SessionsOfSchedule(ctx, tx, sch.ID, sunday, sunday)
		if err == nil {
			night = list[0]
		}
		return err
	})
	return night
}

// On the nights on which the clock changes a session keeps the time that the clock
// shows: at the booking, at the register and in a calendar program. Half past one
// comes twice in autumn, and the first is meant; in spring it does not come, and
// half past two is meant.
func TestASessionOfTheNightOfTheClockChangeKeepsItsWallTime(t *testing.T) {
	for says, c := range map[string]struct {
		sunday       clock.Date
		starts, ends string // as a calendar program has them
		reads        string
	}{
		"any other night":           {clock.D(2027, 3, 21), "2027-03-21T01:30:00Z", "2027-03-21T03:00:00Z", "1:30am"},
		"when spring leaves it out": {clock.D(2027, 3, 28), "2027-03-28T01:30:00Z", "2027-03-28T02:00:00Z", "2:30am"},
		"any night of the summer":   {clock.D(2027, 10, 24), "2027-10-24T00:30:00Z", "2027-10-24T02:00:00Z", "1:30am"},
		"when autumn has it twice":  {clock.D(2027, 10, 31), "2027-10-31T00:30:00Z", "2027-10-31T03:00:00Z", "1:30am"},
		"the first night of winter": {clock.D(2027, 11, 7), "2027-11-07T01:30:00Z", "2027-11-07T03:00:00Z", "1:30am"},
	} {
		t.Run(says, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, d *db.DB) {
				d.SetClock(clock.Fixed(clock.At(c.sunday.AddDays(-3), 9*60)))
				l := newLane(t, d, 5)
				night := l.onTheNight(t, c.sunday)
				house := l.open(t)
				jo := house.Actor(t, l.person(t, "Jo"))
				b, err := l.bookings.Book(t.Context(), jo, night.ID, jo.PersonID)
				if err != nil {
					t.Fatal(err)
				}
				v := house.As(t, jo)
				v.Get("/me/bookings/"+b.ID).Shows(t, "Sunday", c.reads, "3am")
				e, found := read(t, house.Anyone(t).Get(made(t, v)))[c.starts]
				if !found {
					t.Fatalf("no event begins at %s", c.starts)
				}
				if ends, err := e.DateTimeEnd(time.UTC); err != nil || ends.Format(time.RFC3339) != c.ends {
					t.Errorf("it ends at %v, want %s: %v", ends, c.ends, err)
				}
				begins, err := time.Parse(time.RFC3339, c.starts)
				if err != nil {
					t.Fatal(err)
				}
				came := []bookings.Entry{{BookingID: b.ID, Code: framework.Attended}}
				l.at(clock.InstantOf(begins.Add(-time.Second)))
				if err := l.bookings.RecordRegister(t.Context(), l.staff, night.ID, came); fail.KindOf(err) != fail.Conflict {
					t.Errorf("the register a second before it begins: %v", err)
				}
				l.at(clock.InstantOf(begins))
				if err := l.bookings.RecordRegister(t.Context(), l.staff, night.ID, came); err != nil {
					t.Errorf("the register when it begins: %v", err)
				}
				l.sound(t)
			})
		})
	}
}
