package directory

import (
	"slices"
	"strings"

	"ourdays/internal/platform/clock"
)

// Who asks for a Tuesday evening asks for one session that is both, and not for a
// Tuesday morning and a Thursday evening of one activity. So each session's day and
// time of day are kept together too, as a word that nobody can type.

// tied is the word for a day and a time of it.
func tied(day, hour string) string { return day + "+" + hour }

// tiedWords are those words for days as facets keep them: "sunday weekend morning".
func tiedWords(days string) (words []string) {
	all := strings.Fields(days)
	hour := all[len(all)-1]
	for _, day := range all[:len(all)-1] {
		words = append(words, tied(day, hour))
	}
	return words
}

var (
	wordsOfDays  = wordSet(strings.Join(dayWords[:], " "))
	wordsOfHours = wordSet("morning afternoon evening")
)

// moment is what a word, or a filter, asks of the day or of the time of day.
type moment struct {
	words []string // of days or hours
	names []string // how it may stand in a title, as in Friday Club
	other []string // what else was understood
}

// momentsIn gives those of the terms that ask for one of such words.
func momentsIn(terms []term, such map[string]bool) (list []moment) {
	for _, t := range terms {
		m := moment{names: t.same}
		for _, w := range t.forms {
			if such[w] {
				m.words, m.names = append(m.words, w), append(m.names, w)
			} else {
				m.other = append(m.other, w)
			}
		}
		if len(m.words) > 0 {
			list = append(list, m)
		}
	}
	return list
}

// partHours are the hours that a filter by part of the week asks for.
func partHours(p Part) []string {
	switch p {
	case Day:
		return []string{"morning", "afternoon"}
	case Evening:
		return []string{"evening"}
	}
	return nil
}

// sought is when a session is to be. Nil is any day, any time of day.
type sought struct {
	days  []clock.Date
	hours []span
}

// span is minutes of a day, to exclusive.
type span struct{ from, to int }

// aDay bounds the minutes at which a session starts.
const aDay = 24 * 60

var hoursOf = map[string]span{"morning": {0, 12 * 60}, "afternoon": {12 * 60, eveningFrom},
	"evening": {eveningFrom, aDay}}

// soughtBy gives when the sessions are to be that a list shows, the best first: at
// the time typed and chosen, and of what has none then (a title may say another
// day), at the time chosen.
func soughtBy(q Query, terms []term, today clock.Date) []sought {
	days, hours := chosen(q.Part)
	all := []sought{}
	add := func(days, hours []moment) {
		if w, ever := soughtAt(days, hours, today); ever {
			all = append(all, w)
		}
	}
	typedDays, typedHours := momentsIn(terms, wordsOfDays), momentsIn(terms, wordsOfHours)
	if len(typedDays)+len(typedHours) > 0 {
		add(slices.Concat(days, typedDays), slices.Concat(hours, typedHours))
	}
	add(days, hours)
	return all
}

// chosen are the moments that a filter by part of the week asks for.
func chosen(p Part) (days, hours []moment) {
	switch p {
	case Day:
		days = []moment{{words: strings.Fields("monday tuesday wednesday thursday friday")}}
	case Weekend:
		days = []moment{{words: []string{"weekend"}}}
	}
	if in := partHours(p); in != nil {
		hours = []moment{{words: in}}
	}
	return days, hours
}

// soughtAt gives the days and times that have each of the moments, in the weeks for
// which sessions are made; ever is false where there is none.
func soughtAt(days, hours []moment, today clock.Date) (w sought, ever bool) {
	for n := 0; len(days) > 0 && n <= DaysAhead; n++ {
		if d := today.AddDays(n); eachHas(days, strings.Fields(dayWords[d.Weekday()])) {
			w.days = append(w.days, d)
		}
	}
	for _, hour := range []string{"morning", "afternoon", "evening"} {
		if len(hours) > 0 && eachHas(hours, []string{hour}) {
			w.hours = append(w.hours, hoursOf[hour])
		}
	}
	return w, (len(days) == 0 || w.days != nil) && (len(hours) == 0 || w.hours != nil)
}

// eachHas reports whether each of the moments asks for one of the words.
func eachHas(all []moment, words []string) bool {
	for _, m := range all {
		if !slices.ContainsFunc(words, func(w string) bool { return slices.Contains(m.words, w) }) {
			return false
		}
	}
	return true
}

// tie is a day and a time of day that one session has to have both of.
type tie struct {
	words []string // any of these will do
	// names are of the day, and any of them in a title will do: Friday Club may be on a
	// Thursday. Of the hour they will not: Morning Song of a Monday is no Wednesday morning.
	names []string
}

// tiesOf are the ties of a query: each day that it asks for with each time of day.
func tiesOf(q Query, terms []term) (list []tie) {
	days, hours := momentsIn(terms, wordsOfDays), momentsIn(terms, wordsOfHours)
	if in := partHours(q.Part); in != nil {
		hours = append(hours, moment{words: in})
	}
	if q.Part == Weekend {
		days = append(days, moment{words: []string{"weekend"}})
	}
	for _, d := range days {
		for _, h := range hours {
			if d.names != nil || h.names != nil { // what only filters ask for is theirs
				list = append(list, tieOf(d, h))
			}
		}
	}
	return list
}

func tieOf(d, h moment) tie {
	t := tie{words: slices.Concat(d.other, h.other), names: d.names}
	for _, day := range d.words {
		for _, hour := range h.words {
			t.words = append(t.words, tied(day, hour))
		}
	}
	if t.names == nil {
		t.names = t.words // a filter has no name
	}
	return t
}
