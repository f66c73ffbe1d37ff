package steer_test

import (
	"strings"
	"testing"

	"ourdays/internal/platform/clock"
)

// The cost of a year counts what is agreed, also what begins later and what ends before
// the year is over: the page, the list behind a figure and the list of people say so.
func TestWhatTheCostOfAYearCountsIsSaidWhereItStands(t *testing.T) {
	b := onSQLite(t)
	b.DB.SetClock(clock.Fixed(clock.At(clock.D(2026, 11, 23), 9*60)))
	v := b.As(t, b.commissioner)
	list := v.Get("/steer/places.csv")
	if !strings.Contains(list.Body, ",2026-11-30,") || b.figures(t).All.Places != 12 {
		t.Fatalf("no place begins only after today: %s", list.Body)
	}
	for _, path := range []string{"/steer/spend", "/steer/places", "/steer/people"} {
		page := v.Get(path + "?voice=en")
		page.Shows(t, "also those that begin later")
		if strings.Contains(page.Text, "go to now") || strings.Contains(page.Text, "Places that people go to") {
			t.Errorf("%s says that all of them are gone to now: %s", path, page.Text)
		}
		v.Get(path+"?voice=en-easy").Shows(t, "begin later")
	}
	if p := v.Get("/steer/places?show=agreed&voice=en"); strings.Contains(p.Text, "also those that begin later") {
		t.Errorf("what was agreed, also what ended, is told as what goes on: %s", p.Text)
	}
}
