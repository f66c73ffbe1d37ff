package steer

import (
	"fmt"
	"strconv"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/pence"
	"ourdays/internal/platform/web"
)

// The picture's measures, in its own units.
const (
	chartWidth  = 780
	chartHeight = 300
	chartLeft   = 66
	chartTop    = 30
	chartFoot   = 262
	barWidth    = 38
	barStep     = 59
)

// The four fillings: fact solid, expected lighter; external has a pattern too,
// so that the picture reads in grey.
const (
	fillInHouse  = "#0f4c45"
	fillExternal = "url(#external)"
	fillInLight  = "url(#in-light)"
	fillExLight  = "url(#ex-light)"
)

// chartCard is the picture of the year by month, with its table beneath.
func chartCard(c *web.Ctx, v Figures) g.Node {
	return h.Section(h.Class("card"), web.H2(c.T("steer.chart.title")), legend(c),
		h.Div(h.Class("table-scroll"), h.TabIndex("0"), chart(c, v)),
		web.Unfold(c, "steer.chart.table", tableNode(c, monthsTable(c, v), "/steer/spend.csv?table=months")))
}

func legend(c *web.Ctx) g.Node {
	entry := func(fill, key string) g.Node {
		return h.Li(g.El("svg", g.Attr("width", "18"), g.Attr("height", "18"), g.Attr("aria-hidden", "true"),
			g.El("rect", g.Attr("width", "18"), g.Attr("height", "18"), g.Attr("fill", fill))), g.Text(" "+c.T(key)))
	}
	return h.Ul(h.Class("legend"), entry(fillInHouse, "steer.kind.in_house"),
		entry(fillExternal, "steer.kind.external"),
		entry(fillInLight, "steer.chart.lighter_in"), entry(fillExLight, "steer.chart.lighter_ex"))
}

// scale is how the picture's height stands for money.
type scale struct {
	top  pence.Pence // what the highest line stands for
	step pence.Pence // between two lines
}

// steps are the distances of lines that read well, in pounds.
var steps = []int64{50, 100, 250, 500, 1000, 2500, 5000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000,
	1_000_000, 2_500_000, 5_000_000, 10_000_000}

// scaleFor finds a scale with at most six lines for the largest amount.
func scaleFor(most pence.Pence) scale {
	for _, s := range steps {
		step := pence.Pence(s * 100)
		if lines := (most + step - 1) / step; lines <= 6 {
			return scale{max(lines, 1) * step, step}
		}
	}
	return scale{most, most}
}

// y gives the height at which an amount stands.
func (s scale) y(p pence.Pence) int {
	return chartFoot - int(p.MulDiv(chartFoot-chartTop, int64(s.top), pence.Nearest))
}

func chart(c *web.Ctx, v Figures) g.Node {
	most := pence.Pence(0)
	for _, m := range v.Months {
		most = max(most, m.Spent.Sum()+m.Expected.Sum())
	}
	line := pence.Pence(0)
	if len(v.Budgets) > 0 {
		line = v.Budgets[0].Sum() / 12
		most = max(most, line)
	}
	s := scaleFor(most)
	var parts []g.Node
	for p := pence.Pence(0); p <= s.top; p += s.step {
		parts = append(parts, grid(s.y(p)), label(chartLeft-8, s.y(p)+5, "end", short(c, p)))
	}
	for i, m := range v.Months {
		parts = append(parts, bars(s, chartLeft+10+i*barStep, m), label(chartLeft+10+i*barStep+barWidth/2,
			chartFoot+20, "middle",
			c.T("steer.short."+strconv.Itoa(int(m.From.Month)))))
	}
	if line > 0 {
		parts = append(parts, budgetLine(c, s, line))
	}
	return g.El("svg", h.Class("chart"), g.Attr("viewBox", "0 0 780 300"), g.Attr("role", "img"),
		g.Attr("aria-labelledby", "chart-title chart-desc"),
		g.El("title", g.Attr("id", "chart-title"), g.Text(c.T("steer.chart.title"))),
		g.El("desc", g.Attr("id", "chart-desc"), g.Text(finding(c, v))),
		patterns(), g.Group(parts))
}

// finding says in words what the picture shows.
func finding(c *web.Ctx, v Figures) string {
	if len(v.Budgets) == 0 {
		return c.T("steer.chart.finding", "spent", big(c, v.All.Spent), "expected", big(c, v.Expected().Sum()))
	}
	return c.T("steer.chart.finding_budget", "spent", big(c, v.All.Spent),
		"expected", big(c, v.Expected().Sum()),
		"budget", big(c, v.Budgets[0].Sum()))
}

func patterns() g.Node {
	pattern := func(id, ground, line string) g.Node {
		return g.El("pattern", g.Attr("id", id), g.Attr("width", "8"), g.Attr("height", "8"),
			g.Attr("patternUnits", "userSpaceOnUse"),
			g.El("rect", g.Attr("width", "8"), g.Attr("height", "8"), g.Attr("fill", ground)),
			g.El("path", g.Attr("d", "M0 8L8 0"), g.Attr("stroke", line), g.Attr("stroke-width", "1.5")))
	}
	return g.El("defs", pattern("external", "#b26e00", "#8a5400"), pattern("in-light", "#dbe7e5", "#0f4c45"),
		pattern("ex-light", "#f6e6c8", "#b26e00"))
}

func grid(y int) g.Node {
	return g.El("path", g.Attr("d", "M"+strconv.Itoa(chartLeft)+" "+strconv.Itoa(y)+"H"+
		strconv.Itoa(chartWidth)), g.Attr("stroke", "#cbd2cf"))
}

func label(x, y int, anchor, text string) g.Node {
	return g.El("text", g.Attr("x", strconv.Itoa(x)), g.Attr("y", strconv.Itoa(y)),
		g.Attr("text-anchor", anchor), g.Attr("font-size", "14"),
		g.Attr("fill", "#0b0c0c"), g.Text(text))
}

// bars stacks a month: in-house, external, then what is expected of both.
func bars(s scale, x int, m Month) g.Node {
	var nodes []g.Node
	below := pence.Pence(0)
	for _, part := range []struct {
		amount pence.Pence
		fill   string
	}{{m.Spent.InHouse, fillInHouse}, {m.Spent.External, fillExternal}, {m.Expected.InHouse, fillInLight},
		{m.Expected.External, fillExLight}} {
		top, foot := s.y(below+part.amount), s.y(below)
		below += part.amount
		if foot > top {
			nodes = append(nodes, g.El("rect", g.Attr("x", strconv.Itoa(x)), g.Attr("y", strconv.Itoa(top)),
				g.Attr("width", strconv.Itoa(barWidth)),
				g.Attr("height", strconv.Itoa(foot-top)), g.Attr("fill", part.fill), g.Attr("stroke", "#ffffff")))
		}
	}
	return g.Group(nodes)
}

func budgetLine(c *web.Ctx, s scale, p pence.Pence) g.Node {
	y := s.y(p)
	return g.Group{g.El("path", g.Attr("d", "M"+strconv.Itoa(chartLeft)+" "+strconv.Itoa(y)+"H"+
		strconv.Itoa(chartWidth)), g.Attr("stroke", "#942514"),
		g.Attr("stroke-width", "2"), g.Attr("stroke-dasharray", "6 4")),
		g.El("text", g.Attr("x", strconv.Itoa(chartWidth)), g.Attr("y", strconv.Itoa(max(y-7, 14))),
			g.Attr("text-anchor", "end"), g.Attr("font-size", "14"),
			g.Attr("font-weight", "700"), g.Attr("fill", "#942514"), g.Attr("stroke", "#ffffff"),
			g.Attr("stroke-width", "5"), g.Attr("paint-order", "stroke"),
			g.Text(c.T("steer.chart.budget", "amount", short(c, p))))}
}

// short writes an amount beside a line: "£467k".
func short(c *web.Ctx, p pence.Pence) string {
	const thousand = 1_000_00
	if tenths := int64(p.MulDiv(10, thousand, pence.Nearest)); p >= thousand && tenths%10 != 0 &&
		p < 10*thousand {
		return c.T("steer.thousand", "n", fmt.Sprintf("%d.%d", tenths/10, tenths%10))
	}
	if p >= thousand {
		return c.T("steer.thousand", "n", int64(p.MulDiv(1, thousand, pence.Nearest)))
	}
	return i18n.Money(c.Voice, p/100*100)
}
