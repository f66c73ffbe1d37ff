package bookings

import (
	"context"
	"encoding/hex"
	"strings"

	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
)

// FeedOf tells how a person's calendar stands, and audits that it was looked at,
// once a day. It needs a writing transaction.
func (s *Service) FeedOf(ctx context.Context, tx *db.Tx, a access.Actor, personID string) (Feed, error) {
	f := Feed{Help: a.Kind == access.Supporter}
	err := s.Access.SeeAgain(ctx, tx, a, access.SeeOwn, personID)
	if err != nil {
		return f, err
	}
	if f.May, err = s.may(ctx, tx, a, access.BookPlace, personID); err != nil {
		return f, err
	}
	if f.Mark, _, err = markOfFeed(ctx, tx, personID); err != nil || f.Mark == "" ||
		strings.HasPrefix(f.Mark, stopped) {
		return f, err
	}
	maker, err := makerOfFeed(ctx, tx, personID)
	if err != nil {
		return f, err
	}
	f.On, err = s.stillMay(ctx, tx, maker, personID)
	return f, err
}

// stillMay reports whether an address that somebody made opens anything today:
// one of a supporter's ends with the mandate, and with its power to book.
func (s *Service) stillMay(ctx context.Context, tx *db.Tx, makerID, personID string) (bool, error) {
	if makerID == "" {
		return true, nil
	}
	for _, p := range []access.Permission{access.SeeOwn, access.BookPlace} {
		may, err := s.Access.StillMay(ctx, tx, makerID, p, personID)
		if err != nil || !may {
			return false, err
		}
	}
	return true, nil
}

// NewFeed gives a person's calendar the address that a secret makes; the one
// before it ends. The secret is kept as a hash only. mark is the Mark of the
// state that the actor saw: when it is not so any more this is a Conflict, so
// that an old form brings no old address back. Asked again with the secret that
// is in use already, it changes nothing.
func (s *Service) NewFeed(ctx context.Context, a access.Actor, personID, secret, mark string) error {
	if b, err := hex.DecodeString(secret); err != nil || len(b) != secretBytes {
		return fail.New(fail.Invalid, "bookings.feed.unreadable")
	}
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if err := s.mayFeed(ctx, tx, a, personID, "calendar"); err != nil {
			return err
		}
		now, found, err := markOfFeed(ctx, tx, personID)
		if err != nil || now == hashOf(secret) {
			return err
		}
		if now != mark {
			return fail.New(fail.Conflict, "bookings.feed.moved_on")
		}
		return saveFeed(ctx, tx, personID, hashOf(secret), makerOf(a), now, found)
	})
}

// StopFeed ends the calendar's address.
func (s *Service) StopFeed(ctx context.Context, a access.Actor, personID string) error {
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if err := s.mayFeed(ctx, tx, a, personID, "calendar stop"); err != nil {
			return err
		}
		return stopFeed(ctx, tx, personID)
	})
}

// mayFeed lets the person, and supporters who may book for them, decide about
// the address: nobody who only works with them.
func (s *Service) mayFeed(ctx context.Context, tx *db.Tx, a access.Actor, personID, act string) error {
	if err := s.Access.Allow(ctx, tx, a, access.SeeOwn, personID); err != nil {
		return err
	}
	return s.Access.Act(ctx, tx, a, access.BookPlace, personID, act, personID)
}

// opened finds whose calendar an address opens today, and audits the first
// reading of a day: a program asks every hour, and the trail is for people.
func (s *Service) opened(ctx context.Context, tx *db.Tx, hash string) (string, error) {
	at, found, err := addressOf(ctx, tx, hash)
	if err != nil {
		return "", err
	}
	if found {
		if found, err = s.stillMay(ctx, tx, at.MadeBy, at.PersonID); err != nil {
			return "", err
		}
	}
	if !found {
		return "", fail.New(fail.NotFound, "fail.not_found")
	}
	first, err := firstReading(ctx, tx, hash, tx.Today())
	if err != nil || !first {
		return at.PersonID, err
	}
	return at.PersonID, s.Access.Act(ctx, tx, access.System, access.SeeOwn, at.PersonID,
		"calendar read", at.PersonID)
}

// Calendar writes the calendar that a secret opens: one event a session, in
// UTC, with nothing in it but what, when and where. It is the same text as long
// as nothing of it changes. A secret that opens nothing, or no more, is
// NotFound.
func (s *Service) Calendar(ctx context.Context, secret string, easy bool) (string, error) {
	var cards []directory.Card
	var events map[string]happening
	err := s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		personID, err := s.opened(ctx, tx, hashOf(secret))
		if err != nil {
			return err
		}
		list, err := everBetween(ctx, tx, personID, tx.Today().AddDays(-feedBack), tx.Today().AddDays(feedAhead))
		if err != nil {
			return err
		}
		events = eventsOf(list)
		var sessions []string
		for _, b := range newest(list) {
			sessions = append(sessions, b.SessionID)
		}
		cards, err = s.Directory.Cards(ctx, tx, sessions)
		return err
	})
	if err != nil {
		return "", err
	}
	return writeCalendar(cards, events, easy), nil
}
