package funds

import (
	"context"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/web"
)

// again is what the page of an April change shows of its day.
type again struct {
	from    string // as typed
	day     clock.Date
	known   bool // a day was asked for
	waiting int  // who would be assessed again
	refused []Refused
	fresh   []Fresh
	drafts  Pass
}

// noDay answers a form whose day is none.
func noDay(c *web.Ctx, typed string) error {
	return c.Invalid(againPage(c, again{from: typed}),
		c.WithUnread(fail.Fields(fail.Field{Name: "from", Key: "web.refused.date"})))
}

func (s *Service) getAgain(c *web.Ctx, a access.Actor) error {
	v := again{from: c.Query("from")}
	if v.from == "" {
		return c.Render(againPage(c, v))
	}
	if v.day, v.known = c.DateIn("from", v.from); !v.known {
		return noDay(c, v.from)
	}
	err := s.DB.Read(c.Context(), func(ctx context.Context, tx *db.Tx) error {
		fresh, refused, err := s.madeAgain(ctx, tx, a, v.day)
		if err != nil {
			return err
		}
		v.waiting, v.refused = len(fresh.drafts), refused
		if v.fresh, err = freshOn(ctx, tx, v.day); err != nil {
			return err
		}
		drafts, err := draftsOn(ctx, tx, v.day)
		v.drafts = passOf(drafts, a)
		return err
	})
	if err != nil {
		return err
	}
	err = s.DB.InTx(c.Context(), func(ctx context.Context, tx *db.Tx) error {
		if err := s.Access.Note(ctx, tx, a, "list", "assessments"); err != nil {
			return err
		}
		return s.Access.ActEach(ctx, tx, a, access.SeeMoney, "see", v.shown())
	})
	if err != nil {
		return err
	}
	return c.Render(againPage(c, v))
}

// shown are the people whom the page names, each once: it says what they pay, or
// what is wrong with their assessment, so that it is a read of their record.
func (v again) shown() []access.Touch {
	var touched []access.Touch
	known := map[string]bool{}
	see := func(personID string) {
		if !known[personID] {
			known[personID] = true
			touched = append(touched, access.Touch{PersonID: personID, Thing: string(access.SeeMoney)})
		}
	}
	for _, f := range v.fresh {
		see(f.PersonID)
	}
	for _, list := range [][]Refused{v.refused, v.drafts.Refused} {
		for _, r := range list[:min(mostFresh, len(list))] {
			see(r.PersonID)
		}
	}
	return touched
}

func (s *Service) postAgain(c *web.Ctx, a access.Actor) error {
	from, ok := c.Date("from")
	if !ok {
		return noDay(c, c.Field("from"))
	}
	made, _, err := s.Reassess(c.Context(), a, from)
	if err != nil {
		return err
	}
	c.Flash("funds.again.made", "n", made)
	return c.See("/finance/again?from=" + from.String())
}

func (s *Service) postCheckAll(c *web.Ctx, a access.Actor) error {
	from, ok := c.Date("from")
	if !ok {
		return noDay(c, c.Field("from"))
	}
	p, err := s.CheckAll(c.Context(), a, from)
	if err != nil {
		return c.OpenAnew(err, "/finance/again?from="+from.String())
	}
	if left := p.Own + len(p.Refused); left > 0 {
		c.Flash("funds.again.checked_some", "n", p.Ready, "left", left)
	} else {
		c.Flash("funds.again.checked", "n", p.Ready)
	}
	return c.See("/finance/again?from=" + from.String())
}

// typedPolicy is the form of a policy, as typed.
type typedPolicy struct{ from, minimum, standard, share string }

func (s *Service) policiesOf(c *web.Ctx, a access.Actor) (all []Policy, today clock.Date, err error) {
	err = s.DB.Read(c.Context(), func(ctx context.Context, tx *db.Tx) error {
		today = tx.Today()
		all, err = s.Policies(ctx, tx, a)
		return err
	})
	return all, today, err
}

func (s *Service) getPolicy(c *web.Ctx, a access.Actor) error {
	all, today, err := s.policiesOf(c, a)
	if err != nil {
		return err
	}
	t := typedPolicy{today.String(), "0.00", "0.00", "1"}
	if len(all) > 0 {
		t = typedPolicy{today.String(), all[0].Minimum.String(), all[0].Standard.String(), all[0].Share}
	}
	return c.Render(policyPage(c, t, all))
}

func (s *Service) postPolicy(c *web.Ctx, a access.Actor) error {
	t := typedPolicy{c.Field("from"), c.Field("minimum"), c.Field("standard"), c.Field("share")}
	p, err := t.policy(c)
	if err == nil {
		err = s.SetPolicy(c.Context(), a, p)
	}
	if err != nil {
		all, _, readErr := s.policiesOf(c, a)
		if readErr != nil {
			return readErr
		}
		return c.Invalid(policyPage(c, t, all), err)
	}
	c.Flash("funds.policy.kept")
	return c.See("/finance/policy")
}

// policy reads what was typed; every fault comes at once. An amount that is not
// given is none.
func (t typedPolicy) policy(c *web.Ctx) (Policy, error) {
	p := Policy{Share: t.share}
	var wrong []fail.Field
	var ok bool
	if p.Starts, ok = c.Date("from"); !ok {
		wrong = append(wrong, fail.Field{Name: "from", Key: "web.refused.date"})
	}
	p.Minimum, _ = c.Pounds("minimum")
	p.Standard, _ = c.Pounds("standard")
	if e, refused := fail.As(p.Check()); refused {
		wrong = append(wrong, e.Fields...)
	}
	return p, c.WithUnread(fail.Fields(wrong...))
}
