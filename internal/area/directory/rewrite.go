package directory

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"strings"

	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/i18n"
)

// Rewriting is what an organisation's staff change of their activity: both
// texts, and that they have checked its facts.
type Rewriting struct {
	ActivityID   string
	Title        string
	EasyTitle    string
	Text         string
	EasyText     string
	CheckedToday bool
	Version      string // of the activity that the form showed
}

// Version names the words of an activity, so that a form can tell whether
// somebody has changed them since.
func (a Activity) Version() string {
	h := sha256.Sum256(fmt.Appendf(nil, "%q %q %q %q", a.Title, a.EasyTitle, a.Text, a.EasyText))
	return fmt.Sprintf("%x", h[:8])
}

// check says what is wrong with the Easy Read words that are new: what stood there before,
// such as an imported text, is not asked again. Without a title of its own it has the
// standard one, which is asked then. To leave no text where there was one would take it
// from those who read no other.
func (r Rewriting) check(before Activity) error {
	var wrong []fail.Field
	others := []string{r.Text, r.EasyText, r.Title}
	if title := cmp.Or(strings.TrimSpace(r.EasyTitle), r.Title); title != before.EasyTitle {
		wrong = append(wrong, notEasy("easy_title", title, others)...)
	}
	if r.EasyText != before.EasyText {
		wrong = append(wrong, notEasy("easy_text", r.EasyText, others)...)
	}
	if strings.TrimSpace(r.EasyText) == "" && before.EasyText != "" {
		wrong = append(wrong, fail.Field{Name: "easy_text", Key: "directory.refused.easy_empty"})
	}
	return fail.Fields(wrong...)
}

// notEasy lists every sentence that is too long and every word that is too hard.
// The organisation's other texts tell what is a name.
func notEasy(field, text string, others []string) (wrong []fail.Field) {
	for _, s := range i18n.LongSentences(text) {
		wrong = append(wrong, fail.Field{Name: field, Key: "directory.refused.easy_long",
			Args: []any{"words", len(strings.Fields(s)), "most", i18n.MostEasyWords, "sentence", s}})
	}
	for _, h := range i18n.HardWordsBut(text, others...) {
		key := "directory.refused.easy_say"
		if h.Say == "" {
			key = "directory.refused.easy_word"
		}
		wrong = append(wrong, fail.Field{Name: field, Key: key,
			Args: []any{"word", h.Word, "say", h.Say, "letters", i18n.MostEasyLetters}})
	}
	return wrong
}
