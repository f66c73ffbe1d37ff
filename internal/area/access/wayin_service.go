package access

import (
	"context"
	"fmt"

	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/mail"
)

// WayInOf gives a person's way in to a verb that has asked permission; without
// one it is the zero value.
func (s *Service) WayInOf(ctx context.Context, tx *db.Tx, personID string) (WayIn, error) {
	return wayInOf(ctx, tx, personID)
}

// LetIn gives a person a way in by an address, or another address, or lets them
// in again, and writes to them how. The verb that calls it has asked permission
// and holds the record of the person. A way in that no longer has the marks with
// which it was opened is refused with fail.Conflict, an address by which
// somebody else signs in at its field.
func (s *Service) LetIn(ctx context.Context, tx *db.Tx, person Actor, email, opened string) error {
	was, err := wayInOf(ctx, tx, person.PersonID)
	if err != nil {
		return err
	}
	if was.Marks() != opened {
		return fail.New(fail.Conflict, "access.way_in.stale")
	}
	email = foldEmail(email)
	if !plausibleEmail(email) {
		return fail.Fields(fail.Field{Name: "email", Key: "access.sign_in.email_wrong"})
	}
	if was.ID == "" {
		was.ID = tx.NewID()
		person.ID, person.Kind, person.Roles = was.ID, Person, []Role{RolePerson}
	}
	if err := s.giveAddress(ctx, tx, person, was, email); err != nil {
		return err
	}
	return s.invitePerson(ctx, tx, person, email)
}

// giveAddress makes the way in, or changes the one that there is: links and
// devices that came by another address are shut out.
func (s *Service) giveAddress(ctx context.Context, tx *db.Tx, person Actor, was WayIn, email string) error {
	if person.ID != "" {
		row, err := holderOrNew(ctx, tx, person, email)
		if err == nil && row.ID != person.ID {
			err = fail.Fields(fail.Field{Name: "email", Key: "access.refused.email_taken"})
		}
		return err
	}
	id, taken, err := holderOf(ctx, tx, email)
	if err != nil {
		return err
	}
	if taken && id != was.ID {
		return fail.Fields(fail.Field{Name: "email", Key: "access.refused.email_taken"})
	}
	if err := openWayIn(ctx, tx, was.ID, email); err != nil || email == was.Email {
		return err
	}
	return shutOut(ctx, tx, was.ID)
}

// CallPerson lets a person's way in greet them by the name of their record.
func (s *Service) CallPerson(ctx context.Context, tx *db.Tx, personID, name string) error {
	return callPerson(ctx, tx, personID, name)
}

// EndWayIn lets a person in no more: they are signed out everywhere, and links on
// their way to them are void. The verb that calls it has asked permission.
func (s *Service) EndWayIn(ctx context.Context, tx *db.Tx, personID, opened string) error {
	w, err := wayInOf(ctx, tx, personID)
	if err != nil {
		return err
	}
	if w.Marks() != opened || !w.Active {
		return fail.New(fail.Conflict, "access.way_in.stale")
	}
	if err := endAccount(ctx, tx, w.ID); err != nil {
		return err
	}
	return shutOut(ctx, tx, w.ID)
}

// invitePerson writes to a person how they sign in, as they read, and that weeks wait for
// them where they do: those were shown while no letter could say so.
func (s *Service) invitePerson(ctx context.Context, tx *db.Tx, person Actor, email string) error {
	v := i18n.Standard
	if person.ReadsEasy {
		v = i18n.Easy
	}
	text := i18n.T(v, "access.way_in.letter", "link", s.Base+"/sign-in", "phone", s.Site.Phone)
	if s.Stage != nil {
		stage, err := s.Stage(ctx, tx, person.PersonID)
		if err != nil {
			return fmt.Errorf("ask how far a person is: %w", err)
		}
		if stage == Chooses {
			text = i18n.T(v, "access.way_in.waits") + "\n\n" + text
		}
	}
	return addLetter(ctx, tx, mail.Letter{To: email, Subject: i18n.T(v, "access.way_in.subject"), Text: text})
}
