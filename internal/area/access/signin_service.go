package access

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/jobs"
	"ourdays/internal/platform/mail"
)

// AskLink sends a sign-in link to an address that we know. It says nothing to
// the asker about whether we do. Who has many letters of the last quarter of an hour
// gets another only when none that is unused is younger than linksApart.
func (s *Service) AskLink(ctx context.Context, v i18n.Voice, email string) error {
	email = foldEmail(email)
	if !plausibleEmail(email) {
		return fail.Fields(fail.Field{Name: "email", Key: "access.sign_in.email_wrong"})
	}
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		row, known, err := actorByEmail(ctx, tx, email)
		if err != nil || !known {
			return err
		}
		if err := takeLinkTurn(ctx, tx, row.ID); err != nil {
			return err
		}
		sent, err := linksSince(ctx, tx, row.ID, tx.Now.Add(-linksPerSpan), tx.Now.Add(-linksApart))
		if err != nil || sent.Links >= linksAtMost && sent.Fresh > 0 {
			return err
		}
		if v, err = s.voiceFor(ctx, tx, row, v); err != nil {
			return err
		}
		secret, hash := newSecret()
		if err := insertLink(ctx, tx, hash, row.ID, tx.Now.Add(linkHolds)); err != nil {
			return err
		}
		return addLetter(ctx, tx, mail.Letter{
			To:      row.Email,
			Subject: i18n.T(v, "access.mail.subject"),
			Text:    i18n.T(v, "access.mail.text", "link", s.Base+"/sign-in/"+secret),
		})
	})
}

// voiceFor gives the voice of a letter: Easy Read to a person whose record says so, and
// to a supporter who chose it last, whatever page they asked from; to everybody else that
// of the page.
func (s *Service) voiceFor(ctx context.Context, tx *db.Tx, row actorRow,
	asked i18n.Voice) (i18n.Voice, error) {
	if row.Kind == Supporter && row.ReadsEasy {
		return i18n.Easy, nil
	}
	if row.Kind != Person || s.ReadsEasy == nil {
		return asked, nil
	}
	easy, err := s.ReadsEasy(ctx, tx, row.PersonID)
	if err != nil {
		return asked, fmt.Errorf("ask how somebody reads: %w", err)
	}
	if easy {
		return i18n.Easy, nil
	}
	return asked, nil
}

func addLetter(ctx context.Context, tx *db.Tx, l mail.Letter) error {
	b, err := json.Marshal(l)
	if err != nil {
		return fmt.Errorf("write letter: %w", err)
	}
	return jobs.Add(ctx, tx, MailJob, string(b))
}

// SendLetter is the handler of mail jobs.
func (s *Service) SendLetter(ctx context.Context, body string) error {
	var l mail.Letter
	if err := json.Unmarshal([]byte(body), &l); err != nil {
		return fmt.Errorf("read letter: %w", err)
	}
	return s.Mail.Send(ctx, l)
}

// UseLink signs in with the secret of a link. It works once, for ten minutes; the
// same form pressed twice is the same session (opening).
func (s *Service) UseLink(ctx context.Context, secret string) (token string, a Actor, err error) {
	in := opening{secret: secret, key: db.KeyOf(ctx), salt: newSalt()}
	err = s.DB.InTx(db.WithFormKey(ctx, nil), func(ctx context.Context, tx *db.Tx) error {
		actorID, ok, err := useLink(ctx, tx, HashSecret(secret), in.salt)
		if err != nil {
			return err
		}
		if ok {
			token = in.token()
			a, err = s.begin(ctx, tx, actorID, token, false)
			return err
		}
		salt, err := saltOfLink(ctx, tx, HashSecret(secret), tx.Now.Add(-pressHolds))
		if err != nil {
			return err
		}
		token, a, ok, err = in.again(ctx, tx, salt)
		if err == nil && !ok {
			err = fail.New(fail.Invalid, "access.sign_in.link_old")
		}
		return err
	})
	return token, a, err
}

// again gives the session that the same form began, with the salt of its first press;
// none where somebody has signed out of it since.
func (o opening) again(ctx context.Context, tx *db.Tx,
	salt string) (token string, a Actor, ok bool, err error) {
	if salt == "" || !o.unguessable() {
		return "", a, false, nil
	}
	o.salt = salt
	token = o.token()
	row, ok, err := actorByToken(ctx, tx, HashSecret(token))
	if err != nil || !ok {
		return "", a, false, err
	}
	a = row.actor()
	a.ReadsEasy = row.Easy
	return token, a, true, nil
}

// MarkDemo says that everybody in this database is made up. Whoever fills one says so
// before anybody is in it; it is asked where Site.Demo opens the house to anybody.
func (s *Service) MarkDemo(ctx context.Context, tx *db.Tx) error { return insertMark(ctx, tx) }

// IsDemo reports whether it was said.
func (s *Service) IsDemo(ctx context.Context, tx *db.Tx) (bool, error) { return marked(ctx, tx) }

// Anybody reports whether the database holds any account.
func (s *Service) Anybody(ctx context.Context, tx *db.Tx) (bool, error) { return anyActor(ctx, tx) }

// openToAll reports whether anybody may be let in as anybody: in what a demo filled,
// served as one. It is asked each time: an empty database that was served as a demo may
// have been given accounts since.
func (s *Service) openToAll(ctx context.Context, tx *db.Tx) (bool, error) {
	if !s.Site.Demo {
		return false, nil
	}
	return marked(ctx, tx)
}

// demoOnly refuses what is for a demo only.
func (s *Service) demoOnly(ctx context.Context, tx *db.Tx) error {
	open, err := s.openToAll(ctx, tx)
	if err == nil && !open {
		err = fail.New(fail.NotFound, "fail.not_found")
	}
	return err
}

// SignInAs signs in as a persona of the demo, and nowhere else.
func (s *Service) SignInAs(ctx context.Context, actorID string) (token string, a Actor, err error) {
	err = s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if err := s.demoOnly(ctx, tx); err != nil {
			return err
		}
		token, _ = newSecret()
		a, err = s.begin(ctx, tx, actorID, token, false)
		return err
	})
	return token, a, err
}

// begin begins a session under a token; the one before, if any, was ended at sign-out.
// Somebody whose account has ended since their link was sent does not get one.
// On a device that others use too it holds as short as one of staff.
func (s *Service) begin(ctx context.Context, tx *db.Tx, actorID, token string, shared bool) (Actor, error) {
	row, err := actorByID(ctx, tx, actorID)
	if err == nil && !row.Active {
		err = fail.New(fail.Invalid, "access.sign_in.link_old")
	}
	if err != nil {
		return Actor{}, err
	}
	if row.Kind == Supporter {
		if row.Helping, err = firstHelped(ctx, tx, row); err != nil {
			return Actor{}, err
		}
	}
	a := row.actor()
	a.ReadsEasy = row.Kind == Supporter && row.ReadsEasy
	if a.Kind == Person && s.ReadsEasy != nil {
		if a.ReadsEasy, err = s.ReadsEasy(ctx, tx, a.PersonID); err != nil {
			return a, fmt.Errorf("ask how somebody reads: %w", err)
		}
	}
	if err := insertToken(ctx, tx, tokenRow{actorRow: row, Hash: HashSecret(token),
		Ends: tx.Now.Add(most(a.Kind, shared)),
		Easy: a.ReadsEasy, Shared: shared}); err != nil {
		return a, err
	}
	if err := touchActor(ctx, tx, a.ID); err != nil {
		return a, err
	}
	return a, s.Note(ctx, tx, a, "sign_in", a.ID)
}

// firstHelped picks the first person whom a supporter may help today.
func firstHelped(ctx context.Context, tx *db.Tx, row actorRow) (string, error) {
	people, err := helpedBy(ctx, tx, row.actor(), tx.Today())
	if err != nil || len(people) == 0 {
		return "", err
	}
	return people[0], nil
}

// helpedBy lists the people whom a supporter may help on a day.
func helpedBy(ctx context.Context, tx *db.Tx, a Actor, on clock.Date) ([]string, error) {
	ties, err := tiesOf(ctx, tx, a.ID)
	if err != nil {
		return nil, err
	}
	var people []string
	for _, t := range ties {
		if t.Relation == Mandate && t.Reaches(a, SeeOwn, on) {
			people = append(people, t.PersonID)
		}
	}
	return people, nil
}

// Help changes whom a supporter helps now.
func (s *Service) Help(ctx context.Context, token string, a Actor, personID string) error {
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if err := s.Act(ctx, tx, a, SeeOwn, personID, "help", personID); err != nil {
			return err
		}
		return setHelping(ctx, tx, HashSecret(token), personID)
	})
}

// SignOut ends the token on the server.
func (s *Service) SignOut(ctx context.Context, token string) error {
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		return deleteToken(ctx, tx, HashSecret(token))
	})
}

// Whose finds the actor behind a token. A token that idled too long is ended.
func (s *Service) Whose(ctx context.Context, token string) (a Actor, ok bool, err error) {
	hash := HashSecret(token)
	var row tokenRow
	var now clock.Instant
	var may db.List
	helps := ""
	err = s.DB.Read(ctx, func(ctx context.Context, tx *db.Tx) error {
		now = tx.Now
		if row, ok, err = actorByToken(ctx, tx, hash); err == nil && row.Kind == Supporter {
			may, err = mandateOf(ctx, tx, row.ID, row.Helping)
		}
		if err == nil && len(may) > 0 && s.Called != nil {
			helps, err = s.Called(ctx, tx, row.Helping)
		}
		return err
	})
	if err != nil || !ok {
		return Actor{}, false, err
	}
	away := now.Sub(row.Seen)
	if away > idle(row.Kind, row.Shared) {
		return Actor{}, false, s.SignOut(ctx, token)
	}
	if away > time.Minute {
		err = s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
			if err := touchToken(ctx, tx, hash); err != nil {
				return err
			}
			return touchActor(ctx, tx, row.ID)
		})
	}
	a = row.actor()
	a.ReadsEasy, a.Mandate, a.Helps = row.Easy, may, helps
	return a, err == nil, err
}
