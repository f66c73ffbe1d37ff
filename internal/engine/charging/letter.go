package charging

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"ourdays/internal/platform/pence"
)

// Voice is how a letter speaks. The names are those of the site's voices.
type Voice string

// The two voices of every letter.
const (
	Standard Voice = "en"
	Easy     Voice = "en-easy"
)

// Letter is a breakdown for the person it is about. Pages show its parts;
// String prints it.
type Letter struct {
	Title    string
	Sections []Section
}

// Section is one part of a letter: what is said, then rows of money.
type Section struct {
	// the same in both voices: pay, counted, left_out, keep, sums, services, worried, disagree, help,
	// complain, idea, change, know
	Key        string
	Heading    string
	Paragraphs []string
	Rows       []Row
}

// Row is one amount, written for people.
type Row struct {
	Label, Amount string
	Total         bool // a line is drawn above it
}

// Write tells a person what they pay and why. Both voices hold the same
// figures. The council puts its name, its address and the person's name around
// it; warnings are for the finance officer and are not in it.
func Write(r Result, v Voice) Letter {
	w := writer{r: r, easy: v == Easy}
	l := Letter{Title: w.say("What you pay for your care and support", "Money for your care")}
	l.Sections = append(l.Sections, w.pay())
	if r.Means != nil {
		l.Sections = append(l.Sections, w.counted())
		l.Sections = append(l.Sections, w.leftOut()...)
		l.Sections = append(l.Sections, w.keep(), w.sums())
	}
	l.Sections = append(l.Sections, w.services()...)
	l.Sections = append(l.Sections, w.worried()...)
	l.Sections = append(l.Sections, w.disagree()...)
	if w.easy {
		l.oneIdeaALine()
	}
	return l
}

// oneIdeaALine gives every sentence a line of its own, as Easy Read wants.
func (l *Letter) oneIdeaALine() {
	for i := range l.Sections {
		var lines []string
		for _, p := range l.Sections[i].Paragraphs {
			for _, part := range strings.SplitAfter(p, ". ") {
				lines = append(lines, strings.SplitAfter(part, "? ")...)
			}
		}
		for j := range lines {
			lines[j] = strings.TrimSpace(lines[j])
		}
		l.Sections[i].Paragraphs = lines
	}
}

type writer struct {
	r    Result
	easy bool
}

// say picks the voice and puts what is asked into its places.
func (w writer) say(standard, easy string, args ...any) string {
	text := standard
	if w.easy {
		text = easy
	}
	if len(args) == 0 {
		return text
	}
	return fmt.Sprintf(text, args...)
}

func (w writer) pay() Section {
	r := w.r
	s := Section{Key: "pay", Heading: w.say("What you pay", "You pay")}
	switch {
	case len(r.Services) == 0 && r.FullCost:
		s.add(w.say("You pay the full cost of any care we arrange for you.",
			"You pay the full price of your care."))
	case len(r.Services) == 0:
		s.add(w.say("The most you pay in any week is %s.", "You never pay more than %s each week.",
			r.Means.Maximum.Format()))
	case r.WeeklyCharge > 0:
		s.add(w.say("You pay %s a week.", "You pay %s each week.", r.WeeklyCharge.Format()))
	default:
		s.add(w.say("You pay nothing: %s a week.", "You do not have to pay. You pay %s each week.",
			r.WeeklyCharge.Format()))
	}
	w.why(&s)
	w.remains(&s)
	s.add(w.say("We used the rules and your money as they were on %s.", "We looked at your money on %s.",
		r.Date.Long()))
	return s
}

// remains says what people fear for most: how much of their money they still
// have. The tariff is not in it, because nobody receives it.
func (w writer) remains(s *Section) {
	r := w.r
	income, pays := r.sum(StepIncome), r.WeeklyCharge
	if r.Means == nil || len(r.Services) == 0 && r.Means.Maximum == 0 {
		return
	}
	if len(r.Services) == 0 {
		pays = r.Means.Maximum
	}
	if pays == 0 || pays > income {
		return
	}
	left := (income - pays).Format()
	if len(r.Services) == 0 {
		s.add(w.say("You have %s coming in each week. Even when you pay the most, %s of it is still yours.",
			"You get %s each week. You always keep %s of it. Some weeks you keep more.", income.Format(), left))
		return
	}
	s.add(w.say("You have %s coming in each week. After you pay, %s of it is still yours.",
		"You get %s each week. After you pay you have %s.", income.Format(), left))
}

// why says in a sentence or three what decided the charge.
func (w writer) why(s *Section) {
	r := w.r
	switch {
	case r.Basis == ByRefusal:
		s.add(w.say("You chose not to tell us about your money. Then the rules say that you pay the full cost.",
			"You did not tell us about your money. So you pay the full price."))
		s.add(w.say("You can tell us later. Then we work it out again.",
			"You can tell us later. Then we look again."))
	case r.Basis == ByCapital:
		s.add(w.say("You have savings of %s. The limit is %s. People with more than the limit pay the full cost.",
			"You have savings of %s. The limit is %s. You have more than the limit. So you pay the full price.",
			r.Capital.Format(), r.rules.Upper.Format()))
		s.add(w.say("Tell us when your savings come near the limit. Then we work it out again.",
			"Tell us when your savings get lower. Then we look again."))
	case r.FullCost && len(r.Services) > 0:
		s.add(w.say("This is the full cost of your services.", "This is the full price of your care."))
	case r.FullCost:
	case r.WeeklyCost == 0 && len(r.Services) > 0:
		s.add(w.say("Your services are free.", "Your care is free."))
	case r.sum(StepMinimum) < 0:
		s.add(w.say("We do not ask for less than %s a week.", "We do not ask for less than %s each week.",
			r.Minimum.Format()))
	case r.Means.Maximum > r.WeeklyCost && r.WeeklyCost > 0:
		s.add(w.say("Your services cost %s a week. From your money you could pay up to %s. You never pay more than your services cost.",
			"Your care costs %s each week. You could pay up to %s. You do not pay more than the cost.",
			r.WeeklyCost.Format(), r.Means.Maximum.Format()))
	case r.Means.Maximum > 0 && len(r.Services) == 0:
		s.add(w.say("In a week when your services cost less than that, you pay only what they cost.",
			"Some weeks your care costs less. Then you pay less."))
	case r.Means.Maximum > 0:
		s.add(w.say("This is the most we ask for in any week. In a week when your services cost less than %s, you pay only what they cost.",
			"%s is the most you pay in a week. Some weeks your care costs less. Then you pay less.",
			r.Means.Maximum.Format()))
	default:
		s.add(w.say("What you have is for you to live on. So we do not ask you to pay.",
			"You need your money to live. So we do not ask for it."))
	}
	if r.Ground != "" {
		w.whyLight(s)
	}
}

func (w writer) whyLight(s *Section) {
	switch w.r.Ground {
	case AboveLimit:
		s.add(w.say("You told us that your savings are above the limit. You agreed that we need not look at all your money.",
			"You said you have a lot of savings. You said yes to a short check."))
	case SmallCharge:
		s.add(w.say("The charge is small and you told us that you can pay it. You agreed that we need not look at all your money.",
			"The price is small. You said you can pay it. You said yes to a short check."))
	case BenefitsOnly:
		s.add(w.say("Your only money is benefits for people with a low income. You agreed that we need not look any further.",
			"You only get benefits for people with little money. You said yes to a short check."))
	}
	s.add(w.say("This is called a light-touch assessment. You can ask us for a full assessment at any time.",
		"A short check is called a light-touch assessment. You can ask for a full assessment. That is a longer check."))
}

// counted lists what counts of each income. What is left out of it stands in
// a part of its own, so that nothing is shown as counted that is not.
func (w writer) counted() Section {
	s := Section{Key: "counted", Heading: w.say("What we counted", "Money we count")}
	s.add(w.say("This is the money that counts, for each week.", "We count this money. It is for 1 week."))
	for i, l := range w.r.Lines {
		switch l.Step {
		case StepIncome:
			w.countedOf(&s, l, w.r.leftOutOf(i))
		case StepTariff:
			s.row(w.say("From your savings", "For your savings"), l.Amount)
		}
	}
	if len(s.Rows) == 0 {
		s.Paragraphs = []string{w.say("You have no money coming in that counts.",
			"You get no money that we count.")}
	}
	s.total(w.say("What we counted", "All we count"), w.r.Means.Assessable)
	w.tariff(&s)
	return s
}

// countedOf adds an income to what counts, less what is left out of it.
func (w writer) countedOf(s *Section, l Line, out pence.Pence) {
	switch {
	case out == 0:
		s.row(w.label(l), l.Amount)
	case out < l.Amount:
		s.row(w.say("%s: the part that counts", "Part of this: %s", w.label(l)), l.Amount-out)
	}
}

// tariff explains the money that savings are taken to bring; few people know
// that nobody asks for the savings themselves.
func (w writer) tariff(s *Section) {
	if w.r.Means.Tariff == 0 {
		return
	}
	c := w.r.rules
	s.add(w.say("You have savings of %[1]s. For each %[2]s, or part of %[2]s, above %[3]s, the rules add %[4]s a week.",
		"You have savings of %[1]s. We do not count the first %[3]s. We split the rest into parts of %[2]s. "+
			"The last part can be smaller. For each part we count %[4]s each week.",
		w.r.Capital.Format(), c.Step.Format(), c.Lower.Format(), c.Income.Format()))
}

// label is a line as the person knows it. What did not come weekly says so.
func (w writer) label(l Line) string {
	if w.easy {
		return l.Name
	}
	return l.Label
}

func (w writer) leftOut() []Section {
	s := Section{Key: "left_out", Heading: w.say("What we left out", "Money we do not count")}
	s.add(w.say("This money is all yours. You do not pay from it.",
		"This money is all yours. You do not pay from it."))
	work := false
	for _, l := range w.r.Lines {
		if l.Step == StepDisregard {
			s.row(w.label(l), -l.Amount)
			work = work || l.Kind == "earnings"
		}
	}
	if len(s.Rows) == 0 {
		return nil
	}
	s.total(w.say("Left out", "We do not count"), -w.r.sum(StepDisregard))
	if work {
		s.add(w.say("Money that you earn from work does not make you pay more for your care.",
			"You can work and earn money. You do not pay more for your care."))
	}
	return []Section{s}
}

func (w writer) keep() Section {
	s := Section{Key: "keep", Heading: w.say("What you keep", "Money you keep")}
	s.add(w.say("The law says you must keep enough to live on. This is called the Minimum Income Guarantee.",
		"You keep money to live. The law says how much. It is called the Minimum Income Guarantee."))
	housing, dre := false, false
	for _, step := range []Step{StepMIG, StepHousing, StepDRE} {
		for _, l := range w.r.Lines {
			if l.Step != step {
				continue
			}
			housing, dre = housing || step == StepHousing, dre || step == StepDRE
			s.row(w.kept(l), -l.Amount)
		}
	}
	s.total(w.say("You keep", "All you keep"), -w.r.sum(StepMIG, StepHousing, StepDRE))
	if housing {
		s.add(w.say("You keep money for the costs of your home.", "You keep money for your home."))
	}
	if dre {
		s.add(w.say("You keep money for what you need because of your disability.",
			"You keep money for things you need for your disability."))
	} else {
		s.add(w.say("Does your disability cost you money? Laundry, heating, special food or help at home may count. Tell us.",
			"Do you buy things because of your disability? Tell us. You may pay less."))
	}
	return s
}

// kept names a part of what the person keeps.
func (w writer) kept(l Line) string {
	if l.Step != StepMIG {
		return w.label(l)
	}
	if name, ok := easyParts[l.Name]; ok && w.easy {
		return name
	}
	return l.Name
}

// easyParts says the parts of the guarantee without their hard names.
var easyParts = map[string]string{
	"Minimum Income Guarantee":    "Money to live",
	"Basic amount":                "Money to live",
	"Disability premium":          "More money for your disability",
	"Enhanced disability premium": "Even more money for your disability",
	"Carer premium":               "More money because you care for somebody",
}

// sums shows the way from the money that counts to the charge.
func (w writer) sums() Section {
	r, m := w.r, w.r.Means
	s := Section{Key: "sums", Heading: w.say("How we worked it out", "How we got the price")}
	s.row(w.say("What we counted", "Money we count"), m.Assessable)
	s.row(w.say("Less what you keep", "Take away what you keep"), r.sum(StepMIG, StepHousing, StepDRE))
	left := max(0, m.Assessable+r.sum(StepMIG, StepHousing, StepDRE))
	s.total(w.say("Left over", "What is left"), left)
	if r.sum(StepFloor) > 0 {
		s.add(w.say("What you keep is more than what we counted. So nothing is left over.",
			"You keep all of this money. You do not pay from it."))
	}
	if less := r.sum(StepShare); less < 0 {
		s.row(w.say("Less the part that we leave to you", "Take away what we leave to you"), less)
	}
	if len(r.Services) == 0 {
		s.total(w.say("The most you pay in a week", "The most you pay in a week"), m.Maximum)
		return s
	}
	if less := r.sum(StepCost); less < 0 {
		s.row(w.say("Less what is above the cost of your services", "Take away what is more than the cost"), less)
	}
	if less := r.sum(StepMinimum); less < 0 {
		s.row(w.say("Less what is too little to collect", "Take away what is too little to ask for"), less)
	}
	s.total(w.say("You pay each week", "You pay each week"), r.WeeklyCharge)
	return s
}

func (w writer) services() []Section {
	if len(w.r.Services) == 0 {
		return nil
	}
	s := Section{Key: "services", Heading: w.say("Your services", "Your care")}
	free := false
	for _, sv := range w.r.Services {
		if sv.Free {
			free = true
			s.Rows = append(s.Rows, Row{Label: nameOf(sv.Kind), Amount: w.say("free", "free")})
			continue
		}
		s.row(nameOf(sv.Kind), sv.WeeklyCost)
	}
	s.total(w.say("They cost each week", "The cost each week"), w.r.WeeklyCost)
	if free {
		s.add(w.say("You never pay for a free service.", "You do not pay for free things."))
	}
	if less := w.r.sum(StepMinimum); less < 0 && w.r.FullCost {
		s.add(w.say("This is too little to ask for.", "This is too little. We do not ask for it."))
	}
	return []Section{s}
}

// worried stands in every letter that may cost the person something: people
// give up care that they could keep.
func (w writer) worried() []Section {
	if w.r.WeeklyCharge == 0 && (len(w.r.Services) > 0 || w.r.Means != nil && w.r.Means.Maximum == 0) {
		return nil
	}
	s := Section{Key: "worried", Heading: w.say("If you are worried about paying", "If you are worried")}
	s.add(w.say("Please do not give up any of your care because of what it costs. Talk to us first.",
		"Please do not stop your care. Talk to us first."))
	s.add(w.say("We can check with you that no cost was forgotten, and that you get every benefit you can.",
		"We can look at your costs again. We can check your benefits."))
	return []Section{s}
}

// disagree says what to do about a wrong letter, who helps, and who decides
// when we do not agree.
func (w writer) disagree() []Section {
	wrong := Section{Key: "disagree", Heading: w.say("If you think it is wrong", "If you think it is wrong")}
	wrong.add(w.say("Tell us if something is wrong or missing, or if your money changes. We look again, and it costs you nothing.",
		"Is a number wrong? Tell us. Does your money change? Tell us. We look again. It is free."))
	if w.r.Unconfirmed {
		wrong.add(w.say("Some yearly amounts in this letter still have to be confirmed. We write to you if one changes.",
			"We still check some numbers in this letter. We write to you if they change."))
	}
	help := Section{Key: "help", Heading: w.say("Who can help you", "Who can help you")}
	help.add(w.say("You can ask somebody you trust to help you. If you have nobody, ask us for an advocate: a person who speaks up for you.",
		"A friend can help you. Or ask us for an advocate. An advocate helps you speak up."))
	complain := Section{Key: "complain",
		Heading: w.say("If you still disagree", "If you still think it is wrong")}
	complain.add(w.say("You can make a complaint to us. If that does not help, ask the Local Government and Social Care Ombudsman. "+
		"They are not part of the council, and they cost you nothing.",
		"You can say no to our answer. This is called a complaint. After that you can ask the Ombudsman. The Ombudsman checks if we were fair."))
	return []Section{wrong, help, complain}
}

func (s *Section) add(text string) { s.Paragraphs = append(s.Paragraphs, text) }

func (s *Section) row(label string, amount pence.Pence) {
	s.Rows = append(s.Rows, Row{Label: label, Amount: column(amount)})
}

func (s *Section) total(label string, amount pence.Pence) {
	s.Rows = append(s.Rows, Row{Label: label, Amount: column(amount), Total: true})
}

// column writes an amount always with its pence, so that points stand under
// one another.
func column(p pence.Pence) string {
	text := p.Format()
	if !strings.Contains(text, ".") {
		text += ".00"
	}
	return text
}

// The measures of a printed letter, in letters.
const (
	paper  = 72
	amount = 12
)

// String prints the letter as plain text, 72 letters wide.
func (l Letter) String() string {
	var b strings.Builder
	b.WriteString(l.Title + "\n" + strings.Repeat("=", utf8.RuneCountInString(l.Title)) + "\n")
	for _, s := range l.Sections {
		b.WriteString("\n" + s.Heading + "\n" + strings.Repeat("-", utf8.RuneCountInString(s.Heading)) + "\n")
		for _, p := range s.Paragraphs {
			b.WriteString(wrap(p, paper))
		}
		for _, r := range s.Rows {
			r.print(&b)
		}
	}
	return b.String()
}

// print writes the label, wrapped where it is long, and the amount at the right.
func (r Row) print(b *strings.Builder) {
	if r.Total {
		b.WriteString(strings.Repeat(" ", paper-amount) + strings.Repeat("-", amount) + "\n")
	}
	lines := strings.Split(strings.TrimSuffix(wrap(r.Label, paper-amount-4), "\n"), "\n")
	for i, text := range lines {
		if i < len(lines)-1 {
			b.WriteString("  " + text + "\n")
			continue
		}
		gap := paper - 2 - utf8.RuneCountInString(text) - utf8.RuneCountInString(r.Amount)
		b.WriteString("  " + text + strings.Repeat(" ", max(1, gap)) + r.Amount + "\n")
	}
}

// wrap breaks a text into lines of at most width letters, each ended. A word
// that is longer keeps its line.
func wrap(text string, width int) string {
	var b strings.Builder
	used := 0
	for i, word := range strings.Fields(text) {
		n := utf8.RuneCountInString(word)
		switch {
		case i > 0 && used+1+n > width:
			b.WriteString("\n")
			used = 0
		case i > 0:
			b.WriteString(" ")
			used++
		}
		b.WriteString(word)
		used += n
	}
	return b.String() + "\n"
}
