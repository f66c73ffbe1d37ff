package brokerage

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/area/matching"
	"ourdays/internal/platform/govuk"
	"ourdays/internal/platform/web"
)

// mostToAdd is how many activities the page lists before it asks to look
// closer.
const mostToAdd = 20

// adding is one line of what could be added: a session that fits the person,
// and why it does not fit the week on the table, if so.
type adding struct {
	matching.Candidate
	out []matching.Exclusion
}

// addings lists what fits the person and is not in the week: what can be added
// first, then the nearest, and what looks the same once.
func (v builderView) addings() []adding {
	var list []adding
	for _, cand := range v.k.Addable() {
		if v.at.Has(cand.Schedule.ID) {
			continue
		}
		a := adding{Candidate: cand}
		if e, broken := v.k.refuses(v.at, v.week, cand); broken {
			a.out = []matching.Exclusion{e}
		}
		list = append(list, a)
	}
	return eachLookOnce(list)
}

// eachLookOnce sorts the lines and leaves out those in which who reads them
// sees no difference to one before.
func eachLookOnce(list []adding) []adding {
	slices.SortStableFunc(list, func(a, b adding) int {
		return cmp.Or(min(len(a.out), 1)-min(len(b.out), 1),
			cmp.Compare(farness(a.Candidate), farness(b.Candidate)),
			cmp.Compare(a.Activity.Title, b.Activity.Title))
	})
	seen := map[string]bool{}
	return slices.DeleteFunc(list, func(a adding) bool {
		look := fmt.Sprint(a.Activity.Title, placeOfCandidate(a.Candidate).where(), a.Slots)
		was := seen[look]
		seen[look] = true
		return was
	})
}

// farness sorts by the way; what nobody knows comes last, and what needs no way
// first.
func farness(c matching.Candidate) int {
	if c.Minutes == 0 && c.Location.ID != "" {
		return 24 * 60
	}
	return c.Minutes
}

// toAdd lists what fits the person, with a button where it fits this week too;
// what clashes with the week is folded away.
func toAdd(c *web.Ctx, v builderView) g.Node {
	if v.at.ID == "" || v.at.Fixed() {
		return nil
	}
	var fit, not []adding
	for _, a := range v.addings() {
		if len(a.out) == 0 {
			fit = append(fit, a)
		} else {
			not = append(not, a)
		}
	}
	body := web.Block(c, "brokerage.builder.nothing")
	if len(fit) > 0 {
		body = addTable(c, v, "brokerage.builder.add_title", fit)
	}
	return h.Section(h.H2(h.Class("govuk-heading-m"), g.Text(c.T("brokerage.builder.add_title"))), body,
		g.If(len(fit) > mostToAdd,
			h.P(h.Class("quiet"), g.Text(c.N("brokerage.builder.more", len(fit)-mostToAdd)))),
		g.If(len(not) > 0, govuk.Details(govuk.DetailsOptions{
			SummaryText: c.T("brokerage.builder.clashing") + " (" + strconv.Itoa(len(not)) + ")",
			HTML:        addTable(c, v, "brokerage.builder.clashing", not)})))
}

// lookFor finds activities by words, and says of each of their times whether it
// fits, with a button where the week on the table is open, or what stands against it.
func lookFor(c *web.Ctx, v builderView) g.Node {
	box := h.Form(h.Method("get"), h.Action("/referrals/"+v.k.Referral.ID+"/options"), h.Role("search"),
		h.Class("search-box"),
		g.If(v.at.ID != "", web.Hidden("option", v.at.ID)),
		web.SearchRow(c, web.Field{Name: "q", Label: "brokerage.builder.look", Value: v.words},
			"brokerage.builder.look_press"))
	if v.words == "" {
		return box
	}
	var list []adding
	for _, cand := range v.k.Candidates {
		if !slices.Contains(v.found, cand.Schedule.ID) || v.at.Has(cand.Schedule.ID) {
			continue
		}
		cand = cand.Usual()
		out := v.k.WhyNot(cand)
		if e, broken := v.k.refuses(v.at, v.week, cand); broken && len(out) == 0 {
			out = []matching.Exclusion{e}
		}
		list = append(list, adding{cand, out})
	}
	if len(list) == 0 {
		return g.Group{box, h.P(h.Class("quiet"), g.Text(c.T("brokerage.builder.found_none")))}
	}
	return g.Group{box, addTable(c, v, "brokerage.builder.found", eachLookOnce(list))}
}

func addTable(c *web.Ctx, v builderView, caption string, list []adding) g.Node {
	t := web.Table{Caption: caption, Quiet: true, FirstIsHead: true,
		Head: []govuk.Cell{web.Head(c, "brokerage.col.activity"),
			web.Head(c, "brokerage.col.when"), web.Head(c, "brokerage.col.way"), web.NumHead(c, "brokerage.col.cost"),
			web.Head(c, "brokerage.col.add")}}
	for _, a := range list[:min(mostToAdd, len(list))] {
		t.Rows = append(t.Rows, addRow(c, v, a))
	}
	return t.Show(c)
}

func addRow(c *web.Ctx, v builderView, a adding) []govuk.Cell {
	do := h.Span(h.Class("quiet"), g.Text(whyText(c, a.out)))
	switch {
	case len(a.out) > 0:
	case v.at.ID == "" || v.at.Fixed():
		do = g.Text(c.T("brokerage.builder.fits"))
	default:
		do = h.Form(h.Method("post"), h.Action(optionPath(v)+"/add"), c.FormKey(),
			web.Hidden("schedule", a.Schedule.ID),
			h.Button(h.Type("submit"), h.Class("link-button"), g.Text(c.T("brokerage.builder.add")+" "),
				h.Span(h.Class("govuk-visually-hidden"), web.Own(titleOf(c, a.Activity)))))
	}
	item := itemOf("", "", v.k.Wish.Ratio, a.Candidate)
	place := placeOfCandidate(a.Candidate)
	return []govuk.Cell{
		web.Cell(web.Own(titleOf(c, a.Activity)), h.Br(), h.Span(h.Class("quiet"), web.Own(place.where())),
			friendsText(c, v, a.Candidate)),
		{Text: slotsText(c, a.Slots)}, {Text: wayText(c, a.Candidate)},
		shownPlace{Item: item, Place: place}.costCell(c), web.Cell(do)}
}

// travelText says how long the ways of the week on the table are together; nothing
// is known of them where the person's home or the place is not on the map.
func travelText(c *web.Ctx, whole matching.Week) string {
	if whole.Travel() == 0 && len(whole) > 0 {
		return c.T("brokerage.minutes_unknown")
	}
	return c.N("brokerage.minutes", whole.Travel())
}

// wayText says how long the way to a candidate is, and that there is none to
// what is on-line.
func wayText(c *web.Ctx, cand matching.Candidate) string {
	if cand.Location.ID == "" {
		return c.T("brokerage.way.online")
	}
	if cand.Minutes == 0 {
		return c.T("brokerage.way.unknown")
	}
	return c.N("brokerage.way", cand.Minutes)
}

func friendsText(c *web.Ctx, v builderView, cand matching.Candidate) g.Node {
	names := v.k.Wish.Friends[cand.Schedule.ID]
	if len(names) == 0 {
		return nil
	}
	return g.Group{h.Br(), g.Text(c.T("brokerage.facts.friends") + " "), web.Own(strings.Join(names, ", "))}
}
