package charging

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"ourdays/internal/platform/pence"
)

// IdeaKind is what a person thinks of.
type IdeaKind string

// What a better-off view can try.
const (
	Job        IdeaKind = "job"     // paid work
	Benefit    IdeaKind = "benefit" // a new benefit or other income
	NewExpense IdeaKind = "expense" // a disability expense, already paid but not yet counted
)

// Idea is one thing that might change.
type Idea struct {
	Does   IdeaKind
	Kind   string // of the benefit or expense
	Amount pence.Pence
	Every  Period
}

// ParseIdea reads "job=150.00", "benefit:attendance_allowance=73.90/week" or
// "expense:laundry=20.00/month". Without a period it is a week.
func ParseIdea(s string) (Idea, error) {
	wrong := errors.New("write job=150.00/week, benefit:KIND=72.65/week or expense:KIND=20.00/month")
	subject, money, ok := strings.Cut(s, "=")
	if !ok {
		return Idea{}, wrong
	}
	does, kind, _ := strings.Cut(subject, ":")
	number, every, named := strings.Cut(money, "/")
	if !named {
		every = string(Week)
	}
	amount, err := pence.Parse(number)
	if err != nil {
		return Idea{}, err
	}
	idea := Idea{IdeaKind(does), kind, amount, Period(every)}
	if idea.Does == Job && kind == "" {
		idea.Kind = "earnings"
	}
	if !idea.known() {
		return Idea{}, wrong
	}
	return idea, nil
}

func (i Idea) known() bool {
	return slices.Contains([]IdeaKind{Job, Benefit, NewExpense}, i.Does) && i.Kind != "" &&
		(i.Does != Job || i.Kind == "earnings") && slices.Contains([]Period{Week, FourWeeks, Month, Year}, i.Every)
}

// BetterOff is what ideas would change, a week.
type BetterOff struct {
	Comparison
	Ideas      []Idea
	MoreIncome pence.Pence // that the ideas bring in
	Notes      []string    // what to know before deciding
}

// Net is how much better off the person would be: what comes in, less what is
// paid more for care. Tax and other benefits are not in it.
func (b BetterOff) Net() pence.Pence { return b.MoreIncome - b.Difference() }

// WhatIf assesses a case as it is and as it would be. The error is as Assess's.
func WhatIf(c Case, ideas ...Idea) (BetterOff, error) {
	before, err := Assess(c)
	if err != nil {
		return BetterOff{}, err
	}
	b := BetterOff{Ideas: ideas}
	next := c
	next.Income, next.DRE = slices.Clone(c.Income), slices.Clone(c.DRE)
	for _, i := range ideas {
		if i.Does == NewExpense {
			next.DRE = append(next.DRE, Expense{i.Kind, i.Amount, i.Every})
			continue
		}
		next.Income = append(next.Income, Income{Kind: i.Kind, Amount: i.Amount, Every: i.Every})
		b.MoreIncome += i.Every.Weekly(i.Amount, pence.Down)
	}
	after, err := Assess(next)
	if err != nil {
		return BetterOff{}, err
	}
	b.Comparison = Compare(before, after)
	b.Notes = b.notes(next)
	return b, nil
}

// notes says what the sums alone would not.
func (b BetterOff) notes(c Case) []string {
	var notes []string
	has := func(k IdeaKind) bool {
		return slices.ContainsFunc(b.Ideas, func(i Idea) bool { return i.Does == k })
	}
	cares := slices.ContainsFunc(c.Income, func(in Income) bool { return isCareBenefit(in.Kind) })
	if b.After.Means == nil {
		notes = append(notes, "You pay the full cost, so income and expenses do not change what you pay.")
	}
	if has(Job) {
		notes = append(notes, "Earnings from work are left out. However much you earn, a job does not make you pay more for your care.",
			"Earnings may change your benefits, your tax and help with rent. Ask for a benefits check before you decide.")
	}
	if has(Benefit) {
		notes = append(notes, "Some benefits count and some do not. A new benefit can also bring others with it. Ask for a benefits check.")
	}
	if has(NewExpense) && !cares {
		notes = append(notes, "Disability expenses count only when you get Personal Independence Payment (daily living), Attendance Allowance or Disability Living Allowance (care).")
	}
	if has(NewExpense) && cares && b.Difference() == 0 && b.After.Means != nil {
		notes = append(notes, "The expense changes nothing today: other rules already keep your charge where it is. Tell us of it all the same.")
	}
	return notes
}

// String prints the view for the person and whoever advises them.
func (b BetterOff) String() string {
	var s strings.Builder
	s.WriteString("What would change\n=================\n\n")
	for _, i := range b.Ideas {
		fmt.Fprintf(&s, "  %s: %s %s\n", i.title(), i.Amount.Format(), periods[i.Every])
	}
	fmt.Fprintf(&s, "\nYou pay now: %s a week. You would pay: %s a week.\n", b.Before.WeeklyCharge.Format(), b.After.WeeklyCharge.Format())
	s.WriteString(b.verdict() + "\n\n")
	for _, n := range b.Notes {
		s.WriteString(wrap(n, paper))
	}
	s.WriteString("\n" + b.Comparison.String())
	return s.String()
}

func (i Idea) title() string {
	switch i.Does {
	case Job:
		return "A job"
	case NewExpense:
		return "A disability expense, " + nameOf(i.Kind)
	}
	return "More income, " + nameOf(i.Kind)
}

func (b BetterOff) verdict() string {
	switch net := b.Net(); {
	case net > 0:
		return fmt.Sprintf("You would be %s a week better off.", net.Format())
	case net < 0:
		return fmt.Sprintf("You would be %s a week worse off.", (-net).Format())
	}
	return "You would be neither better nor worse off."
}

// MarshalJSON gives the comparison with what the ideas bring.
func (b BetterOff) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Comparison Comparison `json:"comparison"`
		MoreIncome string     `json:"more_income"`
		BetterOff  string     `json:"better_off"`
		Notes      []string   `json:"notes"`
	}{b.Comparison, b.MoreIncome.String(), b.Net().String(), append([]string{}, b.Notes...)})
}
