package site

import (
	"time"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/jobs"
	"ourdays/internal/platform/web"
)

func (s *Site) getAccessibility(c *web.Ctx, _ access.Actor) error {
	return c.Render(web.Page{Title: c.T("site.accessibility.title"), Body: g.Group{
		web.H1(c.T("site.accessibility.title")),
		web.Block(c, "site.accessibility.aim"),
		web.H2(c.T("site.accessibility.can")),
		web.Block(c, "site.accessibility.voices"),
		web.Block(c, "site.accessibility.zoom"),
		web.Block(c, "site.accessibility.keys"),
		web.Block(c, "site.accessibility.scripts"),
		web.H2(c.T("site.accessibility.limits")),
		web.Block(c, "site.accessibility.imported"),
		web.Block(c, "site.accessibility.standard"),
		web.H2(c.T("site.accessibility.tell")),
		web.Block(c, "site.accessibility.format", "phone", c.Site.Phone),
		web.Block(c, "site.accessibility.complain"),
		contacts(c),
	}})
}

// forgotten says what is forgotten and when, by the constants that forget it (ADR 71).
func forgotten(c *web.Ctx) g.Node {
	days := func(kept time.Duration) int { return int(kept / (24 * time.Hour)) }
	return g.Group{
		web.H2(c.T("site.privacy.forget")),
		web.Block(c, "site.privacy.forget_form", "days", days(db.PressesKept)),
		web.Block(c, "site.privacy.forget_link", "hours", int(access.LinkKept/time.Hour)),
		web.Block(c, "site.privacy.forget_code", "days", days(access.CodeKept)),
		web.Block(c, "site.privacy.forget_sign_in", "days", days(access.SessionKept)),
		web.Block(c, "site.privacy.forget_letter", "days", days(jobs.DoneKept)),
		web.Block(c, "site.privacy.stays"),
		web.Block(c, "site.privacy.stays_sign_in"),
	}
}

func (s *Site) getPrivacy(c *web.Ctx, _ access.Actor) error {
	return c.Render(web.Page{Title: c.T("site.privacy.title"), Body: g.Group{
		web.H1(c.T("site.privacy.title")),
		web.Block(c, "site.privacy.look"),
		web.Block(c, "site.privacy.keep"),
		web.Block(c, "site.privacy.who"),
		web.Block(c, "site.privacy.ask"),
		forgotten(c),
		web.H2(c.T("site.privacy.cookies")),
		web.Block(c, "site.privacy.needed"),
		web.Block(c, "site.privacy.sign_in"),
		web.Block(c, "site.privacy.voice"),
		web.Block(c, "site.privacy.flash"),
		web.Block(c, "site.privacy.carried"),
		web.Block(c, "site.privacy.none"),
		contacts(c),
	}})
}

func (s *Site) getCredits(c *web.Ctx, _ access.Actor) error {
	return c.Render(web.Page{Title: c.T("site.credits.title"), Body: g.Group{
		web.H1(c.T("site.credits.title")),
		web.H2(c.T("site.credits.pictures")),
		web.Block(c, "site.credits.openmoji"),
		h.P(h.Class("govuk-body credit-links"), outLink("https://openmoji.org/", "OpenMoji"), g.Text(" · "),
			outLink("https://creativecommons.org/licenses/by-sa/4.0/", "CC BY-SA 4.0")),
		web.H2(c.T("site.credits.design")),
		web.Block(c, "site.credits.govuk"),
		h.P(h.Class("govuk-body credit-links"), outLink("https://design-system.service.gov.uk/",
			"GOV.UK Design System")),
	}})
}

func outLink(address, name string) g.Node {
	return h.A(h.Class("govuk-link"), h.Href(address), h.Rel("noopener"), web.Own(name))
}
