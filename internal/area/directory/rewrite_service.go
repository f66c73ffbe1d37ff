package directory

import (
	"context"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
)

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
		easy := r.check(act)
		act.Title, act.EasyTitle, act.Text, act.EasyText = r.Title, r.EasyTitle, r.Text, r.EasyText
		if r.CheckedToday {
			act.Checked = tx.Today()
		}
		if easy != nil {
			return fail.Join(act.normal().Check(), easy)
		}
		_, err = s.Publish(ctx, tx, a, act)
		return err
	})
}
