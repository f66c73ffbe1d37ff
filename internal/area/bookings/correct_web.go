package bookings

import (
	"slices"

	"ourdays/internal/area/access"
	"ourdays/internal/area/framework"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/web"
)

// correctPath is the page that corrects one line of a closed register.
func correctPath(sessionID, bookingID string) string {
	return "/registers/" + sessionID + "/lines/" + bookingID
}

// closedPath is where somebody reads a closed register: the provider where they
// took it.
func closedPath(sessionID string, council bool) string {
	if council {
		return "/registers/" + sessionID
	}
	return registerPath(sessionID)
}

// loadLine finds a line of a closed register that can be corrected.
func (s *Service) loadLine(c *web.Ctx, a access.Actor) (correctForm, error) {
	f := correctForm{council: ofCouncil(a)}
	r, err := s.loadRegister(c, a)
	if err != nil {
		return f, err
	}
	for _, l := range slices.Concat(r.Lines, r.Gone) {
		if l.Booking.ID == c.Path("booking") && l.Booking.canCorrect() {
			f.line = l
			f.registerForm = registerForm{Register: r, typed: byBooking([]Entry{l.Booking.entry()})}
			return f, nil
		}
	}
	return f, fail.New(fail.NotFound, "fail.not_found")
}

func (s *Service) getCorrect(c *web.Ctx, a access.Actor) error {
	f, err := s.loadLine(c, a)
	if err != nil {
		return err
	}
	return c.Render(correctPage(c, f))
}

func (s *Service) postCorrect(c *web.Ctx, a access.Actor) error {
	session, id := c.Path("id"), c.Path("booking")
	fix := Fix{Seen: c.Field("seen"), Reason: c.Field("reason"),
		Entry: Entry{BookingID: id, Code: framework.Code(c.Field("code_" + id)), Note: c.Field("note_" + id)}}
	if fix.Note != "" {
		fix.Towards = c.Field("towards_" + id)
	}
	err := s.Correct(c.Context(), a, session, fix)
	back := closedPath(session, ofCouncil(a))
	switch fail.KindOf(err) {
	case fail.Conflict:
		return stale(c, web.Page{Title: c.T("bookings.correct.not"), Register: web.Staff}, toldWhen(c, err),
			"bookings.register.again", back)
	case fail.Invalid:
		return s.correctAgain(c, a, fix, err)
	}
	if err != nil {
		return err
	}
	c.Flash("bookings.flash.corrected")
	return c.See(back)
}

// correctAgain shows the page with everything that is wrong, and what was typed.
func (s *Service) correctAgain(c *web.Ctx, a access.Actor, fix Fix, cause error) error {
	f, err := s.loadLine(c, a)
	if err != nil {
		return err
	}
	f.typed, f.reason = byBooking([]Entry{fix.Entry}), fix.Reason
	f.line.Booking.CorrectionID = fix.Seen
	if e, ok := fail.As(cause); ok {
		nameFields(e.Fields, slices.Concat(f.Lines, f.Gone))
	}
	return c.Invalid(correctPage(c, f), cause)
}

// toldWhen says in the visitor's words when somebody else was first.
func toldWhen(c *web.Ctx, err error) error {
	e, ok := fail.As(err)
	if !ok {
		return err
	}
	for i := 1; i < len(e.Args); i += 2 {
		if at, is := e.Args[i].(clock.Instant); is {
			return fail.New(e.Kind, e.Key, append(append([]any{}, e.Args[:i-1]...), whenArgs(c, at)...)...)
		}
	}
	return err
}
