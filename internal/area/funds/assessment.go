package funds

import (
	"regexp"
	"strings"

	"ourdays/internal/engine/charging"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/pence"
)

// The states of an assessment.
const (
	Draft   = "draft"
	Checked = "checked"
)

// Assessment is what was found out about a person's money from a date.
type Assessment struct {
	ID        string
	PersonID  string
	Starts    clock.Date
	Status    string
	Case      string // as `ourdays charge` reads it
	Maximum   pence.Pence
	FullCost  bool
	MadeBy    string
	CheckedBy string
	Made      clock.Instant
}

// PriceTo is what a week costs a person under this assessment.
func (a Assessment) PriceTo(weekCost pence.Pence) pence.Pence {
	if a.FullCost {
		return weekCost
	}
	return charging.Capped(a.Maximum, weekCost)
}

// Compute reads the circumstances and assesses them without any service: what
// services cost is known only week by week.
func Compute(text string) (charging.Case, charging.Result, error) {
	c, err := charging.Read(strings.NewReader(text))
	if err != nil {
		return c, charging.Result{}, err
	}
	r, err := charging.Assess(c)
	return c, r, err
}

// assess fills an assessment from its circumstances.
func (a *Assessment) assess() error {
	c, r, err := Compute(a.Case)
	if err != nil {
		return asFields(err)
	}
	if a.Starts, err = clock.ParseDate(c.Date.String()); err != nil {
		return fail.Fields(fail.Field{Name: "date", Key: "funds.refused.date"})
	}
	a.FullCost = r.FullCost
	if r.Means != nil {
		a.Maximum = r.Means.Maximum
	}
	return nil
}

var index = regexp.MustCompile(`\[(\d+)\]`)

// fieldOf turns the JSON path of a fault into the name of the form's field:
// $.income[1].amount becomes income_1_amount.
func fieldOf(path string) string {
	name := index.ReplaceAllString(strings.TrimPrefix(path, "$."), "_$1")
	name = strings.ReplaceAll(name, ".", "_")
	name = strings.TrimPrefix(strings.TrimPrefix(name, "person_"), "policy_")
	if name == "$" || name == "person" {
		return "date"
	}
	return name
}

// asFields tells the engine's faults at the form's fields. The engine's words
// are for files; a form says what to do, and shows the engine's words after it.
func asFields(err error) error {
	faults, ok := err.(charging.Faults) //nolint:errorlint // Read and Assess return it bare
	if !ok {
		return err
	}
	var fields []fail.Field
	for _, f := range faults {
		fields = append(fields, fail.Field{Name: fieldOf(f.Path), Key: "funds.refused.field", Args: []any{"what", f.Message}})
	}
	return fail.Fields(fields...)
}

var dateField = regexp.MustCompile(`"date"\s*:\s*"[^"]*"`)

// again is the same circumstances from another date.
func (a Assessment) again(from clock.Date, by string) (Assessment, error) {
	next := Assessment{PersonID: a.PersonID, Status: Draft, MadeBy: by,
		Case: dateField.ReplaceAllString(a.Case, `"date":"`+from.String()+`"`)}
	err := next.assess()
	return next, err
}
