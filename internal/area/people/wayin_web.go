package people

import (
	"context"

	"ourdays/internal/area/access"
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
	}
}

// wayIn is what the page of a person's way in shows.
type wayIn struct {
	person Person
	way    access.WayIn
	email  string // as typed
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
