package plans

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/pence"
)

// CareAct lists the outcomes that the Care Act's eligibility regulations name
// for an adult, by the codes of this program.
var CareAct = []string{"O1", "O2", "O3", "O4", "O5", "O6", "O7", "O8", "O9", "O10"}

// Outcome is what a person wants to change.
type Outcome struct {
	ID       string
	PlanID   string
	PersonID string
	Words    string
	CareAct  db.List
	Scale    db.List // five levels in words, from much less (-2) to much more (+2) than expected
	Baseline int     // where they were when it was agreed, -2 to 2
	// Importance (to the person) and Difficulty weigh the outcome beside the
	// others, each from 1 to 3.
	Importance int
	Difficulty int
	WrittenBy  string // the id of who wrote it down; empty in records from before it was kept
	Writer     string // and their name
}

// longest bounds what is written, in letters.
const longest = 500

// Check holds an outcome to its rules and gives all that is wrong.
func (o Outcome) Check() error {
	var wrong []fail.Field
	add := func(bad bool, name, key string) {
		if bad {
			wrong = append(wrong, fail.Field{Name: name, Key: key})
		}
	}
	add(o.Words == "", "words", "plans.refused.words")
	wrong = append(wrong, tooLong("words", "plans.outcome.words", o.Words, longest)...)
	add(len(o.CareAct) == 0, "care_act", "plans.refused.care_act")
	for _, code := range o.CareAct {
		add(!slices.Contains(CareAct, code), "care_act", "plans.refused.care_act")
	}
	if empty := slices.Index(o.Scale, ""); empty >= 0 || len(o.Scale) != 5 {
		add(true, level(max(0, empty)), "plans.refused.scale")
	}
	for i, words := range o.Scale {
		wrong = append(wrong, tooLong(level(i), "plans.level."+strconv.Itoa(i), words, longest)...)
	}
	wrong = append(wrong, o.sameLevels()...)
	add(o.Baseline < -2 || o.Baseline > 2, "baseline", "plans.refused.baseline")
	add(o.Importance < 1 || o.Importance > 3, "importance", "plans.refused.weight")
	add(o.Difficulty < 1 || o.Difficulty > 3, "difficulty", "plans.refused.weight")
	return fail.Fields(wrong...)
}

// tooLong says of a text that it holds more letters than is kept, by the name of its
// field: an error is read away from the field too.
func tooLong(name, label, text string, most int) []fail.Field {
	if len([]rune(text)) <= most {
		return nil
	}
	return []fail.Field{{Name: name, Key: "plans.refused.long",
		Args: []any{"field", fail.Key(label), "most", most}}}
}

// sameLevels says of each words that stand at several levels so, once: at the second.
func (o Outcome) sameLevels() (wrong []fail.Field) {
	for i, words := range o.Scale {
		same := func(other string) bool { return sameWords(other, words) }
		if words == "" || slices.ContainsFunc(o.Scale[:i], same) {
			continue
		}
		n, second := 1, 0
		for j := len(o.Scale) - 1; j > i; j-- {
			if same(o.Scale[j]) {
				n, second = n+1, j
			}
		}
		if n > 1 {
			wrong = append(wrong, fail.Field{Name: level(second), Key: "plans.refused.same_level",
				Args: []any{"words", beginning(words), "n", n}})
		}
	}
	return wrong
}

// beginning is as much of somebody's words as an error repeats.
func beginning(words string) string {
	const most = 60
	if r := []rune(words); len(r) > most {
		return string(r[:most]) + "…"
	}
	return words
}

// level names the field of a level of the scale, from nought.
func level(i int) string { return "scale_" + strconv.Itoa(i) }

// sameWords reports whether two levels cannot be told apart: by more than
// capitals and spaces.
func sameWords(a, b string) bool {
	return strings.EqualFold(strings.Join(strings.Fields(a), " "), strings.Join(strings.Fields(b), " "))
}

// The tiers.
const (
	Specialist   = 1
	Personalised = 2
	Enablement   = 3
)

// Plan is a person's plan.
type Plan struct {
	ID          string
	PersonID    string
	Tier        int // 0 until decided
	Recommended int // when it was decided, by Because and BecauseValue
	TierReason  string
	Weekly      pence.Pence // what it may cost a week
	MinUnits    int         // half days a week
	MaxUnits    int
	StartBy     clock.NullDate
	DecidedBy   string
	DecidedOn   clock.NullDate
	// NextReview is the last day on which the plan should be looked at again.
	NextReview clock.NullDate
	// EnablementWeeks, EnablementFrom and EnablementUntil are the clock of tier
	// 3. It starts with the first place (ClockRuns is 1 from then on); until
	// then the day by which support is to start stands for it.
	EnablementWeeks int
	EnablementFrom  clock.NullDate
	EnablementUntil clock.NullDate
	ClockRuns       int
	EndedOn         clock.NullDate
	Made            clock.Instant
	Because         string // the rule that spoke then; empty in older records
	BecauseValue    int
}

// Marks are what is decided of a plan, by whom and when: another decision has
// other marks. A plan without a tier has none.
func (p Plan) Marks() string {
	if p.Tier == 0 {
		return ""
	}
	return access.HashSecret(fmt.Sprintf("%q", []any{p.ID, p.Tier, p.TierReason, p.Weekly,
		p.MinUnits, p.MaxUnits, p.StartBy, p.EnablementWeeks, p.DecidedBy, p.DecidedOn}))[:16]
}

// Decision is a worker's answer to the tier, and the frame of the week. Opened
// are the Marks of the plan on which the worker saw what was decided before.
type Decision struct {
	Opened   string
	Tier     int
	Reason   string
	Weekly   pence.Pence
	MinUnits int
	MaxUnits int
	StartBy  clock.Date
	Weeks    int // of enablement; 0 is the usual 12
}

// mostUnits is every half day of a week.
const mostUnits = 14

// mostWeekly is the most that a plan may cost a week: a slip of the keyboard beyond it
// is refused. It is far above any package that the sources know, so that no real one is:
// £193.69 is the mean (CE 6.2.2: £10,072 a year), and support 1:1 in each of the fourteen
// half days, at £48 for three hours (CE 5.8), is £672. Two workers in every hour
// of a week, 336 hours, would be paid £29.76 an hour.
const mostWeekly pence.Pence = 10_000_00

// Check holds a decision to its rules. Another tier than the recommended one
// needs a reason of a few words.
func (d Decision) Check(recommended int, today clock.Date) error {
	var wrong []fail.Field
	add := func(bad bool, name, key string, args ...any) {
		if bad {
			wrong = append(wrong, fail.Field{Name: name, Key: key, Args: args})
		}
	}
	add(d.Tier < Specialist || d.Tier > Enablement, "tier", "plans.refused.tier")
	add(d.Tier != recommended && len([]rune(d.Reason)) < shortestReason, "reason", "plans.refused.reason")
	wrong = append(wrong, tooLong("reason", "plans.tier.reason", d.Reason, longestView)...)
	add(d.Weekly <= 0, "weekly", "plans.refused.weekly")
	add(d.Weekly > mostWeekly, "weekly", "plans.refused.weekly_most", "most", mostWeekly.Format())
	add(d.MinUnits < 0 || d.MaxUnits < 1 || d.MaxUnits > mostUnits || d.MinUnits > d.MaxUnits, "max_units",
		"plans.refused.units")
	add(d.StartBy.IsZero() || d.StartBy.Before(today), "start_by", "plans.refused.start_by")
	add(d.Weeks < 0 || d.Weeks > mostWeeks, "weeks", "plans.refused.weeks", "most", mostWeeks)
	return fail.Fields(wrong...)
}

// Facts are what the recommendation of a tier looks at.
type Facts struct {
	Ratio     int  // people to one worker that the person can share; 0 needs none
	Hoist     bool // needs a hoist or a Changing Place
	AtEntry   bool // had no other plan before, and no review yet
	WantsWork bool // an outcome is about work, training or volunteering
}

// Because is one rule of the recommendation: its name, the value it looked at,
// and the tier it speaks for.
type Because struct {
	Rule  string
	Value int
	Tier  int
}

// Recommend applies the rules in their order; the first that speaks decides.
// Sources: tiers and the place of enablement at entry, with low support needs,
// CE 5.5 and 5.10 of the report; one worker for one or two people is
// specialist support.
func Recommend(f Facts) (int, []Because) {
	var because []Because
	decide := func(rule string, value int, speaks bool, tier int) {
		if speaks {
			because = append(because, Because{rule, value, tier})
		}
	}
	decide("hoist", 1, f.Hoist, Specialist)
	decide("ratio_high", f.Ratio, f.Ratio == 1 || f.Ratio == 2, Specialist)
	lowNeeds := f.Ratio == 0 || f.Ratio >= 6
	decide("entry", f.Ratio, f.AtEntry && lowNeeds, Enablement)
	decide("work", f.Ratio, f.WantsWork && lowNeeds, Enablement)
	decide("otherwise", f.Ratio, true, Personalised)
	return because[0].Tier, because[:1]
}
