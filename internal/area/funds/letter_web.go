package funds

import (
	"context"
	"fmt"

	"ourdays/internal/area/access"
	"ourdays/internal/area/people"
	"ourdays/internal/engine/charging"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/web"
)

// letter is one assessment with its result and the one that counted before it.
type letter struct {
	person     people.Person
	assessment Assessment
	circs      charging.Case
	result     charging.Result
	before     *charging.Comparison // with the assessment before, if there is one
	mayCheck   bool                 // the officer may let it count
}

// loadLetter reads an assessment that the officer may see, and computes it.
func (s *Service) loadLetter(c *web.Ctx, a access.Actor) (letter, error) {
	var l letter
	var all []Assessment
	err := s.DB.InTx(c.Context(), func(ctx context.Context, tx *db.Tx) error {
		var err error
		if l.assessment, err = s.AssessmentByID(ctx, tx, a, c.Path("person"), c.Path("id")); err != nil {
			return err
		}
		if all, err = assessmentsOf(ctx, tx, l.assessment.PersonID); err != nil {
			return err
		}
		l.person, err = s.People.Load(ctx, tx, l.assessment.PersonID)
		return err
	})
	if err != nil {
		return l, err
	}
	if l.circs, l.result, err = Compute(l.assessment.Case); err != nil {
		return l, fmt.Errorf("compute a kept assessment: %w", err)
	}
	l.mayCheck = l.assessment.MayBeCheckedBy(a)
	l.compare(all)
	return l, nil
}

// compare sets the letter beside the checked assessment before it. One that
// cannot be computed any more is left out: the letter stands without it.
func (l *letter) compare(all []Assessment) {
	for _, b := range all {
		if b.ID == l.assessment.ID || b.Status != Checked || !b.Starts.Before(l.assessment.Starts) {
			continue
		}
		if _, r, err := Compute(b.Case); err == nil {
			cmp := charging.Compare(r, l.result)
			l.before = &cmp
		}
		return
	}
}

func (s *Service) getLetter(c *web.Ctx, a access.Actor) error {
	l, err := s.loadLetter(c, a)
	if err != nil {
		return err
	}
	return c.Render(letterPage(c, l))
}

func (s *Service) getPrint(c *web.Ctx, a access.Actor) error {
	l, err := s.loadLetter(c, a)
	if err != nil {
		return err
	}
	return c.Render(paperPage(c, l))
}

func (s *Service) getWhatIf(c *web.Ctx, a access.Actor) error {
	l, err := s.loadLetter(c, a)
	if err != nil {
		return err
	}
	return whatIf(c, l.circs, backTo(l))
}

func (s *Service) postWhatIf(c *web.Ctx, a access.Actor) error {
	l, err := s.loadLetter(c, a)
	if err != nil {
		return err
	}
	return tryIdea(c, l.circs, backTo(l))
}

func backTo(l letter) string { return "/people/" + l.person.ID + "/assessment/" + l.assessment.ID }

// loadOwn reads the assessment that counts today.
func (s *Service) loadOwn(c *web.Ctx, a access.Actor) (own, error) {
	var o own
	if a.PersonID == "" {
		return o, fail.New(fail.NotFound, "funds.money.nobody")
	}
	err := s.DB.InTx(c.Context(), func(ctx context.Context, tx *db.Tx) error {
		all, err := s.Assessments(ctx, tx, a, a.PersonID)
		if err != nil {
			return err
		}
		today := tx.Today()
		for i := range all {
			if all[i].Status == Checked && all[i].Starts.After(today) {
				o.next = &all[i]
			}
		}
		if o.person, err = s.People.Load(ctx, tx, a.PersonID); err != nil {
			return err
		}
		if o.plan, _, err = s.BudgetOf(ctx, tx, a.PersonID, today); err != nil {
			return err
		}
		o.assessment, o.found, err = s.InForce(ctx, tx, a.PersonID, today)
		return err
	})
	if err != nil || !o.found {
		return o, err
	}
	if o.circs, o.result, err = Compute(o.assessment.Case); err != nil {
		return o, fmt.Errorf("compute a kept assessment: %w", err)
	}
	return o, nil
}

// GetMoney answers with the page of a person's own money.
func (s *Service) GetMoney(c *web.Ctx, a access.Actor, beside Beside) error {
	o, err := s.loadOwn(c, a)
	if err != nil {
		return err
	}
	if o.beside, err = beside(c, a.PersonID); err != nil {
		return err
	}
	if !o.found {
		return c.Render(noMoneyPage(c, o))
	}
	return c.Render(moneyPage(c, o))
}

func (s *Service) getMoneyPrint(c *web.Ctx, a access.Actor) error {
	o, err := s.loadOwn(c, a)
	if err != nil {
		return err
	}
	if !o.found {
		return c.Render(noMoneyPage(c, own{next: o.next}))
	}
	return c.Render(paperPage(c, o.letter))
}

func (s *Service) getMoneyWhatIf(c *web.Ctx, a access.Actor) error {
	o, err := s.loadOwn(c, a)
	if err != nil {
		return err
	}
	if !o.found {
		return c.Render(noMoneyPage(c, own{next: o.next}))
	}
	return whatIf(c, o.circs, "/me/money")
}

func (s *Service) postMoneyWhatIf(c *web.Ctx, a access.Actor) error {
	o, err := s.loadOwn(c, a)
	if err != nil {
		return err
	}
	if !o.found {
		return c.See("/me/money")
	}
	return tryIdea(c, o.circs, "/me/money")
}

// idea is what somebody asks in the better-off view, as typed.
type idea struct{ what, amount, every string }

func readIdea(c *web.Ctx) idea { return idea{c.Field("idea"), c.Field("amount"), c.Field("every")} }

// tryIdea answers the form of an idea with the way back to it, which shows what
// the idea would change. Nothing is kept of it, and as it is somebody's money it
// goes with the visitor and not in the address.
func tryIdea(c *web.Ctx, circs charging.Case, back string) error {
	if i := readIdea(c); i.what != "" {
		if _, err := i.change(circs); err != nil {
			return c.Invalid(whatIfPage(c, i, nil, back), err)
		}
	}
	return c.Carry("idea", "amount", "every")
}

// whatIf shows the form of an idea, and what the one that was tried just now
// would change.
func whatIf(c *web.Ctx, circs charging.Case, back string) error {
	if !c.Carried() || readIdea(c).what == "" {
		return c.Render(whatIfPage(c, idea{}, nil, back))
	}
	i := readIdea(c)
	b, err := i.change(circs)
	if err != nil {
		return c.Render(whatIfPage(c, i, nil, back)) // their money is another since
	}
	return c.Render(whatIfPage(c, i, &b, back))
}

// change works out what the idea would change.
func (i idea) change(circs charging.Case) (charging.BetterOff, error) {
	parsed, err := charging.ParseIdea(i.what + "=" + pounds(i.amount) + "/" + i.every)
	if err != nil || parsed.Amount > mostOfIdea {
		return charging.BetterOff{}, fail.Fields(fail.Field{Name: "amount", Key: "funds.refused.idea"})
	}
	b, err := charging.WhatIf(circs, parsed)
	if err != nil {
		return b, asFields(err)
	}
	return b, nil
}

// mostOfIdea is more than anybody asks about.
const mostOfIdea = 100_000_00
