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

func TestAddressesAreNoWordsAndNamesAreKnownFromAnyText(t *testing.T) {
	for _, c := range []struct {
		text, other string
		want        []i18n.Hard
	}{
		{"Email hello@brightsideclub.org.uk.", "", nil},
		{"Look at www.weaverdaledays.gov.uk/bowling!", "", nil},
		{"Meet us, e.g. at the venue.", "", []i18n.Hard{{"e.g", "for example"}, {"venue", "place"}}},
		{"We are at The Venue.", "", nil},
		{"Venue hire is free.", "", []i18n.Hard{{"venue", "place"}}},
		{"Wolverhampton is near.", "", []i18n.Hard{{"wolverhampton", ""}}},
		{"Wolverhampton is near.", "It is in Wolverhampton.", nil},
		{"Wolverhampton is near. Go to Wolverhampton.", "", nil},
		{"Multidisciplinary fun.", "Multidisciplinary fun", []i18n.Hard{{"multidisciplinary", ""}}},
	} {
		if got := i18n.HardWordsBut(c.text, c.other); !slices.Equal(got, c.want) {
			t.Errorf("%q beside %q: %v, want %v", c.text, c.other, got, c.want)
		}
	}
	if got := i18n.HardWords("We are at The Venue."); len(got) != 1 {
		t.Errorf("our own texts name no hall: %v", got)
	}
}

func TestLongSentencesAreThoseOfMoreThanFifteenWords(t *testing.T) {
	fifteen := strings.TrimSpace(strings.Repeat("go ", 15))
	text := fifteen + ". " + fifteen + " on! Bring: " + fifteen + "\n" + fifteen + " too"
	if got := i18n.LongSentences(text); !slices.Equal(got, []string{fifteen + " on", fifteen + " too"}) {
		t.Errorf("%q", got)
	}
}
