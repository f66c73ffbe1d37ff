// Package report writes a forecast's result for people and their programs: a
// table for the terminal, JSON, CSV in long form, a workbook that recalculates
// the central run, and charts.
package report

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
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

// Text writes the table that a finance director reads without help: years
// across, options down, low to high beneath, then what would have to be true,
// the notes and the assumptions.
func Text(w io.Writer, m *forecast.Model, res *forecast.Result) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n\n", res.Name, strings.Repeat("=", len([]rune(res.Name))))
	b.WriteString("Pounds a year. Transport and meals are apart and in no figure of spend or saving.\n")
	if anyUncertain(res) {
		b.WriteString("Low to high: 10 draws in 100 lie below the one, 10 above the other. The line above them is the central run;\n" +
			"where a number stands at an end of its own range, low and high lie to one side of it.\n")
	}
	b.WriteByte('\n')
	optionTables(&b, res)
	savingsPlan(&b, res)
	solved(&b, m, res)
	cheapest(&b, m, res)
	demand(&b, res)
	notes(&b, res)
	assumptions(&b, res)
	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("write table: %w", err)
	}
	return nil
}

const (
	nameWidth  = 30
	valueWidth = 14
)

func header(b *strings.Builder, title string, years []int) {
	fmt.Fprintf(b, "%-*s", nameWidth, title)
	for _, y := range years {
		fmt.Fprintf(b, "%*s", valueWidth, yearName(y))
	}
	b.WriteString("\n" + strings.Repeat("-", nameWidth+valueWidth*len(years)) + "\n")
}

// yearName names a financial year by both of its calendar years: 2021/22.
func yearName(y int) string { return fmt.Sprintf("%d/%02d", y, (y+1)%100) }

func row(b *strings.Builder, name string, years []int, f func(int) string) {
	fmt.Fprintf(b, "%-*s", nameWidth, short(name, nameWidth-1))
	for _, y := range years {
		fmt.Fprintf(b, "%*s", valueWidth, f(y))
	}
	b.WriteByte('\n')
}

// short cuts a name that is longer than its column.
func short(name string, most int) string {
	r := []rune(name)
	if len(r) <= most {
		return name
	}
	return string(r[:most-1]) + "…"
}

// across cuts the years into tables that fit a page.
func across(years []int) [][]int {
	const most = 6
	var cut [][]int
	for len(years) > most {
		cut, years = append(cut, years[:most]), years[most:]
	}
	return append(cut, years)
}

func optionTables(b *strings.Builder, res *forecast.Result) {
	for _, years := range across(res.Years) {
		header(b, "Spend", years)
		for _, name := range res.Order {
			o := res.Options[name]
			row(b, words(name), years, func(y int) string { return pounds(o.Spend[y]) })
			if uncertain(o) {
				row(b, "   low", years, func(y int) string { return pounds(o.Range.Spend[y].Low) })
				row(b, "   high", years, func(y int) string { return pounds(o.Range.Spend[y].High) })
			}
		}
		b.WriteByte('\n')
		header(b, "Saving against today's model", years)
		for _, name := range res.Order {
			savingRows(b, name, res.Options[name], years)
		}
		b.WriteByte('\n')
		header(b, "People", years)
		for _, name := range res.Order {
			o := res.Options[name]
			row(b, words(name), years, func(y int) string { return count(o.People[y]) })
			if !o.Today && anything(o.Unmet) {
				row(b, "   served by the new model", years, func(y int) string { return count(o.Served[y]) })
				row(b, "   without a place", years, func(y int) string { return count(o.Unmet[y]) })
			}
			if anything(o.Jobs.InWork) {
				row(b, "   of them in work", years, func(y int) string { return count(o.Jobs.InWork[y]) })
			}
		}
		b.WriteByte('\n')
	}
}

func savingRows(b *strings.Builder, name string, o *forecast.OptionResult, years []int) {
	row(b, words(name), years, func(y int) string { return pounds(o.SavingCash[y]) })
	if uncertain(o) {
		row(b, "   low", years, func(y int) string { return pounds(o.Range.SavingCash[y].Low) })
		row(b, "   high", years, func(y int) string { return pounds(o.Range.SavingCash[y].High) })
	}
	for _, c := range []struct {
		name string
		list forecast.ByYear
	}{
		{"   from jobs", o.SavingByCause.Jobs}, {"   one-off costs", o.SavingByCause.OneOff},
		{"   places used again, no cash", o.Jobs.Capacity},
	} {
		if anything(c.list) {
			row(b, c.name, years, func(y int) string { return pounds(c.list[y]) })
		}
	}
}

// uncertain reports whether the draws of an option differ at all.
func uncertain(o *forecast.OptionResult) bool {
	for _, r := range o.Range.Spend {
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

func savingsPlan(b *strings.Builder, res *forecast.Result) {
	p := res.SavingsPlan
	if len(p.Given) == 0 {
		return
	}
	b.WriteString("The savings plan, read both ways\n")
	fmt.Fprintf(b, "  each year's figure is that year's saving: %s in all, %s a year at the end (%s of one year's spend)\n",
		pounds(p.EachYear.CashTotal), pounds(p.EachYear.FinalRunRate), percent(p.PercentRunRate))
	fmt.Fprintf(b, "  each figure is new and stays:             %s in all, %s a year at the end (%s of one year's spend)\n\n",
		pounds(p.Added.CashTotal), pounds(p.Added.FinalRunRate), percent(p.PercentOfToday))
}

func solved(b *strings.Builder, m *forecast.Model, res *forecast.Result) {
	if len(res.Solved) == 0 {
		return
	}
	b.WriteString("Break-even values\n")
	for _, name := range m.Solves() {
		s := res.Solved[name]
		fmt.Fprintf(b, "  %s: ", words(name))
		if s.Value == nil {
			fmt.Fprintf(b, "none (%s)\n", *s.Reason)
			continue
		}
		fmt.Fprintf(b, "%s = %s makes %s of %s %s\n", s.Vary, number(*s.Value), s.Until, words(s.Option), number(s.Equals))
	}
	b.WriteByte('\n')
}

func cheapest(b *strings.Builder, m *forecast.Model, res *forecast.Result) {
	if len(res.Order) < 2 {
		return
	}
	winner, conditions := m.Cheapest()
	fmt.Fprintf(b, "What must be true for each option to be the cheapest in %s\n", yearName(res.Years[len(res.Years)-1]))
	for _, name := range res.Order {
		if name == winner {
			fmt.Fprintf(b, "  %s: it is the cheapest as the file stands%s\n", words(name), butUnmet(res, name))
			continue
		}
		found := false
		for _, c := range conditions {
			if c.Option == name {
				side := map[bool]string{true: "below", false: "above"}[c.Below]
				fmt.Fprintf(b, "  %s: if %s is %s %s%s\n", words(name), c.Path, side, number(c.Value), butUnmet(res, name))
				found = true
			}
		}
		if !found {
			fmt.Fprintf(b, "  %s: no single number within its range makes it so\n", words(name))
		}
	}
	b.WriteByte('\n')
}

// butUnmet says beside a price whom the option leaves without a place.
func butUnmet(res *forecast.Result, name string) string {
	o, last := res.Options[name], res.Years[len(res.Years)-1]
	if o.Today || math.Round(o.Unmet[last]*10) == 0 {
		return ""
	}
	return ", but " + count(o.Unmet[last]) + " people have no place in it"
}

func demand(b *strings.Builder, res *forecast.Result) {
	g := res.Growth
	if len(g.Population)+len(g.Demand) == 0 {
		return
	}
	b.WriteString("Growth\n")
	for _, name := range names(g.Population) {
		x := g.Population[name]
		fmt.Fprintf(b, "  %s, %d to %d: %s\n", words(name), x.From, x.To, percent(x.Percent))
	}
	for _, name := range names(g.Demand) {
		x := g.Demand[name]
		fmt.Fprintf(b, "  %s, %d to %d: %s", words(name), x.From, x.To, percent(x.Percent))
		if x.PercentPrinted != nil {
			fmt.Fprintf(b, " (from the totals as printed: %s)", percent(*x.PercentPrinted))
		}
		b.WriteByte('\n')
	}
	b.WriteByte('\n')
}

func notes(b *strings.Builder, res *forecast.Result) {
	if len(res.Notes) == 0 {
		return
	}
	b.WriteString("Where the source and the model differ\n")
	for _, n := range res.Notes {
		fmt.Fprintf(b, "  %s\n", strings.TrimSpace(n.Where+": "+n.Text))
	}
	b.WriteByte('\n')
}

func assumptions(b *strings.Builder, res *forecast.Result) {
	if len(res.Assumptions) == 0 {
		return
	}
	b.WriteString("Assumed, because the source does not say\n")
	wide := 0
	for _, a := range res.Assumptions {
		wide = max(wide, len([]rune(a.Path)))
	}
	for _, a := range res.Assumptions {
		fmt.Fprintf(b, "  %-*s %10s   %s\n", wide, a.Path, number(a.Value), a.Text)
	}
}

// words turns a name of the file into words.
func words(name string) string { return strings.ReplaceAll(name, "_", " ") }

// pounds writes whole pounds with thousands separated: "-149,040".
func pounds(x float64) string {
	s := strconv.FormatFloat(math.Abs(math.Round(x)), 'f', 0, 64)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	if math.Round(x) < 0 {
		return "-" + s
	}
	return s
}

func count(x float64) string { return strconv.FormatFloat(math.Round(x*10)/10, 'f', -1, 64) }

func percent(x float64) string {
	return strconv.FormatFloat(math.Round(x*100)/100, 'f', -1, 64) + " %"
}

func number(x float64) string {
	if math.Abs(x) >= 10000 {
		return pounds(x)
	}
	return strconv.FormatFloat(math.Round(x*1000)/1000, 'f', -1, 64)
}

func names[V any](m map[string]V) []string { return forecast.SortedNames(m) }
