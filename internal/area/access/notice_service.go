package access

import (
	"context"
	"fmt"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/mail"
)

// WriteThatOff writes to people, and to the helpers who may see their week, that
// something of a day is off, in the transaction that calls it off. A letter names
// neither the person nor what it is: mail is read by others. Who signs in by a code
// on paper has no address, and gets none; a helper of several people gets one.
func (s *Service) WriteThatOff(ctx context.Context, tx *db.Tx, personIDs []string, day clock.Date) error {
	return s.writeTo(ctx, tx, personIDs, SeeOwn, func(v i18n.Voice, own bool) mail.Letter {
		date := i18n.Date(v, day)
		if own {
			return s.letter(v, "access.off.own.", "/me/week?day="+day.String(), "date", date)
		}
		return s.letter(v, "access.off.helper.", "/me/people", "date", date)
	})
}

// WriteThatOn writes to people, and to the helpers who may see their week, that something
// of a day that was off takes place after all: whether they have their place again, or
// cannot. It names no more than WriteThatOff does.
func (s *Service) WriteThatOn(ctx context.Context, tx *db.Tx, personIDs []string, day clock.Date,
	back bool) error {
	family := "access.on_without."
	if back {
		family = "access.on."
	}
	return s.writeTo(ctx, tx, personIDs, SeeOwn, func(v i18n.Voice, own bool) mail.Letter {
		date := i18n.Date(v, day)
		if own {
			return s.letter(v, family+"own.", "/me/week?day="+day.String(), "date", date)
		}
		return s.letter(v, family+"helper.", "/me/people", "date", date)
	})
}

// WriteOf writes to a person, and to the helpers who may choose for them, how far their
// week is, in the transaction of the verb that took it there. As WriteThatOff does, it
// names nobody and nothing.
func (s *Service) WriteOf(ctx context.Context, tx *db.Tx, personID string, n Notice) error {
	return s.writeTo(ctx, tx, []string{personID}, Choose, func(v i18n.Voice, own bool) mail.Letter {
		if own {
			return s.letter(v, "access.told.own."+string(n)+".", "/me/choose")
		}
		return s.letter(v, "access.told.helper."+string(n)+".", "/me/people")
	})
}

// Unwritten gives those of several people to whom WriteOf writes no letter, nor to
// anybody who may choose for them: they are to be rung.
func (s *Service) Unwritten(ctx context.Context, tx *db.Tx, personIDs []string) (map[string]bool, error) {
	own, helpers, err := readersOf(ctx, tx, personIDs, Choose)
	if err != nil {
		return nil, err
	}
	left := map[string]bool{}
	for _, id := range personIDs {
		left[id] = true
	}
	for _, row := range own {
		delete(left, row.PersonID)
	}
	for _, h := range helpers {
		delete(left, h.HelpedID)
	}
	return left, nil
}

// readersOf gives who is written to about people: themselves, and the helpers whose
// mandate reaches so far today, once for each person.
func readersOf(ctx context.Context, tx *db.Tx, personIDs []string, p Permission) (own []actorRow,
	helpers []helperTie, err error) {
	rows, err := db.InParts(personIDs, peopleAtOnce, func(ids []string) ([]actorRow, error) {
		return actorsOf(ctx, tx, ids)
	})
	if err != nil {
		return nil, nil, fmt.Errorf("find who is written to: %w", err)
	}
	for _, row := range rows {
		if row.Kind == Person && row.reachable() {
			own = append(own, row)
		}
	}
	ties, err := db.InParts(personIDs, peopleAtOnce, func(ids []string) ([]helperTie, error) {
		return helpersOf(ctx, tx, ids)
	})
	if err != nil {
		return nil, nil, fmt.Errorf("find who helps: %w", err)
	}
	for _, h := range ties {
		if h.reachable() && h.tie().Reaches(h.actor(), p, tx.Today()) {
			helpers = append(helpers, h)
		}
	}
	return own, helpers, nil
}

// writeTo writes one letter to each of those, as they read.
func (s *Service) writeTo(ctx context.Context, tx *db.Tx, personIDs []string, p Permission,
	says func(v i18n.Voice, own bool) mail.Letter) error {
	own, helpers, err := readersOf(ctx, tx, personIDs, p)
	if err != nil {
		return err
	}
	told := map[string]bool{}
	write := func(row actorRow, isOwn bool) error {
		if told[row.ID] {
			return nil
		}
		told[row.ID] = true
		v, err := s.voiceFor(ctx, tx, row, i18n.Standard)
		if err != nil {
			return err
		}
		l := says(v, isOwn)
		l.To = row.Email
		return addLetter(ctx, tx, l)
	}
	for _, row := range own {
		if err := write(row, true); err != nil {
			return err
		}
	}
	for _, h := range helpers {
		if err := write(h.actorRow, false); err != nil {
			return err
		}
	}
	return nil
}

// letter is a letter of a family of texts, with where to go on the site and whom to ring.
func (s *Service) letter(v i18n.Voice, key, path string, args ...any) mail.Letter {
	args = append(args, "link", s.Base+path, "phone", s.Site.Phone)
	return mail.Letter{Subject: i18n.T(v, key+"subject"), Text: i18n.T(v, key+"text", args...)}
}
