package steer

import (
	"strconv"
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/govuk"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/pence"
	"ourdays/internal/platform/web"
)

func say(c *web.Ctx, key string, args ...any) Cell { return Cell{Text: c.T(key, args...)} }

func own(text string) Cell { return Cell{Text: text, Own: true} }

func (c Cell) to(path string) Cell {
	c.Link = path
	return c
}

func number(n int) Cell { return Cell{Text: strconv.Itoa(n), Num: true} }

func money(c *web.Ctx, p pence.Pence) Cell {
	return Cell{Raw: p.String(), Money: p, Sum: true, Num: true}
}

func date(c *web.Ctx, d clock.Date) Cell {
	return Cell{Text: i18n.DateYear(c.Voice, d), Raw: d.String()}
}

// tierCell is a tier by its number: its long name stands once, on the page of
// spend.
func tierCell(c *web.Ctx, tier int) Cell { return say(c, "steer.tier", "n", tier) }

// head names the columns; those whose name begins with # stand right.
func head(c *web.Ctx, names ...string) []Cell {
	var cells []Cell
	for _, n := range names {
		name, right := strings.CutPrefix(n, "#")
		cell := say(c, "steer.col."+name)
		cell.Num = right
		cells = append(cells, cell)
	}
	return cells
}

// orgsNode shows the providers that cost most with the sum of all, and folds the others
// away: a phone would show hundreds of figures beneath one another.
func orgsNode(c *web.Ctx, t Table, filePath string) g.Node {
	most, others := t.parted(orgRows)
	if len(others.Rows) == 0 {
		return tableNode(c, most, filePath)
	}
	others.Caption = c.T("steer.orgs.others")
	return tableNode(c, most, filePath, web.Unfold(c, "steer.orgs.more", others.show(c)))
}

// tableNode shows a table with the file of it, and what stands between.
func tableNode(c *web.Ctx, t Table, filePath string, between ...g.Node) g.Node {
	return h.Section(h.ID(t.Name), h.Class("card"), t.show(c),
		g.If(len(t.Rows) == 0 && !t.Few, h.P(h.Class("quiet"), g.Text(c.T("steer.nothing")))), g.Group(between),
		h.Div(h.A(h.Class("govuk-link"), h.Href(filePath), g.Text(c.T("steer.file")),
			web.Heard(g.Text(t.Caption)))))
}

func (t Table) show(c *web.Ctx) g.Node {
	on := web.Table{Name: t.Caption, Head: onPage(c, t.Head, t.Head), FirstIsHead: true}
	for _, r := range t.Rows {
		on.Rows = append(on.Rows, onPage(c, t.Head, r))
	}
	if len(t.Foot) > 0 {
		on.Foot = onPage(c, t.Head, t.Foot)
	}
	return on.Show(c)
}

// onPage is a row. A figure that leads on says to those who hear it what it is
// of: the same sum may stand in a table many times.
func onPage(c *web.Ctx, head, cells []Cell) []govuk.Cell {
	var all []govuk.Cell
	for i, cell := range cells {
		say := func(text string) g.Node { return cell.leading(text, g.If(cell.Num, heard(head[i], cells[0]))) }
		on := govuk.Cell{Text: cell.Text, HTML: say(cell.Text)}
		switch {
		case cell.Sum:
			on = web.MoneyAs(c, cell.Money, say)
		case cell.Num:
			on.Format = "numeric"
		}
		all = append(all, on)
	}
	return all
}

// leading is the text of a cell, as a link where it leads on.
func (c Cell) leading(text string, heard g.Node) g.Node {
	node := g.Text(text)
	if c.Own {
		node = web.Own(text)
	}
	if c.Link == "" || text == "" {
		return node
	}
	return h.A(h.Class("govuk-link"), h.Href(c.Link), node, heard)
}

func heard(head, row Cell) g.Node {
	name := g.Text(row.Text)
	if row.Own {
		name = web.Own(row.Text)
	}
	return web.Heard(g.Text(head.Text+", "), name)
}

// lineCells are the figures of a line, each with what is behind it.
func lineCells(c *web.Ctx, l Line, f Filter) []Cell {
	return []Cell{number(l.People).to("/steer/people" + f.query()),
		money(c, l.Year()).to("/steer/places" + f.query()),
		money(c, l.Spent).to("/steer/sessions" + f.query()),
		money(c, l.Committed).to("/steer/places" + f.query("show", "agreed")),
		money(c, l.PerPerson()).to("/steer/people" + f.query())}
}

// spendTables are the tables of the page of spend.
func spendTables(c *web.Ctx, v Figures) []Table {
	return []Table{kindsTable(c, v), orgsTable(c, v), tiersTable(c, v), monthsTable(c, v)}
}

func lineOf(list []Line, key string) Line {
	for _, l := range list {
		if l.Key == key {
			return l
		}
	}
	return Line{Key: key}
}

// kindsTable has the three groups of people, which exclude one another, and the
// money of the two kinds of provider.
func kindsTable(c *web.Ctx, v Figures) Table {
	t := Table{Name: "kinds", Caption: c.T("steer.kinds.caption"), Head: head(c, "kind", "#only", "#people",
		"#year", "#spent", "#committed", "#week")}
	for _, k := range []struct {
		key  string
		only int
	}{{InHouse, v.Groups.InHouse}, {External, v.Groups.External}} {
		f := Filter{Kind: k.key}
		row := []Cell{say(c, "steer.kind."+k.key).to("/steer/places" + f.query()),
			number(k.only).to("/steer/people" + Filter{Group: k.key}.query())}
		t.Rows = append(t.Rows, append(row, lineCells(c, lineOf(v.Kinds, k.key), f)...))
	}
	both := Filter{Group: Both}
	t.Rows = append(t.Rows, []Cell{say(c, "steer.kind.both").to("/steer/people" + both.query()),
		number(v.Groups.Both).to("/steer/people" + both.query()),
		{}, say(c, "steer.kinds.above"), {}, {}, {}})
	t.Foot = append([]Cell{say(c, "steer.all").to("/steer/places"), number(v.Groups.All()).to("/steer/people")},
		lineCells(c, v.All, Filter{})...)
	return t
}

func orgsTable(c *web.Ctx, v Figures) Table {
	t := Table{Name: "providers", Caption: c.T("steer.orgs.caption"),
		Head: head(c, "provider", "kind", "#people", "#year", "#spent", "#committed", "#week")}
	for _, l := range v.Orgs {
		f := Filter{Org: l.Key}
		row := []Cell{own(l.Name).to("/steer/places" + f.query()), say(c, "steer.col."+kindOf(l.InHouse))}
		t.Rows = append(t.Rows, append(row, lineCells(c, l, f)...))
	}
	t.Foot = append([]Cell{say(c, "steer.all").to("/steer/places"), {}}, lineCells(c, v.All, Filter{})...)
	return t
}

func kindOf(inHouse int) string {
	if inHouse == 1 {
		return InHouse
	}
	return External
}

func tiersTable(c *web.Ctx, v Figures) Table {
	t := Table{Name: "tiers", Caption: c.T("steer.tiers.caption"), Head: head(c, "tier", "#people", "#year",
		"#spent", "#committed", "#week")}
	for _, l := range v.Tiers {
		tier, err := strconv.Atoi(l.Key)
		if err != nil {
			continue // the column is a number
		}
		f := Filter{Tier: tier}
		t.Rows = append(t.Rows, append([]Cell{say(c, "plans.tier_name."+l.Key).to("/steer/places" + f.query())},
			lineCells(c, l, f)...))
	}
	t.Foot = append([]Cell{say(c, "steer.all").to("/steer/places")}, lineCells(c, v.All, Filter{})...)
	return t
}

func monthsTable(c *web.Ctx, v Figures) Table {
	t := Table{Name: "months", Caption: c.T("steer.months.caption"),
		Head: head(c, "month", "#spent_in", "#spent_ex", "#expected_in", "#expected_ex", "#sum")}
	var spent, expected Money
	for _, m := range v.Months {
		t.Rows = append(t.Rows, append([]Cell{{Text: monthName(c, m.From), Raw: m.From.String()[:7]}},
			monthCells(c, m.Spent, m.Expected, m.Span)...))
		spent, expected = plus(spent, m.Spent), plus(expected, m.Expected)
	}
	t.Foot = append([]Cell{say(c, "steer.all")}, monthCells(c, spent, expected, Span{})...)
	return t
}

func plus(a, b Money) Money { return Money{a.InHouse + b.InHouse, a.External + b.External} }

func monthCells(c *web.Ctx, spent, expected Money, s Span) []Cell {
	f := func(kind string) Filter { return Filter{Kind: kind, Span: s} }
	want := func(kind string, p pence.Pence) Cell {
		cell := money(c, p)
		if s != (Span{}) {
			cell = cell.to("/steer/places" + f(kind).query("show", "expected"))
		}
		return cell
	}
	return []Cell{money(c, spent.InHouse).to("/steer/sessions" + f(InHouse).query()),
		money(c, spent.External).to("/steer/sessions" + f(External).query()),
		want(InHouse, expected.InHouse), want(External, expected.External), money(c, spent.Sum()+expected.Sum())}
}

func monthName(c *web.Ctx, d clock.Date) string {
	return c.T("steer.month."+strconv.Itoa(int(d.Month)), "year", d.Year)
}

// placesTable lists placements; what it adds up depends on what is shown.
func placesTable(c *web.Ctx, v listView) Table {
	t := Table{Name: "places", Caption: c.T("steer.places.caption." + v.show),
		Head: head(c, "place", "provider", "activity", "tier", "status", "from", "to")}
	blank := make([]Cell, 6)
	switch v.show {
	case "agreed":
		t.Head = append(t.Head, head(c, "#spent", "#committed")...)
		t.Foot = append(append([]Cell{say(c, "steer.all")}, blank...), money(c, v.sum.Spent),
			money(c, v.sum.Committed))
	case "expected":
		t.Head = append(t.Head, head(c, "#expected")...)
		t.Foot = append(append([]Cell{say(c, "steer.all")}, blank...), money(c, v.expected.Sum()))
	default:
		t.Head = append(t.Head, head(c, "#week_cost", "#year")...)
		t.Foot = append(append([]Cell{say(c, "steer.all")}, blank...), money(c, v.sum.Week), money(c, v.sum.Year()))
	}
	for _, p := range v.places {
		row := []Cell{own(p.Ref()).to("/steer/places/" + p.ID),
			own(p.Org).to("/steer/places" + Filter{Org: p.OrgID}.query()), own(p.Title),
			tierCell(c, p.Tier), say(c, "brokerage.status."+p.Status), date(c, p.From), date(c, p.To)}
		switch v.show {
		case "agreed":
			row = append(row, money(c, p.Spent).to("/steer/sessions"+Filter{Place: p.ID, Span: v.filter.Span}.query()),
				money(c, p.Committed))
		case "expected":
			row = append(row, money(c, p.expected(v.filter.Span, v.today)))
		default:
			row = append(row, money(c, p.Week), money(c, p.Week*WeeksAYear))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// expected is what a going placement is expected to cost in a span.
func (p Place) expected(s Span, today clock.Date) pence.Pence {
	sum := p.Open
	for _, d := range byDay(p.Week, directoryRule{p.Rule, p.Begins}.days()) {
		sum += d.cost * pence.Pence(timesIn(s, today, firstOn(p.From, d.day), p.To))
	}
	return sum
}

func peopleTable(c *web.Ctx, v listView) Table {
	t := Table{Name: "people", Caption: c.T("steer.people.caption"), Head: head(c, "person", "tier", "#places",
		"#in_house", "#external", "#year")}
	for i, p := range v.people {
		n := strconv.Itoa(i + 1 + pageRows*(v.page-1))
		t.Rows = append(t.Rows, []Cell{say(c, "steer.people.one", "n", n),
			tierCell(c, p.Tier), number(p.Places), money(c, p.InHouse*WeeksAYear), money(c, p.External*WeeksAYear),
			money(c, (p.InHouse+p.External)*WeeksAYear)})
	}
	t.Foot = []Cell{{Text: c.N("steer.people.all", v.sum.People)}, {}, number(v.sum.Places),
		money(c, v.week.InHouse*WeeksAYear),
		money(c, v.week.External*WeeksAYear), money(c, v.sum.Year())}
	return t
}

func sessionsTable(c *web.Ctx, v listView) Table {
	t := Table{Name: "sessions", Caption: c.T("steer.sessions.caption"), Head: head(c, "day", "time", "activity",
		"provider", "#places", "#spent")}
	for _, ses := range v.sessions {
		within := v.filter
		within.Span = Span{}
		t.Rows = append(t.Rows, []Cell{date(c, ses.Day).to("/steer/sessions/" + ses.ID + within.query()),
			{Text: i18n.Times(c.Voice, ses.Start, ses.End)}, own(ses.Title),
			own(ses.Org).to("/steer/places" + Filter{Org: ses.OrgID}.query()),
			number(ses.Places), money(c, ses.Spent)})
	}
	all := c.N("steer.sessions.all", v.count)
	if most := v.part.counted(); v.count > most {
		all = c.T("steer.sessions.more", "n", most)
	}
	t.Foot = []Cell{{Text: all}, {}, {}, {}, {}, money(c, v.sum.Spent)}
	return t
}

// sessionTable lists what became of each place, with its posting.
func sessionTable(c *web.Ctx, v sessionView) Table {
	t := Table{Name: "session", Caption: c.T("steer.session.caption"),
		Head: head(c, "place", "person", "tier", "attendance", "outcome", "#price", "#spent", "#posted", "posting")}
	var posted pence.Pence
	for _, b := range v.lines {
		t.Rows = append(t.Rows, []Cell{own(ref(b.PlaceID)).to("/steer/places/" + b.PlaceID), v.nameOf(c, b),
			tierCell(c, b.Tier),
			attendance(c, b), towards(c, b), money(c, b.Price), money(c, b.Paid), money(c, b.Posted), own(b.PostKey)})
		posted += b.Posted
	}
	t.Foot = []Cell{say(c, "steer.all"), {}, {}, {}, {}, {}, money(c, v.Spent), money(c, posted), {}}
	return t
}

func (v sessionView) nameOf(c *web.Ctx, b Attended) Cell {
	if name, ok := v.names[b.PersonID]; ok {
		return own(name)
	}
	return say(c, "steer.session.hidden")
}

func attendance(c *web.Ctx, b Attended) Cell {
	if b.Attendance == "" {
		return say(c, "steer.session.open")
	}
	became := c.T("bookings.code." + b.Attendance)
	if b.CorrectionID != "" {
		return say(c, "steer.session.corrected", "what", became)
	}
	return Cell{Text: became}
}

// mendedTable lists what was corrected in a closed register: the posting that
// was taken back, and the one that is right since.
func mendedTable(c *web.Ctx, list []Mended) Table {
	t := Table{Name: "corrected", Caption: c.T("steer.mended.caption"),
		Head: head(c, "when", "place", "who", "was", "#was_spent", "is", "#spent", "taken_back", "posting")}
	for _, m := range list {
		by := "steer.mended.provider"
		if m.Council == 1 {
			by = "steer.mended.council"
		}
		t.Rows = append(t.Rows,
			[]Cell{{Text: moment(c, m.At)}, own(ref(m.PlaceID)).to("/steer/places/" + m.PlaceID),
				say(c, by), say(c, "bookings.code."+m.WasCode), money(c, m.WasPaid), say(c, "bookings.code."+m.Code),
				money(c, m.Paid), own(m.BackKey), own(m.PostKey)})
	}
	return t
}

// towards names the Care Act outcomes that a register's line is about. The line
// itself is about a person and stays in their record.
func towards(c *web.Ctx, b Attended) Cell {
	var says []string
	for _, code := range careActOf(b.Towards) {
		says = append(says, c.T("plans.care_act."+code))
	}
	return Cell{Text: strings.Join(says, ", ")}
}
