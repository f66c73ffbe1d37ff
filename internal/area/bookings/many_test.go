package bookings_test

import (
	"context"
	"strings"
	"testing"

	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
)

// A provider of thousands of sessions a week once had no list at all: there were more of them
// than a statement has places for. The list has an end, and says how to see the rest.
func TestAListOfSessionsHasAnEndAndSaysSo(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 10)
		l.in(t, func(ctx context.Context, tx *db.Tx) error {
			act, err := l.dir.Publish(ctx, tx, access.System, directory.Activity{OrganisationID: l.staff.OrganisationID, Kind: "sport",
				Title: "Skittles", EasyTitle: "Skittles"})
			for n := 0; n <= 300 && err == nil; n++ {
				_, err = l.dir.AddSchedule(ctx, tx, access.System, directory.Schedule{ActivityID: act.ID, RRule: "FREQ=DAILY",
					OnlineAt: "https://lanes.example", Start: 600 + n, End: 660 + n, From: tx.Today().AddDays(1),
					Until: clock.SomeDate(tx.Today().AddDays(1)), Places: 10, Support: 600})
			}
			return err
		})
		house := l.open(t)
		staff := house.As(t, house.Actor(t, l.staff))
		for path, cut := range map[string]bool{"/provider/sessions": true, "/provider/sessions?place=online": true,
			"/provider/sessions?from=2026-12-08": false} {
			p := staff.Get(path)
			if said := strings.Contains(p.Text, "This list shows the first 300 sessions"); p.Code != 200 || said != cut {
				t.Errorf("%s: %d, and that it goes on is said: %v", path, p.Code, said)
			}
			if n := strings.Count(p.Body, `class="session-line"`); cut && (n < 300 || n > 301) { // today is counted by itself
				t.Errorf("%s lists %d sessions", path, n)
			}
		}
	})
}
