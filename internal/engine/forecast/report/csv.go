package report

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"

	"ourdays/internal/engine/forecast"
)

// optionHeads are the names of the result, in its order.
var (
	optionHeads = []string{"people", "served", "unmet", "keep", "spend", "one_off", "transport",
		"meals", "income",
		"saving_cash", "saving_run_rate", "saving_by_cause.model", "saving_by_cause.jobs",
		"saving_by_cause.one_off",
		"jobs.in_work", "jobs.capacity", "spend.low", "spend.high", "saving_cash.low", "saving_cash.high"}
)

// CSV writes one row per option, cohort and year, with the names of the result
// as headings. The rows of a whole option have an empty cohort.
func CSV(w io.Writer, res *forecast.Result) error {
	out := csv.NewWriter(w)
	heads := append([]string{"option", "cohort", "tier", "provider", "year", "units"}, optionHeads...)
	if err := out.Write(heads); err != nil {
		return fmt.Errorf("write csv: %w", err)
	}
	for _, name := range res.Order {
		o := res.Options[name]
		for _, y := range res.Years {
			if err := out.Write(optionLine(name, o, y)); err != nil {
				return fmt.Errorf("write csv: %w", err)
			}
		}
		for _, c := range names(o.Cohorts) {
			for _, y := range res.Years {
				if err := out.Write(cohortLine(name, c, o.Cohorts[c], y)); err != nil {
					return fmt.Errorf("write csv: %w", err)
				}
			}
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("write csv: %w", err)
	}
	return nil
}

func optionLine(name string, o *forecast.OptionResult, y int) []string {
	line := []string{cell(name), "", "", "", strconv.Itoa(y), ""}
	for _, head := range optionHeads {
		line = append(line, exact(valueOf(o, head, y)))
	}
	return line
}

// valueOf gives a figure of an option by its heading.
func valueOf(o *forecast.OptionResult, head string, y int) float64 {
	switch head {
	case "spend.low":
		return o.Range.Spend[y].Low
	case "spend.high":
		return o.Range.Spend[y].High
	case "saving_cash.low":
		return o.Range.SavingCash[y].Low
	case "saving_cash.high":
		return o.Range.SavingCash[y].High
	}
	x, _ := o.Lookup(head + "." + strconv.Itoa(y))
	return x
}

func cohortLine(option, name string, c forecast.CohortResult, y int) []string {
	line := []string{cell(option), cell(name), cell(c.Tier), cell(c.Provider), strconv.Itoa(y),
		exact(c.Units[y])}
	values := map[string]float64{"people": c.People[y], "unmet": c.Unmet[y], "spend": c.Spend[y],
		"transport": c.Transport[y], "meals": c.Meals[y], "income": c.Income[y]}
	for _, head := range optionHeads {
		x, has := values[head]
		if !has {
			line = append(line, "")
			continue
		}
		line = append(line, exact(x))
	}
	return line
}

// cell keeps a spreadsheet from taking a name for a formula.
func cell(s string) string {
	if s != "" && (s[0] == '=' || s[0] == '+' || s[0] == '-' || s[0] == '@') {
		return "'" + s
	}
	return s
}

func exact(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
