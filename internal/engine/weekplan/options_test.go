package weekplan

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func ExampleOptions() {
	offer := Offer{
		Sessions: []OfferSession{
			{Day: 0, Start: 600, End: 780, Units: 1, Act: 0, Outcomes: 1, Community: true, FreePlaces: 3, FreeLoad: 60},
			{Day: 0, Start: 780, End: 960, Units: 1, Act: 1, Outcomes: 2, Community: true, FreePlaces: 1, FreeLoad: 60},
			{Day: 2, Start: 600, End: 780, Units: 1, Act: 2, Outcomes: 2, FreePlaces: 0, FreeLoad: 60},
		},
		MaxPerDay: 2, MaxPerAct: 2, Gap: 30,
		Weights: Weights{Must: 2000, Short: 750, Fair: 1},
	}
	person := Asker{Min: 1, Max: 2, Budget: 2000, Must: []int{1}, Choices: []Choice{
		{Session: 0, Utility: 80, Price: 500, Row: -1},
		{Session: 1, Utility: 60, Price: 500, Row: -1, Now: true},
		{Session: 2, Utility: 90, Price: 500, Row: -1},
	}}
	answer, err := Options(person, offer, 1)
	if err != nil {
		fmt.Println(err)
		return
	}
	best := answer.Weeks[0]
	fmt.Println("sessions", best.Sessions, "points", best.Points)
	for _, a := range best.Against {
		switch a.Fact.Code {
		case RuleClash:
			fmt.Printf("session %d clashes with session %d\n", a.Session, a.Fact.N)
		case RuleFull:
			fmt.Printf("session %d is full\n", a.Session)
		}
	}
	// Output:
	// sessions [1] points 60
	// session 0 clashes with session 1
	// session 2 is full
}

// randomAsker draws a small person and offer, negative points included.
func randomAsker(r *rand.Rand) (Asker, Offer) {
	o := Offer{MaxPerDay: 1 + r.IntN(3), MaxPerAct: 1 + r.IntN(2), Gap: 30,
		Weights: Weights{int64(r.IntN(200)), int64(r.IntN(80)), int64(r.IntN(3))}, FreeSeats: []int{1, 2}}
	a := Asker{Min: r.IntN(4), Max: r.IntN(6), Budget: r.IntN(4000), Theta: r.IntN(200) - 20}
	for m := range r.IntN(3) {
		a.Must = append(a.Must, m)
	}
	for s := range 9 {
		start := 540 + 30*r.IntN(16)
		o.Sessions = append(o.Sessions, OfferSession{Day: r.IntN(3), Start: start, End: start + 90 + 30*r.IntN(4),
			Units: 1 + r.IntN(2), Act: r.IntN(4), Outcomes: uint64(r.IntN(8)), Community: r.IntN(2) == 0,
			FreePlaces: r.IntN(5), FreeLoad: 60})
		a.Choices = append(a.Choices, Choice{Session: s, Utility: r.IntN(140) - 30, Price: r.IntN(1500), Row: r.IntN(3) - 1,
			Load: 10, Friends: r.IntN(3), Together: r.IntN(30)})
	}
	return a, o
}

// bestByEnumeration tries every subset of the choices.
func bestByEnumeration(a Asker, o Offer) (best int) {
	best = -1 << 60
	for set := range 1 << len(a.Choices) {
		if p, ok := subsetPoints(a, o, set); ok {
			best = max(best, p)
		}
	}
	return best
}

func subsetPoints(a Asker, o Offer, set int) (int, bool) {
	var units, price, utility, together int
	var covered uint64
	days, acts, seats := map[int]int{}, map[int]int{}, map[int]int{}
	for i, c := range a.Choices {
		if set>>i&1 == 0 {
			continue
		}
		s := o.Sessions[c.Session]
		for j, d := range a.Choices[:i] {
			t := o.Sessions[d.Session]
			if set>>j&1 == 1 && t.Day == s.Day && s.Start < t.End+o.Gap && t.Start < s.End+o.Gap {
				return 0, false
			}
		}
		units, price, utility, together = units+s.Units, price+c.Price, utility+c.Utility, together+c.Together
		covered |= s.Outcomes
		days[s.Day]++
		if s.Units == 1 {
			acts[s.Act]++
		}
		if c.Row >= 0 {
			seats[c.Row]++
		}
		if s.FreePlaces < 1 || days[s.Day] > o.MaxPerDay || acts[s.Act] > o.MaxPerAct || c.Row >= 0 && seats[c.Row] > o.FreeSeats[c.Row] {
			return 0, false
		}
	}
	if units > a.Max || price > a.Budget {
		return 0, false
	}
	points := utility + together - int(o.Weights.Short)*max(0, a.Min-units) - int(o.Weights.Fair)*max(0, a.Theta-utility)
	for _, m := range a.Must {
		if covered>>m&1 == 0 {
			points -= int(o.Weights.Must)
		}
	}
	return points, true
}

func TestTheBestOptionEqualsEnumeration(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for n := range 3000 {
		a, o := randomAsker(r)
		got, err := Options(a, o, 3)
		if err != nil {
			t.Fatal(err)
		}
		want := bestByEnumeration(a, o)
		if len(got.Weeks) == 0 || got.Weeks[0].Points != want {
			t.Fatalf("case %d: got %+v, want %d points", n, got.Weeks, want)
		}
	}
}

func TestEveryOptionIsFeasibleAndSaysWhatStoodAgainstTheRest(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for n := range 2000 {
		a, o := randomAsker(r)
		got, err := Options(a, o, 5)
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range got.Weeks {
			set := 0
			for _, s := range w.Sessions {
				set |= 1 << s
			}
			if p, ok := subsetPoints(a, o, set); !ok || p != w.Points {
				t.Fatalf("case %d: week %+v: feasible %v, points %d", n, w, ok, p)
			}
			if len(w.Against)+len(w.Sessions) != len(a.Choices) {
				t.Fatalf("case %d: %d choices left without a reason", n, len(a.Choices)-len(w.Against)-len(w.Sessions))
			}
			for _, x := range w.Against {
				_, ok := subsetPoints(a, o, set|1<<x.Session)
				if ok != (x.Fact.Code == RulePoints) {
					t.Fatalf("case %d: session %d: rule %d, but adding it is feasible: %v", n, x.Session, x.Fact.Code, ok)
				}
			}
		}
	}
}

func TestNoTwoOptionsAreTheSameWeek(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 500 {
		a, o := randomAsker(r)
		got, err := Options(a, o, 5)
		if err != nil {
			t.Fatal(err)
		}
		for i, w := range got.Weeks {
			for _, v := range got.Weeks[:i] {
				if slices.Equal(v.Sessions, w.Sessions) {
					t.Fatalf("the week %v is listed twice", w.Sessions)
				}
			}
		}
	}
}

func TestEachOptionIsTheBestWeekThatDiffersFromThoseBeforeIt(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for n := range 1000 {
		a, o := randomAsker(r)
		c := &chooser{a: a, o: o, k: 4, desk: new(listDesk)}
		c.desk.search.thinner.from = n % 2 // every other case as where there are many ways to spend a day
		c.open()
		c.collect()
		if !c.complete {
			t.Fatalf("case %d: the search was cut short", n)
		}
		all := everyWeek(c)
		kept := c.kept
		lowest := kept[0].value - int64(farBelow*float64(max(kept[0].value, -kept[0].value, 100*optionScale)))
		for i := 1; i <= len(kept) && i < c.k; i++ {
			c.kept = kept[:i]
			best := lowest - 1
			for _, f := range all {
				if f.value > best && !c.near(f) {
					best = f.value
				}
			}
			switch {
			case i < len(kept) && kept[i].value != best:
				t.Fatalf("case %d: week %d is worth %d, the best that differs %d", n, i, kept[i].value, best)
			case i == len(kept) && best >= lowest:
				t.Fatalf("case %d: %d weeks, but one more differs", n, i)
			}
		}
	}
}

// everyWeek returns every feasible week of a small case.
func everyWeek(c *chooser) []found {
	var all []found
	for set := range 1 << len(c.a.Choices) {
		points, ok := subsetPoints(c.a, c.o, set)
		if !ok {
			continue
		}
		f := found{value: int64(points) * optionScale}
		for j, i := range c.choice {
			if set>>i&1 == 1 {
				f.week = append(f.week, int16(j))
			}
		}
		all = append(all, f)
	}
	return all
}

func TestNumbersThatMakeNoSenseAreRefused(t *testing.T) {
	for name, spoil := range map[string]func(a *Asker, o *Offer){
		"a day after Sunday":           func(_ *Asker, o *Offer) { o.Sessions[0].Day = 9 },
		"a day before Monday":          func(_ *Asker, o *Offer) { o.Sessions[0].Day = -1 },
		"negative units":               func(_ *Asker, o *Offer) { o.Sessions[0].Units = -1 },
		"an end before the start":      func(_ *Asker, o *Offer) { o.Sessions[0].End = o.Sessions[0].Start - 1 },
		"a time that overflows":        func(_ *Asker, o *Offer) { o.Sessions[0].End = 1 << 40 },
		"a utility that overflows":     func(a *Asker, _ *Offer) { a.Choices[0].Utility = 1 << 60 },
		"company that overflows":       func(a *Asker, _ *Offer) { a.Choices[0].Together = -1 << 60 },
		"a floor that overflows":       func(a *Asker, _ *Offer) { a.Theta = 1 << 62 },
		"a negative least":             func(a *Asker, _ *Offer) { a.Min = -3 },
		"a weight that overflows":      func(_ *Asker, o *Offer) { o.Weights.Must = 1 << 60 },
		"a negative weight":            func(_ *Asker, o *Offer) { o.Weights.Short = -1 },
		"a sum that overflows":         func(a *Asker, o *Offer) { o.Weights.Fair = 1000; a.Theta = maxPoints; a.Choices = dearest(o) },
		"a negative gap":               func(_ *Asker, o *Offer) { o.Gap = -5 },
		"too many ways to spend a day": func(a *Asker, o *Offer) { o.MaxPerDay, o.Gap = 20, 0; a.Choices = dearest(o) },
		"more musts than there are":    func(a *Asker, _ *Offer) { a.Must = make([]int, 70) },
	} {
		t.Run(name, func(t *testing.T) {
			a, o := randomAsker(rand.New(rand.NewPCG(9, 9)))
			if _, err := Options(a, o, 3); err != nil {
				t.Fatalf("before: %v", err)
			}
			spoil(&a, &o)
			if _, err := Options(a, o, 3); !errors.Is(err, ErrOffer) {
				t.Errorf("got %v, want %v", err, ErrOffer)
			}
		})
	}
}

// dearest offers twenty sessions one after the other, each worth all that a choice may be.
func dearest(o *Offer) (list []Choice) {
	o.Sessions = o.Sessions[:0]
	for s := range 20 {
		o.Sessions = append(o.Sessions, OfferSession{Start: 60 * s, End: 60*s + 30, FreePlaces: 1})
		list = append(list, Choice{Session: s, Utility: maxPoints, Row: -1})
	}
	return list
}

// A session of no minutes clashes with nothing that begins with it: whoever is offered both
// would be promised to be in two places.
func TestASessionOfNoMinutesIsRefused(t *testing.T) {
	a, o := four()
	a.Max, o.MaxPerDay, o.Gap = 2, 2, 0
	o.Sessions[1].Day = 0
	for _, end := range []int{600, 590} {
		o.Sessions[1].End = end
		got, err := Options(a, o, 3)
		const want = "session 1 does not end after it starts"
		if !errors.Is(err, ErrOffer) || !strings.Contains(err.Error(), want) || len(got.Weeks) > 0 {
			t.Errorf("until minute %d: %v, %v", end, got.Weeks, err)
		}
	}
	a.Choices = slices.Delete(a.Choices, 1, 2) // what is not open to them is not asked
	if got, err := Options(a, o, 3); err != nil || len(got.Weeks) == 0 {
		t.Errorf("%v, %v", got, err)
	}
}
