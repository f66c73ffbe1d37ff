package openreferral

import (
	"slices"
	"strings"

	"ourdays/internal/area/directory"
	"ourdays/internal/platform/db"
)

// kindWords are the beginnings of words that speak for a kind. Feeds have no
// kinds of ours, so the commonest words decide: a word of the name counts five
// times as much as one of the text.
var kindWords = map[string][]string{
	"sport":    {"sport", "football", "yoga", "pilates", "swim", "exercis", "fitness", "gym", "walk", "tennis", "bowl", "cycl", "boccia", "tai", "athletic", "rugby", "cricket"},
	"music":    {"music", "choir", "sing", "drum", "band", "drama", "theatr", "acting", "orchestra"},
	"films":    {"film", "cinema", "museum", "gallery", "show"},
	"discos":   {"disco", "danc", "lunch", "cafe", "meal", "dinner", "eating"},
	"arts":     {"art", "craft", "paint", "draw", "knit", "sew", "potter", "crochet", "creativ", "photograph"},
	"work":     {"volunteer", "employ", "job", "allotment", "garden", "farm", "work", "career"},
	"learning": {"learn", "course", "class", "computer", "digital", "advice", "inform", "training", "skill", "educat", "guidance", "counsel"},
	"friends":  {"friend", "social", "club", "communit", "befriend", "chat", "meet", "peer", "lonel", "companion"},
}

const nameCounts = 5

// kindOf guesses a kind from the words. Without any sign, and where another
// kind has as many, "friends" is the widest and comes last.
func kindOf(name, text string) string {
	best, most := "friends", 0
	for _, kind := range append(directory.Kinds()[1:], "friends") {
		n := nameCounts*hits(name, kindWords[kind]) + hits(text, kindWords[kind])
		if n > most {
			best, most = kind, n
		}
	}
	return best
}

func hits(text string, beginnings []string) int {
	n := 0
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return r < 'a' || r > 'z' }) {
		if slices.ContainsFunc(beginnings, func(b string) bool { return strings.HasPrefix(w, b) }) {
			n++
		}
	}
	return n
}

// groupWords say which label of a feed is which group of ours.
var groupWords = []struct{ part, group string }{
	{"learning dis", "learning_disability"}, {"learning diff", "learning_disability"}, {"autis", "autism"}, {"asperger", "autism"},
	{"dementia", "dementia"}, {"alzheimer", "dementia"}, {"wheelchair", "physical"}, {"physical", "physical"},
	{"disabled people", "physical"}, {"mobility", "physical"}, {"sensory", "sensory"}, {"visual", "sensory"}, {"hearing", "sensory"},
	{"deaf", "sensory"}, {"blind", "sensory"}, {"mental health", "mental_health"}, {"older", "older"}, {"elderly", "older"},
	{"carer", "carers"},
}

func groupOf(label string) string {
	label = strings.ToLower(label)
	for _, g := range groupWords {
		if strings.Contains(label, g.part) {
			return g.group
		}
	}
	return ""
}

// groups maps the labels that we know, and notes labels that were untidy.
func (m *mapper) groups() db.List {
	var list db.List
	untidy := false
	for _, label := range m.r.audienceLabels() {
		untidy = untidy || label != oneSpace(label)
		if g := groupOf(label); g != "" && !list.Has(g) {
			list = append(list, g)
		}
	}
	if untidy {
		m.repair("audience", "white space taken out of labels")
	}
	slices.Sort(list)
	return list
}

// unknownLabels are those that no group of ours stands for: they are kept as
// words, the last part of a path.
func (m *mapper) unknownLabels() []string {
	var list []string
	for _, label := range m.r.audienceLabels() {
		label = oneSpace(label[strings.LastIndexByte(label, '>')+1:])
		if label != "" && groupOf(label) == "" && !slices.Contains(list, label) {
			list = append(list, label)
		}
	}
	return list
}
