package directory

import (
	"slices"
	"testing"
)

func TestWordsThatBelongTogetherShareAStem(t *testing.T) {
	for _, group := range [][]string{
		{"dance", "dances", "dancing", "dancer"}, {"swim", "swimming", "swims", "swimmer"},
		{"cook", "cooking", "cooks"}, {"hobby", "hobbies"}, {"class", "classes"}, {"bowl", "bowling"},
		{"knit", "knitting"}, {"man", "men", "mens"}, {"woman", "women", "womens"}, {"child", "children", "childrens"},
		{"walk", "walks", "walking", "walked"},
	} {
		for _, w := range group[1:] {
			if stem(w) != stem(group[0]) {
				t.Errorf("%s is %s, %s is %s", group[0], stem(group[0]), w, stem(w))
			}
		}
	}
	for _, pair := range [][2]string{{"bus", "bu"}, {"tennis", "tenni"}, {"sing", "s"}, {"red", "r"}} {
		if stem(pair[0]) == pair[1] {
			t.Errorf("%s loses too much", pair[0])
		}
	}
}

func TestAccentsAndApostrophesDoNotStandInTheWay(t *testing.T) {
	got := split("The Café’s “Fun-Day” for Zoë, with 50+ people")
	if want := []string{"cafes", "fun", "day", "zoe", "50", "people"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestDistanceCountsSlips(t *testing.T) {
	for _, c := range []struct {
		a, b  string
		bound int
		want  int
	}{
		{"swim", "swim", 2, 0}, {"swm", "swim", 2, 1}, {"siwm", "swim", 2, 1}, {"swing", "swim", 2, 2},
		{"garden", "pottery", 2, 3}, {"café", "cafe", 1, 1},
	} {
		if got := distance(c.a, c.b, c.bound); got != c.want {
			t.Errorf("from %s to %s: %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

func TestEveryWordThatStandsForOthersHasOneSense(t *testing.T) {
	of := map[string]string{}
	for _, s := range senses {
		list := stems(s.words, 20)
		if s.meant == "" || len(list)+len(stems(s.kinds, 20)) < 2 {
			t.Errorf("the sense %q has the words %q and the kinds %q", s.meant, list, s.kinds)
		}
		for _, w := range list {
			if of[w] != "" {
				t.Errorf("%s is of %q and of %q", w, of[w], s.meant)
			}
			of[w] = s.meant
		}
	}
}

func TestWordsThatOnlyLookAlikeHaveStemsOfTheirOwn(t *testing.T) {
	for _, pair := range [][2]string{
		{"carer", "car"}, {"care", "car"}, {"career", "care"}, {"crewe", "crew"}, {"evening", "even"}, {"fishing", "fish"},
		{"flower", "flow"}, {"shower", "show"}, {"training", "train"}, {"dinner", "din"}, {"chester", "chest"}, {"ride", "rid"},
		{"plane", "plan"}, {"stage", "stag"}, {"speed", "sped"}, {"wedding", "wed"},
	} {
		if stem(pair[0]) == stem(pair[1]) {
			t.Errorf("%s and %s are both %s", pair[0], pair[1], stem(pair[0]))
		}
	}
}

func TestAVerbAndWhoDoesItShareAStem(t *testing.T) {
	for _, group := range [][]string{
		{"bake", "baking", "baked", "baker"}, {"ride", "riding", "rides", "rider"}, {"write", "writing", "writers"},
		{"skate", "skating"}, {"cycle", "cycling", "cycled"}, {"weave", "weaving", "weavers"}, {"movie", "movies"},
		{"volunteer", "volunteers", "volunteering"}, {"bus", "buses"}, {"child", "children"}, {"garden", "gardening", "gardeners"},
		{"run", "running", "runners"}, {"share", "shared", "sharing"}, {"visit", "visiting", "visited"}, {"sew", "sewing"},
	} {
		for _, w := range group[1:] {
			if stem(w) != stem(group[0]) {
				t.Errorf("%s is %s, %s is %s", group[0], stem(group[0]), w, stem(w))
			}
		}
	}
}

// What is narrower is an example of what is wider, and never the other way.
func TestAWordAsksForItsExamplesAndNotForAllThatItIsAnExampleOf(t *testing.T) {
	asks := func(typed, other string) bool {
		a := alikeOf[stem(typed)]
		return slices.Contains(a.same, stem(other)) || slices.Contains(a.kinds, stem(other))
	}
	for _, c := range []struct {
		typed, asks, not string
	}{
		{"music", "choir", "drama"}, {"drums", "percussion", "music"}, {"swimming", "aqua", "pool"}, {"pottery", "clay", "art"},
		{"art", "painting", "football"}, {"painting", "", "drawing"}, {"food", "lunch", "disco"}, {"lunch", "", "cafe"},
		{"dance", "disco", "food"}, {"animals", "rabbits", "farm"}, {"dogs", "", "rabbits"}, {"knitting", "crochet", "sewing"},
		{"exercise", "yoga", "sport"}, {"job", "work", "friends"}, {"cinema", "film", "theatre"}, {"bus", "", "train"},
	} {
		if c.asks != "" && !asks(c.typed, c.asks) {
			t.Errorf("%q does not ask for %q", c.typed, c.asks)
		}
		if asks(c.typed, c.not) {
			t.Errorf("%q asks for %q", c.typed, c.not)
		}
	}
}
