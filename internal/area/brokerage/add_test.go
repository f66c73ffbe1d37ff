package brokerage

import (
	"slices"
	"testing"

	"ourdays/internal/area/directory"
	"ourdays/internal/area/matching"
	"ourdays/internal/platform/pence"
)

// keptAt is a week of all candidates of the case, each kept at a price.
func (k Case) keptAt(price pence.Pence) Option {
	var o Option
	for _, c := range k.Candidates {
		o.Items = append(o.Items, Item{ScheduleID: c.Schedule.ID, Ratio: k.Wish.Ratio, UnitPrice: price, SessionsAWeek: 1})
	}
	return o
}

func TestTheMoneyOfAWeekIsAskedOnceAtThePriceOfTheWeek(t *testing.T) {
	k := Case{Wish: somebody()}
	o, rates := fitting()
	rates[0].Price = 99900 // dearer since; the week keeps its price
	k.Candidates = []matching.Candidate{matching.NewCandidate(k.Wish, o, rates, monday)}
	if list := k.unfit(k.keptAt(k.Wish.Weekly)); len(list) != 0 {
		t.Errorf("at the whole budget: %+v", list)
	}
	list := k.unfit(k.keptAt(k.Wish.Weekly + 1))
	if len(list) != 1 || list[0].scheduleID != "" || !list[0].breaks(matching.RuleBudget) || barred(list) {
		t.Errorf("a penny over: %+v", list)
	}
}

func TestTwoSessionsOfAWeekThatClashAreToldOnce(t *testing.T) {
	k := Case{Wish: somebody()}
	o, rates := fitting()
	one := matching.NewCandidate(k.Wish, o, rates, monday)
	o.Schedule.ID, o.Activity.ID, o.Activity.Title = "s2", "a2", "Choir"
	k.Candidates = []matching.Candidate{one, matching.NewCandidate(k.Wish, o, rates, monday)}
	list := k.unfit(k.keptAt(4000))
	if len(list) != 1 || list[0].activity.Title != "Choir" || list[0].out[0].Word != "Bowling" {
		t.Errorf("got %+v", list)
	}
}

// What can be added comes first, then the nearest; what nobody knows the way to
// comes last, and what looks the same is told once.
func TestWhatCouldBeAddedIsSortedAndToldOnce(t *testing.T) {
	line := func(title, hall string, minutes, start int, out ...matching.Exclusion) adding {
		a := adding{Candidate: matching.Candidate{Minutes: minutes, Slots: []matching.Slot{{Day: 1, Start: start, End: start + 60}}}, out: out}
		a.Activity.Title, a.Location = title, directory.Location{ID: hall, Name: hall}
		return a
	}
	online := line("Quiz on-line", "", 0, 600)
	list := eachLookOnce([]adding{
		line("Far", "Hall", 40, 600), line("Clashes, and is near", "Hall", 5, 600, matching.Exclusion{Rule: matching.RuleClash}),
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
