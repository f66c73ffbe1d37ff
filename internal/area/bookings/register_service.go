package bookings

import (
	"context"
	"fmt"
	"slices"

	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/area/framework"
	"ourdays/internal/area/funds"
	"ourdays/internal/area/people"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/pence"
)

// RecordRegister closes the register of a session: every live booking gets its
// code, the provider's pay is spent from the budget and the rest goes back, all
// in one transaction and once only. Places that people cancelled themselves are
// settled with it.
func (s *Service) RecordRegister(ctx context.Context, a access.Actor, sessionID string,
	entries []Entry) error {
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if err := s.openRegister(ctx, tx, a, sessionID); err != nil {
			return err
		}
		fresh, err := closeRegister(ctx, tx, sessionID, a)
		if err != nil {
			return err
		}
		if !fresh {
			return fail.New(fail.Conflict, "bookings.refused.closed")
		}
		if err := s.settleSession(ctx, tx, a, sessionID, entries); err != nil {
			return err
		}
		return dropMarks(ctx, tx, sessionID)
	})
}

// registerOf finds a session whose register the actor may take, or correct: a
// provider those of its own sessions.
func (s *Service) registerOf(ctx context.Context, tx *db.Tx, a access.Actor, need access.Permission,
	sessionID string) (directory.Session, error) {
	ses, err := s.Directory.SessionByID(ctx, tx, sessionID)
	if err != nil {
		return ses, err
	}
	ours := need == access.CorrectRegister && ofCouncil(a) || a.OrganisationID == ses.OrganisationID
	if a.Kind != access.Machine && (!a.May(need) || !ours) {
		return ses, fail.New(fail.Forbidden, "access.refused.role")
	}
	return ses, nil
}

func (s *Service) settleSession(ctx context.Context, tx *db.Tx, a access.Actor, sessionID string,
	entries []Entry) error {
	all, err := bookingsOfSession(ctx, tx, sessionID)
	if err != nil {
		return err
	}
	var live []Booking
	for _, b := range all {
		if b.Status == Confirmed {
			live = append(live, b)
		} else {
			entries = withoutEntry(entries, b)
		}
	}
	if err := checkRegister(live, entries); err != nil {
		return err
	}
	list, err := s.settleAll(ctx, tx, all, entries)
	if err != nil {
		return err
	}
	if err := saveSettled(ctx, tx, list); err != nil {
		return fmt.Errorf("save the register: %w", err)
	}
	var touched []access.Touch
	var moved []Change
	for i, b := range list {
		moved = append(moved, registered(all[i], b))
		touched = append(touched, access.Touch{PersonID: b.PersonID, Thing: b.ID, On: b.Day})
	}
	if err := s.Funds.Settle(ctx, tx, owed(list)); err != nil {
		return fmt.Errorf("settle the register: %w", err)
	}
	if err := s.tell(ctx, tx, moved); err != nil {
		return err
	}
	return s.Access.ActEach(ctx, tx, a, access.TakeRegister, "register", touched)
}

// withoutEntry drops what an old page says of a place that its person has
// cancelled since: the cancelling stands.
func withoutEntry(entries []Entry, gone Booking) []Entry {
	var kept []Entry
	for _, e := range entries {
		if e.BookingID != gone.ID {
			kept = append(kept, e)
		}
	}
	return kept
}

func (s *Service) settleAll(ctx context.Context, tx *db.Tx, all []Booking,
	entries []Entry) ([]settled, error) {
	byID := byBooking(entries)
	terms := framework.DefaultTerms()
	if err := takeTurns(ctx, tx, all, byID); err != nil {
		return nil, err
	}
	var list []settled
	for _, b := range all {
		e, ok := byID[b.ID]
		if !ok {
			e = Entry{BookingID: b.ID, Code: b.Attendance} // its person cancelled it
		}
		var earlier []Past
		if terms.Codes[e.Code].WeeksPaid > 0 && b.PlacementID != "" {
			var err error
			if earlier, err = pastOf(ctx, tx, b); err != nil {
				return nil, err
			}
		}
		list = append(list, settle(b, e, terms, earlier))
	}
	return list, nil
}

// takeTurns waits for who corrects the run of absence of somebody on a register:
// what they come to is worked out from it.
func takeTurns(ctx context.Context, tx *db.Tx, all []Booking, said map[string]Entry) error {
	var people []string
	for _, b := range all {
		if away(said[b.ID].Code) && b.PlacementID != "" {
			people = append(people, b.PersonID)
		}
	}
	slices.Sort(people)
	for _, p := range people {
		if err := takeTurn(ctx, tx, p); err != nil {
			return fmt.Errorf("take a turn: %w", err)
		}
	}
	return nil
}

// owed lists what becomes of the committed money of settled places.
func owed(list []settled) []funds.Settled {
	var all []funds.Settled
	for _, b := range list {
		if b.BudgetID != "" && b.PlacementID != "" && b.Price > 0 {
			all = append(all, funds.Settled{BudgetID: b.BudgetID, BookingID: b.posted(), Paid: b.Paid, Free: b.Free})
		}
	}
	return all
}

// SayHow keeps how a place went, in the view of its person. It can be said
// from the end of the session on, and changed; what the person has said themself nobody
// who helps them changes.
func (s *Service) SayHow(ctx context.Context, a access.Actor, bookingID string, feeling Feeling) error {
	if feeling != Good && feeling != OK && feeling != Bad {
		return fail.Fields(fail.Field{Name: "feeling", Key: "bookings.refused.feeling"})
	}
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		b, ses, err := s.ownBooking(ctx, tx, a, access.SayHow, bookingID, "say how")
		if err != nil {
			return err
		}
		if b.Status == Cancelled || ses.Ends.After(tx.Now) {
			return fail.New(fail.Conflict, "bookings.refused.not_over")
		}
		return saveFeeling(ctx, tx, bookingID, feeling, helper(a))
	})
}

// RegisterLine is one person on a register.
type RegisterLine struct {
	Booking  Booking
	Name     string
	Help     string       // how to talk with the person
	Needs    people.Needs // what the place must have for them
	Outcomes []Aim
}

// Register is the list of who comes to a session, for who takes it.
type Register struct {
	Card    directory.Card
	Lines   []RegisterLine  // the live places
	Gone    []RegisterLine  // places that their people cancelled
	Marks   map[string]Mark // what was said so far, by booking; of an open one
	Closed  bool
	Closing Closing // of a closed one
	Today   clock.Date
	Open    bool // the session has begun
	// Corrections are those of a closed one, by place, the oldest first.
	Corrections map[string][]Correction
	MayCorrect  bool          // whoever reads it may correct it today
	Why         directory.Off // of a session that was called off
}

// cancelled are those who gave their place back themselves, also where the session was
// called off and is on again.
func (r Register) cancelled() []RegisterLine {
	return slices.DeleteFunc(slices.Clone(r.Gone), func(l RegisterLine) bool {
		b := l.Booking
		return b.calledOff() && (r.Open || !b.lost() || b.without())
	})
}

// without are those whose place ended when the session was called off, and who can have it
// again until it begins: somebody who has another place there is not one of them.
func (r Register) without() []RegisterLine {
	return slices.DeleteFunc(slices.Clone(r.Gone), func(l RegisterLine) bool {
		return r.Open || !l.Booking.without() || slices.ContainsFunc(r.Lines, func(o RegisterLine) bool {
			return o.Booking.PersonID == l.Booking.PersonID
		})
	})
}

// had are those who were going when the session was called off, each once.
func (r Register) had() []RegisterLine {
	seen := map[string]bool{}
	return slices.DeleteFunc(slices.Clone(r.Gone), func(l RegisterLine) bool {
		again := seen[l.Booking.PersonID]
		seen[l.Booking.PersonID] = again || l.Booking.without()
		return again || !l.Booking.without()
	})
}

// nobody reports whether the register, while it is not closed, names no one.
func (r Register) nobody() bool { return len(r.Lines)+len(r.cancelled())+len(r.without()) == 0 }

// off reports whether the session was called off.
func (r Register) off() bool { return r.Card.Session.Status != directory.SessionOpen }

// Owed is what the provider is to be paid for a closed register.
func (r Register) Owed() pence.Pence {
	var sum pence.Pence
	for _, l := range slices.Concat(r.Lines, r.Gone) {
		sum += l.Booking.Paid
	}
	return sum
}

// RegisterFor gives the register of a session: the live bookings with names,
// how to talk with each person, and the outcomes that they come for; beside
// them who said that they cannot come. Each person's record shows that it was
// seen. The council reads closed ones only, to correct them: of an open one it is
// told the session.
func (s *Service) RegisterFor(ctx context.Context, tx *db.Tx, a access.Actor,
	sessionID string) (Register, error) {
	r := Register{Today: tx.Today()}
	need := registerNeed(a)
	ses, err := s.registerOf(ctx, tx, a, need, sessionID)
	if err != nil {
		return r, err
	}
	r.Open = !ses.Starts.After(tx.Now)
	if r.Closing, r.Closed, err = closingOf(ctx, tx, sessionID); err != nil {
		return r, err
	}
	if r.Marks, err = marksOf(ctx, tx, sessionID); err != nil {
		return r, err
	}
	cards, err := s.Directory.Cards(ctx, tx, []string{sessionID})
	if err != nil {
		return r, err
	}
	r.Card = cards[0]
	why, err := s.Directory.OffOf(ctx, tx, []string{sessionID})
	if err != nil {
		return r, err
	}
	r.Why = why[sessionID]
	if need == access.CorrectRegister && !r.Closed {
		return r, nil
	}
	if r.Corrections, err = correctionsOf(ctx, tx, sessionID); err != nil {
		return r, err
	}
	r.MayCorrect = r.Closed && r.Closing.correctableBy(a, r.Today)
	lines, err := s.registerLines(ctx, tx, a, need, ses)
	for _, l := range lines {
		if l.Booking.Status == Cancelled {
			r.Gone = append(r.Gone, l)
		} else {
			r.Lines = append(r.Lines, l)
		}
	}
	return r, err
}

// registerNeed is as what somebody reads a register: who takes it, or who only
// corrects it.
func registerNeed(a access.Actor) access.Permission {
	if a.May(access.TakeRegister) {
		return access.TakeRegister
	}
	return access.CorrectRegister
}

func (s *Service) registerLines(ctx context.Context, tx *db.Tx, a access.Actor, need access.Permission,
	ses directory.Session) ([]RegisterLine, error) {
	list, err := listOfSession(ctx, tx, ses.ID)
	if err != nil {
		return nil, err
	}
	if list, err = s.withoutOwnGone(ctx, tx, a, need, ses, list); err != nil {
		return nil, err
	}
	if list, err = s.stillReached(ctx, tx, a, need, list); err != nil {
		return nil, err
	}
	byID, err := s.peopleOn(ctx, tx, a, need, list)
	if err != nil {
		return nil, err
	}
	var aims []string
	for _, b := range list {
		aims = append(aims, b.Outcomes...)
	}
	words, err := aimsByID(ctx, tx, aims)
	if err != nil {
		return nil, err
	}
	lines := make([]RegisterLine, 0, len(list))
	for _, b := range list {
		p := byID[b.PersonID]
		l := RegisterLine{Booking: b, Name: p.FullName(), Help: p.HowToTalk, Needs: p.Needs}
		for _, id := range b.Outcomes {
			if w, ok := words[id]; ok {
				l.Outcomes = append(l.Outcomes, w)
			}
		}
		lines = append(lines, l)
	}
	sortByName(lines)
	return lines, nil
}

// stillReached leaves out who had a place at a session that is off and whom nobody
// reaches any more: they are not rung, and the others are.
func (s *Service) stillReached(ctx context.Context, tx *db.Tx, a access.Actor, need access.Permission,
	list []Booking) ([]Booking, error) {
	var off []string
	for _, b := range list {
		if b.Attendance == framework.ProviderCancelled {
			off = append(off, b.PersonID)
		}
	}
	if len(off) == 0 {
		return list, nil
	}
	reached, err := s.Access.Reached(ctx, tx, a, need, off)
	return slices.DeleteFunc(list, func(b Booking) bool {
		return b.Attendance == framework.ProviderCancelled && !reached[b.PersonID]
	}), err
}

// withoutOwnGone leaves out places that people booked themselves and cancelled where
// the provider has no need to know: before the day, or when the session was called off;
// where the person has a place all the same, or cancelled two; and where no tie reaches
// them on that day.
func (s *Service) withoutOwnGone(ctx context.Context, tx *db.Tx, a access.Actor, need access.Permission,
	ses directory.Session, list []Booking) ([]Booking, error) {
	var gone []string
	stands := map[string]bool{}
	for _, b := range list {
		if b.ownGone() {
			gone = append(gone, b.PersonID)
		} else {
			stands[b.PersonID] = true
		}
	}
	if len(gone) == 0 {
		return list, nil
	}
	known := ses.Status == directory.SessionOpen && !ses.Date.After(tx.Today())
	reached, err := s.Access.ReachedOn(ctx, tx, a, need, gone, ses.Date)
	return slices.DeleteFunc(list, func(b Booking) bool {
		if !b.ownGone() {
			return false
		}
		once := !stands[b.PersonID]
		stands[b.PersonID] = true
		return !known || !once || !reached[b.PersonID]
	}), err
}

// peopleOn gives the people of some places to who takes their register, by id. A
// tie of that day lets a provider see who had a place; how to be with a person
// it reads only while they go there: not when they have left, or have cancelled.
func (s *Service) peopleOn(ctx context.Context, tx *db.Tx, a access.Actor, need access.Permission,
	list []Booking) (map[string]people.Person, error) {
	var ids []string
	var seen []access.Touch
	for _, b := range list {
		ids = append(ids, b.PersonID)
		seen = append(seen, access.Touch{PersonID: b.PersonID, Thing: string(need), On: b.Day})
	}
	if err := s.Access.ActEach(ctx, tx, a, need, "see", seen); err != nil {
		return nil, err
	}
	goes, err := s.Access.Reached(ctx, tx, a, access.SeePerson, ids)
	if err != nil {
		return nil, err
	}
	who, err := s.People.LoadMany(ctx, tx, ids)
	byID := map[string]people.Person{}
	for _, p := range who {
		if !goes[p.ID] {
			p.HowToTalk, p.Needs = "", 0
		}
		byID[p.ID] = p
	}
	return byID, err
}

// SessionLine is one session in a provider's list.
type SessionLine struct {
	Card      directory.Card
	People    int
	Gone      int // places that their people cancelled, and no register has settled
	Closed    bool
	Corrected bool // something of its closed register was corrected
	Begun     bool
	Apart     bool // its provider meets at several places, so that a line says where
}

// off reports whether the session was called off.
func (l SessionLine) off() bool { return l.Card.Session.Status != directory.SessionOpen }

// had is of how many people a line tells: those whose places stand, or of what has
// begun those who gave theirs back where nobody else had one.
func (l SessionLine) had() int {
	if l.People == 0 && l.Begun {
		return l.Gone
	}
	return l.People
}

// Waits reports whether the session's register waits to be closed.
func (l SessionLine) Waits() bool { return l.Begun && !l.Closed && !l.off() && l.People+l.Gone > 0 }

// mostSessions is how many sessions a list shows: whoever has more asks for a place or a day.
const mostSessions = 300

// SessionsFor lists a provider's first sessions from a day to another, in their order, and
// says whether there are more. Of one place where it is given, or everywhere.
func (s *Service) SessionsFor(ctx context.Context, tx *db.Tx, a access.Actor, place string,
	from, to clock.Date) (lines []SessionLine, more bool, err error) {
	if !a.May(access.TakeRegister) || a.OrganisationID == "" {
		return nil, false, fail.New(fail.Forbidden, "access.refused.role")
	}
	list, err := s.Directory.SessionsOfOrganisation(ctx, tx, a.OrganisationID, place, from, to, mostSessions+1)
	if err != nil {
		return nil, false, err
	}
	var ids []string
	for _, ses := range list {
		ids = append(ids, ses.ID)
	}
	ids, more = cutTo(mostSessions, ids)
	lines, err = s.linesOf(ctx, tx, ids)
	return lines, more, err
}

// listed gives what a provider's own page lists: registers of the last days that wait to be
// closed, and how many more do, today, and the days of the week ahead.
func (s *Service) listed(ctx context.Context, tx *db.Tx, a access.Actor) (v sessionGroups, err error) {
	today := tx.Today()
	now, cutNow, err := s.SessionsFor(ctx, tx, a, directory.Everywhere, today, today)
	if err != nil {
		return v, err
	}
	later, cutLater, err := s.SessionsFor(ctx, tx, a, directory.Everywhere, today.AddDays(1),
		today.AddDays(weekAhead))
	if err != nil {
		return v, err
	}
	open, err := unclosedBetween(ctx, tx, Asked{OrganisationID: a.OrganisationID, OpenPage: 1,
		Since: today.AddDays(-DaysToClose)}, today)
	if err != nil {
		return v, err
	}
	open, _ = cutTo(unclosedAtOnce, open)
	waiting, err := s.linesOf(ctx, tx, open)
	if err != nil {
		return v, err
	}
	v = sessionGroups{waiting: waiting, today: now, later: later, cut: cutNow || cutLater,
		next: aheadPath(today.AddDays(weekAhead + 1))}
	all, err := countUnclosed(ctx, tx, a.OrganisationID, today)
	v.older = all - len(waiting)
	return v, err
}

// siftSessions finds a provider's sessions at a place, on a day or both, in their order,
// and the places that it can ask for.
func (s *Service) siftSessions(ctx context.Context, tx *db.Tx, a access.Actor, v sift) (sift, error) {
	if !a.May(access.TakeRegister) || a.OrganisationID == "" {
		return v, fail.New(fail.Forbidden, "access.refused.role")
	}
	var err error
	v.sites, err = s.Directory.SitesOf(ctx, tx, a.OrganisationID)
	if err != nil || !v.asked() || v.unread || !v.known() {
		return v, err
	}
	from, to := v.days(tx.Today())
	v.lines, v.cut, err = s.SessionsFor(ctx, tx, a, v.at(), from, to)
	return v, err
}
