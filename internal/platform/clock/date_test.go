package clock_test

import (
	"errors"
	"testing"
	"time"

	"ourdays/internal/platform/clock"
)

func TestADayIsReadAsPeopleWriteIt(t *testing.T) {
	day := clock.D(2026, 3, 9)
	for _, in := range []string{"2026-03-09", "09/03/2026", "9/3/2026", "9.3.2026", "9 3 2026", "9-3-2026", " 9/3/2026 "} {
		if got, err := clock.ReadDate(in); err != nil || got != day {
			t.Errorf("ReadDate(%q) = %s, %v", in, got, err)
		}
	}
	if got, err := clock.ReadDate("29/02/2024"); err != nil || got != clock.D(2024, 2, 29) {
		t.Errorf("a leap day is %s, %v", got, err)
	}
	for _, in := range []string{"", "soon", "9/3", "9/3/26", "2026-3-9", "2026/03/09", "9/13/2026", "9/0/2026", "1/1/0000", "9/3/2026 or so"} {
		var none *clock.NoSuchDayError
		if got, err := clock.ReadDate(in); err == nil || errors.As(err, &none) {
			t.Errorf("ReadDate(%q) = %s, %v", in, got, err)
		}
	}
}

func TestADayThatItsMonthLacksIsNamed(t *testing.T) {
	for in, want := range map[string]clock.NoSuchDayError{
		"31/02/1990": {Day: 31, Month: time.February, Year: 1990, Last: 28},
		"1990-02-31": {Day: 31, Month: time.February, Year: 1990, Last: 28},
		"30/02/2024": {Day: 30, Month: time.February, Year: 2024, Last: 29},
		"31.11.2026": {Day: 31, Month: time.November, Year: 2026, Last: 30},
		"0/5/2026":   {Day: 0, Month: time.May, Year: 2026, Last: 31},
	} {
		_, err := clock.ReadDate(in)
		var none *clock.NoSuchDayError
		if !errors.As(err, &none) || *none != want {
			t.Errorf("ReadDate(%q): %v", in, err)
		}
	}
}
