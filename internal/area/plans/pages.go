package plans

import (
	"context"
	"slices"
	"strconv"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/area/access"
	"ourdays/internal/area/people"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/govuk"
	"ourdays/internal/platform/web"
)

// view is what the plan page shows, and what was typed.
type view struct {
	person      people.Person
	plan        Plan
	outcomes    []Outcome
	changes     map[string][]Change // their corrections, by outcome
	recommended int
	because     []Because
	outcome     Outcome
	tier        tierForm
	reviews     []Review
	today       clock.Date
	begins      clock.Date // the first day of support, where it was to come at the last review
	reads       bool       // who looks may read and not change
	asked       g.Node     // the referral that is open; nil where there is none
}

// Beside is what the page of a plan shows and plans do not know.
type Beside struct {
	// Asked shows a person's open referral; nil where they have none, and could be referred.
	Asked func(c *web.Ctx, a access.Actor, personID string) (g.Node, error)
	// Begins is the first day of their support, where it was still to come on a day.
	Begins func(ctx context.Context, tx *db.Tx, personID string, on clock.Date) (clock.Date, error)
}

// planPage has the outcomes and the tier left, and what decides the tier right.
func planPage(c *web.Ctx, v view) web.Page {
	return web.Page{Title: c.T("plans.page.title", "name", v.person.FullName()), Register: web.Staff,
		Crumbs: []web.Link{{Path: "/people", Text: c.T("plans.page.people")},
			{Path: "/people/" + v.person.ID, Text: c.T("plans.page.record")}},
		Body: g.Group{
			web.H1(c.T("plans.page.title", "name", v.person.FullName())),
			h.Div(h.Class("facts"),
				h.Div(h.Class("facts__main"), outcomeCards(c, v),
					g.If(!v.reads, outcomeForm(c, v)), decisionForm(c, v)),
				h.Aside(h.Class("facts__side"), recommendation(c, v), ready(c, v), clockCard(c, v.plan, v.today),
					reviewCard(c, v)))}}
}

func outcomeCards(c *web.Ctx, v view) g.Node {
	var items []g.Node
	for n, o := range v.outcomes {
		var codes []g.Node
		for _, code := range o.CareAct {
			codes = append(codes, h.Li(g.Text(c.T("plans.care_act."+code))))
		}
		levels := web.Table{Name: c.T("plans.outcome.scale_of", "n", n+1), FirstIsHead: true}
		for i, words := range o.Scale {
			levels.Rows = append(levels.Rows, []govuk.Cell{{Text: c.T("plans.level." + strconv.Itoa(i))},
				web.Cell(web.Own(words)),
				web.Cell(marks(c, o, i-2, lastScores(v.reviews)))})
		}
		items = append(items, h.Li(h.Class("card"),
			h.P(h.Strong(web.Own(o.Words))), h.Ul(h.Class("govuk-list"), g.Group(codes)), weights(c, o),
			levels.Show(c), changed(c, v.changes[o.ID]), correctLink(c, v, o),
			g.If(v.plan.Tier == 0, web.PressFor(c, "/people/"+v.person.ID+"/plan/outcomes/"+o.ID+"/remove",
				"plans.outcome.remove", o.Words, govuk.Secondary))))
	}
	return h.Section(web.H2(c.T("plans.outcome.title")),
		g.If(len(items) == 0, web.Block(c, "plans.outcome.none")),
		h.Ul(h.Class("cards"), g.Group(items)))
}

// weights says how much an outcome counts in the score, and how hard it is.
func weights(c *web.Ctx, o Outcome) g.Node {
	says := func(label, levels string, n int) string { return c.T(label) + " " + c.T(levels+strconv.Itoa(n)) }
	return h.P(h.Class("quiet"),
		g.Text(says("plans.outcome.importance", "plans.importance.", o.Importance)), h.Br(),
		g.Text(says("plans.outcome.difficulty", "plans.difficulty.", o.Difficulty)))
}

// marks says of a level that it is where the person is, and where they were when the
// outcome was agreed.
func marks(c *web.Ctx, o Outcome, level int, last []Score) g.Node {
	now, scored := o.stands(last)
	return g.Group{g.If(level == now, h.Strong(g.Text(c.T("plans.outcome.now")+" "))),
		g.If(scored && level == o.Baseline, g.Text(c.T("plans.review.at_start")))}
}

func outcomeForm(c *web.Ctx, v view) g.Node {
	o := v.outcome
	var codes []web.Option
	for _, code := range CareAct {
		codes = append(codes, web.Option{Value: code, Text: c.T("plans.care_act." + code)})
	}
	return h.Section(web.H2(c.T("plans.outcome.add")),
		web.Post(c, "/people/"+v.person.ID+"/plan/outcomes",
			web.Textarea(c, web.Field{Name: "words", Label: "plans.outcome.words", Value: o.Words, Rows: 2}),
			web.Checkboxes(c, web.Field{Name: "care_act", Label: "plans.outcome.care_act"}, o.CareAct, codes...),
			levelFields(c, o),
			choice(c, "baseline", "plans.outcome.baseline", "plans.level.", []string{"-2", "-1", "0", "1", "2"},
				strconv.Itoa(o.Baseline), 2),
			choice(c, "importance", "plans.outcome.importance", "plans.importance.", []string{"1", "2", "3"},
				strconv.Itoa(o.Importance), 0),
			choice(c, "difficulty", "plans.outcome.difficulty", "plans.difficulty.", []string{"1", "2", "3"},
				strconv.Itoa(o.Difficulty), 0),
			web.Button(c, "plans.outcome.press")))
}

func text(c *web.Ctx, name, key, value string) g.Node {
	return web.Input(c, web.Field{Name: name, Label: key, Value: value})
}

// choice lists numbers; shift turns one into the place of its text.
func choice(c *web.Ctx, name, key, family string, values []string, chosen string, shift int) g.Node {
	var options []web.Option
	for _, v := range values {
		n, err := strconv.Atoi(v)
		if err != nil {
			continue // the values are this file's own
		}
		options = append(options, web.Option{Value: v, Text: c.T(family + strconv.Itoa(n+shift))})
	}
	return web.Select(c, web.Field{Name: name, Label: key, Value: chosen}, options...)
}

// typedID is where the page says what was typed and what is decided instead.
const typedID = "typed"

func decisionForm(c *web.Ctx, v view) g.Node {
	f := v.tier
	if len(v.reviews) > 0 {
		return h.Section(web.H2(c.T("plans.tier.title")), web.Block(c, "plans.tier.at_review"))
	}
	return h.Section(g.If(f.stale, h.ID(typedID)), web.H2(c.T("plans.tier.title")),
		g.If(f.stale && v.plan.Tier != 0, web.Inset(web.Block(c, "plans.tier.now"), decided(c, v.plan))),
		web.Post(c, "/people/"+v.person.ID+"/plan/tier", web.Hidden("opened", v.plan.Marks()),
			choice(c, "tier", "plans.tier.choose", "plans.tier_name.", []string{"1", "2", "3"}, f.Tier, 0),
			area(c, "reason", "plans.tier.reason", f.Reason),
			text(c, "weekly", "plans.tier.weekly", f.Weekly),
			text(c, "min_units", "plans.tier.min", f.Min),
			text(c, "max_units", "plans.tier.max", f.Max),
			web.Day(c, "start_by", "plans.tier.start_by", f.StartBy),
			g.If(v.plan.ClockRuns == 1, web.Block(c, "plans.tier.weeks_move")),
			text(c, "weeks", "plans.tier.weeks", f.Weeks),
			web.Button(c, "plans.tier.press")))
}

// decided tells what is decided of a plan, by whom and when.
func decided(c *web.Ctx, p Plan) g.Node {
	facts := []web.Fact{
		{Key: "plans.tier.who", Value: g.Text(c.T("plans.tier.who_when", "who", p.DecidedBy, "date",
			dated(c, p.DecidedOn.V)))},
		{Key: "plans.tier.choose", Value: g.Text(c.T("plans.tier_name." + strconv.Itoa(p.Tier)))},
		{Key: "plans.tier.weekly", Value: web.Own(p.Weekly.Format())},
		{Key: "plans.tier.min", Value: web.Own(strconv.Itoa(p.MinUnits))},
		{Key: "plans.tier.max", Value: web.Own(strconv.Itoa(p.MaxUnits))},
		{Key: "plans.tier.start_by", Value: g.Text(dated(c, p.StartBy.V))}}
	if p.TierReason != "" {
		facts = append(facts, web.Fact{Key: "plans.tier.reason", Value: web.Own(p.TierReason)})
	}
	if p.EnablementWeeks > 0 {
		facts = append(facts, web.Fact{Key: "plans.tier.weeks", Value: web.Own(strconv.Itoa(p.EnablementWeeks))})
	}
	return web.Facts(c, facts...)
}

// recommendation shows the rules that spoke, with the values they looked at.
// Once a tier is decided it is what they said then; what today's facts would
// give stands apart, and only where it is another answer.
func recommendation(c *web.Ctx, v view) g.Node {
	now := []g.Node{tierAndWhy(c, v.recommended, v.because)}
	if v.plan.Tier == 0 {
		return h.Section(h.Class("card"), web.H2(c.T("plans.recommend.title")), g.Group(now),
			web.Block(c, "plans.recommend.decide"))
	}
	var then []Because
	if v.plan.Because != "" {
		then = []Because{{v.plan.Because, v.plan.BecauseValue, v.plan.Recommended}}
	}
	if slices.Equal(then, v.because) || v.plan.Because == "" && v.plan.Recommended == v.recommended {
		now = nil
	}
	return h.Section(h.Class("card"), web.H2(c.T("plans.recommend.then")),
		tierAndWhy(c, v.plan.Recommended, then),
		g.If(now != nil, g.Group{web.H3(c.T("plans.recommend.now")), g.Group(now)}))
}

func tierAndWhy(c *web.Ctx, tier int, because []Because) g.Node {
	var why []g.Node
	for _, b := range because {
		key := "plans.because." + b.Rule
		if b.Rule != "hoist" && b.Value == 0 {
			key += "_alone"
		}
		why = append(why, h.Li(g.Text(c.T(key, "n", b.Value))))
	}
	return g.Group{h.P(h.Strong(g.Text(c.T("plans.tier_name." + strconv.Itoa(tier))))),
		g.If(len(why) > 0, h.Ul(h.Class("govuk-list"), g.Group(why)))}
}

// ready leads on to brokerage once there is an outcome and a tier, or to the
// referral that is open.
func ready(c *web.Ctx, v view) g.Node {
	if v.asked != nil {
		return v.asked
	}
	if v.plan.EndedOn.Valid {
		return h.Section(h.Class("card"), web.Block(c, "plans.ready.ended", "date", dated(c, v.plan.EndedOn.V)))
	}
	if len(v.outcomes) == 0 || v.plan.Tier == 0 {
		return h.Section(h.Class("card"), web.Block(c, "plans.ready.not_yet"))
	}
	return h.Section(h.Class("card"), web.Block(c, "plans.ready.yes"),
		g.If(!v.reads, web.ButtonLink(c, "/people/"+v.person.ID+"/refer", "plans.ready.refer")))
}
