package directory

import (
	"slices"
	"testing"
)

func TestWordsThatBelongTogetherShareAStem(t *testing.T) {
	for _, group := range [][]string{
		{"dance", "dances", "dancing", "dancer"}, {"swim", "swimming", "swims", "swimmer"},
		{"cook", "cooking", "cooks"}, {"hobby", "hobbies"}, {"class", "classes"}, {"bowl", "bowling"},
		{"knit", "knitting"}, {"walk", "walks", "walking", "walked"},
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
		if s.meant == "" || len(list) < 2 {
			t.Errorf("the sense %q has the words %q", s.meant, list)
		}
		for _, w := range list {
			if of[w] != "" {
				t.Errorf("%s is of %q and of %q", w, of[w], s.meant)
			}
			of[w] = s.meant
		}
	}
}
