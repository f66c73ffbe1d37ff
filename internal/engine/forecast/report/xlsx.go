package report

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"ourdays/internal/engine/forecast"
)

// numbersSheet holds every number of the file in a cell with a name of its own.
const numbersSheet = "Numbers"

// book writes a workbook; the first error stops everything after it.
type book struct {
	f   *excelize.File
	m   *forecast.Model
	res *forecast.Result
	err error

	pounds, counts, shares, bold, head, given int // styles
}

// XLSX writes a workbook that recalculates the central run: a summary, the
// numbers as named cells, a sheet an option with formulas, the assumptions,
// and where the source differs.
func XLSX(w io.Writer, m *forecast.Model, res *forecast.Result) (err error) {
	b := &book{f: excelize.NewFile(), m: m, res: res}
	defer func() {
		if closeErr := b.f.Close(); err == nil && closeErr != nil {
			err = fmt.Errorf("write workbook: %w", closeErr)
		}
	}()
	b.styles()
	b.do(b.f.SetSheetName("Sheet1", "Summary"))
	b.numbers()
	sheets := m.Sheets()
	names := sheetNames(sheets)
	rows := make([]map[string]int, len(sheets))
	for i, s := range sheets {
		rows[i] = b.option(s, names[i])
	}
	b.summary(sheets, names, rows)
	b.words()
	always := true
	b.do(b.f.SetCalcProps(&excelize.CalcPropsOptions{FullCalcOnLoad: &always}))
	if b.err != nil {
		return fmt.Errorf("write workbook: %w", b.err)
	}
	var packed bytes.Buffer
	if err := b.f.Write(&packed); err != nil {
		return fmt.Errorf("write workbook: %w", err)
	}
	if err := asNumbers(w, packed.Bytes()); err != nil {
		return fmt.Errorf("write workbook: %w", err)
	}
	return nil
}

// textFormula is a formula whose value is marked as text.
var textFormula = regexp.MustCompile(`(<c [^>]*?) t="str"(><f>[^<]*</f><v>)`)

// asNumbers copies a workbook and marks the values of its formulas as numbers:
// the library marks every one as text, and all of ours are numbers.
func asNumbers(w io.Writer, packed []byte) error {
	in, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		return fmt.Errorf("open workbook: %w", err)
	}
	out := zip.NewWriter(w)
	for _, part := range in.File {
		if err := copyPart(out, part); err != nil {
			return fmt.Errorf("copy %s: %w", part.Name, err)
		}
	}
	return out.Close()
}

func copyPart(out *zip.Writer, part *zip.File) error {
	from, err := part.Open()
	if err != nil {
		return err
	}
	defer from.Close()
	text, err := io.ReadAll(from)
	if err != nil {
		return err
	}
	if strings.HasPrefix(part.Name, "xl/worksheets/") {
		text = textFormula.ReplaceAll(text, []byte("$1$2"))
	}
	to, err := out.Create(part.Name)
	if err != nil {
		return err
	}
	_, err = to.Write(text)
	return err
}

func (b *book) do(err error) {
	if b.err == nil {
		b.err = err
	}
}

func (b *book) styles() {
	edge := []excelize.Border{{Type: "bottom", Color: "0F4C45", Style: 2}}
	for _, style := range []struct {
		at     *int
		format string
		style  excelize.Style
	}{
		{&b.pounds, "#,##0", excelize.Style{}},
		{&b.counts, "#,##0.0", excelize.Style{}},
		{&b.shares, "0.0000", excelize.Style{}},
		{&b.bold, "", excelize.Style{Font: &excelize.Font{Bold: true}, Border: edge,
			Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}}},
		{&b.head, "", excelize.Style{Font: &excelize.Font{Bold: true}, Border: edge,
			Alignment: &excelize.Alignment{Horizontal: "right", Vertical: "top"}}},
		{&b.given, "", excelize.Style{Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E3EFEC"}}}},
	} {
		if style.format != "" {
			style.style.CustomNumFmt = &style.format
		}
		var err error
		*style.at, err = b.f.NewStyle(&style.style)
		b.do(err)
	}
}

// styleOf says how a line's figures are written.
func (b *book) styleOf(key string) int {
	switch end := key[strings.LastIndexByte(key, '.')+1:]; {
	case strings.HasPrefix(key, "mix."), end == "index", end == "phase", end == "phase_next":
		return b.shares
	case end == "people", end == "served", end == "unmet", end == "units", end == "in_work":
		return b.counts
	}
	return b.pounds
}

// set writes values from a cell to the right.
func (b *book) set(sheet string, row int, values ...any) {
	for i, v := range values {
		if v == nil {
			continue
		}
		b.do(b.f.SetCellValue(sheet, cellAt(i+1, row), v))
	}
}

func cellAt(column, row int) string {
	name, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		panic(err) // columns and rows are counted here, from 1
	}
	return name
}

func (b *book) heads(sheet string, row int, widths []float64, heads ...any) {
	b.set(sheet, row, heads...)
	b.do(b.f.SetCellStyle(sheet, cellAt(1, row), cellAt(len(heads), row), b.bold))
	for i, width := range widths {
		column, err := excelize.ColumnNumberToName(i + 1)
		b.do(err)
		b.do(b.f.SetColWidth(sheet, column, column, width))
	}
}

// numbers writes every number and names its cell.
func (b *book) numbers() {
	b.sheet(numbersSheet)
	b.heads(numbersSheet, 1, []float64{44, 16, 12, 12, 24, 44}, "Number", "Value", "Low", "High", "Source",
		"Assumed because")
	row, cells := 2, b.m.CellNames()
	for _, n := range b.m.Numbers() {
		if !n.Given {
			continue
		}
		var low, high any
		if n.Ranged {
			low, high = n.Low, n.High
		}
		b.set(numbersSheet, row, n.Path, n.Value, low, high, n.Source, n.Assumed)
		b.do(b.f.SetCellStyle(numbersSheet, cellAt(2, row), cellAt(2, row), b.given))
		b.name(cells[n.Path], numbersSheet, "$B$"+strconv.Itoa(row))
		row++
	}
	b.freeze(numbersSheet)
}

func (b *book) sheet(name string) {
	_, err := b.f.NewSheet(name)
	b.do(err)
}

func (b *book) name(name, sheet, cell string) {
	if sheet != numbersSheet { // which is a plain word; some programs read only those without quotes
		sheet = "'" + sheet + "'"
	}
	b.do(b.f.SetDefinedName(&excelize.DefinedName{Name: name, RefersTo: sheet + "!" + cell}))
}

// freeze keeps the headings in sight, and lets a sheet print as wide as a page.
func (b *book) freeze(sheet string) {
	landscape, wide, tall, fit := "landscape", 1, 0, true
	b.do(b.f.SetPageLayout(sheet, &excelize.PageLayoutOptions{Orientation: &landscape, FitToWidth: &wide,
		FitToHeight: &tall}))
	b.do(b.f.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}))
	b.do(b.f.SetPanes(sheet, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2",
		ActivePane: "bottomLeft"}))
}

// sheetNames cuts the options' names to what a sheet may be called, and keeps
// them apart.
func sheetNames(sheets []forecast.Sheet) []string {
	taken := map[string]bool{"summary": true, "numbers": true, "notes": true}
	var names []string
	for _, s := range sheets {
		base := strings.Map(func(r rune) rune {
			if strings.ContainsRune(`:\/?*[]'`, r) {
				return '_'
			}
			return r
		}, s.Option)
		name := cut(base, 31)
		for i := 2; taken[strings.ToLower(name)]; i++ {
			name = cut(base, 27) + "_" + strconv.Itoa(i)
		}
		taken[strings.ToLower(name)] = true
		names = append(names, name)
	}
	return names
}

func cut(s string, most int) string {
	r := []rune(s)
	return string(r[:min(len(r), most)])
}

var reference = regexp.MustCompile(`@([^\[\]]+)\[(\d+)\]`)

// option writes one option's formulas, with the numbers it sets beneath, and
// says in which row each figure stands.
func (b *book) option(s forecast.Sheet, sheet string) map[string]int {
	b.sheet(sheet)
	heads := []any{"Figure"}
	for _, y := range b.res.Years {
		heads = append(heads, yearName(y))
	}
	b.heads(sheet, 1, []float64{36}, heads...)
	b.do(b.f.SetCellStyle(sheet, "B1", cellAt(len(heads), 1), b.head))
	rows := map[string]int{}
	for i, l := range s.Lines {
		rows[l.Key] = i + 2
	}
	for _, l := range s.Lines {
		b.set(sheet, rows[l.Key], l.Label)
		for i, y := range b.res.Years {
			b.formula(sheet, cellAt(i+2, rows[l.Key]), b.resolve(l.Formulas[y], rows), l.Values[y])
		}
		b.do(b.f.SetCellStyle(sheet, cellAt(2, rows[l.Key]), cellAt(len(b.res.Years)+1, rows[l.Key]),
			b.styleOf(l.Key)))
	}
	column, err := excelize.ColumnNumberToName(len(b.res.Years) + 1)
	b.do(err)
	b.do(b.f.SetColWidth(sheet, "B", column, 15))
	row := len(s.Lines) + 4
	for i, own := range s.Own {
		if i == 0 {
			b.set(sheet, row-1, "Numbers that this option sets")
			b.do(b.f.SetCellStyle(sheet, cellAt(1, row-1), cellAt(2, row-1), b.bold))
		}
		b.set(sheet, row+i, own.Path, own.Value)
		b.do(b.f.SetCellStyle(sheet, cellAt(2, row+i), cellAt(2, row+i), b.given))
		b.name(own.Name, sheet, "$B$"+strconv.Itoa(row+i))
	}
	b.freeze(sheet)
	return rows
}

// resolve turns @key[year] into the cell where that figure stands.
func (b *book) resolve(formula string, rows map[string]int) string {
	return reference.ReplaceAllStringFunc(formula, func(ref string) string {
		part := reference.FindStringSubmatch(ref)
		y, err := strconv.Atoi(part[2])
		if row := rows[part[1]]; err == nil && row > 0 {
			return cellAt(y-b.res.Years[0]+2, row)
		}
		b.do(fmt.Errorf("formula %q names no line", ref))
		return "0"
	})
}

// formula writes a formula over the value that it comes to, so that a program
// that does not calculate shows figures too.
func (b *book) formula(sheet, cell, text string, value float64) {
	b.do(b.f.SetCellValue(sheet, cell, value))
	b.do(b.f.SetCellFormula(sheet, cell, text))
}

// summary shows spend and saving of every option, taken from its sheet.
func (b *book) summary(sheets []forecast.Sheet, names []string, rows []map[string]int) {
	const sheet = "Summary"
	heads := []any{b.res.Name}
	for _, y := range b.res.Years {
		heads = append(heads, yearName(y))
	}
	b.heads(sheet, 1, []float64{44}, heads...)
	b.do(b.f.SetCellStyle(sheet, "B1", cellAt(len(heads), 1), b.head))
	row := 2
	for _, figure := range []struct{ key, label string }{
		{"spend", "spend"}, {"saving_cash", "saving, cash"}, {"saving_run_rate", "saving, run-rate"},
		{"people", "people"}, {"unmet", "without a place"},
	} {
		for i, s := range sheets {
			b.set(sheet, row, words(s.Option)+": "+figure.label)
			for k, y := range b.res.Years {
				b.formula(sheet, cellAt(k+2, row), "'"+names[i]+"'!"+cellAt(k+2, rows[i][figure.key]),
					lineOf(s, figure.key).Values[y])
			}
			b.do(b.f.SetCellStyle(sheet, cellAt(2, row), cellAt(len(b.res.Years)+1, row), b.styleOf(figure.key)))
			row++
		}
	}
	column, err := excelize.ColumnNumberToName(len(b.res.Years) + 1)
	b.do(err)
	b.do(b.f.SetColWidth(sheet, "B", column, 15))
	b.set(sheet, row+1, "Pounds a year; the central run. Change a shaded value on the sheet Numbers, or beneath an option, and every sheet follows.")
	b.set(sheet, row+2, "Ranges, break-even values and sensitivities on the sheet Notes come from the command; they do not follow.")
	b.freeze(sheet)
}

func lineOf(s forecast.Sheet, key string) forecast.SheetLine {
	for _, l := range s.Lines {
		if l.Key == key {
			return l
		}
	}
	return forecast.SheetLine{}
}

// words writes the notes and the assumptions, and what a sheet cannot
// calculate: ranges, break-even values and sensitivities.
func (b *book) words() {
	const sheet = "Notes"
	b.sheet(sheet)
	b.heads(sheet, 1, []float64{30, 50, 14, 14, 70}, "Where", "Path", "Source says", "Model gives", "Note")
	row := 1
	for _, n := range b.res.Notes {
		row++
		b.set(sheet, row, n.Where, n.Path, n.Says, n.Model, n.Text)
	}
	row = b.part(sheet, row, "Assumed", "Path", "Value", nil, "Because")
	for _, a := range b.res.Assumptions {
		row++
		b.set(sheet, row, "assumed", a.Path, a.Value, nil, a.Text)
	}
	row = b.part(sheet, row, "Range", "10th and 90th of the draws", "Low", "High")
	for _, name := range b.res.Order {
		for _, y := range b.res.Years {
			row++
			r := b.res.Options[name].Range.Spend[y]
			b.set(sheet, row, words(name)+", spend", yearName(y), r.Low, r.High)
			b.do(b.f.SetCellStyle(sheet, cellAt(3, row), cellAt(4, row), b.pounds))
		}
	}
	row = b.part(sheet, row, "Break-even", "Varied", "Value", "Result", "Which")
	for _, name := range b.m.Solves() {
		row++
		s := b.res.Solved[name]
		if s.Value == nil {
			b.set(sheet, row, words(name), s.Vary, nil, s.Equals, "none: "+*s.Reason)
			continue
		}
		b.set(sheet, row, words(name), s.Vary, *s.Value, s.Equals, s.Until+" of "+words(s.Option))
	}
	row = b.part(sheet, row, "Sensitivity", "Number", "At its low end", "At its high end",
		"Spend of "+yearName(b.res.Years[len(b.res.Years)-1]))
	for _, name := range b.res.Order {
		for _, s := range b.res.Options[name].Sensitivity {
			row++
			b.set(sheet, row, words(name), s.Path, s.AtLow, s.AtHigh)
			b.do(b.f.SetCellStyle(sheet, cellAt(3, row), cellAt(4, row), b.pounds))
		}
	}
	b.freeze(sheet)
}

// part begins another table beneath the row, and gives the row of its heads.
func (b *book) part(sheet string, row int, heads ...any) int {
	row += 2
	b.set(sheet, row, heads...)
	b.do(b.f.SetCellStyle(sheet, cellAt(1, row), cellAt(len(heads), row), b.bold))
	return row
}
