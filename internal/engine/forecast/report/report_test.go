package report_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"ourdays/internal/engine/forecast"
	"ourdays/internal/engine/forecast/report"
)

func result(t *testing.T, name string) (*forecast.Model, *forecast.Result) {
	t.Helper()
	f, err := os.Open(filepath.Join("../../../../examples", name))
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
	for _, name := range []string{"cheshire-east-2021.yaml", "options-2021.yaml"} {
		_, res := result(t, name)
		var b bytes.Buffer
		if err := report.SVG(&b, res); err != nil {
			t.Fatal(err)
		}
		text := b.String()
		if err := wellFormed(text); err != nil {
			t.Errorf("%s: %v", name, err)
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
	var b bytes.Buffer
	if err := report.XLSX(&b, m, res); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "forecast.xlsx")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path, res
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

// An independent program recalculates the workbook to the same figures.
func TestTheWorkbookRecalculatesToTheSameFigures(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice is not installed: the workbook's formulas are not recalculated")
	}
	for _, name := range []string{"cheshire-east-2021.yaml", "options-2021.yaml"} {
		path, res := workbook(t, name)
		dir := t.TempDir()
		cmd := exec.Command(office, "-env:UserInstallation=file://"+dir+"/profile", "--headless", "--convert-to",
			`csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,1`, "--outdir", dir, path)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("recalculate: %v\n%s", err, out)
		}
		files, err := filepath.Glob(filepath.Join(dir, "forecast*.csv"))
		if err != nil || len(files) == 0 {
			t.Fatalf("no recalculated sheet: %v", err)
		}
		compare(t, files[0], res)
	}
}

// compare holds the recalculated summary against the result.
func compare(t *testing.T, file string, res *forecast.Result) {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(b)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, row := range rows {
		for _, name := range res.Order {
			o := res.Options[name]
			label := strings.ReplaceAll(name, "_", " ")
			for suffix, list := range map[string]forecast.ByYear{": spend": o.Spend, ": saving, cash": o.SavingCash,
				": saving, run-rate": o.SavingRunRate, ": people": o.People, ": without a place": o.Unmet} {
				if row[0] != label+suffix {
					continue
				}
				seen++
				for i, y := range res.Years {
					got, err := strconv.ParseFloat(row[i+1], 64)
					if err != nil || math.Abs(got-list[y]) > 0.01 {
						t.Errorf("%s in %d recalculates to %s, want %v", row[0], y, row[i+1], list[y])
					}
				}
			}
		}
	}
	if seen != 5*len(res.Order) {
		t.Errorf("%d figures compared, want %d", seen, 5*len(res.Order))
	}
}
