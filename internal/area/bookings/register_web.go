package bookings

import (
	"context"
	"strings"

	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/area/framework"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/web"
)

// weekAhead is how far a provider's list of sessions looks, in days.
const weekAhead = 6

// getSessions lists what a provider has to do now, or the sessions of seven days
// that are still to come.
func (s *Service) getSessions(c *web.Ctx, a access.Actor) error {
	if from, err := clock.ParseDate(c.Query("from")); err == nil {
		return s.getAhead(c, a, from)
	}
	sifted, err := s.sifted(c, a)
	if err != nil {
		return err
	}
	if sifted.asked() {
		if sifted.unread {
			return c.Invalid(siftedPage(c, sifted), c.WithUnread(nil))
		}
		return c.Render(siftedPage(c, sifted))
	}
	var groups sessionGroups
	err = s.DB.Read(c.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
		groups, err = s.listed(ctx, tx, a)
		return err
	})
	if err != nil {
		return err
	}
	groups.sift = sifted
	return c.Render(sessionsPage(c, groups))
}

// siftIn reads what an address asks of a list. A day that cannot be read is told beside
// its field.
func siftIn(c *web.Ctx) sift {
	v := sift{place: c.Query("place"), typed: strings.TrimSpace(c.Query("day"))}
	day, readable := c.DateIn("day", v.typed)
	v.day, v.unread = day, v.typed != "" && !readable
	return v
}

// sifted reads what is asked of the list, and finds it.
func (s *Service) sifted(c *web.Ctx, a access.Actor) (sift, error) {
	v := siftIn(c)
	err := s.DB.Read(c.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
		v, err = s.siftSessions(ctx, tx, a, v)
		return err
	})
	return v, err
}

// aheadPath lists the sessions of seven days from one on.
func aheadPath(from clock.Date) string { return "/provider/sessions?from=" + from.String() }

// daysAhead are seven days of a provider's sessions that are still to come.
type daysAhead struct {
	from, today clock.Date
	lines       []SessionLine
	cut         bool // there are more
}

// sooner leads back, and after on, as far as sessions are made; empty is nowhere.
func (v daysAhead) sooner() string {
	if before := v.from.AddDays(-weekAhead - 1); before.After(v.today) {
		return aheadPath(before)
	}
	return "/provider/sessions"
}

func (v daysAhead) after() string {
	next := v.from.AddDays(weekAhead + 1)
	if next.After(v.today.AddDays(directory.DaysAhead)) {
		return ""
	}
	return aheadPath(next)
}

func (s *Service) getAhead(c *web.Ctx, a access.Actor, from clock.Date) error {
	v := daysAhead{from: from}
	err := s.DB.Read(c.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
		v.today = tx.Today()
		v.lines, v.cut, err = s.SessionsFor(ctx, tx, a, directory.Everywhere, from, from.AddDays(weekAhead))
		return err
	})
	if err != nil {
		return err
	}
	if !from.After(v.today) || from.After(v.today.AddDays(directory.DaysAhead)) {
		return c.See("/provider/sessions")
	}
	return c.Render(aheadPage(c, v))
}

func registerPath(sessionID string) string { return "/provider/sessions/" + sessionID + "/register" }

func (s *Service) getRegister(c *web.Ctx, a access.Actor) error {
	r, err := s.loadRegister(c, a)
	if err != nil {
		return err
	}
	return c.Render(registerPage(c, registerForm{Register: r, council: ofCouncil(a)}))
}

// loadRegister writes, as the people on a register can see who saw them. The
// press of a form is left alone: it belongs to what the form does.
func (s *Service) loadRegister(c *web.Ctx, a access.Actor) (Register, error) {
	var r Register
	err := s.DB.InTx(db.WithFormKey(c.Context(), nil), func(ctx context.Context, tx *db.Tx) (err error) {
		r, err = s.RegisterFor(ctx, tx, a, c.Path("id"))
		return err
	})
	return r, err
}

// registerForm is a register with what was typed into it, by booking.
type registerForm struct {
	Register
	typed   map[string]Entry // nil when the page was only opened
	council bool             // who reads it is not of the provider
}

// entry gives what a line says: what was typed, over the mark that is kept.
// Nothing is set beforehand, since a provider is paid for who came: somebody has
// to say it.
func (f registerForm) entry(b Booking) Entry {
	e := merged(f.typed[b.ID], f.Marks[b.ID].Entry)
	e.BookingID = b.ID
	return e
}

// The buttons of a register beside the one that closes it.
const (
	doEverybody = "everybody" // whoever has no answer yet came
	doKeep      = "keep"      // what was said so far: Enter in a line presses this one
)

// postRegister closes the register, or keeps what was said so far and leads back
// to it. Keeping leaves the form's key alone: whoever goes back to the page that
// marked everybody can still close the register from there.
func (s *Service) postRegister(c *web.Ctx, a access.Actor) error {
	path := registerPath(c.Path("id"))
	entries := readEntries(c)
	do := c.Field("do")
	keeps := do == doEverybody || do == doKeep
	var err error
	if keeps {
		err = s.KeepMarks(db.WithFormKey(c.Context(), nil), a, c.Path("id"), entries, do == doEverybody)
	} else {
		err = s.RecordRegister(c.Context(), a, c.Path("id"), entries)
	}
	switch fail.KindOf(err) {
	case fail.Conflict:
		return stale(c, web.Page{Title: c.T("bookings.register.stale"), Register: web.Staff}, err,
			"bookings.register.again", path)
	case fail.Invalid:
		return s.registerAgain(c, a, entries, err)
	}
	if err != nil {
		return err
	}
	switch do {
	case doEverybody:
		c.Flash("bookings.flash.everybody")
	case doKeep: // the register says itself who marked it
	default:
		c.Flash("bookings.flash.closed")
	}
	return c.See(path)
}

// registerAgain shows the register with everything that is wrong, and what was
// typed.
func (s *Service) registerAgain(c *web.Ctx, a access.Actor, entries []Entry, cause error) error {
	r, err := s.loadRegister(c, a)
	if err != nil {
		return err
	}
	f := registerForm{Register: r, typed: byBooking(entries)}
	if e, ok := fail.As(cause); ok {
		nameFields(e.Fields, r.Lines)
	}
	return c.Invalid(registerPage(c, f), cause)
}

// nameFields says whom each fault is about, so that no two say the same.
func nameFields(fields []fail.Field, lines []RegisterLine) {
	for i := range fields {
		for _, l := range lines {
			if strings.HasSuffix(fields[i].Name, "_"+l.Booking.ID) {
				fields[i].Args = append(fields[i].Args, "name", l.Name)
			}
		}
	}
}

// readEntries reads what the form says of each place that it showed. What a
// line is about counts only where there is a line.
func readEntries(c *web.Ctx) []Entry {
	var entries []Entry
	for _, id := range c.Fields("booking") {
		e := Entry{BookingID: id, Code: framework.Code(c.Field("code_" + id)), Note: c.Field("note_" + id)}
		if e.Note != "" {
			e.Towards = c.Field("towards_" + id)
		}
		entries = append(entries, e)
	}
	return entries
}

// sessionGroups are a provider's sessions: registers of earlier days to be closed, today,
// later, and how many more registers are not closed.
type sessionGroups struct {
	waiting, today, later []SessionLine
	older                 int
	cut                   bool   // there are more of today or later
	next                  string // where the days after these are listed
	sift                  sift   // what could be asked of the list
}
