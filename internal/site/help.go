package site

import (
	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/govuk"
	"ourdays/internal/platform/web"
)

func (s *Site) getHelp(c *web.Ctx, _ access.Actor) error {
	return c.Render(web.Page{Title: c.T("site.help.title"), Body: g.Group{
		web.H1(c.T("site.help.title")),
		web.Block(c, "site.help.person"),
		contacts(c),
		web.H2(c.T("site.help.can")),
		web.Block(c, "site.help.choose"),
		web.ButtonLink(c, guidePath, "site.home.help_me", govuk.Secondary),
		web.Block(c, "site.help.book"),
		web.Block(c, "site.help.format"),
		web.Block(c, "site.help.wrong"),
		web.H2(c.T("site.help.urgent")),
		web.Block(c, "site.help.danger"),
	}})
}

// contacts are the ways to a person, the same on every page that has them.
func contacts(c *web.Ctx) g.Node {
	return h.Ul(h.Class("fact-list contacts"),
		h.Li(web.Picture(c, "phone", 48), h.A(h.Class("govuk-link"), g.Attr("translate", "no"),
			h.Href(telephone(c)), web.Own(c.Site.Phone))),
		g.If(c.Site.Email != "", h.Li(web.Picture(c, "letter", 48),
			h.A(h.Class("govuk-link"), h.Href("mailto:"+c.Site.Email), web.Own(c.Site.Email)))))
}
