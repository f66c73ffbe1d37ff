package bookings

import (
	"context"
	"fmt"
	"slices"

	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
)

// mostDays bounds how many sessions one press books.
const mostDays = 20

// Days is what became of several sessions that somebody wanted at once.
type Days struct {
	Booked []clock.Date // also those that were theirs already
	Missed []clock.Date // they have no place, or the person goes somewhere else then
}

// BookDays takes a place in each of several sessions that has one, at which the person
// goes nowhere else, and names the others. Where it is none of them, or they are more
// than mostDays, it is a Conflict.
// Pressed again it gives the same answer.
func (s *Service) BookDays(ctx context.Context, a access.Actor, personID string,
	sessionIDs []string) (Days, error) {
	var days Days
	ids := slices.Compact(slices.Sorted(slices.Values(sessionIDs)))
	if len(ids) > mostDays {
		return days, fail.New(fail.Conflict, "bookings.refused.many_days", "most", mostDays)
	}
	err := s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		days = Days{}
		if err := s.Access.Allow(ctx, tx, a, access.BookPlace, personID); err != nil {
			return err
		}
		if err := takeTurn(ctx, tx, personID); err != nil {
			return fmt.Errorf("take a turn: %w", err)
		}
		for _, id := range ids { // in one order, so that two people wait for each other once
			day, err := s.bookIfFree(ctx, tx, a, personID, id)
			switch kind := fail.KindOf(err); {
			case err == nil:
				days.Booked = append(days.Booked, day)
			case kind == fail.Conflict || kind == fail.Full:
				days.Missed = append(days.Missed, day)
			default:
				return err
			}
		}
		if len(days.Booked) == 0 {
			return fail.New(fail.Conflict, "bookings.refused.no_day")
		}
		return nil
	})
	byDay := func(a, b clock.Date) int { return a.DaysSince(b) }
	slices.SortFunc(days.Booked, byDay)
	slices.SortFunc(days.Missed, byDay)
	return days, err
}

// bookIfFree books one of several sessions. Of what is refused nothing is written, not in
// the trail either: place and hour are asked before the booking is, and it is told after.
// The verb that calls it has asked access.
func (s *Service) bookIfFree(ctx context.Context, tx *db.Tx, a access.Actor, personID,
	sessionID string) (clock.Date, error) {
	ses, b, err := s.openToBook(ctx, tx, sessionID)
	if err != nil {
		return ses.Date, err
	}
	b.ID, b.PersonID, b.Made, b.MadeBy = tx.NewID(), personID, tx.Now, helper(a)
	theirs, err := placesIn(ctx, tx, personID, []directory.Session{ses})
	if err != nil || theirs[sessionID].ID != "" {
		return ses.Date, err
	}
	if _, found, err := s.bookLost(ctx, tx, a, ses, personID); found || err != nil {
		return ses.Date, err
	}
	if err := freeOfClash(ctx, tx, b, ses); err != nil {
		return ses.Date, err
	}
	if err := s.Directory.Take(ctx, tx, sessionID, 1, b.Support); err != nil {
		return ses.Date, err
	}
	if err := insertBookings(ctx, tx, []Booking{b}); err != nil {
		return ses.Date, fmt.Errorf("book a day: %w", err)
	}
	if err := s.tie(ctx, tx, b, ses); err != nil {
		return ses.Date, err
	}
	return ses.Date, s.Access.Act(ctx, tx, a, access.BookPlace, personID, "book", b.ID)
}
