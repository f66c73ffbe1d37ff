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
	"ourdays/internal/platform/event"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/pence"
)

// Deps is what the area stands on.
type Deps struct {
	DB        *db.DB
	Access    *access.Service
	Directory *directory.Service
	People    *people.Service
	Funds     *funds.Service
	Bus       *event.Bus // where MoneyMoved is published; nil when nobody listens
}

// Service holds the verbs of bookings.
type Service struct{ Deps }

// New makes the service.
func New(d Deps) *Service {
	if d.Bus == nil {
		d.Bus = event.New()
	}
	return &Service{d}
}

// BookSeries takes a place and support in every session of a schedule in a
// period. A place there that the person booked alone becomes one of the series;
// one of another placement is refused with fail.Conflict, as it is paid already.
// Where a place is missing it is Full and nothing is booked; where the person goes
// somewhere else at that hour it is a Conflict that names the day. The verb that
// calls it has asked access.
func (s *Service) BookSeries(ctx context.Context, tx *db.Tx, a access.Actor, series Series) error {
	sessions, clashes, err := s.sessionsOf(ctx, tx, series)
	if err != nil {
		return err
	}
	if len(clashes) > 0 {
		return fail.New(fail.Conflict, "bookings.refused.series_clash", "date",
			i18n.Date(i18n.Standard, clashes[0].Day), "time", i18n.TimeOfDay(i18n.Standard, clashes[0].Start))
	}
	theirs, err := placesIn(ctx, tx, series.PersonID, sessions)
	if err != nil {
		return err
	}
	var fresh []Booking
	var ids []string
	var opened []Change
	for _, ses := range sessions {
		opened = append(opened, series.opens(ses))
		old, booked := theirs[ses.ID]
		if booked {
			if err := s.adopt(ctx, tx, old, series); err != nil {
				return err
			}
			continue
		}
		b := series.place(ses)
		b.ID, b.Made = tx.NewID(), tx.Now
		fresh, ids = append(fresh, b), append(ids, ses.ID)
	}
	if err := s.Directory.TakeEach(ctx, tx, ids, SupportOf(series.Ratio)); err != nil {
		return fmt.Errorf("take a place in each session: %w", err)
	}
	return s.keepSeries(ctx, tx, a, series, fresh, opened)
}

// keepSeries writes the places of a series that were taken, and tells of them and
// of those that became part of it.
func (s *Service) keepSeries(ctx context.Context, tx *db.Tx, a access.Actor, series Series, fresh []Booking,
	opened []Change) error {
	err := insertBookings(ctx, tx, fresh)
	if db.IsUnique(err) {
		return yours()
	}
	if err != nil {
		return err
	}
	if err := s.tell(ctx, tx, opened); err != nil {
		return err
	}
	return s.Access.Note(ctx, tx, a, "book series", series.PlacementID)
}

// sessionsOf gives the sessions of a series that take place, and those at which the
// person goes somewhere else. It takes the person's turn, so that what they book at
// the same moment is seen.
func (s *Service) sessionsOf(ctx context.Context, tx *db.Tx,
	series Series) ([]directory.Session, []clashing, error) {
	if err := takeTurn(ctx, tx, series.PersonID); err != nil {
		return nil, nil, fmt.Errorf("take a turn: %w", err)
	}
	all, err := s.Directory.SessionsOfSchedule(ctx, tx, series.ScheduleID, series.From, series.To)
	if err != nil {
		return nil, nil, err
	}
	elsewhere, err := hoursOf(ctx, tx, series.PersonID, series.From.AddDays(-1), series.To.AddDays(1))
	open := slices.DeleteFunc(all, func(ses directory.Session) bool {
		return ses.Status != directory.SessionOpen
	})
	return open, clashesOf(open, elsewhere), err
}

// placesIn gives a person's live bookings in some sessions, by session.
func placesIn(ctx context.Context, tx *db.Tx, personID string,
	sessions []directory.Session) (map[string]Booking, error) {
	var ids []string
	for _, ses := range sessions {
		ids = append(ids, ses.ID)
	}
	list, err := liveIn(ctx, tx, personID, ids)
	by := map[string]Booking{}
	for _, b := range list {
		by[b.SessionID] = b
	}
	return by, err
}

// adopt makes a place that the person booked alone one of the series. It is the
// same place, and from now on paid and supported as the others are.
func (s *Service) adopt(ctx context.Context, tx *db.Tx, b Booking, series Series) error {
	if b.PlacementID != "" || b.Status != Confirmed {
		return yours()
	}
	more := SupportOf(series.Ratio) - b.Support
	var err error
	switch {
	case more > 0:
		err = s.Directory.Take(ctx, tx, b.SessionID, 0, more)
	case more < 0:
		err = s.Directory.Release(ctx, tx, b.SessionID, 0, -more)
	}
	if err != nil {
		return fmt.Errorf("support the place: %w", err)
	}
	if err := joinSeries(ctx, tx, b.ID, series, b.Day); err != nil {
		return err
	}
	return s.Access.EndTie(ctx, tx, "booking:"+b.ID) // the placement has its own
}

// yours is the refusal of a second place in a session.
func yours() error { return fail.New(fail.Conflict, "bookings.refused.yours") }

// CancelSeries cancels a placement's bookings from a day on, gives their places and
// support back, and tells what they would have cost: also those that the person had
// cancelled, which no register settles then, and not what was called off. What a register
// has settled cannot be cancelled, nor what one settles at the same moment: that is a
// Conflict for whoever is second.
func (s *Service) CancelSeries(ctx context.Context, tx *db.Tx, a access.Actor, placementID string,
	from clock.Date) (pence.Pence, error) {
	live, err := unsettledFrom(ctx, tx, placementID, from)
	if err != nil {
		return 0, err
	}
	worth, err := worthFrom(ctx, tx, placementID, from, isUnsettled)
	if err != nil {
		return 0, fmt.Errorf("add up the series: %w", err)
	}
	var closed []Change
	for _, b := range live {
		if err := s.Directory.Release(ctx, tx, b.SessionID, 1, b.Support); err != nil {
			return 0, fmt.Errorf("give a place back: %w", err)
		}
		closed = append(closed, Change{PlacementID: placementID, Day: b.Day, Open: -b.Price})
	}
	if err := cancelOfPlacement(ctx, tx, placementID, from); err != nil {
		return 0, err
	}
	if err := s.tell(ctx, tx, closed); err != nil {
		return 0, err
	}
	return worth, s.Access.Note(ctx, tx, a, "cancel series", placementID)
}

// unsettledFrom gives a placement's live bookings from a day on, and lets no
// register settle one of them until the transaction ends. It is fail.Conflict when
// a register has settled one already.
func unsettledFrom(ctx context.Context, tx *db.Tx, placementID string, from clock.Date) ([]Booking, error) {
	if err := lockOfPlacement(ctx, tx, placementID, from); err != nil {
		return nil, fmt.Errorf("wait for registers: %w", err)
	}
	done, err := settledFrom(ctx, tx, placementID, from)
	if err != nil {
		return nil, err
	}
	if done > 0 {
		return nil, fail.New(fail.Conflict, "bookings.refused.register_taken")
	}
	return liveOfPlacement(ctx, tx, placementID, from)
}

// Reprice lets the sessions of a placement from a day on cost other prices. What a
// register has settled keeps its price: with one it is fail.Conflict. Those that the
// person cancelled cost the new price too, as their register settles them still. The
// verb that calls it has asked access, and moves the money.
func (s *Service) Reprice(ctx context.Context, tx *db.Tx, a access.Actor, placementID string,
	from clock.Date, prices Prices) error {
	live, err := unsettledFrom(ctx, tx, placementID, from)
	if err != nil {
		return err
	}
	var changed []Change
	for _, b := range live {
		changed = append(changed, Change{PlacementID: placementID, Day: b.Day, Open: prices.On(b.Day) - b.Price})
	}
	for _, step := range prices.since(from) {
		if err := priceFrom(ctx, tx, placementID, step); err != nil {
			return err
		}
	}
	if err := s.tell(ctx, tx, changed); err != nil {
		return err
	}
	return s.Access.Note(ctx, tx, a, "reprice series", placementID)
}

// Own gives the sessions between two days to which a person goes without a
// placement. The verb that calls it has asked access.
func (s *Service) Own(ctx context.Context, tx *db.Tx, personID string,
	from, to clock.Date) ([]directory.Card, error) {
	ids, err := ownBetween(ctx, tx, personID, from, to)
	if err != nil {
		return nil, err
	}
	return s.Directory.Cards(ctx, tx, ids)
}

// NextDay is the first day after another on which a person goes somewhere, if any is booked;
// the page that calls it has asked access.
func (s *Service) NextDay(ctx context.Context, tx *db.Tx, personID string,
	after clock.Date) (clock.Date, bool, error) {
	return nextDay(ctx, tx, personID, after)
}

// LastDay is the day of a placement's last session whose register knows the
// place, if there is one; the verb that calls it has asked access.
func (s *Service) LastDay(ctx context.Context, tx *db.Tx, placementID string) (clock.Date, bool, error) {
	d, err := lastDayOf(ctx, tx, placementID)
	return d.V, d.Valid, err
}

// FriendsIn names the person's friends who are booked, by session.
func (s *Service) FriendsIn(ctx context.Context, tx *db.Tx, personID string,
	sessionIDs []string) (map[string][]string, error) {
	friends, err := s.People.FriendsOf(ctx, tx, personID)
	if err != nil || len(friends) == 0 || len(sessionIDs) == 0 {
		return map[string][]string{}, err
	}
	names := map[string]string{}
	var ids []string
	for _, f := range friends {
		names[f.ID] = f.Name()
		ids = append(ids, f.ID)
	}
	rows, err := whoIsIn(ctx, tx, ids, sessionIDs)
	in := map[string][]string{}
	for _, r := range rows {
		in[r.SessionID] = append(in[r.SessionID], names[r.PersonID])
	}
	return in, err
}

// FriendsBetween names the person's friends who are booked between two days, by
// the schedule that they go to.
func (s *Service) FriendsBetween(ctx context.Context, tx *db.Tx, personID string,
	from, to clock.Date) (map[string][]string, error) {
	friends, err := s.People.FriendsOf(ctx, tx, personID)
	if err != nil {
		return nil, err
	}
	in := map[string][]string{}
	for _, f := range friends {
		schedules, err := schedulesOf(ctx, tx, f.ID, from, to)
		if err != nil {
			return nil, err
		}
		for _, id := range schedules {
			in[id] = append(in[id], f.Name())
		}
	}
	return in, nil
}

// Held gives the person's places between two days: by session, the sixtieths of
// a worker that each takes. The verb that calls it has asked access.
func (s *Service) Held(ctx context.Context, tx *db.Tx, personID string,
	from, to clock.Date) (map[string]int, error) {
	list, err := liveBetween(ctx, tx, personID, from, to)
	held := map[string]int{}
	for _, b := range list {
		held[b.SessionID] = b.Support
	}
	return held, err
}

// Line is one thing of a person's week.
type Line struct {
	Booking Booking
	Card    directory.Card
	Friends []string
	Begun   bool
	Over    bool
	Why     directory.Off // of what was called off
}

// Off reports whether the session was called off by who runs it.
func (l Line) Off() bool { return l.Card.Session.Status != directory.SessionOpen }

// goWith names the friends who go too, while the person is to go themself: not to
// what was called off or cancelled, nor to what is over.
func (l *Line) goWith(friends []string) {
	if l.Going() && !l.Over {
		l.Friends = friends
	}
}

// Going reports whether the person has the place and the session is on.
func (l Line) Going() bool { return l.Booking.Status != Cancelled && !l.Off() }

// Missed reports whether a register says that the person did not come.
func (l Line) Missed() bool {
	code := l.Booking.Attendance
	return l.Booking.Status == Recorded && code != framework.Attended && code != framework.PartAttended
}

// Week lists a person's bookings of seven days from a day on, in their order,
// with those that they cancelled themselves. The page that shows it asks access
// through this verb. A provider's staff see what is theirs and no more.
func (s *Service) Week(ctx context.Context, tx *db.Tx, a access.Actor, personID string,
	from clock.Date) ([]Line, error) {
	if err := s.Access.See(ctx, tx, a, access.SeePerson, personID); err != nil {
		return nil, err
	}
	list, err := placesBetween(ctx, tx, personID, from, from.AddDays(6))
	if err != nil {
		return nil, err
	}
	var ids []string
	byID := map[string]Booking{}
	for _, b := range newest(list) {
		ids = append(ids, b.SessionID)
		byID[b.SessionID] = b
	}
	cards, err := s.Directory.Cards(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	friends, err := s.FriendsIn(ctx, tx, personID, ids)
	if err != nil {
		return nil, err
	}
	var lines []Line
	for _, c := range cards {
		if a.Kind == access.Staff && a.OrganisationID != c.Session.OrganisationID {
			continue
		}
		l := Line{Booking: byID[c.Session.ID], Card: c, Begun: !c.Session.Starts.After(tx.Now),
			Over: !c.Session.Ends.After(tx.Now)}
		l.goWith(friends[c.Session.ID])
		lines = append(lines, l)
	}
	sortLines(lines)
	return lines, s.sayWhy(ctx, tx, lines)
}

// sayWhy adds to what was called off why it was.
func (s *Service) sayWhy(ctx context.Context, tx *db.Tx, lines []Line) error {
	var ids []string
	for _, l := range lines {
		if l.Off() {
			ids = append(ids, l.Card.Session.ID)
		}
	}
	why, err := s.Directory.OffOf(ctx, tx, ids)
	for i := range lines {
		lines[i].Why = why[lines[i].Card.Session.ID]
	}
	return err
}

// CostOfWeek is what the seven days from a day on cost the council for a person,
// as far as it counts in their contribution: for funds.PriceTo. The verb or page
// that calls it has asked access.
func (s *Service) CostOfWeek(ctx context.Context, tx *db.Tx, personID string,
	from clock.Date) (pence.Pence, error) {
	return costBetween(ctx, tx, personID, from, from.AddDays(6))
}

// OfSessions lists the live bookings of sessions, by session and in the order
// in which they were made, for verbs and imports that asked access.
func (s *Service) OfSessions(ctx context.Context, tx *db.Tx,
	sessionIDs []string) (map[string][]Booking, error) {
	by := map[string][]Booking{}
	for len(sessionIDs) > 0 {
		part := sessionIDs[:min(rowsAtOnce, len(sessionIDs))]
		sessionIDs = sessionIDs[len(part):]
		list, err := liveOfSessions(ctx, tx, part)
		if err != nil {
			return nil, err
		}
		for _, b := range list {
			by[b.SessionID] = append(by[b.SessionID], b)
		}
	}
	return by, nil
}
