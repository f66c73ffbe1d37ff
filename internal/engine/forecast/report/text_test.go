package report_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ourdays/internal/engine/forecast"
	"ourdays/internal/engine/forecast/report"
)

func table(t *testing.T, m *forecast.Model, res *forecast.Result, width int) string {
	t.Helper()
	var b bytes.Buffer
	if err := report.Text(&b, m, res, width); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// long is an example that runs over many years, with long names.
func long(t *testing.T) (*forecast.Model, *forecast.Result) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("../../../../examples", "options-2021.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	m, err := forecast.Read(strings.NewReader(strings.NewReplacer("to: 2025", "to: 2035", "no_buildings:",
		"no_building_of_the_council_is_kept_open_for_anybody:", "option: no_buildings",
		"option: no_building_of_the_council_is_kept_open_for_anybody",
		"in_house: 3700000", "in_house: 37000000").Replace(string(text))))
	if err != nil {
		t.Fatal(err)
	}
	res, err := m.Run(nil)
	if err != nil {
		t.Fatal(err)
	}
	return m, res
}

func TestTheTableFitsItsWidth(t *testing.T) {
	for _, width := range []int{0, 80, 120, 300} {
		holds := max(80, min(120, width))
		check := func(name string, m *forecast.Model, res *forecast.Result) {
			for i, line := range strings.Split(table(t, m, res, width), "\n") {
				if n := len([]rune(line)); n > holds {
					t.Errorf("%s at %d: line %d has %d columns: %s", name, width, i+1, n, line)
				}
			}
		}
		for _, name := range []string{"cheshire-east-2021.yaml", "options-2021.yaml"} {
			m, res := result(t, name)
			check(name, m, res)
		}
		m, res := long(t)
		check("long", m, res)
	}
}

func TestTheTableSaysEverythingInTheOrderOfAReader(t *testing.T) {
	m, res := result(t, "options-2021.yaml")
	text := table(t, m, res, 80)
	last := -1
	for _, part := range []string{"Options in 2025/26", "Spend ", "Saving on today's model", "People", "Break-even values",
		"What must be true for each option to be the cheapest", "Of the options in which everybody has a place", "What moves the spend",
		"Assumed, because"} {
		at := strings.Index(text, part)
		if at <= last {
			t.Errorf("%q is missing or stands too early", part)
		}
		last = at
	}
	flat := strings.Join(strings.Fields(text), " ")
	for _, a := range res.Assumptions {
		if !strings.Contains(flat, a.Text) {
			t.Errorf("the assumption %q (%s) is not told", a.Text, a.Path)
		}
	}
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, "three tiers") && strings.Contains(line, "3,864,200 3,864,200") {
			if !strings.HasPrefix(lines[i+1], "   low") || !strings.HasPrefix(lines[i+2], "   high") {
				t.Errorf("low and high do not stand beneath: %q, %q", lines[i+1], lines[i+2])
			}
		}
	}
}

func TestTheTableTellsWhatStandsApartAndWhatTheSourcePrints(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("../../../../examples", "cheshire-east-2021.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	m, err := forecast.Read(strings.NewReader(strings.NewReplacer("transport: 0", "transport: 7", "new: {2021: {value: 0,",
		"new: {2021: {value: 9,",
		"refill: false", "refill: true",
		"jobs_for_year_3: {option: three_tiers, vary: jobs.new.2021, within: [0, 556], until: saving_by_cause.jobs.2023",
		"jobs_for_year_3: {option: three_tiers, vary: jobs.new.2021, within: [0, 556], until: jobs.capacity.2023").Replace(string(text))))
	if err != nil {
		t.Fatal(err)
	}
	res, err := m.Run(nil)
	if err != nil {
		t.Fatal(err)
	}
	got := table(t, m, res, 80)
	for _, part := range []string{
		fmt.Sprintf("three tiers: transport  %s", "252,980 252,980 252,980"),
		"places used again, no cash", "of them in work", "41,805",
		"as the source prints it          249  265  294  319",
		"from the totals as the source prints them",
		"CE Table 2: The source prints 249 for 2020; its bands sum to 250.",
		"jobs for target: there is none; varying it changes nothing",
	} {
		if !strings.Contains(got, part) {
			t.Errorf("%q is not told in\n%s", part, got)
		}
	}
}
