// Package report writes a forecast's result for people and their programs: a
// table for the terminal, JSON, CSV in long form, a workbook that recalculates
// the central run, and charts.
package report

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"ourdays/internal/engine/forecast"
)

// JSON writes the result in its machine form.
func JSON(w io.Writer, res *forecast.Result) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(res); err != nil {
		return fmt.Errorf("write json: %w", err)
	}
	return nil
}

// The widths of a table: a page or a terminal of 80 columns holds all of it; a
// wider one gets more years side by side.
const (
	Narrow = 80
	wide   = 120
)

// text writes to a number of columns.
type text struct {
	b     strings.Builder
	width int
	m     *forecast.Model
	res   *forecast.Result
}

// Text writes the table that a finance director reads without help: the options
// side by side, years across with low to high beneath, then what would have to
// be true, what moves the spend, the notes and the assumptions. Width is the
// number of columns there are.
func Text(w io.Writer, m *forecast.Model, res *forecast.Result, width int) error {
	t := &text{width: max(Narrow, min(wide, width)), m: m, res: res}
	t.para("", res.Name)
	t.para("", strings.Repeat("=", min(t.width, len([]rune(res.Name)))))
	t.b.WriteByte('\n')
	t.para("", "Pounds a year, by financial year. Transport, meals and contributions are apart and in no figure of spend or saving.")
	if anyUncertain(res) {
		t.para("", "Low to high: of 100 draws 10 lie below low and 10 above high. The line above them is the central run; "+
			"where a number of the file stands at an end of its own range, low and high lie to one side of it.")
	}
	t.b.WriteByte('\n')
	t.sideBySide()
	t.years()
	t.savingsPlan()
	t.solved()
	t.cheapest()
	t.swings()
	t.demand()
	t.notes()
	t.assumptions()
	if _, err := io.WriteString(w, t.b.String()); err != nil {
		return fmt.Errorf("write table: %w", err)
	}
	return nil
}

// para writes words, broken between words at the width; further lines begin
// two columns further in than the first.
func (t *text) para(indent, words string) {
	line := indent
	for i, word := range strings.Fields(words) {
		switch {
		case i == 0:
			line += word
		case len([]rune(line))+1+len([]rune(word)) > t.width:
			t.b.WriteString(line + "\n")
			line = indent + "  " + word
			if indent == "" {
				line = word
			}
		default:
			line += " " + word
		}
	}
	t.b.WriteString(line + "\n")
}

// grid is a table: a first column of names and further columns of figures. A
// whole table is never cut into several; its names then give way.
type grid struct {
	title string
	heads []string
	rows  [][]string
	whole bool
}

func (g *grid) row(name string, figures ...string) {
	g.rows = append(g.rows, append([]string{name}, figures...))
}

// nameMost and nameLeast bound the column of names; a longer name has a line of its own.
const nameMost, nameLeast = 30, 16

// sizes gives the width of the names and of every column of figures.
func (g *grid) sizes(most int) (name int, figures []int) {
	name = len([]rune(g.title))
	for i, head := range g.heads {
		figures = append(figures, len([]rune(head)))
		for _, row := range g.rows {
			figures[i] = max(figures[i], len([]rune(row[i+1])))
		}
		figures[i]++
	}
	for _, row := range g.rows {
		if n := len([]rune(row[0])); n <= most {
			name = max(name, n)
		}
	}
	return name + 1, figures
}

func sum(list []int) int {
	all := 0
	for _, x := range list {
		all += x
	}
	return all
}

// grid writes a table, cut into several where its columns do not fit.
func (t *text) grid(g grid) {
	if len(g.rows) == 0 {
		return
	}
	name, figures := g.sizes(nameMost)
	if g.whole && name+sum(figures) > t.width {
		name, figures = g.sizes(nameLeast)
	}
	fit := max(1, (t.width-name)/max(1, slices.Max(figures)))
	if g.whole || name+sum(figures) <= t.width {
		fit = len(figures)
	}
	tables := (len(figures) + fit - 1) / fit
	each := (len(figures) + tables - 1) / tables
	for from := 0; from < len(figures); from += each {
		t.part(&g, name, figures, from, min(from+each, len(figures)))
	}
}

// part writes the columns of a table from one to before another.
func (t *text) part(g *grid, name int, figures []int, from, to int) {
	line := func(first string, list []string) {
		fmt.Fprintf(&t.b, "%-*s", name, first)
		for i := from; i < to; i++ {
			fmt.Fprintf(&t.b, "%*s", figures[i], list[i])
		}
		t.b.WriteByte('\n')
	}
	line(g.title, g.heads)
	t.b.WriteString(strings.Repeat("-", name+sum(figures[from:to])) + "\n")
	for _, row := range g.rows {
		first := row[0]
		if len([]rune(first)) >= name {
			t.b.WriteString(first + "\n")
			first = ""
		}
		line(first, row[1:])
	}
	t.b.WriteByte('\n')
}

// sideBySide compares the options in the last year: cost, range, people.
func (t *text) sideBySide() {
	if len(t.res.Order) < 2 {
		return
	}
	last := t.res.Years[len(t.res.Years)-1]
	g := grid{title: "Options in " + yearName(last), whole: true,
		heads: []string{"spend", "low", "high", "saving", "served", "no place"}}
	for _, name := range t.res.Order {
		o := t.res.Options[name]
		served, unmet := reached(o, last)
		r := o.Range.Spend[last]
		g.row(words(name), pounds(o.Spend[last]), pounds(r.Low), pounds(r.High), pounds(o.SavingCash[last]),
			count(served), count(unmet))
	}
	t.grid(g)
}

// reached says whom an option serves, and whom it leaves without a place, in a
// year: today's model serves everybody, the new one those it has places for.
func reached(o *forecast.OptionResult, y int) (served, unmet float64) {
	if o.Today {
		return o.People[y], 0
	}
	return o.Served[y], o.Unmet[y]
}

// table begins a table with the years across.
func (t *text) table(title string) grid {
	g := grid{title: title}
	for _, y := range t.res.Years {
		g.heads = append(g.heads, yearName(y))
	}
	return g
}

// over adds a row with one figure a year.
func (t *text) over(g *grid, name string, f func(y int) string) {
	var figures []string
	for _, y := range t.res.Years {
		figures = append(figures, f(y))
	}
	g.row(name, figures...)
}

func (t *text) years() {
	spend, saving, people, apart := t.table("Spend"), t.table("Saving on today's model"), t.table(
		"People"), t.table("Apart")
	for _, name := range t.res.Order {
		o := t.res.Options[name]
		t.over(&spend, words(name), func(y int) string { return pounds(o.Spend[y]) })
		if uncertain(o) {
			t.over(&spend, "   low", func(y int) string { return pounds(o.Range.Spend[y].Low) })
			t.over(&spend, "   high", func(y int) string { return pounds(o.Range.Spend[y].High) })
		}
		t.savingRows(&saving, name, o)
		t.peopleRows(&people, name, o)
		t.some(&apart, words(name)+": transport", o.Transport, pounds)
		t.some(&apart, words(name)+": meals", o.Meals, pounds)
		t.some(&apart, words(name)+": contributions", o.Income, pounds)
	}
	t.grid(spend)
	t.grid(saving)
	t.grid(people)
	t.grid(apart)
}

// some adds a row where there is anything in it.
func (t *text) some(g *grid, name string, list forecast.ByYear, write func(float64) string) {
	if anything(list) {
		t.over(g, name, func(y int) string { return write(list[y]) })
	}
}

func (t *text) savingRows(g *grid, name string, o *forecast.OptionResult) {
	t.over(g, words(name), func(y int) string { return pounds(o.SavingCash[y]) })
	if spread(o.Range.SavingCash) {
		t.over(g, "   low", func(y int) string { return pounds(o.Range.SavingCash[y].Low) })
		t.over(g, "   high", func(y int) string { return pounds(o.Range.SavingCash[y].High) })
	}
	if anything(o.SavingByCause.Jobs) || anything(o.SavingByCause.OneOff) {
		t.some(g, "   of it: the model", o.SavingByCause.Model, pounds)
		t.some(g, "   of it: jobs", o.SavingByCause.Jobs, pounds)
		t.some(g, "   of it: one-off costs", o.SavingByCause.OneOff, pounds)
		t.over(g, "   a whole year on (run-rate)", func(y int) string { return pounds(o.SavingRunRate[y]) })
	} else if differs(o.SavingRunRate, o.SavingCash) {
		t.over(g, "   a whole year on (run-rate)", func(y int) string { return pounds(o.SavingRunRate[y]) })
	}
	t.some(g, "   places used again, no cash", o.Jobs.Capacity, pounds)
}

func differs(a, b forecast.ByYear) bool {
	for y := range a {
		if math.Abs(a[y]-b[y]) >= 0.5 {
			return true
		}
	}
	return false
}

func (t *text) peopleRows(g *grid, name string, o *forecast.OptionResult) {
	t.over(g, words(name), func(y int) string { return count(o.People[y]) })
	if !o.Today && anything(o.Unmet) {
		t.over(g, "   served by the new model", func(y int) string { return count(o.Served[y]) })
		t.over(g, "   without a place in it", func(y int) string { return count(o.Unmet[y]) })
	}
	t.some(g, "   of them in work", o.Jobs.InWork, count)
}

// uncertain reports whether the draws of an option's spend differ at all.
func uncertain(o *forecast.OptionResult) bool { return spread(o.Range.Spend) }

func spread(all map[int]forecast.LowHigh) bool {
	for _, r := range all {
		if r.High-r.Low >= 0.5 {
			return true
		}
	}
	return false
}

func anyUncertain(res *forecast.Result) bool {
	for _, o := range res.Options {
		if uncertain(o) {
			return true
		}
	}
	return false
}

func anything(list forecast.ByYear) bool {
	for _, x := range list {
		if math.Abs(x) > 1e-9 {
			return true
		}
	}
	return false
}

func (t *text) savingsPlan() {
	p := t.res.SavingsPlan
	if len(p.Given) == 0 {
		return
	}
	g := grid{title: "Savings plan, read both ways", heads: []string{"in all", "a year, at the end",
		"of today's spend"}, whole: true}
	g.row("each figure is that year's", pounds(p.EachYear.CashTotal), pounds(p.EachYear.FinalRunRate),
		percent(p.PercentRunRate))
	g.row("each figure is new and stays", pounds(p.Added.CashTotal), pounds(p.Added.FinalRunRate),
		percent(p.PercentOfToday))
	t.grid(g)
}

func (t *text) solved() {
	if len(t.res.Solved) == 0 {
		return
	}
	t.para("", "Break-even values")
	for _, name := range t.m.Solves() {
		s := t.res.Solved[name]
		if s.Value == nil {
			t.para("  ", words(name)+": there is none; "+*s.Reason)
			continue
		}
		t.para("  ", fmt.Sprintf("%s: %s at %s makes the %s of %s %s", words(name), named(s.Vary), number(*s.Value),
			named(s.Until), words(s.Option), number(s.Equals)))
	}
	t.b.WriteByte('\n')
}

// cheapest says what must be true for each option to be the cheapest.
func (t *text) cheapest() {
	chances := t.m.Chances()
	if len(chances) == 0 {
		return
	}
	last := t.res.Years[len(t.res.Years)-1]
	t.para("", "What must be true for each option to be the cheapest in "+yearName(last))
	for _, c := range chances {
		t.para("  ", words(c.Option)+": "+chance(c)+t.butUnmet(c.Option))
	}
	t.fullyServed(chances)
	t.b.WriteByte('\n')
}

// chance puts into words what must be true for one option.
func chance(c forecast.Chance) string {
	var list []string
	for _, a := range c.Alone {
		list = append(list, condition(a))
	}
	switch {
	case c.Lead > 0 && len(list) == 0:
		return fmt.Sprintf("is the cheapest, by %s, whichever one number moves within its range", pounds(c.Lead))
	case c.Lead > 0:
		return fmt.Sprintf("is the cheapest, by %s, while %s", pounds(c.Lead), strings.Join(list, " and "))
	case len(list) > 0:
		return "if " + strings.Join(list, " or if ")
	}
	text := fmt.Sprintf(
		"no number within its range makes it so; with all of them at the end that suits it best it is still %s dearer", pounds(-c.AtBest))
	if c.AtBest > -0.5 {
		text = "no number within its range makes it so; at best it costs as much as another"
	}
	if len(c.Together) > 0 {
		for _, a := range c.Together {
			list = append(list, named(a.Path)+" is "+number(a.Value))
		}
		text = "no single number makes it so; several together do: " + strings.Join(list, ", ")
	}
	if c.Beyond != nil {
		text += fmt.Sprintf("; or if %s, outside its range of %s to %s", condition(*c.Beyond), number(c.Beyond.Low),
			number(c.Beyond.High))
	}
	return text
}

func condition(c forecast.Condition) string {
	side := "above"
	if c.Below {
		side = "below"
	}
	return fmt.Sprintf("%s is %s %s", named(c.Path), side, number(c.Value))
}

// butUnmet says beside a price whom the option leaves without a place.
func (t *text) butUnmet(name string) string {
	_, unmet := reached(t.res.Options[name], t.res.Years[len(t.res.Years)-1])
	if math.Round(unmet*10) == 0 {
		return ""
	}
	return "; but " + count(unmet) + " people have no place in it"
}

// fullyServed names the cheapest of the options in which everybody has a place,
// when a cheaper one leaves people out.
func (t *text) fullyServed(chances []forecast.Chance) {
	last := t.res.Years[len(t.res.Years)-1]
	best, all := "", false
	for _, c := range chances {
		o := t.res.Options[c.Option]
		_, unmet := reached(o, last)
		out := math.Round(unmet*10) > 0
		all = all || c.Lead > 0 && out
		if !out && (best == "" || o.Spend[last] < t.res.Options[best].Spend[last]) {
			best = c.Option
		}
	}
	if all && best != "" {
		t.para("  ", fmt.Sprintf("Of the options in which everybody has a place, %s is the cheapest: %s.",
			words(best), pounds(t.res.Options[best].Spend[last])))
	}
}

// mostNamed is how many numbers are named under what moves the spend.
const mostNamed = 3

// swings names the numbers that move each option's spend most.
func (t *text) swings() {
	last, begun := t.res.Years[len(t.res.Years)-1], false
	for _, name := range t.res.Order {
		list := swinging(t.res.Options[name].Sensitivity)
		if len(list) == 0 {
			continue
		}
		if !begun {
			t.para("", "What moves the spend of "+yearName(last)+
				" most: each number alone at its low, then at its high end")
			begun = true
		}
		var parts []string
		for _, s := range list[:min(len(list), mostNamed)] {
			parts = append(parts, fmt.Sprintf("%s (%s to %s)", named(s.Path), pounds(s.AtLow), pounds(s.AtHigh)))
		}
		t.para("  ", words(name)+": "+strings.Join(parts, ", "))
	}
	if begun {
		t.b.WriteByte('\n')
	}
}

// demand shows populations and who is likely to need support, in the years that
// the growth compares and those that the source prints.
func (t *text) demand() {
	for _, name := range names(t.res.Population) {
		list := t.res.Population[name]
		years := t.shown(list, nil)
		g := grid{title: "Population", heads: yearHeads(years)}
		g.row(words(name), counts(list, years)...)
		t.grid(g)
		t.growth("", t.res.Growth.Population, name)
	}
	for _, name := range names(t.res.Demand) {
		d := t.res.Demand[name]
		years := t.shown(d.Total, d.PrintedTotal)
		g := grid{title: "Demand: " + short(words(name), nameMost-8), heads: yearHeads(years)}
		for _, band := range names(d.Bands) {
			g.row(words(band), counts(d.Bands[band], years)...)
		}
		g.row("together", counts(d.Total, years)...)
		if len(d.PrintedTotal) > 0 {
			g.row("as the source prints it", counts(d.PrintedTotal, years)...)
		}
		t.grid(g)
		t.growth("", t.res.Growth.Demand, name)
	}
}

// shown chooses the years of a long table: those that are printed, the two ends
// and every fifth.
func (t *text) shown(list, printed forecast.ByYear) []int {
	var years []int
	for y := range list {
		if _, has := printed[y]; has || len(printed) == 0 && y%5 == 0 {
			years = append(years, y)
		}
	}
	if len(years) == 0 {
		for y := range list {
			years = append(years, y)
		}
	}
	slices.Sort(years)
	return years
}

func yearHeads(years []int) []string {
	var heads []string
	for _, y := range years {
		heads = append(heads, strconv.Itoa(y))
	}
	return heads
}

func counts(list forecast.ByYear, years []int) []string {
	var all []string
	for _, y := range years {
		if x, has := list[y]; has {
			all = append(all, grouped(x))
		} else {
			all = append(all, "")
		}
	}
	return all
}

func (t *text) growth(indent string, all map[string]forecast.Growth, name string) {
	g, has := all[name]
	if !has {
		return
	}
	says := fmt.Sprintf("Growth from %d to %d: %s", g.From, g.To, percent(g.Percent))
	if g.PercentPrinted != nil {
		says += "; from the totals as the source prints them " + percent(*g.PercentPrinted)
	}
	t.para(indent, says+".")
	t.b.WriteByte('\n')
}

func (t *text) notes() {
	if len(t.res.Notes) == 0 {
		return
	}
	t.para("", "Where the source and the model differ")
	for _, n := range t.res.Notes {
		t.para("  ", strings.TrimPrefix(n.Where+": ", ": ")+about(n)+n.Text)
	}
	t.b.WriteByte('\n')
}

// about says what a note compares, where its text does not.
func about(n forecast.Note) string {
	if strings.HasPrefix(n.Path, "demand.") {
		return ""
	}
	return named(n.Path) + ". "
}

// assumptions lists what nobody gave, with its range and why.
func (t *text) assumptions() {
	if len(t.res.Assumptions) == 0 {
		return
	}
	t.para("", "Assumed, because the source does not say")
	ranges := map[string]string{}
	for _, n := range t.m.Numbers() {
		if n.Ranged {
			ranges[n.Path] = " (" + number(n.Low) + " to " + number(n.High) + ")"
		}
	}
	for _, group := range together(t.res.Assumptions) {
		var parts []string
		for _, a := range group {
			parts = append(parts, named(a.Path)+" "+number(a.Value)+ranges[a.Path])
		}
		t.para("  ", strings.Join(parts, "; ")+": "+group[0].Text)
	}
}

// together gathers assumptions that have the same reason, in their order.
func together(all []forecast.Assumption) [][]forecast.Assumption {
	var groups [][]forecast.Assumption
	at := map[string]int{}
	for _, a := range all {
		i, known := at[a.Text]
		if !known {
			i = len(groups)
			at[a.Text] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], a)
	}
	return groups
}
