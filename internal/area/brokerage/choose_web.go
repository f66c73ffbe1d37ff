package brokerage

import (
	"net/url"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/web"
)

// getChoose leads to the weeks that wait for a choice, or says that none do.
func (s *Service) getChoose(c *web.Ctx, a access.Actor) error {
	r, found, err := s.openChoice(c.Context(), a)
	if err != nil {
		return err
	}
	if !found {
		return c.Render(nothingToChoosePage(c, referralView{}))
	}
	path := "/me/choose/" + r.ID
	if voice := c.Query("voice"); voice != "" {
		path += "?" + url.Values{"voice": {voice}}.Encode() // who followed a link in one voice reads on in it
	}
	return c.See(path)
}

func (s *Service) getChoice(c *web.Ctx, a access.Actor) error {
	v, err := s.viewChoice(c.Context(), a, c.Path("referral"))
	if err != nil {
		return err
	}
	if v.r.Status == Shown {
		return c.Render(choosePage(c, v, a))
	}
	return c.Render(settledPage(c, v))
}

func (s *Service) getWhy(c *web.Ctx, a access.Actor) error {
	p, _, err := s.whyForm(c, a)
	if err != nil {
		return err
	}
	return c.Render(p)
}

func (s *Service) whyForm(c *web.Ctx, a access.Actor) (web.Page, []misfit, error) {
	v, err := s.viewChoice(c.Context(), a, c.Path("referral"))
	if err != nil {
		return web.Page{}, nil, err
	}
	for _, w := range v.weeks {
		if w.ID == c.Path("option") && v.r.Status != Shown {
			return settledPage(c, v), nil, nil
		}
		if w.ID == c.Path("option") {
			return whyPage(c, v, w), v.misfits[w.ID], nil
		}
	}
	return web.Page{}, nil, fail.New(fail.NotFound, "fail.not_found")
}

func (s *Service) postWhy(c *web.Ctx, a access.Actor) error {
	err := s.Choose(c.Context(), a, c.Path("option"), c.Field("why"), "")
	note := "brokerage.flash.chosen"
	if web.Helps(c) {
		note = "brokerage.flash_of.chosen"
	}
	return doneWith(c, err, note, "/me/choose/"+c.Path("referral"),
		yourWhy, func() (web.Page, []misfit, error) { return s.whyForm(c, a) })
}

func (s *Service) getNone(c *web.Ctx, a access.Actor) error {
	p, err := s.noneForm(c, a)
	if err != nil {
		return err
	}
	return c.Render(p)
}

func (s *Service) noneForm(c *web.Ctx, a access.Actor) (web.Page, error) {
	v, err := s.viewChoice(c.Context(), a, c.Path("referral"))
	if err == nil && v.r.Status != Shown {
		return settledPage(c, v), nil
	}
	return nonePage(c, v), err
}

func (s *Service) postNone(c *web.Ctx, a access.Actor) error {
	err := s.LikeNone(c.Context(), a, c.Path("referral"), c.Field("why"))
	return done(c, err, "brokerage.flash.none", "/me/choose/"+c.Path("referral"), func() (web.Page, error) {
		return s.noneForm(c, a)
	})
}
