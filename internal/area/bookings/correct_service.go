package bookings

import (
	"context"
	"fmt"

	"ourdays/internal/area/access"
	"ourdays/internal/area/framework"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
)

// Correct puts right what a closed register says of one place: its provider
// may for DaysToCorrect, the council's finance officers after that too. What was
// posted is taken back and what is right is posted, in one transaction; where a
// run of absence begins or ends elsewhere by it, the later places of the run are
// put right with it. Somebody who cancelled and came all the same has come: their
// place counts again. How it went, in the person's view, stays theirs. Somebody
// who corrected the place since the page was opened is a Conflict.
func (s *Service) Correct(ctx context.Context, a access.Actor, sessionID string, f Fix) error {
	f = f.trimmed()
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		b, err := s.toCorrect(ctx, tx, a, sessionID, f)
		if err != nil {
			return err
		}
		if err := f.check(b); err != nil {
			return err
		}
		list, err := s.putRight(ctx, tx, a, b, f)
		if err != nil {
			return err
		}
		var touched []access.Touch
		var moved []Change
		for _, c := range list {
			if err := saveCorrected(ctx, tx, c); err != nil {
				return fmt.Errorf("save a correction: %w", err)
			}
			if m, ok := c.money(); ok {
				if err := s.Funds.Correct(ctx, tx, m); err != nil {
					return noMoney(err)
				}
			}
			touched, moved = append(touched, c.touch()), append(moved, c.change())
		}
		if err := s.tell(ctx, tx, moved); err != nil {
			return err
		}
		return s.Access.ActEach(ctx, tx, a, access.CorrectRegister, "correct", touched)
	})
}

// toCorrect finds the place that is corrected, as it stands when it is this
// correction's turn.
func (s *Service) toCorrect(ctx context.Context, tx *db.Tx, a access.Actor, sessionID string,
	f Fix) (Booking, error) {
	if _, err := s.registerOf(ctx, tx, a, access.CorrectRegister, sessionID); err != nil {
		return Booking{}, err
	}
	closing, closed, err := closingOf(ctx, tx, sessionID)
	if err != nil {
		return Booking{}, err
	}
	if !closed {
		return Booking{}, fail.New(fail.Conflict, "bookings.refused.open")
	}
	if !closing.correctableBy(a, tx.Today()) {
		return Booking{}, fail.New(fail.Conflict, "bookings.refused.correct_late", "days", DaysToCorrect)
	}
	b, err := bookingByID(ctx, tx, f.BookingID)
	if err != nil {
		return b, err
	}
	if b.SessionID != sessionID || !b.canCorrect() {
		return b, fail.New(fail.NotFound, "fail.not_found")
	}
	if err := takeTurn(ctx, tx, b.PersonID); err != nil {
		return b, fmt.Errorf("take a turn: %w", err)
	}
	if b, err = bookingByID(ctx, tx, f.BookingID); err != nil {
		return b, err
	}
	if b.CorrectionID != f.Seen {
		return b, alreadyCorrected(ctx, tx, b)
	}
	return b, nil
}

// alreadyCorrected tells who was first. The page adds when.
func alreadyCorrected(ctx context.Context, tx *db.Tx, b Booking) error {
	if b.CorrectionID == "" {
		return fail.New(fail.NotFound, "fail.not_found")
	}
	c, err := correctionByID(ctx, tx, b.CorrectionID)
	if err != nil {
		return err
	}
	return fail.New(fail.Conflict, "bookings.refused.corrected", "who", c.Actor, "at", c.At)
}

// putRight makes the correction of a place, and of those that follow from it.
func (s *Service) putRight(ctx context.Context, tx *db.Tx, a access.Actor, b Booking,
	f Fix) ([]corrected, error) {
	terms := framework.DefaultTerms()
	var earlier []Past
	var later []Booking
	var err error
	if b.PlacementID != "" {
		if earlier, err = pastOf(ctx, tx, b); err != nil {
			return nil, err
		}
		if later, err = laterOf(ctx, tx, b); err != nil {
			return nil, err
		}
	}
	by := Correction{ID: tx.NewID(), At: tx.Now, ActorID: a.ID, Actor: a.Name, Reason: f.Reason}
	if ofCouncil(a) {
		by.Council = 1
	}
	after := settle(b, f.Entry, terms, earlier).Booking
	if b.cameAnyway(f.Code, terms) {
		after.Status = Recorded
		if err := s.Directory.TakeAfter(ctx, tx, b.SessionID, b.Support); err != nil {
			return nil, fmt.Errorf("count who came: %w", err)
		}
	}
	list := []corrected{because(b, after, by)}
	by.Follows = by.ID
	for _, now := range resettle(after, later, terms, earlier) {
		by.ID = tx.NewID()
		list = append(list, because(byID(later, now.ID), now, by))
	}
	return list, nil
}

func byID(list []Booking, id string) Booking {
	for _, b := range list {
		if b.ID == id {
			return b
		}
	}
	return Booking{}
}

// noMoney says of a budget that has not enough left what can be done about it.
func noMoney(err error) error {
	if fail.KindOf(err) == fail.Full {
		return fail.New(fail.Conflict, "bookings.refused.no_money")
	}
	return fmt.Errorf("correct what was posted: %w", err)
}
