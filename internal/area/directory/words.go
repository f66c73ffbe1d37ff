package directory

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// longestWord bounds what is kept of one word, in letters; the most words of
// a query and of a text bound the work.
const (
	longestWord  = 32
	mostAsked    = 6
	mostFromText = 150
)

// idle are words that say nothing about an activity.
var idle = wordSet(`a an and are at be by can do for from go going have i in is it like me my near next of on or our
	some something that the there this to up us want we what where with would you your activity activities session
	sessions group groups`)

func wordSet(s string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(s) {
		set[w] = true
	}
	return set
}

// Fold brings a text to plain small letters: accents and apostrophes go.
func Fold(s string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r) || r == '\'' || r == '’':
		default:
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// split gives the folded words of a text in order, without idle ones.
func split(text string) []string {
	var words []string
	for _, w := range fields(text) {
		if idle[w] || len(w) > longestWord*utf8.UTFMax {
			continue
		}
		words = append(words, w)
	}
	return words
}

// fields gives the folded words of a text in order: what lies between anything
// that is neither a letter nor a digit.
func fields(text string) []string {
	return strings.FieldsFunc(Fold(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
}

// wordless reports whether something was typed of which nothing can be looked
// for. Idle words alone ask for anything at all, and so are not wordless.
func wordless(typed string) bool {
	return strings.TrimSpace(typed) != "" && len(split(typed)) == 0 &&
		!slices.ContainsFunc(fields(typed), func(w string) bool { return idle[w] })
}

// stem takes off the commonest endings of English, so that "dancing",
// "dances" and "dance" meet. It is light on purpose: what it misses a synonym
// or a prefix finds, and what it never does is bring strangers together often.
func stem(w string) string {
	if len(w) < 4 || !ascii(w) {
		return w
	}
	switch {
	case strings.HasSuffix(w, "ies") && len(w) > 4:
		return w[:len(w)-3] + "y"
	case strings.HasSuffix(w, "sses"):
		return w[:len(w)-2]
	case strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "us") &&
		!strings.HasSuffix(w, "is"):
		w = w[:len(w)-1]
	}
	for _, end := range []string{"ing", "ed", "er"} {
		if base, ok := strings.CutSuffix(w, end); ok && len(base) >= 3 && strings.ContainsAny(base, "aeiouy") {
			return strings.TrimSuffix(single(base), "e")
		}
	}
	if len(w) > 4 {
		w = strings.TrimSuffix(w, "e")
	}
	return w
}

// single undoes the doubled letter of "swimm-ing".
func single(w string) string {
	n := len(w)
	if n > 3 && w[n-1] == w[n-2] && !strings.ContainsRune("lsz", rune(w[n-1])) {
		return w[:n-1]
	}
	return w
}

func ascii(w string) bool {
	for i := range len(w) {
		if w[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// stems gives the distinct stems of a text, at most so many.
func stems(text string, most int) []string {
	var list []string
	for _, w := range split(text) {
		list = append(list, stem(w))
	}
	list = distinct(list)
	return list[:min(most, len(list))]
}

// senses are words that ask for the same thing, by what they mean when somebody
// looks for something to do. Each sense is ours and stands for itself: a word
// has one, so that what joins two words is what is meant and not how they are
// written ("pottery" is clay, and not the pot of a plant). A council may know
// others.
var senses = []struct{ meant, words string }{
	{"kicking a ball in a team", "football soccer"},
	{"making food", "cooking cookery baking kitchen"},
	{"pictures that move", "film movie cinema"},
	{"machines with a screen", "computer laptop digital tablet internet"},
	{"going on foot", "walking rambling hiking stroll"},
	{"using the voice with others", "singing choir song karaoke"},
	{"growing things", "gardening allotment plants growing"},
	{"being in water", "swimming pool aqua"},
	{"making pictures", "art painting drawing craft"},
	{"shaping clay", "pottery clay ceramics"},
	{"having a job, paid or not", "job work employment volunteering"},
	{"meeting people", "friends social chat company friendship"},
	{"moving to music", "disco dance nightclub"},
	{"being with animals", "animals farm pets rabbits dogs"},
	{"being with horses", "horses ponies donkeys"},
	{"playing or hearing music", "music band drums instrument"},
	{"playing a part", "drama theatre acting stage"},
	{"moving to keep well", "exercise fitness gym keepfit"},
	{"eating with others", "lunch meal cafe dinner food eating"},
	{"joining from home", "online zoom"},
	{"taking pictures", "photo camera photography"},
	{"thread, wool and cloth", "sewing knitting crochet textiles"},
	{"riding on wheels", "bike cycling bicycle"},
	{"playing for a prize", "quiz bingo games"},
	{"rolling a ball", "bowling skittles"},
	{"books", "reading books library"},
	{"verse", "poetry poems verse"},
	{"shaping wood", "woodwork carpentry woodworking"},
	{"slow moves of the body", "yoga stretching pilates"},
	{"talking with the hands", "makaton signing bsl"},
	{"going somewhere for the day", "trip outing excursion"},
	{"handling money", "money budgeting"},
	{"being taught", "class course lesson college"},
}

var alikeOf = readAlike()

func readAlike() map[string][]string {
	by := map[string][]string{}
	for _, s := range senses {
		set := stems(s.words, 20)
		for _, w := range set {
			by[w] = set
		}
	}
	return by
}

// distance counts the letters to add, take away, change or swap to make one
// word of the other. Beyond the bound it stops counting and gives bound+1.
func distance(a, b string, bound int) int {
	x, y := []rune(a), []rune(b)
	if len(x)-len(y) > bound || len(y)-len(x) > bound {
		return bound + 1
	}
	before, row := make([]int, len(y)+1), make([]int, len(y)+1)
	var two []int
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(x); i++ {
		two, before, row = before, row, make([]int, len(y)+1)
		row[0] = i
		best := i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			row[j] = min(before[j]+1, row[j-1]+1, before[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], two[j-2]+1)
			}
			best = min(best, row[j])
		}
		if best > bound {
			return bound + 1
		}
	}
	return row[len(y)]
}

// slips is how many slips a word may have and still be understood.
func slips(w string) int {
	switch n := utf8.RuneCountInString(w); {
	case n < 4:
		return 0
	case n < 8:
		return 1
	}
	return 2
}
