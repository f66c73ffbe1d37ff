package matching

import (
	"reflect"
	"slices"
	"testing"

	"ourdays/internal/area/directory"
	"ourdays/internal/platform/db"
)

func TestWhatWordsSpeakOf(t *testing.T) {
	cook := directory.Activity{Title: "Cook and eat", Symbol: "cooking", Kind: "learning"}
	quiz := directory.Activity{Title: "Tuesday quiz", Symbol: "puzzle", Kind: "friends"}
	swim := directory.Activity{Title: "Warm water swim", Symbol: "swimming", Kind: "sport"}
	eatOut := directory.Activity{Title: "Breakfast club", EasyTitle: "Breakfast out", Symbol: "eating-out", Kind: "friends"}
	cafe := directory.Activity{Title: "Work in the café", Symbol: "job", Kind: "work"}
	for _, c := range []struct {
		words string
		act   directory.Activity
		meets bool
	}{
		{"I want to cook with other people.", cook, true},
		{"I want to cook with other people.", quiz, false},
		{"Baking again, as I did with my mum", cook, true},
		{"I want to cook with other people.", directory.Activity{Title: "Bread on Thursdays", Symbol: "bread"}, true},
		{"To swim each week without asking my brother.", swim, true},
		{"SWIMMING!", swim, true},
		{"To swim each week without asking my brother.", cook, false},
		{"A job where nobody shouts.", cafe, true},
		{"I want more friends.", quiz, false}, // what it is about is a quiz; the Care Act outcome ties the two
		{"I want a good week with people.", cook, false},
		{"", cook, false},
		{"To go shopping by myself.", cafe, false},
		{"To book a place without help.", directory.Activity{Title: "Book club", Symbol: "books"}, false},
		{"To answer my phone.", directory.Activity{Title: "Tablets for beginners", Symbol: "computer"}, false},
		{"To have lunch with somebody.", cook, false},
		{"To pay with my own card.", quiz, false},
		{"To act my age.", directory.Activity{Title: "On stage", Symbol: "drama"}, false},
		{"To get fit.", directory.Activity{Title: "Gym and swim", Symbol: "gym"}, false},
		{"I like chess.", directory.Activity{Title: "Bingo", Symbol: "bingo"}, false},
		{"I do not like swimming.", swim, false},
		{"I don't swim.", swim, false},
		{"I don’t swim.", swim, false},
		{"I hate cooking!", cook, false},
		{"Never swimming again", swim, false},
		{"No swimming, cooking or quizzes, please.", cook, false},
		{"I do not like noise. I like swimming.", swim, true},
		{"I do not like noise but I like swimming.", swim, true},
		{"I like cooking but not swimming.", swim, false},
		{"I like cooking but not swimming.", cook, true},
		{"No films.", directory.Activity{Title: "Film club", Symbol: "films"}, false},
		{"I like swimming, not cooking.", swim, true},
		{"I like swimming, not cooking.", cook, false},
		{"I like cooking and not swimming.", swim, false},
		{"To cook rather than swim.", cook, true},
		{"To cook rather than swim.", swim, false},
		{"Anything except swimming.", swim, false},
		{"Neither swimming nor cooking.", cook, false},
		{"Swimming is not for me.", swim, false},
		{"A THÉÂTRE with friends", directory.Activity{Title: "Theatre makers"}, true},
		{"I paint clay ponies.", directory.Activity{Title: "Pony grooming"}, true},
		{"I like bands.", directory.Activity{Title: "The Silk Road band"}, true},
		{"Old movies", directory.Activity{Title: "Film club", Symbol: "films"}, true},
		{"A film with friends.", directory.Activity{Title: "Movie night"}, true},
		{"I want to make my own lunch.", cook, true},
		{"I want to make a meal for my mum.", cook, true},
		{"I want to make friends at lunch.", quiz, false},
		{"I want to eat out.", eatOut, true},
		{"I want to eat out.", cook, false},
		{"I want to go for a meal with my friends.", eatOut, true},
		{"I want to have lunch with somebody.", eatOut, false},
		{"I want to go out on a Saturday.", eatOut, false},
	} {
		if got := SaidIn(c.words).Speaks(saidOf(c.act)); got != c.meets {
			t.Errorf("%q and %s: %v", c.words, c.act.Title, got)
		}
	}
}

func TestFormsOfAWordAreOneStem(t *testing.T) {
	for _, forms := range [][]string{{"cook", "cooks", "cooking", "cooked", "cooker"}, {"bake", "baking", "baker", "bakes"},
		{"swim", "swimming", "swims"},
		{"shop", "shopping", "shops"}, {"bus", "buses"}, {"hobby", "hobbies"},
		{"movie", "movies"}, {"pony", "ponies"}, {"library", "libraries"}, {"cafe", "cafes"}, {"film", "films"}, {"donkey", "donkeys"},
		{"recipe", "recipes"}} {
		for _, f := range forms {
			if stem(f) != stem(forms[0]) {
				t.Errorf("%s is %s, %s is %s", f, stem(f), forms[0], stem(forms[0]))
			}
		}
	}
	seen := map[string]string{}
	for _, words := range themes {
		for _, w := range words {
			if other, known := seen[stem(w)]; known && !slices.Contains(words, other) {
				t.Errorf("%s and %s are one stem in two themes", w, other)
			}
			seen[stem(w)] = w
		}
	}
	if len(themes) > 64 {
		t.Errorf("%d themes do not fit in the set", len(themes))
	}
}

// Two sessions at one hour, tied to one Care Act outcome at one price: the one
// that the person asked for comes first, and the week says so.
func TestWhoWantsToCookGetsNoQuiz(t *testing.T) {
	w := somebody()
	w.Aims = []Aim{{ID: "a", Words: "I want to cook with other people.", CareAct: []string{"O7"},
		Said: SaidIn("I want to cook with other people.")}}
	w.Kinds, w.MinUnits, w.MaxUnits = nil, 1, 1
	var list []Candidate
	for i, a := range []directory.Activity{{ID: "quiz", Title: "Tuesday quiz", Symbol: "puzzle"},
		{ID: "cook", Title: "Cook and eat", Symbol: "cooking"}} {
		o, rates := fitting()
		a.Kind, a.AgeFrom, a.Tiers, a.Outcomes = "friends", 18, 1<<2, db.List{"O7"}
		o.Activity, o.Schedule.ID = a, a.ID
		list = append(list, NewCandidate(w, o, rates, monday))
		if i == 0 && list[0].speaksOf(w.Aims[0]) {
			t.Fatal("a quiz is about cooking")
		}
	}
	weeks, err := Compose(w, list)
	if err != nil || len(weeks) == 0 || weeks[0][0].Activity.ID != "cook" {
		t.Fatalf("%v, %v", weeks, err)
	}
	rulesOf := func(k Week) (all []Rule) {
		for _, r := range ReasonsOf(w, k) {
			if r.Own != "" {
				all = append(all, r.Rule)
			}
		}
		return all
	}
	if got := rulesOf(Week{list[1]}); !slices.Equal(got, []Rule{ForOutcome}) {
		t.Errorf("cooking is told as %v", got)
	}
	if got := rulesOf(Week{list[0]}); !slices.Equal(got, []Rule{ForOtherWay}) {
		t.Errorf("a quiz is told as %v", got)
	}
	for _, r := range ReasonsOf(w, Week{list[0]}) {
		if r.Rule == ForOtherWay && (r.Good || r.Acts != "Tuesday quiz") {
			t.Errorf("a quiz speaks for the week, or is not named: %+v", r)
		}
	}
	w.Aims[0].Said, w.Wishes = 0, SaidIn("Quiz nights")
	if got := rulesOf(Week{list[0]}); !slices.Equal(got, []Rule{ForOutcome, ForWished}) {
		t.Errorf("what the person likes is told as %v", got)
	}
}

// Words are a guess. Where no Care Act outcome ties the two, a session that
// sounds like an outcome adds points and helps with nothing.
func TestWordsAloneCoverNoOutcome(t *testing.T) {
	w := somebody()
	w.Aims = []Aim{{ID: "a", Words: "I want to swim.", CareAct: []string{"O9"}, Said: SaidIn("I want to swim.")}}
	o, rates := fitting()
	o.Activity.Title, o.Activity.Symbol, o.Activity.Outcomes = "Warm swim", "swimming", db.List{"O7"}
	swim := NewCandidate(w, o, rates, monday)
	if got := swim.Covers(w.Aims); len(got) != 0 {
		t.Errorf("it covers %v", got)
	}
	for _, r := range ReasonsOf(w, Week{swim}) {
		if r.Rule == ForWords || r.Rule == ForOutcome {
			t.Errorf("it is told as %s", r.Rule)
		}
	}
	other := w
	other.Aims = []Aim{{ID: "a", Words: "I want to cook.", CareAct: []string{"O9"}, Said: SaidIn("I want to cook.")}}
	if w.Points(swim) != other.Points(swim)+pointsWords {
		t.Errorf("the words add %d points", w.Points(swim)-other.Points(swim))
	}
}

// What of a week helps with an outcome, by its words and by the Care Act.
func TestWhatOfAWeekHelpsWithAnOutcome(t *testing.T) {
	one := func(title string, outcomes ...string) Candidate {
		c := Candidate{Slots: []Slot{{}, {Day: 1}}}
		c.Activity.Title, c.Activity.Outcomes = title, db.List(outcomes)
		return c
	}
	met := one("Long lunch", "O1")
	met.Schedule.ID = "met"
	social, dip := one("Friendship group", "O1"), one("Warm swim", "O9")
	dip.Schedule.ID = "dip"
	cook, bread, lunch, swim := one("Cook and eat", "O1"), one("Bread and soup", "O1"), one("Long lunch", "O1"), one("Warm swim", "O9")
	for _, c := range []struct {
		says, words string
		week        Week
		want        Help
		other       bool
	}{
		{"what it is called", "I want to cook my own tea", Week{cook}, Help{Sessions: 2, Acts: []string{"Cook and eat"}, asks: true}, false},
		{"a word of the same family, and not what is tied by the code alone", "I want to cook my own tea", Week{bread, lunch},
			Help{Sessions: 2, Acts: []string{"Bread and soup"}, asks: true}, false},
		{"the code alone", "I want to cook my own tea", Week{lunch},
			Help{Sessions: 2, Acts: []string{"Long lunch"}, By: []string{"O1"}, asks: true}, true},
		{"words that ask for nothing to do", "I want to feel well", Week{lunch, cook},
			Help{Sessions: 4, Acts: []string{"Long lunch", "Cook and eat"}, By: []string{"O1"}}, false},
		{"words that say what is not wanted", "I do not want to cook", Week{lunch},
			Help{Sessions: 2, Acts: []string{"Long lunch"}, By: []string{"O1"}}, false},
		{"a friend who goes, for words that ask for friends", "I want more friends", Week{lunch, met},
			Help{Sessions: 2, Acts: []string{"Long lunch"}, asks: true}, false},
		{"a friend who goes to what no outcome ties", "I want more friends", Week{lunch, dip},
			Help{Sessions: 2, Acts: []string{"Warm swim"}, asks: true}, false},
		{"nobody who goes, for words that ask for friends", "I want more friends", Week{lunch},
			Help{Sessions: 2, Acts: []string{"Long lunch"}, By: []string{"O1"}, asks: true}, true},
		{"a friend who goes, for words that ask for something else", "I want to cook my own tea", Week{met},
			Help{Sessions: 2, Acts: []string{"Long lunch"}, By: []string{"O1"}, asks: true}, true},
		{"friends beside it are whom it is done for", "I want to cook for my friends", Week{met, social, cook},
			Help{Sessions: 2, Acts: []string{"Cook and eat"}, asks: true}, false},
		{"and no friends alone", "I want to cook for my friends", Week{social},
			Help{Sessions: 2, Acts: []string{"Friendship group"}, By: []string{"O1"}, asks: true}, true},
		{"another outcome", "I want to cook my own tea", Week{swim}, Help{asks: true}, true},
		{"the words without the code", "I want to swim", Week{swim}, Help{asks: true}, true},
	} {
		t.Run(c.says, func(t *testing.T) {
			friends := Wish{Friends: map[string][]string{"met": {"Sam"}, "dip": {"Sam"}}}
			got := c.week.HelpWith(friends, Aim{Words: c.words, CareAct: []string{"O1"}, Said: SaidIn(c.words)})
			got.Easy = nil
			if !reflect.DeepEqual(got, c.want) || got.OtherWay() != c.other {
				t.Errorf("%+v, want %+v", got, c.want)
			}
		})
	}
}
