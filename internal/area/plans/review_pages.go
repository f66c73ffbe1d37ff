package plans

import (
	"slices"
	"strconv"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/area/people"
	"ourdays/internal/engine/outcomes"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/govuk"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/web"
)

func dated(c *web.Ctx, d clock.Date) string { return i18n.DateYear(c.Voice, d) }

// typed gives what was typed into a field, or what it starts with.
func typed(c *web.Ctx, name, start string) string {
	if c.Form() == nil {
		return start
	}
	return c.Field(name)
}

// clockCard shows the time of enablement.
func clockCard(c *web.Ctx, p Plan, today clock.Date) g.Node {
	if p.Tier != Enablement || !p.EnablementUntil.Valid || p.EndedOn.Valid {
		return nil
	}
	until := dated(c, p.EnablementUntil.V)
	week := p.WeekOfClock(today)
	weeks := p.EnablementUntil.V.DaysSince(p.EnablementFrom.V)/7 + 1
	words := web.Block(c, "plans.clock.runs", "week", week, "weeks", weeks, "date", until)
	switch {
	case p.ClockOver(today):
		words = web.Block(c, "plans.clock.over", "date", until)
	case week == 0:
		words = web.Block(c, "plans.clock.starts", "date", dated(c, p.EnablementFrom.V), "weeks", weeks)
	}
	return h.Section(h.Class("card"), web.H2(c.T("plans.clock.title")), words,
		h.Progress(g.Attr("max", strconv.Itoa(weeks)), h.Value(strconv.Itoa(min(week, weeks))),
			h.Aria("label", c.T("plans.clock.title"))))
}

// reviewCard leads to the next review, and to those before.
func reviewCard(c *web.Ctx, v view) g.Node {
	if v.plan.Tier == 0 {
		return nil
	}
	var next g.Node
	if !v.plan.EndedOn.Valid {
		next = g.Group{g.If(v.plan.NextReview.Valid,
			web.Block(c, "plans.review.by", "date", dated(c, v.plan.NextReview.V))),
			lateCard(c, v),
			g.If(!v.reads, web.ButtonLink(c, "/people/"+v.person.ID+"/review", "plans.review.start", govuk.Secondary))}
	} else {
		next = web.Block(c, "plans.review.ended", "date", dated(c, v.plan.EndedOn.V))
	}
	return h.Section(h.Class("card"), web.H2(c.T("plans.review.title")), next,
		earlier(c, v.person.ID, v.reviews))
}

// lateCard says beside a plan's next review that it is later than the rule has it.
func lateCard(c *web.Ctx, v view) g.Node {
	if !v.looked() {
		return nil
	}
	return lateNote(c, v.plan, v.reviews[0].Held, v.begins, v.plan.NextReview.V)
}

// looked says that a review has looked at this plan.
func (v view) looked() bool { return len(v.reviews) > 0 && v.reviews[0].PlanID == v.plan.ID }

// lateNote warns of a next review that is later than the rule has it, with the rule and
// its source. It bars nothing: a day may be right for somebody that a rule does not know.
func lateNote(c *web.Ctx, p Plan, held, begins, next clock.Date) g.Node {
	day, rule := p.laterThan(held, begins, next)
	if rule == "" {
		return nil
	}
	return web.Inset(web.Block(c, "plans.late."+rule, "date", dated(c, day), "weeks", firstCheckWeeks,
		"week", exitPlanningWeeks))
}

func earlier(c *web.Ctx, personID string, list []Review) g.Node {
	if len(list) == 0 {
		return nil
	}
	var items []g.Node
	for _, r := range list {
		items = append(items, h.Li(h.A(h.Class("govuk-link"), h.Href("/people/"+personID+"/reviews/"+r.ID),
			g.Text(c.T("plans.review.one", "date", dated(c, r.Held), "way", c.T("plans.way."+string(r.Way)))))))
	}
	return g.Group{web.H3(c.T("plans.review.earlier")), h.Ul(h.Class("govuk-list"), g.Group(items))}
}

// duePage lists what is to be looked at by day, the oldest first.
func duePage(c *web.Ctx, v dueList) web.Page {
	title := c.T("plans.due.title")
	t := web.Table{Caption: "plans.due.title", Quiet: true, FirstIsHead: true,
		Head: []govuk.Cell{col(c, "person"), col(c, "what"), col(c, "by"), col(c, "state"), col(c, "tier")}}
	helpers := v.mandates
	for _, d := range v.reviews {
		for len(helpers) > 0 && !helpers[0].On().After(d.NextReview.V) {
			t.Rows, helpers = append(t.Rows, helperRow(c, helpers[0], v.today)), helpers[1:]
		}
		t.Rows = append(t.Rows, reviewRow(c, d, v.today))
	}
	for _, l := range helpers {
		t.Rows = append(t.Rows, helperRow(c, l, v.today))
	}
	body := web.Block(c, "plans.due.none")
	if len(t.Rows) > 0 {
		body = t.Show(c)
	}
	return web.Page{Title: title, Register: web.Staff,
		Body: g.Group{web.H1(title), web.Block(c, "plans.due.how", "weeks", listDays/7), body}}
}

func reviewRow(c *web.Ctx, d Due, today clock.Date) []govuk.Cell {
	return append(dueCells(c, "/people/"+d.PersonID+"/review", d.GivenName+" "+d.FamilyName,
		g.Text(whatOf(c, d, today)), d.NextReview, d.State(today)),
		govuk.Cell{Text: c.T("plans.tier_name." + strconv.Itoa(d.Tier))})
}

// helperRow leads to a mandate that is to be looked at, or that its person stopped.
func helperRow(c *web.Ctx, l people.ToLookAt, today clock.Date) []govuk.Cell {
	what, on, state := "plans.what.helper", l.ReviewOn, dueState(l.ReviewOn, today)
	if l.Stopped.Valid {
		what, on, state = "plans.what.helper_stopped", l.Stopped, "stopped"
	}
	return append(dueCells(c, "/people/"+l.PersonID+"/mandates/"+l.MandateID, l.GivenName+" "+l.FamilyName,
		g.Group{g.Text(c.T(what) + " "), web.Own(l.Supporter)}, on, state), govuk.Cell{})
}

func dueCells(c *web.Ctx, at, name string, what g.Node, on clock.NullDate, state string) []govuk.Cell {
	return []govuk.Cell{web.Cell(h.A(h.Class("govuk-link"), h.Href(at), web.Own(name),
		web.Heard(what))), web.Cell(what),
		web.Cell(g.If(on.Valid, g.Text(i18n.DateYear(c.Voice, on.V)))),
		web.Cell(web.Tag(c, "plans.due."+state, stateClass[state]))}
}

func col(c *web.Ctx, name string) govuk.Cell { return web.Head(c, "plans.col."+name) }

var stateClass = map[string]string{"over": "tag-full", "overdue": "tag-full", "due": "tag-few",
	"coming": "tag-free", "stopped": "tag-few"}

func whatOf(c *web.Ctx, d Due, today clock.Date) string {
	if d.What() != "enablement" {
		return c.T("plans.what." + d.What())
	}
	if !d.EnablementUntil.Valid {
		return c.T("plans.what.enablement_open")
	}
	return c.T("plans.what.enablement", "week", d.plan().WeekOfClock(today),
		"date", dated(c, d.EnablementUntil.V))
}

// Around is what stands on the form of a review that plans do not know.
type Around struct {
	Places g.Node // what the person goes to, with the boxes that end them
	Longer g.Node // what more time for enablement does with them
	Went   g.Node // how it went since the last review
}

// ReviewPage is the form of a review.
func ReviewPage(c *web.Ctx, v Sheet, around Around) web.Page {
	title := c.T("plans.review.of", "name", v.Person.FullName())
	action := "/people/" + v.Person.ID + "/review"
	return web.Page{Title: title, Register: web.Staff,
		Crumbs: []web.Link{{Path: "/reviews", Text: c.T("plans.due.title")},
			{Path: "/people/" + v.Person.ID + "/plan", Text: c.T("plans.page.plan")}},
		Body: g.Group{
			web.H1(title),
			h.Div(h.Class("facts"),
				h.Form(h.Class("facts__main"), h.Method("post"), h.Action(action), g.Attr("novalidate"), c.FormKey(),
					web.Hidden("number", strconv.Itoa(v.Number)),
					web.PastDay(c, "held", "plans.review.held", typed(c, "held", v.Today.String())),
					web.H2(c.T("plans.review.scores")), scoreCards(c, v),
					web.H2(c.T("plans.review.view")), ownView(c),
					web.H2(c.T("plans.review.decision")), decision(c, v, around.Longer), around.Places,
					nextReview(c, v),
					web.Button(c, "plans.review.press")),
				h.Aside(h.Class("facts__side"), clockCard(c, v.Plan, v.Today), around.Went,
					g.If(len(v.Reviews) > 0, h.Section(h.Class("card"), earlier(c, v.Person.ID, v.Reviews))))),
		}}
}

// nextReview asks for the day of the next review, and says by which rule the one is that
// the form offers.
func nextReview(c *web.Ctx, v Sheet) g.Node {
	day, rule := v.Plan.next(v.Today, v.Begins)
	late := g.Node(nil)
	if next, typed := c.Date("next_review"); typed {
		late = lateNote(c, v.Plan, v.Today, v.Begins, next)
	}
	return g.Group{web.Block(c, "plans.next."+rule, "date", dated(c, day), "weeks", firstCheckWeeks,
		"months", mostMonths),
		web.Day(c, "next_review", "plans.review.next", typed(c, "next_review", day.String())), late}
}

func scoreCards(c *web.Ctx, v Sheet) g.Node {
	var cards []g.Node
	for _, o := range v.Outcomes {
		cards = append(cards, scoreCard(c, o, lastScores(v.Reviews)))
	}
	return g.Group{g.If(len(cards) == 0, web.Block(c, "plans.outcome.none")), g.Group(cards)}
}

// scoreCard asks where one outcome stands: five levels in the words agreed.
func scoreCard(c *web.Ctx, o Outcome, last []Score) g.Node {
	name := "score_" + o.ID
	before, scored := o.stands(last)
	var levels []web.Option
	for i, words := range o.Scale {
		levels = append(levels, web.Option{Value: strconv.Itoa(i - 2), Node: h.Span(g.Text(c.T(levelKey(i-2))+": "),
			web.Own(words),
			g.If(scored && i-2 == before, h.Span(h.Class("quiet"), g.Text(" "+c.T("plans.review.at_last")))),
			g.If(i-2 == o.Baseline, h.Span(h.Class("quiet"), g.Text(" "+c.T("plans.review.at_start")))))})
	}
	return h.Div(h.Class("card"), web.Hidden("outcome", o.ID),
		web.Radios(c, web.Field{Name: name, Words: web.Own(o.Words), Value: c.Field(name)}, levels...),
		area(c, "note_"+o.ID, "plans.review.note", c.Field("note_"+o.ID)),
		box(c, "closed_"+o.ID, "yes", c.Field("closed_"+o.ID) == "yes", "plans.review.close"))
}

func area(c *web.Ctx, name, key, value string) g.Node {
	return web.Textarea(c, web.Field{Name: name, Label: key, Value: value})
}

func box(c *web.Ctx, name, value string, on bool, key string) g.Node {
	return web.Tick(c, web.Field{Name: name, Value: value, Label: key}, on)
}

// facePicture names the symbol of a face.
var facePicture = map[Face]string{"good": "smile", "ok": "neutral", "bad": "sad"}

// ownView asks for the person's own view: words, a face, how and before whom.
func ownView(c *web.Ctx) g.Node {
	var faces []web.Option
	for _, f := range Faces() {
		faces = append(faces,
			web.Option{Value: string(f), Node: h.Span(h.Class("face"), web.Picture(c, facePicture[f], 40),
				g.Text(c.T("plans.face."+string(f))))})
	}
	return h.Div(h.Class("card"), area(c, "own_words", "plans.review.own_words", c.Field("own_words")),
		web.Radios(c, web.Field{Name: "face", Label: "plans.review.face", Value: c.Field("face")}, faces...),
		words(c, "said_how", "plans.review.said_how", "plans.said_how.", append([]string{""}, SaidHows()...),
			c.Field("said_how")),
		text(c, "present", "plans.review.present", c.Field("present")))
}

// words lists a family of words to choose from; the empty one asks to choose.
func words(c *web.Ctx, name, key, family string, list []string, chosen string) g.Node {
	var options []web.Option
	for _, w := range list {
		label := family + w
		if w == "" {
			label = "plans.review.choose"
		}
		options = append(options, web.Option{Value: w, Text: c.T(label)})
	}
	return web.Select(c, web.Field{Name: name, Label: key, Value: chosen}, options...)
}

// decision asks what is decided; what only one decision needs stands in a part
// of its own.
func decision(c *web.Ctx, v Sheet, longer g.Node) g.Node {
	var ways []web.Option
	for _, w := range Ways(v.Plan.Tier) {
		ways = append(ways, web.Option{Value: string(w), Text: c.T("plans.way." + string(w))})
	}
	p, way := v.Plan, Way(c.Field("way"))
	return h.Div(h.Class("card"),
		web.Radios(c, web.Field{Name: "way", Label: "plans.review.way", Value: c.Field("way")}, ways...),
		area(c, "reason", "plans.review.reason", c.Field("reason")),
		part(c, "plans.review.if_change", way == ChangeWeek || way == ChangeTier,
			choice(c, "tier", "plans.tier.choose", "plans.tier_name.", []string{"1", "2", "3"},
				typed(c, "tier", strconv.Itoa(p.Tier)), 0),
			text(c, "weekly", "plans.tier.weekly", typed(c, "weekly", p.Weekly.String())),
			text(c, "min_units", "plans.tier.min", typed(c, "min_units", strconv.Itoa(p.MinUnits))),
			text(c, "max_units", "plans.tier.max", typed(c, "max_units", strconv.Itoa(p.MaxUnits))),
			web.Day(c, "start_by", "plans.tier.start_by", typed(c, "start_by", v.Today.AddDays(14).String()))),
		g.If(p.Tier == Enablement, g.Group{
			area(c, "exit_plan", "plans.review.exit_plan", c.Field("exit_plan")),
			part(c, "plans.review.if_extend", way == Extend, longer,
				web.Day(c, "enablement_until", "plans.review.extend_to", c.Field("enablement_until")),
				text(c, "agreed_by", "plans.review.agreed_by", c.Field("agreed_by")))}),
		part(c, "plans.review.if_end", way == End,
			words(c, "ending", "plans.review.ending", "plans.ending.", append([]string{""}, Endings()...),
				c.Field("ending")),
			web.Block(c, "plans.review.all_end")))
}

// part folds away what only some decisions need.
func part(c *web.Ctx, key string, open bool, fields ...g.Node) g.Node {
	return govuk.Details(govuk.DetailsOptions{SummaryText: c.T(key), Open: open, HTML: g.Group(fields)})
}

// reviewPage is a review as it was kept.
func reviewPage(c *web.Ctx, p namer, r told) web.Page {
	title := c.T("plans.review.kept", "date", dated(c, r.Held))
	facts := []web.Fact{{Key: "plans.review.decision",
		Value: h.Strong(g.Text(c.T("plans.way." + string(r.Way))))},
		{Key: "plans.review.step", Value: g.Text(c.T("plans.step." + r.Step()))}}
	add := func(known bool, key string, value g.Node) {
		if known {
			facts = append(facts, web.Fact{Key: key, Value: value})
		}
	}
	add(r.Reason != "", "plans.review.reason", web.Own(r.Reason))
	add(true, "plans.review.own_words", g.Group{web.Picture(c, facePicture[r.Face], 32), g.Text(" "),
		web.Own(r.OwnWords)})
	add(true, "plans.review.said_how", g.Text(c.T("plans.said_how."+r.SaidHow)))
	add(true, "plans.review.present", web.Own(r.Present))
	add(r.ExitPlan != "", "plans.review.exit_plan", web.Own(r.ExitPlan))
	add(r.AgreedBy != "", "plans.review.agreed_by", web.Own(r.AgreedBy))
	add(r.Ending != "", "plans.review.ending", g.Text(c.T("plans.ending."+ending(r.Ending))))
	add(r.NextReview.Valid, "plans.review.next_on", g.Text(i18n.DateYear(c.Voice, r.NextReview.V)))
	add(true, "plans.review.worker", web.Own(r.Worker))
	return web.Page{Title: title, Register: web.Staff,
		Crumbs: []web.Link{{Path: "/people/" + r.PersonID, Text: c.T("plans.page.record")},
			{Path: "/people/" + r.PersonID + "/plan", Text: c.T("plans.page.plan")}},
		Body: g.Group{
			h.H1(h.Class("govuk-heading-xl"), g.Text(title+": "), web.Own(p.FullName())),
			web.Facts(c, facts...),
			web.H2(c.T("plans.outcome.title")), scoreTable(c, r),
			h.P(g.Text(c.T("plans.review.t", "t", score(r.TScore), "before", score(r.TBaseline)))),
			h.P(h.Class("quiet"), g.Text(c.T("plans.review.t_how"))),
			h.P(g.Text(c.T("plans.achieved." + string(r.Achieved)))),
		}}
}

// namer is somebody with a name.
type namer interface{ FullName() string }

// ending keeps a text for what is not said.
func ending(e string) string {
	if slices.Contains(Endings(), e) {
		return e
	}
	return "withdrawn"
}

// score writes hundredths: "54.56".
func score(hundredths int) string {
	return strconv.Itoa(hundredths/100) + "." + strconv.Itoa(hundredths%100/10) + strconv.Itoa(hundredths%10)
}

func scoreTable(c *web.Ctx, r told) g.Node {
	t := web.Table{Caption: "plans.outcome.title", Quiet: true, FirstIsHead: true,
		Head: []govuk.Cell{col(c, "outcome"), col(c, "start"), col(c, "now"), col(c, "note")}}
	for _, s := range r.Scores {
		o := r.outcomes[s.OutcomeID]
		t.Rows = append(t.Rows, []govuk.Cell{web.Cell(web.Own(o.Words)), web.Cell(web.Own(o.at(s.Baseline))),
			web.Cell(h.Strong(web.Own(o.at(s.Score))), g.Text(" "),
				h.Span(h.Class("quiet"), g.Text(c.T(levelKey(s.Score))))),
			web.Cell(web.Own(s.Note), g.If(s.Closed == 1, g.Text(" "+c.T("plans.review.closed"))))})
	}
	return t.Show(c)
}

// at gives the agreed words of a level.
func (o Outcome) at(level int) string {
	if i := level + 2; i >= 0 && i < len(o.Scale) {
		return o.Scale[i]
	}
	return ""
}

// ownPage shows people what they want to change and how far they have come, in
// their words.
func ownPage(c *web.Ctx, v own) web.Page {
	var last []Score
	if len(v.reviews) > 0 {
		last = v.reviews[0].Scores
	}
	var cards []g.Node
	for _, o := range v.outcomes {
		level, _ := o.stands(last)
		cards = append(cards, h.Li(h.Class("card"), h.H2(h.Class("govuk-heading-l"), web.Picture(c, "star", 40),
			g.Text(" "), web.Own(o.Words)), corrections(c, v.changes[o.ID]), ladder(c, o, level)))
	}
	title := web.Whose(c, "plans.own.title", "plans.own_of.title")
	return web.Page{Title: title,
		Crumbs: []web.Link{{Path: "/me/profile", Text: web.Whose(c, "plans.own.about", "plans.own_of.about")}},
		Body: g.Group{
			web.H1(title), web.WhoseBlock(c, "plans.own.how", "plans.own_of.how"),
			g.If(len(cards) == 0, web.WhoseBlock(c, "plans.own.none", "plans.own_of.none")),
			h.Ul(h.Class("cards"), g.Group(cards)), ownClock(c, v), ownNext(c, v), ownReviews(c, v.reviews)}}
}

// ladder shows the five levels from the best down, with where the person is.
func ladder(c *web.Ctx, o Outcome, now int) g.Node {
	var steps []g.Node
	for level := outcomes.Highest; level >= outcomes.Lowest; level-- {
		var says []g.Node
		for _, m := range []struct {
			here bool
			says string
		}{{level == now, web.Whose(c, "plans.own.now", "plans.own_of.now")},
			{level == outcomes.Expected, c.T("plans.own.hope")},
			{level == o.Baseline && level != now, web.Whose(c, "plans.own.start", "plans.own_of.start")}} {
			if m.here {
				says = append(says, h.Span(h.Class("pill"), g.Text(m.says)), g.Text(" "))
			}
		}
		steps = append(steps, h.Li(g.If(level == now, g.Attr("aria-current", "step")), h.Span(web.Own(o.at(level))),
			g.Group(says)))
	}
	return h.Ol(h.Class("ladder"), g.Attr("reversed"), g.Group(steps))
}

func ownClock(c *web.Ctx, v own) g.Node {
	p := v.plan
	if p.Tier != Enablement || !p.EnablementUntil.Valid || p.EndedOn.Valid {
		return nil
	}
	weeks := p.EnablementUntil.V.DaysSince(p.EnablementFrom.V)/7 + 1
	return web.WhoseBlock(c, "plans.own.clock", "plans.own_of.clock", "weeks", weeks,
		"date", dated(c, p.EnablementUntil.V))
}

func ownNext(c *web.Ctx, v own) g.Node {
	if v.plan.EndedOn.Valid || !v.plan.NextReview.Valid {
		return nil
	}
	return web.WhoseBlock(c, "plans.own.next", "plans.own_of.next", "date", dated(c, v.plan.NextReview.V))
}

// ownReviews tells each review to its person; the newest stands open.
func ownReviews(c *web.Ctx, list []told) g.Node {
	if len(list) == 0 {
		return nil
	}
	var all []g.Node
	for i, r := range list {
		all = append(all, govuk.Details(govuk.DetailsOptions{Open: i == 0,
			SummaryText: c.T("plans.own.review", "date", dated(c, r.Held)), HTML: ownReview(c, r)}))
	}
	return h.Section(web.H2(c.T("plans.own.reviews")), g.Group(all))
}

func ownReview(c *web.Ctx, r told) g.Node {
	var lines []g.Node
	for _, s := range r.Scores {
		o := r.outcomes[s.OutcomeID]
		lines = append(lines, h.Li(web.Own(o.Words), h.Br(), h.Strong(web.Own(o.at(s.Score)))))
	}
	said := web.WhoseBlock(c, "plans.own.not_there", "plans.own_of.not_there")
	if r.SaidHow != NotThere {
		said = g.Group{h.P(g.Text(web.Whose(c, "plans.own.said", "plans.own_of.said"))),
			web.EasyBlock(c, facePicture[r.Face], web.Own(r.OwnWords))}
	}
	return g.Group{said, h.P(g.Text(web.Whose(c, "plans.own.came", "plans.own_of.came"))),
		h.Ul(h.Class("govuk-list"), g.Group(lines)),
		web.WhoseBlock(c, "plans.own.way."+string(r.Way), "plans.own_of.way."+string(r.Way)),
		g.If(r.Reason != "", h.P(g.Text(c.T("plans.own.because")+" "), web.Own(r.Reason))),
		g.If(r.ExitPlan != "", h.P(g.Text(c.T("plans.own.after")+" "), web.Own(r.ExitPlan))),
		h.P(h.Class("quiet"), g.Text(c.T("plans.own.there")+" "), web.Own(r.Present))}
}
