package plans

import (
	"slices"
	"strconv"
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/govuk"
	"ourdays/internal/platform/web"
)

func correctPath(personID, outcomeID string) string {
	return "/people/" + personID + "/plan/outcomes/" + outcomeID
}

// correctPage mends the words of an outcome and its scale, or says why it stays and
// what to do then.
func correctPage(c *web.Ctx, v correctView) web.Page {
	title := c.T("plans.correct.title")
	form := g.Node(nil)
	if v.refused != nil {
		form = g.Group{web.Block(c, v.refused.Key, v.refused.Args...), typedWords(c, v)}
	} else {
		form = g.Group{keptWords(c, v), correctForm(c, v)}
	}
	return web.Page{Title: title, Register: web.Staff, Back: "/people/" + v.person.ID + "/plan", Body: g.Group{
		web.H1(title), h.P(web.Own(v.person.FullName())), form, changed(c, v.changes)}}
}

// keptWords shows what an outcome says now, to who had read something else.
func keptWords(c *web.Ctx, v correctView) g.Node {
	if v.kept == nil {
		return nil
	}
	return wording(c, "plans.correct.now", v.kept.Words, v.kept.Scale)
}

// typedWords gives back what was typed and is not kept.
func typedWords(c *web.Ctx, v correctView) g.Node {
	if v.typed == nil {
		return nil
	}
	return wording(c, "plans.correct.typed", v.typed.Words, v.typed.Scale)
}

func wording(c *web.Ctx, key, words string, scale []string) g.Node {
	return h.Div(web.Block(c, key), h.P(h.Strong(web.Own(words)), h.Br(),
		h.Span(h.Class("quiet"), web.Own(strings.Join(scale, " · ")))))
}

func correctForm(c *web.Ctx, v correctView) g.Node {
	o := v.outcome
	return g.Group{web.Block(c, "plans.correct.how"),
		web.Post(c, correctPath(v.person.ID, o.ID), web.Hidden("opened", v.mark),
			web.Textarea(c, web.Field{Name: "words", Label: "plans.outcome.words", Value: o.Words, Rows: 2}),
			levelFields(c, o), web.Button(c, "plans.correct.press"))}
}

// levelFields asks for the five levels of a scale.
func levelFields(c *web.Ctx, o Outcome) g.Node {
	var levels []g.Node
	for i := range 5 {
		value := ""
		if i < len(o.Scale) {
			value = o.Scale[i]
		}
		levels = append(levels, text(c, "scale_"+strconv.Itoa(i), "plans.level."+strconv.Itoa(i), value))
	}
	return govuk.Fieldset(govuk.FieldsetOptions{Legend: govuk.LegendOptions{Text: c.T("plans.outcome.scale")},
		HTML: g.Group(levels)})
}

// changed tells what an outcome said before each of its corrections.
func changed(c *web.Ctx, list []Change) g.Node {
	if len(list) == 0 {
		return nil
	}
	var all []g.Node
	for _, one := range list {
		day, _ := clock.London(one.At)
		all = append(all, h.Li(g.Text(c.T("plans.correct.by", "who", one.ActorName, "date", dated(c, day))+" "),
			h.Strong(web.Own(one.Words)), h.Br(), h.Span(h.Class("quiet"), web.Own(strings.Join(one.Scale, " · ")))))
	}
	return h.Div(h.P(g.Text(c.T("plans.correct.before"))), h.Ul(h.Class("govuk-list"), g.Group(all)))
}

// correctLink leads to the correction of an outcome that no review has scored.
func correctLink(c *web.Ctx, v view, o Outcome) g.Node {
	scored := slices.ContainsFunc(lastScores(v.reviews), func(s Score) bool { return s.OutcomeID == o.ID })
	if v.reads || scored || v.plan.EndedOn.Valid {
		return nil
	}
	return h.P(h.A(h.Class("govuk-link"), h.Href(correctPath(v.person.ID, o.ID)),
		g.Text(c.T("plans.correct.open")), web.Heard(web.Own(o.Words))))
}

// corrections tells the person that their words were mended, with what they were.
func corrections(c *web.Ctx, list []Change) g.Node {
	var all []g.Node
	for _, one := range list {
		day, _ := clock.London(one.At)
		all = append(all, web.Block(c, "plans.correct.told", "who", one.ActorName, "date", dated(c, day)),
			h.P(h.Class("quiet"), web.Own(one.Words)))
	}
	return g.Group(all)
}
