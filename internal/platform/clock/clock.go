// Package clock is time as a council lives it: civil dates, London wall time,
// and instants.
//
// A Date never passes through a time zone. An Instant is UTC with whole
// microseconds, so that both databases give back what was stored. The time of
// day "now" comes from a Clock that is handed in; nothing else asks the
// machine.
package clock

import (
	"database/sql"
	"database/sql/driver"
	"fmt"
	"time"
	_ "time/tzdata" // London must be known on a machine without zone files
)

// London is where every wall time of Ourdays is.
var london = mustLoad("Europe/London")

func mustLoad(name string) *time.Location {
	l, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return l
}

// Clock tells the present instant.
type Clock func() Instant

// System reads the machine's clock.
func System() Instant { return InstantOf(time.Now()) }

// Fixed is a clock that stands still.
func Fixed(i Instant) Clock { return func() Instant { return i } }

// Instant is a moment: UTC, whole microseconds.
type Instant struct{ t time.Time }

// InstantOf cuts a time.Time to whole microseconds of UTC.
func InstantOf(t time.Time) Instant { return Instant{t.UTC().Truncate(time.Microsecond)} }

// Time gives the instant as a time.Time in UTC.
func (i Instant) Time() time.Time { return i.t }

// Before reports whether i is earlier than j.
func (i Instant) Before(j Instant) bool { return i.t.Before(j.t) }

// After reports whether i is later than j.
func (i Instant) After(j Instant) bool { return i.t.After(j.t) }

// Add gives the instant d later.
func (i Instant) Add(d time.Duration) Instant { return InstantOf(i.t.Add(d)) }

// Sub gives the time from j to i.
func (i Instant) Sub(j Instant) time.Duration { return i.t.Sub(j.t) }

// IsZero reports whether the instant was never set.
func (i Instant) IsZero() bool { return i.t.IsZero() }

// layout is fixed in width, so that text sorts as time does.
const layout = "2006-01-02T15:04:05.000000Z"

// String gives the form that is stored: fixed width, sorts as time does.
func (i Instant) String() string { return i.t.Format(layout) }

// Value stores the instant as text, which a timestamptz column takes too.
func (i Instant) Value() (driver.Value, error) { return i.String(), nil }

// Scan reads what either database gives back.
func (i *Instant) Scan(src any) error {
	switch v := src.(type) {
	case time.Time:
		*i = InstantOf(v)
		return nil
	case string:
		t, err := time.Parse(layout, v)
		if err != nil {
			return fmt.Errorf("read instant: %w", err)
		}
		*i = InstantOf(t)
		return nil
	}
	return fmt.Errorf("read instant: unexpected %T", src)
}

// MarshalText writes RFC 3339.
func (i Instant) MarshalText() ([]byte, error) { return []byte(i.String()), nil }

// NullInstant and NullDate are columns that may be empty.
type (
	NullInstant = sql.Null[Instant]
	NullDate    = sql.Null[Date]
)

// SomeDate is a NullDate that holds d; the zero date is empty.
func SomeDate(d Date) NullDate { return NullDate{V: d, Valid: !d.IsZero()} }

// SomeInstant is a NullInstant that holds i; the zero instant is empty.
func SomeInstant(i Instant) NullInstant { return NullInstant{V: i, Valid: !i.IsZero()} }

// London gives the civil date and the minute of the day at that instant in
// Europe/London.
func London(i Instant) (Date, int) {
	t := i.t.In(london)
	y, m, d := t.Date()
	return Date{y, m, d}, t.Hour()*60 + t.Minute()
}

// At gives the instant of a wall time in London. Minutes count from midnight
// and may pass 24 hours. A wall time in the hour that spring leaves out moves
// one hour on; in the hour that autumn has twice the first is meant.
func At(d Date, minute int) Instant {
	t := time.Date(d.Year, d.Month, d.Day, 0, minute, 0, 0, london)
	if earlier := t.Add(-time.Hour); sameWall(earlier, t) {
		t = earlier
	}
	return InstantOf(t)
}

func sameWall(a, b time.Time) bool { return a.Hour() == b.Hour() && a.Day() == b.Day() }

// Today is the civil date in London.
func Today(c Clock) Date {
	d, _ := London(c())
	return d
}
