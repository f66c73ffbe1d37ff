package charging

import (
	"fmt"
	"time"
)

// Date is a civil day: no time, no zone.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// ParseDate reads a day written as 2025-04-07. A day that no calendar has is
// an error.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("%q is not a day such as 2025-04-07", s)
	}
	return Date{t.Year(), t.Month(), t.Day()}, nil
}

// String gives the form of files: 2025-04-07.
func (d Date) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day) }

// Long gives the form that people read: 7 April 2025.
func (d Date) Long() string { return fmt.Sprintf("%d %s %d", d.Day, d.Month, d.Year) }

// Before says whether d comes before e.
func (d Date) Before(e Date) bool { return d.number() < e.number() }

func (d Date) number() int { return d.Year*10000 + int(d.Month)*100 + d.Day }

// valid says whether the calendar has the day.
func (d Date) valid() bool {
	t := time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
	return d.Year > 0 && t.Year() == d.Year && t.Month() == d.Month && t.Day() == d.Day
}

// UnmarshalText reads what ParseDate reads.
func (d *Date) UnmarshalText(b []byte) (err error) {
	*d, err = ParseDate(string(b))
	return err
}
