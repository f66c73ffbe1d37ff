package matching

import (
	"fmt"
	"testing"

	"ourdays/internal/area/directory"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/pence"
)

// hand is a week of things, each a day from 0 and a title, all at one hour.
func hand(number int, cost pence.Pence, things ...string) Look {
	l := Look{Number: number, Cost: cost, CostKnown: true}
	for _, x := range things {
		l.Add(x[1:], []Slot{{Day: int(x[0] - '0'), Start: 600}}, false)
	}
	return l
}

func (l Look) with(friends ...string) Look { l.Friends = friends; return l }

// What is said of a week is true of it alone, or says from which other week it is told:
// no week "has" what another has too, and nothing is fewer than nobody knows what.
func TestWhatIsSaidOfAWeekIsTrueOfItAlone(t *testing.T) {
	local := Look{Number: 2, Cost: 1000, CostKnown: true}
	local.Add("choir", []Slot{{Day: 0, Start: 600}}, true)
	late := Look{Number: 2, Cost: 1000, CostKnown: true}
	late.Add("choir", []Slot{{Day: 0, Start: 660}}, false)
	unpriced := hand(2, 10, "0choir")
	unpriced.CostKnown = false
	one := hand(1, 1000, "0choir", "1farm").with("Sam")
	for _, k := range []struct {
		name string
		all  []Look
		at   int
		want string
	}{
		{"one week alone", []Look{one}, 0, "[]"},
		{"eight, of which others have four", []Look{hand(1, 0, "0meal", "0choir", "1farm", "2zoo"), hand(2, 0, "0meal", "1farm"),
			hand(3, 0, "0choir", "2zoo")}, 1, "[{without [choir zoo] [] 0 1}]"},
		{"what the first has too is not told of the fourth", []Look{hand(1, 0, "0meal", "1farm"), hand(2, 0, "1farm", "2art"),
			hand(3, 0, "1farm", "2zoo"), hand(4, 0, "0meal", "2pool")}, 3, "[{acts [pool] [] 0 0}]"},
		{"no other has any of it", []Look{one, hand(2, 1000, "0pool", "1zoo")}, 1, "[{all [] [] 0 0} {acts [pool zoo] [] 0 0}]"},
		{"another friend", []Look{one, one.with("Jo")}, 1, "[{friends [Jo] [] 0 0}]"},
		{"the same friend", []Look{one, one}, 1, "[]"},
		{"a friend whom another week has", []Look{one, one.with(), one}, 2, "[]"},
		{"a day of its own", []Look{one, hand(2, 1000, "0choir", "3farm").with("Sam")}, 1, "[{days [] [3] 0 0}]"},
		{"the cheapest, by what the next costs more", []Look{one, hand(2, 900, "0choir", "1farm"), hand(3, 700, "0choir", "1farm")}, 2,
			"[{cheapest [] [] 200 0}]"},
		{"as cheap as another is not cheapest", []Look{one, hand(2, 800, "0choir", "1farm"), hand(3, 800, "0choir", "1farm")}, 2,
			"[{costs [] [] 800 1}]"},
		{"not cheapest by some pennies", []Look{one, hand(2, 901, "0choir", "1farm")}, 1, "[{costs [] [] 901 1}]"},
		{"community alone", []Look{hand(1, 1000, "0choir"), local}, 1, "[{community [] [] 0 0}]"},
		{"nothing of its own is told from the week most like it", []Look{hand(1, 0, "0choir", "1farm"), hand(2, 0, "0choir", "2art"),
			hand(3, 0, "0choir", "1farm", "2zoo"), hand(4, 0, "0choir", "2zoo")}, 3, "[{without [farm] [] 0 3}]"},
		{"another hour", []Look{hand(1, 1000, "0choir"), late}, 1, "[{time [choir] [0] 660 1}]"},
		{"no price is compared that is not known", []Look{hand(1, 1000, "0choir"), unpriced}, 1, "[]"},
	} {
		t.Run(k.name, func(t *testing.T) {
			if got := fmt.Sprint(StandsOut(k.all, k.at)); got != k.want {
				t.Errorf("got %s, want %s", got, k.want)
			}
		})
	}
}

// Of any weeks that differ in something that is told no two have one name, whichever
// order their activities were put in.
func TestNoTwoWeeksThatDifferHaveOneName(t *testing.T) {
	first := hand(1, 1000, "0choir", "1farm")
	for _, k := range []struct {
		name string
		all  []Look
		want string
	}{
		{"one thing each, though they have more", []Look{first, hand(2, 1000, "1zoo", "0pool"), hand(3, 1000, "0pool", "1zoo", "2chess")},
			"[[{acts [choir] [] 0 0}] [{without [chess] [] 0 3}] [{acts [chess] [] 0 0}]]"},
		{"two that lack one thing each", []Look{hand(1, 0, "0a", "0b", "0c"), hand(2, 0, "0a", "0b"), hand(3, 0, "0a", "0b")},
			"[[{acts [c] [] 0 0}] [{without [c] [] 0 1}] []]"},
		{"two that lack the first name of two", []Look{hand(1, 0, "0a", "0b", "0c"), hand(2, 0, "0b"), hand(3, 0, "0b", "0c")},
			"[[{acts [a] [] 0 0}] [{without [c] [] 0 3}] [{without [a] [] 0 1}]]"},
		{"nothing", []Look{first, first}, "[[] []]"},
	} {
		t.Run(k.name, func(t *testing.T) {
			if got := fmt.Sprint(Names(k.all)); got != k.want {
				t.Errorf("got %s, want %s", got, k.want)
			}
		})
	}
}

// A small offer has few weeks that really differ: they are found though they are
// worth much less than the best, and no other joins them.
func TestASmallOfferGivesOnlyWeeksThatReallyDiffer(t *testing.T) {
	for _, k := range []struct {
		name  string
		most  int // half days
		days  []int
		weeks int
	}{
		{"one thing is one week", 2, []int{0}, 1},
		{"two things that both fit in are one week", 2, []int{0, 1}, 1},
		{"three, of which two fit in", 2, []int{0, 1, 2}, 3},
		{"four of four", 4, []int{0, 1, 2, 3}, 1},
		{"four in two by two", 2, []int{0, 1, 2, 3}, 3},
	} {
		t.Run(k.name, func(t *testing.T) {
			w := somebody()
			w.Free, w.MinUnits, w.MaxUnits, w.Weekly = 0, 1, k.most, 100000
			var offer []directory.Offered
			for _, day := range k.days {
				outcome := "O7"
				if day > 1 {
					outcome = "O1"
				}
				offer = append(offer, weekly(fmt.Sprint("s", day), day, "sport", outcome))
			}
			weeks, err := Compose(w, candidates(w, offer...))
			if err != nil || len(weeks) < k.weeks {
				t.Fatalf("%d weeks, want %d, %v", len(weeks), k.weeks, err)
			}
			if k.weeks == 1 && len(weeks) > 1 {
				t.Errorf("%d weeks, of which all but one look like another", len(weeks))
			}
			for i, a := range weeks {
				for _, b := range weeks[:i] {
					if 2*shared(b, a) > len(a) {
						t.Errorf("weeks share %d of %d", shared(b, a), len(a))
					}
				}
			}
		})
	}
}

// What little is left beside the first week is no choice beside it.
func TestAWeekOfMuchLessIsNoOtherWeek(t *testing.T) {
	w := somebody()
	w.Free, w.MinUnits, w.MaxUnits, w.Weekly = 0, 1, 4, 100000
	one := weekly("one", 4, "sport", "O7")
	four := []directory.Offered{weekly("a", 0, "sport", "O7"), weekly("b", 1, "sport", "O7"), weekly("c", 2, "sport", "O7"),
		weekly("d", 3, "sport", "O7")}
	nothing := weekly("nothing", 4, "sport")
	w.Aims = []Aim{{ID: "o", CareAct: db.List{"O7"}}}
	for says, c := range map[string]struct {
		first, other Week
		stands       bool
	}{
		"a quarter of its half days":             {candidates(w, four...), candidates(w, one), false},
		"half of them":                           {candidates(w, four[:2]...), candidates(w, one), true},
		"as much, but no help with an outcome":   {candidates(w, four[0]), candidates(w, nothing), false},
		"as much, and the first does not either": {candidates(w, nothing), candidates(w, nothing), true},
	} {
		t.Run(says, func(t *testing.T) {
			if got := w.stands(c.first, c.other); got != c.stands {
				t.Errorf("got %t", got)
			}
		})
	}
}

// Another time is told of what the other week has too: of what it has not, that is told.
func TestAnotherTimeIsOfWhatBothWeeksHave(t *testing.T) {
	me, other := Look{Number: 1}, Look{Number: 2}
	me.Add("zoo", []Slot{{Day: 0, Start: 600}}, false)
	me.Add("choir", []Slot{{Day: 1, Start: 600}}, false)
	other.Add("choir", []Slot{{Day: 1, Start: 660}}, false)
	if got := fmt.Sprint(apartFrom(me, other)); got != "[{more [zoo] [] 0 2} {time [choir] [1] 600 2}]" {
		t.Error(got)
	}
}
