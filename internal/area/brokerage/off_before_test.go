package brokerage_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ourdays/internal/app/apptest"
	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/pence"
)

// offFrom is what each place that was called off is known to have been, by its day.
func (h *house) offFrom(t *testing.T) map[string]string {
	t.Helper()
	was := map[string]string{}
	rows, err := h.d.Pool().QueryContext(t.Context(), `SELECT day, off_from FROM booking WHERE attendance = 'provider_cancelled'`)
	must(t, err)
	defer func() { must(t, rows.Close()) }()
	for rows.Next() {
		var day clock.Date
		var off string
		must(t, rows.Scan(&day, &off))
		was[day.String()] = off
	}
	must(t, rows.Err())
	return was
}

// migrateOff does to what is stored what the migration does to a database of before.
func (h *house) migrateOff(t *testing.T) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("../../platform/db/migrations", string(h.d.Engine()), "0153_put_on.sql"))
	must(t, err)
	_, update, found := strings.Cut(string(text), "UPDATE booking SET off_from = CASE")
	update, _, closed := strings.Cut(update, ";")
	if !found || !closed {
		t.Fatal("the migration says nothing of places")
	}
	h.harm(t, `UPDATE booking SET off_from = ''`)
	h.harm(t, "UPDATE booking SET off_from = CASE"+update)
}

// What was called off before a session could be put on again is known by the upgrade as the
// program knows it now: who had a place, and who had cancelled, in time or not. What ended
// with its placement since is had by nobody.
func TestPlacesCalledOffBeforeAreMigratedAsTheProgramMakesThem(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		p := h.bowling(t)
		first := p.From.AddDays(1) // a Tuesday
		off := func(day clock.Date) {
			must(t, h.Bookings.CallOff(t.Context(), h.provider, h.bowlingOn(t, day), directory.Off{Reason: "weather"}))
		}
		cancel := func(day clock.Date) {
			id := apptest.Stored[string](t, h.House, `SELECT id FROM booking WHERE session_id = $1`, h.bowlingOn(t, day))
			must(t, h.Bookings.Cancel(t.Context(), h.person, id))
		}
		h.d.SetClock(clock.Fixed(clock.At(first.AddDays(-1), 9*60)))
		cancel(first) // with a day's notice
		cancel(first.AddDays(7))
		h.d.SetClock(clock.Fixed(clock.At(first.AddDays(-1), 10*60)))
		for week := range 3 {
			off(first.AddDays(7 * week))
		}
		off(first.AddDays(35))
		must(t, h.endPlacement(t, h.worker, p.ID, first.AddDays(28), "moved_on"))
		want := map[string]string{first.String(): "absent_short", first.AddDays(7).String(): "absent_in_time",
			first.AddDays(14).String(): "confirmed", first.AddDays(35).String(): ""}
		for _, when := range []string{"the program", "the migration"} {
			got := h.offFrom(t)
			for day, was := range want {
				if now, there := got[day]; !there || now != was {
					t.Errorf("%s says of %s %q, want %q", when, day, now, was)
				}
			}
			h.migrateOff(t)
		}
		h.check(t)
	})
}

// Whoever books for somebody and may not see their money reads nothing of it where a lost
// place has none.
func TestWhoMayNotSeeTheMoneyReadsOnlyThatThePlaceIsGone(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		p := h.bowling(t)
		session := h.turned(t, p.From.AddDays(15), func() { h.spendAllBut(t, pence.Pence(100)) })
		lost := apptest.Stored[string](t, h.House, `SELECT id FROM booking WHERE session_id = $1`, session)
		for key, who := range map[string]access.Actor{
			"bookings.refused.again_money": h.person,
			"bookings.refused.again_not":   h.helper(t, access.MaySee, access.MayBook),
		} {
			refused(t, h.Bookings.Again(t.Context(), who, lost), fail.Full, key)
			page := h.as(t, who).Post("/me/bookings/"+lost+"/again", nil)
			if says := strings.Contains(page.Text, "money"); says != (key == "bookings.refused.again_money") {
				t.Errorf("%s reads %s", who.Name, page.Text)
			}
		}
	})
}
