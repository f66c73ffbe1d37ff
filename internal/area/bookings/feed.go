package bookings

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"strings"

	ical "github.com/arran4/golang-ical"

	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
)

// How far a calendar reaches back and ahead, in days.
const (
	feedBack  = 31
	feedAhead = 366
)

// NewFeed makes the private address of a person's calendar. The old one ends.
// The secret is shown once and kept only as a hash.
func (s *Service) NewFeed(ctx context.Context, a access.Actor, personID string) (string, error) {
	b := make([]byte, 20)
	if _, err := rand.Read(b); err != nil {
		return "", err
	}
	secret := hex.EncodeToString(b)
	return secret, s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if err := s.Access.Act(ctx, tx, a, access.SeeOwn, personID, "calendar", personID); err != nil {
			return err
		}
		return saveFeed(ctx, tx, personID, hashOf(secret))
	})
}

// StopFeed ends the calendar's address.
func (s *Service) StopFeed(ctx context.Context, a access.Actor, personID string) error {
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if err := s.Access.Act(ctx, tx, a, access.SeeOwn, personID, "calendar stop", personID); err != nil {
			return err
		}
		return deleteFeed(ctx, tx, personID)
	})
}

// HasFeed says whether a person's calendar has an address.
func (s *Service) HasFeed(ctx context.Context, tx *db.Tx, a access.Actor, personID string) (bool, error) {
	if err := s.Access.Allow(ctx, tx, a, access.SeeOwn, personID); err != nil {
		return false, err
	}
	return hasFeed(ctx, tx, personID)
}

func hashOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// Calendar writes the calendar that a secret opens: one event a session, in
// UTC, with nothing in it but what, when and where.
func (s *Service) Calendar(ctx context.Context, secret string, easy bool) (string, error) {
	var cards []directory.Card
	var ids map[string]string
	var now clock.Instant
	err := s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		now = tx.Now
		personID, found, err := personOfFeed(ctx, tx, hashOf(secret))
		if err != nil {
			return err
		}
		if !found {
			return fail.New(fail.NotFound, "fail.not_found")
		}
		if err := s.Access.Act(ctx, tx, access.System, access.SeeOwn, personID, "calendar read", personID); err != nil {
			return err
		}
		list, err := bookingsBetween(ctx, tx, personID, tx.Today().AddDays(-feedBack), tx.Today().AddDays(feedAhead))
		if err != nil {
			return err
		}
		var sessions []string
		ids = map[string]string{}
		for _, b := range list {
			sessions = append(sessions, b.SessionID)
			ids[b.SessionID] = b.ID
		}
		cards, err = s.Directory.Cards(ctx, tx, sessions)
		return err
	})
	if err != nil {
		return "", err
	}
	return writeCalendar(cards, ids, now, easy), nil
}

// writeCalendar is the calendar's text (RFC 5545). The id of an event is that
// of its booking, so that a reader changes and removes it with us.
func writeCalendar(cards []directory.Card, ids map[string]string, now clock.Instant, easy bool) string {
	cal := ical.NewCalendarFor("Ourdays")
	cal.SetMethod(ical.MethodPublish)
	cal.SetRefreshInterval("PT1H")
	for _, card := range cards {
		title := card.Activity.Title
		if easy {
			title = card.Activity.EasyTitle
		}
		e := cal.AddEvent(ids[card.Session.ID] + "@ourdays")
		e.SetDtStampTime(now.Time())
		e.SetStartAt(card.Session.Starts.Time())
		e.SetEndAt(card.Session.Ends.Time())
		e.SetSummary(title)
		if where := placeOf(card); where != "" {
			e.SetLocation(where)
		}
		if card.Session.Status == directory.SessionCancelled {
			e.SetStatus(ical.ObjectStatusCancelled)
		}
	}
	return cal.Serialize(ical.WithNewLineWindows)
}

// placeOf names where a session is: "The Lanes, High Street, Crewe".
func placeOf(card directory.Card) string {
	var parts []string
	for _, p := range []string{card.Location.Name, card.Location.Address, card.Location.Town} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, ", ")
}
