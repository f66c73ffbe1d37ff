package people

import (
	"strings"

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
	if !r.works {
		return nil
	}
	return h.Section(web.H2(c.T("people.way_in.title")), wayInState(c, r.way),
		g.If(r.mayEdit, h.P(h.A(h.Class("govuk-link"), h.Href("/people/"+r.person.ID+"/way-in"),
			g.Text(c.T("people.way_in.change"))))))
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
	facts := []web.Fact{{Key: "people.way_in.email", Value: web.Own(w.Email)}}
	if w.Email == "" {
		facts[0].Value = g.Text(c.T("people.way_in.no_email"))
	}
	if w.Code.Valid {
		facts = append(facts, web.Fact{Key: "people.way_in.code_until",
			Value: g.Text(i18n.DateYear(c.Voice, lastDayOf(w.Code.V)))})
	}
	return web.Facts(c, append(facts, web.Fact{Key: "people.way_in.used", Value: g.Text(used)})...)
}

// lastDayOf is the last day before a midnight.
func lastDayOf(midnight clock.Instant) clock.Date {
	d, _ := clock.London(midnight)
	return d.AddDays(-1)
}

// wayInPage lets a person sign in themself, changes their address, or ends it.
func wayInPage(c *web.Ctx, v wayIn) web.Page {
	at, press := "/people/"+v.person.ID+"/way-in", "people.way_in.open"
	switch {
	case v.way.Active && v.way.Email != "":
		press = "people.way_in.move"
	case v.way.ID != "" && !v.way.Active:
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
				h.P(h.A(h.Class("govuk-link"), h.Href(at+"/code"), g.Text(c.T("people.code.title")))),
				h.P(h.A(h.Class("govuk-link"), h.Href("/people/"+v.person.ID+"/week"),
					g.Text(c.T("people.record.week")))),
				h.P(h.A(h.Class("govuk-link"), h.Href("/people/"+v.person.ID+"/mandates/add"),
					g.Text(c.T("people.mandate.add"))))),
			g.If(v.way.Active, h.Section(web.H2(c.T("people.way_in.end_title")), web.Block(c, "people.way_in.end_how"),
				web.PressFor(c, at+"/end", "people.way_in.end", v.person.FullName(), govuk.Warning, opened))),
		}}
}

// codePage says what a code on paper is, and makes one.
func codePage(c *web.Ctx, v wayIn) web.Page {
	at := "/people/" + v.person.ID + "/way-in"
	return web.Page{Title: c.T("people.code.title"), Register: web.Staff, NoIndex: true,
		Crumbs: []web.Link{{Path: "/people", Text: c.T("people.list.title")},
			{Path: "/people/" + v.person.ID, Text: c.T("people.record.title")},
			{Path: at, Text: c.T("people.way_in.title")}},
		Body: g.Group{
			web.H1(c.T("people.code.of", "name", v.person.FullName())),
			web.Block(c, "people.code.what"),
			web.Block(c, "people.code.hand"),
			web.Block(c, "people.code.once"),
			g.If(v.way.Code.Valid, web.Block(c, "people.code.before")),
			web.Press(c, at+"/code", "people.code.make", "", web.Hidden("code", access.NewCode())),
		}}
}

// codePaper is the sheet to print; its handler lets it be Easy Read.
func codePaper(c *web.Ctx, v wayIn, base string) web.Page {
	at := "/people/" + v.person.ID + "/way-in"
	_, address, _ := strings.Cut(base, "://")
	return web.Page{Title: c.T("people.code.title"), NoIndex: true, Print: true, Body: g.Group{
		h.P(h.Class("no-print"), h.A(h.Class("govuk-link press-link"), h.Href(at),
			g.Text(c.T("people.code.back")))),
		h.Div(h.Class("no-print"), web.Block(c, "people.code.print")),
		codeWords(c, v, address+access.CodePath),
	}}
}

func codeWords(c *web.Ctx, v wayIn, address string) g.Node {
	return g.Group{
		h.H1(h.Class("govuk-heading-xl"), web.Own(v.person.Name()), g.Text(": "+c.T("people.code.sheet"))),
		web.Block(c, "people.code.go"),
		h.P(h.Class("govuk-heading-l"), web.OwnStrong(address)),
		web.Block(c, "people.code.write"),
		h.P(h.Class("govuk-heading-xl"), web.OwnStrong(access.WriteCode(v.code))),
		web.Block(c, "people.code.until", "day", i18n.Date(c.Voice, v.last)),
		web.Block(c, "people.code.yours"),
		web.Block(c, "people.code.help", "phone", c.Site.Phone),
	}
}
