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

// nameOf is what a week is called on every page of staff: its number, and one thing by
// which it stands out.
func nameOf(c *web.Ctx, number int, list []matching.Difference) g.Node {
	name := []g.Node{g.Text(c.T("brokerage.option.name", "n", number))}
	for _, d := range list {
		name = append(name, g.Text(": "), differenceText(c, "brokerage.differs.", d))
	}
	return g.Group(name)
}

// standsOut tells who chooses what only this week has among those that they can choose,
// or by what it differs from one of them, which is named.
func standsOut(c *web.Ctx, v referralView, w shownWeek) g.Node {
	all, at := v.looks(w.ID, func(w shownWeek) matching.Look { return w.look(titlesIn(c)) })
	if at < 0 {
		return nil
	}
	list := matching.StandsOut(all, at)
	if list = list[:min(mostStanding(c, list), len(list))]; len(list) == 0 {
		return nil
	}
	var told []g.Node
	for _, d := range list {
		d.Names = d.Names[:min(mostNamed(c), len(d.Names))]
		says := differenceText(c, "brokerage.differs_told.", d)
		if n := len(d.Names); n > 0 && !strings.HasSuffix(d.Names[n-1], ".") {
			says = g.Group{says, g.Text(".")}
		}
		switch d.Rule {
		case matching.DiffMore:
			says = g.Group{says, g.Text(" " + c.T("brokerage.differs.has_not", "than", d.Than))}
		case matching.DiffWithout:
			says = g.Group{says, g.Text(" " + c.T("brokerage.differs.has", "than", d.Than))}
		}
		told = append(told, says, g.Text(" "))
	}
	return h.P(told...)
}

// mostNamed is how many activities or friends a sentence names.
func mostNamed(c *web.Ctx) int {
	if web.Easy(c) {
		return 1
	}
	return 3
}

// mostStanding is in how many sentences a week is told: Easy Read says one thing. That
// all of it is its own says more than the names, which stand below.
func mostStanding(c *web.Ctx, list []matching.Difference) int {
	if web.Easy(c) || len(list) > 0 && list[0].Rule == matching.DiffAll {
		return 1
	}
	return 2
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

func differenceText(c *web.Ctx, family string, d matching.Difference) g.Node {
	args := []any{}
	if d.Than > 0 {
		args = append(args, "than", d.Than)
	}
	switch d.Rule {
	case matching.DiffTime:
		args = append(args, "day", i18n.DayName(c.Voice, matching.WeekdayOf(d.Days[0])),
			"time", i18n.TimeOfDay(c.Voice, int(d.Value)))
	case matching.DiffCheapest, matching.DiffCosts:
		args = append(args, "amount", i18n.Money(c.Voice, pence.Pence(d.Value)))
	case matching.DiffDays:
		args = append(args, "days", and(c, dayNames(c, d.Days)))
	}
	text := g.Text(c.T(family+string(d.Rule), args...))
	if len(d.Names) == 0 {
		return text
	}
	return g.Group{text, g.Text(" "), bookings.Names(c, d.Names)}
}

// looks gives the weeks that can be chosen, and where among them one is; -1 where it
// cannot be.
func (v referralView) looks(id string, look func(shownWeek) matching.Look) (all []matching.Look, at int) {
	at = -1
	for _, w := range v.weeks {
		if w.Past() || len(w.Items) == 0 || len(v.misfits[w.ID]) > 0 {
			continue
		}
		if w.ID == id {
			at = len(all)
		}
		all = append(all, look(w))
	}
	return all, at
}

// name is a week's on the pages of a referral, the same as in the builder.
func (v referralView) name(c *web.Ctx, w shownWeek) g.Node {
	all, at := v.staffLooks(c, w)
	return nameAt(c, w.Number, all, at)
}

// reasons are those of a week beside the others that can be chosen.
func (v referralView) reasons(c *web.Ctx, w shownWeek) g.Node {
	return reasonList(c, w.Reasons.Beside(v.staffLooks(c, w)))
}

func (v referralView) staffLooks(c *web.Ctx, w shownWeek) (all []matching.Look, at int) {
	return v.looks(w.ID, func(w shownWeek) matching.Look { return w.lookOfStaff(titlesIn(c)) })
}

// name is a week's in the builder.
func (v builderView) name(c *web.Ctx, one Option) g.Node {
	all, at := v.looks(c, one)
	return nameAt(c, one.Number, all, at)
}

// looks gives the weeks that can be chosen, and where among them one is; -1 where it
// cannot be.
func (v builderView) looks(c *web.Ctx, one Option) (all []matching.Look, at int) {
	at = -1
	for _, o := range v.options {
		if len(o.Items) == 0 || len(v.misfits[o.ID]) > 0 {
			continue
		}
		if o.ID == one.ID {
			at = len(all)
		}
		all = append(all, v.k.lookOf(o, titlesIn(c)))
	}
	return all, at
}

func nameAt(c *web.Ctx, number int, all []matching.Look, at int) g.Node {
	if at < 0 {
		return nameOf(c, number, nil)
	}
	return nameOf(c, number, matching.Names(all)[at])
}

func titlesIn(c *web.Ctx) func(directory.Activity) string {
	return func(a directory.Activity) string { return titleOf(c, a) }
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
