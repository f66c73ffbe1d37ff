package i18n_test

import (
	"slices"
	"strings"
	"testing"

	"ourdays/internal/platform/i18n"
)

func TestHardWordsAreFoundInEveryForm(t *testing.T) {
	for text, want := range map[string][]i18n.Hard{
		"You can use it.": nil,
		"We utilise it, utilised it, Utilising it.":     {{"utilise", "use"}, {"utilised", "use"}, {"utilising", "use"}},
		"Clients attend. A client attends.":             {{"clients", "person"}, {"attend", "go to"}, {"client", "person"}, {"attends", "go to"}},
		"Meet at the venue, e.g. the hall, etc.":        {{"venue", "place"}, {"e.g", "for example"}, {"etc", "and more"}},
		"Incomprehensible. It is multidisciplinary.":    {{"incomprehensible", ""}, {"multidisciplinary", ""}},
		"Go to Wolverhampton-Springfield. Attending":    {{"attending", "go to"}},
		"Our methodologies: conversation, Macclesfield": {{"methodologies", ""}},
		"A wheelchair-friendly hall":                    nil,
		"Sloths slip. We fit via Crewe.":                {{"via", "by"}},
	} {
		if got := i18n.HardWords(text); !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

func TestLongSentencesAreThoseOfMoreThanFifteenWords(t *testing.T) {
	fifteen := strings.TrimSpace(strings.Repeat("go ", 15))
	text := fifteen + ". " + fifteen + " on! Bring: " + fifteen + "\n" + fifteen + " too"
	if got := i18n.LongSentences(text); !slices.Equal(got, []string{fifteen + " on", fifteen + " too"}) {
		t.Errorf("%q", got)
	}
}
