package steer

import (
	"cmp"
	"fmt"
	"strconv"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/pence"
	"ourdays/internal/platform/web"
)

// crumbs lead back to the page of spend.
func crumbs(c *web.Ctx) []web.Link {
	return []web.Link{{Path: "/steer/spend", Text: c.T("steer.spend.title")}}
}

// spendPage is the commissioner's first page: four figures, one chart, tables.
func spendPage(c *web.Ctx, v Figures) web.Page {
	title := c.T("steer.spend.title")
	var tables []g.Node
	for _, t := range spendTables(c, v) {
		switch file := "/steer/spend.csv?table=" + t.Name; t.Name {
		case "months": // stands beneath its picture
		case "providers":
			tables = append(tables, orgsNode(c, t, file))
		default:
			tables = append(tables, tableNode(c, t, file))
		}
	}
	return web.Page{Title: title, Register: web.Staff, Body: g.Group{web.H1(title), age(c, v), begins(c, v),
		late(c, v),
		figures(c, v),
		h.Div(h.Class("facts"),
			h.Div(h.Class("facts__main"), chartCard(c, v), g.Group(tables)),
			h.Aside(h.Class("facts__side"), lookCard(c), notCard(c)))}}
}

// age says which year the figures are of, and how old they are.
func age(c *web.Ctx, v Figures) g.Node {
	newest := c.T("steer.age.none")
	if v.Register.Valid {
		newest = c.T("steer.age.register", "time", moment(c, v.Register.V))
	}
	return h.P(h.Class("quiet"),
		g.Text(c.T("steer.age.year", "from", v.Year.From.Year, "to", v.Year.To.Year)+" · "+
			c.T("steer.age.read", "time", moment(c, v.At))+" · "+newest))
}

// late says that registers of days long over are open: their money is expected
// and not spent.
func late(c *web.Ctx, v Figures) g.Node {
	if v.Late <= 0 {
		return nil
	}
	return web.Inset(web.Block(c, "steer.late", "date", i18n.DateYear(c.Voice, v.LateBefore()),
		"amount", i18n.Money(c.Voice, v.Late)))
}

// begins says that spending is known from a month on only: a council that began
// within the year would read the whole year's budget as hardly used.
func begins(c *web.Ctx, v Figures) g.Node {
	m, within := spentFrom(v.Months)
	if !within {
		return nil
	}
	return web.Inset(web.Block(c, "steer.begins", "month",
		i18n.MonthYear(c.Voice, m.From.Month, m.From.Year)))
}

// moment says an instant in London: "9am on 24 November 2026".
func moment(c *web.Ctx, i clock.Instant) string {
	d, minute := clock.London(i)
	return i18n.TimeOfDay(c.Voice, minute) + ", " + i18n.DateYear(c.Voice, d)
}

// big writes an amount for a figure: "£3.71m", "£21,480".
func big(c *web.Ctx, p pence.Pence) string {
	const million = 100_000_000
	if p < million-50 { // the nearest pound of more is a million
		return i18n.Money(c.Voice, p.MulDiv(1, 100, pence.Nearest)*100)
	}
	n := int64(p.MulDiv(100, million, pence.Nearest))
	return c.T("steer.big", "n", fmt.Sprintf("%d.%02d", n/100, n%100))
}

// figures are the four: budget, spent, committed, expected.
func figures(c *web.Ctx, v Figures) g.Node {
	budget, note := c.T("steer.figure.none"), c.T("steer.figure.set")
	spentNote, expectedNote := "", ""
	if len(v.Budgets) > 0 {
		budget, note = big(c, v.Budgets[0].Sum()), c.T("steer.figure.set_by", "name", v.Budgets[0].Actor)
		spentNote, expectedNote = againstBudget(c, v, v.Budgets[0].Sum())
	}
	one := func(key, value, link, note string) g.Node {
		return h.Li(h.Class("figure"), g.Text(c.T("steer.figure."+key)),
			h.B(h.A(h.Href(link), g.Text(value), web.Heard(g.Text(c.T("steer.figure."+key))))),
			h.Span(h.Class("quiet"), g.Text(note)))
	}
	return h.Ul(h.Class("figures"), one("budget", budget, "/steer/budget", note),
		one("spent", big(c, v.All.Spent), "/steer/sessions", spentNote),
		one("committed", big(c, v.All.Committed), "/steer/places?show=agreed", c.T("steer.figure.committed_how")),
		one("expected", big(c, v.Expected().Sum()), "#months", expectedNote))
}

// againstBudget says how what is spent, and what the year is expected to come to, stand
// against the budget: against that of the months from which on spending is known.
func againstBudget(c *web.Ctx, v Figures, sum pence.Pence) (spent, expected string) {
	from, since, args := v.Year.From, "", []any{}
	if m, within := spentFrom(v.Months); within {
		from, since, sum = m.From, "_since", v.Year.knownPart(sum, m.From)
		args = []any{"month", i18n.MonthYear(c.Voice, from.Month, from.Year), "part", big(c, sum)}
	}
	today, _ := clock.London(v.At)
	spent = c.T("steer.figure.part"+since, append(args, "percent", percent(int64(v.All.Spent), int64(sum)),
		"year", percent(int64(today.DaysSince(from)+1), int64(v.Year.To.DaysSince(from)+1)))...)
	over := v.Expected().Sum() - sum
	if over > 0 {
		return spent, c.T("steer.figure.over"+since, append(args, "amount", big(c, over))...)
	}
	return spent, c.T("steer.figure.under"+since, append(args, "amount", big(c, -over))...)
}

// percent writes a part of a whole with one decimal: "66.3".
func percent(part, whole int64) string {
	if whole == 0 {
		return "0"
	}
	n := int64(pence.Pence(part).MulDiv(1000, whole, pence.Nearest))
	return fmt.Sprintf("%d.%d", n/10, n%10)
}

func lookCard(c *web.Ctx) g.Node {
	return h.Section(h.Class("card"), web.H2(c.T("steer.look.title")), h.Ul(h.Class("govuk-list"),
		h.Li(h.A(h.Class("govuk-link"), h.Href("/steer/outcomes"), g.Text(c.T("steer.look.outcomes")))),
		h.Li(h.A(h.Class("govuk-link"), h.Href("/steer/people"), g.Text(c.T("steer.look.people")))),
		h.Li(h.A(h.Class("govuk-link"), h.Href("/steer/sessions"), g.Text(c.T("steer.look.sessions"))))))
}

// notCard says what the figures leave out, and how they are made.
func notCard(c *web.Ctx) g.Node {
	return h.Section(h.Class("card"), web.H2(c.T("steer.not.title")), web.Block(c, "steer.not.left_out"),
		web.Block(c, "steer.not.payments"), web.Block(c, "steer.counted"),
		web.Block(c, "steer.not.year", "weeks", WeeksAYear), web.Block(c, "steer.not.expected"),
		web.Block(c, "steer.not.committed"))
}

// listTitles are the titles of the lists, by the last part of their address.
var listTitles = map[string]string{"places": "steer.places.title", "people": "steer.people.title",
	"sessions": "steer.sessions.title"}

// listPage is a list behind a figure.
func listPage(c *web.Ctx, v listView, kind string, t Table) web.Page {
	title := c.T(listTitles[kind])
	t.Few = v.few
	query := v.filter.query()
	if kind == "places" {
		query = v.filter.query("show", v.show)
	}
	return web.Page{Title: title, Register: web.Staff, Crumbs: crumbs(c),
		Body: g.Group{web.H1(title), filterNote(c, v.filter), countedNote(c, v, kind),
			g.If(v.few, web.Block(c, "steer.people.few", "n", fewest)), tableNode(c, t, "/steer/"+kind+".csv"+query),
			pager(c, v, "/steer/"+kind, kind)}}
}

// countedNote says which places stand behind people and the cost of a year, where a list is of these.
func countedNote(c *web.Ctx, v listView, kind string) g.Node {
	if kind != "people" && v.show != showGoing {
		return nil
	}
	return web.Block(c, "steer.counted")
}

// filterNote says what the list is narrowed to.
func filterNote(c *web.Ctx, f Filter) g.Node {
	var notes narrowed
	notes.add(f.Kind != "", c.T("steer.kind."+word(f.Kind)))
	notes.add(f.Group != "", c.T("steer.group."+word(f.Group)))
	notes.group(c, f)
	notes.add(f.Place != "", c.T("steer.filter.person"))
	short := f.Span.To.DaysSince(f.Span.From) < 31
	notes.add(short, monthName(c, f.Span.From))
	notes.add(!short, c.T("steer.filter.year", "from", f.Span.From.Year, "to", f.Span.To.Year))
	return h.P(g.Group(notes))
}

// reviewsNote says which figure the reviews are behind.
func reviewsNote(c *web.Ctx, f Filter) g.Node {
	var notes narrowed
	notes.group(c, f)
	if f.Result != "" {
		notes.add(true, c.T("steer.col."+string(f.Result))) // as its column is called
	}
	return g.If(len(notes) > 0, h.P(g.Group(notes)))
}

// narrowed are the words for what a list is narrowed to.
type narrowed []g.Node

func (n *narrowed) add(on bool, text string) {
	if on {
		*n = append(*n, h.Span(h.Class("tag"), g.Text(text)), g.Text(" "))
	}
}

func (n *narrowed) group(c *web.Ctx, f Filter) {
	n.add(f.Tier != 0, c.T("plans.tier_name."+strconv.Itoa(max(f.Tier, 1))))
	if f.orgName != "" {
		*n = append(*n, h.Span(h.Class("tag"), web.Own(f.orgName)), g.Text(" "))
	}
	n.add(f.Org != "" && f.orgName == "", c.T("steer.filter.no_org"))
}

// word keeps a text for a kind that is not set.
func word(kind string) string {
	if kind == "" {
		return InHouse
	}
	return kind
}

func pager(c *web.Ctx, v listView, path, kind string) g.Node {
	rows := cmp.Or(v.rows, pageRows)
	pages := (v.count + rows - 1) / rows
	at := func(n int) string {
		more := []string{"page", strconv.Itoa(n)}
		if kind == "places" {
			more = append(more, "show", v.show)
		}
		return path + v.filter.query(more...)
	}
	return web.Place{Page: v.page, Pages: pages, Label: "steer.pages.label", Before: "steer.pages.before",
		Where: "steer.pages.where",
		Next:  "steer.pages.next", At: at}.Show(c)
}

// placePage is one placement: what was agreed, and the sessions it paid for.
func placePage(c *web.Ctx, p Place, v listView) web.Page {
	title := c.T("steer.place.title")
	return web.Page{Title: title, Register: web.Staff,
		Crumbs: append(crumbs(c), web.Link{Path: "/steer/places", Text: c.T("steer.places.title")}),
		Body: g.Group{h.H1(h.Class("govuk-heading-xl"), g.Text(title+" "), web.Own(p.Ref())),
			web.Facts(c, placeFacts(c, p)...),
			tableNode(c, sessionsTable(c, v), "/steer/sessions.csv"+Filter{Place: p.ID}.query()),
			pager(c, v, "/steer/places/"+p.ID, "place")}}
}

func placeFacts(c *web.Ctx, p Place) []web.Fact {
	link := func(f Filter, inside g.Node) g.Node {
		return h.A(h.Class("govuk-link"), h.Href("/steer/places"+f.query()), inside)
	}
	days := c.T("steer.place.from_to", "from", i18n.DateYear(c.Voice, p.From),
		"to", i18n.DateYear(c.Voice, p.To))
	return []web.Fact{
		{Key: "steer.col.activity", Value: web.Own(p.Title)},
		{Key: "steer.col.provider", Value: link(Filter{Org: p.OrgID}, web.Own(p.Org))},
		{Key: "steer.col.tier", Value: g.Text(c.T("steer.tier", "n", p.Tier))},
		{Key: "steer.col.status", Value: g.Text(c.T("brokerage.status." + p.Status))},
		{Key: "steer.place.days", Value: g.Text(days)},
		{Key: "steer.place.price", Value: g.Text(i18n.Money(c.Voice, p.UnitPrice))},
		{Key: "steer.col.week_cost", Value: g.Text(i18n.Money(c.Voice, p.Week))},
		{Key: "steer.col.committed", Value: g.Text(i18n.Money(c.Voice, p.Committed))},
		{Key: "steer.place.outcomes", Value: g.Text(c.N("steer.place.aims", len(p.Outcomes)))},
	}
}

// sessionPage is the end of the way down: each place, its code and its posting.
func sessionPage(c *web.Ctx, v sessionView) web.Page {
	title := c.T("steer.session.title")
	agrees := web.Block(c, "steer.session.agrees")
	for _, b := range v.lines {
		if b.Posted != b.Paid {
			agrees = web.Block(c, "steer.session.differs")
		}
	}
	return web.Page{Title: title, Register: web.Staff,
		Crumbs: append(crumbs(c), web.Link{Path: "/steer/sessions", Text: c.T("steer.sessions.title")}),
		Body: g.Group{h.H1(h.Class("govuk-heading-xl"), web.Own(v.Title)),
			h.P(h.Class("when"), g.Text(i18n.DateYear(c.Voice, v.Day)+", "+i18n.Times(c.Voice, v.Start, v.End)+" · "),
				web.Own(v.Org)),
			h.P(g.Text(c.T("steer.session.taken", "taken", v.Taken, "offered", v.Offered))),
			agrees, tableNode(c, sessionTable(c, v), "/steer/sessions/"+v.ID+"/places.csv"+v.filter.queryNoSpan()),
			g.If(len(v.Mended) > 0, h.Section(h.ID("corrected"), h.Class("card"),
				mendedTable(c, v.Mended).show(c)))}}
}

// queryNoSpan is the query of a filter whose days do not matter.
func (f Filter) queryNoSpan() string {
	f.Span = Span{}
	return f.query()
}

// outcomesPage has every tier, and a page of the providers: the files have all of them.
func outcomesPage(c *web.Ctx, o Outcomes, page int) web.Page {
	title := c.T("steer.outcomes.title")
	v := listView{page: page, count: len(o.Orgs), rows: orgRows}
	o.Orgs = orgsOn(o.Orgs, page)
	var tables []g.Node
	for _, t := range outcomeTables(c, o) {
		tables = append(tables, tableNode(c, t, "/steer/outcomes.csv?table="+t.Name))
	}
	tables = append(tables, pager(c, v, "/steer/outcomes", "outcomes"))
	return web.Page{Title: title, Register: web.Staff, Crumbs: crumbs(c), Body: g.Group{web.H1(title),
		web.Block(c, "steer.outcomes.how", "date", i18n.DateYear(c.Voice, o.Since)),
		h.P(h.Class("quiet"), g.Text(c.T("steer.outcomes.t"))), g.Group(tables)}}
}

// orgsOn are the providers of one page.
func orgsOn(all []Reach, page int) []Reach {
	skip := min(len(all), orgRows*(page-1))
	return all[skip:min(len(all), skip+orgRows)]
}

func outcomeTables(c *web.Ctx, o Outcomes) []Table {
	columns := head(c, "group", "#reviewed", "#t_start", "#t_now", "#further", "#back", "#fully", "#partly",
		"#not_met")
	tiers := Table{Name: "tiers", Caption: c.T("steer.outcomes.tiers"), Head: columns}
	for _, r := range o.Tiers {
		tier, _ := strconv.Atoi(r.Key)
		tiers.Rows = append(tiers.Rows, reachRow(c, say(c, "plans.tier_name."+r.Key), r, Filter{Tier: tier}))
	}
	if o.All.People > 0 {
		tiers.Foot = reachRow(c, say(c, "steer.all"), o.All, Filter{})
	}
	orgs := Table{Name: "providers", Caption: c.T("steer.outcomes.orgs"), Head: columns}
	for _, r := range o.Orgs {
		orgs.Rows = append(orgs.Rows, reachRow(c, own(r.Name), r, Filter{Org: r.Key}))
	}
	return []Table{tiers, orgs}
}

// reachRow is the figures of a group: each count opens the reviews that it counts.
func reachRow(c *web.Ctx, name Cell, r Reach, f Filter) []Cell {
	if r.Suppressed {
		few := say(c, "steer.outcomes.few", "n", fewest)
		few.Num = true
		return []Cell{name, few, {}, {}, {}, {}, {}, {}, {}}
	}
	all := "/steer/reviews" + f.query()
	row := []Cell{name.to("/steer/sessions" + f.query()), number(r.People).to(all), score(r.MeanBaseline()),
		score(r.MeanT()).to(all)}
	for _, f.Result = range results {
		row = append(row, number(r.Count(f.Result)).to("/steer/reviews"+f.query()))
	}
	return row
}

// score writes hundredths: "54.6".
func score(hundredths int) Cell {
	n := (hundredths + 5) / 10
	return Cell{Text: fmt.Sprintf("%d.%d", n/10, n%10), Num: true}
}

func reviewsPage(c *web.Ctx, v listView) web.Page {
	title := c.T("steer.reviews.title")
	group := v.filter
	group.Result = ""
	return web.Page{Title: title, Register: web.Staff,
		Crumbs: append(crumbs(c), web.Link{Path: "/steer/outcomes", Text: c.T("steer.outcomes.title")}),
		Body: g.Group{web.H1(title), reviewsNote(c, v.filter),
			tableNode(c, reviewsTable(c, v.reviews), "/steer/reviews.csv"+v.filter.queryNoSpan()),
			pager(c, v, "/steer/reviews", "reviews"),
			h.P(h.A(h.Class("govuk-link"), h.Href("/steer/sessions"+group.queryNoSpan()),
				g.Text(c.T("steer.reviews.sessions"))))}}
}

func reviewsTable(c *web.Ctx, list []Told) Table {
	t := Table{Name: "reviews", Caption: c.T("steer.reviews.caption"), Head: head(c, "day", "tier", "#t_start",
		"#t_now", "achieved", "decided")}
	for _, r := range list {
		t.Rows = append(t.Rows, []Cell{date(c, r.Held), tierCell(c, r.Tier), score(r.TBaseline), score(r.TScore),
			say(c, "plans.achieved."+r.Achieved), say(c, "plans.way."+r.Way)})
	}
	return t
}

// budgetPage sets the council's budget for the year, and shows what was set.
func budgetPage(c *web.Ctx, list []Budget, y Year, f budgetForm) web.Page {
	title := c.T("steer.budget.title", "from", y.From.Year, "to", y.To.Year)
	t := Table{Name: "budget", Caption: c.T("steer.budget.history"),
		Head: head(c, "set_on", "#in_house", "#external", "#sum", "why", "who")}
	for _, b := range list {
		d, _ := clock.London(b.Made)
		t.Rows = append(t.Rows, []Cell{date(c, d), money(c, b.InHouse), money(c, b.External), money(c, b.Sum()),
			own(b.Reason), own(b.Actor)})
	}
	return web.Page{Title: title, Register: web.Staff, Crumbs: crumbs(c), Body: g.Group{web.H1(title),
		web.Post(c, "/steer/budget",
			web.Input(c, web.Field{Name: "in_house", Label: "steer.budget.in_house", Value: f.InHouse, Sign: "£",
				Width: 10, Mode: "decimal"}),
			web.Input(c, web.Field{Name: "external", Label: "steer.budget.external", Value: f.External, Sign: "£",
				Width: 10, Mode: "decimal"}),
			web.Input(c, web.Field{Name: "reason", Label: "steer.budget.reason", Value: f.Reason}),
			web.Button(c, "steer.budget.press")),
		g.If(len(t.Rows) > 0, t.show(c))}}
}
