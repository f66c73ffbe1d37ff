package people

import (
	"slices"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
)

// Mandate says what a supporter may do for a person, why, and how long.
type Mandate struct {
	ID          string
	PersonID    string
	SupporterID string         // an actor
	Supporter   string         // the name, as pages show it
	Email       string         // where the link to sign in goes
	Related     string         // who they are to the person: "her sister"
	Basis       string         // one of Bases
	SaidOn      clock.NullDate // when the person said yes
	SaidHow     string         // how they said it
	Paper       string         // what else it rests on: an order, a power, a decision
	May         db.List
	Starts      clock.Date
	Until       clock.NullDate // the last day
	ReviewOn    clock.NullDate // when it is looked at again
	GivenBy     string         // the name of who recorded it
	Ended       clock.NullDate // the day on which it was ended; it reached no further than the day before
	EndReason   string
	EndedBy     string
	Unread      bool // the person stopped it, and no worker has read so yet
}

// Bases are the grounds on which somebody may help.
var Bases = []string{"asked", "parent", "attorney", "deputy", "appointee", "advocate"}

// Powers are what a mandate may allow.
var Powers = []string{"see", "choose", "book", "money"}

// appointeePowers are what an appointee may do as such: they look after
// benefits, and have no say in what a person does with their days.
var appointeePowers = []string{"see", "money"}

// The bounds of a mandate. It is looked at again at least once a year: what a
// person said, and what they can decide, changes.
const (
	shortestWords  = 10 // letters of a reason, and of how or on what a mandate rests
	monthsToReview = 12
)

// RestsOnPaper reports whether a ground is given by law or by a court, and not
// by the person's word: only a worker ends such a mandate, who asks what else
// is to be done.
func (m Mandate) RestsOnPaper() bool {
	return known([]string{"attorney", "deputy", "appointee"}, m.Basis)
}

// Check holds a new mandate to its rules and gives all that is wrong, one after
// another in an order that does not change. What rests
// on the person's word says when and how they gave it; what the law gives names
// the paper. A parent or an advocate of somebody who cannot decide this may have
// a decision in their best interests instead of their word.
func (m Mandate) Check(today clock.Date) error {
	var wrong []fail.Field
	add := func(bad bool, name, key string, args ...any) {
		if bad {
			wrong = append(wrong, fail.Field{Name: name, Key: key, Args: args})
		}
	}
	add(m.Related == "" || len([]rune(m.Related)) > longestName, "related", "people.refused.related",
		"most", longestName)
	add(!known(Bases, m.Basis), "basis", "people.refused.basis")
	wordNeeded := m.Basis == "asked" || known([]string{"parent", "advocate"}, m.Basis) && m.Paper == ""
	said := m.SaidOn.Valid || m.SaidHow != ""
	add((wordNeeded || said) && !m.SaidOn.Valid, "said_on", "people.refused.said_on")
	add(m.SaidOn.Valid && m.SaidOn.V.After(today), "said_on", "people.refused.said_later")
	add((wordNeeded || said) && tooShort(m.SaidHow), "said_how", "people.refused.said_how")
	add((m.RestsOnPaper() || m.Paper != "") && tooShort(m.Paper), "paper", "people.refused.paper")
	for _, f := range []struct{ name, text string }{{"said_how", m.SaidHow}, {"paper", m.Paper}} {
		if len([]rune(f.text)) > longestWords {
			wrong = append(wrong, long(f.name, "people.mandate."+f.name, longestWords))
		}
	}
	m.checkPowers(add)
	m.checkDays(today, add)
	return fail.Fields(wrong...)
}

// checkEndReason holds a worker's reason for the end of a mandate to its length.
func checkEndReason(reason string) error {
	if n := len([]rune(reason)); n < shortestWords || n > longestWords {
		return fail.Fields(fail.Field{Name: "reason", Key: "people.refused.end_reason",
			Args: []any{"least", shortestWords, "most", longestWords}})
	}
	return nil
}

func tooShort(text string) bool { return len([]rune(text)) < shortestWords }

func (m Mandate) checkPowers(add func(bad bool, name, key string, args ...any)) {
	beyond := func(powers []string) bool {
		return slices.ContainsFunc(m.May, func(w string) bool { return !known(powers, w) })
	}
	switch {
	case beyond(Powers):
		add(true, "may", "people.refused.power")
	case !m.May.Has("see"):
		add(true, "may", "people.refused.may")
	default:
		add(m.Basis == "appointee" && beyond(appointeePowers), "may", "people.refused.appointee")
	}
}

func (m Mandate) checkDays(today clock.Date, add func(bad bool, name, key string, args ...any)) {
	add(m.Starts.Before(today), "starts", "people.refused.starts")
	add(m.Until.Valid && m.Until.V.Before(today), "until", "people.refused.until")
	add(m.Until.Valid && !m.Until.V.Before(today) && m.Until.V.Before(m.Starts), "until",
		"people.refused.until_before")
	add(!m.ReviewOn.Valid || !reviewFits(m.ReviewOn.V, m.Starts), "review_on", "people.refused.review")
}

// reviewFits reports whether a mandate that was last looked at on a day is
// looked at again soon enough, and later than that.
func reviewFits(on, last clock.Date) bool {
	return on.After(last) && !on.After(last.AddMonths(monthsToReview))
}

// MandateState is where a mandate stands on a day.
type MandateState string

// The states.
const (
	Holds  MandateState = "holds"
	Later  MandateState = "later" // it begins another day
	Over   MandateState = "over"  // its last day has passed
	Ceased MandateState = "ended" // somebody ended it
)

// State says where a mandate stands on a day.
func (m Mandate) State(today clock.Date) MandateState {
	switch {
	case m.Ended.Valid:
		return Ceased
	case m.Until.Valid && m.Until.V.Before(today):
		return Over
	case m.Starts.After(today):
		return Later
	}
	return Holds
}

// Open reports whether a mandate holds or is to hold.
func (m Mandate) Open(today clock.Date) bool {
	s := m.State(today)
	return s == Holds || s == Later
}

// ReviewDue reports whether a mandate ought to have been looked at again. One
// that was recorded without a day is due.
func (m Mandate) ReviewDue(today clock.Date) bool {
	return m.Open(today) && (!m.ReviewOn.Valid || !m.ReviewOn.V.After(today))
}

// ToLookAt is a mandate in a worker's list of reviews: it is to be looked at
// again, or its person stopped it.
type ToLookAt struct {
	MandateID  string
	PersonID   string
	GivenName  string
	FamilyName string
	Supporter  string
	ReviewOn   clock.NullDate // none: it was recorded without one, and is due
	Stopped    clock.NullDate // the day on which the person did
}

// On is the day under which the list has it; the zero day is before all others.
func (l ToLookAt) On() clock.Date {
	if l.Stopped.Valid {
		return l.Stopped.V
	}
	return l.ReviewOn.V
}
