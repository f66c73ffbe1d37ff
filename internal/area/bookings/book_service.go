package bookings

import (
	"context"
	"fmt"

	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/area/framework"
	"ourdays/internal/area/funds"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/pence"
)

// Book takes a place for a person who pays at the door, or nothing. Pressed
// again it gives the booking that is there: yours, never full.
func (s *Service) Book(ctx context.Context, a access.Actor, sessionID, personID string) (Booking, error) {
	list, err := s.BookGroup(ctx, a, sessionID, []string{personID})
	if err != nil {
		return Booking{}, err
	}
	return list[0], nil
}

// BookGroup books friends into a session together: all of them or nobody. Who
// was in already stays.
func (s *Service) BookGroup(ctx context.Context, a access.Actor, sessionID string,
	personIDs []string) ([]Booking, error) {
	var list []Booking
	err := s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		list = nil
		ses, own, err := s.openToBook(ctx, tx, sessionID)
		if err != nil {
			return err
		}
		for _, id := range personIDs {
			own.PersonID = id
			b, err := s.bookOne(ctx, tx, a, ses, own)
			if err != nil {
				return err
			}
			list = append(list, b)
		}
		return nil
	})
	return list, err
}

// openToBook finds a session that people may book themselves, and what such a
// booking is like.
func (s *Service) openToBook(ctx context.Context, tx *db.Tx,
	sessionID string) (directory.Session, Booking, error) {
	ses, err := s.Directory.SessionByID(ctx, tx, sessionID)
	if err != nil {
		return ses, Booking{}, err
	}
	if ses.Status != directory.SessionOpen {
		return ses, Booking{}, fail.New(fail.Conflict, "bookings.refused.off")
	}
	if !ses.Starts.After(tx.Now) {
		return ses, Booking{}, fail.New(fail.Conflict, "bookings.refused.begun")
	}
	act, err := s.Directory.ActivityByID(ctx, tx, ses.ActivityID)
	if err != nil {
		return ses, Booking{}, err
	}
	if act.Status != directory.Published || act.Tiers != 0 {
		return ses, Booking{}, fail.New(fail.Conflict, "bookings.refused.plan_only")
	}
	return ses, Booking{SessionID: sessionID, Status: Confirmed, OwnPrice: act.OwnPrice, Day: ses.Date,
		WaitsFor: ses.OrganisationID}, nil
}

// bookOne writes the booking first: the unique key tells a second press from a
// full session before a place is asked for, and is no line of the trail.
func (s *Service) bookOne(ctx context.Context, tx *db.Tx, a access.Actor, ses directory.Session,
	b Booking) (Booking, error) {
	b.ID, b.Made, b.MadeBy = tx.NewID(), tx.Now, helper(a)
	if old, found, err := s.bookLost(ctx, tx, a, ses, b.PersonID); found || err != nil {
		return old, err
	}
	if err := s.Access.Allow(ctx, tx, a, access.BookPlace, b.PersonID); err != nil {
		return b, err
	}
	fresh, err := insertOnce(ctx, tx, b)
	if err != nil {
		return b, fmt.Errorf("book: %w", err)
	}
	if !fresh {
		return liveBooking(ctx, tx, b.PersonID, b.SessionID)
	}
	if err := s.Access.Act(ctx, tx, a, access.BookPlace, b.PersonID, "book", b.ID); err != nil {
		return b, err
	}
	if err := freeOfClash(ctx, tx, b, ses); err != nil {
		return b, err
	}
	if err := s.Directory.Take(ctx, tx, ses.ID, 1, b.Support); err != nil {
		return b, fmt.Errorf("take a place: %w", err)
	}
	return b, s.tie(ctx, tx, b, ses)
}

// freeOfClash refuses a place while the person is somewhere else. A person's
// bookings take turns, so that two at once cannot both find the time free.
func freeOfClash(ctx context.Context, tx *db.Tx, b Booking, ses directory.Session) error {
	if err := takeTurn(ctx, tx, b.PersonID); err != nil {
		return fmt.Errorf("take a turn: %w", err)
	}
	n, err := overlapping(ctx, tx, b, ses)
	if err == nil && n > 0 {
		return fail.New(fail.Conflict, "bookings.refused.clash")
	}
	return err
}

// Mine gives the person's live bookings among sessions, by session. A supporter
// who reads them leaves a line in the trail; a person's own look is theirs.
func (s *Service) Mine(ctx context.Context, tx *db.Tx, a access.Actor,
	sessionIDs []string) (map[string]string, error) {
	mine := map[string]string{}
	sees, err := s.may(ctx, tx, a, access.SeeOwn, a.PersonID)
	if err != nil || !sees || len(sessionIDs) == 0 {
		return mine, err
	}
	if a.Kind != access.Person {
		if err := s.Access.See(ctx, tx, a, access.SeeOwn, a.PersonID); err != nil {
			return mine, err
		}
	}
	list, err := liveAmong(ctx, tx, a.PersonID, sessionIDs)
	for _, b := range list {
		mine[b.SessionID] = b.ID
	}
	return mine, err
}

// DaysToClose is how long after a session its register can be closed: until
// then the tie lasts that a place makes.
const DaysToClose = 28

// tie lets who takes the register know who comes. A placement has its own.
func (s *Service) tie(ctx context.Context, tx *db.Tx, b Booking, ses directory.Session) error {
	if b.PlacementID != "" {
		return nil
	}
	return s.Access.Tie(ctx, tx, access.Tie{OrganisationID: ses.OrganisationID, PersonID: b.PersonID,
		Relation: access.Placed,
		Source:   "booking:" + b.ID, Until: clock.SomeDate(ses.Date.AddDays(DaysToClose))})
}

// tieOnTheDay lets the provider know on the day of a cancelled place, and on no other,
// whose it was: the register of that day can say that they came all the same. It opens
// no record, as nobody is expected.
func (s *Service) tieOnTheDay(ctx context.Context, tx *db.Tx, b Booking, ses directory.Session) error {
	return s.Access.Tie(ctx, tx, access.Tie{OrganisationID: ses.OrganisationID, PersonID: b.PersonID,
		Relation: access.Listed, Source: "booking:" + b.ID, Starts: ses.Date, Until: clock.SomeDate(ses.Date)})
}

// Cancel gives a place back before the session begins. With less notice than
// the terms ask for, the place is still paid.
func (s *Service) Cancel(ctx context.Context, a access.Actor, bookingID string) error {
	return s.change(ctx, a, bookingID, Cancelled, func(ctx context.Context, tx *db.Tx, b Booking,
		ses directory.Session) error {
		code := noticeCode(tx.Now, ses.Starts, framework.DefaultTerms().Notice)
		b.WaitsFor = b.waiting(Cancelled, ses)
		if err := moveBooking(ctx, tx, b, Cancelled, code, helper(a)); err != nil {
			return err
		}
		if err := s.tell(ctx, tx, []Change{{PlacementID: b.PlacementID, Day: b.Day, Open: -b.Price}}); err != nil {
			return err
		}
		if err := s.Directory.Release(ctx, tx, b.SessionID, 1, b.Support); err != nil || b.PlacementID != "" {
			return err
		}
		return s.tieOnTheDay(ctx, tx, b, ses)
	})
}

// Again takes a place back that was cancelled, while it is still free and the
// person goes nowhere else at that time.
func (s *Service) Again(ctx context.Context, a access.Actor, bookingID string) error {
	return s.change(ctx, a, bookingID, Confirmed, func(ctx context.Context, tx *db.Tx, b Booking,
		ses directory.Session) error {
		if b.lost() {
			return s.inTheirWords(ctx, tx, a, b, s.haveAgain(ctx, tx, b, ses, helper(a)))
		}
		if b.Attendance == "" || b.Attendance == framework.ProviderCancelled {
			return fail.New(fail.Conflict, "bookings.refused.moved_on") // its placement ended
		}
		if err := freeOfClash(ctx, tx, b, ses); err != nil {
			return err
		}
		if err := s.Directory.Take(ctx, tx, b.SessionID, 1, b.Support); err != nil {
			return fmt.Errorf("take the place back: %w", err)
		}
		if err := s.tie(ctx, tx, b, ses); err != nil {
			return err
		}
		b.WaitsFor = b.waiting(Confirmed, ses)
		if err := moveBooking(ctx, tx, b, Confirmed, "", helper(a)); err != nil {
			return err
		}
		return s.tell(ctx, tx, []Change{{PlacementID: b.PlacementID, Day: b.Day, Open: b.Price}})
	})
}

// change runs a legal step of a booking whose session has not begun. A step
// that was made already stands: a second press changes nothing, and is no line of the
// trail. It waits for who
// writes the booking, and reads what they left: its price, and whether its placement goes on.
func (s *Service) change(ctx context.Context, a access.Actor, bookingID string, to Status,
	f func(context.Context, *db.Tx, Booking, directory.Session) error) error {
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if err := lockBooking(ctx, tx, bookingID); err != nil {
			return fmt.Errorf("wait for who writes the place: %w", err)
		}
		b, err := bookingByID(ctx, tx, bookingID)
		if err != nil {
			return err
		}
		if b.Status == to {
			return s.Access.Allow(ctx, tx, a, access.BookPlace, b.PersonID)
		}
		b, ses, err := s.ownBooking(ctx, tx, a, access.BookPlace, bookingID, string(to))
		if err != nil {
			return err
		}
		if err := b.Status.CheckMove(to); err != nil {
			return err
		}
		if !ses.Starts.After(tx.Now) {
			return fail.New(fail.Conflict, "bookings.refused.begun")
		}
		return f(ctx, tx, b, ses)
	})
}

// ownBooking finds a booking that the actor may touch, and its session.
func (s *Service) ownBooking(ctx context.Context, tx *db.Tx, a access.Actor, need access.Permission,
	bookingID, act string) (Booking, directory.Session, error) {
	b, err := bookingByID(ctx, tx, bookingID)
	if err != nil {
		return b, directory.Session{}, err
	}
	if err := s.Access.Act(ctx, tx, a, need, b.PersonID, act, bookingID); err != nil {
		return b, directory.Session{}, err
	}
	ses, err := s.Directory.SessionByID(ctx, tx, b.SessionID)
	return b, ses, err
}

// Shown is a booking with all that its page says.
type Shown struct {
	Line
	InTime  bool // a cancelling now would be in time
	Notice  int  // hours before the start until which it is
	MayBook bool // the actor may cancel it
	MaySay  bool // the actor may say how it was
	// Corrected is the newest correction of what the register says, or zero.
	Corrected Correction
}

// Show gives a booking for its page.
func (s *Service) Show(ctx context.Context, tx *db.Tx, a access.Actor, bookingID string) (Shown, error) {
	var v Shown
	b, ses, err := s.ownBooking(ctx, tx, a, access.SeeOwn, bookingID, "see")
	if err != nil {
		return v, err
	}
	terms := framework.DefaultTerms()
	v.Booking, v.Over, v.Begun = b, !ses.Ends.After(tx.Now), !ses.Starts.After(tx.Now)
	v.InTime = noticeCode(tx.Now, ses.Starts, terms.Notice) == framework.AbsentInTime
	v.Notice = int(terms.Notice.Hours())
	if v.MayBook, err = s.may(ctx, tx, a, access.BookPlace, b.PersonID); err != nil {
		return v, err
	}
	if v.MaySay, err = s.may(ctx, tx, a, access.SayHow, b.PersonID); err != nil {
		return v, err
	}
	if b.CorrectionID != "" {
		if v.Corrected, err = correctionByID(ctx, tx, b.CorrectionID); err != nil {
			return v, err
		}
	}
	cards, err := s.Directory.Cards(ctx, tx, []string{b.SessionID})
	if err != nil {
		return v, err
	}
	v.Card = cards[0]
	why, err := s.Directory.OffOf(ctx, tx, []string{b.SessionID})
	if err != nil {
		return v, err
	}
	v.Why = why[b.SessionID]
	friends, err := s.FriendsIn(ctx, tx, b.PersonID, []string{b.SessionID})
	v.goWith(friends[b.SessionID])
	return v, err
}

// may asks what an actor may do for a person: a page offers nothing else.
func (s *Service) may(ctx context.Context, tx *db.Tx, a access.Actor, p access.Permission,
	personID string) (bool, error) {
	err := s.Access.Allow(ctx, tx, a, p, personID)
	if fail.KindOf(err) == fail.Forbidden {
		return false, nil
	}
	return err == nil, err
}

// Powers are what an actor may do with a person's week.
type Powers struct{ Book, Say, Money bool }

// PowersOver gives what the actor may do for a person.
func (s *Service) PowersOver(ctx context.Context, tx *db.Tx, a access.Actor,
	personID string) (p Powers, err error) {
	if p.Book, err = s.may(ctx, tx, a, access.BookPlace, personID); err != nil {
		return p, err
	}
	if p.Say, err = s.may(ctx, tx, a, access.SayHow, personID); err != nil {
		return p, err
	}
	p.Money, err = s.may(ctx, tx, a, access.SeeMoney, personID)
	return p, err
}

// Left is what a person's budget still allows.
type Left struct {
	Budget funds.Budget
	// Times is for how many more sessions there is enough, each at the price of
	// the dearest one that the person has ahead: never a promise too many. It is
	// known only when Known.
	Times int64
	Known bool
}

// Used is what was spent, or is promised to sessions ahead.
func (l Left) Used() pence.Pence { return l.Budget.Spent + l.Budget.Committed + l.Budget.Held }

// LeftOf gives what is left of a person's budget, when there is one.
func (s *Service) LeftOf(ctx context.Context, tx *db.Tx, a access.Actor,
	personID string) (Left, bool, error) {
	if err := s.Access.Allow(ctx, tx, a, access.SeeMoney, personID); err != nil {
		return Left{}, false, err
	}
	b, found, err := s.Funds.BudgetOf(ctx, tx, personID, tx.Today())
	if err != nil || !found {
		return Left{}, false, err
	}
	price, err := dearestAhead(ctx, tx, personID, tx.Today())
	if err != nil || price == 0 {
		return Left{Budget: b}, true, err
	}
	return Left{b, int64(b.Available / price), true}, true, nil
}
