package bookings_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
)

// meets gives the lane's organisation a weekly activity at a place of its own, and
// gives the place's id.
func (l *lane) meets(t testing.TB, title, place, day string) (id string) {
	t.Helper()
	l.in(t, func(ctx context.Context, tx *db.Tx) error {
		loc, err := l.dir.AddLocation(ctx, tx, access.System, directory.Location{OrganisationID: l.staff.OrganisationID, Name: place,
			Town: "Crewe"})
		if err != nil {
			return err
		}
		id = loc.ID
		act, err := l.dir.Publish(ctx, tx, access.System, directory.Activity{OrganisationID: l.staff.OrganisationID, Kind: "sport", Title: title})
		if err != nil {
			return err
		}
		_, err = l.dir.AddSchedule(ctx, tx, access.System, directory.Schedule{ActivityID: act.ID, LocationID: loc.ID,
			RRule: "FREQ=WEEKLY;BYDAY=" + day, Start: 10 * 60, End: 11 * 60, From: tx.Today(), Places: 5, Support: 300})
		return err
	})
	return id
}

func TestAProviderAsksItsSessionsByPlaceAndDay(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 10) // Tuesdays from 24 November 2026
		mill := l.meets(t, "Archery", "The mill", "WE")
		l.meets(t, "Croquet", "The lawn", "WE")
		house := l.open(t)
		staff := house.As(t, house.Actor(t, l.staff))
		p := staff.Get("/provider/sessions")
		p.Shows(t, "At which place?", "The lawn", "The mill", "Archery", "Croquet")
		for _, c := range []struct {
			says, query string
			found       string
			shows, not  []string
		}{
			{"a place", "place=" + mill, "8 sessions found", []string{"Archery"}, []string{"Croquet", "Bowling"}},
			{"a day", "day=2/12/2026", "2 sessions found", []string{"Archery", "Croquet"}, []string{"Bowling"}},
			{"both", "place=" + mill + "&day=2/12/2026", "1 session found", []string{"Archery"}, []string{"Croquet"}},
			{"on-line", "place=online", "9 sessions found", []string{"Bowling"}, []string{"Archery", "Croquet"}},
			{"a day without any", "day=3/12/2026", "No session found", []string{"Show all our sessions"}, []string{"Archery"}},
			{"a place of another", "place=elsewhere", "No session found", nil, []string{"Archery"}},
		} {
			p := staff.Get("/provider/sessions?" + c.query)
			p.Shows(t, append(c.shows, c.found, "At which place?")...)
			_, list, _ := strings.Cut(p.Body, "</form>")
			for _, no := range c.not {
				if strings.Contains(list, no) {
					t.Errorf("%s: it lists %s", c.says, no)
				}
			}
		}
		both := staff.Get("/provider/sessions?place=" + mill + "&day=2/12/2026")
		if !strings.Contains(both.Body, `value="`+mill+`" selected`) || !strings.Contains(both.Body, `value="2/12/2026"`) {
			t.Error("the form does not keep what was asked")
		}
		if p := staff.Get("/provider/sessions?day=soonish"); p.Code != http.StatusUnprocessableEntity ||
			!strings.Contains(p.Body, `value="soonish"`) || strings.Contains(p.Text, "No session found") {
			t.Errorf("a day that cannot be read: %d %s", p.Code, p.Text)
		}
	})
}
