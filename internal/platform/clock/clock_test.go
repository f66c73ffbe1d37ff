package clock_test

import (
	"testing"
	"time"

	"ourdays/internal/platform/clock"
)

func TestWallTimeHoldsWhenTheClocksChange(t *testing.T) {
	for _, c := range []struct {
		says   string
		date   clock.Date
		minute int
		want   string
	}{
		{"winter is UTC", clock.D(2026, 1, 5), 18 * 60, "2026-01-05T18:00:00.000000Z"},
		{"summer is an hour before", clock.D(2026, 7, 6), 18 * 60, "2026-07-06T17:00:00.000000Z"},
		{"the missing hour moves one on", clock.D(2026, 3, 29), 90, "2026-03-29T01:30:00.000000Z"},
		{"the doubled hour is the first", clock.D(2026, 10, 25), 90, "2026-10-25T00:30:00.000000Z"},
		{"past midnight is the next day", clock.D(2026, 10, 24), 25 * 60, "2026-10-25T00:00:00.000000Z"},
	} {
		t.Run(c.says, func(t *testing.T) {
			if got := clock.At(c.date, c.minute).String(); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestDatesNeverPassThroughATimeZone(t *testing.T) {
	late := clock.InstantOf(time.Date(2026, 6, 30, 23, 30, 0, 0, time.UTC))
	if d, m := clock.London(late); d != clock.D(2026, 7, 1) || m != 30 {
		t.Errorf("half past midnight in London is %s minute %d", d, m)
	}
	if got := clock.D(2026, 3, 31).AddMonths(-1); got != clock.D(2026, 2, 28) {
		t.Errorf("a month before 31 March is %s", got)
	}
	if got := clock.D(2026, 10, 26).DaysSince(clock.D(2026, 3, 28)); got != 212 {
		t.Errorf("days over both clock changes: %d", got)
	}
	if got := clock.D(2026, 11, 29).Monday(); got != clock.D(2026, 11, 23) {
		t.Errorf("Sunday belongs to the week of %s", got)
	}
	if got := clock.D(2000, 2, 29).YearsAt(clock.D(2026, 2, 28)); got != 25 {
		t.Errorf("the day before a birthday counts %d years", got)
	}
}

func TestInstantsComeBackFromTextAndTime(t *testing.T) {
	want := clock.InstantOf(time.Date(2026, 7, 1, 8, 30, 0, 123456789, time.UTC))
	for _, src := range []any{"2026-07-01T08:30:00.123456Z", want.Time()} {
		var got clock.Instant
		if err := got.Scan(src); err != nil || got != want {
			t.Errorf("Scan(%v) = %v, %v", src, got, err)
		}
	}
	var i clock.Instant
	if err := i.Scan("2026-07-01 09:30:00 +0100 BST"); err == nil {
		t.Error("a debug form of a time must be refused")
	}
}
