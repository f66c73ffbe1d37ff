package funds

import (
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/engine/charging"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/govuk"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/web"
)

// letterPage is the letter as the officer checks it, with the button that makes
// a draft count, both letters to print, and what moved since the one before.
func letterPage(c *web.Ctx, l letter) web.Page {
	base := "/people/" + l.person.ID + "/assessment/" + l.assessment.ID
	return web.Page{Title: c.T("funds.letter.title"), Register: web.Staff, Back: "/people/" + l.person.ID +
		"/assessment",
		Body: g.Group{
			h.H1(h.Class("govuk-heading-xl"), g.Text(c.T("funds.letter.of")+" "), web.Own(l.person.FullName())),
			h.Div(h.Class("facts"),
				h.Article(h.Class("facts__main"), letterBody(c, l.result)),
				h.Aside(h.Class("facts__side"), stateOf(c, l), toPrint(c, base+"/print", l.person.EasyRead),
					h.P(h.A(h.Class("govuk-link"), h.Href(base+"/what-if"), g.Text(c.T("funds.what_if.title")))),
					moved(c, l.before), notes(c, l.result)))}}
}

// stateOf says from when the assessment counts, by whom, and lets an officer who
// did not make it make it count.
func stateOf(c *web.Ctx, l letter) g.Node {
	a := l.assessment
	var press g.Node
	switch {
	case a.Status == Draft && !l.mayCheck:
		press = web.Block(c, "funds.letter.second")
	case a.Status == Draft:
		press = web.Press(c, "/people/"+l.person.ID+"/assessment/"+a.ID+"/check", "funds.letter.check", "")
	}
	return h.Section(h.Class("card"),
		h.P(web.Tag(c, "funds.state."+a.Status)),
		h.P(g.Text(c.T("funds.letter.from", "date", i18n.DateYear(c.Voice, a.Starts)))),
		h.P(g.Text(c.T("funds.letter.made_by")+" "), web.Own(a.MadeBy)),
		g.If(a.CheckedBy != "", h.P(g.Text(c.T("funds.letter.checked_by")+" "), web.Own(a.CheckedBy))),
		g.If(!a.Agrees(l.result), web.Block(c, "funds.letter.moved_on", "amount", priceKept(c, a))),
		press)
}

// priceKept is the most that was kept, as prices are made from it.
func priceKept(c *web.Ctx, a Assessment) string {
	if a.FullCost {
		return c.T("funds.sum.full")
	}
	return a.Maximum.Format()
}

// toPrint links both letters, and says which one the person reads.
func toPrint(c *web.Ctx, path string, readsEasy bool) g.Node {
	link := func(v i18n.Voice, key string) g.Node {
		return h.Li(h.A(h.Class("govuk-link"), h.Href(path+"?voice="+string(v)), g.Text(c.T(key))))
	}
	return h.Section(h.Class("card"), web.H2(c.T("funds.print.title")),
		g.If(readsEasy, web.Block(c, "funds.print.reads_easy")), h.Ul(h.Class("govuk-list"),
			link(i18n.Standard, "funds.print.standard"), link(i18n.Easy, "funds.print.easy")))
}

// moved is what moved since the assessment before, and why.
func moved(c *web.Ctx, cmp *charging.Comparison) g.Node {
	if cmp == nil {
		return nil
	}
	t := web.Table{Caption: "funds.moved.lines"}
	for _, ch := range cmp.Changes {
		t.Rows = append(t.Rows,
			[]govuk.Cell{web.Cell(web.Own(ch.Name), h.Br(), h.Span(h.Class("quiet"), web.Own(ch.Why))),
				web.Money(c, ch.Difference)})
	}
	return h.Section(h.Class("card"), web.H2(c.T("funds.moved.title")),
		h.P(g.Text(c.T("funds.moved.since", "date", i18n.DateYear(c.Voice, clock.Date(cmp.Before.Date))))),
		g.If(len(t.Rows) == 0, web.Block(c, "funds.moved.nothing")),
		g.If(len(t.Rows) > 0, t.Show(c)),
		g.If(cmp.OfMaximum(), h.P(h.Strong(g.Text(c.T("funds.moved.sum", "amount", cmp.Difference().Format()))))))
}

// paperPage is the letter for paper, in the reader's voice: from whom, to whom,
// the letter, and how to reach the council.
func paperPage(c *web.Ctx, l letter) web.Page {
	title := charging.Write(l.result, voiceOf(c)).Title
	return web.Page{Title: title, Print: true, Body: h.Article(
		h.P(h.Strong(web.Own(c.Site.Council))),
		h.P(web.Own(l.person.FullName()), h.Br(), web.Own(addressOf(l))),
		h.H1(h.Class("govuk-heading-xl"), web.Own(title)),
		g.If(l.assessment.Status == Draft, h.P(web.Tag(c, "funds.print.draft"))),
		h.P(g.Text(c.T("funds.letter.from", "date", i18n.DateYear(c.Voice, l.assessment.Starts)))),
		letterBody(c, l.result),
		reachUs(c))}
}

func addressOf(l letter) string {
	if l.person.Postcode == "" {
		return l.person.Town
	}
	return l.person.Town + " " + l.person.Postcode
}

// reachUs says how to reach somebody who can help with the letter.
func reachUs(c *web.Ctx) g.Node {
	return h.Section(web.H2(c.T("funds.letter.ask")), web.Block(c, "funds.letter.reach", "phone", c.Site.Phone,
		"email", c.Site.Email))
}

func voiceOf(c *web.Ctx) charging.Voice {
	if web.Easy(c) {
		return charging.Easy
	}
	return charging.Standard
}

// letterBody says the letter in the reader's voice, part by part; in Easy Read
// each part has its picture.
func letterBody(c *web.Ctx, r charging.Result) g.Node {
	return sections(c, charging.Write(r, voiceOf(c)).Sections)
}

func sections(c *web.Ctx, list []charging.Section) g.Node {
	var parts []g.Node
	for _, s := range list {
		parts = append(parts, h.Section(h.H2(h.Class("govuk-heading-l"), web.Own(s.Heading)), said(c, s),
			sums(c, s)))
	}
	return g.Group(parts)
}

// pictures stand beside the parts of a letter in Easy Read.
var pictures = map[string]string{"pay": "pound", "counted": "check-mark", "left_out": "gift", "keep": "house",
	"sums":     "pencil",
	"services": "heart", "worried": "hand", "disagree": "question", "help": "friends", "complain": "letter",
	"idea": "star", "change": "pound", "know": "eye"}

func said(c *web.Ctx, s charging.Section) g.Node {
	var lines []g.Node
	for _, p := range s.Paragraphs {
		lines = append(lines, h.P(web.Own(p)))
	}
	if !web.Easy(c) {
		return g.Group(lines)
	}
	if len(lines) == 0 {
		return nil
	}
	return h.Div(h.Class("easy"), web.Picture(c, pictures[s.Key], 96),
		h.Div(h.Class("easy__words"), g.Group(lines)))
}

// sums are the amounts of a part in columns.
func sums(c *web.Ctx, s charging.Section) g.Node {
	if len(s.Rows) == 0 {
		return nil
	}
	var t web.Table
	for _, r := range s.Rows {
		label, amount := web.Own(r.Label), web.Own(r.Amount)
		if r.Total {
			label, amount = h.Strong(label), h.Strong(amount)
		}
		t.Rows = append(t.Rows, []govuk.Cell{web.Cell(label), web.Num(amount)})
	}
	return t.Show(c)
}

// Beside shows on the page of a person's money what funds do not know; nil where
// there is nothing to tell.
type Beside func(c *web.Ctx, personID string) (g.Node, error)

// own is what the person whose money it is sees, or who helps with it.
type own struct {
	letter
	found bool
	next  *Assessment // checked, and not yet begun
	plan  Budget      // what the plan may cost; empty when there is none
	// beside is what else there is to tell on the page, told first.
	beside g.Node
}

// moneyPage is what the person reads of their own money.
func moneyPage(c *web.Ctx, o own) web.Page {
	most := web.Whose(c, "funds.money.full", "funds.money_of.full")
	if !o.assessment.FullCost {
		most = web.Whose(c, "funds.money.most", "funds.money_of.most", "amount", o.assessment.Maximum.Format())
	}
	title := web.Whose(c, "funds.money.title", "funds.money_of.title")
	return web.Page{Title: title, Body: g.Group{
		web.H1(title),
		web.EasyBlock(c, "pound", g.Text(most)), o.beside,
		g.If(o.assessment.FullCost && o.plan.Weekly > 0,
			web.WhoseBlock(c, "funds.money.full_most", "funds.money_of.full_most", "amount", o.plan.Weekly.Format())),
		web.WhoseBlock(c, "funds.money.never_more", "funds.money_of.never_more"),
		h.P(h.A(h.Class("govuk-link press-link"), h.Href("/me/week"),
			g.Text(web.Whose(c, "funds.money.week", "funds.money_of.week")))),
		g.If(!o.assessment.Agrees(o.result), web.WhoseBlock(c, "funds.money.moved_on", "funds.money_of.moved_on")),
		coming(c, o.next),
		h.P(web.ButtonLink(c, "/me/money/what-if", "funds.what_if.title", govuk.Secondary),
			web.ButtonLink(c, "/me/money/print", "funds.print.mine", govuk.Secondary)),
		web.H2(web.Whose(c, "funds.money.how", "funds.money_of.how")),
		letterBody(c, o.result),
		reachUs(c),
	}}
}

// coming tells of an assessment that begins later.
func coming(c *web.Ctx, next *Assessment) g.Node {
	if next == nil {
		return nil
	}
	date := i18n.DateYear(c.Voice, next.Starts)
	if next.FullCost {
		return web.WhoseBlock(c, "funds.money.next_full", "funds.money_of.next_full", "date", date)
	}
	return web.WhoseBlock(c, "funds.money.next", "funds.money_of.next", "date", date,
		"amount", next.Maximum.Format())
}

func noMoneyPage(c *web.Ctx, o own) web.Page {
	title := web.Whose(c, "funds.money.title", "funds.money_of.title")
	return web.Page{Title: title, Body: g.Group{
		web.H1(title),
		web.WhoseBlock(c, "funds.money.none", "funds.money_of.none"), o.beside,
		coming(c, o.next),
		web.Block(c, "funds.money.ask", "phone", c.Site.Phone),
	}}
}

// ideas are what the better-off view offers, as `--what-if` reads them.
var ideas = []string{"job:earnings", "benefit:esa", "benefit:uc", "benefit:pip_daily_living",
	"benefit:pip_mobility",
	"benefit:attendance_allowance", "benefit:carers_allowance", "benefit:state_pension",
	"benefit:private_pension",
	"expense:private_care", "expense:community_alarm", "expense:laundry", "expense:heating",
	"expense:special_diet",
	"expense:clothing", "expense:equipment", "expense:cleaning", "expense:gardening"}

// whatIfPage asks for one idea, and shows what it would change.
func whatIfPage(c *web.Ctx, i idea, b *charging.BetterOff, back string) web.Page {
	var answer g.Node
	if b != nil {
		answer = sections(c, b.Write(voiceOf(c)).Sections)
	}
	if i.every == "" {
		i.every = string(charging.Week)
	}
	return web.Page{Title: c.T("funds.what_if.title"), Back: back, Body: g.Group{
		web.H1(c.T("funds.what_if.title")),
		web.WhoseBlock(c, "funds.what_if.about", "funds.what_if_of.about"),
		web.Post(c, c.R.URL.Path,
			web.Select(c, web.Field{Name: "idea", Label: "funds.what_if.what", Value: i.what}, ideaOptions(c)...),
			web.Input(c, web.Field{Name: "amount", Label: "funds.head.amount", Value: i.amount, Width: 5,
				Mode: "decimal"}),
			chooser(c, web.Field{Name: "every", Label: "funds.head.every", Value: i.every},
				"funds.every.", periods...),
			web.Button(c, "funds.what_if.press")),
		answer,
	}}
}

// ideaOptions says each idea: what it is, and its kind.
func ideaOptions(c *web.Ctx) []web.Option {
	var all []web.Option
	for _, i := range ideas {
		sort, kind, _ := strings.Cut(i, ":")
		text := web.Whose(c, "funds.idea."+sort, "funds.idea_of."+sort)
		if sort != string(charging.Job) {
			text += ": " + c.T("funds.kind."+kind)
		}
		all = append(all, web.Option{Value: i, Text: text})
	}
	return all
}
