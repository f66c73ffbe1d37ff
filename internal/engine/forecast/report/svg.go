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
	brand  = "#0f4c45"
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
	left    = 100.0 // where plots begin
	labels  = 300.0 // how much of a chart of numbers their names take
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
	s.head(res)
	s.compared(res)
	s.spend(res)
	s.people(res)
	for _, name := range changing(res) {
		s.causes(res, name)
	}
	for _, name := range res.Order {
		s.tornado(res, name)
	}
	_, err := fmt.Fprintf(w,
		`<svg xmlns="http://www.w3.org/2000/svg" role="group" aria-labelledby="forecast-title forecast-desc" viewBox="0 0 %g %g" width="%g" height="%g" font-family="Arial, Helvetica, sans-serif" font-size="15" fill="%s">
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
<pattern id="stripes" width="8" height="5" patternUnits="userSpaceOnUse"><rect width="8" height="5" fill="#ffffff"/><path d="M0 2.5H8" stroke="#0b0c0c" stroke-width="1.5"/></pattern>
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
	fmt.Fprintf(&s.b, `<text x="%s" y="%s" text-anchor="%s"%s>%s</text>`+"\n", n(x), n(y), anchor,
		extra, esc(text))
}

func n(x float64) string { return strconv.FormatFloat(math.Round(x*10)/10, 'f', -1, 64) }

func (s *svg) rect(x, y, w, h float64, fill string) {
	fmt.Fprintf(&s.b, `<rect x="%s" y="%s" width="%s" height="%s" fill="%s" stroke="%s"/>`+"\n", n(x), n(y),
		n(max(w, 0.5)), n(max(h, 0.5)), fill, ink)
}

func (s *svg) rule(x1, y1, x2, y2 float64, colour string, width float64) {
	fmt.Fprintf(&s.b, `<line x1="%s" y1="%s" x2="%s" y2="%s" stroke="%s" stroke-width="%s"/>`+"\n", n(x1), n(y1),
		n(x2), n(y2), colour, n(width))
}

// head names the whole picture in words on it.
func (s *svg) head(res *forecast.Result) {
	s.text(24, 44, "start", ` font-size="26" font-weight="bold"`, short(res.Name, 60))
	s.text(24, 70, "start", ` fill="`+ink2+`"`,
		"Pounds a year. Transport, meals and contributions are apart and in no figure of spend or saving.")
	s.rule(24, 88, page-24, 88, brand, 4)
	s.y = 88
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

// framed gives a few round values that hold all from lo to hi between the first
// and the last of them.
func framed(lo, hi float64) []float64 {
	if hi <= lo {
		hi = lo + 1
	}
	step := math.Pow(10, math.Floor(math.Log10(hi-lo)))
	for (hi-lo)/step < 4 {
		step /= 2
	}
	for (hi-lo)/step > 8 {
		step *= 2
	}
	var list []float64
	for i := math.Floor(lo/step + 1e-9); ; i++ {
		list = append(list, i*step+0)
		if i*step >= hi-step*1e-9 {
			return list
		}
	}
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
		return count(x)
	}
	return gbp(x)
}

// table ends a chart with its figures in columns, right-aligned, as text that
// is a table to a reader who does not see it.
func (s *svg) table(rows [][]string) {
	fmt.Fprintf(&s.b, `</g><g role="table" aria-label="%s: figures" font-size="14">`+"\n", esc(s.title))
	s.y += 26
	columns := 0
	for _, row := range rows {
		columns = max(columns, len(row)-1)
	}
	from := 280.0
	wide := math.Min(140, (page-right-from)/math.Max(1, float64(columns)))
	for i, row := range rows {
		head, first := "cell", "rowheader"
		s.b.WriteString(`<g role="row"`)
		if i == 0 || row[0] == yearHead {
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
