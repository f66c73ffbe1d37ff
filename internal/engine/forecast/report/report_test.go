package report_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"html"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"ourdays/internal/engine/forecast"
	"ourdays/internal/engine/forecast/report"
)

// everything is a file in which every part of the format stands.
const everything = "everything.yaml"

// file says where an example lies.
func file(name string) string {
	if name == everything {
		return filepath.Join("../testdata", name)
	}
	return filepath.Join("../../../../examples", name)
}

func result(t *testing.T, name string) (*forecast.Model, *forecast.Result) {
	t.Helper()
	f, err := os.Open(file(name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	m, err := forecast.Read(f)
	if err != nil {
		t.Fatal(err)
	}
	res, err := m.Run(nil)
	if err != nil {
		t.Fatal(err)
	}
	return m, res
}

func TestCSVHasARowPerOptionCohortAndYear(t *testing.T) {
	_, res := result(t, "cheshire-east-2021.yaml")
	var b bytes.Buffer
	if err := report.CSV(&b, res); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if want := 1 + 3*3*(1+4); len(rows) != want {
		t.Errorf("%d rows, want %d", len(rows), want)
	}
	spend := -1
	for i, head := range rows[0] {
		if head == "spend" {
			spend = i
		}
	}
	if got := rows[1][spend]; !strings.HasPrefix(got, "5749040") {
		t.Errorf("spend of the first row is %s", got)
	}
}

func TestJSONKeepsTheContractsNames(t *testing.T) {
	_, res := result(t, "cheshire-east-2021.yaml")
	var b bytes.Buffer
	if err := report.JSON(&b, res); err != nil {
		t.Fatal(err)
	}
	var top map[string]any
	if err := json.Unmarshal(b.Bytes(), &top); err != nil {
		t.Fatal(err)
	}
	for _, k := range []string{"format", "name", "years", "population", "demand", "growth", "options", "savings_plan",
		"solved", "notes", "assumptions"} {
		if _, ok := top[k]; !ok {
			t.Errorf("the result has no %q", k)
		}
	}
	if strings.Contains(b.String(), ": -0,") || strings.Contains(b.String(), "NaN") {
		t.Error("the result holds a minus nothing or no number")
	}
}

func TestChartsSayWhatTheyShowWithoutInlineStyles(t *testing.T) {
	for _, name := range []string{"cheshire-east-2021.yaml", "options-2021.yaml", everything} {
		_, res := result(t, name)
		text := charts(t, res)
		if err := wellFormed(text); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if tables := strings.Count(text, `role="table"`); tables < 6 || tables != strings.Count(text, `<g role="img"`) {
			t.Errorf("%s: %d tables for its charts", name, tables)
		}
		for _, must := range []string{"<title", "<desc", "Options compared", "Spend by year", "People by year", "Saving by cause", "depends on"} {
			if !strings.Contains(text, must) {
				t.Errorf("%s: the charts have no %q", name, must)
			}
		}
		if strings.Contains(text, "style=") || strings.Contains(text, "NaN") || strings.Contains(text, "Inf") {
			t.Errorf("%s: an inline style or a value that is no number", name)
		}
	}
}

func charts(t *testing.T, res *forecast.Result) string {
	t.Helper()
	var b bytes.Buffer
	if err := report.SVG(&b, res); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

var (
	svgText = regexp.MustCompile(`<text x="([\d.-]+)" y="[\d.-]+" text-anchor="(\w+)"([^>]*)>([^<]*)</text>`)
	svgSize = regexp.MustCompile(`font-size="(\d+)"`)
)

// A letter of Arial is about half as wide as it is high.
func TestNoWordLeavesThePicture(t *testing.T) {
	_, res := long(t)
	for _, res := range []*forecast.Result{res, only(result(t, everything)), only(result(t, "options-2021.yaml"))} {
		for _, m := range svgText.FindAllStringSubmatch(charts(t, res), -1) {
			x, err := strconv.ParseFloat(m[1], 64)
			if err != nil {
				t.Fatal(err)
			}
			size := 15.0
			if own := svgSize.FindStringSubmatch(m[3]); own != nil {
				if size, err = strconv.ParseFloat(own[1], 64); err != nil {
					t.Fatal(err)
				}
			}
			width := 0.5 * size * float64(len([]rune(html.UnescapeString(m[4]))))
			from := map[string]float64{"start": x, "middle": x - width/2, "end": x - width}[m[2]]
			if from < 0 || from+width > 960 {
				t.Errorf("%s: %q runs from %.0f to %.0f of 960", res.Name, m[4], from, from+width)
			}
		}
	}
}

func only(_ *forecast.Model, res *forecast.Result) *forecast.Result { return res }

// Every figure that a chart draws stands in its table, of every year.
func TestTheTablesUnderTheChartsHoldEveryYear(t *testing.T) {
	_, res := long(t)
	text := charts(t, res)
	for _, o := range res.Options {
		for _, y := range res.Years {
			for _, x := range []float64{o.Spend[y], o.SavingByCause.Model[y]} {
				if whole := message.NewPrinter(language.BritishEnglish).Sprintf("£%.0f<", math.Abs(math.Round(x))); !strings.Contains(text, whole) {
					t.Errorf("%s of %d is in no table", whole, y)
				}
			}
		}
	}
}

func wellFormed(text string) error {
	d := xml.NewDecoder(strings.NewReader(text))
	for {
		_, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func workbook(t *testing.T, name string) (string, *forecast.Result) {
	t.Helper()
	m, res := result(t, name)
	return written(t, m, res), res
}

func written(t *testing.T, m *forecast.Model, res *forecast.Result) string {
	t.Helper()
	var b bytes.Buffer
	if err := report.XLSX(&b, m, res); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "forecast.xlsx")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// changed is an example in which another number of people starts, as the file
// says it and as somebody types it into the workbook.
func changed(t *testing.T, name string) (path string, res *forecast.Result) {
	t.Helper()
	path, _ = workbook(t, name)
	text, err := os.ReadFile(file(name))
	if err != nil {
		t.Fatal(err)
	}
	m, err := forecast.Read(strings.NewReader(strings.NewReplacer("start: 556", "start: 610", "start: 480", "start: 610").Replace(
		string(text))))
	if err != nil {
		t.Fatal(err)
	}
	if res, err = m.Run(nil); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("Numbers")
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range rows {
		if row[0] != "people.start" {
			continue
		}
		if err := f.SetCellValue("Numbers", "B"+strconv.Itoa(i+1), 610); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.UpdateLinkedValue(); err != nil { // drops the stored values, so that they must be calculated
		t.Fatal(err)
	}
	if err := f.Save(); err != nil {
		t.Fatal(err)
	}
	return path, res
}

// A program that reads cells and calculates nothing must find the figures.
func TestTheWorkbookHoldsItsFiguresAsNumbers(t *testing.T) {
	path, res := workbook(t, "options-2021.yaml")
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	kind, err := f.GetCellType("Summary", "B2")
	if err != nil || kind == excelize.CellTypeFormula {
		t.Errorf("the cell is of type %v, %v: its value is marked as text", kind, err)
	}
	got, err := f.GetCellValue("Summary", "F3", excelize.Options{RawCellValue: true})
	if x, parseErr := strconv.ParseFloat(got, 64); err != nil || parseErr != nil || math.Abs(x-res.Options["three_tiers"].Spend[2025]) > 0.01 {
		t.Errorf("spend of three tiers in 2025 is stored as %q, want %v", got, res.Options["three_tiers"].Spend[2025])
	}
}

// The library's own evaluator knows nothing of the engine.
func TestAChangedNumberIsFollowedByEveryFormula(t *testing.T) {
	path, res := changed(t, "cheshire-east-2021.yaml")
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for row, list := range map[int]forecast.ByYear{2: res.Options["three_tiers"].Spend, 5: res.Options["three_tiers"].SavingCash} {
		got, err := f.CalcCellValue("Summary", "D"+strconv.Itoa(row), excelize.Options{RawCellValue: true})
		if x, parseErr := strconv.ParseFloat(got, 64); err != nil || parseErr != nil || math.Abs(x-list[2023]) > 0.01 {
			t.Errorf("row %d recalculates to %q (%v), want %v", row, got, err, list[2023])
		}
	}
}

func TestNamesThatLookAlikeKeepCellsOfTheirOwn(t *testing.T) {
	m, err := forecast.Read(strings.NewReader(`format: ourdays-forecast/1
name: Look-alikes
years: {from: 2021, to: 2022}
today: {people: {a-b: 10, a_b: 10}, spend: {a: 5, A: 6}}
people: {start: 20}
mix: {2021: {"x[1]": 0.5, x_1_: 0.5}}
cohorts:
  "c[2021]": {tier: "x[1]", part: 1, unit: year, price: 7}
  c: {tier: x_1_, part: 1, price: 9, a_week: 1, weeks: 1}
`))
	if err != nil {
		t.Fatal(err)
	}
	res, err := m.Run(nil)
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenFile(written(t, m, res))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got, err := f.CalcCellValue("Summary", "C2", excelize.Options{RawCellValue: true}); err != nil || got != "160" {
		t.Errorf("spend recalculates to %q, %v; want 160", got, err)
	}
}

func TestTheWorkbookNamesItsNumbersAndKeepsFormulas(t *testing.T) {
	path, _ := workbook(t, "cheshire-east-2021.yaml")
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	formula, err := f.GetCellFormula("three_tiers", "B2")
	if err != nil || formula != "n_people_start" {
		t.Errorf("people of the first year are %q, %v", formula, err)
	}
	found := false
	for _, n := range f.GetDefinedName() {
		found = found || n.Name == "n_cohorts_shared_sharing"
	}
	if !found {
		t.Error("no cell is named n_cohorts_shared_sharing")
	}
}

// An independent program recalculates the workbook, after a number was changed
// in it, to the figures of the file with the same change: the summary, and every
// figure of every option.
func TestTheWorkbookRecalculatesToTheSameFigures(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice is not installed: the workbook's formulas are not recalculated")
	}
	dir, results := t.TempDir(), map[string]*forecast.Result{}
	args := []string{"-env:UserInstallation=file://" + dir + "/profile", "--headless", "--convert-to",
		`csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1`, "--outdir", dir}
	for _, name := range []string{"cheshire-east-2021.yaml", "options-2021.yaml", everything} {
		path, res := changed(t, name)
		book := strings.TrimSuffix(name, ".yaml")
		results[book] = res
		if err := os.Rename(path, filepath.Join(dir, book+".xlsx")); err != nil {
			t.Fatal(err)
		}
		args = append(args, filepath.Join(dir, book+".xlsx"))
	}
	if out, err := exec.Command(office, args...).CombinedOutput(); err != nil {
		t.Fatalf("recalculate: %v\n%s", err, out)
	}
	for book, res := range results {
		compareSummary(t, sheetRows(t, filepath.Join(dir, book+"-Summary.csv")), res)
		for _, option := range res.Order {
			compareOption(t, sheetRows(t, filepath.Join(dir, book+"-"+option+".csv")), res, option)
		}
	}
}

// sheetRows reads a recalculated sheet: its rows by their first cell.
func sheetRows(t *testing.T, name string) map[string][]string {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	byName := map[string][]string{}
	for _, row := range rows {
		byName[row[0]] = row[1:]
	}
	return byName
}

// same holds one recalculated row against a series.
func same(t *testing.T, rows map[string][]string, label string, res *forecast.Result, list forecast.ByYear) {
	t.Helper()
	row, has := rows[label]
	if !has {
		t.Errorf("there is no row %q", label)
		return
	}
	for i, y := range res.Years {
		got, err := strconv.ParseFloat(row[i], 64)
		if err != nil || math.Abs(got-list[y]) > 0.01 {
			t.Errorf("%s: %s in %d recalculates to %s, want %v", res.Name, label, y, row[i], list[y])
		}
	}
}

func compareSummary(t *testing.T, rows map[string][]string, res *forecast.Result) {
	t.Helper()
	for _, name := range res.Order {
		o, label := res.Options[name], strings.ReplaceAll(name, "_", " ")
		same(t, rows, label+": spend", res, o.Spend)
		same(t, rows, label+": saving, cash", res, o.SavingCash)
		same(t, rows, label+": saving, run-rate", res, o.SavingRunRate)
		same(t, rows, label+": people", res, o.People)
		same(t, rows, label+": without a place", res, o.Unmet)
	}
}

func compareOption(t *testing.T, rows map[string][]string, res *forecast.Result, name string) {
	t.Helper()
	o := res.Options[name]
	for label, list := range map[string]forecast.ByYear{"People": o.People, "Today's model": o.Keep, "Served": o.Served,
		"Without a place": o.Unmet, "People in work": o.Jobs.InWork, "Saved by jobs, cash": o.SavingByCause.Jobs,
		"Places used again, no cash": o.Jobs.Capacity, "One-off costs": o.OneOff, "Spend": o.Spend,
		"Saving, cash": o.SavingCash, "Saving, run-rate": o.SavingRunRate} {
		same(t, rows, label, res, list)
	}
	for cohort, c := range o.Cohorts {
		for label, list := range map[string]forecast.ByYear{"people": c.People, "without a place": c.Unmet, "spend": c.Spend,
			"transport": c.Transport, "meals": c.Meals, "income": c.Income} {
			same(t, rows, cohort+", "+label, res, list)
		}
	}
}
