package people

import (
	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/govuk"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/web"
)

// ownWay tells on a record whether its person signs in themself.
func ownWay(c *web.Ctx, r record) g.Node {
	if !r.mayEdit {
		return nil
	}
	return h.Section(web.H2(c.T("people.way_in.title")), wayInState(c, r.way),
		h.P(h.A(h.Class("govuk-link"), h.Href("/people/"+r.person.ID+"/way-in"),
			g.Text(c.T("people.way_in.change")))))
}

// wayInState says whether there is a way in, and whether it is used.
func wayInState(c *web.Ctx, w access.WayIn) g.Node {
	switch {
	case w.ID == "":
		return web.Block(c, "people.way_in.none")
	case !w.Active:
		return web.Block(c, "people.way_in.has_ended")
	}
	used := c.T("people.way_in.unused")
	if w.Used.Valid {
		d, _ := clock.London(w.Used.V)
		used = i18n.DateYear(c.Voice, d)
	}
	return web.Facts(c, web.Fact{Key: "people.way_in.email", Value: web.Own(w.Email)},
		web.Fact{Key: "people.way_in.used", Value: g.Text(used)})
}

// wayInPage lets a person sign in themself, changes their address, or ends it.
func wayInPage(c *web.Ctx, v wayIn) web.Page {
	at, press := "/people/"+v.person.ID+"/way-in", "people.way_in.open"
	switch {
	case v.way.Active:
		press = "people.way_in.move"
	case v.way.ID != "":
		press = "people.way_in.reopen"
	}
	opened := web.Hidden("opened", v.way.Marks())
	return web.Page{Title: c.T("people.way_in.title"), Register: web.Staff,
		Crumbs: []web.Link{{Path: "/people", Text: c.T("people.list.title")},
			{Path: "/people/" + v.person.ID, Text: c.T("people.record.title")}},
		Body: g.Group{
			web.H1(c.T("people.way_in.of", "name", v.person.FullName())),
			wayInState(c, v.way),
			web.Post(c, at, opened,
				web.Input(c, web.Field{Name: "email", Label: "people.way_in.email", Hint: "people.way_in.email_hint",
					Value: v.email, Mode: "email", More: govuk.Attrs{{Name: "spellcheck", Value: "false"}}}),
				web.Button(c, press)),
			web.Inset(web.H2(c.T("people.way_in.without_title")), web.Block(c, "people.way_in.without"),
				h.P(h.A(h.Class("govuk-link"), h.Href("/people/"+v.person.ID+"/week"),
					g.Text(c.T("people.record.week")))),
				h.P(h.A(h.Class("govuk-link"), h.Href("/people/"+v.person.ID+"/mandates/add"),
					g.Text(c.T("people.mandate.add"))))),
			g.If(v.way.Active, h.Section(web.H2(c.T("people.way_in.end_title")), web.Block(c, "people.way_in.end_how"),
				web.PressFor(c, at+"/end", "people.way_in.end", v.person.FullName(), govuk.Warning, opened))),
		}}
}
