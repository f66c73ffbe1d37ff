package plans

import (
	"fmt"
	"slices"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
)

// Correction is what an outcome is to say instead, because it was written wrongly. What it
// is about, and where the person began, is agreed and not corrected.
type Correction struct {
	Words  string
	Scale  db.List
	Opened string // the Mark of what the worker saw
}

// Change is what an outcome said before one correction, with who corrected it.
type Change struct {
	ID        string
	OutcomeID string
	At        clock.Instant
	ActorID   string
	ActorName string
	Words     string
	Scale     db.List
}

// Mark tells what an outcome says from what it said before.
func (o Outcome) Mark() string {
	return access.HashSecret(fmt.Sprintf("%q", append([]string{o.ID, o.Words}, o.Scale...)))[:16]
}

// mayCorrect refuses a correction by anybody but who wrote the outcome, where that is
// known, of one that has ended, and of one that a review has scored: what was measured
// stays what it was.
func (o Outcome) mayCorrect(a access.Actor, open, scored bool) error {
	switch {
	case !open:
		return fail.New(fail.Conflict, "plans.refused.outcome_ended")
	case scored:
		return fail.New(fail.Conflict, "plans.refused.scored")
	case o.WrittenBy != "" && o.WrittenBy != a.ID:
		return fail.New(fail.Forbidden, "plans.refused.not_writer", "who", o.Writer)
	}
	return nil
}

// corrected is the outcome with its words and scale mended; changed reports whether
// it says anything else then.
func (o Outcome) corrected(c Correction) (mended Outcome, changed bool) {
	mended = o
	mended.Words, mended.Scale = c.Words, c.Scale
	return mended, o.Words != c.Words || !slices.Equal(o.Scale, c.Scale)
}
