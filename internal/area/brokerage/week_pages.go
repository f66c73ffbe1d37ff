package brokerage

import (
	"slices"
	"strconv"
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/area/directory"
	"ourdays/internal/area/matching"
	"ourdays/internal/area/people"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/govuk"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/pence"
	"ourdays/internal/platform/web"
)

// builderPage is the week builder: the week as hours, the facts that decide it
// beside it, what could be added, and why the rest could not.
func builderPage(c *web.Ctx, v builderView) web.Page {
	title := c.T("brokerage.builder.title", "name", v.k.Person.Name())
	return web.Page{Title: title, Register: web.Staff, Crumbs: crumbs(c, v.k.Referral), Body: g.Group{
		web.H1(title),
		h.P(h.Class("quiet"),
			g.Text(c.T("brokerage.builder.about", "tier", v.k.Plan.Tier, "date", dateOr(c, v.k.Plan.StartBy.V),
				"from", wholeDay(c, v.k.From))),
			g.Text(" · "+c.N("brokerage.builder.outcomes", len(v.k.Outcomes)))),
		whenAndWhere(c, v),
		h.Div(h.Class("facts"),
			h.Div(h.Class("facts__main"), optionTabs(c, v), onTheTable(c, v), lookFor(c, v), toAdd(c, v)),
			h.Aside(h.Class("facts__side"), h.Aria("label", c.T("brokerage.facts.label")), budgetCard(c, v),
				coveredCard(c, v), whyNotCard(c, v)),
		)}}
}

// whenAndWhere says what of the person's record rules times and ways out, with
// the way to mend it there for whoever may: a limit that nobody asked about, or a town that is not
// on the map, rules nothing out, and who builds the week must know.
func whenAndWhere(c *web.Ctx, v builderView) g.Node {
	p := v.k.Person
	way := web.Block(c, "brokerage.builder.way_unasked")
	if p.TravelMinutes > 0 {
		way = web.Block(c, "brokerage.builder.way", "minutes", p.TravelMinutes, "more", matching.AboutTown)
	}
	where := g.Node(nil)
	switch {
	case v.k.Wish.Lat != 0:
	case p.Town == "":
		where = web.Block(c, "brokerage.builder.nowhere_unsaid")
	default:
		where = web.Block(c, "brokerage.builder.nowhere", "town", p.Town)
	}
	return h.Div(h.Class("card"), freeBlock(c, p.Free), way, where,
		g.If(v.mayWrite, h.P(h.A(h.Class("govuk-link"), h.Href("/people/"+p.ID),
			g.Text(c.T("brokerage.builder.record"))))))
}

// freeBlock says when somebody is free, and how far a session may reach beyond.
func freeBlock(c *web.Ctx, f people.Free) g.Node {
	if f == 0 {
		return web.Block(c, "brokerage.builder.free_unasked")
	}
	var lines []string
	for day := range 7 {
		var parts []string
		for part, word := range people.Parts {
			if f.Has(day, part) {
				parts = append(parts, c.T("people.part."+word))
			}
		}
		if len(parts) > 0 {
			lines = append(lines, c.T("people.free.line", "day", i18n.ShortDay(c.Voice, matching.WeekdayOf(day)),
				"parts", strings.Join(parts, ", ")))
		}
	}
	return web.Block(c, "brokerage.builder.free", "times", strings.Join(lines, "; "), "spill", matching.Spill)
}

// optionTabs leads to each week, and makes more.
func optionTabs(c *web.Ctx, v builderView) g.Node {
	var links []g.Node
	for _, o := range v.options {
		links = append(links, h.Li(h.A(h.Class("govuk-link"), h.Href(optionsPath(v.k.Referral.ID, o.ID)),
			g.If(o.ID == v.at.ID, g.Attr("aria-current", "true")), v.name(c, o)),
			g.Text(" "), web.Tag(c, "brokerage.option."+o.Status),
			unfitTag(c, v.misfits[o.ID])))
	}
	path := "/referrals/" + v.k.Referral.ID
	make, class := "brokerage.options.make", ""
	if len(v.options) > 0 {
		make, class = "brokerage.options.again", govuk.Secondary
	}
	return h.Section(h.H2(h.Class("govuk-heading-m"), g.Text(c.T("brokerage.options.title"))),
		g.If(len(links) > 0, h.Ul(h.Class("govuk-list option-list"), g.Group(links))), fewNote(c, v),
		h.Div(h.Class("presses"), web.Press(c, path+"/options", make, class),
			web.Press(c, path+"/new-week", "brokerage.options.by_hand", govuk.Secondary)))
}

func onTheTable(c *web.Ctx, v builderView) g.Node {
	if v.at.ID == "" {
		return nil
	}
	path := optionPath(v)
	return h.Section(
		h.H2(h.Class("govuk-heading-m"), v.name(c, v.at)),
		misfitList(c, v.misfits[v.at.ID]), weekTable(c, v), reasonList(c, v.at.Reasons.Beside(v.looks(c, v.at))),
		beyondNote(c, v.k.Plan, v.whole().Units()),
		g.If(!v.at.Fixed(), h.Div(h.Class("presses"),
			g.If(v.at.Status == OptionDraft, web.Press(c, path+"/save", "brokerage.option.save", govuk.Secondary)),
			web.Press(c, path+"/show", "brokerage.option.show", ""),
			web.Press(c, path+"/drop", "brokerage.option.drop", govuk.Secondary))),
		g.If(v.at.Fixed(), web.Block(c, "brokerage.option.is_shown")))
}

// unfitTag marks a week of which something does not fit any more.
func unfitTag(c *web.Ctx, list []misfit) g.Node {
	if len(list) == 0 {
		return nil
	}
	return g.Group{g.Text(" "), web.Tag(c, "brokerage.option.unfit", "tag-few")}
}

// misfitList names what of a week does not fit any more, each with its rules.
func misfitList(c *web.Ctx, list []misfit) g.Node {
	if len(list) == 0 {
		return nil
	}
	return web.Inset(h.P(g.Text(c.T("brokerage.misfit.title"))), misfitLines(c, list, whyText))
}

// telling puts what leaves something out into words for those who read them.
type telling func(*web.Ctx, []matching.Exclusion) string

func misfitLines(c *web.Ctx, list []misfit, tell telling) g.Node {
	var lines []g.Node
	for _, m := range list {
		lines = append(lines, h.Li(h.Strong(m.own(c), g.Text(": ")), g.Text(tell(c, m.out))))
	}
	return h.Ul(h.Class("govuk-list"), g.Group(lines))
}

// name is the session's own in the visitor's voice, or says that it is about the
// whole week.
func (m misfit) name(c *web.Ctx) string {
	if m.scheduleID == "" {
		return c.T("brokerage.misfit.whole")
	}
	return titleOf(c, m.activity)
}

// own marks the name where an organisation wrote it.
func (m misfit) own(c *web.Ctx) g.Node {
	if m.scheduleID == "" {
		return g.Text(m.name(c))
	}
	return web.Own(m.name(c))
}

// whyText tells staff all the rules that leave something out.
func whyText(c *web.Ctx, out []matching.Exclusion) string {
	var all []string
	for _, e := range out {
		all = append(all, c.T(keyOf(e), argsOf(e, c.Voice)...))
	}
	return strings.Join(all, " ")
}

// yourWhy tells them to the person whose week it is, or to who helps them.
func yourWhy(c *web.Ctx, out []matching.Exclusion) string {
	var all []string
	for _, e := range out {
		all = append(all, web.Whose(c, "brokerage.choose.why."+yourWordOf(e), "brokerage.choose.why_of."+
			yourWordOf(e),
			argsOf(e, c.Voice)...))
	}
	return strings.Join(all, " ")
}

// tellsMisfits reports whether it is for what does not fit that a week was refused.
func tellsMisfits(err error) bool {
	e, ok := fail.As(err)
	return ok && (e.Key == notFitting.Key || e.Key == notApprovable.Key)
}

// eachMisfit gives such a refusal a line for each session that does not fit,
// with all its reasons.
func eachMisfit(c *web.Ctx, err error, list []misfit, tell telling) error {
	e, ok := fail.As(err)
	if !ok {
		return err
	}
	refusal := &fail.Error{Kind: e.Kind, Key: e.Key, Fields: []fail.Field{{Key: e.Key}}}
	for _, m := range list {
		refusal.Fields = append(refusal.Fields, fail.Field{Key: "brokerage.refused.misfit",
			Args: []any{"what", m.name(c), "why", tell(c, m.out)}})
	}
	return refusal
}

func optionPath(v builderView) string {
	return "/referrals/" + v.k.Referral.ID + "/options/" + v.at.ID
}

func placeOfCandidate(c matching.Candidate) Place {
	return Place{Activity: c.Activity, Location: c.Location, Organisation: c.Organisation, Slots: c.Slots}
}

func budgetCard(c *web.Ctx, v builderView) g.Node {
	weekly := v.k.Plan.Weekly
	spent := v.k.Before + v.at.costBeside(v.k.Wish.Going)
	whole, own := v.whole(), v.at.OwnWeek
	for _, c := range v.had() {
		own += c.OwnWeek()
	}
	var names []string
	for _, f := range matching.FriendsOf(v.k.Wish, whole) {
		names = append(names, f.Own)
	}
	return h.Div(h.Class("card"), h.H2(h.Class("govuk-heading-m"), g.Text(c.T("brokerage.facts.budget"))),
		h.P(h.Class("result__price"), h.Strong(g.Text(i18n.Money(c.Voice, spent)))),
		h.P(h.Class("quiet"), g.Text(c.T("brokerage.facts.of_week", "amount", i18n.Money(c.Voice, weekly)))),
		g.El("progress", g.Attr("max", strconv.FormatInt(int64(max(1, weekly)), 10)),
			g.Attr("value", strconv.FormatInt(int64(min(spent, weekly)), 10)),
			h.Aria("label", c.T("brokerage.facts.used"))),
		AboveNote(c, v.above),
		aheadFacts(c, v.ahead, v.k.Referral), summary(c,
			fact{"brokerage.half_days.week", weekHalfDays(c, v.k.Plan, whole.Units())},
			fact{"brokerage.facts.own", i18n.Money(c.Voice, own)},
			fact{"brokerage.facts.benchmark", i18n.Money(c.Voice, benchmark(whole))},
			fact{"brokerage.facts.travel", travelText(c, whole)}),
		priceFact(c, v.at.Price, v.at.PriceKnown, v.pays),
		h.P(g.Text(c.T("brokerage.facts.friends")+" "), g.If(len(names) > 0, web.Own(strings.Join(names, ", "))),
			g.If(len(names) == 0, g.Text(c.T("brokerage.facts.nobody")))))
}

// aheadFacts sets what the places of a week will hold beside what the budget has,
// each with its last day, and for enablement what its weeks cost of what they may.
func aheadFacts(c *web.Ctx, m ahead, r Referral) g.Node {
	name := func(key string, args ...any) g.Node { return g.Text(c.T(key, args...)) }
	left := "brokerage.facts.left_until"
	if !m.hasBudget {
		left = "brokerage.facts.allocates_until"
	}
	if !m.hasBudget && m.held == 0 {
		return nil // the council pays nothing of it
	}
	facts := []web.Fact{{Name: name(left, "date", i18n.DateYear(c.Voice, m.budget.Until)),
		Value: g.Text(i18n.Money(c.Voice, m.budget.Available))}}
	holds := r.mayChange() && m.held > 0
	if holds {
		facts = append(facts,
			web.Fact{Name: name("brokerage.facts.hold_until", "date", i18n.DateYear(c.Voice, m.until)),
				Value: g.Text(i18n.Money(c.Voice, m.held))})
	}
	if holds && m.weeks > 0 {
		facts = append(facts,
			web.Fact{Name: g.Text(c.N("brokerage.facts.enabling", m.weeks, "date", i18n.DateYear(c.Voice, m.ends))),
				Value: g.Text(c.T("brokerage.facts.of", "amount", i18n.Money(c.Voice, m.enabling),
					"limit", i18n.Money(c.Voice, m.allowed)))})
	}
	return g.Group{web.Facts(c, facts...),
		g.If(holds, h.P(h.Class("quiet"), g.Text(c.T("brokerage.facts.freed"))))}
}

// benchmark is what the week would cost at the framework's benchmark prices.
func benchmark(k matching.Week) (sum pence.Pence) {
	for _, c := range k {
		if !c.Own {
			sum += c.Rate.Benchmark * pence.Pence(len(c.Slots))
		}
	}
	return sum
}

// coveredCard tells of each outcome what the reasons of the week on the table say, as
// the page does on which the person chooses, and what they go to already beside it.
func coveredCard(c *web.Ctx, v builderView) g.Node {
	var facts []web.Fact
	for _, a := range v.k.Wish.Aims {
		told := v.reasons().Outcome(a)
		about, has := g.Node(nil), g.Node(nil)
		if told.Rule == matching.ForOtherWay {
			about = g.Group{h.Br(), g.Text(c.T("brokerage.facts.not_the_words"))}
		}
		if had := v.had().HelpWith(v.k.Wish, a); had.Sessions > 0 {
			has = g.Group{h.Br(), g.Text(c.T("brokerage.builder.goes") + ": " +
				c.N("brokerage.sessions", had.Sessions)), through(c, titles(c, had))}
		}
		facts = append(facts, web.Fact{Name: web.Own(a.Words), Value: g.Group{
			g.Text(c.N("brokerage.sessions", int(told.Value))), through(c, actsOf(c, told)), about, has}})
	}
	return h.Div(h.Class("card"), h.H2(h.Class("govuk-heading-m"), g.Text(c.T("brokerage.facts.covered"))),
		web.Facts(c, facts...))
}

// titles names what helps, in the visitor's voice.
func titles(c *web.Ctx, h matching.Help) string {
	if web.Easy(c) {
		return strings.Join(h.Easy, ", ")
	}
	return strings.Join(h.Acts, ", ")
}

// whyNotCard tells what does not fit by its first reason, with how many there
// are: hundreds of lines that say the same would hide those that matter. Each
// reason unfolds to its activities. Every time of an activity is counted once, so
// that the reasons add up to what does not fit.
func whyNotCard(c *web.Ctx, v builderView) g.Node {
	var all []g.Node
	out := 0
	for _, gr := range groupsOf(v.k) {
		out += gr.times
		all = append(all, govuk.Details(
			govuk.DetailsOptions{SummaryText: c.T("brokerage.why_not_by."+string(gr.rule)) + " (" +
				strconv.Itoa(gr.times) + ")",
				HTML: leftOutList(c, gr.list)}))
	}
	told := len(v.k.Candidates)
	all = append([]g.Node{askedNotCard(c, v)}, all...)
	return h.Div(h.Class("card"), h.H2(h.Class("govuk-heading-m"), g.Text(c.T("brokerage.facts.why_not"))),
		g.If(out == 0, nobody(c)), g.If(out > 0, web.Block(c, "brokerage.why_not_of", "told", told, "fit", told-out,
			"out", out)),
		g.If(told >= mostExplained, web.Block(c, "brokerage.why_not_some")), g.Group(all))
}

// leftOutGroup is what one rule leaves out first, and how many times of
// activities that is.
type leftOutGroup struct {
	rule  matching.Rule
	list  []leftOut
	times int
}

// groupsOf puts what does not fit under its first reason, in the order of the
// rules; each time of an activity is in one group.
func groupsOf(k Case) []leftOutGroup {
	var groups []leftOutGroup
	all := leftOutOf(k)
	for _, rule := range matching.Rules() {
		gr := leftOutGroup{rule: rule}
		for _, l := range all {
			if l.out[0].Rule == rule {
				gr.list, gr.times = append(gr.list, l), gr.times+len(l.times)
			}
		}
		if gr.times > 0 {
			groups = append(groups, gr)
		}
	}
	return groups
}

// leftOut is an activity that does not fit, with all its times that fail by the
// same rules at the same values.
type leftOut struct {
	activity directory.Activity
	times    []directory.Offered
	out      []matching.Exclusion
}

// same reports whether two answers are one.
func same(a, b []matching.Exclusion) bool { return slices.EqualFunc(a, b, matching.Exclusion.Equal) }

// leftOutOf lists what does not fit, each activity once for each answer.
func leftOutOf(k Case) []leftOut {
	var list []leftOut
	for _, cand := range k.Candidates {
		out := k.WhyNot(cand)
		if len(out) == 0 {
			continue
		}
		i := slices.IndexFunc(list, func(l leftOut) bool {
			return l.activity.ID == cand.Activity.ID && same(l.out, out)
		})
		if i < 0 {
			i, list = len(list), append(list, leftOut{activity: cand.Activity, out: out})
		}
		list[i].times = append(list[i].times, cand.Offered)
	}
	return list
}

// leftOutList tells once what is the same for all of a list.
func leftOutList(c *web.Ctx, list []leftOut) g.Node {
	once := !slices.ContainsFunc(list, func(l leftOut) bool { return !same(l.out, list[0].out) })
	var items []g.Node
	for _, l := range list {
		items = append(items,
			h.Li(h.A(h.Class("govuk-link"), h.Href("/activities/"+l.activity.ID), web.Own(titleOf(c, l.activity))),
				g.Text(" "+l.when(c)), g.If(!once, h.Span(h.Class("quiet"), g.Text(": "+whyText(c, l.out))))))
	}
	return g.Group{g.If(once, h.P(h.Class("quiet"), g.Text(whyText(c, list[0].out)))),
		h.Ul(h.Class("govuk-list"), g.Group(items))}
}

func (l leftOut) when(c *web.Ctx) string {
	var all []string
	for _, o := range l.times {
		if w := whenShort(c, o); w != "" {
			all = append(all, w)
		}
	}
	return strings.Join(all, ", ")
}

// whenShort says the day of an offered schedule, when it has sessions.
func whenShort(c *web.Ctx, o directory.Offered) string {
	if len(o.Sessions) == 0 {
		return ""
	}
	s := o.Sessions[0]
	return c.T("brokerage.slot_short", "day", i18n.ShortDay(c.Voice, s.Date.Weekday()),
		"time", i18n.TimeOfDay(c.Voice, s.Start))
}

// weeksOf shows the weeks of now, and folded those of before.
func weeksOf(c *web.Ctx, v referralView) g.Node {
	var now, before []g.Node
	for _, w := range v.weeks {
		card := h.Li(h.Class("card"), weekHead(c, v, w), misfitList(c, v.misfits[w.ID]),
			placesTable(c, w), beyondNote(c, v.plan, max(w.Units, v.unitsOf(w))), v.reasons(c, w))
		if w.Past() {
			before = append(before, card)
		} else {
			now = append(now, card)
		}
	}
	return g.Group{
		g.If(len(now) > 0, h.Section(h.H2(h.Class("govuk-heading-m"), g.Text(c.T("brokerage.options.title"))),
			h.Ul(h.Class("cards"), g.Group(now)))),
		g.If(len(before) > 0, web.Unfold(c, "brokerage.options.past", h.Ul(h.Class("cards"), g.Group(before)))),
	}
}

// unitsOf counts the half days of a week with the places beside it, where it is chosen.
func (v referralView) unitsOf(w shownWeek) int {
	if w.ID == v.r.OptionID {
		return v.halfDays[v.r.OptionID]
	}
	return w.Units
}

func weekHead(c *web.Ctx, v referralView, w shownWeek) g.Node {
	state := "brokerage.option." + w.Status
	if w.ID == v.r.OptionID {
		state = "brokerage.option.chosen"
	}
	return h.H3(h.Class("govuk-heading-m"), v.name(c, w), g.Text(" "), web.Tag(c, state))
}
