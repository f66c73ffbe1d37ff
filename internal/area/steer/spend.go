package steer

import (
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/pence"
)

// WeeksAYear turns the cost of a week into that of a year.
const WeeksAYear = 52

// Year is a financial year: 1 April to 31 March.
type Year struct{ From, To clock.Date }

// YearOf gives the financial year that holds a day.
func YearOf(d clock.Date) Year {
	y := d.Year
	if d.Month < 4 {
		y--
	}
	return Year{clock.D(y, 4, 1), clock.D(y+1, 3, 31)}
}

// Span is a run of days, both ends included.
type Span struct{ From, To clock.Date }

// Has reports whether a day lies in the span.
func (s Span) Has(d clock.Date) bool { return !d.Before(s.From) && !d.After(s.To) }

// Months lists the twelve months of the year.
func (y Year) Months() []Span {
	var list []Span
	for i := range 12 {
		from := y.From.AddMonths(i)
		list = append(list, Span{from, y.From.AddMonths(i + 1).AddDays(-1)})
	}
	return list
}

// Whole is the year as a span.
func (y Year) Whole() Span { return Span(y) }

// Money is an amount for each of the two kinds of provider.
type Money struct{ InHouse, External pence.Pence }

// Sum is both.
func (m Money) Sum() pence.Pence { return m.InHouse + m.External }

func (m *Money) add(inHouse int, p pence.Pence) {
	if inHouse == 1 {
		m.InHouse += p
	} else {
		m.External += p
	}
}

// Month is one month of a year: what was spent, and what is expected to be.
type Month struct {
	Span
	Spent    Money
	Expected Money
}

// DayMoney is an amount of one kind of provider on a day.
type DayMoney struct {
	InHouse int // 1 for the council's own service
	Day     clock.Date
	Amount  pence.Pence
}

// Weekly is what the sessions of one day of the week cost that placements of the same
// days have: those of From, of each week after it, up to To.
type Weekly struct {
	InHouse int
	From    clock.Date
	To      clock.Date
	Cost    pence.Pence
}

// perDay is what a placement costs on one day of each week, from 0 for Monday on.
type perDay struct {
	day  int
	cost pence.Pence
}

// byDay lays what a week costs on the days of an ordinary week, which are bits. A penny
// that cannot be shared counts on the first; a week without days on Monday.
func byDay(week pence.Pence, days int) []perDay {
	var list []perDay
	for day := range 7 {
		if days&(1<<day) != 0 {
			list = append(list, perDay{day: day})
		}
	}
	if len(list) == 0 {
		return []perDay{{0, week}}
	}
	n := pence.Pence(len(list))
	for i := range list {
		list[i].cost = week / n
	}
	list[0].cost += week % n
	return list
}

// firstOn is the first such day of the week from a day on.
func firstOn(from clock.Date, day int) clock.Date {
	d := from.Monday().AddDays(day)
	if d.Before(from) {
		return d.AddDays(7)
	}
	return d
}

// byMonth lays spent days, open bookings and the weeks ahead into months, each session in
// the month of its day: the present week by its bookings, the weeks after it by the days
// on which places are agreed. So each amount is whole pence, and months add up.
func byMonth(y Year, today clock.Date, spent, open []DayMoney, ahead []Weekly) []Month {
	var months []Month
	for _, m := range y.Months() {
		months = append(months, Month{Span: m})
	}
	for i := range months {
		m := &months[i]
		for _, s := range spent {
			if m.Has(s.Day) {
				m.Spent.add(s.InHouse, s.Amount)
			}
		}
		for _, o := range open {
			if m.Has(o.Day) {
				m.Expected.add(o.InHouse, o.Amount)
			}
		}
		for _, w := range ahead {
			m.Expected.add(w.InHouse, w.Cost*pence.Pence(timesIn(m.Span, today, w.From, w.To)))
		}
	}
	return months
}

// spentFrom is the first month in which a register was closed, when months before
// it passed without any: what was spent then is not known here.
func spentFrom(months []Month) (Month, bool) {
	for i, m := range months {
		if m.Spent.Sum() != 0 {
			return m, i > 0
		}
	}
	return Month{}, false
}

// knownPart gives, of a budget for a year, what is of the days from one on: where spending
// is known from then on only, nothing else can be set against it.
func (y Year) knownPart(whole pence.Pence, from clock.Date) pence.Pence {
	return whole.MulDiv(int64(y.To.DaysSince(from)+1), int64(y.To.DaysSince(y.From)+1), pence.Nearest)
}

// nextMonday is when the weeks ahead begin.
func nextMonday(today clock.Date) clock.Date { return today.Monday().AddDays(7) }

// timesIn counts the days of a span, in the weeks ahead, that are from, or weeks after it,
// and not after to.
func timesIn(s Span, today, from, to clock.Date) int {
	first := from
	for _, d := range []clock.Date{s.From, nextMonday(today)} {
		if d.After(first) {
			first = d
		}
	}
	first = firstOn(first, from.DaysSince(from.Monday()))
	last := s.To
	if to.Before(last) {
		last = to
	}
	if last.Before(first) {
		return 0
	}
	return last.DaysSince(first)/7 + 1
}

// Line is one line of a table: people and money of one group.
type Line struct {
	Key       string
	Name      string
	InHouse   int
	People    int // with a going placement
	Places    int
	Week      pence.Pence // of the going placements
	Spent     pence.Pence
	Committed pence.Pence
}

// Year is what the going placements cost in a year at their contract prices.
func (l Line) Year() pence.Pence { return l.Week * WeeksAYear }

// PerPerson is what a person costs a week; 0 without people.
func (l Line) PerPerson() pence.Pence {
	if l.People == 0 {
		return 0
	}
	return l.Week.MulDiv(1, int64(l.People), pence.Nearest)
}

// Groups counts people by where they go; the three exclude one another.
type Groups struct{ InHouse, External, Both int }

// All counts everybody once.
func (g Groups) All() int { return g.InHouse + g.External + g.Both }

// Budget is what the council set aside for a year.
type Budget struct {
	ID       string
	YearFrom clock.Date
	InHouse  pence.Pence
	External pence.Pence
	Reason   string
	Actor    string
	Made     clock.Instant
}

// Sum is the whole of it.
func (b Budget) Sum() pence.Pence { return b.InHouse + b.External }

// mostBudget bounds a budget: ten billion pounds is a slip of the hand.
const mostBudget = pence.Pence(1_000_000_000_000)

// The bounds of where a budget was decided, in letters.
const (
	shortestReason = 10
	longestReason  = 500
)

// Check holds a budget to its rules and gives all that is wrong.
func (b Budget) Check() error {
	var wrong []fail.Field
	add := func(bad bool, name, key string, args ...any) {
		if bad {
			wrong = append(wrong, fail.Field{Name: name, Key: key, Args: args})
		}
	}
	add(b.InHouse < 0 || b.InHouse > mostBudget, "in_house", "steer.refused.amount")
	add(b.External < 0 || b.External > mostBudget, "external", "steer.refused.amount")
	add(b.InHouse >= 0 && b.External >= 0 && b.Sum() == 0, "in_house", "steer.refused.nothing")
	n := len([]rune(b.Reason))
	add(n < shortestReason || n > longestReason, "reason", "steer.refused.reason", "least", shortestReason,
		"most", longestReason)
	return fail.Fields(wrong...)
}

// Filter says which placements a figure is about. The zero Filter is all.
type Filter struct {
	Org     string
	orgName string // for the page
	Kind    string // in_house or external
	Tier    int
	Group   string // in_house, external or both: where its person goes
	Place   string // one placement
	Span    Span   // the days of spent and expected money
	// Result narrows reviews to those that one figure counts; empty is all of them.
	Result Result
}

// The kinds of provider, and the third group of people.
const (
	InHouse  = "in_house"
	External = "external"
	Both     = "both"
)

// Reach is how far people came with their outcomes, by their last review.
type Reach struct {
	Key        string
	Name       string
	People     int
	T          int64 // sum of hundredths
	Baseline   int64
	Fully      int
	Partially  int
	NotMet     int
	Up, Down   int // people who came further, or fell back
	Suppressed bool
}

// Result is what a review says of how far somebody came.
type Result string

// The figures of a group beside its people.
const (
	Further Result = "further"
	Back    Result = "back"
	Fully   Result = "fully"
	Partly  Result = "partly"
	NotMet  Result = "not_met"
)

var results = []Result{Further, Back, Fully, Partly, NotMet}

// Count is how many reviews of the group say so; all of them without a result.
func (r Reach) Count(of Result) int {
	switch of {
	case Further:
		return r.Up
	case Back:
		return r.Down
	case Fully:
		return r.Fully
	case Partly:
		return r.Partially
	case NotMet:
		return r.NotMet
	}
	return r.People
}

// MeanT and MeanBaseline are in hundredths.
func (r Reach) MeanT() int { return mean(r.T, r.People) }

// MeanBaseline is the mean at the start, in hundredths.
func (r Reach) MeanBaseline() int { return mean(r.Baseline, r.People) }

func mean(sum int64, n int) int {
	if n == 0 {
		return 0
	}
	return int(pence.Pence(sum).MulDiv(1, int64(n), pence.Nearest))
}

// fewest is how many people a group must have for its outcomes to be shown, or
// for its people to be listed one by one.
const fewest = 5

// suppress hides groups so small that they would expose people. Where the
// groups exclude one another and their total is shown, one hidden group could
// be worked out: then the next smallest is hidden too.
func suppress(list []Reach, exclusive bool) {
	hidden, next := 0, -1
	for i := range list {
		if list[i].People == 0 {
			continue
		}
		if list[i].People < fewest {
			list[i].Suppressed = true
			hidden++
		} else if next < 0 || list[i].People < list[next].People {
			next = i
		}
	}
	if exclusive && hidden == 1 && next >= 0 {
		list[next].Suppressed = true
	}
}
