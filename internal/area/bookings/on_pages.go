package bookings

import (
	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/govuk"
	"ourdays/internal/platform/web"
)

func onPath(sessionID string) string { return "/provider/sessions/" + sessionID + "/on" }

func (s *Service) postOn(c *web.Ctx, a access.Actor) error {
	back := registerPath(c.Path("id"))
	err := s.PutOn(c.Context(), a, c.Path("id"))
	if fail.KindOf(err) == fail.Conflict {
		return stale(c, web.Page{Title: c.T("bookings.on.not"), Register: web.Staff}, err, "bookings.off.see", back)
	}
	if err != nil {
		return err
	}
	c.Flash("bookings.flash.on")
	return c.See(back)
}

// toOn puts a session on again that has not begun, and says before what that does.
func toOn(c *web.Ctx, f registerForm) g.Node {
	if f.Open {
		return nil
	}
	return h.Section(web.H2(c.T("bookings.on.mistake")), web.Block(c, "bookings.on.how"),
		web.Post(c, onPath(f.Card.Session.ID), web.Button(c, "bookings.on.press", govuk.Secondary)))
}

// whoIsWithout names who had a place until the session was called off and could not have
// it again, so that they can be rung.
func whoIsWithout(c *web.Ctx, lines []RegisterLine) g.Node {
	if len(lines) == 0 {
		return nil
	}
	return h.Section(web.H2(c.T("bookings.on.without")), web.Block(c, "bookings.on.ring"), namesOf(lines))
}
