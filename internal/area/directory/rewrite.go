package directory

import (
	"context"
	"crypto/sha256"
	"fmt"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
)

// Rewriting is what an organisation's staff change of their activity: both
// texts, and that they have checked its facts.
type Rewriting struct {
	ActivityID   string
	Title        string
	EasyTitle    string
	Text         string
	EasyText     string
	CheckedToday bool
	Version      string // of the activity that the form showed
}

// Version names the words of an activity, so that a form can tell whether
// somebody has changed them since.
func (a Activity) Version() string {
	h := sha256.Sum256(fmt.Appendf(nil, "%q %q %q %q", a.Title, a.EasyTitle, a.Text, a.EasyText))
	return fmt.Sprintf("%x", h[:8])
}

// Rewrite changes an activity's words. Words that somebody else has changed
// since the form was opened are refused with fail.Conflict.
func (s *Service) Rewrite(ctx context.Context, a access.Actor, r Rewriting) error {
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		act, err := activityByID(ctx, tx, r.ActivityID)
		if err != nil {
			return err
		}
		if err := mayChange(a, act.OrganisationID); err != nil {
			return err
		}
		if act.Version() != r.Version {
			return fail.New(fail.Conflict, "directory.refused.stale")
		}
		act.Title, act.EasyTitle, act.Text, act.EasyText = r.Title, r.EasyTitle, r.Text, r.EasyText
		if r.CheckedToday {
			act.Checked = tx.Today()
		}
		_, err = s.Publish(ctx, tx, a, act)
		return err
	})
}
