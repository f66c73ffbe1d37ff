package site

import (
	"context"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/web"
)

// soonAtHome is how many activities the home page shows.
const soonAtHome = 3

func (s *Site) getHome(c *web.Ctx, _ access.Actor) error {
	var cards []directory.Card
	var kinds []string
	err := s.read(c, func(ctx context.Context, tx *db.Tx) (err error) {
		if cards, err = s.Directory.Soon(ctx, tx, "", soonAtHome); err != nil {
			return err
		}
		kinds, err = s.Directory.KindsFound(ctx, tx)
		return err
	})
	if err != nil {
		return err
	}
	return c.Render(homePage(c, kinds, cards, today(s.DB)))
}

func homePage(c *web.Ctx, kinds []string, cards []directory.Card, now day) web.Page {
	return web.Page{Title: c.T("site.home.title"), Wide: true, Body: g.Group{
		hero(c),
		h.Div(h.Class("width"),
			h.Section(h.Class("home-kinds"), web.H2(c.T("site.home.kinds")), kindGrid(c, kinds)),
			g.If(len(cards) > 0, h.Section(h.Class("home-soon"), web.H2(c.T("site.home.soon")),
				soonList(c, cards, now))),
		),
	}}
}

// hero asks the one question and is ready to type in.
func hero(c *web.Ctx) g.Node {
	return h.Section(h.Class("hero"), h.Div(h.Class("width"),
		h.H1(h.Class("hero__title"), g.Text(c.T("site.home.title"))),
		searchBox(c, ""),
		h.Ul(h.Class("hero__ways"),
			h.Li(web.Picture(c, "question", 32), h.A(h.Href(guidePath), g.Text(c.T("site.home.help_me")))),
			h.Li(web.Picture(c, "phone", 32),
				h.A(h.Href(telephone(c)), g.Text(c.T("site.home.talk", "phone", c.Site.Phone)))))))
}

// searchBox is the form with the one field.
func searchBox(c *web.Ctx, words string) g.Node {
	return h.Form(h.Class("search-box"), h.Action("/activities"), h.Method("get"), h.Role("search"),
		searchRow(c, words))
}

func searchRow(c *web.Ctx, words string) g.Node {
	return web.SearchRow(c, web.Field{Name: "q", ID: "words", Label: "site.search.label", Value: words},
		"site.search.press")
}

func kindGrid(c *web.Ctx, kinds []string) g.Node {
	var items []g.Node
	for _, k := range kinds {
		items = append(items, h.Li(h.A(h.Class("kind-card"), h.Href("/activities?kind="+k),
			web.Plate(c, k, k, 72), h.Span(h.Class("kind-card__name"), g.Text(c.T(directory.KindKey(k)))))))
	}
	return h.Ul(h.Class("kind-grid"), g.Attr("data-choices", "skip"), g.Group(items))
}

func soonList(c *web.Ctx, cards []directory.Card, now day) g.Node {
	var items []g.Node
	for _, card := range cards {
		hit := directory.Hit{Activity: card.Activity, Organisation: card.Organisation, Location: card.Location,
			Next: card.Session, HasNext: true}
		items = append(items, hitCard(c, hit, shelf{now: now}))
	}
	return h.Ul(h.Class("activity-list"), g.Attr("data-choices", "skip"), g.Group(items))
}
