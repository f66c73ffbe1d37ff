package i18n

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits of Easy Read, for our own texts and for those that providers write. Sources: the
// rules of Inclusion Europe for easy-to-read information, and the Department of Health's
// "Making written information easier to understand" (short sentences of one idea each, no
// hard words). The numbers are the project's reading limits.
const (
	MostEasyWords   = 15 // in a sentence
	MostEasyLetters = 12 // in a word that is no name
)

// Hard is a word that Easy Read does without, and what to say; Say is empty where any
// shorter word is better.
type Hard struct{ Word, Say string }

// avoid are words that Easy Read does without; beside each stands what to say.
var avoid = map[string]string{
	"utilise": "use", "commence": "start", "terminate": "end", "additional": "more",
	"assist": "help", "attend": "go to", "eligible": "can have", "require": "need",
	"facilitate": "help", "purchase": "buy", "regarding": "about", "sufficient": "enough",
	"prior": "before", "obtain": "get", "participate": "take part", "accommodate": "fit",
	"individual": "person", "provision": "what there is", "via": "by", "e.g": "for example",
	"i.e": "that is", "etc": "and more", "client": "person", "customer": "person",
	"slot": "session", "venue": "place", "vendor": "provider", "therefore": "so",
	"however": "but", "approximately": "about",
}

// endings are what a word of avoid may end in besides.
var endings = []string{"s", "d", "ed", "ing", "es"}

var (
	sentenceEnd = regexp.MustCompile(`[.!?:]\s+|\n`)
	easyWord    = regexp.MustCompile(`[\pL][\pL.']*`)
	address     = regexp.MustCompile(`[\pL\d]@[\pL\d]|[\pL\d]\.[\pL]{2}`)
)

// Sentences splits a text where a sentence ends.
func Sentences(text string) []string { return sentenceEnd.Split(text, -1) }

// LongSentences lists the sentences of a text that are too long for Easy Read.
func LongSentences(text string) (long []string) {
	for _, s := range Sentences(text) {
		if len(strings.Fields(s)) > MostEasyWords {
			long = append(long, strings.TrimSpace(s))
		}
	}
	return long
}

// HardWords lists the words of a text that are too hard for Easy Read, each once. A word
// with a capital letter within a sentence may be a name, which is never too long, and an
// address is no word.
func HardWords(text string) []Hard { return hardBut(text, nil) }

// HardWordsBut is HardWords of a text that somebody else wrote: what stands as a name in
// one of their texts is one at the beginning of a sentence too, and may be a hard word.
func HardWordsBut(text string, theirs ...string) []Hard {
	names := map[string]bool{}
	for _, t := range append(theirs, text) {
		for _, s := range Sentences(t) {
			for n, w := range wordsOf(s) {
				if n > 0 && capital(w) {
					names[w] = true
				}
			}
		}
	}
	return hardBut(text, names)
}

func hardBut(text string, names map[string]bool) (hard []Hard) {
	for _, s := range Sentences(text) {
		for n, as := range wordsOf(s) {
			w := strings.TrimSuffix(strings.ToLower(as), ".")
			say, avoided := instead(w)
			name := n > 0 && capital(as) || names[as]
			tooLong := utf8.RuneCountInString(w) > MostEasyLetters && !name
			if found := (Hard{w, say}); (avoided && !names[as] || tooLong) && !slices.Contains(hard, found) {
				hard = append(hard, found)
			}
		}
	}
	return hard
}

func capital(w string) bool {
	first, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(first)
}

// wordsOf are the words of a sentence without its addresses, such as a website.
func wordsOf(sentence string) (words []string) {
	for _, token := range strings.Fields(sentence) {
		bare := strings.TrimRight(token, ".,;:!?)")
		if _, abbreviated := avoid[strings.ToLower(bare)]; !abbreviated && address.MatchString(bare) {
			continue
		}
		for _, w := range easyWord.FindAllString(token, -1) {
			words = append(words, strings.TrimRight(w, "."))
		}
	}
	return words
}

// instead is what to say for a word of avoid, or for one that is made of it.
func instead(w string) (say string, avoided bool) {
	if say, avoided = avoid[w]; avoided {
		return say, true
	}
	for _, e := range endings {
		stem, ends := strings.CutSuffix(w, e)
		if !ends {
			continue
		}
		for _, whole := range []string{stem, stem + "e"} {
			if say, avoided = avoid[whole]; avoided {
				return say, true
			}
		}
	}
	return "", false
}
