package bookings

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"
	"time"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/web"
)

// FeedPath is where a person makes, renews and stops their calendar's address.
const FeedPath = "/me/calendar"

// feedPath is the address itself. Whoever has the secret reads the calendar;
// logs and figures know the route only.
const feedPath = "/calendars/"

// feedAge is for how many seconds a reader need not ask again.
const feedAge = "900"

func (s *Service) loadFeed(c *web.Ctx, a access.Actor) (Feed, error) {
	var f Feed
	if a.PersonID == "" {
		return f, fail.New(fail.NotFound, "site.week.nobody")
	}
	err := s.DB.InTx(db.WithFormKey(c.Context(), nil), func(ctx context.Context, tx *db.Tx) (err error) {
		f, err = s.FeedOf(ctx, tx, a, a.PersonID)
		return err
	})
	return f, err
}

func (s *Service) getFeed(c *web.Ctx, a access.Actor) error {
	f, err := s.loadFeed(c, a)
	if err != nil {
		return err
	}
	address := ""
	made := c.Carried()
	if made {
		c.Drop()
	}
	if made && f.On && f.May && f.opens(c.Field("secret")) {
		address = s.addressOf(c, c.Field("secret"))
	}
	return c.Render(feedPage(c, f, address))
}

// postFeed leads back to the page, which shows the address, once: the secret, that
// came with the form, goes with the visitor, as nothing here ever holds it. The verb
// makes a second press the first one's equal, without the form's key.
func (s *Service) postFeed(c *web.Ctx, a access.Actor) error {
	if _, err := s.loadFeed(c, a); err != nil {
		return err
	}
	err := s.NewFeed(db.WithFormKey(c.Context(), nil), a, a.PersonID, c.Field("secret"), c.Field("mark"))
	if fail.KindOf(err) == fail.Forbidden {
		return mayNot(a)
	}
	if err == nil {
		return c.Carry("secret")
	}
	f, loadErr := s.loadFeed(c, a)
	if loadErr != nil {
		return loadErr
	}
	return c.Invalid(feedPage(c, f, ""), err)
}

// addressOf is the whole address of a calendar. A reader has no voice of its
// own, so the address says in which one titles are.
func (s *Service) addressOf(c *web.Ctx, secret string) string {
	at := s.Access.Base + feedPath + secret + ".ics"
	if web.Easy(c) {
		at += "?voice=" + string(c.Voice)
	}
	return at
}

func (s *Service) postStopFeed(c *web.Ctx, a access.Actor) error {
	if _, err := s.loadFeed(c, a); err != nil {
		return err
	}
	err := s.StopFeed(c.Context(), a, a.PersonID)
	if fail.KindOf(err) == fail.Forbidden {
		return mayNot(a)
	}
	if err != nil {
		return c.OpenAnew(err, FeedPath)
	}
	web.WhoseFlash(c, "bookings.feed.stopped", "bookings.feed_of.stopped")
	return c.See(FeedPath)
}

// getCalendar answers programs: a calendar, or not found.
func (s *Service) getCalendar(c *web.Ctx, _ access.Actor) error {
	text, err := s.Calendar(c.Context(), strings.TrimSuffix(c.Path("secret"), ".ics"), web.Easy(c))
	if err != nil {
		return err
	}
	sum := sha256.Sum256([]byte(text))
	head := c.W.Header()
	head.Set("Content-Type", "text/calendar; charset=utf-8")
	head.Set("Cache-Control", "private, max-age="+feedAge)
	head.Set("ETag", `W/"`+hex.EncodeToString(sum[:16])+`"`) // weak: it may be sent compressed
	head.Set("X-Robots-Tag", "noindex")
	http.ServeContent(c.W, c.R, "", time.Time{}, strings.NewReader(text))
	return nil
}
