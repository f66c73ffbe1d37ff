package bookings

import (
	"context"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/web"
)

// WeekPath is a person's week with a day on top.
func WeekPath(d clock.Date) string { return "/me/week?day=" + d.String() }

// BookingPath is the page of one booking, for its person and who helps them.
func BookingPath(id string) string { return "/me/bookings/" + id }

func (s *Service) loadShown(c *web.Ctx, a access.Actor) (Shown, error) {
	var v Shown
	err := s.DB.InTx(db.WithFormKey(c.Context(), nil), func(ctx context.Context, tx *db.Tx) (err error) {
		v, err = s.Show(ctx, tx, a, c.Path("id"))
		return err
	})
	return v, err
}

func (s *Service) getBooking(c *web.Ctx, a access.Actor) error {
	v, err := s.loadShown(c, a)
	if err != nil {
		return err
	}
	return c.Render(bookingPage(c, v))
}

// getCancel tells what cancelling comes to before it is done.
func (s *Service) getCancel(c *web.Ctx, a access.Actor) error {
	v, err := s.loadShown(c, a)
	if err != nil {
		return err
	}
	if !v.MayBook {
		return mayNot(a)
	}
	if v.Booking.Status != Confirmed || v.Begun || v.Off() {
		return c.Render(bookingPage(c, v))
	}
	return c.Render(cancelPage(c, v))
}

func (s *Service) postCancel(c *web.Ctx, a access.Actor) error {
	return s.step(c, a, s.Cancel(c.Context(), a, c.Path("id")), "cancelled")
}

func (s *Service) postAgain(c *web.Ctx, a access.Actor) error {
	return s.step(c, a, s.Again(c.Context(), a, c.Path("id")), "again")
}

func (s *Service) postHow(c *web.Ctx, a access.Actor) error {
	err := s.SayHow(c.Context(), a, c.Path("id"), Feeling(c.Field("feeling")))
	if fail.KindOf(err) == fail.Invalid {
		v, loadErr := s.loadShown(c, a)
		if loadErr != nil {
			return loadErr
		}
		if !v.MaySay {
			return mayNot(a)
		}
		if !v.Over || !v.Going() {
			return s.step(c, a, fail.New(fail.Conflict, "bookings.refused.not_over"), "")
		}
		return c.Invalid(bookingPage(c, v), err)
	}
	return s.step(c, a, err, "how")
}

// mayNot is the refusal of a helper whose mandate does not reach bookings.
func mayNot(a access.Actor) error {
	return fail.New(fail.Forbidden, "bookings.refused.mandate", "name", a.Helps)
}

// step leads on after a step of a booking: to the week with its day on top, or
// to a page that says why nothing was done.
func (s *Service) step(c *web.Ctx, a access.Actor, err error, note string) error {
	path := BookingPath(c.Path("id"))
	if err != nil {
		return stale(c, web.Page{Title: c.T("bookings.own.not_done"), NoIndex: true}, err, "bookings.own.see", path)
	}
	v, err := s.loadShown(c, a)
	if err != nil {
		return err
	}
	web.WhoseFlash(c, "bookings.flash."+note, "bookings.flash_of."+note)
	return c.See(WeekPath(v.Card.Session.Date))
}
