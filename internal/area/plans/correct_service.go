package plans

import (
	"context"
	"fmt"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
)

// CorrectOutcome mends a slip in the words of an outcome or of its scale, for who wrote
// it, until a review first scores it. What it said before is kept, with who and when.
func (s *Service) CorrectOutcome(ctx context.Context, a access.Actor, personID, outcomeID string,
	c Correction) error {
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if err := s.Access.Act(ctx, tx, a, access.AgreeOutcomes, personID, "correct outcome",
			outcomeID); err != nil {
			return err
		}
		if _, _, err := heldPlan(ctx, tx, personID); err != nil { // a review of it waits, or is there
			return err
		}
		o, err := s.toCorrect(ctx, tx, a, personID, outcomeID)
		if err != nil {
			return err
		}
		mended, changed := o.corrected(c)
		if err := mended.Check(); err != nil {
			return err
		}
		if c.Opened != o.Mark() {
			return fail.New(fail.Conflict, "plans.refused.corrected_already")
		}
		if !changed {
			return nil
		}
		kept, err := rewriteOutcome(ctx, tx, o, mended)
		if err != nil {
			return fmt.Errorf("correct an outcome: %w", err)
		}
		if !kept {
			return fail.New(fail.Conflict, "plans.refused.corrected_already")
		}
		return insertChange(ctx, tx, Change{ID: tx.NewID(), OutcomeID: o.ID, At: tx.Now, ActorID: a.ID,
			ActorName: a.Name, Words: o.Words, Scale: o.Scale})
	})
}

// toCorrect finds an outcome of a person, if the actor may correct it.
func (s *Service) toCorrect(ctx context.Context, tx *db.Tx, a access.Actor,
	personID, outcomeID string) (Outcome, error) {
	o, found, err := outcomeOf(ctx, tx, personID, outcomeID)
	if err != nil {
		return o, err
	}
	if !found {
		return o, fail.New(fail.NotFound, "fail.not_found")
	}
	open, err := openOutcome(ctx, tx, o.ID)
	if err != nil {
		return o, err
	}
	scored, err := scoredIn(ctx, tx, o.ID)
	if err != nil {
		return o, err
	}
	return o, o.mayCorrect(a, open, scored)
}
