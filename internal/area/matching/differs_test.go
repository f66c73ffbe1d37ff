package matching

import (
	"fmt"
	"testing"

	"ourdays/internal/area/directory"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/pence"
)

// Who reads Easy Read is told one thing, and more only where two weeks would read alike.
func TestAWeekIsToldByOneThingWhereThatTellsItApart(t *testing.T) {
	week := func(things ...string) Look {
		l := Look{}
		for _, x := range things {
			l.Add(x[1:], []Slot{{Day: int(x[0] - '0')}}, false)
		}
		return l
	}
	all := []Look{week("0choir", "1farm"), week("0choir", "5zoo"), week("0choir", "5pool"), week("0choir", "4pool")}
	want := "[[] [{days [] [5] 0}] [{days [] [5] 0} {acts [pool] [] 0}] [{days [] [4] 0}]]"
	if got := fmt.Sprint(Names(all, 1)); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestAWeekSaysInWhatItDiffersFromTheFirst(t *testing.T) {
	week := func(cost pence.Pence, community bool, friends string, things ...string) Look {
		l := Look{Cost: cost, CostKnown: true}
		if friends != "" {
			l.Friends = []string{friends}
		}
		for _, x := range things {
			l.Add(x[1:], []Slot{{Day: int(x[0] - '0')}}, community)
		}
		return l
	}
	first := week(1000, false, "Sam", "0choir", "1farm")
	for _, k := range []struct {
		name string
		all  []Look
		at   int
		want string
	}{
		{"one week alone", []Look{first}, 0, "[]"},
		{"another friend", []Look{first, week(1000, false, "Jo", "0choir", "1farm")}, 1, "[{friends [Jo] [] 0}]"},
		{"the same friend", []Look{first, week(1000, false, "Sam", "0choir", "1farm")}, 1, "[]"},
		{"the cheapest, by what the next costs more", []Look{first, week(900, false, "", "0choir", "1farm"),
			week(700, false, "", "0choir", "1farm")}, 2,
			"[{cheapest [] [] 200}]"},
		{"as cheap as another is not cheapest", []Look{first, week(800, false, "", "0choir", "1farm"), week(800, false, "", "0choir", "1farm")},
			2, "[]"},
		{"another price", []Look{first, week(700, false, "", "0choir", "1farm"), week(800, false, "", "0choir", "1farm")}, 1,
			"[{cheapest [] [] 100}]"},
		{"community alone", []Look{first, week(1000, true, "", "0choir", "1farm")}, 1, "[{community [] [] 0}]"},
		{"other days and things", []Look{first, week(1000, false, "", "3choir", "2pool")}, 1, "[{days [] [2 3] 0} {acts [pool] [] 0}]"},
		{"not cheapest by some pennies", []Look{first, week(901, false, "", "0choir", "1farm")}, 1, "[]"},
		{"what no week before has is named first", []Look{first, week(1000, false, "", "0pool"), week(1000, false, "", "0pool", "1zoo")}, 2,
			"[{acts [zoo pool] [] 0}]"},
		{"fewer sessions", []Look{first, week(1000, false, "", "0choir")}, 1, "[{fewer [] [] 1}]"},
		{"the first by what no other has", []Look{first, week(1200, false, "", "0choir", "1farm")}, 0,
			"[{friends [Sam] [] 0} {cheapest [] [] 200}]"},
		{"the first has nothing of its own", []Look{first, week(1000, false, "Sam", "3choir")}, 0, "[]"},
	} {
		t.Run(k.name, func(t *testing.T) {
			if got := fmt.Sprint(differences(k.all, k.at)); got != k.want {
				t.Errorf("got %s, want %s", got, k.want)
			}
		})
	}
	t.Run("no price is compared that is not known", func(t *testing.T) {
		cheap := week(10, false, "", "0choir", "1farm")
		cheap.CostKnown = false
		if got := differences([]Look{first, cheap}, 1); len(got) != 0 {
			t.Errorf("got %v", got)
		}
	})
}

// Of any weeks that differ in something that is told no two have one name, and the
// names of the others stay as they are.
func TestNoTwoWeeksThatDifferHaveOneName(t *testing.T) {
	week := func(cost pence.Pence, start int, things ...string) Look {
		l := Look{Cost: cost, CostKnown: true}
		for _, x := range things {
			l.Add(x[1:], []Slot{{Day: int(x[0] - '0'), Start: start}}, false)
		}
		return l
	}
	first := week(1000, 600, "0choir", "1farm")
	for _, k := range []struct {
		name string
		all  []Look
		want string
	}{
		{"a third thing that is new tells them apart", []Look{first, week(1000, 600, "0pool", "1zoo", "1art"),
			week(1000, 600, "0pool", "1zoo", "1art", "0chess")},
			"[[{acts [choir farm] [] 0}] [{acts [pool zoo] [] 0}] [{acts [chess pool] [] 0}]]"},
		{"what a week lacks", []Look{first, week(1000, 600, "0pool", "1zoo"), week(1000, 600, "0pool")},
			"[[{acts [choir farm] [] 0}] [{acts [pool zoo] [] 0}] [{acts [pool] [] 0} {fewer [] [] 1}]]"},
		{"the same things, one on another day", []Look{first, week(1000, 600, "2pool", "3zoo"), week(1000, 600, "3pool", "2zoo")},
			"[[{acts [choir farm] [] 0}] [{days [] [2 3] 0} {acts [pool zoo] [] 0}] [{days [] [2 3] 0} {acts [pool zoo] [] 0} {time [pool] [3] 600}]]"},
		{"a third activity that only one has", []Look{week(1000, 600, "0choir"), week(1000, 600, "0pool", "0zoo", "0art"),
			week(1000, 600, "0pool", "0zoo")},
			"[[{acts [choir] [] 0}] [{acts [pool zoo] [] 0}] [{acts [pool zoo] [] 0} {without [art] [] 0}]]"},
		{"another hour", []Look{first, week(1000, 660, "0choir", "1farm")}, "[[{acts [choir farm] [] 0}] [{time [choir] [0] 660}]]"},
		{"another price, not by enough to be called the cheapest", []Look{first, week(1050, 600, "0choir", "1farm")},
			"[[{acts [choir farm] [] 0}] [{costs [] [] 1050}]]"},
		{"nothing", []Look{first, first}, "[[{acts [choir farm] [] 0}] []]"},
	} {
		t.Run(k.name, func(t *testing.T) {
			if got := fmt.Sprint(Names(k.all, MostTold)); got != k.want {
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
