package matching

import (
	"slices"
	"strings"
	"unicode"

	"ourdays/internal/area/directory"
)

// themes are families of words about one thing to do: whoever writes "cook" in
// an outcome means a session that is called "Bread and soup" too. They follow
// the kinds that the co-production group named (product.md, M2). A word that means
// something else as often is in none: shop, office, book, phone, tablet, water,
// pool, lunch, dinner, meal, act, stage, card, game, pay, fit, grow, train,
// company and their like. Games that have only the table or the ball in common
// are families of their own: who likes chess did not ask for bingo.
var themes = [][]string{
	{"cook", "cookery", "bake", "kitchen", "bread", "soup", "recipe"},
	{"swim", "aqua"},
	{"music", "sing", "choir", "song", "guitar", "piano", "drum", "band", "singalong"},
	{"dance", "dancing", "disco", "ballroom"},
	{"drama", "theatre"},
	{"film", "cinema", "movie"},
	{"garden", "plant", "allotment", "flower"},
	{"farm", "animal", "horse", "donkey", "goat", "dog", "pony"},
	{"paint", "draw", "art", "craft", "pottery", "clay", "sew", "knit"},
	{"woodwork", "repair", "mend", "tool"},
	{"computer", "internet"},
	{"photo", "photography", "camera"},
	{"football"}, {"basketball"}, {"cricket"}, {"bowl", "bowling"}, {"boccia"}, {"darts"},
	{"gym", "fitness", "exercise"},
	{"walk", "ramble", "hike"},
	{"cycle", "bike"},
	{"job", "work", "volunteer", "employ"},
	{"read", "library", "write"},
	{"bus", "railway", "travel"},
	{"money", "budget"},
	{"friend", "friendship", "lonely"},
	{"chess"}, {"quiz"}, {"bingo"}, {"puzzle", "jigsaw"},
	{"restaurant"},
}

// pairs are words that name a thing to do only together: whoever makes a lunch cooks,
// and whoever goes out for one does not.
var pairs = []struct {
	theme        int
	does, things map[string]bool
}{
	{themeOf[stem("cook")], stems("make prepare"),
		stems("breakfast lunch dinner tea supper meal sandwich food")},
	{themeOf[stem("restaurant")], stems("out"), stems("eat breakfast lunch dinner supper meal curry")},
	{themeOf[stem("restaurant")], stems("go"), stems("meal curry")},
}

func stems(words string) map[string]bool {
	of := map[string]bool{}
	for _, w := range strings.Fields(words) {
		of[stem(w)] = true
	}
	return of
}

// themeOf finds a stem's family.
var themeOf = func() map[string]int {
	of := map[string]int{}
	for n, words := range themes {
		for _, w := range words {
			of[stem(w)] = n
		}
	}
	return of
}()

// stem cuts a word down to what its forms share: cooking, cooks and cooked are
// cook; swimming is swim; bake and baking are bak; movie and movies are movi.
func stem(word string) string {
	for _, end := range []string{"ing", "ed", "er", "es", "s"} {
		if cut, found := strings.CutSuffix(word, end); found && len(cut) >= 3 {
			word = cut
			break
		}
	}
	switch n := len(word); {
	case n > 3 && word[n-1] == 'e':
		word = word[:n-1]
	case n > 3 && word[n-1] == 'y':
		word = word[:n-1] + "i"
	}
	if n := len(word); n > 3 && word[n-1] == word[n-2] {
		word = word[:n-1]
	}
	return word
}

// Said is the set of themes that some words speak of.
type Said uint64

// ofFriends is the theme of the words that ask for company.
var ofFriends = SaidIn("friend")

// against are the words of a sentence that asks for nothing it names. Sentences
// are folded first, so that "don't" is dont.
var against = func() map[string]bool {
	of := map[string]bool{}
	for _, w := range strings.Fields(
		`no not never neither nor cannot cant dont doesnt didnt wont wouldnt couldnt shouldnt isnt arent wasnt
		hate hates hated hating dislike dislikes disliked avoid afraid scared frightened`) {
		of[w] = true
	}
	return of
}()

// turns are the words at which a sentence says another thing, and whether that is
// wanted.
var turns = strings.NewReplacer(" but ", ". ", ", not ", ". not ", " and not ", ". not ", " rather than ",
	". not ", " instead of ", ". not ",
	" except ", ". not ", " apart from ", ". not ")

// SaidIn reads the themes of words that people wrote. Words of no theme say
// nothing: "I want" and "each week" fit everything; and so does a sentence, or
// its part before or after a turn, that says what is not wanted.
func SaidIn(texts ...string) Said {
	var set Said
	for _, text := range texts {
		for _, part := range strings.FieldsFunc(turns.Replace(directory.Fold(text)), func(r rune) bool {
			return strings.ContainsRune(".!?;:\n", r)
		}) {
			set |= saidInPart(part)
		}
	}
	return set
}

func saidInPart(part string) Said {
	var set Said
	words := strings.FieldsFunc(part, func(r rune) bool { return !unicode.IsLetter(r) })
	for n, word := range words {
		if against[word] {
			return 0
		}
		words[n] = stem(word)
		if n, known := themeOf[words[n]]; known {
			set |= 1 << n
		}
	}
	of := func(some map[string]bool) bool {
		return slices.ContainsFunc(words, func(w string) bool { return some[w] })
	}
	for _, p := range pairs {
		if of(p.does) && of(p.things) {
			set |= 1 << p.theme
		}
	}
	return set
}

// Names gives a word for each theme of the set, to look for what is about it: the
// search finds the other words of its family.
func (s Said) Names() []string {
	var names []string
	for n, words := range themes {
		if s&(1<<n) != 0 {
			names = append(names, words[0])
		}
	}
	return names
}

// saidOf reads what an activity is about: its title, what it teaches and its
// picture. The description is left out, because it mentions tea, buses and
// friends everywhere; and so is the kind, which a person's liked kinds are for.
func saidOf(a directory.Activity) Said { return SaidIn(a.Title, a.EasyTitle, a.Symbol) }

// Speaks reports whether two sets share a theme.
func (s Said) Speaks(other Said) bool { return s&other != 0 }
