package brokerage

import (
	"slices"
	"testing"

	"ourdays/internal/area/directory"
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

func TestTheMoneyOfAWeekIsAskedOnceAtThePriceOfTheWeek(t *testing.T) {
	k := Case{Wish: somebody()}
	o, rates := fitting()
	rates[0].Price = 99900 // dearer since; the week keeps its price
	wk := week{NewCandidate(k.Wish, o, rates, monday)}
	if list := k.unfit(wk, k.Wish.Weekly); len(list) != 0 {
		t.Errorf("at the whole budget: %+v", list)
	}
	list := k.unfit(wk, k.Wish.Weekly+1)
	if len(list) != 1 || list[0].scheduleID != "" || !list[0].breaks(RuleBudget) || barred(list) {
		t.Errorf("a penny over: %+v", list)
	}
}

func TestTwoSessionsOfAWeekThatClashAreToldOnce(t *testing.T) {
	k := Case{Wish: somebody()}
	o, rates := fitting()
	one := NewCandidate(k.Wish, o, rates, monday)
	o.Schedule.ID, o.Activity.ID, o.Activity.Title = "s2", "a2", "Choir"
	list := k.unfit(week{one, NewCandidate(k.Wish, o, rates, monday)}, 8000)
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
		line("Far", "Hall", 40, 600), line("Clashes, and is near", "Hall", 5, 600, Exclusion{Rule: RuleClash}), line("Unknown way", "Shed", 0, 600),
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
	o := Option{WeekCost: 12000, Items: []Item{{ScheduleID: "a", UnitPrice: 4000, SessionsAWeek: 2}, {ScheduleID: "b", UnitPrice: 4000, SessionsAWeek: 1}}}
	for _, k := range []struct {
		going []string
		want  int
	}{{nil, 12000}, {[]string{"a"}, 4000}, {[]string{"a", "b", "c"}, 0}} {
		if got := o.costBeside(k.going); int(got) != k.want {
			t.Errorf("beside %v it costs %s", k.going, got.Format())
		}
	}
}
