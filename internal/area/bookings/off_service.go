package bookings

import (
	"context"
	"fmt"

	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/area/framework"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
)

// CallOff calls a session off for its provider, and gives back every place there:
// AfterCalledOff does, in the same transaction.
func (s *Service) CallOff(ctx context.Context, a access.Actor, sessionID string, why directory.Off) error {
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		return s.Directory.CallOff(ctx, tx, a, sessionID, why)
	})
}

// AfterCalledOff ends the places at a session that was called off, whoever made
// them: nothing is paid or charged, and what was committed for them goes back to
// the budget that it came from. It is so too for places of placements that their
// people had cancelled: no register settles them any more. Each person's record
// says so, and who was
// going is written to.
func (s *Service) AfterCalledOff(ctx context.Context, tx *db.Tx, e directory.CalledOff) error {
	if err := lockOfSession(ctx, tx, e.Session.ID); err != nil {
		return fmt.Errorf("wait for who cancels: %w", err)
	}
	_, closed, err := closingOf(ctx, tx, e.Session.ID)
	if err != nil {
		return err
	}
	if closed {
		return fail.New(fail.Conflict, "bookings.refused.closed")
	}
	all, err := bookingsOfSession(ctx, tx, e.Session.ID)
	if err != nil {
		return err
	}
	list, places, support := calledOffPlaces(all)
	if err := tellCalendars(ctx, tx, e.Session.ID); err != nil {
		return err
	}
	if err := saveSettled(ctx, tx, list); err != nil {
		return fmt.Errorf("end the places: %w", err)
	}
	if err := s.Directory.Release(ctx, tx, e.Session.ID, places, support); err != nil {
		return fmt.Errorf("give the places back: %w", err)
	}
	if err := s.Funds.Settle(ctx, tx, owed(list)); err != nil {
		return fmt.Errorf("give the money back: %w", err)
	}
	var moved []Change
	var touched []access.Touch
	for i, b := range list {
		moved = append(moved, registered(all[i], b))
		touched = append(touched, access.Touch{PersonID: b.PersonID, Thing: b.ID, Reason: e.Why.Reason})
		if b.PlacementID == "" {
			if err := s.Access.EndTieAfter(ctx, tx, "booking:"+b.ID, b.Day); err != nil {
				return fmt.Errorf("end the tie: %w", err)
			}
		}
	}
	if err := s.forgetOwnGone(ctx, tx, e.Session.ID); err != nil {
		return err
	}
	if err := s.tell(ctx, tx, moved); err != nil {
		return err
	}
	if err := s.Access.ActEach(ctx, tx, e.By, access.TakeRegister, "called off", touched); err != nil {
		return err
	}
	return s.Access.WriteThatOff(ctx, tx, whoWent(all), e.Session.Date)
}

// forgetOwnGone ends the ties of the day of those who had cancelled their own places:
// there is no register on which they could have come.
func (s *Service) forgetOwnGone(ctx context.Context, tx *db.Tx, sessionID string) error {
	ids, err := ownGoneOf(ctx, tx, sessionID)
	if err != nil {
		return fmt.Errorf("who had cancelled: %w", err)
	}
	for _, id := range ids {
		if err := s.Access.EndTie(ctx, tx, "booking:"+id); err != nil {
			return fmt.Errorf("end the tie of the day: %w", err)
		}
	}
	return nil
}

// calledOffPlaces is what becomes of the places of a session that is called off, and
// how much of it the live ones took.
func calledOffPlaces(all []Booking) (list []settled, places, support int) {
	terms := framework.DefaultTerms()
	for _, b := range all {
		if b.Status == Confirmed {
			places, support = places+1, support+b.Support
		}
		after := settle(b, Entry{Code: framework.ProviderCancelled}, terms, nil)
		after.Status = Cancelled
		list = append(list, after)
	}
	return list, places, support
}

// whoWent are the people whose places stand.
func whoWent(all []Booking) []string {
	var ids []string
	for _, b := range all {
		if b.Status == Confirmed {
			ids = append(ids, b.PersonID)
		}
	}
	return ids
}
