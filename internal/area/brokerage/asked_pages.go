package brokerage

import (
	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/area/matching"
	"ourdays/internal/platform/web"
)

// mostAsked is how many activities are told that were asked for and do not fit.
const mostAsked = 8

// askedNot lists what is about the words of an outcome and does not fit, for the
// outcomes for which the week on the table has nothing of the kind.
func (v builderView) askedNot() []leftOut {
	var aims []matching.Aim
	for _, a := range v.k.Wish.Aims {
		if v.whole().HelpWith(v.k.Wish, a).OtherWay() {
			aims = append(aims, a)
		}
	}
	k := v.k
	k.Candidates = nil
	for _, cand := range v.k.Candidates {
		if cand.AskedFor(aims) {
			k.Candidates = append(k.Candidates, cand)
		}
	}
	return leftOutOf(k)
}

// askedNotCard tells them first, each with its place and all its reasons: that what
// was asked for is full is the first that a broker must know.
func askedNotCard(c *web.Ctx, v builderView) g.Node {
	list := v.askedNot()
	if len(list) == 0 {
		return nil
	}
	var items []g.Node
	for _, l := range list[:min(mostAsked, len(list))] {
		place := placeOfCandidate(matching.Candidate{Offered: l.times[0]})
		items = append(items, h.Li(
			h.A(h.Class("govuk-link"), h.Href("/activities/"+l.activity.ID), web.Own(titleOf(c, l.activity))),
			g.Text(" "), web.Own(place.where()), g.Text(" "+l.when(c)+": "+whyText(c, l.out))))
	}
	return g.Group{web.Block(c, "brokerage.why_not_asked"), h.Ul(h.Class("govuk-list"), g.Group(items))}
}
