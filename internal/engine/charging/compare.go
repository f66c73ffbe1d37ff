package charging

import (
	"encoding/json"
	"fmt"
	"strings"

	"ourdays/internal/platform/pence"
)

// Change is one line that two assessments do not share. Before or After is
// nil when that assessment does not have the line.
type Change struct {
	Step          Step
	Name          string
	Before, After *pence.Pence
	Difference    pence.Pence // above zero: the person pays more because of it
	Why           string
}

// Comparison is what moved between two assessments and why. The differences
// of all changes add up to the difference of the charge.
type Comparison struct {
	Before, After Result
	Changes       []Change
}

// Difference is what the person pays more a week; below zero it is less. Where
// no services are part of either assessment it is that of the maximum.
func (c Comparison) Difference() pence.Pence {
	if c.OfMaximum() {
		return c.After.Means.Maximum - c.Before.Means.Maximum
	}
	return c.After.WeeklyCharge - c.Before.WeeklyCharge
}

// OfMaximum reports whether the maximum contribution is compared, because no
// week's services are part of either assessment.
func (c Comparison) OfMaximum() bool { return c.Before.open() && c.After.open() }

// open reports whether the result is a maximum for weeks that are not known.
func (r Result) open() bool { return r.Means != nil && len(r.Services) == 0 }

// pays is what is compared: the charge, or the maximum of an open assessment.
func (c Comparison) pays(r Result) pence.Pence {
	if c.OfMaximum() {
		return r.Means.Maximum
	}
	return r.WeeklyCharge
}

// lineKey finds the same line in another assessment: the nth of its kind.
type lineKey struct {
	step Step
	kind string
	nth  int
}

// Compare puts two assessments beside one another, line by line.
func Compare(before, after Result) Comparison {
	c := Comparison{Before: before, After: after}
	newLines := keyed(after)
	oldLines := keyed(before)
	for _, k := range mergedKeys(before, after) {
		if c.OfMaximum() && (k.step == StepCost || k.step == StepMinimum) {
			continue // these belong to a week
		}
		old, had := oldLines[k]
		now, has := newLines[k]
		if had && has && old.Amount == now.Amount {
			continue
		}
		ch := Change{Step: k.step, Difference: now.Amount - old.Amount}
		if had {
			ch.Before, ch.Name = &old.Amount, changeName(old)
		}
		if has {
			ch.After, ch.Name = &now.Amount, changeName(now)
		}
		if ch.Difference == 0 && k.step != StepFullCost {
			continue
		}
		ch.Why = c.why(ch, now)
		c.Changes = append(c.Changes, ch)
	}
	return c
}

func keyed(r Result) map[lineKey]Line {
	all := map[lineKey]Line{}
	for i, k := range keysOf(r) {
		all[k] = r.Lines[i]
	}
	return all
}

func keysOf(r Result) []lineKey {
	seen := map[lineKey]int{}
	keys := make([]lineKey, len(r.Lines))
	for i, l := range r.Lines {
		k := lineKey{l.Step, l.Kind, 0}
		seen[k]++
		k.nth = seen[k]
		keys[i] = k
	}
	return keys
}

// steps in the order of the calculation.
var stepOrder = []Step{StepIncome, StepDisregard, StepTariff, StepHousing, StepDRE, StepMIG,
	StepFloor, StepShare,
	StepFullCost, StepService, StepCost, StepMinimum}

// mergedKeys gives the keys of both in the calculation's order, the earlier
// assessment's first within a step.
func mergedKeys(before, after Result) []lineKey {
	var keys []lineKey
	seen := map[lineKey]bool{}
	both := append(keysOf(before), keysOf(after)...)
	for _, step := range stepOrder {
		for _, k := range both {
			if k.step == step && !seen[k] {
				seen[k] = true
				keys = append(keys, k)
			}
		}
	}
	return keys
}

func changeName(l Line) string {
	names := map[Step]string{
		StepFloor: "Nothing below zero", StepShare: "The council's share",
		StepFullCost: "Full cost", StepCost: "Limit: what the week costs", StepMinimum: "Minimum charge",
	}
	switch l.Step {
	case StepDisregard:
		return l.Name + ", left out"
	case StepMIG:
		return "Kept to live on: " + strings.ToLower(l.Name[:1]) + l.Name[1:]
	}
	if n, ok := names[l.Step]; ok {
		return n
	}
	return l.Name
}

// why says what made a line move.
func (c Comparison) why(ch Change, now Line) string {
	switch ch.Step {
	case StepIncome, StepHousing, StepDRE, StepService:
		return c.whyMoney(ch)
	case StepDisregard:
		return whyLeftOut(ch)
	case StepTariff:
		return c.whyTariff()
	case StepMIG:
		return c.whyKept(ch)
	case StepFullCost:
		return c.whyFullCost(ch, now)
	case StepShare:
		return pick(ch, "the council's share is of another amount, or is another share",
			"the council now takes a share",
			"the council no longer takes a share")
	case StepFloor:
		return pick(ch, "what counts falls short of what is kept by another amount",
			"what counts no longer covers what is kept",
			"what counts now covers what is kept")
	case StepCost:
		return c.whyCost(ch)
	}
	return "the charge is measured against the minimum charge"
}

// pick chooses by whether the line is in both, new, or gone.
func pick(ch Change, both, added, gone string) string {
	switch {
	case ch.Before == nil:
		return added
	case ch.After == nil:
		return gone
	}
	return both
}

// otherBasis says that one side was not assessed by means, so that its lines
// are missing without anything having changed for the person.
func (c Comparison) otherBasis() bool { return (c.Before.Means == nil) != (c.After.Means == nil) }

func (c Comparison) whyMoney(ch Change) string {
	if c.otherBasis() {
		return pick(ch, "the amount changed", "counted, now that income is assessed", "not counted at full cost")
	}
	if ch.Step == StepService {
		return pick(ch, "its cost changed", "a new service", "the service ended")
	}
	if ch.Step == StepDRE {
		return pick(ch, "the cost changed", "counts now as a disability expense",
			"no longer counts as a disability expense")
	}
	return pick(ch, "the amount changed", "new", "it stopped")
}

func whyLeftOut(ch Change) string {
	return pick(ch, "another amount of it does not count", "this money does not count",
		"nothing of it is left out any more")
}

func (c Comparison) whyTariff() string {
	if c.Before.Capital == c.After.Capital {
		return "savings are assessed differently"
	}
	return fmt.Sprintf("savings went from %s to %s", c.Before.Capital.Format(), c.After.Capital.Format())
}

func (c Comparison) whyKept(ch Change) string {
	switch {
	case c.otherBasis():
		return pick(ch, "the amount changed", "kept, now that income is assessed", "not used at full cost")
	case ch.Before != nil && ch.After != nil && c.Before.Year != c.After.Year:
		return fmt.Sprintf("the yearly amount for %s in place of %s", c.After.Year, c.Before.Year)
	}
	return pick(ch, "the number of children or the policy changed",
		"the age, household, premiums or policy changed",
		"the age, household, premiums or policy changed")
}

func (c Comparison) whyFullCost(ch Change, now Line) string {
	if ch.After == nil {
		return "the full cost is no longer asked for"
	}
	return strings.ToLower(now.Label[:1]) + now.Label[1:]
}

func (c Comparison) whyCost(ch Change) string {
	if c.Before.WeeklyCost != c.After.WeeklyCost {
		return fmt.Sprintf("the week's services cost %s in place of %s", c.After.WeeklyCost.Format(),
			c.Before.WeeklyCost.Format())
	}
	return pick(ch, "more or less is cut off at the week's cost", "the week's cost is now the lower",
		"the week's cost is no longer the lower")
}

// String prints the comparison as a table, then the sum.
func (c Comparison) String() string {
	var b strings.Builder
	what, most := "The charge", ""
	if c.OfMaximum() {
		what, most = "The most in a week", "at most "
	}
	fmt.Fprintf(&b, "Before, on %s: %s%s a week\nAfter, on %s: %s%s a week\n", c.Before.Date.Long(), most,
		column(c.pays(c.Before)),
		c.After.Date.Long(), most, column(c.pays(c.After)))
	if len(c.Changes) == 0 {
		b.WriteString("\nNo line changed.\n")
		return b.String()
	}
	fmt.Fprintf(&b, "\n%-48s %11s %11s %11s\n", "What moved (a week)", "before", "after", "you pay")
	for _, ch := range c.Changes {
		fmt.Fprintf(&b, "%-48s %11s %11s %11s\n    %s\n", cut(ch.Name, 48), optional(ch.Before), optional(ch.After),
			signed(ch.Difference), ch.Why)
	}
	fmt.Fprintf(&b, "%-48s %11s %11s %11s\n", what, column(c.pays(c.Before)), column(c.pays(c.After)),
		signed(c.Difference()))
	return b.String()
}

func optional(p *pence.Pence) string {
	if p == nil {
		return "-"
	}
	return column(*p)
}

// signed writes a difference with its sign.
func signed(p pence.Pence) string {
	if p > 0 {
		return "+" + column(p)
	}
	return column(p)
}

// cut shortens a text to a column's width.
func cut(s string, width int) string {
	r := []rune(s)
	if len(r) <= width {
		return s
	}
	return string(r[:width-1]) + "…"
}

type jsonChange struct {
	Step       Step    `json:"step"`
	Name       string  `json:"name"`
	Before     *string `json:"before"`
	After      *string `json:"after"`
	Difference string  `json:"difference"`
	Why        string  `json:"why"`
}

// MarshalJSON gives both results, what moved, and the difference.
func (c Comparison) MarshalJSON() ([]byte, error) {
	changes := make([]jsonChange, len(c.Changes))
	for i, ch := range c.Changes {
		changes[i] = jsonChange{Step: ch.Step, Name: ch.Name, Difference: ch.Difference.String(), Why: ch.Why}
		if ch.Before != nil {
			changes[i].Before = text(*ch.Before)
		}
		if ch.After != nil {
			changes[i].After = text(*ch.After)
		}
	}
	return json.Marshal(struct {
		Before     Result       `json:"before"`
		After      Result       `json:"after"`
		Changes    []jsonChange `json:"changes"`
		Difference string       `json:"difference"`
	}{c.Before, c.After, changes, c.Difference().String()})
}
