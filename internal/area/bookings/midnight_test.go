package bookings_test

import (
	"context"
	"strings"
	"testing"

	"ourdays/internal/area/access"
	"ourdays/internal/area/bookings"
	"ourdays/internal/area/directory"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
	"ourdays/internal/platform/fail"
)

// weekly gives the sessions of something that comes weekly from a day on, and its
// schedule.
func (l *lane) weekly(t testing.TB, from clock.Date, day string, start, end int) (schedule string, list []directory.Session) {
	t.Helper()
	l.in(t, func(ctx context.Context, tx *db.Tx) error {
		act, err := l.dir.Publish(ctx, tx, access.System, directory.Activity{OrganisationID: l.staff.OrganisationID, Kind: "friends",
			Title: "Night " + day, EasyTitle: "Night", OwnPrice: 300})
		if err != nil {
			return err
		}
		sch, err := l.dir.AddSchedule(ctx, tx, access.System, directory.Schedule{ActivityID: act.ID, RRule: "FREQ=WEEKLY;BYDAY=" + day,
			OnlineAt: "https://night.example", Start: start, End: end, From: from, Places: 5, Support: 300})
		if err != nil {
			return err
		}
		list, err = l.dir.SessionsOfSchedule(ctx, tx, sch.ID, from, from.AddDays(20))
		schedule = sch.ID
		return err
	})
	return schedule, list
}

// An evening that ends at two o'clock at night meets the night café of the next day.
func TestWhatPassesMidnightMeetsWhatIsOnTheNextDay(t *testing.T) {
	saturday := clock.D(2026, 11, 28)
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 5)
		_, evening := l.weekly(t, saturday, "SA", 22*60, 26*60)
		cafe, night := l.weekly(t, saturday, "SU", 90, 180)
		_, morning := l.weekly(t, saturday, "SU", 120, 200)
		for says, c := range map[string]struct{ has, wants directory.Session }{
			"the evening is booked": {evening[0], night[0]},
			"the night is booked":   {night[0], evening[0]},
		} {
			t.Run(says, func(t *testing.T) {
				p := l.person(t, says)
				if _, err := l.bookings.Book(t.Context(), p, c.has.ID, p.PersonID); err != nil {
					t.Fatal(err)
				}
				if _, err := l.bookings.Book(t.Context(), p, c.wants.ID, p.PersonID); fail.KindOf(err) != fail.Conflict {
					t.Errorf("two places at one time: %v", err)
				}
			})
		}
		t.Run("what begins as it ends is free", func(t *testing.T) {
			p := l.person(t, "Ama")
			for _, ses := range []directory.Session{evening[0], morning[0]} {
				if _, err := l.bookings.Book(t.Context(), p, ses.ID, p.PersonID); err != nil {
					t.Error(err)
				}
			}
		})
		series := func(p access.Actor) bookings.Series {
			return bookings.Series{PersonID: p.PersonID, PlacementID: "placement-" + p.PersonID, ScheduleID: cafe,
				From: saturday, To: saturday.AddDays(20), Ratio: 3}
		}
		t.Run("a series that meets it is refused, and its rest leaves that night out", func(t *testing.T) {
			p := l.person(t, "Sam")
			l.mustHave(t, p, evening[1])
			if err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
				return l.bookings.BookSeries(ctx, tx, access.System, series(p))
			}); fail.KindOf(err) != fail.Conflict {
				t.Errorf("the series: %v", err)
			}
			l.in(t, func(ctx context.Context, tx *db.Tx) error {
				n, err := l.bookings.BookRest(ctx, tx, access.System, series(p))
				if n != len(night)-1 {
					t.Errorf("%d of %d nights are booked", n, len(night))
				}
				return err
			})
		})
		t.Run("the check sees it", func(t *testing.T) {
			p, other := l.person(t, "Kit"), l.person(t, "Lee")
			l.mustHave(t, p, evening[2])
			l.mustHave(t, other, night[2])
			l.in(t, func(ctx context.Context, tx *db.Tx) error {
				if _, err := tx.Exec(ctx, `UPDATE booking SET person_id = $1 WHERE person_id = $2`, p.PersonID, other.PersonID); err != nil {
					return err
				}
				found, err := l.bookings.Breaches(ctx, tx)
				if all := strings.Join(found, "\n"); strings.Count(all, "of one person overlap") != 1 {
					t.Errorf("it says %q", all)
				}
				return err
			})
		})
	})
}

// mustHave books a session for somebody.
func (l *lane) mustHave(t testing.TB, p access.Actor, ses directory.Session) {
	t.Helper()
	if _, err := l.bookings.Book(t.Context(), p, ses.ID, p.PersonID); err != nil {
		t.Fatal(err)
	}
}
