package check

import (
	"io"
	"slices"
	"strings"

	"ourdays/internal/engine/weekplan/strict"
)

// plan is what a file says of a plan. What it does not say, or says wrongly, is told when
// it is read and compared with nothing: see sound.
type plan struct {
	objective, bound int64
	gap, seconds     float64
	status           string
	weeks            [][]int
	summary          summary
	moves            []trade

	faults strict.Faults
	notes  strict.Faults // keys that are not known, outside the summary
	broken bool          // the text ends, or is no JSON, from some place on
	has    func(key string) bool
}

// summary is the plan in a few numbers, by their keys, as it says them.
type summary struct {
	counts   map[string]int64
	share    float64 // of who is worst off
	fairness beside
	has      func(key string) bool
}

// beside is how fair this plan is, and one made beside it.
type beside struct{ plan, fairer fairness }

type fairness struct {
	all            spread
	byTier, byTown []spread
	uncompared     int64
}

// spread is how one group fares.
type spread struct {
	group, people       int64
	worst, p1, p10, p50 float64
	below               *int64 // nil where it is not shown
}

// trade is what can be had for so many people moved.
type trade struct{ moved, objective, bound int64 }

// most is more than any number that a plan says, and two of them can be added.
const most = 1 << 61

var planFields = []strict.Field[plan]{
	strict.May("name", func(s *strict.Scanner, _ *plan) { s.Text() }),
	strict.Need("status", func(s *strict.Scanner, p *plan) { p.status = s.Text() }),
	strict.Need("objective", strict.Large(func(p *plan) *int64 { return &p.objective }, -most, most)),
	strict.Need("bound", strict.Large(func(p *plan) *int64 { return &p.bound }, -most, most)),
	strict.Need("gap", strict.Fraction(func(p *plan) *float64 { return &p.gap })),
	strict.May("seconds", strict.Fraction(func(p *plan) *float64 { return &p.seconds })),
	strict.Need("people", func(s *strict.Scanner, p *plan) { s.Array(func() { p.person(s) }) }),
	strict.Need("summary", func(s *strict.Scanner, p *plan) {
		p.summary.counts = map[string]int64{}
		p.summary.has = strict.Fill(s, &p.summary, summaryFields())
	}),
	strict.May("moves", func(s *strict.Scanner, p *plan) {
		s.Array(func() {
			var m trade
			strict.Fill(s, &m, tradeFields)
			p.moves = append(p.moves, m)
		})
	}),
}

// person reads one person's week.
func (p *plan) person(s *strict.Scanner) {
	var week []int
	strict.Fill(s, &week, []strict.Field[[]int]{strict.Need("sessions", func(s *strict.Scanner, week *[]int) {
		s.Array(func() { *week = append(*week, int(s.Number("the number of a session", 0, 1<<30))) })
	})})
	p.weeks = append(p.weeks, week)
}

// counted are the numbers of a summary that come from the weeks.
var counted = []string{"utility", "friendship", "staff", "musts_missed", "units_short", "moved",
	"below_floor"}

func summaryFields() []strict.Field[summary] {
	count := func(key string) func(s *strict.Scanner, x *summary) {
		return func(s *strict.Scanner, x *summary) { x.counts[key] = s.Integer(-most, most) }
	}
	fields := []strict.Field[summary]{
		strict.Need("worst_off", count("worst_off")),
		strict.May("worst_share", strict.Fraction(func(x *summary) *float64 { return &x.share })),
		strict.May("locked_people", count("locked_people")),
		strict.May("locked_sessions", count("locked_sessions")),
		strict.May("fairness", func(s *strict.Scanner, x *summary) {
			strict.Fill(s, &x.fairness, besideFields)
		}),
	}
	for _, key := range counted {
		fields = append(fields, strict.Need(key, count(key)))
	}
	return fields
}

var besideFields = []strict.Field[beside]{
	strict.Need("weight", func(s *strict.Scanner, _ *beside) { s.Integer(0, most) }),
	strict.Need("plan", func(s *strict.Scanner, x *beside) { strict.Fill(s, &x.plan, fairnessFields) }),
	strict.Need("fairer", func(s *strict.Scanner, x *beside) { strict.Fill(s, &x.fairer, fairnessFields) }),
}

var fairnessFields = []strict.Field[fairness]{
	strict.Need("all", func(s *strict.Scanner, x *fairness) { strict.Fill(s, &x.all, spreadFields) }),
	strict.Need("by_tier", spreads(func(x *fairness) *[]spread { return &x.byTier })),
	strict.Need("by_town", spreads(func(x *fairness) *[]spread { return &x.byTown })),
	strict.May("uncompared", strict.Large(func(x *fairness) *int64 { return &x.uncompared }, 0, most)),
}

// spreads reads a list of groups, or that there are none to be shown.
func spreads(to func(x *fairness) *[]spread) func(s *strict.Scanner, x *fairness) {
	return func(s *strict.Scanner, x *fairness) {
		if s.Null() {
			return
		}
		s.Array(func() {
			var g spread
			strict.Fill(s, &g, spreadFields)
			*to(x) = append(*to(x), g)
		})
	}
}

var spreadFields = []strict.Field[spread]{
	strict.Need("group", strict.Large(func(x *spread) *int64 { return &x.group }, 0, most)),
	strict.Need("people", strict.Large(func(x *spread) *int64 { return &x.people }, 0, most)),
	strict.Need("worst", strict.Fraction(func(x *spread) *float64 { return &x.worst })),
	strict.Need("p1", strict.Fraction(func(x *spread) *float64 { return &x.p1 })),
	strict.Need("p10", strict.Fraction(func(x *spread) *float64 { return &x.p10 })),
	strict.Need("p50", strict.Fraction(func(x *spread) *float64 { return &x.p50 })),
	strict.Need("below_floor", func(s *strict.Scanner, x *spread) {
		if !s.Null() {
			n := s.Integer(0, most)
			x.below = &n
		}
	}),
}

var tradeFields = []strict.Field[trade]{
	strict.May("today", func(s *strict.Scanner, _ *trade) { s.Truth() }),
	strict.Need("kappa", func(s *strict.Scanner, _ *trade) { s.Integer(0, most) }),
	strict.Need("moved", strict.Large(func(x *trade) *int64 { return &x.moved }, -most, most)),
	strict.Need("objective", strict.Large(func(x *trade) *int64 { return &x.objective }, -most, most)),
	strict.Need("bound", strict.Large(func(x *trade) *int64 { return &x.bound }, -most, most)),
}

// readPlan reads what a file says of a plan, and all that is wrong with how it says it. A
// key of the summary that is not known is at fault, for nobody can say that it is right.
func readPlan(file io.Reader) plan {
	var p plan
	s := strict.New(file)
	p.has = strict.Fill(s, &p, planFields)
	s.End()
	p.faults, p.broken = s.Faults, s.Dead()
	for _, f := range s.Strange {
		if strings.HasPrefix(f.Path, "summary.") {
			p.faults = append(p.faults, strict.Fault{Path: f.Path, Message: "is not known"})
		} else {
			p.notes = append(p.notes, f)
		}
	}
	if !p.broken && !slices.ContainsFunc([]string{"objective", "bound", "status", "summary"}, p.has) {
		p.faults = strict.Faults{{Message: "this is no plan: objective, bound, status and summary are missing"}}
		p.notes = nil
	}
	return p
}

// sound tells whether the plan says what stands at a path, and all that is under it, as it
// should. Of what is in a list nothing is asked here but the list.
func (p *plan) sound(path string) bool {
	key, inner, deep := strings.Cut(path, ".")
	if !p.has(key) || deep && (p.summary.has == nil || !p.summary.has(inner)) {
		return false
	}
	return !slices.ContainsFunc(p.faults, func(f strict.Fault) bool {
		rest, under := strings.CutPrefix(f.Path, path)
		return under && (rest == "" || strings.ContainsAny(rest[:1], ".["))
	})
}
