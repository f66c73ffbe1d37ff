package bookings

import (
	"context"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
)

// Noted is a line of a register about one person.
type Noted struct {
	Day     clock.Date
	Towards string // the outcome that it is about
	Note    string
	Feeling Feeling
	Title   string // of the activity
}

// Progress is what registers, and the person, said of their places since a day.
type Progress struct {
	Came, Missed    int
	Good, Fair, Bad int
	ByHelpers       int     // of these, what somebody said who helps them
	Notes           []Noted `db:"-"` // the newest first
}

// mostNotes bounds the lines on one page.
const mostNotes = 20

// ProgressOf gathers how it went since a day, for a page that asked access.
func (s *Service) ProgressOf(ctx context.Context, tx *db.Tx, personID string,
	from clock.Date) (Progress, error) {
	p, err := progressOf(ctx, tx, personID, from)
	if err != nil {
		return p, err
	}
	p.Notes, err = notesOf(ctx, tx, personID, from, mostNotes)
	return p, err
}
