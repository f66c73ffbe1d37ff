package brokerage

import (
	"cmp"
	"net/url"
	"strconv"
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/area/matching"
	"ourdays/internal/area/people"
	"ourdays/internal/area/plans"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/govuk"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/pence"
	"ourdays/internal/platform/web"
)

// reasonField asks for a reason in words and keeps what was typed.
func reasonField(c *web.Ctx, id, labelKey string) g.Node {
	return web.Input(c, web.Field{Name: "reason", ID: id, Label: labelKey, Value: c.Field("reason")})
}

// endingField asks why something ends.
func endingField(c *web.Ctx, id string) g.Node {
	options := []web.Option{{Text: c.T("brokerage.ending.choose")}}
	for _, e := range Endings() {
		options = append(options, web.Option{Value: e, Text: c.T("brokerage.ending." + e)})
	}
	return web.Select(c, web.Field{Name: "ending", ID: id, Label: "brokerage.ending.label",
		Value: c.Field("ending")}, options...)
}

func statusTag(c *web.Ctx, s Status) g.Node { return web.Tag(c, "brokerage.status."+string(s)) }

func nobody(c *web.Ctx) g.Node { return h.P(h.Class("quiet"), g.Text(c.T("brokerage.none_yet"))) }

// referralsPage lists what is open; people who have their week are looked up
// behind a link, so that the list stays one of work.
func referralsPage(c *web.Ctx, w workView) web.Page {
	key := "brokerage.referrals.title"
	other := h.A(h.Class("govuk-link"), h.Href("/referrals?show=placed"),
		g.Text(c.T("brokerage.referrals.see_placed")))
	if w.placed {
		key = "brokerage.referrals.placed"
		other = h.A(h.Class("govuk-link"), h.Href("/referrals"), g.Text(c.T("brokerage.referrals.see_open")))
	}
	t := web.Table{Caption: key, Quiet: true, FirstIsHead: true,
		Head: []govuk.Cell{web.Head(c, "brokerage.col.referral"),
			web.Head(c, "brokerage.col.status"), web.Head(c, "brokerage.col.start_by"),
			web.Head(c, "brokerage.col.next")}}
	for _, r := range w.list {
		t.Rows = append(t.Rows, []govuk.Cell{
			web.Cell(h.A(h.Class("govuk-link"), h.Href("/referrals/"+r.ID), web.Own(r.Label()+" "+r.Name))),
			web.Cell(statusTag(c, r.Status), aboveTag(c, r.Above), waitingTag(c, r.Waits), ringTag(c, r)),
			{Text: i18n.Date(c.Voice, r.StartBy)},
			web.Cell(whatNext(c, r))})
	}
	return web.Page{Title: c.T(key), Register: web.Staff, Body: g.Group{web.H1(c.T(key)), h.P(other),
		workTable(c, w, t)}}
}

// workTable is a page of a work list, and the way to the pages beside it.
func workTable(c *web.Ctx, w workView, t web.Table) g.Node {
	if len(t.Rows) == 0 {
		return nobody(c)
	}
	at := func(page int) string {
		q := url.Values{"page": {strconv.Itoa(page)}}
		if w.placed {
			q.Set("show", "placed")
		}
		return "?" + q.Encode()
	}
	before, after := "", ""
	if w.page > 1 {
		before = at(w.page - 1)
	}
	if w.more {
		after = at(w.page + 1)
	}
	return g.Group{t.Show(c), web.Pages(c, "brokerage.pages.label", before, "brokerage.pages.before", after,
		"brokerage.pages.further")}
}

type referView struct {
	person   people.Person
	open     Referral // the referral that is open already
	referred bool
	plan     plans.Plan
	planned  bool
	outcomes []plans.Outcome
}

// referPage shows what the broker will get, before it is sent.
func referPage(c *web.Ctx, v referView) web.Page {
	title := c.T("brokerage.refer.title")
	back := "/people/" + v.person.ID
	var aims []g.Node
	for _, o := range v.outcomes {
		aims = append(aims, h.Li(web.Own(o.Words)))
	}
	none := h.P(h.Class("quiet"), g.Text(c.T("brokerage.refer.no_outcome")))
	tier, weekly := c.T("brokerage.refer.no_tier"), c.T("brokerage.not_said")
	if v.plan.Tier > 0 { // both are decided at once
		tier, weekly = c.T("brokerage.tier", "tier", v.plan.Tier), i18n.Money(c.Voice, v.plan.Weekly)
	}
	do := web.Press(c, "/people/"+v.person.ID+"/refer", "brokerage.refer.press", "")
	if v.referred {
		do = ReferralCard(c, v.open)
	}
	mend := func(field string) string { return back + "/plan#" + field }
	return web.Page{Title: title, Register: web.Staff, Back: back, Mend: mend, Body: g.Group{
		web.H1(title), h.P(web.Own(v.person.Name())), web.Block(c, "brokerage.refer.how"),
		h.H2(h.Class("govuk-heading-m"), g.Text(c.T("brokerage.facts.outcomes"))),
		g.If(len(aims) > 0, h.Ul(h.Class("govuk-list govuk-list--bullet"), g.Group(aims))),
		g.If(len(aims) == 0, none),
		summary(c, fact{"brokerage.facts.tier", tier},
			fact{"brokerage.facts.budget", weekly},
			fact{"brokerage.col.start_by", dateOr(c, v.plan.StartBy.V)}),
		do,
	}}
}

// ReferralCard says that a person has an open referral, and leads to it. Between the
// looking and the week that is there, what is done next says all.
func ReferralCard(c *web.Ctx, r Referral) g.Node {
	says := g.Node(nil)
	switch r.Status {
	case Draft, Submitted, WithBroker:
		says = web.Block(c, "brokerage.refer.open")
	case Placed:
		says = web.Block(c, "brokerage.refer.placed")
	}
	return h.Section(h.Class("card"), h.H2(h.Class("govuk-heading-m"), g.Text(c.T("brokerage.col.referral"))),
		says,
		h.P(h.A(h.Class("govuk-link"), h.Href("/referrals/"+r.ID),
			g.Text(c.T("brokerage.referral.title", "label", r.Label()))), g.Text(" "), statusTag(c, r.Status)),
		web.Block(c, "brokerage.next."+string(r.Status)))
}

func dateOr(c *web.Ctx, d clock.Date) string {
	if d.IsZero() {
		return c.T("brokerage.not_said")
	}
	return i18n.Date(c.Voice, d)
}

// fact is one line of a summary: the key of its name, and its value in the
// visitor's voice.
type fact struct{ key, value string }

func summary(c *web.Ctx, facts ...fact) g.Node { return web.Facts(c, asFacts(facts)...) }

func crumbs(c *web.Ctx, r Referral) []web.Link {
	return []web.Link{{Path: "/referrals", Text: c.T("brokerage.referrals.title")},
		{Path: "/referrals/" + r.ID, Text: c.T("brokerage.referral.label", "label", r.Label())}}
}

func referralPage(c *web.Ctx, v referralView) web.Page {
	title := c.T("brokerage.referral.title", "label", v.r.Label())
	return web.Page{Title: title, Register: web.Staff, Crumbs: crumbs(c, v.r)[:1], Body: g.Group{
		web.H1(title),
		h.P(h.A(h.Class("govuk-link"), h.Href("/people/"+v.person.ID), web.Own(v.person.Name())), g.Text(" "),
			statusTag(c, v.r.Status)),
		h.Div(h.Class("facts"),
			h.Div(h.Class("facts__main"), nextStep(c, v), weeksOf(c, v), history(c, v.steps)),
			h.Aside(h.Class("facts__side"), h.Aria("label", c.T("brokerage.facts.label")), referralFacts(c, v),
				h.Div(h.Class("card"), h.H2(h.Class("govuk-heading-m"), g.Text(c.T("brokerage.placements.title"))),
					PlacementsPanel(c, v.placements))),
		)}}
}

func referralFacts(c *web.Ctx, v referralView) g.Node {
	var aims []g.Node
	for _, a := range v.aims {
		aims = append(aims, h.Li(web.Own(a.Words)))
	}
	facts := []fact{{"brokerage.facts.tier", c.T("brokerage.tier", "tier", v.plan.Tier)},
		{"brokerage.facts.week_budget", i18n.Money(c.Voice, v.plan.Weekly)},
		{"brokerage.half_days.assessed", planHalfDays(c, v.plan)},
		{"brokerage.col.start_by", dateOr(c, v.r.StartBy)}}
	facts = append(facts, beginsFact(c, v)...)
	if v.r.Why != "" {
		facts = append(facts, fact{"brokerage.facts.why", c.T("brokerage.why." + v.r.Why)})
	}
	return h.Div(h.Class("card"), h.H2(h.Class("govuk-heading-m"), g.Text(c.T("brokerage.facts.outcomes"))),
		h.Ul(h.Class("govuk-list govuk-list--bullet"), g.Group(aims)), summary(c, facts...),
		g.If(v.r.HelpedBy != "", h.P(g.Text(c.T("brokerage.facts.helped")+" "), web.Own(v.r.HelpedBy))))
}

// nextStep says what the referral waits for, with the button for it where it
// is this actor's.
func nextStep(c *web.Ctx, v referralView) g.Node {
	var do g.Node
	switch {
	case v.r.Status == Submitted && v.mayBroker:
		do = web.Press(c, "/referrals/"+v.r.ID+"/take", "brokerage.take.press", "")
	case (v.r.Status == WithBroker || v.r.Status == Shown) && v.mayBroker:
		do = web.ButtonLink(c, optionsPath(v.r.ID, ""), "brokerage.options.open")
	}
	return h.Section(h.H2(h.Class("govuk-heading-m"), g.Text(c.T("brokerage.col.next"))),
		AboveNote(c, v.above), web.Block(c, "brokerage.next."+string(v.r.Status)), goneNote(c, v), ringNote(c, v),
		do, g.If(v.r.Status != Ended, endReferral(c, v.r)))
}

// hears reports whether the person waits to hear how far their week is.
func hears(s Status) bool {
	return s == WithBroker || s == Shown || s == Chosen || s == Approved
}

func ringTag(c *web.Ctx, r ReferralLine) g.Node {
	if !r.Ring || !hears(r.Status) {
		return nil
	}
	return g.Group{g.Text(" "), web.Tag(c, "brokerage.ring.tag", "tag-few")}
}

// ringNote says that no letter reaches the person, and the number to ring instead.
func ringNote(c *web.Ctx, v referralView) g.Node {
	if !v.ring || !hears(v.r.Status) {
		return nil
	}
	if v.person.Phone == "" {
		return web.Inset(web.Block(c, "brokerage.ring.no_number", "name", v.person.Name()))
	}
	return web.Inset(web.Block(c, "brokerage.ring.number", "name", v.person.Name(), "number", v.person.Phone))
}

func endReferral(c *web.Ctx, r Referral) g.Node {
	return web.Unfold(c, "brokerage.end.referral",
		web.Post(c, "/referrals/"+r.ID+"/end", endingField(c, "ending"),
			web.Button(c, "brokerage.end.press", govuk.Secondary)))
}

func placesTable(c *web.Ctx, w shownWeek) g.Node {
	t := web.Table{Name: c.T("brokerage.option.name", "n", w.Number), Quiet: true,
		Head: []govuk.Cell{web.Head(c, "brokerage.col.when"),
			web.Head(c, "brokerage.col.activity"), web.Head(c, "brokerage.col.where"),
			web.NumHead(c, "brokerage.col.cost")}}
	for _, p := range w.Places {
		t.Rows = append(t.Rows, []govuk.Cell{{Text: p.when(c)}, web.Cell(web.Own(titleOf(c, p.Activity))),
			web.Cell(web.Own(p.where())),
			p.costCell(c)})
	}
	return g.Group{t.Show(c), summary(c, fact{"brokerage.col.week", i18n.Money(c.Voice, w.WeekCost)})}
}

// cost says what a session costs the council, or the person themselves.
func (p shownPlace) cost(c *web.Ctx) string { return p.costOf(c, i18n.Money(c.Voice, p.each())) }

// costCell is cost in a column.
func (p shownPlace) costCell(c *web.Ctx) govuk.Cell {
	return web.MoneyAs(c, p.each(), func(amount string) g.Node { return g.Text(p.costOf(c, amount)) })
}

func (p shownPlace) each() pence.Pence {
	if p.Funding == OwnMoney {
		return p.OwnPrice
	}
	return p.UnitPrice
}

func (p shownPlace) costOf(c *web.Ctx, amount string) string {
	if p.Funding == OwnMoney {
		return c.T("brokerage.own_price", "price", amount)
	}
	return amount
}

// where names the place, or the provider of what is on-line.
func (p Place) where() string {
	if p.Location.ID == "" {
		return p.Organisation.Name
	}
	return p.Location.Name
}

// slotsText says the times of a week: "Tuesday, 2pm to 4pm".
func slotsText(c *web.Ctx, slots []matching.Slot) string {
	var all []string
	for _, s := range slots {
		all = append(all, c.T("brokerage.slot", "day", i18n.DayName(c.Voice, matching.WeekdayOf(s.Day)),
			"times", i18n.Times(c.Voice, s.Start, s.End)))
	}
	return strings.Join(all, ", ")
}

func reasonList(c *web.Ctx, reasons matching.Reasons) g.Node {
	var all []g.Node
	for _, r := range reasons {
		class := "reason reason--less"
		if r.Good {
			class = "reason"
		}
		all = append(all, h.Li(h.Class(class), reasonText(c, r)))
	}
	return h.Ul(h.Class("govuk-list reasons"), g.Group(all))
}

// reasonText tells one reason; what people wrote stands beside it unread.
func reasonText(c *web.Ctx, r matching.Reason) g.Node {
	if r.Rule == matching.ForWhen {
		return g.Group{web.Own(ownOf(c, r)), g.Text(c.T("brokerage.reason.when", "when", r.Wished().Text(c.Voice)))}
	}
	if day, later := r.Day(); later {
		return g.Group{web.Own(ownOf(c, r)), g.Text(c.T("brokerage.reason.later", "day", wholeDay(c, day)))}
	}
	key, word := "brokerage.reason."+string(r.Rule), r.Word
	switch {
	case r.Rule == matching.ForOutcome || r.Rule == matching.ForOtherWay:
		key, word = linkOf(c, key, word)
	case word != "":
		word = c.T(directory.KindKey(word))
	}
	text := c.T(key, "n", r.Value, "kind", word, "act", word, "amount", pence.Pence(r.Value).Format())
	if r.Own == "" {
		return g.Text(text)
	}
	return g.Group{g.Text(text + " "), web.Own(ownOf(c, r)), through(c, actsOf(c, r))}
}

// linkOf gives the text of an outcome's reason, and the Care Act outcomes that link it
// to the activities: what its words ask for, and weeks from before, name none.
func linkOf(c *web.Ctx, key, word string) (text, acts string) {
	if word == "" || word == matching.ByWords {
		return key + strings.TrimSuffix("_"+word, "_"), ""
	}
	var names []string
	for _, code := range strings.Fields(word) {
		names = append(names, "“"+c.T("plans.care_act."+code)+"”")
	}
	return key + "_by", strings.Join(names, ", ")
}

// ownOf is what a reason names: where it is a title, the one of the visitor's voice.
func ownOf(c *web.Ctx, r matching.Reason) string {
	if web.Easy(c) && r.Acts == "" {
		return cmp.Or(r.Easy, r.Own)
	}
	return r.Own
}

// actsOf names the activities of a reason in the visitor's voice.
func actsOf(c *web.Ctx, r matching.Reason) string {
	if web.Easy(c) && r.Acts != "" {
		return cmp.Or(r.Easy, r.Acts)
	}
	return r.Acts
}

// through names the activities by which a week helps.
func through(c *web.Ctx, acts string) g.Node {
	if acts == "" {
		return nil
	}
	return g.Group{g.Text(" · " + c.T("brokerage.reason.through") + " "), web.Own(acts)}
}

func history(c *web.Ctx, steps []Step) g.Node {
	var all []g.Node
	shown := 0 // weeks have their numbers in the order in which they were shown
	for _, s := range steps {
		if s.Act == ShowIt {
			shown++
		}
		day, minute := clock.London(s.At)
		when := c.T("brokerage.history.when", "date", c.Past(day),
			"time", i18n.TimeOfDay(c.Voice, minute))
		all = append(all, h.Li(g.Text(c.T("brokerage.act."+string(s.Act), "n", shown)+" "),
			web.Own(s.ActorName), g.Text(" "), h.Span(h.Class("quiet"), g.Text(when)), reasonOf(c, s)))
	}
	return h.Section(h.H2(h.Class("govuk-heading-m"), g.Text(c.T("brokerage.history.title"))),
		h.Ol(h.Class("govuk-list"), g.Group(all)))
}

// reasonOf says why a step was taken: a word of the lists, or own words.
func reasonOf(c *web.Ctx, s Step) g.Node {
	switch {
	case s.Reason == "":
		return nil
	case s.Act == ChooseIt:
		return g.Text(" " + c.T("brokerage.why."+s.Reason))
	case s.Act == LikeNone:
		return g.Text(" " + c.T("brokerage.why_none."+s.Reason))
	case s.Act == NoMoney:
		what, missing := shortOf(s.Reason)
		return g.Text(" " + c.T("brokerage.missing", "what", what, "amount", i18n.Money(c.Voice, missing)))
	case has(Endings(), s.Reason) || s.Reason == TimeOver || has(moneyReasons, s.Reason):
		return g.Text(" " + c.T("brokerage.ending."+s.Reason))
	}
	return g.Group{g.Text(" "), web.Own(s.Reason)}
}

// When says the day and times of a placement, "Tuesday, 2pm to 4pm".
func (l PlacementLine) When(c *web.Ctx) string { return slotsText(c, l.Slots) }

// PlacementsPanel lists placements, for a person's record.
func PlacementsPanel(c *web.Ctx, lines []PlacementLine) g.Node {
	if len(lines) == 0 {
		return nobody(c)
	}
	var all []g.Node
	for _, l := range lines {
		all = append(all, h.Li(h.A(h.Class("govuk-link"), h.Href("/placements/"+l.ID),
			web.Own(titleOf(c, l.Activity))),
			g.Text(" "), statusTag(c, l.Status),
			g.If(l.Leaving(), g.Text(" "+c.T("brokerage.placement.ends_on", "date", i18n.DateYear(c.Voice, l.To)))),
			h.Br(), h.Span(h.Class("quiet"), g.Text(slotsText(c, l.Slots)+" "), web.Own(l.where())),
			waitingNote(c, l.Waiting)))
	}
	return h.Ul(h.Class("govuk-list placements"), g.Group(all))
}

func approvalsPage(c *web.Ctx, w workView, limit pence.Pence) web.Page {
	t := web.Table{Caption: "brokerage.approvals.title", Quiet: true, FirstIsHead: true,
		Head: []govuk.Cell{web.Head(c, "brokerage.col.referral"), web.NumHead(c, "brokerage.col.week")}}
	for _, r := range w.list {
		t.Rows = append(t.Rows,
			[]govuk.Cell{web.Cell(h.A(h.Class("govuk-link"), h.Href("/approvals/"+r.ID),
				web.Own(r.Label()+" "+r.Name))),
				costNow(c, r)})
	}
	title := c.T("brokerage.approvals.title")
	return web.Page{Title: title, Register: web.Staff, Body: g.Group{web.H1(title),
		h.P(g.Text(c.T("brokerage.approvals.limit", "limit", i18n.Money(c.Voice, limit)))), workTable(c, w, t)}}
}

// costNow is what a week costs today, which is what is approved, and what it
// cost when it was put together where that was another sum.
func costNow(c *web.Ctx, r ReferralLine) govuk.Cell {
	if r.Now == r.Cost {
		return web.Money(c, r.Now)
	}
	return web.MoneyAs(c, r.Now, func(text string) g.Node {
		return g.Group{g.Text(text), h.Br(), h.Span(h.Class("quiet"),
			g.Text(c.T("brokerage.approvals.then", "then", i18n.Money(c.Voice, r.Cost))))}
	})
}

func approvalPage(c *web.Ctx, v referralView, a access.Actor) web.Page {
	title := c.T("brokerage.approval.title", "label", v.r.Label())
	if v.r.Status != Chosen { // it asks only what can still be answered
		title = c.T("brokerage.approval.decided", "label", v.r.Label())
	}
	w, chosen := v.chosen()
	var do g.Node
	costs := v.ahead.week.Costs
	switch err := v.r.mayApprove(a, costs.Most); {
	case v.r.Status != Chosen || !chosen:
		do = decidedBlock(c, v.steps, a)
	case err != nil:
		e, _ := fail.As(err)
		do = web.Block(c, e.Key, e.Args...)
	case barred(v.misfits[w.ID]):
		do = g.Group{web.Block(c, "brokerage.refused.barred"), refusalForm(c, v.r)}
	default:
		do = g.Group{councilNote(c, v), beyondNote(c, v.plan, v.halfDays[v.r.OptionID]), approvalForm(c, v, w),
			refusalForm(c, v.r)}
	}
	return web.Page{Title: title, Register: web.Staff, Back: "/approvals", Body: g.Group{
		web.H1(title), h.P(web.Own(v.person.Name())),
		h.Div(h.Class("facts"),
			h.Div(h.Class("facts__main"),
				g.If(chosen, g.Group{h.H2(h.Class("govuk-heading-m"), v.name(c, w)),
					priceChange(c, v, w), misfitList(c, v.misfits[w.ID]),
					wholeTable(c, v, w), v.reasons(c, w)}), do),
			h.Aside(h.Class("facts__side"), h.Aria("label", c.T("brokerage.facts.label")), referralFacts(c, v),
				g.If(chosen, h.Div(h.Class("card"),
					h.H2(h.Class("govuk-heading-m"), g.Text(c.T("brokerage.facts.budget"))), aheadFacts(c, v.ahead, v.r),
					v.toPerson(c, w),
					g.If(v.r.Status == Chosen,
						summary(c, fact{"brokerage.half_days.week", weekHalfDays(c, v.plan, v.halfDays[v.r.OptionID])})))),
				councilCard(c, v))),
		history(c, v.steps),
	}}
}

// decidedText says who decided something, and when. Of what the council took
// back from a provider it names nobody.
func decidedText(c *web.Ctx, s Step) string {
	return c.T(s.decidedKey(), s.decidedArgs(c)...)
}

func (s Step) decidedKey() string { return "brokerage.decided." + string(s.Act) }

func (s Step) decidedArgs(c *web.Ctx) []any {
	day, minute := clock.London(s.At)
	return []any{"who", s.ActorName, "date", i18n.DateYear(c.Voice, day),
		"time", i18n.TimeOfDay(c.Voice, minute)}
}

// decidedBlock stands where an approver would decide, when there is nothing to
// decide any more.
func decidedBlock(c *web.Ctx, steps []Step, a access.Actor) g.Node {
	s, found := decided(steps, Agree)
	switch {
	case !found:
		return web.Block(c, movedOnKey)
	case s.Act == Agree && s.ActorID == a.ID:
		return web.Block(c, "brokerage.decided.approve_you", s.decidedArgs(c)...)
	}
	return web.Block(c, s.decidedKey(), s.decidedArgs(c)...)
}

// approvalForm asks for a reason where the week has more half days than the plan says.
func approvalForm(c *web.Ctx, v referralView, w shownWeek) g.Node {
	why := g.Node(nil)
	if beyond(v.plan, v.halfDays[v.r.OptionID]) {
		why = web.Input(c, web.Field{Name: "beyond", ID: "beyond", Label: "brokerage.approval.why_beyond",
			Value: c.Field("beyond")})
	}
	return web.Post(c, "/approvals/"+v.r.ID, web.Hidden("option", w.ID),
		web.Hidden("costs", v.ahead.week.Costs.String()), why, web.Button(c, "brokerage.approval.press"))
}

func refusalForm(c *web.Ctx, r Referral) g.Node {
	return web.Post(c, "/approvals/"+r.ID+"/refuse",
		reasonField(c, "reason", "brokerage.approval.why_refuse"),
		web.Button(c, "brokerage.approval.refuse", govuk.Secondary))
}

func ratioText(c *web.Ctx, ratio int) string {
	if ratio == 0 {
		return c.T("brokerage.ratio.none")
	}
	return c.T("brokerage.ratio.some", "ratio", ratioWords(ratio))
}

type placementView struct {
	line      PlacementLine
	person    people.Person
	steps     []Step
	today     clock.Date
	mayChange bool
	mayReopen bool // the weeks of its referral are being put together
}

func placementPage(c *web.Ctx, v placementView) web.Page {
	p := v.line
	title := c.T("brokerage.placement.title")
	facts := []fact{{"brokerage.col.when", slotsText(c, p.Slots)},
		{"brokerage.offers.from", i18n.DateYear(c.Voice, p.FirstDay())},
		{"brokerage.offers.to", i18n.DateYear(c.Voice, p.To)}}
	if p.Ending != "" {
		facts = append(facts, fact{"brokerage.placement.ending", c.T("brokerage.ending." + p.Ending)})
	}
	facts = append(facts, fact{"brokerage.offers.ratio", ratioText(c, p.Ratio)},
		fact{"brokerage.col.week", i18n.Money(c.Voice, p.WeekCost)},
		fact{"brokerage.placement.total", i18n.Money(c.Voice, p.Total)})
	return web.Page{Title: title, Register: web.Staff, Back: "/people/" + p.PersonID, Body: g.Group{
		web.H1(title),
		h.P(web.Own(v.person.Name()+": "+titleOf(c, p.Activity)), g.Text(" "), statusTag(c, p.Status)),
		summary(c, facts...),
		g.If(p.OnClock == 1 && p.Ending == "", web.Block(c, "brokerage.placement.on_clock")),
		waitingNote(c, p.Waiting),
		g.If(v.mayReopen, reopenPress(c, p)),
		g.If(v.mayChange, placementForms(c, v)), history(c, v.steps),
	}}
}

func placementForms(c *web.Ctx, v placementView) g.Node {
	path := "/placements/" + v.line.ID
	may := func(act Act) bool { _, err := next(placementMoves, v.line.Status, act); return err == nil }
	last := c.Field("last")
	if last == "" {
		last = v.today.String()
	}
	return g.Group{
		g.If(may(Resume), web.Press(c, path+"/resume", "brokerage.placement.resume", "")),
		g.If(may(Pause), web.Post(c, path+"/suspend", reasonField(c, "reason", "brokerage.placement.why_suspend"),
			web.Button(c, "brokerage.placement.suspend", govuk.Secondary))),
		g.If(may(Finish), web.Post(c, path+"/end", endingField(c, "ending"),
			web.Day(c, "last", "brokerage.placement.last", last),
			web.Button(c, "brokerage.placement.end", govuk.Secondary))),
	}
}
