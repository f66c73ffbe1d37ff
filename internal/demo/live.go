package demo

import (
	"context"
	"fmt"
	"slices"

	"ourdays/internal/area/access"
	"ourdays/internal/area/bookings"
	"ourdays/internal/area/directory"
	"ourdays/internal/area/framework"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
)

// enablementWeeks is how long a place in tier 3 lasts (the report, 5.5).
const enablementWeeks = 12

// live lets the weeks behind pass day by day, then stands at today.
func (w *writer) live(ctx context.Context) error {
	w.groups = map[string]*group{}
	for _, o := range w.offers {
		for _, of := range o.groupsOf {
			for _, g := range of {
				w.groups[g.id] = g
			}
		}
	}
	for day := w.begin; day.Before(w.today); day = day.AddDays(1) {
		w.tell(day)
		if day == day.Monday() {
			if err := w.beginWeek(ctx, day); err != nil {
				return err
			}
		}
		if err := w.followOn(ctx, day); err != nil {
			return err
		}
		if err := w.arriveOn(ctx, day); err != nil {
			return err
		}
		if err := w.passDay(ctx, day); err != nil {
			return fmt.Errorf("%s: %w", day, err)
		}
	}
	w.DB.SetClock(w.now)
	for week := range 4 {
		if err := w.bookWeek(ctx, w.today.Monday().AddDays(7*week)); err != nil {
			return err
		}
	}
	if _, err := w.Brokerage.Keep(ctx, access.System); err != nil {
		return err
	}
	return w.seal(ctx)
}

// seal puts the whole audit trail into its chain.
func (w *writer) seal(ctx context.Context) error {
	for {
		if n, err := w.Access.Seal(ctx); err != nil || n == 0 {
			return err
		}
	}
}

// beginWeek begins the places that start, and lets people book for the week.
func (w *writer) beginWeek(ctx context.Context, monday clock.Date) error {
	w.at(monday, 6*60)
	if _, err := w.Brokerage.Keep(ctx, access.System); err != nil {
		return err
	}
	return w.bookWeek(ctx, monday)
}

// bookWeek books what people do by themselves, in the week of a Monday.
func (w *writer) bookWeek(ctx context.Context, monday clock.Date) error {
	sessions, err := w.sessionsOn(ctx, monday, monday.AddDays(6))
	if err != nil {
		return err
	}
	now := w.DB.Clock()()
	for _, d := range w.people {
		for _, g := range d.alone {
			for _, day := range g.slot.days {
				ses, ok := sessions[sessionKey{g.id, monday.AddDays(day)}]
				if !ok || !ses.Starts.After(now) || chance(w.rnd, 12) {
					continue
				}
				if _, err := w.Bookings.Book(ctx, d.actor, ses.ID, d.ID); err != nil {
					return fmt.Errorf("%s books %s: %w", d.FullName(), g.offer.title, err)
				}
			}
		}
	}
	return nil
}

type sessionKey struct {
	schedule string
	day      clock.Date
}

func (w *writer) sessionsOn(ctx context.Context,
	from, to clock.Date) (map[sessionKey]directory.Session, error) {
	by := map[sessionKey]directory.Session{}
	list, err := w.sessionList(ctx, from, to)
	for _, s := range list {
		by[sessionKey{s.ScheduleID, s.Date}] = s
	}
	return by, err
}

func (w *writer) sessionList(ctx context.Context, from, to clock.Date) ([]directory.Session, error) {
	var list []directory.Session
	err := w.DB.Read(ctx, func(ctx context.Context, tx *db.Tx) (err error) {
		list, err = w.Directory.SessionsBetween(ctx, tx, from, to)
		return err
	})
	return list, err
}

// passDay closes the registers of a day at its end. Of the last days some are
// still open, so that providers have something to do.
func (w *writer) passDay(ctx context.Context, day clock.Date) error {
	w.at(day, night)
	list, err := w.sessionList(ctx, day, day)
	if err != nil {
		return err
	}
	late := map[int]int{1: 45, 2: 12, 3: 4}[w.today.DaysSince(day)]
	list = slices.DeleteFunc(list, func(ses directory.Session) bool {
		return ses.Taken == 0 || chance(w.rnd, late)
	})
	booked, err := w.bookedOn(ctx, list)
	if err != nil {
		return err
	}
	for _, ses := range list {
		if err := w.closeRegister(ctx, ses, booked[ses.ID]); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) bookedOn(ctx context.Context,
	list []directory.Session) (map[string][]bookings.Booking, error) {
	var ids []string
	for _, ses := range list {
		ids = append(ids, ses.ID)
	}
	var booked map[string][]bookings.Booking
	err := w.DB.Read(ctx, func(ctx context.Context, tx *db.Tx) (err error) {
		booked, err = w.Bookings.OfSessions(ctx, tx, ids)
		return err
	})
	return booked, err
}

// closeRegister takes a register as staff do: say what became of everybody, and
// close it. Some people then say how it went.
func (w *writer) closeRegister(ctx context.Context, ses directory.Session, who []bookings.Booking) error {
	g := w.groups[ses.ScheduleID]
	called := chance(w.rnd, 1) && chance(w.rnd, 40) // the provider called it off
	var entries []bookings.Entry
	for _, b := range who {
		e := w.entry(ses, b)
		if called {
			e = bookings.Entry{BookingID: b.ID, Code: framework.ProviderCancelled}
		}
		entries = append(entries, e)
	}
	if err := w.Bookings.RecordRegister(ctx, w.staff.of[g.offer.org], ses.ID, entries); err != nil {
		return fmt.Errorf("register of %s: %w", g.offer.title, err)
	}
	return w.sayHow(ctx, entries, who)
}

// entry says what became of one place.
func (w *writer) entry(ses directory.Session, b bookings.Booking) bookings.Entry {
	d := w.byID[b.PersonID]
	e := bookings.Entry{BookingID: b.ID, Code: w.codeOf(d, ses.Date)}
	if e.Code == framework.PartAttended || e.Code == framework.Attended && chance(w.rnd, 38) {
		for _, id := range b.Outcomes {
			if e.Towards == "" || chance(w.rnd, 40) {
				if note := w.noteOf(d, w.goals[id], w.groups[ses.ScheduleID], ses.Date); note != "" {
					e.Towards, e.Note = id, note
				}
			}
		}
	}
	w.bendLine(d, &e)
	if e.Towards != "" {
		w.lines[e.Towards]++
	}
	return e
}

// codeOf draws what became of a place. Holidays and stays in hospital last, so
// they hang on the week.
func (w *writer) codeOf(d *dweller, day clock.Date) framework.Code {
	if code := d.away[day.Monday()]; code != "" {
		return code
	}
	if chance(w.rnd, d.steady) {
		return framework.Attended
	}
	switch n := w.rnd.IntN(100); {
	case n < 22:
		return framework.PartAttended
	case n < 50:
		return framework.AbsentInTime
	case n < 74:
		return framework.AbsentShort
	case n < 94:
		return framework.NoShow
	}
	return framework.TransportFailure
}

// sayHow lets some of those who came say how it went.
func (w *writer) sayHow(ctx context.Context, entries []bookings.Entry, who []bookings.Booking) error {
	for i, e := range entries {
		if e.Code != framework.Attended || !chance(w.rnd, 11) {
			continue
		}
		feeling := bookings.Good
		if n := w.rnd.IntN(100); n >= 94 {
			feeling = bookings.Bad
		} else if n >= 76 {
			feeling = bookings.OK
		}
		if err := w.Bookings.SayHow(ctx, w.byID[who[i].PersonID].actor, e.BookingID, feeling); err != nil {
			return fmt.Errorf("say how: %w", err)
		}
	}
	return nil
}
