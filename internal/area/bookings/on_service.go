package bookings

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/pence"
)

// noMoneyKey is the refusal of a lost place whose budget has not enough left.
const noMoneyKey = "bookings.refused.again_money"

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
		if b.OffFrom == string(Confirmed) {
			continue
		}
		if err := s.goneAgain(ctx, tx, b, e.Session); err != nil {
			return err
		}
	}
	for _, theirs := range byWhoWent(all) {
		b, stands, err := s.haveOneAgain(ctx, tx, theirs, e.Session)
		if err != nil {
			return err
		}
		reason := "has the place again"
		if stands {
			back = append(back, b.PersonID)
		} else {
			without, reason = append(without, b.PersonID), "cannot have the place again"
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
	return all, nil
}

// byWhoWent gives the lost places of each person, the newest first: one from before is of
// an earlier calling off, when they could not have it again and took another. Whose newest
// was made first is first.
func byWhoWent(all []Booking) [][]Booking {
	var people [][]Booking
	at := map[string]int{}
	for _, b := range slices.Backward(all) {
		if b.OffFrom != string(Confirmed) {
			continue
		}
		i, seen := at[b.PersonID]
		if !seen {
			i, people = len(people), append(people, nil)
			at[b.PersonID] = i
		}
		people[i] = append(people[i], b)
	}
	slices.Reverse(people)
	return people
}

// haveOneAgain gives somebody the first of their lost places that can be had, and says
// which: where it is none, the newest.
func (s *Service) haveOneAgain(ctx context.Context, tx *db.Tx, theirs []Booking,
	ses directory.Session) (b Booking, stands bool, err error) {
	for _, b := range theirs {
		err := s.haveAgain(ctx, tx, b, ses, "")
		if kind := fail.KindOf(err); kind == fail.Conflict || kind == fail.Full {
			continue
		}
		return b, err == nil, err
	}
	return theirs[0], false, nil
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
		return fail.New(fail.Full, noMoneyKey)
	}
	if err := s.tie(ctx, tx, b, ses); err != nil {
		return err
	}
	if err := bringBack(ctx, tx, b.ID, b.waiting(Confirmed, ses), by); err != nil {
		return err
	}
	return s.tell(ctx, tx, []Change{{PlacementID: b.PlacementID, Day: b.Day, Open: b.Price, Settled: -b.Price}})
}

// bookLost gives somebody who books a session the place there again that they lost when
// it was called off, if there is one: it is paid and supported as it was. Where the place
// or its money is gone they book like anybody else, and the trail says nothing of it.
func (s *Service) bookLost(ctx context.Context, tx *db.Tx, a access.Actor, ses directory.Session,
	personID string) (Booking, bool, error) {
	lost, err := lostOfPerson(ctx, tx, personID, ses.ID)
	if err != nil || len(lost) == 0 {
		return Booking{}, false, err
	}
	if err := s.Access.Allow(ctx, tx, a, access.BookPlace, personID); err != nil {
		return Booking{}, false, err
	}
	for _, b := range lost {
		err := s.haveAgain(ctx, tx, b, ses, helper(a))
		if fail.KindOf(err) == fail.Full {
			continue
		}
		if err != nil {
			return b, false, err
		}
		b.Status = Confirmed
		return b, true, s.Access.Act(ctx, tx, a, access.BookPlace, personID, string(Confirmed), b.ID)
	}
	return Booking{}, false, nil
}

// inTheirWords says nothing of money to whom it is not shown.
func (s *Service) inTheirWords(ctx context.Context, tx *db.Tx, a access.Actor, b Booking, cause error) error {
	if e, ok := fail.As(cause); !ok || e.Key != noMoneyKey {
		return cause
	}
	sees, err := s.may(ctx, tx, a, access.SeeMoney, b.PersonID)
	if err != nil || sees {
		return cmp.Or(err, cause)
	}
	return fail.New(fail.Full, "bookings.refused.again_not")
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

// LostAt gives the place of a placement that ended with the calling off of a session, if
// there is one. A placement that rested meanwhile lost it; where it goes on again from a
// day by then, the place can be had again like the others.
func (s *Service) LostAt(ctx context.Context, tx *db.Tx, placementID string, ses directory.Session,
	begins clock.Date) (Booking, bool, error) {
	b, found, err := lostAtSession(ctx, tx, placementID, ses.ID)
	if err != nil || found || ses.Date.Before(begins) {
		return b, found, err
	}
	if err := reviveLost(ctx, tx, placementID, ses.ID); err != nil {
		return b, false, fmt.Errorf("revive a lost place: %w", err)
	}
	return lostAtSession(ctx, tx, placementID, ses.ID)
}

// LostFrom gives the places of a placement from a day on that ended with the calling off
// of their sessions.
func (s *Service) LostFrom(ctx context.Context, tx *db.Tx, placementID string,
	from clock.Date) ([]Booking, error) {
	return lostFrom(ctx, tx, placementID, from)
}

// RepriceLost lets lost places cost what a rate is now, and tells how much more they are
// worth. What they were worth went back when their sessions were called off: no money
// moves. The verb that calls it has asked access.
func (s *Service) RepriceLost(ctx context.Context, tx *db.Tx, lost []Booking,
	prices Prices) (more pence.Pence, err error) {
	var changed []Change
	for _, b := range lost {
		price := prices.On(b.Day)
		if price == b.Price {
			continue
		}
		if err := priceLost(ctx, tx, b.ID, price); err != nil {
			return 0, fmt.Errorf("price a lost place: %w", err)
		}
		more += price - b.Price
		changed = append(changed, Change{PlacementID: b.PlacementID, Day: b.Day, Settled: price - b.Price})
	}
	return more, s.tell(ctx, tx, changed)
}
