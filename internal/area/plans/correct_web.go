package plans

import (
	"context"
	"strconv"

	"ourdays/internal/area/access"
	"ourdays/internal/area/people"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/web"
)

// correctView is the form that mends an outcome.
type correctView struct {
	person  people.Person
	outcome Outcome
	mark    string      // of what is kept
	kept    *Outcome    // what it says now, where that is another thing than who mends it had read
	typed   *Correction // what was typed, where it cannot be kept any more
	changes []Change
	refused *fail.Error // why it cannot be corrected
}

func (s *Service) loadCorrect(c *web.Ctx, a access.Actor) (correctView, error) {
	var v correctView
	err := s.DB.InTx(c.Context(), func(ctx context.Context, tx *db.Tx) error {
		personID := c.Path("person")
		if err := s.Access.See(ctx, tx, a, access.AgreeOutcomes, personID); err != nil {
			return err
		}
		var err error
		if v.person, err = s.People.Load(ctx, tx, personID); err != nil {
			return err
		}
		v.outcome, err = s.toCorrect(ctx, tx, a, personID, c.Path("outcome"))
		if e, refused := fail.As(err); refused && e.Kind != fail.NotFound {
			v.refused, err = e, nil
		}
		if err != nil {
			return err
		}
		v.mark = v.outcome.Mark()
		changes, err := changesIn(ctx, tx, v.outcome.PlanID)
		v.changes = changes[v.outcome.ID]
		return err
	})
	return v, err
}

func (s *Service) getCorrect(c *web.Ctx, a access.Actor) error {
	v, err := s.loadCorrect(c, a)
	if err != nil {
		return err
	}
	return c.Render(correctPage(c, v))
}

func (s *Service) postCorrect(c *web.Ctx, a access.Actor) error {
	typed := Correction{Words: c.Field("words"), Opened: c.Field("opened")}
	for i := range 5 {
		typed.Scale = append(typed.Scale, c.Field("scale_"+strconv.Itoa(i)))
	}
	err := s.CorrectOutcome(c.Context(), a, c.Path("person"), c.Path("outcome"), typed)
	if err == nil {
		c.Flash("plans.correct.kept")
		return c.See("/people/" + c.Path("person") + "/plan")
	}
	if kind := fail.KindOf(err); kind != fail.Invalid && kind != fail.Conflict {
		return err
	}
	v, pageErr := s.loadCorrect(c, a)
	if pageErr != nil {
		return pageErr
	}
	return c.Invalid(correctPage(c, v.with(typed)), err)
}

// with keeps what was typed: in the form, below what somebody else has kept meanwhile, or
// beside the reason why there is no form any more.
func (v correctView) with(typed Correction) correctView {
	switch {
	case v.refused != nil:
		v.typed = &typed
		return v
	case typed.Opened != v.mark:
		now := v.outcome
		v.kept = &now
	}
	v.outcome.Words, v.outcome.Scale = typed.Words, typed.Scale
	return v
}
