package directory

import (
	"slices"
	"strings"
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
