package bookings

import (
	"ourdays/internal/area/access"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/web"
)

// Routes is the area's part of the access register.
func (s *Service) Routes() []access.Route {
	return []access.Route{
		{Pattern: "GET /provider/sessions", Need: access.TakeRegister, Do: s.getSessions, Audience: "staff"},
		{Pattern: "GET /provider/sessions/{id}/register", Need: access.TakeRegister, Do: s.getRegister,
			Audience: "staff"},
		{Pattern: "POST /provider/sessions/{id}/register", Need: access.TakeRegister, Do: s.postRegister,
			Audience: "staff"},
		{Pattern: "GET /provider/sessions/{id}/off", Need: access.ProvideActivities, Do: s.getOff,
			Audience: "staff"},
		{Pattern: "POST /provider/sessions/{id}/off", Need: access.ProvideActivities, Do: s.postOff,
			Audience: "staff"},
		{Pattern: "POST /provider/sessions/{id}/on", Need: access.ProvideActivities, Do: s.postOn,
			Audience: "staff"},
		{Pattern: "GET " + earlierPath, Need: access.CorrectRegister, Do: s.getEarlier, Audience: "staff"},
		{Pattern: "GET /registers/{id}", Need: access.CorrectRegister, Do: s.getRegister, Audience: "staff"},
		{Pattern: "GET /registers/{id}/lines/{booking}", Need: access.CorrectRegister, Do: s.getCorrect,
			Audience: "staff"},
		{Pattern: "POST /registers/{id}/lines/{booking}", Need: access.CorrectRegister, Do: s.postCorrect,
			Audience: "staff"},
		{Pattern: "GET /sessions/{id}/book", Need: access.BookPlace, Do: s.getBook, Audience: "citizen"},
		{Pattern: "POST /sessions/{id}/book", Need: access.BookPlace, Do: s.postBook, Audience: "citizen"},
		{Pattern: "POST " + daysPath, Need: access.BookPlace, Do: s.postDays, Audience: "citizen"},
		{Pattern: "GET /me/bookings/{id}", Need: access.SeeOwn, Do: s.getBooking, Audience: "citizen"},
		{Pattern: "GET /me/bookings/{id}/cancel", Need: access.BookPlace, Do: s.getCancel, Audience: "citizen"},
		{Pattern: "POST /me/bookings/{id}/cancel", Need: access.BookPlace, Do: s.postCancel, Audience: "citizen"},
		{Pattern: "POST /me/bookings/{id}/again", Need: access.BookPlace, Do: s.postAgain, Audience: "citizen"},
		{Pattern: "POST /me/bookings/{id}/how", Need: access.SayHow, Do: s.postHow, Audience: "citizen"},
		{Pattern: "GET " + FeedPath, Need: access.SeeOwn, Do: s.getFeed, Audience: "citizen"},
		{Pattern: "POST " + FeedPath, Need: access.SeeOwn, Do: s.postFeed, Audience: "citizen"},
		{Pattern: "POST " + FeedPath + "/stop", Need: access.SeeOwn, Do: s.postStopFeed, Audience: "citizen"},
		{Pattern: "GET " + feedPath + "{secret}", Need: access.Public, Do: s.getCalendar, Audience: "machine"},
	}
}

// stale tells that somebody was first, with a way on to the page as it stands.
func stale(c *web.Ctx, p web.Page, err error, onKey, on string) error {
	e, ok := fail.As(err)
	if ok && e.Key == db.TooOld {
		return c.OpenAnew(err, on)
	}
	if !ok || e.Kind != fail.Conflict && e.Kind != fail.Full {
		return err
	}
	p.Body = refusedBody(c, p.Title, e, onKey, on)
	return c.Stale(p)
}
