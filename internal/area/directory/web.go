package directory

import (
	"context"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/web"
)

// Routes is the area's part of the access register.
func (s *Service) Routes() []access.Route {
	return []access.Route{
		{Pattern: "GET /provider/activities", Need: access.ProvideActivities, Do: s.getOwn, Audience: "staff"},
		{Pattern: "GET /provider/activities/{id}", Need: access.ProvideActivities, Do: s.getRewrite,
			Audience: "staff"},
		{Pattern: "POST /provider/activities/{id}", Need: access.ProvideActivities, Do: s.postRewrite,
			Audience: "staff"},
	}
}

func (s *Service) getOwn(c *web.Ctx, a access.Actor) error {
	var list []Activity
	err := s.DB.Read(c.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
		list, err = activitiesOfOrganisation(ctx, tx, a.OrganisationID)
		return err
	})
	if err != nil {
		return err
	}
	return c.Render(ownPage(c, list))
}

// own gives an activity of the actor's organisation; of another's they learn
// nothing.
func (s *Service) own(c *web.Ctx, a access.Actor) (act Activity, err error) {
	err = s.DB.Read(c.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
		act, err = activityByID(ctx, tx, c.Path("id"))
		return err
	})
	if err == nil && (a.OrganisationID == "" || act.OrganisationID != a.OrganisationID) {
		err = fail.New(fail.NotFound, "fail.not_found")
	}
	return act, err
}

func (s *Service) getRewrite(c *web.Ctx, a access.Actor) error {
	act, err := s.own(c, a)
	if err != nil {
		return err
	}
	return c.Render(rewritePage(c, act.ID, Rewriting{Title: act.Title, EasyTitle: act.EasyTitle, Text: act.Text,
		EasyText: act.EasyText, Version: act.Version()}))
}

func (s *Service) postRewrite(c *web.Ctx, a access.Actor) error {
	act, err := s.own(c, a)
	if err != nil {
		return err
	}
	r := Rewriting{ActivityID: act.ID, Title: c.Field("title"), EasyTitle: c.Field("easy_title"),
		Text:     c.Field("text"),
		EasyText: c.Field("easy_text"), CheckedToday: c.Field("checked") == "yes", Version: c.Field("version")}
	err = s.Rewrite(c.Context(), a, r)
	if e, ok := fail.As(err); ok && e.Kind == fail.Invalid {
		return c.Invalid(rewritePage(c, act.ID, r), err)
	}
	if err != nil {
		return err
	}
	c.Flash("directory.own.saved")
	return c.See("/provider/activities")
}
