package brokerage

import (
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/area/bookings"
	"ourdays/internal/area/directory"
	"ourdays/internal/area/matching"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/pence"
	"ourdays/internal/platform/web"
)

// differsText follows the name of a week and says by what it stands out: as a part of
// the name, or in sentences for who reads Easy Read.
func differsText(c *web.Ctx, list []matching.Difference) g.Node {
	var all []g.Node
	if web.Easy(c) {
		for i, d := range list {
			all = append(all, g.If(i == 0, g.Text(".")), g.Text(" "), differenceTold(c, d))
		}
		return g.Group(all)
	}
	for i, d := range list {
		before := ": "
		if i > 0 {
			before = ", "
		}
		all = append(all, g.Text(before), differenceText(c, d))
	}
	return g.Group(all)
}

// differsTold is the sentences on their own.
func differsTold(c *web.Ctx, list []matching.Difference) g.Node {
	var all []g.Node
	for _, d := range list {
		all = append(all, differenceTold(c, d), g.Text(" "))
	}
	return g.If(len(all) > 0, h.P(all...))
}

// differenceTold is one of them.
func differenceTold(c *web.Ctx, d matching.Difference) g.Node {
	key := "brokerage.differs." + string(d.Rule)
	switch d.Rule {
	case matching.DiffFriends, matching.DiffActs, matching.DiffWithout:
		last := d.Names[len(d.Names)-1]
		return g.Group{g.Text(c.T(key) + " "), bookings.Names(c, d.Names),
			g.If(!strings.HasSuffix(last, "."), g.Text("."))}
	case matching.DiffDays:
		return g.Text(c.T(key, "days", and(c, dayNames(c, d.Days))))
	}
	return differenceText(c, d)
}

// and joins days as one says them: "Friday and Saturday".
func and(c *web.Ctx, days []string) string {
	last := len(days) - 1
	if last < 1 {
		return strings.Join(days, "")
	}
	return strings.Join(days[:last], ", ") + " " + c.T("bookings.own.and") + " " + days[last]
}

func dayNames(c *web.Ctx, days []int) []string {
	var names []string
	for _, day := range days {
		names = append(names, i18n.DayName(c.Voice, matching.WeekdayOf(day)))
	}
	return names
}

func differenceText(c *web.Ctx, d matching.Difference) g.Node {
	key := "brokerage.differs." + string(d.Rule)
	switch d.Rule {
	case matching.DiffFriends, matching.DiffActs, matching.DiffWithout:
		return g.Group{g.Text(c.T(key) + " "), web.Own(strings.Join(d.Names, ", "))}
	case matching.DiffTime:
		when := c.T(key, "day", i18n.DayName(c.Voice, matching.WeekdayOf(d.Days[0])),
			"time", i18n.TimeOfDay(c.Voice, int(d.Value)))
		return g.Group{web.Own(d.Names[0]), g.Text(" " + when)}
	case matching.DiffCheapest, matching.DiffCosts:
		return g.Text(c.T(key, "amount", i18n.Money(c.Voice, pence.Pence(d.Value))))
	case matching.DiffDays:
		return g.Text(c.T(key, "days", strings.Join(dayNames(c, d.Days), ", ")))
	case matching.DiffFewer:
		return g.Text(c.N(key, int(d.Value)))
	}
	return g.Text(c.T(key))
}

// differs tells by what a week that is shown to a person stands out among those
// that they can choose.
func (v referralView) differs(c *web.Ctx, id string) []matching.Difference {
	var all []matching.Look
	at := -1
	for _, w := range v.weeks {
		if w.Past() || len(v.misfits[w.ID]) > 0 {
			continue
		}
		if w.ID == id {
			at = len(all)
		}
		all = append(all, w.look(titlesIn(c)))
	}
	return differencesAt(all, at, mostDiffering(c))
}

// mostDiffering is by how many things a week is told from the others at most, where
// they do tell it. Easy Read says one thing at a time.
func mostDiffering(c *web.Ctx) int {
	if web.Easy(c) {
		return 1
	}
	return matching.MostTold
}

// differs tells by what a week of the builder stands out among those that still
// fit.
func (v builderView) differs(c *web.Ctx, id string) []matching.Difference {
	var all []matching.Look
	at := -1
	for _, o := range v.options {
		if len(o.Items) == 0 || len(v.misfits[o.ID]) > 0 {
			continue
		}
		if o.ID == id {
			at = len(all)
		}
		all = append(all, v.k.lookOf(o, titlesIn(c)))
	}
	return differencesAt(all, at, mostDiffering(c))
}

func titlesIn(c *web.Ctx) func(directory.Activity) string {
	return func(a directory.Activity) string { return titleOf(c, a) }
}

// differencesAt is empty for a week that is not compared, at -1.
func differencesAt(all []matching.Look, at, most int) []matching.Difference {
	if at < 0 {
		return nil
	}
	return matching.Names(all, most)[at]
}

// fewNote says that few weeks really differ, and which rules alone hold back
// most of the rest.
func fewNote(c *web.Ctx, v builderView) g.Node {
	if !v.isShort {
		return nil
	}
	var rules []g.Node
	for _, r := range v.short.opens {
		rules = append(rules,
			h.Li(g.Text(c.T("brokerage.why_not_by."+string(r))+": "+c.N("brokerage.few.times", v.short.by[r]))))
	}
	head := "brokerage.few.weeks.other"
	if v.short.weeks == 1 {
		head = "brokerage.few.weeks.one"
	}
	why := web.Block(c, "brokerage.few.no_one_rule")
	if len(rules) > 0 {
		why = g.Group{web.Block(c, "brokerage.few.opens"), h.Ul(h.Class("govuk-list govuk-list--bullet"),
			g.Group(rules))}
	}
	return web.Inset(web.Block(c, head, "n", v.short.weeks), why)
}
