package funds

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"

	"ourdays/internal/area/access"
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
	Minimum   pence.Pence // the council's minimum charge, or zero
	MadeBy    string
	MadeByID  string // empty in records from before it was kept
	CheckedBy string
	Made      clock.Instant
}

// MayBeCheckedBy reports whether somebody may let the assessment count: never
// who made it, because it decides what a person pays.
func (a Assessment) MayBeCheckedBy(who access.Actor) bool {
	if a.MadeByID == "" {
		return a.MadeBy != who.Name
	}
	return a.MadeByID != who.ID
}

// PriceTo is what a week costs a person under this assessment: never more
// than it costs, never more than their maximum, nothing below the council's
// minimum charge.
func (a Assessment) PriceTo(weekCost pence.Pence) pence.Pence {
	r := charging.Result{Minimum: a.Minimum}
	if !a.FullCost {
		r.Means = &charging.Means{Maximum: a.Maximum}
	}
	return r.ForWeek(weekCost)
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
	_, r, err := Compute(a.Case)
	if err != nil {
		return asFields(err)
	}
	a.take(r)
	return nil
}

// take keeps of a result what prices are made from.
func (a *Assessment) take(r charging.Result) {
	a.Starts, a.FullCost, a.Minimum, a.Maximum = clock.Date(r.Date), r.FullCost, r.Minimum, 0
	if r.Means != nil {
		a.Maximum = r.Means.Maximum
	}
}

// Agrees reports whether a result gives the prices that were kept. A newer
// release may know other figures of a year than those that were used.
func (a Assessment) Agrees(r charging.Result) bool {
	b := a
	b.take(r)
	return a.FullCost == b.FullCost && a.Maximum == b.Maximum && a.Minimum == b.Minimum
}

var index = regexp.MustCompile(`\[(\d+)\]`)

// fieldOf turns the JSON path of a fault into the name of the form's field:
// $.income[1].amount becomes income_1_amount. Premiums are one field.
func fieldOf(path string) string {
	name := index.ReplaceAllString(strings.TrimPrefix(path, "$."), "_$1")
	name = strings.ReplaceAll(name, ".", "_")
	name = strings.TrimPrefix(strings.TrimPrefix(name, "person_"), "policy_")
	switch {
	case name == "$" || name == "person":
		return "date"
	case strings.HasPrefix(name, "premiums"):
		return "premiums"
	case name == "children":
		return "how_many_children" // a field called children would hide the form's own children from scripts
	}
	return name
}

// asFields tells the engine's faults at the form's fields. The engine's words
// are for files: what a form can be wrong about has words of its own, by the
// fault's code. What has none is of a kept assessment that the engine reads no
// more. An age that the rules are not for comes from the date, which
// is typed.
func asFields(err error) error {
	faults, ok := err.(charging.Faults) //nolint:errorlint // Read and Assess return it bare
	if !ok {
		return err
	}
	var fields []fail.Field
	for _, f := range faults {
		field := fail.Field{Name: fieldOf(f.Path), Key: "funds.wrong.other"}
		switch {
		case f.Path == "$.person.age":
			field = fail.Field{Name: "date", Key: "funds.refused.age"}
		case f.Code != "":
			field.Key = "funds.wrong." + string(f.Code)
		}
		fields = append(fields, field)
	}
	return fail.Fields(fields...)
}

// again is the same circumstances from another date, under the policy of that
// date, of somebody born on a day: a birthday changes what they keep.
func (a Assessment) again(from, born clock.Date, policy Policy, by access.Actor) (Assessment, error) {
	c, err := charging.Read(strings.NewReader(a.Case))
	if err != nil {
		return Assessment{}, asFields(err)
	}
	c.Date, c.Person.Age = charging.Date(from), born.YearsAt(from)
	if err := policy.apply(&c.Policy); err != nil {
		return Assessment{}, err
	}
	r, err := charging.Assess(c)
	if err != nil {
		return Assessment{}, asFields(err)
	}
	text, err := json.Marshal(c)
	if err != nil {
		return Assessment{}, fmt.Errorf("write circumstances: %w", err)
	}
	next := Assessment{PersonID: a.PersonID, Status: Draft, MadeBy: by.Name, MadeByID: by.ID, Case: string(text)}
	next.take(r)
	return next, nil
}
