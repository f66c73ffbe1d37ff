package bookings_test

import (
	"context"
	"net/url"
	"strings"
	"testing"
	"time"

	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
)

// also lets the lane's activity meet at another place at the same hours, with
// sessions for the first four weeks.
func (l *lane) also(t *testing.T, place string) []directory.Session {
	t.Helper()
	var list []directory.Session
	l.in(t, func(ctx context.Context, tx *db.Tx) error {
		loc, err := l.dir.AddLocation(ctx, tx, access.System, directory.Location{OrganisationID: l.staff.OrganisationID, Name: place,
			Town: "Crewe"})
		if err != nil {
			return err
		}
		sch, err := l.dir.ScheduleByID(ctx, tx, l.schedule)
		if err != nil {
			return err
		}
		sch, err = l.dir.AddSchedule(ctx, tx, access.System, directory.Schedule{ActivityID: sch.ActivityID, LocationID: loc.ID,
			RRule: sch.RRule, Start: sch.Start, End: sch.End, From: tx.Today(), Places: sch.Places, Support: sch.Support})
		if err != nil {
			return err
		}
		list, err = l.dir.SessionsOfSchedule(ctx, tx, sch.ID, tx.Today(), tx.Today().AddDays(28))
		return err
	})
	return list
}

func TestAProviderReadsWhichSessionIsMeant(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 10)
		house := l.open(t)
		jo := l.person(t, "Jo")
		l.placed(t, jo, 2450)
		staff := house.As(t, house.Actor(t, l.staff))
		if p := staff.Get("/provider/sessions"); strings.Contains(p.Text, "On-line") {
			t.Errorf("a provider with one place reads it in every line: %s", p.Text)
		}
		there := l.also(t, "Junction Lanes")
		for _, list := range []string{"/provider/sessions", "/provider/sessions?from=2026-12-01"} {
			staff.Get(list).Shows(t, "Bowling, at last · On-line", "Bowling, at last · Junction Lanes")
		}
		for id, place := range map[string]string{l.sessions[1].ID: "On-line", there[1].ID: "Junction Lanes"} {
			staff.Get("/provider/sessions/"+id+"/register").Shows(t, "Tuesday 1 December, 2pm to 4pm", place)
			staff.Get("/provider/sessions/"+id+"/off").Shows(t, "Tuesday 1 December, 2pm to 4pm", place)
		}

		ses := l.sessions[0]
		path := "/provider/sessions/" + ses.ID + "/register"
		l.at(ses.Starts.Add(time.Hour))
		staff = house.As(t, l.staff)
		staff.Press(staff.Get(path), path, url.Values{"code_" + line(t, l, ses.ID, "Jo"): {"attended"}})
		l.at(ses.Starts.Add(24 * time.Hour))
		house.As(t, l.staff).Get("/registers?month=2026-11").Shows(t, "Bowling, at last · On-line")
	})
}
