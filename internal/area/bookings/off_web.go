package bookings

import (
	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/web"
)

// offPath is the page that calls a session off.
func offPath(sessionID string) string { return "/provider/sessions/" + sessionID + "/off" }

// offForm is a session that may be called off, with who comes and what was typed.
type offForm struct {
	Register
	typed directory.Off
}

func (s *Service) loadOff(c *web.Ctx, a access.Actor) (offForm, error) {
	r, err := s.loadRegister(c, a)
	return offForm{Register: r}, err
}

// getOff says what calling a session off does, before it is done. Of what has begun
// or is off already the register says so.
func (s *Service) getOff(c *web.Ctx, a access.Actor) error {
	f, err := s.loadOff(c, a)
	if err != nil {
		return err
	}
	if f.Open || f.off() {
		return c.See(registerPath(c.Path("id")))
	}
	return c.Render(offPage(c, f))
}

func (s *Service) postOff(c *web.Ctx, a access.Actor) error {
	why := directory.Off{Reason: c.Field("reason"), Words: c.Field("words")}
	back := registerPath(c.Path("id"))
	err := s.CallOff(c.Context(), a, c.Path("id"), why)
	switch fail.KindOf(err) {
	case fail.Conflict:
		return stale(c, web.Page{Title: c.T("bookings.off.not"), Register: web.Staff}, err,
			"bookings.off.see", back)
	case fail.Invalid:
		f, loadErr := s.loadOff(c, a)
		if loadErr != nil {
			return loadErr
		}
		f.typed = why
		return c.Invalid(offPage(c, f), err)
	}
	if err != nil {
		return err
	}
	c.Flash("bookings.flash.off")
	return c.See(back)
}
