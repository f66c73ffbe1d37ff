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
	cares      bool        // a disability benefit is among the income
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
	after.Warnings = append(slices.Clone(after.Warnings), unknownBenefits(ideas)...)
	b.Comparison = Compare(before, after)
	b.cares = slices.ContainsFunc(next.Income, func(in Income) bool { return isCareBenefit(in.Kind) })
	return b, nil
}

// unknownBenefits warns of benefits that no rule is about: they count in full,
// which for a slip of the pen is a wrong answer.
func unknownBenefits(ideas []Idea) (warnings []string) {
	for _, i := range ideas {
		_, known := kindNames[i.Kind]
		_, doubted := nearest(i.Kind, parameters().special) // Assess asks whether that is meant
		if i.Does == Benefit && !known && !doubted {
			warnings = append(warnings, fmt.Sprintf("%q is no benefit that the rules know; it counts in full", i.Kind))
		}
	}
	return warnings
}

// Write tells the person what would change, in either voice.
func (b BetterOff) Write(v Voice) Letter {
	w := writer{r: b.After, easy: v == Easy}
	ideas := Section{Key: "idea", Heading: w.say("Your idea", "Your idea")}
	for _, i := range b.Ideas {
		ideas.Rows = append(ideas.Rows, Row{Label: i.title(w), Amount: i.Amount.Format() + " " + periods[i.Every]})
	}
	change := b.change(w)
	know := Section{Key: "know", Heading: w.say("Good to know", "Good to know"), Paragraphs: b.notes(w)}
	l := Letter{Title: w.say("What would change for you", "What changes for you"),
		Sections: []Section{ideas, change, know}}
	if w.easy {
		l.oneIdeaALine()
	}
	return l
}

// change says what the person pays now and then. At full cost, without a
// week's services, there are no sums to show.
func (b BetterOff) change(w writer) Section {
	s := Section{Key: "change", Heading: w.say("What you would pay", "What you pay")}
	switch {
	case b.OfMaximum():
		s.row(w.say("The most you pay in a week now", "The most you pay now"), b.pays(b.Before))
		s.row(w.say("The most you would pay in a week", "The most you pay then"), b.pays(b.After))
	case len(b.After.Services) > 0:
		s.row(w.say("You pay each week now", "You pay each week now"), b.pays(b.Before))
		s.row(w.say("You would pay each week", "Then you pay each week"), b.pays(b.After))
	}
	switch net := b.Net(); {
	case net > 0:
		s.add(w.say("You would be %s a week better off.", "You have %s more each week.", net.Format()))
	case net < 0:
		s.add(w.say("You would be %s a week worse off.", "You have %s less each week.", (-net).Format()))
	default:
		s.add(w.say("You would be neither better nor worse off.", "You have the same money as now."))
	}
	return s
}

// Notes says what to know before deciding; the sums alone would not.
func (b BetterOff) Notes() []string { return b.notes(writer{r: b.After}) }

func (b BetterOff) notes(w writer) []string {
	var s Section
	has := func(k IdeaKind) bool {
		return slices.ContainsFunc(b.Ideas, func(i Idea) bool { return i.Does == k })
	}
	if b.After.Means == nil {
		s.add(w.say("You pay the full cost, so income and expenses do not change what you pay.",
			"You pay the full price. Your idea does not change that."))
	}
	if has(Job) {
		s.add(w.say("Earnings from work are left out. However much you earn, a job does not make you pay more for your care.",
			"You can work and earn money. You do not pay more for your care."))
		s.add(w.say("Earnings may change your benefits, your tax and help with rent. Ask for a benefits check before you decide.",
			"A job can change your benefits. Ask for a benefits check first. A benefits check looks at all your money."))
	}
	if has(Benefit) {
		s.add(w.say("Some benefits count and some do not. A new benefit can also bring others with it. Ask for a benefits check.",
			"We count some benefits. We do not count others. Ask for a benefits check. It looks at all your money."))
	}
	if has(NewExpense) {
		b.noteExpense(w, &s)
	}
	return s.Paragraphs
}

// noteExpense says why an expense may change nothing.
func (b BetterOff) noteExpense(w writer, s *Section) {
	switch {
	case b.After.Means == nil:
	case !b.cares:
		s.add(w.say("Disability expenses count only beside a disability benefit: Personal Independence Payment (daily living), "+
			"Attendance Allowance or Disability Living Allowance (care).",
			"We only count this with a disability benefit. Ask us if you can get one."))
	case b.Difference() == 0:
		s.add(w.say("The expense changes nothing today: other rules already keep your charge where it is. Tell us of it all the same.",
			"This does not change the price today. Please tell us anyway."))
	default:
		s.add(w.say("Keep the bills. We ask to see them before we count the expense.",
			"Keep your bills. We need to see them."))
	}
}

// String prints the view for the person, then what moved for whoever advises.
func (b BetterOff) String() string {
	return b.Write(Standard).String() + "\n" + b.Comparison.String()
}

func (i Idea) title(w writer) string {
	switch i.Does {
	case Job:
		return w.say("A job", "You get a job")
	case NewExpense:
		return w.say("A disability expense: %s", "You pay for this: %s", nameOf(i.Kind))
	}
	return w.say("More income: %s", "You get this: %s", nameOf(i.Kind))
}

// MarshalJSON gives the comparison with what the ideas bring.
func (b BetterOff) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Comparison Comparison `json:"comparison"`
		MoreIncome string     `json:"more_income"`
		BetterOff  string     `json:"better_off"`
		Notes      []string   `json:"notes"`
	}{b.Comparison, b.MoreIncome.String(), b.Net().String(), append([]string{}, b.Notes()...)})
}
