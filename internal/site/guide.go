package site

import (
	"context"
	"maps"
	"net/url"
	"slices"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/web"
)

// guidePath asks three small questions, one a page, and leads to a search. The answers
// stand in the address: they say nothing of who asks, and Back goes one question back.
const guidePath = "/help/choose"

// noMatter is the answer of who does not mind.
const noMatter = "any"

// answer is one that leads on: a picture, a word, and how many activities it leaves.
type answer struct {
	picture, tint string // none: a town looks like any other
	text          string
	own           bool // the text is no text of ours, such as the name of a town
	left          int  // 0: it leaves all
	to            string
}

// guide is one question with its answers.
type guide struct {
	step    int
	title   string // the text's key
	answers []answer
	back    string
}

func (s *Site) getGuide(c *web.Ctx, _ access.Actor) error {
	had := c.R.URL.Query()
	asked := askedFor(had)
	q := directory.Query{Kind: asked.Kind, Part: asked.Part}
	ask, show := s.Directory.ByTown, askTown
	switch { // the first question that the address does not answer
	case !had.Has("kind"):
		ask, show = s.Directory.ByKind, askKind
	case !had.Has("part"):
		ask, show = s.Directory.ByPart, askPart
	}
	var left directory.Narrowed
	err := s.read(c, func(ctx context.Context, tx *db.Tx) (err error) {
		left, err = ask(ctx, tx, q)
		return err
	})
	if err != nil {
		return err
	}
	return c.Render(guidePage(c, show(c, q, left)))
}

func askKind(c *web.Ctx, _ directory.Query, left directory.Narrowed) guide {
	return guide{1, "site.guide.kind", kindAnswers(c, left), "/help"}
}

func askPart(c *web.Ctx, q directory.Query, left directory.Narrowed) guide {
	return guide{2, "site.guide.part", partAnswers(c, q, left), guidePath}
}

func askTown(c *web.Ctx, q directory.Query, left directory.Narrowed) guide {
	return guide{3, "site.guide.town", townAnswers(c, q, left), guideTo(url.Values{"kind": {orAny(q.Kind)}})}
}

func guideTo(answers url.Values) string { return guidePath + "?" + answers.Encode() }

func orAny(word string) string {
	if word == "" {
		return noMatter
	}
	return word
}

func kindAnswers(c *web.Ctx, left directory.Narrowed) (list []answer) {
	for _, k := range directory.AllKinds() {
		if n := left.Kinds[k]; n > 0 {
			list = append(list, answer{picture: k, tint: k, text: c.T(directory.KindKey(k)), left: n,
				to: guideTo(url.Values{"kind": {k}})})
		}
	}
	return append(list, answer{picture: "star", text: c.T("site.guide.any_kind"),
		to: guideTo(url.Values{"kind": {noMatter}})})
}

// partPictures are in the order in which a day goes.
var partPictures = []struct {
	part    directory.Part
	picture string
}{{directory.Day, "sun"}, {directory.Evening, "moon"}, {directory.Weekend, "calendar"}}

func partAnswers(c *web.Ctx, q directory.Query, left directory.Narrowed) (list []answer) {
	kind := orAny(q.Kind)
	for _, p := range partPictures {
		if n := left.Parts[p.part]; n > 0 {
			word := partWord(p.part)
			list = append(list, answer{picture: p.picture, text: c.T("site.part." + word), left: n,
				to: guideTo(url.Values{"kind": {kind}, "part": {word}})})
		}
	}
	return append(list, answer{picture: "clock", text: c.T("site.guide.any_part"),
		to: guideTo(url.Values{"kind": {kind}, "part": {noMatter}})})
}

// townAnswers lead to what is found.
func townAnswers(c *web.Ctx, q directory.Query, left directory.Narrowed) (list []answer) {
	for _, town := range slices.Sorted(maps.Keys(left.Towns)) {
		in := q
		in.Town = town
		list = append(list, answer{text: town, own: true, left: left.Towns[town], to: address(in, 1)})
	}
	if left.Online > 0 {
		home := q
		home.Online = true
		list = append(list, answer{picture: "online", text: c.T("site.filter.online"), left: left.Online,
			to: address(home, 1)})
	}
	return append(list, answer{picture: "map", text: c.T("site.guide.any_town"), to: address(q, 1)})
}

func guidePage(c *web.Ctx, v guide) web.Page {
	return web.Page{Title: c.T(v.title), Back: v.back, Body: g.Group{
		h.P(h.Class("quiet"), g.Text(c.T("site.guide.step", "step", v.step))),
		web.H1(c.T(v.title)),
		h.Ul(h.Class("kind-grid"), g.Attr("data-choices", "skip"), g.Map(v.answers, func(a answer) g.Node {
			return h.Li(answerCard(c, a))
		})),
		h.Section(web.H2(c.T("site.help.title")), web.Block(c, "site.help.person"), contacts(c)),
	}}
}

func answerCard(c *web.Ctx, a answer) g.Node {
	name := g.Text(a.text)
	if a.own {
		name = web.Own(a.text)
	}
	return h.A(h.Class("kind-card"), h.Href(a.to), g.If(a.picture != "", web.Plate(c, a.tint, a.picture, 72)),
		h.Span(h.Class("kind-card__name"), name),
		g.If(a.left > 0, h.Span(h.Class("quiet"), g.Text(c.N("site.found", a.left)))))
}
