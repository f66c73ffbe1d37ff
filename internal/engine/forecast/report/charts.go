package report

import (
	"fmt"
	"math"
	"strings"

	"ourdays/internal/engine/forecast"
)

// This file holds the charts, one after the other as they stand in the picture.

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
		s.text(24, y+14, "start", "", short(words(name), 90))
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
		rows = append(rows, []string{words(name), gbp(o.Spend[last]), gbp(r.Low), gbp(r.High), count(served),
			count(unmet)})
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
	lead, begin, last := first(res), res.Years[0], res.Years[len(res.Years)-1]
	says := "From the first of the years to the last."
	var shows []string
	for _, name := range res.Order {
		o := res.Options[name]
		one := series{name: words(name), values: o.Spend}
		if r := o.Range.Spend[last]; name == lead && r.High > r.Low {
			one.band = o.Range.Spend
			says = "The grey band runs from low to high for the option " + short(words(name), 40) + "."
		}
		list = append(list, one)
		shows = append(shows, fmt.Sprintf("%s: %s in %s, %s in %s", words(name), gbp(o.Spend[begin]),
			yearName(begin), gbp(o.Spend[last]), yearName(last)))
	}
	if len(list) > mostSeries {
		says += fmt.Sprintf(" The first %d options are drawn; the table has all.", mostSeries)
	}
	s.lines(chart{"Spend by year", says, strings.Join(shows, "; ") + ".", "£"}, res.Years, list)
}

// people draws whom each option supports, and whom it serves where that is not everybody.
func (s *svg) people(res *forecast.Result) {
	lead := res.Options[res.Order[0]]
	list := []series{{name: "people", values: lead.People}}
	for _, name := range res.Order {
		o := res.Options[name]
		if differs(o.People, lead.People) {
			list = append(list, series{name: "people, " + words(name), values: o.People})
		}
		if anything(o.Unmet) && !o.Today {
			list = append(list, series{name: "served, " + words(name), values: o.Served})
		}
	}
	if o := res.Options[first(res)]; anything(o.Jobs.InWork) {
		list = append(list, series{name: "in work, " + words(first(res)), values: o.Jobs.InWork})
	}
	begin, last := res.Years[0], res.Years[len(res.Years)-1]
	var shows []string
	for _, one := range list {
		shows = append(shows, fmt.Sprintf("%s: %s in %s, %s in %s", one.name, count(one.values[begin]),
			yearName(begin),
			count(one.values[last]), yearName(last)))
	}
	says := "Everybody has a place in every option."
	if len(list) > 1 && strings.Contains(strings.Join(shows, " "), "served, ") {
		says = "Served: those who find a place in the new model. Other options serve everybody."
	}
	if len(list) > mostSeries {
		says += fmt.Sprintf(" The first %d are drawn.", mostSeries)
	}
	s.lines(chart{"People by year", says, strings.Join(shows, "; ") + ".", ""}, res.Years, list)
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
	ticks := framed(0, most)
	y := scale{0, ticks[len(ticks)-1], bottom, top}
	x := scale{float64(years[0]), float64(max(years[len(years)-1], years[0]+1)), left, page - right - 20}
	for _, t := range ticks {
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
	s.table(byYears(years, list, func(x float64) string { return figure(c.unit, x) }))
}

// mostYears is how many years stand side by side in a table.
const mostYears = 6

// byYears lists series with the years across, in several blocks when there are many.
func byYears(years []int, list []series, write func(float64) string) [][]string {
	var rows [][]string
	blocks := (len(years) + mostYears - 1) / mostYears
	each := (len(years) + blocks - 1) / blocks
	for from := 0; from < len(years); from += each {
		some := years[from:min(from+each, len(years))]
		head := []string{yearHead}
		for _, year := range some {
			head = append(head, yearName(year))
		}
		rows = append(rows, head)
		for _, one := range list {
			row := []string{one.name}
			for _, year := range some {
				row = append(row, write(one.values[year]))
			}
			rows = append(rows, row)
		}
	}
	return rows
}

// yearHead begins the head of a table with the years across.
const yearHead = "Year"

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
		fmt.Fprintf(&s.b, `<polygon points="%s %s" fill="#dfe5e3"/>`+"\n", strings.Join(there, " "),
			strings.Join(back, " "))
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
	fmt.Fprintf(&s.b, `<polyline points="%s" fill="none" stroke="%s" stroke-width="3.5"%s/>`+"\n",
		strings.Join(points, " "), stroke[i], dash)
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
		s.text(x+48, s.y+15, "start", "", short(one.name, 70))
		if x += 72 + keyWidth(one.name); i+1 < len(list) && x+48+keyWidth(list[i+1].name) > page-24 {
			x, s.y = left, s.y+24
		}
	}
	s.y += 24
}

// changing lists the options that change anything, by their causes of saving.
func changing(res *forecast.Result) []string {
	var list []string
	for _, name := range res.Order {
		if c := res.Options[name].SavingByCause; anything(c.Model) || anything(c.Jobs) || anything(c.OneOff) {
			list = append(list, name)
		}
	}
	return list
}

// first names the first option that is not today's model, or the first of all.
func first(res *forecast.Result) string {
	for _, name := range res.Order {
		if !res.Options[name].Today {
			return name
		}
	}
	return res.Order[0]
}

// causes draws what the saving of an option is made of.
func (s *svg) causes(res *forecast.Result, name string) {
	o := res.Options[name]
	parts := []series{{name: "the model", values: o.SavingByCause.Model},
		{name: "jobs", values: o.SavingByCause.Jobs},
		{name: "one-off costs", values: o.SavingByCause.OneOff}}
	last := res.Years[len(res.Years)-1]
	s.panel("Saving by cause: "+short(words(name), 50),
		"Above the line is saved, below the line costs more than today's model.",
		fmt.Sprintf("In %s: the model %s, jobs %s, one-off costs %s, together %s.", yearName(last),
			gbp(o.SavingByCause.Model[last]),
			gbp(o.SavingByCause.Jobs[last]), gbp(o.SavingByCause.OneOff[last]), gbp(o.SavingCash[last])))
	lo, hi := 0.0, 0.0
	for _, y := range res.Years {
		up, down := 0.0, 0.0
		for _, p := range parts {
			up, down = up+math.Max(0, p.values[y]), down+math.Min(0, p.values[y])
		}
		lo, hi = math.Min(lo, down), math.Max(hi, up)
	}
	top, bottom, ticks := s.y+plotTop, s.y+plotTop+220, framed(lo, hi)
	y := scale{ticks[0], ticks[len(ticks)-1], bottom, top}
	for _, t := range ticks {
		s.rule(left, y.at(t), page-right-20, y.at(t), line, 1)
		s.text(left-10, y.at(t)+5, "end", "", money(t))
	}
	s.stacks(parts, res.Years, y, bottom)
	s.rule(left, y.at(0), page-right-20, y.at(0), ink, 2)
	s.y = bottom + 30
	s.keys(parts)
	s.table(byYears(res.Years, append(parts, series{name: "together", values: o.SavingCash}), gbp))
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

// keys names the fills beneath a chart of bars, as far as they are in it.
func (s *svg) keys(parts []series) {
	x := left
	for i, p := range parts {
		if !anything(p.values) {
			continue
		}
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
	s.panel("What the spend of "+yearName(last)+" depends on: "+short(words(name), 34),
		"Each number alone at its low end (solid) and at its high end (hatched), all others as they stand.",
		fmt.Sprintf("Most on %s: %s at its low end, %s at its high end.", named(list[0].Path), gbp(list[0].AtLow),
			gbp(list[0].AtHigh)))
	middle := o.Spend[last]
	lo, hi := middle, middle
	for _, w := range list {
		lo, hi = math.Min(lo, math.Min(w.AtLow, w.AtHigh)), math.Max(hi, math.Max(w.AtLow, w.AtHigh))
	}
	ticks := framed(lo, hi)
	x := scale{ticks[0], ticks[len(ticks)-1], labels, page - right - 20}
	top, bottom := s.y+plotTop, s.y+plotTop+34*float64(len(list))
	for _, t := range ticks {
		s.rule(x.at(t), top-6, x.at(t), bottom, line, 1)
		s.text(x.at(t), bottom+20, "middle", "", money(t))
	}
	for i, w := range list {
		y := top + 34*float64(i)
		s.text(labels-16, y+18, "end", "", short(named(w.Path), 34))
		for k, v := range []float64{w.AtLow, w.AtHigh} {
			a, b := math.Min(x.at(v), x.at(middle)), math.Max(x.at(v), x.at(middle))
			if b-a > 0.5 {
				s.rect(a, y, b-a, 24, fills[k])
			}
		}
	}
	s.rule(x.at(middle), top-10, x.at(middle), bottom, ink, 3)
	s.text(math.Min(x.at(middle), page-right-60), bottom+42, "middle", ` font-weight="bold"`,
		"as it stands: "+gbp(middle))
	s.y = bottom + 50
	rows := [][]string{{"Number", "at its low end", "at its high end"}}
	for _, w := range list {
		rows = append(rows, []string{named(w.Path), gbp(w.AtLow), gbp(w.AtHigh)})
	}
	s.table(rows)
}
