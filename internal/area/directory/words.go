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
	out some something that the there things this to up us want we what where with would you your activity activities
	session sessions group groups`)

// vague are words that say little beside another: "art class" asks for art, and
// "help with money" for money. Alone they are looked for like any other.
var vague = wordSet(
	`anything class classes club clubs help keep lesson lessons people person place places somewhere
	stuff thing`)

// telling gives the words of a query that say most.
func telling(words []string) []string {
	some := slices.DeleteFunc(slices.Clone(words), func(w string) bool { return vague[w] })
	if len(some) == 0 {
		return words
	}
	return some
}

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

// whole are words that only look as if they had an ending, or that mean
// something else without it: who wants to go fishing does not ask for fish.
var whole = wordSet(`building ceiling evening fishing fitted morning news sterling training wedding`)

// doers are the words of who does something, which ask for what they do. Most
// words with this ending are none ("flower", "water", "career"), so that those
// which are stand here one by one.
var doers = wordSet(
	`baker bowler cleaner climber dancer drummer farmer gardener hiker knitter learner maker painter
	player rambler reader rider runner singer swimmer walker weaver worker writer`)

// odd are plurals without a rule.
var odd = map[string]string{"buses": "bus", "children": "child", "men": "man", "women": "woman"}

// stem takes off the commonest endings of English, so that "dancing",
// "dances" and "dance" meet. It is light on purpose: what it misses a sense
// finds, and what it never does is bring strangers together often.
func stem(w string) string {
	if o := odd[w]; o != "" {
		return o
	}
	if len(w) < 4 || !ascii(w) || whole[w] {
		return w
	}
	if w = one(w); odd[w] != "" {
		return odd[w] // men's is of men
	}
	if base, ok := strings.CutSuffix(w, "ing"); ok && verbal(base) && !whole[w] {
		return rooted(base)
	}
	if base, ok := strings.CutSuffix(w, "ed"); ok && verbal(base) && !strings.HasSuffix(base, "e") {
		return rooted(base)
	}
	if doers[w] {
		return rooted(strings.TrimSuffix(w, "er"))
	}
	return silent(w)
}

// spellings are the stems that a word may have whose ending is not certain:
// "boling" can be of bole and of bol, which is nearer to bowl.
func spellings(typed string) []string {
	w := stem(typed)
	if bare, ok := strings.CutSuffix(w, "e"); ok && !strings.HasSuffix(typed, "e") && len(bare) >= 3 {
		return []string{w, bare}
	}
	return []string{w}
}

// one makes a plural single.
func one(w string) string {
	switch {
	case strings.HasSuffix(w, "ies") && len(w) > 4:
		return w[:len(w)-3] + "y"
	case strings.HasSuffix(w, "sses"):
		return w[:len(w)-2]
	case strings.HasSuffix(w, "ie") && len(w) > 4: // "movie" and "movies"
		return w[:len(w)-2] + "y"
	case strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "us") &&
		!strings.HasSuffix(w, "is"):
		return w[:len(w)-1]
	}
	return w
}

// verbal reports whether a word can be what is left of a verb.
func verbal(base string) bool { return len(base) >= 3 && strings.ContainsAny(base, vowels) }

const vowels = "aeiouy"

// rooted gives a verb without its ending the form that it has by itself:
// "swimm" is swim, and "rid" is ride.
func rooted(base string) string {
	n := len(base)
	if n > 3 && base[n-1] == base[n-2] && !strings.ContainsRune("lsz", rune(base[n-1])) {
		return base[:n-1]
	}
	if short(base) {
		return base + "e"
	}
	return silent(base)
}

// silent takes off an e that is not heard, as in "dance", unless another word
// would be left: "ride" is not rid, "care" is not a car and Crewe is no crew.
func silent(w string) string {
	base, ok := strings.CutSuffix(w, "e")
	if !ok || len(base) < 4 || strings.HasSuffix(base, "w") || short(base) {
		return w
	}
	return base
}

// short reports whether a word is one syllable that ends in one vowel and one
// consonant, as "rid", "skat" and "writ" do.
func short(w string) bool {
	n := len(w)
	if n < 3 || strings.IndexByte(vowels+"wx", w[n-1]) >= 0 {
		return false
	}
	first := strings.IndexAny(w, vowels)
	return first == n-2 && first > 0
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

// senses are what people mean by a word when they look for something to do.
// Words of one sense ask for the same thing, wherever they stand. Its kinds are
// examples of it: who asks for music is shown a choir, and who asks for a choir
// is not shown all music; as a word in passing makes no example, they count
// only in a title. Each sense is ours and stands for itself: a word has one, so
// that what joins two words is what is meant and not how they are written
// ("pottery" is clay, and not the pot of a plant). A council may know others.
var senses = []struct{ meant, words, kinds string }{
	{"kicking a ball in a team", "football soccer", ""},
	{"making food", "cooking cookery", "baking kitchen pancakes pizza"},
	{"making bread and cakes", "baking bakery", ""},
	{"a place to eat", "cafe", "coffee"},
	{"something hot to drink", "coffee", "cafe"},
	{"something to eat", "food eating meal",
		"breakfast cafe curry dinner lunch pancakes picnic pizza roast supper"},
	{"the main meal", "dinner supper", "roast"},
	{"pictures that move", "film movie cinema", ""},
	{"something on a stage to see", "show", "concert musical panto theatre"},
	{"machines with a screen", "computer laptop internet digital", "tablet"},
	{"going on foot", "walking rambling hiking stroll", ""},
	{"using the voice with others", "singing choir chorus", "gospel karaoke opera song"},
	{"words and a tune", "song", "choir chorus karaoke singing"},
	{"caring for plants", "gardening allotment", "bulbs plants plot vegetables"},
	{"making things grow", "growing plants", "allotment bulbs gardening vegetables"},
	{"being in water", "swimming", "aqua aquafit hydrotherapy"},
	{"making something to look at", "art artist", "clay crafts drawing mosaic painting pottery sculpture"},
	{"making things by hand", "crafts", "banners crochet knitting mosaic pottery sewing weaving woodwork"},
	{"pictures with a pen", "drawing sketching", ""},
	{"shaping clay", "pottery ceramics", "clay"},
	{"what pots are made of", "clay", "ceramics pottery"},
	{"having a job", "job employment", "volunteering work workplace"},
	{"meeting people", "friends friendship social", "chat chatter company"},
	{"a dance with records", "disco nightclub", "dance"},
	{"moving to music", "dance", "ballet bhangra ceilidh disco waltz zumba"},
	{"being with animals", "animals", "dogs donkeys goats hens horses lambing pets ponies rabbits"},
	{"animals at home", "pets", "animals cats dogs rabbits"},
	{"being with horses", "horses ponies", "donkeys stable"},
	{"playing or hearing music", "music musical musician",
		"band brass choir chorus concert drums gospel guitar lullaby opera orchestra piano singing song strings ukulele"},
	{"something to play music on", "instrument", "brass drums guitar piano strings ukulele"},
	{"beating a rhythm", "drums percussion", ""},
	{"playing a part", "drama theatre acting", "panto puppets shakespeare stage"},
	{"moving to keep well", "exercise fit fitness keepfit", "gym pilates stretching swimming walking yoga"},
	{"joining from home", "online zoom", ""},
	{"taking pictures", "photo camera photography photograph", ""},
	{"needle and thread", "sewing stitching", "textiles"},
	{"wool and needles", "knitting", "crochet"},
	{"wool and a hook", "crochet", "knitting"},
	{"cloth", "textiles", "crochet knitting sewing weaving"},
	{"riding on wheels", "bike cycling bicycle", "tandems trikes"},
	{"playing with others", "games", "bingo boccia chess darts dominoes quiz skittles whist"},
	{"rolling a ball", "bowling", "skittles"},
	{"wooden pins", "skittles", "bowling"},
	{"being read to or reading", "reading", "books library story"},
	{"what is read", "books", "library reading"},
	{"verse", "poetry poems verse", ""},
	{"shaping wood", "woodwork carpentry woodworking woodturning", "wood"},
	{"slow moves of the body", "yoga", "pilates stretching"},
	{"making muscles long", "stretching", "pilates yoga"},
	{"moves on a mat", "pilates", "stretching yoga"},
	{"talking with the hands", "signing", "bsl makaton"},
	{"signs with speech", "makaton", "signing"},
	{"going somewhere for the day", "trip outing excursion", ""},
	{"getting about", "travel", "bus trains"},
	{"being shown how", "training trainer", ""},
	{"after dark", "evening night", ""},
	{"handling money", "money budgeting", "pounds"},
	{"being taught", "class course lesson", ""},
	{"a place to be taught", "college", "class course lesson"},
	{"losing memory", "dementia alzheimers", "memory"},
	{"how some people are", "autism autistic", ""},
}

// alike are the words that a word also asks for.
type alike struct{ same, kinds []string }

var alikeOf = readAlike()

func readAlike() map[string]alike {
	by := map[string]alike{}
	for _, s := range senses {
		a := alike{stems(s.words, 20), stems(s.kinds, 20)}
		for _, w := range a.same {
			by[w] = a
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
