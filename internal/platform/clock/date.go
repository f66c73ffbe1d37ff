package clock

import (
	"database/sql/driver"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Date is a civil date: a day on the calendar, in no time zone. The zero Date
// means "none".
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

const dateLayout = "2006-01-02"

// D makes a Date from its parts and normalises them: D(2026, 11, 31) is
// 1 December.
func D(year int, month time.Month, day int) Date {
	return dateOf(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

func dateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// ParseDate reads the form 2026-11-24. A day that the calendar does not have
// is an error.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(dateLayout, s)
	if err != nil {
		return Date{}, fmt.Errorf("%q is not a date such as 2026-11-24", s)
	}
	return dateOf(t), nil
}

// NoSuchDayError says that a month has no such day: 31 February.
type NoSuchDayError struct {
	Day, Year int
	Month     time.Month
	Last      int // the last day that the month has
}

func (e *NoSuchDayError) Error() string {
	return fmt.Sprintf("%s %d has %d days, and no day %d", e.Month, e.Year, e.Last, e.Day)
}

// written is a day as people write it: 24/11/2026, 24.11.2026, 24 11 2026,
// 24-11-2026, or as machines do: 2026-11-24.
var written = regexp.MustCompile(`^(?:(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})|(\d{4})-(\d{2})-(\d{2}))$`)

// ReadDate reads a day as people write it in a form, the day before the month,
// or in the form of ParseDate. A day that its month does not have is a
// *NoSuchDayError.
func ReadDate(s string) (Date, error) {
	m := written.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil {
		return Date{}, fmt.Errorf("%q is not a date such as 24/11/2026", s)
	}
	day, month, year := m[1], m[2], m[3]
	if year == "" {
		day, month, year = m[6], m[5], m[4]
	}
	d, err1 := strconv.Atoi(day)
	mo, err2 := strconv.Atoi(month)
	y, err3 := strconv.Atoi(year)
	if err := errors.Join(err1, err2, err3); err != nil {
		return Date{}, fmt.Errorf("read date: %w", err)
	}
	if mo < 1 || mo > 12 || y == 0 {
		return Date{}, fmt.Errorf("%q is not a date such as 24/11/2026", s)
	}
	if last := D(y, time.Month(mo)+1, 0).Day; d < 1 || d > last {
		return Date{}, &NoSuchDayError{Day: d, Month: time.Month(mo), Year: y, Last: last}
	}
	return D(y, time.Month(mo), d), nil
}

func (d Date) utc() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// String gives the form 2026-11-24.
func (d Date) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day) }

// IsZero reports whether the date was never set.
func (d Date) IsZero() bool { return d == Date{} }

// AddDays gives the date n days later, or earlier when n is negative.
func (d Date) AddDays(n int) Date { return D(d.Year, d.Month, d.Day+n) }

// AddMonths gives the same day n months later, or the month's last day when
// that month is shorter.
func (d Date) AddMonths(n int) Date {
	first := D(d.Year, d.Month+time.Month(n), 1)
	last := D(first.Year, first.Month+1, 0).Day
	return Date{first.Year, first.Month, min(d.Day, last)}
}

// DaysSince counts the days from e to d.
func (d Date) DaysSince(e Date) int { return int(d.utc().Sub(e.utc()) / (24 * time.Hour)) }

// Weekday gives the day of the week.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

// Monday gives the Monday of the date's week; weeks start on Monday.
func (d Date) Monday() Date { return d.AddDays(-((int(d.Weekday()) + 6) % 7)) }

// Before reports whether d is earlier than e.
func (d Date) Before(e Date) bool { return d.utc().Before(e.utc()) }

// After reports whether d is later than e.
func (d Date) After(e Date) bool { return e.Before(d) }

// YearsAt counts the whole years from d, a date of birth, to on.
func (d Date) YearsAt(on Date) int {
	n := on.Year - d.Year
	if on.Month < d.Month || on.Month == d.Month && on.Day < d.Day {
		n--
	}
	return n
}

// Value stores the date as text, which a date column takes too.
func (d Date) Value() (driver.Value, error) { return d.String(), nil }

// Scan reads what either database gives back.
func (d *Date) Scan(src any) error {
	switch v := src.(type) {
	case time.Time:
		*d = dateOf(v)
		return nil
	case string:
		parsed, err := ParseDate(v)
		if err != nil {
			return fmt.Errorf("read date: %w", err)
		}
		*d = parsed
		return nil
	}
	return fmt.Errorf("read date: unexpected %T", src)
}

// MarshalText writes the form 2026-11-24.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads the form 2026-11-24.
func (d *Date) UnmarshalText(b []byte) error {
	parsed, err := ParseDate(string(b))
	*d = parsed
	return err
}
