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
	own, err := db.InParts(personIDs, peopleAtOnce, func(ids []string) ([]actorRow, error) {
		return actorsOf(ctx, tx, ids)
	})
	if err != nil {
		return fmt.Errorf("find who is written to: %w", err)
	}
	for _, row := range own {
		if row.Kind != Person {
			continue
		}
		v, err := s.voiceFor(ctx, tx, row, i18n.Standard)
		if err != nil {
			return err
		}
		l := s.offLetter(v, row, day, "access.off.own_subject", "access.off.own", "/me/week?day="+day.String())
		if err := addLetter(ctx, tx, l); err != nil {
			return err
		}
	}
	helpers, err := db.InParts(personIDs, peopleAtOnce, func(ids []string) ([]helperTie, error) {
		return helpersOf(ctx, tx, ids)
	})
	if err != nil {
		return fmt.Errorf("find who helps: %w", err)
	}
	told := map[string]bool{}
	for _, h := range helpers {
		row := h.actorRow
		if told[row.ID] || !h.tie().Reaches(row.actor(), SeeOwn, tx.Today()) {
			continue
		}
		told[row.ID] = true
		l := s.offLetter(i18n.Standard, row, day, "access.off.helper_subject", "access.off.helper", "/me/people")
		if err := addLetter(ctx, tx, l); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) offLetter(v i18n.Voice, to actorRow, day clock.Date, subject, text,
	path string) mail.Letter {
	return mail.Letter{To: to.Email, Subject: i18n.T(v, subject), Text: i18n.T(v, text,
		"date", i18n.Date(v, day), "link", s.Base+path, "phone", s.Site.Phone)}
}
