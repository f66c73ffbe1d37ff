// Package i18n holds every sentence that Ourdays says, in two voices: standard
// English and Easy Read, which is a language of its own with its pictures.
//
// The sentences stand in lang/VOICE/AREA.json, a flat map from key to text. In
// Easy Read a text of more than six words names a picture:
// {"text": "…", "picture": "symbol"}. Words in braces are filled in. The
// language files are tested like code (lang_test.go). The pseudo voice puts
// every message between brackets, so that a test finds text that is not here.
package i18n

import (
	"embed"
	"encoding/json"
	"fmt"
	"path"
	"sort"
	"strings"
	"sync"
)

// Voice is the language a page speaks.
type Voice string

// The voices. Pseudo is for tests only.
const (
	Standard Voice = "en"
	Easy     Voice = "en-easy"
	Pseudo   Voice = "pseudo"
)

// ParseVoice reads a voice that a visitor may choose; anything else is Standard.
func ParseVoice(s string) Voice {
	if Voice(s) == Easy {
		return Easy
	}
	return Standard
}

// Message is one text and, in Easy Read, the picture beside it.
type Message struct {
	Text    string `json:"text"`
	Picture string `json:"picture"`
}

// UnmarshalJSON reads a plain string or an object with text and picture.
func (m *Message) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '"' {
		return json.Unmarshal(b, &m.Text)
	}
	type plain Message
	return json.Unmarshal(b, (*plain)(m))
}

//go:embed lang
var files embed.FS

// catalogue is read when the first text is asked for: a command that says none need not
// wait for it, and hears ctrl-C from its first moment.
var catalogue = sync.OnceValue(load)

// load reads every file; a fault in one is a fault of the program.
func load() map[Voice]map[string]Message {
	all := map[Voice]map[string]Message{}
	for _, v := range []Voice{Standard, Easy} {
		all[v] = map[string]Message{}
		dir := path.Join("lang", string(v))
		entries, err := files.ReadDir(dir)
		if err != nil {
			panic(err)
		}
		for _, e := range entries {
			if err := loadFile(path.Join(dir, e.Name()), all[v]); err != nil {
				panic(err)
			}
		}
	}
	return all
}

func loadFile(name string, into map[string]Message) error {
	b, err := files.ReadFile(name)
	if err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	texts := map[string]Message{}
	if err := json.Unmarshal(b, &texts); err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	for k, m := range texts {
		if _, twice := into[k]; twice {
			return fmt.Errorf("read %s: %q is said twice", name, k)
		}
		into[k] = m
	}
	return nil
}

// T says the text of a key. Args alternate a name and its value. A key that
// the catalogue lacks is shown as itself in double angle brackets; the tests
// find every such key.
func T(v Voice, key string, args ...any) string {
	m, ok := catalogue()[spoken(v)][key]
	if !ok {
		return "«" + key + "»"
	}
	s := fill(v, m.Text, args)
	if v == Pseudo { // a text that was filled in has marks of its own
		return "⟦" + marks.Replace(s) + "⟧"
	}
	return s
}

var marks = strings.NewReplacer("⟦", "", "⟧", "")

// N says the text for a number: the key with .one or .other, with {n} filled.
func N(v Voice, key string, n int, args ...any) string {
	form := ".other"
	if n == 1 {
		form = ".one"
	}
	return T(v, key+form, append([]any{"n", n}, args...)...)
}

// Picture names the symbol of an Easy Read text; empty when it has none.
func Picture(key string) string { return catalogue()[Easy][key].Picture }

// Has reports whether both voices know the key.
func Has(key string) bool {
	_, a := catalogue()[Standard][key]
	_, b := catalogue()[Easy][key]
	return a && b
}

// Keys lists the keys of a voice in order.
func Keys(v Voice) []string {
	keys := make([]string, 0, len(catalogue()[v]))
	for k := range catalogue()[v] {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

// Of gives the message of a key in a voice, for the tests of the language files.
func Of(v Voice, key string) Message { return catalogue()[v][key] }

func spoken(v Voice) Voice {
	if v == Pseudo {
		return Standard
	}
	return v
}

// Both is a word that the voices say differently, such as a title, where who gives it
// does not know who reads it. Easy may be empty.
type Both struct{ Standard, Easy string }

// said is a word in a voice.
func said(v Voice, word any) string {
	b, both := word.(Both)
	switch {
	case !both:
		return fmt.Sprint(word)
	case v == Easy && b.Easy != "":
		return b.Easy
	}
	return b.Standard
}

func fill(v Voice, text string, args []any) string {
	if len(args) == 0 {
		return text
	}
	pairs := make([]string, 0, 2*len(args))
	for i := 0; i+1 < len(args); i += 2 {
		name, word := fmt.Sprintf("{%v}", args[i]), said(v, args[i+1])
		if strings.HasSuffix(word, ".") {
			pairs = append(pairs, name+".", word) // "Jo B." at the end of a sentence has one full stop
		}
		pairs = append(pairs, name, word)
	}
	return strings.NewReplacer(pairs...).Replace(text)
}
