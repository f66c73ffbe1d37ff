package plans

import (
	"slices"
	"strconv"

	"ourdays/internal/engine/outcomes"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/pence"
)

// How time bounds a plan. Sources: the first light check 6 to 8 weeks after
// sign-off and a review at least every 12 months, statutory guidance to the
// Care Act as the project's domain notes have it (1.2); enablement of up to 12
// weeks, with points at weeks 6 and 10, CE 5.5 and 5.10 and the notes (7).
const (
	firstCheckWeeks   = 8
	dueDays           = 14 // a review is due so many days before its last day
	mostMonths        = 12
	enablementWeeks   = 12
	mostWeeks         = 26 // that a decision or an extension may give enablement
	enablementCheck   = 6
	exitPlanningWeeks = 10
)

// Way is what a review decides. Each has a text plans.way.X.
type Way string

// The ways on from a review.
const (
	Keep       Way = "keep"
	ChangeWeek Way = "change_week"
	ChangeTier Way = "change_tier"
	Extend     Way = "extend" // more time for enablement
	End        Way = "end"
)

// Ways lists what may be decided about a tier.
func Ways(tier int) []Way {
	if tier == Enablement {
		return []Way{Keep, ChangeWeek, ChangeTier, Extend, End}
	}
	return []Way{Keep, ChangeWeek, ChangeTier, End}
}

// Endings lists why a plan may end. Each has a text plans.ending.X.
func Endings() []string { return []string{"goal_met", "moved_on", "withdrawn"} }

// Face is how the person feels about how it goes.
type Face string

// Faces lists the three faces in the order in which they are shown.
func Faces() []Face { return []Face{"good", "ok", "bad"} }

// NotThere says that the person did not take part: their view is then not known.
const NotThere = "not_there"

// SaidHows lists how somebody may say their view. Each has a text
// plans.said_how.X.
func SaidHows() []string {
	return []string{"spoke", "signed", "pictures", "device", "showed", "told_by", NotThere}
}

// Score is where an outcome stands at a review.
type Score struct {
	ReviewID  string
	OutcomeID string
	Baseline  int
	Score     int
	Weight    int
	Closed    int // 1 when the outcome ends with the review: reached, or no longer wanted
	Note      string
}

// Review is one look at a plan, kept for good.
type Review struct {
	ID              string
	PlanID          string
	PersonID        string
	Number          int // counts a plan's reviews from 1
	Held            clock.Date
	WorkerID        string
	Worker          string
	OwnWords        string // the person's view, in their words
	Face            Face
	SaidHow         string
	Present         string // who was there
	Way             Way
	FromTier        int
	ToTier          int
	Reason          string
	Weekly          pence.Pence // the frame of the week from now on
	MinUnits        int
	MaxUnits        int
	StartBy         clock.NullDate
	ExitPlan        string // what comes after enablement
	AgreedBy        string // who agreed to more time
	Ending          string
	NextReview      clock.NullDate
	EnablementUntil clock.NullDate
	TScore          int // hundredths
	TBaseline       int
	Achieved        outcomes.Achieved
	Made            clock.Instant
	Scores          []Score    `db:"-"`
	EndPlaces       []string   `db:"-"` // placements that end with the review
	LastDay         clock.Date `db:"-"` // of those placements; of all, when the plan ends
}

// Step says whether support steps up (more of it), down or stays: tier 1 is
// the most support, tier 3 the least.
func (r Review) Step() string {
	switch {
	case r.Way == End:
		return "end"
	case r.ToTier < r.FromTier:
		return "up"
	case r.ToTier > r.FromTier:
		return "down"
	}
	return "same"
}

// Result works out the outcomes' progress, for one review.
func (r Review) Result() (outcomes.Result, error) {
	var goals []outcomes.Goal
	for _, s := range r.Scores {
		goals = append(goals, outcomes.Goal{Weight: s.Weight, Baseline: s.Baseline, Score: s.Score})
	}
	return outcomes.Score(goals)
}

// wrong gathers what is wrong with a form.
type wrong []fail.Field

func (w *wrong) add(bad bool, name, key string, args ...any) {
	if bad {
		*w = append(*w, fail.Field{Name: name, Key: key, Args: args})
	}
}

// longestView and longestLine bound what is written at a review, in letters.
const (
	longestView    = 2000
	longestLine    = 300
	shortestReason = 10
)

// Check holds a review to its rules and gives all that is wrong. open are the
// plan's outcomes. A list of scores for other outcomes than those means that
// the page is old.
func (r Review) Check(p Plan, open []Outcome, today clock.Date) error {
	var w wrong
	w.add(r.Held.IsZero() || r.Held.After(today) || p.DecidedOn.Valid && r.Held.Before(p.DecidedOn.V), "held",
		"plans.refused.held")
	r.checkView(&w)
	if !r.checkScores(&w, open) {
		return fail.New(fail.Conflict, "plans.refused.outcomes_changed")
	}
	w.add(!slices.Contains(Ways(p.Tier), r.Way), "way", "plans.refused.way")
	w.add(r.Way != Keep && len([]rune(r.Reason)) < shortestReason || len([]rune(r.Reason)) > longestView,
		"reason", "plans.refused.review_reason", "least", shortestReason, "most", longestView)
	w.add(r.Way == Keep && p.ClockOver(today), "way", "plans.refused.clock_over")
	w.add(r.Way == Keep && len(r.EndPlaces) > 0, "end_place", "plans.refused.keep_ends")
	switch r.Way {
	case ChangeTier, ChangeWeek:
		r.checkChange(&w, p, today)
	case Extend:
		r.checkExtension(&w, p)
	case End:
		w.add(!slices.Contains(Endings(), r.Ending), "ending", "plans.refused.ending")
	}
	r.checkNext(&w, p)
	w.add(p.Tier == Enablement && (r.Way == Keep || r.Way == Extend) &&
		p.WeekOfClock(r.Held) >= exitPlanningWeeks && r.ExitPlan == "",
		"exit_plan", "plans.refused.exit_plan")
	w.add((len(r.EndPlaces) > 0 || r.Way == End) && (r.LastDay.IsZero() || r.LastDay.Before(today.AddDays(-1))),
		"last_day", "plans.refused.last_day")
	return fail.Fields(w...)
}

func (r Review) checkView(w *wrong) {
	there := r.SaidHow != NotThere
	w.add(!slices.Contains(SaidHows(), r.SaidHow), "said_how", "plans.refused.said_how")
	w.add(there && r.OwnWords == "", "own_words", "plans.refused.own_words")
	*w = append(*w, tooLong("own_words", "plans.review.own_words", r.OwnWords, longestView)...)
	w.add(there && !slices.Contains(Faces(), r.Face) || !there && r.Face != "", "face", "plans.refused.face")
	w.add(r.Present == "", "present", "plans.refused.present")
	*w = append(*w, tooLong("present", "plans.review.present", r.Present, longestLine)...)
}

// checkScores wants one score on its scale for every open outcome; false when
// the scores are for other outcomes.
func (r Review) checkScores(w *wrong, open []Outcome) bool {
	known, words := map[string]bool{}, map[string]string{}
	for _, s := range r.Scores {
		known[s.OutcomeID] = true
	}
	if len(known) != len(open) || len(r.Scores) != len(open) {
		return false
	}
	for _, o := range open {
		if !known[o.ID] {
			return false
		}
		words[o.ID] = o.Words
	}
	for _, s := range r.Scores {
		w.add(s.Score < outcomes.Lowest || s.Score > outcomes.Highest, "score_"+s.OutcomeID,
			"plans.refused.score", "words", words[s.OutcomeID])
		*w = append(*w, tooLong("note_"+s.OutcomeID, "plans.review.note", s.Note, longestView)...)
	}
	return true
}

// checkChange holds the new frame of the week to the rules of a decision.
func (r Review) checkChange(w *wrong, p Plan, today clock.Date) {
	w.add(r.Way == ChangeTier && r.ToTier == p.Tier, "tier", "plans.refused.same_tier")
	d := Decision{Tier: r.ToTier, Weekly: r.Weekly, MinUnits: r.MinUnits, MaxUnits: r.MaxUnits,
		StartBy: r.StartBy.V}
	if e, ok := fail.As(d.Check(r.ToTier, today)); ok {
		*w = append(*w, e.Fields...)
	}
}

// checkExtension bounds more time for enablement: longer than now, not without
// end, and agreed by somebody.
func (r Review) checkExtension(w *wrong, p Plan) {
	until := r.EnablementUntil.V
	w.add(!r.EnablementUntil.Valid || !until.After(p.EnablementUntil.V) ||
		until.After(p.EnablementUntil.V.AddDays(7*mostWeeks)),
		"enablement_until", "plans.refused.extend_to")
	w.add(r.AgreedBy == "" || len([]rune(r.AgreedBy)) > longestLine, "agreed_by", "plans.refused.agreed_by")
}

// checkNext wants the next review within twelve months, and within the time of
// enablement where that is bounded.
func (r Review) checkNext(w *wrong, p Plan) {
	if r.Way == End {
		return
	}
	next := r.NextReview.V
	late := next.After(r.Held.AddMonths(mostMonths))
	if r.ToTier == Enablement && r.EnablementUntil.Valid {
		late = late || next.After(r.EnablementUntil.V)
	}
	w.add(!r.NextReview.Valid || !next.After(r.Held) || late, "next_review", "plans.refused.next_review")
}

// ClockOver says that the time of enablement has run out.
func (p Plan) ClockOver(on clock.Date) bool {
	return p.Tier == Enablement && p.EnablementUntil.Valid && on.After(p.EnablementUntil.V)
}

// WeekOfClock is the week of enablement that a day lies in, from 1; 0 before it
// starts and without a clock.
func (p Plan) WeekOfClock(on clock.Date) int {
	if p.Tier != Enablement || !p.EnablementFrom.Valid || on.Before(p.EnablementFrom.V) {
		return 0
	}
	return on.DaysSince(p.EnablementFrom.V)/7 + 1
}

// EnablementEnds gives the last day of enablement when support starts on a day:
// the day that is agreed, once the clock runs. Only tier 3 has one.
func (p Plan) EnablementEnds(from clock.Date) (clock.Date, bool) {
	if p.Tier != Enablement {
		return clock.Date{}, false
	}
	if p.ClockRuns == 1 && p.EnablementUntil.Valid {
		return p.EnablementUntil.V, true
	}
	weeks := p.EnablementWeeks
	if weeks == 0 {
		weeks = enablementWeeks
	}
	return from.AddDays(7*weeks - 1), true
}

// startClock sets the time of enablement from a day on; other tiers have none.
func (p *Plan) startClock(from clock.Date) {
	if p.Tier != Enablement {
		p.EnablementWeeks, p.ClockRuns = 0, 0
		p.EnablementFrom, p.EnablementUntil = clock.NullDate{}, clock.NullDate{}
		return
	}
	p.EnablementFrom = clock.SomeDate(from)
	p.EnablementUntil = clock.SomeDate(from.AddDays(7*p.EnablementWeeks - 1))
}

// weeks is how long enablement is to take by a decision.
func (d Decision) weeks() int {
	if d.Weeks == 0 {
		return enablementWeeks
	}
	return d.Weeks
}

// firstReview is the last day for the first look at a plan.
func (p Plan) firstReview() clock.NullDate {
	if p.Tier == Enablement {
		return clock.SomeDate(p.EnablementFrom.V.AddDays(7*min(enablementCheck, p.EnablementWeeks) - 1))
	}
	return clock.SomeDate(p.DecidedOn.V.AddDays(7 * firstCheckWeeks))
}

// next is the day by which a plan that goes on is looked at again after a review on a
// day, and which rule says so. A review that comes before the time of the first check,
// or before support has begun, does not take that check's place; then it is a point of
// enablement, or a year on.
func (p Plan) next(held, begins clock.Date) (day clock.Date, rule string) {
	check := p.firstReview().V
	switch {
	case held.Before(check.AddDays(-dueDays)):
		return check, "first"
	case begins.After(held):
		return begins.AddDays(7*firstCheckWeeks - 1), "begins"
	case p.Tier != Enablement || !p.EnablementUntil.Valid:
		return held.AddMonths(mostMonths), "later"
	}
	planning := p.EnablementFrom.V.AddDays(7*exitPlanningWeeks - 1)
	if planning.After(held) && planning.Before(p.EnablementUntil.V) {
		return planning, "exit"
	}
	return p.EnablementUntil.V, "clock"
}

// laterThan is the day by which a plan that was reviewed on a day is to be looked at again,
// and its rule, where the next review is planned for after it. What is refused anyway has
// no rule here: a year, and the end of enablement (checkNext).
func (p Plan) laterThan(held, begins, next clock.Date) (day clock.Date, rule string) {
	if day, rule = p.next(held, begins); next.After(day) && rule != "later" && rule != "clock" {
		return day, rule
	}
	return clock.Date{}, ""
}

// Weight is how much an outcome counts beside the others: its importance to the
// person times how hard it is.
func (o Outcome) Weight() int { return o.Importance * o.Difficulty }

// stands says on which level an outcome is: at the score of the last review, or where
// it began while no review has scored it.
func (o Outcome) stands(last []Score) (level int, scored bool) {
	for _, s := range last {
		if s.OutcomeID == o.ID {
			return s.Score, true
		}
	}
	return o.Baseline, false
}

// lastScores are those of the newest of some reviews, which stands first.
func lastScores(list []Review) []Score {
	if len(list) == 0 {
		return nil
	}
	return list[0].Scores
}

// Due is a plan in the list of reviews.
type Due struct {
	PlanID          string
	PersonID        string
	GivenName       string
	FamilyName      string
	Tier            int
	NextReview      clock.NullDate
	EnablementFrom  clock.NullDate
	EnablementUntil clock.NullDate
	Reviews         int
}

// State says how a review in the list stands: over (enablement has run out),
// overdue, due, or coming. Each has a text plans.due.X.
func (d Due) State(today clock.Date) string {
	if d.plan().ClockOver(today) {
		return "over"
	}
	return dueState(d.NextReview, today)
}

// dueState says how something stands that is to be looked at by a day; without
// one it is due.
func dueState(by clock.NullDate, today clock.Date) string {
	switch {
	case by.Valid && by.V.Before(today):
		return "overdue"
	case !by.Valid || !by.V.After(today.AddDays(dueDays)):
		return "due"
	}
	return "coming"
}

func (d Due) plan() Plan {
	return Plan{Tier: d.Tier, EnablementFrom: d.EnablementFrom, EnablementUntil: d.EnablementUntil}
}

// What says which review it is. Each has a text plans.what.X.
func (d Due) What() string {
	switch {
	case d.Tier == Enablement:
		return "enablement"
	case d.Reviews == 0:
		return "first"
	}
	return "yearly"
}

// levelKey is the family of texts that names the levels of a scale.
func levelKey(level int) string { return "plans.level." + strconv.Itoa(level+2) }
