package bookings

import (
	"sort"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/pence"
)

// The states of a booking that exist so far.
const (
	Confirmed = "confirmed"
	Cancelled = "cancelled"
)

// Booking is one person's place at one session.
type Booking struct {
	ID          string
	PersonID    string
	SessionID   string
	PlacementID string
	Status      string
	Ratio       int
	Support     int         // sixtieths of a worker that it takes
	Price       pence.Pence // to the council
	BudgetID    string
	Outcomes    db.List
	Day         clock.Date
	Made        clock.Instant
}

// wholeWorker is a worker in the directory's sixtieths.
const wholeWorker = 60

// SupportOf is how much of a worker a person takes who shares one with others.
func SupportOf(ratio int) int {
	if ratio <= 0 {
		return 0
	}
	return wholeWorker / ratio
}

// Series is one person's regular bookings of a schedule.
type Series struct {
	PersonID    string
	PlacementID string
	ScheduleID  string
	From, To    clock.Date
	Ratio       int
	Price       pence.Pence
	BudgetID    string
	Outcomes    db.List
}

// sortLines puts a week in the order in which it happens.
func sortLines(lines []Line) {
	sort.SliceStable(lines, func(i, j int) bool {
		a, b := lines[i].Card.Session, lines[j].Card.Session
		if a.Starts != b.Starts {
			return a.Starts.Before(b.Starts)
		}
		return a.ID < b.ID
	})
}
