package charging

import (
	"slices"

	"ourdays/internal/platform/pence"
)

// Change is one line that differs between two assessments.
type Change struct {
	Step, Label   string
	Before, After pence.Pence
}

// Moved is how much the line changed the charge's sum.
func (c Change) Moved() pence.Pence { return c.After - c.Before }

// Compare lists the lines that differ, in the order of the calculation, with
// the lines of the first assessment before those that only the second has.
func Compare(before, after Result) []Change {
	type key struct{ step, label string }
	var order []key
	sums := map[key]*Change{}
	gather := func(lines []Line, second bool) {
		for _, l := range lines {
			k := key{l.Step, l.Label}
			c := sums[k]
			if c == nil {
				c = &Change{Step: l.Step, Label: l.Label}
				sums[k] = c
				order = append(order, k)
			}
			if second {
				c.After += l.Amount
			} else {
				c.Before += l.Amount
			}
		}
	}
	gather(before.Lines, false)
	gather(after.Lines, true)
	var changes []Change
	for _, k := range order {
		if c := sums[k]; c.Before != c.After {
			changes = append(changes, *c)
		}
	}
	slices.SortStableFunc(changes, func(a, b Change) int { return rank(a.Step) - rank(b.Step) })
	return changes
}

// order of the steps in a calculation.
var steps = []string{StepCapital, StepIncome, StepDisregard, StepTariff, StepHousing, StepDRE, StepMIG, StepNothingBelow,
	StepShare, StepContribution, StepCost, StepFullCost, StepCap, StepMinimum}

func rank(step string) int { return slices.Index(steps, step) }

// BetterOff answers "what if": the case with something added, what is then
// paid, and how much more money a week is left.
type BetterOff struct {
	Before, After Result
	Changes       []Change
	// More is the money that comes in besides, a week; Left is what of it the
	// person keeps after the charge changed. An expense brings none in.
	More, Left pence.Pence
}

// WhatIf assesses the case again with income and disability expenses added.
func WhatIf(c Case, income, expenses []Item) (BetterOff, error) {
	before, err := Assess(c)
	if err != nil {
		return BetterOff{}, err
	}
	then := c
	then.Income = append(slices.Clone(c.Income), income...)
	then.DRE = append(slices.Clone(c.DRE), expenses...)
	after, err := Assess(then)
	if err != nil {
		return BetterOff{}, err
	}
	b := BetterOff{Before: before, After: after, Changes: Compare(before, after)}
	for _, it := range income {
		b.More += it.Every.weekly(it.Amount, pence.Down)
	}
	b.Left = b.More - (after.WeeklyCharge - before.WeeklyCharge)
	return b, nil
}
