package brokerage

import (
	"slices"
	"testing"

	"ourdays/internal/area/directory"
	"ourdays/internal/platform/pence"
)

func TestWhatIsNotOnInOneWeekIsNoMisfitAndWhatHasStoppedIs(t *testing.T) {
	w := somebody()
	o, rates := fitting()
	o.Sessions = o.Sessions[1:]
	if out := NewCandidate(w, o, rates, monday).stillOut(w); len(out) != 0 {
		t.Errorf("on from the second week: %v", out)
	}
	o.Sessions = nil
	if out := NewCandidate(w, o, rates, monday).stillOut(w); len(out) != 1 || out[0].Rule != RuleGone {
		t.Errorf("never on again: %v", out)
	}
}

// keptAt is a week of all candidates of the case, each kept at a price.
func (k Case) keptAt(price pence.Pence) Option {
	var o Option
	for _, c := range k.Candidates {
		o.Items = append(o.Items, Item{ScheduleID: c.Schedule.ID, Ratio: k.Wish.Ratio, UnitPrice: price, SessionsAWeek: 1})
	}
	return o
}

// In the first week one of two may be off; usual is the week in which the most
// are, and of two such the first, in whatever order they were read.
func TestTheUsualTimesAreThoseOfTheFullestWeek(t *testing.T) {
	on := func(day, start int) directory.Session {
		return directory.Session{Date: monday.AddDays(day), Start: start, End: start + 60}
	}
	for _, k := range []struct {
		name string
		list []directory.Session
		want []Slot
	}{
		{"nothing ahead", nil, nil},
		{"the first week", []directory.Session{on(1, 600), on(8, 700)}, []Slot{{1, 600, 660, "Choir"}}},
		{"the first week, read last", []directory.Session{on(8, 700), on(1, 600)}, []Slot{{1, 600, 660, "Choir"}}},
		{"every fortnight, from the second week", []directory.Session{on(9, 700), on(23, 700)}, []Slot{{2, 700, 760, "Choir"}}},
		{"one of two is off at first", []directory.Session{on(3, 600), on(7, 600), on(10, 600)},
			[]Slot{{0, 600, 660, "Choir"}, {3, 600, 660, "Choir"}}},
	} {
		if got := usualSlots(k.list, "Choir"); !slices.Equal(got, k.want) {
			t.Errorf("%s: %v", k.name, got)
		}
	}
}

func TestTheMoneyOfAWeekIsAskedOnceAtThePriceOfTheWeek(t *testing.T) {
	k := Case{Wish: somebody()}
	o, rates := fitting()
	rates[0].Price = 99900 // dearer since; the week keeps its price
	k.Candidates = []Candidate{NewCandidate(k.Wish, o, rates, monday)}
	if list := k.unfit(k.keptAt(k.Wish.Weekly)); len(list) != 0 {
		t.Errorf("at the whole budget: %+v", list)
	}
	list := k.unfit(k.keptAt(k.Wish.Weekly + 1))
	if len(list) != 1 || list[0].scheduleID != "" || !list[0].breaks(RuleBudget) || barred(list) {
		t.Errorf("a penny over: %+v", list)
	}
}

func TestTwoSessionsOfAWeekThatClashAreToldOnce(t *testing.T) {
	k := Case{Wish: somebody()}
	o, rates := fitting()
	one := NewCandidate(k.Wish, o, rates, monday)
	o.Schedule.ID, o.Activity.ID, o.Activity.Title = "s2", "a2", "Choir"
	k.Candidates = []Candidate{one, NewCandidate(k.Wish, o, rates, monday)}
	list := k.unfit(k.keptAt(4000))
	if len(list) != 1 || list[0].activity.Title != "Choir" || list[0].out[0].Word != "Bowling" {
		t.Errorf("got %+v", list)
	}
}

func TestWhatOnesGoesToHasThatOneReason(t *testing.T) {
	w := somebody()
	o, rates := fitting()
	w.Going, w.Busy = []string{"s1"}, []Slot{{1, 840, 960, "Bowling"}}
	if out := WhyNot(w, NewCandidate(w, o, rates, monday)); len(out) != 1 || out[0].Rule != RuleTheirs {
		t.Errorf("got %v", out)
	}
	o.Schedule.ID = "s2"
	if out := WhyNot(w, NewCandidate(w, o, rates, monday)); len(out) != 1 || out[0].Rule != RuleClash {
		t.Errorf("another time of it: %v", out)
	}
}

// What can be added comes first, then the nearest; what nobody knows the way to
// comes last, and what looks the same is told once.
func TestWhatCouldBeAddedIsSortedAndToldOnce(t *testing.T) {
	line := func(title, hall string, minutes, start int, out ...Exclusion) adding {
		a := adding{Candidate: Candidate{Minutes: minutes, Slots: []Slot{{Day: 1, Start: start, End: start + 60}}}, out: out}
		a.Activity.Title, a.Location = title, directory.Location{ID: hall, Name: hall}
		return a
	}
	online := line("Quiz on-line", "", 0, 600)
	list := eachLookOnce([]adding{
		line("Far", "Hall", 40, 600), line("Clashes, and is near", "Hall", 5, 600, Exclusion{Rule: RuleClash}),
		line("Unknown way", "Shed", 0, 600),
		line("Near", "Hall", 10, 600), line("Near", "Hall", 10, 600), line("Near", "Hall", 10, 720), line("Near", "Barn", 10, 600), online,
	})
	var got []string
	for _, a := range list {
		got = append(got, a.Activity.Title+" "+a.Location.Name)
	}
	want := []string{"Quiz on-line ", "Near Hall", "Near Hall", "Near Barn", "Far Hall", "Unknown way Shed", "Clashes, and is near Hall"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAPlaceThatSomebodyHasIsNoCostTwice(t *testing.T) {
	o := Option{WeekCost: 12000, Items: []Item{{ScheduleID: "a", UnitPrice: 4000, SessionsAWeek: 2},
		{ScheduleID: "b", UnitPrice: 4000, SessionsAWeek: 1}}}
	for _, k := range []struct {
		going []string
		want  int
	}{{nil, 12000}, {[]string{"a"}, 4000}, {[]string{"a", "b", "c"}, 0}} {
		if got := o.costBeside(k.going); int(got) != k.want {
			t.Errorf("beside %v it costs %s", k.going, got.Format())
		}
	}
}
