package openreferral

import (
	"fmt"
	"slices"
	"strings"

	"ourdays/internal/area/directory"
	"ourdays/internal/platform/db"
)

// kindWords are the beginnings of words that speak for a kind. Feeds have no
// kinds of ours, so the commonest words decide: a word of the name counts five
// times as much as one of the text.
var kindWords = map[string][]string{
	"sport": {
		"sport", "football", "yoga", "pilates", "swim", "exercis", "fitness", "gym", "walk", "tennis",
		"leisure$", "bowl", "cycl", "boccia", "tai$", "athletic", "rugby", "cricket", "qi$", "qigong",
	},
	"music": {
		"music", "choir", "sing$", "singing", "singer", "drum", "band$", "bands$", "drama", "theatr",
		"acting", "orchestra",
	},
	"films": {
		"film", "cinema", "museum", "galler", "exhibition",
	},
	"discos": {
		"disco", "danc", "zumba", "lunch", "cafe", "caf$", "supper", "dinner",
	},
	"arts": {
		"art$", "arts$", "artist", "artwork", "craft", "paint", "draw", "knit", "sew", "potter",
		"crochet", "creativ", "photograph",
	},
	"work": {
		"volunteer", "employ", "job$", "jobs$", "allotment", "garden", "farm$", "farms$", "placement",
		"career",
	},
	"learning": {
		"learn", "course$", "courses$", "class$", "classes$", "computer", "digital", "training",
		"skill", "educat", "college", "librar", "lip$", "cook",
	},
	"friends": {
		"friend", "social$", "socialis", "club", "communit", "befriend", "chat", "meet", "lonel",
		"companion", "welcom", "warm$", "activity$", "activities", "memory",
	},
	directory.Help: {
		"advi", "help", "counsel", "therap", "care$", "carer", "caring", "homecare", "respite", "nurs",
		"bank$", "foodbank", "food$", "meal", "larder", "support", "service", "equipment", "mobility",
		"transport", "hous", "homeless", "shelter", "crisis", "recover", "addict", "alcohol", "drug$",
		"drugs$", "gambl", "bereave", "hospi", "nhs$", "clinic", "health", "dental", "disorder",
		"victim", "crime", "hate$", "racis", "debt", "money", "grant", "benefit", "clean", "declutter",
		"legal", "law$", "advoca", "complaint", "right$", "rights$", "physio", "foot$", "adaptation",
		"aid$", "aids$", "inform", "guidance", "nightstop", "agency", "council$",
	},
}

const (
	nameCounts = 5
	enough     = 3 // of the least that must speak for a kind of activity
)

// kindOf guesses a kind from the words, and says what spoke for it. What nothing
// speaks for is help and advice: nobody is led to a food bank by "Sport". An
// activity goes before help that as much speaks for, since "Walking for health" is a
// walk, and every other kind before "friends", which is the widest.
func kindOf(name, text string) (kind, why string) {
	best, most := directory.Help, max(enough, said(name, text, directory.Help))
	for _, kind := range append(directory.Kinds()[1:], "friends") {
		n := said(name, text, kind)
		if n > most || n == most && best == directory.Help {
			best, most = kind, n
		}
	}
	return best, signOf(name, text, kindWords[best])
}

// said is how much speaks for a kind.
func said(name, text, kind string) int {
	return nameCounts*len(signs(name, kindWords[kind])) + len(signs(text, kindWords[kind]))
}

// signOf names the first word that spoke.
func signOf(name, text string, beginnings []string) string {
	if s := signs(name, beginnings); len(s) > 0 {
		return fmt.Sprintf("its name says %q", s[0])
	}
	if s := signs(text, beginnings); len(s) > 0 {
		return fmt.Sprintf("its text says %q", s[0])
	}
	return "nothing speaks for another"
}

// begins reports whether a word has the beginning; one that ends in $ is the
// whole word, so that arthritis is no art.
func begins(word, part string) bool {
	if whole, ok := strings.CutSuffix(part, "$"); ok {
		return word == whole
	}
	return strings.HasPrefix(word, part)
}

// signs are the words of a text that have one of the beginnings.
func signs(text string, beginnings []string) []string {
	var found []string
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return r < 'a' || r > 'z'
	}) {
		if slices.ContainsFunc(beginnings, func(b string) bool { return begins(w, b) }) {
			found = append(found, w)
		}
	}
	return found
}

// symbolWords are beginnings of words of a name that have a picture of their
// own; without one the picture of the kind stands.
var symbolWords = []struct{ part, symbol string }{
	{"choir", "choir"}, {"sing$", "choir"}, {"singing", "choir"}, {"singer", "choir"}, {"yoga", "yoga"},
	{"pilates", "yoga"}, {"swim", "swimming"}, {"walk", "walking"},
	{"danc", "dancing"}, {"disco", "disco"}, {"garden", "gardening"}, {"allotment", "gardening"},
	{"farm", "farm"}, {"cook", "cooking"},
	{"baking", "baking"}, {"bake", "baking"}, {"lunch", "meal"}, {"cafe", "cafe"}, {"coffee", "tea"},
	{"tea$", "tea"}, {"knit", "knitting"}, {"sew", "sewing"},
	{"paint", "painting"}, {"potter", "pottery"}, {"photograph", "photography"}, {"drama", "drama"},
	{"theatr", "theatre"},
	{"cinema", "cinema"}, {"film", "cinema"}, {"museum", "museum"}, {"librar", "library"}, {"books", "books"},
	{"computer", "computer"},
	{"football", "football"}, {"cycl", "cycling"}, {"bowl", "bowling"}, {"gym", "gym"}, {"fitness", "gym"},
	{"horse", "horse"},
	{"dog$", "dog"}, {"dogs$", "dog"}, {"volunteer", "volunteering"}, {"job$", "job"}, {"jobs", "job"},
	{"employ", "job"}, {"phone", "phone"}, {"helpline", "phone"},
	{"transport", "minibus"}, {"hous", "house"}, {"shop", "shop"}, {"music", "music"}, {"guitar", "guitar"},
	{"drum", "drum"},
	{"deaf", "ear"}, {"hearing", "hearing"}, {"art$", "painting"}, {"arts$", "painting"},
	{"artwork", "painting"}, {"game", "game"}, {"chess", "chess"}, {"bingo", "bingo"},
}

// symbolOf finds the picture for a name; empty leaves it to the kind.
func symbolOf(name string) string {
	for _, w := range strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return r < 'a' || r > 'z'
	}) {
		for _, s := range symbolWords {
			if begins(w, s.part) {
				return s.symbol
			}
		}
	}
	return ""
}

// groupWords say which label of a feed is which group of ours.
var groupWords = []struct{ part, group string }{
	{"learning dis", "learning_disability"}, {"learning diff", "learning_disability"}, {"autis", "autism"},
	{"asperger", "autism"},
	{"dementia", "dementia"}, {"alzheimer", "dementia"}, {"wheelchair", "physical"}, {"physical", "physical"},
	{"disabled people", "physical"}, {"mobility", "physical"}, {"sensory", "sensory"}, {"visual", "sensory"},
	{"hearing", "sensory"},
	{"deaf", "sensory"}, {"blind", "sensory"}, {"mental health", "mental_health"}, {"older", "older"},
	{"elderly", "older"},
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
