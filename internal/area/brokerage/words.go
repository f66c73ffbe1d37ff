package brokerage

import (
	"strings"
	"unicode"

	"ourdays/internal/area/directory"
)

// themes are families of words about one thing to do: whoever writes "cook" in
// an outcome means a session that is called "Bread and soup" too. They follow
// the kinds that the co-production group named (product.md, M2).
var themes = [][]string{
	{"cook", "cookery", "bake", "kitchen", "meal", "food", "bread", "soup", "pizza", "cake", "recipe", "dinner", "lunch"},
	{"swim", "pool", "aqua", "water"},
	{"music", "sing", "choir", "song", "guitar", "piano", "drum", "band", "singalong"},
	{"dance", "dancing", "disco", "ballroom"},
	{"drama", "theatre", "act", "stage"},
	{"film", "cinema", "movie"},
	{"garden", "grow", "plant", "allotment", "flower", "vegetable"},
	{"farm", "animal", "horse", "donkey", "goat", "dog", "riding", "pony"},
	{"paint", "draw", "art", "craft", "pottery", "clay", "sew", "knit"},
	{"wood", "woodwork", "bench", "repair", "mend", "tool"},
	{"computer", "tablet", "online", "internet", "phone"},
	{"photo", "photography", "camera"},
	{"football", "basketball", "cricket", "bowl", "bowling", "boccia", "darts", "sport", "gym", "fit", "fitness", "exercise"},
	{"walk", "ramble", "hike", "cycle", "bike"},
	{"job", "work", "volunteer", "employ", "cafe", "shop", "office"},
	{"read", "book", "library", "write"},
	{"bus", "train", "travel"},
	{"money", "budget", "pay"},
	{"friend", "friendship", "social", "company", "lonely"},
	{"chess", "game", "quiz", "bingo", "card", "puzzle"},
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
// cook; swimming is swim; bake and baking are bak.
func stem(word string) string {
	for _, end := range []string{"ing", "ies", "ed", "er", "es", "s"} {
		if cut, found := strings.CutSuffix(word, end); found && len(cut) >= 3 {
			word = cut
			break
		}
	}
	if n := len(word); n > 3 && strings.ContainsRune("ey", rune(word[n-1])) {
		word = word[:n-1]
	}
	if n := len(word); n > 3 && word[n-1] == word[n-2] {
		word = word[:n-1]
	}
	return word
}

// Said is the set of themes that some words speak of.
type Said uint32

// saidIn reads the themes of words that people wrote. Words of no theme say
// nothing: "I want" and "each week" fit everything.
func saidIn(texts ...string) Said {
	var set Said
	for _, text := range texts {
		for _, word := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) }) {
			if n, known := themeOf[stem(word)]; known {
				set |= 1 << n
			}
		}
	}
	return set
}

// saidOf reads what an activity is about: its title, what it teaches and its
// picture. The description is left out, because it mentions tea, buses and
// friends everywhere; and so is the kind, which a person's liked kinds are for.
func saidOf(a directory.Activity) Said { return saidIn(a.Title, a.EasyTitle, a.Symbol) }

// Speaks reports whether two sets share a theme.
func (s Said) Speaks(other Said) bool { return s&other != 0 }
