package site

import (
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/area/directory"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/web"
)

// day is the civil date on which a page is shown.
type day = clock.Date

func today(d *db.DB) day { return clock.Today(d.Clock()) }

func telephone(c *web.Ctx) string { return "tel:" + strings.ReplaceAll(c.Site.Phone, " ", "") }

// titleOf is an activity's title in the visitor's voice.
func titleOf(c *web.Ctx, a directory.Activity) string {
	if web.Easy(c) {
		return a.EasyTitle
	}
	return a.Title
}

// priceOf says what a session costs somebody who pays themselves.
func priceOf(c *web.Ctx, a directory.Activity) string {
	if a.Tiers != 0 {
		return c.T("site.price.plan")
	}
	price, known := a.DoorPrice()
	if !known {
		return c.T("site.price.ask")
	}
	return i18n.Price(c.Voice, price)
}

// whenOf says when a session is: "Tuesday 24 November, 2pm to 4pm".
func whenOf(c *web.Ctx, s directory.Session) string {
	return c.T("site.when", "date", i18n.Date(c.Voice, s.Date), "times", i18n.Times(c.Voice, s.Start, s.End))
}

// checkedOn says how old the facts are.
func checkedOn(c *web.Ctx, checked clock.Date, now day) string {
	if checked.IsZero() {
		return c.T("site.checked.never")
	}
	switch n := now.DaysSince(checked); {
	case n <= 0:
		return c.T("site.checked.today")
	case n < 14:
		return c.N("site.checked.days", n)
	case n < 60:
		return c.N("site.checked.weeks", n/7)
	}
	return c.T("site.checked.date", "date", i18n.DateYear(c.Voice, checked))
}

// fewLeft is from where on a page warns that places run out.
const fewLeft = 3

// placesPill says what is free, in words; its colour only repeats them.
func placesPill(c *web.Ctx, s directory.Session, known bool) g.Node {
	switch {
	case !known:
		return h.Span(h.Class("pill"), g.Text(c.T("site.places.ask")))
	case s.Status == directory.SessionCancelled:
		return h.Span(h.Class("pill pill--full"), g.Text(c.T("site.places.off")))
	case s.Left() <= 0:
		return h.Span(h.Class("pill pill--full"), g.Text(c.T("site.places.full")))
	case s.Left() <= fewLeft:
		return h.Span(h.Class("pill pill--few"), g.Text(c.N("site.places", s.Left())))
	}
	return h.Span(h.Class("pill pill--free"), g.Text(c.N("site.places", s.Left())))
}

// hitCard is one activity in a list: picture, when, where, what it costs.
func hitCard(c *web.Ctx, hit directory.Hit, on shelf) g.Node {
	a := hit.Activity
	return h.Li(h.Class("activity-card"),
		web.Plate(c, a.Kind, a.Symbol, 80),
		h.Div(h.Class("activity-card__facts"),
			h.H3(h.Class("activity-card__title"), h.A(h.Href("/activities/"+a.ID), web.Own(titleOf(c, a)))),
			g.If(hit.HasNext, h.Div(h.Class("activity-card__when"), g.Text(whenOf(c, hit.Next)))),
			h.P(h.Class("activity-card__where"), where(c, hit)),
			h.Div(h.Class("activity-card__small"),
				g.Text(smallFacts(c, a.Access|hit.Location.Access, a.Checked, on.now)))),
		h.Div(h.Class("activity-card__side"),
			h.Span(h.Class("activity-card__price"), g.Text(priceTo(c, a, on.prices[a.ID]))),
			placesPill(c, hit.Next, hit.HasNext)))
}

// where says the place, or that it is on-line, or else who provides it.
func where(c *web.Ctx, hit directory.Hit) g.Node {
	place := hit.Organisation.Name
	if hit.Location.ID != "" {
		place = placeName(hit.Location)
	}
	switch hit.Activity.Online {
	case directory.Online:
		return g.Text(c.T("site.where.online"))
	case directory.Both:
		return g.Group{web.Own(place), g.Text(" "), g.Text(c.T("site.where.both"))}
	}
	return web.Own(place)
}

func placeName(l directory.Location) string {
	if l.Town == "" || strings.Contains(l.Name, l.Town) {
		return l.Name
	}
	return l.Name + ", " + l.Town
}

// mostFacts is how many access facts a list shows.
const mostFacts = 2

func smallFacts(c *web.Ctx, facts directory.Access, checked clock.Date, now day) string {
	words := facts.Words()
	var said []string
	for _, w := range words[:min(mostFacts, len(words))] {
		said = append(said, c.T(directory.FactKey(w)))
	}
	if !web.Easy(c) { // an Easy Read list is short; the activity's own page says it
		said = append(said, checkedOn(c, checked, now))
	}
	return strings.Join(said, " · ")
}

// paragraphs shows words that people wrote, a paragraph at each empty line.
func paragraphs(text string) g.Node {
	var all []g.Node
	for _, p := range strings.Split(text, "\n\n") {
		if p = strings.TrimSpace(p); p != "" {
			all = append(all, h.P(h.Class("govuk-body own-text"), g.Attr("translate", "no"), g.Text(p)))
		}
	}
	return g.Group(all)
}
