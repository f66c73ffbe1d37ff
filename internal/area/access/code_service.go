package access

import (
	"context"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
)

// CodeOnPaper lets a person sign in once by a code that a worker hands to them on
// paper, until the end of a day that it gives. A person who has no way in, or one
// that had ended, gets one; a code from before is void. The verb that calls it has
// asked permission and holds the record of the person. Pressed twice it is the same
// code; one that was used is refused with fail.Conflict.
func (s *Service) CodeOnPaper(ctx context.Context, tx *db.Tx, person Actor, code string) (clock.Date, error) {
	last := tx.Today().AddDays(codeDays)
	code, ok := readCode(code)
	if !ok {
		return last, fail.New(fail.Invalid, "access.code.unreadable")
	}
	was, err := wayInOf(ctx, tx, person.PersonID)
	if err != nil {
		return last, err
	}
	if was.ID == "" {
		person.ID, person.Kind, person.Roles = tx.NewID(), Person, []Role{RolePerson}
		was.ID = person.ID
		err = insertActor(ctx, tx, person, noAddress+person.ID)
	} else if !was.Active {
		err = reopen(ctx, tx, was.ID)
	}
	if err != nil {
		return last, err
	}
	hash := HashSecret(code)
	if err := voidCodes(ctx, tx, was.ID, hash); err != nil {
		return last, err
	}
	kept, err := keepCode(ctx, tx, hash, was.ID, clock.At(last.AddDays(1), 0))
	if err == nil && !kept {
		err = fail.New(fail.Conflict, "access.code.again")
	}
	return last, err
}

// CodeOpens reports until which day a person can sign in by a code, if they can.
func (s *Service) CodeOpens(ctx context.Context, tx *db.Tx,
	personID, typed string) (clock.Date, bool, error) {
	code, ok := readCode(typed)
	if !ok {
		return clock.Date{}, false, nil
	}
	until, found, err := liveCode(ctx, tx, personID, HashSecret(code))
	last, _ := clock.London(until)
	return last.AddDays(-1), found, err
}

// UseCode signs in by a code on paper, once. shared says that others use the device
// too: then the session is as short as those of staff. from is the address of the
// asker, of which only a hash is kept, for a quarter of an hour: too many tries there,
// or anywhere, are refused before the code is looked at. The same form pressed twice is
// the same session (opening).
func (s *Service) UseCode(ctx context.Context, typed, from string, shared bool) (token string, a Actor,
	err error) {
	key := db.KeyOf(ctx)
	ctx = db.WithFormKey(ctx, nil) // a try counts, though it is refused
	try, err := s.try(ctx, from)
	if err != nil {
		return "", a, err
	}
	wrong := fail.Fields(fail.Field{Name: "code", Key: "access.code.wrong"})
	if typed == "" {
		wrong = fail.Fields(fail.Field{Name: "code", Key: "access.code.needed"})
	}
	code, ok := readCode(typed)
	if !ok {
		return "", a, wrong
	}
	err = s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if token, a, ok, err = s.byCode(ctx, tx, opening{code, key, newSalt()}, shared); err != nil {
			return err
		}
		if !ok {
			return wrong
		}
		return forgetTry(ctx, tx, try)
	})
	return token, a, err
}

// byCode begins the session of a code that was read, or finds the one that the same
// form began.
func (s *Service) byCode(ctx context.Context, tx *db.Tx, in opening, shared bool) (token string, a Actor,
	ok bool, err error) {
	hash := HashSecret(in.secret)
	actorID, ok, err := useCode(ctx, tx, hash, in.salt)
	if err != nil {
		return "", a, false, err
	}
	if ok {
		token = in.token()
		a, err = s.begin(ctx, tx, actorID, token, shared)
		return token, a, true, err
	}
	salt, err := saltOfCode(ctx, tx, hash, tx.Now.Add(-pressHolds))
	if err != nil {
		return "", a, false, err
	}
	return in.again(ctx, tx, salt)
}

// try counts one more try to sign in by a code, or refuses it.
func (s *Service) try(ctx context.Context, from string) (id string, err error) {
	err = s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if err := forgetOldTries(ctx, tx, tx.Now.Add(-triesSpan)); err != nil {
			return err
		}
		hash := HashSecret(from)
		n, err := triesOf(ctx, tx, hash)
		if err != nil {
			return err
		}
		if n.Here >= triesAtOne || n.Anywhere >= triesAtAnywhere {
			return fail.Fields(fail.Field{Name: "code", Key: "access.code.too_many",
				Args: []any{"phone", s.Site.Phone}})
		}
		id = tx.NewID()
		return insertTry(ctx, tx, id, hash)
	})
	return id, err
}
