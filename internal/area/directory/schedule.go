package directory

import (
	"fmt"
	"strings"
	"time"

	"github.com/teambition/rrule-go"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
)

// WholeWorker is the support of one worker, in the sixtieths in which sessions
// count it.
const WholeWorker = 60

// DaysAhead is how far sessions are made ahead of the day: eight weeks.
const DaysAhead = 8 * 7

// Schedule says when an activity happens.
type Schedule struct {
	ID         string
	ActivityID string
	LocationID string         // empty when it happens on-line only
	RRule      string         `db:"rrule"`        // RFC 5545, days only: "FREQ=WEEKLY;BYDAY=TU"
	Start      int            `db:"start_minute"` // minutes after midnight in London
	End        int            `db:"end_minute"`   // may pass midnight: 1500 is one o'clock at night
	From       clock.Date     `db:"starts_on"`
	Until      clock.NullDate `db:"until_on"` // the last day
	Except     db.List        `db:"left_out"` // dates on which it does not happen
	Places     int
	Support    int            // sixtieths of a worker; 0 when none is offered
	OnlineAt   string         // the address to join, shown to those who come
	MadeUpTo   clock.NullDate `db:"made_up_to"` // sessions exist up to this day
}

// Session is one occurrence.
type Session struct {
	ID             string
	ScheduleID     string
	ActivityID     string
	OrganisationID string
	LocationID     string
	Date           clock.Date `db:"day"`
	Start          int        `db:"start_minute"`
	End            int        `db:"end_minute"`
	Starts         clock.Instant
	Ends           clock.Instant
	Places         int
	Taken          int
	Support        int
	SupportTaken   int
	Status         string
	Changed        clock.NullInstant // when it was called off
}

// The states of a session.
const (
	SessionOpen      = "open"
	SessionCancelled = "cancelled"
)

// Left counts the places that are free.
func (s Session) Left() int { return s.Places - s.Taken }

// SupportLeft counts the support that is free, in sixtieths of a worker.
func (s Session) SupportLeft() int { return s.Support - s.SupportTaken }

// Check says what is wrong with a schedule.
func (s Schedule) Check() error {
	var wrong []fail.Field
	field := func(bad bool, name, key string) {
		if bad {
			wrong = append(wrong, fail.Field{Name: name, Key: key})
		}
	}
	_, err := s.rule()
	field(err != nil, "rrule", "directory.refused.rrule")
	field(s.Start < 0 || s.Start >= 24*60, "start", "directory.refused.times")
	field(s.End <= s.Start || s.End > 48*60, "end", "directory.refused.times")
	field(s.Places < 1, "places", "directory.refused.places")
	field(s.Support < 0, "support", "directory.refused.support")
	field(s.From.IsZero(), "from", "directory.refused.from")
	field(s.Until.Valid && s.Until.V.Before(s.From), "until", "directory.refused.until")
	for _, d := range s.Except {
		_, err := clock.ParseDate(d)
		field(err != nil, "except", "directory.refused.except")
	}
	return fail.Fields(wrong...)
}

// rule reads the RRULE over plain days: no time zone takes part, so a weekly
// session cannot drift when the clocks change.
func (s Schedule) rule() (*rrule.RRule, error) {
	o, err := rrule.StrToROption(strings.TrimPrefix(s.RRule, "RRULE:"))
	if err != nil {
		return nil, fmt.Errorf("read rule %q: %w", s.RRule, err)
	}
	if o.Freq > rrule.DAILY || len(o.Byhour)+len(o.Byminute)+len(o.Bysecond) > 0 {
		return nil, fmt.Errorf("read rule %q: days only, no hours", s.RRule)
	}
	o.Dtstart = utcDay(s.From)
	r, err := rrule.NewRRule(*o)
	if err != nil {
		return nil, fmt.Errorf("read rule %q: %w", s.RRule, err)
	}
	return r, nil
}

// Dates lists the days from first to last, both included, on which the
// schedule happens.
func (s Schedule) Dates(first, last clock.Date) ([]clock.Date, error) {
	r, err := s.rule()
	if err != nil {
		return nil, err
	}
	if s.Until.Valid && s.Until.V.Before(last) {
		last = s.Until.V
	}
	if last.Before(first) {
		return nil, nil
	}
	var days []clock.Date
	for _, t := range r.Between(utcDay(first), utcDay(last), true) {
		d := clock.D(t.Year(), t.Month(), t.Day())
		if !s.Except.Has(d.String()) {
			days = append(days, d)
		}
	}
	return days, nil
}

// Weekly counts the sessions of an ordinary week.
func (s Schedule) Weekly() int { return len(s.Weekdays()) }

// Weekdays are the days of an ordinary week on which the schedule happens, from 0 for
// Monday on; a rule that is not weekly counts as it falls in the first week.
func (s Schedule) Weekdays() []int {
	whole := s
	whole.Except, whole.Until = nil, clock.NullDate{}
	monday := s.From.Monday().AddDays(7)
	days, err := whole.Dates(monday, monday.AddDays(6))
	if err != nil {
		return nil // AddSchedule let no such rule in
	}
	var week []int
	for _, d := range days {
		week = append(week, d.DaysSince(monday))
	}
	return week
}

func utcDay(d clock.Date) time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// on makes the session of one day, at the times that clocks show on it: in the hour
// that spring leaves out none is shown, and the session is one hour later.
func (s Schedule) on(d clock.Date, id, organisationID string) Session {
	starts, ends := clock.At(d, s.Start), clock.At(d, s.End)
	if !ends.After(starts) { // only its beginning was left out
		ends = starts.Add(time.Duration(s.End-s.Start) * time.Minute)
	}
	return Session{ID: id, ScheduleID: s.ID, ActivityID: s.ActivityID, OrganisationID: organisationID,
		LocationID: s.LocationID, Date: d, Start: shownOn(d, starts), End: shownOn(d, ends),
		Starts: starts, Ends: ends,
		Places: s.Places, Support: s.Support, Status: SessionOpen}
}

// shownOn is the minute of a day at which clocks show an instant; they may have
// gone past midnight.
func shownOn(d clock.Date, at clock.Instant) int {
	day, minute := clock.London(at)
	return day.DaysSince(d)*24*60 + minute
}

// Part is a set of parts of the week.
type Part int64

// The parts.
const (
	Day     Part = 1 << iota // Monday to Friday, starting before five
	Evening                  // starting at five or later, any day
	Weekend                  // Saturday or Sunday
)

const eveningFrom = 17 * 60

// PartOf reads the word of a part: "day", "evening", "weekend"; 0 for another.
func PartOf(word string) Part {
	switch word {
	case "day":
		return Day
	case "evening":
		return Evening
	case "weekend":
		return Weekend
	}
	return 0
}

// PartsOn gives the parts to which a start on that day belongs. A Saturday
// evening is both.
func PartsOn(d clock.Date, start int) Part {
	var p Part
	if w := d.Weekday(); w == time.Saturday || w == time.Sunday {
		p |= Weekend
	}
	if start >= eveningFrom {
		p |= Evening
	}
	if p == 0 {
		p = Day
	}
	return p
}
