package bookings

import (
	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/platform/govuk"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/web"
)

// earlierPage lists what is not closed yet, and then a month of what is.
func earlierPage(c *web.Ctx, v earlierView) web.Page {
	title := c.T("bookings.earlier.title")
	return web.Page{Title: title, Register: web.Staff, NoIndex: true, Crumbs: aboveEarlier(c, v.council),
		Body: g.Group{web.H1(title), g.If(v.council, whichProvider(c, v)),
			g.If(v.Organisation.ID != "", g.Group{siftEarlier(c, v),
				g.If(!v.sift.unread, g.Group{unclosedList(c, v), monthList(c, v)})})}}
}

// siftEarlier asks for the registers of a place or a day, where that is of use.
func siftEarlier(c *web.Ctx, v earlierView) g.Node {
	pages := v.MoreOpen || v.More || v.OpenPage > 1 || v.Page > 1
	if !pages && !v.sift.worthAsking(len(v.Open)+len(v.Closed)) {
		return nil
	}
	whose := g.Node(nil)
	if v.council {
		whose = web.Hidden("provider", v.Organisation.ID)
	}
	return siftAt(c, v.sift, earlierPath, whose)
}

// aboveEarlier leads a provider back to its sessions; for the council the list
// is where it begins.
func aboveEarlier(c *web.Ctx, council bool) []web.Link {
	if council {
		return nil
	}
	return sessionCrumbs(c, false)
}

// whichProvider asks the council whose registers it wants.
func whichProvider(c *web.Ctx, v earlierView) g.Node {
	options := []web.Option{{Text: c.T("bookings.earlier.choose")}}
	for _, o := range v.providers {
		options = append(options, web.Option{Value: o.ID, Text: o.Name, Own: true})
	}
	return h.Form(h.Method("get"), h.Action(earlierPath),
		web.Select(c, web.Field{Name: "provider", Label: "bookings.earlier.whose", Value: v.Organisation.ID},
			options...),
		web.Button(c, "bookings.earlier.show", govuk.Secondary))
}

func unclosedList(c *web.Ctx, v earlierView) g.Node {
	head := web.H2(c.T("bookings.earlier.open"))
	switch {
	case len(v.Open) == 0 && v.sift.asked():
		return h.Section(head, web.Block(c, "bookings.earlier.none_here"))
	case len(v.Open) == 0:
		return web.Block(c, "bookings.earlier.all_closed")
	}
	before, after := "", ""
	if v.OpenPage > 1 {
		before = v.openAt(v.OpenPage - 1)
	}
	if v.MoreOpen {
		after = v.openAt(v.OpenPage + 1)
	}
	return g.Group{sessionList(c, head, v.Open, v.council),
		web.Pages(c, "bookings.earlier.open_pages", before, "bookings.earlier.open_before", after,
			"bookings.earlier.open_after")}
}

// monthList is a month of closed registers with the months beside it, or those of the
// day that is asked for.
func monthList(c *web.Ctx, v earlierView) g.Node {
	when, none := i18n.MonthYear(c.Voice, v.Month.Month, v.Month.Year), "bookings.earlier.none"
	if v.sift.asked() {
		none = "bookings.earlier.none_here"
	}
	if !v.Day.IsZero() {
		when = i18n.DateYear(c.Voice, v.Day)
	}
	head := web.H2(c.T("bookings.earlier.closed", "month", when))
	list := sessionList(c, head, v.Closed, v.council)
	if len(v.Closed) == 0 {
		list = h.Section(head, web.Block(c, none))
	}
	newer, older := "", ""
	if v.Page > 1 {
		newer = v.at(v.Month, v.Page-1)
	}
	if v.More {
		older = v.at(v.Month, v.Page+1)
	}
	return g.Group{list,
		web.Pages(c, "bookings.earlier.pages", newer, "bookings.earlier.newer", older, "bookings.earlier.older"),
		g.If(v.Day.IsZero(), months(c, v))}
}

func months(c *web.Ctx, v earlierView) g.Node {
	before, after := "", ""
	if !v.Before.IsZero() {
		before = v.at(v.Before, 1)
	}
	if !v.After.IsZero() {
		after = v.at(v.After, 1)
	}
	return web.Pages(c, "bookings.earlier.months", before, "bookings.earlier.month_before",
		after, "bookings.earlier.month_after")
}

// toEarlier leads from the list of sessions to the earlier registers, and says
// how many of them still wait.
func toEarlier(c *web.Ctx, older int) g.Node {
	if older == 0 {
		return earlierLink(c)
	}
	return web.Inset(h.P(h.Strong(g.Text(c.N("bookings.earlier.waiting", older)))), earlierLink(c))
}

func earlierLink(c *web.Ctx) g.Node {
	return h.P(h.A(h.Class("govuk-link"), h.Href(earlierPath), g.Text(c.T("bookings.earlier.title"))))
}
