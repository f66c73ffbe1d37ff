package people

import (
	"context"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/web"
)

func (s *Service) wayInRoutes() []access.Route {
	return []access.Route{
		{Pattern: "GET /people/{person}/way-in", Need: access.AgreeOutcomes, Do: s.getWayIn, Audience: "staff"},
		{Pattern: "POST /people/{person}/way-in", Need: access.AgreeOutcomes, Do: s.postWayIn, Audience: "staff"},
		{Pattern: "POST /people/{person}/way-in/end", Need: access.AgreeOutcomes, Do: s.postEndWayIn,
			Audience: "staff"},
		{Pattern: "GET /people/{person}/way-in/code", Need: access.AgreeOutcomes, Do: s.getCode,
			Audience: "staff"},
		{Pattern: "POST /people/{person}/way-in/code", Need: access.AgreeOutcomes, Do: s.postCode,
			Audience: "staff"},
	}
}

// wayIn is what the page of a person's way in shows.
type wayIn struct {
	person Person
	way    access.WayIn
	email  string // as typed
	code   string // on paper; shown once, when it was made just now
	last   clock.Date
}

func (s *Service) loadWayIn(c *web.Ctx, a access.Actor) (wayIn, error) {
	var v wayIn
	err := s.DB.InTx(c.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
		if v.person, err = s.Get(ctx, tx, a, c.Path("person")); err != nil {
			return err
		}
		v.way, err = s.Access.WayInOf(ctx, tx, v.person.ID)
		return err
	})
	v.email = v.way.Email
	if v.email == "" {
		v.email = v.person.Email
	}
	return v, err
}

func (s *Service) getWayIn(c *web.Ctx, a access.Actor) error {
	if err := s.mayChange(c, a); err != nil {
		return err
	}
	v, err := s.loadWayIn(c, a)
	if err != nil {
		return err
	}
	return c.Render(wayInPage(c, v))
}

func (s *Service) postWayIn(c *web.Ctx, a access.Actor) error {
	err := s.DB.InTx(c.Context(), func(ctx context.Context, tx *db.Tx) error {
		return s.LetIn(ctx, tx, a, c.Path("person"), c.Field("email"), c.Field("opened"))
	})
	return s.afterWayIn(c, a, err, "people.way_in.opened")
}

func (s *Service) postEndWayIn(c *web.Ctx, a access.Actor) error {
	err := s.DB.InTx(c.Context(), func(ctx context.Context, tx *db.Tx) error {
		return s.EndWayIn(ctx, tx, a, c.Path("person"), c.Field("opened"))
	})
	return s.afterWayIn(c, a, err, "people.way_in.ended")
}

// afterWayIn leads back to the record, or shows the page as it stands now to
// somebody whose press was refused, with what they typed.
func (s *Service) afterWayIn(c *web.Ctx, a access.Actor, refused error, done string) error {
	if refused == nil {
		c.Flash(done)
		return c.See("/people/" + c.Path("person"))
	}
	if k := fail.KindOf(refused); k != fail.Invalid && k != fail.Conflict {
		return refused
	}
	v, err := s.loadWayIn(c, a)
	if err != nil {
		return err
	}
	if c.Form().Has("email") {
		v.email = c.Field("email")
	}
	return c.Invalid(wayInPage(c, v), refused)
}

// getCode offers to make a code, or shows the paper of one that was made just now:
// this once, as nothing here holds the code itself.
func (s *Service) getCode(c *web.Ctx, a access.Actor) error {
	if err := s.mayChange(c, a); err != nil {
		return err
	}
	v, err := s.loadWayIn(c, a)
	if err != nil {
		return err
	}
	if c.Carried() {
		c.Drop()
		if v, err = s.withCode(c, v); err != nil {
			return err
		}
	}
	if v.code != "" {
		c.ReadEasy()
		return c.Render(codePaper(c, v, s.Access.Base))
	}
	return c.Render(codePage(c, v))
}

// withCode puts the code that the visitor carries on the page, if it is the person's
// and works.
func (s *Service) withCode(c *web.Ctx, v wayIn) (wayIn, error) {
	err := s.DB.Read(c.Context(), func(ctx context.Context, tx *db.Tx) error {
		last, opens, err := s.Access.CodeOpens(ctx, tx, v.person.ID, c.Field("code"))
		if opens {
			v.code, v.last = c.Field("code"), last
		}
		return err
	})
	return v, err
}

// postCode leads back to the page, which shows the paper. The code came with the form
// and goes with the visitor; the verb makes a second press the first one's equal,
// without the form's key.
func (s *Service) postCode(c *web.Ctx, a access.Actor) error {
	err := s.DB.InTx(db.WithFormKey(c.Context(), nil), func(ctx context.Context, tx *db.Tx) error {
		_, err := s.CodeOnPaper(ctx, tx, a, c.Path("person"), c.Field("code"))
		return err
	})
	if err == nil {
		return c.Carry("code")
	}
	if k := fail.KindOf(err); k != fail.Invalid && k != fail.Conflict {
		return err
	}
	v, pageErr := s.loadWayIn(c, a)
	if pageErr != nil {
		return pageErr
	}
	return c.Invalid(codePage(c, v), err)
}
