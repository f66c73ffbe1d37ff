package charging

import (
	"fmt"
	"strings"

	"ourdays/internal/platform/pence"
)

// Letter explains a result in plain words: what was counted, what was left
// out, what the person keeps and pays, and how to disagree.
func Letter(c Case, r Result) string {
	l := &letter{}
	l.line("What you pay for your care and support")
	l.line("=======================================")
	l.line("From %s. All amounts are for one week.", longDate(c.Date))
	l.gap()
	l.answer(r)
	if r.FullCost {
		l.lines("What your week costs", r, StepCost)
	} else {
		l.lines("What you own (not a weekly amount)", r, StepCapital)
		l.lines("What we counted", r, StepIncome, StepTariff)
		l.lines("What we left out", r, StepDisregard)
		l.lines("What we took off for your home and your disability", r, StepHousing, StepDRE)
		l.lines("What you keep to live on", r, StepMIG)
		l.sum(r)
		l.lines("What your week costs", r, StepCost)
	}
	l.warnings(r)
	l.line("If you do not agree")
	l.line("  Tell us within a month if you can, or later if you cannot. Somebody who did not make this decision looks at it again.")
	l.line("  You can ask for help to do this, and you can complain. You can ask for a full assessment at any time.")
	l.line("  Tell us when your money, your home or your expenses change: we work it out again.")
	return l.b.String()
}

type letter struct{ b strings.Builder }

func (l *letter) line(format string, args ...any) { fmt.Fprintf(&l.b, format+"\n", args...) }
func (l *letter) gap()                            { l.b.WriteByte('\n') }

func (l *letter) answer(r Result) {
	switch {
	case r.WeeklyCharge == 0:
		l.line("You pay nothing.")
	case r.FullCost:
		l.line("You pay %s a week. This is the full cost of your services.", r.WeeklyCharge.Format())
	default:
		l.line("You pay %s a week. Your services cost %s a week.", r.WeeklyCharge.Format(), r.WeeklyCost.Format())
	}
	switch r.FullCostBecause {
	case "capital":
		l.line("You pay the full cost because your capital is above the upper limit.")
	case "refused":
		l.line("You pay the full cost because you chose not to tell us about your money. You may tell us at any time.")
	case AboveLimit:
		l.line("You pay the full cost because you told us that your capital is above the upper limit.")
	}
	l.gap()
}

// lines writes the lines of some steps under a heading; without any it writes
// nothing.
func (l *letter) lines(heading string, r Result, steps ...string) {
	first := true
	for _, line := range r.Lines {
		if !hasStep(steps, line.Step) {
			continue
		}
		if first {
			l.line("%s", heading)
			first = false
		}
		label := strings.TrimPrefix(line.Label, "What you keep to live on: ")
		l.line("  %-58s %12s", strings.ToUpper(label[:1])+label[1:], amountOf(line).Format())
	}
	if !first {
		l.gap()
	}
}

// amountOf shows what is taken off without its sign: the heading says it.
func amountOf(line Line) pence.Pence {
	if line.Amount < 0 {
		return -line.Amount
	}
	return line.Amount
}

func hasStep(steps []string, s string) bool { return has(steps, s) }

func (l *letter) sum(r Result) {
	l.line("How we worked it out")
	var off pence.Pence
	for _, line := range r.Lines {
		if line.Step == StepHousing || line.Step == StepDRE {
			off -= line.Amount
		}
	}
	l.line("  %-58s %12s", "Income that counts", r.AssessableIncome.Format())
	l.line("  %-58s %12s", "Less your home and your disability", off.Format())
	l.line("  %-58s %12s", "Less what you keep to live on", r.MIG.Format())
	l.line("  %-58s %12s", "The most you can be asked to pay", r.MaximumContribution.Format())
	switch {
	case *r.MaximumContribution > r.WeeklyCost:
		l.line("  You never pay more than your week costs: %s.", r.WeeklyCost.Format())
	case r.WeeklyCharge < *r.MaximumContribution:
		l.line("  This is so little that we do not charge it.")
	}
	l.gap()
}

func (l *letter) warnings(r Result) {
	if len(r.Warnings) == 0 {
		return
	}
	l.line("Please note")
	for _, w := range r.Warnings {
		l.line("  %s", w)
	}
	l.gap()
}

// EasyLetter says the same in Easy Read: one idea a sentence, short words, the
// same figures.
func EasyLetter(c Case, r Result) string {
	l := &letter{}
	l.line("What you pay")
	l.line("============")
	l.gap()
	l.line("This letter is about money.")
	l.line("It is about money for your care.")
	l.line("It starts on %s.", longDate(c.Date))
	l.gap()
	l.easyAnswer(r)
	if !r.FullCost {
		l.easySums(r)
	}
	l.easyWarnings(r)
	l.line("Do you think this is wrong?")
	l.line("Tell us.")
	l.line("We look at it again.")
	l.line("Somebody can help you to tell us.")
	l.gap()
	l.line("Does your money change?")
	l.line("Tell us.")
	l.line("We work it out again.")
	return l.b.String()
}

func (l *letter) easyAnswer(r Result) {
	l.line("What do you pay?")
	if r.WeeklyCharge == 0 {
		l.line("You pay nothing.")
	} else {
		l.line("You pay %s each week.", r.WeeklyCharge.Format())
	}
	l.line("Your care costs %s each week.", r.WeeklyCost.Format())
	switch {
	case r.FullCost && r.WeeklyCharge > 0:
		l.line("You pay all of it.")
	case r.WeeklyCharge < r.WeeklyCost:
		l.line("The council pays %s.", (r.WeeklyCost - r.WeeklyCharge).Format())
	}
	switch r.FullCostBecause {
	case "capital", AboveLimit:
		l.line("This is because you have a lot of savings.")
	case "refused":
		l.line("This is because you did not tell us about your money.")
		l.line("You can still tell us.")
	}
	l.gap()
}

// easySums tells the few sums that matter; the full letter has every line.
func (l *letter) easySums(r Result) {
	var income, out, home pence.Pence
	for _, line := range r.Lines {
		switch line.Step {
		case StepIncome, StepTariff:
			income += line.Amount
		case StepDisregard:
			out -= line.Amount
		case StepHousing, StepDRE:
			home -= line.Amount
		}
	}
	l.line("How did we work it out?")
	l.line("We looked at the money you get.")
	l.line("You get %s each week.", income.Format())
	if *r.TariffIncome > 0 {
		l.line("%s of this is for your savings.", r.TariffIncome.Format())
	}
	l.gap()
	if out > 0 {
		l.line("We do not count all of it.")
		l.line("We leave out %s.", out.Format())
		l.gap()
	}
	if home > 0 {
		l.line("You pay for your home and for help.")
		l.line("We leave you %s for this.", home.Format())
		l.gap()
	}
	l.line("You need money to live.")
	l.line("We leave you %s for this.", r.MIG.Format())
	l.gap()
	if *r.MaximumContribution > r.WeeklyCharge && r.WeeklyCharge == r.WeeklyCost {
		l.line("You never pay more than your care costs.")
		l.gap()
	}
}

func (l *letter) easyWarnings(r Result) {
	if r.LightTouch != "" {
		l.line("We did not ask you about everything.")
		l.line("You can ask us to look at everything.")
		l.gap()
	}
	for _, w := range r.Warnings {
		if strings.HasPrefix(w, "Nobody has confirmed") {
			l.line("We need to check one number.")
			l.line("We tell you if it changes.")
			l.gap()
			return
		}
	}
}

var months = []string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
	"November", "December"}

// longDate says a date that Read checked: "2 June 2025".
func longDate(date string) string {
	var y, m, d int
	if n, err := fmt.Sscanf(date, "%d-%d-%d", &y, &m, &d); err != nil || n != 3 || m < 1 || m > 12 {
		return date
	}
	return fmt.Sprintf("%d %s %d", d, months[m-1], y)
}

// Explain tells how two assessments differ, line by line, and why the charge
// moved.
func Explain(before, after Result) string {
	l := &letter{}
	l.line("The charge is %s a week; before it was %s.", after.WeeklyCharge.Format(), before.WeeklyCharge.Format())
	l.changes(Compare(before, after))
	switch {
	case before.WeeklyCharge == after.WeeklyCharge && before.FullCost == after.FullCost && !before.FullCost &&
		*before.MaximumContribution != *after.MaximumContribution:
		l.line("The most that can be asked moved, but the week's cost or nothing at all still decides what is paid.")
	case before.FullCost != after.FullCost:
		l.line("One of the two pays the full cost, the other what the means test gives.")
	}
	return l.b.String()
}

func (l *letter) changes(changes []Change) {
	if len(changes) == 0 {
		l.line("No line differs.")
		return
	}
	l.line("%-16s %-58s %12s %12s %12s", "step", "line", "before", "after", "moved")
	for _, c := range changes {
		l.line("%-16s %-58s %12s %12s %12s", c.Step, c.Label, c.Before.Format(), c.After.Format(), c.Moved().Format())
	}
}

// ExplainBetterOff tells what something more would change.
func ExplainBetterOff(b BetterOff, job bool) string {
	l := &letter{}
	if job {
		l.line("Money from a job is not counted. It does not change what you pay.")
	}
	l.line("You would pay %s a week. Now you pay %s.", b.After.WeeklyCharge.Format(), b.Before.WeeklyCharge.Format())
	switch {
	case b.Left > 0:
		l.line("You would be %s a week better off.", b.Left.Format())
	case b.Left < 0:
		l.line("You would be %s a week worse off.", (-b.Left).Format())
	default:
		l.line("It would change nothing for you.")
	}
	l.gap()
	l.changes(b.Changes)
	return l.b.String()
}
