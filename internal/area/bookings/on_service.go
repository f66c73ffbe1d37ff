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

// PutOn puts a session on again for its provider that was called off, before it begins.
// Who had places have them again: AfterPutOn does, in the same transaction.
func (s *Service) PutOn(ctx context.Context, a access.Actor, sessionID string) error {
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		return s.Directory.PutOn(ctx, tx, a, sessionID)
	})
}

// AfterPutOn gives back, in the transaction that puts a session on again, the places that
// ended when it was called off: with their support and their money, where the person goes
// nowhere else at that hour and the budget has enough left. Who had cancelled their own
// place has cancelled it still. Who cannot have their place stands on the register as
// such, and can take it back until the session begins. Both are written to.
func (s *Service) AfterPutOn(ctx context.Context, tx *db.Tx, e directory.PutOn) error {
	all, err := s.lostAt(ctx, tx, e.Session.ID)
	if err != nil {
		return fmt.Errorf("find who had a place: %w", err)
	}
	var back, without []string
	var touched []access.Touch
	for _, b := range all {
		if b.OffFrom != string(Confirmed) {
			if err := s.goneAgain(ctx, tx, b, e.Session); err != nil {
				return err
			}
			continue
		}
		reason := "has the place again"
		switch err := s.haveAgain(ctx, tx, b, e.Session, ""); fail.KindOf(err) {
		case fail.Conflict, fail.Full:
			without, reason = append(without, b.PersonID), "cannot have the place again"
		default:
			if err != nil {
				return err
			}
			back = append(back, b.PersonID)
		}
		touched = append(touched, access.Touch{PersonID: b.PersonID, Thing: b.ID, Reason: reason})
	}
	if err := s.ownGoneAgain(ctx, tx, e.Session); err != nil {
		return err
	}
	if err := s.Access.ActEach(ctx, tx, e.By, access.TakeRegister, "put on again", touched); err != nil {
		return err
	}
	if err := s.Access.WriteThatOn(ctx, tx, back, e.Session.Date, true); err != nil {
		return err
	}
	return s.Access.WriteThatOn(ctx, tx, without, e.Session.Date, false)
}

// lostAt gives the places that ended when a session was called off, those first that
// were made first, and lets nobody else write them. Their people take turns, in an order
// that is everywhere the same.
func (s *Service) lostAt(ctx context.Context, tx *db.Tx, sessionID string) ([]Booking, error) {
	if err := lockLost(ctx, tx, sessionID); err != nil {
		return nil, err
	}
	all, err := lostOfSession(ctx, tx, sessionID)
	if err != nil {
		return nil, err
	}
	var people []string
	for _, b := range all {
		people = append(people, b.PersonID)
	}
	slices.Sort(people)
	for _, p := range slices.Compact(people) {
		if err := takeTurn(ctx, tx, p); err != nil {
			return nil, fmt.Errorf("take a turn: %w", err)
		}
	}
	return latestOf(all), nil
}

// latestOf keeps of each person the place that was made last: one from before is of an
// earlier calling off, when they could not have it again and took another.
func latestOf(all []Booking) []Booking {
	last := map[string]string{}
	for _, b := range all {
		last[b.PersonID] = b.ID
	}
	return slices.DeleteFunc(all, func(b Booking) bool { return last[b.PersonID] != b.ID })
}

// haveAgain makes a lost place stand as before: what it was worth is committed once more.
// Where the hour, the place or the money is gone it is a Conflict or Full, and nothing
// was changed.
func (s *Service) haveAgain(ctx context.Context, tx *db.Tx, b Booking, ses directory.Session,
	by string) error {
	if err := freeOfClash(ctx, tx, b, ses); err != nil {
		return err
	}
	if err := s.Directory.Take(ctx, tx, ses.ID, 1, b.Support); err != nil {
		return err
	}
	b.TimesOn++
	enough, err := s.commitAgain(ctx, tx, b)
	if err != nil {
		return err
	}
	if !enough {
		if err := s.Directory.Release(ctx, tx, ses.ID, 1, b.Support); err != nil {
			return fmt.Errorf("give the place back: %w", err)
		}
		return fail.New(fail.Full, "bookings.refused.again_money")
	}
	if err := s.tie(ctx, tx, b, ses); err != nil {
		return err
	}
	if err := bringBack(ctx, tx, b.ID, b.waiting(Confirmed, ses), by); err != nil {
		return err
	}
	return s.tell(ctx, tx, []Change{{PlacementID: b.PlacementID, Day: b.Day, Open: b.Price, Settled: -b.Price}})
}

// commitAgain commits what a lost place is worth, and says whether its budget has so much
// left.
func (s *Service) commitAgain(ctx context.Context, tx *db.Tx, b Booking) (bool, error) {
	if b.BudgetID == "" || b.PlacementID == "" {
		return true, nil
	}
	enough, err := s.Funds.CommitIfLeft(ctx, tx, b.BudgetID, b.Price, "on-again:"+b.posted())
	if err != nil {
		return false, fmt.Errorf("commit the place: %w", err)
	}
	return enough, nil
}

// goneAgain lets a place be cancelled by its person once more, as it was: the register
// settles it. Where its money is gone it stays called off, which nobody pays.
func (s *Service) goneAgain(ctx context.Context, tx *db.Tx, b Booking, ses directory.Session) error {
	b.TimesOn++
	enough, err := s.commitAgain(ctx, tx, b)
	if err != nil || !enough {
		return err
	}
	if err := cancelBack(ctx, tx, b.ID, b.waiting(Cancelled, ses)); err != nil {
		return fmt.Errorf("cancel as before: %w", err)
	}
	return s.tell(ctx, tx, []Change{{PlacementID: b.PlacementID, Day: b.Day, Settled: -b.Price}})
}

// ownGoneAgain lets the provider know on the day who had booked themselves and cancelled,
// as before the session was called off.
func (s *Service) ownGoneAgain(ctx context.Context, tx *db.Tx, ses directory.Session) error {
	list, err := listOfSession(ctx, tx, ses.ID)
	if err != nil {
		return fmt.Errorf("who had cancelled: %w", err)
	}
	for _, b := range list {
		if !b.ownGone() {
			continue
		}
		if err := s.tieOnTheDay(ctx, tx, b, ses); err != nil {
			return fmt.Errorf("tie on the day: %w", err)
		}
	}
	return nil
}

// LoseDay keeps that a series has no place at a session that is put on again, as it has no
// money for it: a place that was called off, which counts in its placement and can be had
// again. The verb that calls it has asked access.
func (s *Service) LoseDay(ctx context.Context, tx *db.Tx, series Series, ses directory.Session) error {
	b := series.place(ses)
	b.ID, b.Made, b.WaitsFor = tx.NewID(), tx.Now, ""
	if err := insertLost(ctx, tx, b); err != nil {
		return fmt.Errorf("keep a lost place: %w", err)
	}
	return s.tell(ctx, tx, []Change{{PlacementID: b.PlacementID, Day: b.Day, Settled: b.Price}})
}

// LostOn gives the place of a placement that ended with the calling off of a day, if
// there is one.
func (s *Service) LostOn(ctx context.Context, tx *db.Tx, placementID string,
	day clock.Date) (Booking, bool, error) {
	return lostOn(ctx, tx, placementID, day)
}

// RepriceLost lets a lost place cost another price, which a rate has now. What it was
// worth went back when its session was called off: no money moves. The verb that calls it
// has asked access.
func (s *Service) RepriceLost(ctx context.Context, tx *db.Tx, b Booking, prices Prices) error {
	price := prices.On(b.Day)
	if err := priceLost(ctx, tx, b.ID, price); err != nil {
		return fmt.Errorf("price a lost place: %w", err)
	}
	return s.tell(ctx, tx, []Change{{PlacementID: b.PlacementID, Day: b.Day, Settled: price - b.Price}})
}
