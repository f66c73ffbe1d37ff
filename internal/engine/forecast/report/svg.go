package report

import (
	"fmt"
	"html"
	"io"
	"math"
	"strconv"
	"strings"

	"ourdays/internal/engine/forecast"
)

// The colours of the house. Every series has a pattern of its own too, so that
// the charts read in black and white.
const (
	ink    = "#0b0c0c"
	ink2   = "#3d4548"
	line   = "#cbd2cf"
	ground = "#ffffff"
)

var (
	fills  = []string{"#0f4c45", "url(#amber)", "url(#stripes)", "url(#dots)"}
	stroke = []string{"#0f4c45", "#b26e00", "#0b0c0c", "#3d4548"}
	dashes = []string{"", "10 5", "3 4", "12 4 3 4"}
)

// mostSeries is how many series one chart may hold.
const mostSeries = 4

const (
	page    = 960.0 // width of the whole picture
	left    = 220.0 // where plots begin
	right   = 40.0
	plotTop = 70.0
)

// svg gathers the picture, panel under panel.
type svg struct {
	b      strings.Builder
	y      float64 // top of the present panel
	panels int
	title  string // of the present panel
}

// SVG writes the charts: options compared, spend with its range, people,
// savings by cause and sensitivity. Each is a picture with a title and a
// sentence of what it shows, and its figures follow in a table.
func SVG(w io.Writer, res *forecast.Result) error {
	s := &svg{}
	s.compared(res)
	s.spend(res)
	s.people(res)
	s.causes(res)
	for _, name := range res.Order {
		s.tornado(res, name)
	}
	_, err := fmt.Fprintf(w, `<svg xmlns="http://www.w3.org/2000/svg" role="group" aria-labelledby="forecast-title forecast-desc" viewBox="0 0 %g %g" width="%g" height="%g" font-family="Arial, Helvetica, sans-serif" font-size="15" fill="%s">
<title id="forecast-title">%s</title>
<desc id="forecast-desc">%s</desc>
%s<rect width="100%%" height="100%%" fill="%s"/>
%s</svg>
`, page, s.y, page, s.y, ink, esc(res.Name), esc(finding(res)), patterns, ground, s.b.String())
	if err != nil {
		return fmt.Errorf("write charts: %w", err)
	}
	return nil
}

const patterns = `<defs>
<pattern id="amber" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="#f3d9a8"/><path d="M0 8L8 0" stroke="#b26e00" stroke-width="2"/></pattern>
<pattern id="stripes" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="#ffffff"/><path d="M0 4H8" stroke="#0b0c0c" stroke-width="2"/></pattern>
<pattern id="dots" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="#ffffff"/><circle cx="4" cy="4" r="1.6" fill="#3d4548"/></pattern>
</defs>
`

func esc(s string) string { return html.EscapeString(s) }

// finding says in words what the charts show.
func finding(res *forecast.Result) string {
	last := res.Years[len(res.Years)-1]
	var parts []string
	for _, name := range res.Order {
		o := res.Options[name]
		parts = append(parts, fmt.Sprintf("%s costs £%s in %s, £%s against today's model",
			words(name), pounds(o.Spend[last]), yearName(last), signed(-o.SavingCash[last])))
	}
	return strings.Join(parts, "; ") + "."
}

func signed(x float64) string {
	if math.Round(x) > 0 {
		return "+" + pounds(x)
	}
	return pounds(x)
}

func (s *svg) text(x, y float64, anchor, extra, text string) {
	fmt.Fprintf(&s.b, `<text x="%s" y="%s" text-anchor="%s"%s>%s</text>`+"\n", n(x), n(y), anchor, extra, esc(text))
}

func n(x float64) string { return strconv.FormatFloat(math.Round(x*10)/10, 'f', -1, 64) }

func (s *svg) rect(x, y, w, h float64, fill string) {
	fmt.Fprintf(&s.b, `<rect x="%s" y="%s" width="%s" height="%s" fill="%s" stroke="%s"/>`+"\n", n(x), n(y), n(max(w, 0.5)), n(max(h, 0.5)), fill, ink)
}

func (s *svg) rule(x1, y1, x2, y2 float64, colour string, width float64) {
	fmt.Fprintf(&s.b, `<line x1="%s" y1="%s" x2="%s" y2="%s" stroke="%s" stroke-width="%s"/>`+"\n", n(x1), n(y1), n(x2), n(y2), colour, n(width))
}

// panel begins a chart: its title, the line beneath, and the sentence that a
// reader who does not see it gets instead. The table of figures ends it.
func (s *svg) panel(title, says, shows string) {
	s.panels++
	s.title = title
	s.y += 20
	s.text(24, s.y+24, "start", ` font-size="22" font-weight="bold"`, title)
	s.text(24, s.y+48, "start", ` fill="`+ink2+`"`, says)
	fmt.Fprintf(&s.b, `<g role="img" aria-labelledby="chart-%d-title chart-%d-desc"><title id="chart-%d-title">%s</title><desc id="chart-%d-desc">%s</desc>`+"\n",
		s.panels, s.panels, s.panels, esc(title), s.panels, esc(shows))
}

// scale turns values into places between two ends.
type scale struct{ lo, hi, from, to float64 }

func (c scale) at(x float64) float64 {
	if c.hi == c.lo {
		return c.from
	}
	return c.from + (x-c.lo)/(c.hi-c.lo)*(c.to-c.from)
}

// ticks gives a few round values from lo to hi.
func ticks(lo, hi float64) []float64 {
	step := math.Pow(10, math.Floor(math.Log10(math.Max(hi-lo, 1e-9))))
	for (hi-lo)/step < 4 {
		step /= 2
	}
	for (hi-lo)/step > 8 {
		step *= 2
	}
	var list []float64
	for i := math.Ceil(lo / step); i*step <= hi+step/1e6; i++ {
		list = append(list, i*step+0)
	}
	return list
}

// big writes an axis value shortly: 5.6m, 350k.
func big(x float64) string {
	switch a := math.Abs(x); {
	case a >= 1e6:
		return strconv.FormatFloat(math.Round(x/1e4)/100, 'f', -1, 64) + "m"
	case a >= 1e4:
		return strconv.FormatFloat(math.Round(x/1e2)/10, 'f', -1, 64) + "k"
	}
	return number(x)
}

// gbp writes whole pounds: "-£149,040".
func gbp(x float64) string {
	if math.Round(x) < 0 {
		return "-£" + pounds(-x)
	}
	return "£" + pounds(x)
}

// money writes a value of an axis in pounds.
func money(x float64) string {
	if x < 0 {
		return "-£" + big(-x)
	}
	return "£" + big(x)
}

func axis(unit string, x float64) string {
	if unit == "" {
		return big(x)
	}
	return money(x)
}

func figure(unit string, x float64) string {
	if unit == "" {
		return number(x)
	}
	return gbp(x)
}

// compared draws one bar an option for the last year, with its range as a line.
func (s *svg) compared(res *forecast.Result) {
	last := res.Years[len(res.Years)-1]
	s.panel("Options compared: spend in "+yearName(last),
		"Bar: the central run. Line beneath: low to high, to one side where a number stands at an end of its own range.", finding(res))
	most := 0.0
	for _, o := range res.Options {
		most = math.Max(most, math.Max(o.Spend[last], o.Range.Spend[last].High))
	}
	x := scale{0, most, 24, page - right - 120}
	y := s.y + plotTop
	for _, name := range res.Order {
		o := res.Options[name]
		s.text(24, y+14, "start", "", words(name))
		s.text(page-right, y+40, "end", "", gbp(o.Spend[last]))
		s.rect(24, y+22, x.at(o.Spend[last])-24, 24, fills[0])
		if r := o.Range.Spend[last]; r.High > r.Low {
			s.rule(x.at(r.Low), y+53, x.at(r.High), y+53, ink, 3)
			s.rule(x.at(r.Low), y+48, x.at(r.Low), y+58, ink, 3)
			s.rule(x.at(r.High), y+48, x.at(r.High), y+58, ink, 3)
		}
		y += 70
	}
	s.y = y
	rows := [][]string{{"Option", "central", "low", "high", "served", "no place"}}
	for _, name := range res.Order {
		o := res.Options[name]
		r, served, unmet := o.Range.Spend[last], o.Served[last], o.Unmet[last]
		if o.Today {
			served, unmet = o.People[last], 0
		}
		rows = append(rows, []string{words(name), gbp(o.Spend[last]), gbp(r.Low), gbp(r.High), count(served), count(unmet)})
	}
	s.table(rows)
}

// series is one line of a chart.
type series struct {
	name   string
	values forecast.ByYear
	band   map[int]forecast.LowHigh
}

func (s *svg) spend(res *forecast.Result) {
	var list []series
	lead, first, last := changing(res), res.Years[0], res.Years[len(res.Years)-1]
	says := "From the first of the years to the last."
	var shows []string
	for _, name := range res.Order {
		o := res.Options[name]
		one := series{name: words(name), values: o.Spend}
		if r := o.Range.Spend[last]; name == lead && r.High > r.Low {
			one.band = o.Range.Spend
			says = "The grey band runs from low to high for the option " + words(name) + "."
		}
		list = append(list, one)
		shows = append(shows, fmt.Sprintf("%s: %s in %s, %s in %s", words(name), gbp(o.Spend[first]), yearName(first), gbp(o.Spend[last]), yearName(last)))
	}
	if len(list) > mostSeries {
		says += fmt.Sprintf(" The first %d options are drawn; the table has all.", mostSeries)
	}
	s.lines(chart{"Spend by year", says, strings.Join(shows, "; ") + ".", "£"}, res.Years, list)
}

func (s *svg) people(res *forecast.Result) {
	name := changing(res)
	o := res.Options[name]
	list := []series{{name: "people supported", values: o.People}}
	if anything(o.Unmet) && !o.Today {
		list = append(list, series{name: "without a place", values: o.Unmet})
	}
	if anything(o.Jobs.InWork) {
		list = append(list, series{name: "in work", values: o.Jobs.InWork})
	}
	var shows []string
	for _, one := range list {
		shows = append(shows, fmt.Sprintf("%s: %s in %s, %s in %s", one.name, count(one.values[res.Years[0]]), yearName(res.Years[0]),
			count(one.values[res.Years[len(res.Years)-1]]), yearName(res.Years[len(res.Years)-1])))
	}
	s.lines(chart{"People by year", "For the option " + words(name) + ".", strings.Join(shows, "; ") + ".", ""}, res.Years, list)
}

// chart is what stands over a chart of lines; unit is £ or nothing.
type chart struct{ title, says, shows, unit string }

// lines draws up to four series over the years, with their table.
func (s *svg) lines(c chart, years []int, list []series) {
	s.panel(c.title, c.says, c.shows)
	drawn := list[:min(len(list), mostSeries)]
	most := 1.0
	for _, one := range drawn {
		for _, y := range years {
			most = math.Max(most, math.Max(one.values[y], one.band[y].High))
		}
	}
	top, bottom := s.y+plotTop, s.y+plotTop+240
	y := scale{0, most * 1.05, bottom, top}
	x := scale{float64(years[0]), float64(max(years[len(years)-1], years[0]+1)), left, page - right - 20}
	for _, t := range ticks(0, most*1.05) {
		s.rule(left, y.at(t), page-right-20, y.at(t), line, 1)
		s.text(left-10, y.at(t)+5, "end", "", axis(c.unit, t))
	}
	every := max(1, len(years)/8)
	for i, year := range years {
		if i%every == 0 {
			s.text(x.at(float64(year)), bottom+22, "middle", "", yearName(year))
		}
	}
	s.bands(drawn, years, x, y)
	for i, one := range drawn {
		s.path(one, i, years, x, y)
	}
	s.y = bottom + 34
	s.legend(drawn)
	rows := [][]string{{"Year"}}
	for i, year := range years {
		if i%every == 0 {
			rows[0] = append(rows[0], yearName(year))
		}
	}
	for _, one := range list {
		row := []string{one.name}
		for i, year := range years {
			if i%every == 0 {
				row = append(row, figure(c.unit, one.values[year]))
			}
		}
		rows = append(rows, row)
	}
	s.table(rows)
}

func (s *svg) bands(list []series, years []int, x, y scale) {
	for _, one := range list {
		if one.band == nil {
			continue
		}
		var there, back []string
		for i := range years {
			a, b := years[i], years[len(years)-1-i]
			there = append(there, n(x.at(float64(a)))+","+n(y.at(one.band[a].High)))
			back = append(back, n(x.at(float64(b)))+","+n(y.at(one.band[b].Low)))
		}
		fmt.Fprintf(&s.b, `<polygon points="%s %s" fill="#dfe5e3"/>`+"\n", strings.Join(there, " "), strings.Join(back, " "))
	}
}

func (s *svg) path(one series, i int, years []int, x, y scale) {
	var points []string
	for _, year := range years {
		points = append(points, n(x.at(float64(year)))+","+n(y.at(one.values[year])))
	}
	dash := ""
	if dashes[i] != "" {
		dash = ` stroke-dasharray="` + dashes[i] + `"`
	}
	fmt.Fprintf(&s.b, `<polyline points="%s" fill="none" stroke="%s" stroke-width="3.5"%s/>`+"\n", strings.Join(points, " "), stroke[i], dash)
}

// keyWidth is about how wide a name is in a legend.
func keyWidth(name string) float64 { return 8.2 * float64(len([]rune(name))) }

// legend names the lines beneath the plot, in their own strokes.
func (s *svg) legend(list []series) {
	x := left
	for i, one := range list {
		dash := ""
		if dashes[i] != "" {
			dash = ` stroke-dasharray="` + dashes[i] + `"`
		}
		fmt.Fprintf(&s.b, `<line x1="%s" y1="%s" x2="%s" y2="%s" stroke="%s" stroke-width="3.5"%s/>`+"\n",
			n(x), n(s.y+10), n(x+40), n(s.y+10), stroke[i], dash)
		s.text(x+48, s.y+15, "start", "", one.name)
		if x += 72 + keyWidth(one.name); i+1 < len(list) && x+48+keyWidth(list[i+1].name) > page-24 {
			x, s.y = left, s.y+24
		}
	}
	s.y += 24
}

// changing names the first option that changes anything, or the first of all.
func changing(res *forecast.Result) string {
	for _, name := range res.Order {
		if !res.Options[name].Today {
			return name
		}
	}
	return res.Order[0]
}

// causes draws what the saving of the first changing option is made of.
func (s *svg) causes(res *forecast.Result) {
	name := changing(res)
	o := res.Options[name]
	parts := []series{{name: "the model", values: o.SavingByCause.Model}, {name: "jobs", values: o.SavingByCause.Jobs},
		{name: "one-off costs", values: o.SavingByCause.OneOff}}
	last := res.Years[len(res.Years)-1]
	s.panel("Saving by cause", "For the option "+words(name)+". Above the line is saved, below the line costs more.",
		fmt.Sprintf("In %s: the model %s, jobs %s, one-off costs %s, together %s.", yearName(last), gbp(o.SavingByCause.Model[last]),
			gbp(o.SavingByCause.Jobs[last]), gbp(o.SavingByCause.OneOff[last]), gbp(o.SavingCash[last])))
	lo, hi := 0.0, 0.0
	for _, y := range res.Years {
		up, down := 0.0, 0.0
		for _, p := range parts {
			up, down = up+math.Max(0, p.values[y]), down+math.Min(0, p.values[y])
		}
		lo, hi = math.Min(lo, down), math.Max(hi, up)
	}
	if lo == hi {
		hi = 1
	}
	top, bottom := s.y+plotTop, s.y+plotTop+220
	y := scale{lo * 1.05, hi*1.05 + (hi-lo)*0.02, bottom, top}
	for _, t := range ticks(lo, hi) {
		s.rule(left, y.at(t), page-right-20, y.at(t), line, 1)
		s.text(left-10, y.at(t)+5, "end", "", money(t))
	}
	s.stacks(parts, res.Years, y, bottom)
	s.rule(left, y.at(0), page-right-20, y.at(0), ink, 2)
	s.y = bottom + 30
	s.keys(parts)
	every := max(1, len(res.Years)/8)
	rows := [][]string{{"Year"}}
	for i, year := range res.Years {
		if i%every == 0 {
			rows[0] = append(rows[0], yearName(year))
		}
	}
	for _, p := range append(parts, series{name: "together", values: o.SavingCash}) {
		row := []string{p.name}
		for i, year := range res.Years {
			if i%every == 0 {
				row = append(row, gbp(p.values[year]))
			}
		}
		rows = append(rows, row)
	}
	s.table(rows)
}

func (s *svg) stacks(parts []series, years []int, y scale, bottom float64) {
	wide := (page - right - 20 - left) / float64(len(years))
	every := max(1, len(years)/8)
	for i, year := range years {
		x, up, down := left+wide*(float64(i)+0.2), 0.0, 0.0
		for k, p := range parts {
			v := p.values[year]
			if v > 0 {
				s.rect(x, y.at(up+v), wide*0.6, y.at(up)-y.at(up+v), fills[k])
				up += v
			} else if v < 0 {
				s.rect(x, y.at(down), wide*0.6, y.at(down+v)-y.at(down), fills[k])
				down += v
			}
		}
		if i%every == 0 {
			s.text(x+wide*0.3, bottom+20, "middle", "", yearName(year))
		}
	}
}

// keys names the fills beneath a chart of bars.
func (s *svg) keys(parts []series) {
	x := left
	for i, p := range parts {
		s.rect(x, s.y, 24, 16, fills[i])
		s.text(x+32, s.y+14, "start", "", p.name)
		x += 60 + keyWidth(p.name)
	}
	s.y += 24
}

// mostSwings is how many numbers the chart of sensitivities shows.
const mostSwings = 10

// swinging keeps the numbers that change anything, the largest first.
func swinging(all []forecast.Swing) []forecast.Swing {
	n := 0
	for n < len(all) && n < mostSwings && math.Abs(all[n].Swing) >= 0.5 {
		n++
	}
	return all[:n]
}

// tornado draws what each ranged number of an option does to the last year's spend.
func (s *svg) tornado(res *forecast.Result, name string) {
	o, last := res.Options[name], res.Years[len(res.Years)-1]
	list := swinging(o.Sensitivity)
	if len(list) == 0 {
		return
	}
	s.panel("What the spend of "+yearName(last)+" depends on: "+words(name),
		"Each number alone at its low end (solid) and at its high end (hatched), all others as they stand.",
		fmt.Sprintf("Most on %s: %s at its low end, %s at its high end.", named(list[0].Path), gbp(list[0].AtLow), gbp(list[0].AtHigh)))
	lo, hi := o.Spend[last], o.Spend[last]
	for _, w := range list {
		lo, hi = math.Min(lo, math.Min(w.AtLow, w.AtHigh)), math.Max(hi, math.Max(w.AtLow, w.AtHigh))
	}
	x := scale{lo, hi, left + 80, page - right - 20}
	y := s.y + plotTop
	for _, w := range list {
		s.text(left+64, y+18, "end", "", short(named(w.Path), 34))
		for k, v := range []float64{w.AtLow, w.AtHigh} {
			a, b := math.Min(x.at(v), x.at(o.Spend[last])), math.Max(x.at(v), x.at(o.Spend[last]))
			if b-a > 0.5 {
				s.rect(a, y, b-a, 24, fills[k])
			}
		}
		y += 34
	}
	middle := x.at(o.Spend[last])
	s.rule(middle, s.y+plotTop-6, middle, y, ink, 2)
	s.text(math.Min(middle, page-right-50), y+18, "middle", "", gbp(o.Spend[last]))
	s.y = y + 28
	rows := [][]string{{"Number", "at its low end", "at its high end"}}
	for _, w := range list {
		rows = append(rows, []string{named(w.Path), gbp(w.AtLow), gbp(w.AtHigh)})
	}
	s.table(rows)
}

// table ends a chart with its figures in columns, right-aligned, as text that
// is a table to a reader who does not see it.
func (s *svg) table(rows [][]string) {
	fmt.Fprintf(&s.b, `</g><g role="table" aria-label="%s: figures" font-size="14">`+"\n", esc(s.title))
	s.y += 26
	columns := len(rows[0]) - 1
	from := 280.0
	wide := math.Min(140, (page-right-from)/math.Max(1, float64(columns)))
	for i, row := range rows {
		head, first := "cell", "rowheader"
		s.b.WriteString(`<g role="row"`)
		if i == 0 {
			head, first = "columnheader", "columnheader"
			s.b.WriteString(` font-weight="bold"`)
		}
		s.b.WriteString(">")
		for k, v := range row {
			if k == 0 {
				s.text(24, s.y, "start", ` role="`+first+`"`, short(v, 38))
				continue
			}
			s.text(from+wide*float64(k), s.y, "end", ` role="`+head+`"`, v)
		}
		s.b.WriteString("</g>\n")
		s.rule(24, s.y+6, from+wide*float64(columns), s.y+6, line, 1)
		s.y += 22
	}
	s.b.WriteString("</g>\n")
	s.y += 12
}
