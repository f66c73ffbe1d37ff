package directory

import (
	"strings"
	"testing"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
)

func TestDatesFollowTheRule(t *testing.T) {
	from := clock.D(2026, 11, 24) // a Tuesday
	for _, c := range []struct {
		says, rule string
		except     db.List
		until      clock.Date
		first, to  clock.Date
		want       string
	}{
		{"every Tuesday", "FREQ=WEEKLY;BYDAY=TU", nil, clock.Date{}, from, clock.D(2026, 12, 8), "2026-11-24 2026-12-01 2026-12-08"},
		{"every second week counts from the first day", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", nil, clock.Date{}, clock.D(2026, 12, 1),
			clock.D(2026, 12, 22), "2026-12-08 2026-12-22"},
		{"the third Thursday of the month", "FREQ=MONTHLY;BYDAY=3TH", nil, clock.Date{}, from, clock.D(2027, 1, 31), "2026-12-17 2027-01-21"},
		{"without the days left out", "FREQ=WEEKLY;BYDAY=TU", db.List{"2026-12-01"}, clock.Date{}, from, clock.D(2026, 12, 8),
			"2026-11-24 2026-12-08"},
		{"up to the last day, which counts", "FREQ=WEEKLY;BYDAY=TU", nil, clock.D(2026, 12, 1), from, clock.D(2026, 12, 31),
			"2026-11-24 2026-12-01"},
		{"never before the first day", "FREQ=WEEKLY;BYDAY=MO,TU", nil, clock.Date{}, clock.D(2026, 11, 1), clock.D(2026, 11, 30),
			"2026-11-24 2026-11-30"},
	} {
		t.Run(c.says, func(t *testing.T) {
			s := Schedule{RRule: c.rule, From: from, Except: c.except, Until: clock.SomeDate(c.until)}
			days, err := s.Dates(c.first, c.to)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, d := range days {
				got = append(got, d.String())
			}
			if g := strings.Join(got, " "); g != c.want {
				t.Errorf("got %s, want %s", g, c.want)
			}
		})
	}
}

func TestASessionKeepsItsWallTimeOverBothClockChanges(t *testing.T) {
	for _, c := range []struct{ from, before, after string }{
		{"2026-03-22", "2026-03-22T18:00:00.000000Z", "2026-03-29T17:00:00.000000Z"},
		{"2026-10-18", "2026-10-18T17:00:00.000000Z", "2026-10-25T18:00:00.000000Z"},
	} {
		from, err := clock.ParseDate(c.from)
		if err != nil {
			t.Fatal(err)
		}
		s := Schedule{RRule: "FREQ=WEEKLY", From: from, Start: 18 * 60, End: 20 * 60}
		days, err := s.Dates(from, from.AddDays(7))
		if err != nil || len(days) != 2 {
			t.Fatal(days, err)
		}
		if a, b := s.on(days[0], "", "").Starts.String(), s.on(days[1], "", "").Starts.String(); a != c.before || b != c.after {
			t.Errorf("six in the evening is %s and a week later %s", a, b)
		}
	}
}

func TestASessionHasTheTimesThatClocksShow(t *testing.T) {
	spring, autumn, other := clock.D(2027, 3, 28), clock.D(2027, 10, 31), clock.D(2027, 3, 21)
	for says, c := range map[string]struct {
		on                       clock.Date
		start, end               int
		wantStart, wantEnd, runs int // minutes
	}{
		"on another night":                         {other, 90, 180, 90, 180, 90},
		"past midnight":                            {other, 22 * 60, 25 * 60, 22 * 60, 25 * 60, 180},
		"over the hour that spring leaves out":     {spring, 30, 180, 30, 180, 90},
		"from within the hour":                     {spring, 90, 180, 150, 180, 30},
		"within the hour":                          {spring, 60, 90, 120, 150, 30},
		"from within the hour to its end":          {spring, 90, 120, 150, 180, 30},
		"into the hour":                            {spring, 30, 90, 30, 150, 60},
		"in the hour that autumn has twice":        {autumn, 60, 90, 60, 90, 30},
		"from that hour on, which is an hour more": {autumn, 90, 180, 90, 180, 150},
	} {
		t.Run(says, func(t *testing.T) {
			s := Schedule{Start: c.start, End: c.end}.on(c.on, "", "")
			if runs := int(s.Ends.Sub(s.Starts).Minutes()); s.Start != c.wantStart || s.End != c.wantEnd || runs != c.runs {
				t.Errorf("from %d to %d, for %d minutes", s.Start, s.End, runs)
			}
		})
	}
}

func TestRulesOfHoursAreRefused(t *testing.T) {
	for _, rule := range []string{"FREQ=HOURLY", "FREQ=DAILY;BYHOUR=9", "every Tuesday", ""} {
		s := Schedule{RRule: rule, From: clock.D(2026, 1, 1), Start: 600, End: 660, Places: 1}
		if s.Check() == nil {
			t.Errorf("%q passes", rule)
		}
	}
}

func TestPartsOfTheWeek(t *testing.T) {
	for _, c := range []struct {
		says  string
		day   clock.Date
		start int
		want  Part
	}{
		{"Tuesday at two is the day", clock.D(2026, 11, 24), 14 * 60, Day},
		{"Tuesday at five is the evening", clock.D(2026, 11, 24), 17 * 60, Evening},
		{"Saturday at ten is the weekend", clock.D(2026, 11, 28), 10 * 60, Weekend},
		{"Saturday at seven is evening and weekend", clock.D(2026, 11, 28), 19 * 60, Evening | Weekend},
	} {
		t.Run(c.says, func(t *testing.T) {
			if got := PartsOn(c.day, c.start); got != c.want {
				t.Errorf("got %d, want %d", got, c.want)
			}
		})
	}
}
