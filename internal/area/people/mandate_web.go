package people

import (
	"context"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/web"
)

func (s *Service) mandateRoutes() []access.Route {
	return []access.Route{
		{Pattern: "GET /people/{person}/mandates", Need: access.AgreeOutcomes, Do: s.getMandates,
			Audience: "staff"},
		{Pattern: "GET /people/{person}/mandates/add", Need: access.AgreeOutcomes, Do: s.getLetHelp,
			Audience: "staff"},
		{Pattern: "POST /people/{person}/mandates/add", Need: access.AgreeOutcomes, Do: s.postLetHelp,
			Audience: "staff"},
		{Pattern: "GET /people/{person}/mandates/{mandate}", Need: access.AgreeOutcomes, Do: s.getMandate,
			Audience: "staff"},
		{Pattern: "POST /people/{person}/mandates/{mandate}/review", Need: access.AgreeOutcomes,
			Do: s.postReviewMandate, Audience: "staff"},
		{Pattern: "POST /people/{person}/mandates/{mandate}/end", Need: access.AgreeOutcomes, Do: s.postEndMandate,
			Audience: "staff"},
		{Pattern: "POST /people/{person}/mandates/{mandate}/address", Need: access.AgreeOutcomes,
			Do: s.postMoveHelper, Audience: "staff"},
		{Pattern: "POST /people/{person}/mandates/{mandate}/read", Need: access.AgreeOutcomes, Do: s.postReadEnd,
			Audience: "staff"},
		{Pattern: "GET /me/helpers", Need: access.SeeOwn, Do: s.getHelpers, Audience: "citizen"},
		{Pattern: "GET /me/helpers/{mandate}", Need: access.SeeOwn, Do: s.getStop, Audience: "citizen"},
		{Pattern: "POST /me/helpers/{mandate}/stop", Need: access.SeeOwn, Do: s.postStop, Audience: "citizen"},
		{Pattern: "GET /me/people", Need: access.SeeOwn, Do: s.getHelped, Audience: "citizen"},
	}
}

// help is what the pages of mandates show: a person, who helps or helped them,
// and the mandate that is looked at.
type help struct {
	person Person
	list   []Mandate
	one    Mandate
	today  clock.Date
	own    bool     // its person looks, and nobody for them
	reads  bool     // who looks may read and not change
	typed  formDays // as the form shows them
	reason string   // for the end of a mandate, as typed
	email  string   // the helper's new address, as typed
}

// formDays are the days of a mandate as they stand in its form.
type formDays struct{ said, starts, until, review string }

// loadHelp reads who helps a person; with a mandate's id that one too.
func (s *Service) loadHelp(c *web.Ctx, a access.Actor, personID, mandateID string) (help, error) {
	v := help{own: a.Kind == access.Person}
	err := s.DB.InTx(c.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
		v.today = tx.Today()
		if v.person, err = s.Get(ctx, tx, a, personID); err != nil {
			return err
		}
		may, err := s.Access.Reached(ctx, tx, a, access.WritePerson, []string{personID})
		if err != nil {
			return err
		}
		v.reads = !may[personID]
		if mandateID != "" {
			v.one, err = s.mandate(ctx, tx, personID, mandateID)
			return err
		}
		v.list, err = allMandates(ctx, tx, personID)
		return err
	})
	v.typed.review = v.today.AddMonths(monthsToReview).String()
	return v, err
}

func (s *Service) getMandates(c *web.Ctx, a access.Actor) error {
	v, err := s.loadHelp(c, a, c.Path("person"), "")
	if err != nil {
		return err
	}
	return c.Render(mandatesPage(c, v))
}

func (s *Service) getLetHelp(c *web.Ctx, a access.Actor) error {
	if err := s.mayChange(c, a); err != nil {
		return err
	}
	v, err := s.loadHelp(c, a, c.Path("person"), "")
	if err != nil {
		return err
	}
	v.one.May, v.typed.starts = db.List{"see"}, v.today.String()
	return c.Render(letHelpPage(c, v))
}

func (s *Service) postLetHelp(c *web.Ctx, a access.Actor) error {
	v, err := s.loadHelp(c, a, c.Path("person"), "")
	if err != nil {
		return err
	}
	v = readMandate(c, v)
	err = s.DB.InTx(c.Context(), func(ctx context.Context, tx *db.Tx) error {
		_, err := s.LetHelp(ctx, tx, a, v.one)
		return c.WithUnread(err)
	})
	if err != nil {
		return c.Invalid(letHelpPage(c, v), err)
	}
	c.Flash("people.mandate.given", "name", v.one.Supporter)
	return c.See("/people/" + v.person.ID + "/mandates")
}

// readMandate fills the form with what was posted.
func readMandate(c *web.Ctx, v help) help {
	v.one = Mandate{PersonID: v.person.ID, Supporter: c.Field("name"), Email: c.Field("email"),
		Related: c.Field("related"),
		Basis:   c.Field("basis"), SaidHow: c.Field("said_how"), Paper: c.Field("paper"),
		May: db.List(c.Fields("may"))}
	v.typed = formDays{c.Field("said_on"), c.Field("starts"), c.Field("until"), c.Field("review_on")}
	v.one.Starts, _ = c.Date("starts")
	v.one.SaidOn, v.one.Until, v.one.ReviewOn = someDay(c, "said_on"), someDay(c, "until"), someDay(c,
		"review_on")
	return v
}

// someDay reads a day that may be left out.
func someDay(c *web.Ctx, name string) clock.NullDate {
	d, _ := c.Date(name)
	return clock.SomeDate(d)
}

func (s *Service) getMandate(c *web.Ctx, a access.Actor) error {
	v, err := s.loadHelp(c, a, c.Path("person"), c.Path("mandate"))
	if err != nil {
		return err
	}
	return c.Render(mandatePage(c, v))
}

func (s *Service) postReviewMandate(c *web.Ctx, a access.Actor) error {
	next, person := someDay(c, "review_on"), c.Path("person")
	err := s.DB.InTx(c.Context(), func(ctx context.Context, tx *db.Tx) error {
		return c.WithUnread(s.ReviewMandate(ctx, tx, a, person, c.Path("mandate"), next))
	})
	if err != nil {
		return s.mandateAgain(c, a, err)
	}
	c.Flash("people.mandate.reviewed")
	return c.See("/people/" + person + "/mandates")
}

func (s *Service) postEndMandate(c *web.Ctx, a access.Actor) error {
	person := c.Path("person")
	if err := s.EndMandate(c.Context(), a, person, c.Path("mandate"), c.Field("reason")); err != nil {
		return s.mandateAgain(c, a, err)
	}
	c.Flash("people.mandate.ended")
	return c.See("/people/" + person + "/mandates")
}

func (s *Service) postMoveHelper(c *web.Ctx, a access.Actor) error {
	person, mandate := c.Path("person"), c.Path("mandate")
	err := s.DB.InTx(c.Context(), func(ctx context.Context, tx *db.Tx) error {
		return s.MoveHelper(ctx, tx, a, person, mandate, c.Field("email"), c.Field("opened"))
	})
	if err != nil {
		return s.mandateAgain(c, a, err)
	}
	c.Flash("people.mandate.moved")
	return c.See("/people/" + person + "/mandates/" + mandate)
}

func (s *Service) postReadEnd(c *web.Ctx, a access.Actor) error {
	err := s.DB.InTx(c.Context(), func(ctx context.Context, tx *db.Tx) error {
		return s.ReadEnd(ctx, tx, a, c.Path("person"), c.Path("mandate"))
	})
	if err != nil {
		return s.mandateAgain(c, a, err)
	}
	c.Flash("people.mandate.read")
	return c.See("/reviews")
}

// mandateAgain shows a mandate as it stands now to somebody whose press was
// refused, with what they typed.
func (s *Service) mandateAgain(c *web.Ctx, a access.Actor, refused error) error {
	if fail.KindOf(refused) != fail.Invalid && fail.KindOf(refused) != fail.Conflict {
		return refused
	}
	v, err := s.loadHelp(c, a, c.Path("person"), c.Path("mandate"))
	if err != nil {
		return err
	}
	v.reason, v.email = c.Field("reason"), c.Field("email")
	if typed := c.Field("review_on"); typed != "" {
		v.typed.review = typed
	}
	return c.Invalid(mandatePage(c, v), refused)
}

func (s *Service) getHelpers(c *web.Ctx, a access.Actor) error {
	v, err := s.loadHelp(c, a, a.PersonID, "")
	if err != nil {
		return err
	}
	return c.Render(helpersPage(c, v))
}

func (s *Service) getStop(c *web.Ctx, a access.Actor) error {
	v, err := s.loadHelp(c, a, a.PersonID, c.Path("mandate"))
	if err != nil {
		return err
	}
	return c.Render(stopPage(c, v))
}

func (s *Service) postStop(c *web.Ctx, a access.Actor) error {
	v, err := s.loadHelp(c, a, a.PersonID, c.Path("mandate"))
	if err != nil {
		return err
	}
	if err := s.EndMandate(c.Context(), a, a.PersonID, v.one.ID, ""); err != nil {
		return c.Invalid(stopPage(c, v), err)
	}
	c.Flash("people.helpers.stopped", "name", v.one.Supporter)
	return c.See("/me/helpers")
}

func (s *Service) getHelped(c *web.Ctx, a access.Actor) error {
	var list []Person
	err := s.DB.Read(c.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
		list, err = s.HelpedBy(ctx, tx, a)
		return err
	})
	if err != nil {
		return err
	}
	return c.Render(helpedPage(c, list, a.PersonID))
}
