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
	var v guide
	err := s.read(c, func(ctx context.Context, tx *db.Tx) (err error) {
		v, err = s.nextQuestion(ctx, tx, c)
		return err
	})
	if err != nil {
		return err
	}
	return c.Render(guidePage(c, v))
}

// nextQuestion is the first that the address does not answer. What is no answer of ours is
// none: it is asked again.
func (s *Site) nextQuestion(ctx context.Context, tx *db.Tx, c *web.Ctx) (guide, error) {
	asked := askedFor(c.R.URL.Query())
	q := directory.Query{Kind: asked.Kind}
	if q.Kind == "" && c.Query("kind") != noMatter {
		left, err := s.Directory.ByKind(ctx, tx, q)
		return guide{1, "site.guide.kind", kindAnswers(c, left), "/help"}, err
	}
	if asked.Part == 0 && c.Query("part") != noMatter {
		left, err := s.Directory.ByPart(ctx, tx, q)
		return guide{2, "site.guide.part", partAnswers(c, q, left), guidePath}, err
	}
	q.Part = asked.Part
	towns, err := s.Directory.ByTown(ctx, tx, q)
	if err != nil {
		return guide{}, err
	}
	left, err := s.Directory.ByPart(ctx, tx, q)
	back := guideTo(url.Values{"kind": {orAny(q.Kind)}})
	return guide{3, "site.guide.town", townAnswers(c, q, towns, left.Online), back}, err
}

func guideTo(answers url.Values) string { return guidePath + "?" + answers.Encode() }

func orAny(word string) string {
	if word == "" {
		return noMatter
	}
	return word
}

func kindAnswers(c *web.Ctx, left map[string]int) (list []answer) {
	for _, k := range directory.AllKinds() {
		if n := left[k]; n > 0 {
			list = append(list, answer{picture: k, tint: k, text: c.T(directory.KindKey(k)), left: n,
				to: guideTo(url.Values{"kind": {k}})})
		}
	}
	return append(list, answer{picture: "star", text: c.T("site.guide.any_kind"),
		to: guideTo(url.Values{"kind": {noMatter}})})
}

func partAnswers(c *web.Ctx, q directory.Query, left directory.InParts) (list []answer) {
	kind := orAny(q.Kind)
	for _, p := range []struct {
		part    directory.Part
		picture string
		left    int
	}{{directory.Day, "sun", left.Day}, {directory.Evening, "moon", left.Evening},
		{directory.Weekend, "calendar", left.Weekend}} {
		if word := partWord(p.part); p.left > 0 {
			list = append(list, answer{picture: p.picture, text: c.T("site.part." + word), left: p.left,
				to: guideTo(url.Values{"kind": {kind}, "part": {word}})})
		}
	}
	return append(list, answer{picture: "clock", text: c.T("site.guide.any_part"),
		to: guideTo(url.Values{"kind": {kind}, "part": {noMatter}})})
}

// townAnswers lead to what is found.
func townAnswers(c *web.Ctx, q directory.Query, towns map[string]int, online int) (list []answer) {
	for _, town := range slices.Sorted(maps.Keys(towns)) {
		in := q
		in.Town = town
		list = append(list, answer{text: town, own: true, left: towns[town], to: address(in, 1)})
	}
	if online > 0 {
		home := q
		home.Online = true
		list = append(list, answer{picture: "online", text: c.T("site.filter.online"), left: online,
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
